// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Heap and hold-back lanes of impair-queue.h. Room in the heap is reserved when
// an entry is created, so that a push cannot fail.

#include "impair-queue.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 1024
#define NO_LANE IMPAIR_MAX_LANES

static bool
is_before (const ImpairEntry *a, const ImpairEntry *b)
{
  if (a->due_ns != b->due_ns)
    return a->due_ns < b->due_ns;
  return a->order < b->order;
}

static void
place (ImpairQueue *queue, size_t position, ImpairEntry *entry)
{
  queue->heap[position] = entry;
  entry->position = position;
}

static void
move_up (ImpairQueue *queue, ImpairEntry *entry)
{
  size_t position = entry->position;

  while (position > 0) {
    ImpairEntry *parent = queue->heap[(position - 1) / 2];

    if (!is_before (entry, parent))
      break;
    place (queue, position, parent);
    position = (position - 1) / 2;
  }
  place (queue, position, entry);
}

static void
move_down (ImpairQueue *queue, ImpairEntry *entry)
{
  size_t position = entry->position;

  for (;;) {
    size_t child = 2 * position + 1;

    if (child >= queue->count)
      break;
    if (child + 1 < queue->count &&
        is_before (queue->heap[child + 1], queue->heap[child]))
      child++;
    if (!is_before (queue->heap[child], entry))
      break;
    place (queue, position, queue->heap[child]);
    position = child;
  }
  place (queue, position, entry);
}

static void
insert (ImpairQueue *queue, ImpairEntry *entry, unsigned lane)
{
  entry->order = queue->next_order++;
  entry->lane = lane;
  entry->passed_due_ns = entry->due_ns;
  entry->next_held = NULL;
  entry->previous_held = NULL;
  entry->position = queue->count++;
  move_up (queue, entry);
}

static void
hold (ImpairQueue *queue, ImpairEntry *entry)
{
  ImpairLane *lane = &queue->lanes[entry->lane];

  entry->previous_held = lane->last;
  if (lane->last != NULL)
    lane->last->next_held = entry;
  else
    lane->first = entry;
  lane->last = entry;
}

static void
let_go (ImpairQueue *queue, ImpairEntry *entry)
{
  ImpairLane *lane = &queue->lanes[entry->lane];

  if (entry->previous_held != NULL)
    entry->previous_held->next_held = entry->next_held;
  else
    lane->first = entry->next_held;
  if (entry->next_held != NULL)
    entry->next_held->previous_held = entry->previous_held;
  else
    lane->last = entry->previous_held;
  entry->hold_for = 0;
}

// Records in all held-back entries of the lane that `passer` overtakes them.
static void
pass_held (ImpairQueue *queue, const ImpairEntry *passer)
{
  ImpairEntry *next = NULL;

  for (ImpairEntry *held = queue->lanes[passer->lane].first; held != NULL;
       held = next) {
    next = held->next_held;
    if (passer->due_ns > held->passed_due_ns)
      held->passed_due_ns = passer->due_ns;
    if (held->hold_for > 1) {
      held->hold_for--;
      continue;
    }
    let_go (queue, held);
    if (held->passed_due_ns < held->due_ns) {
      held->due_ns = held->passed_due_ns;
      held->order = queue->next_order++;
      move_up (queue, held);
    }
  }
}

void
impair_queue_init (ImpairQueue *queue)
{
  memset (queue, 0, sizeof *queue);
}

void
impair_queue_clear (ImpairQueue *queue)
{
  for (size_t i = 0; i < queue->count; i++)
    free (queue->heap[i]);
  free (queue->heap);
  memset (queue, 0, sizeof *queue);
}

ImpairEntry *
impair_queue_create (ImpairQueue *queue, const uint8_t *data, size_t size)
{
  ImpairEntry *entry = NULL;
  size_t bytes = sizeof *entry + size;

  if (queue->count >= IMPAIR_QUEUE_MAX_ENTRIES ||
      queue->bytes + bytes > IMPAIR_QUEUE_MAX_BYTES)
    return NULL;
  if (queue->count >= queue->capacity) {
    size_t capacity =
        queue->capacity == 0 ? FIRST_CAPACITY : queue->capacity * 2;
    ImpairEntry **heap = realloc (queue->heap, capacity * sizeof *heap);

    if (heap == NULL)
      return NULL;
    queue->heap = heap;
    queue->capacity = capacity;
  }
  entry = malloc (bytes);
  if (entry == NULL)
    return NULL;
  memset (entry, 0, sizeof *entry);
  entry->size = size;
  if (size > 0)
    memcpy (entry->data, data, size);
  queue->bytes += bytes;
  return entry;
}

void
impair_queue_free (ImpairQueue *queue, ImpairEntry *entry)
{
  queue->bytes -= sizeof *entry + entry->size;
  free (entry);
}

void
impair_queue_push (ImpairQueue *queue, ImpairEntry *entry, unsigned lane)
{
  if (entry->hold_for == 0) {
    insert (queue, entry, lane);
    pass_held (queue, entry);
    return;
  }
  insert (queue, entry, lane);
  hold (queue, entry);
  entry->due_ns += IMPAIR_HOLD_LIMIT_NS;
  move_down (queue, entry);
}

void
impair_queue_push_aside (ImpairQueue *queue, ImpairEntry *entry)
{
  entry->hold_for = 0;
  insert (queue, entry, NO_LANE);
}

const ImpairEntry *
impair_queue_peek (const ImpairQueue *queue)
{
  return queue->count > 0 ? queue->heap[0] : NULL;
}

ImpairEntry *
impair_queue_pop (ImpairQueue *queue)
{
  ImpairEntry *first = queue->heap[0];
  ImpairEntry *last = queue->heap[--queue->count];

  if (last != first) {
    last->position = 0;
    move_down (queue, last);
  }
  if (first->hold_for > 0)
    let_go (queue, first);
  return first;
}
