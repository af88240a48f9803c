/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receive.h"

#include "qos-aac.h"
#include "qos-bytes.h"
#include "qos-rtcp.h"
#include "qos-source-private.h"

#include <string.h>

#define SEND_TIME_SIZE 3

/* avenc_aac uses 4 bytes for an AU of silence in mono, 6 in stereo; no encoder
 * uses this few for sound. */
#define SILENT_AU_SIZE 16

/* Reading */

static bool
is_rtcp (const uint8_t *data, size_t captured, size_t size, QosReceivePort port)
{
  if (!qos_rtp_is_rtcp (data, captured))
    return false;
  return port != QOS_RECEIVE_RTP || captured < size ||
      qos_rtcp_is_well_formed (data, size);
}

/* Of several elements with one id, the first of a valid size counts. */
static void
read_extensions (const uint8_t *data, const QosReceiveRules *rules,
    QosReceived *received)
{
  QosRtpExtension found = {0};

  while (qos_rtp_next_extension (data, &received->header, &found)) {
    if (found.id == 0)
      continue;
    if (found.id == rules->codec_id && received->codec_size == 0 &&
        found.size <= QOS_CODEC_SIZE_MAX) {
      received->codec_size = (uint8_t) found.size;
      memcpy (received->codec, found.data, found.size);
    }
    if (found.id == rules->send_time_id && !received->has_send_time &&
        found.size == SEND_TIME_SIZE) {
      received->has_send_time = true;
      received->is_send_time_named = rules->is_send_time_named;
      received->send_time = qos_read_u24 (found.data);
    }
  }
}

QosReceivedKind
qos_receive_parse (const uint8_t *data, size_t captured, size_t size,
    const QosReceiveRules *rules, QosReceived *received)
{
  QosRtpHeader *header = &received->header;

  received->codec_size = 0;
  received->has_send_time = false;
  received->size = size;
  if (is_rtcp (data, captured, size, rules->port))
    return received->kind = QOS_RECEIVED_RTCP;
  if (captured == 0 || data[0] >> 6 != 2)
    return received->kind = QOS_RECEIVED_OTHER;
  if (qos_rtp_parse (data, captured, captured < size, header) != QOS_RTP_OK)
    return received->kind = QOS_RECEIVED_MALFORMED;
  if (rules->port == QOS_RECEIVE_ANY && header->payload_type >= 64 &&
      header->payload_type < 96)
    return received->kind = QOS_RECEIVED_OTHER;
  received->payload_got = header->payload_size;
  header->payload_size += size - captured;
  if (header->has_extension)
    read_extensions (data, rules, received);
  return received->kind = QOS_RECEIVED_RTP;
}

/* Formats */

bool
qos_source_needs_format (const QosSource *source, unsigned payload_type)
{
  const QosStreamFormat *format = &source->format;

  return !format->has_codec &&
      !(format->is_given && format->given.payload_type == payload_type);
}

static void
start_checks (QosStreamFormat *format, unsigned payload_type,
    const QosPayloadKind *kind)
{
  format->checked_type = (int16_t) payload_type;
  qos_payload_init (&format->payload, kind);
}

/* Packets of an unknown type among others do not interrupt the check of
 * those. */
void
qos_source_set_format (QosSource *source, const QosReceivedFormat *given)
{
  QosStreamFormat *format = &source->format;
  unsigned payload_type = given->media.payload_type;

  format->is_given = true;
  format->given = given->media;
  if (format->checked_type == (int) payload_type ||
      (format->checked_type >= 0 && given->kind.format == QOS_FORMAT_NONE))
    return;
  start_checks (format, payload_type, &given->kind);
}

void
qos_source_renew_format (QosSource *source, const QosReceivedFormat *given)
{
  if (source->format.has_codec)
    return;
  source->format.checked_type = -1;
  qos_source_set_format (source, given);
  if (source->media.is_known && given->media.clock_rate > 0)
    qos_source_set_clock_rate (source, given->media.clock_rate);
}

static QosCoding
find_coding (const QosCodecConfig *codec)
{
  QosAacConfig aac;

  if (codec->format == QOS_CODEC_L16)
    return QOS_CODING_PCM;
  return qos_aac_config_parse (codec->asc, codec->asc_size, &aac)
      ? qos_aac_coding (&aac)
      : QOS_CODING_UNKNOWN;
}

/* Returns true if the codec-config of a packet is valid and new. */
static bool
read_codec (QosSource *source, const QosReceived *received)
{
  QosStreamFormat *format = &source->format;
  QosPayloadKind kind;

  if (received->codec_size == 0 ||
      (received->codec_size == source->codec_size &&
          format->checked_type == received->header.payload_type &&
          memcmp (received->codec, source->codec_data, source->codec_size) ==
              0))
    return false;
  if (!qos_codec_read (received->codec, received->codec_size, &source->codec))
    return false;
  source->codec_size = received->codec_size;
  memcpy (source->codec_data, received->codec, received->codec_size);
  qos_codec_kind (&source->codec, &kind);
  start_checks (format, received->header.payload_type, &kind);
  format->has_codec = true;
  format->frame_length = kind.frame_length;
  format->given.clock_rate = source->codec.clock_rate;
  format->given.coding = find_coding (&source->codec);
  source->codec_ns =
      QOS_NS_PER_S * kind.frame_length / source->codec.clock_rate;
  qos_source_set_clock_rate (source, source->codec.clock_rate);
  return true;
}

static QosMediaFormat
find_format (const QosSource *source, uint8_t payload_type)
{
  QosMediaFormat format = {.payload_type = payload_type};

  if (qos_source_needs_format (source, payload_type))
    return format;
  format.clock_rate = source->format.given.clock_rate;
  format.coding = source->format.given.coding;
  return format;
}

QosPayload *
qos_source_payload (QosSource *source, unsigned payload_type)
{
  QosStreamFormat *format = &source->format;

  return format->checked_type == (int) payload_type &&
          format->payload.kind.format != QOS_FORMAT_NONE
      ? &format->payload
      : NULL;
}

/* Packets */

/* In RTP ticks, 0 = unknown: only of AAC whose codec is announced. */
static uint32_t
find_duration (const QosSource *source, const QosReceived *received,
    const uint8_t *data)
{
  uint32_t frame_length = source->format.frame_length;

  return frame_length == 0 ? 0
                           : frame_length *
          qos_aac_count_aus (data + received->header.header_size,
              received->payload_got);
}

/* An access unit of AAC without sound has a few bytes. */
static bool
is_silent (const QosSource *source, size_t size, uint32_t duration_ticks)
{
  uint32_t frame_length = source->format.frame_length;
  uint32_t n = frame_length > 0 ? duration_ticks / frame_length : 1;

  return source->coding == QOS_CODING_AAC_LC && n > 0 &&
      size <= QOS_AAC_AU_HEADERS_SIZE (n) + n * (size_t) SILENT_AU_SIZE;
}

QosReceivedResult
qos_receive_rtp (QosSource *source, const QosReceived *received,
    const uint8_t *data, const QosReceivedTime *time)
{
  const QosRtpHeader *header = &received->header;
  QosReceivedResult result = {.is_new_codec = read_codec (source, received)};
  QosPacket packet = {
      .arrival_ns = time->arrival_ns,
      .timestamp = header->timestamp,
      .seq = header->seq,
      .payload_bytes = (uint32_t) header->payload_size,
      .wire_bytes = (uint32_t) received->size + time->overhead,
      .has_waited = time->has_waited,
      .has_send_time = received->has_send_time &&
          (received->is_send_time_named || source->format.has_codec),
      .send_time = received->send_time,
      .seen_ns = time->seen_ns,
      .duration_ticks = find_duration (source, received, data),
      .format = find_format (source, header->payload_type),
  };

  if (!packet.has_send_time)
    packet.send_time = 0;
  packet.is_silent =
      is_silent (source, header->payload_size, packet.duration_ticks);
  result.verdict = qos_source_packet (source, &packet);
  source->format.payload_type =
      source->media.is_known ? source->media.type : header->payload_type;
  result.is_superfluous = result.verdict == QOS_SEQ_DUPLICATE ||
      (result.verdict == QOS_SEQ_SUSPECT && qos_source_is_valid (source));
  result.has_event = source->playout.gaps.n_events > 0;
  result.payload = qos_source_payload (source, header->payload_type);
  return result;
}

/* Answers to reports that the receiver own_ssrc sent. */
static bool
receive_dlrr (QosSource *source, const QosXr *xr, uint32_t own_ssrc,
    uint64_t now_ns)
{
  bool is_answered = false;

  for (unsigned i = 0; i < xr->n_dlrr; i++)
    if (xr->dlrr[i].ssrc == own_ssrc) {
      qos_source_dlrr (source, xr->dlrr[i].lrr, xr->dlrr[i].dlrr, now_ns);
      is_answered = true;
    }
  return is_answered;
}

bool
qos_receive_rtcp (QosSource *source, const QosRtcpEvent *event,
    uint32_t own_ssrc, uint64_t now_ns, bool has_waited)
{
  switch (event->kind) {
    case QOS_RTCP_SENDER_REPORT:
      if (!has_waited)
        qos_source_sender_report (source, event->ntp, event->rtptime, now_ns);
      return false;
    case QOS_RTCP_SDES:
      qos_source_set_names (source, event->cname, event->name);
      return false;
    case QOS_RTCP_BYE:
      qos_source_bye (source, now_ns);
      return true;
    case QOS_RTCP_XR: /* what was lost brings the next report forward */
      return !has_waited && receive_dlrr (source, &event->xr, own_ssrc, now_ns);
    case QOS_RTCP_GROUP:
      qos_source_set_members (source, now_ns, event->group.size);
      return true;
    default:
      return false;
  }
}

QosPayloadVerdict
qos_receive_check (QosPayload *payload, const QosReceived *received,
    const uint8_t *data)
{
  const QosRtpHeader *header = &received->header;

  if (!payload)
    return QOS_PAYLOAD_OK;
  return qos_payload_check (payload, header->has_marker,
      data + header->header_size, received->payload_got);
}

const QosCodecConfig *
qos_source_codec (const QosSource *source)
{
  return source->format.has_codec ? &source->codec : NULL;
}
