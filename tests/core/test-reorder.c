/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Extent and late time of reordered packets (RFC 4737 4.2, 4.3) in hand-made
 * orders of arrival.
 */
#include "qos-reorder.h"

#include "test-util.h"

typedef struct
{
  const char *name;
  uint16_t numbers[12]; /* in order of arrival, 0 ends; 10 ms apart */
  uint64_t reordered;
  unsigned extent_max;
} Row;

static const Row rows[] = {
    {"one", {1, 2, 3, 5, 6, 7, 8, 4, 9, 10}, 1, 4},
    {"three", {1, 2, 3, 7, 8, 9, 10, 4, 5, 6, 11}, 3, 6},
    {"in-order", {1, 2, 4, 7}, 0, 0},
    {"swapped-pairs", {2, 1, 4, 3, 6, 5}, 3, 1},
    {"over-the-wrap", {65534, 1, 2, 65535, 3}, 1, 2},
};

static void
in_order (QosReorder *reorder, uint16_t number, uint64_t at_ns)
{
  qos_reorder_packet (reorder,
      &(QosArrival){QOS_SEQ_IN_ORDER, number, .steps = 1}, at_ns);
}

static void
overtaken (QosReorder *reorder, uint16_t number, uint64_t at_ns)
{
  qos_reorder_packet (reorder, &(QosArrival){QOS_SEQ_REORDERED, number}, at_ns);
}

static void
feed (QosReorder *reorder, const uint16_t *numbers)
{
  uint16_t highest = numbers[0];

  for (uint64_t i = 0; numbers[i] != 0; i++) {
    uint64_t at_ns = i * 10000000;

    if ((int16_t) (uint16_t) (numbers[i] - highest) >= 0) {
      highest = numbers[i];
      in_order (reorder, numbers[i], at_ns);
    } else {
      overtaken (reorder, numbers[i], at_ns);
    }
  }
}

static void
test_extents (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosReorder reorder;

    g_test_message ("%s", rows[i].name);
    reorder = (QosReorder){0};
    feed (&reorder, rows[i].numbers);
    g_assert_cmpuint (reorder.reordered, ==, rows[i].reordered);
    g_assert_cmpuint (reorder.extent_max, ==, rows[i].extent_max);
    /* At even spacing, late time is the extent in time. */
    g_assert_cmpuint (reorder.late_max_ns, ==, rows[i].extent_max * 10000000);
  }
}

static void
test_older_than_the_window (void)
{
  QosReorder reorder;

  reorder = (QosReorder){0};
  for (uint16_t i = 1; i <= 200; i++)
    in_order (&reorder, (uint16_t) (i + 1), i * 1000);
  overtaken (&reorder, 1, 201000);
  g_assert_cmpuint (reorder.extent_max, ==, QOS_REORDER_WINDOW);
  g_assert_cmpuint (reorder.late_max_ns, ==, QOS_REORDER_WINDOW * 1000);
}

static void
test_a_new_series_forgets (void)
{
  QosReorder reorder;

  reorder = (QosReorder){0};
  in_order (&reorder, 5000, 0);
  qos_reorder_packet (&reorder, &(QosArrival){QOS_SEQ_RESTART, 12}, 1000);
  in_order (&reorder, 14, 2000);
  overtaken (&reorder, 13, 3000);
  g_assert_cmpuint (reorder.extent_max, ==, 1);
  g_assert_cmpuint (reorder.late_max_ns, ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reorder/extents", test_extents);
  g_test_add_func ("/reorder/older-than-the-window",
      test_older_than_the_window);
  g_test_add_func ("/reorder/a-new-series-forgets", test_a_new_series_forgets);
  return g_test_run ();
}
