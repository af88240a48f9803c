/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The two XR blocks that say which packets arrived: Loss RLE (RFC 3611 4.1) and
 * Statistics Summary (4.6; only loss and duplicates here). Both cover a range
 * of sequence numbers that includes begin and excludes end.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Maximum sequence numbers in a Loss RLE block that we send. */
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
  uint64_t received[QOS_XR_RLE_NUMBERS / 64]; /* bit i: begin + i was
                                               * received */
} QosXrRle;

/* The totals of a Loss RLE block. */
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

/* Adds a block to the XR packet of packet_size bytes in data, which has room
 * for size bytes. Returns the new size of the packet; 0, with nothing changed,
 * if size is too small. *covered: numbers in the block, fewer than rle->n if
 * more than QOS_XR_RLE_CHUNKS chunks would be needed. */
size_t qos_xr_add_rle (uint8_t *data, size_t size, size_t packet_size,
    const QosXrRle *rle, unsigned *covered);
size_t qos_xr_add_summary (uint8_t *data, size_t size, size_t packet_size,
    const QosXrSummary *summary);

/* at, size: a block without its header; thinning: the low 4 bits of the second
 * byte of that header. False if it is too short, is thinned, or its chunks do
 * not cover its range. */
bool qos_xr_read_rle (const uint8_t *at, size_t size, unsigned thinning,
    QosXrLoss *loss);

/* flags: the byte of the block's header that says which values are present.
 * False if size is wrong or loss is absent; an absent duplicated is 0. */
bool qos_xr_read_summary (const uint8_t *at, size_t size, uint8_t flags,
    QosXrSummary *summary);
