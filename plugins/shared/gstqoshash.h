/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A hash for keys that come from the network. It has a secret, so that remote
 * peers cannot choose keys that collide.
 */
#pragma once

#include <glib.h>

guint gst_qos_hash (const guint64 *words, guint n);
