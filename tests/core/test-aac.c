/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * AudioSpecificConfig and levels of ISO/IEC 14496-3 (1.6.2.1, tables 1.10 to
 * 1.14, 1.17 to 1.19) and the AU headers of RFC 3640 3.3.6.
 */
#include "qos-aac.h"

#include "test-util.h"

#include <string.h>

enum
{
  LC = 2,
  SBR = 5,
  PS = 29,
};

/* A config under construction; put_bits () appends n bits of value. */
typedef struct
{
  uint8_t data[16];
  size_t n_bits;
} Bits;

static void
put_bits (Bits *bits, uint32_t value, unsigned n)
{
  while (n-- > 0) {
    if (value >> n & 1)
      bits->data[bits->n_bits / 8] |= (uint8_t) (0x80 >> bits->n_bits % 8);
    bits->n_bits++;
  }
}

static bool
parse (const Bits *bits, QosAacConfig *config)
{
  size_t size = (bits->n_bits + 7) / 8;
  uint8_t *data = g_memdup2 (bits->data, size);
  bool is_valid = qos_aac_config_parse (data, size, config);

  g_free (data);
  return is_valid;
}

typedef struct
{
  const char *what;
  size_t size;
  uint8_t data[8];
  QosAacConfig config;
} ConfigRow;

static const ConfigRow config_rows[] = {
    {"LC 48 kHz stereo", 2, {0x11, 0x90}, {LC, 48000, 2, 1024}},
    {"LC 44.1 kHz stereo", 2, {0x12, 0x10}, {LC, 44100, 2, 1024}},
    {"LC 44.1 kHz mono", 2, {0x12, 0x08}, {LC, 44100, 1, 1024}},
    {"LC 48 kHz stereo, 960", 2, {0x11, 0x94}, {LC, 48000, 2, 960}},
    {"LC 48 kHz stereo, core coder", 4, {0x11, 0x92, 0, 0},
        {LC, 48000, 2, 1024}},
    {"LC 48 kHz 5.1", 2, {0x11, 0xb0}, {LC, 48000, 6, 1024}},
    {"LC 48 kHz 7.1", 2, {0x11, 0xb8}, {LC, 48000, 8, 1024}},
    {"LC, program config element", 2, {0x11, 0x80}, {LC, 48000, 0, 1024}},
    {"LC, implicit SBR behind", 5, {0x11, 0x90, 0x56, 0xe5, 0x00},
        {LC, 48000, 2, 1024}},
    {"SBR 24/48 kHz stereo", 3, {0x2b, 0x11, 0x88}, {SBR, 24000, 2, 1024}},
    {"PS 24/48 kHz", 3, {0xeb, 0x09, 0x88}, {PS, 24000, 1, 1024}},
};

static void
test_config (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (config_rows); i++) {
    const ConfigRow *row = &config_rows[i];
    QosAacConfig config;

    g_test_message ("row: %s", row->what);
    g_assert_true (qos_aac_config_parse (row->data, row->size, &config));
    g_assert_cmpuint (config.object_type, ==, row->config.object_type);
    g_assert_cmpuint (config.sample_rate, ==, row->config.sample_rate);
    g_assert_cmpuint (config.channels, ==, row->config.channels);
    g_assert_cmpuint (config.frame_length, ==, row->config.frame_length);
  }
}

static void
test_config_too_short (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (config_rows); i++) {
    const ConfigRow *row = &config_rows[i];
    size_t needed = row->config.object_type == LC ? 2 : 3;

    for (size_t size = 0; size < needed; size++) {
      uint8_t *data = g_memdup2 (row->data, size);
      QosAacConfig config;

      g_assert_false (qos_aac_config_parse (data, size, &config));
      g_free (data);
    }
  }
}

static void
test_config_every_rate (void)
{
  static const uint32_t rates[16] = {96000, 88200, 64000, 48000, 44100, 32000,
      24000, 22050, 16000, 12000, 11025, 8000, 7350, 0, 0, 0};

  for (uint32_t index = 0; index < 15; index++) {
    Bits bits = {{0}, 0};
    QosAacConfig config;

    put_bits (&bits, LC, 5);
    put_bits (&bits, index, 4);
    put_bits (&bits, 2, 4);
    put_bits (&bits, 0, 3);
    g_assert_cmpint (parse (&bits, &config), ==, rates[index] != 0);
    if (rates[index] != 0)
      g_assert_cmpuint (config.sample_rate, ==, rates[index]);
  }
}

static void
test_config_every_channel_configuration (void)
{
  static const unsigned channels[8] = {0, 1, 2, 3, 4, 5, 6, 8};

  for (uint32_t index = 0; index < 16; index++) {
    Bits bits = {{0}, 0};
    QosAacConfig config;

    put_bits (&bits, LC, 5);
    put_bits (&bits, 3, 4);
    put_bits (&bits, index, 4);
    put_bits (&bits, 0, 3);
    g_assert_cmpint (parse (&bits, &config), ==, index < 8);
    if (index < 8)
      g_assert_cmpuint (config.channels, ==, channels[index]);
  }
}

static void
test_config_explicit_rate (void)
{
  static const uint32_t rates[] = {1, 37800, 48000, 0xffffff};

  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++) {
    Bits bits = {{0}, 0};
    QosAacConfig config;

    put_bits (&bits, LC, 5);
    put_bits (&bits, 15, 4);
    put_bits (&bits, rates[i], 24);
    put_bits (&bits, 1, 4);
    put_bits (&bits, 0, 3);
    g_assert_true (parse (&bits, &config));
    g_assert_cmpuint (config.sample_rate, ==, rates[i]);
    g_assert_cmpuint (config.channels, ==, 1);
  }
}

static void
test_config_escaped_object_type (void)
{
  Bits bits = {{0}, 0};
  QosAacConfig config;

  put_bits (&bits, 31, 5);
  put_bits (&bits, 42 - 32, 6); /* xHE-AAC */
  put_bits (&bits, 3, 4);
  put_bits (&bits, 2, 4);
  put_bits (&bits, 0, 8);
  g_assert_true (parse (&bits, &config));
  g_assert_cmpuint (config.object_type, ==, 42);
  g_assert_cmpuint (config.sample_rate, ==, 48000);
  g_assert_cmpuint (config.channels, ==, 2);
}

/* Table 1.17: 0 is not audio; 10, 11 and 18 are reserved. */
static void
test_config_reserved_object_types (void)
{
  static const uint32_t reserved[] = {0, 10, 11, 18};

  for (size_t i = 0; i < G_N_ELEMENTS (reserved); i++) {
    Bits bits = {{0}, 0};
    QosAacConfig config;

    g_test_message ("object type %u", reserved[i]);
    put_bits (&bits, reserved[i], 5);
    put_bits (&bits, 3, 4);
    put_bits (&bits, 2, 4);
    put_bits (&bits, 0, 19);
    g_assert_false (parse (&bits, &config));
  }
}

static void
test_config_reserved_extension_rate (void)
{
  for (uint32_t index = 13; index < 15; index++) {
    Bits bits = {{0}, 0};
    QosAacConfig config;

    put_bits (&bits, SBR, 5);
    put_bits (&bits, 6, 4);
    put_bits (&bits, 2, 4);
    put_bits (&bits, index, 4);
    put_bits (&bits, LC, 5);
    put_bits (&bits, 0, 3);
    g_assert_false (parse (&bits, &config));
  }
}

/* The frame length of the core coder comes after the extension's fields. */
static void
test_config_sbr_with_960 (void)
{
  Bits bits = {{0}, 0};
  QosAacConfig config;

  put_bits (&bits, SBR, 5);
  put_bits (&bits, 6, 4);
  put_bits (&bits, 2, 4);
  put_bits (&bits, 15, 4);
  put_bits (&bits, 48000, 24);
  put_bits (&bits, LC, 5);
  put_bits (&bits, 4, 3);
  g_assert_true (parse (&bits, &config));
  g_assert_cmpuint (config.sample_rate, ==, 24000);
  g_assert_cmpuint (config.frame_length, ==, 960);
}

typedef struct
{
  const char *what;
  QosAacConfig config;
  unsigned level;
} LevelRow;

static const LevelRow level_rows[] = {
    {"LC 24 kHz mono", {LC, 24000, 1, 1024}, 0x28},
    {"LC 24 kHz stereo", {LC, 24000, 2, 1024}, 0x28},
    {"LC 8 kHz mono", {LC, 8000, 1, 1024}, 0x28},
    {"LC 32 kHz stereo", {LC, 32000, 2, 1024}, 0x29},
    {"LC 44.1 kHz mono", {LC, 44100, 1, 1024}, 0x29},
    {"LC 44.1 kHz stereo", {LC, 44100, 2, 1024}, 0x29},
    {"LC 48 kHz mono", {LC, 48000, 1, 1024}, 0x29},
    {"LC 48 kHz stereo", {LC, 48000, 2, 1024}, 0x29},
    {"LC 48 kHz stereo, 960", {LC, 48000, 2, 960}, 0x29},
    {"LC 24 kHz 3", {LC, 24000, 3, 1024}, 0x2a},
    {"LC 24 kHz 5.1", {LC, 24000, 6, 1024}, 0x2a},
    {"LC 48 kHz 3", {LC, 48000, 3, 1024}, 0x2a},
    {"LC 48 kHz 5", {LC, 48000, 5, 1024}, 0x2a},
    {"LC 48 kHz 5.1", {LC, 48000, 6, 1024}, 0x2a},
    {"LC 64 kHz stereo", {LC, 64000, 2, 1024}, 0x2b},
    {"LC 88.2 kHz mono", {LC, 88200, 1, 1024}, 0x2b},
    {"LC 96 kHz stereo", {LC, 96000, 2, 1024}, 0x2b},
    {"LC 96 kHz 5.1", {LC, 96000, 6, 1024}, 0x2b},
    {"LC over 96 kHz", {LC, 192000, 2, 1024}, 0xfe},
    {"LC 7.1", {LC, 48000, 8, 1024}, 0xfe},
    {"LC, channels unknown", {LC, 48000, 0, 1024}, 0xfe},
    {"SBR 24 kHz mono", {SBR, 24000, 1, 1024}, 0x2c},
    {"SBR 24 kHz stereo", {SBR, 24000, 2, 1024}, 0x2c},
    {"SBR 22.05 kHz stereo", {SBR, 22050, 2, 1024}, 0x2c},
    {"SBR 24 kHz 3", {SBR, 24000, 3, 1024}, 0x2e},
    {"SBR 24 kHz 5.1", {SBR, 24000, 6, 1024}, 0x2e},
    {"SBR 48 kHz 5.1", {SBR, 48000, 6, 1024}, 0x2f},
    {"SBR 7.1", {SBR, 24000, 8, 1024}, 0xfe},
    {"SBR over 48 kHz", {SBR, 64000, 2, 1024}, 0xfe},
    {"PS 24 kHz", {PS, 24000, 1, 1024}, 0x30},
    {"PS 16 kHz", {PS, 16000, 1, 1024}, 0x30},
    {"Main", {1, 48000, 2, 1024}, 0xfe},
    {"LD", {23, 48000, 2, 1024}, 0xfe},
};

static void
test_levels (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (level_rows); i++) {
    unsigned level = qos_aac_profile_level_id (&level_rows[i].config);

    if (level != level_rows[i].level)
      g_test_message ("row: %s", level_rows[i].what);
    g_assert_cmphex (level, ==, level_rows[i].level);
  }
}

static void
test_au_headers (void)
{
  static const uint16_t sizes[] = {1, 32, 371, QOS_AAC_AU_SIZE_MAX};
  static const uint8_t want[] = {0x00, 0x40, 0x00, 0x08, 0x01, 0x00, 0x0b, 0x98,
      0xff, 0xf8};
  uint8_t data[QOS_AAC_AU_HEADERS_SIZE (4)];

  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, sizes, 4), ==,
      sizeof want);
  assert_bytes (data, sizeof data, want, sizeof want);
  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, sizes, 1), ==,
      QOS_AAC_AU_HEADERS_SIZE (1));
  g_assert_cmphex (data[1], ==, 16);
}

static void
test_au_headers_out_of_range (void)
{
  static const uint16_t good[] = {100, 200};
  static const uint16_t empty[] = {100, 0};
  static const uint16_t big[] = {100, QOS_AAC_AU_SIZE_MAX + 1};
  uint8_t data[QOS_AAC_AU_HEADERS_SIZE (2)];

  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, good, 2), ==,
      6);
  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, empty, 2), ==,
      0);
  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, big, 2), ==,
      0);
  g_assert_cmpuint (qos_aac_write_au_headers (data, sizeof data, good, 0), ==,
      0);
  for (size_t size = 0; size < sizeof data; size++) {
    uint8_t *room = g_malloc (size);

    g_assert_cmpuint (qos_aac_write_au_headers (room, size, good, 2), ==, 0);
    g_free (room);
  }
}

static unsigned
read_u16 (const uint8_t *data)
{
  return (unsigned) data[0] << 8 | data[1];
}

static void
test_au_headers_of_the_maximum (void)
{
  enum
  {
    N = QOS_AAC_AU_COUNT_MAX + 1
  };
  size_t size = QOS_AAC_AU_HEADERS_SIZE (N);
  uint8_t *data = g_malloc (size);
  uint16_t *sizes = g_new (uint16_t, N);

  for (unsigned i = 0; i < N; i++)
    sizes[i] = (uint16_t) (1 + i);
  g_assert_cmpuint (qos_aac_write_au_headers (data, size, sizes, N - 1), ==,
      QOS_AAC_AU_HEADERS_SIZE (N - 1));
  g_assert_cmphex (read_u16 (data), ==, 16 * (N - 1));
  for (unsigned i = 0; i < N - 1; i++)
    g_assert_cmphex (read_u16 (data + 2 + 2 * i), ==, (1 + i) << 3);
  g_assert_cmpuint (qos_aac_write_au_headers (data, size, sizes, N), ==, 0);
  g_free (sizes);
  g_free (data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aac/config", test_config);
  g_test_add_func ("/aac/config-too-short", test_config_too_short);
  g_test_add_func ("/aac/config-every-rate", test_config_every_rate);
  g_test_add_func ("/aac/config-every-channel-configuration",
      test_config_every_channel_configuration);
  g_test_add_func ("/aac/config-explicit-rate", test_config_explicit_rate);
  g_test_add_func ("/aac/config-escaped-object-type",
      test_config_escaped_object_type);
  g_test_add_func ("/aac/config-reserved-object-types",
      test_config_reserved_object_types);
  g_test_add_func ("/aac/config-reserved-extension-rate",
      test_config_reserved_extension_rate);
  g_test_add_func ("/aac/config-sbr-with-960", test_config_sbr_with_960);
  g_test_add_func ("/aac/levels", test_levels);
  g_test_add_func ("/aac/au-headers", test_au_headers);
  g_test_add_func ("/aac/au-headers-out-of-range",
      test_au_headers_out_of_range);
  g_test_add_func ("/aac/au-headers-of-the-maximum",
      test_au_headers_of_the_maximum);
  return g_test_run ();
}
