/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a report shows of the elements' messages.
 */
#include "qos-app-report-private.h"

static const QosAppSvgChart received_charts[QOS_N_TRENDS] = {
    [QOS_TREND_LOSS] = {"Loss", "%", 1},
    [QOS_TREND_JITTER] = {"Jitter", "ms", 1},
    [QOS_TREND_VARIATION] = {"Delay variation", "ms", 1},
    [QOS_TREND_BANDWIDTH] = {"Bandwidth", "kbit/s", 10},
    [QOS_TREND_DELAY] = {"Delay", "ms", 1},
    [QOS_TREND_QUALITY] = {"Quality (MOS, estimated)", "", 0, 1, 5},
};
static const QosAppSvgChart sent_charts[QOS_N_TRENDS] = {
    [QOS_TREND_LOSS] = {"Loss at the receiver", "%", 1},
    [QOS_TREND_JITTER] = {"Jitter at the receiver", "ms", 1},
    [QOS_TREND_BANDWIDTH] = {"Bandwidth", "kbit/s", 10},
    [QOS_TREND_DELAY] = {"Delay", "ms", 1},
    [QOS_TREND_QUALITY] = {"Quality at the receiver (MOS, estimated)", "", 0, 1,
        5},
};

/* Neighbours of one chart are its lines. */
static void
add_charts (QosAppReportKind *kind, const QosAppSvgChart *charts)
{
  QosAppSvgChart *chart = NULL;

  for (guint i = 0; i < kind->series.n; i++) {
    const QosTrend *trend = &kind->series.list[i]->trend;

    kind->rules[i] = trend->rule;
    if (i == 0 || trend->chart != kind->series.list[i - 1]->trend.chart) {
      chart = &kind->charts[kind->n_charts++];
      *chart = charts[trend->chart];
      chart->first = i;
    }
    chart->names[chart->n++] = trend->name;
  }
}

static void
make_kind (QosAppReportKind *kind, const QosAppFields *fields,
    const QosAppSvgChart *charts)
{
  kind->series = QOS_APP_PICK (fields, trend);
  kind->columns = QOS_APP_PICK (fields, summary);
  kind->details = QOS_APP_PICK (fields, details);
  add_charts (kind, charts);
}

const QosAppReportKind *
qos_app_report_find_kind (const QosAppFields *fields)
{
  static QosAppReportKind received, sent;
  static gsize are_made = 0;

  if (g_once_init_enter (&are_made)) {
    make_kind (&received, &qos_app_fields_received, received_charts);
    make_kind (&sent, &qos_app_fields_sent, sent_charts);
    g_once_init_leave (&are_made, 1);
  }
  return fields == &qos_app_fields_sent ? &sent : &received;
}
