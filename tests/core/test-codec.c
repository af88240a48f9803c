/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The codec-config header extension: byte 0 format, bytes 1-3 clock rate, byte
 * 4 channels, then the AudioSpecificConfig of AAC.
 */
#include "qos-codec.h"

#include "test-util.h"

#include <string.h>

typedef struct
{
  const char *what;
  size_t size;
  uint8_t data[QOS_CODEC_SIZE_MAX + 1];
  bool is_valid;
} ReadRow;

#define RATE_48000 0x00, 0xbb, 0x80
#define RATE_44100 0x00, 0xac, 0x44
#define RATE_8000 0x00, 0x1f, 0x40

static const ReadRow read_rows[] = {
    {"nothing", 0, {0}, false},
    {"four bytes", 4, {2, RATE_48000}, false},
    {"AAC", 7, {1, RATE_48000, 2, 0x11, 0x90}, true},
    {"AAC 44.1 kHz", 7, {1, RATE_44100, 1, 0x12, 0x08}, true},
    {"AAC, long config", 10, {1, RATE_48000, 2, 0x11, 0x90, 0x56, 0xe5, 0},
        true},
    {"AAC, longest config", 16,
        {1, RATE_48000, 2, 0x11, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0}, true},
    {"AAC, longer than the size", 17,
        {1, RATE_48000, 2, 0x11, 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, false},
    {"AAC without a config", 5, {1, RATE_48000, 2}, false},
    {"AAC with one byte of its config", 6, {1, RATE_48000, 2, 0x11}, false},
    {"AAC, config with another rate", 7, {1, RATE_44100, 2, 0x11, 0x90}, false},
    {"AAC, reserved rate", 7, {1, RATE_48000, 2, 0x16, 0x90}, false},
    {"AAC, reserved channels", 7, {1, RATE_48000, 2, 0x11, 0xf8}, false},
    {"AAC, other channels than its config", 7, {1, RATE_48000, 1, 0x11, 0x90},
        false},
    {"AAC, channels in an element of its own", 7,
        {1, RATE_48000, 2, 0x11, 0x80}, false},
    {"AAC, a rate that AAC does not have", 10,
        {1, 0, 0x27, 0x10, 2, 0x17, 0x80, 0x13, 0x88, 0x10}, false},
    {"AAC, scalable", 7, {1, RATE_48000, 2, 0x31, 0x90}, false},
    {"AAC, SBR to 48 kHz", 9, {1, 0, 0x5d, 0xc0, 2, 0x2b, 0x11, 0x88, 0}, true},
    {"AAC, SBR of an explicit rate of 16 MHz", 12,
        {1, 0, 0x5d, 0xc0, 2, 0x2b, 0x17, 0xff, 0xff, 0xff, 0x88, 0}, false},
    {"AAC, object type 0", 7, {1, RATE_48000, 2, 0x01, 0x90}, false},
    {"Opus", 5, {2, RATE_48000, 2}, true},
    {"Opus with a config", 7, {2, RATE_48000, 2, 0x11, 0x90}, false},
    {"L16", 5, {3, RATE_44100, 2}, true},
    {"L16 8 kHz mono", 5, {3, RATE_8000, 1}, true},
    {"L16 with an extra byte", 6, {3, RATE_44100, 2, 0}, false},
    {"format 0", 5, {0, RATE_48000, 2}, false},
    {"format 4", 5, {4, RATE_48000, 2}, false},
    {"format 255", 5, {255, RATE_48000, 2}, false},
    {"rate 0", 5, {3, 0, 0, 0, 2}, false},
    {"rate 1", 5, {3, 0, 0, 1, 2}, false},
    {"lowest rate", 5, {3, RATE_8000, 2}, true},
    {"under the lowest rate", 5, {3, 0, 0x1f, 0x3f, 2}, false},
    {"highest rate", 5, {3, 0x01, 0x77, 0x00, 2}, true},
    {"over the highest rate", 5, {3, 0x01, 0x77, 0x01, 2}, false},
    {"384 kHz", 5, {3, 0x05, 0xdc, 0x00, 2}, false},
    {"Opus with another clock", 5, {2, RATE_44100, 2}, false},
    {"rate of all ones", 5, {3, 0xff, 0xff, 0xff, 2}, false},
    {"no channels", 5, {3, RATE_48000, 0}, false},
    {"8 channels", 5, {3, RATE_48000, 8}, true},
    {"9 channels", 5, {3, RATE_48000, 9}, false},
    {"64 channels", 5, {3, RATE_48000, 64}, false},
    {"255 channels", 5, {3, RATE_48000, 255}, false},
};

static void
test_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (read_rows); i++) {
    const ReadRow *row = &read_rows[i];
    uint8_t *data = g_memdup2 (row->data, row->size);
    QosCodecConfig config;
    bool is_valid = qos_codec_read (data, row->size, &config);

    if (is_valid != row->is_valid)
      g_test_message ("row: %s", row->what);
    g_assert_cmpint (is_valid, ==, row->is_valid);
    if (is_valid) {
      uint8_t written[QOS_CODEC_SIZE_MAX];

      g_assert_cmpuint (qos_codec_write (written, sizeof written, &config), ==,
          row->size);
      assert_bytes (written, row->size, row->data, row->size);
    }
    g_free (data);
  }
}

static const QosCodecConfig aac = {QOS_CODEC_AAC_HBR, 48000, 2, 2,
    {0x11, 0x90}};
static const QosCodecConfig opus = {QOS_CODEC_OPUS, 48000, 2, 0, {0}};

static void
test_write (void)
{
  static const uint8_t want_aac[] = {1, RATE_48000, 2, 0x11, 0x90};
  static const uint8_t want_opus[] = {2, RATE_48000, 2};
  uint8_t data[QOS_CODEC_SIZE_MAX];

  g_assert_cmpuint (qos_codec_write (data, sizeof data, &aac), ==,
      sizeof want_aac);
  assert_bytes (data, sizeof want_aac, want_aac, sizeof want_aac);
  g_assert_cmpuint (qos_codec_write (data, sizeof want_opus, &opus), ==,
      sizeof want_opus);
  assert_bytes (data, sizeof want_opus, want_opus, sizeof want_opus);
}

static void
test_write_needs_room (void)
{
  for (size_t size = 0; size < 7; size++) {
    uint8_t *data = g_malloc (size);

    g_assert_cmpuint (qos_codec_write (data, size, &aac), ==, 0);
    if (size < 5)
      g_assert_cmpuint (qos_codec_write (data, size, &opus), ==, 0);
    g_free (data);
  }
}

static void
test_write_out_of_range (void)
{
  QosCodecConfig configs[9];
  uint8_t data[64];

  for (size_t i = 0; i < G_N_ELEMENTS (configs); i++)
    configs[i] = i < 4 ? aac : opus;
  configs[0].asc_size = QOS_CODEC_ASC_MAX + 1;
  configs[1].asc_size = SIZE_MAX - 2;
  configs[2].asc_size = 1;
  configs[3].asc_size = 0;
  configs[4].asc_size = 2;
  configs[5].clock_rate = 0;
  configs[6].clock_rate = QOS_PAYLOAD_RATE_MAX + 1;
  configs[7].channels = 0;
  configs[8].channels = QOS_PAYLOAD_CHANNELS_MAX + 1;
  for (size_t i = 0; i < G_N_ELEMENTS (configs); i++)
    g_assert_cmpuint (qos_codec_write (data, sizeof data, &configs[i]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec/read", test_read);
  g_test_add_func ("/codec/write", test_write);
  g_test_add_func ("/codec/write-needs-room", test_write_needs_room);
  g_test_add_func ("/codec/write-out-of-range", test_write_out_of_range);
  return g_test_run ();
}
