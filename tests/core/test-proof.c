/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When a sender counts as proved: its packets come in order, at the pace of
 * their timestamps.
 */
#include "qos-proof.h"

#include "qos-ntp.h"
#include "test-util.h"

#define RATE 48000
#define TICKS 1024
#define PACKET_NS (TICKS * QOS_NS_PER_S / RATE)

/* Packets of a row: numbers, and percent of the time that they should take. */
typedef struct
{
  const char *path;
  int steps[16];         /* from number to number; 0 ends the row */
  unsigned pace_percent; /* time that passes, in percent of the timestamps */
  unsigned proved_after; /* packets; 0 = never */
} Case;

static const Case cases[] = {
    {"/proof/five-in-order", {1, 1, 1, 1, 1}, 100, 5},
    {"/proof/one-lost", {1, 1, 2, 1, 1}, 100, 5},
    {"/proof/one-overtaken", {1, 2, -1, 2, 1, 1, 1}, 100, 6},
    {"/proof/copies-prove-nothing", {1, 1, 1, 1, -1, 1, -1, 1, -1, 1}, 100, 0},
    {"/proof/numbers-all-over", {1, 500, 700, 900, 500, 1, 1, 1, 100}, 100, 0},
    {"/proof/five-after-a-jump", {1, 1, 1, 1000, 1, 1, 1, 1}, 100, 8},
    {"/proof/all-at-once", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0, 0},
    {"/proof/a-little-fast", {1, 1, 1, 1, 1}, 60, 5},
    {"/proof/too-fast", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 40, 0},
    {"/proof/a-little-slow", {1, 1, 1, 1, 1}, 180, 5},
    {"/proof/too-slow", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 3000, 0},
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  QosProof proof;
  QosProofPacket packet = {65533, 0xfffff000, RATE, 77 * QOS_NS_PER_S};
  unsigned n = 0, proved_after = 0;

  proof = (QosProof){0};
  for (const int *step = row->steps; *step != 0 && proved_after == 0; step++) {
    packet.seq = (uint16_t) (packet.seq + *step);
    packet.timestamp += (uint32_t) *step * TICKS;
    packet.arrival_ns += PACKET_NS * row->pace_percent / 100;
    n++;
    if (qos_proof_packet (&proof, &packet))
      proved_after = n;
  }
  g_assert_cmpuint (proved_after, ==, row->proved_after);
}

/* Without a clock rate only the order counts. */
static void
test_without_a_clock (void)
{
  QosProof proof;

  proof = (QosProof){0};
  for (uint16_t i = 0; i < 4; i++)
    g_assert_false (qos_proof_packet (&proof, &(QosProofPacket){i, 0, 0, 1}));
  g_assert_true (qos_proof_packet (&proof, &(QosProofPacket){4, 0, 0, 1}));
}

/* Timestamps that stand still, go back or jump are not sound. */
static void
test_timestamps (void)
{
  static const uint32_t ticks[] = {0, (uint32_t) -TICKS, 2 * RATE};

  for (unsigned i = 0; i < G_N_ELEMENTS (ticks); i++) {
    QosProof proof;

    proof = (QosProof){0};
    for (uint16_t n = 0; n < 100; n++) {
      QosProofPacket packet = {n, 5000 + n * ticks[i], RATE, n * PACKET_NS};

      g_assert_false (qos_proof_packet (&proof, &packet));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_case);
  g_test_add_func ("/proof/without-a-clock", test_without_a_clock);
  g_test_add_func ("/proof/timestamps", test_timestamps);
  return g_test_run ();
}
