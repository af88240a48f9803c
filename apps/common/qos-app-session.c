/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-session.h"

#define MAX_AGE_S 60.0

typedef struct
{
  GstElement *pipeline;  /* (nullable) */
  GThreadPool *changers; /* one thread: changes come in order */
  QosAppState state;
  gboolean starts_again; /* when stopped */
  gboolean waits;        /* for a device, when stopped */
  gint64 start_us;
  guint watch;
  guint timer;
  gchar *said[QOS_APP_N_PROBLEMS];
} QosAppSessionPrivate;

enum
{
  SIGNAL_STATE,
  SIGNAL_STATS,
  SIGNAL_EVENT,
  SIGNAL_NOTICE,
  SIGNAL_LEVEL,
  SIGNAL_PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QosAppSession, qos_app_session,
    G_TYPE_OBJECT)
G_DEFINE_QUARK (qos - app - error - quark, qos_app_error)

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

/* The end */

static void
forget_pipeline (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  g_clear_handle_id (&priv->watch, g_source_remove);
  g_clear_handle_id (&priv->timer, g_source_remove);
  gst_clear_object (&priv->pipeline);
}

static gboolean
on_stopped (gpointer user)
{
  QosAppSession *self = user;
  QosAppSessionPrivate *priv = private_of (self);
  gboolean starts_again = priv->starts_again;
  GError *error = NULL;

  forget_pipeline (self);
  priv->starts_again = FALSE;
  set_state (self, priv->waits ? QOS_APP_WAITING : QOS_APP_STOPPED);
  if (starts_again && !qos_app_session_start (self, &error)) {
    qos_app_session_say (self, QOS_APP_PROBLEM_FAILED, error->message);
    g_clear_error (&error);
  }
  return G_SOURCE_REMOVE;
}

/* In the changers' thread. */
typedef struct
{
  GstElement *pipeline;
  GstState target;
  QosAppSession *self;
} Change;

static void
make_change (gpointer data, gpointer user)
{
  Change *change = data;

  gst_element_set_state (change->pipeline, change->target);
  gst_object_unref (change->pipeline);
  if (change->target == GST_STATE_NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, on_stopped, change->self,
        g_object_unref);
  else
    g_object_unref (change->self);
  g_free (change);
}

static void
change_to (QosAppSession *self, GstState target)
{
  QosAppSessionPrivate *priv = private_of (self);
  Change *change = g_new (Change, 1);

  change->pipeline = gst_object_ref (priv->pipeline);
  change->target = target;
  change->self = g_object_ref (self);
  g_thread_pool_push (priv->changers, change, NULL);
}

/* The pipeline goes to NULL in another thread: a sound system that does not
 * answer is not to be waited for here. */
void
qos_app_session_finish_stop (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  g_clear_handle_id (&priv->watch, g_source_remove);
  g_clear_handle_id (&priv->timer, g_source_remove);
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
  priv->waits = FALSE;
  switch (priv->state) {
    case QOS_APP_STARTING:
    case QOS_APP_RUNNING:
      begin_stop (self);
      break;
    case QOS_APP_WAITING:
      set_state (self, QOS_APP_STOPPED);
      break;
    case QOS_APP_STOPPED:
    case QOS_APP_STOPPING:
      break;
  }
}

void
qos_app_session_wait (QosAppSession *self, const gchar *text)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (priv->state != QOS_APP_STARTING && priv->state != QOS_APP_RUNNING)
    return;
  priv->waits = TRUE;
  qos_app_session_say (self, QOS_APP_PROBLEM_DEVICE, text);
  begin_stop (self);
}

void
qos_app_session_resume (QosAppSession *self)
{
  QosAppSessionPrivate *priv = private_of (self);

  if (!priv->waits)
    return;
  if (priv->state == QOS_APP_STOPPING)
    priv->starts_again = TRUE;
  else if (priv->state == QOS_APP_WAITING)
    qos_app_session_start (self, NULL); /* another device may do it */
}

/* The bus */

static void
fail (QosAppSession *self, GstMessage *message)
{
  GError *error = NULL;
  gchar *debug = NULL;

  gst_message_parse_error (message, &error, &debug);
  GST_WARNING_OBJECT (GST_MESSAGE_SRC (message), "%s (%s)", error->message,
      debug);
  if (!QOS_APP_SESSION_GET_CLASS (self)->recover (self,
          GST_MESSAGE_SRC (message))) {
    qos_app_session_say (self, QOS_APP_PROBLEM_FAILED, error->message);
    begin_stop (self);
  }
  g_clear_error (&error);
  g_free (debug);
}

static void
warn (QosAppSession *self, GstMessage *message)
{
  GError *error = NULL;

  gst_message_parse_warning (message, &error, NULL);
  qos_app_session_say (self, QOS_APP_PROBLEM_NOTE, error->message);
  g_clear_error (&error);
}

static gdouble
loudest (const GstStructure *s, const gchar *field)
{
  const GValue *value = gst_structure_get_value (s, field);
  GValueArray *channels = value ? g_value_get_boxed (value) : NULL;
  gdouble max = -G_MAXDOUBLE;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  for (guint i = 0; channels && i < channels->n_values; i++)
    max = MAX (max, g_value_get_double (g_value_array_get_nth (channels, i)));
  G_GNUC_END_IGNORE_DEPRECATIONS
  return max;
}

/* The levels of several senders are told apart by the name of the element. */
static void
tell_level (QosAppSession *self, GstMessage *message)
{
  const GstStructure *s = gst_message_get_structure (message);
  const gchar *name = GST_MESSAGE_SRC_NAME (message);
  guint64 ssrc = 0;

  if (g_str_has_prefix (name, "level_"))
    g_ascii_string_to_unsigned (name + strlen ("level_"), 10, 0, G_MAXUINT32,
        &ssrc, NULL);
  g_signal_emit (self, signals[SIGNAL_LEVEL], 0, (guint) ssrc,
      loudest (s, "rms"), loudest (s, "peak"));
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
    tell_level (self, message);
  else
    QOS_APP_SESSION_GET_CLASS (self)->message (self, message);
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
      QOS_APP_SESSION_GET_CLASS (self)->message (self, message);
      break;
  }
  return G_SOURCE_CONTINUE;
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
  GstBus *bus;

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
  if (!priv->waits)
    priv->start_us = g_get_monotonic_time ();
  priv->waits = FALSE;
  bus = gst_element_get_bus (priv->pipeline);
  priv->watch = gst_bus_add_watch (bus, on_message, self);
  gst_object_unref (bus);
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
      !gst_structure_get_uint64 (message, "running-time", &then) || then > now)
    return 0;
  return MIN ((gdouble) (now - then) / GST_SECOND, MAX_AGE_S);
}

GstElement *
qos_app_session_pipeline (QosAppSession *self)
{
  return private_of (self)->pipeline;
}

GstElement *
qos_app_make (const gchar *factory, GError **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);
  gboolean is_ours = g_str_has_prefix (factory, "qos");

  if (!element)
    g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_PLUGIN,
        is_ours ? "GStreamer has no element %s: is the plugin qosaudio "
                  "installed, or GST_PLUGIN_PATH set to the folder it was "
                  "built in?"
                : "GStreamer has no element %s: install the packages "
                  "gstreamer1.0-plugins-base, gstreamer1.0-plugins-good and "
                  "gstreamer1.0-libav.",
        factory);
  return element;
}

/* The object */

static void
ignore_message (QosAppSession *self, GstMessage *message)
{
}

static void
ignore_tick (QosAppSession *self)
{
}

static void
qos_app_session_dispose (GObject *object)
{
  QosAppSession *self = QOS_APP_SESSION (object);
  QosAppSessionPrivate *priv = private_of (self);

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
  G_OBJECT_CLASS (qos_app_session_parent_class)->finalize (object);
}

static void
qos_app_session_init (QosAppSession *self)
{
  private_of (self)->changers =
      g_thread_pool_new (make_change, NULL, 1, FALSE, NULL);
}

static void
qos_app_session_class_init (QosAppSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = qos_app_session_dispose;
  object_class->finalize = qos_app_session_finalize;
  klass->message = ignore_message;
  klass->tick = ignore_tick;
  klass->prepare_stop = qos_app_session_finish_stop;

  signals[SIGNAL_STATE] = g_signal_new ("state", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_STATS] =
      g_signal_new ("stats", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
          G_TYPE_NONE, 1, GST_TYPE_STRUCTURE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_EVENT] =
      g_signal_new ("event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
          G_TYPE_NONE, 1, GST_TYPE_STRUCTURE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_NOTICE] =
      g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
          G_TYPE_NONE, 1, GST_TYPE_STRUCTURE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_LEVEL] =
      g_signal_new ("level", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
          G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}
