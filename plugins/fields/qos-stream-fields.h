/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of qosstats messages. The W3C has the round trip of a receiver, by
 * DLRR, in the object of the remote sender, and keeps "timestamp" for the time
 * of the object.
 */
#ifndef QOS_FIELD
#define QOS_FIELD(...)
#endif

QOS_FIELD (SSRC, "ssrc", UINT, "",
    "synchronisation source of the stream (RFC 3550 3)")
QOS_FIELD (CNAME, "cname", TEXT, "",
    "canonical name of the sender, from SDES (RFC 3550 6.5.1)")
QOS_FIELD (NAME, "name", TEXT, "",
    "name of the sender, from SDES NAME (RFC 3550 6.5.2)")
QOS_FIELD (ADDRESS, "address", TEXT, "",
    "address and port the packets come from",
    .terminal = {10, "address", 0, 22}, .summary = {1, "from"},
    .analysis = {3, "from"},
    .tip = "Address and UDP port that the packets come from")
QOS_FIELD (CLOCK_RATE, "clock-rate", INT, "Hz",
    "RTP clock of the media, from the codec-config extension, the caps of its "
    "payload type or the static payload type (RFC 3551 6)",
    .details = {26, "clock rate"})
QOS_FIELD (PACKETS_RECEIVED, "packets-received", UINT64, "packets",
    "received since the start, each counted once", .written = "packetsReceived",
    .counter = {1, "received_packets_total",
        "RTP packets received, each counted once.", .is_client = true},
    .terminal = {9, "packets", 0, 9}, .summary = {5, "packets"},
    .details = {4, "received"}, .analysis = {7, "packets"}, .total = {2},
    .tip = "Packets received since the start")
QOS_FIELD (PACKETS_EXPECTED, "packets-expected", UINT64, "packets",
    "highest - lowest extended sequence number + 1 (RFC 3550 A.3), summed over "
    "restarts of the sender",
    .counter = {2, "expected_packets_total",
        "RTP packets that should have arrived.", .is_client = true},
    .details = {3, "packets expected"}, .total = {1})
QOS_FIELD (PACKETS_LOST, "packets-lost", UINT64, "packets",
    "packets-expected - packets-received, never negative",
    .written = "packetsLost",
    .counter = {3, "lost_packets_total",
        "RTP packets lost, counted when they have been missing for three "
        "messages.",
        .may_fall = true, .is_client = true},
    .terminal = {3, "lost", 0, 6}, .summary = {6, "lost"},
    .details = {5, "lost"}, .analysis = {8, "lost"}, .total = {3},
    .history = {5, "lost-percent", QOS_STREAM_PACKETS_EXPECTED},
    .line = {1, QOS_CHART_MISSING, "network"})
QOS_FIELD (PACKETS_DUPLICATED, "packets-duplicated", UINT64, "packets",
    "duplicates of packets received before, since the start",
    .counter = {4, "duplicated_packets_total",
        "Duplicates of RTP packets received before."},
    .details = {6, "duplicated"}, .analysis = {10, "twice"}, .total = {4})
QOS_FIELD (PACKETS_REORDERED, "packets-reordered", UINT64, "packets",
    "arrived after a packet with a higher number (RFC 4737 3), since the start",
    .counter = {5, "reordered_packets_total",
        "RTP packets that arrived after one with a higher number."},
    .details = {7, "reordered"}, .total = {5})
QOS_FIELD (PACKETS_LATE, "packets-late", UINT64, "packets",
    "arrived or were read after their playout time and not heard, since the "
    "start: by the jitter buffer of qossrc, or as rtpjitterbuffer would have "
    "it with playout-latency",
    .written = "packetsDiscarded",
    .counter = {6, "late_packets_total",
        "RTP packets that arrived after their playout time.",
        .is_client = true},
    .terminal = {4, "late", 0, 6}, .summary = {7, "late"},
    .details = {8, "late"}, .analysis = {11, "late"}, .total = {6},
    .history = {6, "late-percent", QOS_STREAM_PACKETS_EXPECTED},
    .line = {2, QOS_CHART_MISSING, "late"})
QOS_FIELD (PACKETS_PLAYED, "packets-played", UINT64, "packets",
    "left the jitter buffer of qossrc in time, since the start")
QOS_FIELD (PACKETS_WAITING, "packets-waiting", UINT64, "packets",
    "in that jitter buffer: packets-received - packets-played - packets-late - "
    "packets-skipped")
QOS_FIELD (PACKETS_SKIPPED, "packets-skipped", UINT64, "packets",
    "that never went into the jitter buffer, because their format was not yet "
    "known or they were malformed, or that it threw away when the sender "
    "started a new series")
QOS_FIELD (CONCEALED_MS, "concealed-ms", DOUBLE, "ms",
    "sound that was missing at playout since the start: the gap-ms of all "
    "qosevent messages except those of drift added up (RFC 7294 has concealed "
    "seconds)",
    .gauge = {6, "concealed_seconds",
        "Sound missing at playout since the start, for current streams.",
        .is_sum = true},
    .details = {1, "sound missing"})
QOS_FIELD (PACKETS_STRAY, "packets-stray", UINT64, "packets",
    "with numbers that fit nowhere, not confirmed by a second packet (RFC 3550 "
    "A.1), since the start",
    .counter = {7, "stray_packets_total",
        "RTP packets whose sequence number fits nowhere."})
QOS_FIELD (PACKETS_FOREIGN, "packets-foreign", UINT64, "packets",
    "with the SSRC of this stream from another address while it was live, "
    "since the start: they are dropped and not counted otherwise (RFC 3550 "
    "8.2)",
    .counter = {8, "foreign_packets_total",
        "RTP packets with the SSRC of the stream from another address."})
QOS_FIELD (BOOKS_BALANCED, "books-balanced", BOOL, "",
    "packets-expected = packets-received + packets-lost, each counted on its "
    "own: by numbers, by arrivals, and by runs of loss; in qossrc also "
    "received = played + late + waiting + skipped")
QOS_FIELD (RESTARTS, "restarts", UINT64, "",
    "number of times that the sender started a new series of sequence numbers",
    .counter = {9, "restarts_total",
        "Times a sender started a new series of sequence numbers."})
QOS_FIELD (BYTES_RECEIVED, "bytes-received", UINT64, "bytes",
    "payload of all received packets, including duplicates, since the start",
    .written = "bytesReceived",
    .counter = {10, "received_bytes_total", "Payload received."})
QOS_FIELD (WIRE_BYTES_RECEIVED, "wire-bytes-received", UINT64, "bytes",
    "the same packets with RTP, UDP and IP headers, since the start",
    .counter = {11, "received_wire_bytes_total",
        "Payload received with RTP, UDP and IP headers.", .is_client = true},
    .total = {7})
QOS_FIELD (LOSS_PERCENT, "loss-percent", DOUBLE, "%",
    "lost / expected in this interval (RFC 3550 A.3), at least 0",
    .histogram = {5, "loss_ratio",
        "Lost packets / expected packets in an interval."},
    .gauge = {5, "loss_ratio",
        "Lost packets / expected packets in the last interval."},
    .trend = {1, QOS_TREND_LOSS, QOS_TREND_HIGHEST})
QOS_FIELD (LOSS_TOTAL_PERCENT, "loss-total-percent", DOUBLE, "%",
    "packets-lost / packets-expected, since the start",
    .summary = {8, "loss", 2}, .details = {9, "loss", 2},
    .analysis = {9, "loss", 2})
QOS_FIELD (JITTER_MS, "jitter-ms", DOUBLE, "ms",
    "interarrival jitter J += (|D| - J) / 16 (RFC 3550 A.8), now",
    .written = "jitter",
    .histogram = {1, "jitter_seconds", "Interarrival jitter (RFC 3550 A.8)."},
    .gauge = {1, "jitter_seconds", "Interarrival jitter of the client."},
    .terminal = {5, "jitter", 1, 8},
    .trend = {2, QOS_TREND_JITTER, QOS_TREND_HIGHEST}, .history = {7},
    .line = {1, QOS_CHART_JITTER, "jitter"},
    .tip = "How unevenly packets arrive: the mean change of their transit time "
           "(RFC 3550)")
QOS_FIELD (JITTER_MEAN_MS, "jitter-mean-ms", DOUBLE, "ms",
    "mean of J over all packets since the start", .summary = {9, "jitter", 2},
    .details = {14, "jitter, mean", 2}, .analysis = {12, "jitter", 2})
QOS_FIELD (JITTER_MAX_MS, "jitter-max-ms", DOUBLE, "ms",
    "largest J since the start", .details = {15, "jitter, max", 2},
    .analysis = {13, "jitter max", 2})
QOS_FIELD (DELTA_MAX_MS, "delta-max-ms", DOUBLE, "ms",
    "longest time between two arrivals in this interval",
    .details = {16, "longest pause", 1}, .analysis = {14, "delta max", 1})
QOS_FIELD (MEDIA_KBPS, "media-kbps", DOUBLE, "kbit/s",
    "payload in this interval, of each packet once",
    .details = {25, "sound only", 1}, .history = {8},
    .line = {2, QOS_CHART_BANDWIDTH, "sound"})
QOS_FIELD (WIRE_KBPS, "wire-kbps", DOUBLE, "kbit/s",
    "payload + RTP + UDP + IP headers in this interval, including duplicates",
    .terminal = {8, "bandwidth", 0, 11}, .details = {24, "bandwidth", 1},
    .analysis = {15, "bandwidth", 1},
    .trend = {6, QOS_TREND_BANDWIDTH, QOS_TREND_MEAN}, .history = {9},
    .line = {1, QOS_CHART_BANDWIDTH, "network"},
    .tip = "Network bandwidth of this stream, including all headers")
QOS_FIELD (RTT_MS, "rtt-ms", DOUBLE, "ms",
    "round trip: now - LRR - DLRR of the sender's last answer (RFC 3611 4.5); "
    "absent when it is older than 5 s",
    .is_of_remote = true, .written = "roundTripTime",
    .histogram = {2, "round_trip_seconds",
        "Round trip to the sender and back."},
    .gauge = {2, "round_trip_seconds", "Round trip to the client."},
    .terminal = {6, "round trip", 1, 10}, .details = {21, "round trip", 1},
    .trend = {7, QOS_TREND_DELAY, QOS_TREND_HIGHEST, "round trip"},
    .history = {1}, .line = {1, QOS_CHART_DELAY, "round trip"},
    .tip = "Time to the other end and back")
QOS_FIELD (DELAY_MS, "delay-ms", DOUBLE, "ms",
    "one-way delay from sender to receiver, mean of this interval: arrival - "
    "abs-send-time - clock offset",
    .histogram = {3, "delay_seconds", "One-way delay from the sender."},
    .gauge = {3, "delay_seconds", "One-way delay from the client."},
    .details = {22, "one-way delay", 1},
    .trend = {8, QOS_TREND_DELAY, QOS_TREND_HIGHEST, "one way"}, .history = {2},
    .line = {2, QOS_CHART_DELAY, "one way", QOS_STREAM_DELAY_ERROR_MS})
QOS_FIELD (RETURN_DELAY_MS, "return-delay-ms", DOUBLE, "ms",
    "one-way delay from receiver to sender, of the last report and its echo")
QOS_FIELD (DELAY_ERROR_MS, "delay-error-ms", DOUBLE, "ms",
    "both true delays are within this: half the minimum round trip of the last "
    "8 s, because asymmetry is invisible, plus the error of the estimate",
    .history = {3})
QOS_FIELD (CLOCK_OFFSET_MS, "clock-offset-ms", DOUBLE, "ms",
    "the other end's clock - ours: half the difference of the minimum transits "
    "(RFC 5905 8), with the same error")
QOS_FIELD (SKEW_PPM, "skew-ppm", DOUBLE, "ppm",
    "how much faster the other end's clock is: median slope between the "
    "minimum transits of seconds (after Moon, Skelly, Towsley 1999); absent "
    "while its error may exceed 100",
    .details = {23, "clock skew", 1})
QOS_FIELD (MOUTH_TO_EAR_MS, "mouth-to-ear-ms", DOUBLE, "ms",
    "capture, by the RTP and NTP times of sender reports, to rendering: "
    "minimum transit of the last 5 to 10 s + latency of the pipeline + one "
    "access unit of AAC, which its windows overlap by; to delay-error-ms",
    .history = {4}, .line = {3, QOS_CHART_DELAY, "to the ear"},
    .tip = "Delay from the sender's microphone to your loudspeaker: network, "
           "playout delay and sound cards")
QOS_FIELD (QUEUE_DELAY_MS, "queue-delay-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute, mean of this interval; needs "
    "no common clock",
    .histogram = {4, "queue_delay_seconds",
        "Delay above the minimum of the last minute."},
    .gauge = {4, "queue_delay_seconds",
        "Delay of the client above the minimum of the last minute."})
QOS_FIELD (PDV_P50_MS, "pdv-p50-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 50 % of the packets of "
    "this interval do not exceed (RFC 5481 4.2)",
    .trend = {3, QOS_TREND_VARIATION, QOS_TREND_HIGHEST, "half of the packets"})
QOS_FIELD (PDV_P95_MS, "pdv-p95-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 95 % of the packets of "
    "this interval do not exceed (RFC 5481 4.2)",
    .trend = {4, QOS_TREND_VARIATION, QOS_TREND_HIGHEST, "95 %"})
QOS_FIELD (PDV_P99_MS, "pdv-p99-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 99 % of the packets of "
    "this interval do not exceed (RFC 5481 4.2)",
    .trend = {5, QOS_TREND_VARIATION, QOS_TREND_HIGHEST, "99 %"})
QOS_FIELD (PDV_MAX_MS, "pdv-max-ms", DOUBLE, "ms",
    "the maximum of the same in this interval")
QOS_FIELD (PDV_TOTAL_P50_MS, "pdv-total-p50-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 50 % of the packets of "
    "the stream do not exceed (RFC 5481 4.2)",
    .details = {17, "delay variation, 50 %", 2})
QOS_FIELD (PDV_TOTAL_P95_MS, "pdv-total-p95-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 95 % of the packets of "
    "the stream do not exceed (RFC 5481 4.2)",
    .summary = {10, "delay variation, 95 %", 1},
    .details = {18, "delay variation, 95 %", 2})
QOS_FIELD (PDV_TOTAL_P99_MS, "pdv-total-p99-ms", DOUBLE, "ms",
    "delay above the minimum of the last minute that 99 % of the packets of "
    "the stream do not exceed (RFC 5481 4.2)",
    .details = {19, "delay variation, 99 %", 2})
QOS_FIELD (PDV_TOTAL_MAX_MS, "pdv-total-max-ms", DOUBLE, "ms",
    "the maximum of the same in the stream",
    .details = {20, "delay variation, max", 2})
QOS_FIELD (PACKETS_LATER_THAN, "packets-later-than", COUNTS, "",
    "packets that took more than " QOS_LATER_THAN_TEXT
    " ms above the minimum of the last minute: late packets against playout "
    "delay; of the intervals since the start")
QOS_FIELD (LOSS_RUNS, "loss-runs", COUNTS, "",
    "runs of 1, 2, ..., 9 and of 10 or more packets lost in a row, since the "
    "start (RFC 3611 4.1 has the same as a trace)")
QOS_FIELD (LOSS_RUN_MEAN, "loss-run-mean", DOUBLE, "packets",
    "mean length of the runs; absent without loss")
QOS_FIELD (LOSS_RUN_MAX, "loss-run-max", UINT64, "packets",
    "longest run since the start", .details = {10, "longest run lost"},
    .has_unit = true)
QOS_FIELD (BURST_COUNT, "burst-count", UINT64, "",
    "bursts since the start: they begin and end with a loss, have two or more, "
    "and fewer than 16 received in a row between them (RFC 3611 4.7.2, Gmin "
    "16)",
    .details = {11, "bursts"})
QOS_FIELD (BURST_DENSITY_PERCENT, "burst-density-percent", DOUBLE, "%",
    "lost / all packets of bursts (RFC 3611 4.7.2), since the start",
    .details = {12, "burst density", 1})
QOS_FIELD (BURST_DURATION_MS, "burst-duration-ms", DOUBLE, "ms",
    "mean packets of a burst, times the sound between two (RFC 3611 4.7.2), "
    "since the start")
QOS_FIELD (GAP_DENSITY_PERCENT, "gap-density-percent", DOUBLE, "%",
    "lost / all packets between bursts (RFC 3611 4.7.2)")
QOS_FIELD (GAP_DURATION_MS, "gap-duration-ms", DOUBLE, "ms",
    "mean packets of a gap, times the sound between two (RFC 3611 4.7.2)")
QOS_FIELD (GILBERT_P_PERCENT, "gilbert-p-percent", DOUBLE, "%",
    "runs / received: chance that a loss follows a received packet (Gilbert "
    "1960), since the start")
QOS_FIELD (GILBERT_R_PERCENT, "gilbert-r-percent", DOUBLE, "%",
    "runs / lost: chance that a received packet follows a loss (Gilbert 1960); "
    "absent without loss")
QOS_FIELD (BURST_RATIO, "burst-ratio", DOUBLE, "",
    "1 / (p + r): mean run / that of independent loss, which has 1 (ITU-T "
    "G.107 BurstR); absent without loss",
    .details = {13, "burst ratio", 2})
QOS_FIELD (REORDERED_PERCENT, "reordered-percent", DOUBLE, "%",
    "packets-reordered / packets-received (RFC 4737 4.1)")
QOS_FIELD (REORDER_EXTENT_MAX, "reorder-extent-max", UINT, "packets",
    "maximum number of packets between the first overtaking one and the "
    "overtaken one, up to 64 (RFC 4737 4.2)")
QOS_FIELD (REORDER_LATE_MAX_MS, "reorder-late-max-ms", DOUBLE, "ms",
    "longest time between those two (RFC 4737 4.3)")
QOS_FIELD (R_FACTOR, "r-factor", DOUBLE, "",
    "an estimate, 0 to 100, of this interval: 100 - Ie,eff - Idd (ITU-T G.107 "
    "7.3, 7.4) with the coding term of P.1203.2 for AAC-LC at the bit rate of "
    "its sound, of G.113 for others, loss-percent, BurstR of the interval, and "
    "delay-ms where it is known; absent where the codec has no known term or "
    "the interval has no sound",
    .history = {11})
QOS_FIELD (MOS, "mos", DOUBLE, "",
    "the same as a mean opinion score, 1.05 to 4.9 (ITU-T P.1203.2); an "
    "estimate: published error of such models 0.39 (RMSE)",
    .gauge = {7, "mean_opinion_score",
        "Estimate of the last interval, 1.05 to 4.9."},
    .details = {29, "MOS, last", 2},
    .trend = {9, QOS_TREND_QUALITY, QOS_TREND_LOWEST}, .history = {10},
    .line = {1, QOS_CHART_QUALITY, "quality"},
    .tip = "Estimated quality of the last 10 s, from 1 (bad) to 4.9 "
           "(excellent), as listeners would rate it (MOS)")
QOS_FIELD (LAST_PACKET_BYTES, "last-packet-bytes", UINT, "bytes",
    "payload of the last packet")
QOS_FIELD (LAST_PACKET_AGE_MS, "last-packet-age-ms", DOUBLE, "ms",
    "time since the last packet arrived",
    .written = "lastPacketReceivedTimestamp", .is_written_as_time = true)
QOS_FIELD (RUNNING_TIME, "running-time", UINT64, "ns",
    "running time at the start of this interval")
QOS_FIELD (TIMESTAMP, "timestamp", UINT64, "ns", "the same time in the segment",
    .written = "segment-timestamp")
QOS_FIELD (DURATION, "duration", UINT64, "ns", "length of this interval")
QOS_FIELD (END_REASON, "end-reason", TEXT, "",
    "only in the last message of a stream: bye, timeout or eos",
    .details = {30, "ended by"})
QOS_FIELD (NOT_PLAYED, "not-played", TEXT, "",
    "only from qossrc, and only while this sender is not heard: the reason, "
    "one of the kinds of a qosnotice message")

#undef QOS_FIELD
