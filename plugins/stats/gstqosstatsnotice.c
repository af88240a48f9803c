/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosstatsnotice.h"

#include "gstqosaddress.h"
#include "gstqosformat.h"

/* For all senders together. */
#define NOTICES_A_SECOND 10

/* From this many packets in a second it is more than a few strays. */
#define FOREIGN_MANY 10

/* How long nothing of a sender is played before a notice is posted: a
 * codec-config comes every second. */
#define SILENT_TIME (2 * GST_SECOND)

static gboolean
gst_qos_stats_has_room (GstQosStats *self)
{
  GstClockTime now = gst_clock_get_time (self->reporter.clock);

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

  if ((stream->noticed & 1U << kind) != 0 || !gst_qos_stats_has_room (self))
    return NULL;
  stream->noticed |= 1U << kind;
  self->notices++;
  notice = g_new0 (GstQosStatsNotice, 1);
  notice->kind = kind;
  notice->ssrc = qos_source_ssrc (stream->source);
  notice->payload_type = qos_source_payload_type (stream->source);
  g_strlcpy (notice->address, stream->address_text, sizeof notice->address);
  g_strlcpy (notice->name, qos_source_name (stream->source),
      sizeof notice->name);
  return notice;
}

GstQosStatsNotice *
gst_qos_stats_note_foreign (GstQosStats *self, GstQosStream *stream,
    GSocketAddress *address, GstClockTime arrival)
{
  GstQosStatsNotice *notice;
  gchar *text;

  if (arrival >= stream->foreign_from + GST_SECOND) {
    stream->foreign_from = arrival;
    stream->foreign = 0;
  }
  if (++stream->foreign < FOREIGN_MANY || !G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  notice = gst_qos_stats_notice (self, stream, GST_QOS_NOTICE_SSRC_COLLISION);
  if (!notice)
    return NULL;
  text = gst_qos_address_to_text (G_INET_SOCKET_ADDRESS (address));
  g_strlcpy (notice->detail, text, sizeof notice->detail);
  g_free (text);
  return notice;
}

void
gst_qos_stats_set_formats (GstQosStats *self, GstCaps *caps)
{
  GST_OBJECT_LOCK (self);
  gst_caps_replace (&self->formats, caps);
  gst_qos_stats_renew_formats (self);
  GST_OBJECT_UNLOCK (self);
}

/* "96, 97" */
static void
gst_qos_stats_write_types (gchar *text, gsize size, const GstCaps *caps)
{
  GString *types = g_string_new (NULL);
  gint type;

  for (guint i = 0; i < gst_caps_get_size (caps); i++)
    if (gst_structure_get_int (gst_caps_get_structure (caps, i), "payload",
            &type))
      g_string_append_printf (types, "%s%d", types->len > 0 ? ", " : "", type);
  g_strlcpy (text, types->str, size);
  g_string_free (types, TRUE);
}

/* The exact reason why a format is not played. */
static GstQosNoticeKind
gst_qos_stats_classify_format (GstQosStats *self, guint payload_type,
    gchar *text, gsize size)
{
  GstCaps *caps = gst_qos_format_caps (self->formats, payload_type);
  const gchar *name;

  if (caps) {
    name = gst_structure_get_string (gst_caps_get_structure (caps, 0),
        "encoding-name");
    g_strlcpy (text, name ? name : "not named", size);
    gst_caps_unref (caps);
    return GST_QOS_NOTICE_FORMAT_NOT_PLAYED;
  }
  if (!self->formats)
    return GST_QOS_NOTICE_FORMAT_UNKNOWN;
  gst_qos_stats_write_types (text, size, self->formats);
  return GST_QOS_NOTICE_PAYLOAD_TYPE_UNEXPECTED;
}

void
gst_qos_stats_note_silent (GstQosStats *self, guint32 ssrc, guint payload_type,
    GstQosNoticeKind kind)
{
  GstQosStatsNotice *notice = NULL;
  GstQosStream *stream;
  gchar detail[sizeof notice->detail] = "";

  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream && !GST_CLOCK_TIME_IS_VALID (stream->silent_from))
    stream->silent_from = qos_source_last_ns (stream->source);
  if (stream &&
      qos_source_last_ns (stream->source) >=
          stream->silent_from + SILENT_TIME) {
    if (kind == GST_QOS_NOTICE_FORMAT_UNKNOWN)
      kind = gst_qos_stats_classify_format (self, payload_type, detail,
          sizeof detail);
    stream->not_played = (gint) kind;
    notice = gst_qos_stats_notice (self, stream, kind);
  }
  if (notice)
    g_strlcpy (notice->detail, detail, sizeof notice->detail);
  GST_OBJECT_UNLOCK (self);
  if (notice)
    gst_qos_stats_post_notice (self, notice);
}

void
gst_qos_stats_note_failed (GstQosStats *self, guint32 ssrc)
{
  GstQosStatsNotice *notice = NULL;
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream)
    notice = gst_qos_stats_notice (self, stream, GST_QOS_NOTICE_DECODE_ERROR);
  GST_OBJECT_UNLOCK (self);
  if (notice)
    gst_qos_stats_post_notice (self, notice);
}

void
gst_qos_stats_note_heard (GstQosStats *self, guint32 ssrc)
{
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream) {
    stream->silent_from = GST_CLOCK_TIME_NONE;
    stream->not_played = -1;
  }
  GST_OBJECT_UNLOCK (self);
}

/* Returns: (transfer full). */
static gchar *
gst_qos_stats_write_text (const GstQosStatsNotice *notice)
{
  switch (notice->kind) {
    case GST_QOS_NOTICE_FORMAT_UNKNOWN:
      return g_strdup_printf ("A sender uses payload type %u, whose format is "
                              "unknown. It is measured but not played.",
          notice->payload_type);
    case GST_QOS_NOTICE_FORMAT_NOT_PLAYED:
      return g_strdup_printf ("A sender uses a format that can't be played, %s "
                              "(payload type %u). It is measured but not "
                              "played.",
          notice->detail, notice->payload_type);
    case GST_QOS_NOTICE_PAYLOAD_TYPE_UNEXPECTED:
      return g_strdup_printf ("A sender uses payload type %u, but the given "
                              "SDP or caps are for %s. It is measured but not "
                              "played.",
          notice->payload_type, notice->detail);
    case GST_QOS_NOTICE_SSRC_COLLISION:
      return g_strdup_printf ("Two senders have the same SSRC, %08x: %s and "
                              "%s. Only the first is measured and played.",
          notice->ssrc, notice->address, notice->detail);
    case GST_QOS_NOTICE_PLACE_REFUSED:
      return g_strdup ("A sender started after the maximum number of senders "
                       "was reached. It is measured but not played.");
    case GST_QOS_NOTICE_DECODE_ERROR:
      return g_strdup_printf ("A sender's audio (payload type %u) could not be "
                              "decoded. Decoding is restarted up to four times "
                              "in 30 s.",
          notice->payload_type);
    default:
      if (!notice->what)
        return g_strdup ("A sender keeps changing its format. It is measured "
                         "but not played for 30 s.");
      return g_strdup_printf ("A sender's packets (payload type %u) cannot be "
                              "played: %s. Such packets are counted and "
                              "dropped.",
          notice->payload_type, notice->what);
  }
}

static const gchar *
gst_qos_stats_find_advice (GstQosNoticeKind kind)
{
  switch (kind) {
    case GST_QOS_NOTICE_FORMAT_UNKNOWN:
      return "Give the receiver the sender's SDP (--sdp FILE) or caps (--caps, "
             "the property caps of qossrc), or send with qossink, which "
             "announces its format.";
    case GST_QOS_NOTICE_FORMAT_NOT_PLAYED:
      return "Set the sender to AAC, Opus, L16, L24, G.711 or G.722.";
    case GST_QOS_NOTICE_PAYLOAD_TYPE_UNEXPECTED:
      return "Also give the receiver this sender's SDP or caps, including its "
             "payload type.";
    case GST_QOS_NOTICE_SSRC_COLLISION:
      return "Restart one of the senders so that it chooses another SSRC. If "
             "its SSRC is set by hand, change it.";
    case GST_QOS_NOTICE_PLACE_REFUSED:
      return "Stop other senders, or increase max-sources.";
    case GST_QOS_NOTICE_DECODE_ERROR:
      return "Check that the SDP or caps match the sender's audio, and that "
             "its program encodes correctly.";
    default:
      return "Nothing is wrong here: the sender's program makes bad packets, "
             "or a third party sends them.";
  }
}

void
gst_qos_stats_post_notice (GstQosStats *self, GstQosStatsNotice *notice)
{
  GstQosNoticeOf of = {notice->ssrc, notice->address, notice->name};
  gchar *text = gst_qos_stats_write_text (notice);

  gst_qos_notice_post (GST_ELEMENT_CAST (self), notice->kind, &of, text,
      gst_qos_stats_find_advice (notice->kind));
  g_free (text);
  g_free (notice);
}
