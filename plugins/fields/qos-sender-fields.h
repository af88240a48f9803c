/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of qospay messages. What the far end measures, and what is only
 * known by its answers, is in its object.
 */
#ifndef QOS_FIELD
#define QOS_FIELD(...)
#endif

QOS_FIELD (SSRC, "ssrc", UINT, "",
    "synchronisation source of the stream (RFC 3550 3)")
QOS_FIELD (PACKETS_SENT, "packets-sent", UINT64, "packets", "since the start",
    .written = "packetsSent",
    .counter = {1, "sent_packets_total", "RTP packets sent.",
        .is_client = true},
    .terminal = {9, "packets", 0, 9}, .summary = {1, "packets sent"},
    .details = {1, "packets sent"}, .total = {1})
QOS_FIELD (PACKETS_NOT_SENT, "packets-not-sent", UINT64, "packets",
    "of packets-sent, those that the system did not take, since the start; "
    "only from qossink")
QOS_FIELD (BYTES_SENT, "bytes-sent", UINT64, "bytes",
    "payload since the start (RFC 3550 6.4.1, octet count)",
    .written = "bytesSent", .counter = {2, "sent_bytes_total", "Payload sent."},
    .total = {2})
QOS_FIELD (WIRE_BYTES_SENT, "wire-bytes-sent", UINT64, "bytes",
    "payload + RTP + UDP + IP headers, since the start; those of IPv4 where "
    "qossink does not set another family",
    .counter = {3, "sent_wire_bytes_total",
        "Payload sent with RTP, UDP and IP headers.", .is_client = true},
    .total = {3})
QOS_FIELD (MEDIA_KBPS, "media-kbps", DOUBLE, "kbit/s",
    "payload in this interval", .history = {6},
    .line = {2, QOS_CHART_BANDWIDTH, "sound"})
QOS_FIELD (WIRE_KBPS, "wire-kbps", DOUBLE, "kbit/s",
    "payload + RTP + UDP + IP headers in this interval, as above",
    .terminal = {8, "bandwidth", 0, 11},
    .trend = {3, QOS_TREND_BANDWIDTH, QOS_TREND_MEAN}, .history = {7},
    .line = {1, QOS_CHART_BANDWIDTH, "network"},
    .tip = "Network bandwidth of this stream, including all headers")
QOS_FIELD (RTT_MS, "rtt-ms", DOUBLE, "ms",
    "round trip: now - LSR - DLSR of the last report (RFC 3550 6.4.1); absent "
    "when it is older than 5 s",
    .is_of_remote = true, .written = "roundTripTime",
    .histogram = {1, "round_trip_seconds",
        "Round trip to the receiver and back."},
    .gauge = {3, "round_trip_seconds", "Round trip to the client."},
    .terminal = {5, "round trip", 1, 10}, .summary = {6, "round trip, last", 1},
    .details = {6, "round trip, last", 1},
    .trend = {4, QOS_TREND_DELAY, QOS_TREND_HIGHEST, "round trip"},
    .history = {1}, .line = {1, QOS_CHART_DELAY, "round trip"},
    .tip = "Time to the other end and back")
QOS_FIELD (RTT_MIN_MS, "rtt-min-ms", DOUBLE, "ms",
    "minimum round trip since the start", .is_of_remote = true,
    .details = {7, "round trip, min", 1})
QOS_FIELD (DELAY_MS, "delay-ms", DOUBLE, "ms",
    "one-way delay from sender to receiver, of the last report that it "
    "answered",
    .is_of_remote = true,
    .histogram = {3, "delay_seconds", "One-way delay to the receiver."},
    .gauge = {5, "delay_seconds", "One-way delay to the client."},
    .details = {8, "delay there", 1},
    .trend = {5, QOS_TREND_DELAY, QOS_TREND_HIGHEST, "one way"}, .history = {2},
    .line = {2, QOS_CHART_DELAY, "there", QOS_SENDER_DELAY_ERROR_MS})
QOS_FIELD (RETURN_DELAY_MS, "return-delay-ms", DOUBLE, "ms",
    "one-way delay from receiver to sender, of the last report and its echo",
    .is_of_remote = true, .details = {9, "delay back", 1}, .history = {3},
    .line = {3, QOS_CHART_DELAY, "back", QOS_SENDER_DELAY_ERROR_MS})
QOS_FIELD (DELAY_ERROR_MS, "delay-error-ms", DOUBLE, "ms",
    "both true delays are within this: half the minimum round trip of the last "
    "8 s, because asymmetry is invisible, plus the error of the estimate",
    .is_of_remote = true, .history = {4})
QOS_FIELD (CLOCK_OFFSET_MS, "clock-offset-ms", DOUBLE, "ms",
    "the other end's clock - ours: half the difference of the minimum transits "
    "(RFC 5905 8), with the same error",
    .is_of_remote = true)
QOS_FIELD (SKEW_PPM, "skew-ppm", DOUBLE, "ppm",
    "how much faster the other end's clock is: median slope between the "
    "minimum transits of seconds (after Moon, Skelly, Towsley 1999); absent "
    "while its error may exceed 100",
    .is_of_remote = true, .details = {10, "clock skew", 1})
QOS_FIELD (REMOTE_SSRC, "remote-ssrc", UINT, "",
    "the receiver that the remote values are from: the last to report",
    .is_of_remote = true)
QOS_FIELD (REMOTE_CNAME, "remote-cname", TEXT, "",
    "canonical name of that receiver, from SDES (RFC 3550 6.5.1)",
    .is_of_remote = true)
QOS_FIELD (REMOTE_NAME, "remote-name", TEXT, "",
    "name of that receiver, from SDES NAME (RFC 3550 6.5.2)",
    .is_of_remote = true, .terminal = {10, "reported by", 0, 14},
    .summary = {7, "receiver"})
QOS_FIELD (REMOTE_PACKETS_RECEIVED, "remote-packets-received", UINT64,
    "packets",
    "received there since its first, each counted once, by its report blocks "
    "and Statistics Summaries (RFC 3611 4.6)",
    .is_of_remote = true, .written = "packetsReceived",
    .details = {2, "received there"})
QOS_FIELD (REMOTE_LOSS_PERCENT, "remote-loss-percent", DOUBLE, "%",
    "lost / expected between that receiver's last two reports, at least 0; its "
    "fraction lost if there is only one",
    .is_of_remote = true, .written = "fractionLost",
    .histogram = {4, "remote_loss_ratio",
        "Lost packets / expected packets between two reports of the receiver."},
    .gauge = {6, "remote_loss_ratio",
        "Lost packets / expected packets between the client's last two "
        "reports."},
    .summary = {4, "loss, last", 2},
    .trend = {1, QOS_TREND_LOSS, QOS_TREND_HIGHEST}, .history = {5},
    .line = {1, QOS_CHART_MISSING, "network"})
QOS_FIELD (REMOTE_PACKETS_LOST, "remote-packets-lost", UINT64, "packets",
    "cumulative loss that receiver reports (RFC 3550 6.4.1), at least 0",
    .is_of_remote = true, .written = "packetsLost",
    .gauge = {1, "remote_lost_packets",
        "RTP packets lost since the start, as the receiver reports.",
        .is_sum = true},
    .terminal = {3, "lost", 0, 6}, .summary = {2, "lost"},
    .details = {3, "lost"}, .total = {4})
QOS_FIELD (REMOTE_PACKETS_DUPLICATED, "remote-packets-duplicated", UINT64,
    "packets",
    "duplicates received there (RFC 3611 4.6); absent when a summary was lost",
    .is_of_remote = true, .details = {5, "duplicated"})
QOS_FIELD (PACKETS_IN_FLIGHT, "packets-in-flight", UINT64, "packets",
    "sent after the highest number of that receiver's last report: under way, "
    "or not reported yet",
    .is_of_remote = true)
QOS_FIELD (BOOKS_BALANCED, "books-balanced", BOOL, "",
    "packets-sent since that receiver's first = remote-packets-received + "
    "remote-packets-lost + packets-in-flight, and its two accounts of loss, "
    "report blocks and summaries, agree",
    .is_of_remote = true)
QOS_FIELD (REMOTE_JITTER_MS, "remote-jitter-ms", DOUBLE, "ms",
    "jitter that receiver reports (RFC 3550 6.4.1)", .is_of_remote = true,
    .written = "jitter",
    .histogram = {2, "remote_jitter_seconds",
        "Jitter that the receiver reports."},
    .gauge = {4, "remote_jitter_seconds", "Jitter that the client reports."},
    .terminal = {6, "jitter", 1, 8}, .summary = {5, "jitter, last", 2},
    .trend = {2, QOS_TREND_JITTER, QOS_TREND_HIGHEST})
QOS_FIELD (REMOTE_LOSS_RUN_MAX, "remote-loss-run-max", UINT64, "packets",
    "longest run of loss in its Loss RLE blocks (RFC 3611 4.1)",
    .is_of_remote = true, .details = {11, "longest run lost"}, .has_unit = true)
QOS_FIELD (REMOTE_BURST_DENSITY_PERCENT, "remote-burst-density-percent", DOUBLE,
    "%", "from its VoIP Metrics (RFC 3611 4.7.2)", .is_of_remote = true,
    .details = {12, "burst density", 1})
QOS_FIELD (REMOTE_BURST_DURATION_MS, "remote-burst-duration-ms", DOUBLE, "ms",
    "from its VoIP Metrics (RFC 3611 4.7.2)", .is_of_remote = true)
QOS_FIELD (REMOTE_GAP_DENSITY_PERCENT, "remote-gap-density-percent", DOUBLE,
    "%", "from its VoIP Metrics (RFC 3611 4.7.2)", .is_of_remote = true)
QOS_FIELD (REMOTE_GAP_DURATION_MS, "remote-gap-duration-ms", DOUBLE, "ms",
    "from its VoIP Metrics (RFC 3611 4.7.2)", .is_of_remote = true)
QOS_FIELD (REMOTE_DISCARD_PERCENT, "remote-discard-percent", DOUBLE, "%",
    "share that arrived too late for its jitter buffer, since the start (RFC "
    "3611 4.7.1)",
    .is_of_remote = true,
    .gauge = {2, "remote_late_ratio",
        "Share of RTP packets that arrived too late to be played since the "
        "start, as the client reports."},
    .terminal = {4, "late", 1, 7}, .summary = {3, "late", 1},
    .details = {4, "late", 1})
QOS_FIELD (REMOTE_JITTER_BUFFER_MS, "remote-jitter-buffer-ms", DOUBLE, "ms",
    "nominal delay of it (RFC 3611 4.7.7)", .is_of_remote = true)
QOS_FIELD (REMOTE_R_FACTOR, "remote-r-factor", DOUBLE, "",
    "its r-factor of its last interval, an estimate (RFC 3611 4.7.5)",
    .is_of_remote = true, .history = {9})
QOS_FIELD (REMOTE_MOS, "remote-mos", DOUBLE, "",
    "its mos (MOS-CQ, or MOS-LQ where it knows no delay), an estimate (RFC "
    "3611 4.7.5)",
    .is_of_remote = true, .details = {13, "MOS, last", 2},
    .trend = {6, QOS_TREND_QUALITY, QOS_TREND_LOWEST}, .history = {8},
    .line = {1, QOS_CHART_QUALITY, "quality"},
    .tip = "The receiver's estimate of the quality in the last 10 s, from 1 "
           "(bad) to 4.9 (excellent) (MOS)")
QOS_FIELD (REPORT_AGE_MS, "report-age-ms", DOUBLE, "ms",
    "time since the last report arrived", .is_of_remote = true)
QOS_FIELD (REPORTS_RECEIVED, "reports-received", UINT64, "",
    "report blocks about this stream, since the start",
    .counter = {4, "received_reports_total",
        "Report blocks received from receivers.", .is_client = true},
    .details = {14, "reports"}, .total = {5})
QOS_FIELD (BYES_RECEIVED, "byes-received", UINT64, "",
    "receivers that reported and have said goodbye, since the start")
QOS_FIELD (RUNNING_TIME, "running-time", UINT64, "ns",
    "running time at the start of this interval")
QOS_FIELD (DURATION, "duration", UINT64, "ns", "length of this interval")

#undef QOS_FIELD
