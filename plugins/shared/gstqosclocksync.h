/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How an element learns the other end's clock: the properties clock-sync and
 * clock-sync-error, shared by all of them.
 */
#pragma once

#include <gst/gst.h>

typedef enum
{
  GST_QOS_CLOCK_SYNC_EXCHANGE, /* from the times in reports and packets */
  GST_QOS_CLOCK_SYNC_SYSTEM,   /* both hosts' clocks are synchronised */
} GstQosClockSync;

#define GST_TYPE_QOS_CLOCK_SYNC (gst_qos_clock_sync_get_type ())
GType gst_qos_clock_sync_get_type (void);

/* Installs both properties under id, of the fields at these offsets. */
void gst_qos_clock_sync_install (GObjectClass *klass, guint id,
    gsize sync_offset, gsize error_offset);
