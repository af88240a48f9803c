/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosmessage.h"

#include "gstqostime.h"

/* Running time at the start of the interval of duration_field, if known. */
static GstClockTime
gst_qos_message_interval_start (GstElement *element, GstClock *clock,
    GstClockTime now, const QosSnapshot *snapshot, unsigned duration_field)
{
  GstClockTime end = gst_qos_time_running (element, clock, now);

  if (!GST_CLOCK_TIME_IS_VALID (end) ||
      !qos_snapshot_has (snapshot, duration_field) ||
      end < snapshot->values[duration_field].u)
    return GST_CLOCK_TIME_NONE;
  return end - snapshot->values[duration_field].u;
}

GstStructure *
gst_qos_message_stream (GstElement *element, GstClock *clock, GstClockTime now,
    QosSnapshot *snapshot)
{
  GstClockTime start = gst_qos_message_interval_start (element, clock, now,
      snapshot, QOS_STREAM_DURATION);

  if (GST_CLOCK_TIME_IS_VALID (start)) {
    qos_stream_set_uint (snapshot, QOS_STREAM_RUNNING_TIME, start);
    qos_stream_set_uint (snapshot, QOS_STREAM_TIMESTAMP, start);
  }
  return gst_qos_structure_stream (snapshot);
}

GstStructure *
gst_qos_message_sender (GstElement *element, GstClock *clock, GstClockTime now,
    QosSnapshot *snapshot)
{
  GstClockTime start = gst_qos_message_interval_start (element, clock, now,
      snapshot, QOS_SENDER_DURATION);

  if (GST_CLOCK_TIME_IS_VALID (start))
    qos_sender_set_uint (snapshot, QOS_SENDER_RUNNING_TIME, start);
  return gst_qos_structure_sender (snapshot);
}

GstStructure *
gst_qos_message_event (GstElement *element, GstClock *clock, GstClockTime at,
    QosSnapshot *snapshot)
{
  GstClockTime running = gst_qos_time_running (element, clock, at);

  if (GST_CLOCK_TIME_IS_VALID (running))
    qos_event_set_uint (snapshot, QOS_EVENT_RUNNING_TIME, running);
  return gst_qos_structure_event (snapshot);
}

/* Unread messages of all our elements, on any bus. */
static gint n_waiting;

static void
gst_qos_message_forget (gpointer user, GstMiniObject *message)
{
  g_atomic_int_add (&n_waiting, -1);
}

void
gst_qos_message_post (GstElement *element, GstStructure *structure)
{
  GstMessage *message =
      gst_message_new_element (GST_OBJECT_CAST (element), structure);

  if (g_atomic_int_add (&n_waiting, 1) >= GST_QOS_MESSAGES_WAITING_MAX &&
      !gst_structure_has_field (structure, QOS_STREAM (END_REASON)->name)) {
    g_atomic_int_add (&n_waiting, -1);
    GST_DEBUG_OBJECT (element, "the bus is not read: message dropped");
    gst_message_unref (message);
    return;
  }
  gst_mini_object_weak_ref (GST_MINI_OBJECT_CAST (message),
      gst_qos_message_forget, NULL);
  gst_element_post_message (element, message);
}
