/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What every fuzz target needs: the entry point, an assertion that ends the
 * process with a message, and values taken from the input one by one.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Returns 0. data: not NULL, of exactly size bytes. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define FUZZ_ASSERT(condition) \
  do { \
    if (!(condition)) { \
      fprintf (stderr, "%s:%d: %s: does not hold: %s\n", __FILE__, __LINE__, \
          __func__, #condition); \
      __builtin_trap (); \
    } \
  } while (0)

typedef struct
{
  const uint8_t *data;
  size_t size;
} FuzzInput;

static inline bool
fuzz_has_more (const FuzzInput *input)
{
  return input->size > 0;
}

/* A number of n bytes, 1..8; bytes missing at the end are 0. */
static inline uint64_t
fuzz_take (FuzzInput *input, unsigned n)
{
  uint64_t value = 0;

  for (unsigned i = 0; i < n; i++) {
    value <<= 8;
    if (input->size > 0) {
      value |= *input->data++;
      input->size--;
    }
  }
  return value;
}

static inline uint8_t
fuzz_take_u8 (FuzzInput *input)
{
  return (uint8_t) fuzz_take (input, 1);
}

static inline uint16_t
fuzz_take_u16 (FuzzInput *input)
{
  return (uint16_t) fuzz_take (input, 2);
}

static inline uint32_t
fuzz_take_u32 (FuzzInput *input)
{
  return (uint32_t) fuzz_take (input, 4);
}

/* A time of 0 ns to 15 s in one byte: 5 bits of exponent, 3 of mantissa. */
static inline uint64_t
fuzz_take_duration (FuzzInput *input)
{
  uint8_t byte = fuzz_take_u8 (input);

  return ((uint64_t) (byte & 7) << (byte >> 3));
}
