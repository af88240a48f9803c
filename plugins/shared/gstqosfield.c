/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosfield.h"

#include "gstqossdes.h"

/* Of a GParamSpec: the offset of its field. */
static GQuark
gst_qos_field_offset_quark (void)
{
  return g_quark_from_static_string ("qos-field-offset");
}

/* Of the property stats: the function that creates its value. */
static GQuark
gst_qos_field_stats_quark (void)
{
  return g_quark_from_static_string ("qos-field-stats");
}

/* Returns: (nullable) */
static gpointer
gst_qos_field_find_field (GObject *object, GParamSpec *spec)
{
  gsize offset = GPOINTER_TO_SIZE (
      g_param_spec_get_qdata (spec, gst_qos_field_offset_quark ()));

  return offset > 0 ? G_STRUCT_MEMBER_P (object, offset) : NULL;
}

void
gst_qos_field_install (GObjectClass *klass, guint id, gsize offset,
    GParamSpec *spec)
{
  spec->flags |= G_PARAM_CONSTRUCT; /* sets the default */
  g_param_spec_set_qdata (spec, gst_qos_field_offset_quark (),
      GSIZE_TO_POINTER (offset));
  g_object_class_install_property (klass, id, spec);
}

void
gst_qos_field_install_stats (GObjectClass *klass, guint id, const gchar *blurb,
    GstQosFieldStats create)
{
  GParamSpec *spec = g_param_spec_boxed ("stats", "Statistics", blurb,
      GST_TYPE_STRUCTURE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_param_spec_set_qdata (spec, gst_qos_field_stats_quark (), create);
  g_object_class_install_property (klass, id, spec);
}

static void
gst_qos_field_set_text (gchar **text, const gchar *given, GParamSpec *spec)
{
  g_free (*text);
  *text = g_strdup (given ? given : G_PARAM_SPEC_STRING (spec)->default_value);
}

void
gst_qos_field_set (GObject *object, const GValue *value, GParamSpec *spec)
{
  gpointer field = gst_qos_field_find_field (object, spec);

  if (!field)
    return;
  switch (G_TYPE_FUNDAMENTAL (spec->value_type)) {
    case G_TYPE_BOOLEAN:
      *(gboolean *) field = g_value_get_boolean (value);
      break;
    case G_TYPE_INT:
      *(gint *) field = g_value_get_int (value);
      break;
    case G_TYPE_UINT:
      *(guint *) field = g_value_get_uint (value);
      break;
    case G_TYPE_UINT64:
      *(guint64 *) field = g_value_get_uint64 (value);
      break;
    case G_TYPE_ENUM:
      *(gint *) field = g_value_get_enum (value);
      break;
    case G_TYPE_STRING:
      gst_qos_field_set_text (field, g_value_get_string (value), spec);
      break;
    default:
      if (spec->value_type == GST_TYPE_STRUCTURE)
        gst_qos_sdes_set (field, g_value_get_boxed (value));
      else
        gst_caps_replace (field, g_value_get_boxed (value));
  }
}

static void
gst_qos_field_get_field (GObject *object, GValue *value, GParamSpec *spec)
{
  gpointer field = gst_qos_field_find_field (object, spec);

  if (!field)
    return;
  switch (G_TYPE_FUNDAMENTAL (spec->value_type)) {
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, *(gboolean *) field);
      break;
    case G_TYPE_INT:
      g_value_set_int (value, *(gint *) field);
      break;
    case G_TYPE_UINT:
      g_value_set_uint (value, *(guint *) field);
      break;
    case G_TYPE_UINT64:
      g_value_set_uint64 (value, *(guint64 *) field);
      break;
    case G_TYPE_ENUM:
      g_value_set_enum (value, *(gint *) field);
      break;
    case G_TYPE_STRING:
      g_value_set_string (value, *(gchar **) field);
      break;
    default:
      if (spec->value_type == GST_TYPE_STRUCTURE)
        g_value_take_boxed (value, gst_qos_sdes_get (field));
      else
        g_value_set_boxed (value, *(gpointer *) field);
  }
}

void
gst_qos_field_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosFieldStats create =
      g_param_spec_get_qdata (spec, gst_qos_field_stats_quark ());

  if (create) {
    g_value_take_boxed (value, create (GST_ELEMENT_CAST (object)));
    return;
  }
  GST_OBJECT_LOCK (object);
  gst_qos_field_get_field (object, value, spec);
  GST_OBJECT_UNLOCK (object);
}
