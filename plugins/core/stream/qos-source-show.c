/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The snapshot of a source.
 */
#include "qos-source-private.h"

#include "qos-limits.h"
#include "qos-ntp.h"
#include "qos-rate.h"

/* Longer values come from wrong reports. */
#define MOUTH_TO_EAR_MAX_NS (60 * QOS_NS_PER_S)

static void
set_ms (QosSnapshot *snapshot, QosStreamField field, uint64_t duration_ns)
{
  qos_stream_set_double (snapshot, field, qos_rate_ms (duration_ns));
}

/* Do the numbers (expected), the arrivals (unique) and the runs agree? */
static bool
are_balanced (const QosSource *source)
{
  uint64_t expected = qos_seq_expected (&source->seq);
  QosLossTotals loss;

  qos_loss_read (&source->loss, &loss);
  return source->seq.unique <= expected &&
      loss.received + loss.too_late == source->seq.unique &&
      loss.received + loss.lost == expected &&
      loss.gap_packets + loss.burst_packets == expected;
}

static void
put_totals (const QosSource *source, QosSnapshot *s)
{
  uint64_t expected = qos_seq_expected (&source->seq);
  uint64_t lost = qos_seq_lost (&source->seq);

  qos_stream_set_uint (s, QOS_STREAM_PACKETS_RECEIVED, source->seq.unique);
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_EXPECTED, expected);
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_LOST, lost);
  qos_stream_set_uint (s, QOS_STREAM_BOOKS_BALANCED, are_balanced (source));
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_DUPLICATED,
      source->seq.duplicates);
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_REORDERED, source->seq.reordered);
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_STRAY, source->seq.strays);
  qos_stream_set_uint (s, QOS_STREAM_PACKETS_FOREIGN, source->foreign);
  qos_stream_set_uint (s, QOS_STREAM_RESTARTS, source->seq.restarts);
  qos_stream_set_uint (s, QOS_STREAM_BYTES_RECEIVED, source->payload_bytes);
  qos_stream_set_uint (s, QOS_STREAM_WIRE_BYTES_RECEIVED, source->wire_bytes);
  if (expected > 0)
    qos_stream_set_double (s, QOS_STREAM_LOSS_TOTAL_PERCENT,
        qos_rate_percent (lost, expected));
}

static void
put_bursts (const QosLossTotals *loss, double spacing_ms, QosSnapshot *s)
{
  qos_stream_set_uint (s, QOS_STREAM_BURST_COUNT, loss->bursts);
  if (loss->bursts > 0) {
    qos_stream_set_double (s, QOS_STREAM_BURST_DENSITY_PERCENT,
        qos_rate_percent (loss->burst_lost, loss->burst_packets));
    qos_stream_set_double (s, QOS_STREAM_BURST_DURATION_MS,
        (double) loss->burst_packets / (double) loss->bursts * spacing_ms);
  }
  if (loss->gaps > 0) {
    qos_stream_set_double (s, QOS_STREAM_GAP_DENSITY_PERCENT,
        qos_rate_percent (loss->gap_lost, loss->gap_packets));
    qos_stream_set_double (s, QOS_STREAM_GAP_DURATION_MS,
        (double) loss->gap_packets / (double) loss->gaps * spacing_ms);
  }
}

static void
put_shape (const QosSource *source, QosSnapshot *s)
{
  QosLossTotals loss;
  double p, r;

  if (qos_seq_expected (&source->seq) < 2)
    return;
  qos_loss_read (&source->loss, &loss);
  qos_stream_set_counts (s, QOS_STREAM_LOSS_RUNS, loss.runs, QOS_LOSS_RUNS);
  qos_stream_set_uint (s, QOS_STREAM_LOSS_RUN_MAX, loss.run_max);
  put_bursts (&loss, qos_source_spacing_ms (source), s);
  p = (double) loss.n_runs / (double) loss.received;
  qos_stream_set_double (s, QOS_STREAM_GILBERT_P_PERCENT, 100.0 * p);
  if (loss.lost == 0)
    return;
  r = (double) loss.n_runs / (double) loss.lost;
  qos_stream_set_double (s, QOS_STREAM_LOSS_RUN_MEAN, 1.0 / r);
  qos_stream_set_double (s, QOS_STREAM_GILBERT_R_PERCENT, 100.0 * r);
  qos_stream_set_double (s, QOS_STREAM_BURST_RATIO, 1.0 / (p + r));
}

static void
put_reordering (const QosSource *source, QosSnapshot *s)
{
  if (source->seq.unique < 2)
    return;
  qos_stream_set_double (s, QOS_STREAM_REORDERED_PERCENT,
      qos_rate_percent (source->seq.reordered, source->seq.unique));
  qos_stream_set_uint (s, QOS_STREAM_REORDER_EXTENT_MAX,
      source->reorder.extent_max);
  set_ms (s, QOS_STREAM_REORDER_LATE_MAX_MS, source->reorder.late_max_ns);
}

static void
put_playout (const QosSource *source, QosSnapshot *s)
{
  static const uint64_t delays_ms[] = {QOS_LATER_THAN_MS};
  uint64_t later[sizeof delays_ms / sizeof *delays_ms];
  unsigned n = sizeof delays_ms / sizeof *delays_ms;

  if (source->playout.have_latency) {
    qos_stream_set_uint (s, QOS_STREAM_PACKETS_LATE, source->playout.late);
    set_ms (s, QOS_STREAM_CONCEALED_MS, source->playout.gaps.silent_ns);
  }
  if (source->delay.total.n < 2)
    return;
  for (unsigned i = 0; i < n; i++)
    later[i] =
        qos_hist_above (&source->delay.total, delays_ms[i] * QOS_NS_PER_MS);
  qos_stream_set_counts (s, QOS_STREAM_PACKETS_LATER_THAN, later, n);
}

/* Sound with RTP time t is captured, on their clock, at t + captured_ns, and
 * rendered here at t + the minimum transit + the pipeline's latency. It entered
 * the codec earlier than t by the codec's delay. */
static void
put_mouth_to_ear (const QosSource *source, uint64_t now_ns, QosSnapshot *s)
{
  QosClockOffset offset;
  int64_t min_transit_ns;
  uint64_t captured_ns, takes_ns;

  if (!source->have_render || !source->have_sr || source->clock_rate == 0 ||
      qos_rate_age (now_ns, source->sr_ns) > QOS_STALE_NS ||
      !qos_playout_min_transit (&source->playout, &min_transit_ns) ||
      !qos_delay_offset (&source->delay, now_ns, &offset))
    return;
  captured_ns = qos_ntp_to_ns (source->sr_ntp) - source->delay.ntp_offset_ns -
      (uint64_t) qos_playout_media_ns (&source->playout, source->sr_rtptime,
          source->clock_rate);
  takes_ns = (uint64_t) min_transit_ns + source->render_ns + source->codec_ns -
      captured_ns - (uint64_t) offset.apart_ns;
  if (takes_ns < MOUTH_TO_EAR_MAX_NS)
    set_ms (s, QOS_STREAM_MOUTH_TO_EAR_MS, takes_ns);
}

static void
put_present (const QosSource *source, uint64_t now_ns, QosSnapshot *s)
{
  uint64_t value_ns;

  if (qos_jitter_read (&source->jitter, &value_ns)) {
    set_ms (s, QOS_STREAM_JITTER_MS, value_ns);
    set_ms (s, QOS_STREAM_JITTER_MAX_MS, source->jitter.max_ns);
  }
  if (qos_jitter_mean (&source->jitter, &value_ns))
    set_ms (s, QOS_STREAM_JITTER_MEAN_MS, value_ns);
  if (source->have_rtt &&
      qos_rate_age (now_ns, source->rtt_at_ns) <= QOS_STALE_NS)
    set_ms (s, QOS_STREAM_RTT_MS, source->rtt_ns);
  if (source->seq.have_first) {
    qos_stream_set_uint (s, QOS_STREAM_LAST_PACKET_BYTES, source->last_bytes);
    set_ms (s, QOS_STREAM_LAST_PACKET_AGE_MS,
        qos_rate_age (now_ns, source->last_ns));
  }
}

static void
put_identity (const QosSource *source, QosSnapshot *s)
{
  qos_stream_set_uint (s, QOS_STREAM_SSRC, source->ssrc);
  qos_stream_set_text (s, QOS_STREAM_CNAME, source->cname);
  qos_stream_set_text (s, QOS_STREAM_NAME, source->name);
  if (source->clock_rate > 0)
    qos_stream_set_int (s, QOS_STREAM_CLOCK_RATE, (int32_t) source->clock_rate);
}

static void
set_percentiles (QosSnapshot *s, const QosHist *hist,
    const QosStreamField fields[4])
{
  static const double percents[] = {50, 95, 99};
  uint64_t value_ns;

  for (unsigned i = 0; i < 3; i++)
    if (qos_hist_percentile (hist, percents[i], &value_ns))
      set_ms (s, fields[i], value_ns);
  if (hist->n > 0)
    set_ms (s, fields[3], hist->max_ns);
}

static void
set_signed_ms (QosSnapshot *snapshot, QosStreamField field, int64_t duration_ns)
{
  qos_stream_set_double (snapshot, field, (double) duration_ns / 1e6);
}

static void
put_delay (QosSource *source, uint64_t now_ns, QosSnapshot *s)
{
  static const QosStreamField interval[] = {QOS_STREAM_PDV_P50_MS,
      QOS_STREAM_PDV_P95_MS, QOS_STREAM_PDV_P99_MS, QOS_STREAM_PDV_MAX_MS};
  static const QosStreamField total[] = {QOS_STREAM_PDV_TOTAL_P50_MS,
      QOS_STREAM_PDV_TOTAL_P95_MS, QOS_STREAM_PDV_TOTAL_P99_MS,
      QOS_STREAM_PDV_TOTAL_MAX_MS};
  QosDelayResult result;

  qos_delay_end_interval (&source->delay, now_ns, &result);
  if (result.have_variation)
    set_ms (s, QOS_STREAM_QUEUE_DELAY_MS, result.queue_ns);
  set_percentiles (s, &result.interval, interval);
  if (source->delay.total.n > 1)
    set_percentiles (s, &source->delay.total, total);
  if (result.have_delay)
    set_signed_ms (s, QOS_STREAM_DELAY_MS, result.delay_ns);
  if (result.have_return)
    set_signed_ms (s, QOS_STREAM_RETURN_DELAY_MS, result.return_ns);
  if (result.have_offset) {
    set_ms (s, QOS_STREAM_DELAY_ERROR_MS, result.offset.error_ns);
    set_signed_ms (s, QOS_STREAM_CLOCK_OFFSET_MS, -result.offset.apart_ns);
  }
  if (result.have_skew)
    qos_stream_set_double (s, QOS_STREAM_SKEW_PPM, result.skew * 1e6);
}

/* G.107 BurstR of this interval; 1 if there was no loss. */
static double
take_burst_ratio (QosSource *source)
{
  const QosLossRuns *from = &source->shown_runs;
  QosLossTotals t;
  double received, lost, n_runs;

  qos_loss_read (&source->loss, &t);
  /* Overtaken packets that have arrived since then take back earlier loss. */
  received = (double) t.received - (double) from->received;
  lost = (double) t.lost - (double) from->lost;
  n_runs = (double) t.n_runs - (double) from->n_runs;
  source->shown_runs = (QosLossRuns){t.received, t.lost, t.n_runs};
  if (received <= 0 || lost <= 0 || n_runs <= 0)
    return 1.0;
  return 1.0 / (n_runs / received + n_runs / lost);
}

/* The bit rate of the sound itself: pauses and losses do not lower it. */
static double
sound_kbps (const QosSource *source, uint64_t packets, uint64_t bytes,
    uint64_t duration_ns)
{
  uint64_t sound_ns = packets * source->playout.packet_ns;

  return qos_rate_kbps (bytes, sound_ns > 0 ? sound_ns : duration_ns);
}

/* Only if the interval had sound, of a known codec. */
static void
put_score (QosSource *source, const QosMark *now, QosSnapshot *s)
{
  const QosMark *from = &source->shown;
  QosMosInput input = {.coding = source->coding,
      .burst_ratio = take_burst_ratio (source)};
  uint64_t packets = now->sound_packets - from->sound_packets;
  double r_factor;

  if (input.coding == QOS_CODING_UNKNOWN || packets == 0 ||
      now->at_ns <= from->at_ns ||
      !qos_snapshot_has (s, QOS_STREAM_LOSS_PERCENT))
    return;
  input.loss_percent = s->values[QOS_STREAM_LOSS_PERCENT].d;
  input.media_kbps = sound_kbps (source, packets,
      now->sound_bytes - from->sound_bytes, now->at_ns - from->at_ns);
  input.has_delay = qos_snapshot_has (s, QOS_STREAM_DELAY_MS);
  if (input.has_delay)
    input.delay_ms = s->values[QOS_STREAM_DELAY_MS].d;
  source->rated = input;
  r_factor = qos_mos_r_factor (&input);
  qos_stream_set_double (s, QOS_STREAM_R_FACTOR, r_factor);
  qos_stream_set_double (s, QOS_STREAM_MOS, qos_mos_from_r (r_factor));
}

/* The values of the interval that is ending. */
static void
put_interval (QosSource *source, uint64_t now_ns, QosSnapshot *s)
{
  QosMark now = qos_source_mark (source, now_ns);
  const QosMark *from = &source->shown;
  uint64_t duration_ns = qos_rate_age (now_ns, from->at_ns);
  uint64_t delta_ns;

  if (now.expected > from->expected)
    qos_stream_set_double (s, QOS_STREAM_LOSS_PERCENT,
        qos_rate_percent (qos_mark_lost (from, &now),
            now.expected - from->expected));
  if (duration_ns > 0) {
    qos_stream_set_double (s, QOS_STREAM_MEDIA_KBPS,
        qos_rate_kbps (now.media_bytes - from->media_bytes, duration_ns));
    qos_stream_set_double (s, QOS_STREAM_WIRE_KBPS,
        qos_rate_kbps (now.wire_bytes - from->wire_bytes, duration_ns));
  }
  put_delay (source, now_ns, s);
  put_score (source, &now, s);
  if (qos_jitter_take_delta (&source->jitter, &delta_ns))
    set_ms (s, QOS_STREAM_DELTA_MAX_MS, delta_ns);
  qos_stream_set_uint (s, QOS_STREAM_DURATION, duration_ns);
  source->shown = now;
}

/* All that is not of an interval. */
static void
put_all (const QosSource *source, uint64_t now_ns, QosSnapshot *snapshot)
{
  put_identity (source, snapshot);
  put_totals (source, snapshot);
  put_shape (source, snapshot);
  put_reordering (source, snapshot);
  put_playout (source, snapshot);
  put_mouth_to_ear (source, now_ns, snapshot);
  put_present (source, now_ns, snapshot);
}

void
qos_source_snapshot (QosSource *source, uint64_t now_ns, QosSnapshot *snapshot)
{
  qos_snapshot_clear (snapshot);
  put_interval (source, now_ns, snapshot);
  qos_snapshot_keep (snapshot, &source->interval);
  put_all (source, now_ns, snapshot);
}

void
qos_source_peek (const QosSource *source, uint64_t now_ns,
    QosSnapshot *snapshot)
{
  qos_snapshot_restore (snapshot, &source->interval);
  put_all (source, now_ns, snapshot);
}
