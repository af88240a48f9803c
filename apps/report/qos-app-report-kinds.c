/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a report shows of the elements' messages, as tables.
 */
#include "config.h"

#include "qos-app-report-private.h"

static const gchar *const received_series[] = {"loss-percent", "jitter-ms",
    "pdv-p50-ms", "pdv-p95-ms", "pdv-p99-ms", "wire-kbps", "rtt-ms", "delay-ms",
    "mos", NULL};
static const QosAppOverviewRule received_rules[] = {QOS_APP_OVERVIEW_HIGHEST,
    QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_HIGHEST,
    QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_MEAN,
    QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_HIGHEST,
    QOS_APP_OVERVIEW_LOWEST};
static const QosAppSvgChart received_charts[] = {
    {"Loss", "%", 0, 1, 1},
    {"Jitter", "ms", 1, 1, 1},
    {"Delay variation", "ms", 2, 3, 1,
        .names = {"half of the packets", "95 %", "99 %"}},
    {"Bandwidth", "kbit/s", 5, 1, 10},
    {"Delay", "ms", 6, 2, 1, .names = {"round trip", "one way"}},
    {"Quality (MOS, estimated)", "", 8, 1, 0, 1, 5},
};
static const QosAppColumn received_columns[] = {
    {"from", "address", "", 0},
    {"to", "destination", "", 0},
    {"codec", "codec", "", 0},
    {"sound missing", "missing-percent", "%", 2},
    {"packets", "packets-received", "", 0},
    {"lost", "packets-lost", "", 0},
    {"late", "packets-late", "", 0},
    {"loss", "loss-total-percent", "%", 2},
    {"jitter", "jitter-mean-ms", "ms", 2},
    {"delay variation, 95 %", "pdv-total-p95-ms", "ms", 1},
    {"MOS", "mos-mean", "", 2},
    {NULL},
};
static const QosAppColumn received_details[] = {
    {"sound missing", "concealed-ms", "ms", 0},
    {"of all sound", "missing-percent", "%", 2},
    {"packets expected", "packets-expected", "", 0},
    {"received", "packets-received", "", 0},
    {"lost", "packets-lost", "", 0},
    {"duplicated", "packets-duplicated", "", 0},
    {"reordered", "packets-reordered", "", 0},
    {"late", "packets-late", "", 0},
    {"loss", "loss-total-percent", "%", 2},
    {"longest run lost", "loss-run-max", "packets", 0},
    {"bursts", "burst-count", "", 0},
    {"burst density", "burst-density-percent", "%", 1},
    {"burst ratio", "burst-ratio", "", 2},
    {"jitter, mean", "jitter-mean-ms", "ms", 2},
    {"jitter, max", "jitter-max-ms", "ms", 2},
    {"longest pause", "delta-max-ms", "ms", 1},
    {"delay variation, 50 %", "pdv-total-p50-ms", "ms", 2},
    {"delay variation, 95 %", "pdv-total-p95-ms", "ms", 2},
    {"delay variation, 99 %", "pdv-total-p99-ms", "ms", 2},
    {"delay variation, max", "pdv-total-max-ms", "ms", 2},
    {"round trip", "rtt-ms", "ms", 1},
    {"one-way delay", "delay-ms", "ms", 1},
    {"clock skew", "skew-ppm", "ppm", 1},
    {"bandwidth", "wire-kbps", "kbit/s", 1},
    {"sound only", "media-kbps", "kbit/s", 1},
    {"clock rate", "clock-rate", "Hz", 0},
    {"MOS, mean", "mos-mean", "", 2},
    {"MOS, min", "mos-min", "", 2},
    {"MOS, last", "mos", "", 2},
    {"ended by", "end-reason", "", 0},
    {NULL},
};

static const gchar *const sent_series[] = {"remote-loss-percent",
    "remote-jitter-ms", "wire-kbps", "rtt-ms", "delay-ms", "remote-mos", NULL};
static const QosAppOverviewRule sent_rules[] = {QOS_APP_OVERVIEW_HIGHEST,
    QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_MEAN, QOS_APP_OVERVIEW_HIGHEST,
    QOS_APP_OVERVIEW_HIGHEST, QOS_APP_OVERVIEW_LOWEST};
static const QosAppSvgChart sent_charts[] = {
    {"Loss at the receiver", "%", 0, 1, 1},
    {"Jitter at the receiver", "ms", 1, 1, 1},
    {"Bandwidth", "kbit/s", 2, 1, 10},
    {"Delay", "ms", 3, 2, 1, .names = {"round trip", "one way"}},
    {"Quality at the receiver (MOS, estimated)", "", 5, 1, 0, 1, 5},
};
static const QosAppColumn sent_columns[] = {
    {"packets sent", "packets-sent", "", 0},
    {"lost", "remote-packets-lost", "", 0},
    {"late", "remote-discard-percent", "%", 1},
    {"loss, last", "remote-loss-percent", "%", 2},
    {"jitter, last", "remote-jitter-ms", "ms", 2},
    {"round trip, last", "rtt-ms", "ms", 1},
    {"far end", "remote-name", "", 0},
    {NULL},
};
static const QosAppColumn sent_details[] = {
    {"packets sent", "packets-sent", "", 0},
    {"received there", "remote-packets-received", "", 0},
    {"lost", "remote-packets-lost", "", 0},
    {"late", "remote-discard-percent", "%", 1},
    {"duplicated", "remote-packets-duplicated", "", 0},
    {"round trip, last", "rtt-ms", "ms", 1},
    {"round trip, min", "rtt-min-ms", "ms", 1},
    {"delay there", "delay-ms", "ms", 1},
    {"delay back", "return-delay-ms", "ms", 1},
    {"clock skew", "skew-ppm", "ppm", 1},
    {"longest run lost", "remote-loss-run-max", "packets", 0},
    {"burst density", "remote-burst-density-percent", "%", 1},
    {"MOS, last", "remote-mos", "", 2},
    {"reports", "reports-received", "", 0},
    {NULL},
};

static const QosAppReportKind kinds[] = {
    {"qosstats", received_series, received_rules, G_N_ELEMENTS (received_rules),
        received_charts, G_N_ELEMENTS (received_charts), received_columns,
        received_details},
    {"qospay", sent_series, sent_rules, G_N_ELEMENTS (sent_rules), sent_charts,
        G_N_ELEMENTS (sent_charts), sent_columns, sent_details},
};

const QosAppReportKind *
qos_app_report_find_kind (const gchar *message)
{
  return g_str_equal (message, kinds[1].message) ? &kinds[1] : &kinds[0];
}
