/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Arrays as in the messages of elements; a structure in text form cannot
 * contain them.
 */
#pragma once

#include <gst/gst.h>

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static inline gboolean
make_array (GQuark field, GValue *value, gpointer user)
{
  GValueArray *array;

  if (!GST_VALUE_HOLDS_ARRAY (value))
    return TRUE;
  array = g_value_array_new (0);
  for (guint i = 0; i < gst_value_array_get_size (value); i++)
    g_value_array_append (array, gst_value_array_get_value (value, i));
  g_value_unset (value);
  g_value_init (value, g_value_array_get_type ());
  g_value_take_boxed (value, array);
  return TRUE;
}
G_GNUC_END_IGNORE_DEPRECATIONS

/* Returns: (transfer full): text as a structure. */
static inline GstStructure *
make_structure (const gchar *text)
{
  GstStructure *structure = gst_structure_from_string (text, NULL);

  g_assert_nonnull (structure);
  gst_structure_map_in_place (structure, make_array, NULL);
  return structure;
}
