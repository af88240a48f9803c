/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A fixed number of messages a second, shared out with the busiest first.
 */
#include "qos-budget.h"

#include "qos-ntp.h"
#include "test-util.h"

#define START (UINT64_C (77) * QOS_NS_PER_S)

static void
test_classes (void)
{
  static const uint32_t rows[][2] = {{0, 0}, {1, 1}, {2, 2}, {3, 2}, {4, 3},
      {24, 5}, {0x7fffffff, 31}, {0xffffffff, 32}};

  for (unsigned i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (qos_budget_class (rows[i][0]), ==, rows[i][1]);
}

/* Makes counts[class] requests of each class. Returns how many were allowed. */
static uint32_t
take_all (QosBudget *budget, const uint32_t counts[QOS_BUDGET_CLASSES],
    uint64_t now_ns, uint32_t allowed[QOS_BUDGET_CLASSES])
{
  QosBudgetShare share = qos_budget_share (budget, counts, now_ns);
  uint32_t sum = 0;

  for (unsigned class = 0; class < QOS_BUDGET_CLASSES; class ++) {
    allowed[class] = 0;
    for (uint32_t i = 0; i < counts[class]; i++)
      allowed[class] += qos_budget_take (budget, &share, class);
    sum += allowed[class];
  }
  return sum;
}

static void
test_all_within_the_budget (void)
{
  const uint32_t counts[QOS_BUDGET_CLASSES] = {10, 20, 30};
  uint32_t allowed[QOS_BUDGET_CLASSES];
  QosBudget budget;

  qos_budget_init (&budget, 60, START);
  g_assert_cmpuint (take_all (&budget, counts, START, allowed), ==, 60);
  g_assert_cmpuint (take_all (&budget, counts, START, allowed), ==, 0);
}

static void
test_the_busiest_first (void)
{
  uint32_t counts[QOS_BUDGET_CLASSES] = {4000, 50, [5] = 3};
  uint32_t allowed[QOS_BUDGET_CLASSES];
  QosBudget budget;

  qos_budget_init (&budget, 100, START);
  g_assert_cmpuint (take_all (&budget, counts, START, allowed), ==, 100);
  g_assert_cmpuint (allowed[5], ==, 3);
  g_assert_cmpuint (allowed[1], ==, 50);
  g_assert_cmpuint (allowed[0], ==, 47);
  /* 200 ms later, 20 more are allowed. */
  counts[0] = 100000;
  g_assert_cmpuint (take_all (&budget, counts, START + QOS_NS_PER_S / 5,
                        allowed),
      ==, 20);
  g_assert_cmpuint (allowed[5], ==, 3);
  g_assert_cmpuint (allowed[1], ==, 17);
  g_assert_cmpuint (allowed[0], ==, 0);
}

/* However often requests come, no second exceeds the budget, once the initial
 * allowance is spent. */
static void
test_a_second (void)
{
  static const uint64_t periods_ns[] = {1000, 333333, 7 * QOS_NS_PER_MS};
  const uint32_t counts[QOS_BUDGET_CLASSES] = {[3] = 5000};
  uint32_t allowed[QOS_BUDGET_CLASSES];

  for (unsigned i = 0; i < G_N_ELEMENTS (periods_ns); i++) {
    QosBudget budget;
    uint64_t sum = 0;

    qos_budget_init (&budget, 2048, START);
    take_all (&budget, counts, START, allowed);
    for (uint64_t t = 0; t <= QOS_NS_PER_S; t += periods_ns[i]) {
      uint32_t few[QOS_BUDGET_CLASSES] = {[3] = 20};

      sum += take_all (&budget, few, START + t, allowed);
    }
    g_assert_cmpuint (sum, <=, 2048);
    g_assert_cmpuint (sum, >=, MIN (2033, 20 * (QOS_NS_PER_S / periods_ns[i])));
  }
}

static void
test_charged_in_advance (void)
{
  const uint32_t counts[QOS_BUDGET_CLASSES] = {[3] = 10};
  uint32_t allowed[QOS_BUDGET_CLASSES];
  QosBudget budget;

  qos_budget_init (&budget, 10, START);
  for (unsigned i = 0; i < 7; i++)
    qos_budget_charge (&budget);
  g_assert_cmpuint (take_all (&budget, counts, START, allowed), ==, 3);
  for (unsigned i = 0; i < 7; i++)
    qos_budget_charge (&budget); /* nothing is left, but there is no debt */
  g_assert_cmpuint (take_all (&budget, counts, START + QOS_NS_PER_S / 10,
                        allowed),
      ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/budget/classes", test_classes);
  g_test_add_func ("/budget/all-within-the-budget", test_all_within_the_budget);
  g_test_add_func ("/budget/the-busiest-first", test_the_busiest_first);
  g_test_add_func ("/budget/a-second", test_a_second);
  g_test_add_func ("/budget/charged-in-advance", test_charged_in_advance);
  return g_test_run ();
}
