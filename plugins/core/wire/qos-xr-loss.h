/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The two XR blocks that say which packets came: Loss RLE (RFC 3611 4.1) and
 * Statistics Summary (4.6), here with loss and duplicates alone. Both are of a
 * range of sequence numbers, from begin to the one before end.
 */
#ifndef QOS_XR_LOSS_H
#define QOS_XR_LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers that a Loss RLE block of ours covers at most. */
#define QOS_XR_RLE_NUMBERS 896
#define QOS_XR_RLE_CHUNKS 32
#define QOS_XR_RLE_SIZE(chunks) (12 + ((chunks) + 1) / 2 * (size_t) 4)
#define QOS_XR_RLE_SIZE_MAX QOS_XR_RLE_SIZE (QOS_XR_RLE_CHUNKS)
#define QOS_XR_SUMMARY_SIZE 40

typedef struct
{
  uint32_t ssrc;
  uint16_t begin;
  unsigned n; /* numbers, 1..QOS_XR_RLE_NUMBERS */
  uint64_t received[QOS_XR_RLE_NUMBERS / 64]; /* bit i: begin + i came */
} QosXrRle;

/* What a Loss RLE block says, added up. */
typedef struct
{
  uint32_t ssrc;
  uint16_t begin;
  uint16_t end;
  uint32_t lost;
  uint32_t run_max; /* lost in a row, within the block */
} QosXrLoss;

typedef struct
{
  uint32_t ssrc;
  uint16_t begin;
  uint16_t end;
  uint32_t lost;
  uint32_t duplicated;
} QosXrSummary;

/* Add a block to the XR packet of packet_size bytes in data, which holds size
 * bytes. Return the bytes of the packet now; 0, and nothing changed, when size
 * is too small. *covered: numbers the block has, fewer than rle->n where more
 * than QOS_XR_RLE_CHUNKS chunks would be needed. */
size_t qos_xr_add_rle (uint8_t *data, size_t size, size_t packet_size,
    const QosXrRle *rle, unsigned *covered);
size_t qos_xr_add_summary (uint8_t *data, size_t size, size_t packet_size,
    const QosXrSummary *summary);

/* at, size: a block behind its header; thinning: of that header's low 4 bits.
 * False when it is too short, is thinned, or its chunks do not cover its range.
 */
bool qos_xr_read_rle (const uint8_t *at, size_t size, unsigned thinning,
    QosXrLoss *loss);

/* flags: the byte of the block's header that says what is there. False when
 * size is wrong or loss is not in it; duplicated is 0 where that is not. */
bool qos_xr_read_summary (const uint8_t *at, size_t size, uint8_t flags,
    QosXrSummary *summary);

#endif
