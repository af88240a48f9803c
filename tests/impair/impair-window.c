// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Ring of two-bit states behind impair-window.h.

#include "impair-window.h"

#include <string.h>

// The first number is extended to itself plus this, so that older ones (up to a
// whole window) stay positive.
#define FIRST_CYCLE (UINT64_C (1) << 32)
#define SLOTS_PER_WORD 32
#define ALL_DELIVERED UINT64_C (0xaaaaaaaaaaaaaaaa)

static uint64_t
word_index (uint64_t ext)
{
  return ext % IMPAIR_WINDOW_SLOTS / SLOTS_PER_WORD;
}

static unsigned
bit_shift (uint64_t ext)
{
  return (unsigned) (ext % SLOTS_PER_WORD) * 2;
}

static ImpairSlot
read_slot (const ImpairWindow *window, uint64_t ext)
{
  return (ImpairSlot) (window->words[word_index (ext)] >> bit_shift (ext) & 3);
}

static void
write_slot (ImpairWindow *window, uint64_t ext, ImpairSlot slot)
{
  uint64_t *word = &window->words[word_index (ext)];

  *word &= ~(UINT64_C (3) << bit_shift (ext));
  *word |= (uint64_t) slot << bit_shift (ext);
}

static void
close_run (ImpairWalk *walk)
{
  uint64_t bucket =
      walk->open < IMPAIR_RUN_BUCKETS ? walk->open : IMPAIR_RUN_BUCKETS;

  if (walk->open > 0 && walk->have_delivered) {
    walk->waiting.counts[bucket - 1]++;
    walk->waiting.lost += walk->open;
  }
  walk->open = 0;
}

static void
settle_waiting (ImpairWalk *walk)
{
  if (walk->waiting.lost == 0)
    return;
  for (unsigned i = 0; i < IMPAIR_RUN_BUCKETS; i++)
    walk->sure.counts[i] += walk->waiting.counts[i];
  walk->sure.lost += walk->waiting.lost;
  memset (&walk->waiting, 0, sizeof walk->waiting);
}

static void
step (ImpairWalk *walk, ImpairSlot slot)
{
  if (slot == IMPAIR_SLOT_DROPPED) {
    walk->open++;
    return;
  }
  close_run (walk);
  if (slot == IMPAIR_SLOT_DELIVERED) {
    settle_waiting (walk);
    walk->have_delivered = true;
  }
}

// Walks [from, end). A word of equal states counts as one step, which gives the
// same result except for dropped ones.
static void
walk_range (const ImpairWindow *window, ImpairWalk *walk, uint64_t from,
    uint64_t end)
{
  while (from < end) {
    uint64_t word = window->words[word_index (from)];

    step (walk, read_slot (window, from));
    if (from % SLOTS_PER_WORD == 0 && from + SLOTS_PER_WORD <= end &&
        (word == 0 || word == ALL_DELIVERED))
      from += SLOTS_PER_WORD;
    else
      from++;
  }
}

// Makes `ext` the highest number; what leaves the window is settled.
static void
slide (ImpairWindow *window, uint64_t ext)
{
  uint64_t old_base = window->highest + 1 - IMPAIR_WINDOW_SLOTS;
  uint64_t new_base = ext + 1 - IMPAIR_WINDOW_SLOTS;

  walk_range (window, &window->settled, old_base, new_base);
  for (uint64_t next = old_base; next < new_base; next++)
    write_slot (window, next, IMPAIR_SLOT_NONE);
  window->highest = ext;
}

uint64_t
impair_window_receive (ImpairWindow *window, uint16_t seq)
{
  uint64_t ext = 0;
  uint16_t ahead = (uint16_t) (seq - (uint16_t) window->highest);

  if (!window->have_highest) {
    window->have_highest = true;
    window->highest = FIRST_CYCLE + seq;
    window->lowest = window->highest;
    return window->highest;
  }
  if (ahead < 0x8000) {
    ext = window->highest + ahead;
    slide (window, ext);
  } else {
    ext = window->highest - (uint16_t) -ahead;
  }
  return ext;
}

bool
impair_window_has (const ImpairWindow *window, uint64_t ext)
{
  return ext <= window->highest && window->highest - ext < IMPAIR_WINDOW_SLOTS;
}

ImpairSlot
impair_window_get (const ImpairWindow *window, uint64_t ext)
{
  return read_slot (window, ext);
}

void
impair_window_set (ImpairWindow *window, uint64_t ext, ImpairSlot slot)
{
  if (ext < window->lowest)
    window->lowest = ext;
  write_slot (window, ext, slot);
}

void
impair_window_runs (const ImpairWindow *window, ImpairRuns *out)
{
  ImpairWalk walk = window->settled;
  uint64_t base = window->highest + 1 - IMPAIR_WINDOW_SLOTS;

  if (window->have_highest)
    walk_range (window, &walk, base > window->lowest ? base : window->lowest,
        window->highest + 1);
  *out = walk.sure;
}
