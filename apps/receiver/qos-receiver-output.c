/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-output.h"

#include "qos-tee-branch.h"

#include <gio/gio.h>

struct _QosReceiverOutput
{
  QosAppSession *session;
  GstElement *pipeline; /* (nullable): the current pipeline, referenced */
  GstElement *tee;
  GstElement *bin;    /* (nullable): NULL while there is no output */
  gboolean is_missed; /* being searched for */
};

static const gchar *
choice_of (QosReceiverOutput *self)
{
  return qos_app_session_config (self->session)->device;
}

static QosAppDevices *
devices_of (QosReceiverOutput *self)
{
  return qos_app_session_devices (self->session);
}

/* The branch */

/* A playing pipeline must not wait for a new sink. */
static void
on_element (GstBin *bin, GstBin *sub_bin, GstElement *element, gpointer user)
{
  if (GST_OBJECT_FLAG_IS_SET (element, GST_ELEMENT_FLAG_SINK) &&
      !GST_IS_BIN (element))
    g_object_set (element, "async", FALSE, NULL);
}

static GstElement *
make_device (QosReceiverOutput *self, GError **error)
{
  const gchar *name = qos_app_device_name (choice_of (self));

  return name ? qos_app_devices_make (devices_of (self), name, error)
              : qos_app_make ("autoaudiosink", error);
}

/* Returns: (transfer full) (nullable): with error. */
static GstElement *
make_bin (QosReceiverOutput *self, GError **error)
{
  GstElement *device = make_device (self, error), *bin;

  if (!device)
    return NULL;
  if (GST_IS_BIN (device))
    g_signal_connect (device, "deep-element-added", G_CALLBACK (on_element),
        NULL);
  else
    on_element (NULL, NULL, device, NULL);
  bin = qos_tee_branch_new (" ! audioconvert ! audioresample", device, error);
  return bin ? gst_object_ref_sink (bin) : NULL;
}

/* Without an output, this sets the pace of the pipeline. */
static gboolean
add_pace (QosReceiverOutput *self, GError **error)
{
  GstElement *sink = qos_app_make ("fakesink", error), *bin;

  if (!sink)
    return FALSE;
  g_object_set (sink, "sync", TRUE, NULL);
  bin = qos_tee_branch_new ("", sink, error);
  if (!bin)
    return FALSE;
  gst_bin_add (GST_BIN_CAST (self->pipeline), bin);
  qos_tee_branch_link (bin, self->tee);
  return TRUE;
}

static gboolean
is_there (QosReceiverOutput *self)
{
  return qos_app_devices_has_chosen (devices_of (self), choice_of (self));
}

static void
miss (QosReceiverOutput *self, const gchar *text)
{
  self->is_missed = TRUE;
  qos_app_session_say (self->session, QOS_APP_PROBLEM_DEVICE, text);
  qos_app_devices_seek (devices_of (self), TRUE);
}

gboolean
qos_receiver_output_build (QosReceiverOutput *self, GstElement *pipeline,
    GstElement *tee, GError **error)
{
  const gchar *choice = choice_of (self);

  qos_receiver_output_end (self);
  self->pipeline = gst_object_ref (pipeline);
  self->tee = gst_object_ref (tee);
  if (!add_pace (self, error))
    return FALSE;
  if (g_str_equal (choice, QOS_RECEIVER_OUTPUT_NONE))
    return TRUE;
  if (g_str_equal (choice, QOS_APP_DEVICE_AUTO) && !is_there (self)) {
    miss (self,
        "No loudspeaker was found. Senders are measured and can be recorded, "
        "but not heard. Playing begins when one is connected.");
    return TRUE;
  }
  self->bin = make_bin (self, error);
  if (!self->bin)
    return FALSE;
  gst_bin_add (GST_BIN_CAST (pipeline), self->bin);
  qos_tee_branch_link (self->bin, tee);
  return TRUE;
}

/* Removal and return */

static void
remove_bin (QosReceiverOutput *self)
{
  if (!self->bin)
    return;
  qos_tee_branch_remove (self->bin, self->tee, NULL, NULL);
  gst_clear_object (&self->bin);
}

gboolean
qos_receiver_output_owns (QosReceiverOutput *self, GstObject *from)
{
  return self->bin &&
      (from == GST_OBJECT_CAST (self->bin) ||
          gst_object_has_as_ancestor (from, GST_OBJECT_CAST (self->bin)));
}

void
qos_receiver_output_lose (QosReceiverOutput *self)
{
  remove_bin (self);
  miss (self,
      "The loudspeaker was unplugged, or the sound system ended. Measuring and "
      "recording continue. Playing continues when it is back; or choose "
      "another output.");
}

/* The session is referenced until then, and has this output. */
static void
on_started (GObject *session, GAsyncResult *result, gpointer user)
{
  QosReceiverOutput *self = user;
  gboolean has_started = g_task_propagate_boolean (G_TASK (result), NULL);

  if (self->bin != g_task_get_task_data (G_TASK (result)))
    return; /* it was removed in the meantime */
  if (!has_started) {
    remove_bin (self); /* the next search tries again */
    return;
  }
  self->is_missed = FALSE;
  qos_app_devices_seek (devices_of (self), FALSE);
  qos_tee_branch_link (self->bin, self->tee);
  gst_bin_recalculate_latency (GST_BIN_CAST (self->pipeline));
  qos_app_session_say (self->session, QOS_APP_PROBLEM_DEVICE, NULL);
}

/* In a thread, because a sound server may be slow. */
static void
start_device (GTask *task, gpointer session, gpointer bin,
    GCancellable *cancellable)
{
  g_task_return_boolean (task, gst_element_sync_state_with_parent (bin));
}

void
qos_receiver_output_devices_changed (QosReceiverOutput *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->is_missed || self->bin || !is_there (self) ||
      qos_app_session_state (self->session) != QOS_APP_RUNNING)
    return;
  self->bin = make_bin (self, NULL);
  if (!self->bin)
    return;
  gst_bin_add (GST_BIN_CAST (self->pipeline), self->bin);
  task = g_task_new (self->session, NULL, on_started, self);
  g_task_set_task_data (task, gst_object_ref (self->bin), gst_object_unref);
  g_task_run_in_thread (task, start_device);
}

void
qos_receiver_output_end (QosReceiverOutput *self)
{
  self->is_missed = FALSE;
  qos_app_devices_seek (devices_of (self), FALSE);
  gst_clear_object (&self->bin);
  gst_clear_object (&self->tee);
  gst_clear_object (&self->pipeline);
}

QosReceiverOutput *
qos_receiver_output_new (QosAppSession *session)
{
  QosReceiverOutput *self = g_new0 (QosReceiverOutput, 1);

  self->session = session;
  return self;
}

void
qos_receiver_output_free (QosReceiverOutput *self)
{
  qos_receiver_output_end (self);
  g_free (self);
}
