/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-tee-branch.h"

#include "qos-app-session.h"

/* Audio that waits for a branch that does not keep up. Older audio is dropped:
 * the tee must not wait. */
#define ROOM \
  "queue leaky=downstream max-size-time=2000000000 max-size-buffers=0 " \
  "max-size-bytes=0"

/* The pad */

static GstFlowReturn
take_buffer (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  gst_proxy_pad_chain_default (pad, parent, buffer);
  return GST_FLOW_OK;
}

static GstFlowReturn
take_list (GstPad *pad, GstObject *parent, GstBufferList *list)
{
  gst_proxy_pad_chain_list_default (pad, parent, list);
  return GST_FLOW_OK;
}

static void
add_pad (GstElement *bin, GstPad *target)
{
  GstPad *pad = gst_ghost_pad_new ("sink", target);

  gst_pad_set_chain_function (pad, take_buffer);
  gst_pad_set_chain_list_function (pad, take_list);
  gst_element_add_pad (bin, pad);
}

GstElement *
qos_tee_branch_new (const gchar *text, GstElement *sink, GError **error)
{
  g_autofree gchar *full = g_strconcat ("bin.( " ROOM, text, " )", NULL);
  g_autoptr (GstElement) last = gst_object_ref_sink (sink);
  g_autoptr (GstPad) start = NULL;
  g_autoptr (GstPad) end = NULL;
  g_autoptr (GstPad) target = gst_element_get_static_pad (last, "sink");
  GstElement *bin = qos_app_parse (full, error);

  if (!bin)
    return NULL;
  start = gst_bin_find_unlinked_pad (GST_BIN_CAST (bin), GST_PAD_SINK);
  end = gst_bin_find_unlinked_pad (GST_BIN_CAST (bin), GST_PAD_SRC);
  gst_bin_add (GST_BIN_CAST (bin), last);
  gst_pad_link (end, target);
  add_pad (bin, start);
  return bin;
}

/* The tee */

void
qos_tee_branch_link (GstElement *bin, GstElement *tee)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (bin, "sink");
  g_autoptr (GstPad) src = gst_element_request_pad_simple (tee, "src_%u");

  gst_pad_link (src, sink);
}

void
qos_tee_branch_unlink (GstElement *bin, GstElement *tee)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (bin, "sink");
  GstPad *src = gst_pad_get_peer (sink);

  if (src) {
    gst_pad_unlink (src, sink);
    gst_element_release_request_pad (tee, src);
    gst_object_unref (src);
  }
}

typedef struct
{
  GstElementCallAsyncFunc done;
  gpointer user;
} Removal;

static void
stop (GstElement *bin, gpointer data)
{
  Removal *removal = data;

  gst_element_set_state (bin, GST_STATE_NULL);
  if (removal->done)
    removal->done (bin, removal->user);
}

void
qos_tee_branch_remove (GstElement *bin, GstElement *tee,
    GstElementCallAsyncFunc done, gpointer user)
{
  GstObject *pipeline = gst_object_get_parent (GST_OBJECT_CAST (bin));
  Removal *removal = g_new (Removal, 1);

  removal->done = done;
  removal->user = user;
  qos_tee_branch_unlink (bin, tee);
  gst_object_ref (bin);
  if (pipeline)
    gst_bin_remove (GST_BIN_CAST (pipeline), bin);
  gst_element_call_async (bin, stop, removal, g_free);
  gst_object_unref (bin);
  gst_clear_object (&pipeline);
}
