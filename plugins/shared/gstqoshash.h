/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A hash for keys that come from the network. It has a secret, so that remote
 * peers cannot choose keys that collide.
 */
#ifndef GST_QOS_HASH_H
#define GST_QOS_HASH_H

#include <glib.h>

G_BEGIN_DECLS

guint gst_qos_hash (const guint64 *words, guint n);

G_END_DECLS

#endif
