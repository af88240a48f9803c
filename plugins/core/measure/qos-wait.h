/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How long GStreamer's rtpjitterbuffer waits for missing packets: until the
 * time that it estimates for each of them, plus its latency. It estimates from
 * the usual time between consecutive packets, which it learns and forgets
 * slowly, so after a jump of the delay it waits too long for a while. If many
 * packets have the same timestamp, it estimates nothing.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Starts as all 0. */
typedef struct
{
  bool have_last;
  bool have_from;
  int differ; /* > 0: most packets have different timestamps */
  uint32_t timestamp;
  uint32_t from_timestamp;
  int64_t from_ns;  /* time of the last packet that was measured */
  int64_t last_ns;  /* time of the highest number */
  int64_t apart_ns; /* usual time between packets, 0 = unknown */
} QosWait;

typedef struct
{
  uint64_t steps; /* above the highest number, 0 = not above it */
  uint32_t timestamp;
  int64_t arrival_ns;
  int64_t at_ns; /* its time */
} QosWaitPacket;

/* The times of the numbers that are missing before a packet. */
typedef struct
{
  uint64_t given_up; /* number of the first ones that it does not wait for */
  int64_t first_ns;
  int64_t each_ns;
  int64_t rest_ns; /* added to all except the first */
  int64_t end_ns;  /* the latest time of any of them */
} QosWaitGuess;

/* One packet, in the order of arrival. guess: all 0; if numbers are missing
 * before the packet, it is filled with the times when they are given up, minus
 * the latency. */
void qos_wait_packet (QosWait *wait, int64_t latency_ns,
    const QosWaitPacket *packet, QosWaitGuess *guess);

/* The time of the n-th missing number, from given_up on. */
int64_t qos_wait_until (const QosWaitGuess *guess, uint64_t n);
