/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How this end identifies itself in SDES: a random CNAME (RFC 7022 4.2) and the
 * name that the user entered. As a structure it has the form of rtpbin's sdes
 * property: application/x-rtp-source-sdes, cname=(string), name=(string).
 */
#pragma once

#include <gst/gst.h>

/* An SDES item has at most 255 bytes. */
#define GST_QOS_SDES_SIZE 256

typedef struct
{
  gchar cname[GST_QOS_SDES_SIZE];
  gchar name[GST_QOS_SDES_SIZE]; /* "" = none */
} GstQosSdes;

/* A new random CNAME, no name. */
void gst_qos_sdes_init (GstQosSdes *sdes);

/* Sets cname and name from structure, (nullable). If it has no cname, the old
 * one stays; if it has no name, the name is removed. Longer texts are truncated
 * at a character. */
void gst_qos_sdes_set (GstQosSdes *sdes, const GstStructure *structure);

/* Returns: TRUE if a report should contain the name: the first few do, and then
 * a fraction of them. reports: number sent before. */
gboolean gst_qos_sdes_is_named (guint reports);

/* Returns: (transfer full). */
GstStructure *gst_qos_sdes_get (const GstQosSdes *sdes);
