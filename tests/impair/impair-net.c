// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Implementation of impair-net.h.

#include "impair-net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sock_diag.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BUFFER_BYTES (8 << 20)
#define CLOCK_TRIES 5
#define CLOCK_GOOD_NS 2000
#define HASH_MULTIPLIER UINT32_C (2654435761)

static bool
read_port (const char *text, uint16_t *out)
{
  size_t length = strlen (text);
  long port = 0;

  if (length == 0 || length > 5 || strspn (text, "0123456789") != length)
    return false;
  port = strtol (text, NULL, 10);
  if (port > UINT16_MAX)
    return false;
  *out = (uint16_t) port;
  return true;
}

static void
set_port (ImpairAddress *address, uint16_t port)
{
  if (address->u.any.sa_family == AF_INET6)
    address->u.v6.sin6_port = htons (port);
  else
    address->u.v4.sin_port = htons (port);
}

static void
grow_buffer (int fd, int force_option, int option)
{
  int bytes = BUFFER_BYTES;

  if (setsockopt (fd, SOL_SOCKET, force_option, &bytes, sizeof bytes) != 0)
    setsockopt (fd, SOL_SOCKET, option, &bytes, sizeof bytes);
}

static uint64_t
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (uint64_t) now.tv_sec * IMPAIR_NS_PER_S + (uint64_t) now.tv_nsec;
}

bool
impair_endpoint_read (const char *text, ImpairEndpoint *out)
{
  const char *colon = strrchr (text, ':');
  const char *host = text;
  size_t length = 0;

  memset (out, 0, sizeof *out);
  if (colon == NULL)
    return read_port (text, &out->port);
  length = (size_t) (colon - text);
  if (length >= 2 && host[0] == '[' && host[length - 1] == ']') {
    host++;
    length -= 2;
  } else if (memchr (host, ':', length) != NULL) {
    return false; // IPv6 without brackets
  }
  if (length == 0 || length >= sizeof out->host)
    return false;
  memcpy (out->host, host, length);
  return read_port (colon + 1, &out->port);
}

bool
impair_address_parse (const ImpairEndpoint *endpoint, ImpairAddress *out)
{
  const char *host = endpoint->host[0] != '\0' ? endpoint->host : "0.0.0.0";

  memset (out, 0, sizeof *out);
  if (inet_pton (AF_INET, host, &out->u.v4.sin_addr) == 1) {
    out->u.v4.sin_family = AF_INET;
    out->size = sizeof out->u.v4;
  } else if (inet_pton (AF_INET6, host, &out->u.v6.sin6_addr) == 1) {
    out->u.v6.sin6_family = AF_INET6;
    out->size = sizeof out->u.v6;
  } else {
    return false;
  }
  set_port (out, endpoint->port);
  return true;
}

const char *
impair_address_resolve (const ImpairEndpoint *endpoint, int family,
    ImpairAddress *out)
{
  struct addrinfo hints;
  struct addrinfo *found = NULL;
  int error = 0;

  memset (&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_family = family;
  error = getaddrinfo (endpoint->host, NULL, &hints, &found);
  if (error != 0) {
    hints.ai_family = AF_UNSPEC;
    error = getaddrinfo (endpoint->host, NULL, &hints, &found);
  }
  if (error != 0)
    return gai_strerror (error);
  memset (out, 0, sizeof *out);
  memcpy (&out->u, found->ai_addr, found->ai_addrlen);
  out->size = found->ai_addrlen;
  set_port (out, endpoint->port);
  freeaddrinfo (found);
  return NULL;
}

bool
impair_address_find_local (const ImpairAddress *destination, ImpairAddress *out)
{
  int fd = socket (destination->u.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC,
      IPPROTO_UDP);
  bool is_found = false;

  if (fd < 0)
    return false;
  is_found = connect (fd, &destination->u.any, destination->size) == 0 &&
      impair_socket_name (fd, out);
  if (is_found)
    set_port (out, 0);
  close (fd);
  return is_found;
}

bool
impair_address_is_same (const ImpairAddress *a, const ImpairAddress *b)
{
  if (a->u.any.sa_family != b->u.any.sa_family)
    return false;
  if (a->u.any.sa_family == AF_INET6)
    return a->u.v6.sin6_port == b->u.v6.sin6_port &&
        a->u.v6.sin6_scope_id == b->u.v6.sin6_scope_id &&
        memcmp (&a->u.v6.sin6_addr, &b->u.v6.sin6_addr,
            sizeof a->u.v6.sin6_addr) == 0;
  return a->u.v4.sin_port == b->u.v4.sin_port &&
      a->u.v4.sin_addr.s_addr == b->u.v4.sin_addr.s_addr;
}

uint32_t
impair_address_hash (const ImpairAddress *address)
{
  uint32_t hash = impair_address_port (address);

  if (address->u.any.sa_family != AF_INET6)
    return (hash * HASH_MULTIPLIER ^ address->u.v4.sin_addr.s_addr) *
        HASH_MULTIPLIER;
  for (unsigned i = 0; i < sizeof address->u.v6.sin6_addr; i++)
    hash = (hash ^ address->u.v6.sin6_addr.s6_addr[i]) * HASH_MULTIPLIER;
  return hash;
}

uint16_t
impair_address_port (const ImpairAddress *address)
{
  return ntohs (address->u.any.sa_family == AF_INET6 ? address->u.v6.sin6_port
                                                     : address->u.v4.sin_port);
}

unsigned
impair_address_header_bytes (const ImpairAddress *address)
{
  return address->u.any.sa_family == AF_INET6 ? 48 : 28;
}

int
impair_socket_open (const ImpairAddress *address)
{
  int family = address->u.any.sa_family;
  int on = 1;
  int fd =
      socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);

  if (fd < 0)
    return -1;
  grow_buffer (fd, SO_RCVBUFFORCE, SO_RCVBUF);
  grow_buffer (fd, SO_SNDBUFFORCE, SO_SNDBUF);
  setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  if (family == AF_INET6)
    setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind (fd, &address->u.any, address->size) != 0) {
    int reason = errno;

    close (fd);
    errno = reason;
    return -1;
  }
  return fd;
}

bool
impair_socket_name (int fd, ImpairAddress *out)
{
  memset (out, 0, sizeof *out);
  out->size = sizeof out->u;
  return getsockname (fd, &out->u.any, &out->size) == 0;
}

uint64_t
impair_socket_drops (int fd)
{
  uint32_t info[SK_MEMINFO_VARS] = {0};
  socklen_t size = sizeof info;

  if (getsockopt (fd, SOL_SOCKET, SO_MEMINFO, info, &size) != 0)
    return 0;
  return info[SK_MEMINFO_DROPS];
}

uint64_t
impair_clock_now_ns (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

// Reads one clock between two readings of the other, and repeats that if the
// process was interrupted in between.
int64_t
impair_clock_offset_ns (void)
{
  uint64_t best_span_ns = UINT64_MAX;
  int64_t best_offset_ns = 0;

  for (unsigned i = 0; i < CLOCK_TRIES && best_span_ns > CLOCK_GOOD_NS; i++) {
    uint64_t before_ns = read_clock (CLOCK_MONOTONIC);
    uint64_t real_ns = read_clock (CLOCK_REALTIME);
    uint64_t span_ns = read_clock (CLOCK_MONOTONIC) - before_ns;

    if (span_ns < best_span_ns) {
      best_span_ns = span_ns;
      best_offset_ns = (int64_t) (real_ns - before_ns - span_ns / 2);
    }
  }
  return best_offset_ns;
}
