/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The window's info bar: says the most urgent of what is wrong. A problem goes
 * when it is over, or when the user closes it.
 */
#ifndef QOS_UI_PROBLEMS_H
#define QOS_UI_PROBLEMS_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The most urgent first; the same order as QosAppProblem. */
enum
{
  QOS_UI_PROBLEM_ERROR,
  QOS_UI_PROBLEM_WARNING,
  QOS_UI_PROBLEM_DEVICE,
  QOS_UI_PROBLEM_NOTE,
  QOS_UI_N_PROBLEMS,
};

#define QOS_UI_TYPE_PROBLEMS (qos_ui_problems_get_type ())
G_DECLARE_FINAL_TYPE (QosUiProblems, qos_ui_problems, QOS_UI, PROBLEMS,
    GtkInfoBar)

/* text: NULL when it is over. */
void qos_ui_problems_set (QosUiProblems *self, guint problem,
    const gchar *text);

G_END_DECLS

#endif
