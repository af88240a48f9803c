// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Tests of the delay line of `impair`: order, hold-back, bounds.

#include "impair-queue.h"
#include "impair-random.h"
#include "impair-test.h"

#include <string.h>

#define MS UINT64_C (1000000)

static ImpairEntry *
push (ImpairQueue *queue, char name, uint64_t due_ns, unsigned hold_for)
{
  ImpairEntry *entry = impair_queue_create (queue, (const uint8_t *) &name, 1);

  entry->due_ns = due_ns;
  entry->hold_for = hold_for;
  impair_queue_push (queue, entry, 0);
  return entry;
}

// Empties the queue; true if the entries come out in this order.
static bool
comes_out (ImpairQueue *queue, const char *expected)
{
  char seen[64] = "";
  size_t length = 0;

  while (impair_queue_peek (queue) != NULL) {
    ImpairEntry *entry = impair_queue_pop (queue);

    if (length + 1 < sizeof seen)
      seen[length++] = (char) entry->data[0];
    impair_queue_free (queue, entry);
  }
  return strcmp (seen, expected) == 0 && queue->bytes == 0;
}

static void
test_queue (void)
{
  ImpairQueue queue;
  ImpairEntry *entry = NULL;

  impair_queue_init (&queue);
  push (&queue, 'b', 2, 0);
  push (&queue, 'c', 2, 0);
  push (&queue, 'a', 1, 0);
  push (&queue, 'd', 3, 0);
  check (comes_out (&queue, "abcd"), "queue: by time, then by arrival");
  push (&queue, 'h', 1, 2);
  push (&queue, 'a', 2, 0);
  push (&queue, 'b', 3, 0);
  push (&queue, 'c', 3, 0);
  check (comes_out (&queue, "abhc"), "queue: held back by two");
  push (&queue, 'h', 1, 1);
  push (&queue, 'i', 1, 1);
  push (&queue, 'a', 900 * MS, 0);
  push (&queue, 'b', 1, 0);
  check (comes_out (&queue, "bhia"), "queue: held back until the limit");
  push (&queue, 'h', 1, 1);
  push (&queue, 'i', 1, 1);
  push (&queue, 'a', 9, 0);
  check (comes_out (&queue, "ahi"), "queue: let go in order of arrival");
  push (&queue, 'h', 1, 3);
  entry = impair_queue_create (&queue, (const uint8_t *) "a", 1);
  entry->due_ns = 5;
  impair_queue_push_aside (&queue, entry);
  push (&queue, 'b', 6, 0);
  push (&queue, 'c', 7, 0);
  check (impair_queue_peek (&queue)->data[0] == 'a' &&
          comes_out (&queue, "abch"),
      "queue: a copy put aside does not count");
  push (&queue, 'h', 1, 1);
  check (comes_out (&queue, "h") && queue.lanes[0].first == NULL &&
          queue.lanes[0].last == NULL,
      "queue: no packet is held any more");
  push (&queue, 'h', 1, 1);
  impair_queue_clear (&queue);
  check (impair_queue_peek (&queue) == NULL, "queue: cleared with entries");
}

static void
test_queue_order (void)
{
  ImpairRandom random;
  ImpairQueue queue;
  uint64_t last_ns = 0;
  unsigned wrong = 0;

  impair_queue_init (&queue);
  impair_random_init (&random, 4, 0);
  for (unsigned i = 0; i < 5000; i++)
    push (&queue, 'x', impair_random_next (&random) % 1000 * MS,
        i % 7 == 0 ? 1 + i % 11 : 0);
  while (impair_queue_peek (&queue) != NULL) {
    ImpairEntry *entry = impair_queue_pop (&queue);

    wrong += entry->due_ns < last_ns;
    last_ns = entry->due_ns;
    impair_queue_free (&queue, entry);
    if (queue.count % 3 == 1 && queue.next_order < 9000)
      push (&queue, 'y', last_ns + impair_random_next (&random) % 9, 0);
  }
  check (wrong == 0 && queue.bytes == 0 && queue.lanes[0].first == NULL,
      "queue: 5000 random entries come out in order");
  impair_queue_clear (&queue);
}

static void
test_queue_bound (void)
{
  ImpairEntry *entry = NULL;
  ImpairQueue queue;
  unsigned count = 0;

  impair_queue_init (&queue);
  for (;; count++) {
    entry = impair_queue_create (&queue, NULL, 0);

    if (entry == NULL)
      break;
    entry->due_ns = count;
    impair_queue_push (&queue, entry, 0);
  }
  check (count == IMPAIR_QUEUE_MAX_ENTRIES, "queue: bounded");
  impair_queue_free (&queue, impair_queue_pop (&queue));
  entry = impair_queue_create (&queue, NULL, 0);
  check (entry != NULL, "queue: room again after one has left");
  impair_queue_free (&queue, entry);
  impair_queue_clear (&queue);
}

int
main (void)
{
  test_queue ();
  test_queue_order ();
  test_queue_bound ();
  return finish ();
}
