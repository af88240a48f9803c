/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-level.h"

#include "qos-app-part.h"

static gdouble
loudest (const GstStructure *s, const gchar *field)
{
  const GValue *value = gst_structure_get_value (s, field);
  GValueArray *channels = value ? g_value_get_boxed (value) : NULL;
  gdouble max = -G_MAXDOUBLE;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  for (guint i = 0; channels && i < channels->n_values; i++)
    max = MAX (max, g_value_get_double (g_value_array_get_nth (channels, i)));
  G_GNUC_END_IGNORE_DEPRECATIONS
  return max;
}

guint
qos_app_level_read (GstMessage *message, gdouble *rms, gdouble *peak)
{
  const GstStructure *s = gst_message_get_structure (message);
  guint ssrc = 0;

  qos_app_part_read (GST_MESSAGE_SRC (message), QOS_APP_PART_LEVEL, &ssrc);
  *rms = loudest (s, "rms");
  *peak = loudest (s, "peak");
  return ssrc;
}
