/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Writes a report: HTML with embedded style and drawings, and without scripts.
 * Every text that may come from the network goes through
 * qos_app_report_append_text ().
 */
#include "config.h"

#include "qos-app-file.h"
#include "qos-app-report-private.h"

#include <gio/gio.h>
#include <math.h>

void
qos_app_report_append_text (GString *page, const gchar *text)
{
  g_autofree gchar *clean = qos_app_text_clean (text);
  g_autofree gchar *escaped = g_markup_escape_text (clean, -1);

  g_string_append (page, escaped);
}

/* The text direction of names from the network must not affect other text. */
static void
append_name (GString *page, const QosAppReportStream *stream)
{
  const gchar *name = qos_app_string (stream->stats, QOS_STREAM (NAME));

  if (!name)
    return;
  g_string_append (page, " <bdi>");
  qos_app_report_append_text (page, name);
  g_string_append (page, "</bdi>");
}

static void
append_ssrc (GString *page, const QosAppReportStream *stream)
{
  guint ssrc = qos_app_ssrc (stream->stats);

  g_string_append_printf (page, "0x%08x", ssrc);
}

static void
append_value (GString *page, const GstStructure *stats, const QosField *field,
    guint decimals)
{
  g_autofree gchar *text = qos_app_text_value (stats, field, decimals);

  qos_app_report_append_text (page, text);
}

static void
append_duration (GString *page, gdouble seconds)
{
  guint64 whole = seconds > 0 ? (guint64) seconds : 0;

  g_string_append_printf (page, "%" G_GUINT64_FORMAT ":%02u:%02u", whole / 3600,
      (guint) (whole / 60 % 60), (guint) (whole % 60));
}

static void
append_notes (GString *page, const gchar *notes)
{
  g_auto (GStrv) lines = g_strsplit (notes ? notes : "", "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (*lines[i]) {
      g_string_append (page, "<p class=\"soft\">");
      qos_app_report_append_text (page, lines[i]);
      g_string_append (page, "</p>\n");
    }
}

/* Is it known for any stream? */
static gboolean
is_known (const QosField *field, GPtrArray *streams)
{
  for (guint i = 0; i < streams->len; i++) {
    const QosAppReportStream *stream = g_ptr_array_index (streams, i);

    if (qos_app_has (stream->stats, field))
      return TRUE;
  }
  return FALSE;
}

static guint64
count_events (const QosAppReportStream *stream)
{
  guint64 n = 0;

  for (guint i = 0; i < QOS_APP_REPORT_CAUSES; i++)
    n += stream->causes[i].n;
  return n;
}

/* columns: (element-type QosField). */
static void
append_summary_row (GString *page, GPtrArray *columns,
    const QosAppReportStream *stream, guint index)
{
  gboolean is_charted = index < QOS_APP_REPORT_CHARTED_MAX;

  g_string_append (page, "<tr><td>");
  if (is_charted)
    g_string_append_printf (page, "<a href=\"#s%u\">", index);
  append_ssrc (page, stream);
  g_string_append (page, is_charted ? "</a>" : "");
  append_name (page, stream);
  for (guint i = 0; i < columns->len; i++) {
    const QosField *field = g_ptr_array_index (columns, i);

    g_string_append_printf (page, "</td><td data-title=\"%s\"%s>",
        field->summary.title,
        qos_app_string (stream->stats, field) ? " class=\"text\"" : "");
    append_value (page, stream->stats, field, field->summary.decimals);
  }
  g_string_append_printf (page,
      "</td><td data-title=\"events\">%" G_GUINT64_FORMAT "</td></tr>\n",
      count_events (stream));
}

static void
append_summary (GString *page, const QosAppReport *self, GPtrArray *streams)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  g_string_append (page,
      "<h2>Streams</h2>\n<table class=\"streams\"><tr><th>stream</th>");
  for (guint i = 0; i < self->kind->columns.n; i++) {
    const QosField *field = self->kind->columns.list[i];

    if (!is_known (field, streams))
      continue;
    g_ptr_array_add (columns, (gpointer) field);
    g_string_append_printf (page, "<th>%s</th>", field->summary.title);
  }
  g_string_append (page, "<th>events</th></tr>\n");
  for (guint i = 0; i < streams->len; i++)
    append_summary_row (page, columns, g_ptr_array_index (streams, i), i);
  g_string_append (page, "</table>\n");
  if (streams->len > QOS_APP_REPORT_CHARTED_MAX)
    g_string_append_printf (page,
        "<p class=\"soft\">The %u streams with the most packets have charts "
        "below; the others are only in the table.</p>\n",
        QOS_APP_REPORT_CHARTED_MAX);
}

static void
append_details (GString *page, const QosAppReportStream *stream)
{
  g_string_append (page, "<dl>");
  for (guint i = 0; i < stream->kind->details.n; i++) {
    const QosField *field = stream->kind->details.list[i];

    if (!qos_app_has (stream->stats, field))
      continue;
    g_string_append_printf (page, "<div><dt>%s</dt><dd>", field->details.title);
    append_value (page, stream->stats, field, field->details.decimals);
    g_string_append (page, "</dd></div>");
  }
  g_string_append (page, "</dl>\n");
}

static void
append_charts (GString *page, const QosAppReportStream *stream)
{
  guint step = stream->overview->step;

  g_string_append (page, "<div class=\"charts\">\n");
  for (guint i = 0; i < stream->kind->n_charts; i++)
    qos_app_svg_append (page, &stream->kind->charts[i], stream->overview,
        stream->from_s, stream->to_s);
  g_string_append (page, "</div>\n");
  if (step > 1)
    g_string_append_printf (page,
        "<p class=\"soft\">Each point is the worst of %u intervals; for "
        "bandwidth, the mean.</p>\n",
        step);
}

static gint
compare_time (gconstpointer a, gconstpointer b)
{
  gdouble x = ((const QosAppReportEvent *) a)->event.time_s;
  gdouble y = ((const QosAppReportEvent *) b)->event.time_s;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* Drift has no missing sound. gap_ms: the largest. */
static void
append_missing (GString *page, QosAppCause cause, gdouble missing_ms,
    gdouble gap_ms)
{
  if (cause == QOS_APP_CAUSE_DRIFT)
    g_string_append_printf (page, "clocks %.0f ms apart", gap_ms);
  else
    g_string_append_printf (page, "%.0f ms", missing_ms);
}

static void
append_causes (GString *page, const QosAppReportStream *stream)
{
  g_string_append (page,
      "<h3>Why sound was missing, and what to do</h3>\n"
      "<table><tr><th>cause</th><th>events</th><th>missing</th><th>advice "
      "for the worst</th></tr>\n");
  for (guint i = 0; i < QOS_APP_REPORT_CAUSES; i++) {
    const QosAppReportCause *cause = &stream->causes[i];

    if (cause->n == 0)
      continue;
    g_string_append_printf (page,
        "<tr><td>%s</td><td>%" G_GUINT64_FORMAT "</td><td>",
        qos_app_cause_name (i), cause->n);
    append_missing (page, i, cause->missing_ms, cause->worst_ms);
    g_string_append (page, "</td><td class=\"text\">");
    qos_app_report_append_text (page, cause->advice);
    g_string_append (page, "</td></tr>\n");
  }
  g_string_append (page, "</table>\n");
}

/* Advice that is in the table of causes is not repeated. */
static const gchar *
find_advice (const QosAppReportStream *stream, const QosAppReportEvent *listed)
{
  return g_str_equal (listed->advice,
             stream->causes[listed->event.cause].advice)
      ? ""
      : listed->advice;
}

static gboolean
has_advice (const QosAppReportStream *stream)
{
  for (guint i = 0; i < stream->events->len; i++)
    if (*find_advice (stream,
            &g_array_index (stream->events, QosAppReportEvent, i)))
      return TRUE;
  return FALSE;
}

static void
append_event (GString *page, const QosAppReportStream *stream,
    const QosAppReportEvent *listed, gboolean has_advice)
{
  const QosAppEvent *event = &listed->event;
  gdouble missing_ms = qos_app_event_missing_ms (event);

  g_string_append (page, "<tr><td>");
  append_duration (page, event->time_s);
  g_string_append_printf (page, "</td><td>%s</td><td>",
      qos_app_cause_name (event->cause));
  append_missing (page, event->cause, missing_ms, event->gap_ms);
  g_string_append_printf (page, "</td><td>%.0f</td><td>%.0f</td>", listed->lost,
      listed->late);
  if (has_advice) {
    g_string_append (page, "<td class=\"text\">");
    qos_app_report_append_text (page, find_advice (stream, listed));
    g_string_append (page, "</td>");
  }
  g_string_append (page, "</tr>\n");
}

static void
append_events (GString *page, const QosAppReportStream *stream)
{
  guint64 n = count_events (stream);
  gboolean is_advised = has_advice (stream);

  if (n == 0)
    return;
  append_causes (page, stream);
  g_array_sort (stream->events, compare_time);
  if (n > stream->events->len)
    g_string_append_printf (page,
        "<h3>The %u events with the most sound missing</h3>\n",
        stream->events->len);
  else
    g_string_append (page, "<h3>Events</h3>\n");
  g_string_append_printf (page,
      "<table><tr><th>time</th><th>cause</th><th>missing</th><th>lost</th>"
      "<th>late</th>%s</tr>\n",
      is_advised ? "<th>advice</th>" : "");
  for (guint i = 0; i < stream->events->len; i++)
    append_event (page, stream,
        &g_array_index (stream->events, QosAppReportEvent, i), is_advised);
  g_string_append (page, "</table>\n");
}

/* Late packets against playout delay, from packets-later-than. */
static void
append_what_if (GString *page, const QosAppReportStream *stream)
{
  static const guint delays_ms[] = {QOS_LATER_THAN_MS};
  const GValueArray *later =
      qos_app_array (gst_structure_get_value (stream->stats,
          QOS_STREAM (PACKETS_LATER_THAN)->name));
  gdouble received =
      qos_app_number (stream->stats, QOS_STREAM (PACKETS_RECEIVED));

  if (!later || !(received > 0) || later->n_values != G_N_ELEMENTS (delays_ms))
    return;
  g_string_append (page,
      "<h3>Late packets with another playout delay</h3>\n"
      "<dl class=\"delays\">");
  for (guint i = 0; i < G_N_ELEMENTS (delays_ms); i++)
    g_string_append_printf (page, "<div><dt>%u ms</dt><dd>%.2f %%</dd></div>",
        delays_ms[i], 100.0 * qos_app_number_of (&later->values[i]) / received);
  g_string_append (page, "</dl>\n");
}

static void
append_stream (GString *page, const QosAppReportStream *stream, guint index)
{
  g_string_append_printf (page, "<section id=\"s%u\"><h2>", index);
  append_ssrc (page, stream);
  append_name (page, stream);
  g_string_append (page, "</h2>\n");
  append_details (page, stream);
  append_charts (page, stream);
  append_what_if (page, stream);
  append_events (page, stream);
  g_string_append (page, "</section>\n");
}

/* Received or sent, by the kind of the message. */
static guint64
packets_of (const QosAppReportStream *stream)
{
  return qos_app_count (stream->stats, QOS_STREAM (PACKETS_RECEIVED)) +
      qos_app_count (stream->stats, QOS_SENDER (PACKETS_SENT));
}

static gint
compare_packets (gconstpointer a, gconstpointer b)
{
  guint64 x = packets_of (*(QosAppReportStream *const *) a);
  guint64 y = packets_of (*(QosAppReportStream *const *) b);

  return x > y ? -1 : x < y ? 1 : 0;
}

/* The missing share of the sound, if its length is known. */
static void
set_missing (QosAppReportStream *stream)
{
  gdouble length_s =
      stream->length_s > 0 ? stream->length_s : stream->to_s - stream->from_s;
  gdouble missing_ms =
      qos_app_number (stream->stats, QOS_STREAM (CONCEALED_MS));

  if (length_s > 0 && !isnan (missing_ms))
    qos_app_set_number (stream->stats, QOS_SHOWN (MISSING_PERCENT),
        MIN (100, missing_ms / length_s / 10));
}

static void
append_content (GString *page, QosAppReport *self, const QosAppReportHead *head)
{
  g_autoptr (GPtrArray) streams = g_ptr_array_new ();

  for (guint i = 0; i < self->streams->len; i++) {
    QosAppReportStream *stream = g_ptr_array_index (self->streams, i);

    if (stream->stats) { /* some streams had only an event */
      set_missing (stream);
      g_ptr_array_add (streams, stream);
    }
  }
  g_ptr_array_sort (streams, compare_packets);
  append_notes (page, head->notes);
  if (self->left_out > 0)
    append_notes (page, "Some streams were left out: there were too many.");
  qos_app_report_append_verdicts (page, streams);
  if (streams->len > 0)
    append_summary (page, self, streams);
  else
    g_string_append (page, "<p>No streams were found.</p>\n");
  for (guint i = 0; i < MIN (streams->len, QOS_APP_REPORT_CHARTED_MAX); i++)
    append_stream (page, g_ptr_array_index (streams, i), i);
}

/* The frame */

static const gchar method_live[] =
    "Live, from the arriving packets and the reports of the other end.";
static const gchar method_capture[] =
    "From the packets and timestamps of a capture: all values apply to the "
    "place where it was taken. Round trips are between there and the sender. "
    "A capture does not show what a receiver did afterwards: packets count as "
    "late by the given playout delay.";

static void
append_resource (GString *page, const gchar *name)
{
  g_autofree gchar *path = g_strconcat ("/org/qosaudio/report/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

  g_string_append_len (page, g_bytes_get_data (bytes, NULL),
      (gssize) g_bytes_get_size (bytes));
}

/* Fills in a place of the frame that has this name. */
static void
fill_in (GString *page, const gchar *name, QosAppReport *self,
    const QosAppReportHead *head)
{
  g_autofree gchar *start =
      g_date_time_format (head->start, "%Y-%m-%d %H:%M:%S %Z");

  if (g_str_equal (name, "title"))
    qos_app_report_append_text (page, head->title);
  else if (g_str_equal (name, "style"))
    append_resource (page, "report.css");
  else if (g_str_equal (name, "source") && head->source) {
    qos_app_report_append_text (page, head->source);
    g_string_append (page, "<br>");
  } else if (g_str_equal (name, "start"))
    qos_app_report_append_text (page, start);
  else if (g_str_equal (name, "duration"))
    append_duration (page, head->seconds);
  else if (g_str_equal (name, "content"))
    append_content (page, self, head);
  else if (g_str_equal (name, "method"))
    g_string_append (page, head->of_capture ? method_capture : method_live);
  else if (g_str_equal (name, "unknown"))
    g_string_append (page, QOS_APP_UNKNOWN);
  else if (g_str_equal (name, "program"))
    g_string_append (page, PACKAGE " " VERSION);
}

gchar *
qos_app_report_page (QosAppReport *self, const QosAppReportHead *head)
{
  GString *frame = g_string_new (NULL);
  GString *page = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  append_resource (frame, "report.html");
  parts = g_strsplit (frame->str, "@", -1); /* text, name, text, ... */
  for (guint i = 0; parts[i]; i++)
    if (i % 2 == 0)
      g_string_append (page, parts[i]);
    else
      fill_in (page, parts[i], self, head);
  g_string_free (frame, TRUE);
  return g_string_free (page, FALSE);
}

gboolean
qos_app_report_write (const gchar *page, const gchar *file, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (qos_app_file_write (page, file, &why))
    return TRUE;
  g_set_error (error, why->domain, why->code,
      "The report could not be written: %s", why->message);
  return FALSE;
}
