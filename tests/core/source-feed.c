/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "source-feed.h"

#include "test-util.h"

void
feed_init (Feed *feed, uint32_t clock_rate)
{
  memset (feed, 0, sizeof *feed);
  feed->now_ns = FEED_START;
  feed->seq = 1000;
  feed->timestamp = 0x12345678;
  qos_source_init (&feed->source, FEED_SSRC, FEED_INTERVAL_NS, FEED_START);
  if (clock_rate > 0)
    qos_source_set_clock_rate (&feed->source, clock_rate);
}

QosSeqVerdict
feed_other (Feed *feed, uint16_t seq, uint32_t timestamp)
{
  QosPacket packet = {feed->now_ns, timestamp, seq, FEED_PAYLOAD, FEED_WIRE,
      .format = {FEED_TYPE, .coding = QOS_CODING_AAC_LC}};

  return qos_source_packet (&feed->source, &packet);
}

void
feed_lose (Feed *feed, unsigned n)
{
  feed->now_ns += n * FEED_PACKET_NS;
  feed->seq = (uint16_t) (feed->seq + n);
  feed->timestamp += n * FEED_TICKS;
}

QosSeqVerdict
feed_packets (Feed *feed, unsigned n)
{
  QosSeqVerdict verdict = QOS_SEQ_IN_ORDER;

  for (unsigned i = 0; i < n; i++) {
    verdict = feed_other (feed, feed->seq, feed->timestamp);
    feed_lose (feed, 1);
  }
  return verdict;
}

void
feed_restart (Feed *feed, uint16_t seq, uint32_t timestamp)
{
  feed->now_ns += QOS_SOURCE_SILENT_NS;
  feed->seq = seq;
  feed->timestamp = timestamp;
}

QosSnapshot
feed_snapshot (Feed *feed)
{
  QosSnapshot snapshot;

  qos_source_snapshot (&feed->source, feed->now_ns, &snapshot);
  return snapshot;
}

QosReportBlock
feed_report (Feed *feed)
{
  QosReportBlock block;

  qos_source_report (&feed->source, feed->now_ns, &block);
  return block;
}

double
feed_jitter_ms (const Feed *feed)
{
  QosSnapshot snapshot;

  qos_source_peek (&feed->source, feed->now_ns, &snapshot);
  g_assert_true (qos_snapshot_has (&snapshot, QOS_STREAM_JITTER_MS));
  return snapshot.values[QOS_STREAM_JITTER_MS].d;
}
