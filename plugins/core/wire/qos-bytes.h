/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Network byte order, byte by byte: no casts, no alignment. The caller must
 * check the sizes.
 */
#pragma once

#include <stdint.h>

static inline uint16_t
qos_read_u16 (const uint8_t *data)
{
  return (uint16_t) ((data[0] << 8) | data[1]);
}

static inline uint32_t
qos_read_u24 (const uint8_t *data)
{
  return ((uint32_t) data[0] << 16) | ((uint32_t) data[1] << 8) | data[2];
}

static inline uint32_t
qos_read_u32 (const uint8_t *data)
{
  return ((uint32_t) data[0] << 24) | qos_read_u24 (data + 1);
}

static inline void
qos_write_u16 (uint8_t *data, uint16_t value)
{
  data[0] = (uint8_t) (value >> 8);
  data[1] = (uint8_t) value;
}

static inline void
qos_write_u24 (uint8_t *data, uint32_t value)
{
  data[0] = (uint8_t) (value >> 16);
  qos_write_u16 (data + 1, (uint16_t) value);
}

static inline void
qos_write_u32 (uint8_t *data, uint32_t value)
{
  data[0] = (uint8_t) (value >> 24);
  qos_write_u24 (data + 1, value);
}
