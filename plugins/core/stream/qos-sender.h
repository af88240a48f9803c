/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The sender's side of one stream: what it sent and what its receivers report
 * of it (RFC 3550 6.4, RFC 3611 4.4, 4.5). No pointers; one struct of the
 * caller's. All times are nanoseconds of one monotonic clock.
 */
#ifndef QOS_SENDER_H
#define QOS_SENDER_H

#include "qos-report-books.h"
#include "qos-clock.h"
#include "qos-pace.h"
#include "qos-snapshot.h"
#include "qos-xr.h"

#include <stdbool.h>
#include <stdint.h>

/* Receivers kept apart; of more, the one silent longest gives way if it has been
 * so for a while, or never reported. */
#define QOS_SENDER_REMOTES 8

/* A report block about us, as it came (RFC 3550 6.4.1). */
typedef struct
{
  uint32_t reporter_ssrc;
  uint8_t fraction_lost;
  int32_t packets_lost;
  uint32_t extended_highest;
  uint32_t jitter; /* RTP ticks */
  uint32_t lsr;
  uint32_t dlsr;
} QosRemoteReport;

typedef struct
{
  bool is_used;
  uint32_t ssrc;
  uint64_t heard_ns; /* last packet of any kind */
  bool have_report;
  QosRemoteReport report;
  uint64_t report_ns;
  bool have_loss;
  double loss_percent;
  bool have_rrtr;
  uint32_t rrtr_middle;
  uint64_t rrtr_ns;
  bool have_rtt;
  uint64_t rtt_ns;
  uint64_t rtt_at_ns;
  QosClock clock;
  QosReportBooks books;
  bool have_voip;
  QosXrVoip voip;
  uint64_t voip_ns;
  bool have_run_max;
  uint32_t run_max; /* of all Loss RLE blocks */
  bool have_return; /* out_ns and in_ns below */
  uint64_t return_at_ns;
  int64_t out_ns; /* last transits: theirs at arrival - ours, and back */
  int64_t in_ns;
  char cname[QOS_TEXT_SIZE];
  char name[QOS_TEXT_SIZE];
} QosRemote;

typedef struct
{
  uint32_t clock_rate;  /* Hz, 0 = not known */
  bool is_synchronised; /* the hosts' clocks, see qos_clock */
  uint64_t sync_error_ns;
  uint64_t ntp_offset_ns; /* NTP time at the zero of our clock, ns since 1900 */
  uint64_t packets;
  uint64_t first_seq; /* extended, see QOS_REPORT_BOOKS_FIRST_TURN */
  uint64_t newest_seq;
  uint64_t payload_bytes;
  uint64_t wire_bytes;
  uint64_t first_ns;
  bool have_first;
  uint64_t shown_ns;
  uint64_t shown_payload_bytes;
  uint64_t shown_wire_bytes;
  QosValues interval;
  uint64_t reported_ns;
  uint64_t reported_wire_bytes;
  QosPace pace;
  uint64_t reports; /* report blocks about us */
  uint64_t byes;    /* of who sent them */
  bool have_rtt_min;
  uint64_t rtt_min_ns;
  QosRemote remotes[QOS_SENDER_REMOTES];
} QosSender;

void qos_sender_init (QosSender *sender, uint64_t interval_ns, uint64_t now_ns);

/* NTP time, in nanoseconds since 1900, at the zero of our clock (0 before). */
void qos_sender_set_ntp_offset (QosSender *sender, uint64_t ntp_offset_ns);

/* See qos_clock_set_synchronised (); of all receivers, and those to come. */
void qos_sender_set_synchronised (QosSender *sender, bool is_synchronised,
    uint64_t error_ns);

/* wire_bytes: with RTP, UDP and IP headers. */
void qos_sender_packet (QosSender *sender, uint64_t now_ns, uint16_t seq,
    uint32_t payload_bytes, uint32_t wire_bytes);

/* A report block about our SSRC came at now_ns. False where it can't be true or
 * there is no room for its receiver: then it is ignored. */
bool qos_sender_report (QosSender *sender, const QosRemoteReport *report,
    uint64_t now_ns);

/* An RRTR block of that receiver came; ntp: its 32.32 time. */
void qos_sender_rrtr (QosSender *sender, uint32_t ssrc, uint64_t ntp,
    uint64_t now_ns);

/* The other blocks of an extended report, about stream ssrc, of a receiver that
 * has been heard. */
void qos_sender_xr (QosSender *sender, uint32_t ssrc, const QosXr *xr,
    uint64_t now_ns);

/* SDES of that receiver, if it has been heard; NULL leaves as it is. */
void qos_sender_sdes (QosSender *sender, uint32_t ssrc, const char *cname,
    const char *name);

/* That receiver said BYE: what it reported is not known any more. */
void qos_sender_bye (QosSender *sender, uint32_t ssrc);

/* Fills dlrr[] for the receivers that sent RRTR; returns how many, at most
 * QOS_SENDER_REMOTES. */
unsigned qos_sender_dlrr (const QosSender *sender, uint64_t now_ns,
    QosXrDlrr dlrr[QOS_SENDER_REMOTES]);

/* Rate on the wire since the last report went out, bits/s. */
uint64_t qos_sender_wire_bps (const QosSender *sender, uint64_t now_ns);

/* A report went out: see qos_pace_sent (). */
void qos_sender_reported (QosSender *sender, uint64_t now_ns, uint32_t middle,
    uint64_t bytes);

/* Fills *snapshot but for ssrc and running-time; starts the next interval. The
 * far end's values are those of the receiver that reported last. */
void qos_sender_snapshot (QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot);

/* As above with the totals of now; starts no interval. */
void qos_sender_peek (const QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot);

#endif
