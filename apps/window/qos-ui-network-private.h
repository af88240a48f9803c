/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the files of QosUiNetwork: qos-ui-network-export.c writes its
 * charts to files.
 */
#pragma once

#include "qos-ui-events.h"
#include "qos-ui-network.h"
#include "qos-ui-readout.h"

/* A line of a chart by the values of a history's row. */
typedef struct
{
  guint panel;
  gint series; /* of the panel's chart */
  guint value;
  guint error; /* the same as value: none */
  gdouble mean_s;
} QosUiNetworkLine;

struct _QosUiNetwork
{
  GtkBox parent;

  const QosUiPanels *panels;
  QosUiNetworkLine lines[QOS_APP_PICKED_MAX];
  guint n_lines;
  QosAppHistory *history; /* (nullable): not owned */
  gchar *who;
  gint span_min;
  gdouble cursor_s; /* NaN: none */
  GArray *marks;
  QosUiReadout *readouts[QOS_UI_PANELS_MAX];
  GtkWidget *reading;
  GtkWidget *flow;
  QosUiEvents *events;
  GSettings *settings;   /* (nullable) */
  GSimpleAction *export; /* (nullable) */
};

QosUiChart *qos_ui_network_chart (QosUiNetwork *self, guint panel);

/* Time of the latest row, and of the left end of the charts; NaN: no row. */
gdouble qos_ui_network_newest_s (QosUiNetwork *self);
gdouble qos_ui_network_from_s (QosUiNetwork *self);

/* Emits "note". */
void qos_ui_network_say (QosUiNetwork *self, const gchar *text,
    const gchar *file);

/* The action "export-charts". */
void qos_ui_network_choose_file (GSimpleAction *action, GVariant *parameter,
    gpointer user);
