/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosbranchbooks.h"

#include "qos-buffer-books.h"
#include "qos-bytes.h"

/* Each probe holds a reference while the jitter buffer exists. */
struct _GstQosBranchBooks
{
  GWeakRef buffer;
  GstPad *out; /* of the buffer, owned by it */
  GstQosStats *stats;
  guint32 ssrc;
  /* under lock */
  GMutex lock;
  QosBufferBooks buffer_books;
};

/* From the jitter buffer's own count. */
static guint64
gst_qos_branch_books_read_pushed (GstElement *buffer)
{
  g_autoptr (GstStructure) stats = NULL;
  guint64 pushed = 0;

  g_object_get (buffer, "stats", &stats, NULL);
  gst_structure_get_uint64 (stats, "num-pushed", &pushed);
  return pushed;
}

/* timestamp: (out). Returns: the sequence number of an RTP packet. */
static guint16
gst_qos_branch_books_read_header (GstBuffer *buffer, guint32 *timestamp)
{
  guint8 bytes[8] = {0};

  gst_buffer_extract (buffer, 0, bytes, sizeof bytes);
  *timestamp = qos_read_u32 (bytes + 4);
  return qos_read_u16 (bytes + 2);
}

static GstPadProbeReturn
gst_qos_branch_books_count_in (GstPad *pad, GstPadProbeInfo *info,
    gpointer user)
{
  GstQosBranchBooks *books = user;
  GstFlowReturn flow = gst_pad_get_last_flow_return (books->out);
  guint32 timestamp;
  guint16 seq =
      gst_qos_branch_books_read_header (GST_PAD_PROBE_INFO_BUFFER (info),
          &timestamp);
  gboolean is_refused = FALSE;

  g_mutex_lock (&books->lock);
  if (flow == GST_FLOW_NOT_LINKED || flow <= GST_FLOW_NOT_NEGOTIATED)
    qos_buffer_books_stop (&books->buffer_books);
  else
    is_refused = qos_buffer_books_packet_in (&books->buffer_books, seq);
  g_mutex_unlock (&books->lock);
  if (is_refused)
    gst_qos_stats_refuse (books->stats, books->ssrc, seq);
  return GST_PAD_PROBE_OK;
}

/* The segment of the branch starts at 0, so the time of a buffer is running
 * time. */
static void
gst_qos_branch_books_time_out (GstElement *element, GstBuffer *buffer,
    QosPlayoutOut *out)
{
  GstClockTime now = gst_element_get_current_running_time (element);

  if (!GST_BUFFER_PTS_IS_VALID (buffer) || !GST_CLOCK_TIME_IS_VALID (now))
    return;
  out->pts_ns = (gint64) GST_BUFFER_PTS (buffer);
  out->out_after_ns = GST_CLOCK_DIFF (GST_BUFFER_PTS (buffer), now);
}

/* Unless a buffer is marked as a discontinuity, sinks and mixers accept sound
 * that does not continue the previous one for up to a second, and play it at
 * the wrong time. */
static GstPadProbeReturn
gst_qos_branch_books_count_out (GstPad *pad, GstPadProbeInfo *info,
    gpointer user)
{
  GstQosBranchBooks *books = user;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  QosPlayoutOut out = {.pts_ns = QOS_PLAYOUT_NO_TIME};
  guint16 seq = gst_qos_branch_books_read_header (buffer, &out.timestamp);

  gst_qos_branch_books_time_out (GST_PAD_PARENT (pad), buffer, &out);
  g_mutex_lock (&books->lock);
  out.missed = qos_buffer_books_packet_out (&books->buffer_books, seq);
  g_mutex_unlock (&books->lock);
  if (gst_qos_stats_out (books->stats, books->ssrc, seq, &out)) {
    buffer = gst_buffer_make_writable (buffer);
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
    GST_PAD_PROBE_INFO_DATA (info) = buffer;
  }
  return GST_PAD_PROBE_OK;
}

static void
gst_qos_branch_books_watch (GstQosBranchBooks *books, GstPad *pad,
    GstPadProbeCallback count)
{
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, count,
      gst_qos_branch_books_ref (books), gst_qos_branch_books_unref);
  gst_object_unref (pad);
}

GstQosBranchBooks *
gst_qos_branch_books_new (GstElement *buffer, GstQosStats *stats, guint32 ssrc)
{
  GstQosBranchBooks *books = g_atomic_rc_box_new0 (GstQosBranchBooks);

  g_mutex_init (&books->lock);
  books->buffer_books = (QosBufferBooks){0};
  g_weak_ref_init (&books->buffer, buffer);
  books->stats = gst_object_ref (stats);
  books->ssrc = ssrc;
  books->out = gst_element_get_static_pad (buffer, "src");
  gst_qos_branch_books_watch (books,
      gst_element_get_static_pad (buffer, "sink"),
      gst_qos_branch_books_count_in);
  gst_qos_branch_books_watch (books, books->out,
      gst_qos_branch_books_count_out);
  gst_qos_stats_watch (stats, ssrc);
  return books;
}

GstQosBranchBooks *
gst_qos_branch_books_ref (GstQosBranchBooks *books)
{
  return g_atomic_rc_box_acquire (books);
}

static void
gst_qos_branch_books_clear (gpointer data)
{
  GstQosBranchBooks *books = data;

  g_weak_ref_clear (&books->buffer);
  gst_object_unref (books->stats);
  g_mutex_clear (&books->lock);
}

void
gst_qos_branch_books_unref (gpointer books)
{
  g_atomic_rc_box_release_full (books, gst_qos_branch_books_clear);
}

void
gst_qos_branch_books_add (GstQosBranchBooks *books, GstStructure *message)
{
  g_autoptr (GstElement) buffer = g_weak_ref_get (&books->buffer);
  QosBufferBooksCounts counts = {0};
  QosBufferBooksResult result;

  if (!buffer)
    return;
  counts.pushed = gst_qos_branch_books_read_pushed (buffer);
  gst_structure_get_uint64 (message, QOS_STREAM (PACKETS_RECEIVED)->name,
      &counts.received);
  gst_structure_get_uint64 (message, QOS_STREAM (PACKETS_LATE)->name,
      &counts.late);
  g_mutex_lock (&books->lock);
  qos_buffer_books_read (&books->buffer_books, &counts, &result);
  g_mutex_unlock (&books->lock);
  gst_structure_set (message, QOS_STREAM (PACKETS_LATE)->name, G_TYPE_UINT64,
      result.late, QOS_STREAM (PACKETS_PLAYED)->name, G_TYPE_UINT64,
      result.played, QOS_STREAM (PACKETS_WAITING)->name, G_TYPE_UINT64,
      result.waiting, QOS_STREAM (PACKETS_SKIPPED)->name, G_TYPE_UINT64,
      result.skipped, NULL);
  if (!result.is_balanced)
    gst_structure_set (message, QOS_STREAM (BOOKS_BALANCED)->name,
        G_TYPE_BOOLEAN, FALSE, NULL);
}
