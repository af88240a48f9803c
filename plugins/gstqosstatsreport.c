/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qosstats says: a message for each stream every interval, and a receiver
 * report with SDES and XR to each sender (RFC 3550 6, RFC 3611 4.4). Streams
 * are looked at a few at a time under the lock; everything goes out after it.
 */
#include "config.h"

#include "core/qos-ntp.h"
#include "core/qos-rtp.h"
#include "gstqosadvice.h"
#include "gstqosarrival.h"
#include "gstqosmessage.h"
#include "gstqosrtcp.h"
#include "gstqosstats.h"
#include "gstqostime.h"

#include <errno.h>

/* Streams reported under one hold of the lock, and looked at. */
#define BATCH_REPORTS 8
#define BATCH_STREAMS 64

/* Reports due within this go out together; at most a fifth of the interval
 * asleep, so that a new stream's or an earlier report is not overslept. */
#define TOGETHER (5 * GST_MSECOND)
#define ASLEEP_MAX (100 * GST_MSECOND)

/* A single packet that no second one follows is no stream. */
#define PROBATION_TIMEOUT (1 * GST_SECOND)

/* The name is in the first reports and then in each of so many. */
#define NAME_FIRST 3
#define NAME_EACH 8

/* An event of a stream, to be posted. */
typedef struct
{
  QosEvent event;
  QosSnapshot snapshot;
} Event;

typedef struct
{
  guint n_events;
  Event events[QOS_PLAYOUT_EVENTS];
  gboolean has_message;
  QosSnapshot snapshot;
  gboolean has_rtcp;
  gboolean is_last; /* with BYE */
  guint32 ssrc;
  QosReportBlock block;
  gboolean with_name;
  guint8 xr[QOS_SOURCE_XR_MAX]; /* not with BYE */
  gsize xr_size;
  GSocketAddress *to; /* (transfer full) (nullable) */
} Report;

static void
make_message (GstQosStream *stream, GstClockTime now, Report *report)
{
  qos_source_snapshot (&stream->source, now, &report->snapshot);
  qos_snapshot_set_text (&report->snapshot, QOS_STREAM_ADDRESS,
      stream->address_text);
  report->has_message = TRUE;
}

/* Where nobody knows the playout, nobody knows what was heard. */
static void
take_events (GstQosStats *self, GstQosStream *stream, Report *report)
{
  for (report->n_events = 0; report->n_events < QOS_PLAYOUT_EVENTS;) {
    Event *event = &report->events[report->n_events];

    if (!qos_source_take_event (&stream->source, &event->event,
            &event->snapshot))
      break;
    if (self->playout_latency >= 0)
      report->n_events++;
  }
}

static void
make_rtcp (GstQosStats *self, GstQosStream *stream, GstClockTime now,
    Report *report)
{
  guint64 stream_bps = qos_source_wire_bps (&stream->source, now);
  GSocketAddress *to =
      stream->rtcp_address ? stream->rtcp_address : stream->address;
  guint64 ntp;
  gsize bytes;

  report->has_rtcp = TRUE;
  report->ssrc = stream->source.ssrc;
  report->with_name =
      stream->reports < NAME_FIRST || stream->reports % NAME_EACH == 0;
  ntp = gst_qos_time_to_ntp (self->clock, now);
  report->xr_size =
      qos_source_write_xr (&stream->source, now, self->ssrc, ntp, report->xr);
  report->to = to ? g_object_ref (to) : NULL;
  qos_source_report (&stream->source, now, &report->block);
  stream->reports++;
  bytes = gst_qos_rtcp_size (&self->sdes, report->with_name) + report->xr_size +
      stream->overhead;
  qos_pace_sent (&stream->source.pace, now, qos_ntp_middle (ntp), bytes,
      stream_bps);
}

static void
set_end_reason (Report *report, const gchar *reason)
{
  qos_snapshot_set_text (&report->snapshot, QOS_STREAM_END_REASON, reason);
}

/* A stream of which nothing comes is there until then. */
static GstClockTime
silent_until (GstQosStats *self, GstQosStream *stream)
{
  GstClockTime timeout = self->source_timeout;

  if (!qos_source_is_valid (&stream->source))
    timeout = MIN (timeout, PROBATION_TIMEOUT);
  return stream->source.last_ns + timeout;
}

/* Returns: why the stream is over, or NULL. */
static const gchar *
why_over (GstQosStats *self, GstQosStream *stream, GstClockTime now)
{
  if (qos_source_is_gone (&stream->source, now))
    return "bye";
  return now > silent_until (self, stream) ? "timeout" : NULL;
}

/* When something is due next, if nothing comes. */
static GstClockTime
next_due (GstQosStats *self, GstQosStream *stream)
{
  GstClockTime due = MIN (silent_until (self, stream) + 1, stream->message_due);

  if (stream->source.said_bye)
    due = MIN (due, stream->source.bye_ns + QOS_SOURCE_BYE_NS);
  if (self->rtcp_src)
    due = MIN (due, stream->source.pace.due_ns);
  return due;
}

/* What is due for one stream. Returns: TRUE when report was filled. The stream
 * may be gone afterwards. */
static gboolean
look_at (GstQosStats *self, GstQosStream *stream, GstClockTime now,
    Report *report)
{
  const gchar *over = why_over (self, stream, now);

  report->n_events = 0;
  report->has_message = report->has_rtcp = report->is_last = FALSE;
  report->to = NULL;
  if (over) {
    gboolean was_stream = qos_source_is_valid (&stream->source);

    if (was_stream) {
      qos_source_end (&stream->source);
      take_events (self, stream, report);
      make_message (stream, now, report);
      set_end_reason (report, over);
    }
    gst_qos_streams_remove (&self->streams, stream);
    return was_stream;
  }
  if (!qos_source_is_valid (&stream->source))
    return FALSE;
  take_events (self, stream, report);
  if (now >= stream->message_due) {
    make_message (stream, now, report);
    stream->message_due += self->interval;
    if (stream->message_due <= now) /* we were late, or the interval shrank */
      stream->message_due = now + self->interval;
    stream->check_address = TRUE;
  }
  if (self->rtcp_src && qos_pace_is_due (&stream->source.pace, now))
    make_rtcp (self, stream, now, report);
  return report->has_message || report->has_rtcp || report->n_events > 0;
}

/* Returns: (transfer full). */
static GstBuffer *
write_rtcp (GstQosStats *self, const GstQosSdes *sdes, const Report *report)
{
  GstQosRtcp rtcp = {.ssrc = self->ssrc,
      .block = &report->block,
      .block_ssrc = report->ssrc,
      .sdes = sdes,
      .with_name = report->with_name,
      .bye = report->is_last};

  if (!report->is_last) {
    rtcp.xr = report->xr;
    rtcp.xr_size = report->xr_size;
  }
  return gst_qos_rtcp_write (&rtcp);
}

void
gst_qos_stats_count_not_sent (GstElement *element)
{
  GstQosStats *self = GST_QOS_STATS (element);

  GST_OBJECT_LOCK (self);
  self->not_sent++;
  GST_OBJECT_UNLOCK (self);
}

/* Sinks end the stream with an error where they are given port 0. */
static gboolean
can_answer (GSocketAddress *to)
{
  return !G_IS_INET_SOCKET_ADDRESS (to) ||
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (to)) != 0;
}

static void
push_rtcp (GstQosStats *self, GstPad *pad, const GstQosSdes *sdes,
    const Report *report)
{
  GstBuffer *buffer;

  if (!can_answer (report->to)) {
    gst_qos_stats_count_not_sent (GST_ELEMENT_CAST (self));
    gst_qos_reach_failed (&self->reach, report->to, EINVAL, &report->ssrc);
    return;
  }
  buffer = write_rtcp (self, sdes, report);
  if (report->to)
    gst_buffer_add_net_address_meta (buffer, report->to);
  gst_qos_rtcp_push (pad, buffer);
}

static void
post_events (GstQosStats *self, Report *report)
{
  for (guint i = 0; i < report->n_events; i++) {
    Event *event = &report->events[i];

    gst_qos_advice_set (&event->snapshot, &event->event);
    gst_qos_message_post (GST_ELEMENT_CAST (self),
        gst_qos_message_event (GST_ELEMENT_CAST (self), self->clock,
            event->event.at_ns, &event->snapshot));
  }
}

/* Sends what look_at () prepared, without locks. */
static void
send (GstQosStats *self, Report *reports, guint n, GstClockTime now)
{
  GstPad *pad;
  GstQosSdes sdes;
  gboolean post_messages;

  GST_OBJECT_LOCK (self);
  pad = self->rtcp_src ? gst_object_ref (self->rtcp_src) : NULL;
  sdes = self->sdes;
  post_messages = self->post_messages;
  GST_OBJECT_UNLOCK (self);

  for (guint i = 0; i < n; i++) {
    Report *report = &reports[i];

    if (report->has_rtcp && pad)
      push_rtcp (self, pad, &sdes, report);
    g_clear_object (&report->to);
    if (post_messages)
      post_events (self, report);
    if (report->has_message && post_messages)
      gst_qos_message_post (GST_ELEMENT_CAST (self),
          gst_qos_message_stream (GST_ELEMENT_CAST (self), self->clock, now,
              &report->snapshot));
  }
  if (pad)
    gst_object_unref (pad);
}

/* Looks at streams from *at on until a batch is full. Returns: reports made;
 * moves *at, to the list's length at the end, and *next. */
static guint
collect (GstQosStats *self, GstClockTime now, guint *at, Report *reports,
    GstClockTime *next)
{
  guint n = 0, seen = 0;

  GST_OBJECT_LOCK (self);
  while (*at < self->streams.list->len && n < BATCH_REPORTS &&
      seen++ < BATCH_STREAMS) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, *at);
    guint before = self->streams.list->len;

    if (now >= stream->idle_until && look_at (self, stream, now, &reports[n]))
      n++;
    if (self->streams.list->len < before)
      continue; /* another stream has its place */
    if (now >= stream->idle_until && qos_source_is_valid (&stream->source))
      stream->idle_until = next_due (self, stream);
    if (stream->idle_until > 0)
      *next = MIN (*next, stream->idle_until);
    (*at)++;
  }
  if (*at >= self->streams.list->len)
    *at = G_MAXUINT;
  GST_OBJECT_UNLOCK (self);
  return n;
}

GstClockTime
gst_qos_stats_report (GstElement *element, GstClockTime now)
{
  GstQosStats *self = GST_QOS_STATS (element);
  GstClockTime next;
  Report reports[BATCH_REPORTS];
  guint at = 0;

  GST_OBJECT_LOCK (self);
  next = now + MIN (self->interval / 5, ASLEEP_MAX);
  GST_OBJECT_UNLOCK (self);
  while (at != G_MAXUINT) {
    guint n = collect (self, now, &at, reports, &next);

    send (self, reports, n, now);
  }
  return MAX (next, now + TOGETHER);
}

void
gst_qos_stats_finish (GstQosStats *self)
{
  GstClockTime now = gst_clock_get_time (self->clock);
  gboolean more = TRUE;

  while (more) {
    Report report = {0};

    GST_OBJECT_LOCK (self);
    more = self->streams.list->len > 0;
    if (more) {
      GstQosStream *stream = g_ptr_array_index (self->streams.list, 0);

      if (qos_source_is_valid (&stream->source)) {
        qos_source_end (&stream->source);
        take_events (self, stream, &report);
        make_message (stream, now, &report);
        set_end_reason (&report, "eos");
        make_rtcp (self, stream, now, &report);
        report.is_last = TRUE;
      }
      gst_qos_streams_remove (&self->streams, stream);
    }
    GST_OBJECT_UNLOCK (self);
    if (report.has_message)
      send (self, &report, 1, now);
  }
}

static void
send_bye (GstQosStats *self, const GstQosSdes *sdes, Report *report,
    GstQosUdp *udp)
{
  GstBuffer *buffer = write_rtcp (self, sdes, report);

  if (can_answer (report->to))
    gst_qos_udp_send_buffer (udp, report->to, buffer, 0);
  gst_buffer_unref (buffer);
  g_clear_object (&report->to);
}

void
gst_qos_stats_send_byes (GstQosStats *self, GstQosUdp *udp)
{
  GstClockTime now = gst_clock_get_time (self->clock);
  GstQosSdes sdes;
  gboolean more = TRUE;

  for (guint i = 0; more; i++) {
    Report report = {.is_last = TRUE};

    GST_OBJECT_LOCK (self);
    sdes = self->sdes;
    more = i < self->streams.list->len;
    if (more) {
      GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

      if (qos_source_is_valid (&stream->source))
        make_rtcp (self, stream, now, &report);
    }
    GST_OBJECT_UNLOCK (self);
    if (report.to)
      send_bye (self, &sdes, &report, udp);
  }
}

/* A compound being read: the handlers run under the object lock. */
typedef struct
{
  GstQosStats *self;
  GSocketAddress *from; /* (nullable) */
  GstClockTime now;
  gboolean has_waited; /* no round trip can be measured by it */
} Reading;

static void
on_sender_report (gpointer user, guint32 ssrc, guint64 ntp, guint32 rtptime)
{
  Reading *reading = user;
  GstQosStream *stream = gst_qos_streams_find (&reading->self->streams, ssrc);

  if (!stream)
    return;
  if (!reading->has_waited)
    qos_source_sender_report (&stream->source, ntp, rtptime, reading->now);
  if (reading->from)
    g_set_object (&stream->rtcp_address, reading->from);
}

static void
on_sdes (gpointer user, guint32 ssrc, const gchar *cname, const gchar *name)
{
  Reading *reading = user;
  GstQosStream *stream = gst_qos_streams_find (&reading->self->streams, ssrc);

  if (stream)
    gst_qos_stream_set_names (stream, cname, name);
}

static void
on_bye (gpointer user, guint32 ssrc)
{
  Reading *reading = user;
  GstQosStream *stream = gst_qos_streams_find (&reading->self->streams, ssrc);

  if (!stream)
    return;
  qos_source_bye (&stream->source, reading->now);
  stream->idle_until = 0;
}

static void
on_xr (gpointer user, const QosXr *xr)
{
  Reading *reading = user;
  GstQosStream *stream =
      gst_qos_streams_find (&reading->self->streams, xr->sender_ssrc);

  if (reading->has_waited)
    return;
  for (guint i = 0; stream && i < xr->n_dlrr; i++)
    if (xr->dlrr[i].ssrc == reading->self->ssrc) {
      qos_source_dlrr (&stream->source, xr->dlrr[i].lrr, xr->dlrr[i].dlrr,
          reading->now);
      stream->idle_until = 0; /* what was lost brings the next report forward */
    }
}

static const GstQosRtcpReader rtcp_reader = {
    .sender_report = on_sender_report,
    .sdes = on_sdes,
    .bye = on_bye,
    .xr = on_xr,
};

void
gst_qos_stats_read_rtcp (GstQosStats *self, GstBuffer *buffer,
    GstClockTime *last)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  Reading reading = {self, meta ? meta->addr : NULL};
  GstQosArrival arrival;

  GST_OBJECT_LOCK (self);
  arrival = gst_qos_arrival (GST_ELEMENT_CAST (self), self->clock, buffer, meta,
      last);
  reading.now = arrival.time;
  reading.has_waited = arrival.has_waited;
  if (!gst_qos_rtcp_read (buffer, &rtcp_reader, &reading))
    self->malformed_rtcp++;
  GST_OBJECT_UNLOCK (self);
}

typedef struct
{
  QosSnapshot snapshot;
  GstClockTime interval_end;
} Seen;

GstStructure *
gst_qos_stats_create_stats (GstQosStats *self)
{
  GstClockTime now = gst_clock_get_time (self->clock);
  GValue sources = G_VALUE_INIT;
  GstStructure *stats;
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (Seen));

  GST_OBJECT_LOCK (self);
  for (guint i = 0; i < self->streams.list->len; i++) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, i);
    Seen one = {.interval_end = stream->source.shown.at_ns};

    if (!qos_source_is_valid (&stream->source))
      continue;
    qos_source_peek (&stream->source, now, &one.snapshot);
    qos_snapshot_set_text (&one.snapshot, QOS_STREAM_ADDRESS,
        stream->address_text);
    g_array_append_val (seen, one);
  }
  stats = gst_structure_new ("application/x-qosaudio-stats",
      "packets-malformed", G_TYPE_UINT64, self->malformed, "rtcp-malformed",
      G_TYPE_UINT64, self->malformed_rtcp, "packets-unmeasured", G_TYPE_UINT64,
      self->unmeasured, "reports-not-sent", G_TYPE_UINT64, self->not_sent,
      NULL);
  GST_OBJECT_UNLOCK (self);

  g_value_init (&sources, GST_TYPE_ARRAY);
  for (guint i = 0; i < seen->len; i++) {
    Seen *one = &g_array_index (seen, Seen, i);
    GValue value = G_VALUE_INIT;

    g_value_init (&value, GST_TYPE_STRUCTURE);
    g_value_take_boxed (&value,
        gst_qos_message_stream (GST_ELEMENT_CAST (self), self->clock,
            one->interval_end, &one->snapshot));
    gst_value_array_append_and_take_value (&sources, &value);
  }
  gst_structure_take_value (stats, "sources", &sources);
  g_array_unref (seen);
  return stats;
}
