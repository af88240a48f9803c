// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Seeded pseudo-random numbers for the network faults of `impair`.
//
// xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64. Each fault has
// its own stream, so that no fault shifts the numbers of another. Not for
// secrets.

#pragma once

#include <stdint.h>

typedef struct
{
  uint64_t state[4];
} ImpairRandom;

// Starts stream number `stream` of `seed`. Any two pairs of (seed, stream)
// give unrelated sequences.
void impair_random_init (ImpairRandom *random, uint64_t seed, uint64_t stream);

// The next number, uniform over all 64 bits.
uint64_t impair_random_next (ImpairRandom *random);

// The next number, uniform in [0, 1), 53 bits of it.
double impair_random_unit (ImpairRandom *random);
