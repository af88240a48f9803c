/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The door for received bytes: finds out what a datagram is, and adds an RTP
 * packet or an RTCP event to its stream, which the caller finds by the SSRC.
 * Every byte comes from the network: nothing is read outside of the given
 * range, and nothing kept points into it.
 */
#pragma once

#include "qos-codec.h"
#include "qos-media.h"
#include "qos-payload.h"
#include "qos-rtcp.h"
#include "qos-rtp.h"
#include "qos-seq.h"
#include "qos-source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What else arrives at the port. */
typedef enum
{
  QOS_RECEIVE_SHARED, /* RTP and RTCP (RFC 5761 4) */
  QOS_RECEIVE_RTP,    /* RTP of any payload type: what looks like RTCP must be
                       * well-formed to be that */
  QOS_RECEIVE_ANY,    /* any protocol: payload types 64..95 are not RTP */
} QosReceivePort;

typedef struct
{
  QosReceivePort port;
  unsigned codec_id;       /* header extension id of codec-config, 0 = none */
  unsigned send_time_id;   /* the same of abs-send-time */
  bool is_send_time_named; /* by caps or SDP. Otherwise the usual id is accepted
                            * only from streams with a codec-config */
} QosReceiveRules;

typedef enum
{
  QOS_RECEIVED_RTP,
  QOS_RECEIVED_RTCP,      /* it looks like that */
  QOS_RECEIVED_OTHER,     /* another protocol */
  QOS_RECEIVED_MALFORMED, /* broken RTP */
} QosReceivedKind;

/* A datagram as it was read. For RTP: */
typedef struct
{
  QosReceivedKind kind;
  QosRtpHeader header;
  size_t size;        /* of the datagram */
  size_t payload_got; /* bytes of the payload that can be read */
  bool has_send_time;
  bool is_send_time_named;
  uint32_t send_time;
  uint8_t codec_size; /* of the codec-config, 0 = it has none */
  uint8_t codec[QOS_CODEC_SIZE_MAX];
} QosReceived;

/* How it arrived. */
typedef struct
{
  uint64_t arrival_ns;
  uint64_t seen_ns;  /* when it was read, 0 = at arrival_ns */
  bool has_waited;   /* it arrived earlier at an unknown time: arrival_ns is
                      * now */
  uint32_t overhead; /* bytes of its UDP and IP headers */
} QosReceivedTime;

/* What the caller knows of a payload type, from caps, SDP or RFC 3551. */
typedef struct
{
  QosMediaFormat media;
  QosPayloadKind kind; /* QOS_FORMAT_NONE = nothing to check */
} QosReceivedFormat;

typedef struct
{
  QosSeqVerdict verdict;
  bool is_new_codec;   /* the codec-config changed: caps made of it are stale */
  bool is_superfluous; /* a duplicate, or a packet whose number fits nowhere: a
                        * jitter buffer would start again after two of them */
  bool has_event;      /* qos_source_take_event () has one */
  QosPayload *payload; /* the check for its payload type, NULL = none */
} QosReceivedResult;

/* data, captured: the bytes of a datagram; size: its whole size, which exceeds
 * captured if a capture file has only its beginning. Fills *received. */
QosReceivedKind qos_receive_parse (const uint8_t *data, size_t captured,
    size_t size, const QosReceiveRules *rules, QosReceived *received);

/* Must qos_source_set_format () be called before a packet of that type? Not if
 * the stream announces its codec. */
bool qos_source_needs_format (const QosSource *source, unsigned payload_type);
void qos_source_set_format (QosSource *source, const QosReceivedFormat *format);

/* What the caller knows has changed: format is that of the media, see
 * qos_source_payload_type (). Does nothing if the stream announces its
 * codec. */
void qos_source_renew_format (QosSource *source,
    const QosReceivedFormat *format);

/* A packet of the stream, in the order of arrival. data: as for
 * qos_receive_parse (). */
QosReceivedResult qos_receive_rtp (QosSource *source,
    const QosReceived *received, const uint8_t *data,
    const QosReceivedTime *time);

/* An event of RTCP whose ssrc is that of the stream, except report blocks.
 * own_ssrc: the receiver that the sender answers; has_waited: now_ns is not its
 * arrival, so that it says nothing about delays. True if something may be due
 * sooner than before. */
bool qos_receive_rtcp (QosSource *source, const QosRtcpEvent *event,
    uint32_t own_ssrc, uint64_t now_ns, bool has_waited);

/* Checks the payload of a packet. payload: NULL = nothing is known. */
QosPayloadVerdict qos_receive_check (QosPayload *payload,
    const QosReceived *received, const uint8_t *data);

/* The check for packets of that type; NULL if their format is unknown. */
QosPayload *qos_source_payload (QosSource *source, unsigned payload_type);

/* The codec that the stream announces; NULL if it does not. */
const QosCodecConfig *qos_source_codec (const QosSource *source);
