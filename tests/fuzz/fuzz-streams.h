/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Senders of good packets of every format that qossrc plays, and random changes
 * to those packets on their way. Everything depends on a seed.
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#define FUZZ_PACKET_MAX 4096

/* Packets of each format, made once by stock elements. */
typedef struct _FuzzBanks FuzzBanks;

FuzzBanks *fuzz_banks_new (void);
void fuzz_banks_free (FuzzBanks *banks);

/* Returns: (transfer full): caps of those that do not announce their format. */
GstCaps *fuzz_banks_caps (const FuzzBanks *banks);

/* One sender with its own socket. */
typedef struct _FuzzStream FuzzStream;

/* permille: how many of its packets are changed; bank: -1 any. */
FuzzStream *fuzz_stream_new (const FuzzBanks *banks, GRand *random,
    guint32 ssrc, gint bank, guint permille);
void fuzz_stream_free (FuzzStream *stream);

/* Sends what is due to the port on this machine; seconds: since its start.
 * Returns: packets sent. */
guint fuzz_stream_send (FuzzStream *stream, guint16 port, gdouble seconds);
