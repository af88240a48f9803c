/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What every element test needs: a test clock that replaces the system clock,
 * by which the elements measure, and access to element messages.
 */
#pragma once

#include "qos-snapshot.h"

#include <gst/check/check.h>
#include <gst/check/gstharness.h>
#include <gst/check/gsttestclock.h>

/* Where the test clock starts: running time 0 of harnessed elements. */
#define CLOCK_START (3600 * GST_SECOND)

/* Like fail_unless_equals_float (), with a tolerance. */
#define assert_near(got, want, tolerance) \
  do { \
    gdouble near_got = (got), near_want = (want); \
    fail_unless (ABS (near_got - near_want) <= (tolerance), \
        "'%s' (%.9g) is not within %g of '%s' (%.9g)", #got, near_got, \
        (gdouble) (tolerance), #want, near_want); \
  } while (0)

/* The clock. Install it before any element is made. */

void clock_install (void);
void clock_remove (void);
GstClockTime clock_now (void);

/* How many elements with a reporter are in PAUSED or PLAYING. The clock does
 * not pass any of them before it has done what was due. */
void clock_set_reporters (guint n);

/* Waits for one, but not for ever. */
gboolean clock_has_reporter (void);

/* Lets time pass; all reporters do what is due, when it is due. */
void clock_run_for (GstClockTime duration);
void clock_run_until (GstClockTime time);

/* Lets time pass until a reporter wakes up and has done what is due. */
void clock_step (void);

/* Lets time pass without waking the reporters. */
void clock_jump (GstClockTime duration);

/* Gives element the test clock, with running time 0 at CLOCK_START. */
void clock_drive (GstElement *element);

/* Nanoseconds since 1900 of the NTP time ntp (32.32). */
guint64 ntp_to_ns (guint64 ntp);

/* Messages. */

/* Returns: (transfer full): a bus of element. */
GstBus *watch_bus (GstElement *element);

/* Returns: (transfer full) (nullable): the structure of the next element
 * message with that name; drops all others. */
GstStructure *pop_message (GstBus *bus, const gchar *name);

/* Returns: (transfer full): as above, but fails if there is none. */
GstStructure *take_message (GstBus *bus, const gchar *name);

/* Returns: (transfer full): the last message in the queue; fails if it is
 * empty. */
GstStructure *take_last_message (GstBus *bus, const gchar *name);

guint count_messages (GstBus *bus, const gchar *name);
void drop_messages (GstBus *bus);

/* Asserts that no error and no warning was posted. */
void assert_no_trouble (GstBus *bus);

/* The text for users of the next error; free it with g_free (). Fails if there
 * is none. */
gchar *take_error_text (GstBus *bus);
void assert_error_names (GstBus *bus, const gchar *first, const gchar *second);

/* Structures. */

guint64 get_uint64 (const GstStructure *s, const gchar *field);

/* Returns: (transfer none): a field that is an array of values. */
GValueArray *get_array (const GstStructure *s, const gchar *field);
guint get_uint (const GstStructure *s, const gchar *field);
gint get_int (const GstStructure *s, const gchar *field);
gdouble get_double (const GstStructure *s, const gchar *field);
void assert_has (const GstStructure *s, const gchar *field);
void assert_lacks (const GstStructure *s, const gchar *field);

/* Asserts that s has the fields of names (NULL at the end), in the order and
 * types of the table, and no others. */
void assert_fields (const GstStructure *s, const QosField *table,
    const gchar *const *names);
