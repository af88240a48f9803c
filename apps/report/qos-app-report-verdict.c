/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The first part of a report: a sentence about how each stream was.
 */
#include "qos-app-health.h"
#include "qos-app-report-private.h"

#include <math.h>

static const gchar *const cause_words[QOS_APP_REPORT_CAUSES] = {
    [QOS_APP_CAUSE_LOSS] = "by single lost packets",
    [QOS_APP_CAUSE_BURST] = "by packets lost in a row",
    [QOS_APP_CAUSE_LATE] = "by packets that arrived too late",
    [QOS_APP_CAUSE_REORDERED] =
        "by packets that arrived out of order and too late",
    [QOS_APP_CAUSE_SENDER] = "by the sender",
    [QOS_APP_CAUSE_DRIFT] = "by clocks that drift apart",
    [QOS_APP_CAUSE_RECEIVER] = "by this machine, which was too busy",
};

/* The cause of most of the missing sound, and its latest advice. */
static void
append_cause (GString *page, const QosAppReportStream *stream)
{
  const QosAppReportCause *worst = &stream->causes[0];
  gdouble all_ms = 0, share;

  for (guint i = 0; i < QOS_APP_REPORT_CAUSES; i++) {
    all_ms += stream->causes[i].missing_ms;
    if (stream->causes[i].missing_ms > worst->missing_ms)
      worst = &stream->causes[i];
  }
  share = worst->missing_ms / all_ms;
  if (all_ms > 0)
    g_string_append_printf (page, ", %s %s",
        share > 0.9       ? "nearly all"
            : share > 0.5 ? "mostly"
                          : "some of it",
        cause_words[worst - stream->causes]);
  g_string_append_c (page, '.');
  if (all_ms > 0 && *worst->advice) {
    g_string_append_c (page, ' ');
    qos_app_report_append_text (page, worst->advice);
  }
}

static void
append_packets (GString *page, const GstStructure *stats)
{
  gdouble lost = qos_app_number (stats, QOS_STREAM (PACKETS_LOST));
  gdouble late = qos_app_number (stats, QOS_STREAM (PACKETS_LATE));
  gdouble expected = qos_app_number (stats, QOS_STREAM (PACKETS_EXPECTED));

  if (isnan (lost))
    return;
  g_string_append_printf (page, " %.0f", lost);
  if (!isnan (expected))
    g_string_append_printf (page, " of %.0f", expected);
  g_string_append (page, " packets were lost");
  if (!isnan (late))
    g_string_append_printf (page, ", %.0f late", late);
  g_string_append_c (page, '.');
}

static void
append_received (GString *page, const QosAppReportStream *stream)
{
  gdouble missing_ms =
      qos_app_number (stream->stats, QOS_STREAM (CONCEALED_MS));
  gdouble percent = qos_app_number (stream->stats, QOS_SHOWN (MISSING_PERCENT));

  if (qos_app_has (stream->stats, QOS_STREAM (NOT_PLAYED)))
    g_string_append (page, "<strong>It was not played.</strong>");
  else if (missing_ms > 0 && !isnan (percent))
    g_string_append_printf (page,
        "<strong>%.*f %% of the sound was missing</strong> (%.1f s)",
        percent < 9.95 ? 1 : 0, percent, missing_ms / 1000);
  else if (missing_ms > 0)
    g_string_append_printf (page,
        "<strong>%.1f s of sound were missing</strong>", missing_ms / 1000);
  else if (!isnan (missing_ms))
    g_string_append (page, "<strong>No sound was missing.</strong>");
  else if (!qos_app_has (stream->stats, QOS_STREAM (PACKETS_LOST)))
    g_string_append (page, "it is unknown whether sound was missing.");
  if (missing_ms > 0)
    append_cause (page, stream);
  append_packets (page, stream->stats);
}

static void
append_sent (GString *page, const GstStructure *stats)
{
  gdouble sent = qos_app_number (stats, QOS_SENDER (PACKETS_SENT));
  gdouble lost = qos_app_number (stats, QOS_SENDER (REMOTE_PACKETS_LOST));
  gdouble late = qos_app_number (stats, QOS_SENDER (REMOTE_DISCARD_PERCENT));

  if (isnan (lost)) {
    g_string_append_printf (page,
        "%.0f packets were sent. <strong>No receiver reported</strong> what "
        "arrived.",
        fmax (sent, 0));
    return;
  }
  g_string_append_printf (page,
      "<strong>%.0f of %.0f packets were lost on the way</strong>", lost, sent);
  if (!isnan (late))
    g_string_append_printf (page, ", %.1f %% arrived too late", late);
  g_string_append_c (page, '.');
}

/* Percent of the packets that did not arrive, or arrived too late; NAN. */
static gdouble
find_missing (const GstStructure *stats)
{
  gdouble sent = qos_app_number (stats, QOS_SENDER (PACKETS_SENT));
  gdouble lost = qos_app_number (stats, QOS_SENDER (REMOTE_PACKETS_LOST));
  gdouble late = qos_app_number (stats, QOS_SENDER (REMOTE_DISCARD_PERCENT));
  gdouble missing = qos_app_number (stats, QOS_SHOWN (MISSING_PERCENT));

  if (!isnan (missing))
    return missing;
  return sent > 0 ? 100 * lost / sent + fmax (late, 0) : NAN;
}

static const gchar *
find_class (const GstStructure *stats)
{
  gdouble missing = find_missing (stats);

  if (qos_app_has (stats, QOS_STREAM (NOT_PLAYED)) ||
      missing >= QOS_APP_HEALTH_BAD_PERCENT)
    return "bad";
  return isnan (missing) ? "unknown" : missing > 0 ? "warn" : "good";
}

/* The same as in the heading of its charts. */
static void
append_who (GString *page, const GstStructure *stats)
{
  const gchar *name = qos_app_string (stats, QOS_STREAM (NAME));
  guint ssrc = qos_app_ssrc (stats);

  g_string_append (page, "<bdi>");
  if (name && *name)
    qos_app_report_append_text (page, name);
  else
    g_string_append_printf (page, "0x%08x", ssrc);
  g_string_append (page, "</bdi>");
}

void
qos_app_report_append_verdicts (GString *page, const GPtrArray *streams)
{
  if (streams->len == 0)
    return;
  g_string_append (page, "<ul class=\"verdicts\">\n");
  for (guint i = 0; i < MIN (streams->len, QOS_APP_REPORT_CHARTED_MAX); i++) {
    const QosAppReportStream *stream = g_ptr_array_index (streams, i);

    g_string_append_printf (page, "<li class=\"%s\"><a href=\"#s%u\">",
        find_class (stream->stats), i);
    append_who (page, stream->stats);
    g_string_append (page, "</a>: ");
    if (qos_app_has (stream->stats, QOS_SENDER (PACKETS_SENT)))
      append_sent (page, stream->stats);
    else
      append_received (page, stream);
    g_string_append (page, "</li>\n");
  }
  g_string_append (page, "</ul>\n");
}
