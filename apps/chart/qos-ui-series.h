/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The latest values of one quantity in a ring: the data of a line in a chart.
 * An unknown value is a gap (NaN), kept like any other value, so that the line
 * breaks there. Independent of units, pixels and clocks.
 *
 * Times are seconds of any clock that does not go backwards; values may have
 * any unit. Not thread-safe.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct _QosUiSeries QosUiSeries;

/* The known values of a period. All NaN if there are none. */
typedef struct
{
  double min, max;
  double first, last;
  double first_s, last_s; /* times of the first and last value */
  bool is_joined; /* no gap between first and the previous known value, which
                   * may belong to an earlier column or precede all of them */
} QosUiColumn;

/* capacity: points kept, > 0; the oldest are overwritten. Free with
 * qos_ui_series_free (). */
QosUiSeries *qos_ui_series_new (size_t capacity);

/* series: may be NULL. */
void qos_ui_series_free (QosUiSeries *series);

/* Forgets all points; the next time may be any time. */
void qos_ui_series_clear (QosUiSeries *series);

/* value: NaN or infinite for a gap. False, with nothing added, if time_s is
 * before the latest point or not finite; an equal time is accepted. */
bool qos_ui_series_add (QosUiSeries *series, double time_s, double value);

/* The latest point, with value NaN for a gap; false if empty, and then nothing
 * is written. */
bool qos_ui_series_newest (const QosUiSeries *series, double *time_s,
    double *value);

/* Has any value been known since the last clear, even if gaps have pushed it
 * out of the ring? */
bool qos_ui_series_has_known (const QosUiSeries *series);

/* The latest point before time_s, with value NaN for a gap; false if there is
 * none, and then nothing is written. */
bool qos_ui_series_before (const QosUiSeries *series, double time_s,
    double *at_s, double *value);

/* The point nearest to time_s, or the later one of two at the same distance,
 * with value NaN for a gap; false if empty, and then nothing is written. */
bool qos_ui_series_nearest (const QosUiSeries *series, double time_s,
    double *at_s, double *value);

/* The time of the point by steps after the nearest to time_s, before it if by
 * is negative, and not beyond the ends; false if empty, and then nothing is
 * written. */
bool qos_ui_series_step (const QosUiSeries *series, double time_s, int by,
    double *at_s);

/* Smallest and largest known value with from_s <= time <= to_s; false if there
 * is none, and then nothing is written. */
bool qos_ui_series_range (const QosUiSeries *series, double from_s, double to_s,
    double *min, double *max);

/* Summarises from_s <= time < to_s in n columns of equal length; the caller
 * owns the memory. All are written; all are empty if to_s is not after from_s
 * or one is not finite. */
void qos_ui_series_columns (const QosUiSeries *series, double from_s,
    double to_s, QosUiColumn *columns, size_t n);
