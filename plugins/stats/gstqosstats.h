/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qosstats: a tap that measures received RTP. gstqosstats.c has the element,
 * gstqosstatsdata.c the data path, gstqosstatscaps.c caps, gstqosstatsreport.c
 * what it says: messages and RTCP; gstqosstatsplayed.c what it hears of the
 * jitter buffer behind it.
 */
#ifndef GST_QOS_STATS_H
#define GST_QOS_STATS_H

#include "qos-budget.h"
#include "qos-receive.h"
#include "gstqosarrival.h"
#include "gstqosclocksync.h"
#include "gstqosreporter.h"
#include "gstqossdes.h"
#include "gstqosstream.h"
#include "gstqosudp.h"

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_QOS_STATS (gst_qos_stats_get_type ())
G_DECLARE_FINAL_TYPE (GstQosStats, gst_qos_stats, GST, QOS_STATS, GstElement)
GST_ELEMENT_REGISTER_DECLARE (qosstats)

struct _GstQosStats
{
  GstElement parent;

  /* set once before READY */
  GstPad *sinkpad;
  GstPad *srcpad;
  GstClock *clock;
  guint32 ssrc;      /* our own, in reports */
  GstQosReach reach; /* addresses that nothing can be sent to */

  /* streaming thread of the sink only */
  GstCaps *given_caps;    /* incomplete ones from upstream, (nullable) */
  GstEvent *held_segment; /* until there are caps or a packet, (nullable) */
  gboolean has_caps;      /* complete ones came from upstream */
  gboolean has_started;   /* caps of some kind are downstream */
  gboolean sent_caps;     /* complete ones that we made are downstream */
  guint32 caps_ssrc;      /* the stream they were made from */
  gint out_type;  /* payload type of the caps downstream, -1 any or none */
  QosPayload out; /* what they say */
  QosReceiveRules rules; /* header extension ids */
  QosReceived received;  /* in qossrc: of the packet that is pushed */
  gboolean has_demux; /* each stream has its own caps behind a demultiplexer */

  /* under OBJECT_LOCK */
  GstQosReporter *reporter;
  GstPad *rtcp_src; /* (nullable) */
  GstPad *rtcp_sink;
  GstClockTime interval;
  gboolean post_messages;
  guint max_sources;
  GstClockTime source_timeout;
  GstQosSdes sdes;
  gint playout_latency; /* ms, of the jitter buffer behind; -1 not known */
  gboolean drop_duplicates;
  GstQosClockSync clock_sync;
  GstClockTime clock_sync_error;
  GstClockTime render_latency;    /* of the pipeline, or GST_CLOCK_TIME_NONE */
  GstQosArrivalLast last_arrival; /* on sink */
  GstQosArrivalLast last_rtcp_arrival; /* on rtcp_sink: another socket's, it may
                                        * be */
  GstQosStreams streams;
  GstClockTime full_look_due; /* see plan_round () */
  QosBudget message_budget;
  QosBudget report_budget;
  guint64 malformed;      /* RTP packets dropped */
  guint64 malformed_rtcp; /* RTCP compounds dropped */
  guint64 encrypted_rtcp; /* SRTCP, dropped */
  guint64 foreign_rtcp;   /* RTCP packets about a stream from elsewhere */
  guint64 unmeasured;     /* passed on with no room for their SSRC */
  guint64 not_sent;       /* reports */
  gboolean is_group;      /* all comes by a multicast group */
  GstCaps *formats; /* of streams that bring no codec-config, (nullable) */
  GstClockTime notices_from; /* start of the second that notices count in */
  guint notices;             /* posted since */
};

GST_DEBUG_CATEGORY_EXTERN (gst_qos_stats_debug);

/* Chain functions of the sink pad. */
GstFlowReturn gst_qos_stats_chain (GstPad *pad, GstObject *parent,
    GstBuffer *buffer);
GstFlowReturn gst_qos_stats_chain_list (GstPad *pad, GstObject *parent,
    GstBufferList *list);

/* Under the object lock: a stream is told the settings. */
void gst_qos_stats_configure_stream (GstQosStats *self, GstQosStream *stream);

/* Under the object lock, with a packet of stream. Returns: (transfer full)
 * (nullable): caps that it completes, to be sent before the packet. */
GstCaps *gst_qos_stats_complete_caps (GstQosStats *self,
    const GstQosStream *stream);

/* Under the object lock. Looks up what caps and RFC 3551 say of a payload
 * type. */
void gst_qos_stats_find_format (GstQosStats *self, guint payload_type,
    QosReceivedFormat *format);

/* Under the object lock. Looks up which ids header extensions have, by caps. */
void gst_qos_stats_find_ids (GstQosStats *self);

/* Under the object lock. What the caps say has changed. */
void gst_qos_stats_renew_formats (GstQosStats *self);

/* Before a packet goes on. caps: (transfer full) (nullable): complete ones.
 * Returns: FALSE where nobody takes it until the stream has told what it is. */
gboolean gst_qos_stats_prepare_output (GstQosStats *self, GstCaps *caps);

/* Elements that need to know more than that, as rtpjitterbuffer does, refuse
 * packets until the stream has told: no reason to end it. */
GstFlowReturn gst_qos_stats_filter_flow (GstQosStats *self, GstFlowReturn ret);

/* Sends the segment that waited for caps, if any. */
void gst_qos_stats_send_segment (GstQosStats *self);

/* event: caps from upstream, (transfer none). Returns: TRUE where they say what
 * the stream is and can go on; those that say little are held back: what they
 * lack comes with the first codec-config. */
gboolean gst_qos_stats_read_caps (GstQosStats *self, GstEvent *event);

/* Query function of the sink pad. Caps that say little are taken whatever
 * downstream needs, for they are completed here; to offer those of downstream
 * would have udpsrc make some up. */
gboolean gst_qos_stats_sink_query (GstPad *pad, GstObject *parent,
    GstQuery *query);

/* With the reporter stopped. */
void gst_qos_stats_init_budgets (GstQosStats *self);

/* GstQosReporterFunc of the element. */
GstClockTime gst_qos_stats_report (GstElement *element, GstClockTime now);

/* Posts a last message of every stream and forgets them; with the reporter
 * stopped. end_reason: (nullable): why they have ended; NULL where they go on,
 * and their senders get no BYE. */
void gst_qos_stats_finish (GstQosStats *self, const gchar *end_reason);

/* Sends a BYE to every sender by udp: for a bin that is stopping, whose sinks
 * take no more. */
void gst_qos_stats_send_byes (GstQosStats *self, GstQosUdp *udp);

/* What is received comes by a multicast group, whose other receivers report too.
 * Before PAUSED. */
void gst_qos_stats_set_group (GstQosStats *self, gboolean is_group);

/* A report was not sent. element: a qosstats. Without locks. */
void gst_qos_stats_count_not_sent (GstElement *element);

/* The streams go to a demultiplexer, one by one. Before READY. Returns:
 * (transfer none): what was read of the packet that is pushed on src. */
const QosReceived *gst_qos_stats_set_demux (GstQosStats *self);

/* One RTCP compound: (transfer none); last: of the pad, see gst_qos_arrival (). */
void gst_qos_stats_read_rtcp (GstQosStats *self, GstBuffer *buffer,
    GstQosArrivalLast *last);

/* From now on a jitter buffer of the stream ssrc says by the functions below what
 * it does; also where it is another one from now on. Any thread. */
void gst_qos_stats_watch (GstQosStats *self, guint32 ssrc);

/* It let a packet through; now_ns of out is filled in. Returns: TRUE where the
 * packet does not go on where the sound before it ends. */
gboolean gst_qos_stats_out (GstQosStats *self, guint32 ssrc, guint16 seq,
    QosPlayoutOut *out);

/* It refuses one. */
void gst_qos_stats_refuse (GstQosStats *self, guint32 ssrc, guint16 seq);

/* Returns: (transfer full): the value of the stats property. */
GstStructure *gst_qos_stats_create_stats (GstQosStats *self);

G_END_DECLS

#endif
