/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqossdes.h"

#include <string.h>
#include <sys/random.h>

#define NAME_FIRST 3
#define NAME_EACH 8

#define CNAME_BYTES 12 /* 96 random bits (RFC 7022 4.2) */

static void
gst_qos_sdes_copy_text (gchar to[GST_QOS_SDES_SIZE], const gchar *from)
{
  const gchar *end;

  g_strlcpy (to, from, GST_QOS_SDES_SIZE);
  if (!g_utf8_validate (to, -1, &end))
    to[end - to] = '\0';
}

void
gst_qos_sdes_init (GstQosSdes *sdes)
{
  guint8 random[CNAME_BYTES];
  g_autofree gchar *cname = NULL;

  if (getrandom (random, sizeof random, 0) != (ssize_t) sizeof random)
    for (guint i = 0; i < sizeof random; i++)
      random[i] = (guint8) g_random_int ();
  cname = g_base64_encode (random, sizeof random);
  memset (sdes, 0, sizeof *sdes);
  gst_qos_sdes_copy_text (sdes->cname, cname);
}

void
gst_qos_sdes_set (GstQosSdes *sdes, const GstStructure *structure)
{
  const gchar *cname = NULL, *name = NULL;

  if (structure) {
    cname = gst_structure_get_string (structure, "cname");
    name = gst_structure_get_string (structure, "name");
  }
  if (cname && cname[0] != '\0')
    gst_qos_sdes_copy_text (sdes->cname, cname);
  gst_qos_sdes_copy_text (sdes->name, name ? name : "");
}

GstStructure *
gst_qos_sdes_get (const GstQosSdes *sdes)
{
  GstStructure *structure = gst_structure_new ("application/x-rtp-source-sdes",
      "cname", G_TYPE_STRING, sdes->cname, NULL);

  if (sdes->name[0] != '\0')
    gst_structure_set (structure, "name", G_TYPE_STRING, sdes->name, NULL);
  return structure;
}

gboolean
gst_qos_sdes_is_named (guint reports)
{
  return reports < NAME_FIRST || reports % NAME_EACH == 0;
}
