/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The newest values of one quantity in a ring: what a chart draws a line of. A
 * value that is not known is a gap (NaN), kept like any other, so that a line
 * breaks there. Knows neither units nor pixels nor a clock.
 *
 * Times are seconds of any clock that does not go backwards; values are in
 * whatever unit the caller uses. One thread at a time.
 */
#ifndef QOS_UI_SERIES_H
#define QOS_UI_SERIES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct _QosUiSeries QosUiSeries;

/* The known values of a stretch of time. All NaN where there is none. */
typedef struct
{
  double min, max;
  double first, last;
  double first_s, last_s; /* when */
  bool is_joined; /* no gap between first and the known value before it, which
                   * may be of an earlier column or of before them all */
} QosUiColumn;

/* capacity: points kept, > 0; the oldest make room. Free with
 * qos_ui_series_free (). */
QosUiSeries *qos_ui_series_new (size_t capacity);

/* series: may be NULL. */
void qos_ui_series_free (QosUiSeries *series);

/* Forgets all points; the next time may be any. */
void qos_ui_series_clear (QosUiSeries *series);

/* value: NaN or infinite for a gap. False, and nothing added, where time_s is
 * before the newest point's or not finite; an equal time is taken. */
bool qos_ui_series_add (QosUiSeries *series, double time_s, double value);

/* The newest point, its value NaN where that is a gap; false when empty, and
 * then nothing is written. */
bool qos_ui_series_newest (const QosUiSeries *series, double *time_s,
    double *value);

/* The newest known value since the last clear, also where gaps have pushed it
 * out of the ring; false before the first, and then nothing is written. */
bool qos_ui_series_last_known (const QosUiSeries *series, double *time_s,
    double *value);

/* The newest point before time_s, its value NaN where that is a gap; false when
 * there is none, and then nothing is written. */
bool qos_ui_series_before (const QosUiSeries *series, double time_s,
    double *at_s, double *value);

/* The point nearest to time_s, the later of two as near, its value NaN where it
 * is a gap; false when empty, and then nothing is written. */
bool qos_ui_series_nearest (const QosUiSeries *series, double time_s,
    double *at_s, double *value);

/* The time of the point that comes so many after the nearest to time_s, before
 * where by is negative, and no further than the ends; false when empty, and
 * then nothing is written. */
bool qos_ui_series_step (const QosUiSeries *series, double time_s, int by,
    double *at_s);

/* Smallest and largest known value at from_s <= time <= to_s; false when there
 * is none, and then nothing is written. */
bool qos_ui_series_range (const QosUiSeries *series, double from_s, double to_s,
    double *min, double *max);

/* Sums up from_s <= time < to_s in n columns of equal length, of which the
 * caller owns the memory. All are written; all are empty where to_s is not
 * after from_s or one is not finite. */
void qos_ui_series_columns (const QosUiSeries *series, double from_s,
    double to_s, QosUiColumn *columns, size_t n);

#endif
