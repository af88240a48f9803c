/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How long rtpjitterbuffer of GStreamer waits for packets that are missing: for
 * each until the time that it guesses for it, and its latency. It guesses by
 * the distance of packets that came one after another, which it learns from
 * their times and forgets slowly: a jump of the delay makes it wait too long
 * for a while. Where many timestamps are the same, it guesses nothing.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Starts as all 0. */
typedef struct
{
  bool have_last;
  bool have_from;
  int differ; /* above 0: timestamps of packets do */
  uint32_t timestamp;
  uint32_t from_timestamp;
  int64_t from_ns;  /* the distance is measured from here */
  int64_t last_ns;  /* time of the highest number */
  int64_t apart_ns; /* packets are, 0 = not known */
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
  uint64_t given_up; /* of the first ones, at once */
  int64_t first_ns;
  int64_t each_ns;
  int64_t rest_ns; /* all but the first are so much later */
  int64_t end_ns;  /* and none later than this */
} QosWaitGuess;

/* One packet, in the order of arrival. guess: all 0; if numbers are missing
 * before the packet, becomes when they are given up, less the latency. */
void qos_wait_packet (QosWait *wait, int64_t latency_ns,
    const QosWaitPacket *packet, QosWaitGuess *guess);

/* The time of the n-th missing number, from given_up on. */
int64_t qos_wait_until (const QosWaitGuess *guess, uint64_t n);
