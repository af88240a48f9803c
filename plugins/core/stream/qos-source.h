/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One remote RTP stream as its receiver sees it: books, jitter, rates, the
 * round trip by XR, and what to report to its sender (RFC 3550 6.4, 8; RFC
 * 3611 4.4, 4.5). No pointers; one struct of the caller's. All times are
 * nanoseconds of one monotonic clock.
 */
#ifndef QOS_SOURCE_H
#define QOS_SOURCE_H

#include "qos-delay.h"
#include "qos-jitter.h"
#include "qos-loss.h"
#include "qos-media.h"
#include "qos-mos.h"
#include "qos-pace.h"
#include "qos-playout.h"
#include "qos-reorder.h"
#include "qos-seq.h"
#include "qos-snapshot.h"
#include "qos-time.h"
#include "qos-xr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A round trip or report older than this is not known any more. */
#define QOS_STALE_NS (5 * QOS_NS_PER_S)
/* An arrival and an RTP time that disagree by more than this over one packet
 * mean a restarted sender, if the sequence number jumps too. */
#define QOS_SOURCE_JUMP_NS (3 * QOS_SIGNED_NS_PER_S)
/* A stream that is silent for this long may go on from another address, or
 * with other numbers. */
#define QOS_SOURCE_SILENT_NS (500 * QOS_NS_PER_MS)
/* How long a stream whose sender said BYE still takes late packets. */
#define QOS_SOURCE_BYE_NS QOS_NS_PER_S

typedef struct
{
  uint64_t arrival_ns;
  uint32_t timestamp;
  uint16_t seq;
  uint32_t payload_bytes;
  uint32_t wire_bytes; /* with RTP, UDP and IP headers */
  bool has_waited;     /* it came earlier, when is unknown: arrival_ns is now */
  bool has_send_time;  /* has the abs-send-time extension */
  uint32_t send_time;  /* its 24 bits, 6.18 s */
  uint64_t seen_ns;    /* when it was read, 0 = at arrival_ns */
  uint32_t duration_ticks; /* of its sound, 0 = not known */
  bool is_silent;          /* there is no sound in it */
  QosMediaFormat format;   /* of its payload type */
} QosPacket;

typedef struct
{
  uint32_t fraction_lost; /* 0..255, of 256, since the last block */
  int32_t packets_lost;   /* cumulative, within 24 bits with sign */
  uint32_t extended_highest;
  uint32_t jitter; /* RTP ticks; 0 where the clock rate is unknown */
  uint32_t lsr;    /* 0 before the first sender report */
  uint32_t dlsr;   /* 1/65536 s */
} QosReportBlock;

/* Totals at one moment, to take an interval's share from. */
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

/* The same of loss in runs. */
typedef struct
{
  uint64_t received;
  uint64_t lost;
  uint64_t n_runs;
} QosLossRuns;

/* What a Statistics Summary is the difference to: all settled before end. */
typedef struct
{
  uint64_t end; /* extended sequence number */
  uint64_t restarts;
  uint64_t lost;
  uint64_t duplicates;
} QosSummarized;

/* How much sound lies between packets, by their RTP timestamps. */
typedef struct
{
  bool is_broken;     /* what came last has another clock */
  uint32_t timestamp; /* of the highest number of the media */
  uint64_t packets;   /* steps from one number to the next */
  uint64_t media_ns;  /* sound of those */
} QosSpacing;

/* Bytes of an XR packet that qos_source_write_xr () makes. */
#define QOS_SOURCE_XR_MAX (QOS_XR_RRTR_SIZE + QOS_XR_RLE_SIZE_MAX)

/* What each packet needs is together, here and in the parts: with many senders
 * the caches hold none of it, and each line of them that it is in costs. */
typedef struct
{
  uint32_t ssrc;
  uint32_t clock_rate; /* Hz, 0 = not known */
  uint64_t first_ns;
  uint64_t last_ns;        /* arrival of the last packet */
  uint64_t media_ns;       /* of the last packet of the media */
  uint32_t last_timestamp; /* the same one's */
  uint32_t last_bytes;     /* payload of the last packet */
  bool last_has_waited;
  bool last_has_send_time;
  uint32_t last_send_time; /* of the last one in order */
  QosMedia media;
  QosCoding coding;
  uint64_t payload_bytes; /* totals, duplicates counted */
  uint64_t wire_bytes;
  uint64_t foreign;       /* packets from other addresses, not of this stream */
  uint64_t media_bytes;   /* payload of all packets, each once */
  uint64_t sound_bytes;   /* of those of the media, with sound in them */
  uint64_t sound_packets; /* timestamps of those */
  QosSpacing spacing;
  QosJitter jitter;
  QosSeq seq;
  QosLoss loss;
  QosPlayout playout;
  QosReorder reorder;
  QosDelay delay;
  bool have_render;
  uint64_t render_ns; /* latency of the pipeline */
  uint64_t codec_ns;  /* delay of the codec */
  QosPace pace;
  QosLossRuns shown_runs;
  QosMark shown;            /* at the last snapshot */
  QosMark reported;         /* at the last report block */
  QosValues interval;       /* interval values of the last snapshot */
  QosMosInput rated;        /* what r-factor in interval is of */
  QosSummarized series;     /* at the start of the series */
  QosSummarized summarized; /* at the last summary */
  uint64_t rle_end; /* extended number that the next Loss RLE begins with */
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
  char cname[QOS_TEXT_SIZE]; /* "" = not known */
  char name[QOS_TEXT_SIZE];
} QosSource;

/* interval_ns: of its reports, > 0. */
void qos_source_init (QosSource *source, uint32_t ssrc, uint64_t interval_ns,
    uint64_t now_ns);

/* NTP time, in nanoseconds since 1900, at the zero of our clock; to be set
 * before the first packet (0 before). */
void qos_source_set_ntp_offset (QosSource *source, uint64_t ntp_offset_ns);

/* clock_rate: Hz, 0 = not known. A change restarts the jitter with the next
 * packet. */
void qos_source_set_clock_rate (QosSource *source, uint32_t clock_rate);

/* One packet, in the order of arrival. */
QosSeqVerdict qos_source_packet (QosSource *source, const QosPacket *packet);

/* No packet of the series for QOS_SOURCE_SILENT_NS. */
bool qos_source_is_silent (const QosSource *source, uint64_t now_ns);

/* A sender report came: its NTP time, 32.32, the RTP time of the same moment, and
 * when. */
void qos_source_sender_report (QosSource *source, uint64_t ntp,
    uint32_t rtptime, uint64_t now_ns);

/* A DLRR sub-block for us came. False when it echoes no report of ours. */
bool qos_source_dlrr (QosSource *source, uint32_t lrr, uint32_t dlrr,
    uint64_t now_ns);

/* The sender said BYE; packets may still be under way. */
void qos_source_bye (QosSource *source, uint64_t now_ns);

/* True QOS_SOURCE_BYE_NS after a BYE, unless packets went on coming: then the
 * BYE was forged or taken back, and is forgotten. */
bool qos_source_is_gone (QosSource *source, uint64_t now_ns);

/* The stream is over: its last events can be taken. */
void qos_source_end (QosSource *source);

/* Time from the jitter buffer's input to rendering: latency of the pipeline. */
void qos_source_set_render_latency (QosSource *source, uint64_t latency_ns);

/* How much older than its RTP time the sound in a packet is when it is decoded;
 * 0 before. */
void qos_source_set_codec_delay (QosSource *source, uint64_t delay_ns);

/* From now on a jitter buffer is watched, see qos_playout_watch (). */
void qos_source_watch (QosSource *source);

/* It let a packet through. True where that does not go on where the sound before
 * it ends. */
bool qos_source_out (QosSource *source, uint16_t seq, const QosPlayoutOut *out);

/* It refuses one that comes too late. */
void qos_source_refuse (QosSource *source, uint16_t seq);

/* Takes the oldest event as a snapshot of qos_event_fields, but for advice and
 * running-time; *event: the same. False when there is none. */
bool qos_source_take_event (QosSource *source, QosEvent *event,
    QosSnapshot *snapshot);

/* Two packets of one series have come: this is a stream, not noise. */
bool qos_source_is_valid (const QosSource *source);

/* Its totals now. */
QosMark qos_source_mark (const QosSource *source, uint64_t now_ns);

/* Lost between two marks. Packets that came late for the interval before count
 * for this one: never less than 0 (RFC 3550 A.3). */
uint64_t qos_mark_lost (const QosMark *from, const QosMark *to);

/* Fills *block and starts the next report interval. */
void qos_source_report (QosSource *source, uint64_t now_ns,
    QosReportBlock *block);

/* Mean time between packets, ms: of their RTP timestamps, which no queue or
 * pause stretches; where their clock is not known, of the arrivals. 0 before the
 * second. */
double qos_source_spacing_ms (const QosSource *source);

/* VoIP Metrics of it (RFC 3611 4.7): loss, bursts and gaps since the start,
 * scores of the last interval, the jitter buffer where its latency is known. */
void qos_source_voip (const QosSource *source, uint64_t now_ns,
    QosXrVoip *voip);

/* Statistics Summary of what is settled, see qos_report_books_add_summary (); false when
 * nothing is, or the sender began anew since the last one. */
bool qos_source_summary (QosSource *source, QosXrSummary *summary);

/* Loss RLE of the same kind, of the last QOS_XR_RLE_NUMBERS at most. */
bool qos_source_rle (QosSource *source, QosXrRle *rle);

/* Writes to data, which has room for QOS_SOURCE_XR_MAX, an XR packet from ssrc
 * with RRTR of NTP time ntp, and one of those blocks, or none, in turn. Returns
 * its size. */
size_t qos_source_write_xr (QosSource *source, uint64_t now_ns, uint32_t ssrc,
    uint64_t ntp, uint8_t *data);

/* The stream's rate on the wire since the last report, bits/s. */
uint64_t qos_source_wire_bps (const QosSource *source, uint64_t now_ns);

/* Fills *snapshot but for address, running-time, timestamp and end-reason and
 * starts the next interval. */
void qos_source_snapshot (QosSource *source, uint64_t now_ns,
    QosSnapshot *snapshot);

/* As above with the totals of now and the values of the last interval; starts
 * none. */
void qos_source_peek (const QosSource *source, uint64_t now_ns,
    QosSnapshot *snapshot);

#endif
