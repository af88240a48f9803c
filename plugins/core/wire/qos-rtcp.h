/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Is a datagram well-formed RTCP (RFC 3550 6, A.2, RFC 5506 for a first packet
 * other than a report)? Checked before anything of it is read: GStreamer's own
 * check looks at the packets' headers only, and its readers trust the counts
 * in them.
 */
#ifndef QOS_RTCP_H
#define QOS_RTCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when each packet is version 2 and of an RTCP type (192..223), their
 * lengths add up to size, padding is that of the last one alone, and each SR,
 * RR, SDES, BYE and XR has room for what it says it holds. */
bool qos_rtcp_is_well_formed (const uint8_t *data, size_t size);

/* A datagram that is not well-formed: does it begin with an SR or RR, and go on
 * with what is no RTCP at all? So it is with SRTCP (RFC 3711 3.4), of which the
 * first 8 bytes alone are not encrypted. */
bool qos_rtcp_is_encrypted (const uint8_t *data, size_t size);

#endif
