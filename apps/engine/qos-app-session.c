/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-session.h"

#include "qos-app-fields.h"
#include "qos-app-part.h"

#define MAX_AGE_S 60.0

typedef struct
{
  GstElement *pipeline;  /* (nullable) */
  GThreadPool *changers; /* one thread, so that changes are in order */
  QosAppState state;
  gboolean starts_again; /* when stopped */
  gboolean is_waiting;   /* for a device, when stopped */
  gboolean is_resuming;  /* after that */
  gboolean was_met;
  gint64 start_us;
  guint watch;
  guint timer;
  guint patience; /* the timer of a stop */
  gchar *said[QOS_APP_N_PROBLEMS];
  QosAppConfig config;
  QosAppDevices *devices; /* (nullable) */
} QosAppSessionPrivate;

enum
{
  SIGNAL_STATE,
  SIGNAL_STATS, /* messages: this and the next two */
  SIGNAL_EVENT,
  SIGNAL_NOTICE,
  SIGNAL_LEVEL,
  SIGNAL_PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QosAppSession, qos_app_session,
    G_TYPE_OBJECT)

static QosAppSessionPrivate *
private_of (QosAppSession *self)
{
  return qos_app_session_get_instance_private (self);
}

static void
set_state (QosAppSession *self, QosAppState state)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (priv->state == state)
    return;
  priv->state = state;
  g_signal_emit (self, signals[SIGNAL_STATE], 0, (guint) state);
}

void
qos_app_session_say (QosAppSession *self, QosAppProblem problem,
    const gchar *text)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (g_strcmp0 (priv->said[problem], text) == 0)
    return;
  g_free (priv->said[problem]);
  priv->said[problem] = g_strdup (text);
  g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, (guint) problem, text);
}

void
qos_app_session_meet (QosAppSession *self)
{
  private_of (self)->was_met = TRUE;
  qos_app_session_say (self, QOS_APP_PROBLEM_SILENCE, NULL);
}

/* Messages of elements */

static void
emit_level (QosAppSession *self, GstMessage *message)
{
  const GValueArray *channels = qos_app_array (
      gst_structure_get_value (gst_message_get_structure (message), "peak"));
  gdouble peak = -G_MAXDOUBLE;
  guint ssrc = 0;

  for (guint i = 0; channels && i < channels->n_values; i++)
    peak = MAX (peak, g_value_get_double (&channels->values[i]));
  qos_app_part_read (GST_MESSAGE_SRC (message), QOS_APP_PART_LEVEL, &ssrc);
  g_signal_emit (self, signals[SIGNAL_LEVEL], 0, ssrc, peak);
}

static void
on_element_message (QosAppSession *self, GstMessage *message)
{
  const GstStructure *s = gst_message_get_structure (message);

  if (gst_structure_has_name (s, "qospay") ||
      gst_structure_has_name (s, "qosstats"))
    g_signal_emit (self, signals[SIGNAL_STATS], 0, s);
  else if (gst_structure_has_name (s, "qosevent"))
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, s);
  else if (gst_structure_has_name (s, "qosnotice"))
    g_signal_emit (self, signals[SIGNAL_NOTICE], 0, s);
  else if (gst_structure_has_name (s, "level"))
    emit_level (self, message);
}

/* The end */

static void
forget_pipeline (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  g_clear_handle_id (&priv->watch, g_source_remove);
  g_clear_handle_id (&priv->timer, g_source_remove);
  gst_clear_object (&priv->pipeline);
}

static void
end_stop (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);
  gboolean starts_again = priv->starts_again;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&priv->patience, g_source_remove);
  forget_pipeline (self);
  priv->starts_again = FALSE;
  set_state (self, priv->is_waiting ? QOS_APP_WAITING : QOS_APP_STOPPED);
  if (starts_again && !qos_app_session_start (self, &error))
    qos_app_session_say (self, QOS_APP_PROBLEM_FAILED, error->message);
}

/* In the changers' thread. */
typedef struct
{
  GstElement *pipeline;
  GstState target;
  GQueue last; /* messages of a pipeline that stopped, owned */
  QosAppSession *self;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_queue_clear_full (&change->last, (GDestroyNotify) gst_message_unref);
  gst_object_unref (change->pipeline);
  g_object_unref (change->self);
  g_free (change);
}

static gboolean
on_changed (gpointer user)
{
  Change *change = user;

  if (change->target == GST_STATE_NULL &&
      change->pipeline == private_of (change->self)->pipeline) {
    for (GList *at = change->last.head; at; at = at->next)
      on_element_message (change->self, at->data);
    end_stop (change->self);
  }
  return G_SOURCE_REMOVE;
}

/* The elements post their last messages on the way to READY; on the way to NULL
 * the bus would drop unread messages. */
static void
take_last_messages (Change *change)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (change->pipeline);
  GstMessage *message;

  gst_element_set_state (change->pipeline, GST_STATE_READY);
  while ((message = gst_bus_pop_filtered (bus, GST_MESSAGE_ELEMENT)))
    g_queue_push_tail (&change->last, message);
}

/* The main thread drops the reference to the session. */
static void
make_change (gpointer data, gpointer user)
{
  Change *change = data;

  if (change->target == GST_STATE_NULL)
    take_last_messages (change);
  gst_element_set_state (change->pipeline, change->target);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_changed, change, free_change);
}

static void
change_to (QosAppSession *self, GstState target)
{
  QosAppSessionPrivate *priv = private_of (self);
  Change *change = g_new0 (Change, 1);

  change->pipeline = gst_object_ref (priv->pipeline);
  change->target = target;
  change->self = g_object_ref (self);
  g_thread_pool_push (priv->changers, change, NULL);
}

static GThreadPool *
make_changers (void)
{
  return g_thread_pool_new (make_change, NULL, 1, FALSE, NULL);
}

/* A hanging sound system may answer later; then nothing waits for it any
 * more. */
static gboolean
leave_pipeline (gpointer user)
{
  QosAppSession *self = user;
  QosAppSessionPrivate *priv = private_of (self);

  priv->patience = 0;
  GST_WARNING_OBJECT (priv->pipeline, "does not stop: left to itself");
  g_thread_pool_free (priv->changers, FALSE, FALSE);
  priv->changers = make_changers ();
  end_stop (self);
  return G_SOURCE_REMOVE;
}

/* The pipeline goes to NULL in another thread, so that a sound system that does
 * not answer blocks nothing here, and the wait is limited. */
void
qos_app_session_finish_stop (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  g_clear_handle_id (&priv->watch, g_source_remove);
  g_clear_handle_id (&priv->timer, g_source_remove);
  priv->patience =
      g_timeout_add (QOS_APP_STOP_PATIENCE_MS, leave_pipeline, self);
  change_to (self, GST_STATE_NULL);
}

static void
begin_stop (QosAppSession *self)
{
  set_state (self, QOS_APP_STOPPING);
  QOS_APP_SESSION_GET_CLASS (self)->prepare_stop (self);
}

void
qos_app_session_stop (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  priv->starts_again = FALSE;
  priv->is_waiting = FALSE;
  if (priv->state == QOS_APP_STARTING || priv->state == QOS_APP_RUNNING)
    begin_stop (self);
  else if (priv->state == QOS_APP_WAITING)
    set_state (self, QOS_APP_STOPPED);
}

void
qos_app_session_wait (QosAppSession *self, const gchar *text)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (priv->state != QOS_APP_STARTING && priv->state != QOS_APP_RUNNING)
    return;
  priv->is_waiting = TRUE;
  priv->is_resuming = FALSE;
  qos_app_session_say (self, QOS_APP_PROBLEM_DEVICE, text);
  begin_stop (self);
}

void
qos_app_session_resume (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (!priv->is_waiting)
    return;
  priv->is_resuming = TRUE;
  if (priv->state == QOS_APP_STOPPING)
    priv->starts_again = TRUE;
  else if (priv->state == QOS_APP_WAITING)
    qos_app_session_start (self, NULL); /* another device may work */
}

gboolean
qos_app_session_is_resuming (QosAppSession *self)
{
  return private_of (self)->is_resuming;
}

/* The bus */

static void
fail (QosAppSession *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree gchar *debug = NULL;

  /* An element that was removed may have posted several errors. */
  if (!gst_object_has_as_ancestor (GST_MESSAGE_SRC (message),
          GST_OBJECT_CAST (private_of (self)->pipeline)))
    return;
  gst_message_parse_error (message, &error, &debug);
  GST_WARNING_OBJECT (GST_MESSAGE_SRC (message), "%s (%s)", error->message,
      debug);
  if (!QOS_APP_SESSION_GET_CLASS (self)->recover (self,
          GST_MESSAGE_SRC (message), error)) {
    qos_app_session_say (self, QOS_APP_PROBLEM_FAILED, error->message);
    begin_stop (self);
  }
}

static void
warn (QosAppSession *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_warning (message, &error, NULL);
  qos_app_session_say (self, QOS_APP_PROBLEM_NOTE, error->message);
}

static void
on_state_changed (QosAppSession *self, GstMessage *message)
{
  QosAppSessionPrivate *priv = private_of (self);
  GstState state;

  gst_message_parse_state_changed (message, NULL, &state, NULL);
  if (GST_MESSAGE_SRC (message) != GST_OBJECT_CAST (priv->pipeline) ||
      state != GST_STATE_PLAYING || priv->state != QOS_APP_STARTING)
    return;
  priv->is_resuming = FALSE;
  qos_app_session_say (self, QOS_APP_PROBLEM_FAILED, NULL);
  set_state (self, QOS_APP_RUNNING);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user)
{
  QosAppSession *self = user;

  switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_ERROR:
      if (private_of (self)->state != QOS_APP_STOPPING)
        fail (self, message);
      break;
    case GST_MESSAGE_WARNING:
      warn (self, message);
      break;
    case GST_MESSAGE_ELEMENT:
      on_element_message (self, message);
      break;
    case GST_MESSAGE_STATE_CHANGED:
      on_state_changed (self, message);
      break;
    case GST_MESSAGE_LATENCY:
      gst_bin_recalculate_latency (GST_BIN_CAST (private_of (self)->pipeline));
      break;
    default:
      break;
  }
  return G_SOURCE_CONTINUE;
}

/* In the thread that posts. Nothing reads the state changes of single elements,
 * but when many senders come and go they are most of the messages. GStreamer's
 * queue of messages spins: on a busy machine, several threads that post at once
 * block each other for seconds. */
static GstBusSyncReply
drop_states_of_parts (GstBus *bus, GstMessage *message, gpointer pipeline)
{
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_STATE_CHANGED ||
      GST_MESSAGE_SRC (message) == pipeline)
    return GST_BUS_PASS;
  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* The start */

static gboolean
on_tick (gpointer user)
{
  if (private_of (user)->state == QOS_APP_RUNNING)
    QOS_APP_SESSION_GET_CLASS (user)->tick (user);
  return G_SOURCE_CONTINUE;
}

gboolean
qos_app_session_start (QosAppSession *self, GError **error)
{
  QosAppSessionPrivate *priv = private_of (self);
  g_autoptr (GstBus) bus = NULL;

  if (priv->state == QOS_APP_STOPPING)
    priv->starts_again = TRUE;
  if (priv->state != QOS_APP_STOPPED && priv->state != QOS_APP_WAITING)
    return TRUE;
  qos_app_session_say (self, QOS_APP_PROBLEM_DEVICE, NULL);
  qos_app_session_say (self, QOS_APP_PROBLEM_SILENCE, NULL);
  qos_app_session_say (self, QOS_APP_PROBLEM_NOTE, NULL);
  priv->pipeline = QOS_APP_SESSION_GET_CLASS (self)->build (self, error);
  if (!priv->pipeline)
    return FALSE;
  if (!priv->is_waiting) {
    priv->start_us = g_get_monotonic_time ();
    priv->was_met = FALSE;
  }
  priv->is_waiting = FALSE;
  bus = gst_element_get_bus (priv->pipeline);
  gst_bus_set_sync_handler (bus, drop_states_of_parts, priv->pipeline, NULL);
  priv->watch = gst_bus_add_watch (bus, on_message, self);
  priv->timer = g_timeout_add_seconds (1, on_tick, self);
  set_state (self, QOS_APP_STARTING);
  change_to (self, GST_STATE_PLAYING);
  return TRUE;
}

QosAppState
qos_app_session_state (QosAppSession *self)
{
  return private_of (self)->state;
}

gdouble
qos_app_session_seconds (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (priv->state == QOS_APP_STOPPED)
    return 0;
  return (gdouble) (g_get_monotonic_time () - priv->start_us) / G_USEC_PER_SEC;
}

gdouble
qos_app_session_age (QosAppSession *self, const GstStructure *message)
{
  QosAppSessionPrivate *priv = private_of (self);
  GstClockTime now = priv->pipeline
      ? gst_element_get_current_running_time (priv->pipeline)
      : GST_CLOCK_TIME_NONE;
  guint64 then;

  if (!GST_CLOCK_TIME_IS_VALID (now) ||
      !gst_structure_get_uint64 (message, QOS_STREAM (RUNNING_TIME)->name,
          &then) ||
      then > now)
    return 0;
  return MIN ((gdouble) (now - then) / GST_SECOND, MAX_AGE_S);
}

GstElement *
qos_app_session_pipeline (QosAppSession *self)
{
  return private_of (self)->pipeline;
}

void
qos_app_session_configure (QosAppSession *self, const QosAppConfig *given)
{
  qos_app_config_update (&private_of (self)->config, given);
}

const QosAppConfig *
qos_app_session_config (QosAppSession *self)
{
  return &private_of (self)->config;
}

QosAppDevices *
qos_app_session_devices (QosAppSession *self)
{
  return private_of (self)->devices;
}

gboolean
qos_app_session_was_met (QosAppSession *self)
{
  return private_of (self)->was_met;
}

static void
on_devices (QosAppSession *self, QosAppDevices *devices)
{
  QOS_APP_SESSION_GET_CLASS (self)->devices_changed (self);
}

static void
on_removed (QosAppSession *self, const gchar *name, QosAppDevices *devices)
{
  const gchar *chosen = qos_app_device_name (private_of (self)->config.device);

  if (g_strcmp0 (chosen, name) == 0)
    QOS_APP_SESSION_GET_CLASS (self)->device_removed (self, name);
}

/* The object */

static void
qos_app_session_constructed (GObject *object)
{
  QosAppSession *self = QOS_APP_SESSION (object);
  QosAppSessionPrivate *priv = private_of (self);
  const QosAppSessionClass *klass = QOS_APP_SESSION_GET_CLASS (self);

  G_OBJECT_CLASS (qos_app_session_parent_class)->constructed (object);
  qos_app_config_update (&priv->config, &klass->defaults);
  if (!klass->device_class)
    return;
  priv->devices = qos_app_devices_new (klass->device_class);
  g_signal_connect_object (priv->devices, "changed", G_CALLBACK (on_devices),
      self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->devices, "looked", G_CALLBACK (on_devices),
      self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->devices, "removed", G_CALLBACK (on_removed),
      self, G_CONNECT_SWAPPED);
}

static void
qos_app_session_dispose (GObject *object)
{
  QosAppSession *self = QOS_APP_SESSION (object);
  QosAppSessionPrivate *priv = private_of (self);

  g_clear_handle_id (&priv->patience, g_source_remove);
  if (priv->pipeline)
    gst_element_set_state (priv->pipeline, GST_STATE_NULL);
  forget_pipeline (self);
  G_OBJECT_CLASS (qos_app_session_parent_class)->dispose (object);
}

static void
qos_app_session_finalize (GObject *object)
{
  QosAppSessionPrivate *priv = private_of (QOS_APP_SESSION (object));

  g_thread_pool_free (priv->changers, FALSE, FALSE);
  for (guint i = 0; i < QOS_APP_N_PROBLEMS; i++)
    g_free (priv->said[i]);
  qos_app_config_clear (&priv->config);
  g_clear_object (&priv->devices);
  G_OBJECT_CLASS (qos_app_session_parent_class)->finalize (object);
}

static void
qos_app_session_init (QosAppSession *self)
{
  private_of (self)->changers = make_changers ();
}

static void
qos_app_session_class_init (QosAppSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  static const gchar *const messages[] = {"stats", "event", "notice"};

  object_class->constructed = qos_app_session_constructed;
  object_class->dispose = qos_app_session_dispose;
  object_class->finalize = qos_app_session_finalize;
  klass->defaults = (QosAppConfig) QOS_APP_CONFIG_INIT;
  klass->prepare_stop = qos_app_session_finish_stop;

  signals[SIGNAL_STATE] = g_signal_new ("state", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    signals[SIGNAL_STATS + i] =
        g_signal_new (messages[i], type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
            G_TYPE_NONE, 1, GST_TYPE_STRUCTURE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_LEVEL] = g_signal_new ("level", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}
