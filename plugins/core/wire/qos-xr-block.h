/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Blocks of XR packets (RFC 3611 3, 4), for qos-xr.c and qos-xr-loss.c.
 */
#pragma once

#include "qos-bytes.h"

#include <stddef.h>

enum
{
  QOS_XR_BLOCK_RLE = 1,
  QOS_XR_BLOCK_RRTR = 4,
  QOS_XR_BLOCK_DLRR = 5,
  QOS_XR_BLOCK_SUMMARY = 6,
  QOS_XR_BLOCK_VOIP = 7,
};

#define QOS_XR_BLOCK_HEADER 4

/* Starts a block of block_size bytes after the packet_size bytes of the packet
 * in data, which has room for size bytes. specific: the second byte of its
 * header. Returns: the block; NULL, with nothing changed, if size is too
 * small. */
static inline uint8_t *
qos_xr_add_block (uint8_t *data, size_t size, size_t packet_size, uint8_t type,
    uint8_t specific, size_t block_size)
{
  uint8_t *block = data + packet_size;

  if (size < packet_size + block_size)
    return NULL;
  qos_write_u16 (data + 2, (uint16_t) ((packet_size + block_size) / 4 - 1));
  block[0] = type;
  block[1] = specific;
  qos_write_u16 (block + 2, (uint16_t) (block_size / 4 - 1));
  return block;
}
