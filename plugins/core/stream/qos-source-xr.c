/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The extended reports of a source to its sender.
 */
#include "qos-source-private.h"

#include "qos-report-books.h"
#include "qos-rate.h"

#include <string.h>

/* The kinds take turns in consecutive reports, because RTCP's share of the
 * bandwidth is small. */
enum
{
  TURN_SUMMARY,
  TURN_VOIP,
  TURN_RLE,
  TURN_NONE,
  TURNS
};

/* RX config: PLC unspecified, jitter buffer non-adaptive, rate 0. */
#define RX_JITTER_BUFFER_FIXED 0x20

static uint8_t
fraction_256 (uint64_t part, uint64_t whole)
{
  uint64_t fraction = whole > 0 ? (part << 8) / whole : 0;

  return (uint8_t) (fraction < 255 ? fraction : 255);
}

static uint16_t
whole_ms (double ms)
{
  return (uint16_t) (ms < 0 ? 0 : ms > 65535 ? 65535 : ms + 0.5);
}

static void
fill_bursts (const QosSource *source, const QosLossTotals *loss,
    QosXrVoip *voip)
{
  double spacing_ms = qos_source_spacing_ms (source);

  voip->burst_density = fraction_256 (loss->burst_lost, loss->burst_packets);
  voip->gap_density = fraction_256 (loss->gap_lost, loss->gap_packets);
  if (loss->bursts > 0)
    voip->burst_duration_ms = whole_ms (
        (double) loss->burst_packets / (double) loss->bursts * spacing_ms);
  if (loss->gaps > 0)
    voip->gap_duration_ms = whole_ms (
        (double) loss->gap_packets / (double) loss->gaps * spacing_ms);
}

static void
fill_scores (const QosSource *source, QosXrVoip *voip)
{
  const QosValue *r_factor =
      qos_values_find (&source->interval, QOS_STREAM_R_FACTOR);
  const QosValue *mos = qos_values_find (&source->interval, QOS_STREAM_MOS);
  QosMosInput listening = source->rated;

  voip->r_factor = voip->mos_lq = voip->mos_cq = QOS_XR_UNAVAILABLE;
  if (!r_factor || !mos)
    return;
  listening.has_delay = false;
  voip->mos_lq =
      (uint8_t) (qos_mos_from_r (qos_mos_r_factor (&listening)) * 10.0 + 0.5);
  voip->r_factor = (uint8_t) (r_factor->d + 0.5);
  if (source->rated.has_delay)
    voip->mos_cq = (uint8_t) (mos->d * 10.0 + 0.5);
}

/* GStreamer's jitter buffer has a fixed size: it is not adaptive (RFC 3611
 * 4.7.6). */
static void
fill_jitter_buffer (const QosSource *source, const QosLossTotals *loss,
    QosXrVoip *voip)
{
  double latency_ms = qos_rate_ms (source->playout.latency_ns);

  if (!source->playout.have_latency)
    return;
  voip->rx_config = RX_JITTER_BUFFER_FIXED;
  voip->jb_nominal_ms = voip->jb_maximum_ms = voip->jb_abs_max_ms =
      whole_ms (latency_ms);
  voip->discard_rate =
      fraction_256 (source->playout.late, loss->lost + loss->received);
  if (source->have_render)
    voip->end_system_ms = whole_ms (qos_rate_ms (source->render_ns));
}

void
qos_source_voip (const QosSource *source, uint64_t now_ns, QosXrVoip *voip)
{
  QosLossTotals loss;

  memset (voip, 0, sizeof *voip);
  qos_loss_read (&source->loss, &loss);
  voip->ssrc = source->ssrc;
  voip->loss_rate = fraction_256 (loss.lost, loss.lost + loss.received);
  voip->gmin = QOS_LOSS_GMIN;
  fill_bursts (source, &loss, voip);
  if (source->have_rtt &&
      qos_rate_age (now_ns, source->rtt_at_ns) <= QOS_STALE_NS)
    voip->round_trip_ms = whole_ms (qos_rate_ms (source->rtt_ns));
  fill_scores (source, voip);
  fill_jitter_buffer (source, &loss, voip);
}

/* The first extended number that is not settled yet. */
static uint64_t
settled_end (const QosSource *source)
{
  return source->seq.highest + 1 - source->loss.pending;
}

/* Covers the whole series while that is short, so that a lost report does no
 * harm; later, what was settled since the last one. */
bool
qos_source_summary (QosSource *source, QosXrSummary *summary)
{
  const QosLossTotals *loss = &source->loss.totals;
  QosSummarized *last = &source->summarized;
  QosSummarized now = {settled_end (source), source->seq.restarts,
      loss->lost - loss->too_late, source->seq.duplicates};
  uint64_t begin = source->seq.base;

  if (now.restarts != last->restarts) { /* only the part of the new series
                                         * counts */
    source->series = now;
    *last = now;
    return false;
  }
  memset (summary, 0, sizeof *summary);
  if (now.end - begin > QOS_REPORT_BOOKS_SUMMARY_MAX && last->end > begin)
    begin = last->end;
  else
    *last = source->series;
  if (now.end <= begin || now.end - begin > UINT16_MAX)
    return false; /* nothing is settled, or too much at once */
  summary->ssrc = source->ssrc;
  summary->begin = (uint16_t) begin;
  summary->end = (uint16_t) now.end;
  /* Packets that arrived too late take back a reported loss; the next reports
   * are reduced by it. */
  if (now.lost < last->lost)
    now.lost = last->lost;
  summary->lost = (uint32_t) (now.lost - last->lost);
  summary->duplicated = (uint32_t) (now.duplicates - last->duplicates);
  *last = now;
  return true;
}

bool
qos_source_rle (QosSource *source, QosXrRle *rle)
{
  uint64_t end = settled_end (source);
  uint64_t begin = source->rle_end;

  if (begin < source->seq.base || begin > end)
    begin = source->seq.base; /* a new series */
  if (end <= begin)
    return false;
  if (end - begin > QOS_XR_RLE_NUMBERS)
    begin = end - QOS_XR_RLE_NUMBERS;
  memset (rle, 0, sizeof *rle);
  rle->ssrc = source->ssrc;
  rle->begin = (uint16_t) begin;
  for (; begin + rle->n < end; rle->n++)
    if (qos_seq_was_received (&source->seq, begin + rle->n))
      rle->received[rle->n / 64] |= UINT64_C (1) << rle->n % 64;
  source->rle_end = begin;
  return true;
}

size_t
qos_source_write_xr (QosSource *source, uint64_t now_ns, uint32_t ssrc,
    uint64_t ntp, uint8_t *data)
{
  unsigned turn = source->xr_turn++ % TURNS;
  size_t size = qos_xr_start (data, QOS_SOURCE_XR_MAX, ssrc);
  unsigned covered;
  QosXrSummary summary;
  QosXrVoip voip;
  QosXrRle rle;

  /* Wireshark 4.0 looks for the chunks of a run length block 8 bytes too far,
   * so it must not be the last one. */
  if (turn == TURN_RLE && qos_source_rle (source, &rle)) {
    size = qos_xr_add_rle (data, QOS_SOURCE_XR_MAX, size, &rle, &covered);
    source->rle_end += covered;
  }
  size = qos_xr_add_rrtr (data, QOS_SOURCE_XR_MAX, size, ntp);
  if (turn == TURN_SUMMARY && qos_source_summary (source, &summary))
    size = qos_xr_add_summary (data, QOS_SOURCE_XR_MAX, size, &summary);
  if (turn == TURN_VOIP) {
    qos_source_voip (source, now_ns, &voip);
    size = qos_xr_add_voip (data, QOS_SOURCE_XR_MAX, size, &voip);
  }
  return size;
}
