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
 * Not supported: several streams of different caps behind one src pad; qossrc
 * gives each sender its own.
 */
#include "config.h"

#include "core/qos-rtp.h"
#include "gstqosarrival.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqosrtcp.h"
#include "gstqosstats.h"
#include "gstqostime.h"

GST_DEBUG_CATEGORY (gst_qos_stats_debug);
#define GST_CAT_DEFAULT gst_qos_stats_debug

enum
{
  PROP_0,
  PROP_INTERVAL,
  PROP_POST_MESSAGES,
  PROP_MAX_SOURCES,
  PROP_SOURCE_TIMEOUT,
  PROP_SDES,
  PROP_STATS,
};

#define DEFAULT_INTERVAL (500 * GST_MSECOND)
#define MIN_INTERVAL (10 * GST_MSECOND)
#define MAX_INTERVAL (3600 * GST_SECOND)
#define DEFAULT_POST_MESSAGES TRUE
#define DEFAULT_MAX_SOURCES 4096
#define MAX_MAX_SOURCES 1000000
#define DEFAULT_SOURCE_TIMEOUT (30 * GST_SECOND)

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate rtcp_sink_template =
    GST_STATIC_PAD_TEMPLATE ("rtcp_sink", GST_PAD_SINK, GST_PAD_REQUEST,
        GST_STATIC_CAPS ("application/x-rtcp"));
static GstStaticPadTemplate rtcp_src_template =
    GST_STATIC_PAD_TEMPLATE ("rtcp_src", GST_PAD_SRC, GST_PAD_REQUEST,
        GST_STATIC_CAPS ("application/x-rtcp"));

G_DEFINE_FINAL_TYPE (GstQosStats, gst_qos_stats, GST_TYPE_ELEMENT)
GST_ELEMENT_REGISTER_DEFINE (qosstats, "qosstats", GST_RANK_NONE,
    GST_TYPE_QOS_STATS)

/* Data path */

typedef enum
{
  MEASURE_PASS,
  MEASURE_TAKE, /* RTCP: read, goes no further */
  MEASURE_DROP, /* malformed */
} Measure;

typedef struct
{
  GstCaps *caps; /* (transfer full) (nullable): to be sent first */
  gboolean has_waited;
} Measured;

/* The clock rate where the packet itself does not tell it. */
static void
find_clock_rate (GstQosStats *self, GstQosStream *stream)
{
  GstCaps *caps;

  if (self->caps_clock_rate > 0) {
    qos_source_set_clock_rate (&stream->source, self->caps_clock_rate);
  } else if ((caps = gst_qos_caps_for_static (stream->payload_type))) {
    qos_source_set_clock_rate (&stream->source, gst_qos_caps_clock_rate (caps));
    gst_caps_unref (caps);
  }
}

static GstQosStream *
find_stream (GstQosStats *self, guint32 ssrc, GstClockTime arrival)
{
  GstQosStream *stream = gst_qos_streams_find (&self->streams, ssrc);

  if (stream)
    return stream;
  if (self->streams.list->len >= self->max_sources) {
    self->unmeasured++;
    return NULL;
  }
  stream = gst_qos_streams_add (&self->streams, ssrc, self->interval, arrival);
  qos_source_set_ntp_offset (&stream->source,
      gst_qos_time_ntp_offset (self->clock));
  return stream;
}

/* Reads the codec-config, if this packet has one. Returns: TRUE when the caps
 * made of it change. */
static gboolean
read_codec (GstQosStats *self, GstQosStream *stream, const guint8 *data,
    const QosRtpHeader *header)
{
  const guint8 *codec;
  gsize size;

  if (!header->has_extension || self->codec_id == 0)
    return FALSE;
  codec = qos_rtp_find_extension (data, header, self->codec_id, &size);
  return codec && gst_qos_stream_set_codec (stream, codec, size);
}

/* Where no caps name its id, the usual one is believed of our own streams only,
 * which have the codec-config. */
static void
read_send_time (GstQosStats *self, GstQosStream *stream, const guint8 *data,
    const QosRtpHeader *header, QosPacket *packet)
{
  const guint8 *bytes = NULL;
  gsize size;

  if (header->has_extension && self->send_time_id > 0 &&
      (self->is_send_time_named || stream->has_codec))
    bytes = qos_rtp_find_extension (data, header, self->send_time_id, &size);
  packet->has_send_time = bytes && size == 3;
  packet->send_time = packet->has_send_time ? GST_READ_UINT24_BE (bytes) : 0;
}

/* Under the object lock. */
static void
measure_packet (GstQosStats *self, GstBuffer *buffer, const GstMapInfo *map,
    const QosRtpHeader *header, Measured *measured)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GstQosArrival arrival =
      gst_qos_arrival (GST_ELEMENT_CAST (self), self->clock, buffer, meta);
  GstQosStream *stream = find_stream (self, header->ssrc, arrival.time);
  QosPacket packet;

  measured->has_waited = arrival.has_waited;
  if (!stream)
    return;
  if (stream->check_address && meta) {
    gst_qos_stream_set_address (stream, meta->addr);
    stream->check_address = FALSE;
  }
  stream->payload_type = header->payload_type;
  if (read_codec (self, stream, map->data, header) && self->sent_caps &&
      self->caps_ssrc == header->ssrc)
    self->sent_caps = FALSE;
  if (stream->source.clock_rate == 0)
    find_clock_rate (self, stream);

  packet.arrival_ns = arrival.time;
  packet.has_waited = arrival.has_waited;
  packet.timestamp = header->timestamp;
  read_send_time (self, stream, map->data, header, &packet);
  packet.seq = header->seq;
  packet.payload_bytes = (guint32) header->payload_size;
  packet.wire_bytes = (guint32) (map->size + stream->overhead);
  qos_source_packet (&stream->source, &packet);
  measured->caps = gst_qos_stats_complete_caps (self, stream);
}

static Measure
measure (GstQosStats *self, GstBuffer *buffer, Measured *measured)
{
  QosRtpHeader header;
  QosRtpVerdict verdict;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return MEASURE_DROP;
  if (qos_rtp_is_rtcp (map.data, map.size)) {
    gst_buffer_unmap (buffer, &map);
    gst_qos_stats_read_rtcp (self, buffer);
    return MEASURE_TAKE;
  }
  verdict = qos_rtp_parse (map.data, map.size, &header);
  GST_OBJECT_LOCK (self);
  if (verdict == QOS_RTP_OK)
    measure_packet (self, buffer, &map, &header, measured);
  else
    self->malformed++;
  GST_OBJECT_UNLOCK (self);
  gst_buffer_unmap (buffer, &map);
  if (verdict == QOS_RTP_OK)
    return MEASURE_PASS;
  GST_LOG_OBJECT (self, "dropped %" GST_PTR_FORMAT ": verdict %d", buffer,
      verdict);
  return MEASURE_DROP;
}

/* *buffer: (inout) (transfer full). Returns: TRUE when it goes on; else it is
 * unreffed. */
static gboolean
take (GstQosStats *self, GstBuffer **buffer)
{
  Measured measured = {NULL};

  if (measure (self, *buffer, &measured) != MEASURE_PASS ||
      !gst_qos_stats_get_ready (self, measured.caps)) {
    gst_clear_buffer (buffer);
    return FALSE;
  }
  if (measured.has_waited)
    *buffer = gst_qos_arrival_mend (GST_ELEMENT_CAST (self), *buffer);
  return TRUE;
}

static GstFlowReturn
chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  if (!take (self, &buffer))
    return GST_FLOW_OK;
  return gst_qos_stats_judge_flow (self, gst_pad_push (self->srcpad, buffer));
}

static gboolean
take_one_of_list (GstBuffer **buffer, guint n, gpointer self)
{
  take (self, buffer);
  return TRUE;
}

static GstFlowReturn
chain_list (GstPad *pad, GstObject *parent, GstBufferList *list)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  list = gst_buffer_list_make_writable (list);
  gst_buffer_list_foreach (list, take_one_of_list, self);
  if (gst_buffer_list_length (list) > 0)
    return gst_qos_stats_judge_flow (self,
        gst_pad_push_list (self->srcpad, list));
  gst_buffer_list_unref (list);
  return GST_FLOW_OK;
}

static GstFlowReturn
chain_rtcp (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  gst_qos_stats_read_rtcp (GST_QOS_STATS (parent), buffer);
  gst_buffer_unref (buffer);
  return GST_FLOW_OK;
}

/* Events and queries */

static void
start_reporter (GstQosStats *self)
{
  if (!self->reporter)
    self->reporter = gst_qos_reporter_start (GST_ELEMENT_CAST (self),
        self->clock, gst_qos_stats_report);
}

static GstQosReporter *
steal_reporter (GstQosStats *self)
{
  GstQosReporter *reporter;

  GST_OBJECT_LOCK (self);
  reporter = g_steal_pointer (&self->reporter);
  GST_OBJECT_UNLOCK (self);
  return reporter;
}

static void
finish (GstQosStats *self)
{
  GstQosReporter *reporter = steal_reporter (self);
  GstPad *pad;

  if (reporter)
    gst_qos_reporter_stop (reporter);
  gst_qos_stats_finish (self);

  GST_OBJECT_LOCK (self);
  pad = self->rtcp_src ? gst_object_ref (self->rtcp_src) : NULL;
  GST_OBJECT_UNLOCK (self);
  if (!pad)
    return;
  gst_pad_push_event (pad, gst_event_new_eos ());
  gst_object_unref (pad);
}

static gboolean
sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_CAPS:
      if (!gst_qos_stats_take_caps (self, event)) {
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
      start_reporter (self); /* an EOS before it had stopped it */
      break;
    case GST_EVENT_EOS:
      gst_qos_stats_send_segment (self);
      finish (self);
      break;
    default:
      break;
  }
  return gst_pad_event_default (pad, parent, event);
}

/* What enters by sink leaves by src, and nothing else. */
static GstIterator *
iterate_links (GstPad *pad, GstObject *parent)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  return gst_qos_rtcp_link_only (
      pad == self->sinkpad ? self->srcpad : self->sinkpad);
}

/* Request pads */

static GstPad *
request_new_pad (GstElement *element, GstPadTemplate *template,
    const gchar *name, const GstCaps *caps)
{
  GstQosStats *self = GST_QOS_STATS (element);
  gboolean is_src = GST_PAD_TEMPLATE_DIRECTION (template) == GST_PAD_SRC;

  return gst_qos_rtcp_request_pad (element, template,
      is_src ? &self->rtcp_src : &self->rtcp_sink, chain_rtcp);
}

static void
release_pad (GstElement *element, GstPad *pad)
{
  GstQosStats *self = GST_QOS_STATS (element);

  gst_qos_rtcp_release_pad (element, pad,
      pad == self->rtcp_src ? &self->rtcp_src : &self->rtcp_sink);
}

/* State */

static void
start (GstQosStats *self)
{
  self->has_caps = self->has_started = self->sent_caps = FALSE;
  self->caps_clock_rate = 0;
  self->codec_id = GST_QOS_CODEC_EXT_ID;
  self->send_time_id = GST_QOS_SEND_TIME_EXT_ID;
  self->is_send_time_named = FALSE;
  self->malformed = self->malformed_rtcp = self->unmeasured = 0;
  start_reporter (self);
}

static void
stop (GstQosStats *self)
{
  GstQosReporter *reporter = steal_reporter (self);

  if (reporter)
    gst_qos_reporter_stop (reporter);
  gst_event_replace (&self->held_segment, NULL);
  gst_caps_replace (&self->given_caps, NULL);
  GST_OBJECT_LOCK (self);
  gst_qos_streams_clear (&self->streams);
  gst_qos_streams_init (&self->streams);
  GST_OBJECT_UNLOCK (self);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstQosStats *self = GST_QOS_STATS (element);
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    start (self);
  ret = GST_ELEMENT_CLASS (gst_qos_stats_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY ||
      (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
          ret == GST_STATE_CHANGE_FAILURE))
    stop (self);
  return ret;
}

/* Properties */

static void
set_interval (GstQosStats *self, GstClockTime interval)
{
  self->interval = interval;
  for (guint i = 0; i < self->streams.list->len; i++) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

    qos_pace_set_interval (&stream->source.pace, interval);
    stream->message_due =
        MIN (stream->message_due, stream->source.shown.at_ns + interval);
  }
}

static void
gst_qos_stats_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosStats *self = GST_QOS_STATS (object);

  GST_OBJECT_LOCK (self);
  switch (id) {
    case PROP_INTERVAL:
      set_interval (self, g_value_get_uint64 (value));
      break;
    case PROP_POST_MESSAGES:
      self->post_messages = g_value_get_boolean (value);
      break;
    case PROP_MAX_SOURCES:
      self->max_sources = g_value_get_uint (value);
      break;
    case PROP_SOURCE_TIMEOUT:
      self->source_timeout = g_value_get_uint64 (value);
      break;
    case PROP_SDES:
      gst_qos_sdes_set (&self->sdes, gst_value_get_structure (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_qos_stats_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosStats *self = GST_QOS_STATS (object);

  if (id == PROP_STATS) {
    g_value_take_boxed (value, gst_qos_stats_create_stats (self));
    return;
  }
  GST_OBJECT_LOCK (self);
  switch (id) {
    case PROP_INTERVAL:
      g_value_set_uint64 (value, self->interval);
      break;
    case PROP_POST_MESSAGES:
      g_value_set_boolean (value, self->post_messages);
      break;
    case PROP_MAX_SOURCES:
      g_value_set_uint (value, self->max_sources);
      break;
    case PROP_SOURCE_TIMEOUT:
      g_value_set_uint64 (value, self->source_timeout);
      break;
    case PROP_SDES:
      g_value_take_boxed (value, gst_qos_sdes_get (&self->sdes));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_qos_stats_finalize (GObject *object)
{
  GstQosStats *self = GST_QOS_STATS (object);

  gst_qos_streams_clear (&self->streams);
  gst_object_unref (self->clock);
  G_OBJECT_CLASS (gst_qos_stats_parent_class)->finalize (object);
}

static void
gst_qos_stats_init (GstQosStats *self)
{
  self->clock = gst_qos_time_clock ();
  self->ssrc = g_random_int ();
  self->interval = DEFAULT_INTERVAL;
  self->post_messages = DEFAULT_POST_MESSAGES;
  self->max_sources = DEFAULT_MAX_SOURCES;
  self->source_timeout = DEFAULT_SOURCE_TIMEOUT;
  gst_qos_sdes_init (&self->sdes);
  gst_qos_streams_init (&self->streams);

  self->sinkpad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sinkpad, chain);
  gst_pad_set_chain_list_function (self->sinkpad, chain_list);
  gst_pad_set_event_function (self->sinkpad, sink_event);
  gst_pad_set_query_function (self->sinkpad, gst_qos_stats_sink_query);
  gst_pad_set_iterate_internal_links_function (self->sinkpad, iterate_links);
  GST_PAD_SET_PROXY_CAPS (self->sinkpad);
  GST_PAD_SET_PROXY_ALLOCATION (self->sinkpad);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->sinkpad);

  self->srcpad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_iterate_internal_links_function (self->srcpad, iterate_links);
  GST_PAD_SET_PROXY_CAPS (self->srcpad);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->srcpad);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  g_object_class_install_property (klass, PROP_INTERVAL,
      g_param_spec_uint64 ("interval", "Interval",
          "Time between two messages, and two RTCP reports, of a stream (ns)",
          MIN_INTERVAL, MAX_INTERVAL, DEFAULT_INTERVAL, flags));
  g_object_class_install_property (klass, PROP_POST_MESSAGES,
      g_param_spec_boolean ("post-messages", "Post messages",
          "Post an element message for each stream every interval",
          DEFAULT_POST_MESSAGES, flags));
  g_object_class_install_property (klass, PROP_MAX_SOURCES,
      g_param_spec_uint ("max-sources", "Max sources",
          "Streams measured at once, at most 8 KiB each; packets of further "
          "ones pass unmeasured",
          1, MAX_MAX_SOURCES, DEFAULT_MAX_SOURCES, flags));
  g_object_class_install_property (klass, PROP_SOURCE_TIMEOUT,
      g_param_spec_uint64 ("source-timeout", "Source timeout",
          "Silence after which a stream is forgotten (ns)", GST_SECOND,
          24 * 3600 * GST_SECOND, DEFAULT_SOURCE_TIMEOUT, flags));
  g_object_class_install_property (klass, PROP_SDES,
      g_param_spec_boxed ("sdes", "SDES",
          "What senders are told of this end: application/x-rtp-source-sdes "
          "with cname (string, default random) and name (string)",
          GST_TYPE_STRUCTURE, flags));
  g_object_class_install_property (klass, PROP_STATS,
      g_param_spec_boxed ("stats", "Statistics",
          "packets-malformed, rtcp-malformed, packets-unmeasured (uint64, "
          "since the start) and sources, an array of what the messages say",
          GST_TYPE_STRUCTURE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
gst_qos_stats_class_init (GstQosStatsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (gst_qos_stats_debug, "qosstats", 0,
      "measures received RTP");
  object_class->set_property = gst_qos_stats_set_property;
  object_class->get_property = gst_qos_stats_get_property;
  object_class->finalize = gst_qos_stats_finalize;
  install_properties (object_class);

  element_class->change_state = change_state;
  element_class->request_new_pad = request_new_pad;
  element_class->release_pad = release_pad;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_add_static_pad_template (element_class,
      &rtcp_sink_template);
  gst_element_class_add_static_pad_template (element_class, &rtcp_src_template);
  gst_element_class_set_static_metadata (element_class, "RTP quality meter",
      "Filter/Analyzer/Network/RTP",
      "Measures loss, jitter, round trip and bandwidth of RTP streams",
      "The gst-qosaudio authors");
}
