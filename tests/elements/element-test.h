/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What every element test needs: a test clock in the place of the system
 * clock, which the elements measure by, and element messages to look into.
 */
#pragma once

#include "qos-snapshot.h"

#include <gst/check/check.h>
#include <gst/check/gstharness.h>
#include <gst/check/gsttestclock.h>

/* Where the test clock starts: running time 0 of harnessed elements. */
#define CLOCK_START (3600 * GST_SECOND)

/* Unlike fail_unless_equals_float () with a tolerance of one's own. */
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

/* How many elements with a reporter are in PAUSED or PLAYING: none is run past
 * without having done what was due. */
void clock_set_reporters (guint n);

/* Waits for one, but not for ever. */
gboolean clock_has_reporter (void);

/* Lets time pass, with all reporters doing what is due, when it is due. */
void clock_run_for (GstClockTime duration);
void clock_run_until (GstClockTime time);

/* Lets time pass until a reporter wakes up, and has done what is due. */
void clock_step (void);

/* Lets time pass unseen by the reporters. */
void clock_jump (GstClockTime duration);

/* element gets the test clock and running time 0 at CLOCK_START. */
void clock_drive (GstElement *element);

/* NTP time in nanoseconds since 1900 that 32.32 ntp stands for. */
guint64 ntp_to_ns (guint64 ntp);

/* Messages. */

/* Returns: (transfer full): a bus of element. */
GstBus *watch_bus (GstElement *element);

/* Returns: (transfer full) (nullable): the structure of the next element
 * message of that name; others are dropped. */
GstStructure *pop_message (GstBus *bus, const gchar *name);

/* Returns: (transfer full): as above, and the test fails without. */
GstStructure *take_message (GstBus *bus, const gchar *name);

/* Returns: (transfer full): the last of all that are there, which must be one
 * or more. */
GstStructure *take_last_message (GstBus *bus, const gchar *name);

guint count_messages (GstBus *bus, const gchar *name);
void drop_messages (GstBus *bus);

/* No error and no warning was posted. */
void assert_no_trouble (GstBus *bus);

/* The next error's text for users; frees with g_free (). Fails without. */
gchar *take_error_text (GstBus *bus);
void assert_error_names (GstBus *bus, const gchar *first, const gchar *second);

/* Structures. */

guint64 get_uint64 (const GstStructure *s, const gchar *field);

/* (transfer none): a field that is an array of values. */
GValueArray *get_array (const GstStructure *s, const gchar *field);
guint get_uint (const GstStructure *s, const gchar *field);
gint get_int (const GstStructure *s, const gchar *field);
gdouble get_double (const GstStructure *s, const gchar *field);
void assert_has (const GstStructure *s, const gchar *field);
void assert_lacks (const GstStructure *s, const gchar *field);

/* s has the fields of names (NULL at the end), in the table's order and types,
 * and no others. */
void assert_fields (const GstStructure *s, const QosField *table,
    const gchar *const *names);
