/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-health.h"

#include "qos-app-text.h"

#include <math.h>

/* Number of messages kept, and the minimum time between two of them: together
 * more than the last 10 s. */
#define SAMPLES 64
#define SAMPLE_S 0.2

/* Totals of remote-discard-percent, each at 7 % more packets than the previous
 * one: enough for any session. */
#define ANCHORS 320
#define ANCHOR_GROWTH 1.07
#define ANCHOR_SHARE 0.8

/* Resolution of remote-discard-percent in percent of the packets. */
#define LATE_PRECISION 2.0

/* A receiver is silent after this number of its own report intervals without a
 * report, at the latest after this number of seconds. */
#define SILENT_REPORTS 4
#define SILENT_REPORTS_MAX_S 10.0

/* Totals at one moment; NaN if unknown. */
typedef struct
{
  gdouble time_s;
  gdouble expected, lost, late;
  gdouble concealed_ms;
  gdouble reports;
} Sample;

typedef struct
{
  gdouble packets; /* expected by the receiver so far */
  gdouble late;    /* the late ones among them */
} Anchor;

struct _QosAppHealth
{
  QosAppHealthLook look;
  GArray *samples;   /* Sample, of the last 10 s */
  Sample first;      /* of the whole stream */
  GArray *anchors;   /* Anchor */
  guint remote_ssrc; /* the receiver that they belong to */
  gchar *reason;     /* end-reason, not-played (nullable) */
};

static const struct
{
  const gchar *word;
  const gchar *icon;
} states[QOS_APP_N_HEALTH] = {
    [QOS_APP_HEALTH_GONE] = {"Left", "media-playback-stop-symbolic"},
    [QOS_APP_HEALTH_WAITING] = {"Waiting", "content-loading-symbolic"},
    [QOS_APP_HEALTH_GOOD] = {"Good", "emblem-ok-symbolic"},
    [QOS_APP_HEALTH_DROP_OUTS] = {"Drop-outs", "dialog-warning-symbolic"},
    [QOS_APP_HEALTH_SILENT] = {"Silent", "network-offline-symbolic"},
    [QOS_APP_HEALTH_BAD] = {"Bad", "dialog-error-symbolic"},
    [QOS_APP_HEALTH_NOT_HEARD] = {"Not heard", "audio-volume-muted-symbolic"},
};

/* Why a sender is not heard, by kind of qosnotice. */
static const struct
{
  const gchar *kind;
  const gchar *text;
} notices[] = {
    {"format-unknown", "its format is not known"},
    {"format-not-played", "its format cannot be played"},
    {"payload-type-unexpected", "its payload type is unexpected"},
    {"ssrc-collision", "another sender has the same SSRC"},
    {"place-refused", "the maximum number of senders is reached"},
    {"bad-data", "its data is damaged"},
    {"decode-error", "its audio cannot be decoded"},
};

/* Samples */

static const Sample *
get_sample (QosAppHealth *self, guint i)
{
  return &g_array_index (self->samples, Sample, i);
}

static const Sample *
get_newest (QosAppHealth *self)
{
  return get_sample (self, self->samples->len - 1);
}

static gboolean
is_received (const GstStructure *stats)
{
  return gst_structure_has_name (stats, "qosstats");
}

static Sample
read_sample (gdouble time_s, const GstStructure *stats)
{
  gboolean received = is_received (stats);
  Sample sample = {
      .time_s = time_s,
      .expected = qos_app_number (stats,
          received ? QOS_STREAM (PACKETS_EXPECTED) : QOS_SENDER (PACKETS_SENT)),
      .lost = qos_app_number (stats,
          received ? QOS_STREAM (PACKETS_LOST)
                   : QOS_SENDER (REMOTE_PACKETS_LOST)),
      .late = qos_app_number (stats, QOS_STREAM (PACKETS_LATE)),
      .concealed_ms = qos_app_number (stats, QOS_STREAM (CONCEALED_MS)),
      .reports = qos_app_number (stats, QOS_SENDER (REPORTS_RECEIVED)),
  };

  return sample;
}

/* The totals at the start: 0 one interval ago. */
static Sample
make_zero (const Sample *sample, const GstStructure *stats)
{
  gdouble duration = qos_app_number (stats, QOS_STREAM (DURATION)) / GST_SECOND;
  Sample zero = {
      .time_s = sample->time_s - (duration > 0 ? duration : 0),
      .concealed_ms = isnan (sample->concealed_ms) ? NAN : 0,
      .late = isnan (sample->late) ? NAN : 0,
  };

  return zero;
}

static void
add_sample (QosAppHealth *self, const Sample *sample, const GstStructure *stats)
{
  GArray *samples = self->samples;

  if (samples->len > 0 &&
      (sample->expected < get_newest (self)->expected ||
          sample->time_s < get_newest (self)->time_s)) {
    g_array_set_size (samples, 0);
    g_array_set_size (self->anchors, 0);
  }
  if (samples->len == 0) {
    self->first = make_zero (sample, stats);
    g_array_append_val (samples, self->first);
  }
  if (samples->len > 1 &&
      sample->time_s < get_sample (self, samples->len - 2)->time_s + SAMPLE_S)
    g_array_set_size (samples, samples->len - 1);
  g_array_append_vals (samples, sample, 1);
  /* The latest sample that is older than the span stays, to subtract from. */
  while (samples->len > SAMPLES ||
      (samples->len > 2 &&
          get_sample (self, 1)->time_s <= sample->time_s - QOS_APP_HEALTH_S))
    g_array_remove_index (samples, 0);
}

/* Returns: at least 0, because lost packets may still arrive; NaN. */
static gdouble
grow (gdouble before, gdouble now)
{
  return isnan (before) || isnan (now) ? NAN : MAX (now - before, 0.0);
}

static guint64
count (gdouble number)
{
  return number > 0 ? (guint64) number : 0;
}

static gdouble
percent_of (gdouble part, gdouble whole)
{
  return isnan (part) || !(whole > 0) ? NAN
                                      : CLAMP (100 * part / whole, 0.0, 100.0);
}

static QosAppHealthState
rate_missing (const QosAppHealthLook *look)
{
  if (look->missing_percent >= QOS_APP_HEALTH_BAD_PERCENT)
    return QOS_APP_HEALTH_BAD;
  return look->missing_percent > 0 ? QOS_APP_HEALTH_DROP_OUTS
                                   : QOS_APP_HEALTH_GOOD;
}

/* At a receiver */

static QosAppHealthState
rate_received (QosAppHealth *self, const GstStructure *stats, gdouble expected)
{
  QosAppHealthLook *look = &self->look;

  look->missing_percent = isnan (look->missing_ms)
      ? percent_of ((gdouble) (look->lost + look->late), expected)
      : percent_of (look->missing_ms, look->span_s * 1000);
  if (look->silent_s > QOS_APP_HEALTH_SILENT_S)
    return QOS_APP_HEALTH_SILENT;
  if (!qos_app_has (stats, QOS_STREAM (NOT_PLAYED)))
    return rate_missing (look);
  look->missing_ms = look->missing_percent = NAN;
  return QOS_APP_HEALTH_NOT_HEARD;
}

/* At a sender */

static gdouble
limit_silence (const Sample *from, const Sample *to)
{
  gdouble reports = grow (from->reports, to->reports);
  gdouble limit_s = SILENT_REPORTS * (to->time_s - from->time_s) / reports;

  return reports > 0
      ? CLAMP (limit_s, QOS_APP_HEALTH_SILENT_S, SILENT_REPORTS_MAX_S)
      : SILENT_REPORTS_MAX_S;
}

static void
add_anchor (GArray *anchors, const Anchor *anchor)
{
  guint n = anchors->len;
  gdouble min = n > 0
      ? g_array_index (anchors, Anchor, n - 1).packets * ANCHOR_GROWTH
      : 1;

  if (n < ANCHORS && anchor->packets >= min)
    g_array_append_vals (anchors, anchor, 1);
}

/* The share of late packets at the receiver in the last fifth; less than the
 * resolution of 1/256 counts as none. */
static gdouble
measure_late (QosAppHealth *self, const GstStructure *stats)
{
  gdouble received =
      qos_app_number (stats, QOS_SENDER (REMOTE_PACKETS_RECEIVED));
  gdouble lost = qos_app_number (stats, QOS_SENDER (REMOTE_PACKETS_LOST));
  gdouble percent = qos_app_number (stats, QOS_SENDER (REMOTE_DISCARD_PERCENT));
  Anchor now = {isnan (received) ? get_newest (self)->expected
                                 : received + fmax (lost, 0)};
  Anchor from = {0};
  guint ssrc = 0;
  gdouble share;

  if (isnan (percent) || isnan (now.packets))
    return NAN;
  now.late = now.packets * percent / 100;
  gst_structure_get_uint (stats, QOS_SENDER (REMOTE_SSRC)->name, &ssrc);
  if (ssrc != self->remote_ssrc)
    g_array_set_size (self->anchors, 0);
  self->remote_ssrc = ssrc;
  for (guint i = self->anchors->len; i > 0 && from.packets == 0; i--)
    if (g_array_index (self->anchors, Anchor, i - 1).packets <=
        now.packets * ANCHOR_SHARE)
      from = g_array_index (self->anchors, Anchor, i - 1);
  add_anchor (self->anchors, &now);
  share =
      percent_of (MAX (now.late - from.late, 0.0), now.packets - from.packets);
  return from.packets > 0 && share < LATE_PRECISION ? 0 : share;
}

static QosAppHealthState
rate_sent (QosAppHealth *self, const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;

  look->late_percent = measure_late (self, stats);
  look->missing_percent = isnan (look->lost_percent)
      ? qos_app_number (stats, QOS_SENDER (REMOTE_LOSS_PERCENT))
      : look->lost_percent;
  if (!isnan (look->late_percent))
    look->missing_percent =
        MIN (100, look->late_percent + fmax (look->missing_percent, 0));
  if (isnan (look->silent_s))
    return QOS_APP_HEALTH_WAITING;
  if (look->silent_s > limit_silence (get_sample (self, 0), get_newest (self)))
    return QOS_APP_HEALTH_SILENT;
  return rate_missing (look);
}

/* Both */

/* What either end lacks is unknown, and stays so, except that nothing was lost
 * before the first report. Returns: the packets expected in the span. */
static gdouble
measure (QosAppHealth *self, const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;
  const Sample *from = get_sample (self, 0), *to = get_newest (self);
  gdouble expected = grow (from->expected, to->expected);
  gdouble lost = grow (fmax (from->lost, 0), to->lost);
  gdouble late = grow (from->late, to->late);

  look->span_s = to->time_s - from->time_s;
  look->total_s = to->time_s - self->first.time_s;
  look->lost = count (lost);
  look->late = count (late);
  look->lost_percent = percent_of (lost, expected);
  look->late_percent = percent_of (late, expected);
  look->missing_ms = grow (from->concealed_ms, to->concealed_ms);
  look->total_ms = grow (self->first.concealed_ms, to->concealed_ms);
  look->total_percent = percent_of (look->total_ms, look->total_s * 1000);
  look->silent_s = qos_app_number (stats,
                       is_received (stats) ? QOS_STREAM (LAST_PACKET_AGE_MS)
                                           : QOS_SENDER (REPORT_AGE_MS)) /
      1000;
  return expected;
}

void
qos_app_health_add (QosAppHealth *self, gdouble time_s,
    const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;
  const gchar *end = qos_app_string (stats, QOS_STREAM (END_REASON));
  Sample sample = read_sample (time_s, stats);
  gdouble expected;

  g_free (self->reason);
  self->reason =
      g_strdup (end ? end : qos_app_string (stats, QOS_STREAM (NOT_PLAYED)));
  add_sample (self, &sample, stats);
  expected = measure (self, stats);
  look->state = is_received (stats) ? rate_received (self, stats, expected)
                                    : rate_sent (self, stats);
  if (end)
    look->state = QOS_APP_HEALTH_GONE;
}

void
qos_app_health_end (QosAppHealth *self)
{
  self->look.state = QOS_APP_HEALTH_GONE;
}

const QosAppHealthLook *
qos_app_health_look (const QosAppHealth *self)
{
  return &self->look;
}

/* Texts */

const gchar *
qos_app_health_word (QosAppHealthState state)
{
  return states[state].word;
}

const gchar *
qos_app_health_icon (QosAppHealthState state)
{
  return states[state].icon;
}

static gchar *
make_percent (gdouble percent)
{
  if (percent > 0 && percent < 0.1)
    return g_strdup ("under 0.1 %");
  return g_strdup_printf ("%.*f %%", percent < 9.95 && percent > 0 ? 1 : 0,
      percent);
}

static const gchar *
find_notice (const gchar *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    if (g_strcmp0 (kind, notices[i].kind) == 0)
      return notices[i].text;
  return "it cannot be played";
}

static void
append_packets (GString *text, const QosAppHealthLook *look)
{
  if (look->late > 0)
    g_string_append_printf (text, ": %" G_GUINT64_FORMAT " packet%s late",
        look->late, look->late == 1 ? "" : "s");
  if (look->late > 0 && look->lost > 0)
    g_string_append_printf (text, ", %" G_GUINT64_FORMAT " lost", look->lost);
  else if (look->lost > 0)
    g_string_append_printf (text, ": %" G_GUINT64_FORMAT " packet%s lost",
        look->lost, look->lost == 1 ? "" : "s");
  if (look->late == 0 && look->late_percent > 0)
    g_string_append_printf (text, "%s %.0f %% arrived too late",
        look->lost > 0 ? "," : ":", look->late_percent);
}

static gchar *
make_missing (const QosAppHealthLook *look)
{
  g_autofree gchar *percent = make_percent (look->missing_percent);
  GString *text = g_string_new (NULL);

  if (look->missing_percent > 0)
    g_string_append_printf (text, "%s of the sound missing", percent);
  else
    g_string_append (text, "No sound missing");
  g_string_append_printf (text, " in the last %.0f s",
      CLAMP (floor (look->span_s), 1, G_MAXINT));
  append_packets (text, look);
  return g_string_free (text, FALSE);
}

static gchar *
make_end (const QosAppHealth *self)
{
  const QosAppHealthLook *look = &self->look;
  GString *text = g_string_new ("The stream has ended");
  g_autofree gchar *percent = make_percent (look->total_percent);

  if (g_strcmp0 (self->reason, "bye") == 0)
    g_string_assign (text, "Ended by the other end");
  else if (g_strcmp0 (self->reason, "timeout") == 0)
    g_string_printf (text, "Connection lost: no packets for %.0f s",
        isnan (look->silent_s) ? 0 : look->silent_s);
  if (look->total_ms > 0)
    g_string_append_printf (text, "; %.1f s of sound were missing in all, %s",
        look->total_ms / 1000, percent);
  return g_string_free (text, FALSE);
}

gchar *
qos_app_health_text (const QosAppHealth *self)
{
  const QosAppHealthLook *look = &self->look;

  switch (look->state) {
    case QOS_APP_HEALTH_GONE:
      return make_end (self);
    case QOS_APP_HEALTH_WAITING:
      return g_strdup ("No receiver has reported yet");
    case QOS_APP_HEALTH_SILENT:
      return g_strdup_printf ("Silent for %.0f s", look->silent_s);
    case QOS_APP_HEALTH_NOT_HEARD:
      return g_strdup_printf ("Not heard: %s", find_notice (self->reason));
    default:
      return make_missing (look);
  }
}

gchar *
qos_app_health_number (const QosAppHealth *self)
{
  const QosAppHealthLook *look = &self->look;

  if (look->state == QOS_APP_HEALTH_SILENT)
    return g_strdup_printf ("%.0f s", look->silent_s);
  if (isnan (look->missing_percent) || look->state == QOS_APP_HEALTH_GONE ||
      look->state == QOS_APP_HEALTH_WAITING ||
      look->state == QOS_APP_HEALTH_NOT_HEARD)
    return g_strdup (QOS_APP_UNKNOWN);
  return look->missing_percent > 0 && look->missing_percent < 0.1
      ? g_strdup ("<0.1 %")
      : make_percent (look->missing_percent);
}

QosAppHealth *
qos_app_health_new (void)
{
  QosAppHealth *self = g_new0 (QosAppHealth, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  self->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  self->look = (QosAppHealthLook){
      .state = QOS_APP_HEALTH_WAITING,
      .missing_ms = NAN,
      .missing_percent = NAN,
      .lost_percent = NAN,
      .late_percent = NAN,
      .silent_s = NAN,
      .total_ms = NAN,
      .total_percent = NAN,
  };
  return self;
}

void
qos_app_health_free (QosAppHealth *self)
{
  if (!self)
    return;
  g_array_unref (self->samples);
  g_array_unref (self->anchors);
  g_free (self->reason);
  g_free (self);
}
