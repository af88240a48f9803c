// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Addresses, sockets and clocks of `impair`: thin helpers over POSIX and
// Linux calls, without state.

#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#define IMPAIR_HOST_BYTES 256
#define IMPAIR_NS_PER_S UINT64_C (1000000000)

typedef struct
{
  union
  {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage storage;
  } u;
  socklen_t size;
} ImpairAddress;

// "HOST:PORT", "[V6]:PORT" or "PORT", as given by the user.
typedef struct
{
  char host[IMPAIR_HOST_BYTES]; // empty if only a port was given
  uint16_t port;
} ImpairEndpoint;

// False if `text` has none of the three forms.
bool impair_endpoint_read (const char *text, ImpairEndpoint *out);

// Numeric addresses only; an empty host is any IPv4 address. False when the
// host is not a numeric address.
bool impair_address_parse (const ImpairEndpoint *endpoint, ImpairAddress *out);

// Asks the resolver, with a preference for `family`. Returns NULL on success,
// otherwise the error of the resolver.
const char *impair_address_resolve (const ImpairEndpoint *endpoint, int family,
    ImpairAddress *out);

// The local address from which `destination` is reached, with port 0. False
// with errno if there is none.
bool impair_address_find_local (const ImpairAddress *destination,
    ImpairAddress *out);

bool impair_address_is_same (const ImpairAddress *a, const ImpairAddress *b);
uint32_t impair_address_hash (const ImpairAddress *address);
uint16_t impair_address_port (const ImpairAddress *address);

// IP and UDP headers of a datagram to this address.
unsigned impair_address_header_bytes (const ImpairAddress *address);

// A non-blocking UDP socket bound to `address`, with arrival times, and with 8
// MiB of buffer if the system allows it. -1 with errno.
int impair_socket_open (const ImpairAddress *address);

// Sets the address the socket is bound to.
bool impair_socket_name (int fd, ImpairAddress *out);

// Datagrams that the kernel dropped since the socket was opened because its
// receive buffer was full.
uint64_t impair_socket_drops (int fd);

// CLOCK_MONOTONIC.
uint64_t impair_clock_now_ns (void);

// CLOCK_REALTIME minus CLOCK_MONOTONIC.
int64_t impair_clock_offset_ns (void);
