/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-source-private.h"

#include "qos-coding.h"
#include "qos-ntp.h"
#include "qos-rate.h"

#include <string.h>

/* Limits of the cumulative loss in a report block (RFC 3550 6.4.1). */
#define LOST_MAX 0x7fffff

/* No packet has more sound: a longer step is a pause of the sender. */
#define PACKET_MAX_NS QOS_NS_PER_S

/* The sending time has 24 bits, 6.18 s. */
#define SEND_TIME_MAX 0xffffff

/* If packets still arrive this long after a BYE, the BYE is taken back. */
#define BYE_LINGER_NS (QOS_SOURCE_BYE_NS / 2)

size_t
qos_source_size (void)
{
  return sizeof (QosSource);
}

void
qos_source_init (QosSource *source, uint32_t ssrc, uint64_t interval_ns,
    uint64_t now_ns)
{
  memset (source, 0, sizeof *source);
  source->ssrc = ssrc;
  source->format.checked_type = -1;
  qos_delay_init (&source->delay, 0);
  qos_playout_init (&source->playout);
  qos_pace_init (&source->pace, interval_ns, now_ns);
  source->first_ns = source->last_ns = source->media_ns = now_ns;
  source->shown.at_ns = source->reported.at_ns = now_ns;
}

void
qos_source_set_ntp_offset (QosSource *source, uint64_t ntp_offset_ns)
{
  qos_delay_init (&source->delay, ntp_offset_ns);
}

void
qos_source_set_clock_rate (QosSource *source, uint32_t clock_rate)
{
  if (source->clock_rate == clock_rate)
    return;
  source->clock_rate = clock_rate;
  qos_jitter_break (&source->jitter);
  qos_playout_break (&source->playout);
  if (!source->delay.is_by_send_time)
    qos_delay_break (&source->delay);
}

/* Can the sender have sent as many packets as the number jumped by in that
 * time? Yes, if that is at least half the pace of the stream so far. */
static bool
is_plausible_gap (const QosSource *source, uint16_t number, int64_t passed_ns)
{
  int ahead = (int16_t) (uint16_t) (number - (uint16_t) source->seq.highest);
  uint64_t spacing_ns;

  if (ahead < QOS_SEQ_MAX_DROPOUT)
    return true;
  spacing_ns = qos_rate_age (source->last_ns, source->first_ns) /
      qos_seq_expected (&source->seq);
  return passed_ns / ahead >= (int64_t) (spacing_ns / 2);
}

/* Has the RTP timestamp moved as far as the arrival time? */
static QosTimeFit
find_time_fit (const QosSource *source, const QosPacket *packet)
{
  int64_t ticks = (int32_t) (packet->timestamp - source->last_timestamp);
  int64_t passed_ns, said_ns, apart_ns;

  if (!source->seq.have_first || source->clock_rate == 0 ||
      qos_media_is_aside (&source->media, packet->format.payload_type) ||
      packet->has_waited || source->last_has_waited)
    return QOS_TIME_UNKNOWN;
  said_ns = ticks * QOS_SIGNED_NS_PER_S / (int64_t) source->clock_rate;
  passed_ns = (int64_t) (packet->arrival_ns - source->media_ns);
  apart_ns = said_ns > passed_ns ? said_ns - passed_ns : passed_ns - said_ns;
  if (apart_ns > QOS_SOURCE_JUMP_NS ||
      !is_plausible_gap (source, packet->seq, passed_ns))
    return QOS_TIME_JUMPS;
  return QOS_TIME_FITS;
}

/* What a packet's timestamp refers to. */
typedef enum
{
  TIME_OWN,    /* of this packet's media */
  TIME_SHARED, /* the same time: the next part of a frame */
  TIME_ASIDE,  /* an event or another clock, beside the media */
} TimeKind;

/* The difference of two sending times, which wrap after 64 s. */
static uint64_t
sent_after_ns (uint32_t before, uint32_t now)
{
  return (uint64_t) ((now - before) & SEND_TIME_MAX) * QOS_NS_PER_S >> 18;
}

/* A packet beside the media takes up its number, but has no time. */
static QosPlayoutPacket
to_play (const QosSource *source, const QosPacket *packet, TimeKind kind)
{
  return (QosPlayoutPacket){
      .arrival_ns = packet->arrival_ns,
      .seen_ns = packet->seen_ns > packet->arrival_ns ? packet->seen_ns
                                                      : packet->arrival_ns,
      .timestamp =
          kind == TIME_ASIDE ? source->last_timestamp : packet->timestamp,
      .has_waited = packet->has_waited,
      .is_aside = kind != TIME_OWN,
      .clock_rate = source->clock_rate,
      .duration_ticks = kind == TIME_ASIDE ? 0 : packet->duration_ticks,
      .has_network_delay = packet->has_send_time && source->delay.have_above,
      .network_delay_ns = source->delay.last_above_ns,
      .has_sent_after = packet->has_send_time && source->last_has_send_time,
      .sent_after_ns =
          sent_after_ns (source->last_send_time, packet->send_time),
  };
}

/* steps: from the previous highest number to this one; 0: not in one series. */
static void
follow_spacing (QosSource *source, uint64_t steps, uint32_t timestamp)
{
  QosSpacing *spacing = &source->spacing;
  int64_t ticks = (int32_t) (timestamp - spacing->timestamp);
  uint64_t media_ns;

  spacing->timestamp = timestamp;
  if (spacing->is_broken)
    steps = 0;
  spacing->is_broken = false;
  if (steps == 0 || source->clock_rate == 0 || ticks <= 0)
    return;
  media_ns = (uint64_t) ticks * QOS_NS_PER_S / source->clock_rate;
  if (media_ns > steps * PACKET_MAX_NS)
    return;
  spacing->packets += steps;
  spacing->media_ns += media_ns;
}

/* A packet that overtaking ones left behind changes no spacing. */
static void
follow (QosSource *source, const QosArrival *arrival, const QosPacket *packet,
    TimeKind kind)
{
  QosPlayoutPacket played = to_play (source, packet, kind);

  qos_loss_packet (&source->loss, arrival);
  qos_playout_packet (&source->playout, arrival, &played);
  qos_reorder_packet (&source->reorder, arrival, packet->arrival_ns);
  if (arrival->verdict == QOS_SEQ_REORDERED)
    return;
  if (kind == TIME_ASIDE)
    source->spacing.is_broken = true;
  else
    follow_spacing (source,
        arrival->verdict == QOS_SEQ_IN_ORDER ? arrival->steps : 0,
        packet->timestamp);
}

static void
update_times (QosSource *source, const QosPacket *packet, TimeKind kind)
{
  QosDelayPacket timed = {packet->arrival_ns, packet->timestamp,
      source->clock_rate, packet->has_send_time, packet->send_time};

  if (source->clock_rate > 0 && kind == TIME_OWN)
    qos_jitter_update (&source->jitter, packet->arrival_ns, packet->timestamp,
        source->clock_rate);
  else if (source->clock_rate > 0)
    qos_jitter_see (&source->jitter, packet->arrival_ns);
  if (kind == TIME_OWN)
    qos_delay_packet (&source->delay, &timed);
}

/* The times of the packet are unrelated to those before it. */
static void
break_times (QosSource *source)
{
  qos_jitter_break (&source->jitter);
  qos_delay_break (&source->delay);
  qos_playout_break (&source->playout);
}

/* The first packet of the media, or the first one of another type. */
static void
change_media (QosSource *source, const QosMediaFormat *format, bool is_first)
{
  if (!is_first || format->coding != QOS_CODING_UNKNOWN)
    source->coding = format->coding;
  if (!is_first && source->clock_rate != format->clock_rate)
    break_times (source);
  if (!is_first || format->clock_rate > 0)
    qos_source_set_clock_rate (source, format->clock_rate);
  source->spacing.is_broken = true;
}

/* For a packet that is not a duplicate. */
static TimeKind
find_time_kind (QosSource *source, const QosPacket *packet)
{
  const QosMediaFormat *format = &packet->format;
  bool was_known = source->media.is_known;
  bool is_first = !source->seq.have_first;

  if (qos_media_packet (&source->media, format->payload_type,
          packet->timestamp)) {
    change_media (source, format, !was_known);
    return TIME_OWN;
  }
  if (qos_media_is_aside (&source->media, format->payload_type))
    return TIME_ASIDE;
  if (format->clock_rate > 0)
    qos_source_set_clock_rate (source, format->clock_rate);
  if (format->coding != QOS_CODING_UNKNOWN)
    source->coding = format->coding;
  return !is_first && packet->timestamp == source->last_timestamp ? TIME_SHARED
                                                                  : TIME_OWN;
}

static void
count_bytes (QosSource *source, const QosPacket *packet, TimeKind kind)
{
  source->media_bytes += packet->payload_bytes;
  if (kind == TIME_ASIDE || packet->is_silent ||
      qos_coding_is_silent (source->coding, packet->payload_bytes))
    return;
  source->sound_bytes += packet->payload_bytes;
  source->sound_packets += kind == TIME_OWN;
}

/* Times restart where they are broken, so that a sender that changes its clock
 * causes no jitter. */
static void
follow_times (QosSource *source, QosSeqVerdict verdict, QosTimeFit fit,
    const QosPacket *packet, TimeKind kind)
{
  if (verdict == QOS_SEQ_RESTART || verdict == QOS_SEQ_SUSPECT ||
      fit == QOS_TIME_JUMPS)
    break_times (source);
  else if (packet->has_waited)
    qos_jitter_break (&source->jitter);
  if (!packet->has_waited)
    update_times (source, packet, kind);
}

QosSeqVerdict
qos_source_packet (QosSource *source, const QosPacket *packet)
{
  QosTimeFit fit = find_time_fit (source, packet);
  bool is_silent = qos_source_is_silent (source, packet->arrival_ns);
  QosArrival arrival =
      qos_seq_update (&source->seq, packet->seq, fit, is_silent);
  QosSeqVerdict verdict = arrival.verdict;
  const QosMedia before = source->media;
  TimeKind kind;

  source->payload_bytes += packet->payload_bytes;
  source->wire_bytes += packet->wire_bytes;
  if (verdict == QOS_SEQ_SUSPECT && source->seq.is_valid)
    return verdict; /* its times must not be used for this stream */
  source->last_ns = packet->arrival_ns;
  source->last_bytes = packet->payload_bytes;
  /* The arrival time of a duplicate says nothing about the packet. */
  if (verdict == QOS_SEQ_DUPLICATE)
    return verdict;
  if (verdict == QOS_SEQ_SUSPECT)
    source->media.is_known = false; /* the previous one did not belong to the
                                     * stream */
  kind = find_time_kind (source, packet);
  count_bytes (source, packet, kind);
  follow_times (source, verdict, fit, packet, kind);
  follow (source, &arrival, packet, kind);
  if (kind == TIME_ASIDE)
    return verdict;
  if (verdict == QOS_SEQ_IN_ORDER && before.is_known &&
      before.type == packet->format.payload_type)
    source->ticks += packet->timestamp - source->last_timestamp;
  source->media_ns = packet->arrival_ns;
  source->last_has_waited = packet->has_waited;
  if (verdict != QOS_SEQ_REORDERED) {
    source->last_has_send_time = packet->has_send_time;
    source->last_send_time = packet->send_time;
  }
  source->last_timestamp = packet->timestamp;
  return verdict;
}

bool
qos_source_is_silent (const QosSource *source, uint64_t now_ns)
{
  return qos_rate_age (now_ns, source->last_ns) >= QOS_SOURCE_SILENT_NS;
}

void
qos_source_sender_report (QosSource *source, uint64_t ntp, uint32_t rtptime,
    uint64_t now_ns)
{
  source->have_sr = true;
  source->sr_ntp = ntp;
  source->sr_rtptime = rtptime;
  source->sr_ns = now_ns;
  qos_delay_report (&source->delay, now_ns, ntp);
}

bool
qos_source_dlrr (QosSource *source, uint32_t lrr, uint32_t dlrr,
    uint64_t now_ns)
{
  uint64_t sent_ns;

  if (!qos_pace_echo (&source->pace, now_ns, lrr, dlrr, &source->rtt_ns))
    return false;
  /* The preceding report in the same compound has its sending time on their
   * clock: minus the wait, that is when ours arrived there. */
  if (source->have_sr && source->sr_ns == now_ns &&
      qos_pace_sent_at (&source->pace, lrr, &sent_ns))
    qos_delay_echo (&source->delay, sent_ns,
        source->sr_ntp - ((uint64_t) dlrr << 16));
  source->have_rtt = true;
  source->rtt_at_ns = now_ns;
  return true;
}

void
qos_source_bye (QosSource *source, uint64_t now_ns)
{
  source->said_bye = true;
  source->bye_ns = now_ns;
}

bool
qos_source_is_gone (QosSource *source, uint64_t now_ns)
{
  if (!source->said_bye || now_ns < source->bye_ns + QOS_SOURCE_BYE_NS)
    return false;
  if (source->last_ns > source->bye_ns + BYE_LINGER_NS)
    source->said_bye = false;
  return source->said_bye;
}

void
qos_source_set_render_latency (QosSource *source, uint64_t latency_ns)
{
  source->have_render = true;
  source->render_ns = latency_ns;
}

void
qos_source_watch (QosSource *source)
{
  qos_playout_watch (&source->playout);
}

static uint64_t
back_to (const QosSource *source, uint16_t seq)
{
  return (uint16_t) ((uint16_t) source->seq.highest - seq);
}

bool
qos_source_out (QosSource *source, uint16_t seq, const QosPlayoutOut *out)
{
  return qos_playout_out (&source->playout, back_to (source, seq), out);
}

void
qos_source_refuse (QosSource *source, uint16_t seq)
{
  qos_playout_refuse (&source->playout, back_to (source, seq));
}

void
qos_source_end (QosSource *source)
{
  qos_playout_end (&source->playout);
}

bool
qos_source_is_valid (const QosSource *source)
{
  return source->seq.is_valid || source->seq.restarts > 0;
}

QosMark
qos_source_mark (const QosSource *source, uint64_t now_ns)
{
  return (QosMark){now_ns, qos_seq_expected (&source->seq), source->seq.unique,
      source->payload_bytes, source->wire_bytes, source->media_bytes,
      source->sound_bytes, source->sound_packets};
}

uint64_t
qos_mark_lost (const QosMark *from, const QosMark *to)
{
  uint64_t expected = to->expected - from->expected;
  uint64_t unique = to->unique - from->unique;

  return expected > unique ? expected - unique : 0;
}

static uint32_t
jitter_ticks (const QosSource *source)
{
  uint64_t jitter_ns, ticks;

  if (source->clock_rate == 0 || !qos_jitter_read (&source->jitter, &jitter_ns))
    return 0;
  /* Seconds are converted separately: below one, the product fits into 64 bits
   * at any 32-bit rate. */
  ticks = jitter_ns / QOS_NS_PER_S * source->clock_rate +
      jitter_ns % QOS_NS_PER_S * source->clock_rate / QOS_NS_PER_S;
  return ticks > UINT32_MAX ? UINT32_MAX : (uint32_t) ticks;
}

void
qos_source_report (QosSource *source, uint64_t now_ns, QosReportBlock *block)
{
  QosMark now = qos_source_mark (source, now_ns);
  uint64_t expected = now.expected - source->reported.expected;
  uint64_t lost = qos_mark_lost (&source->reported, &now);
  uint64_t total = qos_seq_lost (&source->seq);

  memset (block, 0, sizeof *block);
  if (expected > 0 && lost > 0)
    block->fraction_lost =
        (uint32_t) (lost >= expected ? 255 : (lost << 8) / expected);
  block->packets_lost = (int32_t) (total > LOST_MAX ? LOST_MAX : total);
  block->extended_highest = qos_seq_extended_highest (&source->seq);
  block->jitter = jitter_ticks (source);
  if (source->have_sr) {
    block->lsr = qos_ntp_middle (source->sr_ntp);
    block->dlsr = qos_ntp_short_from_ns (qos_rate_age (now_ns, source->sr_ns));
  }
  source->reported = now;
}

double
qos_source_spacing_ms (const QosSource *source)
{
  uint64_t expected = qos_seq_expected (&source->seq);

  if (source->spacing.packets > 0)
    return qos_rate_ms (source->spacing.media_ns) /
        (double) source->spacing.packets;
  if (expected < 2)
    return 0.0;
  return qos_rate_ms (qos_rate_age (source->last_ns, source->first_ns)) /
      (double) (expected - 1);
}

uint64_t
qos_source_wire_bps (const QosSource *source, uint64_t now_ns)
{
  return qos_rate_bps (source->wire_bytes - source->reported.wire_bytes,
      qos_rate_age (now_ns, source->reported.at_ns));
}
