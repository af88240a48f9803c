/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the apps and qos-analyze add to a message to show it.
 */
#ifndef QOS_FIELD
#define QOS_FIELD(...)
#endif

QOS_FIELD (STATE, "state", TEXT, "", "how it goes: Good, Drop-outs, ...",
    .terminal = {1, "state", 0, 9})
QOS_FIELD (MISSING, "missing", TEXT, "", "sound missing in the last 10 s",
    .terminal = {2, "missing/10s", 0, 11},
    .tip = "Sound that could not be played in the last 10 s, because packets "
           "were lost or late")
QOS_FIELD (LOST, "lost", DOUBLE, "%",
    "packets of the last 10 s that never arrived",
    .tip = "Packets of the last 10 s that never arrived")
QOS_FIELD (LATE, "late", DOUBLE, "%",
    "packets of the last 10 s that arrived too late",
    .tip = "Packets of the last 10 s that arrived too late to be played; a "
           "longer playout delay would save them")
QOS_FIELD (LAST, "last", TEXT, "", "size and time of the last packet",
    .tip = "Size and time of the last packet")
QOS_FIELD (LEVEL_DB, "level-db", DOUBLE, "dB",
    "peak of the sound, of full scale", .terminal = {7, "level", 0, 6})
QOS_FIELD (START_S, "start-s", DOUBLE, "s",
    "when the stream began, from the first frame of a capture",
    .analysis = {1, "start", 3})
QOS_FIELD (LENGTH_S, "length-s", DOUBLE, "s", "how long it was",
    .analysis = {2, "length", 3})
QOS_FIELD (DESTINATION, "destination", TEXT, "",
    "address and port the packets go to", .summary = {2, "to"},
    .analysis = {4, "to"})
QOS_FIELD (SSRC_TEXT, "ssrc-text", TEXT, "", "its SSRC in hexadecimal",
    .analysis = {5, "SSRC"})
QOS_FIELD (CODEC, "codec", TEXT, "", "how the sound is encoded",
    .summary = {3, "codec"}, .analysis = {6, "codec"},
    .tip = "How the sound is encoded, its sample rate and channels")
QOS_FIELD (PAYLOAD_TYPE, "payload-type", UINT, "", "RTP payload type")
QOS_FIELD (MISSING_PERCENT, "missing-percent", DOUBLE, "%",
    "concealed-ms of the whole stream", .summary = {4, "sound missing", 2},
    .details = {2, "of all sound", 2})
QOS_FIELD (MOS_MEAN, "mos-mean", DOUBLE, "", "mean of mos over the intervals",
    .summary = {11, "MOS", 2}, .details = {27, "MOS, mean", 2},
    .analysis = {16, "MOS", 2})
QOS_FIELD (MOS_MIN, "mos-min", DOUBLE, "", "lowest mos of an interval",
    .details = {28, "MOS, min", 2}, .analysis = {17, "MOS min", 2})
QOS_FIELD (EVENTS, "events", UINT64, "", "qosevent messages of the stream",
    .analysis = {18, "events"})

#undef QOS_FIELD
