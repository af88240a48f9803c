/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is what qospay receives: AUs, codec_data, settings, time, and RTCP
 * from its receivers. Its packets must not exceed the MTU.
 */
#include "fuzz-element.h"

#include <gst/rtp/rtp.h>

enum
{
  STEP_AU,    /* its bytes */
  STEP_NOISE, /* an AU of the size in the first two bytes */
  STEP_RTCP,
  STEP_WAIT, /* the first byte selects how long */
  STEP_CAPS, /* the bytes are the codec_data */
  STEP_PROPERTY,
  STEP_EVENT,
  N_STEPS,
};

/* The minimum: headers with all extensions, an AU header and one byte. */
#define MIN_MTU 72

static guint mtu;

static void
check_packet (GstBuffer *packet)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  FUZZ_ASSERT (gst_rtp_buffer_map (packet, GST_MAP_READ, &rtp));
  FUZZ_ASSERT (gst_rtp_buffer_get_payload_len (&rtp) > 4);
  gst_rtp_buffer_unmap (&rtp);
  FUZZ_ASSERT (gst_buffer_get_size (packet) <= mtu);
}

static void
set_caps (FuzzElement *fuzz, const FuzzStep *step)
{
  GstBuffer *codec_data = fuzz_make_buffer (step);
  GstCaps *caps = gst_caps_new_simple ("audio/mpeg", "mpegversion", G_TYPE_INT,
      4, "stream-format", G_TYPE_STRING, step->what & 0x80 ? "adts" : "raw",
      "codec_data", GST_TYPE_BUFFER, codec_data, NULL);

  gst_harness_push_event (fuzz->media, gst_event_new_caps (caps));
  gst_caps_unref (caps);
  gst_buffer_unref (codec_data);
}

static void
push_au (FuzzElement *fuzz, const FuzzStep *step, GstBuffer *au)
{
  if (!(step->what & 0x80))
    GST_BUFFER_PTS (au) = gst_clock_get_time (GST_CLOCK (fuzz->clock)) -
        gst_element_get_base_time (fuzz->element);
  if (step->what & 0x40)
    GST_BUFFER_DURATION (au) = 20 * GST_MSECOND;
  if (step->what & 0x20)
    GST_BUFFER_FLAG_SET (au, GST_BUFFER_FLAG_DISCONT);
  gst_harness_push (fuzz->media, au);
}

static GstBuffer *
make_noise (const FuzzStep *step)
{
  size_t size = step->size > 1 ? step->data[0] << 8 | step->data[1] : 0;
  GstBuffer *au = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (au, 0, 0x55, size);
  return au;
}

/* Pushes out what is pending. */
static void
push_segment (FuzzElement *fuzz, uint8_t start_s)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = start_s * GST_SECOND;
  gst_harness_push_event (fuzz->media, gst_event_new_segment (&segment));
}

static void
set_property (FuzzElement *fuzz, const FuzzStep *step)
{
  uint64_t value = step->size > 0 ? step->data[0] : 0;

  if (step->what & 0x80) {
    /* The packet that was begun has the size for the old value: it goes
     * first. */
    push_segment (fuzz, 0);
    fuzz_element_drain (fuzz, check_packet);
    mtu = MIN_MTU + 8 * (guint) value;
    g_object_set (fuzz->element, "mtu", mtu, NULL);
  } else if (step->what & 0x40) {
    g_object_set (fuzz->element, "max-ptime",
        (gint64) (value * 5 * GST_MSECOND) - 1, NULL);
  } else {
    g_object_set (fuzz->element, "interval", (10 + 10 * value) * GST_MSECOND,
        NULL);
  }
}

static void
push_event (FuzzElement *fuzz, const FuzzStep *step)
{
  if (step->what & 0x80) {
    gst_harness_push_event (fuzz->media, gst_event_new_flush_start ());
    gst_harness_push_event (fuzz->media, gst_event_new_flush_stop (TRUE));
  }
  push_segment (fuzz, step->size > 0 ? step->data[0] : 0);
}

static void
take_step (FuzzElement *fuzz, const FuzzStep *step)
{
  switch (step->what % 8) {
    case STEP_AU:
      push_au (fuzz, step, fuzz_make_buffer (step));
      break;
    case STEP_NOISE:
      push_au (fuzz, step, make_noise (step));
      break;
    case STEP_RTCP:
      gst_harness_push (fuzz->rtcp, fuzz_make_buffer (step));
      break;
    case STEP_WAIT:
      fuzz_element_wait (fuzz,
          (step->size > 0 ? step->data[0] : 1) * 20 * GST_MSECOND);
      break;
    case STEP_CAPS:
      set_caps (fuzz, step);
      break;
    case STEP_PROPERTY:
      set_property (fuzz, step);
      break;
    case STEP_EVENT:
      push_event (fuzz, step);
      break;
    default:
      break;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  FuzzElement fuzz;
  FuzzStep step;
  GstStructure *stats;

  mtu = 1400;
  fuzz_element_open (&fuzz, "qospay");
  /* Numbers that are the same in every run. */
  g_object_set (fuzz.element, "ssrc", 0x01020304, "seqnum-offset", 65533,
      "timestamp-offset", 0xfffffff0, NULL);
  gst_harness_set_src_caps_str (fuzz.media,
      "audio/mpeg, mpegversion=4, stream-format=raw, codec_data=(buffer)1190");
  while (fuzz_take_step (&input, &step)) {
    take_step (&fuzz, &step);
    fuzz_element_drain (&fuzz, check_packet);
  }
  fuzz_element_wait (&fuzz, GST_SECOND);
  stats = fuzz_element_stats (&fuzz);
  FUZZ_ASSERT (gst_structure_has_field (stats, "packets-sent"));
  gst_structure_free (stats);
  gst_harness_push_event (fuzz.media, gst_event_new_eos ());
  fuzz_element_close (&fuzz);
  return 0;
}
