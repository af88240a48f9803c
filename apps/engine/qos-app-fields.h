/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of the elements' messages, for what is written to files: in which
 * order, and what the W3C calls them (Identifiers for WebRTC's Statistics API,
 * https://www.w3.org/TR/webrtc-stats/). A test holds the lists against the
 * elements' own, for they come and go in the messages.
 */
#ifndef QOS_APP_FIELDS_H
#define QOS_APP_FIELDS_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* How a value becomes the W3C's. */
typedef enum
{
  QOS_APP_AS_IT_IS,
  QOS_APP_MS_TO_S,
  QOS_APP_PERCENT_TO_RATIO,
  QOS_APP_AGE_MS_TO_TIMESTAMP_MS, /* of the Unix epoch */
} QosAppConversion;

typedef struct
{
  const gchar *name;         /* in the message, docs/metrics.md */
  gboolean is_of_remote;     /* of the object for the far end */
  const gchar *written_name; /* the W3C's, or our own; NULL: name */
  QosAppConversion conversion;
} QosAppField;

typedef struct
{
  const gchar *message;     /* "qosstats", "qospay", "qosevent", "qosnotice" */
  const gchar *type;        /* of the W3C's objects, RTCStatsType */
  const gchar *remote_type; /* of the one for the far end; NULL: has none */
  const gchar *remote_age;  /* field: how long ago the far end's word came;
                               NULL: not known */
  const QosAppField *fields;
  guint n_fields;
} QosAppFields;

extern const QosAppFields qos_app_fields_received;
extern const QosAppFields qos_app_fields_sent;
extern const QosAppFields qos_app_fields_event;
extern const QosAppFields qos_app_fields_notice;

G_END_DECLS

#endif
