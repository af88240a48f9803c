/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosbranch.h"

#include "gstqosbranchbooks.h"
#include "gstqosdemux.h"

/* How long a sender that is gone may take, after the jitter buffer's latency,
 * to play out what it sent. */
#define DRAIN_TIME (500 * G_TIME_SPAN_MILLISECOND)

/* Depayloaders of the formats of the codec-config extension. */
static const struct
{
  const gchar *encoding_name;
  const gchar *factory;
} depayloaders[] = {
    {"MPEG4-GENERIC", "rtpmp4gdepay"},
    {"OPUS", "rtpopusdepay"},
    {"L16", "rtpL16depay"},
};

/* One sender: owned by the table, but for its elements, which the bin owns. */
typedef struct
{
  guint32 ssrc;
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
free_branch (gpointer data)
{
  Branch *branch = data;

  g_mutex_clear (&branch->lock);
  g_cond_clear (&branch->cond);
  gst_qos_branch_books_unref (branch->books);
  g_free (branch);
}

static const gchar *
find_depayloader (GstPad *pad)
{
  GstCaps *caps = gst_pad_get_current_caps (pad);
  const gchar *encoding_name, *factory = NULL;

  if (!caps)
    return NULL;
  encoding_name = gst_structure_get_string (gst_caps_get_structure (caps, 0),
      "encoding-name");
  for (guint i = 0; i < G_N_ELEMENTS (depayloaders); i++)
    if (g_strcmp0 (encoding_name, depayloaders[i].encoding_name) == 0)
      factory = depayloaders[i].factory;
  gst_caps_unref (caps);
  return factory;
}

static GstPadProbeReturn
watch_eos (GstPad *pad, GstPadProbeInfo *info, gpointer user)
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
expose (GstQosSrc *self, Branch *branch)
{
  gchar *name = g_strdup_printf ("src_%u", branch->ssrc);
  GstPad *target = gst_element_get_static_pad (branch->depay, "src");

  gst_pad_add_probe (target, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, watch_eos,
      branch, NULL);
  branch->pad = gst_ghost_pad_new_from_template (name, target,
      gst_element_get_pad_template (GST_ELEMENT_CAST (self), "src_%u"));
  gst_object_unref (target);
  g_free (name);

  GST_OBJECT_LOCK (self);
  g_hash_table_insert (self->branches, GUINT_TO_POINTER (branch->ssrc), branch);
  GST_OBJECT_UNLOCK (self);
  gst_pad_set_active (branch->pad, TRUE);
  gst_element_add_pad (GST_ELEMENT_CAST (self), branch->pad);
  /* Players wait for it before they play, more may come all the same; to a
   * pipeline that waits for certain pads it would be wrong. */
  if (self->is_from_uri)
    gst_element_no_more_pads (GST_ELEMENT_CAST (self));
}

void
gst_qos_branch_add (GstElement *demux, GstPad *pad, GstQosSrc *self)
{
  const gchar *factory = find_depayloader (pad);
  Branch *branch;
  GstPad *sink;

  if (!factory) {
    GST_ELEMENT_WARNING (self, STREAM, CODEC_NOT_FOUND,
        ("A sender uses a format that qossrc does not play. It is measured "
         "only."),
        ("pad %" GST_PTR_FORMAT, pad));
    return;
  }
  branch = g_new0 (Branch, 1);
  g_mutex_init (&branch->lock);
  g_cond_init (&branch->cond);
  branch->ssrc = gst_qos_demux_pad_ssrc (pad);
  branch->buffer = gst_qos_bin_make (self, "rtpjitterbuffer", NULL);
  branch->depay = gst_qos_bin_make (self, factory, NULL);
  g_object_set (branch->buffer, "latency", self->latency_ms, NULL);
  branch->books = gst_qos_branch_books_new (branch->buffer);
  gst_element_link (branch->buffer, branch->depay);
  sink = gst_element_get_static_pad (branch->buffer, "sink");
  gst_pad_link (pad, sink);
  gst_object_unref (sink);
  gst_element_sync_state_with_parent (branch->depay);
  gst_element_sync_state_with_parent (branch->buffer);
  expose (self, branch);
}

static void
remove_part (GstQosSrc *self, GstElement *part)
{
  gst_element_set_locked_state (part, TRUE);
  gst_element_set_state (part, GST_STATE_NULL);
  gst_bin_remove (GST_BIN_CAST (self), part);
}

static void
remove_branch (GstQosSrc *self, Branch *branch)
{
  remove_part (self, branch->buffer);
  remove_part (self, branch->depay);
  /* The jitter buffer's own may have been cut off; a second one goes nowhere.
   */
  gst_pad_push_event (branch->pad, gst_event_new_eos ());
  gst_pad_set_active (branch->pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), branch->pad);
  free_branch (branch);
}

/* Returns: (transfer full) (nullable): the branch, out of the table. */
static Branch *
steal_branch (GstQosSrc *self, guint32 ssrc)
{
  gpointer branch = NULL;

  GST_OBJECT_LOCK (self);
  g_hash_table_steal_extended (self->branches, GUINT_TO_POINTER (ssrc), NULL,
      &branch);
  GST_OBJECT_UNLOCK (self);
  return branch;
}

void
gst_qos_branch_end (GstElement *element, gpointer ssrc)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  Branch *branch = steal_branch (self, GPOINTER_TO_UINT (ssrc));
  gint64 until;

  if (!branch) { /* of a format that is not played */
    gst_qos_demux_remove (GST_QOS_DEMUX (self->demux), GPOINTER_TO_UINT (ssrc));
    return;
  }
  gst_qos_demux_end (GST_QOS_DEMUX (self->demux), branch->ssrc);
  until = g_get_monotonic_time () + self->latency_ms * G_TIME_SPAN_MILLISECOND +
      DRAIN_TIME;
  g_mutex_lock (&branch->lock);
  while (!branch->is_drained && gst_pad_is_linked (branch->pad) &&
      g_cond_wait_until (&branch->cond, &branch->lock, until))
    ;
  g_mutex_unlock (&branch->lock);
  remove_branch (self, branch);
  gst_qos_demux_remove (GST_QOS_DEMUX (self->demux), GPOINTER_TO_UINT (ssrc));
}

void
gst_qos_branch_remove_all (GstQosSrc *self)
{
  GHashTable *branches;
  GHashTableIter iter;
  gpointer branch;

  GST_OBJECT_LOCK (self);
  branches = self->branches;
  self->branches = g_hash_table_new (NULL, NULL);
  GST_OBJECT_UNLOCK (self);
  g_hash_table_iter_init (&iter, branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    remove_branch (self, branch);
  g_hash_table_unref (branches);
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
gst_qos_branch_set_latency (GstQosSrc *self, guint latency_ms)
{
  GHashTableIter iter;
  gpointer branch;
  GPtrArray *buffers = g_ptr_array_new_with_free_func (gst_object_unref);

  GST_OBJECT_LOCK (self);
  self->latency_ms = latency_ms;
  g_hash_table_iter_init (&iter, self->branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    g_ptr_array_add (buffers, gst_object_ref (((Branch *) branch)->buffer));
  GST_OBJECT_UNLOCK (self);
  for (guint i = 0; i < buffers->len; i++)
    g_object_set (g_ptr_array_index (buffers, i), "latency", latency_ms, NULL);
  g_ptr_array_unref (buffers);
  g_object_set (self->stats, "playout-latency", (gint) latency_ms, NULL);
}
