/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CPU time per packet of qospay and of its peer rtpmp4gpay, bare and with the
 * ntp-64 header extension. flat: AUs as fast as possible. paced: one every 21.3
 * ms as from a live encoder, so that qospay's messages and wake-ups have their
 * real share.
 */
#include "bench.h"

#include "bench-element.h"
#include "bench-packet.h"

#define AU_CAPS \
  "audio/mpeg, mpegversion=(int)4, stream-format=(string)raw, " \
  "framed=(boolean)true, rate=(int)48000, channels=(int)2, " \
  "codec_data=(buffer)1190"
#define RTP_CAPS "application/x-rtp"
#define NTP_CAPS RTP_CAPS ", extmap-2=(string)urn:ietf:params:rtp-hdrext:ntp-64"

#define AU_SIZE 350
#define AU_SIZE_SPREAD 64
#define WARM_UP 2000
#define AT_ONCE 100
#define USAGE "flat|paced ROUNDS SECONDS"

typedef struct
{
  const gchar *name;
  BenchElementSetup setup;
  gint extension_bytes; /* must be equal for a comparison; -1: any */
} Leg;

static const Leg legs[] = {
    {"qospay", {"qospay", "sink", "src", AU_CAPS, RTP_CAPS}, -1},
    {"rtpmp4gpay-ntp", {"rtpmp4gpay", "sink", "src", AU_CAPS, NTP_CAPS}, 16},
    {"rtpmp4gpay", {"rtpmp4gpay", "sink", "src", AU_CAPS, RTP_CAPS}, 0},
};

/* Returns: (transfer full): as avenc_aac makes it. */
static GstBuffer *
new_au (guint64 number)
{
  gsize size = AU_SIZE - AU_SIZE_SPREAD / 2 +
      (gsize) (number * 2654435761U >> 7) % AU_SIZE_SPREAD;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (buffer, 0, 0x21, size);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (number,
      GST_SECOND * BENCH_FRAME, BENCH_CLOCK_RATE);
  GST_BUFFER_DTS (buffer) = GST_BUFFER_PTS (buffer);
  GST_BUFFER_DURATION (buffer) = BENCH_PACKET_NS;
  return buffer;
}

static void
push_aus (BenchElement *bench, BenchMeter *meter, guint64 *number, guint n)
{
  GstBuffer *aus[AT_ONCE];

  for (guint i = 0; i < n; i++)
    aus[i] = new_au ((*number)++);
  bench_meter_enter (meter);
  for (guint i = 0; i < n; i++)
    bench_element_push (bench, aus[i]);
  bench_meter_leave (meter, n);
}

/* Returns: bytes of header extension in an ordinary packet. */
static guint
extension_bytes (BenchElement *bench, const Leg *leg)
{
  GstMapInfo map;
  guint bytes = 0;

  if (!bench->sample)
    g_error ("%s gave no packet", leg->name);
  gst_buffer_map (bench->sample, &map, GST_MAP_READ);
  if (map.data[0] & 0x10)
    bytes = 4 + 4 * (guint) (map.data[14] << 8 | map.data[15]);
  gst_buffer_unmap (bench->sample, &map);
  if (leg->extension_bytes >= 0 && bytes != (guint) leg->extension_bytes)
    g_error ("%s: %u bytes of header extension", leg->name, bytes);
  return bytes;
}

static void
warm_up (BenchElement *bench, const Leg *leg, guint64 *number, guint round)
{
  BenchMeter meter;
  gchar *name = g_strconcat (leg->name, ":extension", NULL);

  bench_meter_start (&meter);
  while (*number < WARM_UP)
    push_aus (bench, &meter, number, AT_ONCE);
  bench->wants_sample = TRUE;
  push_aus (bench, &meter, number, 1);
  bench_print (name, round, extension_bytes (bench, leg));
  g_free (name);
}

static void
run_leg (const Leg *leg, guint round, gboolean is_paced, guint seconds)
{
  BenchElement bench;
  BenchMeter meter;
  guint64 number = 0, start, now;

  bench_element_open (&bench, &leg->setup);
  warm_up (&bench, leg, &number, round);
  bench_meter_start (&meter);
  now = start = bench_now ();
  while (now < start + seconds * GST_SECOND) {
    push_aus (&bench, &meter, &number, is_paced ? 1 : AT_ONCE);
    now = is_paced ? start + meter.packets * BENCH_PACKET_NS : bench_now ();
    if (is_paced)
      bench_sleep_until (now);
  }
  bench_meter_print (&meter, leg->name, round);
  if (bench.out != number)
    g_error ("%s: %" G_GUINT64_FORMAT " AUs, %" G_GUINT64_FORMAT " packets",
        leg->name, number, bench.out);
  bench_element_close (&bench);
}

int
main (int argc, char **argv)
{
  gboolean is_paced = argc > 1 && g_str_equal (argv[1], "paced");
  guint rounds = bench_number (argc, argv, 2, 1000, USAGE);
  guint seconds = bench_number (argc, argv, 3, 60, USAGE);

  gst_init (NULL, NULL);
  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (legs); i++)
      run_leg (&legs[i], round, is_paced, seconds);
  return 0;
}
