// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Implementation of impair-relay.h.

#include "impair-relay.h"

#include "impair-report.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

// datagrams read from one socket before it is another one's turn
#define MAX_BATCHES 4

static bool
watch (ImpairRelay *relay, int fd, unsigned source)
{
  struct epoll_event event = {.events = EPOLLIN, .data = {.u32 = source}};

  return epoll_ctl (relay->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

// Makes the changes of --at that were due when the datagram arrived.
static void
apply_changes (ImpairRelay *relay, unsigned direction, uint64_t arrival_ns)
{
  for (unsigned i = 0; i < relay->options->n_changes; i++) {
    const ImpairChange *change = &relay->options->changes[i];
    char error[IMPAIR_ERROR_BYTES];
    uint64_t base_ns =
        change->is_after_rtp ? relay->first_rtp_ns : relay->start_ns;

    if (relay->is_change_done[i] || change->direction != direction ||
        (change->is_after_rtp && !relay->have_first_rtp) ||
        arrival_ns < base_ns + change->after_ns)
      continue;
    relay->is_change_done[i] = true;
    // the text was checked with the options
    impair_profile_apply (&relay->models[direction]
                               .paths[change->profile]
                               .profile,
        change->text, error);
  }
}

static ImpairTraced
to_trace (const ImpairEntry *entry)
{
  return (ImpairTraced){entry->direction, entry->client, &entry->ticket,
      entry->data, entry->size};
}

static void
accept_datagram (ImpairRelay *relay, unsigned direction, unsigned client,
    const ImpairDatagram *datagram)
{
  ImpairLedger *ledger = &relay->ledgers[direction];
  ImpairEntry *entry = NULL;
  ImpairPacket packet;
  ImpairArrival arrival;
  ImpairVerdict verdict;
  ImpairTicket ticket;

  impair_packet_read (datagram->data, datagram->size, &packet);
  if (direction == 0 && packet.kind == IMPAIR_RTP && !relay->have_first_rtp) {
    relay->have_first_rtp = true;
    relay->first_rtp_ns = datagram->arrival_ns;
  }
  impair_ledger_received (ledger, &packet, datagram->arrival_ns, &ticket);
  apply_changes (relay, direction, datagram->arrival_ns);
  arrival.kind = packet.kind;
  arrival.arrival_ns = datagram->arrival_ns;
  arrival.nth_of_ssrc = ticket.nth_of_ssrc;
  arrival.wire_bytes = datagram->size + ledger->header_bytes;
  impair_model_decide (&relay->models[direction], &arrival, &verdict);
  if (verdict.fate == IMPAIR_PASS) {
    entry = impair_queue_create (&relay->queue, datagram->data, datagram->size);
    if (entry == NULL)
      verdict.fate = IMPAIR_DROP_QUEUE;
  }
  if (verdict.fate != IMPAIR_PASS) {
    const ImpairTraced traced = {direction, client, &ticket, datagram->data,
        datagram->size};

    impair_ledger_dropped (ledger, &ticket, verdict.fate);
    impair_trace_dropped (relay->trace, &traced, verdict.fate);
    return;
  }
  entry->due_ns = verdict.leave_ns;
  entry->hold_for = verdict.hold_for;
  entry->has_copy = verdict.has_copy;
  entry->copy_after_ns = verdict.copy_after_ns;
  entry->direction = direction;
  entry->client = client;
  entry->ticket = ticket;
  impair_ledger_queued (ledger, &ticket);
  impair_queue_push (&relay->queue, entry,
      direction * IMPAIR_N_CLASSES + packet.kind);
}

static void
capture (ImpairRelay *relay, const ImpairEntry *entry, uint64_t now_ns)
{
  const ImpairAddress *source = &relay->clients.rows[entry->client].upstream;
  ImpairPcapHeader header;

  if (relay->pcap.file == NULL || entry->direction != 0)
    return;
  header.realtime_ns = now_ns + (uint64_t) relay->realtime_offset_ns;
  header.source = ntohl (source->u.v4.sin_addr.s_addr);
  header.destination = ntohl (relay->destination.u.v4.sin_addr.s_addr);
  header.source_port = impair_address_port (source);
  header.destination_port = impair_address_port (&relay->destination);
  impair_pcap_write (&relay->pcap, &header, entry->data, entry->size);
}

// Returns the time it was sent; 0: it could not be sent.
static uint64_t
send_entry (ImpairRelay *relay, const ImpairEntry *entry)
{
  const ImpairClient *client = &relay->clients.rows[entry->client];
  const ImpairAddress *to =
      entry->direction == 0 ? &relay->destination : &client->address;
  int fd = entry->direction == 0 ? client->fd : relay->listen_fd;
  const ImpairTraced traced = to_trace (entry);
  uint64_t now_ns = impair_clock_now_ns ();

  if (sendto (fd, entry->data, entry->size, MSG_DONTWAIT | MSG_NOSIGNAL,
          &to->u.any, to->size) < 0) {
    impair_ledger_not_sent (&relay->ledgers[entry->direction], &entry->ticket);
    impair_trace_dropped (relay->trace, &traced, IMPAIR_DROP_SEND);
    return 0;
  }
  impair_ledger_delivered (&relay->ledgers[entry->direction], &entry->ticket,
      now_ns);
  impair_trace_sent (relay->trace, &traced, now_ns);
  capture (relay, entry, now_ns);
  return now_ns;
}

// Sends an entry that has left the delay line. Then sends its copy, or puts
// that into the line.
static void
deliver (ImpairRelay *relay, ImpairEntry *entry)
{
  uint64_t now_ns = send_entry (relay, entry);

  if (now_ns == 0 || !entry->has_copy) {
    impair_queue_free (&relay->queue, entry);
    return;
  }
  entry->has_copy = false;
  entry->ticket.is_copy = true;
  impair_ledger_queued (&relay->ledgers[entry->direction], &entry->ticket);
  if (entry->copy_after_ns > 0) {
    entry->due_ns = now_ns + entry->copy_after_ns;
    impair_queue_push_aside (&relay->queue, entry);
    return;
  }
  send_entry (relay, entry);
  impair_queue_free (&relay->queue, entry);
}

// Index of the client; an unknown one is added. -1: refused.
static int
admit_client (ImpairRelay *relay, const ImpairAddress *address)
{
  int client = impair_clients_find (&relay->clients, address);

  if (client >= 0)
    return client;
  client = impair_clients_add (&relay->clients, address, &relay->local);
  if (client >= 0)
    watch (relay, relay->clients.rows[client].fd, (unsigned) client);
  return client;
}

// Returns false if the socket is empty or the rest came after `end_ns`.
static bool
read_batch (ImpairRelay *relay, unsigned source, uint64_t end_ns)
{
  bool is_listen = source == IMPAIR_SOURCE_LISTEN;
  int fd = is_listen ? relay->listen_fd : relay->clients.rows[source].fd;
  unsigned count = impair_inbox_read (relay->inbox, fd);
  bool is_before_end = true;

  for (unsigned i = 0; i < count; i++) {
    int client = (int) source;
    ImpairDatagram datagram;

    impair_inbox_get (relay->inbox, i, &datagram);
    if (is_listen)
      client = admit_client (relay, &datagram.from);
    if (client < 0)
      relay->refused_datagrams++;
    else
      accept_datagram (relay, !is_listen, (unsigned) client, &datagram);
    impair_relay_send_due (relay);
    is_before_end = datagram.arrival_ns <= end_ns;
  }
  return count == IMPAIR_INBOX_BATCH && is_before_end;
}

static bool
open_capture (ImpairRelay *relay, char *error)
{
  const char *path = relay->options->pcap_path;

  if (path == NULL)
    return true;
  if (relay->destination.u.any.sa_family != AF_INET) {
    snprintf (error, IMPAIR_ERROR_BYTES,
        "--pcap works with an IPv4 destination only, '%.200s' is IPv6",
        relay->options->forward.host);
    return false;
  }
  if (!impair_pcap_open (&relay->pcap, path)) {
    snprintf (error, IMPAIR_ERROR_BYTES,
        "cannot write the capture '%.200s': %s", path, strerror (errno));
    return false;
  }
  return true;
}

static bool
open_trace (ImpairRelay *relay, char *error)
{
  const char *path = relay->options->trace_path;

  if (path == NULL)
    return true;
  relay->trace = fopen (path, "w");
  if (relay->trace == NULL)
    snprintf (error, IMPAIR_ERROR_BYTES, "cannot write the trace '%.200s': %s",
        path, strerror (errno));
  return relay->trace != NULL;
}

static bool
close_trace (ImpairRelay *relay)
{
  bool is_good = true;

  if (relay->trace == NULL)
    return true;
  is_good = fflush (relay->trace) == 0 && !ferror (relay->trace);
  is_good = fclose (relay->trace) == 0 && is_good;
  relay->trace = NULL;
  return is_good;
}

static bool
open_sockets (ImpairRelay *relay, char *error)
{
  const ImpairOptions *options = relay->options;
  const ImpairEndpoint *forward = &options->forward;
  const char *reason = impair_address_resolve (forward,
      options->listen.u.any.sa_family, &relay->destination);

  if (reason != NULL) {
    snprintf (error, IMPAIR_ERROR_BYTES, "cannot find the host '%.200s': %s",
        forward->host, reason);
    return false;
  }
  if (!impair_address_find_local (&relay->destination, &relay->local)) {
    snprintf (error, IMPAIR_ERROR_BYTES, "cannot reach '%.200s' port %u: %s",
        forward->host, forward->port, strerror (errno));
    return false;
  }
  relay->listen_fd = impair_socket_open (&options->listen);
  if (relay->listen_fd < 0) {
    snprintf (error, IMPAIR_ERROR_BYTES, "cannot listen on UDP port %u: %s",
        impair_address_port (&options->listen), strerror (errno));
    return false;
  }
  if (!watch (relay, relay->listen_fd, IMPAIR_SOURCE_LISTEN)) {
    snprintf (error, IMPAIR_ERROR_BYTES, "cannot watch the socket: %s",
        strerror (errno));
    return false;
  }
  return true;
}

bool
impair_relay_open (ImpairRelay *relay, const ImpairOptions *options,
    int epoll_fd, char *error)
{
  memset (relay, 0, sizeof *relay);
  relay->options = options;
  relay->epoll_fd = epoll_fd;
  relay->listen_fd = -1;
  impair_queue_init (&relay->queue);
  relay->inbox = impair_inbox_new ();
  if (relay->inbox == NULL) {
    snprintf (error, IMPAIR_ERROR_BYTES, "there is not enough memory");
    return false;
  }
  if (!open_sockets (relay, error) || !open_capture (relay, error) ||
      !open_trace (relay, error))
    return false;
  impair_ledger_init (&relay->ledgers[0],
      impair_address_header_bytes (&relay->destination));
  impair_ledger_init (&relay->ledgers[1],
      impair_address_header_bytes (&options->listen));
  for (unsigned direction = 0; direction < 2; direction++) {
    impair_model_init (&relay->models[direction], options->seed, direction);
    for (unsigned i = 0; i < options->n_profiles[direction]; i++)
      impair_model_add (&relay->models[direction],
          &options->profiles[direction][i]);
  }
  relay->realtime_offset_ns = impair_clock_offset_ns ();
  relay->start_ns = impair_clock_now_ns ();
  return true;
}

uint16_t
impair_relay_port (const ImpairRelay *relay)
{
  ImpairAddress address;

  impair_socket_name (relay->listen_fd, &address);
  return impair_address_port (&address);
}

void
impair_relay_read (ImpairRelay *relay, unsigned source)
{
  unsigned batches = 0;

  while (batches < MAX_BATCHES && read_batch (relay, source, UINT64_MAX))
    batches++;
}

void
impair_relay_send_due (ImpairRelay *relay)
{
  const ImpairEntry *next = impair_queue_peek (&relay->queue);

  while (next != NULL && next->due_ns <= impair_clock_now_ns ()) {
    deliver (relay, impair_queue_pop (&relay->queue));
    next = impair_queue_peek (&relay->queue);
  }
}

uint64_t
impair_relay_next_due_ns (const ImpairRelay *relay)
{
  const ImpairEntry *next = impair_queue_peek (&relay->queue);

  return next != NULL ? next->due_ns : UINT64_MAX;
}

void
impair_relay_drain (ImpairRelay *relay)
{
  uint64_t end_ns = impair_clock_now_ns ();

  while (read_batch (relay, IMPAIR_SOURCE_LISTEN, end_ns))
    ;
  for (unsigned i = 0; i < relay->clients.count; i++) {
    while (read_batch (relay, i, end_ns))
      ;
  }
}

void
impair_relay_report (ImpairRelay *relay, const char *reason, FILE *out)
{
  ImpairReport report;

  memset (&report, 0, sizeof report);
  report.reason = reason;
  report.seed = relay->options->seed;
  report.start_ns = relay->start_ns;
  report.now_ns = impair_clock_now_ns ();
  report.realtime_offset_ns = relay->realtime_offset_ns;
  report.clients = relay->clients.count;
  report.refused_datagrams = relay->refused_datagrams;
  report.socket_drops[0] = impair_socket_drops (relay->listen_fd);
  for (unsigned i = 0; i < relay->clients.count; i++)
    report.socket_drops[1] += impair_socket_drops (relay->clients.rows[i].fd);
  report.ledgers[0] = &relay->ledgers[0];
  report.ledgers[1] = &relay->ledgers[1];
  impair_report_print (&report, out);
  impair_pcap_flush (&relay->pcap);
}

bool
impair_relay_close (ImpairRelay *relay)
{
  bool is_good = impair_pcap_close (&relay->pcap);

  is_good = close_trace (relay) && is_good;
  impair_clients_clear (&relay->clients);
  if (relay->listen_fd >= 0)
    close (relay->listen_fd);
  relay->listen_fd = -1;
  impair_queue_clear (&relay->queue);
  impair_inbox_free (relay->inbox);
  relay->inbox = NULL;
  for (unsigned direction = 0; direction < 2; direction++)
    impair_ledger_clear (&relay->ledgers[direction]);
  return is_good;
}
