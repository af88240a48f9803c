/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-timeline.h"

#include "qos-ntp.h"

#define WINDOW_NS (2 * QOS_SIGNED_NS_PER_S)
#define WINDOW_PACKETS 512
/* Maximum change of the delay at once. */
#define JUMP_NS QOS_SIGNED_NS_PER_S
/* Each packet moves the skew by this fraction of the way to the minimum
 * delay. */
#define FOLLOW 125

/* The skew stays. */
static void
move_base (QosTimeline *timeline, const QosTimelinePacket *packet)
{
  timeline->have_last = false;
  timeline->base_ns = packet->arrival_ns;
  timeline->base_media_ns = packet->media_ns;
}

static void
set_base (QosTimeline *timeline, const QosTimelinePacket *packet)
{
  *timeline = (QosTimeline){0};
  timeline->have_base = timeline->is_filling = true;
  move_base (timeline, packet);
}

static void
put (QosTimeline *timeline, unsigned part, bool is_first, int64_t delay_ns)
{
  if (is_first || delay_ns < timeline->parts_ns[part])
    timeline->parts_ns[part] = delay_ns;
}

/* passed_ns: according to RTP times. The fuller the window, the greater the
 * weight. */
static void
fill (QosTimeline *timeline, int64_t passed_ns, int64_t delay_ns)
{
  int64_t by_time, by_packets, percent;

  if (timeline->n == 0 || delay_ns < timeline->min_delay_ns)
    timeline->min_delay_ns = delay_ns;
  /* The parts hold numbers of packets, which are unknown yet: until they are
   * replaced each has the minimum of all. */
  for (unsigned i = 0; i < QOS_TIMELINE_PARTS; i++)
    put (timeline, i, timeline->n == 0, timeline->min_delay_ns);
  timeline->n++;
  if (passed_ns >= WINDOW_NS || timeline->n >= WINDOW_PACKETS) {
    timeline->skew_ns = timeline->min_delay_ns;
    timeline->is_filling = false;
    return;
  }
  by_time = passed_ns * 100 / WINDOW_NS;
  by_packets = timeline->n * 100 / WINDOW_PACKETS;
  percent = by_time > by_packets ? by_time : by_packets;
  timeline->skew_ns = (percent * percent * timeline->min_delay_ns +
                          (10000 - percent * percent) * timeline->skew_ns) /
      10000;
}

/* A window of few packets has fewer parts: an empty part would keep its minimum
 * for ever. */
static unsigned
n_parts (const QosTimeline *timeline)
{
  return timeline->n < QOS_TIMELINE_PARTS ? timeline->n : QOS_TIMELINE_PARTS;
}

static unsigned
part_of (const QosTimeline *timeline, uint32_t at)
{
  return at * n_parts (timeline) / timeline->n;
}

static void
slide (QosTimeline *timeline, int64_t delay_ns)
{
  unsigned part = part_of (timeline, timeline->at);
  bool is_first =
      timeline->at == 0 || part_of (timeline, timeline->at - 1) != part;

  put (timeline, part, is_first, delay_ns);
  timeline->at = (timeline->at + 1) % timeline->n;
  timeline->min_delay_ns = timeline->parts_ns[0];
  for (unsigned i = 1; i < n_parts (timeline); i++)
    if (timeline->parts_ns[i] < timeline->min_delay_ns)
      timeline->min_delay_ns = timeline->parts_ns[i];
  timeline->skew_ns =
      (timeline->min_delay_ns + (FOLLOW - 1) * timeline->skew_ns) / FOLLOW;
}

/* Later RTP times are never played before earlier ones. */
static int64_t
keep_order (const QosTimeline *timeline, int64_t media_ns, int64_t at_ns)
{
  if (!timeline->have_last)
    return at_ns;
  if (media_ns == timeline->last_media_ns ||
      (media_ns > timeline->last_media_ns && at_ns < timeline->last_ns) ||
      (media_ns < timeline->last_media_ns && at_ns > timeline->last_ns))
    return timeline->last_ns;
  return at_ns;
}

int64_t
qos_timeline_packet (QosTimeline *timeline, uint64_t latency_ns,
    const QosTimelinePacket *packet)
{
  bool is_next = packet->is_next;
  int64_t passed_ns, delay_ns, at_ns;

  if (timeline->have_last && packet->media_ns == timeline->last_media_ns)
    return timeline->last_ns;
  if (!timeline->have_base)
    set_base (timeline, packet);
  else if (packet->media_ns < timeline->base_media_ns)
    move_base (timeline, packet);
  /* The media's time may wrap: use only differences. */
  passed_ns = (int64_t) ((uint64_t) packet->media_ns -
      (uint64_t) timeline->base_media_ns);
  delay_ns =
      (int64_t) (packet->arrival_ns - timeline->base_ns - (uint64_t) passed_ns);
  if (delay_ns - timeline->skew_ns > JUMP_NS ||
      delay_ns - timeline->skew_ns < -JUMP_NS) {
    set_base (timeline, packet);
    passed_ns = delay_ns = 0;
    is_next = true;
  }
  if (is_next && timeline->is_filling)
    fill (timeline, passed_ns, delay_ns);
  else if (is_next)
    slide (timeline, delay_ns);
  at_ns = keep_order (timeline, packet->media_ns,
      (int64_t) timeline->base_ns + passed_ns + timeline->skew_ns);
  if (is_next && at_ns + (int64_t) latency_ns < (int64_t) packet->arrival_ns) {
    set_base (timeline, packet);
    at_ns = (int64_t) packet->arrival_ns;
  }
  timeline->have_last = true;
  timeline->last_ns = at_ns;
  timeline->last_media_ns = packet->media_ns;
  return at_ns;
}
