/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The formats that qossrc plays, by the application/x-rtp caps that name them.
 */
#ifndef GST_QOS_FORMAT_H
#define GST_QOS_FORMAT_H

#include "qos-payload.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* Returns: (transfer none) (nullable): the structure of application/x-rtp caps
 * that is for payload_type: the first that names it, else the first that names
 * none. */
const GstStructure *gst_qos_format_find (const GstCaps *caps,
    guint payload_type);

/* Returns: (transfer full) (nullable): what is said of payload_type: by caps,
 * (nullable), else by RFC 3551 6; with the payload type in it. */
GstCaps *gst_qos_format_caps (const GstCaps *caps, guint payload_type);

/* s: of application/x-rtp caps; kind: what can be checked of their packets.
 * Returns: FALSE where they name none of the formats, not all that it takes to
 * play one, or values that are not within the limits of qos-payload.h. */
gboolean gst_qos_format_kind (const GstStructure *s, QosPayloadKind *kind);

/* Returns: the factory of the depayloader; format is one. */
const gchar *gst_qos_format_depayloader (QosFormat format);

G_END_DECLS

#endif
