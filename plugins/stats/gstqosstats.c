/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qosstats
 * @title: qosstats
 *
 * A tap for received RTP: passes packets on untouched and measures every
 * stream (SSRC) among them; RTCP on the same port (RFC 5761) is taken out and
 * read. Posts an element message `qosstats` for each stream every `interval`,
 * and answers senders by RTCP on the request pad rtcp_src.
 *
 *     udpsrc ! sink                src ! jitter buffer ...
 *                   [ qosstats ]
 *     (RTCP) rtcp_sink         rtcp_src ! dynudpsink
 *
 * |[
 * gst-launch-1.0 -m udpsrc port=5004 ! qosstats ! rtpjitterbuffer ! rtpmp4gdepay ! avdec_aac ! audioconvert ! autoaudiosink
 * ]|
 *
 * Not supported: several streams of different caps behind one src pad at the
 * same time; qossrc gives each sender its own. Without caps from upstream, they
 * are those of the first sender, and when that has ended, of the next.
 */
#include "qos-limits.h"
#include "gstqosext.h"
#include "gstqosfield.h"
#include "gstqosstats.h"
#include "gstqostime.h"

GST_DEBUG_CATEGORY (gst_qos_stats_debug);
#define GST_CAT_DEFAULT gst_qos_stats_debug

enum
{
  PROP_SOURCE_TIMEOUT = GST_QOS_REPORTER_PROP_OWN,
  PROP_LATENCY,
  PROP_STATS,
};

#define MAX_MAX_SOURCES 1000000

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));

G_DEFINE_FINAL_TYPE (GstQosStats, gst_qos_stats, GST_TYPE_ELEMENT)
GST_ELEMENT_REGISTER_DEFINE (qosstats, "qosstats", GST_RANK_NONE,
    GST_TYPE_QOS_STATS)

/* Data path of RTCP */

static GstFlowReturn
gst_qos_stats_chain_rtcp (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  gst_qos_stats_read_rtcp (self, buffer, &self->last_rtcp_arrival);
  gst_buffer_unref (buffer);
  return GST_FLOW_OK;
}

/* Gives a stream the settings of the element; under the object lock. */
void
gst_qos_stats_configure_stream (GstQosStats *self, GstQosStream *stream)
{
  QosSource *source = stream->source;

  qos_source_set_playout_latency (source, self->playout_latency >= 0,
      (guint64) MAX (self->playout_latency, 0) * GST_MSECOND);
  if (GST_CLOCK_TIME_IS_VALID (self->render_latency))
    qos_source_set_render_latency (source, self->render_latency);
  qos_source_set_synchronised (source,
      self->reporter.clock_sync == GST_QOS_CLOCK_SYNC_SYSTEM,
      self->reporter.clock_sync_error);
}

static void
gst_qos_stats_configure_streams (GstQosStats *self)
{
  for (guint i = 0; i < self->streams.list->len; i++)
    gst_qos_stats_configure_stream (self,
        g_ptr_array_index (self->streams.list, i));
}

/* Events and queries */

static void
gst_qos_stats_end (GstQosStats *self)
{
  g_autoptr (GstPad) pad = gst_qos_reporter_ref_src (&self->reporter);

  gst_qos_reporter_stop (&self->reporter);
  gst_qos_stats_finish (self, "eos");
  if (pad)
    gst_pad_push_event (pad, gst_event_new_eos ());
}

static gboolean
gst_qos_stats_sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_CAPS:
      if (!gst_qos_stats_read_caps (self, event)) {
        gst_event_unref (event);
        return TRUE;
      }
      break;
    case GST_EVENT_SEGMENT:
      if (!self->has_started) {
        gst_event_replace (&self->held_segment, event);
        gst_event_unref (event);
        return TRUE;
      }
      break;
    case GST_EVENT_FLUSH_STOP:
      gst_qos_reporter_start (
          &self->reporter); /* an earlier EOS had stopped it */
      break;
    case GST_EVENT_EOS:
      gst_qos_stats_send_segment (self);
      gst_qos_stats_end (self);
      break;
    default:
      break;
  }
  return gst_pad_event_default (pad, parent, event);
}

/* The latency of the pipeline passes here on its way upstream. */
static gboolean
gst_qos_stats_src_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  if (GST_EVENT_TYPE (event) == GST_EVENT_LATENCY) {
    GST_OBJECT_LOCK (self);
    gst_event_parse_latency (event, &self->render_latency);
    gst_qos_stats_configure_streams (self);
    GST_OBJECT_UNLOCK (self);
  }
  return gst_pad_event_default (pad, parent, event);
}

/* Request pads */

static GstPad *
gst_qos_stats_request_new_pad (GstElement *element, GstPadTemplate *template,
    const gchar *name, const GstCaps *caps)
{
  GstQosStats *self = GST_QOS_STATS (element);
  GstPad *pad = gst_qos_reporter_request_pad (&self->reporter, template,
      gst_qos_stats_chain_rtcp);

  GST_OBJECT_LOCK (self);
  gst_qos_streams_wake (&self->streams); /* reports may be due */
  GST_OBJECT_UNLOCK (self);
  return pad;
}

static void
gst_qos_stats_release_pad (GstElement *element, GstPad *pad)
{
  gst_qos_reporter_release_pad (&GST_QOS_STATS (element)->reporter, pad);
}

/* State */

static void
gst_qos_stats_start (GstQosStats *self)
{
  static const QosPayloadKind none = {QOS_FORMAT_NONE, 0, 0, 0};

  self->has_caps = self->has_started = self->sent_caps = FALSE;
  self->out_type = -1;
  qos_payload_init (&self->out, &none);
  self->notices_from = 0;
  self->notices = 0;
  gst_qos_stats_find_ids (self);
  self->malformed = self->malformed_rtcp = 0;
  self->encrypted_rtcp = self->foreign_rtcp = 0;
  self->unmeasured = self->not_sent = 0;
  self->render_latency = GST_CLOCK_TIME_NONE;
  self->last_arrival = self->last_rtcp_arrival = (GstQosArrivalLast){0};
  self->full_look_due = 0;
  gst_qos_stats_init_budgets (self);
  gst_qos_reporter_start (&self->reporter);
}

static void
gst_qos_stats_stop (GstQosStats *self)
{
  gst_qos_reporter_stop (&self->reporter);
  gst_qos_stats_finish (self, NULL);
  gst_event_replace (&self->held_segment, NULL);
  GST_OBJECT_LOCK (self);
  gst_caps_replace (&self->given_caps, NULL);
  gst_qos_streams_clear (&self->streams);
  gst_qos_streams_init (&self->streams);
  GST_OBJECT_UNLOCK (self);
  gst_qos_reach_forget (&self->reach);
}

static GstStateChangeReturn
gst_qos_stats_change_state (GstElement *element, GstStateChange transition)
{
  GstQosStats *self = GST_QOS_STATS (element);
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    gst_qos_stats_start (self);
  ret = GST_ELEMENT_CLASS (gst_qos_stats_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY ||
      (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
          ret == GST_STATE_CHANGE_FAILURE))
    gst_qos_stats_stop (self);
  return ret;
}

/* Properties */

static void
gst_qos_stats_set_interval (GstQosStats *self)
{
  for (guint i = 0; i < self->streams.list->len; i++) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

    qos_source_set_interval (stream->source, self->reporter.interval);
    stream->message_due = MIN (stream->message_due,
        qos_source_interval_end_ns (stream->source) + self->reporter.interval);
  }
  gst_qos_streams_wake (&self->streams);
}

static void
gst_qos_stats_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosStats *self = GST_QOS_STATS (object);

  GST_OBJECT_LOCK (self);
  gst_qos_field_set (object, value, spec);
  if (id == GST_QOS_REPORTER_PROP_INTERVAL)
    gst_qos_stats_set_interval (self);
  else if (id == PROP_SOURCE_TIMEOUT)
    gst_qos_streams_wake (&self->streams);
  else if (id == PROP_LATENCY || id == GST_QOS_REPORTER_PROP_CLOCK)
    gst_qos_stats_configure_streams (self);
  GST_OBJECT_UNLOCK (self);
}

static void
gst_qos_stats_finalize (GObject *object)
{
  GstQosStats *self = GST_QOS_STATS (object);

  gst_qos_streams_clear (&self->streams);
  gst_qos_reach_clear (&self->reach);
  gst_caps_replace (&self->formats, NULL);
  gst_qos_reporter_clear (&self->reporter);
  G_OBJECT_CLASS (gst_qos_stats_parent_class)->finalize (object);
}

static void
gst_qos_stats_init (GstQosStats *self)
{
  gst_qos_reporter_init (&self->reporter, GST_ELEMENT_CAST (self),
      gst_qos_stats_report);
  self->ssrc = g_random_int ();
  self->render_latency = GST_CLOCK_TIME_NONE;
  gst_qos_reach_init (&self->reach, GST_ELEMENT_CAST (self));
  gst_qos_streams_init (&self->streams);

  self->sinkpad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sinkpad, gst_qos_stats_chain);
  gst_pad_set_chain_list_function (self->sinkpad, gst_qos_stats_chain_list);
  gst_pad_set_event_function (self->sinkpad, gst_qos_stats_sink_event);
  gst_pad_set_query_function (self->sinkpad, gst_qos_stats_sink_query);
  gst_pad_set_iterate_internal_links_function (self->sinkpad,
      gst_qos_reporter_iterate_links);
  GST_PAD_SET_PROXY_CAPS (self->sinkpad);
  GST_PAD_SET_PROXY_ALLOCATION (self->sinkpad);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->sinkpad);

  self->srcpad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_iterate_internal_links_function (self->srcpad,
      gst_qos_reporter_iterate_links);
  gst_pad_set_event_function (self->srcpad, gst_qos_stats_src_event);
  GST_PAD_SET_PROXY_CAPS (self->srcpad);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->srcpad);
}

#define FIELD(name) G_STRUCT_OFFSET (GstQosStats, name)

static void
gst_qos_stats_install_properties (GObjectClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  gst_qos_reporter_install_properties (klass, FIELD (reporter));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_FIELD,
      FIELD (max_sources),
      g_param_spec_uint ("max-sources", "Max sources",
          "Maximum number of streams measured at the same time, up to 10 KiB "
          "each; packets of further streams pass unmeasured",
          1, MAX_MAX_SOURCES, QOS_STREAMS_MAX, flags));
  gst_qos_field_install (klass, PROP_SOURCE_TIMEOUT, FIELD (source_timeout),
      g_param_spec_uint64 ("source-timeout", "Source timeout",
          "Silence after which a stream is forgotten (ns)",
          QOS_SOURCE_TIMEOUT_MIN_NS, QOS_SOURCE_TIMEOUT_MAX_NS,
          QOS_SOURCE_TIMEOUT_NS, flags));
  gst_qos_field_install (klass, PROP_LATENCY, FIELD (playout_latency),
      g_param_spec_int ("playout-latency", "Playout latency",
          "Latency of the jitter buffer after this element (ms): packets that "
          "take longer are late, and qosevent messages say why sound is "
          "missing; -1: unknown",
          -1, QOS_LATENCY_MAX_MS, -1, flags));
  gst_qos_field_install (klass, GST_QOS_REPORTER_PROP_FIELD,
      FIELD (drop_duplicates),
      g_param_spec_boolean ("drop-duplicates", "Drop duplicates",
          "Do not forward duplicate packets", FALSE, flags));
  /**
   * GstQosStats:stats:
   *
   * Counts of the element (uint64, since the start): packets-malformed,
   * rtcp-malformed, rtcp-encrypted, rtcp-foreign, packets-unmeasured and
   * reports-not-sent; and sources, a GValueArray of structures with the
   * fields of each stream's message. Their types are in the rows of
   * plugins/fields/qos-stream-fields.h and in docs/metrics.md.
   *
   * Since: 0.1
   */
  gst_qos_field_install_stats (klass, PROP_STATS,
      "packets-malformed, rtcp-malformed, rtcp-encrypted, rtcp-foreign, "
      "packets-unmeasured, reports-not-sent (uint64, since the start) and "
      "sources, an array with the fields of each stream's message",
      gst_qos_stats_create_stats);
}

static void
gst_qos_stats_class_init (GstQosStatsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (gst_qos_stats_debug, "qosstats", 0,
      "measures received RTP");
  object_class->set_property = gst_qos_stats_set_property;
  object_class->get_property = gst_qos_field_get_property;
  object_class->finalize = gst_qos_stats_finalize;
  gst_qos_stats_install_properties (object_class);

  element_class->change_state = gst_qos_stats_change_state;
  element_class->request_new_pad = gst_qos_stats_request_new_pad;
  element_class->release_pad = gst_qos_stats_release_pad;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_qos_reporter_add_templates (element_class);
  gst_element_class_set_static_metadata (element_class, "RTP quality meter",
      "Filter/Analyzer/Network/RTP",
      "Measures loss, jitter, round trip and bandwidth of RTP streams",
      "The gst-qosaudio authors");
}
