/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-readout.h"

#include "qos-ui-common.h"

#include <math.h>

#define UNKNOWN "–"

/* Minimum height in pixels: a legend takes up to three rows of it. */
#define CHART_HEIGHT 150

struct _QosUiReadout
{
  GtkBox parent;

  const QosUiChartLook *look;
  GtkLabel *heading;
  GtkLabel *value;
  GtkLabel *detail;
  QosUiChart *chart;
};

G_DEFINE_FINAL_TYPE (QosUiReadout, qos_ui_readout, GTK_TYPE_BOX)

void
qos_ui_readout_set_value (QosUiReadout *self, gdouble value)
{
  g_autofree gchar *text = isnan (value)
      ? g_strdup (UNKNOWN)
      : g_strdup_printf ("%.*f %s", (gint) self->look->decimals, value,
            self->look->unit);

  qos_ui_set_text (self->value, text);
}

void
qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text)
{
  qos_ui_set_text (self->detail, text);
}

QosUiChart *
qos_ui_readout_chart (QosUiReadout *self)
{
  return self->chart;
}

static void
describe (GtkLabel *label, const gchar *name, const gchar *tip)
{
  if (name)
    atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (label)), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), tip);
}

QosUiReadout *
qos_ui_readout_new (const QosUiPanel *panel)
{
  QosUiReadout *self = g_object_new (QOS_UI_TYPE_READOUT, NULL);
  const QosUiChartLook *look = &qos_ui_panel_looks[panel->chart];
  const gchar *name = panel->value_name ? panel->value_name : look->title;
  g_autofree gchar *detail_name = g_strconcat (name, " detail", NULL);
  const gchar *tip = (panel->field ? panel->field : QOS_SHOWN (MISSING))->tip;

  self->look = look;
  gtk_label_set_text (self->heading, look->title);
  describe (self->heading, NULL, tip);
  describe (self->value, name, tip);
  describe (self->detail, detail_name, tip);
  qos_ui_readout_set_value (self, NAN);
  self->chart = qos_ui_chart_new (look);
  g_object_set (self->chart, "visible", TRUE, "height-request", CHART_HEIGHT,
      NULL);
  gtk_box_pack_start (GTK_BOX (self), GTK_WIDGET (self->chart), TRUE, TRUE, 0);
  return self;
}

static void
qos_ui_readout_init (QosUiReadout *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
qos_ui_readout_class_init (QosUiReadoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/window/qos-ui-readout.ui");
  gtk_widget_class_bind_template_child (widget_class, QosUiReadout, heading);
  gtk_widget_class_bind_template_child (widget_class, QosUiReadout, value);
  gtk_widget_class_bind_template_child (widget_class, QosUiReadout, detail);
}
