/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-recorder.h"

#include "qos-app-session.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define STOP_MS 2000

struct _QosRecorder
{
  GstElement *pipeline;
  GstElement *tee;
  GstElement *bin;
  GstPad *tee_pad;
  GSourceFunc done;
  gpointer user;
  guint timeout;
  gint is_ended; /* atomic */
};

static const struct
{
  const gchar *ending;
  const gchar *encoder;
} formats[] = {{".flac", "flacenc"}, {".wav", "wavenc"}};

static const gchar *
find_encoder (const gchar *file, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (file, formats[i].ending))
      return formats[i].encoder;
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
      "Cannot record to \"%s\": choose a name that ends in .flac or .wav.",
      file);
  return NULL;
}

static gboolean
can_write (const gchar *file, GError **error)
{
  FILE *opened = g_fopen (file, "wb");

  if (opened) {
    fclose (opened);
    return TRUE;
  }
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
      "Cannot record to \"%s\": %s. Choose another folder.", file,
      g_strerror (errno));
  return FALSE;
}

static GstElement *
make_bin (const gchar *encoder, const gchar *file, GError **error)
{
  const gchar *factories[] = {"queue", "audioconvert", encoder, "filesink"};
  GstElement *bin = gst_bin_new (NULL);
  GstElement *part = NULL, *before = NULL;
  GstPad *pad;

  for (guint i = 0; i < G_N_ELEMENTS (factories); i++, before = part) {
    part = qos_app_make (factories[i], error);
    if (!part) {
      gst_object_unref (bin);
      return NULL;
    }
    gst_bin_add (GST_BIN_CAST (bin), part);
    if (before) {
      gst_element_link (before, part);
    } else {
      pad = gst_element_get_static_pad (part, "sink");
      gst_element_add_pad (bin, gst_ghost_pad_new ("sink", pad));
      gst_object_unref (pad);
    }
  }
  g_object_set (part, "location", file, "async", FALSE, "sync", FALSE, NULL);
  return bin;
}

static gboolean
finish (gpointer user)
{
  QosRecorder *recorder = user;

  g_clear_handle_id (&recorder->timeout, g_source_remove);
  gst_element_set_state (recorder->bin, GST_STATE_NULL);
  gst_bin_remove (GST_BIN_CAST (recorder->pipeline), recorder->bin);
  gst_element_release_request_pad (recorder->tee, recorder->tee_pad);
  gst_object_unref (recorder->tee_pad);
  gst_object_unref (recorder->bin);
  gst_object_unref (recorder->tee);
  gst_object_unref (recorder->pipeline);
  recorder->done (recorder->user);
  g_free (recorder);
  return G_SOURCE_REMOVE;
}

static void
end_once (QosRecorder *recorder)
{
  if (g_atomic_int_compare_and_exchange (&recorder->is_ended, FALSE, TRUE))
    g_idle_add_full (G_PRIORITY_DEFAULT, finish, recorder, NULL);
}

static gboolean
on_timeout (gpointer user)
{
  QosRecorder *recorder = user;

  recorder->timeout = 0;
  end_once (recorder);
  return G_SOURCE_REMOVE;
}

/* The encoder has written all when the end reaches the file. */
static GstPadProbeReturn
on_end_of_file (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS)
    end_once (user);
  return GST_PAD_PROBE_OK;
}

/* Between two buffers: the mix ends here for the file, and goes on for the
 * others. */
static GstPadProbeReturn
cut (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  QosRecorder *recorder = user;
  GstPad *sink = gst_element_get_static_pad (recorder->bin, "sink");

  gst_pad_unlink (pad, sink);
  gst_pad_send_event (sink, gst_event_new_eos ());
  gst_object_unref (sink);
  return GST_PAD_PROBE_REMOVE;
}

static void
watch_end (QosRecorder *recorder)
{
  GstIterator *sinks = gst_bin_iterate_sinks (GST_BIN_CAST (recorder->bin));
  GValue value = G_VALUE_INIT;
  GstPad *pad;

  if (gst_iterator_next (sinks, &value) == GST_ITERATOR_OK) {
    pad = gst_element_get_static_pad (g_value_get_object (&value), "sink");
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_end_of_file,
        recorder, NULL);
    gst_object_unref (pad);
    g_value_unset (&value);
  }
  gst_iterator_free (sinks);
}

QosRecorder *
qos_recorder_start (GstElement *pipeline, GstElement *tee, const gchar *file,
    GError **error)
{
  const gchar *encoder = find_encoder (file, error);
  GstElement *bin = NULL;
  QosRecorder *recorder;
  GstPad *sink;

  if (encoder && can_write (file, error))
    bin = make_bin (encoder, file, error);
  if (!bin)
    return NULL;
  recorder = g_new0 (QosRecorder, 1);
  recorder->pipeline = gst_object_ref (pipeline);
  recorder->tee = gst_object_ref (tee);
  recorder->bin = gst_object_ref_sink (bin);
  gst_bin_add (GST_BIN_CAST (pipeline), bin);
  gst_element_sync_state_with_parent (bin);
  watch_end (recorder);
  recorder->tee_pad = gst_element_request_pad_simple (tee, "src_%u");
  sink = gst_element_get_static_pad (bin, "sink");
  gst_pad_link (recorder->tee_pad, sink);
  gst_object_unref (sink);
  return recorder;
}

gboolean
qos_recorder_owns (QosRecorder *recorder, GstObject *from)
{
  return gst_object_has_as_ancestor (from, GST_OBJECT_CAST (recorder->bin));
}

void
qos_recorder_stop (QosRecorder *recorder, GSourceFunc done, gpointer user)
{
  recorder->done = done;
  recorder->user = user;
  recorder->timeout = g_timeout_add (STOP_MS, on_timeout, recorder);
  gst_pad_add_probe (recorder->tee_pad, GST_PAD_PROBE_TYPE_IDLE, cut, recorder,
      NULL);
}
