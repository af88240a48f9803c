/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qospay
 * @title: qospay
 *
 * Payloads AAC as RFC 3640 AAC-hbr, which every standard receiver plays:
 * several access units (AUs) a packet up to max-ptime and the MTU, an AU over
 * the MTU in fragments. Adds the header extensions abs-send-time, ntp-64 and
 * codec-config. Counts what it sends, keeps what receivers report on the
 * request pad rtcp_sink, answers on rtcp_src, and posts an element message
 * `qospay` every `interval`.
 *
 *     avenc_aac ! sink              src ! udpsink
 *                       [ qospay ]
 *       (RR, XR) rtcp_sink      rtcp_src ! udpsink   (SR, SDES, XR, BYE)
 *
 * |[
 * gst-launch-1.0 autoaudiosrc ! audioconvert ! avenc_aac ! qospay ! udpsink host=127.0.0.1 port=5004
 * ]|
 *
 * Not supported: framings other than raw (aacparse converts them),
 * interleaving.
 */
#include "qos-aac.h"
#include "qos-rtp.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqosfield.h"
#include "gstqospay.h"

GST_DEBUG_CATEGORY_STATIC (qos_pay_debug);
#define GST_CAT_DEFAULT qos_pay_debug

#define PROP_STATS GST_QOS_REPORTER_PROP_OWN

#define RAW_CAPS "audio/mpeg, mpegversion=(int)4, stream-format=(string)raw"

/* Wider than what is accepted, so that other framings reach set_caps and get an
 * error that names aacparse: GStreamer would only refuse the link. */
static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
        GST_STATIC_CAPS (RAW_CAPS "; audio/mpeg, mpegversion=(int){ 2, 4 }"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS,
    GST_STATIC_CAPS ("application/x-rtp, media=(string)audio, "
                     "payload=(int)[ 96, 127 ], clock-rate=(int)[ 1, MAX ], "
                     "encoding-name=(string)MPEG4-GENERIC, "
                     "mode=(string)AAC-hbr"));
static GstStaticCaps raw_caps = GST_STATIC_CAPS (RAW_CAPS);

G_DEFINE_FINAL_TYPE (GstQosPay, gst_qos_pay, GST_TYPE_RTP_BASE_PAYLOAD)
GST_ELEMENT_REGISTER_DEFINE (qospay, "qospay", GST_RANK_NONE, GST_TYPE_QOS_PAY)

static GstFlowReturn
gst_qos_pay_chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosPay *self = GST_QOS_PAY (parent);

  if (!self->has_caps) {
    gst_buffer_unref (buffer);
    GST_ELEMENT_ERROR (self, STREAM, FORMAT,
        ("qospay received data without caps, but accepts only AAC. Put an AAC "
         "encoder (avenc_aac) before it, or aacparse for a file."),
        ("no caps event before the first buffer"));
    return GST_FLOW_NOT_NEGOTIATED;
  }
  return self->base_chain (pad, parent, buffer);
}

/* Caps */

/* A linked element that can give raw AAC, such as aacparse, is asked for that
 * alone; others get their error from gst_qos_pay_set_caps (). */
static GstCaps *
gst_qos_pay_get_caps (GstRTPBasePayload *base, GstPad *pad, GstCaps *filter)
{
  g_autoptr (GstCaps) template = NULL, raw = NULL;
  GstCaps *caps;

  if (pad != GST_RTP_BASE_PAYLOAD_SINKPAD (base))
    return GST_RTP_BASE_PAYLOAD_CLASS (gst_qos_pay_parent_class)
        ->get_caps (base, pad, filter);
  raw = gst_static_caps_get (&raw_caps);
  if (!filter && gst_pad_is_linked (pad))
    return g_steal_pointer (&raw);
  template = gst_pad_get_pad_template_caps (pad);
  if (!filter)
    return g_steal_pointer (&template);
  caps = gst_caps_intersect_full (filter, raw, GST_CAPS_INTERSECT_FIRST);
  if (!gst_caps_is_empty (caps))
    return caps;
  gst_caps_unref (caps);
  return gst_caps_intersect_full (filter, template, GST_CAPS_INTERSECT_FIRST);
}

static gboolean
gst_qos_pay_refuse_caps (GstQosPay *self, GstCaps *caps)
{
  g_autofree gchar *text = gst_caps_to_string (caps);

  GST_ELEMENT_ERROR (self, STREAM, FORMAT,
      ("qospay accepts only raw AAC with codec_data, but received \"%s\". Put "
       "aacparse before it.",
          text),
      ("stream-format is not raw, or codec_data no AudioSpecificConfig"));
  return FALSE;
}

static gboolean
gst_qos_pay_set_caps (GstRTPBasePayload *base, GstCaps *caps)
{
  GstQosPay *self = GST_QOS_PAY (base);
  GstStructure *s = gst_caps_get_structure (caps, 0);
  const GValue *codec_data = gst_structure_get_value (s, "codec_data");
  QosAacConfig aac;
  g_autoptr (GstStructure) fields = gst_structure_new_empty ("fmtp");
  GstMapInfo map;
  gboolean ok;

  gst_qos_pay_push_pending (self);
  if (g_strcmp0 (gst_structure_get_string (s, "stream-format"), "raw") != 0 ||
      !codec_data || !GST_VALUE_HOLDS_BUFFER (codec_data))
    return gst_qos_pay_refuse_caps (self, caps);
  gst_buffer_map (gst_value_get_buffer (codec_data), &map, GST_MAP_READ);
  ok = qos_aac_config_parse (map.data, map.size, &aac);
  if (ok)
    gst_qos_caps_set_aac (fields, map.data, map.size);
  gst_buffer_unmap (gst_value_get_buffer (codec_data), &map);
  if (!ok)
    return gst_qos_pay_refuse_caps (self, caps);

  self->has_caps = TRUE;
  self->au_duration = gst_util_uint64_scale_int (GST_SECOND,
      (gint) aac.frame_length, (gint) aac.sample_rate);
  gst_rtp_base_payload_set_options (base, "audio", TRUE, "MPEG4-GENERIC",
      aac.sample_rate);
  gst_qos_pay_map_extensions (self, caps, fields);
  self->budget = 0;
  return gst_rtp_base_payload_set_outcaps_structure (base, fields);
}

/* Events and queries */

/* One more message has what was sent since the last one. */
static void
gst_qos_pay_stop_reporter (GstQosPay *self)
{
  if (gst_qos_reporter_stop (&self->reporter))
    gst_qos_pay_report_last (self);
}

static gboolean
gst_qos_pay_sink_event (GstRTPBasePayload *base, GstEvent *event)
{
  GstQosPay *self = GST_QOS_PAY (base);

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_EOS:
      gst_qos_pay_push_pending (self);
      gst_qos_pay_stop_reporter (self);
      gst_qos_pay_finish (self);
      break;
    case GST_EVENT_SEGMENT:
      gst_qos_pay_push_pending (self);
      break;
    case GST_EVENT_FLUSH_STOP:
      gst_qos_pay_clear_pending (self);
      gst_qos_reporter_start (
          &self->reporter); /* an earlier EOS had stopped it */
      break;
    default:
      break;
  }
  return GST_RTP_BASE_PAYLOAD_CLASS (gst_qos_pay_parent_class)
      ->sink_event (base, event);
}

/* Filling a packet takes the time of all its AUs except the last. */
static void
gst_qos_pay_add_latency (GstQosPay *self, GstQuery *query)
{
  gint64 max_ptime = GST_RTP_BASE_PAYLOAD (self)->max_ptime;
  GstClockTime min, max, wait = 0;
  gboolean is_live;

  if (max_ptime > 0 && self->au_duration > 0 &&
      (guint64) max_ptime >= 2 * self->au_duration)
    wait = ((guint64) max_ptime / self->au_duration - 1) * self->au_duration;
  gst_query_parse_latency (query, &is_live, &min, &max);
  min += wait;
  if (GST_CLOCK_TIME_IS_VALID (max))
    max += wait;
  gst_query_set_latency (query, is_live, min, max);
}

static gboolean
gst_qos_pay_src_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  gboolean ok = gst_pad_query_default (pad, parent, query);

  if (ok && GST_QUERY_TYPE (query) == GST_QUERY_LATENCY)
    gst_qos_pay_add_latency (GST_QOS_PAY (parent), query);
  return ok;
}

/* Request pads */

static GstPad *
gst_qos_pay_request_new_pad (GstElement *element, GstPadTemplate *template,
    const gchar *name, const GstCaps *caps)
{
  return gst_qos_reporter_request_pad (&GST_QOS_PAY (element)->reporter,
      template, gst_qos_pay_chain_rtcp);
}

static void
gst_qos_pay_release_pad (GstElement *element, GstPad *pad)
{
  gst_qos_reporter_release_pad (&GST_QOS_PAY (element)->reporter, pad);
}

/* State */

static void
gst_qos_pay_start (GstQosPay *self)
{
  gst_qos_pay_reset_packets (self);
  self->reports = 0;
  gst_qos_pay_init_sender (self, gst_clock_get_time (self->reporter.clock));
  self->malformed_rtcp = self->oversize = self->not_sent = 0;
  qos_group_init (&self->group, g_random_int ());
  self->receivers = 1;
  self->last_arrival = (GstQosArrivalLast){0};
  gst_qos_reporter_start (&self->reporter);
}

static GstStateChangeReturn
gst_qos_pay_change_state (GstElement *element, GstStateChange transition)
{
  GstQosPay *self = GST_QOS_PAY (element);
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    gst_qos_pay_start (self);
  ret = GST_ELEMENT_CLASS (gst_qos_pay_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY ||
      (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
          ret == GST_STATE_CHANGE_FAILURE)) {
    gst_qos_pay_stop_reporter (self);
    gst_qos_pay_clear_pending (self);
  }
  return ret;
}

/* Properties */

static void
gst_qos_pay_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosPay *self = GST_QOS_PAY (object);

  GST_OBJECT_LOCK (self);
  gst_qos_field_set (object, value, spec);
  if (id == GST_QOS_REPORTER_PROP_INTERVAL) {
    qos_sender_set_interval (self->sender, self->reporter.interval);
    self->message_due = MIN (self->message_due,
        qos_sender_interval_end_ns (self->sender) + self->reporter.interval);
  } else if (id == GST_QOS_REPORTER_PROP_CLOCK) {
    gst_qos_pay_set_synchronised (self);
  }
  GST_OBJECT_UNLOCK (self);
}

static gboolean
gst_qos_pay_set_field (GQuark field, const GValue *value, gpointer structure)
{
  gst_structure_id_set_value (structure, field, value);
  return TRUE;
}

/* Our fields, and those of the base class, which gst-rtsp-server reads:
 * running-time is then that of the last packet, like timestamp. */
static GstStructure *
gst_qos_pay_create_all_stats (GstElement *element)
{
  GstStructure *stats = gst_qos_pay_create_stats (GST_QOS_PAY (element));
  GObjectClass *base_class = G_OBJECT_CLASS (gst_qos_pay_parent_class);
  GParamSpec *spec = g_object_class_find_property (base_class, "stats");
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  base_class->get_property (G_OBJECT (element), spec->param_id, &value, spec);
  gst_structure_foreach (g_value_get_boxed (&value), gst_qos_pay_set_field,
      stats);
  return stats;
}

static void
gst_qos_pay_finalize (GObject *object)
{
  GstQosPay *self = GST_QOS_PAY (object);

  g_ptr_array_unref (self->pending);
  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++)
    gst_object_unref (self->extensions[i]);
  gst_qos_feedback_set_destination (&self->feedback, NULL);
  gst_qos_reporter_clear (&self->reporter);
  g_free (self->sender);
  G_OBJECT_CLASS (gst_qos_pay_parent_class)->finalize (object);
}

static void
gst_qos_pay_init (GstQosPay *self)
{
  GstPad *sinkpad = GST_RTP_BASE_PAYLOAD_SINKPAD (self);
  GstPad *srcpad = GST_RTP_BASE_PAYLOAD_SRCPAD (self);

  gst_qos_reporter_init (&self->reporter, GST_ELEMENT_CAST (self),
      gst_qos_pay_report);
  self->sender = g_malloc0 (qos_sender_size ());
  self->pending =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_buffer_unref);
  self->overhead = QOS_OVERHEAD_IPV4;
  gst_qos_pay_create_extensions (self);

  self->base_chain = GST_PAD_CHAINFUNC (sinkpad);
  gst_pad_set_chain_function (sinkpad, gst_qos_pay_chain);
  GST_PAD_SET_ACCEPT_TEMPLATE (sinkpad);
  gst_pad_set_iterate_internal_links_function (sinkpad,
      gst_qos_reporter_iterate_links);
  gst_pad_set_query_function (srcpad, gst_qos_pay_src_query);
  gst_pad_set_iterate_internal_links_function (srcpad,
      gst_qos_reporter_iterate_links);
}

static void
gst_qos_pay_install_properties (GObjectClass *klass)
{
  gst_qos_reporter_install_properties (klass,
      G_STRUCT_OFFSET (GstQosPay, reporter));
  /**
   * GstQosPay:stats:
   *
   * The fields of the message, whose types are in the rows of
   * plugins/fields/qos-sender-fields.h and in docs/metrics.md; rtcp-malformed,
   * rtcp-foreign and access-units-dropped (uint64, since the start); and the
   * fields of GstRTPBasePayload:stats.
   *
   * Since: 0.1
   */
  gst_qos_field_install_stats (klass, PROP_STATS,
      "The fields of the message with current totals, rtcp-malformed and "
      "access-units-dropped (uint64), and the fields of every RTP payloader",
      gst_qos_pay_create_all_stats);
}

static void
gst_qos_pay_class_init (GstQosPayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstRTPBasePayloadClass *base_class = GST_RTP_BASE_PAYLOAD_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (qos_pay_debug, "qospay", 0, "AAC to RTP, measured");
  object_class->set_property = gst_qos_pay_set_property;
  object_class->get_property = gst_qos_field_get_property;
  object_class->finalize = gst_qos_pay_finalize;
  gst_qos_pay_install_properties (object_class);
  gst_qos_pay_override_extensions (klass);

  element_class->change_state = gst_qos_pay_change_state;
  element_class->request_new_pad = gst_qos_pay_request_new_pad;
  element_class->release_pad = gst_qos_pay_release_pad;
  base_class->set_caps = gst_qos_pay_set_caps;
  base_class->get_caps = gst_qos_pay_get_caps;
  base_class->handle_buffer = gst_qos_pay_handle_buffer;
  base_class->sink_event = gst_qos_pay_sink_event;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_qos_reporter_add_templates (element_class);
  gst_element_class_set_static_metadata (element_class,
      "RTP payloader for AAC, measured", "Codec/Payloader/Network/RTP",
      "Payloads AAC as RFC 3640 and shows what its receivers report",
      "The gst-qosaudio authors");
}
