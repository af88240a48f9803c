/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosreporter.h"

#include "qos-limits.h"
#include "gstqosfield.h"
#include "gstqostime.h"

#define ASLEEP_MAX (100 * GST_MSECOND)
#define CLOCK_SYNC_ERROR_MAX (10 * GST_SECOND)

/* The thread */

/* Sleeps until time. Returns: FALSE if the thread must stop. */
static gboolean
gst_qos_reporter_sleep_until (GstQosReporter *reporter, GstClockTime time)
{
  gboolean go_on;

  g_mutex_lock (&reporter->lock);
  if (!reporter->is_stopping) {
    GstClockID wait = gst_clock_new_single_shot_id (reporter->clock, time);

    reporter->wait = wait;
    g_mutex_unlock (&reporter->lock);
    gst_clock_id_wait (wait, NULL);
    g_mutex_lock (&reporter->lock);
    reporter->wait = NULL;
    gst_clock_id_unref (wait);
  }
  go_on = !reporter->is_stopping;
  g_mutex_unlock (&reporter->lock);
  return go_on;
}

static gpointer
gst_qos_reporter_run (gpointer data)
{
  GstQosReporter *reporter = data;
  GstClockTime next;

  do {
    next = reporter->func (reporter->element,
        gst_clock_get_time (reporter->clock));
  } while (gst_qos_reporter_sleep_until (reporter, next));
  return NULL;
}

void
gst_qos_reporter_init (GstQosReporter *reporter, GstElement *element,
    GstQosReporterFunc func)
{
  reporter->element = element;
  reporter->clock = gst_qos_time_clock ();
  reporter->func = func;
  g_mutex_init (&reporter->lock);
  gst_qos_sdes_init (&reporter->sdes);
}

void
gst_qos_reporter_clear (GstQosReporter *reporter)
{
  gst_object_unref (reporter->clock);
  g_mutex_clear (&reporter->lock);
}

void
gst_qos_reporter_start (GstQosReporter *reporter)
{
  GST_OBJECT_LOCK (reporter->element);
  if (!reporter->thread)
    reporter->thread =
        g_thread_new ("qos-reporter", gst_qos_reporter_run, reporter);
  GST_OBJECT_UNLOCK (reporter->element);
}

static void
gst_qos_reporter_set_stopping (GstQosReporter *reporter, gboolean is_stopping)
{
  g_mutex_lock (&reporter->lock);
  reporter->is_stopping = is_stopping;
  if (reporter->wait)
    gst_clock_id_unschedule (reporter->wait);
  g_mutex_unlock (&reporter->lock);
}

gboolean
gst_qos_reporter_stop (GstQosReporter *reporter)
{
  GThread *thread;

  GST_OBJECT_LOCK (reporter->element);
  thread = g_steal_pointer (&reporter->thread);
  GST_OBJECT_UNLOCK (reporter->element);
  if (!thread)
    return FALSE;
  gst_qos_reporter_set_stopping (reporter, TRUE);
  g_thread_join (thread);
  gst_qos_reporter_set_stopping (reporter, FALSE);
  return TRUE;
}

GstClockTime
gst_qos_reporter_latest (const GstQosReporter *reporter, GstClockTime now)
{
  return now + MIN (reporter->interval / 5, ASLEEP_MAX);
}

/* Properties */

static GType
gst_qos_clock_sync_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
      {GST_QOS_CLOCK_SYNC_EXCHANGE,
          "Estimated from the times in reports and packets", "exchange"},
      {GST_QOS_CLOCK_SYNC_SYSTEM, "Both hosts' clocks are synchronised",
          "system"},
      {0, NULL, NULL},
  };

  if (g_once_init_enter (&type)) {
    GType made = g_enum_register_static ("GstQosClockSync", values);

    g_once_init_leave (&type, made);
  }
  return type;
}

#define FIELD(name) offset + G_STRUCT_OFFSET (GstQosReporter, name)

void
gst_qos_reporter_install_properties (GObjectClass *klass, gsize offset)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_INTERVAL,
      FIELD (interval),
      g_param_spec_uint64 ("interval", "Interval",
          "Time between messages, and between RTCP reports, for each stream "
          "(ns)",
          QOS_INTERVAL_MIN_NS, QOS_INTERVAL_MAX_NS, QOS_INTERVAL_NS, flags));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_FIELD,
      FIELD (post_messages),
      g_param_spec_boolean ("post-messages", "Post messages",
          "Post an element message for each stream every interval", TRUE,
          flags));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_FIELD, FIELD (sdes),
      g_param_spec_boxed ("sdes", "SDES",
          "Source description in RTCP reports: application/x-rtp-source-sdes "
          "with cname (string, default random) and name (string)",
          GST_TYPE_STRUCTURE, flags));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_CLOCK, FIELD (clock_sync),
      g_param_spec_enum ("clock-sync", "Clock synchronisation",
          "How the other end's clock is known, for one-way delays",
          gst_qos_clock_sync_get_type (), GST_QOS_CLOCK_SYNC_EXCHANGE, flags));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_CLOCK,
      FIELD (clock_sync_error),
      g_param_spec_uint64 ("clock-sync-error", "Clock synchronisation error",
          "With clock-sync=system: how far apart the hosts' clocks may be "
          "(ns), the delay-error-ms of the messages",
          0, CLOCK_SYNC_ERROR_MAX, GST_MSECOND, flags));
}

/* RTCP pads */

static gboolean
gst_qos_reporter_src_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  if (GST_QUERY_TYPE (query) != GST_QUERY_LATENCY)
    return gst_pad_query_default (pad, parent, query);
  gst_query_set_latency (query, FALSE, 0, GST_CLOCK_TIME_NONE);
  return TRUE;
}

static gboolean
gst_qos_reporter_sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  gst_event_unref (event);
  return TRUE;
}

static GstIterator *
gst_qos_reporter_link_none (GstPad *pad, GstObject *parent)
{
  return NULL;
}

void
gst_qos_reporter_add_templates (GstElementClass *klass)
{
  static GstStaticPadTemplate sink = GST_STATIC_PAD_TEMPLATE ("rtcp_sink",
      GST_PAD_SINK, GST_PAD_REQUEST, GST_STATIC_CAPS ("application/x-rtcp"));
  static GstStaticPadTemplate src = GST_STATIC_PAD_TEMPLATE ("rtcp_src",
      GST_PAD_SRC, GST_PAD_REQUEST, GST_STATIC_CAPS ("application/x-rtcp"));

  gst_element_class_add_static_pad_template (klass, &sink);
  gst_element_class_add_static_pad_template (klass, &src);
}

GstPad *
gst_qos_reporter_request_pad (GstQosReporter *reporter,
    GstPadTemplate *template, GstPadChainFunction chain)
{
  GstPad **place = GST_PAD_TEMPLATE_DIRECTION (template) == GST_PAD_SRC
      ? &reporter->rtcp_src
      : &reporter->rtcp_sink;
  GstPad *pad;

  if (*place) {
    GST_WARNING_OBJECT (reporter->element, "pad %s was requested before",
        GST_PAD_NAME (*place));
    return NULL;
  }
  pad = gst_pad_new_from_template (template,
      GST_PAD_TEMPLATE_NAME_TEMPLATE (template));
  gst_pad_set_iterate_internal_links_function (pad, gst_qos_reporter_link_none);
  if (GST_PAD_IS_SRC (pad)) {
    gst_pad_set_query_function (pad, gst_qos_reporter_src_query);
  } else {
    gst_pad_set_chain_function (pad, chain);
    gst_pad_set_event_function (pad, gst_qos_reporter_sink_event);
  }
  gst_pad_set_active (pad, TRUE);
  gst_element_add_pad (reporter->element, pad);
  GST_OBJECT_LOCK (reporter->element);
  *place = pad;
  GST_OBJECT_UNLOCK (reporter->element);
  return pad;
}

void
gst_qos_reporter_release_pad (GstQosReporter *reporter, GstPad *pad)
{
  GST_OBJECT_LOCK (reporter->element);
  if (pad == reporter->rtcp_src)
    reporter->rtcp_src = NULL;
  else
    reporter->rtcp_sink = NULL;
  GST_OBJECT_UNLOCK (reporter->element);
  gst_pad_set_active (pad, FALSE);
  gst_element_remove_pad (reporter->element, pad);
}

GstPad *
gst_qos_reporter_ref_src (GstQosReporter *reporter)
{
  GstPad *pad = NULL;

  GST_OBJECT_LOCK (reporter->element);
  g_set_object (&pad, reporter->rtcp_src);
  GST_OBJECT_UNLOCK (reporter->element);
  return pad;
}

GstIterator *
gst_qos_reporter_iterate_links (GstPad *pad, GstObject *parent)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_PAD);
  g_value_take_object (&value,
      gst_element_get_static_pad (GST_ELEMENT_CAST (parent),
          GST_PAD_IS_SRC (pad) ? "sink" : "src"));
  return gst_iterator_new_single (GST_TYPE_PAD, &value);
}
