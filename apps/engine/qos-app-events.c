/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-events.h"

#include "qos-app-text.h"

#include <math.h>

#define ADVICE_SIZE 256

struct _QosAppEvents
{
  guint start; /* of the oldest */
  guint length;
  guint advised_ms; /* 0: unknown */
  QosAppEvent events[QOS_APP_EVENTS_MAX];
  gchar advice[QOS_APP_N_CAUSES][ADVICE_SIZE];
};

static const gchar *const names[QOS_APP_N_CAUSES] = {"loss", "burst", "late",
    "reordered", "sender", "drift", "receiver", "other"};

static QosAppCause
find_cause (const gchar *name)
{
  QosAppCause cause = 0;

  while (cause < QOS_APP_CAUSE_OTHER && g_strcmp0 (name, names[cause]) != 0)
    cause++;
  return cause;
}

static void
keep_advice (QosAppEvents *self, QosAppCause cause, const gchar *text)
{
  g_autofree gchar *clean = qos_app_text_clean (text ? text : "");
  gchar *cut = clean;

  if (strlen (clean) >= ADVICE_SIZE)
    *g_utf8_find_prev_char (clean, clean + ADVICE_SIZE) = '\0';
  g_strlcpy (self->advice[cause], cut, ADVICE_SIZE);
}

QosAppEvent
qos_app_event_of (const GstStructure *message, gdouble time_s)
{
  return (QosAppEvent){
      .time_s = time_s,
      .gap_ms = (gfloat) qos_app_number (message, QOS_EVENT (GAP_MS)),
      .cause = find_cause (qos_app_string (message, QOS_EVENT (CAUSE))),
  };
}

gdouble
qos_app_event_missing_ms (const QosAppEvent *event)
{
  if (isnan (event->gap_ms) || event->cause == QOS_APP_CAUSE_DRIFT)
    return 0;
  return event->gap_ms;
}

const QosAppEvent *
qos_app_events_add (QosAppEvents *self, gdouble time_s,
    const GstStructure *message)
{
  QosAppEvent event = qos_app_event_of (message, time_s);
  gdouble advised_ms;
  QosAppEvent *added;

  if (self->length > 0)
    event.time_s =
        MAX (event.time_s, qos_app_events_get (self, self->length - 1)->time_s);
  if (self->length < QOS_APP_EVENTS_MAX)
    self->length++;
  else
    self->start = (self->start + 1) % QOS_APP_EVENTS_MAX;
  added = &self->events[(self->start + self->length - 1) % QOS_APP_EVENTS_MAX];
  *added = event;
  keep_advice (self, event.cause, qos_app_string (message, QOS_EVENT (ADVICE)));
  advised_ms = qos_app_number (message, QOS_EVENT (ADVISED_LATENCY_MS));
  if (advised_ms > 0)
    self->advised_ms = (guint) advised_ms;
  return added;
}

guint
qos_app_events_length (const QosAppEvents *self)
{
  return self->length;
}

const QosAppEvent *
qos_app_events_get (const QosAppEvents *self, guint i)
{
  return &self->events[(self->start + i) % QOS_APP_EVENTS_MAX];
}

const gchar *
qos_app_events_advice (const QosAppEvents *self, QosAppCause cause)
{
  return self->advice[cause];
}

QosAppCause
qos_app_events_main_cause (const QosAppEvents *self, gdouble from_s)
{
  gdouble missing_ms[QOS_APP_N_CAUSES] = {0}, most_ms = 0;
  QosAppCause found = QOS_APP_N_CAUSES;

  for (guint i = self->length; i > 0; i--) {
    const QosAppEvent *event = qos_app_events_get (self, i - 1);

    if (event->time_s < from_s)
      break;
    missing_ms[event->cause] += qos_app_event_missing_ms (event);
  }
  for (guint cause = 0; cause < QOS_APP_N_CAUSES; cause++)
    if (missing_ms[cause] > most_ms) {
      most_ms = missing_ms[cause];
      found = cause;
    }
  return found;
}

guint
qos_app_events_advised_ms (const QosAppEvents *self)
{
  return self->advised_ms;
}

const gchar *
qos_app_cause_name (QosAppCause cause)
{
  return names[cause];
}

gchar *
qos_app_event_text (const QosAppEvent *event)
{
  const gchar *name = names[event->cause];

  if (isnan (event->gap_ms))
    return g_strdup (name);
  if (event->cause == QOS_APP_CAUSE_DRIFT)
    return g_strdup_printf ("clocks %.0f ms apart: %s", event->gap_ms, name);
  return g_strdup_printf ("%.0f ms missing: %s", event->gap_ms, name);
}

QosAppEvents *
qos_app_events_new (void)
{
  return g_new0 (QosAppEvents, 1);
}

void
qos_app_events_free (QosAppEvents *self)
{
  g_free (self);
}
