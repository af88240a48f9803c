/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-session.h"

#include "qos-app-target.h"
#include "qos-app-addresses.h"
#include "qos-receiver-branch.h"
#include "qos-receiver-mixer.h"
#include "qos-recorder.h"

/* The mixer waits for the playout delay plus this. */
#define MIXER_SLACK (20 * GST_MSECOND)

struct _QosReceiverSession
{
  QosAppSession parent;

  GstElement *source; /* of the current pipeline; no references */
  GstElement *mixer;
  GstElement *tee;
  QosReceiverOutput *output;
  QosRecorder *recorder;
  gboolean stops_after_recording;
};

static guint signal_recording;

G_DEFINE_FINAL_TYPE (QosReceiverSession, qos_receiver_session,
    QOS_TYPE_APP_SESSION)

static const QosAppConfig *
config_of (QosReceiverSession *self)
{
  return qos_app_session_config (QOS_APP_SESSION (self));
}

/* The pipeline */

#define FORMAT \
  "audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved"

/* The source's name is its default one: another would be announced. */
static const gchar pipeline_text[] =
    "qossrc name=qossrc0 "
    "audiotestsrc wave=silence is-live=true samplesperbuffer=480 ! " FORMAT
    " ! audiomixer name=mixer ! " FORMAT
    " ! tee name=tee allow-not-linked=true";

static void
set_latency (QosReceiverSession *self)
{
  guint latency_ms = (guint) config_of (self)->latency_ms;
  guint64 latency = latency_ms * GST_MSECOND + MIXER_SLACK;

  g_object_set (self->source, "latency", latency_ms, NULL);
  g_object_set (self->mixer, "min-upstream-latency", latency, NULL);
}

static void
configure (QosReceiverSession *self)
{
  const QosAppConfig *config = config_of (self);

  qos_receiver_mixer_set_up (self->mixer);
  qos_app_target_apply (self->source, config->host, config->port,
      config->query);
  if (config->caps)
    g_object_set (self->source, "caps", config->caps, NULL);
  set_latency (self);
  g_object_connect (self->source, "signal::pad-added", qos_receiver_branch_add,
      self->mixer, "signal::pad-removed", qos_receiver_branch_remove,
      self->mixer, NULL);
}

static GstElement *
build (QosAppSession *session, GError **error)
{
  QosReceiverSession *self = QOS_RECEIVER_SESSION (session);
  g_autoptr (GstElement) pipeline = qos_app_parse (pipeline_text, error);
  g_autoptr (GstClock) clock = NULL;

  if (!pipeline)
    return NULL;
  self->source = qos_app_find (pipeline, "qossrc0");
  self->mixer = qos_app_find (pipeline, "mixer");
  self->tee = qos_app_find (pipeline, "tee");
  configure (self);
  if (!qos_receiver_output_build (self->output, pipeline, self->tee, error))
    return NULL;
  /* A loudspeaker's clock would stop or disappear with it. */
  clock = gst_system_clock_obtain ();
  gst_pipeline_use_clock (GST_PIPELINE_CAST (pipeline), clock);
  return g_steal_pointer (&pipeline);
}

void
qos_receiver_session_set_latency (QosReceiverSession *self, gint latency_ms)
{
  GstElement *pipeline = qos_app_session_pipeline (QOS_APP_SESSION (self));
  QosAppConfig given = QOS_APP_CONFIG_INIT;

  given.latency_ms = latency_ms;
  qos_app_session_configure (QOS_APP_SESSION (self), &given);
  if (!pipeline)
    return;
  set_latency (self);
  gst_element_post_message (self->source,
      gst_message_new_latency (GST_OBJECT_CAST (self->source)));
}

static void
on_state (QosReceiverSession *self, guint state, gpointer user)
{
  if (state == QOS_APP_STOPPED)
    qos_receiver_output_end (self->output);
}

/* Recording */

static gboolean
on_recorded (gpointer user)
{
  QosReceiverSession *self = user;

  g_signal_emit (self, signal_recording, 0, NULL);
  if (self->stops_after_recording)
    qos_app_session_finish_stop (QOS_APP_SESSION (self));
  self->stops_after_recording = FALSE;
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

gboolean
qos_receiver_session_record (QosReceiverSession *self, const gchar *file,
    GError **error)
{
  GstElement *pipeline = qos_app_session_pipeline (QOS_APP_SESSION (self));

  if (self->recorder || !pipeline)
    return TRUE;
  self->recorder = qos_recorder_start (pipeline, self->tee, file, error);
  if (!self->recorder)
    return FALSE;
  g_signal_emit (self, signal_recording, 0, file);
  return TRUE;
}

void
qos_receiver_session_stop_recording (QosReceiverSession *self)
{
  if (self->recorder)
    qos_recorder_stop (g_steal_pointer (&self->recorder), on_recorded,
        g_object_ref (self));
}

static void
end_lost_recording (QosReceiverSession *self)
{
  g_autofree gchar *text =
      g_strdup_printf ("The recording has ended: \"%s\" was moved or "
                       "removed. Start a new one.",
          qos_recorder_file (self->recorder));

  qos_app_session_say (QOS_APP_SESSION (self), QOS_APP_PROBLEM_NOTE, text);
  qos_receiver_session_stop_recording (self);
}

static void
tick (QosAppSession *session)
{
  QosReceiverSession *self = QOS_RECEIVER_SESSION (session);
  const QosAppConfig *config = qos_app_session_config (session);
  g_autofree gchar *addresses = NULL, *text = NULL;

  if (self->recorder && !qos_recorder_has_file (self->recorder))
    end_lost_recording (self);
  if (qos_app_session_was_met (session) ||
      qos_app_session_seconds (session) < QOS_APP_SILENCE_S)
    return;
  addresses = qos_app_addresses_text (config->host, (guint) config->port);
  text =
      g_strdup_printf ("Nothing has arrived on UDP port %d for %d s. Start a "
                       "sender to this machine%s%s. If one is already running, "
                       "check that the firewall allows UDP port %d.",
          config->port, QOS_APP_SILENCE_S, addresses ? ", which is " : "",
          addresses ? addresses : "", config->port);
  qos_app_session_say (session, QOS_APP_PROBLEM_SILENCE, text);
}

/* Errors and devices */

static void
end_recording (QosReceiverSession *self, const GError *error)
{
  gboolean is_full = g_error_matches (error, GST_RESOURCE_ERROR,
      GST_RESOURCE_ERROR_NO_SPACE_LEFT);
  g_autofree gchar *text =
      g_strdup_printf ("The recording has ended: \"%s\" could not be written "
                       "(%s). What was recorded until then is kept. %s",
          qos_recorder_file (self->recorder),
          is_full ? "the disk is full" : error->message,
          is_full ? "Make room, or record to another disk."
                  : "Record to another folder.");

  qos_app_session_say (QOS_APP_SESSION (self), QOS_APP_PROBLEM_NOTE, text);
  qos_recorder_give_up (g_steal_pointer (&self->recorder), on_recorded,
      g_object_ref (self));
}

static gboolean
recover (QosAppSession *session, GstObject *from, const GError *error)
{
  QosReceiverSession *self = QOS_RECEIVER_SESSION (session);

  if (self->recorder && qos_recorder_owns (self->recorder, from)) {
    end_recording (self, error);
    return TRUE;
  }
  if (qos_receiver_branch_owns (from))
    return TRUE;
  if (qos_app_session_state (session) != QOS_APP_RUNNING ||
      !qos_receiver_output_owns (self->output, from))
    return FALSE;
  qos_receiver_output_lose (self->output);
  return TRUE;
}

static void
devices_changed (QosAppSession *session)
{
  qos_receiver_output_devices_changed (QOS_RECEIVER_SESSION (session)->output);
}

/* If there was no error, the sound system has switched to another one. */
static void
device_removed (QosAppSession *session, const gchar *name)
{
  g_autofree gchar *text = NULL;

  if (qos_app_session_state (session) != QOS_APP_RUNNING)
    return;
  text = g_strdup_printf ("\"%s\" was unplugged. The sound system continues "
                          "with another output if it has one.",
      name);
  qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, text);
}

static void
prepare_stop (QosAppSession *session)
{
  QosReceiverSession *self = QOS_RECEIVER_SESSION (session);

  if (!self->recorder) {
    qos_app_session_finish_stop (session);
    return;
  }
  self->stops_after_recording = TRUE;
  qos_receiver_session_stop_recording (self);
}

/* Single senders */

void
qos_receiver_session_set_volume (QosReceiverSession *self, guint ssrc,
    gdouble volume, gboolean is_muted)
{
  GstElement *pipeline = qos_app_session_pipeline (QOS_APP_SESSION (self));

  if (pipeline)
    qos_receiver_branch_set_volume (pipeline, ssrc, volume, is_muted);
}

gchar *
qos_receiver_session_codec (QosReceiverSession *self, guint ssrc)
{
  GstElement *pipeline = qos_app_session_pipeline (QOS_APP_SESSION (self));

  return pipeline ? qos_receiver_branch_codec (pipeline, ssrc) : NULL;
}

static void
qos_receiver_session_finalize (GObject *object)
{
  QosReceiverSession *self = QOS_RECEIVER_SESSION (object);

  qos_receiver_output_free (self->output);
  G_OBJECT_CLASS (qos_receiver_session_parent_class)->finalize (object);
}

static void
qos_receiver_session_init (QosReceiverSession *self)
{
  self->output = qos_receiver_output_new (QOS_APP_SESSION (self));
  g_signal_connect (self, "stats", G_CALLBACK (qos_app_session_meet), NULL);
  g_signal_connect (self, "state", G_CALLBACK (on_state), NULL);
}

static void
qos_receiver_session_class_init (QosReceiverSessionClass *klass)
{
  QosAppSessionClass *session_class = QOS_APP_SESSION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_receiver_session_finalize;
  session_class->device_class = "Audio/Sink";
  session_class->defaults.host = g_strdup ("::");
  session_class->defaults.port = qos_app_range ("qossrc", "port").standard;
  session_class->defaults.device = g_strdup (QOS_APP_DEVICE_AUTO);
  session_class->defaults.latency_ms =
      qos_app_range ("qossrc", "latency").standard;
  session_class->build = build;
  session_class->tick = tick;
  session_class->recover = recover;
  session_class->prepare_stop = prepare_stop;
  session_class->devices_changed = devices_changed;
  session_class->device_removed = device_removed;
  signal_recording = g_signal_new ("recording", G_TYPE_FROM_CLASS (klass),
      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}
