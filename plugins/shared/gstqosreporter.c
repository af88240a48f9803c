/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosreporter.h"

#include "qos-limits.h"
#include "gstqosfield.h"

#define ASLEEP_MAX (100 * GST_MSECOND)

struct _GstQosReporter
{
  GstElement *element;
  GstClock *clock;
  GstQosReporterFunc func;
  GThread *thread;

  /* under lock */
  GMutex lock;
  GstClockID wait;
  gboolean is_stopping;
};

/* Sleeps until time. Returns: FALSE if the thread must stop. */
static gboolean
sleep_until (GstQosReporter *reporter, GstClockTime time)
{
  gboolean go_on;

  g_mutex_lock (&reporter->lock);
  if (!reporter->is_stopping) {
    GstClockID wait = gst_clock_new_single_shot_id (reporter->clock, time);

    reporter->wait = wait;
    g_mutex_unlock (&reporter->lock);
    gst_clock_id_wait (wait, NULL);
    g_mutex_lock (&reporter->lock);
    reporter->wait = NULL;
    gst_clock_id_unref (wait);
  }
  go_on = !reporter->is_stopping;
  g_mutex_unlock (&reporter->lock);
  return go_on;
}

static gpointer
gst_qos_reporter_run (gpointer data)
{
  GstQosReporter *reporter = data;
  GstClockTime next;

  do {
    next = reporter->func (reporter->element,
        gst_clock_get_time (reporter->clock));
  } while (sleep_until (reporter, next));
  return NULL;
}

static GstQosReporter *
make_reporter (GstElement *element, GstClock *clock, GstQosReporterFunc func)
{
  GstQosReporter *reporter = g_new0 (GstQosReporter, 1);

  reporter->element = element;
  reporter->clock = gst_object_ref (clock);
  reporter->func = func;
  g_mutex_init (&reporter->lock);
  reporter->thread =
      g_thread_new ("qos-reporter", gst_qos_reporter_run, reporter);
  return reporter;
}

void
gst_qos_reporter_start (GstQosReporter **reporter, GstElement *element,
    GstClock *clock, GstQosReporterFunc func)
{
  GST_OBJECT_LOCK (element);
  if (!*reporter)
    *reporter = make_reporter (element, clock, func);
  GST_OBJECT_UNLOCK (element);
}

gboolean
gst_qos_reporter_stop (GstQosReporter **reporter, GstElement *element)
{
  GstQosReporter *stopped;

  GST_OBJECT_LOCK (element);
  stopped = g_steal_pointer (reporter);
  GST_OBJECT_UNLOCK (element);
  if (!stopped)
    return FALSE;

  g_mutex_lock (&stopped->lock);
  stopped->is_stopping = TRUE;
  if (stopped->wait)
    gst_clock_id_unschedule (stopped->wait);
  g_mutex_unlock (&stopped->lock);

  g_thread_join (stopped->thread);
  gst_object_unref (stopped->clock);
  g_mutex_clear (&stopped->lock);
  g_free (stopped);
  return TRUE;
}

GstClockTime
gst_qos_reporter_latest (GstClockTime now, GstClockTime interval)
{
  return now + MIN (interval / 5, ASLEEP_MAX);
}

void
gst_qos_reporter_install_interval (GObjectClass *klass, guint id, gsize offset,
    const gchar *blurb)
{
  gst_qos_field_install (klass, id, offset,
      g_param_spec_uint64 ("interval", "Interval", blurb, QOS_INTERVAL_MIN_NS,
          QOS_INTERVAL_MAX_NS, QOS_INTERVAL_NS,
          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
              GST_PARAM_MUTABLE_PLAYING));
}
