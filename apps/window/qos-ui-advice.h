/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The info bar at the top of the window that says which stream needs attention
 * and what to do about it. Its signal "response" has a QosUiAdviceResponse.
 */
#pragma once

#include <gtk/gtk.h>

#define QOS_UI_TYPE_ADVICE (qos_ui_advice_get_type ())
G_DECLARE_FINAL_TYPE (QosUiAdvice, qos_ui_advice, QOS_UI, ADVICE, GtkInfoBar)

/* The numbers are in qos-ui-advice.ui, too. */
typedef enum
{
  QOS_UI_ADVICE_ACT = 1,  /* do what is advised */
  QOS_UI_ADVICE_LOOK = 2, /* show the stream */
} QosUiAdviceResponse;

/* key: identifies the subject. If the user closes the bar, it returns with
 * another key or after qos_ui_advice_hide (). text: plain, not markup. act:
 * (nullable): label of the button for it. */
void qos_ui_advice_show (QosUiAdvice *self, guint key, const gchar *text,
    const gchar *act);

/* There is no advice any more. */
void qos_ui_advice_hide (QosUiAdvice *self);
