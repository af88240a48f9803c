/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The info bar of the window: shows the most urgent problem. A problem
 * disappears when it is over, or when the user closes it; information
 * disappears after some time.
 */
#pragma once

#include "qos-app-session.h"

#include <gtk/gtk.h>

/* A QosAppProblem, or one more for a success. */
#define QOS_UI_PROBLEM_DONE QOS_APP_N_PROBLEMS
#define QOS_UI_N_PROBLEMS (QOS_APP_N_PROBLEMS + 1)

#define QOS_UI_TYPE_PROBLEMS (qos_ui_problems_get_type ())
G_DECLARE_FINAL_TYPE (QosUiProblems, qos_ui_problems, QOS_UI, PROBLEMS,
    GtkInfoBar)

/* text: NULL when it is over. */
void qos_ui_problems_set (QosUiProblems *self, guint problem,
    const gchar *text);

/* Something succeeded: the text disappears after QOS_UI_DONE_S. file:
 * (nullable): the result, which can be opened or shown in its folder. */
#define QOS_UI_DONE_S 20
void qos_ui_problems_done (QosUiProblems *self, const gchar *text,
    const gchar *file);

/* Shows a signal "note": with a file it is a success, otherwise a failure. */
void qos_ui_problems_note (QosUiProblems *self, const gchar *text,
    const gchar *file);
