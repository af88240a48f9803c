/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosbranch.h"

#include "gstqosbranchbooks.h"
#include "gstqosformat.h"
#include "gstqosstats.h"
#include "gstqosstatsnotice.h"

/* How long it may take to play the packets of a sender that has gone, in
 * addition to the latency of the jitter buffer. */
#define DRAIN_TIME (500 * G_TIME_SPAN_MILLISECOND)

/* One sender: owned by the table, except its elements, which the bin owns. */
typedef struct
{
  guint32 ssrc;
  guint serial; /* of the demultiplexer's pad */
  GstElement *buffer;
  GstQosBranchBooks *books; /* owned */
  GstElement *depay;
  GstPad *pad; /* ghost */
  /* under lock */
  GMutex lock;
  GCond cond;
  gboolean is_drained;
} Branch;

static void
gst_qos_branch_free (gpointer data)
{
  Branch *branch = data;

  g_mutex_clear (&branch->lock);
  g_cond_clear (&branch->cond);
  gst_qos_branch_books_unref (branch->books);
  g_free (branch);
}

/* Creates an element of factory and adds it to the bin. Returns: (transfer
 * none) (nullable). */
static GstElement *
gst_qos_branch_make_part (GstQosSrc *self, const gchar *factory)
{
  GstElement *part = gst_element_factory_make (factory, NULL);

  if (part)
    gst_bin_add (GST_BIN_CAST (self), part);
  return part;
}

static GstQosStats *
gst_qos_branch_get_stats (GstQosSrc *self)
{
  return GST_QOS_STATS (GST_QOS_BIN (self)->meter);
}

static guint
gst_qos_branch_get_latency (GstQosSrc *self)
{
  guint latency_ms;

  GST_OBJECT_LOCK (self);
  latency_ms = self->latency_ms;
  GST_OBJECT_UNLOCK (self);
  return latency_ms;
}

static GstPadProbeReturn
gst_qos_branch_watch_eos (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  Branch *branch = user;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS) {
    g_mutex_lock (&branch->lock);
    branch->is_drained = TRUE;
    g_cond_signal (&branch->cond);
    g_mutex_unlock (&branch->lock);
  }
  return GST_PAD_PROBE_OK;
}

static void
gst_qos_branch_expose (GstQosSrc *self, Branch *branch)
{
  gboolean is_from_uri;
  g_autofree gchar *name = g_strdup_printf ("src_%u", branch->ssrc);
  g_autoptr (GstPad) target = gst_element_get_static_pad (branch->depay, "src");

  gst_pad_add_probe (target, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
      gst_qos_branch_watch_eos, branch, NULL);
  branch->pad = gst_ghost_pad_new_from_template (name, target,
      gst_element_get_pad_template (GST_ELEMENT_CAST (self), "src_%u"));

  GST_OBJECT_LOCK (self);
  g_hash_table_insert (self->branches, GUINT_TO_POINTER (branch->ssrc), branch);
  is_from_uri = GST_QOS_BIN (self)->is_from_uri;
  GST_OBJECT_UNLOCK (self);
  gst_pad_set_active (branch->pad, TRUE);
  gst_element_add_pad (GST_ELEMENT_CAST (self), branch->pad);
  /* Players start only after this signal; more pads may still be added. A
   * pipeline that waits for certain pads must not get it. */
  if (is_from_uri)
    gst_element_no_more_pads (GST_ELEMENT_CAST (self));
}

static void
gst_qos_branch_remove_part (GstQosSrc *self, GstElement *part)
{
  gst_element_set_locked_state (part, TRUE);
  gst_element_set_state (part, GST_STATE_NULL);
  gst_bin_remove (GST_BIN_CAST (self), part);
}

static void
gst_qos_branch_remove (GstQosSrc *self, Branch *branch)
{
  gst_qos_branch_remove_part (self, branch->buffer);
  gst_qos_branch_remove_part (self, branch->depay);
  /* The jitter buffer's own EOS may have been cut off; a second one is
   * ignored. */
  gst_pad_push_event (branch->pad, gst_event_new_eos ());
  gst_pad_set_active (branch->pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), branch->pad);
  GST_OBJECT_LOCK (self);
  g_hash_table_remove (self->leaving, GUINT_TO_POINTER (branch->ssrc));
  GST_OBJECT_UNLOCK (self);
  gst_qos_branch_free (branch);
}

/* serial: of the branch; 0: any. Returns: (transfer full) (nullable): the
 * branch, removed from the table. */
static Branch *
gst_qos_branch_steal (GstQosSrc *self, guint32 ssrc, guint serial)
{
  gpointer key = GUINT_TO_POINTER (ssrc);
  Branch *branch;

  GST_OBJECT_LOCK (self);
  branch = g_hash_table_lookup (self->branches, key);
  if (branch && (serial == 0 || serial == branch->serial)) {
    g_hash_table_steal (self->branches, key);
    g_hash_table_add (self->leaving, key);
  } else {
    branch = NULL;
  }
  GST_OBJECT_UNLOCK (self);
  return branch;
}

static void
gst_qos_branch_add (gpointer user, GstPad *pad, QosFormat format, guint32 ssrc,
    guint serial)
{
  GstQosSrc *self = user;
  const gchar *factory = gst_qos_format_depayloader (format);
  GstElement *depay = gst_qos_branch_make_part (self, factory);
  Branch *branch = gst_qos_branch_steal (self, ssrc, 0);
  g_autoptr (GstPad) sink = NULL;

  if (branch) /* its pad was removed before it */
    gst_qos_branch_remove (self, branch);
  if (!depay) {
    GST_ELEMENT_WARNING (self, CORE, MISSING_PLUGIN,
        ("A sender is measured but not played: the element %s is missing. "
         "Install the GStreamer plugins-good (on Debian: "
         "gstreamer1.0-plugins-good).",
            factory),
        ("pad %" GST_PTR_FORMAT, pad));
    return;
  }
  branch = g_new0 (Branch, 1);
  g_mutex_init (&branch->lock);
  g_cond_init (&branch->cond);
  branch->ssrc = ssrc;
  branch->serial = serial;
  branch->buffer = gst_qos_branch_make_part (self, "rtpjitterbuffer");
  branch->depay = depay;
  g_object_set (branch->buffer, "latency", gst_qos_branch_get_latency (self),
      NULL);
  branch->books = gst_qos_branch_books_new (branch->buffer,
      gst_qos_branch_get_stats (self), ssrc);
  gst_element_link (branch->buffer, branch->depay);
  sink = gst_element_get_static_pad (branch->buffer, "sink");
  gst_pad_link (pad, sink);
  gst_element_sync_state_with_parent (branch->depay);
  gst_element_sync_state_with_parent (branch->buffer);
  gst_qos_branch_expose (self, branch);
}

/* Waits until everything that was sent to the branch has been played. */
static void
gst_qos_branch_drain (GstQosSrc *self, Branch *branch)
{
  gint64 until = g_get_monotonic_time () +
      gst_qos_branch_get_latency (self) * G_TIME_SPAN_MILLISECOND + DRAIN_TIME;

  gst_qos_demux_end (GST_QOS_DEMUX (self->demux), branch->ssrc, branch->serial);
  g_mutex_lock (&branch->lock);
  while (!branch->is_drained && gst_pad_is_linked (branch->pad) &&
      g_cond_wait_until (&branch->cond, &branch->lock, until))
    ;
  g_mutex_unlock (&branch->lock);
}

/* The end of a branch, in a thread of GStreamer's pool. */
typedef struct
{
  guint32 ssrc;
  guint serial; /* of the branch; 0: any */
  gboolean drains;
  gboolean is_gone; /* the sender is gone, not only this branch of it */
} End;

static void
gst_qos_branch_make_end (GstElement *element, gpointer data)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  const End *end = data;
  Branch *branch = gst_qos_branch_steal (self, end->ssrc, end->serial);
  GstQosDemux *demux = GST_QOS_DEMUX (self->demux);
  guint serial;

  if (branch && end->drains)
    gst_qos_branch_drain (self, branch);
  if (end->is_gone)
    gst_qos_demux_forget (demux, end->ssrc, branch != NULL);
  if (branch) {
    serial = branch->serial;
    gst_qos_branch_remove (self, branch);
    gst_qos_demux_remove_pad (demux, end->ssrc, serial);
  }
}

static void
gst_qos_branch_end_later (GstQosSrc *self, End end)
{
  gst_element_call_async (GST_ELEMENT_CAST (self), gst_qos_branch_make_end,
      g_memdup2 (&end, sizeof end), g_free);
}

void
gst_qos_branch_end (GstQosSrc *self, guint32 ssrc)
{
  gst_qos_branch_end_later (self, (End){ssrc, 0, TRUE, TRUE});
}

/* Client of the demultiplexer */

static void
gst_qos_branch_end_of_pad (gpointer user, guint32 ssrc, guint serial,
    gboolean drains)
{
  GstQosSrc *self = user;

  if (!drains)
    gst_qos_stats_note_failed (gst_qos_branch_get_stats (self), ssrc);
  gst_qos_branch_end_later (self, (End){ssrc, serial, drains, FALSE});
}

static gboolean
gst_qos_branch_is_free (gpointer user, guint32 ssrc)
{
  GstQosSrc *self = user;
  gboolean is_leaving;

  GST_OBJECT_LOCK (self);
  is_leaving = g_hash_table_contains (self->leaving, GUINT_TO_POINTER (ssrc));
  GST_OBJECT_UNLOCK (self);
  return !is_leaving;
}

const GstQosDemuxClient gst_qos_branch_client = {
    .add = gst_qos_branch_add,
    .is_free = gst_qos_branch_is_free,
    .end = gst_qos_branch_end_of_pad,
};

/* Faults */

gboolean
gst_qos_branch_owns (GstQosSrc *self, GstObject *from, gboolean has_failed)
{
  GHashTableIter iter;
  gpointer found = NULL;
  guint32 ssrc = 0;
  guint serial = 0;

  GST_OBJECT_LOCK (self);
  g_hash_table_iter_init (&iter, self->branches);
  while (!found && g_hash_table_iter_next (&iter, NULL, &found)) {
    Branch *branch = found;

    ssrc = branch->ssrc;
    serial = branch->serial;
    if (from != GST_OBJECT_CAST (branch->buffer) &&
        from != GST_OBJECT_CAST (branch->depay))
      found = NULL;
  }
  GST_OBJECT_UNLOCK (self);
  if (found && has_failed)
    gst_qos_demux_fail (GST_QOS_DEMUX (self->demux), ssrc, serial);
  return found != NULL;
}

void
gst_qos_branch_remove_all (GstQosSrc *self)
{
  g_autoptr (GHashTable) branches = NULL;
  GHashTableIter iter;
  gpointer branch;

  GST_OBJECT_LOCK (self);
  branches = self->branches;
  self->branches = g_hash_table_new (NULL, NULL);
  GST_OBJECT_UNLOCK (self);
  g_hash_table_iter_init (&iter, branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    gst_qos_branch_remove (self, branch);
}

void
gst_qos_branch_add_books (GstQosSrc *self, guint32 ssrc, GstStructure *message)
{
  GstQosBranchBooks *books = NULL;
  Branch *branch;

  GST_OBJECT_LOCK (self);
  branch = g_hash_table_lookup (self->branches, GUINT_TO_POINTER (ssrc));
  if (branch)
    books = gst_qos_branch_books_ref (branch->books);
  GST_OBJECT_UNLOCK (self);
  if (!books)
    return;
  gst_qos_branch_books_add (books, message);
  gst_qos_branch_books_unref (books);
}

void
gst_qos_branch_spread_latency (GstQosSrc *self)
{
  guint latency_ms;
  GHashTableIter iter;
  gpointer branch;
  g_autoptr (GPtrArray) buffers =
      g_ptr_array_new_with_free_func (gst_object_unref);

  GST_OBJECT_LOCK (self);
  latency_ms = self->latency_ms;
  g_hash_table_iter_init (&iter, self->branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    g_ptr_array_add (buffers, gst_object_ref (((Branch *) branch)->buffer));
  GST_OBJECT_UNLOCK (self);
  for (guint i = 0; i < buffers->len; i++)
    g_object_set (g_ptr_array_index (buffers, i), "latency", latency_ms, NULL);
  g_object_set (gst_qos_branch_get_stats (self), "playout-latency",
      (gint) latency_ms, NULL);
}
