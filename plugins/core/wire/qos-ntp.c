/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ntp.h"

/* Three 16.16 values were each rounded down: 3/65536 s below zero is still 0.
 */
#define ROUNDING_SHORT 3

uint64_t
qos_ntp_from_ns (uint64_t ntp_ns)
{
  uint64_t seconds = ntp_ns / QOS_NS_PER_S;
  uint64_t rest_ns = ntp_ns % QOS_NS_PER_S;

  return (seconds << 32) | ((rest_ns << 32) / QOS_NS_PER_S);
}

uint64_t
qos_ntp_to_ns (uint64_t ntp)
{
  uint64_t fraction = ntp & UINT32_MAX;
  /* Rounded up: from_ns () rounds down, so that there and back is exact. */
  uint64_t rest_ns = (fraction * QOS_NS_PER_S + UINT32_MAX) >> 32;

  return (ntp >> 32) * QOS_NS_PER_S + rest_ns;
}

uint32_t
qos_ntp_middle (uint64_t ntp)
{
  return (uint32_t) (ntp >> 16);
}

uint32_t
qos_ntp_short_from_ns (uint64_t duration_ns)
{
  uint64_t seconds = duration_ns / QOS_NS_PER_S;
  uint64_t rest_ns = duration_ns % QOS_NS_PER_S;

  if (seconds > UINT16_MAX)
    return UINT32_MAX;
  return (uint32_t) ((seconds << 16) | ((rest_ns << 16) / QOS_NS_PER_S));
}

uint64_t
qos_ntp_short_to_ns (uint32_t short_time)
{
  return ((uint64_t) short_time * QOS_NS_PER_S) >> 16;
}

uint32_t
qos_ntp_abs_send_time (uint64_t ntp)
{
  return (uint32_t) (ntp >> 14) & 0xffffff;
}

bool
qos_ntp_round_trip (uint32_t now, uint32_t last, uint32_t delay,
    uint64_t *rtt_ns)
{
  uint32_t elapsed = now - last;
  int64_t rtt = (int64_t) elapsed - (int64_t) delay;

  if (last == 0)
    return false;
  /* now was before last by a little: elapsed has wrapped. */
  if (elapsed > UINT32_MAX - ROUNDING_SHORT)
    rtt -= (int64_t) UINT32_MAX + 1;
  if (rtt < -ROUNDING_SHORT)
    return false;
  if (rtt < 0)
    rtt = 0;
  if (qos_ntp_short_to_ns ((uint32_t) rtt) > QOS_RTT_MAX_NS)
    return false;
  *rtt_ns = qos_ntp_short_to_ns ((uint32_t) rtt);
  return true;
}
