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
  Sample samples[SAMPLES];
  guint start, length;
  Sample first; /* of the whole stream */
  Anchor anchors[ANCHORS];
  guint n_anchors;
  guint remote_ssrc; /* the receiver that the anchors belong to */
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

static Sample *
get_sample (QosAppHealth *self, guint i)
{
  return &self->samples[(self->start + i) % SAMPLES];
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
forget (QosAppHealth *self)
{
  self->start = self->length = self->n_anchors = 0;
}

/* Keeps the latest sample that is older than the span, to subtract from. */
static void
drop_old (QosAppHealth *self, gdouble now_s)
{
  while (self->length > 2 &&
      get_sample (self, 1)->time_s <= now_s - QOS_APP_HEALTH_S) {
    self->start = (self->start + 1) % SAMPLES;
    self->length--;
  }
}

static void
push (QosAppHealth *self, const Sample *sample)
{
  if (self->length >= SAMPLES) {
    self->start = (self->start + 1) % SAMPLES;
    self->length--;
  }
  self->length++;
  *get_sample (self, self->length - 1) = *sample;
}

static void
add_sample (QosAppHealth *self, const Sample *sample, const GstStructure *stats)
{
  Sample *last = self->length > 0 ? get_sample (self, self->length - 1) : NULL;

  if (last &&
      (sample->expected < last->expected || sample->time_s < last->time_s))
    forget (self);
  if (self->length == 0) {
    self->first = make_zero (sample, stats);
    push (self, &self->first);
  }
  if (self->length > 1 &&
      sample->time_s < get_sample (self, self->length - 2)->time_s + SAMPLE_S)
    *get_sample (self, self->length - 1) = *sample;
  else
    push (self, sample);
  drop_old (self, sample->time_s);
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
look_at_receiver (QosAppHealth *self, const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;
  const Sample *from = get_sample (self, 0);
  const Sample *to = get_sample (self, self->length - 1);
  gdouble lost = grow (from->lost, to->lost);
  gdouble late = grow (from->late, to->late);
  gdouble age_ms = qos_app_number (stats, QOS_STREAM (LAST_PACKET_AGE_MS));

  look->lost = count (lost);
  look->late = count (late);
  look->lost_percent = percent_of (lost, grow (from->expected, to->expected));
  look->late_percent = percent_of (late, grow (from->expected, to->expected));
  look->silent_s = age_ms / 1000;
  look->missing_ms = grow (from->concealed_ms, to->concealed_ms);
  look->missing_percent = isnan (look->missing_ms)
      ? percent_of ((isnan (lost) ? 0 : lost) + (isnan (late) ? 0 : late),
            grow (from->expected, to->expected))
      : percent_of (look->missing_ms, look->span_s * 1000);
  look->total_ms = grow (self->first.concealed_ms, to->concealed_ms);
  look->total_percent = percent_of (look->total_ms, look->total_s * 1000);
  if (look->silent_s > QOS_APP_HEALTH_SILENT_S)
    return QOS_APP_HEALTH_SILENT;
  if (qos_app_has (stats, QOS_STREAM (NOT_PLAYED))) {
    look->missing_ms = look->missing_percent = NAN;
    return QOS_APP_HEALTH_NOT_HEARD;
  }
  return rate_missing (look);
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
add_anchor (QosAppHealth *self, const Anchor *anchor)
{
  guint n = self->n_anchors;
  gdouble least = n > 0 ? self->anchors[n - 1].packets * ANCHOR_GROWTH : 1;

  if (n < ANCHORS && anchor->packets >= least)
    self->anchors[self->n_anchors++] = *anchor;
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
  Anchor now = {isnan (received) ? get_sample (self, self->length - 1)->expected
                                 : received + (isnan (lost) ? 0 : lost)};
  Anchor from = {0};
  guint ssrc = 0;
  gdouble share;

  if (isnan (percent) || isnan (now.packets))
    return NAN;
  now.late = now.packets * percent / 100;
  gst_structure_get_uint (stats, QOS_SENDER (REMOTE_SSRC)->name, &ssrc);
  if (ssrc != self->remote_ssrc)
    self->n_anchors = 0;
  self->remote_ssrc = ssrc;
  for (guint i = self->n_anchors; i > 0; i--)
    if (self->anchors[i - 1].packets <= now.packets * ANCHOR_SHARE) {
      from = self->anchors[i - 1];
      break;
    }
  add_anchor (self, &now);
  share =
      percent_of (MAX (now.late - from.late, 0.0), now.packets - from.packets);
  return from.packets > 0 && share < LATE_PRECISION ? 0 : share;
}

static QosAppHealthState
look_at_sender (QosAppHealth *self, const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;
  const Sample *from = get_sample (self, 0);
  const Sample *to = get_sample (self, self->length - 1);
  gdouble lost = grow (isnan (from->lost) ? 0 : from->lost, to->lost);
  gdouble age_ms = qos_app_number (stats, QOS_SENDER (REPORT_AGE_MS));

  look->lost = count (lost);
  look->lost_percent = percent_of (lost, grow (from->expected, to->expected));
  look->silent_s = age_ms / 1000;
  look->missing_ms = look->total_ms = look->total_percent = NAN;
  look->late_percent = measure_late (self, stats);
  look->missing_percent = isnan (look->lost_percent)
      ? qos_app_number (stats, QOS_SENDER (REMOTE_LOSS_PERCENT))
      : look->lost_percent;
  if (!isnan (look->late_percent))
    look->missing_percent = MIN (100,
        look->late_percent +
            (isnan (look->missing_percent) ? 0 : look->missing_percent));
  if (isnan (age_ms))
    return QOS_APP_HEALTH_WAITING;
  if (look->silent_s > limit_silence (from, to))
    return QOS_APP_HEALTH_SILENT;
  return rate_missing (look);
}

/* Both */

void
qos_app_health_add (QosAppHealth *self, gdouble time_s,
    const GstStructure *stats)
{
  QosAppHealthLook *look = &self->look;
  const gchar *end = qos_app_string (stats, QOS_STREAM (END_REASON));
  const gchar *reason =
      end ? end : qos_app_string (stats, QOS_STREAM (NOT_PLAYED));
  Sample sample = read_sample (time_s, stats);

  add_sample (self, &sample, stats);
  if (g_strcmp0 (reason, self->reason) != 0) {
    g_free (self->reason);
    self->reason = g_strdup (reason);
  }
  look->span_s = sample.time_s - get_sample (self, 0)->time_s;
  look->total_s = sample.time_s - self->first.time_s;
  look->state = is_received (stats) ? look_at_receiver (self, stats)
                                    : look_at_sender (self, stats);
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
  const gchar *s = look->late == 1 ? "" : "s";

  if (look->late > 0 && look->lost > 0)
    g_string_append_printf (text,
        ": %" G_GUINT64_FORMAT " packet%s late, %" G_GUINT64_FORMAT " lost",
        look->late, s, look->lost);
  else if (look->late > 0)
    g_string_append_printf (text, ": %" G_GUINT64_FORMAT " packet%s late",
        look->late, s);
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
  gchar *percent;

  if (g_strcmp0 (self->reason, "bye") == 0)
    g_string_assign (text, "Ended by the other end");
  else if (g_strcmp0 (self->reason, "timeout") == 0)
    g_string_printf (text, "Connection lost: no packets for %.0f s",
        isnan (look->silent_s) ? 0 : look->silent_s);
  if (look->total_ms > 0) {
    percent = make_percent (look->total_percent);
    g_string_append_printf (text, "; %.1f s of sound were missing in all, %s",
        look->total_ms / 1000, percent);
    g_free (percent);
  }
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
  g_free (self->reason);
  g_free (self);
}
