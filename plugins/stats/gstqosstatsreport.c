/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The output of qosstats: a message for each stream every interval, and a
 * receiver report with SDES and XR to each sender (RFC 3550 6, RFC 3611 4.4). A
 * few streams at a time are handled under the lock; everything is sent after
 * releasing it.
 */
#include "qos-limits.h"
#include "qos-ntp.h"
#include "gstqosadvice.h"
#include "gstqosmessage.h"
#include "gstqosnotice.h"
#include "gstqosrtcp.h"
#include "gstqosstats.h"
#include "gstqostime.h"

#include <errno.h>
#include <gst/net/gstnetaddressmeta.h>

/* Maximum messages, and reports, per second for all streams together: those of
 * 1000 senders at the default interval. If more are due, the busiest streams
 * come first. */
#define PER_SECOND 2048

/* Time between rounds while more is due than that. */
#define OVERLOADED_PAUSE (50 * GST_MSECOND)

/* While the table is full, silent streams and single packets are removed
 * sooner. */
#define FULL_TIMEOUT (3 * GST_SECOND)
#define FULL_PROBATION_TIMEOUT (200 * GST_MSECOND)

/* Maximum number of streams reported, and examined, while holding the lock. */
#define BATCH_REPORTS 8
#define BATCH_STREAMS 64

/* Reports that are due within this time are sent together. */
#define TOGETHER (5 * GST_MSECOND)

/* An event of a stream, to post. */
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
  gboolean is_last; /* a BYE is sent */
  guint32 ssrc;
  QosReportBlock block;
  gboolean with_name;
  guint8 xr[QOS_SOURCE_XR_MAX]; /* without BYE */
  gsize xr_size;
  GSocketAddress *to; /* (transfer full) (nullable) */
} Report;

/* Adds what the core does not know about a stream. */
static void
gst_qos_stats_set_texts (const GstQosStream *stream, QosSnapshot *snapshot)
{
  qos_stream_set_text (snapshot, QOS_STREAM_ADDRESS, stream->address_text);
  if (stream->not_played >= 0)
    qos_stream_set_text (snapshot, QOS_STREAM_NOT_PLAYED,
        gst_qos_notice_name ((GstQosNoticeKind) stream->not_played));
}

static void
gst_qos_stats_make_message (GstQosStream *stream, GstClockTime now,
    Report *report)
{
  qos_source_snapshot (stream->source, now, &report->snapshot);
  gst_qos_stats_set_texts (stream, &report->snapshot);
  report->has_message = TRUE;
}

/* Over a short rest of an interval the rates would be anything: those of the
 * interval before are repeated, without its time and length. */
static void
gst_qos_stats_make_last_message (GstQosStats *self, GstQosStream *stream,
    GstClockTime now, Report *report)
{
  if (now >= qos_source_interval_end_ns (stream->source) +
          self->reporter.interval / 2) {
    gst_qos_stats_make_message (stream, now, report);
    return;
  }
  qos_source_peek (stream->source, now, &report->snapshot);
  qos_snapshot_forget (&report->snapshot, QOS_STREAM_DURATION);
  gst_qos_stats_set_texts (stream, &report->snapshot);
  report->has_message = TRUE;
}

/* Events need a known playout latency. */
static void
gst_qos_stats_take_events (GstQosStats *self, GstQosStream *stream,
    Report *report)
{
  for (report->n_events = 0; report->n_events < QOS_PLAYOUT_EVENTS;) {
    Event *event = &report->events[report->n_events];

    if (!qos_source_take_event (stream->source, &event->event,
            &event->snapshot))
      break;
    if (self->playout_latency >= 0)
      report->n_events++;
  }
}

/* A third party may have forged the source address of its packets: an address
 * is never sent more bytes than came from it. A sender that sent BYE has closed
 * its port. */
static gboolean
gst_qos_stats_can_afford_rtcp (GstQosStats *self, const GstQosStream *stream)
{
  return !qos_source_said_bye (stream->source) &&
      stream->credit >= gst_qos_rtcp_size (&self->reporter.sdes, TRUE) +
          QOS_SOURCE_XR_MAX + stream->overhead;
}

static void
gst_qos_stats_make_rtcp (GstQosStats *self, GstQosStream *stream,
    GstClockTime now, Report *report)
{
  GSocketAddress *to =
      stream->rtcp_address ? stream->rtcp_address : stream->address;
  guint64 ntp;
  gsize bytes;

  report->has_rtcp = TRUE;
  report->ssrc = qos_source_ssrc (stream->source);
  report->with_name = gst_qos_sdes_is_named (stream->reports);
  ntp = gst_qos_time_to_ntp (self->reporter.clock, now);
  report->xr_size =
      qos_source_write_xr (stream->source, now, self->ssrc, ntp, report->xr);
  report->to = to ? g_object_ref (to) : NULL;
  stream->reports++;
  bytes = gst_qos_rtcp_size (&self->reporter.sdes, report->with_name) +
      report->xr_size + stream->overhead;
  stream->credit -= bytes;
  qos_source_reported (stream->source, now, qos_ntp_middle (ntp), bytes);
  qos_source_report (stream->source, now, &report->block);
}

static void
gst_qos_stats_set_end_reason (Report *report, const gchar *reason)
{
  qos_stream_set_text (&report->snapshot, QOS_STREAM_END_REASON, reason);
}

static gboolean
gst_qos_stats_is_full (GstQosStats *self)
{
  return self->streams.list->len >= self->max_sources;
}

/* After how much silence streams are over. */
static QosTimeouts
gst_qos_stats_find_timeouts (GstQosStats *self)
{
  QosTimeouts timeouts = {self->source_timeout, QOS_PROBATION_NS};

  if (gst_qos_stats_is_full (self))
    timeouts = (QosTimeouts){FULL_TIMEOUT, FULL_PROBATION_TIMEOUT};
  timeouts.stream_ns = MIN (timeouts.stream_ns, self->source_timeout);
  timeouts.single_ns = MIN (timeouts.single_ns, self->source_timeout);
  return timeouts;
}

/* The time when something is due next, if no packet arrives. */
static GstClockTime
gst_qos_stats_next_due (GstQosStats *self, GstQosStream *stream)
{
  const QosTimeouts timeouts = gst_qos_stats_find_timeouts (self);
  GstClockTime due = MIN (qos_source_end_due_ns (stream->source, &timeouts),
      stream->message_due);

  if (self->reporter.rtcp_src && gst_qos_stats_can_afford_rtcp (self, stream))
    due = MIN (due, qos_source_report_due_ns (stream->source));
  return due;
}

/* What the budgets allow in one round of the reporter. */
typedef struct
{
  GstClockTime now;
  QosBudgetShare messages;
  QosBudgetShare reports;
  gboolean is_limited; /* more is due than is allowed */
} Round;

/* Depends on the packets since its last message. */
static guint
gst_qos_stats_activity_class (const GstQosStream *stream)
{
  return qos_budget_class ((guint32) qos_source_new_packets (stream->source));
}

static gboolean
gst_qos_stats_is_rtcp_due (GstQosStats *self, const GstQosStream *stream,
    GstClockTime now)
{
  return self->reporter.rtcp_src &&
      now >= qos_source_report_due_ns (stream->source) &&
      gst_qos_stats_can_afford_rtcp (self, stream);
}

/* Counts what is due, to divide the budgets. If the table is full, streams that
 * were not examined for a while may have to be removed. */
static Round
gst_qos_stats_plan_round (GstQosStats *self, GstClockTime now)
{
  guint32 messages[QOS_BUDGET_CLASSES] = {0}, reports[QOS_BUDGET_CLASSES] = {0};
  Round round = {now};

  GST_OBJECT_LOCK (self);
  if (gst_qos_stats_is_full (self) && now >= self->full_look_due) {
    gst_qos_streams_wake (&self->streams);
    self->full_look_due = now + GST_SECOND;
  }
  for (guint i = 0; i < self->streams.list->len; i++) {
    const GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

    if (now < stream->idle_until || !qos_source_is_valid (stream->source))
      continue;
    if (now >= stream->message_due)
      messages[gst_qos_stats_activity_class (stream)]++;
    if (gst_qos_stats_is_rtcp_due (self, stream, now))
      reports[gst_qos_stats_activity_class (stream)]++;
  }
  round.messages = qos_budget_share (&self->message_budget, messages, now);
  round.reports = qos_budget_share (&self->report_budget, reports, now);
  GST_OBJECT_UNLOCK (self);
  round.is_limited = qos_budget_is_limited (&round.messages) ||
      qos_budget_is_limited (&round.reports);
  return round;
}

/* The last message of a stream that has ended; it cannot wait. Returns: FALSE
 * if there was none. */
static gboolean
gst_qos_stats_end_stream (GstQosStats *self, GstQosStream *stream,
    GstClockTime now, const gchar *reason, Report *report)
{
  gboolean was_stream = qos_source_is_valid (stream->source);

  if (was_stream) {
    qos_source_end (stream->source);
    gst_qos_stats_take_events (self, stream, report);
    gst_qos_stats_make_message (stream, now, report);
    gst_qos_stats_set_end_reason (report, reason);
    qos_budget_charge (&self->message_budget);
  }
  gst_qos_streams_remove (&self->streams, stream);
  return was_stream;
}

static void
gst_qos_stats_make_due_message (GstQosStats *self, GstQosStream *stream,
    GstClockTime now, Report *report)
{
  gst_qos_stats_make_message (stream, now, report);
  stream->message_due += self->reporter.interval;
  if (stream->message_due <= now) /* we are late, or the interval was reduced */
    stream->message_due = now + self->reporter.interval;
}

/* Does what is due for one stream. Returns: TRUE if report was filled. The
 * stream may have been removed afterwards. */
static gboolean
gst_qos_stats_collect_due (GstQosStats *self, GstQosStream *stream,
    Round *round, Report *report)
{
  GstClockTime now = round->now;
  const QosTimeouts timeouts = gst_qos_stats_find_timeouts (self);
  const gchar *over = qos_source_end_reason (stream->source, now, &timeouts);
  guint class = gst_qos_stats_activity_class (stream);

  report->n_events = 0;
  report->has_message = report->has_rtcp = report->is_last = FALSE;
  report->to = NULL;
  if (over)
    return gst_qos_stats_end_stream (self, stream, now, over, report);
  if (!qos_source_is_valid (stream->source))
    return FALSE;
  if (self->message_budget.tokens > 0)
    gst_qos_stats_take_events (self, stream, report);
  for (guint i = 0; i < report->n_events; i++)
    qos_budget_charge (&self->message_budget);
  if (now >= stream->message_due &&
      qos_budget_take (&self->message_budget, &round->messages, class))
    gst_qos_stats_make_due_message (self, stream, now, report);
  if (gst_qos_stats_is_rtcp_due (self, stream, now) &&
      qos_budget_take (&self->report_budget, &round->reports, class))
    gst_qos_stats_make_rtcp (self, stream, now, report);
  return report->has_message || report->has_rtcp || report->n_events > 0;
}

/* Returns: (transfer full). */
static GstBuffer *
gst_qos_stats_write_rtcp (GstQosStats *self, const GstQosSdes *sdes,
    const Report *report)
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
gst_qos_stats_set_group (GstQosStats *self, gboolean is_group)
{
  GST_OBJECT_LOCK (self);
  self->is_group = is_group;
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_stats_count_not_sent (GstElement *element)
{
  GstQosStats *self = GST_QOS_STATS (element);

  GST_OBJECT_LOCK (self);
  self->not_sent++;
  GST_OBJECT_UNLOCK (self);
}

/* Sinks fail if they are given port 0. */
static gboolean
gst_qos_stats_can_answer (GSocketAddress *to)
{
  return !G_IS_INET_SOCKET_ADDRESS (to) ||
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (to)) != 0;
}

static void
gst_qos_stats_push_rtcp (GstQosStats *self, GstPad *pad, const GstQosSdes *sdes,
    const Report *report)
{
  GstBuffer *buffer;

  if (!gst_qos_stats_can_answer (report->to)) {
    gst_qos_stats_count_not_sent (GST_ELEMENT_CAST (self));
    gst_qos_reach_failed (&self->reach, report->to, EINVAL, &report->ssrc);
    return;
  }
  buffer = gst_qos_stats_write_rtcp (self, sdes, report);
  if (report->to)
    gst_buffer_add_net_address_meta (buffer, report->to);
  gst_qos_rtcp_push (pad, buffer);
}

static void
gst_qos_stats_post_events (GstQosStats *self, Report *report)
{
  for (guint i = 0; i < report->n_events; i++) {
    Event *event = &report->events[i];

    gst_qos_advice_set (&event->snapshot, &event->event);
    gst_qos_message_post (GST_ELEMENT_CAST (self),
        gst_qos_message_event (GST_ELEMENT_CAST (self), self->reporter.clock,
            event->event.at_ns, &event->snapshot));
  }
}

/* Sends what gst_qos_stats_collect_due () prepared, without locks. */
static void
gst_qos_stats_send (GstQosStats *self, Report *reports, guint n,
    GstClockTime now)
{
  g_autoptr (GstPad) pad = gst_qos_reporter_ref_src (&self->reporter);
  GstQosSdes sdes;
  gboolean post_messages;

  GST_OBJECT_LOCK (self);
  sdes = self->reporter.sdes;
  post_messages = self->reporter.post_messages;
  GST_OBJECT_UNLOCK (self);

  for (guint i = 0; i < n; i++) {
    Report *report = &reports[i];

    if (report->has_rtcp && pad)
      gst_qos_stats_push_rtcp (self, pad, &sdes, report);
    g_clear_object (&report->to);
    if (post_messages)
      gst_qos_stats_post_events (self, report);
    if (report->has_message && post_messages)
      gst_qos_message_post (GST_ELEMENT_CAST (self),
          gst_qos_message_stream (GST_ELEMENT_CAST (self), self->reporter.clock,
              now, &report->snapshot));
  }
}

/* Examines streams from *at on until a batch is full. Returns: the number of
 * reports; updates *at, which is the list's length at the end, and *next. */
static guint
gst_qos_stats_collect (GstQosStats *self, Round *round, guint *at,
    Report *reports, GstClockTime *next)
{
  GstClockTime now = round->now;
  guint n = 0, seen = 0;

  GST_OBJECT_LOCK (self);
  while (*at < self->streams.list->len && n < BATCH_REPORTS &&
      seen++ < BATCH_STREAMS) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, *at);
    guint before = self->streams.list->len;

    if (now >= stream->idle_until &&
        gst_qos_stats_collect_due (self, stream, round, &reports[n]))
      n++;
    if (self->streams.list->len < before)
      continue; /* another stream has taken its place */
    if (now >= stream->idle_until && qos_source_is_valid (stream->source))
      stream->idle_until = gst_qos_stats_next_due (self, stream);
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
  Round round = gst_qos_stats_plan_round (self, now);
  GstClockTime next;
  Report reports[BATCH_REPORTS];
  guint at = 0;

  GST_OBJECT_LOCK (self);
  next = gst_qos_reporter_latest (&self->reporter, now);
  GST_OBJECT_UNLOCK (self);
  while (at != G_MAXUINT) {
    guint n = gst_qos_stats_collect (self, &round, &at, reports, &next);

    gst_qos_stats_send (self, reports, n, now);
  }
  return MAX (next, now + (round.is_limited ? OVERLOADED_PAUSE : TOGETHER));
}

void
gst_qos_stats_init_budgets (GstQosStats *self)
{
  GstClockTime now = gst_clock_get_time (self->reporter.clock);

  qos_budget_init (&self->message_budget, PER_SECOND, now);
  qos_budget_init (&self->report_budget, PER_SECOND, now);
}

void
gst_qos_stats_finish (GstQosStats *self, const gchar *end_reason)
{
  GstClockTime now = gst_clock_get_time (self->reporter.clock);
  gboolean more = TRUE;

  while (more) {
    Report report = {0};

    GST_OBJECT_LOCK (self);
    more = self->streams.list->len > 0;
    if (more) {
      GstQosStream *stream = g_ptr_array_index (self->streams.list, 0);

      if (qos_source_is_valid (stream->source)) {
        if (end_reason)
          qos_source_end (stream->source);
        gst_qos_stats_take_events (self, stream, &report);
        if (end_reason)
          gst_qos_stats_make_message (stream, now, &report);
        else
          gst_qos_stats_make_last_message (self, stream, now, &report);
        if (end_reason)
          gst_qos_stats_set_end_reason (&report, end_reason);
        if (end_reason && gst_qos_stats_can_afford_rtcp (self, stream))
          gst_qos_stats_make_rtcp (self, stream, now, &report);
        report.is_last = TRUE;
      }
      gst_qos_streams_remove (&self->streams, stream);
    }
    GST_OBJECT_UNLOCK (self);
    if (report.has_message)
      gst_qos_stats_send (self, &report, 1, now);
  }
}

static void
gst_qos_stats_send_bye (GstQosStats *self, const GstQosSdes *sdes,
    Report *report, GstQosUdp *udp)
{
  GstBuffer *buffer = gst_qos_stats_write_rtcp (self, sdes, report);

  if (gst_qos_stats_can_answer (report->to))
    gst_qos_udp_send_buffer (udp, report->to, buffer, 0);
  gst_buffer_unref (buffer);
  g_clear_object (&report->to);
}

void
gst_qos_stats_send_byes (GstQosStats *self, GstQosUdp *udp)
{
  GstClockTime now = gst_clock_get_time (self->reporter.clock);
  GstQosSdes sdes;
  gboolean more = TRUE;

  for (guint i = 0; more; i++) {
    Report report = {.is_last = TRUE};

    GST_OBJECT_LOCK (self);
    sdes = self->reporter.sdes;
    more = i < self->streams.list->len;
    if (more) {
      GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

      if (qos_source_is_valid (stream->source) &&
          gst_qos_stats_can_afford_rtcp (self, stream))
        gst_qos_stats_make_rtcp (self, stream, now, &report);
    }
    GST_OBJECT_UNLOCK (self);
    if (report.to)
      gst_qos_stats_send_bye (self, &sdes, &report, udp);
  }
}

typedef struct
{
  QosSnapshot snapshot;
  GstClockTime interval_end;
} Seen;

GstStructure *
gst_qos_stats_create_stats (GstElement *element)
{
  GstQosStats *self = GST_QOS_STATS (element);
  GstClockTime now = gst_clock_get_time (self->reporter.clock);
  GValue value = G_VALUE_INIT;
  GstStructure *stats;
  GValueArray *sources;
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (Seen));

  GST_OBJECT_LOCK (self);
  for (guint i = 0; i < self->streams.list->len; i++) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, i);
    Seen one = {.interval_end = qos_source_interval_end_ns (stream->source)};

    if (!qos_source_is_valid (stream->source))
      continue;
    qos_source_peek (stream->source, now, &one.snapshot);
    gst_qos_stats_set_texts (stream, &one.snapshot);
    g_array_append_val (seen, one);
  }
  stats = gst_structure_new ("application/x-qosaudio-stats",
      "packets-malformed", G_TYPE_UINT64, self->malformed, "rtcp-malformed",
      G_TYPE_UINT64, self->malformed_rtcp, "rtcp-encrypted", G_TYPE_UINT64,
      self->encrypted_rtcp, "rtcp-foreign", G_TYPE_UINT64, self->foreign_rtcp,
      "packets-unmeasured", G_TYPE_UINT64, self->unmeasured, "reports-not-sent",
      G_TYPE_UINT64, self->not_sent, NULL);
  GST_OBJECT_UNLOCK (self);

  sources =
      gst_qos_structure_init_array (&value, GST_TYPE_STRUCTURE, seen->len);
  for (guint i = 0; i < seen->len; i++) {
    Seen *one = &g_array_index (seen, Seen, i);

    g_value_take_boxed (&sources->values[i],
        gst_qos_message_stream (GST_ELEMENT_CAST (self), self->reporter.clock,
            one->interval_end, &one->snapshot));
  }
  gst_structure_take_value (stats, "sources", &value);
  return stats;
}
