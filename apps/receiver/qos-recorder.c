/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-recorder.h"

#include "qos-app-file.h"
#include "qos-app-session.h"
#include "qos-sound-file.h"
#include "qos-tee-branch.h"

#include <string.h>

/* Time for the encoder to write its remaining data. */
#define STOP_MS 2000

/* Belongs to the main thread; the writing thread has a reference. */
struct _QosRecorder
{
  GstElement *tee;
  GstElement *bin;
  GstPad *pad; /* of the file */
  gulong probe;
  gchar *file;
  GSourceFunc done; /* NULL until it is being stopped */
  gpointer user;
  guint timeout;
  gboolean is_removed;
  gint is_complete; /* atomic: everything is written */

  /* For the writing thread; read when it has ended. */
  guint64 position; /* position of the next piece */
  guint64 written;  /* end of the complete pieces */
};

static void
clear_recorder (gpointer data)
{
  QosRecorder *recorder = data;

  gst_object_unref (recorder->pad);
  gst_object_unref (recorder->bin);
  gst_object_unref (recorder->tee);
  g_free (recorder->file);
}

static void
release (gpointer recorder)
{
  g_atomic_rc_box_release_full (recorder, clear_recorder);
}

static const struct
{
  const gchar *ending;
  const gchar *elements;
} formats[] = {
    {".flac", " ! audioconvert ! flacenc"},
    {".wav", " ! audioconvert ! wavenc"},
};

static const gchar *
find_elements (const gchar *file, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (file, formats[i].ending))
      return formats[i].elements;
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
      "Cannot record to \"%s\": choose a name that ends in .flac or .wav.",
      file);
  return NULL;
}

gboolean
qos_recorder_check (const gchar *file, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!find_elements (file, error))
    return FALSE;
  if (qos_app_file_check (file, FALSE, &why))
    return TRUE;
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
      "Cannot record to \"%s\": %s. Choose another folder.", file,
      why->message);
  return FALSE;
}

static GstElement *
make_sink (const gchar *file, GError **error)
{
  GstElement *sink = qos_app_make ("filesink", error);

  if (!sink)
    return NULL;
  /* So that the size of the written data is known after each piece. */
  gst_util_set_object_arg (G_OBJECT (sink), "buffer-mode", "unbuffered");
  g_object_set (sink, "location", file, "async", FALSE, "sync", FALSE, NULL);
  return sink;
}

/* The end */

static gboolean
say_done (gpointer user)
{
  QosRecorder *recorder = user;

  recorder->done (recorder->user);
  return G_SOURCE_REMOVE;
}

/* In a thread of its own, when nothing writes any more. */
static void
complete_file (GstElement *bin, gpointer user)
{
  QosRecorder *recorder = user;

  gst_pad_remove_probe (recorder->pad, recorder->probe);
  if (!g_atomic_int_get (&recorder->is_complete))
    qos_sound_file_repair (recorder->file, recorder->written);
  g_idle_add_full (G_PRIORITY_DEFAULT, say_done, recorder, release);
}

static void
remove_branch (QosRecorder *recorder)
{
  if (recorder->is_removed)
    return;
  recorder->is_removed = TRUE;
  g_clear_handle_id (&recorder->timeout, g_source_remove);
  qos_tee_branch_remove (recorder->bin, recorder->tee, complete_file, recorder);
}

/* If the stream ends without a stop, waits for the stop. */
static gboolean
on_end (gpointer user)
{
  QosRecorder *recorder = user;

  if (recorder->done)
    remove_branch (recorder);
  return G_SOURCE_REMOVE;
}

/* The data going to the file. */

static void
watch_event (QosRecorder *recorder, GstEvent *event)
{
  const GstSegment *segment;

  if (GST_EVENT_TYPE (event) == GST_EVENT_EOS) {
    g_atomic_int_set (&recorder->is_complete, TRUE);
    g_idle_add_full (G_PRIORITY_DEFAULT, on_end,
        g_atomic_rc_box_acquire (recorder), release);
  } else if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT) {
    gst_event_parse_segment (event, &segment);
    if (segment->format == GST_FORMAT_BYTES)
      recorder->position = segment->start;
  }
}

/* When another piece comes, the previous ones have been written. */
static GstPadProbeReturn
watch_sink (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  QosRecorder *recorder = user;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) {
    watch_event (recorder, GST_PAD_PROBE_INFO_EVENT (info));
    return GST_PAD_PROBE_OK;
  }
  recorder->written = MAX (recorder->written, recorder->position);
  recorder->position += gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

static QosRecorder *
make_recorder (GstElement *tee, GstElement *bin, GstElement *sink,
    const gchar *file)
{
  QosRecorder *recorder = g_atomic_rc_box_new0 (QosRecorder);

  recorder->pad = gst_element_get_static_pad (sink, "sink");
  recorder->tee = gst_object_ref (tee);
  recorder->bin = gst_object_ref_sink (bin);
  recorder->file = g_strdup (file);
  recorder->probe = gst_pad_add_probe (recorder->pad,
      GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_BUFFER,
      watch_sink, g_atomic_rc_box_acquire (recorder), release);
  return recorder;
}

QosRecorder *
qos_recorder_start (GstElement *pipeline, GstElement *tee, const gchar *file,
    GError **error)
{
  GstElement *sink = NULL, *bin = NULL;
  QosRecorder *recorder;

  if (qos_recorder_check (file, error))
    sink = make_sink (file, error);
  if (sink)
    bin = qos_tee_branch_new (find_elements (file, NULL), sink, error);
  if (!bin)
    return NULL;
  recorder = make_recorder (tee, bin, sink, file);
  gst_bin_add (GST_BIN_CAST (pipeline), bin);
  gst_element_sync_state_with_parent (bin);
  qos_tee_branch_link (bin, tee);
  return recorder;
}

gboolean
qos_recorder_owns (QosRecorder *recorder, GstObject *from)
{
  return gst_object_has_as_ancestor (from, GST_OBJECT_CAST (recorder->bin));
}

gboolean
qos_recorder_has_file (QosRecorder *recorder)
{
  return g_file_test (recorder->file, G_FILE_TEST_EXISTS);
}

const gchar *
qos_recorder_file (QosRecorder *recorder)
{
  return recorder->file;
}

void
qos_recorder_stop (QosRecorder *recorder, GSourceFunc done, gpointer user)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (recorder->bin, "sink");

  recorder->done = done;
  recorder->user = user;
  recorder->timeout = g_timeout_add (STOP_MS, on_end, recorder);
  qos_tee_branch_unlink (recorder->bin, recorder->tee);
  if (g_atomic_int_get (&recorder->is_complete))
    remove_branch (recorder);
  else
    gst_pad_send_event (sink, gst_event_new_eos ());
}

void
qos_recorder_give_up (QosRecorder *recorder, GSourceFunc done, gpointer user)
{
  recorder->done = done;
  recorder->user = user;
  remove_branch (recorder);
}
