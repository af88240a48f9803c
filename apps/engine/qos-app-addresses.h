/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The addresses by which others reach this machine.
 */
#ifndef QOS_APP_ADDRESSES_H
#define QOS_APP_ADDRESSES_H

#include <glib.h>

G_BEGIN_DECLS

/* More are not listed. */
#define QOS_APP_ADDRESSES_MAX 4

/* local: what is listened on: one address is given as it is; "0.0.0.0" and "::"
 * are all of the machine's, without loopback and link-local ones, IPv4 first.
 * Returns: (transfer full) (nullable): "192.0.2.1:5004 or [2001:db8::1]:5004";
 * NULL where there are none. */
gchar *qos_app_addresses_text (const gchar *local, guint port);

G_END_DECLS

#endif
