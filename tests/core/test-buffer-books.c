/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The books of a jitter buffer against a model of one. The model holds packets
 * for a time and plays them in order. It refuses late packets, or accepts them
 * and drops them later. It flushes everything when five numbers of a new series
 * have come.
 */
#include "qos-buffer-books.h"

#include "test-util.h"

#define HOLD 8    /* how long the model holds a packet, in packets */
#define NEW_MIN 5 /* packets of a new series that start it */
#define ROOM 64

typedef struct
{
  uint16_t number;
  unsigned due;
} Held;

typedef struct
{
  QosBufferBooks books;
  Held held[ROOM]; /* in order */
  unsigned n_held;
  uint16_t fresh[NEW_MIN]; /* of what may be a new series */
  unsigned n_fresh;
  bool have_out;
  uint16_t out;
  bool came[65536]; /* in this series: duplicates never get here */
  unsigned now;
  uint64_t received, strays, pushed, refused, flushed;
  uint64_t late_out; /* came out after their playout time */
} Model;

static void
insert (Model *m, uint16_t number)
{
  unsigned at = m->n_held++;

  while (at > 0 && (int16_t) (uint16_t) (number - m->held[at - 1].number) < 0) {
    m->held[at] = m->held[at - 1];
    at--;
  }
  m->held[at] = (Held){number, m->now + HOLD};
}

static bool
is_far (const Model *m, uint16_t number)
{
  int steps = (int16_t) (uint16_t) (number - m->out);

  return m->have_out && (steps < -100 || steps > 3000);
}

static bool
is_old (const Model *m, uint16_t number)
{
  return m->have_out && (int16_t) (uint16_t) (number - m->out) <= 0;
}

/* Held, but too late to be played. */
static unsigned
n_old_held (const Model *m)
{
  unsigned n = 0;

  while (n < m->n_held && is_old (m, m->held[n].number))
    n++;
  return n;
}

static void
restart (Model *m)
{
  m->refused += n_old_held (m);
  m->flushed += m->n_held - n_old_held (m);
  m->n_held = 0;
  m->have_out = false;
  for (unsigned i = 0; i < m->n_fresh; i++)
    insert (m, m->fresh[i]);
  m->n_fresh = 0;
}

static void
put_in (Model *m, uint16_t number)
{
  if (m->came[number])
    return;
  m->came[number] = true;
  qos_buffer_books_packet_in (&m->books, number);
  m->received++;
  if (is_far (m, number)) {
    m->fresh[m->n_fresh++] = number;
    if (m->n_fresh == NEW_MIN)
      restart (m);
    return;
  }
  m->received -= m->n_fresh; /* it was not a new series */
  m->strays += m->n_fresh;
  m->n_fresh = 0;
  /* It accepts some of the late packets, and drops them in their turn. */
  if (is_old (m, number) && number % 2 == 0)
    m->refused++;
  else
    insert (m, number);
}

static void
play (Model *m)
{
  m->now++;
  while (m->n_held > 0 && m->held[0].due <= m->now) {
    uint16_t number = m->held[0].number;

    memmove (m->held, m->held + 1, --m->n_held * sizeof m->held[0]);
    if (is_old (m, number)) {
      m->refused++;
      continue;
    }
    m->out = number;
    m->have_out = true;
    m->pushed++;
    m->late_out += m->pushed % 13 == 0;
    qos_buffer_books_packet_out (&m->books, m->out);
  }
}

static QosBufferBooksResult
read_model (Model *m)
{
  QosBufferBooksCounts counts = {m->received,
      m->refused + n_old_held (m) + m->late_out, m->pushed};
  QosBufferBooksResult r;

  qos_buffer_books_read (&m->books, &counts, &r);
  g_assert_cmpuint (r.played + r.late + r.skipped + r.waiting, ==, m->received);
  g_assert_true (r.is_balanced);
  return r;
}

/* Once a series plays, all numbers are exact. */
static void
check (Model *m)
{
  QosBufferBooksResult r = read_model (m);

  g_assert_cmpuint (r.played, ==, m->pushed - m->late_out);
  g_assert_cmpuint (r.late, ==, m->refused + n_old_held (m) + m->late_out);
  g_assert_cmpuint (r.skipped, ==, m->flushed);
  g_assert_cmpuint (r.waiting, ==, m->n_held - n_old_held (m));
}

/* Random losses, delays of up to 3 hold times, and swaps. */
static void
run_series (Model *m, GRand *random, uint16_t first, unsigned n)
{
  memset (m->came, 0, sizeof m->came);
  for (unsigned i = 0; i < n; i++) {
    uint16_t number = (uint16_t) (first + i);

    if (draw (random, 10) > 0 || i == 0)
      put_in (m, number);
    if (i > 40 && draw (random, 20) == 0)
      put_in (m, (uint16_t) (number - 2 - draw (random, 3 * HOLD)));
    play (m);
    if (i > 2 * HOLD + NEW_MIN)
      check (m);
    else
      read_model (m);
  }
}

static void
test_one_series (void)
{
  static const uint16_t firsts[] = {0, 1000, 32760, 65500};
  GRand *random = make_random ();

  for (unsigned i = 0; i < G_N_ELEMENTS (firsts); i++) {
    Model m = {.now = 0};

    m.books = (QosBufferBooks){0};
    run_series (&m, random, firsts[i], 2000);
    for (unsigned j = 0; j < 2 * HOLD; j++)
      play (&m);
    check (&m);
    g_assert_cmpuint (m.n_held, ==, 0);
  }
  g_rand_free (random);
}

/* The sender restarts while packets are waiting, sometimes with the same first
 * number. */
static void
test_restarts (void)
{
  GRand *random = make_random ();
  Model m = {.now = 0};

  m.books = (QosBufferBooks){0};
  for (unsigned i = 0; i < 200; i++)
    run_series (&m, random,
        i % 2 ? 500 : (uint16_t) (20000 + draw (random, 20000)),
        300 + draw (random, 100));
  g_assert_cmpuint (m.flushed, >, 200);
  g_rand_free (random);
}

static void
test_strays (void)
{
  Model m = {.now = 0};

  m.books = (QosBufferBooks){0};
  for (unsigned i = 0; i < 2000; i++) {
    put_in (&m, (uint16_t) i);
    play (&m);
    if (i % 100 == 50) {
      put_in (&m, (uint16_t) (i + 20000));
      put_in (&m, (uint16_t) ++i);
      play (&m);
      check (&m);
    }
  }
  g_assert_cmpuint (m.strays, ==, 20);
}

static void
pass (QosBufferBooks *books, uint16_t first, unsigned in, unsigned out)
{
  for (unsigned i = 0; i < in; i++)
    qos_buffer_books_packet_in (books, (uint16_t) (first + i));
  for (unsigned i = 0; i < out; i++)
    qos_buffer_books_packet_out (books, (uint16_t) (first + i));
}

/* The first packets came before the buffer existed. */
static void
test_skipped (void)
{
  static const QosBufferBooksCounts counts = {20, 2, 10};
  QosBufferBooks books;
  QosBufferBooksResult r;

  books = (QosBufferBooks){0};
  pass (&books, 3, 17, 10);
  /* They may still be on their way, so only two equal reads confirm it. */
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.skipped, ==, 0);
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.skipped, ==, 3);
  g_assert_cmpuint (r.played, ==, 8);
  g_assert_cmpuint (r.late, ==, 2);
  g_assert_cmpuint (r.waiting, ==, 7);
  g_assert_true (r.is_balanced);
  /* Another one went through since received was counted. */
  qos_buffer_books_packet_in (&books, 20);
  qos_buffer_books_packet_out (&books, 13);
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.skipped, ==, 3);
  g_assert_cmpuint (r.played + r.late + r.waiting, ==, 17);
  g_assert_true (r.is_balanced);
}

/* The first packets of a sender wait until it is proved, and then go in: here 5
 * packets, and two reads before that. */
static void
test_kept_back (void)
{
  static const QosBufferBooksCounts kept = {5, 0, 0}, counts = {10, 0, 10};
  QosBufferBooks books;
  QosBufferBooksResult r;

  books = (QosBufferBooks){0};
  qos_buffer_books_read (&books, &kept, &r);
  qos_buffer_books_read (&books, &kept, &r);
  g_assert_cmpuint (r.skipped, ==, 5);
  pass (&books, 0, 10, 10);
  qos_buffer_books_read (&books, &counts, &r);
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.skipped, ==, 0);
  g_assert_cmpuint (r.played, ==, 10);
  g_assert_true (r.is_balanced);
}

/* Its packets are no longer accepted. */
static void
test_stopped (void)
{
  static const QosBufferBooksCounts counts = {100, 0, 10};
  QosBufferBooks books;
  QosBufferBooksResult r;

  books = (QosBufferBooks){0};
  pass (&books, 65530, 40, 10);
  for (unsigned i = 0; i < 60; i++)
    qos_buffer_books_stop (&books);
  qos_buffer_books_read (&books, &counts, &r);
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.played, ==, 10);
  g_assert_cmpuint (r.waiting, ==, 0);
  g_assert_cmpuint (r.skipped, ==, 90);
  g_assert_true (r.is_balanced);
}

/* After a long outage the first packet may come out before the second comes
 * in. */
static void
test_first_comes_out_at_once (void)
{
  static const QosBufferBooksCounts counts = {40, 0, 40};
  QosBufferBooks books;
  QosBufferBooksResult r;

  books = (QosBufferBooks){0};
  pass (&books, 100, 20, 20);
  for (uint16_t i = 2000; i < 2020; i++)
    pass (&books, i, 1, 1);
  qos_buffer_books_read (&books, &counts, &r);
  g_assert_cmpuint (r.played, ==, 40);
  g_assert_cmpuint (r.late, ==, 0);
  g_assert_true (r.is_balanced);
}

/* A buffer that refuses nothing: late packets are still late. The packets that
 * a buffer refuses may be unknown to everything else. */
static void
test_late_is_not_what_the_buffer_refuses (void)
{
  static const QosBufferBooksCounts let_through = {20, 7, 20};
  static const QosBufferBooksCounts refused = {23, 1, 20};
  QosBufferBooks books;
  QosBufferBooksResult r;

  books = (QosBufferBooks){0};
  pass (&books, 100, 20, 20);
  qos_buffer_books_read (&books, &let_through, &r);
  g_assert_cmpuint (r.late, ==, 7);
  g_assert_cmpuint (r.played, ==, 13);
  g_assert_true (r.is_balanced);
  pass (&books, 110, 3, 0); /* came again, after they had gone by */
  qos_buffer_books_read (&books, &refused, &r);
  g_assert_cmpuint (r.late, ==, 3);
  g_assert_cmpuint (r.played, ==, 20);
  g_assert_true (r.is_balanced);
}

/* Each packet is in exactly one of the four counts, however many are late or
 * waiting. */
static void
test_late_ones_may_wait (void)
{
  for (uint64_t late = 0; late <= 40; late++) {
    QosBufferBooksCounts counts = {40, late, 10};
    QosBufferBooks books;
    QosBufferBooksResult r;

    books = (QosBufferBooks){0};
    pass (&books, 100, 40, 10);
    qos_buffer_books_read (&books, &counts, &r);
    g_assert_cmpuint (r.late, ==, late);
    g_assert_cmpuint (r.waiting, ==, late <= 10 ? 30 : 40 - late);
    g_assert_cmpuint (r.played, ==, late <= 10 ? 10 - late : 0);
    g_assert_cmpuint (r.skipped, ==, 0);
    g_assert_true (r.is_balanced);
  }
}

typedef struct
{
  unsigned in, out;
  QosBufferBooksCounts counts;
} Wrong;

static void
test_wrong_counts (void)
{
  static const Wrong wrong[] = {
      {100, 100, {100, 0, 150}},  /* the buffer pushed more than came */
      {100, 90, {100, 0, 10}},    /* or fewer */
      {200, 190, {100, 10, 190}}, /* went in but did not come */
  };

  for (unsigned i = 0; i < G_N_ELEMENTS (wrong); i++) {
    QosBufferBooks books;
    QosBufferBooksResult r;

    books = (QosBufferBooks){0};
    pass (&books, 65500, wrong[i].in, wrong[i].out);
    qos_buffer_books_read (&books, &wrong[i].counts, &r);
    g_assert_false (r.is_balanced);
    g_assert_cmpuint (r.played + r.late + r.waiting + r.skipped, ==,
        wrong[i].counts.received);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/buffer-books/one-series", test_one_series);
  g_test_add_func ("/buffer-books/restarts", test_restarts);
  g_test_add_func ("/buffer-books/strays", test_strays);
  g_test_add_func ("/buffer-books/skipped", test_skipped);
  g_test_add_func ("/buffer-books/kept-back", test_kept_back);
  g_test_add_func ("/buffer-books/stopped", test_stopped);
  g_test_add_func ("/buffer-books/first-comes-out-at-once",
      test_first_comes_out_at_once);
  g_test_add_func ("/buffer-books/late-is-not-what-the-buffer-refuses",
      test_late_is_not_what_the_buffer_refuses);
  g_test_add_func ("/buffer-books/late-ones-may-wait", test_late_ones_may_wait);
  g_test_add_func ("/buffer-books/wrong-counts", test_wrong_counts);
  return g_test_run ();
}
