/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosstatsnotice.h"

/* For all senders together. */
#define NOTICES_A_SECOND 10

static gboolean
has_room (GstQosStats *self)
{
  GstClockTime now = gst_clock_get_time (self->clock);

  if (now >= self->notices_from + GST_SECOND) {
    self->notices_from = now;
    self->notices = 0;
  }
  return self->notices < NOTICES_A_SECOND;
}

GstQosStatsNotice *
gst_qos_stats_notice (GstQosStats *self, GstQosStream *stream,
    GstQosNoticeKind kind)
{
  GstQosStatsNotice *notice;

  if ((stream->noticed & 1U << kind) != 0 || !has_room (self))
    return NULL;
  stream->noticed |= 1U << kind;
  self->notices++;
  notice = g_new0 (GstQosStatsNotice, 1);
  notice->kind = kind;
  notice->ssrc = stream->source.ssrc;
  notice->payload_type = stream->payload_type;
  g_strlcpy (notice->address, stream->address_text, sizeof notice->address);
  g_strlcpy (notice->name, stream->source.name, sizeof notice->name);
  return notice;
}

void
gst_qos_stats_post_notice (GstQosStats *self, GstQosStatsNotice *notice)
{
  GstQosNoticeOf of = {notice->ssrc, notice->address, notice->name};
  gchar *text = g_strdup_printf ("A sender's packets (payload type %u) hold "
                                 "what can't be played: %s. Such packets are "
                                 "counted and dropped.",
      notice->payload_type, notice->what);

  gst_qos_notice_post (GST_ELEMENT_CAST (self), notice->kind, &of, text,
      "Nothing is wrong on this side: the sender's program makes bad packets, "
      "or a stranger sends them.");
  g_free (text);
  g_free (notice);
}
