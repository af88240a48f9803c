/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The tables of fields. Names are frozen: applications, tests and other
 * people's programs read them. A new one goes to the end of its group in the
 * table and in the list here. A name is never changed or removed.
 */
#include "qos-snapshot.h"

#include "test-util.h"

static const char *const stream_names[] = {
    "ssrc",
    "cname",
    "name",
    "address",
    "clock-rate",
    "packets-received",
    "packets-expected",
    "packets-lost",
    "packets-duplicated",
    "packets-reordered",
    "packets-late",
    "packets-played",
    "packets-waiting",
    "packets-skipped",
    "concealed-ms",
    "packets-stray",
    "packets-foreign",
    "books-balanced",
    "restarts",
    "bytes-received",
    "wire-bytes-received",
    "loss-percent",
    "loss-total-percent",
    "jitter-ms",
    "jitter-mean-ms",
    "jitter-max-ms",
    "delta-max-ms",
    "media-kbps",
    "wire-kbps",
    "rtt-ms",
    "delay-ms",
    "return-delay-ms",
    "delay-error-ms",
    "clock-offset-ms",
    "skew-ppm",
    "mouth-to-ear-ms",
    "queue-delay-ms",
    "pdv-p50-ms",
    "pdv-p95-ms",
    "pdv-p99-ms",
    "pdv-max-ms",
    "pdv-total-p50-ms",
    "pdv-total-p95-ms",
    "pdv-total-p99-ms",
    "pdv-total-max-ms",
    "packets-later-than",
    "loss-runs",
    "loss-run-mean",
    "loss-run-max",
    "burst-count",
    "burst-density-percent",
    "burst-duration-ms",
    "gap-density-percent",
    "gap-duration-ms",
    "gilbert-p-percent",
    "gilbert-r-percent",
    "burst-ratio",
    "reordered-percent",
    "reorder-extent-max",
    "reorder-late-max-ms",
    "r-factor",
    "mos",
    "last-packet-bytes",
    "last-packet-age-ms",
    "running-time",
    "timestamp",
    "duration",
    "end-reason",
    "not-played",
};

static const char *const sender_names[] = {
    "ssrc",
    "packets-sent",
    "packets-not-sent",
    "bytes-sent",
    "wire-bytes-sent",
    "media-kbps",
    "wire-kbps",
    "rtt-ms",
    "rtt-min-ms",
    "delay-ms",
    "return-delay-ms",
    "delay-error-ms",
    "clock-offset-ms",
    "skew-ppm",
    "remote-ssrc",
    "remote-cname",
    "remote-name",
    "remote-packets-received",
    "remote-loss-percent",
    "remote-packets-lost",
    "remote-packets-duplicated",
    "packets-in-flight",
    "books-balanced",
    "remote-jitter-ms",
    "remote-loss-run-max",
    "remote-burst-density-percent",
    "remote-burst-duration-ms",
    "remote-gap-density-percent",
    "remote-gap-duration-ms",
    "remote-discard-percent",
    "remote-jitter-buffer-ms",
    "remote-r-factor",
    "remote-mos",
    "report-age-ms",
    "reports-received",
    "byes-received",
    "running-time",
    "duration",
};

static const char *const event_names[] = {
    "ssrc",
    "cname",
    "cause",
    "gap-ms",
    "packets-lost",
    "packets-late",
    "excess-ms",
    "latency-ms",
    "advised-latency-ms",
    "saved-percent",
    "advice",
    "running-time",
};

static const char *const notice_names[] = {
    "ssrc",
    "address",
    "name",
    "notice",
    "text",
    "advice",
    "running-time",
};

typedef struct
{
  const QosField *fields;
  size_t n;
  const char *const *names;
  size_t n_names;
} Table;

static const Table tables[] = {
    {qos_stream_fields, QOS_STREAM_N_FIELDS, stream_names,
        G_N_ELEMENTS (stream_names)},
    {qos_sender_fields, QOS_SENDER_N_FIELDS, sender_names,
        G_N_ELEMENTS (sender_names)},
    {qos_event_fields, QOS_EVENT_N_FIELDS, event_names,
        G_N_ELEMENTS (event_names)},
    {qos_notice_fields, QOS_NOTICE_N_FIELDS, notice_names,
        G_N_ELEMENTS (notice_names)},
};

/* A name with this suffix has this unit and type, and no other name has
 * them. */
typedef struct
{
  const char *ending;
  const char *unit;
} Unit;

static const Unit units[] = {
    {"-ms", "ms"},
    {"-kbps", "kbit/s"},
    {"-percent", "%"},
    {"-ppm", "ppm"},
};

static void
test_frozen_names (gconstpointer data)
{
  const Table *table = data;

  g_assert_cmpuint (table->n, ==, table->n_names);
  for (size_t i = 0; i < table->n; i++)
    g_assert_cmpstr (table->fields[i].name, ==, table->names[i]);
}

static void
test_fit_a_snapshot (gconstpointer data)
{
  const Table *table = data;
  size_t n_texts = 0, n_lists = 0;

  g_assert_cmpuint (table->n, <=, QOS_SNAPSHOT_FIELDS_MAX);
  for (size_t i = 0; i < table->n; i++) {
    n_texts += table->fields[i].type == QOS_TYPE_TEXT;
    n_lists += table->fields[i].type == QOS_TYPE_COUNTS;
  }
  g_assert_cmpuint (n_texts, <=, QOS_SNAPSHOT_TEXTS_MAX);
  g_assert_cmpuint (n_lists, <=, QOS_SNAPSHOT_LISTS_MAX);
}

static void
test_unique (gconstpointer data)
{
  const Table *table = data;

  for (size_t i = 0; i < table->n; i++)
    for (size_t j = 0; j < i; j++)
      g_assert_cmpstr (table->fields[i].name, !=, table->fields[j].name);
}

static void
test_kebab_case (gconstpointer data)
{
  const Table *table = data;

  for (size_t i = 0; i < table->n; i++)
    g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        table->fields[i].name, 0, 0));
}

static void
test_described (gconstpointer data)
{
  const Table *table = data;

  for (size_t i = 0; i < table->n; i++) {
    g_assert_nonnull (table->fields[i].unit);
    g_assert_nonnull (table->fields[i].meaning);
    g_assert_cmpuint (strlen (table->fields[i].meaning), >, 0);
  }
}

static void
test_unit_is_in_the_name (gconstpointer data)
{
  const Table *table = data;

  for (size_t i = 0; i < table->n; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (units); j++) {
      const QosField *field = &table->fields[i];
      bool ends_so = g_str_has_suffix (field->name, units[j].ending);

      if (ends_so != g_str_equal (field->unit, units[j].unit))
        g_error ("%s has the unit %s", field->name, field->unit);
      if (ends_so)
        g_assert_cmpint (field->type, ==, QOS_TYPE_DOUBLE);
    }
}

static void
test_types (gconstpointer data)
{
  static const struct
  {
    const char *pattern;
    QosType type;
  } rows[] = {
      {"^(remote-)?ssrc$", QOS_TYPE_UINT},
      {"^(remote-)?(cname|name)$|^address$|^end-reason$|^not-played$",
          QOS_TYPE_TEXT},
      {"^clock-rate$", QOS_TYPE_INT},
      {"^packets-later-than$", QOS_TYPE_COUNTS},
      {"^(wire-)?(packets|bytes)-(?!later)", QOS_TYPE_UINT64},
      {"^(running-time|timestamp|duration)$", QOS_TYPE_UINT64},
  };
  const Table *table = data;

  for (size_t i = 0; i < table->n; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (rows); j++)
      if (g_regex_match_simple (rows[j].pattern, table->fields[i].name, 0, 0) &&
          table->fields[i].type != rows[j].type)
        g_error ("%s is of type %d", table->fields[i].name,
            (int) table->fields[i].type);
}

static void
add_tests (const char *which, const Table *table)
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } rows[] = {
      {"frozen-names", test_frozen_names},
      {"fit-a-snapshot", test_fit_a_snapshot},
      {"unique", test_unique},
      {"kebab-case", test_kebab_case},
      {"described", test_described},
      {"unit-is-in-the-name", test_unit_is_in_the_name},
      {"types", test_types},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *path = g_strdup_printf ("/fields/%s/%s", which, rows[i].name);

    g_test_add_data_func (path, table, rows[i].run);
    g_free (path);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tests ("stream", &tables[0]);
  add_tests ("sender", &tables[1]);
  add_tests ("event", &tables[2]);
  add_tests ("notice", &tables[3]);
  return g_test_run ();
}
