/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-readout.h"

#include <math.h>

#define UNKNOWN "–"

/* Minimum height in pixels: a legend takes up to three rows of it. */
#define CHART_HEIGHT 150

struct _QosUiReadout
{
  GtkBox parent;

  const gchar *unit;
  guint decimals;
  GtkWidget *heading;
  GtkWidget *value;
  GtkWidget *detail;
  QosUiChart *chart;
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

QosUiChart *
qos_ui_readout_chart (QosUiReadout *self)
{
  return self->chart;
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

QosUiReadout *
qos_ui_readout_new (const QosUiQuantity *quantity)
{
  QosUiReadout *self =
      g_object_new (QOS_UI_TYPE_READOUT, "visible", TRUE, NULL);
  const gchar *name =
      quantity->value_name ? quantity->value_name : quantity->title;
  g_autofree gchar *detail_name = g_strconcat (name, " detail", NULL);

  self->unit = quantity->unit;
  self->decimals = quantity->decimals;
  gtk_label_set_text (GTK_LABEL (self->heading), quantity->title);
  atk_object_set_name (gtk_widget_get_accessible (self->value), name);
  atk_object_set_name (gtk_widget_get_accessible (self->detail), detail_name);
  gtk_widget_set_tooltip_text (self->heading, quantity->tip);
  gtk_widget_set_tooltip_text (self->value, quantity->tip);
  gtk_widget_set_tooltip_text (self->detail, quantity->tip);
  qos_ui_readout_set_value (self, NAN);
  self->chart = qos_ui_chart_new (
      &(QosUiChartLook){quantity->title, quantity->unit, quantity->decimals,
          quantity->min_span, quantity->low, quantity->high});
  g_object_set (self->chart, "visible", TRUE, "height-request", CHART_HEIGHT,
      "expand", TRUE, NULL);
  gtk_box_pack_start (GTK_BOX (self), GTK_WIDGET (self->chart), TRUE, TRUE, 0);
  return self;
}

static void
qos_ui_readout_init (QosUiReadout *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
      GTK_ORIENTATION_VERTICAL);
  self->heading = add_label (self, "qos-dim");
  self->value = add_label (self, "qos-value");
  self->detail = add_label (self, "qos-dim");
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
}

static void
qos_ui_readout_class_init (QosUiReadoutClass *klass)
{
}
