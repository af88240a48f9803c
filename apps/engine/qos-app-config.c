/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-config.h"

static void
update_text (gchar **text, const gchar *given)
{
  if (!given)
    return;
  g_free (*text);
  *text = g_strdup (given);
}

static void
update_number (gint *number, gint given)
{
  if (given != QOS_APP_NOT_GIVEN)
    *number = given;
}

void
qos_app_config_update (QosAppConfig *config, const QosAppConfig *given)
{
  update_text (&config->host, given->host);
  update_number (&config->port, given->port);
  update_text (&config->query, given->query);
  update_text (&config->device, given->device);
  update_text (&config->name, given->name);
  update_number (&config->bitrate_kbps, given->bitrate_kbps);
  update_number (&config->latency_ms, given->latency_ms);
  if (given->caps)
    gst_caps_replace (&config->caps, given->caps);
}

void
qos_app_config_clear (QosAppConfig *config)
{
  g_free (config->host);
  g_free (config->query);
  g_free (config->device);
  g_free (config->name);
  gst_clear_caps (&config->caps);
  *config = (QosAppConfig) QOS_APP_CONFIG_INIT;
}
