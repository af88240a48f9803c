/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is a sequence of events of a sent stream: packets, our reports, and
 * the reports, reference times, names and BYE of any number of receivers. After
 * each step the results must be in their ranges.
 */
#include "fuzz.h"

#include "qos-ntp.h"
#include "qos-sender-private.h"

#include <string.h>

#define MONTH_NS (UINT64_C (30) * 24 * 3600 * QOS_NS_PER_S)
#define TIME_MAX_NS (UINT64_C (1) << 61)
#define REACH_NS (UINT64_C (1) << 62)
#define NAME_SIZE 300

enum
{
  STEP_PACKET,
  STEP_REPORT,
  STEP_RRTR,
  STEP_SDES,
  STEP_BYE,
  STEP_REPORTED,
  STEP_SNAPSHOT,
  STEP_CLOCK_RATE,
  STEP_INTERVAL,
  STEP_MONTH,
  N_STEPS
};

typedef struct
{
  QosSender sender;
  uint64_t now_ns;
  uint64_t packets;
  uint64_t payload_bytes;
  uint64_t wire_bytes;
  uint64_t reports;
} Stream;

static void
step_packet (Stream *stream, FuzzInput *input)
{
  uint32_t payload_bytes = fuzz_take_u16 (input);

  qos_sender_packet (&stream->sender, stream->now_ns,
      (uint16_t) (65000 + stream->sender.packets), payload_bytes,
      payload_bytes + 40);
  stream->packets++;
  stream->payload_bytes += payload_bytes;
  stream->wire_bytes += payload_bytes + 40;
}

static void
step_report (Stream *stream, FuzzInput *input)
{
  QosRemoteReport report;

  report.reporter_ssrc = fuzz_take_u8 (input);
  report.fraction_lost = fuzz_take_u8 (input);
  /* 24 bits with a sign, as in the block */
  report.packets_lost = (int32_t) fuzz_take (input, 3) - 0x800000;
  report.extended_highest = fuzz_take_u32 (input);
  report.jitter = fuzz_take_u32 (input);
  report.lsr = fuzz_take_u8 (input);
  report.dlsr = fuzz_take_u32 (input);
  if (qos_sender_report (&stream->sender, &report, stream->now_ns))
    stream->reports++;
}

static void
step_sdes (Stream *stream, FuzzInput *input)
{
  char text[NAME_SIZE + 1];
  uint32_t ssrc = fuzz_take_u8 (input);
  size_t length = fuzz_take_u16 (input) % NAME_SIZE;

  memset (text, fuzz_take_u8 (input), sizeof text);
  text[length] = '\0';
  qos_sender_sdes (&stream->sender, ssrc, length & 1 ? text : NULL,
      length & 2 ? text : NULL);
}

static void
run_step (Stream *stream, FuzzInput *input, unsigned step)
{
  QosSender *sender = &stream->sender;
  uint32_t value;
  QosSnapshot snapshot;

  switch (step) {
    case STEP_PACKET:
      step_packet (stream, input);
      break;
    case STEP_REPORT:
      step_report (stream, input);
      break;
    case STEP_RRTR:
      value = fuzz_take_u8 (input);
      qos_sender_rrtr (sender, value, fuzz_take (input, 8), stream->now_ns);
      break;
    case STEP_SDES:
      step_sdes (stream, input);
      break;
    case STEP_BYE:
      qos_sender_bye (sender, fuzz_take_u8 (input));
      break;
    case STEP_REPORTED:
      value = fuzz_take_u8 (input);
      qos_sender_reported (sender, stream->now_ns, value,
          fuzz_take_u16 (input));
      break;
    case STEP_SNAPSHOT:
      qos_sender_snapshot (sender, stream->now_ns, &snapshot);
      break;
    case STEP_CLOCK_RATE:
      sender->clock_rate = fuzz_take_u32 (input);
      break;
    case STEP_INTERVAL:
      qos_pace_set_interval (&sender->pace,
          1 + (uint64_t) fuzz_take_u16 (input) * 1000000);
      break;
    default:
      stream->now_ns += MONTH_NS;
  }
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

  for (unsigned i = QOS_SENDER_N_FIELDS; i < QOS_SNAPSHOT_FIELDS_MAX; i++)
    FUZZ_ASSERT (!qos_snapshot_has (s, i));
  FUZZ_ASSERT (!qos_snapshot_has (s, QOS_SENDER_SSRC));
  FUZZ_ASSERT (!qos_snapshot_has (s, QOS_SENDER_RUNNING_TIME));
  FUZZ_ASSERT (s->values[QOS_SENDER_PACKETS_SENT].u == stream->packets);
  FUZZ_ASSERT (s->values[QOS_SENDER_BYTES_SENT].u == stream->payload_bytes);
  FUZZ_ASSERT (s->values[QOS_SENDER_WIRE_BYTES_SENT].u == stream->wire_bytes);
  FUZZ_ASSERT (s->values[QOS_SENDER_REPORTS_RECEIVED].u == stream->reports);
  check_range (s, QOS_SENDER_REMOTE_LOSS_PERCENT, 100.0);
  check_range (s, QOS_SENDER_RTT_MS, now_ms);
  check_range (s, QOS_SENDER_RTT_MIN_MS, now_ms);
  check_range (s, QOS_SENDER_REPORT_AGE_MS, now_ms);
  check_range (s, QOS_SENDER_REMOTE_JITTER_MS, 4294967296000.0);
  check_range (s, QOS_SENDER_MEDIA_KBPS, 1e15);
  check_range (s, QOS_SENDER_WIRE_KBPS, 1e15);
  if (qos_snapshot_has (s, QOS_SENDER_REMOTE_PACKETS_LOST))
    FUZZ_ASSERT (s->values[QOS_SENDER_REMOTE_PACKETS_LOST].u <= 0x7fffff);
  if (qos_snapshot_has (s, QOS_SENDER_RTT_MS)) {
    FUZZ_ASSERT (qos_snapshot_has (s, QOS_SENDER_RTT_MIN_MS));
    FUZZ_ASSERT (
        s->values[QOS_SENDER_RTT_MIN_MS].d <= s->values[QOS_SENDER_RTT_MS].d);
  }
  if (qos_snapshot_has (s, QOS_SENDER_REMOTE_CNAME))
    FUZZ_ASSERT (strlen (qos_snapshot_text (s, QOS_SENDER_REMOTE_CNAME)) <
        QOS_TEXT_SIZE);
}

static void
check_dlrr (const Stream *stream)
{
  QosXrDlrr dlrr[QOS_SENDER_REMOTES];
  unsigned n = qos_sender_dlrr (&stream->sender, stream->now_ns, dlrr);

  FUZZ_ASSERT (n <= QOS_SENDER_REMOTES);
  for (unsigned i = 0; i < n; i++)
    for (unsigned j = 0; j < i; j++)
      FUZZ_ASSERT (dlrr[i].ssrc != dlrr[j].ssrc);
}

/* No report is postponed for ever. */
static void
check_pace (const Stream *stream)
{
  const QosPace *pace = &stream->sender.pace;
  uint64_t min_ns =
      pace->interval_ns > QOS_PACE_MAX_NS ? pace->interval_ns : QOS_PACE_MAX_NS;

  FUZZ_ASSERT (REACH_NS >= pace->due_ns);
  /* 65 s is the maximum interval that a step sets. */
  FUZZ_ASSERT (stream->now_ns + min_ns + 66 * QOS_NS_PER_S >= pace->due_ns);
}

static void
check (const Stream *stream)
{
  QosSender copy = stream->sender;
  QosSnapshot snapshot;

  qos_sender_peek (&stream->sender, stream->now_ns, &snapshot);
  check_snapshot (stream, &snapshot);
  qos_sender_snapshot (&copy, stream->now_ns, &snapshot);
  check_snapshot (stream, &snapshot);
  check_dlrr (stream);
  check_pace (stream);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  Stream stream = {.now_ns = (uint64_t) fuzz_take_u8 (&input) << 32};

  qos_sender_init (&stream.sender,
      1 + (uint64_t) fuzz_take_u16 (&input) * 100000, stream.now_ns);
  check (&stream);
  while (fuzz_has_more (&input) && stream.now_ns < TIME_MAX_NS) {
    unsigned step = fuzz_take_u8 (&input) % N_STEPS;

    stream.now_ns += fuzz_take_duration (&input);
    run_step (&stream, &input, step);
    check (&stream);
  }
  return 0;
}
