/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP extended reports (RFC 3611): writes and reads the two blocks that give
 * the receiver a round trip, Receiver Reference Time (4.4) and DLRR (4.5).
 * GStreamer 1.22 has a reader only. Blocks of other types are skipped.
 */
#ifndef QOS_XR_H
#define QOS_XR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QOS_XR_PACKET_TYPE 207

/* Bytes of a packet with one RRTR block, and of one with n DLRR sub-blocks. */
#define QOS_XR_RRTR_SIZE 20
#define QOS_XR_DLRR_SIZE(n) (12 + 12 * (size_t) (n))
#define QOS_XR_DLRR_MAX 16

typedef struct
{
  uint32_t ssrc; /* the receiver that is answered */
  uint32_t lrr;  /* middle 32 bits of its last RRTR */
  uint32_t dlrr; /* time since that came, 1/65536 s */
} QosXrDlrr;

/* What was found; counts over the maximum are ignored. */
typedef struct
{
  uint32_t sender_ssrc;
  bool have_rrtr;
  uint64_t rrtr_ntp; /* 32.32 */
  unsigned n_dlrr;
  QosXrDlrr dlrr[QOS_XR_DLRR_MAX];
} QosXr;

/* Writes a whole XR packet to data, which holds size bytes. Returns the bytes
 * written, a multiple of 4; 0 when size is too small or n is 0 or over
 * QOS_XR_DLRR_MAX. */
size_t qos_xr_write_rrtr (uint8_t *data, size_t size, uint32_t ssrc,
    uint64_t ntp);
size_t qos_xr_write_dlrr (uint8_t *data, size_t size, uint32_t ssrc,
    const QosXrDlrr *dlrr, unsigned n);

/* data, size: one RTCP packet of a compound, from its first byte, size from
 * its length field or less. False when it is no XR packet or a block's length
 * exceeds it; what was read before that stays in *xr. */
bool qos_xr_read (const uint8_t *data, size_t size, QosXr *xr);

#endif
