/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-part.h"

#include <string.h>

gchar *
qos_app_part_name (const gchar *kind, guint ssrc)
{
  return g_strdup_printf ("%s_%u", kind, ssrc);
}

GstElement *
qos_app_part_find (GstElement *bin, const gchar *kind, guint ssrc)
{
  g_autofree gchar *name = qos_app_part_name (kind, ssrc);

  return gst_bin_get_by_name (GST_BIN_CAST (bin), name);
}

gboolean
qos_app_part_read (GstObject *object, const gchar *kind, guint *ssrc)
{
  const gchar *name = GST_OBJECT_NAME (object);
  gsize length = strlen (kind);
  guint64 number;

  if (strncmp (name, kind, length) != 0 || name[length] != '_' ||
      !g_ascii_string_to_unsigned (name + length + 1, 10, 0, G_MAXUINT32,
          &number, NULL))
    return FALSE;
  *ssrc = (guint) number;
  return TRUE;
}
