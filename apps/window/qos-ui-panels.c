/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-panels.h"

static const QosUiPanel received[] = {
    {
        .title = "Delay",
        .value_name = "To the ear",
        .unit = "ms",
        .decimals = 1,
        .min_span = 10,
        .field = "mouth-to-ear-ms",
        .details = {"to the ear", "network {delay-ms:1}",
            "round trip {rtt-ms:1} ms"},
        .lines = {{"round trip", QOS_APP_RECEIVED_RTT, QOS_UI_NO_QUANTITY},
            {"one way", QOS_APP_RECEIVED_DELAY, QOS_APP_RECEIVED_DELAY_ERROR},
            {"to the ear", QOS_APP_RECEIVED_MOUTH_TO_EAR, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Sound missing",
        .value_name = "Sound missing",
        .unit = "%",
        .decimals = 1,
        .min_span = 2,
        .details = {"{packets-late:0} late",
            "{packets-lost:0} of {packets-expected:0} packets lost"},
        .lines = {{"network", QOS_APP_RECEIVED_LOST, QOS_UI_NO_QUANTITY},
            {"late", QOS_APP_RECEIVED_LATE, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Jitter",
        .value_name = "Jitter",
        .unit = "ms",
        .decimals = 1,
        .min_span = 5,
        .field = "jitter-ms",
        .details = {"mean {jitter-mean-ms:1} ms", "max {jitter-max-ms:1} ms"},
        .lines = {{"jitter", QOS_APP_RECEIVED_JITTER, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Bandwidth",
        .value_name = "Bandwidth",
        .unit = "kbit/s",
        .decimals = 0,
        .min_span = 100,
        .field = "wire-kbps",
        .details = {"sound {media-kbps:0} kbit/s"},
        .lines = {{"network", QOS_APP_RECEIVED_WIRE, QOS_UI_NO_QUANTITY},
            {"sound", QOS_APP_RECEIVED_MEDIA, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Quality",
        .value_name = "Quality",
        .unit = "MOS",
        .decimals = 1,
        .low = 1,
        .high = 5,
        .field = "mos",
        .mean_s = 10,
        .details = {"estimated, 1 to 4.9", "R {r-factor:0}"},
        .lines = {{"quality", QOS_APP_RECEIVED_MOS, QOS_UI_NO_QUANTITY}},
    },
};

static const QosUiPanel sent[] = {
    {
        .title = "Delay",
        .value_name = "Round trip",
        .unit = "ms",
        .decimals = 1,
        .min_span = 10,
        .field = "rtt-ms",
        .details = {"round trip", "min {rtt-min-ms:1} ms"},
        .lines = {{"round trip", QOS_APP_SENT_RTT, QOS_UI_NO_QUANTITY},
            {"there", QOS_APP_SENT_DELAY, QOS_APP_SENT_DELAY_ERROR},
            {"back", QOS_APP_SENT_RETURN_DELAY, QOS_APP_SENT_DELAY_ERROR}},
    },
    {
        .title = "Sound missing",
        .value_name = "Sound missing",
        .unit = "%",
        .decimals = 1,
        .min_span = 2,
        .details = {"{remote-discard-percent:1} % late",
            "{remote-packets-lost:0} of {packets-sent:0} packets lost"},
        .lines = {{"network", QOS_APP_SENT_REMOTE_LOSS, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Bandwidth",
        .value_name = "Bandwidth",
        .unit = "kbit/s",
        .decimals = 0,
        .min_span = 100,
        .field = "wire-kbps",
        .details = {"sound {media-kbps:0} kbit/s", "{packets-sent:0} packets"},
        .lines = {{"network", QOS_APP_SENT_WIRE, QOS_UI_NO_QUANTITY},
            {"sound", QOS_APP_SENT_MEDIA, QOS_UI_NO_QUANTITY}},
    },
    {
        .title = "Quality",
        .value_name = "Quality",
        .unit = "MOS",
        .decimals = 1,
        .low = 1,
        .high = 5,
        .field = "remote-mos",
        .mean_s = 10,
        .details = {"estimated by the receiver, 1 to 4.9",
            "R {remote-r-factor:0}"},
        .lines = {{"quality", QOS_APP_SENT_REMOTE_MOS, QOS_UI_NO_QUANTITY}},
    },
};

const QosUiPanels qos_ui_panels_received = {received, G_N_ELEMENTS (received)};
const QosUiPanels qos_ui_panels_sent = {sent, G_N_ELEMENTS (sent)};

G_STATIC_ASSERT (G_N_ELEMENTS (received) <= QOS_UI_PANELS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (sent) <= QOS_UI_PANELS_MAX);
