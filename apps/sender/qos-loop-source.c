/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-loop-source.h"

#include "qos-app-session.h"

/* The queue covers the time to open the file again. */
#define ELEMENTS \
  "bin.( name=file uridecodebin name=decoder audioconvert name=convert ! " \
  "queue max-size-time=1000000000 max-size-buffers=0 max-size-bytes=0 )"

#define LOOP_KEY "qos-loop"

typedef struct
{
  GstElement *bin; /* no reference: the bin owns the data */
  GstElement *decoder;
  GstElement *convert;
  /* streaming thread only */
  gboolean has_segment;
  GstSegment segment;
  GstClockTime shift; /* running time at the start of this pass */
  GstClockTime end;
} Loop;

static gboolean
begin_again (gpointer user)
{
  GstElement *bin = user;
  Loop *loop = g_object_get_data (G_OBJECT (bin), LOOP_KEY);

  if (GST_STATE_TARGET (bin) == GST_STATE_PLAYING) {
    gst_element_set_state (loop->decoder, GST_STATE_READY);
    gst_element_sync_state_with_parent (loop->decoder);
  }
  return G_SOURCE_REMOVE;
}

static GstPadProbeReturn
join_event (Loop *loop, GstPadProbeInfo *info)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  gboolean is_first = !loop->has_segment;
  GstSegment whole;

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_SEGMENT:
      gst_event_copy_segment (event, &loop->segment);
      loop->has_segment = TRUE;
      if (!is_first)
        return GST_PAD_PROBE_DROP;
      gst_segment_init (&whole, GST_FORMAT_TIME);
      gst_event_unref (event);
      GST_PAD_PROBE_INFO_DATA (info) = gst_event_new_segment (&whole);
      return GST_PAD_PROBE_OK;
    case GST_EVENT_EOS:
      /* A file without sound would loop without end. */
      if (loop->end <= loop->shift)
        return GST_PAD_PROBE_OK;
      loop->shift = loop->end;
      g_idle_add_full (G_PRIORITY_DEFAULT, begin_again,
          gst_object_ref (loop->bin), gst_object_unref);
      return GST_PAD_PROBE_DROP;
    default:
      return GST_PAD_PROBE_OK;
  }
}

static void
join_buffer (Loop *loop, GstPadProbeInfo *info)
{
  GstBuffer *buffer =
      gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  GstClockTime time = gst_segment_to_running_time (&loop->segment,
      GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (!GST_CLOCK_TIME_IS_VALID (time))
    return;
  GST_BUFFER_PTS (buffer) = loop->shift + time;
  loop->end = GST_BUFFER_PTS (buffer);
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    loop->end += GST_BUFFER_DURATION (buffer);
}

static GstPadProbeReturn
join (GstPad *pad, GstPadProbeInfo *info, gpointer loop)
{
  if (info->type & GST_PAD_PROBE_TYPE_BUFFER) {
    join_buffer (loop, info);
    return GST_PAD_PROBE_OK;
  }
  return join_event (loop, info);
}

static void
on_pad (GstElement *decoder, GstPad *pad, gpointer user)
{
  Loop *loop = user;
  g_autoptr (GstPad) sink = gst_element_get_static_pad (loop->convert, "sink");

  if (!gst_pad_is_linked (sink)) /* the first sound track */
    gst_pad_link (pad, sink);
}

/* GstAutoplugSelectResult, which no header defines. */
enum
{
  SELECT_TRY,
  SELECT_EXPOSE,
};

/* Images are not decoded. */
static gint
on_select (GstElement *decoder, GstPad *pad, GstCaps *caps,
    GstElementFactory *factory, gpointer user)
{
  return gst_element_factory_list_is_type (factory,
             GST_ELEMENT_FACTORY_TYPE_DECODER |
                 GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO |
                 GST_ELEMENT_FACTORY_TYPE_MEDIA_IMAGE |
                 GST_ELEMENT_FACTORY_TYPE_MEDIA_SUBTITLE)
      ? SELECT_EXPOSE
      : SELECT_TRY;
}

/* All tracks have been seen. */
static void
on_no_more_pads (GstElement *decoder, gpointer user)
{
  Loop *loop = user;
  g_autoptr (GstPad) sink = gst_element_get_static_pad (loop->convert, "sink");

  if (!gst_pad_is_linked (sink))
    GST_ELEMENT_ERROR (loop->bin, STREAM, WRONG_TYPE, ("It has no sound."),
        (NULL));
}

static void
set_up (Loop *loop, const gchar *uri)
{
  g_autoptr (GstPad) end =
      gst_bin_find_unlinked_pad (GST_BIN_CAST (loop->bin), GST_PAD_SRC);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (loop->convert, "src");

  gst_element_add_pad (loop->bin, gst_ghost_pad_new ("src", end));
  gst_pad_add_probe (pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, join,
      loop, NULL);
  g_object_set (loop->decoder, "uri", uri, NULL);
  g_object_connect (loop->decoder, "signal::autoplug-select", on_select, NULL,
      "signal::no-more-pads", on_no_more_pads, loop, "signal::pad-added",
      on_pad, loop, NULL);
}

GstElement *
qos_loop_source_new (const gchar *uri, GError **error)
{
  GstElement *bin = qos_app_parse (ELEMENTS, error);
  Loop *loop;

  if (!bin)
    return NULL;
  loop = g_new0 (Loop, 1);
  loop->bin = bin;
  loop->decoder = qos_app_find (bin, "decoder");
  loop->convert = qos_app_find (bin, "convert");
  g_object_set_data_full (G_OBJECT (bin), LOOP_KEY, loop, g_free);
  set_up (loop, uri);
  return bin;
}
