// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The delay line: datagrams sorted by the time when they are due, in order of
// arrival at equal times, and the lanes in which held-back ones wait for later
// ones. A binary heap; no clock.

#pragma once

#include "impair-ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPAIR_QUEUE_MAX_ENTRIES 1000000
#define IMPAIR_QUEUE_MAX_BYTES (UINT64_C (1) << 30)
#define IMPAIR_HOLD_LIMIT_NS UINT64_C (500000000)
#define IMPAIR_MAX_LANES 8

typedef struct ImpairEntry ImpairEntry;

struct ImpairEntry
{
  // set by the caller before the push
  uint64_t due_ns;
  unsigned hold_for; // wait for this many later ones of the lane; 0: none
  bool has_copy;
  uint64_t copy_after_ns;
  unsigned direction;
  unsigned client;
  ImpairTicket ticket;

  // owned by the queue
  size_t size;
  uint64_t order;
  size_t position;
  unsigned lane;
  uint64_t passed_due_ns; // not before those that passed are gone
  ImpairEntry *next_held;
  ImpairEntry *previous_held;

  uint8_t data[];
};

// Held-back entries, the oldest first.
typedef struct
{
  ImpairEntry *first;
  ImpairEntry *last;
} ImpairLane;

typedef struct
{
  ImpairEntry **heap;
  size_t count;
  size_t capacity;
  uint64_t bytes; // of all entries
  uint64_t next_order;
  ImpairLane lanes[IMPAIR_MAX_LANES];
} ImpairQueue;

void impair_queue_init (ImpairQueue *queue);
void impair_queue_clear (ImpairQueue *queue);

// A new entry with a copy of the bytes. NULL: the delay line is full.
ImpairEntry *impair_queue_create (ImpairQueue *queue, const uint8_t *data,
    size_t size);

// Frees an entry that is not in the line.
void impair_queue_free (ImpairQueue *queue, ImpairEntry *entry);

// Puts an entry into the line, which always works. A held-back entry
// (`hold_for`) stays until that many others were put into the same lane without
// being held, and until the last of these is due, but at most
// IMPAIR_HOLD_LIMIT_NS after its own time.
void impair_queue_push (ImpairQueue *queue, ImpairEntry *entry, unsigned lane);

// Puts an entry into the line that no held-back one waits for.
void impair_queue_push_aside (ImpairQueue *queue, ImpairEntry *entry);

// The entry that is due next; NULL: the line is empty.
const ImpairEntry *impair_queue_peek (const ImpairQueue *queue);

// Takes the entry that is due next out of a line that is not empty. The caller
// owns it.
ImpairEntry *impair_queue_pop (ImpairQueue *queue);
