/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-panels.h"

const QosUiChartLook qos_ui_panel_looks[] = {
    [QOS_CHART_DELAY] = {"Delay", "ms", .decimals = 1, .min_span = 10},
    [QOS_CHART_MISSING] = {"Sound missing", "%", .decimals = 1, .min_span = 2},
    [QOS_CHART_JITTER] = {"Jitter", "ms", .decimals = 1, .min_span = 5},
    [QOS_CHART_BANDWIDTH] = {"Bandwidth", "kbit/s", .min_span = 100},
    [QOS_CHART_QUALITY] = {"Quality", "MOS", .decimals = 1, .low = 1,
        .high = 5},
};

static const QosUiPanel received[] = {
    {
        .chart = QOS_CHART_DELAY,
        .value_name = "To the ear",
        .field = QOS_STREAM (MOUTH_TO_EAR_MS),
        .details = {{"to the ear"}, {"network #.#", {QOS_STREAM (DELAY_MS)}},
            {"round trip #.# ms", {QOS_STREAM (RTT_MS)}}},
    },
    {
        .chart = QOS_CHART_MISSING,
        .details = {{"# late", {QOS_STREAM (PACKETS_LATE)}},
            {"# of # packets lost",
                {QOS_STREAM (PACKETS_LOST), QOS_STREAM (PACKETS_EXPECTED)}}},
    },
    {
        .chart = QOS_CHART_JITTER,
        .field = QOS_STREAM (JITTER_MS),
        .details = {{"mean #.# ms", {QOS_STREAM (JITTER_MEAN_MS)}},
            {"max #.# ms", {QOS_STREAM (JITTER_MAX_MS)}}},
    },
    {
        .chart = QOS_CHART_BANDWIDTH,
        .field = QOS_STREAM (WIRE_KBPS),
        .details = {{"sound # kbit/s", {QOS_STREAM (MEDIA_KBPS)}}},
    },
    {
        .chart = QOS_CHART_QUALITY,
        .field = QOS_STREAM (MOS),
        .mean_s = 10,
        .details = {{"estimated, 1 to 4.9"}, {"R #", {QOS_STREAM (R_FACTOR)}}},
    },
};

static const QosUiPanel sent[] = {
    {
        .chart = QOS_CHART_DELAY,
        .value_name = "Round trip",
        .field = QOS_SENDER (RTT_MS),
        .details = {{"round trip"}, {"min #.# ms", {QOS_SENDER (RTT_MIN_MS)}}},
    },
    {
        .chart = QOS_CHART_MISSING,
        .details = {{"#.# % late", {QOS_SENDER (REMOTE_DISCARD_PERCENT)}},
            {"# of # packets lost",
                {QOS_SENDER (REMOTE_PACKETS_LOST), QOS_SENDER (PACKETS_SENT)}}},
    },
    {
        .chart = QOS_CHART_BANDWIDTH,
        .field = QOS_SENDER (WIRE_KBPS),
        .details = {{"sound # kbit/s", {QOS_SENDER (MEDIA_KBPS)}},
            {"# packets", {QOS_SENDER (PACKETS_SENT)}}},
    },
    {
        .chart = QOS_CHART_QUALITY,
        .field = QOS_SENDER (REMOTE_MOS),
        .mean_s = 10,
        .details = {{"estimated by the receiver, 1 to 4.9"},
            {"R #", {QOS_SENDER (REMOTE_R_FACTOR)}}},
    },
};

const QosUiPanels qos_ui_panels_received = {&qos_app_fields_received, received,
    G_N_ELEMENTS (received)};
const QosUiPanels qos_ui_panels_sent = {&qos_app_fields_sent, sent,
    G_N_ELEMENTS (sent)};

G_STATIC_ASSERT (G_N_ELEMENTS (received) <= QOS_UI_PANELS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (sent) <= QOS_UI_PANELS_MAX);
