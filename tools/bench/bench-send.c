/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Sends the RTP of many senders to one port of this machine: 46.9 packets a
 * second from each, spread evenly, with a socket for each hundred.
 *
 * Ends with a line: sent N errors N late-ms N, where late is how far the latest
 * packet was behind its time.
 */
#define _GNU_SOURCE /* sendmmsg */
#include "bench-packet.h"
#include "bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOURCES_MAX 10000
#define SOURCES_PER_SOCKET 100
#define AT_ONCE 64
#define TICK_NS 1000000
#define USAGE "PORT SOURCES SECONDS"

typedef struct
{
  guint n_sources;
  int *sockets;
  guint8 payload[BENCH_PAYLOAD_SIZE];
  guint8 headers[AT_ONCE][BENCH_HEADER_SIZE];
  struct iovec parts[AT_ONCE][2];
  struct mmsghdr messages[AT_ONCE];
  guint n; /* waiting messages, all for one socket */
  int socket;
  guint64 errors;
} Sender;

static int
open_socket (guint port)
{
  struct sockaddr_in to = {.sin_family = AF_INET,
      .sin_port = htons ((uint16_t) port),
      .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  if (fd < 0 || connect (fd, (struct sockaddr *) &to, sizeof to) != 0)
    g_error ("cannot open a socket to port %u", port);
  return fd;
}

static void
init_sender (Sender *self, guint port, guint n_sources)
{
  guint n_sockets = (n_sources - 1) / SOURCES_PER_SOCKET + 1;

  *self = (Sender){.n_sources = n_sources, .sockets = g_new (int, n_sockets)};
  for (guint i = 0; i < n_sockets; i++)
    self->sockets[i] = open_socket (port);
  bench_packet_payload (self->payload);
  for (guint i = 0; i < AT_ONCE; i++) {
    self->parts[i][0] =
        (struct iovec){self->headers[i], sizeof self->headers[i]};
    self->parts[i][1] = (struct iovec){self->payload, sizeof self->payload};
    self->messages[i].msg_hdr.msg_iov = self->parts[i];
    self->messages[i].msg_hdr.msg_iovlen = 2;
  }
}

static void
flush (Sender *self)
{
  for (guint at = 0; at < self->n;) {
    int sent = sendmmsg (self->socket, self->messages + at, self->n - at, 0);

    if (sent <= 0) {
      self->errors++;
      sent = 1;
    }
    at += (guint) sent;
  }
  self->n = 0;
}

static void
send_packet (Sender *self, guint64 n, guint64 now)
{
  guint source = (guint) (n % self->n_sources);
  int socket = self->sockets[source / SOURCES_PER_SOCKET];

  if (self->n == AT_ONCE || (self->n > 0 && socket != self->socket))
    flush (self);
  self->socket = socket;
  bench_packet_header (self->headers[self->n], source, n / self->n_sources,
      now);
  self->n++;
}

/* Returns: how late the latest packet was, ns. */
static guint64
send_all (Sender *self, guint64 total)
{
  guint64 start = bench_now (), tick = start, late = 0;

  for (guint64 n = 0; n < total;) {
    guint64 now = bench_now ();
    guint64 due = (now - start) * self->n_sources / BENCH_PACKET_NS + 1;

    if (n < due)
      late = MAX (late, now - start - n * BENCH_PACKET_NS / self->n_sources);
    for (; n < MIN (due, total); n++)
      send_packet (self, n, now);
    flush (self);
    tick = MAX (tick + TICK_NS, bench_now ());
    bench_sleep_until (tick);
  }
  return late;
}

int
main (int argc, char **argv)
{
  guint port = bench_number (argc, argv, 1, 65535, USAGE);
  guint n_sources = bench_number (argc, argv, 2, SOURCES_MAX, USAGE);
  guint seconds = bench_number (argc, argv, 3, 3600, USAGE);
  guint64 each = (guint64) seconds * 1000000000 / BENCH_PACKET_NS;
  static Sender sender;
  guint64 late;

  init_sender (&sender, port, n_sources);
  late = send_all (&sender, each * n_sources);
  g_print ("sent %" G_GUINT64_FORMAT " errors %" G_GUINT64_FORMAT
           " late-ms %.1f\n",
      each * n_sources, sender.errors, (gdouble) late / 1e6);
  return 0;
}
