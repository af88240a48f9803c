/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of qosnotice messages.
 */
#ifndef QOS_FIELD
#define QOS_FIELD(...)
#endif

QOS_FIELD (SSRC, "ssrc", UINT, "",
    "synchronisation source that it is about (RFC 3550 3)")
QOS_FIELD (ADDRESS, "address", TEXT, "", "address and port of the other end")
QOS_FIELD (NAME, "name", TEXT, "",
    "name of the other end, from SDES NAME (RFC 3550 6.5.2)")
QOS_FIELD (NOTICE, "notice", TEXT, "",
    "format-unknown, format-not-played, payload-type-unexpected, "
    "ssrc-collision, place-refused, bad-data, decode-error, unreachable or "
    "reachable")
QOS_FIELD (TEXT, "text", TEXT, "", "what happened, in words with values")
QOS_FIELD (ADVICE, "advice", TEXT, "", "advice, in words")
QOS_FIELD (RUNNING_TIME, "running-time", UINT64, "ns", "when it was noticed")

#undef QOS_FIELD
