// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The truth about one direction: what was received, what was done with it and
// what a perfect receiver can know about it, per class and per SSRC. It only
// counts; impair-report.h prints it.
//
// For every class, at any time:
//   received = (delivered - duplicated) + lost + lost_outage + lost_queue
//              + send_errors + pending

#pragma once

#include "impair-model.h"
#include "impair-packet.h"
#include "impair-window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPAIR_MAX_SSRCS 4096
#define IMPAIR_SSRC_SLOTS 8192

// Time from arrival to departure of the originals (copies do not count).
typedef struct
{
  uint64_t count;
  uint64_t sum_ns;
  uint64_t min_ns;
  uint64_t max_ns;
} ImpairSpan;

typedef struct
{
  uint64_t received;
  uint64_t delivered;  // datagrams sent, copies included
  uint64_t duplicated; // copies sent
  uint64_t lost;       // by loss and ge
  uint64_t lost_outage;
  uint64_t lost_queue;  // by the queue of rate, or no room in the delay line
  uint64_t send_errors; // datagrams the kernel refused to send
  uint64_t reordered;   // originals that left after one received later
  uint64_t pending;     // originals in the delay line
  uint64_t pending_copies;
  uint64_t bytes_received; // of UDP payload
  uint64_t bytes_delivered;
  uint64_t wire_bytes_delivered; // with IP and UDP headers
  uint64_t first_ns;             // of delivery, when delivered > 0
  uint64_t last_ns;
  ImpairSpan delay;

  uint64_t newest_left; // 1 + highest nth_of_class that was delivered
} ImpairClassCounts;

typedef struct
{
  uint32_t ssrc;
  uint64_t received;
  uint64_t delivered;
  uint64_t delivered_unique;
  uint64_t lost;          // dropped by the relay, any cause
  uint64_t duplicated;    // delivered again, also if the sender sent twice
  uint64_t reordered;     // below the highest delivered, not duplicates
  uint64_t untracked;     // left the relay too late for the window: see
                          // impair-window.h
  uint64_t payload_bytes; // delivered, copies included
  uint64_t wire_bytes;    // delivered, copies included
  ImpairSpan delay;

  bool have_delivered;
  uint64_t highest_delivered;
  ImpairWindow window;
} ImpairSsrc;

// One direction.
typedef struct
{
  ImpairClassCounts classes[IMPAIR_N_CLASSES];
  uint64_t ssrc_overflow; // RTP datagrams received of SSRCs without a row
  unsigned header_bytes;  // IP and UDP, where it is delivered: 28 or 48

  ImpairSsrc *ssrcs[IMPAIR_MAX_SSRCS]; // in order of appearance
  unsigned n_ssrcs;
  uint16_t slots[IMPAIR_SSRC_SLOTS]; // hash: 1 + index in ssrcs, 0 is free
} ImpairLedger;

// What the ledger keeps of a datagram on its way through the relay.
typedef struct
{
  ImpairPacket packet;
  uint64_t nth_of_class; // from 0
  uint64_t nth_of_ssrc;  // from 0; UINT64_MAX without a row
  uint64_t arrival_ns;
  uint64_t ext_seq;
  ImpairSsrc *ssrc; // NULL: not RTP, or no room for its row
  bool is_copy;
} ImpairTicket;

void impair_ledger_init (ImpairLedger *ledger, unsigned header_bytes);
void impair_ledger_clear (ImpairLedger *ledger);

// A datagram came in. Fills its ticket, which is valid until the ledger is
// cleared.
void impair_ledger_received (ImpairLedger *ledger, const ImpairPacket *packet,
    uint64_t arrival_ns, ImpairTicket *ticket);

// It (or a copy of it) went into the delay line.
void impair_ledger_queued (ImpairLedger *ledger, const ImpairTicket *ticket);

// It was dropped before it went into the delay line.
void impair_ledger_dropped (ImpairLedger *ledger, const ImpairTicket *ticket,
    ImpairFate why);

// It left the delay line but could not be sent.
void impair_ledger_not_sent (ImpairLedger *ledger, const ImpairTicket *ticket);

// It left the delay line and was sent at `now_ns`.
void impair_ledger_delivered (ImpairLedger *ledger, const ImpairTicket *ticket,
    uint64_t now_ns);
