/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTP headers (RFC 3550 5.1), header extensions (RFC 8285 4) and distinguishing
 * RTP from RTCP (RFC 5761 4). Packets are copied to the heap at their exact
 * size, so that a sanitizer sees the first byte read outside.
 */
#include "qos-rtp.h"

#include "test-util.h"

#include <string.h>

#define PACKET_MAX 80

typedef struct
{
  const char *what;
  size_t size;
  uint8_t data[PACKET_MAX];
  QosRtpVerdict verdict;
  size_t header_size;
  size_t payload_size;
} ParseRow;

#define FIXED 0x60, 0x12, 0x34, 0, 0, 0, 1, 0xde, 0xad, 0xbe, 0xef

static const ParseRow parse_rows[] = {
    {"nothing", 0, {0}, QOS_RTP_TOO_SHORT, 0, 0},
    {"one byte", 1, {0x80}, QOS_RTP_TOO_SHORT, 0, 0},
    {"eleven bytes", 11, {0x80, FIXED}, QOS_RTP_TOO_SHORT, 0, 0},
    {"header only", 12, {0x80, FIXED}, QOS_RTP_OK, 12, 0},
    {"payload", 15, {0x80, FIXED, 1, 2, 3}, QOS_RTP_OK, 12, 3},
    {"version 0", 12, {0x00, FIXED}, QOS_RTP_BAD_VERSION, 0, 0},
    {"version 1", 12, {0x40, FIXED}, QOS_RTP_BAD_VERSION, 0, 0},
    {"version 3", 12, {0xc0, FIXED}, QOS_RTP_BAD_VERSION, 0, 0},
    {"one CSRC", 17, {0x81, FIXED, 0, 0, 0, 7, 9}, QOS_RTP_OK, 16, 1},
    {"one CSRC, cut", 15, {0x81, FIXED, 0, 0, 0}, QOS_RTP_TOO_SHORT, 0, 0},
    {"15 CSRCs", 73, {0x8f, FIXED}, QOS_RTP_OK, 72, 1},
    {"15 CSRCs, cut", 71, {0x8f, FIXED}, QOS_RTP_TOO_SHORT, 0, 0},
    {"padding of 1", 14, {0xa0, FIXED, 5, 1}, QOS_RTP_OK, 12, 1},
    {"padding of everything", 15, {0xa0, FIXED, 0, 0, 3}, QOS_RTP_OK, 12, 0},
    {"padding of 0", 14, {0xa0, FIXED, 5, 0}, QOS_RTP_BAD_PADDING, 0, 0},
    {"padding of one byte too many", 15, {0xa0, FIXED, 0, 0, 4},
        QOS_RTP_BAD_PADDING, 0, 0},
    {"padding of 255", 15, {0xa0, FIXED, 0, 0, 255}, QOS_RTP_BAD_PADDING, 0, 0},
    {"padding without payload", 12, {0xa0, FIXED}, QOS_RTP_BAD_PADDING, 0, 0},
    {"empty extension", 17, {0x90, FIXED, 0xbe, 0xde, 0, 0, 7}, QOS_RTP_OK, 16,
        1},
    {"extension", 21, {0x90, FIXED, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 7},
        QOS_RTP_OK, 20, 1},
    {"extension, header cut", 15, {0x90, FIXED, 0xbe, 0xde, 0},
        QOS_RTP_TOO_SHORT, 0, 0},
    {"extension, cut", 19, {0x90, FIXED, 0xbe, 0xde, 0, 1, 0x10, 1, 0},
        QOS_RTP_TOO_SHORT, 0, 0},
    {"extension of 65535 words", 20, {0x90, FIXED, 0xbe, 0xde, 0xff, 0xff},
        QOS_RTP_TOO_SHORT, 0, 0},
    {"CSRC and extension", 25,
        {0x91, FIXED, 0, 0, 0, 7, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 8},
        QOS_RTP_OK, 24, 1},
    {"extension and padding", 22,
        {0xb0, FIXED, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 8, 1}, QOS_RTP_OK, 20,
        1},
    {"padding reaches into the extension", 21,
        {0xb0, FIXED, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 2}, QOS_RTP_BAD_PADDING,
        0, 0},
};

static void
test_parse (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (parse_rows); i++) {
    const ParseRow *row = &parse_rows[i];
    uint8_t *data = g_memdup2 (row->data, row->size);
    QosRtpHeader header, before;
    QosRtpVerdict verdict;

    memset (&before, 0x5a, sizeof before);
    header = before;
    verdict = qos_rtp_parse (data, row->size, false, &header);
    if (verdict != row->verdict)
      g_test_message ("row: %s", row->what);
    g_assert_cmpint (verdict, ==, row->verdict);
    if (verdict == QOS_RTP_OK) {
      g_assert_cmpuint (header.header_size, ==, row->header_size);
      g_assert_cmpuint (header.payload_size, ==, row->payload_size);
      g_assert_cmphex (header.ssrc, ==, 0xdeadbeefU);
      g_assert_cmphex (header.seq, ==, 0x1234);
    } else {
      assert_bytes (&header, sizeof header, &before, sizeof before);
    }
    g_free (data);
  }
}

static void
test_fields (void)
{
  static const uint8_t data[] = {0x80, 0xff, 0x7e, 0xdc, 0xff, 0xee, 0xdd, 0xcc,
      0x80, 0x00, 0x00, 0x01};
  QosRtpHeader header;

  g_assert_cmpint (qos_rtp_parse (data, sizeof data, false, &header), ==,
      QOS_RTP_OK);
  g_assert_cmpuint (header.payload_type, ==, 127);
  g_assert_true (header.has_marker);
  g_assert_cmphex (header.seq, ==, 0x7edc);
  g_assert_cmphex (header.timestamp, ==, 0xffeeddccU);
  g_assert_cmphex (header.ssrc, ==, 0x80000001U);
  g_assert_false (header.has_extension);
}

static void
test_extension_fields (void)
{
  static const uint8_t data[] = {0x91, FIXED, 0, 0, 0, 7, 0x12, 0x34, 0, 2, 1,
      2, 3, 4, 5, 6, 7, 8};
  QosRtpHeader header;

  g_assert_cmpint (qos_rtp_parse (data, sizeof data, false, &header), ==,
      QOS_RTP_OK);
  g_assert_true (header.has_extension);
  g_assert_false (header.has_marker);
  g_assert_cmpuint (header.payload_type, ==, 0x60);
  g_assert_cmphex (header.profile, ==, 0x1234);
  g_assert_cmpuint (header.extension_at, ==, 20);
  g_assert_cmpuint (header.extension_size, ==, 8);
  g_assert_cmpuint (header.payload_size, ==, 0);
}

static void
test_distinguishes_rtcp_from_rtp (void)
{
  for (unsigned type = 0; type < 256; type++) {
    bool is_rtcp_type = type >= 192 && type <= 223;

    for (unsigned version = 0; version < 4; version++) {
      uint8_t data[2] = {(uint8_t) (version << 6), (uint8_t) type};

      g_assert_cmpint (qos_rtp_is_rtcp (data, 2), ==,
          version == 2 && is_rtcp_type);
      g_assert_false (qos_rtp_is_rtcp (data, 1));
      g_assert_false (qos_rtp_is_rtcp (data, 0));
    }
  }
}

typedef struct
{
  const char *what;
  uint16_t profile;
  size_t size;
  uint8_t list[60];
  unsigned id;
  int at; /* offset in the list, -1 = absent */
  size_t found_size;
} FindRow;

#define SIXTEEN 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16

static const FindRow find_rows[] = {
    {"first", 0xbede, 4, {0x12, 7, 8, 9}, 1, 1, 3},
    {"one byte long", 0xbede, 4, {0x10, 7, 0, 0}, 1, 1, 1},
    {"16 bytes long", 0xbede, 20, {0x3f, SIXTEEN}, 3, 1, 16},
    {"second", 0xbede, 8, {0x12, 7, 8, 9, 0x31, 4, 5, 0}, 3, 5, 2},
    {"after padding", 0xbede, 8, {0x10, 7, 0, 0, 0, 0x20, 9, 0}, 2, 6, 1},
    {"padding first", 0xbede, 8, {0, 0, 0, 0x23, 1, 2, 3, 4}, 2, 4, 4},
    {"at the end", 0xbede, 4, {0, 0, 0xe0, 5}, 14, 3, 1},
    {"not there", 0xbede, 4, {0x12, 7, 8, 9}, 2, -1, 0},
    {"the first of two", 0xbede, 4, {0x10, 1, 0x10, 2}, 1, 1, 1},
    {"id 0 is padding", 0xbede, 4, {0, 0, 0, 0}, 0, -1, 0},
    {"id 0 with a length", 0xbede, 4, {0x02, 1, 2, 3}, 0, -1, 0},
    {"id 15 ends the list", 0xbede, 4, {0xf0, 1, 0x20, 9}, 2, -1, 0},
    {"id 15 is not an id", 0xbede, 4, {0xf0, 1, 0, 0}, 15, -1, 0},
    {"before id 15", 0xbede, 4, {0x20, 9, 0xf0, 1}, 2, 1, 1},
    {"longer than the list", 0xbede, 4, {0x13, 7, 8, 9}, 1, -1, 0},
    {"length byte at the end", 0xbede, 4, {0, 0, 0, 0x10}, 1, -1, 0},
    {"before a malformed one", 0xbede, 4, {0x10, 7, 0x25, 8}, 1, 1, 1},
    {"after a malformed one", 0xbede, 8, {0x1f, 7, 8, 9, 0x20, 1, 0, 0}, 2, -1,
        0},
    {"id too big for the form", 0xbede, 4, {0x10, 7, 0, 0}, 17, -1, 0},
    {"empty list", 0xbede, 0, {0}, 1, -1, 0},
    {"two-byte", 0x1000, 4, {1, 2, 8, 9}, 1, 2, 2},
    {"two-byte, application bits", 0x100f, 4, {1, 2, 8, 9}, 1, 2, 2},
    {"two-byte, no data", 0x1000, 4, {5, 0, 0, 0}, 5, 2, 0},
    {"two-byte, no data at the end", 0x1000, 4, {0, 0, 5, 0}, 5, 4, 0},
    {"two-byte, id 255", 0x1000, 4, {255, 1, 8, 0}, 255, 2, 1},
    {"two-byte, id 15", 0x1000, 4, {15, 1, 8, 0}, 15, 2, 1},
    {"two-byte, id 0", 0x1000, 4, {0, 1, 8, 0}, 0, -1, 0},
    {"two-byte, second", 0x1000, 8, {1, 1, 7, 0, 0, 9, 1, 4}, 9, 7, 1},
    {"two-byte, without padding between", 0x1000, 8, {1, 1, 7, 9, 1, 4, 0, 0},
        9, 5, 1},
    {"two-byte, id over 255", 0x1000, 4, {1, 2, 8, 9}, 257, -1, 0},
    {"two-byte, too long", 0x1000, 4, {1, 3, 8, 9}, 1, -1, 0},
    {"two-byte, id at the end", 0x1000, 4, {0, 0, 0, 1}, 1, -1, 0},
    {"two-byte, 17 bytes", 0x1000, 20, {3, 17, SIXTEEN, 17}, 3, 2, 17},
    {"other profile", 0xbedf, 4, {0x10, 7, 0, 0}, 1, -1, 0},
    {"profile above two-byte", 0x1010, 4, {1, 2, 8, 9}, 1, -1, 0},
};

static uint8_t *
make_packet (const FindRow *row, size_t *size)
{
  static const uint8_t fixed[12] = {0x90, FIXED};
  uint8_t *data;

  *size = 16 + row->size;
  data = g_malloc (*size);
  memcpy (data, fixed, sizeof fixed);
  data[12] = (uint8_t) (row->profile >> 8);
  data[13] = (uint8_t) row->profile;
  data[14] = 0;
  data[15] = (uint8_t) (row->size / 4);
  memcpy (data + 16, row->list, row->size);
  return data;
}

/* Returns the data of the extension, or NULL if it is absent. */
static const uint8_t *
find_extension (const uint8_t *data, const QosRtpHeader *header, unsigned id,
    size_t *size)
{
  QosRtpExtension found = {0};

  while (qos_rtp_next_extension (data, header, &found))
    if (found.id == id && id > 0) {
      *size = found.size;
      return found.data;
    }
  return NULL;
}

static void
test_find_extension (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (find_rows); i++) {
    const FindRow *row = &find_rows[i];
    size_t size, found_size = 0;
    uint8_t *data = make_packet (row, &size);
    const uint8_t *found;
    QosRtpHeader header;

    g_assert_cmpint (qos_rtp_parse (data, size, false, &header), ==,
        QOS_RTP_OK);
    found = find_extension (data, &header, row->id, &found_size);
    if ((found != NULL) != (row->at >= 0))
      g_test_message ("row: %s", row->what);
    if (row->at < 0) {
      g_assert_null (found);
    } else {
      g_assert_nonnull (found);
      g_assert_cmpint (found - (data + 16), ==, row->at);
      g_assert_cmpuint (found_size, ==, row->found_size);
    }
    g_free (data);
  }
}

static void
test_no_extension_bit_finds_nothing (void)
{
  /* The payload looks like an extension. */
  static const uint8_t data[] = {0x80, FIXED, 0xbe, 0xde, 0, 1, 0x12, 7, 8, 9};
  QosRtpHeader header;
  size_t size;

  g_assert_cmpint (qos_rtp_parse (data, sizeof data, false, &header), ==,
      QOS_RTP_OK);
  for (unsigned id = 0; id <= 256; id++)
    g_assert_null (find_extension (data, &header, id, &size));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtp/parse", test_parse);
  g_test_add_func ("/rtp/fields", test_fields);
  g_test_add_func ("/rtp/extension-fields", test_extension_fields);
  g_test_add_func ("/rtp/distinguishes-rtcp-from-rtp",
      test_distinguishes_rtcp_from_rtp);
  g_test_add_func ("/rtp/find-extension", test_find_extension);
  g_test_add_func ("/rtp/no-extension-bit-finds-nothing",
      test_no_extension_bit_finds_nothing);
  return g_test_run ();
}
