// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// JSON by hand for impair-report.h; all names and values are plain ASCII.

#include "impair-report.h"

#include <inttypes.h>

static void
print_number (FILE *out, const char *name, uint64_t value)
{
  fprintf (out, "\"%s\":%" PRIu64 ",", name, value);
}

static void
print_span (FILE *out, const ImpairSpan *span)
{
  if (span->count == 0)
    fprintf (out, "\"delay_ns\":null");
  else
    fprintf (out,
        "\"delay_ns\":{\"min\":%" PRIu64 ",\"mean\":%" PRIu64
        ",\"max\":%" PRIu64 "}",
        span->min_ns, span->sum_ns / span->count, span->max_ns);
}

static void
print_ssrc (FILE *out, const ImpairSsrc *row)
{
  ImpairRuns runs;

  impair_window_runs (&row->window, &runs);
  fputc ('{', out);
  print_number (out, "ssrc", row->ssrc);
  print_number (out, "received", row->received);
  print_number (out, "delivered", row->delivered);
  print_number (out, "delivered_unique", row->delivered_unique);
  print_number (out, "lost", row->lost);
  print_number (out, "lost_inside", runs.lost);
  print_number (out, "duplicated", row->duplicated);
  print_number (out, "reordered", row->reordered);
  print_number (out, "untracked", row->untracked);
  fputs ("\"runs\":[", out);
  for (unsigned i = 0; i < IMPAIR_RUN_BUCKETS; i++)
    fprintf (out, "%s%" PRIu64, i == 0 ? "" : ",", runs.counts[i]);
  fputs ("],", out);
  print_number (out, "payload_bytes", row->payload_bytes);
  print_number (out, "wire_bytes", row->wire_bytes);
  print_span (out, &row->delay);
  fputc ('}', out);
}

static void
print_class (FILE *out, const ImpairClassCounts *counts)
{
  print_number (out, "received", counts->received);
  print_number (out, "delivered", counts->delivered);
  print_number (out, "lost", counts->lost);
  print_number (out, "lost_outage", counts->lost_outage);
  print_number (out, "lost_queue", counts->lost_queue);
  print_number (out, "send_errors", counts->send_errors);
  print_number (out, "duplicated", counts->duplicated);
  print_number (out, "reordered", counts->reordered);
  print_number (out, "pending", counts->pending);
  print_number (out, "pending_copies", counts->pending_copies);
  print_number (out, "bytes_received", counts->bytes_received);
  print_number (out, "bytes_delivered", counts->bytes_delivered);
  print_number (out, "wire_bytes_delivered", counts->wire_bytes_delivered);
  if (counts->delivered == 0) {
    fputs ("\"first_ns\":null,\"last_ns\":null,", out);
  } else {
    print_number (out, "first_ns", counts->first_ns);
    print_number (out, "last_ns", counts->last_ns);
  }
  print_span (out, &counts->delay);
}

static void
print_direction (FILE *out, const ImpairLedger *ledger, uint64_t socket_drops)
{
  fputc ('{', out);
  print_number (out, "socket_drops", socket_drops);
  for (unsigned kind = 0; kind < IMPAIR_N_CLASSES; kind++) {
    fprintf (out, "%s\"%s\":{", kind == 0 ? "" : ",",
        impair_class_name ((ImpairClass) kind));
    print_class (out, &ledger->classes[kind]);
    if (kind == IMPAIR_RTP) {
      fprintf (out, ",\"ssrc_overflow\":%" PRIu64 ",\"ssrcs\":[",
          ledger->ssrc_overflow);
      for (unsigned i = 0; i < ledger->n_ssrcs; i++) {
        if (i > 0)
          fputc (',', out);
        print_ssrc (out, ledger->ssrcs[i]);
      }
      fputc (']', out);
    }
    fputc ('}', out);
  }
  fputc ('}', out);
}

void
impair_report_print (const ImpairReport *report, FILE *out)
{
  fprintf (out, "{\"reason\":\"%s\",", report->reason);
  print_number (out, "seed", report->seed);
  print_number (out, "start_ns", report->start_ns);
  print_number (out, "now_ns", report->now_ns);
  fprintf (out, "\"realtime_offset_ns\":%" PRId64 ",",
      report->realtime_offset_ns);
  print_number (out, "clients", report->clients);
  print_number (out, "refused_datagrams", report->refused_datagrams);
  fputs ("\"fwd\":", out);
  print_direction (out, report->ledgers[0], report->socket_drops[0]);
  fputs (",\"rev\":", out);
  print_direction (out, report->ledgers[1], report->socket_drops[1]);
  fputs ("}\n", out);
}
