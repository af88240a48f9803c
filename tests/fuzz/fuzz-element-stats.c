/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is what qosstats receives: packets and RTCP on its sink pads, caps,
 * and time. Its first byte selects whether there are caps at all. What comes
 * out must be RTP, and the books must balance.
 */
#include "fuzz-element.h"

#include <gst/net/gstnetaddressmeta.h>
#include <gst/rtp/rtp.h>

enum
{
  STEP_PACKET,
  STEP_PACKET_FROM, /* with the sender's address and a DTS */
  STEP_RTCP,
  STEP_LIST, /* the same packet twice, in a list */
  STEP_WAIT, /* the first byte selects how long */
  STEP_CAPS,
  STEP_PROPERTY,
  N_STEPS,
};

static const char *const caps_texts[] = {"application/x-rtp",
    "application/x-rtp, clock-rate=8000, encoding-name=PCMA",
    "application/x-rtp, media=audio, payload=96, clock-rate=90000",
    "application/x-rtp, extmap-5=urn:x-qosaudio:codec-config",
    "application/x-rtp, extmap-3=urn:example:other"};

/* A pad without caps at the start gets none later: the segment has passed. */
static bool has_caps;

static void
set_caps (FuzzElement *fuzz, uint8_t n)
{
  if (has_caps)
    gst_harness_set_src_caps_str (fuzz->media,
        caps_texts[n % G_N_ELEMENTS (caps_texts)]);
}

static void
start_stream (FuzzElement *fuzz, uint8_t how)
{
  GstSegment segment;

  has_caps = (how & 1) != 0;
  if (has_caps) {
    set_caps (fuzz, how >> 1);
    return;
  }
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (fuzz->media, gst_event_new_stream_start ("fuzz"));
  gst_harness_push_event (fuzz->media, gst_event_new_segment (&segment));
}

static void
check_packet (GstBuffer *packet)
{
  guint8 first;

  FUZZ_ASSERT (gst_buffer_get_size (packet) >= 12);
  gst_buffer_extract (packet, 0, &first, 1);
  FUZZ_ASSERT (first >> 6 == 2);
}

static void
add_sender (FuzzElement *fuzz, GstBuffer *buffer, uint8_t what)
{
  GSocketAddress *address =
      g_inet_socket_address_new_from_string (what & 0x80 ? "2001:db8::1"
                                                         : "192.0.2.1",
          1000 + what);

  gst_buffer_add_net_address_meta (buffer, address);
  g_object_unref (address);
  GST_BUFFER_DTS (buffer) = gst_clock_get_time (GST_CLOCK (fuzz->clock)) -
      gst_element_get_base_time (fuzz->element);
}

static void
push_list (FuzzElement *fuzz, const FuzzStep *step)
{
  GstBufferList *list = gst_buffer_list_new ();

  for (unsigned i = 0; i < 2; i++)
    gst_buffer_list_add (list, fuzz_make_buffer (step));
  gst_pad_push_list (fuzz->media->srcpad, list);
}

static void
set_property (FuzzElement *fuzz, const FuzzStep *step)
{
  uint64_t value = step->size > 0 ? step->data[0] : 0;

  if (step->size > 1 && step->data[1] & 1)
    g_object_set (fuzz->element, "max-sources", 1 + (guint) value, NULL);
  else
    g_object_set (fuzz->element, "interval", (10 + 10 * value) * GST_MSECOND,
        "source-timeout", (1 + value) * GST_SECOND, NULL);
}

static void
take_step (FuzzElement *fuzz, const FuzzStep *step)
{
  uint8_t first = step->size > 0 ? step->data[0] : 0;
  GstBuffer *buffer;

  switch (step->what % 8) {
    case STEP_PACKET:
      gst_harness_push (fuzz->media, fuzz_make_buffer (step));
      break;
    case STEP_PACKET_FROM:
      buffer = fuzz_make_buffer (step);
      add_sender (fuzz, buffer, step->what);
      gst_harness_push (fuzz->media, buffer);
      break;
    case STEP_RTCP:
      gst_harness_push (fuzz->rtcp, fuzz_make_buffer (step));
      break;
    case STEP_LIST:
      push_list (fuzz, step);
      break;
    case STEP_WAIT:
      fuzz_element_wait (fuzz, (GstClockTime) first * 20 * GST_MSECOND);
      break;
    case STEP_CAPS:
      set_caps (fuzz, first);
      break;
    case STEP_PROPERTY:
      set_property (fuzz, step);
      break;
    default:
      break;
  }
}

static guint64
number (const GstStructure *s, const char *field)
{
  guint64 value = 0;

  FUZZ_ASSERT (gst_structure_get_uint64 (s, field, &value));
  return value;
}

/* What is true for every stream, whatever came. */
static void
check_stats (FuzzElement *fuzz)
{
  GstStructure *stats = fuzz_element_stats (fuzz);
  GValueArray *sources =
      g_value_get_boxed (gst_structure_get_value (stats, "sources"));
  guint max_sources;

  g_object_get (fuzz->element, "max-sources", &max_sources, NULL);
  for (guint i = 0; i < sources->n_values; i++) {
    const GstStructure *s = g_value_get_boxed (&sources->values[i]);
    guint64 expected = number (s, "packets-expected");
    gdouble percent;

    FUZZ_ASSERT (number (s, "packets-received") <= expected);
    FUZZ_ASSERT (number (s, "packets-lost") ==
        expected - number (s, "packets-received"));
    FUZZ_ASSERT (number (s, "packets-reordered") <= expected);
    if (gst_structure_get_double (s, "loss-total-percent", &percent))
      FUZZ_ASSERT (percent >= 0 && percent <= 100);
    if (gst_structure_get_double (s, "loss-percent", &percent))
      FUZZ_ASSERT (percent >= 0 && percent <= 100);
  }
  gst_structure_free (stats);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  FuzzElement fuzz;
  FuzzStep step;

  fuzz_element_open (&fuzz, "qosstats");
  start_stream (&fuzz, fuzz_take_u8 (&input));
  while (fuzz_take_step (&input, &step)) {
    take_step (&fuzz, &step);
    fuzz_element_drain (&fuzz, check_packet);
  }
  fuzz_element_wait (&fuzz, GST_SECOND);
  check_stats (&fuzz);
  gst_harness_push_event (fuzz.media, gst_event_new_eos ());
  fuzz_element_drain (&fuzz, check_packet);
  fuzz_element_close (&fuzz);
  return 0;
}
