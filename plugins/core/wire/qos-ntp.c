/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ntp.h"

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
  /* Rounded up: from_ns () rounds down, so that a round trip is exact. */
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
