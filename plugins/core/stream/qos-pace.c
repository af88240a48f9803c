/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-pace.h"

#include "qos-ntp.h"

#include <string.h>

/* RTCP gets 5 % of the session bandwidth, and each of two sides half of that:
 * one byte of RTCP for 40 bytes on the wire. */
#define STREAM_BYTES_PER_RTCP_BYTE 40

#define AVERAGED_MAX 16

/* A report whose age exceeds the round trip by less than this may only have
 * been overtaken. */
#define ECHO_MARGIN_NS (20 * QOS_NS_PER_MS)

/* The other end rounds the delay down to 1/65536 s, a little over 15 us. */
#define ROUNDING_NS 46000

void
qos_pace_init (QosPace *pace, uint64_t interval_ns, uint64_t now_ns)
{
  memset (pace, 0, sizeof *pace);
  pace->interval_ns = interval_ns;
  pace->due_ns = now_ns + interval_ns / 2;
}

void
qos_pace_set_interval (QosPace *pace, uint64_t interval_ns)
{
  uint64_t started_ns = pace->due_ns - pace->interval_ns;

  if (interval_ns < pace->interval_ns && pace->due_ns > pace->interval_ns)
    pace->due_ns = started_ns + interval_ns;
  pace->interval_ns = interval_ns;
}

/* The interval that keeps within the share of the bandwidth. */
static uint64_t
affordable_ns (uint64_t bytes, uint64_t stream_bps)
{
  uint64_t stream_bytes = bytes * STREAM_BYTES_PER_RTCP_BYTE;

  if (stream_bps == 0)
    return QOS_PACE_MAX_NS;
  return stream_bytes * 8 * QOS_NS_PER_S / stream_bps;
}

/* Size of our report, until one was sent. */
#define USUAL_BYTES 200

/* The interval of all receivers of a group, before randomisation. */
static uint64_t
group_ns (const QosPace *pace)
{
  uint64_t bytes = pace->n_averaged > 0 ? pace->average_bytes : USUAL_BYTES;
  uint64_t members = pace->members > 0 ? pace->members : 1;
  uint64_t each_ns = affordable_ns (bytes, pace->group_bps);
  uint64_t wanted_ns = pace->interval_ns;

  if (pace->members == 0 && wanted_ns < QOS_PACE_GROUP_NS)
    wanted_ns = QOS_PACE_GROUP_NS;
  if (!pace->has_reported && wanted_ns < QOS_PACE_GROUP_NS / 2)
    wanted_ns = QOS_PACE_GROUP_NS / 2;
  if (each_ns > QOS_PACE_GROUP_MAX_NS / members)
    each_ns = QOS_PACE_GROUP_MAX_NS / members;
  return wanted_ns > each_ns * members ? wanted_ns : each_ns * members;
}

/* Half to one and a half times the duration (RFC 3550 6.3.1). The factor of e -
 * 3/2 there compensates for postponing reports when the group grows. */
static uint64_t
randomise (QosPace *pace, uint64_t duration_ns)
{
  uint32_t x = pace->random;

  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  pace->random = x;
  return (uint64_t) ((double) duration_ns * (0.5 + x / 4294967296.0));
}

void
qos_pace_set_group (QosPace *pace, uint64_t now_ns, uint32_t seed)
{
  pace->is_group = true;
  pace->random = seed != 0 ? seed : 1;
  pace->last_ns = now_ns;
  pace->due_ns = now_ns + randomise (pace, QOS_PACE_GROUP_NS / 2);
}

void
qos_pace_set_members (QosPace *pace, uint64_t now_ns, uint32_t members,
    uint64_t stream_bps)
{
  uint64_t before_ns = group_ns (pace);
  double left_ns = (double) (pace->due_ns - pace->last_ns);

  if (!pace->is_group || members == pace->members)
    return;
  pace->members = members;
  if (stream_bps > 0)
    pace->group_bps = stream_bps;
  left_ns *= (double) group_ns (pace) / (double) before_ns;
  pace->due_ns = pace->last_ns + (uint64_t) left_ns;
  if (pace->due_ns < now_ns)
    pace->due_ns = now_ns;
}

static void
plan_in_group (QosPace *pace, uint64_t now_ns, uint64_t stream_bps)
{
  pace->has_reported = true;
  pace->group_bps = stream_bps;
  pace->last_ns = now_ns;
  pace->due_ns = now_ns + randomise (pace, group_ns (pace));
  pace->earliest_ns =
      pace->due_ns; /* a lost report brings it no further forward */
}

/* RFC 3550 6.3.3 weights each by 1/16; the first ones, which are smaller than
 * later ones, by their number. */
static void
update_average (QosPace *pace, uint64_t bytes)
{
  if (pace->n_averaged < AVERAGED_MAX)
    pace->n_averaged++;
  pace->average_scaled +=
      256 * bytes / pace->n_averaged - pace->average_scaled / pace->n_averaged;
  pace->average_bytes = (pace->average_scaled + 128) / 256;
}

static void
plan_next (QosPace *pace, uint64_t now_ns, uint64_t stream_bps)
{
  uint64_t wanted_ns = pace->interval_ns;
  uint64_t allowed_ns;

  if (pace->is_lossy && now_ns >= pace->lossy_until_ns)
    pace->is_lossy = false;
  if (pace->is_lossy)
    wanted_ns /= QOS_PACE_LOSSY_FACTOR;

  /* Even with little bandwidth at least one every 2 s; the user may request
   * fewer. */
  allowed_ns = affordable_ns (pace->average_bytes, stream_bps);
  if (allowed_ns > QOS_PACE_MAX_NS)
    allowed_ns = QOS_PACE_MAX_NS;
  pace->earliest_ns = now_ns + allowed_ns;
  pace->due_ns = now_ns + (wanted_ns > allowed_ns ? wanted_ns : allowed_ns);
}

void
qos_pace_sent (QosPace *pace, uint64_t now_ns, uint32_t middle, uint64_t bytes,
    uint64_t stream_bps)
{
  update_average (pace, bytes);
  if (pace->is_group)
    plan_in_group (pace, now_ns, stream_bps);
  else
    plan_next (pace, now_ns, stream_bps);

  if (middle != 0) {
    pace->sent[pace->next_sent] = (QosPaceSent){middle, now_ns};
    pace->next_sent = (pace->next_sent + 1) % QOS_PACE_SENT;
    if (pace->n_sent < QOS_PACE_SENT)
      pace->n_sent++;
  }
}

static const QosPaceSent *
find_sent (const QosPace *pace, uint32_t middle)
{
  for (unsigned i = 0; i < pace->n_sent; i++)
    if (pace->sent[i].middle == middle)
      return &pace->sent[i];
  return NULL;
}

/* A report that was sent after the echoed one, and long enough ago to have been
 * echoed instead, was lost. */
static bool
is_one_missing (const QosPace *pace, const QosPaceSent *echoed, uint64_t now_ns,
    uint64_t rtt_ns)
{
  for (unsigned i = 0; i < pace->n_sent; i++) {
    uint64_t sent_ns = pace->sent[i].sent_ns;

    if (sent_ns > echoed->sent_ns && sent_ns + rtt_ns + ECHO_MARGIN_NS < now_ns)
      return true;
  }
  return false;
}

bool
qos_pace_echo (QosPace *pace, uint64_t now_ns, uint32_t middle, uint32_t delay,
    uint64_t *rtt_ns)
{
  const QosPaceSent *echoed = middle ? find_sent (pace, middle) : NULL;
  uint64_t delay_ns = qos_ntp_short_to_ns (delay);
  uint64_t elapsed_ns;

  if (!echoed || now_ns < echoed->sent_ns)
    return false;
  elapsed_ns = now_ns - echoed->sent_ns;
  if (delay_ns > elapsed_ns + ROUNDING_NS)
    return false;
  *rtt_ns = delay_ns > elapsed_ns ? 0 : elapsed_ns - delay_ns;

  if (is_one_missing (pace, echoed, now_ns, *rtt_ns)) {
    if (!pace->is_lossy && pace->due_ns > now_ns) {
      uint64_t saved_ns =
          pace->interval_ns - pace->interval_ns / QOS_PACE_LOSSY_FACTOR;
      uint64_t early_ns = pace->due_ns > saved_ns ? pace->due_ns - saved_ns : 0;

      if (early_ns < pace->earliest_ns)
        early_ns = pace->earliest_ns;
      if (early_ns < pace->due_ns)
        pace->due_ns = early_ns > now_ns ? early_ns : now_ns;
    }
    pace->is_lossy = true;
    pace->lossy_until_ns = now_ns + QOS_PACE_LOSSY_NS;
  }
  return true;
}

bool
qos_pace_sent_at (const QosPace *pace, uint32_t middle, uint64_t *sent_ns)
{
  const QosPaceSent *sent = find_sent (pace, middle);

  if (sent)
    *sent_ns = sent->sent_ns;
  return sent != NULL;
}
