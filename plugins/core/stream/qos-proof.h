/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Is there a sender behind some packets, or a stranger who makes them up? A
 * sender's packets come in order and at the pace of their timestamps. This is
 * the probation of RFC 3550 A.1 (MIN_SEQUENTIAL), with more packets and with
 * their times. One struct of the caller's; no pointers.
 */
#ifndef QOS_PROOF_H
#define QOS_PROOF_H

#include <stdbool.h>
#include <stdint.h>

/* Packets in order that prove a sender: 85 ms of AAC at 48 kHz. */
#define QOS_PROOF_PACKETS 5
/* Numbers further ahead do not go on in order: some may be lost. */
#define QOS_PROOF_AHEAD 16

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
  uint32_t clock_rate; /* Hz, 0 = not known: then the order alone counts */
  uint64_t arrival_ns;
} QosProofPacket;

void qos_proof_init (QosProof *proof);

/* One packet, in the order of arrival. Returns true once QOS_PROOF_PACKETS have
 * come in order, no faster than twice the pace of their timestamps and no slower
 * than half of it and a quarter of a second; one that does not go on begins
 * again. */
bool qos_proof_packet (QosProof *proof, const QosProofPacket *packet);

#endif
