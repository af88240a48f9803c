/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is a capture. It starts with a byte for the kind of link. Then come
 * frames, each with the duration since the one before (one byte), its size (two
 * bytes) and its bytes. If the first byte is the one after those of links, the
 * rest is a pcapng file, compressed or not. All of it is measured, summed up
 * and written as a report.
 */
#include "fuzz.h"

#include "qos-analysis.h"
#include "qos-analyze-report.h"
#include "qos-analyze-table.h"
#include "qos-app-report.h"
#include "qos-app-webrtc.h"
#include "qos-pcapng.h"
#include "qos-summary.h"
#include "qos-unpack.h"

#include <string.h>

#define INTERVAL_NS (500 * GST_MSECOND)
#define START_NS (G_GUINT64_CONSTANT (1700000000) * GST_SECOND)
/* A longer pause would only repeat the same. */
#define STEP_MAX_NS (100 * GST_SECOND)
/* A small file may unpack to a huge one. */
#define PACKETS_MAX 5000

typedef struct
{
  QosAppReport *report;
} Fuzzed;

static void
on_interval (QosAnalysisStream *stream, guint64 at_ns, QosSnapshot *snapshot,
    gpointer user)
{
  Fuzzed *fuzzed = user;

  FUZZ_ASSERT (at_ns >= stream->begin_ns);
  FUZZ_ASSERT (!stream->unconfirmed);
  FUZZ_ASSERT (snapshot->values[QOS_STREAM_BOOKS_BALANCED].u);
  FUZZ_ASSERT (snapshot->values[QOS_STREAM_PACKETS_EXPECTED].u ==
      snapshot->values[QOS_STREAM_PACKETS_RECEIVED].u +
          snapshot->values[QOS_STREAM_PACKETS_LOST].u);
  qos_analyze_report_add_interval (fuzzed->report, stream, at_ns, snapshot);
}

static void
on_event (QosAnalysisStream *stream, const QosEvent *event,
    QosSnapshot *snapshot, gpointer user)
{
  Fuzzed *fuzzed = user;
  GstStructure *structure = qos_summary_event (stream, event, snapshot);

  FUZZ_ASSERT (gst_structure_has_field (structure, "advice"));
  qos_analyze_report_add_event (fuzzed->report, stream, structure);
  gst_structure_free (structure);
}

/* What is printed of each stream is possible. */
static void
check_streams (QosAnalysis *analysis)
{
  GPtrArray *streams = qos_analysis_streams (analysis);
  const QosAnalysisCounts *counts = qos_analysis_counts (analysis);
  GDateTime *time = qos_summary_time (counts->start_ns + counts->length_ns);

  FUZZ_ASSERT (streams->len <= QOS_ANALYSIS_STREAMS_MAX);
  for (guint i = 0; i < streams->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (streams, i);
    GstStructure *summary = qos_summary_stream (stream);
    gchar *lines =
        qos_app_webrtc_lines (&qos_app_fields_received, summary, time);

    FUZZ_ASSERT (stream->end_reason);
    FUZZ_ASSERT (stream->end_ns >= stream->begin_ns);
    FUZZ_ASSERT (g_utf8_validate (lines, -1, NULL));
    g_free (lines);
    gst_structure_free (summary);
  }
  g_date_time_unref (time);
}

static void
check_page (Fuzzed *fuzzed, QosAnalysis *analysis)
{
  gchar *notes = qos_analyze_table_notes (qos_analysis_counts (analysis),
      qos_analysis_streams (analysis));
  gchar *page =
      qos_analyze_report_page (fuzzed->report, analysis, "capture", notes);

  FUZZ_ASSERT (g_utf8_validate (page, -1, NULL));
  FUZZ_ASSERT (g_str_has_suffix (page, "</html>\n"));
  FUZZ_ASSERT (!strstr (page, "<script"));
  g_free (page);
  g_free (notes);
}

static void
read_frames (QosAnalysis *analysis, QosLink link, FuzzInput *input)
{
  guint64 now_ns = START_NS;

  while (fuzz_has_more (input)) {
    guint64 step_ns = fuzz_take_duration (input);
    gsize size = fuzz_take_u16 (input);
    guint8 *frame;

    /* Some times go back. */
    now_ns += MIN (step_ns, STEP_MAX_NS);
    if (step_ns % 7 == 5)
      now_ns -= MIN (step_ns, GST_SECOND);
    size = MIN (size, input->size);
    frame = g_memdup2 (input->data, size); /* at its exact size */
    input->data += size;
    input->size -= size;
    qos_analysis_frame (analysis, link, now_ns, frame, size);
    g_free (frame);
  }
}

static void
read_blocks (QosAnalysis *analysis, FILE *file)
{
  QosPcapng *pcapng = qos_pcapng_new (file);
  const gchar *why = NULL;
  QosPcapngPacket packet;

  for (guint n = 0; n < PACKETS_MAX && qos_pcapng_next (pcapng, &packet, &why);
       n++) {
    guint8 *frame = g_memdup2 (packet.data, packet.size);

    FUZZ_ASSERT (packet.size <= QOS_PCAPNG_BLOCK_MAX);
    FUZZ_ASSERT (packet.time_ns / GST_SECOND <= QOS_PCAPNG_SECONDS_MAX);
    qos_analysis_frame (analysis, (QosLink) (packet.link_type % QOS_N_LINKS),
        START_NS + packet.time_ns % (1000 * GST_SECOND), frame, packet.size);
    g_free (frame);
  }
  qos_pcapng_free (pcapng);
}

static void
read_file (QosAnalysis *analysis, FuzzInput *input)
{
  guint8 *data = g_memdup2 (input->data, input->size);
  FILE *file = input->size > 0 ? fmemopen (data, input->size, "rb") : NULL;
  FILE *unpacked = file ? qos_unpack_open (file, "input", NULL) : NULL;

  if (unpacked)
    read_blocks (analysis, unpacked);
  if (unpacked)
    fclose (unpacked);
  else if (file)
    fclose (file);
  g_free (data);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  guint kind = fuzz_take_u8 (&input) % (QOS_N_LINKS + 1);
  Fuzzed fuzzed = {NULL};
  const QosAnalysisConfig config = {
      .interval_ns = INTERVAL_NS,
      .latency_ns = 100 * GST_MSECOND,
      .interval = on_interval,
      .event = on_event,
      .user = &fuzzed,
  };
  QosAnalysis *analysis;

  if (!gst_is_initialized ()) {
    g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
    gst_init (NULL, NULL);
  }
  fuzzed.report = qos_app_report_new (&qos_app_fields_received);
  analysis = qos_analysis_new (&config);
  if (kind < QOS_N_LINKS)
    read_frames (analysis, (QosLink) kind, &input);
  else
    read_file (analysis, &input);
  qos_analysis_end (analysis);
  check_streams (analysis);
  check_page (&fuzzed, analysis);
  qos_analysis_free (analysis);
  qos_app_report_free (fuzzed.report);
  return 0;
}
