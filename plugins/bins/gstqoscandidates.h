/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: SSRCs that may be senders and must prove it before they get a
 * place. Their first packets are kept, so that nothing of a sender's beginning
 * is missing. A bounded table; streaming thread only.
 */
#pragma once

#include "qos-proof.h"
#include "gstqosdemuxsender.h"

typedef struct
{
  guint32 ssrc;
  GstClockTime seen; /* time of its last packet */
  QosProof proof;
  gboolean is_proven;
  guint32 clock_rate;       /* Hz, 0 = unknown */
  GstQosDemuxFormat format; /* of its last codec-config, if any; no caps */
  GQueue held;              /* GstQosHeld, owned, oldest first */
} GstQosCandidate;

/* A packet that is kept, and how it was read. */
typedef struct
{
  GstBuffer *buffer; /* owned, (nullable) */
  QosReceived received;
} GstQosHeld;

void gst_qos_held_free (GstQosHeld *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstQosHeld, gst_qos_held_free)

/* buffer: (transfer full). Returns: (transfer full). */
GstQosHeld *gst_qos_held_new (GstBuffer *buffer, const QosReceived *received);

typedef struct _GstQosCandidates GstQosCandidates;

GstQosCandidates *gst_qos_candidates_new (void);
void gst_qos_candidates_free (GstQosCandidates *candidates);
void gst_qos_candidates_clear (GstQosCandidates *candidates);

/* A packet of ssrc arrived at arrival. Returns: (transfer none) (nullable): its
 * entry; NULL if another SSRC that is about to prove itself has the slot. */
GstQosCandidate *gst_qos_candidates_find (GstQosCandidates *candidates,
    guint32 ssrc, GstClockTime arrival);

/* Keeps a packet, (transfer full); drops the oldest ones if there are too
 * many. */
void gst_qos_candidates_hold (GstQosCandidates *candidates,
    GstQosCandidate *candidate, GstQosHeld *held);

/* Removes a candidate. held: (out): its packets, owned by the caller. */
void gst_qos_candidates_take (GstQosCandidates *candidates,
    GstQosCandidate *candidate, GQueue *held);
