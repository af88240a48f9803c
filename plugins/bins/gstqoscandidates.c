/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqoscandidates.h"

#define SLOTS 1024

/* Maximum packets kept per candidate, and bytes of all. */
#define HELD_MAX 16
#define HELD_BYTES_MAX (4 * 1024 * 1024)

/* A candidate whose packets are in order keeps its entry for this long without
 * a packet. */
#define PATIENCE (300 * GST_MSECOND)

struct _GstQosCandidates
{
  guint32 secret; /* SSRCs come from the network: a sender must not be able
                   * to choose its slot */
  gsize held_bytes;
  GstQosCandidate slots[SLOTS];
};

GstQosCandidates *
gst_qos_candidates_new (void)
{
  GstQosCandidates *candidates = g_new0 (GstQosCandidates, 1);

  candidates->secret = g_random_int ();
  return candidates;
}

GstQosHeld *
gst_qos_held_new (GstBuffer *buffer, const QosReceived *received)
{
  GstQosHeld *held = g_new (GstQosHeld, 1);

  held->buffer = buffer;
  held->received = *received;
  return held;
}

void
gst_qos_held_free (GstQosHeld *held)
{
  gst_clear_buffer (&held->buffer);
  g_free (held);
}

/* candidate->held has at least one. */
static void
gst_qos_candidates_drop_oldest (GstQosCandidates *candidates,
    GstQosCandidate *candidate)
{
  GstQosHeld *held = g_queue_pop_head (&candidate->held);

  candidates->held_bytes -= held->received.size;
  gst_qos_held_free (held);
}

static void
gst_qos_candidates_clear_one (GstQosCandidates *candidates,
    GstQosCandidate *candidate)
{
  while (!g_queue_is_empty (&candidate->held))
    gst_qos_candidates_drop_oldest (candidates, candidate);
  *candidate = (GstQosCandidate){0};
  g_queue_init (&candidate->held);
}

void
gst_qos_candidates_clear (GstQosCandidates *candidates)
{
  for (guint i = 0; i < SLOTS; i++)
    gst_qos_candidates_clear_one (candidates, &candidates->slots[i]);
}

void
gst_qos_candidates_free (GstQosCandidates *candidates)
{
  gst_qos_candidates_clear (candidates);
  g_free (candidates);
}

GstQosCandidate *
gst_qos_candidates_find (GstQosCandidates *candidates, guint32 ssrc,
    GstClockTime arrival)
{
  guint32 mixed = (ssrc ^ candidates->secret) * 0x9e3779b1U;
  GstQosCandidate *candidate = &candidates->slots[mixed >> 22];

  if (candidate->ssrc != ssrc) {
    if (candidate->proof.n > 1 && arrival < candidate->seen + PATIENCE)
      return NULL;
    gst_qos_candidates_clear_one (candidates, candidate);
    candidate->ssrc = ssrc;
  }
  candidate->seen = arrival;
  return candidate;
}

void
gst_qos_candidates_hold (GstQosCandidates *candidates,
    GstQosCandidate *candidate, GstQosHeld *held)
{
  g_queue_push_tail (&candidate->held, held);
  candidates->held_bytes += held->received.size;
  while (candidate->held.length > HELD_MAX ||
      (candidates->held_bytes > HELD_BYTES_MAX && candidate->held.length > 0))
    gst_qos_candidates_drop_oldest (candidates, candidate);
}

void
gst_qos_candidates_take (GstQosCandidates *candidates,
    GstQosCandidate *candidate, GQueue *held)
{
  for (GList *at = candidate->held.head; at; at = at->next)
    candidates->held_bytes -= ((GstQosHeld *) at->data)->received.size;
  *held = candidate->held;
  g_queue_init (&candidate->held);
  gst_qos_candidates_clear_one (candidates, candidate);
}
