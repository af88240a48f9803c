/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When reports are due (RFC 3550 6.2, 6.3.3) and what an echo of one says. The
 * tests of loss run both sides of a link: our side, with the pace under test,
 * and a peer that echoes the last report that it got.
 */
#include "qos-pace.h"

#include "qos-ntp.h"
#include "test-util.h"

#define MS QOS_NS_PER_MS
#define S QOS_NS_PER_S
#define START (UINT64_C (1000) * S)
#define FAST_BPS 10000000
/* Each side has half of RTCP's 5 %. */
#define SHARE 0.025

static void
assert_near (uint64_t got_ns, uint64_t want_ns, uint64_t tolerance_ns)
{
  if (got_ns + tolerance_ns < want_ns || got_ns > want_ns + tolerance_ns)
    g_error ("%" G_GUINT64_FORMAT " ns is not %" G_GUINT64_FORMAT " ns",
        (guint64) got_ns, (guint64) want_ns);
}

static void
test_first_report_after_half_the_interval (void)
{
  static const uint64_t intervals_ns[] = {10 * MS, 500 * MS, S, 2 * S};

  for (size_t i = 0; i < G_N_ELEMENTS (intervals_ns); i++) {
    uint64_t due_ns = START + intervals_ns[i] / 2;
    QosPace pace;

    qos_pace_init (&pace, intervals_ns[i], START);
    g_assert_cmpuint (START, <, pace.due_ns);
    g_assert_cmpuint (pace.due_ns, ==, due_ns);
  }
}

typedef struct
{
  const char *what;
  uint64_t interval_ns;
  uint64_t bytes;
  uint64_t stream_bps;
  uint64_t next_ns;
} NextRow;

static const NextRow next_rows[] = {
    {"enough for 500 ms", 500 * MS, 100, 128000, 500 * MS},
    {"just enough for 500 ms", 500 * MS, 200, 128000, 500 * MS},
    {"enough for 10 ms at 10 Gbit/s", 10 * MS, 1500, UINT64_C (10000000000),
        10 * MS},
    {"200 bytes of 128 kbit/s", 100 * MS, 200, 128000, 500 * MS},
    {"150 bytes of 96 kbit/s", 100 * MS, 150, 96000, 500 * MS},
    {"150 bytes of 32 kbit/s", 500 * MS, 150, 32000, 1500 * MS},
    {"2 s because of the bandwidth", 500 * MS, 1000, 64000, 2 * S},
    {"1 bit/s", 500 * MS, 100, 1, 2 * S},
    {"2 s is kept", 2 * S, 100, FAST_BPS, 2 * S},
};

static void
test_next_report (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (next_rows); i++) {
    const NextRow *row = &next_rows[i];
    QosPace pace;

    g_test_message ("row: %s", row->what);
    qos_pace_init (&pace, row->interval_ns, START);
    for (uint64_t n = 1; n < 100; n++) {
      uint64_t now_ns = START + n * 2 * S;

      qos_pace_sent (&pace, now_ns, (uint32_t) n, row->bytes, row->stream_bps);
      assert_near (pace.due_ns, now_ns + row->next_ns, 1000);
    }
  }
}

/* Without a stream: neither silent for ever nor faster than the user asked. */
static void
test_no_stream (void)
{
  QosPace pace;

  qos_pace_init (&pace, 500 * MS, START);
  qos_pace_sent (&pace, START, 1, 100, 0);
  g_assert_cmpuint (START + 500 * MS - 1, <, pace.due_ns);
  g_assert_cmpuint (START + QOS_PACE_MAX_NS, >=, pace.due_ns);
}

/* The size that the pace assumes: the report fits into 2.5 % of 1 Mbit/s. */
static double
calculated_bytes (const QosPace *pace, uint64_t now_ns)
{
  return (double) (pace->due_ns - now_ns) * 1e6 * SHARE / 8e9;
}

/* RFC 3550 6.3.3, to 2 bytes of the result in real numbers; of the first
 * reports, the mean. */
static void
test_average_size (void)
{
  static const uint64_t sizes[] = {100, 100, 1500, 80, 80, 300, 4000, 60, 70,
      80, 90, 100, 110, 120, 130, 140, 1500, 80, 80, 300};
  double average = 0.0;
  QosPace pace;

  qos_pace_init (&pace, MS, START);
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++) {
    qos_pace_sent (&pace, START + i * S, 1, sizes[i], 1000000);
    average += ((double) sizes[i] - average) / (double) MIN (i + 1, 16);
    g_assert_cmpfloat_with_epsilon (calculated_bytes (&pace, START + i * S),
        average, 2.0);
  }
}

/* Rounding must not keep the average below (or above) what is sent. */
static void
test_average_size_arrives (void)
{
  static const uint64_t rows[][2] = {{100, 129}, {180, 129}, {80, 87}};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosPace pace;

    qos_pace_init (&pace, MS, START);
    qos_pace_sent (&pace, START, 1, rows[i][0], 1000000);
    for (uint64_t n = 1; n <= 300; n++)
      qos_pace_sent (&pace, START + n * S, 1, rows[i][1], 1000000);
    g_assert_cmpfloat_with_epsilon (calculated_bytes (&pace, START + 300 * S),
        (double) rows[i][1], 2.0);
  }
}

static void
test_set_interval (void)
{
  QosPace pace;

  qos_pace_init (&pace, 500 * MS, START);
  qos_pace_sent (&pace, START, 1, 100, FAST_BPS);
  qos_pace_set_interval (&pace, 100 * MS);
  qos_pace_sent (&pace, START + S, 2, 100, FAST_BPS);
  g_assert_cmpuint (pace.due_ns, ==, START + S + 100 * MS);
  qos_pace_set_interval (&pace, 2 * S);
  qos_pace_sent (&pace, START + 2 * S, 3, 100, FAST_BPS);
  g_assert_cmpuint (pace.due_ns, ==, START + 4 * S);
}

typedef struct
{
  const char *what;
  uint64_t elapsed_ns; /* since the report went out */
  uint32_t delay;
  bool is_known;
  uint64_t rtt_ns;
} EchoRow;

static const EchoRow echo_rows[] = {
    {"at once", 0, 0, true, 0},
    {"1 ns", 1, 0, true, 1},
    {"123.456789 ms", 123456789, 0, true, 123456789},
    {"held for 5.25 s", 11375 * MS, 0x54000, true, 6125 * MS},
    {"held the whole time", 500 * MS, 0x8000, true, 0},
    {"10 us below zero", 500 * MS - 10000, 0x8000, true, 0},
    {"1 ms below zero", 499 * MS, 0x8000, false, 0},
    {"a second below zero", 500 * MS, 0x18000, false, 0},
    {"held for a whole turn", 500 * MS, 0xffffffff, false, 0},
};

static void
test_echo (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (echo_rows); i++) {
    const EchoRow *row = &echo_rows[i];
    uint64_t rtt_ns = 4711;
    QosPace pace;
    bool is_known;

    qos_pace_init (&pace, 500 * MS, START);
    qos_pace_sent (&pace, START, 0xb7052000, 100, FAST_BPS);
    is_known = qos_pace_echo (&pace, START + row->elapsed_ns, 0xb7052000,
        row->delay, &rtt_ns);
    if (is_known != row->is_known)
      g_test_message ("row: %s", row->what);
    g_assert_cmpint (is_known, ==, row->is_known);
    if (row->is_known)
      g_assert_cmpuint (rtt_ns, ==, row->rtt_ns);
  }
}

static void
test_forged_echo_is_ignored (void)
{
  static const uint32_t forged[] = {0, 1, 99, 101, 0x80000064, 0xffffffff};
  uint64_t rtt_ns = 4711;
  QosPace pace;

  qos_pace_init (&pace, 500 * MS, START);
  for (size_t i = 0; i < G_N_ELEMENTS (forged); i++)
    g_assert_false (
        qos_pace_echo (&pace, START + 4 * S, forged[i], 0, &rtt_ns));
  qos_pace_sent (&pace, START, 100, 100, FAST_BPS);
  qos_pace_sent (&pace, START + S, 0, 100, FAST_BPS); /* without a reference */
  for (size_t i = 0; i < G_N_ELEMENTS (forged); i++)
    g_assert_false (
        qos_pace_echo (&pace, START + 4 * S, forged[i], 0, &rtt_ns));
  g_assert_cmpuint (rtt_ns, ==, 4711);
  g_assert_false (pace.is_lossy);
}

static void
test_remembers_the_last_reports (void)
{
  enum
  {
    N = QOS_PACE_SENT + 5
  };
  uint64_t rtt_ns;
  QosPace pace;

  qos_pace_init (&pace, 100 * MS, START);
  for (uint32_t n = 1; n <= N; n++)
    qos_pace_sent (&pace, START + n * 100 * MS, n, 100, FAST_BPS);
  for (uint32_t n = 1; n <= N; n++) {
    bool is_known = qos_pace_echo (&pace, START + 10 * S, n, 0, &rtt_ns);

    g_assert_cmpint (is_known, ==, n > N - QOS_PACE_SENT);
    if (is_known)
      g_assert_cmpuint (rtt_ns, ==, 10 * S - n * 100 * MS);
  }
}

typedef struct
{
  uint64_t at_ns;
  uint32_t middle;
  bool is_lost;
} Sent;

typedef struct
{
  uint64_t interval_ns;
  uint64_t peer_interval_ns;
  uint64_t phase_ns; /* first report of the peer, after our start */
  uint64_t one_way_ns;
  uint64_t bytes;
  uint64_t stream_bps;
} LinkConfig;

typedef struct
{
  LinkConfig config;
  QosPace pace;
  GArray *sent; /* Sent */
  uint64_t now_ns;
  uint64_t peer_at_ns; /* next report of the peer */
  unsigned n_to_lose;  /* how many of our next reports get lost */
  bool was_lossy;
} Link;

static void
link_init (Link *link, const LinkConfig *config)
{
  memset (link, 0, sizeof *link);
  link->config = *config;
  link->now_ns = START;
  link->peer_at_ns = START + config->phase_ns;
  link->sent = g_array_new (FALSE, FALSE, sizeof (Sent));
  qos_pace_init (&link->pace, config->interval_ns, START);
}

static void
link_clear (Link *link)
{
  g_array_unref (link->sent);
}

static void
link_send (Link *link)
{
  Sent sent = {link->now_ns, qos_ntp_middle (qos_ntp_from_ns (link->now_ns)),
      link->n_to_lose > 0};

  if (link->n_to_lose > 0)
    link->n_to_lose--;
  g_array_append_val (link->sent, sent);
  qos_pace_sent (&link->pace, link->now_ns, sent.middle, link->config.bytes,
      link->config.stream_bps);
}

/* The peer's report, made at peer_at_ns, arrives. */
static void
link_hear (Link *link)
{
  uint64_t rtt_ns = 0;

  for (guint i = link->sent->len; i-- > 0;) {
    const Sent *sent = &g_array_index (link->sent, Sent, i);
    uint64_t got_ns = sent->at_ns + link->config.one_way_ns;

    if (sent->is_lost || got_ns > link->peer_at_ns)
      continue;
    g_assert_true (qos_pace_echo (&link->pace, link->now_ns, sent->middle,
        qos_ntp_short_from_ns (link->peer_at_ns - got_ns), &rtt_ns));
    assert_near (rtt_ns, 2 * link->config.one_way_ns, 15260);
    break;
  }
  link->peer_at_ns += link->config.peer_interval_ns;
}

/* Returns how many reports were sent. */
static unsigned
link_run (Link *link, uint64_t duration_ns)
{
  uint64_t end_ns = link->now_ns + duration_ns;
  guint n_before = link->sent->len;

  for (; link->now_ns < end_ns; link->now_ns += MS) {
    if (link->now_ns >= link->peer_at_ns + link->config.one_way_ns)
      link_hear (link);
    if (link->now_ns >= link->pace.due_ns)
      link_send (link);
    link->was_lossy |= link->pace.is_lossy;
  }
  return link->sent->len - n_before;
}

/* Whichever of our reports the peer echoes, at whatever interval: without
 * losses no loss is detected. */
static void
test_no_loss_is_never_lossy (void)
{
  static const uint64_t peers_ms[] = {50, 130, 500, 501, 1000, 2000, 3700};
  static const uint64_t ways_ms[] = {0, 1, 10, 150, 400, 900};

  for (size_t i = 0; i < G_N_ELEMENTS (peers_ms); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (ways_ms); j++) {
      LinkConfig config = {500 * MS, peers_ms[i] * MS, 170 * MS,
          ways_ms[j] * MS, 100, FAST_BPS};
      unsigned n_sent;
      Link link;

      link_init (&link, &config);
      n_sent = link_run (&link, 20 * S);
      g_assert_false (link.was_lossy);
      g_assert_cmpuint (n_sent, >=, 39);
      g_assert_cmpuint (n_sent, <=, 41);
      link_clear (&link);
    }
}

static void
test_lossy_is_three_times_as_often (void)
{
  LinkConfig config = {600 * MS, 600 * MS, 200 * MS, 50 * MS, 100, FAST_BPS};
  unsigned n_before, n_lossy, n_after;
  Link link;

  link_init (&link, &config);
  n_before = link_run (&link, 30 * S);
  g_assert_false (link.was_lossy);
  g_assert_cmpuint (n_before, >=, 49);
  g_assert_cmpuint (n_before, <=, 51);

  link.n_to_lose = 1;
  link_run (&link, 2 * S); /* lost, and the loss is known */
  g_assert_true (link.was_lossy);
  n_lossy = link_run (&link, 27 * S); /* 2 + 27 < 30 s */
  g_assert_cmpuint (n_lossy, >=, 134);
  g_assert_cmpuint (n_lossy, <=, 136);

  link_run (&link, 4 * S);
  n_after = link_run (&link, 30 * S);
  g_assert_cmpuint (n_after, >=, 49);
  g_assert_cmpuint (n_after, <=, 51);
  g_assert_false (link.pace.is_lossy);
  link_clear (&link);
}

static void
test_loss_again_keeps_lossy (void)
{
  LinkConfig config = {600 * MS, 600 * MS, 200 * MS, 50 * MS, 100, FAST_BPS};
  unsigned n_sent;
  Link link;

  link_init (&link, &config);
  link_run (&link, 10 * S);
  link.n_to_lose = 1;
  link_run (&link, 20 * S);
  link.n_to_lose = 6; /* 1.2 s: long enough for the peer to notice */
  link_run (&link, 5 * S);
  n_sent = link_run (&link, 24 * S); /* over 30 s after the first */
  g_assert_cmpuint (n_sent, >=, 119);
  g_assert_cmpuint (n_sent, <=, 121);
  link_run (&link, 10 * S);
  g_assert_false (link.pace.is_lossy);
  link_clear (&link);
}

/* 150 bytes of 96 kbit/s: 2.5 % allow a report each 500 ms at best, whenever
 * the loss becomes known. */
static void
test_lossy_within_the_bandwidth (void)
{
  for (uint64_t phase_ns = 0; phase_ns < 600 * MS; phase_ns += 50 * MS) {
    LinkConfig config = {600 * MS, 600 * MS, phase_ns, 50 * MS, 150, 96000};
    Link link;

    link_init (&link, &config);
    link_run (&link, 10 * S);
    link.n_to_lose = 2; /* a single one could fall between two echoes */
    link_run (&link, 30 * S);
    g_assert_true (link.was_lossy);
    for (guint i = 1; i < link.sent->len; i++) {
      uint64_t spacing_ns = g_array_index (link.sent, Sent, i).at_ns -
          g_array_index (link.sent, Sent, i - 1).at_ns;

      g_assert_cmpuint (spacing_ns, >=, 500 * MS);
      g_assert_cmpuint (spacing_ns, <=, 601 * MS);
    }
    link_clear (&link);
  }
}

/* Ten minutes of random losses and sizes: the reports use exactly their share,
 * except for what the average did not know at the start. */
static void
test_long_run_keeps_to_the_share (void)
{
  static const uint64_t rates_bps[] = {32000, 64000, 128000, 1000000};
  GRand *random = make_random ();

  for (size_t i = 0; i < G_N_ELEMENTS (rates_bps); i++) {
    LinkConfig config = {20 * MS, 100 * MS, 0, 30 * MS, 0, rates_bps[i]};
    double share_bytes = SHARE * (double) rates_bps[i] / 8.0 * 600.0;
    double bytes = 0;
    Link link;

    link_init (&link, &config);
    for (int n = 0; n < 6000; n++) {
      link.config.bytes = 80 + draw (random, 100);
      link.n_to_lose = draw (random, 4) == 0;
      bytes += (double) link.config.bytes * link_run (&link, 100 * MS);
    }
    /* The first size weighs 16 times in the sum of all averages. */
    g_assert_cmpfloat (bytes, <=, share_bytes * 1.01 + 16 * 100);
    g_assert_cmpfloat (bytes, >=, share_bytes * 0.90 - 16 * 100);
    link_clear (&link);
  }
  g_rand_free (random);
}

/* The interval was made longer; a loss must not delay the report then. */
static void
test_lossy_never_delays (void)
{
  uint64_t rtt_ns, due_ns;
  QosPace pace;

  qos_pace_init (&pace, S, 0); /* the clock starts at 0 */
  qos_pace_sent (&pace, 500 * MS, 1, 100, FAST_BPS);
  qos_pace_sent (&pace, 1500 * MS, 2, 100, FAST_BPS);
  qos_pace_set_interval (&pace, 10 * S);
  due_ns = pace.due_ns;
  /* The first one again, 1.3 s after it came: the second one was lost. */
  g_assert_true (qos_pace_echo (&pace, 1900 * MS, 1,
      qos_ntp_short_from_ns (1300 * MS), &rtt_ns));
  g_assert_true (pace.is_lossy);
  g_assert_cmpuint (pace.due_ns, <=, due_ns);
}

/* A group of receivers: each knows how many the sender counts. */
#define GROUP_BYTES 200
#define GROUP_BPS 150000

/* Runs n receivers from START on. Each half second the sender announces how
 * many have reported. Returns the number of their reports in the last third,
 * and sets *busiest to the highest number in one second. */
static unsigned
run_group (unsigned n, uint64_t duration_ns, unsigned *busiest)
{
  QosPace *paces = g_new0 (QosPace, n);
  bool *has_reported = g_new0 (bool, n);
  unsigned members = 1, reports = 0, second = 0;

  *busiest = 0;
  for (unsigned i = 0; i < n; i++) {
    qos_pace_init (&paces[i], 500 * MS, START);
    qos_pace_set_group (&paces[i], START, 1 + i * 2654435761U);
  }
  for (uint64_t now = START; now < START + duration_ns; now += 10 * MS) {
    if ((now - START) % S == 0)
      second = 0;
    for (unsigned i = 0; i < n; i++) {
      if ((now - START) % (500 * MS) == 0 && now > START)
        qos_pace_set_members (&paces[i], now, members, GROUP_BPS);
      if (now < paces[i].due_ns)
        continue;
      qos_pace_sent (&paces[i], now, 0, GROUP_BYTES, GROUP_BPS);
      members += has_reported[i] ? 0 : i > 0;
      has_reported[i] = true;
      reports += now >= START + duration_ns / 3 * 2;
      second++;
    }
    *busiest = MAX (*busiest, second);
  }
  g_free (has_reported);
  g_free (paces);
  return reports;
}

/* However many receivers there are, they share the rate of one. */
static void
test_group_keeps_its_share (void)
{
  static const struct
  {
    unsigned n;
    uint64_t duration_s;
  } rows[] = {{1, 60}, {3, 60}, {20, 120}, {200, 300}};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    double third_s = (double) rows[i].duration_s / 3;
    double share = SHARE * GROUP_BPS / 8 / GROUP_BYTES; /* reports a second */
    double max = MIN (share, 2.0 * rows[i].n);
    unsigned busiest;
    double rate =
        run_group (rows[i].n, rows[i].duration_s * S, &busiest) / third_s;

    g_test_message ("%u: %.2f a second, %u in the busiest", rows[i].n, rate,
        busiest);
    g_assert_cmpfloat (rate, >, max * 0.7);
    g_assert_cmpfloat (rate, <, max * 1.3);
    /* They all start at once, and do not know of each other. */
    g_assert_cmpuint (busiest, <=, 3 + rows[i].n / 2);
  }
}

/* Between half and one and a half times the interval, never in step; the first
 * report comes after half of 5 s. */
static void
test_group_reports_at_random (void)
{
  uint64_t low_ns = UINT64_MAX, high_ns = 0;
  double sum = 0;

  for (uint32_t seed = 0; seed < 1000; seed++) {
    QosPace pace;
    uint64_t after_ns;

    qos_pace_init (&pace, 500 * MS, START);
    qos_pace_set_group (&pace, START, seed * 2654435761U);
    after_ns = pace.due_ns - START;
    low_ns = MIN (low_ns, after_ns);
    high_ns = MAX (high_ns, after_ns);
    sum += (double) after_ns / 1000;
  }
  assert_near (low_ns, 1250 * MS, 20 * MS);
  assert_near (high_ns, 3750 * MS, 20 * MS);
  assert_near ((uint64_t) sum, 2500 * MS, 100 * MS);
}

/* Many receivers join, or most of them leave: the pending report moves. */
static void
test_group_moves_the_pending_report (void)
{
  QosPace pace;
  uint64_t due_ns;

  qos_pace_init (&pace, 500 * MS, START);
  qos_pace_set_members (&pace, START, 1000, GROUP_BPS);
  g_assert_cmpuint (pace.due_ns, ==, START + 250 * MS); /* no group */
  qos_pace_set_group (&pace, START, 1);
  qos_pace_set_members (&pace, START, 10, GROUP_BPS);
  qos_pace_sent (&pace, START + 3 * S, 0, GROUP_BYTES, GROUP_BPS);
  due_ns = pace.due_ns - (START + 3 * S);
  qos_pace_set_members (&pace, START + 4 * S, 100, GROUP_BPS);
  assert_near (pace.due_ns - (START + 3 * S), 10 * due_ns, MS);
  qos_pace_set_members (&pace, START + 5 * S, 1000000, GROUP_BPS);
  g_assert_cmpuint (pace.due_ns, <, START + 2 * QOS_PACE_GROUP_MAX_NS);
  qos_pace_set_members (&pace, START + 9 * S, 1, GROUP_BPS);
  g_assert_cmpuint (pace.due_ns, ==, START + 9 * S); /* long due */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/first-report-after-half-the-interval",
      test_first_report_after_half_the_interval);
  g_test_add_func ("/pace/next-report", test_next_report);
  g_test_add_func ("/pace/no-stream", test_no_stream);
  g_test_add_func ("/pace/average-size", test_average_size);
  g_test_add_func ("/pace/average-size-arrives", test_average_size_arrives);
  g_test_add_func ("/pace/set-interval", test_set_interval);
  g_test_add_func ("/pace/echo", test_echo);
  g_test_add_func ("/pace/forged-echo-is-ignored", test_forged_echo_is_ignored);
  g_test_add_func ("/pace/remembers-the-last-reports",
      test_remembers_the_last_reports);
  g_test_add_func ("/pace/no-loss-is-never-lossy", test_no_loss_is_never_lossy);
  g_test_add_func ("/pace/lossy-is-three-times-as-often",
      test_lossy_is_three_times_as_often);
  g_test_add_func ("/pace/loss-again-keeps-lossy", test_loss_again_keeps_lossy);
  g_test_add_func ("/pace/lossy-within-the-bandwidth",
      test_lossy_within_the_bandwidth);
  g_test_add_func ("/pace/long-run-keeps-to-the-share",
      test_long_run_keeps_to_the_share);
  g_test_add_func ("/pace/lossy-never-delays", test_lossy_never_delays);
  g_test_add_func ("/pace/group-keeps-its-share", test_group_keeps_its_share);
  g_test_add_func ("/pace/group-reports-at-random",
      test_group_reports_at_random);
  g_test_add_func ("/pace/group-moves-the-pending-report",
      test_group_moves_the_pending_report);
  return g_test_run ();
}
