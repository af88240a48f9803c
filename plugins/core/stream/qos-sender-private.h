/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The members of QosSender, for the core and its tests only.
 */
#pragma once

#include "qos-clock.h"
#include "qos-pace.h"
#include "qos-report-books.h"
#include "qos-sender.h"

typedef struct
{
  bool is_used;
  uint32_t ssrc;
  uint64_t heard_ns; /* last packet of any kind from it */
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
  bool have_return; /* out_ns and in_ns below are known */
  uint64_t return_at_ns;
  int64_t out_ns; /* last transits: their arrival time - ours, and the
                   * reverse */
  int64_t in_ns;
  char cname[QOS_TEXT_SIZE];
  char name[QOS_TEXT_SIZE];
} QosRemote;

struct QosSender
{
  uint32_t clock_rate;  /* Hz, 0 = unknown */
  bool is_synchronised; /* the hosts' clocks, see qos_clock */
  uint64_t sync_error_ns;
  uint64_t ntp_offset_ns; /* NTP time when our clock was 0, ns since 1900 */
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
  uint64_t byes;    /* number that the receivers sent */
  bool have_rtt_min;
  uint64_t rtt_min_ns;
  QosRemote remotes[QOS_SENDER_REMOTES];
};
