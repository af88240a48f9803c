/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Tests that need a process of their own. As `test-child --scenario NAME` this
 * program runs one scenario and exits. As a test it runs itself: with the leaks
 * tracer, which reports at exit what was not freed, and without GStreamer's
 * other plugins. It also runs gst-inspect-1.0.
 */
#include "bin-test.h"
#include "pay-test.h"
#include "stats-test.h"

/* Scenarios */

static void
send_and_report (void)
{
  Rtcp rtcp;

  pay_open_all ();
  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  pay_push_paced (60, 300);
  pay_push_au (5000);
  pay_push_au (9000);
  pay_push_au (100); /* left pending */
  while (pay_pop_rtcp (&rtcp))
    pay_push_report ((RtcpBlock){.lsr = ntp_middle (rtcp.ntp)});
  gst_structure_free (pay_stats ());
  pay_remove_rtcp ();
  pay_add_rtcp ();
  pay_close ();
}

static void
refuse_caps (void)
{
  GstCaps *caps = gst_caps_from_string ("audio/mpeg, mpegversion=4, "
                                        "stream-format=adts");

  pay_open ();
  gst_harness_push_event (pay.media, gst_event_new_stream_start ("test"));
  gst_harness_push_event (pay.media, gst_event_new_caps (caps));
  gst_caps_unref (caps);
  pay_close ();
  pay_open ();
  {
    GstSegment segment;

    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (pay.media, gst_event_new_stream_start ("test"));
    gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
  }
  pay_push (pay_next_au (100));
  pay_close ();
}

static void
measure_and_report (void)
{
  GByteArray *compound = rtcp_new ();
  GstBufferList *list = gst_buffer_list_new ();

  stats_open_with (NULL);
  stats_add_rtcp ();
  g_object_set (stats.element, "max-sources", 3, NULL);
  stats.next.codec = CODEC_48_STEREO;
  stats.next.from = "192.0.2.7";
  for (guint i = 0; i < 5; i++) {
    stats.next.ssrc++;
    stats_send (20);
  }
  rtcp_add_sr (compound, stats.next.ssrc, 1);
  rtcp_add_sdes (compound, stats.next.ssrc, "cname", "name");
  rtcp_add_bye (compound, stats.next.ssrc);
  gst_buffer_list_add (list, rtcp_take (compound));
  gst_buffer_list_add (list, gst_buffer_new_memdup ("x", 1));
  gst_buffer_list_add (list, rtp_make (&stats.next));
  gst_pad_push_list (stats.media->srcpad, list);
  gst_structure_free (stats_get ());
  clock_run_for (2 * GST_SECOND);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  clock_set_reporters (0);
  stats_close ();
}

/* Caps are held back, and the stream never announces its format. */
static void
measure_the_unknown (void)
{
  stats_open_with ("application/x-rtp");
  stats_send (10);
  stats_close ();
  stats_open_with (NULL); /* and its segment is held back */
  stats_close ();
}

static void
play (void)
{
  Sender senders[2];
  Receiver receiver;
  guint16 port = free_port (LOOPBACK);

  receiver_open (&receiver, LOOPBACK, port, "kitchen");
  receiver_start (&receiver);
  for (guint i = 0; i < 2; i++) {
    sender_open (&senders[i], 48000, 2, NULL);
    sender_start (&senders[i], LOOPBACK, port);
    receiver_wait_for_sound (&receiver, i);
  }
  gst_structure_free (wait_for_field (receiver.bus, "qosstats", "rtt-ms"));
  gst_structure_free (wait_for_field (senders[0].bus, "qospay", "rtt-ms"));
  sender_end (&senders[0]);
  receiver_wait_until_gone (&receiver, 0);
  for (guint i = 0; i < 2; i++)
    sender_close (&senders[i]);
  receiver_close (&receiver);
}

static void
fail_to_start (void)
{
  static const gchar *const uris[] = {"qos://192.0.2.1:5004",
      "qos://no-such-host.invalid", "qos://", "qos://h:1?dscp=99"};

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    GstElement *bin = gst_element_factory_make ("qossrc", NULL);

    gst_object_ref_sink (bin);
    gst_uri_handler_set_uri (GST_URI_HANDLER (bin), uris[i], NULL);
    gst_element_set_state (bin, GST_STATE_PLAYING);
    gst_element_set_state (bin, GST_STATE_NULL);
    gst_object_unref (bin);
  }
}

/* Proves that the tracer works: this scenario leaks. */
static void
leak (void)
{
  gst_element_factory_make ("qosstats", NULL);
}

/* Must report what is wrong where other plugins are missing. */
static void
miss_plugins (void)
{
  static const gchar *const factories[] = {"qossink", "qossrc"};

  for (guint i = 0; i < G_N_ELEMENTS (factories); i++) {
    GstElement *element = gst_element_factory_make (factories[i], NULL);
    GstBus *bus;
    gchar *text;

    gst_object_ref_sink (element);
    bus = watch_bus (element);
    gst_element_set_state (element, GST_STATE_PLAYING);
    text = take_error_text (bus);
    g_print ("%s: %s\n", factories[i], text);
    g_free (text);
    gst_element_set_state (element, GST_STATE_NULL);
    gst_element_set_bus (element, NULL);
    gst_object_unref (bus);
    gst_object_unref (element);
  }
}

static const struct
{
  const gchar *name;
  void (*run) (void);
} scenarios[] = {{"send", send_and_report}, {"refuse", refuse_caps},
    {"measure", measure_and_report}, {"unknown", measure_the_unknown},
    {"play", play}, {"fail", fail_to_start}, {"leak", leak},
    {"miss", miss_plugins}};

#define N_LEAK_FREE 6
#define PASSED "100%: Checks: 1, Failures: 0, Errors: 0"
#define ALIVE "object-alive, type-name=(string)G"

static guint chosen;

GST_START_TEST (test_scenario)
{
  scenarios[chosen].run ();
}
GST_END_TEST;

/* Runs in this process: the caller has set CK_FORK=no. Ends GStreamer. */
static int
run_scenario (const gchar *name)
{
  Suite *suite = suite_create ("scenario");
  TCase *tc = tcase_create (name);

  while (strcmp (scenarios[chosen].name, name) != 0)
    if (++chosen == G_N_ELEMENTS (scenarios))
      return EXIT_FAILURE;
  tcase_add_test (tc, test_scenario);
  suite_add_tcase (suite, tc);
  return gst_check_run_suite (suite, "scenario", __FILE__);
}

/* Tests */

/* Returns: (transfer full): what the program wrote to stdout and stderr. with:
 * NAME=VALUE to change in its environment. */
static gchar *
run (const gchar *const *arguments, const gchar *const *with)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  GError *error = NULL;
  GSubprocess *process;
  gchar *output = NULL;

  for (guint i = 0; with[i]; i += 2)
    g_subprocess_launcher_setenv (launcher, with[i], with[i + 1], TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  fail_unless (process != NULL, "%s", error ? error->message : "");
  fail_unless (
      g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_object_unref (process);
  g_object_unref (launcher);
  return output;
}

static gchar *
run_myself (const gchar *scenario, const gchar *const *with)
{
  const gchar *arguments[] = {"/proc/self/exe", "--scenario", scenario, NULL};
  gchar *program = g_file_read_link (arguments[0], NULL);
  gchar *output;

  arguments[0] = program;
  output = run (arguments, with);
  fail_unless (strstr (output, PASSED) != NULL, "%s failed: %.2000s", scenario,
      output);
  g_free (program);
  return output;
}

static gchar *
trace_leaks (const gchar *scenario)
{
  static const gchar *const with[] = {"GST_TRACERS", "leaks", "GST_DEBUG",
      "GST_TRACER:7", "GST_DEBUG_NO_COLOR", "1", "CK_FORK", "no", NULL};

  return run_myself (scenario, with);
}

GST_START_TEST (test_nothing_leaks)
{
  gchar *output = trace_leaks (scenarios[__i__].name);
  gchar *alive = strstr (output, ALIVE);

  fail_if (alive != NULL, "%s: %.500s", scenarios[__i__].name, alive);
  g_free (output);
}
GST_END_TEST;

GST_START_TEST (test_tracer_finds_leaks)
{
  gchar *output = trace_leaks ("leak");

  fail_unless (strstr (output, ALIVE "stQosStats") != NULL, "%.2000s", output);
  g_free (output);
}
GST_END_TEST;

/* A registry that contains this plugin only. */
static const gchar *const alone[] = {"GST_PLUGIN_SYSTEM_PATH", "",
    "GST_PLUGIN_SYSTEM_PATH_1_0", "", "GST_REGISTRY", "alone.registry",
    "GST_REGISTRY_1_0", "alone.registry", "CK_FORK", "no", NULL};

/* With nothing but the core of GStreamer installed, the error says what to
 * install. */
GST_START_TEST (test_missing_plugins_are_named)
{
  gchar *output = run_myself ("miss", alone);
  gchar **lines = g_strsplit (output, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i]; i++) {
    if (!g_str_has_prefix (lines[i], "qos"))
      continue;
    n++;
    fail_unless (strstr (lines[i], " missing") && strstr (lines[i], "Install"),
        "%s", lines[i]);
    fail_unless (strstr (lines[i], "gstreamer1.0-plugins-"), "%s", lines[i]);
  }
  g_strfreev (lines);
  g_free (output);
}
GST_END_TEST;

#ifndef WITH_SANITIZER
GST_START_TEST (test_plugin_is_not_blacklisted)
{
  const gchar *arguments[] = {"gst-inspect-1.0", "-b", NULL};
  gchar *output = run (arguments, alone);

  fail_unless (strstr (output, "0 blacklisted files") != NULL, "%s", output);
  g_free (output);
}
GST_END_TEST;

/* Prints nothing except what was asked for. */
GST_START_TEST (test_inspect_is_quiet)
{
  static const gchar *const names[] = {"qosaudio", "qospay", "qosstats",
      "qossink", "qossrc", "qosrtphdrextsendtime", "qosrtphdrextcodec"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const gchar *arguments[] = {"gst-inspect-1.0", names[i], NULL};
    static const gchar *const with[] = {"G_DEBUG", "fatal-warnings", NULL};
    gchar *output = run (arguments, with);

    fail_unless (strstr (output, "qosaudio") != NULL, "%s", output);
    fail_if (strstr (output, "WARNING") || strstr (output, "CRITICAL"), "%s",
        output);
    g_free (output);
  }
}
GST_END_TEST;
#endif

static Suite *
child_suite (void)
{
  Suite *suite = suite_create ("in child processes");
  TCase *tc = tcase_create ("child");

  tcase_add_loop_test (tc, test_nothing_leaks, 0, N_LEAK_FREE);
  tcase_add_test (tc, test_tracer_finds_leaks);
  tcase_add_test (tc, test_missing_plugins_are_named);
#ifndef WITH_SANITIZER
  tcase_add_test (tc, test_plugin_is_not_blacklisted);
  tcase_add_test (tc, test_inspect_is_quiet);
#endif
  suite_add_tcase (suite, tc);
  return suite;
}

int
main (int argc, char **argv)
{
  const gchar *scenario =
      argc == 3 && strcmp (argv[1], "--scenario") == 0 ? argv[2] : NULL;

  if (scenario)
    argc = 1; /* GStreamer does not know these options */
  gst_check_init (&argc, &argv);
  if (scenario)
    return run_scenario (scenario);
  return gst_check_run_suite (child_suite (), "child", __FILE__);
}
