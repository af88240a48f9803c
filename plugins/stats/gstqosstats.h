/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qosstats: a tap that measures received RTP. gstqosstats.c has the element,
 * gstqosstatsdata.c the data path, gstqosstatscaps.c caps, gstqosstatsreport.c
 * the messages and reports, gstqosstatsrtcp.c received RTCP.
 */
#pragma once

#include "qos-budget.h"
#include "qos-receive.h"
#include "gstqosarrival.h"
#include "gstqosreporter.h"
#include "gstqosstream.h"
#include "gstqosudp.h"

#include <gst/gst.h>

#define GST_TYPE_QOS_STATS (gst_qos_stats_get_type ())
G_DECLARE_FINAL_TYPE (GstQosStats, gst_qos_stats, GST, QOS_STATS, GstElement)
GST_ELEMENT_REGISTER_DECLARE (qosstats)

struct _GstQosStats
{
  GstElement parent;
  GstQosReporter reporter; /* has locks of its own */

  /* set once before READY */
  GstPad *sinkpad;
  GstPad *srcpad;
  guint32 ssrc;      /* our own, in reports */
  GstQosReach reach; /* addresses that cannot be reached */

  /* streaming thread of the sink only */
  GstCaps *given_caps;    /* incomplete caps from upstream, (nullable) */
  GstEvent *held_segment; /* held until there are caps or a packet,
                           * (nullable) */
  gboolean has_caps;      /* complete caps came from upstream */
  gboolean has_started;   /* any caps were sent downstream */
  gboolean sent_caps;     /* complete caps that we made were sent downstream */
  guint32 caps_ssrc;      /* the stream that they were made from */
  gint out_type;  /* payload type of the caps downstream, -1: any or none */
  QosPayload out; /* the payload that they describe */
  QosReceiveRules rules; /* header extension ids */
  QosReceived received;  /* in qossrc: of the packet that is pushed */
  gboolean has_demux; /* each stream has its own caps after a demultiplexer */

  /* under OBJECT_LOCK */
  guint max_sources;
  GstClockTime source_timeout;
  gint playout_latency; /* ms, of the jitter buffer after this element; -1
                         * unknown */
  gboolean drop_duplicates;
  GstClockTime render_latency;    /* of the pipeline, or GST_CLOCK_TIME_NONE */
  GstQosArrivalLast last_arrival; /* on sink */
  GstQosArrivalLast last_rtcp_arrival; /* on rtcp_sink, which may be another
                                        * socket */
  GstQosStreams streams;
  GstClockTime full_look_due; /* see gst_qos_stats_plan_round () */
  QosBudget message_budget;
  QosBudget report_budget;
  guint64 malformed;      /* RTP packets dropped */
  guint64 malformed_rtcp; /* RTCP compounds dropped */
  guint64 encrypted_rtcp; /* SRTCP, dropped */
  guint64 foreign_rtcp;   /* RTCP packets about a stream from another address */
  guint64 unmeasured;     /* passed on with no room for their SSRC */
  guint64 not_sent;       /* reports */
  gboolean is_group;      /* everything comes through a multicast group */
  GstCaps *formats;       /* for streams without codec-config, (nullable) */
  GstClockTime notices_from; /* start of the second that notices counts */
  guint notices;             /* number posted since */
};

GST_DEBUG_CATEGORY_EXTERN (gst_qos_stats_debug);

/* Chain functions of the sink pad. */
GstFlowReturn gst_qos_stats_chain (GstPad *pad, GstObject *parent,
    GstBuffer *buffer);
GstFlowReturn gst_qos_stats_chain_list (GstPad *pad, GstObject *parent,
    GstBufferList *list);

/* Under the object lock: gives a stream the settings of the element. */
void gst_qos_stats_configure_stream (GstQosStats *self, GstQosStream *stream);

/* Under the object lock, for a packet of stream. Returns: (transfer full)
 * (nullable): caps completed by it, to be sent before the packet. */
GstCaps *gst_qos_stats_complete_caps (GstQosStats *self,
    const GstQosStream *stream);

/* Under the object lock. Looks up what caps and RFC 3551 say of a payload
 * type. */
void gst_qos_stats_find_format (GstQosStats *self, guint payload_type,
    QosReceivedFormat *format);

/* Under the object lock. Looks up which ids header extensions have, by caps. */
void gst_qos_stats_find_ids (GstQosStats *self);

/* Under the object lock. The formats in the caps have changed. */
void gst_qos_stats_renew_formats (GstQosStats *self);

/* Call before a packet is pushed. caps: (transfer full) (nullable): complete
 * ones. Returns: FALSE if downstream accepts no packet before it knows the
 * format of the stream. */
gboolean gst_qos_stats_prepare_output (GstQosStats *self, GstCaps *caps);

/* Elements that need more than that, such as rtpjitterbuffer, return
 * NOT_NEGOTIATED until caps are complete; this is not fatal. */
GstFlowReturn gst_qos_stats_filter_flow (GstQosStats *self, GstFlowReturn ret);

/* Sends the segment that was held back for caps, if any. */
void gst_qos_stats_send_segment (GstQosStats *self);

/* event: caps from upstream, (transfer none). Returns: TRUE if they describe
 * the stream and can be forwarded. Incomplete ones are held back and completed
 * with the first codec-config. */
gboolean gst_qos_stats_read_caps (GstQosStats *self, GstEvent *event);

/* Query function of the sink pad. Incomplete caps are accepted whatever
 * downstream needs, because they are completed here; if we offered
 * downstream's, udpsrc would invent caps from them. */
gboolean gst_qos_stats_sink_query (GstPad *pad, GstObject *parent,
    GstQuery *query);

/* The reporter must be stopped. */
void gst_qos_stats_init_budgets (GstQosStats *self);

/* GstQosReporterFunc of the element. */
GstClockTime gst_qos_stats_report (GstElement *element, GstClockTime now);

/* Posts a last message for every stream and forgets them; the reporter must be
 * stopped. end_reason: (nullable): why they have ended; NULL if they continue,
 * and their senders get no BYE. */
void gst_qos_stats_finish (GstQosStats *self, const gchar *end_reason);

/* Sends a BYE to every sender through udp: for a bin that is stopping, whose
 * sinks accept nothing more. */
void gst_qos_stats_send_byes (GstQosStats *self, GstQosUdp *udp);

/* The streams come through a multicast group, whose other receivers report too.
 * Call before PAUSED. */
void gst_qos_stats_set_group (GstQosStats *self, gboolean is_group);

/* A report was not sent. element: a qosstats. Without locks. */
void gst_qos_stats_count_not_sent (GstElement *element);

/* The streams go to a demultiplexer, one by one. Before READY. Returns:
 * (transfer none): what was read of the packet that is pushed on src. */
const QosReceived *gst_qos_stats_set_demux (GstQosStats *self);

/* One RTCP compound: (transfer none); last: of the pad, see gst_qos_arrival
 * (). */
void gst_qos_stats_read_rtcp (GstQosStats *self, GstBuffer *buffer,
    GstQosArrivalLast *last);

/* From now on a jitter buffer of the stream ssrc reports through the functions
 * below; also for a new one of the same stream. Any thread. */
void gst_qos_stats_watch (GstQosStats *self, guint32 ssrc);

/* It let a packet through; now_ns of out is filled in. Returns: TRUE if the
 * packet does not continue where the previous sound ends. */
gboolean gst_qos_stats_out (GstQosStats *self, guint32 ssrc, guint16 seq,
    QosPlayoutOut *out);

/* It refused a packet. */
void gst_qos_stats_refuse (GstQosStats *self, guint32 ssrc, guint16 seq);

/* element: a qosstats. Returns: (transfer full): the value of its property
 * stats. */
GstStructure *gst_qos_stats_create_stats (GstElement *element);
