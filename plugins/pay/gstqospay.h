/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qospay: AAC to RTP, measured. gstqospay.c is the element,
 * gstqospaypackets.c makes the packets, and gstqospayrtcp.c the reports:
 * messages, and RTCP in and out.
 */
#pragma once

#include "qos-group.h"
#include "qos-sender.h"
#include "gstqosarrival.h"
#include "gstqosext.h"
#include "gstqosfeedback.h"
#include "gstqosreporter.h"

#include <gst/rtp/rtp.h>

#define GST_TYPE_QOS_PAY (gst_qos_pay_get_type ())
G_DECLARE_FINAL_TYPE (GstQosPay, gst_qos_pay, GST, QOS_PAY, GstRTPBasePayload)
GST_ELEMENT_REGISTER_DECLARE (qospay)

/* abs-send-time, ntp-64, codec-config, in the order that they are written. */
#define GST_QOS_PAY_EXTENSIONS 3

/* The state of the RTP clock: the timestamp of the last packet, and the running
 * time that belongs to it. */
typedef struct
{
  gboolean is_known;
  guint32 rtptime;
  GstClockTime running_time;
} GstQosPayAnchor;

struct _GstQosPay
{
  GstRTPBasePayload parent;
  GstQosReporter reporter; /* has locks of its own */

  /* set once before READY */
  GstPadChainFunction base_chain;
  GstRTPHeaderExtension *extensions[GST_QOS_PAY_EXTENSIONS];

  /* application thread */
  gint base_writes; /* the base class writes the extensions; atomic */
  gulong base_probe;

  /* streaming thread only */
  GPtrArray *pending; /* AUs of the packet being filled, owned */
  gsize pending_bytes;
  GstClockTime pending_duration;
  GstClockTime au_duration; /* of one AU, from the AudioSpecificConfig */
  guint budget;             /* maximum payload bytes of a packet, 0 = not
                             * calculated yet */
  guint budget_mtu;         /* the MTU that budget was calculated for */
  gsize push_bytes;         /* of the packet being pushed, with its headers */
  gboolean has_caps;
  GstQosExtTurns ntp_turns;

  /* rtcp_src: used by the reporting thread, one at a time */
  guint reports; /* sender reports sent */

  /* under OBJECT_LOCK */
  GstQosArrivalLast last_arrival; /* for RTCP */
  QosSender *sender;
  GstClockTime message_due;
  GstQosPayAnchor anchor;
  guint overhead; /* bytes of UDP and IP headers */
  GstQosFeedback feedback;
  guint64 malformed_rtcp;
  guint64 foreign_rtcp; /* compounds that do not come from our receiver */
  guint64 oversize;     /* AUs too large for RFC 3640, dropped */
  QosGroup group;       /* the receivers of a multicast group */
  guint32 receivers;    /* last announced number of them */
  gboolean is_watched;  /* the element that sends the packets reports
                         * failures */
  guint64 not_sent;     /* packets, if it does */
};

/* handle_buffer of the base class. au: (transfer full). */
GstFlowReturn gst_qos_pay_handle_buffer (GstRTPBasePayload *base,
    GstBuffer *au);

/* Sends the packet that is being filled, if any. */
GstFlowReturn gst_qos_pay_push_pending (GstQosPay *self);

/* Drops the packet that is being filled. */
void gst_qos_pay_clear_pending (GstQosPay *self);

/* The sender's counts start at now; under the object lock, or before anything
 * runs. */
void gst_qos_pay_init_sender (GstQosPay *self, GstClockTime now);

/* clock-sync or clock-sync-error has changed; under the same conditions. */
void gst_qos_pay_set_synchronised (GstQosPay *self);

/* Before the first packet of a new stream. */
void gst_qos_pay_reset_packets (GstQosPay *self);

/* gstqospayext.c: the header extensions. */

void gst_qos_pay_create_extensions (GstQosPay *self);

/* The base class's signals add-extension, clear-extensions and
 * request-extension. */
void gst_qos_pay_override_extensions (GstQosPayClass *klass);

/* caps: of the sink pad; fields: of the src pad's caps, to which our extmap-N
 * is added. */
void gst_qos_pay_map_extensions (GstQosPay *self, GstCaps *caps,
    GstStructure *fields);

/* Of a block: its own header, the extensions, padding. */
#define GST_QOS_PAY_EXTENSIONS_MAX (4 + GST_QOS_PAY_EXTENSIONS * (1 + 16) + 3)

/* Writes the header extension block of a packet that starts with first.
 * Returns: its size, 0 if the base class writes it. */
gsize gst_qos_pay_write_extensions (GstQosPay *self, const GstBuffer *first,
    GstBuffer *packet, guint8 block[GST_QOS_PAY_EXTENSIONS_MAX]);

/* GstQosReporterFunc of the element. */
GstClockTime gst_qos_pay_report (GstElement *element, GstClockTime now);

/* Posts the last message; the reporter must be stopped. */
void gst_qos_pay_report_last (GstQosPay *self);

/* The destination of its packets: reports are accepted from there. address:
 * (transfer none) (nullable); overhead: bytes of UDP and IP headers of a packet
 * to it. */
void gst_qos_pay_set_destination (GstQosPay *self, GSocketAddress *address,
    guint overhead);

/* The element that sends its packets will report failures. */
void gst_qos_pay_watch_sending (GstQosPay *self);

/* A packet was not sent. element: a qospay. */
void gst_qos_pay_count_not_sent (GstElement *element);

/* The chain function of rtcp_sink. */
GstFlowReturn gst_qos_pay_chain_rtcp (GstPad *pad, GstObject *parent,
    GstBuffer *buffer);

/* Returns: (transfer full) (nullable): a BYE compound; NULL before the first
 * packet. */
GstBuffer *gst_qos_pay_create_bye (GstQosPay *self);

/* Sends a BYE, then EOS, on rtcp_src, if it exists; the reporter must be
 * stopped. */
void gst_qos_pay_finish (GstQosPay *self);

/* Returns: (transfer full): the fields of the message, with current totals. */
GstStructure *gst_qos_pay_create_stats (GstQosPay *self);
