/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sender-session.h"

#include "qos-app-fields.h"
#include "qos-app-part.h"
#include "qos-app-target.h"
#include "qos-loop-source.h"
#include "qos-sender-sdp.h"

#define TONE "audiotestsrc is-live=true volume=0.25 samplesperbuffer=480"

struct _QosSenderSession
{
  QosAppSession parent;

  GstElement *source; /* of the current pipeline; no reference */
  GstElement *sink;
  guint64 reports;       /* number received at the last message */
  gdouble heard_at;      /* session seconds; < 0 before the first report */
  gdouble since;         /* of this pipeline, session seconds */
  guint64 byes;          /* likewise */
  gboolean has_left;     /* the receiver sent BYE, and no other reports */
  gboolean is_sdp_given; /* players that use it send no reports */
};

G_DEFINE_FINAL_TYPE (QosSenderSession, qos_sender_session, QOS_TYPE_APP_SESSION)

static const QosAppConfig *
config_of (QosSenderSession *self)
{
  return qos_app_session_config (QOS_APP_SESSION (self));
}

static QosAppDevices *
devices_of (QosSenderSession *self)
{
  return qos_app_session_devices (QOS_APP_SESSION (self));
}

static gchar *
make_target (QosSenderSession *self)
{
  return qos_app_target_text (config_of (self)->host, config_of (self)->port);
}

/* The pipeline */

static GstElement *
make_default_microphone (QosSenderSession *self, GError **error)
{
  if (qos_app_devices_names (devices_of (self))->len > 0)
    return qos_app_make ("autoaudiosrc", error);
  g_set_error_literal (error, QOS_APP_ERROR, QOS_APP_ERROR_DEVICE,
      "No microphone was found. Connect one, or choose the test tone or a "
      "sound file.");
  return NULL;
}

/* Does name look like a file rather than a device, with a slash or a short
 * extension? */
static gboolean
is_like_file (const gchar *name)
{
  const gchar *dot = strrchr (name, '.');
  gsize length = dot ? strlen (dot + 1) : 0;

  if (strchr (name, '/'))
    return TRUE;
  for (const gchar *at = dot ? dot + 1 : ""; *at; at++)
    if (!g_ascii_isalnum (*at))
      return FALSE;
  return length >= 2 && length <= 4;
}

static GstElement *
make_device (QosSenderSession *self, const gchar *name, GError **error)
{
  if (qos_app_devices_has (devices_of (self), name) || !is_like_file (name))
    return qos_app_devices_make (devices_of (self), name, error);
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
      g_file_test (name, G_FILE_TEST_EXISTS)
          ? "\"%s\" is not a file. Choose a sound file, such as .wav, .flac or "
            ".mp3."
          : "File \"%s\" not found. Check its path.",
      name);
  return NULL;
}

static GstElement *
make_source (QosSenderSession *self, GError **error)
{
  const gchar *source = config_of (self)->device;

  if (g_str_equal (source, QOS_SENDER_SOURCE_TEST))
    return qos_app_parse (TONE, error);
  if (g_str_has_prefix (source, QOS_SENDER_SOURCE_FILE))
    return qos_loop_source_new (source, error);
  if (qos_app_device_name (source))
    return make_device (self, qos_app_device_name (source), error);
  return make_default_microphone (self, error);
}

static GstElement *
make_pipeline (QosSenderSession *self, GError **error)
{
  g_autofree gchar *text =
      g_strdup_printf ("audioconvert name=first ! audioresample ! "
                       "audio/x-raw,rate=48000,channels=[1,2] ! " QOS_APP_LEVEL
                           QOS_APP_PART_LEVEL
                       " ! avenc_aac name=last bitrate=%d",
          config_of (self)->bitrate_kbps * 1000);

  return qos_app_parse (text, error);
}

/* Its name is announced. */
static GstElement *
make_sink (QosSenderSession *self, GError **error)
{
  const QosAppConfig *config = config_of (self);
  GstElement *sink = qos_app_make ("qossink", error);

  if (sink && *config->name)
    gst_object_set_name (GST_OBJECT_CAST (sink), config->name);
  if (sink)
    qos_app_target_apply (sink, config->host, config->port, config->query);
  return sink;
}

static GstElement *
build (QosAppSession *session, GError **error)
{
  QosSenderSession *self = QOS_SENDER_SESSION (session);
  g_autoptr (GstElement) pipeline = make_pipeline (self, error);

  if (!pipeline)
    return NULL;
  self->source = make_source (self, error);
  if (!self->source)
    return NULL;
  gst_bin_add (GST_BIN_CAST (pipeline), self->source);
  self->sink = make_sink (self, error);
  if (!self->sink)
    return NULL;
  gst_bin_add (GST_BIN_CAST (pipeline), self->sink);
  gst_element_link (self->source, qos_app_find (pipeline, "first"));
  gst_element_link (qos_app_find (pipeline, "last"), self->sink);
  self->reports = self->byes = 0;
  self->has_left = FALSE;
  self->heard_at = -1;
  self->since = qos_app_session_seconds (session);
  if (qos_app_session_state (session) == QOS_APP_STOPPED)
    self->is_sdp_given = FALSE;
  return g_steal_pointer (&pipeline);
}

/* The receiver's reports */

/* If another receiver reports, the next message shows it. */
static void
say_left (QosSenderSession *self)
{
  g_autofree gchar *target = make_target (self);
  g_autofree gchar *text =
      g_strdup_printf ("The receiver at %s has ended. Sending continues "
                       "in case it is started again.",
          target);

  self->has_left = TRUE;
  self->heard_at = qos_app_session_seconds (QOS_APP_SESSION (self));
  qos_app_session_say (QOS_APP_SESSION (self), QOS_APP_PROBLEM_SILENCE, text);
}

static void
on_stats (QosSenderSession *self, const GstStructure *stats, gpointer user)
{
  guint64 reports = qos_app_count (stats, QOS_SENDER (REPORTS_RECEIVED));
  guint64 byes = qos_app_count (stats, QOS_SENDER (BYES_RECEIVED));

  if (byes > self->byes) {
    self->byes = byes;
    self->reports = reports;
    say_left (self);
    return;
  }
  if (reports == self->reports)
    return;
  self->reports = reports;
  self->has_left = FALSE;
  self->heard_at = qos_app_session_seconds (QOS_APP_SESSION (self));
  qos_app_session_meet (QOS_APP_SESSION (self));
}

gboolean
qos_sender_session_is_heard (QosSenderSession *self)
{
  QosAppSession *session = QOS_APP_SESSION (self);

  return qos_app_session_state (session) == QOS_APP_RUNNING &&
      self->heard_at >= 0 && !self->has_left &&
      qos_app_session_seconds (session) < self->heard_at + QOS_APP_SILENCE_S;
}

gboolean
qos_sender_session_is_sdp_given (QosSenderSession *self)
{
  return self->is_sdp_given;
}

static void
tick (QosAppSession *session)
{
  QosSenderSession *self = QOS_SENDER_SESSION (session);
  gdouble last = MAX (self->heard_at, self->since);
  g_autofree gchar *text = NULL, *target = NULL;

  if (self->has_left ||
      qos_app_session_seconds (session) < last + QOS_APP_SILENCE_S)
    return;
  target = make_target (self);
  if (self->is_sdp_given && self->heard_at < 0) {
    text = g_strdup_printf ("No report from %s: a player that uses the SDP "
                            "file sends no reports, so what arrives there is "
                            "not known.",
        target);
    qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, text);
  } else {
    text = g_strdup_printf ("No report from %s for %d s. Check that the "
                            "receiver is running and that UDP port %d is open. "
                            "Sending continues.",
        target, QOS_APP_SILENCE_S, config_of (self)->port);
    qos_app_session_say (session, QOS_APP_PROBLEM_SILENCE, text);
  }
}

/* Errors and devices */

static gboolean
is_microphone (const gchar *source)
{
  return g_str_equal (source, QOS_APP_DEVICE_AUTO) ||
      qos_app_device_name (source);
}

static void
wait_for_microphone (QosSenderSession *self)
{
  const gchar *name = qos_app_device_name (config_of (self)->device);
  g_autofree gchar *text =
      g_strdup_printf ("%s%s%s was unplugged. Sending continues when "
                       "it or another is connected.",
          name ? "\"" : "The microphone", name ? name : "", name ? "\"" : "");

  qos_app_session_wait (QOS_APP_SESSION (self), text);
  qos_app_devices_seek (devices_of (self), TRUE);
}

/* An element's error about a file contains neither its name nor what to do. */
static void
refuse_file (QosSenderSession *self, const GError *error)
{
  g_autofree gchar *path =
      g_filename_from_uri (config_of (self)->device, NULL, NULL);
  g_autofree gchar *name =
      g_filename_display_name (path ? path : config_of (self)->device);
  const gchar *stop = g_str_has_suffix (error->message, ".") ? "" : ".";
  g_autofree gchar *text =
      g_strdup_printf ("Cannot play \"%s\": %s%s Choose a sound "
                       "file, such as .wav, .flac or .mp3.",
          name, error->message, stop);

  qos_app_session_say (QOS_APP_SESSION (self), QOS_APP_PROBLEM_FAILED, text);
  qos_app_session_stop (QOS_APP_SESSION (self));
}

static gboolean
recover (QosAppSession *session, GstObject *from, const GError *error)
{
  QosSenderSession *self = QOS_SENDER_SESSION (session);

  if (g_str_has_prefix (config_of (self)->device, QOS_SENDER_SOURCE_FILE) &&
      gst_object_has_as_ancestor (from, GST_OBJECT_CAST (self->source))) {
    refuse_file (self, error);
    return TRUE;
  }
  /* A device that never ran is busy or broken, not unplugged; one that is back
   * may not be ready yet. */
  if ((qos_app_session_state (session) != QOS_APP_RUNNING &&
          !qos_app_session_is_resuming (session)) ||
      !is_microphone (config_of (self)->device) ||
      !gst_object_has_as_ancestor (from, GST_OBJECT_CAST (self->source)))
    return FALSE;
  wait_for_microphone (self);
  return TRUE;
}

static void
device_removed (QosAppSession *session, const gchar *name)
{
  wait_for_microphone (QOS_SENDER_SESSION (session));
}

static void
on_state (QosSenderSession *self, guint state, gpointer user)
{
  if (state == QOS_APP_RUNNING || state == QOS_APP_STOPPED)
    qos_app_devices_seek (devices_of (self), FALSE);
}

static void
devices_changed (QosAppSession *session)
{
  if (qos_app_devices_has_chosen (qos_app_session_devices (session),
          qos_app_session_config (session)->device))
    qos_app_session_resume (session);
}

gchar *
qos_sender_session_sdp (QosSenderSession *self)
{
  GstCaps *caps = NULL;
  gchar *sdp = NULL;

  if (qos_app_session_state (QOS_APP_SESSION (self)) == QOS_APP_RUNNING)
    g_object_get (self->sink, "caps", &caps, NULL);
  if (caps)
    sdp = qos_sender_sdp_of (caps, config_of (self)->host,
        config_of (self)->port, config_of (self)->name);
  gst_clear_caps (&caps);
  if (sdp) {
    self->is_sdp_given = TRUE;
    qos_app_session_meet (QOS_APP_SESSION (self));
  }
  return sdp;
}

static void
qos_sender_session_init (QosSenderSession *self)
{
  g_signal_connect (self, "stats", G_CALLBACK (on_stats), NULL);
  g_signal_connect (self, "state", G_CALLBACK (on_state), NULL);
}

static void
qos_sender_session_class_init (QosSenderSessionClass *klass)
{
  QosAppSessionClass *session_class = QOS_APP_SESSION_CLASS (klass);

  session_class->device_class = "Audio/Source";
  session_class->defaults.host = g_strdup ("127.0.0.1");
  session_class->defaults.port = qos_app_range ("qossink", "port").standard;
  session_class->defaults.device = g_strdup (QOS_APP_DEVICE_AUTO);
  session_class->defaults.name = g_strdup ("");
  session_class->defaults.bitrate_kbps = QOS_APP_BITRATE_KBPS;
  session_class->build = build;
  session_class->tick = tick;
  session_class->recover = recover;
  session_class->devices_changed = devices_changed;
  session_class->device_removed = device_removed;
}
