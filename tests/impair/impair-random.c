// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The generator behind impair-random.h. Pure arithmetic.

#include "impair-random.h"

static uint64_t
split_mix (uint64_t *state)
{
  uint64_t value = (*state += UINT64_C (0x9e3779b97f4a7c15));

  value = (value ^ (value >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * UINT64_C (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static uint64_t
rotate_left (uint64_t value, unsigned bits)
{
  return (value << bits) | (value >> (64 - bits));
}

void
impair_random_init (ImpairRandom *random, uint64_t seed, uint64_t stream)
{
  uint64_t start = split_mix (&seed) + stream;

  start = split_mix (&start);

  for (unsigned i = 0; i < 4; i++)
    random->state[i] = split_mix (&start);
}

uint64_t
impair_random_next (ImpairRandom *random)
{
  uint64_t *state = random->state;
  uint64_t result = rotate_left (state[1] * 5, 7) * 9;
  uint64_t shifted = state[1] << 17;

  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate_left (state[3], 45);
  return result;
}

double
impair_random_unit (ImpairRandom *random)
{
  return (double) (impair_random_next (random) >> 11) * 0x1p-53;
}
