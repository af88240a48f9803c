/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Packets beside the media of a stream, and packets without sound: they count
 * in the books, but measure neither time nor quality.
 */
#include "qos-source-private.h"

#include "source-feed.h"
#include "test-util.h"

#define MS QOS_NS_PER_MS
#define EVENT_TYPE 101
#define LATENCY_NS (100 * MS)

static const QosMediaFormat pcma = {8, 8000, QOS_CODING_PCM};
static const QosMediaFormat opus = {111, 48000, QOS_CODING_UNKNOWN};
static const QosMediaFormat event = {EVENT_TYPE, 8000, QOS_CODING_UNKNOWN};
static const QosMediaFormat noise = {13, 8000, QOS_CODING_UNKNOWN};

typedef struct
{
  QosSource source;
  uint64_t now_ns;
  uint16_t seq;
} Path;

static void
path_init (Path *path)
{
  *path = (Path){.now_ns = FEED_START, .seq = 65500};
  qos_source_init (&path->source, FEED_SSRC, FEED_INTERVAL_NS, FEED_START);
  qos_playout_set_latency (&path->source.playout, true, LATENCY_NS);
}

static void
send (Path *path, const QosMediaFormat *format, uint32_t timestamp,
    uint32_t bytes)
{
  QosPacket packet = {path->now_ns, timestamp, path->seq++, bytes, bytes + 40,
      .format = *format};

  qos_source_packet (&path->source, &packet);
  path->now_ns += 20 * MS;
}

/* n packets of 20 ms, the last one now. */
static void
send_media (Path *path, const QosMediaFormat *format, unsigned n)
{
  for (unsigned i = 0; i < n; i++)
    send (path, format,
        (uint32_t) ((path->now_ns - FEED_START) / MS *
            (format->clock_rate / 1000)),
        160);
}

static QosSnapshot
snapshot (Path *path)
{
  QosSnapshot s;

  qos_source_end (&path->source);
  qos_source_snapshot (&path->source, path->now_ns, &s);
  return s;
}

static void
assert_clean (Path *path, uint64_t packets)
{
  QosSnapshot s = snapshot (path);
  QosEvent found;

  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, packets);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 0);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LATE].u, ==, 0);
  g_assert_cmpuint (s.values[QOS_STREAM_BOOKS_BALANCED].u, ==, 1);
  g_assert_cmpfloat (s.values[QOS_STREAM_JITTER_MAX_MS].d, <, 0.01);
  g_assert_cmpfloat (s.values[QOS_STREAM_PDV_TOTAL_MAX_MS].d, <, 0.01);
  g_assert_cmpfloat (s.values[QOS_STREAM_CONCEALED_MS].d, ==, 0.0);
  g_assert_false (qos_gaps_take_event (&path->source.playout.gaps, &found));
}

/* The timestamp of the start of the event, in ticks of its own clock: all its
 * packets have it. */
static void
send_event (Path *path, unsigned n)
{
  uint32_t timestamp = (uint32_t) ((path->now_ns - FEED_START) / MS * 8);

  for (unsigned i = 0; i < n; i++)
    send (path, &event, timestamp, 4);
}

static void
test_events (gconstpointer data)
{
  const QosMediaFormat *format = data;
  Path path;

  path_init (&path);
  for (unsigned i = 0; i < 20; i++) {
    send_media (&path, format, 50);
    send_event (&path, 10); /* enough to change a payload type */
  }
  send_media (&path, format, 50);
  g_assert_cmpuint (path.source.clock_rate, ==, format->clock_rate);
  g_assert_cmpuint (path.source.media.type, ==, format->payload_type);
  g_assert_cmpfloat_with_epsilon (qos_source_spacing_ms (&path.source), 20,
      0.1);
  assert_clean (&path, 20 * 60 + 50);
}

/* A lost event packet is lost like any other. */
static void
test_lost_event (void)
{
  Path path;
  QosSnapshot s;

  path_init (&path);
  send_media (&path, &pcma, 50);
  send_event (&path, 2);
  path.seq += 3;
  path.now_ns += 60 * MS;
  send_event (&path, 3);
  send_media (&path, &pcma, 100);
  s = snapshot (&path);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 3);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LATE].u, ==, 0);
}

static void
test_comfort_noise (void)
{
  Path path;

  path_init (&path);
  send (&path, &noise, 0, 1);
  for (unsigned i = 0; i < 10; i++) {
    send_media (&path, &pcma, 40);
    send (&path, &noise, 12345, 1);
    path.now_ns += 980 * MS;
  }
  send_media (&path, &pcma, 40);
  g_assert_cmpuint (path.source.media.type, ==, 8);
  assert_clean (&path, 1 + 10 * 41 + 40);
}

/* The payload type changes in mid-stream, and the clock rate with it. */
static void
test_change (void)
{
  Path path;

  path_init (&path);
  send_media (&path, &pcma, 100);
  send_media (&path, &opus, QOS_MEDIA_CHANGE_AFTER - 1);
  g_assert_cmpuint (path.source.clock_rate, ==, 8000);
  send_media (&path, &opus, 100);
  g_assert_cmpuint (path.source.clock_rate, ==, 48000);
  g_assert_cmpuint (path.source.media.type, ==, 111);
  g_assert_cmpint (path.source.coding, ==, QOS_CODING_UNKNOWN);
  assert_clean (&path, 200 + QOS_MEDIA_CHANGE_AFTER - 1);
}

/* Video, and fragments of one access unit: all have the timestamp of the
 * frame. */
static void
test_shared_timestamps (void)
{
  static const QosMediaFormat video = {96, 90000, QOS_CODING_UNKNOWN};
  Path path;

  path_init (&path);
  for (unsigned i = 0; i < 300; i++) {
    send (&path, &video, i / 3 * 5400, 1000);
    path.now_ns += (i % 3 == 0 ? 5 : 0) * MS; /* each frame has 60 ms */
    path.now_ns -= (i % 3 == 1 ? 5 : 0) * MS;
  }
  assert_clean (&path, 300);
}

/* A capture that has each packet twice gets the score of the stream itself. */
static void
test_copies (void)
{
  Path once, twice;
  QosSnapshot a, b;

  path_init (&once);
  path_init (&twice);
  for (unsigned i = 0; i < 25; i++) {
    send (&once, &pcma, 160 * i, 160);
    send (&twice, &pcma, 160 * i, 160);
    twice.seq--;
    twice.now_ns -= 19980000;
    send (&twice, &pcma, 160 * i, 160);
    twice.now_ns = once.now_ns;
  }
  a = snapshot (&once);
  b = snapshot (&twice);
  g_assert_cmpuint (b.values[QOS_STREAM_PACKETS_DUPLICATED].u, ==, 25);
  for (unsigned i = 0; i < 25; i++) {
    static const unsigned fields[] = {QOS_STREAM_MEDIA_KBPS,
        QOS_STREAM_JITTER_MAX_MS, QOS_STREAM_DELTA_MAX_MS,
        QOS_STREAM_PDV_TOTAL_MAX_MS, QOS_STREAM_R_FACTOR, QOS_STREAM_MOS};
    unsigned field = fields[i % G_N_ELEMENTS (fields)];

    g_assert_cmpfloat_with_epsilon (a.values[field].d, b.values[field].d, 1e-9);
  }
}

static bool
is_rated (Path *path)
{
  QosSnapshot s;
  QosXrVoip voip;

  qos_source_snapshot (&path->source, path->now_ns, &s);
  qos_source_voip (&path->source, path->now_ns, &voip);
  g_assert_true (qos_snapshot_has (&s, QOS_STREAM_R_FACTOR) ==
      qos_snapshot_has (&s, QOS_STREAM_MOS));
  g_assert_true (qos_snapshot_has (&s, QOS_STREAM_MOS) ==
      (voip.r_factor != QOS_XR_UNAVAILABLE));
  g_assert_true (qos_snapshot_has (&s, QOS_STREAM_MOS) ==
      (voip.mos_lq != QOS_XR_UNAVAILABLE));
  return qos_snapshot_has (&s, QOS_STREAM_MOS);
}

/* An interval without sound, or with an unknown codec, has no score. */
static void
test_unrated (void)
{
  static const QosMediaFormat g729 = {18, 8000, QOS_CODING_G729};
  Path path;

  path_init (&path);
  send_media (&path, &pcma, 25);
  g_assert_true (is_rated (&path));
  send (&path, &noise, 4000, 1);
  path.now_ns += 480 * MS;
  g_assert_false (is_rated (&path));
  path.now_ns += 500 * MS;
  g_assert_false (is_rated (&path));
  send_media (&path, &pcma, 1); /* the pause ends */
  g_assert_true (is_rated (&path));

  path_init (&path);
  send_media (&path, &opus, 25);
  g_assert_false (is_rated (&path));

  path_init (&path);
  send (&path, &g729, 0, 20);
  g_assert_true (is_rated (&path));
  send (&path, &g729, 160, 2); /* Annex B: describes the noise of a pause */
  g_assert_false (is_rated (&path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/media/events-beside-g711", &pcma, test_events);
  g_test_add_data_func ("/media/events-beside-opus", &opus, test_events);
  g_test_add_func ("/media/lost-event", test_lost_event);
  g_test_add_func ("/media/comfort-noise", test_comfort_noise);
  g_test_add_func ("/media/change", test_change);
  g_test_add_func ("/media/shared-timestamps", test_shared_timestamps);
  g_test_add_func ("/media/copies", test_copies);
  g_test_add_func ("/media/unrated", test_unrated);
  return g_test_run ();
}
