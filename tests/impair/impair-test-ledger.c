// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Tests of the accounting of `impair`: hand-made sequences with the rows that
// must result, and random ones against a slow count.

#include "impair-ledger.h"
#include "impair-random.h"
#include "impair-report.h"
#include "impair-test.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 28
#define PACKET_BYTES 200
#define PAYLOAD_BYTES 188
#define SSRC 0x1234
#define N_RANDOM 20000

static ImpairLedger ledger;

static ImpairTicket
receive (uint32_t ssrc, unsigned seq)
{
  ImpairPacket packet = {.kind = IMPAIR_RTP,
      .bytes = PACKET_BYTES,
      .ssrc = ssrc,
      .seq = (uint16_t) seq,
      .payload_bytes = PAYLOAD_BYTES};
  ImpairTicket ticket;

  impair_ledger_received (&ledger, &packet, 1000, &ticket);
  return ticket;
}

static void
deliver (const ImpairTicket *ticket)
{
  impair_ledger_queued (&ledger, ticket);
  impair_ledger_delivered (&ledger, ticket, 5000);
}

static void
pass (unsigned seq)
{
  ImpairTicket ticket = receive (SSRC, seq);

  deliver (&ticket);
}

static void
drop (unsigned seq)
{
  ImpairTicket ticket = receive (SSRC, seq);

  impair_ledger_dropped (&ledger, &ticket, IMPAIR_DROP_LOSS);
}

static void
start (void)
{
  impair_ledger_clear (&ledger);
  impair_ledger_init (&ledger, HEADER_BYTES);
}

static uint64_t
lost_inside (void)
{
  ImpairRuns runs;

  impair_window_runs (&ledger.ssrcs[0]->window, &runs);
  return runs.lost;
}

// The result of a script of steps: "." passes, "x" is dropped, "2" passes
// twice, "h" waits until "r" releases all waiting ones, "_" is a number that
// the sender skips, "s" is the number before again, passing, "S" the same
// dropped, "e" is released but not sent.
typedef struct
{
  const char *script;
  unsigned first_seq;
  uint64_t received, delivered, unique, lost, inside, duplicated, reordered;
  const char *runs;
} Row;

static const Row rows[] = {
    {"....", 0, 4, 4, 4, 0, 0, 0, 0, ""},
    {".x.", 0, 3, 2, 2, 1, 1, 0, 0, "1"},
    {"x.x.x", 0, 5, 2, 2, 3, 1, 0, 0, "1"},
    {"xx.xxx.xx.x", 0, 11, 3, 3, 8, 5, 0, 0, "23"},
    {".xxx", 0, 4, 1, 1, 3, 0, 0, 0, ""},
    {"xxx", 0, 3, 0, 0, 3, 0, 0, 0, ""},
    {".xx.", 65534, 4, 2, 2, 2, 2, 0, 0, "2"},
    {"2.2", 65535, 3, 5, 3, 0, 0, 2, 0, ""},
    {"h..r.", 10, 4, 4, 4, 0, 0, 0, 1, ""},
    {".hxh.r", 10, 5, 4, 4, 1, 1, 0, 2, "1"},
    {".xhx.", 10, 5, 2, 2, 2, 2, 0, 0, "11"},
    {".xhx.r", 10, 5, 3, 3, 2, 2, 0, 1, "11"},
    {"hx.", 10, 3, 1, 1, 1, 0, 0, 0, ""},
    {"hx.r", 10, 3, 2, 2, 1, 1, 0, 1, "1"},
    {".xh", 10, 3, 1, 1, 1, 0, 0, 0, ""},
    {".xhr", 10, 3, 2, 2, 1, 1, 0, 0, "1"},
    {".x_x.", 10, 4, 2, 2, 2, 2, 0, 0, "11"},
    {".__.", 10, 2, 2, 2, 0, 0, 0, 0, ""},
    {".xs.", 10, 4, 3, 3, 1, 0, 0, 0, ""},
    {"..S.", 10, 4, 3, 3, 1, 0, 0, 0, ""},
    {"..s.", 10, 4, 4, 3, 0, 0, 1, 0, ""},
    {".xS.", 10, 4, 2, 2, 2, 1, 0, 0, "1"},
    {".he.", 10, 3, 2, 2, 1, 1, 0, 0, "1"},
    {".xxxxxxxxxxx.", 65530, 13, 2, 2, 11, 11, 0, 0, "B"},
    {".xxxxxxxxxxxxxxx.xxxxxxxxxx.", 9, 28, 3, 3, 25, 25, 0, 0, "BA"},
};

static void
release (ImpairTicket *held, unsigned *n_held, bool is_sent)
{
  for (unsigned i = 0; i < *n_held; i++) {
    if (is_sent)
      impair_ledger_delivered (&ledger, &held[i], 5000);
    else
      impair_ledger_not_sent (&ledger, &held[i]);
  }
  *n_held = 0;
}

static void
play_passing (unsigned seq, bool has_copy)
{
  ImpairTicket ticket = receive (SSRC, seq);

  deliver (&ticket);
  if (!has_copy)
    return;
  ticket.is_copy = true;
  deliver (&ticket);
}

static void
play (const char *script, unsigned seq)
{
  ImpairTicket held[16];
  unsigned n_held = 0;

  for (; *script != '\0'; script++) {
    switch (*script) {
      case '.':
      case '2':
        play_passing (seq++, *script == '2');
        break;
      case 'x':
        drop (seq++);
        break;
      case 's':
        pass (seq - 1);
        break;
      case 'S':
        drop (seq - 1);
        break;
      case 'h':
        held[n_held] = receive (SSRC, seq++);
        impair_ledger_queued (&ledger, &held[n_held++]);
        break;
      case '_':
        seq++;
        break;
      default: // 'r' or 'e'
        release (held, &n_held, *script == 'r');
    }
  }
}

// "B" stands for a run of 11 and more, "A" for one of 10.
static bool
has_runs (const ImpairRuns *runs, const char *expected)
{
  static const char names[IMPAIR_RUN_BUCKETS] = "123456789AB";
  uint64_t counts[IMPAIR_RUN_BUCKETS] = {0};

  for (; *expected != '\0'; expected++) {
    const char *name = memchr (names, *expected, sizeof names);

    if (name == NULL)
      return false;
    counts[name - names]++;
  }
  return memcmp (counts, runs->counts, sizeof counts) == 0;
}

static bool
is_balanced (const ImpairClassCounts *counts)
{
  return counts->received ==
      counts->delivered - counts->duplicated + counts->lost +
      counts->lost_outage + counts->lost_queue + counts->send_errors +
      counts->pending;
}

static void
test_rows (void)
{
  for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const Row *row = &rows[i];
    const ImpairSsrc *ssrc = NULL;
    ImpairRuns runs;

    start ();
    play (row->script, row->first_seq);
    ssrc = ledger.ssrcs[0];
    impair_window_runs (&ssrc->window, &runs);
    check (ssrc->received == row->received &&
            ssrc->delivered == row->delivered &&
            ssrc->delivered_unique == row->unique && ssrc->lost == row->lost &&
            runs.lost == row->inside && ssrc->duplicated == row->duplicated &&
            ssrc->reordered == row->reordered && ssrc->untracked == 0 &&
            has_runs (&runs, row->runs) &&
            is_balanced (&ledger.classes[IMPAIR_RTP]) &&
            ssrc->wire_bytes ==
                row->delivered * (PACKET_BYTES + HEADER_BYTES) &&
            ssrc->payload_bytes == row->delivered * PAYLOAD_BYTES,
        "row: %s from %u", row->script, row->first_seq);
  }
}

static void
test_many_wraps (void)
{
  uint64_t expected = 0;
  bool is_right = true;

  start ();
  for (unsigned i = 0; i < 20 * 65536; i++) {
    // a run of 100, and all numbers around every wrap
    if (i > 0 && (i % 100 == 50 || i % 65536 < 7))
      drop (i);
    else
      pass (i);
    expected = ledger.ssrcs[0]->lost;
    if (i % 65536 == 100)
      is_right = is_right && lost_inside () == expected;
  }
  check (is_right && lost_inside () == expected &&
          ledger.ssrcs[0]->duplicated == 0 && ledger.ssrcs[0]->reordered == 0,
      "wraps: 20 times around, lost %llu", (unsigned long long) expected);
}

// Half of the numbers is the limit between ahead and behind (RFC 3550 A.1).
static void
test_wide_gaps (void)
{
  const ImpairSsrc *ssrc = NULL;

  start ();
  pass (1000);
  pass (1000 + 0x7fff);
  ssrc = ledger.ssrcs[0];
  check (ssrc->reordered == 0 && ssrc->window.highest % 65536 == 33767,
      "gap: 32767 ahead is ahead");
  pass (33767 + 0x8000);
  check (ssrc->reordered == 1 && ssrc->delivered_unique == 3 &&
          ssrc->window.highest % 65536 == 33767,
      "gap: 32768 ahead is behind");
}

static void
test_long_outage (void)
{
  ImpairRuns runs;

  start ();
  pass (0);
  for (unsigned i = 1; i <= 300000; i++)
    drop (i);
  check (lost_inside () == 0, "outage: longer than the window, still open");
  pass (300001);
  impair_window_runs (&ledger.ssrcs[0]->window, &runs);
  check (runs.lost == 300000 && runs.counts[10] == 1,
      "outage: longer than the window, one run");
}

static void
test_too_late (void)
{
  ImpairTicket late;

  start ();
  late = receive (SSRC, 0);
  impair_ledger_queued (&ledger, &late);
  for (unsigned i = 1; i <= IMPAIR_WINDOW_SLOTS; i++)
    pass (i);
  impair_ledger_delivered (&ledger, &late, 5000);
  check (ledger.ssrcs[0]->untracked == 1 && ledger.ssrcs[0]->reordered == 1 &&
          lost_inside () == 0,
      "window: a packet that leaves too late is counted separately");
}

// The slow count: one byte per number, evaluated at the end.
typedef struct
{
  uint8_t states[N_RANDOM];
  uint64_t duplicated, reordered;
  int highest;
} Slow;

static void
slow_deliver (Slow *slow, int n)
{
  if (slow->states[n] == 2) {
    slow->duplicated++;
    return;
  }
  slow->states[n] = 2;
  if (n < slow->highest)
    slow->reordered++;
  else
    slow->highest = n;
}

static uint64_t
slow_inside (const Slow *slow)
{
  uint64_t inside = 0;
  int first = 0;

  while (first < N_RANDOM && slow->states[first] != 2)
    first++;
  for (int n = first; n < slow->highest; n++)
    inside += slow->states[n] == 1;
  return inside;
}

static void
test_random_sequence (uint64_t seed)
{
  static ImpairTicket held[N_RANDOM];
  static int held_n[N_RANDOM];
  static Slow slow;
  unsigned n_held = 0;
  unsigned wrong = 0;
  ImpairRandom random;

  memset (&slow, 0, sizeof slow);
  slow.highest = -1;
  start ();
  impair_random_init (&random, seed, 0);
  for (int n = 0; n < N_RANDOM; n++) {
    ImpairTicket ticket = receive (SSRC, (unsigned) n + 60000);
    double draw = impair_random_unit (&random);

    if (draw < 0.2) {
      impair_ledger_dropped (&ledger, &ticket, IMPAIR_DROP_OUTAGE);
      slow.states[n] = 1;
    } else {
      impair_ledger_queued (&ledger, &ticket);
      held[n_held] = ticket;
      held_n[n_held++] = n;
      ticket.is_copy = true;
      if (draw < 0.3) {
        impair_ledger_queued (&ledger, &ticket);
        held[n_held] = ticket;
        held_n[n_held++] = n;
      }
    }
    while (n_held > 20) {
      unsigned pick = (unsigned) (impair_random_unit (&random) * n_held);

      impair_ledger_delivered (&ledger, &held[pick], 5000);
      slow_deliver (&slow, held_n[pick]);
      held[pick] = held[--n_held];
      held_n[pick] = held_n[n_held];
    }
    if (n % 500 == 0 && n > 100)
      wrong += lost_inside () != slow_inside (&slow);
  }
  check (wrong == 0 && lost_inside () == slow_inside (&slow) &&
          ledger.ssrcs[0]->duplicated == slow.duplicated &&
          ledger.ssrcs[0]->reordered == slow.reordered &&
          is_balanced (&ledger.classes[IMPAIR_RTP]) &&
          ledger.classes[IMPAIR_RTP].pending +
                  ledger.classes[IMPAIR_RTP].pending_copies ==
              n_held,
      "random: seed %llu, %llu inside, %llu reordered, also in the middle",
      (unsigned long long) seed, (unsigned long long) slow_inside (&slow),
      (unsigned long long) slow.reordered);
}

static void
test_overflow (void)
{
  start ();
  for (uint32_t i = 0; i < IMPAIR_MAX_SSRCS + 10; i++) {
    ImpairTicket ticket = receive (i * 8192, 1);

    deliver (&ticket);
    ticket = receive (i * 8192, 2);
    impair_ledger_dropped (&ledger, &ticket, IMPAIR_DROP_QUEUE);
  }
  check (ledger.n_ssrcs == IMPAIR_MAX_SSRCS && ledger.ssrc_overflow == 20 &&
          ledger.ssrcs[IMPAIR_MAX_SSRCS - 1]->received == 2 &&
          is_balanced (&ledger.classes[IMPAIR_RTP]),
      "overflow: SSRC rows are bounded");
}

// The report of a small script, character by character.
static void
test_report (void)
{
  static const char expected[] =
      "{\"reason\":\"test\",\"seed\":7,\"start_ns\":1,\"now_ns\":2,"
      "\"realtime_offset_ns\":-3,\"clients\":1,\"refused_datagrams\":0,"
      "\"fwd\":{\"socket_drops\":4,\"rtp\":{\"received\":3,\"delivered\":3,"
      "\"lost\":1,\"lost_outage\":0,\"lost_queue\":0,\"send_errors\":0,"
      "\"duplicated\":1,\"reordered\":0,\"pending\":0,\"pending_copies\":0,"
      "\"bytes_received\":600,\"bytes_delivered\":600,"
      "\"wire_bytes_delivered\":684,\"first_ns\":5000,\"last_ns\":5000,"
      "\"delay_ns\":{\"min\":4000,\"mean\":4000,\"max\":4000},"
      "\"ssrc_overflow\":0,\"ssrcs\":[{\"ssrc\":4660,\"received\":3,"
      "\"delivered\":3,\"delivered_unique\":2,\"lost\":1,\"lost_inside\":1,"
      "\"duplicated\":1,\"reordered\":0,\"untracked\":0,"
      "\"runs\":[1,0,0,0,0,0,0,0,0,0,0],\"payload_bytes\":564,"
      "\"wire_bytes\":684,"
      "\"delay_ns\":{\"min\":4000,\"mean\":4000,\"max\":4000}}]},\"rtcp\":";
  static ImpairLedger empty;
  ImpairReport report = {.reason = "test",
      .seed = 7,
      .start_ns = 1,
      .now_ns = 2,
      .realtime_offset_ns = -3,
      .clients = 1,
      .socket_drops = {4, 0},
      .ledgers = {&ledger, &empty}};
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream (&text, &size);

  start ();
  play (".x2", 0);
  impair_report_print (&report, out);
  fclose (out);
  check (strncmp (text, expected, sizeof expected - 1) == 0 &&
          strcmp (text + size - 3, "}}\n") == 0,
      "report: as expected");
  free (text);
}

int
main (void)
{
  test_rows ();
  test_many_wraps ();
  test_wide_gaps ();
  test_long_outage ();
  test_too_late ();
  for (uint64_t seed = 1; seed <= 5; seed++)
    test_random_sequence (seed);
  test_overflow ();
  test_report ();
  impair_ledger_clear (&ledger);
  return finish ();
}
