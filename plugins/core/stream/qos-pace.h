/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When the next RTCP report of one side of a two-party session is due. RFC 3550
 * 6.2 gives RTCP 5 % of the session bandwidth, here half of it for each side.
 * The user's interval is used if that allows it; with little bandwidth it is
 * extended to at most QOS_PACE_MAX_NS. When the other side's echoes show that
 * reports get lost, they are sent three times as often for a while, within the
 * same 5 %, so that the round trip does not become stale when two in a row are
 * lost.
 *
 * Receivers report to the sender of a multicast group at random times, with one
 * share for all of them together (RFC 3550 6.3.1).
 */
#pragma once

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

#define QOS_PACE_MAX_NS (2 * QOS_NS_PER_S)
/* How long reports are sent more often after one was lost. */
#define QOS_PACE_LOSSY_NS (30 * QOS_NS_PER_S)
#define QOS_PACE_LOSSY_FACTOR 3
/* In a group of unknown size (RFC 3550 6.2); the first report follows after
 * half of it. */
#define QOS_PACE_GROUP_NS (5 * QOS_NS_PER_S)
#define QOS_PACE_GROUP_MAX_NS (3600 * QOS_NS_PER_S)
/* Number of reports whose reference time is remembered for the echo. */
#define QOS_PACE_SENT 32

typedef struct
{
  uint32_t middle; /* the reference time sent: middle 32 bits of NTP time */
  uint64_t sent_ns;
} QosPaceSent;

typedef struct
{
  uint64_t interval_ns;
  uint64_t average_scaled; /* average_bytes in 1/256, to avoid rounding
                            * errors */
  unsigned n_averaged;     /* number of reports averaged, up to the weight of
                            * the oldest */
  uint64_t average_bytes;  /* RFC 3550 6.3.3, with UDP and IP headers */
  uint64_t due_ns;
  uint64_t earliest_ns; /* that the share of the bandwidth allows */
  bool is_lossy;
  uint64_t lossy_until_ns;
  QosPaceSent sent[QOS_PACE_SENT]; /* ring */
  unsigned n_sent;                 /* filled entries of sent */
  unsigned next_sent;
  bool is_group;
  bool has_reported;  /* at least once in the group */
  uint32_t members;   /* receivers of the group, 0 unknown */
  uint32_t random;    /* state of the generator */
  uint64_t last_ns;   /* last report in the group, or its start */
  uint64_t group_bps; /* bitrate of the stream at that time, 0 unknown */
} QosPace;

/* interval_ns: the user's, > 0; the first report is due after half of it (RFC
 * 3550 6.2). */
void qos_pace_init (QosPace *pace, uint64_t interval_ns, uint64_t now_ns);

/* From now on the reports go to the sender of a multicast group; seed:
 * random. */
void qos_pace_set_group (QosPace *pace, uint64_t now_ns, uint32_t seed);

/* The number of receivers in the group, including this one; stream_bps: as in
 * qos_pace_sent (). The pending report is moved in proportion to the interval
 * (RFC 3550 6.3.4, 6.3.6). Does nothing without a group. */
void qos_pace_set_members (QosPace *pace, uint64_t now_ns, uint32_t members,
    uint64_t stream_bps);

/* A shorter interval brings the pending report forward, a longer one applies
 * after it. */
void qos_pace_set_interval (QosPace *pace, uint64_t interval_ns);

/* A report of bytes (with UDP and IP headers) and reference time middle (0:
 * none) was sent at now_ns. stream_bps: the media stream's bitrate on the wire,
 * 0 if nothing is sent. Determines when the next one is due. */
void qos_pace_sent (QosPace *pace, uint64_t now_ns, uint32_t middle,
    uint64_t bytes, uint64_t stream_bps);

/* The other side echoed reference time middle after holding it for delay (both
 * as in a report block), in a report that arrived at now_ns. Returns false if
 * no such report is remembered: the echo does not belong to us, and its round
 * trip is meaningless. Otherwise writes the round trip in nanoseconds, from the
 * exact sending time, and returns true; but false if it would be negative by
 * more than the rounding of delay. */
bool qos_pace_echo (QosPace *pace, uint64_t now_ns, uint32_t middle,
    uint32_t delay, uint64_t *rtt_ns);

/* When the report with that reference time was sent. False if it is not
 * remembered. */
bool qos_pace_sent_at (const QosPace *pace, uint32_t middle, uint64_t *sent_ns);
