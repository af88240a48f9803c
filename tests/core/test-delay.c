/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The queueing delay of an interval in which the minimum delay changes, and
 * clocks whose offsets contradict each other.
 */
#include "qos-delay.h"

#include "test-util.h"

#define MS UINT64_C (1000000)
#define S (1000 * MS)

static void
arrive (QosDelay *delay, uint64_t sent_ns, uint64_t takes_ns)
{
  QosDelayPacket packet = {
      .arrival_ns = sent_ns + takes_ns,
      .clock_rate = 48000,
      .has_send_time = true,
      .send_time = (uint32_t) ((sent_ns << 18) / S & 0xffffff),
  };

  qos_delay_packet (delay, &packet);
}

/* The delay rises from 10 to 110 ms. The whole step is above the minimum until
 * the old minimum is a minute old, and then nothing is. No interval shows a
 * value in between. */
static void
test_the_minimum_rises (void)
{
  QosDelay delay;
  QosDelayResult result;
  unsigned high = 0, low = 0;

  qos_delay_init (&delay, 0);
  for (uint64_t i = 0; i < 50 * 200; i++) {
    arrive (&delay, 1000 * S + i * 20 * MS, i < 3513 ? 10 * MS : 110 * MS);
    if (i % 25 != 12)
      continue; /* each half second, in the middle of the seconds */
    qos_delay_end_interval (&delay, 1000 * S + i * 20 * MS, &result);
    g_assert_true (result.have_variation);
    g_assert_true (result.queue_ns > 99 * MS || result.queue_ns < MS);
    high += result.queue_ns > 99 * MS;
    low += result.queue_ns < MS;
  }
  g_assert_cmpuint (high, >, 100);
  g_assert_cmpuint (low, >, 100);
}

/* Their clock is set by 64 s between the two directions. No round trip takes
 * that long, so nothing is known. */
static void
test_contradictory_clocks (void)
{
  QosClock clock;
  QosClockOffset offset;

  qos_clock_init (&clock, true);
  for (uint64_t i = 0; i < 50; i++) {
    qos_clock_add_incoming (&clock, 1000 * S + i * 20 * MS,
        1000 * S + i * 20 * MS - 36 * S);
    qos_clock_add_outgoing (&clock, 1000 * S + i * 20 * MS,
        900 * S + i * 20 * MS);
  }
  g_assert_false (qos_clock_read (&clock, 1001 * S, &offset));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delay/the-minimum-rises", test_the_minimum_rises);
  g_test_add_func ("/delay/contradictory-clocks", test_contradictory_clocks);
  return g_test_run ();
}
