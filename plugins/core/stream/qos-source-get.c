/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What callers may set in a source, and read from it.
 */
#include "qos-rate.h"
#include "qos-source-private.h"

void
qos_source_set_interval (QosSource *source, uint64_t interval_ns)
{
  qos_pace_set_interval (&source->pace, interval_ns);
}

void
qos_source_set_group (QosSource *source, uint64_t now_ns, uint32_t seed)
{
  qos_pace_set_group (&source->pace, now_ns, seed);
}

void
qos_source_set_members (QosSource *source, uint64_t now_ns, uint32_t members)
{
  qos_pace_set_members (&source->pace, now_ns, members,
      qos_source_wire_bps (source, now_ns));
}

void
qos_source_set_synchronised (QosSource *source, bool is_synchronised,
    uint64_t error_ns)
{
  qos_clock_set_synchronised (&source->delay.clock, is_synchronised, error_ns);
}

void
qos_source_set_playout_latency (QosSource *source, bool is_known,
    uint64_t latency_ns)
{
  qos_playout_set_latency (&source->playout, is_known, latency_ns);
}

void
qos_source_set_names (QosSource *source, const char *cname, const char *name)
{
  qos_text_copy (source->cname, cname);
  qos_text_copy (source->name, name);
}

void
qos_source_count_foreign (QosSource *source)
{
  source->foreign++;
}

const char *
qos_source_end_reason (QosSource *source, uint64_t now_ns,
    const QosTimeouts *timeouts)
{
  uint64_t timeout_ns =
      qos_source_is_valid (source) ? timeouts->stream_ns : timeouts->single_ns;

  if (qos_source_is_gone (source, now_ns))
    return "bye";
  return now_ns > source->last_ns + timeout_ns ? "timeout" : NULL;
}

uint64_t
qos_source_end_due_ns (const QosSource *source, const QosTimeouts *timeouts)
{
  uint64_t timeout_ns =
      qos_source_is_valid (source) ? timeouts->stream_ns : timeouts->single_ns;
  uint64_t due_ns = source->last_ns + timeout_ns + 1;

  if (source->said_bye && source->bye_ns + QOS_SOURCE_BYE_NS < due_ns)
    due_ns = source->bye_ns + QOS_SOURCE_BYE_NS;
  return due_ns;
}

bool
qos_source_has_event (const QosSource *source)
{
  return source->playout.gaps.n_events > 0;
}

void
qos_source_reported (QosSource *source, uint64_t now_ns, uint32_t middle,
    uint64_t bytes)
{
  qos_pace_sent (&source->pace, now_ns, middle, bytes,
      qos_source_wire_bps (source, now_ns));
}

uint64_t
qos_source_report_due_ns (const QosSource *source)
{
  return source->pace.due_ns;
}

uint32_t
qos_source_ssrc (const QosSource *source)
{
  return source->ssrc;
}

const char *
qos_source_name (const QosSource *source)
{
  return source->name;
}

uint32_t
qos_source_clock_rate (const QosSource *source)
{
  return source->clock_rate;
}

bool
qos_source_said_bye (const QosSource *source)
{
  return source->said_bye;
}

unsigned
qos_source_payload_type (const QosSource *source)
{
  return source->format.payload_type;
}

bool
qos_source_is_media_known (const QosSource *source)
{
  return source->media.is_known;
}

uint64_t
qos_source_last_ns (const QosSource *source)
{
  return source->last_ns;
}

uint64_t
qos_source_interval_end_ns (const QosSource *source)
{
  return source->shown.at_ns;
}

uint64_t
qos_source_new_packets (const QosSource *source)
{
  return source->seq.unique - source->shown.unique;
}

uint64_t
qos_source_packets (const QosSource *source)
{
  return source->seq.unique + source->seq.strays + source->seq.duplicates;
}

uint64_t
qos_source_ticks (const QosSource *source)
{
  return source->ticks;
}

void
qos_source_set_mean_rates (const QosSource *source, uint64_t duration_ns,
    QosSnapshot *snapshot)
{
  if (duration_ns == 0)
    return;
  qos_stream_set_double (snapshot, QOS_STREAM_MEDIA_KBPS,
      qos_rate_kbps (source->media_bytes, duration_ns));
  qos_stream_set_double (snapshot, QOS_STREAM_WIRE_KBPS,
      qos_rate_kbps (source->wire_bytes, duration_ns));
}
