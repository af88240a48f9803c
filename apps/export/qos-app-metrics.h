/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The messages of all streams as metrics, in the text format of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). The number of
 * metrics does not depend on the number of streams, except for clients with
 * separate metrics. No counter decreases.
 */
#pragma once

#include "qos-app-fields.h"

typedef struct _QosAppMetrics QosAppMetrics;

/* fields: of the messages. The first clients_max of the current streams have
 * separate metrics. */
QosAppMetrics *qos_app_metrics_new (const QosAppFields *fields,
    guint clients_max);
void qos_app_metrics_free (QosAppMetrics *self);

void qos_app_metrics_add (QosAppMetrics *self, const GstStructure *stats);

/* All streams have ended: the pipeline has stopped. */
void qos_app_metrics_end_streams (QosAppMetrics *self);

/* Returns: (transfer full). */
gchar *qos_app_metrics_text (QosAppMetrics *self);
