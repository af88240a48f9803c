/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP (RFC 3550 6, A.2; RFC 5506 allows a first packet other than a report):
 * a datagram is checked as a whole, then read as one event after another. What
 * reads RTCP elsewhere trusts the counts in it.
 */
#pragma once

#include "qos-group.h"
#include "qos-xr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A report block as received (RFC 3550 6.4.1). */
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

typedef enum
{
  QOS_RTCP_SENDER_REPORT,
  QOS_RTCP_BLOCK, /* of an SR or RR */
  QOS_RTCP_SDES,
  QOS_RTCP_BYE,
  QOS_RTCP_XR,
  QOS_RTCP_GROUP,
} QosRtcpKind;

#define QOS_RTCP_TEXT_SIZE 256

/* Only the members of its kind are set. */
typedef struct
{
  QosRtcpKind kind;
  uint32_t ssrc; /* of the end that sent it; for a block or a group, the stream
                  * that it is about */

  /* SENDER_REPORT */
  uint64_t ntp; /* 32.32 */
  uint32_t rtptime;

  QosRemoteReport block;
  QosXr xr;
  QosGroupPacket group;

  /* SDES, not checked for UTF-8; NULL: absent, otherwise one of texts */
  const char *cname;
  const char *name;
  char texts[2][QOS_RTCP_TEXT_SIZE];
} QosRtcpEvent;

typedef struct
{
  const uint8_t *data;
  size_t size;
  size_t packet; /* the current one */
  size_t end;    /* of that */
  size_t at;     /* its next event */
  unsigned left; /* the number of its events from there */
} QosRtcpReader;

/* data must outlive reader. False if it is not well-formed. */
bool qos_rtcp_start (QosRtcpReader *reader, const uint8_t *data, size_t size);

/* Reads the next event, in the order of the datagram; packets of other types
 * have none. False at the end. */
bool qos_rtcp_next (QosRtcpReader *reader, QosRtcpEvent *event);

/* True if each packet has version 2 and an RTCP type (192..223), their lengths
 * add up to size, only the last one has padding, and each SR, RR, SDES, BYE and
 * XR is large enough for its contents. */
bool qos_rtcp_is_well_formed (const uint8_t *data, size_t size);

/* For a datagram that is not well-formed: does it begin with an SR or RR and
 * continue with something that is not RTCP? That is SRTCP (RFC 3711 3.4), where
 * only the first 8 bytes are unencrypted. */
bool qos_rtcp_is_encrypted (const uint8_t *data, size_t size);
