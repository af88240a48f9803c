/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The addresses of this machine for others to send to.
 */
#pragma once

#include <glib.h>

/* Maximum number listed. */
#define QOS_APP_ADDRESSES_MAX 4

/* local: the address listened on. A single address is returned as it is; for
 * "0.0.0.0" and "::", all addresses of the machine except loopback and
 * link-local ones, IPv4 first. Returns: (transfer full) (nullable):
 * "192.0.2.1:5004 or [2001:db8::1]:5004"; NULL if there are none. */
gchar *qos_app_addresses_text (const gchar *local, guint port);
