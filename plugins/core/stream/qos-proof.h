/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Do packets come from a real sender, or are they forged? A sender's packets
 * come in order and at the pace of their timestamps. This is the probation of
 * RFC 3550 A.1 (MIN_SEQUENTIAL), with more packets and with their times. A
 * plain struct owned by the caller; no pointers.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Packets in order that prove a sender: 85 ms of AAC at 48 kHz. */
#define QOS_PROOF_PACKETS 5
/* Numbers further ahead are not in order; smaller gaps may be loss. */
#define QOS_PROOF_AHEAD 16

/* Starts as all 0. */
typedef struct
{
  unsigned n; /* packets in order, 0 before the first */
  uint16_t seq;
  uint32_t timestamp;
  uint64_t first_ns; /* arrival of the first of them */
  uint64_t media_ns; /* sound between the first and the last */
} QosProof;

typedef struct
{
  uint16_t seq;
  uint32_t timestamp;
  uint32_t clock_rate; /* Hz, 0 = unknown: then only the order counts */
  uint64_t arrival_ns;
} QosProofPacket;

/* One packet, in the order of arrival. Returns true once QOS_PROOF_PACKETS have
 * come in order, at most twice as fast as their timestamps, and at most twice
 * as slow plus a quarter of a second; a packet that does not continue the
 * series starts a new one. */
bool qos_proof_packet (QosProof *proof, const QosProofPacket *packet);
