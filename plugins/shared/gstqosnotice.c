/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosnotice.h"

#include "qos-snapshot.h"
#include "gstqosmessage.h"
#include "gstqostime.h"

static const gchar *const names[GST_QOS_NOTICE_N_KINDS] = {
    [GST_QOS_NOTICE_FORMAT_UNKNOWN] = "format-unknown",
    [GST_QOS_NOTICE_FORMAT_NOT_PLAYED] = "format-not-played",
    [GST_QOS_NOTICE_PAYLOAD_TYPE_UNEXPECTED] = "payload-type-unexpected",
    [GST_QOS_NOTICE_SSRC_COLLISION] = "ssrc-collision",
    [GST_QOS_NOTICE_PLACE_REFUSED] = "place-refused",
    [GST_QOS_NOTICE_BAD_DATA] = "bad-data",
    [GST_QOS_NOTICE_DECODE_ERROR] = "decode-error",
    [GST_QOS_NOTICE_UNREACHABLE] = "unreachable",
    [GST_QOS_NOTICE_REACHABLE] = "reachable",
};

const gchar *
gst_qos_notice_name (GstQosNoticeKind kind)
{
  return names[kind];
}

static void
gst_qos_notice_set_text (GstStructure *s, QosNoticeField field,
    const gchar *text)
{
  g_autofree gchar *valid = NULL;

  if (!text || text[0] == '\0')
    return;
  valid = g_utf8_make_valid (text, -1);
  gst_structure_set (s, qos_notice_fields[field].name, G_TYPE_STRING, valid,
      NULL);
}

void
gst_qos_notice_post (GstElement *element, GstQosNoticeKind kind,
    const GstQosNoticeOf *of, const gchar *text, const gchar *advice)
{
  g_autoptr (GstClock) clock = gst_qos_time_clock ();
  GstClockTime now =
      gst_qos_time_running (element, clock, gst_clock_get_time (clock));
  GstStructure *s = gst_structure_new_empty (GST_QOS_MESSAGE_NOTICE);

  if (!of->is_ssrc_unknown)
    gst_structure_set (s, qos_notice_fields[QOS_NOTICE_SSRC].name, G_TYPE_UINT,
        of->ssrc, NULL);
  gst_qos_notice_set_text (s, QOS_NOTICE_ADDRESS, of->address);
  gst_qos_notice_set_text (s, QOS_NOTICE_NAME, of->name);
  gst_qos_notice_set_text (s, QOS_NOTICE_NOTICE, names[kind]);
  gst_qos_notice_set_text (s, QOS_NOTICE_TEXT, text);
  gst_qos_notice_set_text (s, QOS_NOTICE_ADVICE, advice);
  if (GST_CLOCK_TIME_IS_VALID (now))
    gst_structure_set (s, qos_notice_fields[QOS_NOTICE_RUNNING_TIME].name,
        G_TYPE_UINT64, now, NULL);
  gst_qos_message_post (element, s);
}
