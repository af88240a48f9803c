// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Tests of the decisions of `impair`. Rates must be within 4.5 standard
// deviations of what the fault promises. The seeds are fixed, so a run either
// always passes or never does.

#include "impair-model.h"
#include "impair-test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N_PACKETS 10000
#define SIGMAS 4.5
#define MS UINT64_C (1000000)
#define STEP_NS (1 * MS)
#define START_NS (1000 * MS)
#define WIRE_BYTES UINT64_C (228)

static ImpairVerdict verdicts[N_PACKETS];

static ImpairProfile
make_profile (const char *text)
{
  char error[IMPAIR_ERROR_BYTES];
  ImpairProfile profile;

  impair_profile_init (&profile);
  if (!impair_profile_apply (&profile, text, error)) {
    printf ("Bail out! %s: %s\n", text, error);
    exit (1);
  }
  return profile;
}

static void
make_model (ImpairModel *model, uint64_t seed, const char *text)
{
  ImpairProfile profile = make_profile (text);

  impair_model_init (model, seed, 0);
  impair_model_add (model, &profile);
}

static ImpairVerdict
decide (ImpairModel *model, ImpairClass kind, uint64_t nth, uint64_t at_ns)
{
  ImpairArrival arrival = {.kind = kind,
      .arrival_ns = at_ns,
      .nth_of_ssrc = nth,
      .wire_bytes = WIRE_BYTES};
  ImpairVerdict verdict;

  impair_model_decide (model, &arrival, &verdict);
  return verdict;
}

// N_PACKETS RTP packets, one every STEP_NS, into `verdicts`.
static void
run (uint64_t seed, const char *text)
{
  ImpairModel model;

  make_model (&model, seed, text);
  for (uint64_t i = 0; i < N_PACKETS; i++)
    verdicts[i] = decide (&model, IMPAIR_RTP, i, START_NS + i * STEP_NS);
}

static unsigned
count_fate (ImpairFate fate)
{
  unsigned count = 0;

  for (unsigned i = 0; i < N_PACKETS; i++)
    count += verdicts[i].fate == fate;
  return count;
}

static bool
is_close (double seen, double expected, double sigma)
{
  return fabs (seen - expected) <= SIGMAS * sigma + 1e-9;
}

static bool
is_binomial (unsigned seen, double percent)
{
  double p = percent / 100.0;

  return is_close (seen, N_PACKETS * p, sqrt (N_PACKETS * p * (1.0 - p)));
}

static void
test_rates (void)
{
  static const double percents[] = {0, 0.5, 5, 30, 99, 100};

  for (unsigned i = 0; i < sizeof percents / sizeof percents[0]; i++) {
    unsigned copies = 0;
    unsigned held = 0;
    char text[100];

    snprintf (text, sizeof text, "loss=%g", percents[i]);
    run (i, text);
    check (is_binomial (count_fate (IMPAIR_DROP_LOSS), percents[i]),
        "loss: %g %%, saw %u of %d", percents[i], count_fate (IMPAIR_DROP_LOSS),
        N_PACKETS);
    snprintf (text, sizeof text, "dup=%g:3,reorder=%g:4", percents[i],
        percents[i]);
    run (i, text);
    for (unsigned n = 0; n < N_PACKETS; n++) {
      copies += verdicts[n].has_copy && verdicts[n].copy_after_ns == 3 * MS;
      held += verdicts[n].hold_for == 4;
    }
    check (is_binomial (copies, percents[i]), "dup: %g %%, saw %u of %d",
        percents[i], copies, N_PACKETS);
    check (is_binomial (held, percents[i]), "reorder: %g %%, saw %u of %d",
        percents[i], held, N_PACKETS);
  }
}

// Loss of a two-state chain: the variance of the mean is that of independent
// packets times (1 + rho) / (1 - rho), rho = 1 - enter - leave.
static void
test_ge (double enter_percent, double leave_percent)
{
  double enter = enter_percent / 100;
  double leave = leave_percent / 100;
  double bad = enter / (enter + leave);
  double rho = 1 - enter - leave;
  double sigma = sqrt (N_PACKETS * bad * (1 - bad) * (1 + rho) / (1 - rho));
  unsigned lost = 0;
  unsigned bursts = 0;
  double mean = 0;
  char text[100];

  snprintf (text, sizeof text, "ge=%g:%g", enter_percent, leave_percent);
  run (7, text);
  lost = count_fate (IMPAIR_DROP_LOSS);
  for (unsigned n = 0; n < N_PACKETS; n++)
    bursts += verdicts[n].fate == IMPAIR_DROP_LOSS &&
        (n == 0 || verdicts[n - 1].fate == IMPAIR_PASS);
  mean = (double) lost / bursts;
  check (is_close (lost, N_PACKETS * bad, sigma),
      "ge %g:%g: lost %u, expected %.0f", enter_percent, leave_percent, lost,
      N_PACKETS * bad);
  check (is_close (mean, 1 / leave, sqrt (1 - leave) / leave / sqrt (bursts)),
      "ge %g:%g: mean burst %.2f, expected %.2f", enter_percent, leave_percent,
      mean, 1 / leave);
}

static void
test_ge_losses (void)
{
  run (3, "ge=50:50:40:10");
  check (is_binomial (count_fate (IMPAIR_DROP_LOSS), 25),
      "ge: loss in bad and in good state");
  run (3, "ge=100:0");
  check (count_fate (IMPAIR_DROP_LOSS) == N_PACKETS, "ge: stays bad");
  run (3, "ge=0:0:100:0");
  check (count_fate (IMPAIR_PASS) == N_PACKETS, "ge: stays good");
}

static void
test_outages (void)
{
  unsigned wrong = 0;

  run (1, "outage=100+50/3000+1000+2000/20000+1");
  for (unsigned n = 0; n < N_PACKETS; n++) {
    bool is_out =
        (n >= 100 && n < 150) || (n >= 3000 && (n - 3000) % 2000 < 1000);

    wrong += is_out != (verdicts[n].fate == IMPAIR_DROP_OUTAGE);
  }
  check (wrong == 0, "outage: exactly the packets of the time given");
}

static void
test_outage_of_other_classes (void)
{
  ImpairModel model;

  make_model (&model, 1, "only=all,outage=10+10");
  check (decide (&model, IMPAIR_RTCP, 0, START_NS).fate == IMPAIR_PASS,
      "outage: nothing before the first RTP packet");
  decide (&model, IMPAIR_RTP, 0, START_NS + 100 * MS);
  check (decide (&model, IMPAIR_RTCP, 0, START_NS + 110 * MS).fate ==
          IMPAIR_DROP_OUTAGE,
      "outage: counts from the first RTP packet for RTCP too");
  check (decide (&model, IMPAIR_RTCP, 0, START_NS + 90 * MS).fate ==
          IMPAIR_PASS,
      "outage: an arrival before the first RTP packet passes");
}

static void
test_delays (void)
{
  unsigned wrong = 0;
  unsigned overtaken = 0;
  double sum_ms = 0;

  run (5, "delay=40");
  for (unsigned n = 0; n < N_PACKETS; n++)
    wrong += verdicts[n].leave_ns != START_NS + n * STEP_NS + 40 * MS;
  check (wrong == 0, "delay: exact");
  run (5, "delay=40,jitter-reorder=20");
  for (unsigned n = 0; n < N_PACKETS; n++) {
    uint64_t delay_ns = verdicts[n].leave_ns - START_NS - n * STEP_NS;

    wrong += delay_ns < 40 * MS || delay_ns >= 60 * MS;
    sum_ms += (double) delay_ns / 1e6;
    overtaken += n > 0 && verdicts[n].leave_ns < verdicts[n - 1].leave_ns;
  }
  check (wrong == 0, "jitter-reorder: stays in its bounds");
  check (is_close (sum_ms / N_PACKETS, 50, 20 / sqrt (12.0 * N_PACKETS)),
      "jitter-reorder: mean %.3f ms, expected 50", sum_ms / N_PACKETS);
  check (overtaken > N_PACKETS / 4, "jitter-reorder: does not keep order");
  run (5, "delay=40,jitter=20");
  overtaken = 0;
  for (unsigned n = 0; n < N_PACKETS; n++) {
    uint64_t delay_ns = verdicts[n].leave_ns - START_NS - n * STEP_NS;

    wrong += delay_ns < 40 * MS || delay_ns >= 60 * MS;
    overtaken += n > 0 && verdicts[n].leave_ns < verdicts[n - 1].leave_ns;
  }
  check (wrong == 0 && overtaken == 0, "jitter: in its bounds, order kept");
}

static void
test_rate (void)
{
  // 228 bytes take 1.824 ms at 1000 kbit/s and come every 1 ms: the queue of 20
  // ms fills, then 1 / 1.824 of the packets pass.
  uint64_t wire_ns = WIRE_BYTES * 8000;
  uint64_t last_ns = 0;
  unsigned passed = 0;
  unsigned wrong = 0;

  run (1, "rate=1000:20");
  for (unsigned n = 0; n < N_PACKETS; n++) {
    uint64_t at_ns = START_NS + n * STEP_NS;

    if (verdicts[n].fate == IMPAIR_DROP_QUEUE) {
      wrong += last_ns - at_ns <= 20 * MS;
      continue;
    }
    wrong += passed > 0 && verdicts[n].leave_ns != last_ns + wire_ns;
    last_ns = verdicts[n].leave_ns;
    passed++;
  }
  check (wrong == 0, "rate: packets leave one wire time apart, tail drop");
  check (abs ((int) passed - (int) ((N_PACKETS + 20) / 1.824)) <= 2,
      "rate: %u packets passed", passed);
  run (1, "rate=100000:0,dup=100");
  check (count_fate (IMPAIR_PASS) == N_PACKETS &&
          verdicts[9].leave_ns == START_NS + 9 * STEP_NS + 18240,
      "rate: an idle link adds the wire time only");
}

static void
test_copies_take_link_time (void)
{
  ImpairModel model;
  ImpairVerdict second;

  make_model (&model, 1, "rate=1000,dup=100");
  decide (&model, IMPAIR_RTP, 0, START_NS);
  second = decide (&model, IMPAIR_RTP, 1, START_NS);
  check (second.leave_ns == START_NS + 3 * WIRE_BYTES * 8000,
      "rate: a copy takes its time on the link");
}

static unsigned
count_different (const ImpairVerdict *kept)
{
  unsigned count = 0;

  for (unsigned n = 0; n < N_PACKETS; n++)
    count += kept[n].fate != verdicts[n].fate ||
        kept[n].leave_ns != verdicts[n].leave_ns ||
        kept[n].has_copy != verdicts[n].has_copy ||
        kept[n].hold_for != verdicts[n].hold_for;
  return count;
}

static void
test_seeds (void)
{
  static ImpairVerdict kept[N_PACKETS];
  unsigned same = 0;
  ImpairModel model;

  run (11, "loss=10,dup=5,reorder=5,jitter=5");
  memcpy (kept, verdicts, sizeof kept);
  run (11, "loss=10,dup=5,reorder=5,jitter=5");
  check (count_different (kept) == 0, "seed: same, same");
  run (12, "loss=10,dup=5,reorder=5,jitter=5");
  check (count_different (kept) > N_PACKETS / 10, "seed: other, other");
  run (11, "loss=10,delay=9,rate=100000");
  for (unsigned n = 0; n < N_PACKETS; n++)
    same += kept[n].fate == verdicts[n].fate;
  check (same == N_PACKETS, "seed: other faults do not move the loss");
  make_model (&model, 11, "only=all,loss=10,dup=5,reorder=5");
  same = 0;
  for (uint64_t n = 0; n < N_PACKETS; n++) {
    if (n % 3 == 0)
      decide (&model, IMPAIR_RTCP, 0, START_NS + n * 77);
    same +=
        kept[n].fate == decide (&model, IMPAIR_RTP, n, START_NS + n * 77).fate;
  }
  check (same == N_PACKETS,
      "seed: other classes and timing do not move the loss");
}

// Streams of the same seed must be independent: the losses of two directions,
// or of two classes, coincide as often as random ones do.
static void
test_streams_are_independent (void)
{
  ImpairProfile profile = make_profile ("only=all,loss=50");
  ImpairModel models[2];
  unsigned same_direction = 0;
  unsigned same_class = 0;

  for (unsigned i = 0; i < 2; i++) {
    impair_model_init (&models[i], 1, i);
    impair_model_add (&models[i], &profile);
  }
  for (uint64_t n = 0; n < N_PACKETS; n++) {
    ImpairFate fate = decide (&models[0], IMPAIR_RTP, n, START_NS).fate;

    same_direction += fate == decide (&models[1], IMPAIR_RTP, n, START_NS).fate;
    same_class += fate == decide (&models[0], IMPAIR_RTCP, n, START_NS).fate;
  }
  check (is_binomial (same_direction, 50), "seed: directions independent");
  check (is_binomial (same_class, 50), "seed: classes independent");
}

static void
test_first (void)
{
  ImpairModel model;
  unsigned touched = 0;

  make_model (&model, 1, "loss=100,dup=100,reorder=100,first=10");
  for (uint64_t n = 0; n < 20; n++)
    touched +=
        decide (&model, IMPAIR_RTP, n % 10, START_NS).fate != IMPAIR_PASS;
  check (touched == 0, "first: counts for each SSRC by itself");
  check (decide (&model, IMPAIR_RTP, 10, START_NS).fate == IMPAIR_DROP_LOSS &&
          decide (&model, IMPAIR_RTP, UINT64_MAX, START_NS).fate ==
              IMPAIR_DROP_LOSS,
      "first: ends");
  make_model (&model, 1, "dup=100,reorder=100,first=1");
  check (!decide (&model, IMPAIR_RTP, 0, START_NS).has_copy &&
          decide (&model, IMPAIR_RTP, 0, START_NS).hold_for == 0 &&
          decide (&model, IMPAIR_RTP, 1, START_NS).hold_for == 3,
      "first: holds for dup and reorder too");
}

static void
test_classes (void)
{
  ImpairProfile rtp = make_profile ("loss=100,delay=10");
  ImpairProfile rtcp = make_profile ("only=rtcp,dup=100,delay=20");
  ImpairVerdict verdict;
  ImpairModel model;

  impair_model_init (&model, 1, 0);
  verdict = decide (&model, IMPAIR_RTP, 0, START_NS);
  check (verdict.fate == IMPAIR_PASS && verdict.leave_ns == START_NS,
      "only: no profile, no fault");
  check (impair_model_add (&model, &rtp), "only: a profile is taken");
  check (!impair_model_add (&model, &rtp), "only: a second one is refused");
  verdict = decide (&model, IMPAIR_RTCP, 0, START_NS);
  check (verdict.fate == IMPAIR_PASS && verdict.leave_ns == START_NS + 10 * MS,
      "only: without its own profile RTCP has the delay but not the loss");
  impair_model_add (&model, &rtcp);
  verdict = decide (&model, IMPAIR_RTCP, 0, START_NS);
  check (verdict.fate == IMPAIR_PASS && verdict.has_copy &&
          verdict.leave_ns == START_NS + 20 * MS,
      "only: with its own profile RTCP has that");
  check (decide (&model, IMPAIR_RTP, 0, START_NS).fate == IMPAIR_DROP_LOSS &&
          decide (&model, IMPAIR_OTHER, 0, START_NS).fate == IMPAIR_PASS,
      "only: RTP loses, others do not");
}

int
main (void)
{
  test_rates ();
  test_ge (1, 20);
  test_ge (5, 50);
  test_ge (0.5, 10);
  test_ge_losses ();
  test_outages ();
  test_outage_of_other_classes ();
  test_delays ();
  test_rate ();
  test_copies_take_link_time ();
  test_seeds ();
  test_streams_are_independent ();
  test_first ();
  test_classes ();
  return finish ();
}
