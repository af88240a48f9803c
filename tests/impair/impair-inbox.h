// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Reads datagrams in batches, each with its kernel arrival time converted to
// CLOCK_MONOTONIC.

#pragma once

#include "impair-net.h"

#include <stddef.h>
#include <stdint.h>

#define IMPAIR_INBOX_BATCH 32

typedef struct
{
  const uint8_t *data;
  size_t size;
  uint64_t arrival_ns;
  ImpairAddress from;
} ImpairDatagram;

typedef struct ImpairInbox ImpairInbox;

// NULL: out of memory.
ImpairInbox *impair_inbox_new (void);
void impair_inbox_free (ImpairInbox *inbox);

// Reads at most IMPAIR_INBOX_BATCH datagrams, without waiting. Returns how
// many.
unsigned impair_inbox_read (ImpairInbox *inbox, int fd);

// Datagram number `index` of the last read, valid until the next one.
void impair_inbox_get (const ImpairInbox *inbox, unsigned index,
    ImpairDatagram *out);
