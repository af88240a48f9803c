// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The clients of `impair`, found by their address. Each has its own socket
// towards the destination, as behind a NAT.

#pragma once

#include "impair-net.h"

#define IMPAIR_MAX_CLIENTS 1024
#define IMPAIR_CLIENT_SLOTS 2048

typedef struct
{
  ImpairAddress address;
  ImpairAddress upstream; // what the destination sees
  int fd;
} ImpairClient;

typedef struct
{
  ImpairClient rows[IMPAIR_MAX_CLIENTS];
  unsigned count;
  unsigned latest;                     // found by the last look-up
  uint16_t slots[IMPAIR_CLIENT_SLOTS]; // hash: 1 + index, 0 is free
} ImpairClients;

// The table must be all zero bytes at the start. Returns the index of the
// client with this address, or -1.
int impair_clients_find (ImpairClients *clients, const ImpairAddress *address);

// Adds a client that is not in the table yet, with a socket bound to `local`.
// Returns its index, or -1 if the table is full or the system gave no socket.
int impair_clients_add (ImpairClients *clients, const ImpairAddress *address,
    const ImpairAddress *local);

// Closes all sockets.
void impair_clients_clear (ImpairClients *clients);
