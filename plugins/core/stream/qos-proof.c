/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-proof.h"

#include "qos-time.h"

/* A queue may delay the first packets by this much. */
#define SLACK_NS (250 * QOS_NS_PER_MS)

/* Less sound than this in total proves nothing: Opus packets can have 2.5
 * ms. */
#define MEDIA_MIN_NS (10 * QOS_NS_PER_MS)

/* A playing sender never has more sound than this between two packets. */
#define STEP_MAX_NS QOS_NS_PER_S

static bool
begin (QosProof *proof, const QosProofPacket *packet)
{
  *proof = (QosProof){1, packet->seq, packet->timestamp, packet->arrival_ns, 0};
  return false;
}

/* The sound from the previous packet to this one, if the clock rate is known.
 * False if the timestamps do not continue. */
static bool
read_step (const QosProof *proof, const QosProofPacket *packet,
    uint64_t *step_ns)
{
  int64_t ticks = (int32_t) (packet->timestamp - proof->timestamp);

  *step_ns = 0;
  if (packet->clock_rate == 0)
    return true;
  if (ticks < 0)
    return false;
  *step_ns = (uint64_t) ticks * QOS_NS_PER_S / packet->clock_rate;
  return *step_ns <= STEP_MAX_NS;
}

bool
qos_proof_packet (QosProof *proof, const QosProofPacket *packet)
{
  int ahead = (int16_t) (uint16_t) (packet->seq - proof->seq);
  uint64_t step_ns, passed_ns;

  if (proof->n == 0 || ahead > QOS_PROOF_AHEAD || ahead < -QOS_PROOF_AHEAD)
    return begin (proof, packet);
  if (ahead <= 0)
    return false; /* a duplicate, or overtaken */
  if (!read_step (proof, packet, &step_ns) ||
      packet->arrival_ns < proof->first_ns)
    return begin (proof, packet);
  passed_ns = packet->arrival_ns - proof->first_ns;
  if (packet->clock_rate > 0 &&
      passed_ns > 2 * (proof->media_ns + step_ns) + SLACK_NS)
    return begin (proof, packet);

  proof->n++;
  proof->seq = packet->seq;
  proof->timestamp = packet->timestamp;
  proof->media_ns += step_ns;
  if (proof->n < QOS_PROOF_PACKETS)
    return false;
  return packet->clock_rate == 0 ||
      (proof->media_ns >= MEDIA_MIN_NS && 2 * passed_ns >= proof->media_ns);
}
