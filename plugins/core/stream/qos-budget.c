/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-budget.h"

#include "qos-time.h"
#include "qos-rate.h"

void
qos_budget_init (QosBudget *budget, uint32_t per_second, uint64_t now_ns)
{
  *budget = (QosBudget){per_second, now_ns, per_second};
}

unsigned
qos_budget_class (uint32_t packets)
{
  unsigned class = 0;

  for (; packets > 0; packets >>= 1)
    class ++;
  return class;
}

/* The time of an incomplete token is kept. */
static void
fill (QosBudget *budget, uint64_t now_ns)
{
  uint64_t passed_ns = qos_rate_age (now_ns, budget->filled_ns);
  uint64_t more;

  if (passed_ns >= QOS_NS_PER_S) {
    budget->tokens = budget->per_second;
    budget->filled_ns = now_ns;
    return;
  }
  more = passed_ns * budget->per_second / QOS_NS_PER_S;
  budget->filled_ns += more * QOS_NS_PER_S / budget->per_second;
  budget->tokens += more;
  if (budget->tokens > budget->per_second)
    budget->tokens = budget->per_second;
}

QosBudgetShare
qos_budget_share (QosBudget *budget, const uint32_t counts[QOS_BUDGET_CLASSES],
    uint64_t now_ns)
{
  uint64_t left;

  fill (budget, now_ns);
  left = budget->tokens;
  for (unsigned class = QOS_BUDGET_CLASSES; class -- > 0;) {
    if (counts[class] > left)
      return (QosBudgetShare){class, left};
    left -= counts[class];
  }
  return (QosBudgetShare){0, UINT64_MAX};
}

bool
qos_budget_is_limited (const QosBudgetShare *share)
{
  return share->of_lowest != UINT64_MAX;
}

bool
qos_budget_take (QosBudget *budget, QosBudgetShare *share, unsigned class)
{
  if (class < share->lowest_class ||
      (class == share->lowest_class && share->of_lowest == 0))
    return false;
  if (class == share->lowest_class)
    share->of_lowest--;
  qos_budget_charge (budget);
  return true;
}

void
qos_budget_charge (QosBudget *budget)
{
  if (budget->tokens > 0)
    budget->tokens--;
}
