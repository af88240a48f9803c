/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A sent stream: what it counts itself, and what its receivers report about it
 * (RFC 3550 6.4, RFC 3611 4.4, 4.5).
 */
#include "qos-sender-private.h"

#include "qos-ntp.h"
#include "qos-source-private.h"
#include "test-util.h"

#define MS QOS_NS_PER_MS
#define S QOS_NS_PER_S
#define START (UINT64_C (7000) * S)
#define BIT(field) (UINT64_C (1) << QOS_SENDER_##field)
#define ALICE 0xa11ce000
#define BOB 0xb0b

#define ALWAYS \
  (BIT (PACKETS_SENT) | BIT (BYTES_SENT) | BIT (WIRE_BYTES_SENT) | \
      BIT (REPORTS_RECEIVED) | BIT (BYES_RECEIVED))
#define INTERVAL (BIT (DURATION) | BIT (MEDIA_KBPS) | BIT (WIRE_KBPS))
#define REMOTE \
  (BIT (REMOTE_SSRC) | BIT (REMOTE_LOSS_PERCENT) | BIT (REMOTE_PACKETS_LOST) | \
      BIT (REPORT_AGE_MS))

static QosSnapshot
peek (const QosSender *sender, uint64_t now_ns)
{
  QosSnapshot s;

  qos_sender_peek (sender, now_ns, &s);
  return s;
}

static QosSnapshot
snapshot (QosSender *sender, uint64_t now_ns)
{
  QosSnapshot s;

  qos_sender_snapshot (sender, now_ns, &s);
  return s;
}

static double
value (const QosSnapshot *s, QosSenderField field)
{
  g_assert_true (qos_snapshot_has (s, field));
  return s->values[field].d;
}

static void
assert_known (const QosSnapshot *s, uint64_t known)
{
  for (unsigned field = 0; field < QOS_SENDER_N_FIELDS; field++) {
    bool want = (known >> field & 1) != 0;

    if (qos_snapshot_has (s, field) != want)
      g_error ("%s is %s", qos_sender_fields[field].name,
          want ? "not known" : "known");
  }
}

/* A report without an echo. */
static void
report (QosSender *sender, uint32_t ssrc, uint64_t now_ns)
{
  QosRemoteReport r = {ssrc, 64, 25, (uint32_t) sender->newest_seq, 480, 0, 0};

  g_assert_true (qos_sender_report (sender, &r, now_ns));
}

static void
test_unknown_is_absent (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  s = peek (&sender, START);
  assert_known (&s, ALWAYS);
  s = snapshot (&sender, START + S);
  assert_known (&s, ALWAYS | INTERVAL);
  qos_sender_packet (&sender, START + S, (uint16_t) sender.packets, 160, 200);
  s = snapshot (&sender, START + 2 * S);
  assert_known (&s, ALWAYS | INTERVAL);
  report (&sender, ALICE, START + 2 * S);
  s = snapshot (&sender, START + 3 * S);
  assert_known (&s, ALWAYS | INTERVAL | REMOTE);
  sender.clock_rate = 48000;
  s = snapshot (&sender, START + 4 * S);
  assert_known (&s, ALWAYS | INTERVAL | REMOTE | BIT (REMOTE_JITTER_MS));
}

static void
test_interval_rates (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint64_t n = 1; n <= 3; n++) {
    for (uint64_t i = 0; i < 50 / n; i++)
      qos_sender_packet (&sender, START + (n - 1) * S + i * 20 * MS,
          (uint16_t) sender.packets, 160, 200);
    s = snapshot (&sender, START + n * S);
    g_assert_cmpuint (s.values[QOS_SENDER_DURATION].u, ==, S);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_MEDIA_KBPS),
        (double) (50 / n) * 160 * 8 / 1000, 1e-9);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_WIRE_KBPS),
        (double) (50 / n) * 200 * 8 / 1000, 1e-9);
  }
  g_assert_cmpuint (s.values[QOS_SENDER_PACKETS_SENT].u, ==, 91);
  g_assert_cmpuint (s.values[QOS_SENDER_BYTES_SENT].u, ==, 91 * 160);
  g_assert_cmpuint (s.values[QOS_SENDER_WIRE_BYTES_SENT].u, ==, 91 * 200);
}

static void
test_peek_starts_no_interval (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  qos_sender_packet (&sender, START, (uint16_t) sender.packets, 1000, 1040);
  snapshot (&sender, START + S);
  qos_sender_packet (&sender, START + S, (uint16_t) sender.packets, 500, 540);
  for (int i = 0; i < 3; i++) {
    s = peek (&sender, START + 2 * S);
    g_assert_cmpuint (s.values[QOS_SENDER_BYTES_SENT].u, ==, 1500);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_MEDIA_KBPS), 8.0,
        1e-9);
  }
  s = snapshot (&sender, START + 3 * S);
  g_assert_cmpuint (s.values[QOS_SENDER_DURATION].u, ==, 2 * S);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_MEDIA_KBPS), 2.0, 1e-9);
}

static void
test_10_gbps_for_30_days (void)
{
  enum
  {
    SECONDS = 30 * 24 * 3600
  };
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint64_t i = 0; i < SECONDS; i++) {
    qos_sender_packet (&sender, START + i * S, (uint16_t) sender.packets,
        1250000000, 1300000000);
    if (i == SECONDS - 11)
      snapshot (&sender, START + (i + 1) * S);
  }
  s = snapshot (&sender, START + SECONDS * S);
  g_assert_cmpuint (s.values[QOS_SENDER_BYTES_SENT].u, ==,
      UINT64_C (1250000000) * SECONDS);
  g_assert_cmpuint (s.values[QOS_SENDER_WIRE_BYTES_SENT].u, ==,
      UINT64_C (1300000000) * SECONDS);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_MEDIA_KBPS), 1e7, 1e-3);
  g_assert_cmpuint (qos_sender_wire_bps (&sender, START + SECONDS * S) / 1000,
      ==, 10400000);
}

static void
test_report (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  sender.clock_rate = 48000;
  report (&sender, ALICE, START + S);
  s = peek (&sender, START + 1250 * MS);
  g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, ALICE);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REMOTE_LOSS_PERCENT),
      25.0, 1e-9);
  g_assert_cmpuint (s.values[QOS_SENDER_REMOTE_PACKETS_LOST].u, ==, 25);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REMOTE_JITTER_MS), 10.0,
      1e-9);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REPORT_AGE_MS), 250.0,
      1e-9);
  g_assert_cmpuint (s.values[QOS_SENDER_REPORTS_RECEIVED].u, ==, 1);
}

/* 32 bits of jitter at 48 kHz are a day: nothing wraps at 89 ms. */
static void
test_report_of_large_jitter (void)
{
  QosRemoteReport r = {ALICE, 0, 0, 1000, UINT32_MAX, 0, 0};
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  sender.clock_rate = 48000;
  qos_sender_report (&sender, &r, START);
  s = peek (&sender, START);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REMOTE_JITTER_MS),
      4294967295.0 / 48.0, 1e-3);
}

typedef struct
{
  uint32_t extended_highest;
  int32_t packets_lost;
  uint8_t fraction_lost;
  double percent; /* < 0: unknown */
  uint64_t shown_lost;
} LossRow;

static const LossRow loss_rows[] = {
    {0xfffffe00, 10, 64, 25.0, 10}, /* in the first report: its fraction */
    {0xfffffe64, 20, 0, 10.0, 20},  /* 10 of 100 */
    {0xfffffe64, 20, 0, -1.0, 20},  /* nothing was expected */
    {0xfffffec8, 20, 99, 0.0, 20},
    {0xfffffed8, 15, 0, 0.0, 15},              /* duplicates, late packets */
    {0x00000030, 40, 0, 100.0 * 25 / 344, 40}, /* wraps */
    {0x00000094, 140, 0, 100.0, 140}, {0x000000f8, -5, 0, 0.0, 0},
    {0x0000015c, 5, 0, 10.0, 5}, {0x000001c0, 6, 0, 1.0, 6},
    {0x00000005, 1, 128, 50.0, 1}, /* the receiver restarted */
};

static void
test_loss_by_difference (void)
{
  QosSender sender;

  qos_sender_init (&sender, 500 * MS, START);
  for (size_t i = 0; i < G_N_ELEMENTS (loss_rows); i++) {
    const LossRow *row = &loss_rows[i];
    QosRemoteReport r = {ALICE, row->fraction_lost, row->packets_lost,
        row->extended_highest, 0, 0, 0};
    QosSnapshot s;

    qos_sender_report (&sender, &r, START + i * S);
    s = peek (&sender, START + i * S);
    g_assert_cmpint (qos_snapshot_has (&s, QOS_SENDER_REMOTE_LOSS_PERCENT), ==,
        row->percent >= 0);
    if (row->percent >= 0)
      g_assert_cmpfloat_with_epsilon (value (&s,
                                          QOS_SENDER_REMOTE_LOSS_PERCENT),
          row->percent, 1e-9);
    g_assert_cmpuint (s.values[QOS_SENDER_REMOTE_PACKETS_LOST].u, ==,
        row->shown_lost);
  }
}

/* Whatever is reported, the result is a percentage. */
static void
test_loss_of_random_reports (void)
{
  GRand *random = make_random ();
  QosSender sender;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint64_t i = 0; i < 20000; i++) {
    unsigned shift = draw (random, 32);
    QosRemoteReport r = {draw (random, 3), (uint8_t) draw (random, 256),
        (int32_t) (g_rand_int (random) >> 8) - 0x800000,
        g_rand_int (random) >> shift, g_rand_int (random), 0, 0};
    QosSnapshot s;

    qos_sender_report (&sender, &r, START + i * MS);
    s = peek (&sender, START + i * MS);
    if (!qos_snapshot_has (&s, QOS_SENDER_REMOTE_LOSS_PERCENT))
      continue;
    g_assert_cmpfloat (value (&s, QOS_SENDER_REMOTE_LOSS_PERCENT), >=, 0.0);
    g_assert_cmpfloat (value (&s, QOS_SENDER_REMOTE_LOSS_PERCENT), <=, 100.0);
  }
  g_rand_free (random);
}

static void
test_round_trip (void)
{
  static const uint64_t rtts_ms[] = {50, 20, 80};
  QosSender sender;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint32_t i = 0; i < G_N_ELEMENTS (rtts_ms); i++) {
    uint64_t sent_ns = START + (i + 1) * S;
    uint64_t now_ns = sent_ns + 250 * MS + rtts_ms[i] * MS;
    QosRemoteReport r = {ALICE, 0, 0, 1000, 0, 7000 + i, 0x4000};
    QosSnapshot s;

    qos_sender_reported (&sender, sent_ns, 7000 + i, 100);
    qos_sender_report (&sender, &r, now_ns);
    s = peek (&sender, now_ns);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_RTT_MS),
        (double) rtts_ms[i], 1e-9);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_RTT_MIN_MS),
        i == 0 ? 50.0 : 20.0, 1e-9);
  }
}

static void
test_forged_lsr_is_ignored (void)
{
  static const uint32_t forged[] = {0, 1, 6999, 7001, 0xffffffff};
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  qos_sender_reported (&sender, START, 7000, 100);
  for (size_t i = 0; i < G_N_ELEMENTS (forged); i++) {
    QosRemoteReport r = {ALICE, 0, 0, 1000, 0, forged[i], 0};

    qos_sender_report (&sender, &r, START + S);
  }
  s = peek (&sender, START + S);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_RTT_MS));
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_RTT_MIN_MS));
  /* The rest of such a report is still valid. */
  g_assert_true (qos_snapshot_has (&s, QOS_SENDER_REMOTE_PACKETS_LOST));
}

static void
test_old_values_are_not_known (void)
{
  QosRemoteReport r = {ALICE, 0, 0, 1000, 0, 7000, 0};
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  qos_sender_reported (&sender, START, 7000, 100);
  qos_sender_report (&sender, &r, START + 10 * MS);
  s = peek (&sender, START + QOS_STALE_NS);
  g_assert_true (qos_snapshot_has (&s, QOS_SENDER_RTT_MS));
  g_assert_true (qos_snapshot_has (&s, QOS_SENDER_REMOTE_LOSS_PERCENT));
  s = peek (&sender, START + QOS_STALE_NS + 20 * MS);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_RTT_MS));
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_LOSS_PERCENT));
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_PACKETS_LOST));
  g_assert_true (qos_snapshot_has (&s, QOS_SENDER_RTT_MIN_MS));
  g_assert_cmpuint (s.values[QOS_SENDER_REPORTS_RECEIVED].u, ==, 1);

  /* Reports continue, but none has a round trip. */
  report (&sender, ALICE, START + 6 * S);
  s = peek (&sender, START + 6 * S);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_RTT_MS));
  g_assert_true (qos_snapshot_has (&s, QOS_SENDER_REMOTE_PACKETS_LOST));
}

static void
test_receiver_that_reported_last (void)
{
  QosRemoteReport a = {ALICE, 0, 10, 1000, 0, 0, 0};
  QosRemoteReport b = {BOB, 0, 20, 5000, 0, 0, 0};
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  qos_sender_report (&sender, &a, START + 1 * S);
  qos_sender_report (&sender, &b, START + 2 * S);
  s = peek (&sender, START + 2 * S);
  g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, BOB);
  g_assert_cmpuint (s.values[QOS_SENDER_REMOTE_PACKETS_LOST].u, ==, 20);

  /* Differences are between reports of the same receiver. */
  a.extended_highest += 50;
  a.packets_lost += 5;
  qos_sender_report (&sender, &a, START + 3 * S);
  s = peek (&sender, START + 3 * S);
  g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, ALICE);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REMOTE_LOSS_PERCENT),
      10.0, 1e-9);
  g_assert_cmpuint (s.values[QOS_SENDER_REPORTS_RECEIVED].u, ==, 3);
}

static void
test_sdes (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  qos_sender_sdes (&sender, ALICE, "early@x", "Early"); /* no report yet */
  report (&sender, ALICE, START);
  s = peek (&sender, START);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_CNAME));

  qos_sender_sdes (&sender, ALICE, "alice@x", NULL);
  s = peek (&sender, START);
  g_assert_cmpstr (qos_snapshot_text (&s, QOS_SENDER_REMOTE_CNAME), ==,
      "alice@x");
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_NAME));

  qos_sender_sdes (&sender, ALICE, NULL, "Alice");
  s = peek (&sender, START);
  g_assert_cmpstr (qos_snapshot_text (&s, QOS_SENDER_REMOTE_CNAME), ==,
      "alice@x");
  g_assert_cmpstr (qos_snapshot_text (&s, QOS_SENDER_REMOTE_NAME), ==, "Alice");
}

/* An SDES item has at most 255 bytes; a longer text is cut. */
static void
test_sdes_longest (void)
{
  char text[301];
  QosSender sender;
  QosSnapshot s;

  memset (text, 'x', sizeof text);
  text[300] = '\0';
  qos_sender_init (&sender, 500 * MS, START);
  report (&sender, ALICE, START);
  qos_sender_sdes (&sender, ALICE, text, text + 45);
  s = peek (&sender, START);
  g_assert_cmpuint (strlen (qos_snapshot_text (&s, QOS_SENDER_REMOTE_CNAME)),
      ==, 255);
  g_assert_cmpuint (strlen (qos_snapshot_text (&s, QOS_SENDER_REMOTE_NAME)), ==,
      255);
}

static void
test_bye (void)
{
  QosXrDlrr dlrr[QOS_SENDER_REMOTES];
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  report (&sender, BOB, START);
  report (&sender, ALICE, START + S);
  qos_sender_sdes (&sender, ALICE, "alice@x", "Alice");
  qos_sender_rrtr (&sender, ALICE, 1, START + S);
  qos_sender_bye (&sender, 0xffff); /* of an unknown receiver */
  qos_sender_bye (&sender, ALICE);
  s = peek (&sender, START + S);
  g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, BOB);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_CNAME));
  g_assert_cmpuint (qos_sender_dlrr (&sender, START + S, dlrr), ==, 0);
  g_assert_cmpuint (s.values[QOS_SENDER_BYES_RECEIVED].u, ==, 1);

  qos_sender_bye (&sender, BOB);
  s = peek (&sender, START + S);
  assert_known (&s, ALWAYS);
  g_assert_cmpuint (s.values[QOS_SENDER_REPORTS_RECEIVED].u, ==, 2);
}

static void
test_dlrr (void)
{
  QosXrDlrr dlrr[QOS_SENDER_REMOTES];
  QosSender sender;

  qos_sender_init (&sender, 500 * MS, START);
  report (&sender, BOB, START); /* no RRTR, so no DLRR */
  g_assert_cmpuint (qos_sender_dlrr (&sender, START, dlrr), ==, 0);

  qos_sender_rrtr (&sender, ALICE, UINT64_C (0x1122334455667788), START);
  qos_sender_rrtr (&sender, ALICE, UINT64_C (0x0000b70520000000), START + S);
  g_assert_cmpuint (qos_sender_dlrr (&sender, START + S + 5250 * MS, dlrr), ==,
      1);
  g_assert_cmphex (dlrr[0].ssrc, ==, ALICE);
  g_assert_cmphex (dlrr[0].lrr, ==, 0xb7052000U);
  g_assert_cmphex (dlrr[0].dlrr, ==, 0x54000);
}

static bool
has_dlrr_for (const QosSender *sender, uint32_t ssrc)
{
  QosXrDlrr dlrr[QOS_SENDER_REMOTES];
  unsigned n = qos_sender_dlrr (sender, START + 100 * S, dlrr);

  for (unsigned i = 0; i < n; i++)
    if (dlrr[i].ssrc == ssrc)
      return true;
  return false;
}

/* One receiver more than there is room for. A receiver that reports replaces
 * one that never did, the longest silent first. */
static void
test_receiver_silent_longest_gives_way (void)
{
  QosSender sender;
  uint64_t now_ns = START;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint32_t ssrc = 1; ssrc <= QOS_SENDER_REMOTES; ssrc++)
    qos_sender_rrtr (&sender, ssrc, 1, now_ns += MS);
  report (&sender, 1, now_ns += MS);
  qos_sender_rrtr (&sender, 2, 1, now_ns += MS);

  qos_sender_rrtr (&sender, 100, 1, now_ns += MS);
  g_assert_false (has_dlrr_for (&sender, 100));
  report (&sender, 101, now_ns += MS);
  g_assert_false (has_dlrr_for (&sender, 3));
  for (uint32_t ssrc = 4; ssrc <= QOS_SENDER_REMOTES; ssrc++)
    g_assert_true (has_dlrr_for (&sender, ssrc));
  g_assert_true (has_dlrr_for (&sender, 1));
  g_assert_true (has_dlrr_for (&sender, 2));

  /* An entry freed by a BYE is reused first. */
  qos_sender_bye (&sender, 101);
  qos_sender_rrtr (&sender, 102, 1, now_ns += MS);
  g_assert_true (has_dlrr_for (&sender, 4));
  g_assert_true (has_dlrr_for (&sender, 102));

  /* So is one of a receiver that has been silent for 5 s. */
  qos_sender_rrtr (&sender, 103, 1, now_ns += 5 * S + 10 * MS);
  g_assert_true (has_dlrr_for (&sender, 103));
}

/* Strangers make up receivers, 100 a second: the one that reports keeps its
 * entry and its values. */
static void
test_flood_of_made_up_receivers (void)
{
  QosSender sender;
  QosSnapshot s;
  uint64_t now_ns = START;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint32_t i = 0; i < 2000; i++) {
    now_ns += 10 * MS;
    if (i % 50 == 0) {
      report (&sender, ALICE, now_ns);
      qos_sender_rrtr (&sender, ALICE, 1, now_ns);
    }
    qos_sender_rrtr (&sender, 1000 + i, 1, now_ns);
    s = peek (&sender, now_ns);
    g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, ALICE);
    g_assert_true (has_dlrr_for (&sender, ALICE));
  }
}

/* Numbers that were not sent yet are made up. So are numbers so old that
 * something newer must have come since. */
static void
test_impossible_reports (void)
{
  static const int rows[][2] = {{0, true}, {1, true}, {2, false}, {300, false},
      {30000, false}, {-99, true}, {-100, false}, {-30000, false}};

  for (unsigned i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosRemoteReport forged = {.reporter_ssrc = BOB,
        .extended_highest = (uint32_t) (65500 + 99 + rows[i][0])};
    QosSender sender;

    qos_sender_init (&sender, 500 * MS, START);
    for (uint32_t n = 0; n < 100; n++)
      qos_sender_packet (&sender, START, (uint16_t) (65500 + n), 100, 140);
    if (qos_sender_report (&sender, &forged, START) != rows[i][1])
      g_error ("%d is %s", rows[i][0], rows[i][1] ? "refused" : "believed");
  }
}

/* A new receiver inherits no values from the one that it replaces. */
static void
test_newcomer_inherits_nothing (void)
{
  QosSender sender;
  QosSnapshot s;

  qos_sender_init (&sender, 500 * MS, START);
  for (uint32_t ssrc = 1; ssrc <= QOS_SENDER_REMOTES; ssrc++) {
    report (&sender, ssrc, START + ssrc);
    qos_sender_rrtr (&sender, ssrc, 1, START + ssrc);
    qos_sender_sdes (&sender, ssrc, "old@x", "Old");
  }
  report (&sender, 100, START + 6 * S);
  s = peek (&sender, START + 6 * S);
  g_assert_cmphex (s.values[QOS_SENDER_REMOTE_SSRC].u, ==, 100);
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_CNAME));
  g_assert_false (qos_snapshot_has (&s, QOS_SENDER_REMOTE_NAME));
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_SENDER_REMOTE_LOSS_PERCENT),
      25.0, 1e-9);
  g_assert_false (has_dlrr_for (&sender, 100));
  g_assert_false (has_dlrr_for (&sender, 1));
}

static void
test_wire_rate_and_pace (void)
{
  QosSender sender;

  qos_sender_init (&sender, 100 * MS, START);
  g_assert_cmpuint (START + 50 * MS, >=, sender.pace.due_ns);
  for (uint64_t i = 0; i < 50; i++)
    qos_sender_packet (&sender, START + i * 20 * MS, (uint16_t) sender.packets,
        160, 200);
  g_assert_cmpuint (qos_sender_wire_bps (&sender, START + S), ==, 80000);

  /* 100 bytes of 80 kbit/s: 400 ms at RTCP's 2.5 %. */
  qos_sender_reported (&sender, START + S, 7000, 100);
  g_assert_cmpuint (START + S + 400 * MS - 1000, <, sender.pace.due_ns);
  g_assert_cmpuint (START + S + 400 * MS + 1000, >=, sender.pace.due_ns);
  g_assert_cmpuint (qos_sender_wire_bps (&sender, START + 2 * S), ==, 0);
}

static void
add_receiver_tests (void)
{
  g_test_add_func ("/sender/receiver-that-reported-last",
      test_receiver_that_reported_last);
  g_test_add_func ("/sender/sdes", test_sdes);
  g_test_add_func ("/sender/sdes-longest", test_sdes_longest);
  g_test_add_func ("/sender/bye", test_bye);
  g_test_add_func ("/sender/dlrr", test_dlrr);
  g_test_add_func ("/sender/receiver-silent-longest-gives-way",
      test_receiver_silent_longest_gives_way);
  g_test_add_func ("/sender/flood-of-made-up-receivers",
      test_flood_of_made_up_receivers);
  g_test_add_func ("/sender/impossible-reports", test_impossible_reports);
  g_test_add_func ("/sender/newcomer-inherits-nothing",
      test_newcomer_inherits_nothing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sender/unknown-is-absent", test_unknown_is_absent);
  g_test_add_func ("/sender/interval-rates", test_interval_rates);
  g_test_add_func ("/sender/peek-starts-no-interval",
      test_peek_starts_no_interval);
  g_test_add_func ("/sender/10-gbps-for-30-days", test_10_gbps_for_30_days);
  g_test_add_func ("/sender/report", test_report);
  g_test_add_func ("/sender/report-of-large-jitter",
      test_report_of_large_jitter);
  g_test_add_func ("/sender/loss-by-difference", test_loss_by_difference);
  g_test_add_func ("/sender/loss-of-random-reports",
      test_loss_of_random_reports);
  g_test_add_func ("/sender/round-trip", test_round_trip);
  g_test_add_func ("/sender/forged-lsr-is-ignored", test_forged_lsr_is_ignored);
  g_test_add_func ("/sender/old-values-are-not-known",
      test_old_values_are_not_known);
  add_receiver_tests ();
  g_test_add_func ("/sender/wire-rate-and-pace", test_wire_rate_and_pace);
  return g_test_run ();
}
