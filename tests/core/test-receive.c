/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where received bytes enter: what a datagram is, what is read from it, and
 * what a packet changes in its stream. Datagrams are copied to the heap at
 * their exact size, so that a sanitizer sees the first byte read outside.
 */
#include "qos-limits.h"
#include "qos-receive.h"
#include "qos-source-private.h"

#include "test-util.h"

#include <string.h>

#define SHARED QOS_RECEIVE_SHARED
#define RTP_ONLY QOS_RECEIVE_RTP
#define ANY QOS_RECEIVE_ANY

#define RTP QOS_RECEIVED_RTP
#define RTCP QOS_RECEIVED_RTCP
#define OTHER QOS_RECEIVED_OTHER
#define MALFORMED QOS_RECEIVED_MALFORMED

#define SSRC 0xdeadbeef
/* Number 1, timestamp 1000. */
#define FIXED 0, 1, 0, 0, 3, 0xe8, 0xde, 0xad, 0xbe, 0xef
/* codec-config in id 3: Opus, 48000 Hz, 2 channels. */
#define OPUS 0x34, 2, 0, 0xbb, 0x80, 2
/* abs-send-time in id 1. */
#define SENT 0x12, 1, 2, 3
#define EXTENSIONS(words) 0xbe, 0xde, 0, words

#define MS QOS_NS_PER_MS
#define START (1000 * QOS_NS_PER_S)

static const QosReceiveRules usual = {SHARED, 3, 1, false};

/* *data: the copy that was read; the caller frees it. */
static QosReceivedKind
parse_cut (const uint8_t *bytes, size_t captured, size_t size,
    const QosReceiveRules *rules, QosReceived *received, uint8_t **data)
{
  *data = g_memdup2 (bytes, captured);
  memset (received, 0x5a, sizeof *received);
  return qos_receive_parse (*data, captured, size, rules, received);
}

typedef struct
{
  const char *what;
  QosReceivePort port;
  QosReceivedKind want;
  size_t size;
  uint8_t bytes[32];
  size_t whole; /* the size before a capture cut it, else 0 */
} KindRow;

static const KindRow kind_rows[] = {
    {"nothing", SHARED, OTHER, 0, {0}, 0},
    {"DNS", SHARED, OTHER, 4, {0x12, 0x34, 1, 0}, 0},
    {"STUN", ANY, OTHER, 8, {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42}, 0},
    {"one byte", SHARED, MALFORMED, 1, {0x80}, 0},
    {"no complete header", SHARED, MALFORMED, 11, {0x80, 96, FIXED}, 0},
    {"header", SHARED, RTP, 12, {0x80, 96, FIXED}, 0},
    {"bad padding", SHARED, MALFORMED, 13, {0xa0, 96, FIXED, 9}, 0},
    {"extension past the end", SHARED, MALFORMED, 16,
        {0x90, 96, FIXED, EXTENSIONS (1)}, 0},
    {"RTCP", SHARED, RTCP, 8, {0x80, 201, 0, 1, 0xde, 0xad, 0xbe, 0xef}, 0},
    {"RTCP on a port of RTP", RTP_ONLY, RTCP, 8,
        {0x80, 201, 0, 1, 0xde, 0xad, 0xbe, 0xef}, 0},
    {"looks like RTCP", SHARED, RTCP, 12, {0x80, 201, FIXED}, 0},
    {"looks like RTCP on a port of RTP", RTP_ONLY, RTP, 12, {0x80, 201, FIXED},
        0},
    {"cut RTCP on a port of RTP", RTP_ONLY, RTCP, 8,
        {0x80, 200, 0, 6, 0xde, 0xad, 0xbe, 0xef}, 28},
    {"type 70 anywhere", ANY, OTHER, 12, {0x80, 70, FIXED}, 0},
    {"type 70 on a port of RTP", RTP_ONLY, RTP, 12, {0x80, 70, FIXED}, 0},
    {"type 63 anywhere", ANY, RTP, 12, {0x80, 63, FIXED}, 0},
    {"type 96 anywhere", ANY, RTP, 12, {0x80, 96, FIXED}, 0},
    {"cut packet with padding", ANY, RTP, 14, {0xa0, 96, FIXED, 0, 0}, 200},
    {"cut in its extension", ANY, MALFORMED, 16,
        {0x90, 96, FIXED, EXTENSIONS (1)}, 200},
};

static void
test_kinds (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kind_rows); i++) {
    const KindRow *row = &kind_rows[i];
    size_t whole = row->whole > 0 ? row->whole : row->size;
    const QosReceiveRules rules = {row->port, 3, 1, false};
    QosReceived received;
    g_autofree uint8_t *data = NULL;

    g_test_message ("%s", row->what);
    g_assert_cmpuint (parse_cut (row->bytes, row->size, whole, &rules,
                          &received, &data),
        ==, row->want);
    g_assert_cmpuint (received.kind, ==, row->want);
    if (row->want != RTP)
      continue;
    g_assert_cmpuint (received.header.ssrc, ==, SSRC);
    g_assert_cmpuint (received.size, ==, whole);
    g_assert_cmpuint (received.payload_got, ==,
        row->size - received.header.header_size);
    g_assert_cmpuint (received.header.payload_size, ==,
        whole - received.header.header_size);
  }
}

typedef struct
{
  const char *what;
  QosReceiveRules rules;
  size_t codec_size;
  int send_time; /* -1 = none */
  size_t size;
  uint8_t bytes[48];
} ExtensionRow;

static const ExtensionRow extension_rows[] = {
    {"none", {SHARED, 3, 1, false}, 0, -1, 12, {0x80, 96, FIXED}},
    {"both", {SHARED, 3, 1, false}, 5, 0x010203, 28,
        {0x90, 96, FIXED, EXTENSIONS (3), OPUS, SENT, 0, 0}},
    {"other ids", {SHARED, 4, 2, false}, 0, -1, 28,
        {0x90, 96, FIXED, EXTENSIONS (3), OPUS, SENT, 0, 0}},
    {"no ids", {SHARED, 0, 0, false}, 0, -1, 28,
        {0x90, 96, FIXED, EXTENSIONS (3), OPUS, SENT, 0, 0}},
    {"swapped ids", {SHARED, 1, 3, false}, 3, -1, 28,
        {0x90, 96, FIXED, EXTENSIONS (3), OPUS, SENT, 0, 0}},
    {"two-byte form", {SHARED, 200, 201, true}, 5, 0x040506, 28,
        {0x90, 96, FIXED, 0x10, 0, 0, 3, 200, 5, 2, 0, 0xbb, 0x80, 2, 201, 3, 4,
            5, 6}},
    {"too long for a codec-config", {SHARED, 200, 0, false}, 0, -1, 40,
        {0x90, 96, FIXED, 0x10, 0, 0, 6, 200, 17}},
    {"time of 2 bytes", {SHARED, 3, 1, false}, 0, -1, 20,
        {0x90, 96, FIXED, EXTENSIONS (1), 0x11, 1, 2, 0}},
};

static void
test_extensions (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (extension_rows); i++) {
    const ExtensionRow *row = &extension_rows[i];
    QosReceived received;
    g_autofree uint8_t *data = NULL;

    g_test_message ("%s", row->what);
    g_assert_cmpuint (parse_cut (row->bytes, row->size, row->size, &row->rules,
                          &received, &data),
        ==, RTP);
    g_assert_cmpuint (received.codec_size, ==, row->codec_size);
    g_assert_cmpint (received.has_send_time, ==, row->send_time >= 0);
    if (!received.has_send_time)
      continue;
    g_assert_cmpint ((int) received.send_time, ==, row->send_time);
    g_assert_cmpint (received.is_send_time_named, ==,
        row->rules.is_send_time_named);
  }
}

/* One stream and its next packet. */
typedef struct
{
  QosSource source;
  QosReceiveRules rules;
  uint64_t now_ns;
  uint16_t seq;
  uint32_t timestamp;
} Stream;

static void
stream_init (Stream *stream)
{
  memset (stream, 0, sizeof *stream);
  stream->rules = usual;
  stream->now_ns = START;
  qos_source_init (&stream->source, SSRC, 500 * MS, START);
}

/* tail: what follows the fixed header; first: its first byte. Sets *checked to
 * the result of the check. */
static QosReceivedResult
stream_packet (Stream *stream, uint8_t first, uint8_t payload_type,
    const uint8_t *tail, size_t tail_size, QosPayloadVerdict *checked)
{
  uint8_t bytes[64] = {first, payload_type, (uint8_t) (stream->seq >> 8),
      (uint8_t) stream->seq, 0, 0, (uint8_t) (stream->timestamp >> 8),
      (uint8_t) stream->timestamp, 0xde, 0xad, 0xbe, 0xef};
  const QosReceivedTime time = {.arrival_ns = stream->now_ns, .overhead = 28};
  QosReceived received;
  QosReceivedResult result;
  g_autofree uint8_t *data = NULL;
  size_t size = QOS_RTP_HEADER_SIZE + tail_size;

  memcpy (bytes + QOS_RTP_HEADER_SIZE, tail, tail_size);
  g_assert_cmpuint (parse_cut (bytes, size, size, &stream->rules, &received,
                        &data),
      ==, RTP);
  result = qos_receive_rtp (&stream->source, &received, data, &time);
  if (checked)
    *checked = qos_receive_check (result.payload, &received, data);
  stream->seq++;
  stream->timestamp += 960;
  stream->now_ns += 20 * MS;
  return result;
}

/* A frame of Opus. */
static const uint8_t payload[] = {0x78, 1, 2, 3};
static const uint8_t announced[] = {EXTENSIONS (3), OPUS, SENT, 0, 0, 0x78, 1,
    2, 3};

static void
test_announced_codec (void)
{
  QosPayloadVerdict checked;
  Stream stream;

  stream_init (&stream);
  g_assert_null (qos_source_codec (&stream.source));
  g_assert_true (qos_source_needs_format (&stream.source, 96));
  g_assert_true (
      stream_packet (&stream, 0x90, 96, announced, sizeof announced, &checked)
          .is_new_codec);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_OK);
  g_assert_cmpuint (qos_source_codec (&stream.source)->format, ==,
      QOS_CODEC_OPUS);
  g_assert_cmpuint (qos_source_clock_rate (&stream.source), ==, 48000);
  g_assert_false (qos_source_needs_format (&stream.source, 96));
  g_assert_true (stream.source.last_has_send_time);
  g_assert_false (
      stream_packet (&stream, 0x90, 96, announced, sizeof announced, &checked)
          .is_new_codec);
  g_assert_false (
      stream_packet (&stream, 0x80, 96, payload, sizeof payload, &checked)
          .is_new_codec);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_OK);
  stream_packet (&stream, 0x80, 96, payload, 0, &checked);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_EMPTY);
  g_assert_cmpuint (qos_source_payload_type (&stream.source), ==, 96);
  g_assert_cmpuint (qos_source_packets (&stream.source), ==, 4);
}

static void
test_changed_codec (void)
{
  uint8_t other[sizeof announced];
  Stream stream;

  stream_init (&stream);
  stream_packet (&stream, 0x90, 96, announced, sizeof announced, NULL);
  memcpy (other, announced, sizeof other);
  other[9] = 1; /* channel */
  g_assert_true (stream_packet (&stream, 0x90, 96, other, sizeof other, NULL)
                     .is_new_codec);
  g_assert_cmpuint (qos_source_codec (&stream.source)->channels, ==, 1);
  other[5] = 77; /* no format */
  g_assert_false (stream_packet (&stream, 0x90, 96, other, sizeof other, NULL)
                      .is_new_codec);
  g_assert_cmpuint (qos_source_codec (&stream.source)->channels, ==, 1);
}

/* The usual id may carry anything, unless the stream is one of ours or caps
 * name the extension. */
static void
test_time_of_sending (void)
{
  static const uint8_t sent[] = {EXTENSIONS (1), SENT, 0x78, 1, 2, 3};
  Stream stream;

  stream_init (&stream);
  stream_packet (&stream, 0x90, 96, sent, sizeof sent, NULL);
  g_assert_false (stream.source.last_has_send_time);
  stream.rules.is_send_time_named = true;
  stream_packet (&stream, 0x90, 96, sent, sizeof sent, NULL);
  g_assert_true (stream.source.last_has_send_time);
  g_assert_cmpuint (stream.source.last_send_time, ==, 0x010203);
}

static void
test_given_formats (void)
{
  const QosReceivedFormat pcm = {{0, 8000, QOS_CODING_PCM},
      {QOS_FORMAT_PCMU, 8000, 1, 0}};
  const QosReceivedFormat event = {{101, 8000, QOS_CODING_UNKNOWN},
      {QOS_FORMAT_NONE, 0, 0, 0}};
  QosPayloadVerdict checked;
  Stream stream;

  stream_init (&stream);
  qos_source_set_format (&stream.source, &pcm);
  g_assert_false (qos_source_needs_format (&stream.source, 0));
  g_assert_true (qos_source_needs_format (&stream.source, 101));
  stream_packet (&stream, 0x80, 0, payload, sizeof payload, &checked);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_OK);
  g_assert_cmpuint (qos_source_clock_rate (&stream.source), ==, 8000);

  /* Events are not checked, and do not end the check of the media. */
  qos_source_set_format (&stream.source, &event);
  g_assert_null (qos_source_payload (&stream.source, 101));
  stream_packet (&stream, 0x80, 101, payload, 0, &checked);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_OK);
  g_assert_cmpuint (qos_source_payload_type (&stream.source), ==, 0);
  g_assert_nonnull (qos_source_payload (&stream.source, 0));
  stream_packet (&stream, 0x80, 0, payload, 0, &checked);
  g_assert_cmpuint (checked, ==, QOS_PAYLOAD_EMPTY);
}

static void
test_renewed_format (void)
{
  const QosReceivedFormat unknown = {{.payload_type = 97}, {0}};
  const QosReceivedFormat known = {{97, 44100, QOS_CODING_PCM},
      {QOS_FORMAT_L16, 44100, 2, 0}};
  Stream stream;

  stream_init (&stream);
  qos_source_set_format (&stream.source, &unknown);
  stream_packet (&stream, 0x80, 97, payload, sizeof payload, NULL);
  g_assert_cmpuint (qos_source_clock_rate (&stream.source), ==, 0);
  g_assert_null (qos_source_payload (&stream.source, 97));
  qos_source_renew_format (&stream.source, &known);
  g_assert_cmpuint (qos_source_clock_rate (&stream.source), ==, 44100);
  g_assert_nonnull (qos_source_payload (&stream.source, 97));
}

static void
test_superfluous (void)
{
  Stream stream;

  stream_init (&stream);
  for (int i = 0; i < 3; i++)
    g_assert_false (
        stream_packet (&stream, 0x80, 96, payload, sizeof payload, NULL)
            .is_superfluous);
  stream.seq--;
  g_assert_true (
      stream_packet (&stream, 0x80, 96, payload, sizeof payload, NULL)
          .is_superfluous);
  stream.seq = 30000;
  g_assert_true (
      stream_packet (&stream, 0x80, 96, payload, sizeof payload, NULL)
          .is_superfluous);
}

static void
test_ends (void)
{
  const QosTimeouts timeouts = {QOS_SOURCE_TIMEOUT_NS, QOS_PROBATION_NS};
  QosSource *source;
  Stream stream;
  uint64_t last_ns;

  stream_init (&stream);
  source = &stream.source;
  stream_packet (&stream, 0x80, 96, payload, sizeof payload, NULL);
  g_assert_cmpuint (qos_source_end_due_ns (source, &timeouts), ==,
      START + QOS_PROBATION_NS + 1);
  g_assert_null (
      qos_source_end_reason (source, START + QOS_PROBATION_NS, &timeouts));
  g_assert_cmpstr (qos_source_end_reason (source, START + QOS_PROBATION_NS + 1,
                       &timeouts),
      ==, "timeout");

  stream_packet (&stream, 0x80, 96, payload, sizeof payload, NULL);
  last_ns = qos_source_last_ns (source);
  g_assert_cmpuint (qos_source_end_due_ns (source, &timeouts), ==,
      last_ns + QOS_SOURCE_TIMEOUT_NS + 1);
  qos_source_bye (source, last_ns + MS);
  g_assert_true (qos_source_said_bye (source));
  g_assert_cmpuint (qos_source_end_due_ns (source, &timeouts), ==,
      last_ns + MS + QOS_SOURCE_BYE_NS);
  g_assert_null (qos_source_end_reason (source, last_ns + 2 * MS, &timeouts));
  g_assert_cmpstr (qos_source_end_reason (source,
                       last_ns + MS + QOS_SOURCE_BYE_NS, &timeouts),
      ==, "bye");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receive/kinds", test_kinds);
  g_test_add_func ("/receive/extensions", test_extensions);
  g_test_add_func ("/receive/announced-codec", test_announced_codec);
  g_test_add_func ("/receive/changed-codec", test_changed_codec);
  g_test_add_func ("/receive/time-of-sending", test_time_of_sending);
  g_test_add_func ("/receive/given-formats", test_given_formats);
  g_test_add_func ("/receive/renewed-format", test_renewed_format);
  g_test_add_func ("/receive/superfluous", test_superfluous);
  g_test_add_func ("/receive/ends", test_ends);
  return g_test_run ();
}
