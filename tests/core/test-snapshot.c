/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A snapshot holds what was set, and nothing else. The tables are tested in
 * test-fields.c.
 */
#include "qos-snapshot.h"

#include "test-util.h"

#define LAST (QOS_SNAPSHOT_FIELDS_MAX - 1)

static void
test_nothing_is_known (void)
{
  QosSnapshot s;

  memset (&s, 0xff, sizeof s);
  qos_snapshot_clear (&s);
  for (unsigned field = 0; field < QOS_SNAPSHOT_FIELDS_MAX; field++)
    g_assert_false (qos_snapshot_has (&s, field));
}

static void
test_values (void)
{
  QosSnapshot s;

  qos_snapshot_clear (&s);
  qos_snapshot_set_uint (&s, 0, UINT64_MAX);
  qos_snapshot_set_int (&s, 31, INT32_MIN);
  qos_snapshot_set_double (&s, 32, -0.25);
  qos_snapshot_set_uint (&s, LAST, 0);
  g_assert_cmpuint (s.values[0].u, ==, UINT64_MAX);
  g_assert_cmpint (s.values[31].i, ==, INT32_MIN);
  g_assert_cmpfloat (s.values[32].d, ==, -0.25);
  g_assert_cmpuint (s.values[LAST].u, ==, 0);
  for (unsigned field = 0; field < QOS_SNAPSHOT_FIELDS_MAX; field++)
    g_assert_cmpint (qos_snapshot_has (&s, field), ==,
        field == 0 || field == 31 || field == 32 || field == LAST);

  qos_snapshot_clear (&s);
  g_assert_false (qos_snapshot_has (&s, 0));
  g_assert_false (qos_snapshot_has (&s, LAST));
}

static void
test_last_value_counts (void)
{
  QosSnapshot s;

  qos_snapshot_clear (&s);
  qos_snapshot_set_uint (&s, 3, 1);
  qos_snapshot_set_uint (&s, 3, 2);
  g_assert_cmpuint (s.values[3].u, ==, 2);
  qos_snapshot_set_text (&s, 4, "one");
  qos_snapshot_set_text (&s, 4, "two");
  g_assert_cmpstr (qos_snapshot_text (&s, 4), ==, "two");
}

static void
test_texts (void)
{
  QosSnapshot s;
  char text[] = "first";

  qos_snapshot_clear (&s);
  qos_snapshot_set_text (&s, 1, text);
  qos_snapshot_set_text (&s, 2, "");
  qos_snapshot_set_text (&s, 3, "third");
  text[0] = 'F'; /* it was copied */
  g_assert_cmpstr (qos_snapshot_text (&s, 1), ==, "first");
  g_assert_false (qos_snapshot_has (&s, 2));
  g_assert_cmpstr (qos_snapshot_text (&s, 3), ==, "third");
}

static void
test_long_texts_are_cut (void)
{
  static const size_t lengths[] = {1, QOS_TEXT_SIZE - 2, QOS_TEXT_SIZE - 1,
      QOS_TEXT_SIZE, 1000};
  char text[1001];

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
    QosSnapshot s;

    memset (text, 'x', sizeof text);
    text[lengths[i]] = '\0';
    qos_snapshot_clear (&s);
    qos_snapshot_set_text (&s, 0, text);
    g_assert_cmpuint (strlen (qos_snapshot_text (&s, 0)), ==,
        MIN (lengths[i], QOS_TEXT_SIZE - 1));
  }
}

static void
test_texts_over_the_maximum (void)
{
  QosSnapshot s;

  qos_snapshot_clear (&s);
  for (unsigned field = 0; field < QOS_SNAPSHOT_TEXTS_MAX + 3; field++) {
    char text[] = {(char) ('a' + field), '\0'};

    qos_snapshot_set_text (&s, field, text);
  }
  for (unsigned field = 0; field < QOS_SNAPSHOT_TEXTS_MAX + 3; field++) {
    char text[] = {(char) ('a' + field), '\0'};

    g_assert_cmpint (qos_snapshot_has (&s, field), ==,
        field < QOS_SNAPSHOT_TEXTS_MAX);
    if (qos_snapshot_has (&s, field))
      g_assert_cmpstr (qos_snapshot_text (&s, field), ==, text);
  }
}

/* Keeps as many values as there is room for, of a few among many. */
static void
test_kept_values (void)
{
  QosSnapshot s, copy;
  QosValues values;

  for (unsigned every = 1; every <= 3; every++) {
    unsigned n = 0;

    qos_snapshot_clear (&s);
    for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX; i += every)
      qos_snapshot_set_uint (&s, i, 1000 + i);
    qos_snapshot_keep (&s, &values);
    qos_snapshot_restore (&copy, &values);
    for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX; i++) {
      const QosValue *value = qos_values_find (&values, i);
      bool is_kept = i % every == 0 && n < QOS_VALUES_MAX;

      n += is_kept;
      g_assert_true (qos_snapshot_has (&copy, i) == is_kept);
      g_assert_true ((value != NULL) == is_kept);
      if (is_kept) {
        g_assert_cmpuint (copy.values[i].u, ==, 1000 + i);
        g_assert_cmpuint (value->u, ==, 1000 + i);
      }
    }
  }
}

static void
test_counts (void)
{
  uint64_t counts[QOS_SNAPSHOT_LIST_SIZE + 2];
  const uint64_t *got;
  QosSnapshot s, copy;
  QosValues values;
  unsigned n;

  for (unsigned i = 0; i < G_N_ELEMENTS (counts); i++)
    counts[i] = UINT64_MAX - i;
  qos_snapshot_clear (&s);
  qos_snapshot_set_uint (&s, 0, 4711);
  qos_snapshot_keep (&s, &values);
  qos_snapshot_restore (&copy, &values);
  g_assert_true (qos_snapshot_has (&copy, 0));
  qos_snapshot_set_counts (&copy, LAST, counts, G_N_ELEMENTS (counts));
  for (unsigned i = 1; i < QOS_SNAPSHOT_LISTS_MAX; i++)
    qos_snapshot_set_counts (&copy, 10 + i, counts, 1);
  qos_snapshot_set_counts (&copy, 1, counts, 1); /* there is no room left */
  got = qos_snapshot_counts (&copy, LAST, &n);
  assert_bytes (got, n * sizeof *got, counts,
      QOS_SNAPSHOT_LIST_SIZE * sizeof *got);
  g_assert_false (qos_snapshot_has (&copy, 1));
  g_assert_false (qos_snapshot_has (&s, LAST));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/nothing-is-known", test_nothing_is_known);
  g_test_add_func ("/snapshot/values", test_values);
  g_test_add_func ("/snapshot/last-value-counts", test_last_value_counts);
  g_test_add_func ("/snapshot/texts", test_texts);
  g_test_add_func ("/snapshot/long-texts-are-cut", test_long_texts_are_cut);
  g_test_add_func ("/snapshot/texts-over-the-maximum",
      test_texts_over_the_maximum);
  g_test_add_func ("/snapshot/kept-values", test_kept_values);
  g_test_add_func ("/snapshot/counts", test_counts);
  return g_test_run ();
}
