/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Limits the number of things per second (messages, reports): if more are
 * requested than allowed, those of the busiest streams come first. A token
 * bucket that holds one second's worth; requests are sorted into classes by
 * their packets, so that they need not be sorted individually.
 */
#pragma once

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

/* What is allowed in one round. */
typedef struct
{
  unsigned lowest_class; /* all requests of higher classes are allowed */
  uint64_t of_lowest;    /* requests of lowest_class that are allowed */
} QosBudgetShare;

/* per_second: > 0; full at first. */
void qos_budget_init (QosBudget *budget, uint32_t per_second, uint64_t now_ns);

unsigned qos_budget_class (uint32_t packets);

/* counts[n]: number of requests of class n at now_ns. Returns what the budget
 * allows. */
QosBudgetShare qos_budget_share (QosBudget *budget,
    const uint32_t counts[QOS_BUDGET_CLASSES], uint64_t now_ns);

/* For a new share: must some requests wait? */
bool qos_budget_is_limited (const QosBudgetShare *share);

/* A request of that class. False if it must wait for another round; otherwise a
 * token is used. */
bool qos_budget_take (QosBudget *budget, QosBudgetShare *share, unsigned class);

/* Uses a token, if there is one, for something that cannot wait. */
void qos_budget_charge (QosBudget *budget);
