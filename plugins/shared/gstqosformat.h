/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The formats that qossrc plays, identified by application/x-rtp caps.
 */
#pragma once

#include "qos-media.h"
#include "qos-payload.h"

#include <gst/gst.h>

/* Returns: (transfer none) (nullable): the structure of application/x-rtp caps
 * for payload_type: the first with that payload type, otherwise the first
 * without one. */
const GstStructure *gst_qos_format_find (const GstCaps *caps,
    guint payload_type);

/* Returns: (transfer full) (nullable): caps with payload_type, from caps,
 * (nullable), otherwise from RFC 3551 6. */
GstCaps *gst_qos_format_caps (const GstCaps *caps, guint payload_type);

/* s: of application/x-rtp caps; kind: what can be checked in their packets.
 * Returns: FALSE if they are of an unknown format, are incomplete, or have
 * values outside the limits of qos-payload.h. */
gboolean gst_qos_format_kind (const GstStructure *s, QosPayloadKind *kind);

/* The format of a static payload type (RFC 3551 6); without a clock rate for
 * others and for comfort noise. */
QosMediaFormat gst_qos_format_static (guint payload_type);

/* Returns: the factory name of the depayloader. format: not QOS_FORMAT_NONE. */
const gchar *gst_qos_format_depayloader (QosFormat format);
