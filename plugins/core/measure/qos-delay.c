/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-delay.h"

#include "qos-ntp.h"

#include <string.h>

/* abs-send-time has units of 2^14 of NTP's fraction and wraps after 24 bits. */
#define UNIT_SHIFT 14
#define WRAP_HALF_NS (32 * QOS_NS_PER_S)

/* A packet below the minimum by less than a bucket of the histogram counts as
 * equal. */
#define SHIFT_MIN_NS 16384

void
qos_delay_init (QosDelay *delay, uint64_t ntp_offset_ns)
{
  memset (delay, 0, sizeof *delay);
  delay->ntp_offset_ns = ntp_offset_ns;
  qos_clock_init (&delay->clock, true);
}

void
qos_delay_break (QosDelay *delay)
{
  delay->have_last = false;
  delay->clock.incoming = (QosTransit){0};
}

/* Their clock at our time, from the last packet; before the first one, the same
 * as ours. */
static uint64_t
expect_sent_ns (const QosDelay *delay, uint64_t arrival_ns)
{
  if (!delay->have_last)
    return arrival_ns;
  return delay->last_sent_ns + (arrival_ns - delay->last_arrival_ns);
}

/* The time nearest to the expected one that has these 24 bits. */
static uint64_t
sent_by_send_time (const QosDelay *delay, const QosDelayPacket *packet)
{
  uint64_t expected_ns = expect_sent_ns (delay, packet->arrival_ns);
  uint64_t units =
      qos_ntp_from_ns (expected_ns + delay->ntp_offset_ns) >> UNIT_SHIFT;
  uint32_t apart = (packet->send_time - (uint32_t) units) & 0xffffff;

  units += apart;
  if (apart & 0x800000)
    units -= UINT64_C (1) << 24;
  return qos_ntp_to_ns (units << UNIT_SHIFT) - delay->ntp_offset_ns;
}

static uint64_t
sent_by_timestamp (const QosDelay *delay, const QosDelayPacket *packet)
{
  int64_t ticks = (int32_t) (packet->timestamp - delay->last_timestamp);

  if (!delay->have_last)
    return packet->arrival_ns;
  return delay->last_sent_ns +
      (uint64_t) (ticks * QOS_SIGNED_NS_PER_S / (int64_t) packet->clock_rate);
}

static int64_t
min_transit_at (const QosDelay *delay, uint64_t at_ns)
{
  return delay->min_ns +
      (int64_t) (delay->clock.slope *
          (double) (int64_t) (at_ns - delay->min_at_ns));
}

static void
count (QosDelay *delay, uint64_t arrival_ns, int64_t transit_ns)
{
  int64_t above_ns = transit_ns - min_transit_at (delay, arrival_ns);

  if (above_ns < 0) {
    if (-above_ns >= SHIFT_MIN_NS) {
      qos_hist_shift (&delay->interval, (uint64_t) -above_ns);
      delay->above_ns += delay->n * (uint64_t) -above_ns;
    }
    delay->min_ns = transit_ns;
    delay->min_at_ns = arrival_ns;
    above_ns = 0;
  }
  delay->have_above = true;
  delay->last_above_ns = (uint64_t) above_ns;
  delay->n++;
  delay->above_ns += (uint64_t) above_ns;
  qos_hist_add (&delay->interval, (uint64_t) above_ns);
}

/* The packets of this interval are now further above the new minimum, or less
 * far. */
static void
update_min (QosDelay *delay, uint64_t at_ns)
{
  int64_t before_ns = min_transit_at (delay, at_ns), rise_ns, above_ns;

  if (!qos_clock_min_incoming (&delay->clock, at_ns, &delay->min_ns))
    return;
  delay->min_at_ns = at_ns;
  rise_ns = delay->min_ns - before_ns;
  above_ns = (int64_t) (delay->above_ns - delay->n * (uint64_t) rise_ns);
  delay->above_ns = above_ns > 0 ? (uint64_t) above_ns : 0;
}

void
qos_delay_packet (QosDelay *delay, const QosDelayPacket *packet)
{
  bool is_first;
  uint64_t sent_ns;
  int64_t transit_ns;

  delay->have_above = false;
  if (!packet->has_send_time && packet->clock_rate == 0)
    return;
  if (delay->have_last && packet->has_send_time != delay->is_by_send_time) {
    if (!packet->has_send_time)
      return; /* a packet without it among others with it: not timed */
    qos_delay_break (delay);
  }
  is_first = !delay->have_last;
  sent_ns = packet->has_send_time ? sent_by_send_time (delay, packet)
                                  : sent_by_timestamp (delay, packet);
  transit_ns = (int64_t) (packet->arrival_ns - sent_ns);
  if (!qos_transit_is_possible (transit_ns)) {
    qos_delay_break (delay);
    return;
  }
  delay->have_last = true;
  delay->is_by_send_time = packet->has_send_time;
  delay->last_arrival_ns = packet->arrival_ns;
  delay->last_sent_ns = sent_ns;
  delay->last_timestamp = packet->timestamp;
  if (is_first) {
    delay->min_ns = transit_ns;
    delay->min_at_ns = packet->arrival_ns;
  }
  if (qos_clock_add_incoming (&delay->clock, packet->arrival_ns, sent_ns))
    update_min (delay, packet->arrival_ns);
  count (delay, packet->arrival_ns, transit_ns);
}

/* A report resolves the 64 s wrap of abs-send-time. */
void
qos_delay_report (QosDelay *delay, uint64_t arrival_ns, uint64_t ntp)
{
  uint64_t sent_ns = qos_ntp_to_ns (ntp) - delay->ntp_offset_ns;
  uint64_t apart_ns = sent_ns - expect_sent_ns (delay, arrival_ns);

  if (!delay->have_last || !delay->is_by_send_time ||
      apart_ns + WRAP_HALF_NS <= 2 * WRAP_HALF_NS ||
      !qos_transit_is_possible ((int64_t) (arrival_ns - sent_ns)))
    return;
  delay->clock.incoming = (QosTransit){0};
  delay->clock.outgoing = (QosTransit){0};
  delay->last_arrival_ns = arrival_ns;
  delay->last_sent_ns = sent_ns;
  delay->min_ns = (int64_t) (arrival_ns - sent_ns);
  delay->min_at_ns = arrival_ns;
}

void
qos_delay_echo (QosDelay *delay, uint64_t sent_ns, uint64_t ntp)
{
  uint64_t came_ns = qos_ntp_to_ns (ntp) - delay->ntp_offset_ns;

  if (!qos_transit_is_possible ((int64_t) (came_ns - sent_ns)))
    return;
  qos_clock_add_outgoing (&delay->clock, sent_ns, came_ns);
  delay->have_return = true;
  delay->return_at_ns = sent_ns;
  delay->return_ns = (int64_t) (came_ns - sent_ns);
}

/* RTP timestamps use a clock of their own. */
bool
qos_delay_offset (const QosDelay *delay, uint64_t now_ns,
    QosClockOffset *offset)
{
  return (delay->is_by_send_time || delay->clock.is_synchronised) &&
      qos_clock_read (&delay->clock, now_ns, offset);
}

static void
read_offset (const QosDelay *delay, uint64_t now_ns, QosDelayResult *result)
{
  int64_t apart_ns;

  result->have_offset = qos_delay_offset (delay, now_ns, &result->offset);
  if (!result->have_offset || !delay->is_by_send_time)
    return;
  apart_ns = result->offset.apart_ns;
  result->have_skew = delay->clock.is_skew_known;
  result->skew = -delay->clock.slope;
  result->have_delay = result->have_variation;
  result->delay_ns =
      min_transit_at (delay, now_ns) - apart_ns + (int64_t) result->queue_ns;
  result->have_return =
      delay->have_return && now_ns - delay->return_at_ns <= QOS_CLOCK_WINDOW_NS;
  result->return_ns = delay->return_ns + apart_ns;
}

void
qos_delay_end_interval (QosDelay *delay, uint64_t now_ns,
    QosDelayResult *result)
{
  memset (result, 0, sizeof *result);
  /* A single packet has no variation. */
  if (delay->n > 0 && delay->interval.n + delay->total.n > 1) {
    result->have_variation = true;
    result->queue_ns = delay->above_ns / delay->n;
    result->interval = delay->interval;
  }
  read_offset (delay, now_ns, result);
  qos_hist_merge (&delay->total, &delay->interval);
  delay->interval = (QosHist){0};
  delay->n = delay->above_ns = 0;
}
