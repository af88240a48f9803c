/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-wait.h"

#include "qos-time.h"

#define DIFFER_MAX 7
/* An hour: a longer time is not the usual time between packets. */
#define APART_MAX_NS (3600 * QOS_SIGNED_NS_PER_S)

/* Up to APART_MAX_NS. Times that make no sense may wrap. */
static int64_t
time_after (int64_t at_ns, int64_t from_ns)
{
  int64_t ns = (int64_t) ((uint64_t) at_ns - (uint64_t) from_ns);

  return ns <= 0 ? 0 : ns < APART_MAX_NS ? ns : APART_MAX_NS;
}

static void
count_timestamp (QosWait *wait, uint32_t timestamp)
{
  wait->differ += wait->have_last && timestamp == wait->timestamp ? -2 : 1;
  if (wait->differ > DIFFER_MAX)
    wait->differ = DIFFER_MAX;
  else if (wait->differ < -DIFFER_MAX)
    wait->differ = -DIFFER_MAX;
  wait->timestamp = timestamp;
}

/* A greater distance counts three times as much as a smaller one. */
static void
measure_distance (QosWait *wait, uint32_t timestamp, int64_t at_ns)
{
  int64_t apart_ns = time_after (at_ns, wait->from_ns);

  if (wait->have_from && timestamp == wait->from_timestamp)
    return;
  if (wait->have_from && apart_ns > 0) {
    if (wait->apart_ns > apart_ns)
      wait->apart_ns = (apart_ns + 3 * wait->apart_ns) / 4;
    else if (wait->apart_ns > 0)
      wait->apart_ns = (3 * apart_ns + wait->apart_ns) / 4;
    else
      wait->apart_ns = apart_ns;
  }
  wait->have_from = true;
  wait->from_timestamp = timestamp;
  wait->from_ns = at_ns;
}

/* Of those whose time has passed, it waits only for as many as the latency has
 * room for. */
static void
give_up (QosWaitGuess *guess, uint64_t missing, int64_t latency_ns)
{
  uint64_t kept =
      guess->each_ns > 0 ? (uint64_t) (latency_ns / guess->each_ns) : 0;

  if (kept >= missing)
    kept = missing - 1;
  guess->given_up = missing - kept;
  guess->first_ns = qos_time_add (guess->first_ns,
      time_after (guess->end_ns,
          qos_time_add (guess->first_ns, (int64_t) kept * guess->each_ns)));
}

static QosWaitGuess
guess_times (const QosWait *wait, int64_t latency_ns,
    const QosWaitPacket *packet)
{
  uint64_t missing = packet->steps - 1;
  int64_t all_ns = time_after (packet->at_ns, wait->last_ns);
  QosWaitGuess guess = {.first_ns = packet->at_ns, .end_ns = packet->at_ns};

  if (wait->differ <= 0)
    return guess;
  guess.each_ns = all_ns > 0 && wait->apart_ns > 0
      ? wait->apart_ns
      : all_ns / (int64_t) packet->steps;
  guess.first_ns = qos_time_add (wait->last_ns, guess.each_ns);
  if (packet->arrival_ns > qos_time_add (guess.first_ns, latency_ns))
    give_up (&guess, missing, latency_ns);
  guess.rest_ns = time_after (guess.end_ns,
      qos_time_add (guess.first_ns,
          guess.each_ns * (int64_t) (missing - guess.given_up)));
  return guess;
}

void
qos_wait_packet (QosWait *wait, int64_t latency_ns, const QosWaitPacket *packet,
    QosWaitGuess *guess)
{
  count_timestamp (wait, packet->timestamp);
  if (packet->steps == 1 || !wait->have_last) {
    measure_distance (wait, packet->timestamp, packet->at_ns);
  } else {
    wait->have_from = false;
    if (packet->steps > 1)
      *guess = guess_times (wait, latency_ns, packet);
  }
  if (packet->steps > 0)
    wait->last_ns = packet->at_ns;
  wait->have_last = true;
}

int64_t
qos_wait_until (const QosWaitGuess *guess, uint64_t n)
{
  int64_t i = (int64_t) (n - guess->given_up);
  int64_t at_ns = qos_time_add (guess->first_ns,
      i * guess->each_ns + (i > 0 ? guess->rest_ns : 0));
  int64_t end_ns =
      guess->first_ns > guess->end_ns ? guess->first_ns : guess->end_ns;

  return at_ns < end_ns ? at_ns : end_ns;
}
