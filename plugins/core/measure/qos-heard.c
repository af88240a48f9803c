/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-heard.h"

static QosHeardResult
begin (QosHeard *heard, int64_t pts_ns)
{
  heard->have_last = true;
  heard->was_late = false;
  heard->first_ns = heard->start_ns = heard->aligned_ns = heard->until_ns =
      pts_ns;
  heard->early_ns = 0;
  return (QosHeardResult){0};
}

/* The end of the sound so far, if the previous packet is duration_ns long. */
static int64_t
end_of_sound (const QosHeard *heard, uint64_t duration_ns)
{
  int64_t end_ns = heard->start_ns + (int64_t) duration_ns;

  return heard->was_late || end_ns < heard->until_ns ? heard->until_ns : end_ns;
}

QosHeardResult
qos_heard_packet (QosHeard *heard, const QosHeardPacket *packet)
{
  QosHeardResult result = {0};
  int64_t next_ns, apart_ns, late_ns, heard_ns;
  bool is_hole, is_slow, is_cut;

  if (!heard->have_last)
    return begin (heard, packet->pts_ns);
  late_ns = packet->late_ns > 0 &&
          packet->pts_ns - heard->first_ns > QOS_HEARD_START_NS
      ? packet->late_ns
      : 0;
  result.is_late = late_ns > 0 && late_ns >= (int64_t) packet->usual_ns;
  next_ns = heard->start_ns + (int64_t) packet->duration_ns;
  apart_ns = packet->pts_ns - next_ns;
  /* Mixers discard a buffer that is entirely too late, and check the time of
   * the next one. */
  is_cut = next_ns <= heard->until_ns;
  is_hole = apart_ns - heard->early_ns >= (int64_t) packet->usual_ns / 2;
  is_slow =
      !is_hole && packet->pts_ns - heard->aligned_ns >= QOS_HEARD_DRIFT_NS;
  result.is_broken = is_hole || apart_ns >= QOS_HEARD_ALIGN_NS ||
      apart_ns <= -QOS_HEARD_ALIGN_NS;
  heard->until_ns = end_of_sound (heard, packet->duration_ns);
  heard->start_ns = result.is_broken || is_cut ? packet->pts_ns : next_ns;
  heard->early_ns = packet->pts_ns - heard->start_ns;
  if (result.is_broken || is_cut)
    heard->aligned_ns = packet->pts_ns;
  heard_ns = heard->start_ns + late_ns;
  if (!result.is_late && heard_ns > heard->until_ns &&
      (heard->was_late || late_ns > 0 || !is_slow))
    result.gap_ns = (uint64_t) (heard_ns - heard->until_ns);
  heard->was_late = result.is_late;
  return result;
}

uint64_t
qos_heard_end (const QosHeard *heard, uint64_t duration_ns)
{
  int64_t missing_ns =
      heard->start_ns + (int64_t) duration_ns - heard->until_ns;

  return heard->have_last && heard->was_late && missing_ns > 0
      ? (uint64_t) missing_ns
      : 0;
}
