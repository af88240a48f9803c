// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Writer of impair-trace.h; everything is plain ASCII.

#include "impair-trace.h"

#include <inttypes.h>

static void
print_line (FILE *out, const ImpairTraced *traced, const char *fate,
    uint64_t left_ns)
{
  const ImpairPacket *packet = &traced->ticket->packet;

  fprintf (out,
      "%s %s %u %" PRIu32 " %u %" PRIu32 " %zu %zu %" PRIu64 " %s %" PRIu64,
      traced->direction == 0 ? "fwd" : "rev", impair_class_name (packet->kind),
      traced->client, packet->ssrc, packet->seq, packet->timestamp,
      packet->bytes, packet->payload_bytes, traced->ticket->arrival_ns, fate,
      left_ns);
  if (packet->kind == IMPAIR_RTCP)
    fputc (' ', out);
  for (size_t i = 0; packet->kind == IMPAIR_RTCP && i < traced->size; i++)
    fprintf (out, "%02x", traced->data[i]);
  fputc ('\n', out);
}

void
impair_trace_sent (FILE *out, const ImpairTraced *traced, uint64_t now_ns)
{
  if (out != NULL)
    print_line (out, traced, traced->ticket->is_copy ? "copy" : "sent", now_ns);
}

void
impair_trace_dropped (FILE *out, const ImpairTraced *traced, ImpairFate why)
{
  static const char *const names[] = {
      [IMPAIR_PASS] = "sent",
      [IMPAIR_DROP_LOSS] = "lost",
      [IMPAIR_DROP_OUTAGE] = "outage",
      [IMPAIR_DROP_QUEUE] = "queue",
      [IMPAIR_DROP_SEND] = "error",
  };

  if (out != NULL)
    print_line (out, traced, names[why], 0);
}
