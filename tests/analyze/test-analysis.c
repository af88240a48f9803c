/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Streams of frames with known faults: what is found and counted, when a stream
 * ends, and how much is kept.
 */
#include "qos-analysis.h"
#include "qos-source-private.h"

#include "qos-summary.h"

#include "frames.h"

#include <math.h>

#define START_NS (G_GUINT64_CONSTANT (1700000000) * GST_SECOND)
#define PACKET_NS (20 * GST_MSECOND)
#define TICKS 160
#define PAYLOAD 160

typedef struct
{
  QosAnalysis *analysis;
  guint64 now_ns;
  guint n_intervals;
  guint n_events;
  guint64 lost; /* in events */
} Run;

static void
on_interval (QosAnalysisStream *stream, guint64 at_ns, QosSnapshot *snapshot,
    gpointer user)
{
  Run *run = user;

  run->n_intervals++;
  g_assert_true (snapshot->values[QOS_STREAM_BOOKS_BALANCED].u);
}

static void
on_event (QosAnalysisStream *stream, const QosEvent *event,
    QosSnapshot *snapshot, gpointer user)
{
  Run *run = user;

  run->n_events++;
  run->lost += event->lost;
}

static void
run_begin_with (Run *run, QosAnalysisConfig *config)
{
  *run = (Run){.now_ns = START_NS};
  config->interval_ns = 500 * GST_MSECOND;
  config->latency_ns = 100 * GST_MSECOND;
  config->interval = on_interval;
  config->event = on_event;
  config->user = run;
  run->analysis = qos_analysis_new (config);
}

static void
run_begin (Run *run)
{
  QosAnalysisConfig config = {0};

  run_begin_with (run, &config);
}

static void
run_frame (Run *run, const Frame *frame)
{
  qos_analysis_frame (run->analysis, QOS_LINK_RAW, run->now_ns, frame->data,
      frame->size);
}

static void
run_rtp (Run *run, guint payload_type, guint16 seq, guint32 timestamp)
{
  Frame frame = {{0}};

  frame_add_ipv4 (&frame, 12 + PAYLOAD, 0);
  frame_add_rtp (&frame, payload_type, seq, timestamp, PAYLOAD);
  run_frame (run, &frame);
}

/* n packets in time, from number first on. */
static void
run_packets (Run *run, guint first, guint n)
{
  for (guint i = first; i < first + n; i++) {
    run_rtp (run, 0, (guint16) i, i * TICKS);
    run->now_ns += PACKET_NS;
  }
}

static void
run_rtcp (Run *run, guint type, guint count, const guint32 *words, guint n)
{
  Frame frame = {{0}};

  frame_add_ipv4 (&frame, 4 + 4 * (gsize) n, 0);
  frame_add_u8 (&frame, 0x80 | count);
  frame_add_u8 (&frame, type);
  frame_add_u16 (&frame, n);
  for (guint i = 0; i < n; i++)
    frame_add_u32 (&frame, words[i]);
  run_frame (run, &frame);
}

static QosAnalysisStream *
run_stream (Run *run, guint n, guint index)
{
  GPtrArray *streams = qos_analysis_streams (run->analysis);

  g_assert_cmpuint (streams->len, ==, n);
  return g_ptr_array_index (streams, index);
}

static guint64
get (const GstStructure *summary, const gchar *field)
{
  guint64 value;

  g_assert_true (gst_structure_get_uint64 (summary, field, &value));
  return value;
}

static gdouble
get_double (const GstStructure *summary, const gchar *field)
{
  gdouble value;

  g_assert_true (gst_structure_get_double (summary, field, &value));
  return value;
}

/* 1000 packets: 3 lost alone, 4 in a row, one overtaken, one duplicated. */
static void
test_books (void)
{
  GstStructure *summary;
  Run run;

  run_begin (&run);
  for (guint i = 0; i < 1000; i++) {
    gboolean is_lost = i == 50 || i == 150 || i == 250 || (i >= 400 && i < 404);
    guint number = i == 600 ? 601 : i == 601 ? 600 : i;

    if (!is_lost)
      run_rtp (&run, 0, (guint16) (65000 + number), number * TICKS);
    if (i == 700)
      run_rtp (&run, 0, (guint16) (65000 + number), number * TICKS);
    run.now_ns += PACKET_NS;
  }
  qos_analysis_end (run.analysis);
  summary = qos_summary_stream (run_stream (&run, 1, 0));
  g_assert_cmpuint (get (summary, "packets-expected"), ==, 1000);
  g_assert_cmpuint (get (summary, "packets-received"), ==, 993);
  g_assert_cmpuint (get (summary, "packets-lost"), ==, 7);
  g_assert_cmpuint (get (summary, "packets-duplicated"), ==, 1);
  g_assert_cmpuint (get (summary, "packets-reordered"), ==, 1);
  g_assert_cmpuint (get (summary, "loss-run-max"), ==, 4);
  g_assert_cmpuint (get (summary, "bytes-received"), ==, 994 * PAYLOAD);
  g_assert_cmpuint (get (summary, "wire-bytes-received"), ==,
      994 * (PAYLOAD + 12 + 28));
  g_assert_cmpuint (get (summary, "events"), ==, 4);
  g_assert_cmpuint (run.n_events, ==, 4);
  g_assert_cmpuint (run.lost, ==, 7);
  g_assert_cmpuint (run.n_intervals, ==, 40);
  g_assert_cmpfloat_with_epsilon (get_double (summary, "wire-kbps"),
      994 * 200 * 8 / 19980.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_double (summary, "delta-max-ms"), 100,
      1e-9);
  g_assert_cmpstr (gst_structure_get_string (summary, "codec"), ==, "PCMU");
  g_assert_cmpstr (gst_structure_get_string (summary, "address"), ==,
      "10.0.0.1:4000");
  g_assert_cmpstr (gst_structure_get_string (summary, "destination"), ==,
      "10.0.0.2:5004");
  g_assert_cmpstr (gst_structure_get_string (summary, "end-reason"), ==, "eos");
  g_assert_false (gst_structure_has_field (summary, "mos"));
  g_assert_true (gst_structure_has_field (summary, "mos-mean"));
  gst_structure_free (summary);
  qos_analysis_free (run.analysis);
}

/* Deviations that alternate by 10 ms: |D| is 10 ms, and J approaches it. */
static void
test_jitter (void)
{
  GstStructure *summary;
  Run run;

  run_begin (&run);
  for (guint i = 0; i < 500; i++) {
    run.now_ns = START_NS + i * PACKET_NS + i % 2 * 10 * GST_MSECOND;
    run_rtp (&run, 8, (guint16) i, i * TICKS);
  }
  qos_analysis_end (run.analysis);
  summary = qos_summary_stream (run_stream (&run, 1, 0));
  g_assert_cmpfloat_with_epsilon (get_double (summary, "jitter-ms"), 10, 0.01);
  g_assert_cmpfloat_with_epsilon (get_double (summary, "jitter-max-ms"), 10,
      0.01);
  gst_structure_free (summary);
  qos_analysis_free (run.analysis);
}

/* Without a clock rate there are no times; with a given one there are. */
static void
test_rates (void)
{
  QosAnalysisConfig given = {.rates = {[96] = 8000}};
  QosAnalysisConfig all = {.other_rate = 8000};
  QosAnalysisConfig none = {0};
  QosAnalysisConfig *configs[] = {&none, &given, &all};

  for (guint c = 0; c < G_N_ELEMENTS (configs); c++) {
    gboolean is_known = c > 0;
    GstStructure *summary;
    Run run;

    run_begin_with (&run, configs[c]);
    for (guint i = 0; i < 200; i++) {
      run_rtp (&run, 96, (guint16) i, i * TICKS);
      run.now_ns += PACKET_NS;
    }
    qos_analysis_end (run.analysis);
    g_assert_cmpuint (qos_summary_rate_guess (run_stream (&run, 1, 0)), ==,
        8000);
    summary = qos_summary_stream (run_stream (&run, 1, 0));
    g_assert_cmpint (gst_structure_has_field (summary, "clock-rate"), ==,
        is_known);
    g_assert_cmpint (gst_structure_has_field (summary, "jitter-ms"), ==,
        is_known);
    g_assert_cmpint (gst_structure_has_field (summary, "packets-late"), ==,
        is_known);
    g_assert_cmpstr (gst_structure_get_string (summary, "codec"), ==, "PT 96");
    gst_structure_free (summary);
    qos_analysis_free (run.analysis);
  }
}

/* Datagrams that are not RTP, and some that may be but are not proven. */
static void
test_noise (void)
{
  const guint32 words[] = {1, 2, 3};
  Frame frame = {{0}};
  Run run;

  run_begin (&run);
  frame_add_ipv4 (&frame, 40, 0);
  frame_add_zeros (&frame, 40);
  for (guint i = 0; i < 10; i++) {
    run_frame (&run, &frame);
    run_rtp (&run, 0, (guint16) (1000 * i), i * 12345678); /* no two fit */
    run_rtp (&run, 64, (guint16) i, i * TICKS); /* types of RTCP with marker */
    run.now_ns += PACKET_NS;
  }
  run_rtcp (&run, 200, 0, words, G_N_ELEMENTS (words)); /* too short */
  qos_analysis_end (run.analysis);
  g_assert_cmpuint (qos_analysis_streams (run.analysis)->len, ==, 0);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->frames, ==, 31);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->of[QOS_FRAME_UDP], ==,
      31);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->malformed_rtcp, ==, 0);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->alone, ==, 10);
  g_assert_cmpuint (run.n_intervals, ==, 0);
  qos_analysis_free (run.analysis);
}

/* Between the ports of a stream RTCP counts: as malformed if it is too short,
 * as encrypted if what follows a good report is not RTCP. */
static void
test_bad_rtcp (void)
{
  const guint32 words[] = {1, 2, 3};
  const guint32 encrypted[] = {0x81c90007, 1, 0x12345678, 2, 3, 4, 5, 6, 7, 8,
      9, 10};
  Frame frame = {{0}};
  Run run;

  run_begin (&run);
  run_packets (&run, 0, 10);
  run_rtcp (&run, 200, 0, words, G_N_ELEMENTS (words));
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->malformed_rtcp, ==, 1);
  frame_add_ipv4 (&frame, sizeof encrypted, 0);
  for (guint i = 0; i < G_N_ELEMENTS (encrypted); i++)
    frame_add_u32 (&frame, encrypted[i]);
  run_frame (&run, &frame);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->encrypted_rtcp, ==, 1);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->malformed_rtcp, ==, 1);
  qos_analysis_free (run.analysis);
}

/* Ends by BYE, by silence, and packets after either. */
static void
test_ends (void)
{
  const guint32 ssrc[] = {0xdecade01};
  Run run;

  run_begin (&run);
  run_packets (&run, 0, 100);
  run_rtcp (&run, 203, 1, ssrc, 1);
  run.now_ns += 2 * GST_SECOND;
  run_packets (&run, 500, 100);
  run.now_ns += 31 * GST_SECOND;
  run_packets (&run, 600, 100);
  run.now_ns += 29 * GST_SECOND; /* a pause, not the end */
  run_packets (&run, 700, 10);
  run_rtcp (&run, 203, 1, ssrc, 1);
  qos_analysis_end (run.analysis);
  g_assert_cmpstr (run_stream (&run, 3, 0)->end_reason, ==, "bye");
  g_assert_cmpstr (run_stream (&run, 3, 1)->end_reason, ==, "timeout");
  g_assert_cmpstr (run_stream (&run, 3, 2)->end_reason, ==, "bye");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (qos_seq_lost (&run_stream (&run, 3, i)->source->seq), ==,
        0);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->rtcp, ==, 2);
  qos_analysis_free (run.analysis);
}

/* A single frame of another century affects no other stream, and time never
 * goes back. */
static void
test_times (void)
{
  guint64 now_ns;
  Run run;

  run_begin (&run);
  run_packets (&run, 0, 50);
  now_ns = run.now_ns;
  run.now_ns -= 40 * GST_MSECOND;
  run_packets (&run, 50, 1);
  run.now_ns = 0; /* before the first */
  run_packets (&run, 51, 1);
  run.now_ns = now_ns + 20 * GST_MSECOND;
  run_packets (&run, 52, 50);
  qos_analysis_end (run.analysis);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->backwards, ==, 2);
  g_assert_cmpuint (qos_seq_expected (&run_stream (&run, 1, 0)->source->seq),
      ==, 102);
  qos_analysis_free (run.analysis);
}

/* Packets from before the first frame count. */
static void
test_early (void)
{
  Run run;

  run_begin (&run);
  run_packets (&run, 0, 1);
  run.now_ns = START_NS - GST_SECOND;
  run_packets (&run, 1, 100);
  qos_analysis_end (run.analysis);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->early, ==, 50);
  g_assert_cmpuint (qos_seq_expected (&run_stream (&run, 1, 0)->source->seq),
      ==, 101);
  qos_analysis_free (run.analysis);
}

/* Packets that were captured only in part count with their full size. */
static void
test_cut (void)
{
  Run run;

  run_begin (&run);
  for (guint i = 0; i < 10; i++) {
    Frame frame = {{0}};

    frame_add_ipv4 (&frame, 12 + PAYLOAD, 0);
    frame_add_rtp (&frame, 0, (guint16) i, i * TICKS, 10);
    frame.data[28] |= i % 2 ? 0x20 : 0; /* padding, of unknown size */
    run_frame (&run, &frame);
    run.now_ns += PACKET_NS;
  }
  qos_analysis_end (run.analysis);
  g_assert_cmpuint (run_stream (&run, 1, 0)->source->payload_bytes, ==,
      10 * PAYLOAD);
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->cut, ==, 10);
  qos_analysis_free (run.analysis);
}

static void
run_of_ssrc (Run *run, guint ssrc, guint number)
{
  Frame frame = {{0}};

  frame_add_ipv4 (&frame, 12 + PAYLOAD, 0);
  frame_add_rtp (&frame, 0, (guint16) number, number * TICKS, PAYLOAD);
  frame.data[36] = (guint8) (ssrc >> 8);
  frame.data[37] = (guint8) ssrc;
  run_frame (run, &frame);
}

/* More streams than there is room for, all at once, after more noise than there
 * is room for. */
static void
test_bounds (void)
{
  const guint noise = 10000, extra = 100;
  Run run;

  run_begin (&run);
  for (guint i = 0; i < noise; i++)
    run_of_ssrc (&run, i, 0);
  for (guint number = 0; number < 3; number++)
    for (guint i = 0; i < QOS_ANALYSIS_STREAMS_MAX + extra; i++)
      run_of_ssrc (&run, noise + i, number);
  qos_analysis_end (run.analysis);
  g_assert_cmpuint (qos_analysis_streams (run.analysis)->len, ==,
      QOS_ANALYSIS_STREAMS_MAX);
  /* The first one of each had room among the unproven. */
  g_assert_cmpuint (qos_analysis_counts (run.analysis)->unmeasured, ==,
      2 * extra);
  qos_analysis_free (run.analysis);
}

/* The ports of the packets; for RTCP the one below, of its stream. */
static void
test_ports (void)
{
  static const struct
  {
    guint port;
    guint n_streams;
    guint n_rtcp;
  } cases[] = {{5004, 1, 1}, {4000, 1, 1}, {5003, 0, 1}, {5005, 0, 0}};
  const guint32 ssrc[] = {0xdecade01};
  guint8 ports[8192] = {0};
  QosAnalysisConfig config = {.ports = ports};
  Run run;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    memset (ports, 0, sizeof ports);
    ports[cases[i].port / 8] = (guint8) (1 << cases[i].port % 8);
    run_begin_with (&run, &config);
    run_packets (&run, 0, 10);
    run_rtcp (&run, 203, 1, ssrc, 1);
    qos_analysis_end (run.analysis);
    g_assert_cmpuint (qos_analysis_streams (run.analysis)->len, ==,
        cases[i].n_streams);
    g_assert_cmpuint (qos_analysis_counts (run.analysis)->rtcp, ==,
        cases[i].n_rtcp);
    qos_analysis_free (run.analysis);
  }
}

/* RTP of a type that looks like RTCP with a marker, with the marker. */
static void
test_types (void)
{
  static const guint32 ssrc[] = {0xdecade01};
  static const guint types[] = {72, 75, 76, 95};
  guint8 ports[8192] = {0};
  QosAnalysisConfig given = {.ports = ports, .other_rate = 8000};

  ports[5004 / 8] = 1 << 5004 % 8;
  for (guint t = 0; t < G_N_ELEMENTS (types); t++) {
    Run run;

    run_begin_with (&run, &given);
    for (guint i = 0; i < 100; i++) {
      run_rtp (&run, types[t] | (i % 10 ? 0 : 0x80), (guint16) i, i * TICKS);
      run.now_ns += PACKET_NS;
    }
    run_rtcp (&run, 203, 1, ssrc, 1);
    qos_analysis_end (run.analysis);
    g_assert_cmpuint (qos_seq_lost (&run_stream (&run, 1, 0)->source->seq), ==,
        0);
    g_assert_cmpuint (qos_seq_expected (&run_stream (&run, 1, 0)->source->seq),
        ==, 100);
    g_assert_cmpuint (qos_analysis_counts (run.analysis)->rtcp, ==, 1);
    g_assert_cmpuint (qos_analysis_counts (run.analysis)->malformed_rtcp, ==,
        0);
    qos_analysis_free (run.analysis);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/books", test_books);
  g_test_add_func ("/analysis/jitter", test_jitter);
  g_test_add_func ("/analysis/clock-rates", test_rates);
  g_test_add_func ("/analysis/noise", test_noise);
  g_test_add_func ("/analysis/bad-rtcp", test_bad_rtcp);
  g_test_add_func ("/analysis/ends", test_ends);
  g_test_add_func ("/analysis/times", test_times);
  g_test_add_func ("/analysis/before-the-first", test_early);
  g_test_add_func ("/analysis/captured-in-part", test_cut);
  g_test_add_func ("/analysis/bounds", test_bounds);
  g_test_add_func ("/analysis/ports", test_ports);
  g_test_add_func ("/analysis/types-of-given-ports", test_types);
  return g_test_run ();
}
