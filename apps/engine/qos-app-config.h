/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a session is started with: from the command line, from a window, from
 * the settings of the last time.
 */
#pragma once

#include <gst/gst.h>

/* A number that was not given; strings and caps are NULL then. */
#define QOS_APP_NOT_GIVEN G_MININT

/* Enough for people; the element takes more. */
#define QOS_APP_LATENCY_MAX_MS 10000

#define QOS_APP_BITRATE_KBPS 128 /* the default */
#define QOS_APP_BITRATE_MIN_KBPS 8
#define QOS_APP_BITRATE_MAX_KBPS 512

/* Strings and caps belong to the struct. */
typedef struct
{
  gchar *host;       /* to send to; or address of this machine, :: for all */
  gint port;         /* 1..65535 */
  gchar *query;      /* properties of the element as in its URI: "dscp=46" */
  gchar *device;     /* QOS_APP_DEVICE_AUTO, ..._NAMED, or another of the app */
  gchar *name;       /* of a sender, shown to the other end; "" for none */
  gint bitrate_kbps; /* of a sender */
  gint latency_ms;   /* of a receiver: playout delay */
  GstCaps *caps;     /* of a receiver: formats of senders that send none */
} QosAppConfig;

#define QOS_APP_CONFIG_INIT \
  { \
    .port = QOS_APP_NOT_GIVEN, .bitrate_kbps = QOS_APP_NOT_GIVEN, \
    .latency_ms = QOS_APP_NOT_GIVEN \
  }

/* Copies what is given, and leaves the rest of config as it is. */
void qos_app_config_update (QosAppConfig *config, const QosAppConfig *given);

/* Nothing is given any more. */
void qos_app_config_clear (QosAppConfig *config);
