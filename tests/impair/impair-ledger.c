// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Counting for impair-ledger.h. It allocates only the rows of the SSRCs; if
// that fails, the SSRC goes to the overflow counter.

#include "impair-ledger.h"

#include <stdlib.h>
#include <string.h>

static void
add_span (ImpairSpan *span, uint64_t value_ns)
{
  if (span->count == 0 || value_ns < span->min_ns)
    span->min_ns = value_ns;
  if (span->count == 0 || value_ns > span->max_ns)
    span->max_ns = value_ns;
  span->sum_ns += value_ns;
  span->count++;
}

// The row of `ssrc`, made if needed. NULL: no room.
static ImpairSsrc *
find_ssrc (ImpairLedger *ledger, uint32_t ssrc)
{
  uint32_t slot = ssrc * UINT32_C (2654435761) >> 19;
  ImpairSsrc *row = NULL;

  for (; ledger->slots[slot] != 0; slot = (slot + 1) % IMPAIR_SSRC_SLOTS) {
    row = ledger->ssrcs[ledger->slots[slot] - 1];
    if (row->ssrc == ssrc)
      return row;
  }
  if (ledger->n_ssrcs == IMPAIR_MAX_SSRCS)
    return NULL;
  row = calloc (1, sizeof *row);
  if (row == NULL)
    return NULL;
  row->ssrc = ssrc;
  ledger->ssrcs[ledger->n_ssrcs++] = row;
  ledger->slots[slot] = (uint16_t) ledger->n_ssrcs;
  return row;
}

static void
mark_dropped (const ImpairTicket *ticket)
{
  ImpairSsrc *row = ticket->ssrc;

  if (row == NULL)
    return;
  row->lost++;
  if (!impair_window_has (&row->window, ticket->ext_seq))
    row->untracked++;
  else if (impair_window_get (&row->window, ticket->ext_seq) ==
      IMPAIR_SLOT_NONE)
    impair_window_set (&row->window, ticket->ext_seq, IMPAIR_SLOT_DROPPED);
}

// True if the number was delivered before.
static bool
mark_delivered (ImpairSsrc *row, uint64_t ext)
{
  if (!impair_window_has (&row->window, ext)) {
    row->untracked++;
    return false;
  }
  if (impair_window_get (&row->window, ext) == IMPAIR_SLOT_DELIVERED)
    return true;
  impair_window_set (&row->window, ext, IMPAIR_SLOT_DELIVERED);
  return false;
}

static void
count_ssrc_delivered (const ImpairTicket *ticket, unsigned header_bytes)
{
  ImpairSsrc *row = ticket->ssrc;

  row->delivered++;
  row->payload_bytes += ticket->packet.payload_bytes;
  row->wire_bytes += ticket->packet.bytes + header_bytes;
  if (mark_delivered (row, ticket->ext_seq)) {
    row->duplicated++;
    return;
  }
  row->delivered_unique++;
  if (row->have_delivered && ticket->ext_seq < row->highest_delivered) {
    row->reordered++;
    return;
  }
  row->have_delivered = true;
  row->highest_delivered = ticket->ext_seq;
}

static void
leave_line (ImpairClassCounts *counts, const ImpairTicket *ticket)
{
  if (ticket->is_copy)
    counts->pending_copies--;
  else
    counts->pending--;
}

void
impair_ledger_init (ImpairLedger *ledger, unsigned header_bytes)
{
  memset (ledger, 0, sizeof *ledger);
  ledger->header_bytes = header_bytes;
}

void
impair_ledger_clear (ImpairLedger *ledger)
{
  for (unsigned i = 0; i < ledger->n_ssrcs; i++)
    free (ledger->ssrcs[i]);
  memset (ledger, 0, sizeof *ledger);
}

void
impair_ledger_received (ImpairLedger *ledger, const ImpairPacket *packet,
    uint64_t arrival_ns, ImpairTicket *ticket)
{
  ImpairClassCounts *counts = &ledger->classes[packet->kind];

  memset (ticket, 0, sizeof *ticket);
  ticket->packet = *packet;
  ticket->arrival_ns = arrival_ns;
  ticket->nth_of_class = counts->received++;
  counts->bytes_received += packet->bytes;
  if (packet->kind != IMPAIR_RTP)
    return;
  ticket->ssrc = find_ssrc (ledger, packet->ssrc);
  if (ticket->ssrc == NULL) {
    ledger->ssrc_overflow++;
    ticket->nth_of_ssrc = UINT64_MAX;
    return;
  }
  ticket->nth_of_ssrc = ticket->ssrc->received++;
  ticket->ext_seq = impair_window_receive (&ticket->ssrc->window, packet->seq);
}

void
impair_ledger_queued (ImpairLedger *ledger, const ImpairTicket *ticket)
{
  ImpairClassCounts *counts = &ledger->classes[ticket->packet.kind];

  if (ticket->is_copy)
    counts->pending_copies++;
  else
    counts->pending++;
}

void
impair_ledger_dropped (ImpairLedger *ledger, const ImpairTicket *ticket,
    ImpairFate why)
{
  ImpairClassCounts *counts = &ledger->classes[ticket->packet.kind];

  if (why == IMPAIR_DROP_OUTAGE)
    counts->lost_outage++;
  else if (why == IMPAIR_DROP_QUEUE)
    counts->lost_queue++;
  else
    counts->lost++;
  mark_dropped (ticket);
}

void
impair_ledger_not_sent (ImpairLedger *ledger, const ImpairTicket *ticket)
{
  ImpairClassCounts *counts = &ledger->classes[ticket->packet.kind];

  leave_line (counts, ticket);
  if (ticket->is_copy)
    return;
  counts->send_errors++;
  mark_dropped (ticket);
}

void
impair_ledger_delivered (ImpairLedger *ledger, const ImpairTicket *ticket,
    uint64_t now_ns)
{
  ImpairClassCounts *counts = &ledger->classes[ticket->packet.kind];

  leave_line (counts, ticket);
  if (counts->delivered++ == 0)
    counts->first_ns = now_ns;
  counts->last_ns = now_ns;
  counts->bytes_delivered += ticket->packet.bytes;
  counts->wire_bytes_delivered += ticket->packet.bytes + ledger->header_bytes;
  if (ticket->ssrc != NULL)
    count_ssrc_delivered (ticket, ledger->header_bytes);
  if (ticket->is_copy) {
    counts->duplicated++;
    return;
  }
  add_span (&counts->delay, now_ns - ticket->arrival_ns);
  if (ticket->ssrc != NULL)
    add_span (&ticket->ssrc->delay, now_ns - ticket->arrival_ns);
  if (ticket->nth_of_class < counts->newest_left)
    counts->reordered++;
  else
    counts->newest_left = ticket->nth_of_class + 1;
}
