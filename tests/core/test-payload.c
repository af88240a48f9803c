/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Payloads that may go to a depayloader or decoder, and those that may not: RFC
 * 3640 3.2, 3.3.6, RFC 6716 3.4, RFC 3551 4.5, RFC 3190 4, RFC 6416 6.
 */
#include "qos-payload.h"

#include "test-util.h"

#include <string.h>

#define AAC \
  { \
    QOS_FORMAT_AAC_HBR, 48000, 2, 1024 \
  }
#define LATM \
  { \
    QOS_FORMAT_LATM, 48000, 2, 1024 \
  }
#define OPUS \
  { \
    QOS_FORMAT_OPUS, 48000, 2, 0 \
  }

typedef struct
{
  const char *what;
  QosPayloadKind kind;
  bool has_marker;
  size_t size; /* zeros after the end of the data */
  uint8_t data[12];
  QosPayloadVerdict verdict;
} Row;

/* The header of an AU of this many bytes, and a first byte of 0x21. */
#define SIZE(n) (n) >> 5 & 0xff, (n) << 3 & 0xff

static const Row rows[] = {
    {"not known", {0}, false, 5, {0xff}, QOS_PAYLOAD_OK},
    {"empty, format unknown", {0}, false, 0, {0}, QOS_PAYLOAD_OK},

    {"nothing", AAC, true, 0, {0}, QOS_PAYLOAD_EMPTY},
    {"one byte", AAC, true, 1, {0}, QOS_PAYLOAD_BAD_HEADERS},
    {"one unit", AAC, true, 9, {0, 16, SIZE (5), 0x21}, QOS_PAYLOAD_OK},
    {"a unit of one byte", AAC, true, 5, {0, 16, SIZE (1), 0x21},
        QOS_PAYLOAD_OK},
    {"the unit of 0 bytes that stopped receivers", AAC, true, 5,
        {0, 16, 0, 0, 0x78}, QOS_PAYLOAD_EMPTY_UNIT},
    {"a unit of 0 bytes and nothing", AAC, true, 4, {0, 16, 0, 0},
        QOS_PAYLOAD_EMPTY_UNIT},
    {"the second of 0 bytes", AAC, true, 11, {0, 32, SIZE (5), 0, 0, 0x21},
        QOS_PAYLOAD_EMPTY_UNIT},
    {"two units", AAC, true, 9, {0, 32, SIZE (1), SIZE (2), 0x21, 0x21},
        QOS_PAYLOAD_OK},
    {"two, a byte short", AAC, true, 8, {0, 32, SIZE (1), SIZE (2), 0x21, 0x21},
        QOS_PAYLOAD_BAD_SIZES},
    {"two, an extra byte", AAC, true, 10,
        {0, 32, SIZE (1), SIZE (2), 0x21, 0x21}, QOS_PAYLOAD_BAD_SIZES},
    {"one, an extra byte", AAC, true, 10, {0, 16, SIZE (5), 0x21},
        QOS_PAYLOAD_BAD_SIZES},
    {"no headers", AAC, true, 9, {0, 0, 0x21}, QOS_PAYLOAD_BAD_HEADERS},
    {"half a header", AAC, true, 9, {0, 8, SIZE (5), 0x21},
        QOS_PAYLOAD_BAD_HEADERS},
    {"headers of an odd length", AAC, true, 9, {0, 17, SIZE (5), 0x21},
        QOS_PAYLOAD_BAD_HEADERS},
    {"headers longer than the packet", AAC, true, 9, {0xff, 0xf0, SIZE (5)},
        QOS_PAYLOAD_BAD_HEADERS},
    {"headers that fill the packet", AAC, true, 6, {0, 32, SIZE (1), SIZE (1)},
        QOS_PAYLOAD_BAD_SIZES},
    {"an index", AAC, true, 9, {0, 16, 0, 5 << 3 | 1, 0x21},
        QOS_PAYLOAD_BAD_HEADERS},
    {"an index delta", AAC, true, 9,
        {0, 32, SIZE (1), 0, 2 << 3 | 1, 0x21, 0x21}, QOS_PAYLOAD_BAD_HEADERS},
    {"the largest", AAC, true, 1540, {0, 16, SIZE (1536), 0x21},
        QOS_PAYLOAD_OK},
    {"larger", AAC, true, 1541, {0, 16, SIZE (1537), 0x21},
        QOS_PAYLOAD_LARGE_UNIT},
    {"the maximum of mono is smaller", {QOS_FORMAT_AAC_HBR, 48000, 1, 1024},
        true, 773, {0, 16, SIZE (769), 0x21}, QOS_PAYLOAD_LARGE_UNIT},
    {"no marker", AAC, false, 9, {0, 16, SIZE (5), 0x21}, QOS_PAYLOAD_BAD_PART},
    {"a part", AAC, false, 9, {0, 16, SIZE (100), 0x21}, QOS_PAYLOAD_OK},
    {"the last part", AAC, true, 9, {0, 16, SIZE (100), 0xff, 0xff},
        QOS_PAYLOAD_OK},
    {"a part of nothing", AAC, false, 4, {0, 16, SIZE (100)},
        QOS_PAYLOAD_BAD_SIZES},
    {"a part of a unit too large", AAC, false, 9, {0, 16, SIZE (2000), 0x21},
        QOS_PAYLOAD_LARGE_UNIT},
    {"ADTS", AAC, true, 9, {0, 16, SIZE (5), 0xff, 0xf1}, QOS_PAYLOAD_BAD_UNIT},
    {"a program config element", AAC, true, 9, {0, 16, SIZE (5), 0xa0},
        QOS_PAYLOAD_BAD_UNIT},
    {"8 units at 8 kHz are 1.02 s", {QOS_FORMAT_AAC_HBR, 8000, 1, 1024}, true,
        26, {0, 128}, QOS_PAYLOAD_TOO_LONG},

    {"LATM", LATM, true, 6, {5, 0x21}, QOS_PAYLOAD_OK},
    {"LATM of 255", LATM, true, 257, {255, 0, 0x21}, QOS_PAYLOAD_OK},
    {"LATM of 300", LATM, true, 302, {255, 45, 0x21}, QOS_PAYLOAD_OK},
    {"LATM of 0", LATM, true, 6, {0, 0x21}, QOS_PAYLOAD_EMPTY_UNIT},
    {"LATM, longer than the packet", LATM, true, 6, {6, 0x21},
        QOS_PAYLOAD_BAD_SIZES},
    {"LATM, shorter than the packet", LATM, true, 6, {4, 0x21},
        QOS_PAYLOAD_BAD_SIZES},
    {"LATM, an endless length", LATM, true, 2, {255, 255},
        QOS_PAYLOAD_BAD_SIZES},
    {"LATM, too large", LATM, true, 1544, {255, 255, 255, 255, 255, 255, 7},
        QOS_PAYLOAD_LARGE_UNIT},
    {"LATM, a part", LATM, false, 6, {100, 0x21}, QOS_PAYLOAD_OK},

    {"Opus, the TOC alone", OPUS, true, 1, {0xfc}, QOS_PAYLOAD_OK},
    {"Opus, one frame", OPUS, true, 100, {0xfc}, QOS_PAYLOAD_OK},
    {"Opus, the largest frame", OPUS, true, 1276, {0xfc}, QOS_PAYLOAD_OK},
    {"Opus, a frame too large", OPUS, true, 1277, {0xfc}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, nothing", OPUS, true, 0, {0}, QOS_PAYLOAD_EMPTY},
    {"Opus, two equal", OPUS, true, 101, {0xfd}, QOS_PAYLOAD_OK},
    {"Opus, two equal of odd bytes", OPUS, true, 100, {0xfd},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, two of 60 ms are 120", OPUS, true, 3, {0x19}, QOS_PAYLOAD_OK},
    {"Opus, two with lengths", OPUS, true, 10, {0xfe, 4}, QOS_PAYLOAD_OK},
    {"Opus, the first longer than the packet", OPUS, true, 10, {0xfe, 9},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, the first takes all", OPUS, true, 10, {0xfe, 8}, QOS_PAYLOAD_OK},
    {"Opus, two, no length", OPUS, true, 1, {0xfe}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, two, half a length", OPUS, true, 2, {0xfe, 252},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, two, a length of two bytes", OPUS, true, 260, {0xfe, 252, 0},
        QOS_PAYLOAD_OK},
    {"Opus, many, no count", OPUS, true, 1, {0xff}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, none of many", OPUS, true, 5, {0xff, 0}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, three equal", OPUS, true, 8, {0xff, 3}, QOS_PAYLOAD_OK},
    {"Opus, three equal, uneven", OPUS, true, 9, {0xff, 3},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, 6 of 20 ms are 120", OPUS, true, 8, {0xff, 6}, QOS_PAYLOAD_OK},
    {"Opus, 7 of 20 ms are too many", OPUS, true, 9, {0xff, 7},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, 48 of 2.5 ms", OPUS, true, 50, {0xe3, 48}, QOS_PAYLOAD_OK},
    {"Opus, 49 of 2.5 ms", OPUS, true, 51, {0xe3, 49}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, 3 of 60 ms", OPUS, true, 5, {0x1b, 3}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, padding", OPUS, true, 10, {0xff, 0x42, 4}, QOS_PAYLOAD_BAD_OPUS},
    {"Opus, padding that leaves an even rest", OPUS, true, 10, {0xff, 0x42, 5},
        QOS_PAYLOAD_OK},
    {"Opus, padding longer than the packet", OPUS, true, 10, {0xff, 0x42, 9},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, missing padding", OPUS, true, 2, {0xff, 0x42},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, padding of endless length", OPUS, true, 4, {0xff, 0x42, 255, 255},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, padding of 254 and 1", OPUS, true, 263, {0xff, 0x42, 255, 1},
        QOS_PAYLOAD_OK},
    {"Opus, three with lengths", OPUS, true, 10, {0xff, 0x83, 1, 2},
        QOS_PAYLOAD_OK},
    {"Opus, three, lengths too long", OPUS, true, 10, {0xff, 0x83, 3, 4},
        QOS_PAYLOAD_BAD_OPUS},
    {"Opus, three, a length is missing", OPUS, true, 3, {0xff, 0x83, 0},
        QOS_PAYLOAD_BAD_OPUS},

    {"L16 stereo", {QOS_FORMAT_L16, 48000, 2, 0}, false, 1920, {0},
        QOS_PAYLOAD_OK},
    {"L16 stereo, half a frame", {QOS_FORMAT_L16, 48000, 2, 0}, false, 1922,
        {0}, QOS_PAYLOAD_BAD_SAMPLES},
    {"L16 stereo, an extra byte", {QOS_FORMAT_L16, 48000, 2, 0}, false, 1921,
        {0}, QOS_PAYLOAD_BAD_SAMPLES},
    {"L16 mono, 200 ms", {QOS_FORMAT_L16, 8000, 1, 0}, false, 3200, {0},
        QOS_PAYLOAD_OK},
    {"L16 mono, more", {QOS_FORMAT_L16, 8000, 1, 0}, false, 3202, {0},
        QOS_PAYLOAD_TOO_LONG},
    {"L24 stereo", {QOS_FORMAT_L24, 48000, 2, 0}, false, 600, {0},
        QOS_PAYLOAD_OK},
    {"L24 stereo, a part", {QOS_FORMAT_L24, 48000, 2, 0}, false, 604, {0},
        QOS_PAYLOAD_BAD_SAMPLES},
    {"PCMU", {QOS_FORMAT_PCMU, 8000, 1, 0}, false, 160, {0}, QOS_PAYLOAD_OK},
    {"PCMA, 1600", {QOS_FORMAT_PCMA, 8000, 1, 0}, false, 1600, {0},
        QOS_PAYLOAD_OK},
    {"PCMA, 1601", {QOS_FORMAT_PCMA, 8000, 1, 0}, false, 1601, {0},
        QOS_PAYLOAD_TOO_LONG},
    {"G.722", {QOS_FORMAT_G722, 8000, 1, 0}, false, 160, {0}, QOS_PAYLOAD_OK},
    {"G.722, nothing", {QOS_FORMAT_G722, 8000, 1, 0}, false, 0, {0},
        QOS_PAYLOAD_EMPTY},
};

static uint8_t *
make_data (const Row *row)
{
  uint8_t *data = g_malloc0 (row->size);

  if (data) /* NULL of no bytes */
    memcpy (data, row->data, MIN (row->size, sizeof row->data));
  return data;
}

static void
test_check (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    uint8_t *data = make_data (row);
    QosPayloadVerdict verdict;
    QosPayload payload;

    qos_payload_init (&payload, &row->kind);
    verdict = qos_payload_check (&payload, row->has_marker, data, row->size);
    if (verdict != row->verdict)
      g_error ("%s: %s", row->what, qos_payload_text (verdict));
    g_free (data);
  }
}

/* Parts of AUs of 1536 bytes, with or without their ends. */
static QosPayloadVerdict
push_part (QosPayload *payload, bool has_marker, size_t size)
{
  uint8_t data[2000] = {0, 16, SIZE (1536)};

  return qos_payload_check (payload, has_marker, data, 4 + size);
}

static void
test_parts (void)
{
  const QosPayloadKind kind = AAC;
  QosPayload payload;

  qos_payload_init (&payload, &kind);
  for (unsigned i = 0; i < 1000; i++) {
    g_assert_cmpint (push_part (&payload, false, 1000), ==, QOS_PAYLOAD_OK);
    g_assert_cmpint (push_part (&payload, true, 536), ==, QOS_PAYLOAD_OK);
  }
}

/* A depayloader has to hold a bounded amount only. */
static void
test_parts_without_end (void)
{
  const QosPayloadKind kind = AAC;
  QosPayload payload;
  size_t taken = 0;

  qos_payload_init (&payload, &kind);
  for (unsigned i = 0; i < 100; i++)
    if (push_part (&payload, false, 1000) == QOS_PAYLOAD_OK)
      taken += 1000;
  g_assert_cmpuint (taken, ==, 6000);
  g_assert_cmpint (push_part (&payload, true, 1000), ==, QOS_PAYLOAD_OK);
  g_assert_cmpint (push_part (&payload, false, 1000), ==, QOS_PAYLOAD_OK);
}

static void
test_kinds (void)
{
  static const struct
  {
    QosPayloadKind kind;
    bool is_ok;
  } kinds[] = {
      {AAC, true},
      {LATM, true},
      {OPUS, true},
      {{QOS_FORMAT_NONE, 48000, 2, 0}, false},
      {{QOS_FORMAT_L16, 1, 2, 0}, false},
      {{QOS_FORMAT_L16, 7999, 2, 0}, false},
      {{QOS_FORMAT_L16, 8000, 1, 0}, true},
      {{QOS_FORMAT_L16, 96000, 8, 0}, true},
      {{QOS_FORMAT_L16, 96001, 8, 0}, false},
      {{QOS_FORMAT_L16, 384000, 2, 0}, false},
      {{QOS_FORMAT_L24, 48000, 9, 0}, false},
      {{QOS_FORMAT_L24, 48000, 64, 0}, false},
      {{QOS_FORMAT_L24, 48000, 0, 0}, false},
      {{QOS_FORMAT_OPUS, 24000, 2, 0}, false},
      {{QOS_FORMAT_G722, 16000, 1, 0}, false},
      {{QOS_FORMAT_AAC_HBR, 48000, 2, 0}, false},
      {{QOS_FORMAT_AAC_HBR, 48000, 2, 2048}, false},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (qos_payload_is_kind_ok (&kinds[i].kind), ==,
        kinds[i].is_ok);
}

static void
test_texts (void)
{
  for (int i = 0; i < QOS_PAYLOAD_N_VERDICTS; i++)
    g_assert_cmpuint (strlen (qos_payload_text ((QosPayloadVerdict) i)), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload/check", test_check);
  g_test_add_func ("/payload/parts", test_parts);
  g_test_add_func ("/payload/parts-without-end", test_parts_without_end);
  g_test_add_func ("/payload/kinds", test_kinds);
  g_test_add_func ("/payload/texts", test_texts);
  return g_test_run ();
}
