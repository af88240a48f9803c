/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What each number in a window means, in one sentence for a tooltip.
 */
#ifndef QOS_UI_TIPS_H
#define QOS_UI_TIPS_H

#include <glib.h>

G_BEGIN_DECLS

/* field: of a message, docs/metrics.md. Returns: (transfer none) (nullable):
 * NULL where there is no tip. */
const gchar *qos_ui_tip (const gchar *field);

G_END_DECLS

#endif
