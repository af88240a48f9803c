/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Checks that a datagram is well-formed RTCP (RFC 3550 6, A.2; RFC 5506 allows
 * a first packet other than a report). This must come before anything is read
 * from it: GStreamer's own check looks only at packet headers, and its readers
 * trust the counts in them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if each packet has version 2 and an RTCP type (192..223), their lengths
 * add up to size, only the last one has padding, and each SR, RR, SDES, BYE and
 * XR is large enough for its contents. */
bool qos_rtcp_is_well_formed (const uint8_t *data, size_t size);

/* For a datagram that is not well-formed: does it begin with an SR or RR and
 * continue with something that is not RTCP? That is SRTCP (RFC 3711 3.4), where
 * only the first 8 bytes are unencrypted. */
bool qos_rtcp_is_encrypted (const uint8_t *data, size_t size);
