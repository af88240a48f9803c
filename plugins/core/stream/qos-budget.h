/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A fixed number of things a second (messages, reports), for which there may be
 * more takers than it allows: those of the busiest streams come first. A token
 * bucket that holds one second's worth; the takers are sorted into classes by
 * their packets, so that nothing has to be sorted one by one.
 */
#ifndef QOS_BUDGET_H
#define QOS_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/* Class n has 2^(n-1) to 2^n - 1 packets, class 0 has none. */
#define QOS_BUDGET_CLASSES 33

typedef struct
{
  uint32_t per_second;
  uint64_t filled_ns;
  uint64_t tokens;
} QosBudget;

/* What may be taken in one round. */
typedef struct
{
  unsigned lowest_class; /* classes above it are allowed whole */
  uint64_t of_lowest;    /* takers of lowest_class that are allowed */
} QosBudgetShare;

/* per_second: > 0; full at first. */
void qos_budget_init (QosBudget *budget, uint32_t per_second, uint64_t now_ns);

unsigned qos_budget_class (uint32_t packets);

/* counts[n]: takers of class n at now_ns. Returns what the budget allows them. */
QosBudgetShare qos_budget_share (QosBudget *budget,
    const uint32_t counts[QOS_BUDGET_CLASSES], uint64_t now_ns);

/* Of a fresh share: some have to wait. */
bool qos_budget_is_limited (const QosBudgetShare *share);

/* A taker of that class comes. False when it has to wait for another round; else
 * it is paid for. */
bool qos_budget_take (QosBudget *budget, QosBudgetShare *share, unsigned class);

/* Something that can't wait is paid for as far as there is anything. */
void qos_budget_charge (QosBudget *budget);

#endif
