/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of qosevent messages. The W3C has nothing of the kind.
 */
#ifndef QOS_FIELD
#define QOS_FIELD(...)
#endif

QOS_FIELD (SSRC, "ssrc", UINT, "",
    "synchronisation source of the stream (RFC 3550 3)")
QOS_FIELD (CNAME, "cname", TEXT, "",
    "canonical name of the sender, from SDES (RFC 3550 6.5.1)")
QOS_FIELD (CAUSE, "cause", TEXT, "",
    "why most of the packets are missing: loss (a single one), burst, late, "
    "reordered, sender, drift or receiver")
QOS_FIELD (GAP_MS, "gap-ms", DOUBLE, "ms",
    "time without sound, from the end of the previous packet to the time of "
    "the next one that is heard; for drift, how far the clocks have drifted "
    "apart")
QOS_FIELD (PACKETS_LOST, "packets-lost", UINT64, "packets",
    "of the gap, that never arrived")
QOS_FIELD (PACKETS_LATE, "packets-late", UINT64, "packets",
    "of the gap, that arrived after their playout time")
QOS_FIELD (EXCESS_MS, "excess-ms", DOUBLE, "ms",
    "how much later than the latency allows the latest of these packets "
    "arrived, or the one that the jitter buffer waited for")
QOS_FIELD (LATENCY_MS, "latency-ms", DOUBLE, "ms", "of the jitter buffer")
QOS_FIELD (ADVISED_LATENCY_MS, "advised-latency-ms", DOUBLE, "ms",
    "smallest multiple of 10 ms that would have saved 97 % of the packets that "
    "were too late since the start, up to " QOS_LATENCY_ADVICE_MAX_TEXT)
QOS_FIELD (SAVED_PERCENT, "saved-percent", DOUBLE, "%",
    "share of them that it would have saved")
QOS_FIELD (ADVICE, "advice", TEXT, "", "advice, in words")
QOS_FIELD (RUNNING_TIME, "running-time", UINT64, "ns",
    "when it should have been heard")

#undef QOS_FIELD
