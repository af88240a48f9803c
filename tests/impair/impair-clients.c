// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Hash table of impair-clients.h, open addressing, never more than half full.

#include "impair-clients.h"

#include <string.h>
#include <unistd.h>

// The slot with this address, or the free one where it belongs.
static unsigned
find_slot (const ImpairClients *clients, const ImpairAddress *address)
{
  unsigned slot = (impair_address_hash (address) >> 16) % IMPAIR_CLIENT_SLOTS;

  while (clients->slots[slot] != 0 &&
      !impair_address_is_same (&clients->rows[clients->slots[slot] - 1].address,
          address))
    slot = (slot + 1) % IMPAIR_CLIENT_SLOTS;
  return slot;
}

int
impair_clients_find (ImpairClients *clients, const ImpairAddress *address)
{
  unsigned slot = 0;

  if (clients->latest < clients->count &&
      impair_address_is_same (&clients->rows[clients->latest].address, address))
    return (int) clients->latest;
  slot = find_slot (clients, address);
  if (clients->slots[slot] == 0)
    return -1;
  clients->latest = clients->slots[slot] - 1u;
  return (int) clients->latest;
}

int
impair_clients_add (ImpairClients *clients, const ImpairAddress *address,
    const ImpairAddress *local)
{
  ImpairClient *client = &clients->rows[clients->count];
  int fd = -1;

  if (clients->count == IMPAIR_MAX_CLIENTS)
    return -1;
  fd = impair_socket_open (local);
  if (fd < 0)
    return -1;
  if (!impair_socket_name (fd, &client->upstream)) {
    close (fd);
    return -1;
  }
  client->fd = fd;
  client->address = *address;
  clients->slots[find_slot (clients, address)] =
      (uint16_t) (clients->count + 1);
  clients->latest = clients->count;
  return (int) clients->count++;
}

void
impair_clients_clear (ImpairClients *clients)
{
  for (unsigned i = 0; i < clients->count; i++)
    close (clients->rows[i].fd);
  memset (clients, 0, sizeof *clients);
}
