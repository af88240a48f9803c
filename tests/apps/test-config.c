/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The configuration of a session: given values replace the old ones, and 0 and
 * "" count as given.
 */
#include "../core/test-util.h"
#include "qos-app-config.h"
#include "qos-app-devices.h"

static void
test_update (void)
{
  QosAppConfig config = QOS_APP_CONFIG_INIT;
  QosAppConfig given = QOS_APP_CONFIG_INIT;

  given.host = g_strdup ("desk");
  given.port = 5006;
  given.name = g_strdup ("Studio");
  given.latency_ms = 100;
  given.caps = gst_caps_new_empty_simple ("application/x-rtp");
  qos_app_config_update (&config, &given);
  qos_app_config_clear (&given);
  qos_app_config_update (&config, &given);
  g_assert_cmpstr (config.host, ==, "desk");
  g_assert_cmpint (config.port, ==, 5006);
  g_assert_cmpstr (config.name, ==, "Studio");
  g_assert_cmpint (config.bitrate_kbps, ==, QOS_APP_NOT_GIVEN);
  g_assert_null (config.device);
  g_assert_nonnull (config.caps);

  given.name = g_strdup ("");
  given.latency_ms = 0;
  qos_app_config_update (&config, &given);
  qos_app_config_clear (&given);
  g_assert_cmpstr (config.host, ==, "desk");
  g_assert_cmpstr (config.name, ==, "");
  g_assert_cmpint (config.latency_ms, ==, 0);
  qos_app_config_clear (&config);
  g_assert_null (config.caps);
  g_assert_cmpint (config.port, ==, QOS_APP_NOT_GIVEN);
}

static void
test_device (void)
{
  g_assert_cmpstr (qos_app_device_name ("device:USB mic"), ==, "USB mic");
  g_assert_null (qos_app_device_name (QOS_APP_DEVICE_AUTO));
  g_assert_null (qos_app_device_name ("file:///tmp/device:a.wav"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/config/update", test_update);
  g_test_add_func ("/config/device", test_device);
  return g_test_run ();
}
