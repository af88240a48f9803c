/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is a sequence of events of a received stream: packets in and out of
 * their series, reports, echoes, BYE, a changed clock. Each step has a byte for
 * its kind, one for the time since the last step, and values. After each step
 * the books must be possible and the results in their ranges.
 */
#include "fuzz.h"

#include "qos-ntp.h"
#include "qos-receive.h"
#include "qos-source-private.h"

#include <string.h>

#define MONTH_NS (UINT64_C (30) * 24 * 3600 * QOS_NS_PER_S)
#define TIME_MAX_NS (UINT64_C (1) << 61)
#define PACKET_SIZE 1500
#define LOST_MAX 0x7fffff
/* 60 s of jitter in ticks fit 32 bits up to this clock rate. */
#define EXACT_RATE_MAX 67108864

enum
{
  STEP_NEXT,   /* packet of the series, near the last in number and time */
  STEP_RANDOM, /* packet with any number and time */
  STEP_SENDER_REPORT,
  STEP_SENT, /* we sent a report */
  STEP_DLRR,
  STEP_BYE,
  STEP_CLOCK_RATE,
  STEP_SNAPSHOT,
  STEP_REPORT,
  STEP_MONTH,
  STEP_STAMPED, /* packet with time of sending and duration, read later */
  STEP_PLAYOUT, /* settings of playout and clocks */
  STEP_EVENT,   /* an event is taken */
  N_STEPS
};

typedef struct
{
  QosSource source;
  uint64_t now_ns;
  uint64_t packets;
  uint64_t payload_bytes;
  uint16_t seq;
  uint32_t timestamp;
  QosMediaFormat format; /* of the next packets */
} Stream;

/* One packet, as received bytes. codec: codec_size bytes of a codec-config, 0 =
 * none. */
static void
feed (Stream *stream, const uint8_t *codec, uint8_t codec_size)
{
  uint8_t data[PACKET_SIZE] = {0x80, stream->format.payload_type,
      (uint8_t) (stream->seq >> 8), (uint8_t) stream->seq,
      (uint8_t) (stream->timestamp >> 24), (uint8_t) (stream->timestamp >> 16),
      (uint8_t) (stream->timestamp >> 8), (uint8_t) stream->timestamp};
  const QosReceivedTime time = {.arrival_ns = stream->now_ns, .overhead = 28};
  const QosReceivedFormat format = {stream->format, {QOS_FORMAT_AAC_HBR}};
  QosReceived received;
  size_t size = QOS_RTP_HEADER_SIZE + stream->packets % 1400;

  qos_receive_parse (data, size, size, &(QosReceiveRules){0}, &received);
  FUZZ_ASSERT (received.kind == QOS_RECEIVED_RTP);
  received.codec_size = codec_size;
  if (codec_size > 0)
    memcpy (received.codec, codec, codec_size);
  if (qos_source_needs_format (&stream->source, format.media.payload_type))
    qos_source_set_format (&stream->source, &format);
  qos_receive_rtp (&stream->source, &received, data, &time);
  qos_receive_check (qos_source_payload (&stream->source,
                         format.media.payload_type),
      &received, data);
  stream->packets++;
  stream->payload_bytes += received.header.payload_size;
}

static void
feed_stamped (Stream *stream, FuzzInput *input)
{
  QosPacket packet = {.arrival_ns = stream->now_ns,
      .seq = (uint16_t) (stream->seq + 1),
      .format = stream->format,
      .has_send_time = true,
      .send_time = fuzz_take_u32 (input) & 0xffffff};

  packet.seen_ns = stream->now_ns + (uint64_t) fuzz_take_u8 (input) * 1000000;
  packet.duration_ticks = fuzz_take_u16 (input);
  packet.timestamp = stream->timestamp + packet.duration_ticks;
  stream->seq = packet.seq;
  stream->timestamp = packet.timestamp;
  qos_source_packet (&stream->source, &packet);
  stream->packets++;
}

/* The media, an event, comfort noise, other media. */
static void
set_format (Stream *stream, uint8_t what)
{
  static const QosMediaFormat formats[] = {{0, 0, QOS_CODING_UNKNOWN},
      {101, 8000, QOS_CODING_UNKNOWN}, {13, 8000, QOS_CODING_UNKNOWN},
      {96, 48000, QOS_CODING_AAC_LC}};

  stream->format = formats[what % 4];
  if (what >= 4 && what / 4 < QOS_N_CODINGS)
    stream->format.coding = (QosCoding) (what / 4);
}

static void
set_playout (Stream *stream, FuzzInput *input)
{
  QosSource *source = &stream->source;
  uint8_t what = fuzz_take_u8 (input);

  set_format (stream, what >> 3);

  qos_playout_set_latency (&source->playout, true,
      (uint64_t) fuzz_take_u16 (input) * 1000000);
  if (what & 1)
    qos_source_set_render_latency (source, fuzz_take_u32 (input));
  if (what & 2)
    source->codec_ns = fuzz_take_u32 (input);
  qos_clock_set_synchronised (&source->delay.clock, what & 4, what);
}

static void
take_event (QosSource *source)
{
  QosEvent event;
  QosSnapshot s;

  if (!qos_source_take_event (source, &event, &s))
    return;
  FUZZ_ASSERT (event.cause < QOS_N_CAUSES);
  FUZZ_ASSERT (s.values[QOS_EVENT_GAP_MS].d >= 0);
  if (qos_snapshot_has (&s, QOS_EVENT_ADVISED_LATENCY_MS)) {
    FUZZ_ASSERT (s.values[QOS_EVENT_ADVISED_LATENCY_MS].d >
        s.values[QOS_EVENT_LATENCY_MS].d);
    FUZZ_ASSERT (s.values[QOS_EVENT_SAVED_PERCENT].d >= 97.0 &&
        s.values[QOS_EVENT_SAVED_PERCENT].d <= 100.0);
  }
}

static void
step_next (Stream *stream, FuzzInput *input, uint64_t passed_ns)
{
  uint32_t rate = stream->source.clock_rate;
  uint64_t ticks = passed_ns / 1000000 * rate / 1000;

  stream->seq = (uint16_t) (stream->seq + 1 + (int8_t) fuzz_take_u8 (input));
  stream->timestamp += (uint32_t) ticks + fuzz_take_u8 (input);
  feed (stream, NULL, 0);
}

static void
step_packet (Stream *stream, FuzzInput *input, unsigned step,
    uint64_t passed_ns)
{
  uint8_t codec[7];
  bool announce;

  if (step == STEP_RANDOM) {
    stream->seq = fuzz_take_u16 (input);
    stream->timestamp = fuzz_take_u32 (input);
    announce = stream->seq % 64 == 1;
    for (unsigned i = 0; announce && i < sizeof codec; i++)
      codec[i] = fuzz_take_u8 (input);
    feed (stream, codec, announce ? sizeof codec : 0);
  } else {
    step_next (stream, input, passed_ns);
  }
}

static void
run_step (Stream *stream, FuzzInput *input, unsigned step, uint64_t passed_ns)
{
  QosSource *source = &stream->source;
  uint32_t value;
  QosSnapshot snapshot;
  QosReportBlock block;
  uint8_t xr[QOS_SOURCE_XR_MAX];

  switch (step) {
    case STEP_SENDER_REPORT:
      value = fuzz_take_u32 (input);
      qos_source_sender_report (source, (uint64_t) value << 16 | value, value,
          stream->now_ns);
      break;
    case STEP_SENT:
      value = fuzz_take_u8 (input);
      qos_pace_sent (&source->pace, stream->now_ns, value,
          fuzz_take_u16 (input), qos_source_wire_bps (source, stream->now_ns));
      break;
    case STEP_DLRR:
      value = fuzz_take_u8 (input);
      qos_source_dlrr (source, value, fuzz_take_u32 (input), stream->now_ns);
      break;
    case STEP_BYE:
      qos_source_bye (source, stream->now_ns);
      break;
    case STEP_CLOCK_RATE:
      value = fuzz_take_u32 (input);
      qos_source_set_clock_rate (source, value > 0 ? value : 1);
      break;
    case STEP_SNAPSHOT:
      qos_source_snapshot (source, stream->now_ns, &snapshot);
      break;
    case STEP_REPORT:
      qos_source_report (source, stream->now_ns, &block);
      qos_source_write_xr (source, stream->now_ns, 1, 2, xr);
      break;
    case STEP_MONTH:
      stream->now_ns += MONTH_NS;
      break;
    case STEP_STAMPED:
      feed_stamped (stream, input);
      break;
    case STEP_PLAYOUT:
      set_playout (stream, input);
      break;
    case STEP_EVENT:
      take_event (source);
      break;
    default:
      step_packet (stream, input, step, passed_ns);
  }
}

static void
check_books (const Stream *stream)
{
  const QosSeq *seq = &stream->source.seq;
  uint64_t counted = seq->unique + seq->duplicates + seq->strays;

  FUZZ_ASSERT (qos_seq_expected (seq) >= seq->unique);
  FUZZ_ASSERT (qos_seq_lost (seq) == qos_seq_expected (seq) - seq->unique);
  FUZZ_ASSERT (seq->reordered <= seq->unique);
  /* A suspect that is still pending may not be counted yet. */
  FUZZ_ASSERT (counted <= stream->packets && counted + 1 >= stream->packets);
  FUZZ_ASSERT (seq->unique > 0 || stream->packets == 0);
}

static void
check_loss (const Stream *stream)
{
  const QosSource *source = &stream->source;
  uint64_t lost = 0;
  QosLossTotals t;

  qos_loss_read (&source->loss, &t);
  FUZZ_ASSERT (t.gap_packets + t.burst_packets == t.received + t.lost);
  FUZZ_ASSERT (t.gap_lost + t.burst_lost == t.lost);
  FUZZ_ASSERT (t.received + t.too_late == source->seq.unique);
  FUZZ_ASSERT (t.received + t.lost == qos_seq_expected (&source->seq));
  FUZZ_ASSERT (t.lost >= t.n_runs && t.run_max <= t.lost);
  for (unsigned i = 0; i < QOS_LOSS_RUNS; i++)
    lost += t.runs[i] * (i + 1);
  FUZZ_ASSERT (lost <= t.lost);
}

static void
check_range (const QosSnapshot *s, unsigned field, double max)
{
  if (qos_snapshot_has (s, field))
    FUZZ_ASSERT (s->values[field].d >= 0.0 && s->values[field].d <= max);
}

static void
check_snapshot (const Stream *stream, const QosSnapshot *s)
{
  double now_ms = (double) stream->now_ns / 1e6;

  for (unsigned i = QOS_STREAM_N_FIELDS; i < QOS_SNAPSHOT_FIELDS_MAX; i++)
    FUZZ_ASSERT (!qos_snapshot_has (s, i));
  FUZZ_ASSERT (s->values[QOS_STREAM_PACKETS_EXPECTED].u -
          s->values[QOS_STREAM_PACKETS_RECEIVED].u ==
      s->values[QOS_STREAM_PACKETS_LOST].u);
  FUZZ_ASSERT (s->values[QOS_STREAM_BOOKS_BALANCED].u);
  FUZZ_ASSERT (s->values[QOS_STREAM_BYTES_RECEIVED].u == stream->payload_bytes);
  check_range (s, QOS_STREAM_LOSS_PERCENT, 100.0);
  check_range (s, QOS_STREAM_LOSS_TOTAL_PERCENT, 100.0);
  check_range (s, QOS_STREAM_JITTER_MS, now_ms + 1e6);
  check_range (s, QOS_STREAM_JITTER_MAX_MS, now_ms + 1e6);
  check_range (s, QOS_STREAM_DELTA_MAX_MS, now_ms);
  check_range (s, QOS_STREAM_RTT_MS, now_ms);
  check_range (s, QOS_STREAM_BURST_DENSITY_PERCENT, 100.0);
  check_range (s, QOS_STREAM_GAP_DENSITY_PERCENT, 100.0);
  check_range (s, QOS_STREAM_GILBERT_R_PERCENT, 100.0);
  check_range (s, QOS_STREAM_REORDERED_PERCENT, 100.0);
  check_range (s, QOS_STREAM_REORDER_LATE_MAX_MS, now_ms);
  check_range (s, QOS_STREAM_LAST_PACKET_AGE_MS, now_ms);
  check_range (s, QOS_STREAM_MOUTH_TO_EAR_MS, 60000.0);
  check_range (s, QOS_STREAM_CONCEALED_MS, 1e18);
  if (qos_snapshot_has (s, QOS_STREAM_PACKETS_LATE))
    FUZZ_ASSERT (s->values[QOS_STREAM_PACKETS_LATE].u <= stream->packets);
  check_range (s, QOS_STREAM_MEDIA_KBPS, 1e15);
  check_range (s, QOS_STREAM_WIRE_KBPS, 1e15);
  if (qos_snapshot_has (s, QOS_STREAM_JITTER_MS)) {
    FUZZ_ASSERT (s->values[QOS_STREAM_JITTER_MAX_MS].d >=
        s->values[QOS_STREAM_JITTER_MS].d);
    FUZZ_ASSERT (s->values[QOS_STREAM_JITTER_MAX_MS].d >=
        s->values[QOS_STREAM_JITTER_MEAN_MS].d);
  }
}

static void
check_block (const Stream *stream, const QosReportBlock *block)
{
  uint32_t rate = stream->source.clock_rate;
  uint64_t jitter_ns;

  FUZZ_ASSERT (block->fraction_lost <= 255);
  FUZZ_ASSERT (block->packets_lost >= 0 && block->packets_lost <= LOST_MAX);
  if (!stream->source.have_sr)
    FUZZ_ASSERT (block->lsr == 0 && block->dlsr == 0);
  if (rate == 0 || !qos_jitter_read (&stream->source.jitter, &jitter_ns)) {
    FUZZ_ASSERT (block->jitter == 0);
  } else if (rate <= EXACT_RATE_MAX) {
    double apart = (double) block->jitter - (double) jitter_ns * rate / 1e9;

    FUZZ_ASSERT (apart >= -1.01 && apart <= 1.01);
  }
}

/* Snapshots and reports start intervals, so they are taken from copies. */
static void
check (const Stream *stream)
{
  QosSource copy = stream->source;
  QosSnapshot snapshot;
  QosReportBlock block;

  check_books (stream);
  check_loss (stream);
  qos_source_peek (&stream->source, stream->now_ns, &snapshot);
  check_snapshot (stream, &snapshot);
  qos_source_snapshot (&copy, stream->now_ns, &snapshot);
  check_snapshot (stream, &snapshot);
  qos_source_report (&copy, stream->now_ns, &block);
  check_block (stream, &block);
  if (qos_source_is_gone (&copy, stream->now_ns))
    FUZZ_ASSERT (stream->source.said_bye);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  Stream stream = {.now_ns = (uint64_t) fuzz_take_u8 (&input) << 32};

  qos_source_init (&stream.source, 1,
      1 + (uint64_t) fuzz_take_u16 (&input) * 100000, stream.now_ns);
  check (&stream);
  while (fuzz_has_more (&input) && stream.now_ns < TIME_MAX_NS) {
    unsigned step = fuzz_take_u8 (&input) % N_STEPS;
    uint64_t passed_ns = fuzz_take_duration (&input);

    stream.now_ns += passed_ns;
    run_step (&stream, &input, step, passed_ns);
    check (&stream);
  }
  return 0;
}
