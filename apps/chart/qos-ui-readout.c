/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-readout.h"

#include <math.h>

#define UNKNOWN "–"

/* Minimum height in pixels: a legend takes up to three rows of it. */
#define CHART_HEIGHT 150

struct _QosUiReadout
{
  GtkBox parent;

  gchar *title;
  gchar *value_name; /* (nullable) */
  gchar *unit;
  guint decimals;
  gdouble min_span;
  GtkWidget *heading;
  GtkWidget *value;
  GtkWidget *detail;
  QosUiChart *chart;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_VALUE_NAME,
  PROP_UNIT,
  PROP_DECIMALS,
  PROP_MIN_SPAN,
};

G_DEFINE_FINAL_TYPE (QosUiReadout, qos_ui_readout, GTK_TYPE_BOX)

/* Setting a label triggers a layout of its whole window. */
static void
set_text (GtkWidget *label, const gchar *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
}

void
qos_ui_readout_set_value (QosUiReadout *self, gdouble value)
{
  g_autofree gchar *text = isnan (value)
      ? g_strdup (UNKNOWN)
      : g_strdup_printf ("%.*f %s", (gint) self->decimals, value, self->unit);

  set_text (self->value, text);
}

void
qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text)
{
  set_text (self->detail, text);
}

void
qos_ui_readout_set_tip (QosUiReadout *self, const gchar *tip)
{
  gtk_widget_set_tooltip_text (self->heading, tip);
  gtk_widget_set_tooltip_text (self->value, tip);
  gtk_widget_set_tooltip_text (self->detail, tip);
}

QosUiChart *
qos_ui_readout_chart (QosUiReadout *self)
{
  return self->chart;
}

static void
qos_ui_readout_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  QosUiReadout *self = QOS_UI_READOUT (object);

  switch (id) {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_VALUE_NAME:
      self->value_name = g_value_dup_string (value);
      break;
    case PROP_UNIT:
      self->unit = g_value_dup_string (value);
      break;
    case PROP_DECIMALS:
      self->decimals = g_value_get_uint (value);
      break;
    case PROP_MIN_SPAN:
      self->min_span = g_value_get_double (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static GtkWidget *
add_label (QosUiReadout *self, const gchar *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  gtk_box_pack_start (GTK_BOX (self), label, FALSE, FALSE, 0);
  gtk_widget_show (label);
  return label;
}

static void
qos_ui_readout_constructed (GObject *object)
{
  QosUiReadout *self = QOS_UI_READOUT (object);
  const gchar *name = self->value_name ? self->value_name : self->title;
  GtkWidget *chart;
  g_autofree gchar *text = NULL;

  G_OBJECT_CLASS (qos_ui_readout_parent_class)->constructed (object);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
      GTK_ORIENTATION_VERTICAL);
  self->heading = add_label (self, "qos-dim");
  gtk_label_set_text (GTK_LABEL (self->heading), self->title);
  self->value = add_label (self, "qos-value");
  atk_object_set_name (gtk_widget_get_accessible (self->value), name);
  qos_ui_readout_set_value (self, NAN);
  self->detail = add_label (self, "qos-dim");
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  text = g_strconcat (name, " detail", NULL);
  atk_object_set_name (gtk_widget_get_accessible (self->detail), text);

  chart = qos_ui_chart_new ();
  self->chart = QOS_UI_CHART (chart);
  g_object_set (chart, "title", self->title, "unit", self->unit, "decimals",
      self->decimals, "min-span", self->min_span, "has-head", FALSE,
      "has-legend", TRUE, "height-request", CHART_HEIGHT, "expand", TRUE, NULL);
  gtk_box_pack_start (GTK_BOX (self), chart, TRUE, TRUE, 0);
  gtk_widget_show (chart);
}

static void
qos_ui_readout_finalize (GObject *object)
{
  QosUiReadout *self = QOS_UI_READOUT (object);

  g_free (self->title);
  g_free (self->value_name);
  g_free (self->unit);
  G_OBJECT_CLASS (qos_ui_readout_parent_class)->finalize (object);
}

static void
qos_ui_readout_init (QosUiReadout *self)
{
}

static void
qos_ui_readout_class_init (QosUiReadoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = qos_ui_readout_set_property;
  object_class->constructed = qos_ui_readout_constructed;
  object_class->finalize = qos_ui_readout_finalize;
  g_object_class_install_property (object_class, PROP_TITLE,
      g_param_spec_string ("title", "Title", "What is shown", "", flags));
  g_object_class_install_property (object_class, PROP_VALUE_NAME,
      g_param_spec_string ("value-name", "Value name",
          "Accessible name of the value", NULL, flags));
  g_object_class_install_property (object_class, PROP_UNIT,
      g_param_spec_string ("unit", "Unit", "Of the value", "", flags));
  g_object_class_install_property (object_class, PROP_DECIMALS,
      g_param_spec_uint ("decimals", "Decimals", "Of the value", 0, 6, 1,
          flags));
  g_object_class_install_property (object_class, PROP_MIN_SPAN,
      g_param_spec_double ("min-span", "Minimum span",
          "Minimum span of the chart's scale", 0, G_MAXDOUBLE, 1, flags));
}
