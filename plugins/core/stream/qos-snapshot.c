/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-snapshot.h"

#include "qos-limits.h"

#include <string.h>

const QosField qos_stream_fields[QOS_STREAM_N_FIELDS] = {
    [QOS_STREAM_SSRC] = {"ssrc", QOS_TYPE_UINT, "",
        "synchronisation source of the stream (RFC 3550 3)"},
    [QOS_STREAM_CNAME] = {"cname", QOS_TYPE_TEXT, "",
        "canonical name of the sender, from SDES (RFC 3550 6.5.1)"},
    [QOS_STREAM_NAME] = {"name", QOS_TYPE_TEXT, "",
        "what the sender calls itself, from SDES NAME (RFC 3550 6.5.2)"},
    [QOS_STREAM_ADDRESS] = {"address", QOS_TYPE_TEXT, "",
        "address and port the packets come from"},
    [QOS_STREAM_CLOCK_RATE] = {"clock-rate", QOS_TYPE_INT, "Hz",
        "RTP clock of the media, from the codec-config extension, the caps of "
        "its payload type or the static payload type (RFC 3551 6)"},
    [QOS_STREAM_PACKETS_RECEIVED] = {"packets-received", QOS_TYPE_UINT64,
        "packets", "received since the start, each counted once"},
    [QOS_STREAM_PACKETS_EXPECTED] = {"packets-expected", QOS_TYPE_UINT64,
        "packets",
        "highest - lowest extended sequence number + 1 (RFC 3550 A.3), summed "
        "over restarts of the sender"},
    [QOS_STREAM_PACKETS_LOST] = {"packets-lost", QOS_TYPE_UINT64, "packets",
        "packets-expected - packets-received, never negative"},
    [QOS_STREAM_PACKETS_DUPLICATED] = {"packets-duplicated", QOS_TYPE_UINT64,
        "packets", "copies of packets received before, since the start"},
    [QOS_STREAM_PACKETS_REORDERED] = {"packets-reordered", QOS_TYPE_UINT64,
        "packets",
        "came after a packet with a higher number (RFC 4737 3), since the "
        "start"},
    [QOS_STREAM_PACKETS_LATE] = {"packets-late", QOS_TYPE_UINT64, "packets",
        "came or were read after their playout time and not heard, since the "
        "start: by the jitter buffer of qossrc, or as rtpjitterbuffer would "
        "have it with playout-latency"},
    [QOS_STREAM_PACKETS_PLAYED] = {"packets-played", QOS_TYPE_UINT64, "packets",
        "left the jitter buffer of qossrc in time, since the start"},
    [QOS_STREAM_PACKETS_WAITING] = {"packets-waiting", QOS_TYPE_UINT64,
        "packets",
        "in that jitter buffer: packets-received - packets-played - "
        "packets-late - packets-skipped"},
    [QOS_STREAM_PACKETS_SKIPPED] = {"packets-skipped", QOS_TYPE_UINT64,
        "packets",
        "that never went into the jitter buffer, because their format was not "
        "yet known or they were malformed, or that it threw away when the "
        "sender started a new series"},
    [QOS_STREAM_CONCEALED_MS] = {"concealed-ms", QOS_TYPE_DOUBLE, "ms",
        "sound that was missing at playout since the start: the gap-ms of all "
        "qosevent messages but those of drift added up (RFC 7294 has concealed "
        "seconds)"},
    [QOS_STREAM_PACKETS_STRAY] = {"packets-stray", QOS_TYPE_UINT64, "packets",
        "with numbers that fit nowhere and that no second packet confirmed "
        "(RFC 3550 A.1), since the start"},
    [QOS_STREAM_PACKETS_FOREIGN] = {"packets-foreign", QOS_TYPE_UINT64,
        "packets",
        "with the SSRC of this stream from another address while it was live, "
        "since the start: they are dropped and not in the other numbers "
        "(RFC 3550 8.2)"},
    [QOS_STREAM_BOOKS_BALANCED] = {"books-balanced", QOS_TYPE_BOOL, "",
        "packets-expected = packets-received + packets-lost, each counted on "
        "its own: by numbers, by arrivals, and by runs of loss; in qossrc also "
        "received = played + late + waiting + skipped"},
    [QOS_STREAM_RESTARTS] = {"restarts", QOS_TYPE_UINT64, "",
        "times the sender began a new series of sequence numbers"},
    [QOS_STREAM_BYTES_RECEIVED] = {"bytes-received", QOS_TYPE_UINT64, "bytes",
        "payload of all packets that came, copies too, since the start"},
    [QOS_STREAM_WIRE_BYTES_RECEIVED] = {"wire-bytes-received", QOS_TYPE_UINT64,
        "bytes",
        "the same packets with RTP, UDP and IP headers, since the start"},
    [QOS_STREAM_LOSS_PERCENT] = {"loss-percent", QOS_TYPE_DOUBLE, "%",
        "lost / expected in this interval (RFC 3550 A.3), at least 0"},
    [QOS_STREAM_LOSS_TOTAL_PERCENT] = {"loss-total-percent", QOS_TYPE_DOUBLE,
        "%", "packets-lost / packets-expected, since the start"},
    [QOS_STREAM_JITTER_MS] = {"jitter-ms", QOS_TYPE_DOUBLE, "ms",
        "interarrival jitter J += (|D| - J) / 16 (RFC 3550 A.8), now"},
    [QOS_STREAM_JITTER_MEAN_MS] = {"jitter-mean-ms", QOS_TYPE_DOUBLE, "ms",
        "mean of J over all packets since the start"},
    [QOS_STREAM_JITTER_MAX_MS] = {"jitter-max-ms", QOS_TYPE_DOUBLE, "ms",
        "largest J since the start"},
    [QOS_STREAM_DELTA_MAX_MS] = {"delta-max-ms", QOS_TYPE_DOUBLE, "ms",
        "longest time between two arrivals in this interval"},
    [QOS_STREAM_MEDIA_KBPS] = {"media-kbps", QOS_TYPE_DOUBLE, "kbit/s",
        "payload in this interval, of each packet once"},
    [QOS_STREAM_WIRE_KBPS] = {"wire-kbps", QOS_TYPE_DOUBLE, "kbit/s",
        "payload + RTP + UDP + IP headers in this interval, copies too"},
    [QOS_STREAM_RTT_MS] = {"rtt-ms", QOS_TYPE_DOUBLE, "ms",
        "round trip: now - LRR - DLRR of the sender's last answer (RFC 3611 "
        "4.5); absent when it is older than 5 s"},
    [QOS_STREAM_DELAY_MS] = {"delay-ms", QOS_TYPE_DOUBLE, "ms",
        "one-way delay from sender to receiver, mean of this interval: arrival "
        "- "
        "abs-send-time - clock offset"},
    [QOS_STREAM_RETURN_DELAY_MS] = {"return-delay-ms", QOS_TYPE_DOUBLE, "ms",
        "one-way delay from receiver to sender, of the last report and its "
        "echo"},
    [QOS_STREAM_DELAY_ERROR_MS] = {"delay-error-ms", QOS_TYPE_DOUBLE, "ms",
        "the true delays are within this of both: half the least round trip of "
        "8 s, which asymmetry may hide, and what the estimate adds"},
    [QOS_STREAM_CLOCK_OFFSET_MS] = {"clock-offset-ms", QOS_TYPE_DOUBLE, "ms",
        "the far end's clock - ours: half the difference of the least transits "
        "(RFC 5905 8), with the same error"},
    [QOS_STREAM_SKEW_PPM] = {"skew-ppm", QOS_TYPE_DOUBLE, "ppm",
        "how much faster the far end's clock runs: median slope between the "
        "least transits of seconds (after Moon, Skelly, Towsley 1999); absent "
        "while it may be off by more than 100"},
    [QOS_STREAM_MOUTH_TO_EAR_MS] = {"mouth-to-ear-ms", QOS_TYPE_DOUBLE, "ms",
        "capture, by the RTP and NTP times of sender reports, to rendering: "
        "least transit of the last 5 to 10 s + latency of the pipeline + one "
        "access unit of AAC, which its windows overlap by; to delay-error-ms"},
    [QOS_STREAM_QUEUE_DELAY_MS] = {"queue-delay-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute, mean of this interval; "
        "needs "
        "no common clock"},
    [QOS_STREAM_PDV_P50_MS] = {"pdv-p50-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 50 % of the packets of "
        "this interval do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_P95_MS] = {"pdv-p95-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 95 % of the packets of "
        "this interval do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_P99_MS] = {"pdv-p99-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 99 % of the packets of "
        "this interval do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_MAX_MS] = {"pdv-max-ms", QOS_TYPE_DOUBLE, "ms",
        "the most of those in this interval"},
    [QOS_STREAM_PDV_TOTAL_P50_MS] = {"pdv-total-p50-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 50 % of the packets of "
        "the stream do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_TOTAL_P95_MS] = {"pdv-total-p95-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 95 % of the packets of "
        "the stream do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_TOTAL_P99_MS] = {"pdv-total-p99-ms", QOS_TYPE_DOUBLE, "ms",
        "delay above the least of the last minute that 99 % of the packets of "
        "the stream do not exceed (RFC 5481 4.2)"},
    [QOS_STREAM_PDV_TOTAL_MAX_MS] = {"pdv-total-max-ms", QOS_TYPE_DOUBLE, "ms",
        "the most of those in the stream"},
    [QOS_STREAM_PACKETS_LATER_THAN] = {"packets-later-than", QOS_TYPE_COUNTS,
        "",
        "packets that took more than " QOS_TEXT (
            QOS_LATER_THAN_MS) " ms above the least of the last minute: late "
                               "loss "
                               "against playout delay; of the intervals since "
                               "the start"},
    [QOS_STREAM_LOSS_RUNS] = {"loss-runs", QOS_TYPE_COUNTS, "",
        "runs of 1, 2, ..., 9 and of 10 or more packets lost in a row, since "
        "the start (RFC 3611 4.1 has the same as a trace)"},
    [QOS_STREAM_LOSS_RUN_MEAN] = {"loss-run-mean", QOS_TYPE_DOUBLE, "packets",
        "mean length of the runs; absent without loss"},
    [QOS_STREAM_LOSS_RUN_MAX] = {"loss-run-max", QOS_TYPE_UINT64, "packets",
        "longest run since the start"},
    [QOS_STREAM_BURST_COUNT] = {"burst-count", QOS_TYPE_UINT64, "",
        "bursts since the start: they begin and end with a loss, have two or "
        "more, and fewer than 16 received in a row between them (RFC 3611 "
        "4.7.2, Gmin 16)"},
    [QOS_STREAM_BURST_DENSITY_PERCENT] = {"burst-density-percent",
        QOS_TYPE_DOUBLE, "%",
        "lost / all packets of bursts (RFC 3611 4.7.2), since the start"},
    [QOS_STREAM_BURST_DURATION_MS] = {"burst-duration-ms", QOS_TYPE_DOUBLE,
        "ms",
        "mean packets of a burst, times the sound between two (RFC 3611 "
        "4.7.2), "
        "since the start"},
    [QOS_STREAM_GAP_DENSITY_PERCENT] = {"gap-density-percent", QOS_TYPE_DOUBLE,
        "%", "lost / all packets between bursts (RFC 3611 4.7.2)"},
    [QOS_STREAM_GAP_DURATION_MS] = {"gap-duration-ms", QOS_TYPE_DOUBLE, "ms",
        "mean packets of a gap, times the sound between two (RFC 3611 4.7.2)"},
    [QOS_STREAM_GILBERT_P_PERCENT] = {"gilbert-p-percent", QOS_TYPE_DOUBLE, "%",
        "runs / received: chance that a loss follows a received packet "
        "(Gilbert 1960), since the start"},
    [QOS_STREAM_GILBERT_R_PERCENT] = {"gilbert-r-percent", QOS_TYPE_DOUBLE, "%",
        "runs / lost: chance that a received packet follows a loss (Gilbert "
        "1960); absent without loss"},
    [QOS_STREAM_BURST_RATIO] = {"burst-ratio", QOS_TYPE_DOUBLE, "",
        "1 / (p + r): mean run / that of independent loss, which has 1 (ITU-T "
        "G.107 BurstR); absent without loss"},
    [QOS_STREAM_REORDERED_PERCENT] = {"reordered-percent", QOS_TYPE_DOUBLE, "%",
        "packets-reordered / packets-received (RFC 4737 4.1)"},
    [QOS_STREAM_REORDER_EXTENT_MAX] = {"reorder-extent-max", QOS_TYPE_UINT,
        "packets",
        "most packets that came between the first to overtake and the "
        "overtaken one, at most 64 (RFC 4737 4.2)"},
    [QOS_STREAM_REORDER_LATE_MAX_MS] = {"reorder-late-max-ms", QOS_TYPE_DOUBLE,
        "ms", "longest time between those two (RFC 4737 4.3)"},
    [QOS_STREAM_R_FACTOR] = {"r-factor", QOS_TYPE_DOUBLE, "",
        "an estimate, 0 to 100, of this interval: 100 - Ie,eff - Idd (ITU-T "
        "G.107 7.3, 7.4) with the coding term of P.1203.2 for AAC-LC at the "
        "bit rate of its sound, of G.113 for others, loss-percent, BurstR of "
        "the interval, and delay-ms where it is known; absent where the codec "
        "has no known term or the interval has no sound"},
    [QOS_STREAM_MOS] = {"mos", QOS_TYPE_DOUBLE, "",
        "the same as a mean opinion score, 1.05 to 4.9 (ITU-T P.1203.2); an "
        "estimate: published error of such models 0.39 (RMSE)"},
    [QOS_STREAM_LAST_PACKET_BYTES] = {"last-packet-bytes", QOS_TYPE_UINT,
        "bytes", "payload of the last packet"},
    [QOS_STREAM_LAST_PACKET_AGE_MS] = {"last-packet-age-ms", QOS_TYPE_DOUBLE,
        "ms", "time since the last packet came"},
    [QOS_STREAM_RUNNING_TIME] = {"running-time", QOS_TYPE_UINT64, "ns",
        "running time at the start of this interval"},
    [QOS_STREAM_TIMESTAMP] = {"timestamp", QOS_TYPE_UINT64, "ns",
        "the same as a timestamp of the segment"},
    [QOS_STREAM_DURATION] = {"duration", QOS_TYPE_UINT64, "ns",
        "length of this interval"},
    [QOS_STREAM_END_REASON] = {"end-reason", QOS_TYPE_TEXT, "",
        "only in the last message of a stream: bye, timeout or eos"},
    [QOS_STREAM_NOT_PLAYED] = {"not-played", QOS_TYPE_TEXT, "",
        "only from qossrc, and only while this sender is not heard: why, as "
        "the notice of a qosnotice message says it"},
};

const QosField qos_event_fields[QOS_EVENT_N_FIELDS] = {
    [QOS_EVENT_SSRC] = {"ssrc", QOS_TYPE_UINT, "",
        "synchronisation source of the stream (RFC 3550 3)"},
    [QOS_EVENT_CNAME] = {"cname", QOS_TYPE_TEXT, "",
        "canonical name of the sender, from SDES (RFC 3550 6.5.1)"},
    [QOS_EVENT_CAUSE] = {"cause", QOS_TYPE_TEXT, "",
        "what most of the missing packets are missing for: loss (one alone), "
        "burst, late, reordered, sender, drift or receiver"},
    [QOS_EVENT_GAP_MS] = {"gap-ms", QOS_TYPE_DOUBLE, "ms",
        "time without sound, from the end of the packet before to the time of "
        "the next one that is heard; of drift, how far the clocks have run "
        "apart"},
    [QOS_EVENT_PACKETS_LOST] = {"packets-lost", QOS_TYPE_UINT64, "packets",
        "of the gap, that never came"},
    [QOS_EVENT_PACKETS_LATE] = {"packets-late", QOS_TYPE_UINT64, "packets",
        "of the gap, that came after their playout time"},
    [QOS_EVENT_EXCESS_MS] = {"excess-ms", QOS_TYPE_DOUBLE, "ms",
        "how much later than the latency bridges the latest packet came, of "
        "those or the one that the jitter buffer waited for"},
    [QOS_EVENT_LATENCY_MS] = {"latency-ms", QOS_TYPE_DOUBLE, "ms",
        "of the jitter buffer"},
    [QOS_EVENT_ADVISED_LATENCY_MS] = {"advised-latency-ms", QOS_TYPE_DOUBLE,
        "ms",
        "least multiple of 10 ms that would have saved 97 % of the packets "
        "that were too late since the start, up to " QOS_TEXT (
            QOS_LATENCY_ADVICE_MAX_MS)},
    [QOS_EVENT_SAVED_PERCENT] = {"saved-percent", QOS_TYPE_DOUBLE, "%",
        "how many of them it would have saved"},
    [QOS_EVENT_ADVICE] = {"advice", QOS_TYPE_TEXT, "", "what to do, in words"},
    [QOS_EVENT_RUNNING_TIME] = {"running-time", QOS_TYPE_UINT64, "ns",
        "when it should have been heard"},
};

const QosField qos_notice_fields[QOS_NOTICE_N_FIELDS] = {
    [QOS_NOTICE_SSRC] = {"ssrc", QOS_TYPE_UINT, "",
        "synchronisation source that it is about (RFC 3550 3)"},
    [QOS_NOTICE_ADDRESS] = {"address", QOS_TYPE_TEXT, "",
        "address and port of the far end"},
    [QOS_NOTICE_NAME] = {"name", QOS_TYPE_TEXT, "",
        "what the far end calls itself, from SDES NAME (RFC 3550 6.5.2)"},
    [QOS_NOTICE_NOTICE] = {"notice", QOS_TYPE_TEXT, "",
        "format-unknown, format-not-played, payload-type-unexpected, "
        "ssrc-collision, place-refused, bad-data, decode-error, unreachable or "
        "reachable"},
    [QOS_NOTICE_TEXT] = {"text", QOS_TYPE_TEXT, "",
        "what happened, in words, with the values"},
    [QOS_NOTICE_ADVICE] = {"advice", QOS_TYPE_TEXT, "", "what to do, in words"},
    [QOS_NOTICE_RUNNING_TIME] = {"running-time", QOS_TYPE_UINT64, "ns",
        "when it was noticed"},
};

const QosField qos_sender_fields[QOS_SENDER_N_FIELDS] = {
    [QOS_SENDER_SSRC] = {"ssrc", QOS_TYPE_UINT, "",
        "synchronisation source of the stream (RFC 3550 3)"},
    [QOS_SENDER_PACKETS_SENT] = {"packets-sent", QOS_TYPE_UINT64, "packets",
        "since the start"},
    [QOS_SENDER_PACKETS_NOT_SENT] = {"packets-not-sent", QOS_TYPE_UINT64,
        "packets",
        "of packets-sent, those that the system did not take, since the start; "
        "only from qossink"},
    [QOS_SENDER_BYTES_SENT] = {"bytes-sent", QOS_TYPE_UINT64, "bytes",
        "payload since the start (RFC 3550 6.4.1, octet count)"},
    [QOS_SENDER_WIRE_BYTES_SENT] = {"wire-bytes-sent", QOS_TYPE_UINT64, "bytes",
        "payload + RTP + UDP + IP headers, since the start; those of IPv4 "
        "where "
        "qospay is not told otherwise by qossink"},
    [QOS_SENDER_MEDIA_KBPS] = {"media-kbps", QOS_TYPE_DOUBLE, "kbit/s",
        "payload in this interval"},
    [QOS_SENDER_WIRE_KBPS] = {"wire-kbps", QOS_TYPE_DOUBLE, "kbit/s",
        "payload + RTP + UDP + IP headers in this interval, as above"},
    [QOS_SENDER_RTT_MS] = {"rtt-ms", QOS_TYPE_DOUBLE, "ms",
        "round trip: now - LSR - DLSR of the last report (RFC 3550 6.4.1); "
        "absent when it is older than 5 s"},
    [QOS_SENDER_RTT_MIN_MS] = {"rtt-min-ms", QOS_TYPE_DOUBLE, "ms",
        "least round trip since the start"},
    [QOS_SENDER_DELAY_MS] = {"delay-ms", QOS_TYPE_DOUBLE, "ms",
        "one-way delay from sender to receiver, of the last report that it "
        "answered"},
    [QOS_SENDER_RETURN_DELAY_MS] = {"return-delay-ms", QOS_TYPE_DOUBLE, "ms",
        "one-way delay from receiver to sender, of the last report and its "
        "echo"},
    [QOS_SENDER_DELAY_ERROR_MS] = {"delay-error-ms", QOS_TYPE_DOUBLE, "ms",
        "the true delays are within this of both: half the least round trip of "
        "8 s, which asymmetry may hide, and what the estimate adds"},
    [QOS_SENDER_CLOCK_OFFSET_MS] = {"clock-offset-ms", QOS_TYPE_DOUBLE, "ms",
        "the far end's clock - ours: half the difference of the least transits "
        "(RFC 5905 8), with the same error"},
    [QOS_SENDER_SKEW_PPM] = {"skew-ppm", QOS_TYPE_DOUBLE, "ppm",
        "how much faster the far end's clock runs: median slope between the "
        "least transits of seconds (after Moon, Skelly, Towsley 1999); absent "
        "while it may be off by more than 100"},
    [QOS_SENDER_REMOTE_SSRC] = {"remote-ssrc", QOS_TYPE_UINT, "",
        "the receiver that the remote values are from: the last to report"},
    [QOS_SENDER_REMOTE_CNAME] = {"remote-cname", QOS_TYPE_TEXT, "",
        "canonical name of that receiver, from SDES (RFC 3550 6.5.1)"},
    [QOS_SENDER_REMOTE_NAME] = {"remote-name", QOS_TYPE_TEXT, "",
        "what that receiver calls itself, from SDES NAME (RFC 3550 6.5.2)"},
    [QOS_SENDER_REMOTE_PACKETS_RECEIVED] = {"remote-packets-received",
        QOS_TYPE_UINT64, "packets",
        "received there since its first, each counted once, by its report "
        "blocks and Statistics Summaries (RFC 3611 4.6)"},
    [QOS_SENDER_REMOTE_LOSS_PERCENT] = {"remote-loss-percent", QOS_TYPE_DOUBLE,
        "%",
        "lost / expected between that receiver's last two reports, at least 0; "
        "its fraction lost when there is but one"},
    [QOS_SENDER_REMOTE_PACKETS_LOST] = {"remote-packets-lost", QOS_TYPE_UINT64,
        "packets",
        "cumulative loss that receiver reports (RFC 3550 6.4.1), at least 0"},
    [QOS_SENDER_REMOTE_PACKETS_DUPLICATED] = {"remote-packets-duplicated",
        QOS_TYPE_UINT64, "packets",
        "copies that came there (RFC 3611 4.6); absent when a summary was "
        "lost"},
    [QOS_SENDER_PACKETS_IN_FLIGHT] = {"packets-in-flight", QOS_TYPE_UINT64,
        "packets",
        "sent after the highest number of that receiver's last report: under "
        "way, or not reported yet"},
    [QOS_SENDER_BOOKS_BALANCED] = {"books-balanced", QOS_TYPE_BOOL, "",
        "packets-sent since that receiver's first = remote-packets-received + "
        "remote-packets-lost + packets-in-flight, and its two accounts of "
        "loss, report blocks and summaries, agree"},
    [QOS_SENDER_REMOTE_JITTER_MS] = {"remote-jitter-ms", QOS_TYPE_DOUBLE, "ms",
        "jitter that receiver reports (RFC 3550 6.4.1)"},
    [QOS_SENDER_REMOTE_LOSS_RUN_MAX] = {"remote-loss-run-max", QOS_TYPE_UINT64,
        "packets", "longest run of loss in its Loss RLE blocks (RFC 3611 4.1)"},
    [QOS_SENDER_REMOTE_BURST_DENSITY_PERCENT] = {"remote-burst-density-percent",
        QOS_TYPE_DOUBLE, "%", "from its VoIP Metrics (RFC 3611 4.7.2)"},
    [QOS_SENDER_REMOTE_BURST_DURATION_MS] = {"remote-burst-duration-ms",
        QOS_TYPE_DOUBLE, "ms", "from its VoIP Metrics (RFC 3611 4.7.2)"},
    [QOS_SENDER_REMOTE_GAP_DENSITY_PERCENT] = {"remote-gap-density-percent",
        QOS_TYPE_DOUBLE, "%", "from its VoIP Metrics (RFC 3611 4.7.2)"},
    [QOS_SENDER_REMOTE_GAP_DURATION_MS] = {"remote-gap-duration-ms",
        QOS_TYPE_DOUBLE, "ms", "from its VoIP Metrics (RFC 3611 4.7.2)"},
    [QOS_SENDER_REMOTE_DISCARD_PERCENT] = {"remote-discard-percent",
        QOS_TYPE_DOUBLE, "%",
        "came too late for its jitter buffer, since the start (RFC 3611 "
        "4.7.1)"},
    [QOS_SENDER_REMOTE_JITTER_BUFFER_MS] = {"remote-jitter-buffer-ms",
        QOS_TYPE_DOUBLE, "ms", "nominal delay of it (RFC 3611 4.7.7)"},
    [QOS_SENDER_REMOTE_R_FACTOR] = {"remote-r-factor", QOS_TYPE_DOUBLE, "",
        "its r-factor of its last interval, an estimate (RFC 3611 4.7.5)"},
    [QOS_SENDER_REMOTE_MOS] = {"remote-mos", QOS_TYPE_DOUBLE, "",
        "its mos (MOS-CQ, or MOS-LQ where it knows no delay), an estimate (RFC "
        "3611 4.7.5)"},
    [QOS_SENDER_REPORT_AGE_MS] = {"report-age-ms", QOS_TYPE_DOUBLE, "ms",
        "time since the last report came"},
    [QOS_SENDER_REPORTS_RECEIVED] = {"reports-received", QOS_TYPE_UINT64, "",
        "report blocks about this stream, since the start"},
    [QOS_SENDER_BYES_RECEIVED] = {"byes-received", QOS_TYPE_UINT64, "",
        "receivers that reported and have said goodbye, since the start"},
    [QOS_SENDER_RUNNING_TIME] = {"running-time", QOS_TYPE_UINT64, "ns",
        "running time at the start of this interval"},
    [QOS_SENDER_DURATION] = {"duration", QOS_TYPE_UINT64, "ns",
        "length of this interval"},
};

_Static_assert(QOS_STREAM_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of a stream");
_Static_assert(QOS_EVENT_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of an event");
_Static_assert(QOS_SENDER_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of a sender");

static void
set_known (QosSnapshot *snapshot, unsigned field)
{
  snapshot->known[field / 64] |= UINT64_C (1) << field % 64;
}

void
qos_snapshot_clear (QosSnapshot *snapshot)
{
  memset (snapshot->known, 0, sizeof snapshot->known);
  snapshot->n_texts = snapshot->n_lists = 0;
}

bool
qos_snapshot_has (const QosSnapshot *snapshot, unsigned field)
{
  return (snapshot->known[field / 64] >> field % 64 & 1) != 0;
}

void
qos_snapshot_set_uint (QosSnapshot *snapshot, unsigned field, uint64_t value)
{
  snapshot->values[field].u = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_int (QosSnapshot *snapshot, unsigned field, int32_t value)
{
  snapshot->values[field].i = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_bool (QosSnapshot *snapshot, unsigned field, bool value)
{
  snapshot->values[field].u = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_double (QosSnapshot *snapshot, unsigned field, double value)
{
  snapshot->values[field].d = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_text (QosSnapshot *snapshot, unsigned field, const char *text)
{
  char *to;

  if (text[0] == '\0' || snapshot->n_texts == QOS_SNAPSHOT_TEXTS_MAX)
    return;
  to = snapshot->texts[snapshot->n_texts];
  strncpy (to, text, QOS_TEXT_SIZE - 1);
  to[QOS_TEXT_SIZE - 1] = '\0';
  snapshot->values[field].text = snapshot->n_texts++;
  set_known (snapshot, field);
}

const char *
qos_snapshot_text (const QosSnapshot *snapshot, unsigned field)
{
  return snapshot->texts[snapshot->values[field].text];
}

void
qos_snapshot_set_counts (QosSnapshot *snapshot, unsigned field,
    const uint64_t *counts, unsigned n)
{
  unsigned list = snapshot->n_lists;

  if (list == QOS_SNAPSHOT_LISTS_MAX)
    return;
  if (n > QOS_SNAPSHOT_LIST_SIZE)
    n = QOS_SNAPSHOT_LIST_SIZE;
  memcpy (snapshot->lists[list], counts, n * sizeof *counts);
  snapshot->list_sizes[list] = n;
  snapshot->values[field].list = snapshot->n_lists++;
  set_known (snapshot, field);
}

const uint64_t *
qos_snapshot_counts (const QosSnapshot *snapshot, unsigned field, unsigned *n)
{
  unsigned list = snapshot->values[field].list;

  *n = snapshot->list_sizes[list];
  return snapshot->lists[list];
}

static bool
is_kept (const QosValues *values, unsigned field)
{
  return (values->known[field / 64] >> field % 64 & 1) != 0;
}

void
qos_snapshot_keep (const QosSnapshot *snapshot, QosValues *values)
{
  unsigned n = 0;

  memset (values->known, 0, sizeof values->known);
  for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX && n < QOS_VALUES_MAX; i++) {
    if (!qos_snapshot_has (snapshot, i))
      continue;
    values->known[i / 64] |= UINT64_C (1) << i % 64;
    values->values[n++] = snapshot->values[i];
  }
}

void
qos_snapshot_restore (QosSnapshot *snapshot, const QosValues *values)
{
  unsigned n = 0;

  qos_snapshot_clear (snapshot);
  for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX; i++) {
    if (!is_kept (values, i))
      continue;
    snapshot->values[i] = values->values[n++];
    set_known (snapshot, i);
  }
}

const QosValue *
qos_values_find (const QosValues *values, unsigned field)
{
  unsigned n = 0;

  if (!is_kept (values, field))
    return NULL;
  for (unsigned i = 0; i < field; i++)
    n += is_kept (values, i);
  return &values->values[n];
}
