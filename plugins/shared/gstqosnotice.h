/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The element message qosnotice: a problem with one sender or receiver that the
 * user can act on, in words. The callers make sure that it is posted once per
 * sender or receiver and kind.
 */
#pragma once

#include <gst/gst.h>

#define GST_QOS_MESSAGE_NOTICE "qosnotice"

typedef enum
{
  GST_QOS_NOTICE_FORMAT_UNKNOWN,
  GST_QOS_NOTICE_FORMAT_NOT_PLAYED,
  GST_QOS_NOTICE_PAYLOAD_TYPE_UNEXPECTED,
  GST_QOS_NOTICE_SSRC_COLLISION,
  GST_QOS_NOTICE_PLACE_REFUSED,
  GST_QOS_NOTICE_BAD_DATA,
  GST_QOS_NOTICE_DECODE_ERROR,
  GST_QOS_NOTICE_UNREACHABLE,
  GST_QOS_NOTICE_REACHABLE,
  GST_QOS_NOTICE_N_KINDS
} GstQosNoticeKind;

/* The sender or receiver that a notice is about. */
typedef struct
{
  guint32 ssrc;
  const gchar *address; /* (nullable) */
  const gchar *name;    /* (nullable): as received from the network */
  gboolean is_ssrc_unknown;
} GstQosNoticeOf;

/* Returns: the value of the field "notice". */
const gchar *gst_qos_notice_name (GstQosNoticeKind kind);

/* Posts the message on the bus of element; call without locks. text: what
 * happened, advice: what to do; both are sentences. */
void gst_qos_notice_post (GstElement *element, GstQosNoticeKind kind,
    const GstQosNoticeOf *of, const gchar *text, const gchar *advice);
