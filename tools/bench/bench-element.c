/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-element.h"

static GstFlowReturn
take_packet (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  BenchElement *self = gst_pad_get_element_private (pad);

  self->out++;
  if (self->wants_sample) {
    self->wants_sample = FALSE;
    self->sample = buffer;
  } else if (self->reuses) {
    g_ptr_array_add (self->spare, buffer);
  } else {
    gst_buffer_unref (buffer);
  }
  return GST_FLOW_OK;
}

static gboolean
drop_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  gst_event_unref (event);
  return TRUE;
}

static GstBusSyncReply
drop_message (GstBus *bus, GstMessage *message, gpointer user)
{
  BenchElement *self = user;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    g_error ("%" GST_PTR_FORMAT, message);
  g_atomic_int_inc (&self->messages);
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static GstPad *
new_pad (GstPadDirection direction, const gchar *caps_text)
{
  GstCaps *caps =
      caps_text ? gst_caps_from_string (caps_text) : gst_caps_new_any ();
  GstPadTemplate *template =
      gst_pad_template_new ("bench", direction, GST_PAD_ALWAYS, caps);
  GstPad *pad = gst_pad_new_from_template (template, "bench");

  gst_object_unref (template);
  gst_caps_unref (caps);
  return pad;
}

static void
link_pads (BenchElement *self, const BenchElementSetup *setup)
{
  GstPad *sink = gst_element_get_static_pad (self->element, setup->sink_pad);
  GstPad *src;

  if (!sink)
    sink = gst_element_request_pad_simple (self->element, setup->sink_pad);
  src = gst_element_get_static_pad (self->element, setup->src_pad);
  self->src = new_pad (GST_PAD_SRC, NULL);
  self->sink = new_pad (GST_PAD_SINK, setup->out_caps);
  gst_pad_set_element_private (self->sink, self);
  gst_pad_set_chain_function (self->sink, take_packet);
  gst_pad_set_event_function (self->sink, drop_event);
  if (!sink || !src || gst_pad_link (self->src, sink) != GST_PAD_LINK_OK ||
      gst_pad_link (src, self->sink) != GST_PAD_LINK_OK)
    g_error ("cannot link %s", setup->factory);
  gst_pad_set_active (self->sink, TRUE);
  gst_pad_set_active (self->src, TRUE);
  gst_object_unref (sink);
  gst_object_unref (src);
}

static void
send_start (BenchElement *self, const gchar *caps_text)
{
  GstCaps *caps = gst_caps_from_string (caps_text);
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (self->src, gst_event_new_stream_start ("bench"));
  gst_pad_push_event (self->src, gst_event_new_caps (caps));
  gst_pad_push_event (self->src, gst_event_new_segment (&segment));
  gst_caps_unref (caps);
}

void
bench_element_open (BenchElement *self, const BenchElementSetup *setup)
{
  GstClock *clock = gst_system_clock_obtain ();

  *self = (BenchElement){.reuses = setup->reuses};
  self->element = gst_element_factory_make (setup->factory, NULL);
  if (!self->element)
    g_error ("there is no element %s: is GST_PLUGIN_PATH right?",
        setup->factory);
  gst_object_ref_sink (self->element);
  self->spare = g_ptr_array_new ();
  self->bus = gst_bus_new ();
  gst_bus_set_sync_handler (self->bus, drop_message, self, NULL);
  gst_element_set_bus (self->element, self->bus);
  gst_element_set_clock (self->element, clock);
  gst_element_set_base_time (self->element, gst_clock_get_time (clock));
  gst_object_unref (clock);

  link_pads (self, setup);
  if (gst_element_set_state (self->element, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE)
    g_error ("%s does not play", setup->factory);
  send_start (self, setup->in_caps);
}

void
bench_element_push (BenchElement *self, GstBuffer *buffer)
{
  GstFlowReturn ret = gst_pad_push (self->src, buffer);

  if (ret != GST_FLOW_OK)
    g_error ("flow: %s", gst_flow_get_name (ret));
}

GstBuffer *
bench_element_take_spare (BenchElement *self)
{
  if (self->spare->len == 0)
    return NULL;
  return g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
}

GstClockTime
bench_element_running_time (BenchElement *self)
{
  return gst_clock_get_time (GST_ELEMENT_CLOCK (self->element)) -
      gst_element_get_base_time (self->element);
}

void
bench_element_close (BenchElement *self)
{
  gst_element_set_state (self->element, GST_STATE_NULL);
  gst_pad_set_active (self->src, FALSE);
  gst_pad_set_active (self->sink, FALSE);
  gst_element_set_bus (self->element, NULL);
  gst_object_unref (self->element);
  gst_object_unref (self->src);
  gst_object_unref (self->sink);
  gst_object_unref (self->bus);
  gst_clear_buffer (&self->sample);
  g_ptr_array_set_free_func (self->spare, (GDestroyNotify) gst_buffer_unref);
  g_ptr_array_unref (self->spare);
}
