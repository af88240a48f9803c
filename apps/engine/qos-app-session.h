/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A pipeline from start to stop, for a window or a terminal. It owns the
 * pipeline and turns the bus's messages into signals, in the main context.
 * State changes run in a thread of GStreamer's, so that a slow name server or
 * sound system does not block the caller. Subclasses know what is in the
 * pipeline.
 */
#pragma once

#include "qos-app-config.h"
#include "qos-app-devices.h"
#include "qos-app-make.h"

#include <gst/gst.h>

/* A pipeline that does not stop is abandoned after this time. */
#define QOS_APP_STOP_PATIENCE_MS 3000

/* Seconds without an answer before this is reported once. */
#define QOS_APP_SILENCE_S 5

typedef enum
{
  QOS_APP_STOPPED,
  QOS_APP_STARTING,
  QOS_APP_RUNNING,
  QOS_APP_WAITING, /* for a device to come back; there is no pipeline */
  QOS_APP_STOPPING,
} QosAppState;

/* The most urgent first. */
typedef enum
{
  QOS_APP_PROBLEM_FAILED,  /* the session has ended because of it */
  QOS_APP_PROBLEM_SILENCE, /* the other end does not answer or send */
  QOS_APP_PROBLEM_DEVICE,  /* a microphone or loudspeaker is missing */
  QOS_APP_PROBLEM_NOTE,    /* no problem, the session continues */
  QOS_APP_N_PROBLEMS,
} QosAppProblem;

#define QOS_TYPE_APP_SESSION (qos_app_session_get_type ())
G_DECLARE_DERIVABLE_TYPE (QosAppSession, qos_app_session, QOS, APP_SESSION,
    GObject)

/* Signals, all in the main context:
 * "state" (guint QosAppState)
 * "stats" (GstStructure): a message of qospay or qosstats, docs/metrics.md
 * "event" (GstStructure): a qosevent message, docs/metrics.md
 * "notice" (GstStructure): a qosnotice message, docs/metrics.md
 * "level" (guint ssrc or 0, gdouble peak): of the loudest channel, dB of full
 * scale
 * "problem" (guint QosAppProblem, gchararray text or NULL when it is over) */
struct _QosAppSessionClass
{
  GObjectClass parent;

  const gchar
      *device_class; /* "Audio/Source", "Audio/Sink"; NULL: no devices */
  QosAppConfig defaults;

  /* A subclass must set all of these except prepare_stop. */

  /* Returns: (transfer full): a new pipeline, or NULL with error. */
  GstElement *(*build) (QosAppSession *self, GError **error);
  /* Every second while running. */
  void (*tick) (QosAppSession *self);
  /* The pipeline failed at from. Returns: TRUE if this has been handled and the
   * session continues or waits, instead of ending. */
  gboolean (
      *recover) (QosAppSession *self, GstObject *from, const GError *error);
  /* The session is being stopped: must call qos_app_session_finish_stop () when
   * it is ready, now or later; the default is ready at once. */
  void (*prepare_stop) (QosAppSession *self);
  /* The list of devices has changed, or was looked for again. */
  void (*devices_changed) (QosAppSession *self);
  /* The device that was chosen by its name has gone. */
  void (*device_removed) (QosAppSession *self, const gchar *name);
};

/* For the next start, and all that follow it: what is given replaces what was.
 */
void qos_app_session_configure (QosAppSession *self, const QosAppConfig *given);

/* (transfer none): the defaults, and what was given. */
const QosAppConfig *qos_app_session_config (QosAppSession *self);

/* (transfer none) */
QosAppDevices *qos_app_session_devices (QosAppSession *self);

/* Did the other end answer, or any sender come, since the start? */
gboolean qos_app_session_was_met (QosAppSession *self);

/* Returns: FALSE with error if there is no pipeline to start. While an old one
 * is stopping, the start follows it. */
gboolean qos_app_session_start (QosAppSession *self, GError **error);
void qos_app_session_stop (QosAppSession *self);
QosAppState qos_app_session_state (QosAppSession *self);

/* Seconds since the start on a monotonic clock; 0 when stopped. */
gdouble qos_app_session_seconds (QosAppSession *self);

/* Seconds since the running-time in a message of the pipeline, at most a
 * minute; 0 if unknown. */
gdouble qos_app_session_age (QosAppSession *self, const GstStructure *message);

/* For subclasses. */

/* (transfer none) (nullable) */
GstElement *qos_app_session_pipeline (QosAppSession *self);
void qos_app_session_finish_stop (QosAppSession *self);
/* Stops the pipeline and waits; text says why. */
void qos_app_session_wait (QosAppSession *self, const gchar *text);
/* Continues after qos_app_session_wait (). */
void qos_app_session_resume (QosAppSession *self);
/* Is it continuing after qos_app_session_wait (), but not running yet? */
gboolean qos_app_session_is_resuming (QosAppSession *self);
/* The other end has answered, or a sender has come: ends the silence. */
void qos_app_session_meet (QosAppSession *self);
/* text: NULL when the problem is over. The same text is not reported twice. */
void qos_app_session_say (QosAppSession *self, QosAppProblem problem,
    const gchar *text);
