/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The members of QosSource and the functions that its files share, for the core
 * and its tests only.
 */
#pragma once

#include "qos-codec.h"
#include "qos-delay.h"
#include "qos-jitter.h"
#include "qos-loss.h"
#include "qos-media.h"
#include "qos-mos.h"
#include "qos-pace.h"
#include "qos-playout.h"
#include "qos-reorder.h"
#include "qos-seq.h"
#include "qos-source.h"
#include "qos-time.h"
#include "qos-xr.h"

/* A larger difference between arrival and RTP time over one packet means that
 * the sender restarted, if the sequence number jumps too. */
#define QOS_SOURCE_JUMP_NS (3 * QOS_SIGNED_NS_PER_S)

typedef struct
{
  uint64_t arrival_ns;
  uint32_t timestamp;
  uint16_t seq;
  uint32_t payload_bytes;
  uint32_t wire_bytes;     /* with RTP, UDP and IP headers */
  bool has_waited;         /* it arrived earlier at an unknown time:
                            * arrival_ns is now */
  bool has_send_time;      /* has the abs-send-time extension */
  uint32_t send_time;      /* its 24 bits, 6.18 s */
  uint64_t seen_ns;        /* when it was read, 0 = at arrival_ns */
  uint32_t duration_ticks; /* of its sound, 0 = unknown */
  bool is_silent;          /* there is no sound in it */
  QosMediaFormat format;   /* of its payload type */
} QosPacket;

/* Totals at one moment, to calculate the share of an interval. */
typedef struct
{
  uint64_t at_ns;
  uint64_t expected;
  uint64_t unique;
  uint64_t payload_bytes;
  uint64_t wire_bytes;
  uint64_t media_bytes;
  uint64_t sound_bytes;
  uint64_t sound_packets;
} QosMark;

/* The same for runs of loss. */
typedef struct
{
  uint64_t received;
  uint64_t lost;
  uint64_t n_runs;
} QosLossRuns;

/* The start of a Statistics Summary: everything before end is settled. */
typedef struct
{
  uint64_t end; /* extended sequence number */
  uint64_t restarts;
  uint64_t lost;
  uint64_t duplicates;
} QosSummarized;

/* The sound between packets, according to their RTP timestamps. */
typedef struct
{
  bool is_broken;     /* the last packet has another clock */
  uint32_t timestamp; /* of the highest number of the media */
  uint64_t packets;   /* steps from one number to the next */
  uint64_t media_ns;  /* sound in them */
} QosSpacing;

/* What is known of a stream's payload. */
typedef struct
{
  bool has_codec;        /* by a codec-config */
  bool is_given;         /* by the caller */
  uint8_t payload_type;  /* of the media, or of the last packet */
  int16_t checked_type;  /* that payload checks, -1 = none */
  uint32_t frame_length; /* samples of an AU of announced AAC, else 0 */
  QosMediaFormat given;  /* by the codec-config, for all types; or by the
                         * caller, for the last type asked for */
  QosPayload payload;    /* checks packets of checked_type */
} QosStreamFormat;

/* The fields used for each packet are together, here and in the parts: with
 * many senders none of them are in the caches, and every additional cache line
 * costs time. */
struct QosSource
{
  uint32_t ssrc;
  uint32_t clock_rate; /* Hz, 0 = unknown */
  uint64_t first_ns;
  uint64_t last_ns;        /* arrival of the last packet */
  uint64_t media_ns;       /* of the last packet of the media */
  uint32_t last_timestamp; /* of the same packet */
  uint32_t last_bytes;     /* payload of the last packet */
  bool last_has_waited;
  bool last_has_send_time;
  uint32_t last_send_time; /* of the last one in order */
  QosMedia media;
  QosCoding coding;
  QosStreamFormat format; /* what packets say, or is known of their type */
  uint64_t payload_bytes; /* totals, including duplicates */
  uint64_t wire_bytes;
  uint64_t foreign;       /* packets from other addresses, not of this stream */
  uint64_t media_bytes;   /* payload of all packets, each counted once */
  uint64_t sound_bytes;   /* of the packets of the media that have sound */
  uint64_t sound_packets; /* timestamp steps of those */
  uint64_t ticks;         /* RTP time that passed in order */
  QosSpacing spacing;
  QosJitter jitter;
  QosSeq seq;
  QosLoss loss;
  QosPlayout playout;
  QosReorder reorder;
  QosDelay delay;
  bool have_render;
  uint64_t render_ns; /* latency of the pipeline */
  uint64_t codec_ns;  /* how much older than its RTP time the sound of a
                       * packet is when it is decoded */
  QosPace pace;
  QosLossRuns shown_runs;
  QosMark shown;            /* at the last snapshot */
  QosMark reported;         /* at the last report block */
  QosValues interval;       /* interval values of the last snapshot */
  QosMosInput rated;        /* input of r-factor in interval */
  QosSummarized series;     /* at the start of the series */
  QosSummarized summarized; /* at the last summary */
  uint64_t rle_end;         /* first extended number of the next Loss RLE */
  unsigned xr_turn;
  bool have_sr;
  uint64_t sr_ntp; /* 32.32 */
  uint32_t sr_rtptime;
  uint64_t sr_ns;
  bool have_rtt;
  uint64_t rtt_ns;
  uint64_t rtt_at_ns;
  bool said_bye;
  uint64_t bye_ns;
  QosCodecConfig codec; /* valid if format.has_codec */
  uint8_t codec_size;
  uint8_t codec_data[QOS_CODEC_SIZE_MAX]; /* as received, to notice a change */
  char cname[QOS_TEXT_SIZE];              /* "" = unknown */
  char name[QOS_TEXT_SIZE];
};

_Static_assert(sizeof (QosSource) <= QOS_SOURCE_SIZE_MAX, "a stream is small");

/* clock_rate: Hz, 0 = unknown. A change restarts the jitter with the next
 * packet. */
void qos_source_set_clock_rate (QosSource *source, uint32_t clock_rate);

/* One packet, in the order of arrival. */
QosSeqVerdict qos_source_packet (QosSource *source, const QosPacket *packet);

/* True QOS_SOURCE_BYE_NS after a BYE, unless packets still arrive: then the BYE
 * was forged or taken back, and is forgotten. */
bool qos_source_is_gone (QosSource *source, uint64_t now_ns);

/* Its current totals. */
QosMark qos_source_mark (const QosSource *source, uint64_t now_ns);

/* Packets lost between two marks. Packets that were late for the previous
 * interval count for this one; never less than 0 (RFC 3550 A.3). */
uint64_t qos_mark_lost (const QosMark *from, const QosMark *to);

/* Mean time between packets, ms, from RTP timestamps, which queueing does not
 * distort; if their clock rate is unknown, from arrivals. 0 before the
 * second. */
double qos_source_spacing_ms (const QosSource *source);

/* Its VoIP Metrics (RFC 3611 4.7): loss, bursts and gaps since the start,
 * scores of the last interval, the jitter buffer if its latency is known. */
void qos_source_voip (const QosSource *source, uint64_t now_ns,
    QosXrVoip *voip);

/* Statistics Summary of what is settled, see qos_report_books_add_summary ();
 * false when nothing is, or the sender has restarted since the last one. */
bool qos_source_summary (QosSource *source, QosXrSummary *summary);

/* A Loss RLE of the same, up to the last QOS_XR_RLE_NUMBERS. */
bool qos_source_rle (QosSource *source, QosXrRle *rle);
