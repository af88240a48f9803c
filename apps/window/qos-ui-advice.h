/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The info bar that says which stream needs a look, and what to do about it,
 * at the top of the window.
 *
 * Signals: "act" (): the button for the advice; "look" (): the one that shows
 * the stream.
 */
#ifndef QOS_UI_ADVICE_H
#define QOS_UI_ADVICE_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_UI_TYPE_ADVICE (qos_ui_advice_get_type ())
G_DECLARE_FINAL_TYPE (QosUiAdvice, qos_ui_advice, QOS_UI, ADVICE, GtkInfoBar)

/* key: of what it is about: the user may close it, and it comes again with
 * another key or after qos_ui_advice_hide (). text: as it is, not markup. act:
 * (nullable): label of the button for it. */
void qos_ui_advice_show (QosUiAdvice *self, guint key, const gchar *text,
    const gchar *act);

/* There is nothing to advise any more. */
void qos_ui_advice_hide (QosUiAdvice *self);

G_END_DECLS

#endif
