/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-history.h"

#include "qos-app-csv.h"
#include "qos-app-json.h"
#include "qos-app-text.h"

#include <math.h>

#define DECIMALS 3

/* The totals that shares are calculated from. */
typedef struct
{
  gdouble part, whole;
} Counts;

struct _QosAppHistory
{
  const QosAppFields *fields;
  QosAppPicked quantities;
  QosAppEvents *events;
  Counts last[QOS_APP_PICKED_MAX]; /* NaN before the first */
  guint start;                     /* of the oldest row */
  guint length;
  gdouble times[QOS_APP_HISTORY_ROWS];
  gint64 walls_us[QOS_APP_HISTORY_ROWS]; /* wall clock minus time */
  gfloat values[]; /* of each row: those of all quantities */
};

static guint
find_place (const QosAppHistory *self, guint i)
{
  return (self->start + i) % QOS_APP_HISTORY_ROWS;
}

/* The first row at time_s or later. */
static guint
find_from (const QosAppHistory *self, gdouble time_s)
{
  guint i = 0;

  while (i < self->length && qos_app_history_time (self, i) < time_s)
    i++;
  return i;
}

/* The wall clock is set by hand and by NTP, and continues while the machine
 * sleeps, unlike the time: they are compared at each row. */
static gint64
find_wall_us (void)
{
  return g_get_real_time () - g_get_monotonic_time ();
}

/* Adding */

static void
forget_counts (QosAppHistory *self)
{
  for (guint i = 0; i < self->quantities.n; i++)
    self->last[i] = (Counts){NAN, NAN};
}

static gdouble
measure (QosAppHistory *self, guint i, const GstStructure *stats)
{
  const QosField *field = self->quantities.list[i];
  Counts before = self->last[i];
  gdouble value = qos_app_number (stats, field);
  gdouble part, whole;

  if (field->history.of == 0)
    return value;
  self->last[i].part = value;
  self->last[i].whole =
      qos_app_number (stats, &self->fields->fields[field->history.of]);
  part = value - before.part;
  whole = self->last[i].whole - before.whole;
  if (isnan (part) || !(whole > 0))
    return NAN;
  return CLAMP (100 * part / whole, 0.0, 100.0);
}

gint
qos_app_history_add (QosAppHistory *self, gdouble time_s,
    const GstStructure *stats)
{
  guint n = self->quantities.n, place;

  if (self->length > 0 &&
      time_s < qos_app_history_time (self, self->length - 1))
    return -1;
  if (self->length < QOS_APP_HISTORY_ROWS)
    self->length++;
  else
    self->start = (self->start + 1) % QOS_APP_HISTORY_ROWS;
  place = find_place (self, self->length - 1);
  self->times[place] = time_s;
  self->walls_us[place] = find_wall_us ();
  if (!stats) /* a stream that comes back counts from 0 */
    forget_counts (self);
  for (guint i = 0; i < n; i++)
    self->values[place * n + i] =
        (gfloat) (stats ? measure (self, i, stats) : NAN);
  return (gint) self->length - 1;
}

/* Reading */

guint
qos_app_history_find (const QosAppFields *fields, const QosField *field)
{
  QosAppPicked quantities = QOS_APP_PICK (fields, history);
  guint i = 0;

  while (quantities.list[i] != field)
    if (++i == quantities.n)
      g_error ("\"%s\" has no history", field->name);
  return i;
}

guint
qos_app_history_length (const QosAppHistory *self)
{
  return self->length;
}

gdouble
qos_app_history_time (const QosAppHistory *self, guint i)
{
  return self->times[find_place (self, i)];
}

const gfloat *
qos_app_history_row (const QosAppHistory *self, guint i)
{
  return &self->values[find_place (self, i) * self->quantities.n];
}

gdouble
qos_app_history_mean (const QosAppHistory *self, guint i, guint value,
    gdouble span_s)
{
  gdouble from_s = qos_app_history_time (self, i) - span_s, sum = 0;
  guint n = 0;

  if (isnan (qos_app_history_row (self, i)[value]))
    return NAN;
  for (guint at = i + 1; at > 0; at--) {
    gdouble number = qos_app_history_row (self, at - 1)[value];

    if (qos_app_history_time (self, at - 1) <= from_s)
      break;
    if (isnan (number))
      continue;
    sum += number;
    n++;
  }
  return sum / n;
}

QosAppEvents *
qos_app_history_events (QosAppHistory *self)
{
  return self->events;
}

/* Texts */

/* The wall clock time of a moment, as the clock was at row i, in UTC; as it is
 * now, if there is no row. */
static GDateTime *
make_date (const QosAppHistory *self, gdouble time_s, guint i)
{
  guint last = self && self->length > 0 ? self->length - 1 : 0;
  gint64 wall_us = self && self->length > 0
      ? self->walls_us[find_place (self, MIN (i, last))]
      : find_wall_us ();
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);

  return g_date_time_add (epoch,
      (GTimeSpan) (time_s * G_USEC_PER_SEC) + wall_us);
}

static void
append_time (const QosAppHistory *self, GString *csv, gdouble time_s, guint i)
{
  g_autoptr (GDateTime) date = make_date (self, time_s, i);
  g_autofree gchar *text = qos_app_json_time (date);

  g_string_append (csv, text);
}

static void
append_row (const QosAppHistory *self, GString *csv, guint i)
{
  const gfloat *row = qos_app_history_row (self, i);

  append_time (self, csv, qos_app_history_time (self, i), i);
  for (guint q = 0; q < self->quantities.n; q++) {
    g_string_append_c (csv, ',');
    qos_app_json_append_number (csv, row[q], DECIMALS);
  }
  g_string_append (csv, "," QOS_APP_CSV_END_OF_ROW);
}

/* i: the row after it. */
static void
append_event (const QosAppHistory *self, GString *csv, guint i,
    const QosAppEvent *event)
{
  g_autofree gchar *text = qos_app_event_text (event);

  append_time (self, csv, event->time_s, i);
  for (guint q = 0; q <= self->quantities.n; q++)
    g_string_append_c (csv, ',');
  qos_app_csv_append_text (csv, text);
  g_string_append (csv, QOS_APP_CSV_END_OF_ROW);
}

gchar *
qos_app_history_csv (QosAppHistory *self, gdouble from_s)
{
  GString *csv = g_string_new ("time");
  guint n_events = qos_app_events_length (self->events), e = 0;

  for (guint q = 0; q < self->quantities.n; q++) {
    const QosField *field = self->quantities.list[q];

    g_string_append_printf (csv, ",%s",
        field->history.name ? field->history.name : field->name);
  }
  g_string_append (csv, ",event" QOS_APP_CSV_END_OF_ROW);
  while (e < n_events && qos_app_events_get (self->events, e)->time_s < from_s)
    e++;
  for (guint i = find_from (self, from_s); i < self->length; i++) {
    while (e < n_events &&
        qos_app_events_get (self->events, e)->time_s <
            qos_app_history_time (self, i))
      append_event (self, csv, i, qos_app_events_get (self->events, e++));
    append_row (self, csv, i);
  }
  while (e < n_events)
    append_event (self, csv, self->length,
        qos_app_events_get (self->events, e++));
  return g_string_free (csv, FALSE);
}

gdouble
qos_app_history_now (void)
{
  return (gdouble) g_get_monotonic_time () / G_USEC_PER_SEC;
}

gchar *
qos_app_history_format (const QosAppHistory *self, gdouble time_s,
    const gchar *format)
{
  g_autoptr (GDateTime) date =
      make_date (self, time_s, self ? find_from (self, time_s) : 0);
  g_autoptr (GDateTime) local = g_date_time_to_local (date);

  return g_date_time_format (local, format);
}

QosAppHistory *
qos_app_history_new (const QosAppFields *fields)
{
  QosAppPicked quantities = QOS_APP_PICK (fields, history);
  QosAppHistory *self = g_malloc0 (sizeof *self +
      QOS_APP_HISTORY_ROWS * quantities.n * sizeof self->values[0]);

  self->fields = fields;
  self->quantities = quantities;
  self->events = qos_app_events_new ();
  forget_counts (self);
  return self;
}

void
qos_app_history_free (QosAppHistory *self)
{
  if (!self)
    return;
  qos_app_events_free (self->events);
  g_free (self);
}
