/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-analyze-table.h"

#include "qos-app-text.h"
#include "qos-summary.h"

/* Texts from the network are truncated to this. */
#define CELL_WIDTH_MAX 47
/* Maximum number of streams named individually in notes. */
#define NAMED_MAX 5

/* Numbers are right-aligned, texts left-aligned. */
static gboolean
is_left (const QosField *field)
{
  return field->type == QOS_TYPE_TEXT;
}

/* Returns: (transfer full): a text for each column, and NULL. */
static gchar **
make_row (const QosAppPicked *columns, const QosAnalysisStream *stream)
{
  g_autoptr (GstStructure) summary = qos_summary_stream (stream);
  gchar **row = g_new0 (gchar *, columns->n + 1);
  g_autofree gchar *ssrc = g_strdup_printf ("0x%08x", stream->key.ssrc);
  guint64 length_ns = qos_source_last_ns (stream->source) - stream->begin_ns;

  qos_app_set_number (summary, QOS_SHOWN (START_S),
      (gdouble) stream->begin_ns / 1e9);
  qos_app_set_number (summary, QOS_SHOWN (LENGTH_S), (gdouble) length_ns / 1e9);
  qos_app_set_text (summary, QOS_SHOWN (SSRC_TEXT), ssrc);
  for (guint i = 0; i < columns->n; i++) {
    const QosField *field = columns->list[i];
    g_autofree gchar *text =
        qos_app_text_value (summary, field, field->analysis.decimals);

    row[i] = g_utf8_substring (text, 0,
        MIN (g_utf8_strlen (text, -1), CELL_WIDTH_MAX));
  }
  return row;
}

static gchar **
make_titles (const QosAppPicked *columns)
{
  gchar **row = g_new0 (gchar *, columns->n + 1);

  for (guint i = 0; i < columns->n; i++)
    row[i] = g_strdup (columns->list[i]->analysis.title);
  return row;
}

static void
widen (glong *widths, gchar **row)
{
  for (guint i = 0; row[i]; i++)
    widths[i] = MAX (widths[i], g_utf8_strlen (row[i], -1));
}

static void
print_row (const QosAppPicked *columns, const glong *widths, gchar **row)
{
  for (guint i = 0; i < columns->n; i++) {
    gint padding = (gint) (widths[i] - g_utf8_strlen (row[i], -1));
    gint before = is_left (columns->list[i]) ? 0 : padding;

    g_print ("%s%*s%s%*s", i > 0 ? "  " : "", before, "", row[i],
        padding - before, "");
  }
  g_print ("\n");
}

static gint
compare_begin (gconstpointer a, gconstpointer b)
{
  guint64 x = (*(QosAnalysisStream *const *) a)->begin_ns;
  guint64 y = (*(QosAnalysisStream *const *) b)->begin_ns;

  return (x > y) - (x < y);
}

void
qos_analyze_table_print (GPtrArray *streams)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (streams, NULL, NULL);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const QosAppPicked columns =
      QOS_APP_PICK (&qos_app_fields_received, analysis);
  glong widths[QOS_APP_PICKED_MAX] = {0};

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_begin);
  g_ptr_array_add (rows, make_titles (&columns));
  for (guint i = 0; i < sorted->len; i++)
    g_ptr_array_add (rows, make_row (&columns, g_ptr_array_index (sorted, i)));
  for (guint i = 0; i < rows->len; i++)
    widen (widths, g_ptr_array_index (rows, i));
  for (guint i = 0; i < rows->len; i++)
    print_row (&columns, widths, g_ptr_array_index (rows, i));
}

/* Streams without a clock rate have neither jitter nor delay. */
static void
note_rates (GString *notes, GPtrArray *streams)
{
  guint n = 0;

  for (guint i = 0; i < streams->len; i++) {
    const QosAnalysisStream *stream = g_ptr_array_index (streams, i);
    guint guess;

    if (qos_source_clock_rate (stream->source) > 0 || ++n > NAMED_MAX)
      continue;
    guess = qos_summary_rate_guess (stream);
    g_string_append_printf (notes,
        "The clock rate of 0x%08x (payload type %u) is unknown, so its jitter "
        "and delay cannot be calculated. Give it with --pt=%u=",
        stream->key.ssrc, qos_source_payload_type (stream->source),
        qos_source_payload_type (stream->source));
    if (guess > 0)
      g_string_append_printf (notes, "%u (a guess from its timestamps).\n",
          guess);
    else
      g_string_append (notes, "RATE.\n");
  }
  if (n > NAMED_MAX)
    g_string_append_printf (notes,
        "The same applies to %u more streams; --clock-rate=RATE sets it for "
        "all of them.\n",
        n - NAMED_MAX);
}

gchar *
qos_analyze_table_notes (const QosAnalysisCounts *counts, GPtrArray *streams)
{
  const struct
  {
    guint64 n;
    const gchar *text;
  } lines[] = {
      {counts->unmeasured,
          "packets of further streams were not measured: the maximum "
          "is " QOS_TEXT (QOS_ANALYSIS_STREAMS_MAX) " streams. Select some "
                                                    "with --port=PORT."},
      {counts->of[QOS_FRAME_FRAGMENT],
          "fragments of IP datagrams were ignored; the first fragment of each "
          "datagram was measured."},
      {counts->of[QOS_FRAME_BAD],
          "frames were shorter than their headers say."},
      {counts->of[QOS_FRAME_TUNNEL],
          "frames were in tunnels that are not supported: IPsec, L2TP, "
          "compressed PPP, or nested too deeply."},
      {counts->of[QOS_FRAME_NO_LINK], "frames had an unsupported link type."},
      {counts->alone,
          "datagrams looked like RTP, but no other with the same SSRC followed "
          "within 1 s; a single packet is not counted as a stream."},
      {counts->cut,
          "datagrams were captured only in part: their original sizes were "
          "counted, their RTCP was not read."},
      {counts->encrypted_rtcp,
          "datagrams between the ports of streams were encrypted RTCP (SRTCP), "
          "which cannot be read."},
      {counts->malformed_rtcp,
          "datagrams between the ports of streams were malformed RTCP."},
      {counts->backwards,
          "packets had an earlier time than the previous one of their stream; "
          "the time of that one was used."},
      {counts->early,
          "datagrams had an earlier time than the first frame; the time of "
          "that one was used. reordercap sorts a capture by time."},
  };
  GString *notes = g_string_new (NULL);

  note_rates (notes, streams);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i].n > 0)
      g_string_append_printf (notes, "%" G_GUINT64_FORMAT " %s\n", lines[i].n,
          lines[i].text);
  return g_string_free (notes, FALSE);
}
