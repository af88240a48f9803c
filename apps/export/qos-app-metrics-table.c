/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-metrics-table.h"

static const gdouble seconds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
static const gdouble ratios[] = {0, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.03,
    0.05, 0.1, 0.2, 0.5};

static const QosAppCounter received_counters[] = {
    {"packets-received", "received_packets_total",
        "RTP packets received, each counted once.", FALSE, TRUE},
    {"packets-expected", "expected_packets_total",
        "RTP packets that should have arrived.", FALSE, TRUE},
    {"packets-lost", "lost_packets_total",
        "RTP packets lost, counted when they have been missing for three "
        "messages.",
        TRUE, TRUE},
    {"packets-duplicated", "duplicated_packets_total",
        "Duplicates of RTP packets received before.", FALSE, FALSE},
    {"packets-reordered", "reordered_packets_total",
        "RTP packets that arrived after one with a higher number.", FALSE,
        FALSE},
    {"packets-late", "late_packets_total",
        "RTP packets that arrived after their playout time.", FALSE, TRUE},
    {"packets-stray", "stray_packets_total",
        "RTP packets whose sequence number fits nowhere.", FALSE, FALSE},
    {"packets-foreign", "foreign_packets_total",
        "RTP packets with the SSRC of the stream from another address.", FALSE,
        FALSE},
    {"restarts", "restarts_total",
        "Times a sender started a new series of sequence numbers.", FALSE,
        FALSE},
    {"bytes-received", "received_bytes_total", "Payload received.", FALSE,
        FALSE},
    {"wire-bytes-received", "received_wire_bytes_total",
        "Payload received with RTP, UDP and IP headers.", FALSE, TRUE},
};

static const QosAppHistogram received_histograms[] = {
    {"jitter-ms", "jitter_seconds", "Interarrival jitter (RFC 3550 A.8).", 1e-3,
        FALSE},
    {"rtt-ms", "round_trip_seconds", "Round trip to the sender and back.", 1e-3,
        FALSE},
    {"delay-ms", "delay_seconds", "One-way delay from the sender.", 1e-3,
        FALSE},
    {"queue-delay-ms", "queue_delay_seconds",
        "Delay above the minimum of the last minute.", 1e-3, FALSE},
    {"loss-percent", "loss_ratio",
        "Lost packets / expected packets in an interval.", 1e-2, TRUE},
};

static const QosAppGauge received_gauges[] = {
    {"jitter-ms", "jitter_seconds", "Interarrival jitter of the client.", 1e-3},
    {"rtt-ms", "round_trip_seconds", "Round trip to the client.", 1e-3},
    {"delay-ms", "delay_seconds", "One-way delay from the client.", 1e-3},
    {"queue-delay-ms", "queue_delay_seconds",
        "Delay of the client above the minimum of the last minute.", 1e-3},
    {"loss-percent", "loss_ratio",
        "Lost packets / expected packets in the last interval.", 1e-2},
    {"concealed-ms", "concealed_seconds",
        "Sound missing at playout since the start, for current streams.", 1e-3,
        TRUE},
    {"mos", "mean_opinion_score", "Estimate of the last interval, 1.05 to 4.9.",
        1},
};

static const QosAppCounter sent_counters[] = {
    {"packets-sent", "sent_packets_total", "RTP packets sent.", FALSE, TRUE},
    {"bytes-sent", "sent_bytes_total", "Payload sent.", FALSE, FALSE},
    {"wire-bytes-sent", "sent_wire_bytes_total",
        "Payload sent with RTP, UDP and IP headers.", FALSE, TRUE},
    {"reports-received", "received_reports_total",
        "Report blocks received from receivers.", FALSE, TRUE},
};

static const QosAppHistogram sent_histograms[] = {
    {"rtt-ms", "round_trip_seconds", "Round trip to the receiver and back.",
        1e-3, FALSE},
    {"remote-jitter-ms", "remote_jitter_seconds",
        "Jitter that the receiver reports.", 1e-3, FALSE},
    {"delay-ms", "delay_seconds", "One-way delay to the receiver.", 1e-3,
        FALSE},
    {"remote-loss-percent", "remote_loss_ratio",
        "Lost packets / expected packets between two reports of the receiver.",
        1e-2, TRUE},
};

/* The other end's count may decrease, or change to that of another receiver: it
 * is not a counter. */
static const QosAppGauge sent_gauges[] = {
    {"remote-packets-lost", "remote_lost_packets",
        "RTP packets lost since the start, as the receiver reports.", 1, TRUE},
    {"remote-discard-percent", "remote_late_ratio",
        "Share of RTP packets that arrived too late to be played since the "
        "start, as the client reports.",
        1e-2},
    {"rtt-ms", "round_trip_seconds", "Round trip to the client.", 1e-3},
    {"remote-jitter-ms", "remote_jitter_seconds",
        "Jitter that the client reports.", 1e-3},
    {"delay-ms", "delay_seconds", "One-way delay to the client.", 1e-3},
    {"remote-loss-percent", "remote_loss_ratio",
        "Lost packets / expected packets between the client's last two "
        "reports.",
        1e-2},
};

static const QosAppMetricsTable received = {"inbound",
    "Streams being received.", "packets-received", "cname", received_counters,
    G_N_ELEMENTS (received_counters), received_histograms,
    G_N_ELEMENTS (received_histograms), received_gauges,
    G_N_ELEMENTS (received_gauges)};
static const QosAppMetricsTable sent = {"outbound", "Streams being sent.",
    "reports-received", "remote-cname", sent_counters,
    G_N_ELEMENTS (sent_counters), sent_histograms,
    G_N_ELEMENTS (sent_histograms), sent_gauges, G_N_ELEMENTS (sent_gauges)};

G_STATIC_ASSERT (
    G_N_ELEMENTS (received_counters) <= QOS_APP_METRICS_COUNTERS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (sent_counters) <= QOS_APP_METRICS_COUNTERS_MAX);
G_STATIC_ASSERT (
    G_N_ELEMENTS (received_histograms) <= QOS_APP_METRICS_HISTOGRAMS_MAX);
G_STATIC_ASSERT (
    G_N_ELEMENTS (sent_histograms) <= QOS_APP_METRICS_HISTOGRAMS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (seconds) <= QOS_APP_METRICS_BOUNDS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (ratios) <= QOS_APP_METRICS_BOUNDS_MAX);

const QosAppMetricsTable *
qos_app_metrics_table (const gchar *message)
{
  return g_str_equal (message, "qospay") ? &sent : &received;
}

const gdouble *
qos_app_metrics_bounds (gboolean is_ratio, guint *n)
{
  *n = is_ratio ? G_N_ELEMENTS (ratios) : G_N_ELEMENTS (seconds);
  return is_ratio ? ratios : seconds;
}
