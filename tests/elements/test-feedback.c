/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which addresses a sender accepts reports from.
 */
#include "gstqosfeedback.h"

#include <gst/check/gstcheck.h>

#define START (3600 * GST_SECOND)

static GstQosFeedback feedback;

/* text: host:port, or [host]:port. Returns: (transfer full). */
static GSocketAddress *
address (const gchar *text)
{
  const gchar *colon = strrchr (text, ':');
  gchar *host = text[0] == '['
      ? g_strndup (text + 1, (gsize) (colon - text) - 2)
      : g_strndup (text, (gsize) (colon - text));
  GSocketAddress *found = g_inet_socket_address_new_from_string (host,
      (guint) g_ascii_strtoull (colon + 1, NULL, 10));

  fail_unless (found != NULL);
  g_free (host);
  return found;
}

static void
send_to (const gchar *text)
{
  GSocketAddress *to = address (text);

  gst_qos_feedback_set_destination (&feedback, to);
  g_object_unref (to);
}

static gboolean
is_accepted (const gchar *text, GstClockTime at)
{
  GSocketAddress *from = address (text);
  gboolean taken = gst_qos_feedback_accepts (&feedback, from, at);

  g_object_unref (from);
  return taken;
}

/* A report about our stream. */
static void
receive_report (const gchar *text, GstClockTime at)
{
  GSocketAddress *from = address (text);

  gst_qos_feedback_confirm (&feedback, from, at);
  g_object_unref (from);
}

static void
end (void)
{
  gst_qos_feedback_set_destination (&feedback, NULL);
}

/* A qospay that does not know where its packets go. */
GST_START_TEST (test_no_destination)
{
  fail_unless (is_accepted ("192.0.2.1:5004", START));
  receive_report ("192.0.2.1:5004", START);
  fail_unless (is_accepted ("198.51.100.9:7", START));
}
GST_END_TEST;

GST_START_TEST (test_only_the_receiver)
{
  send_to ("192.0.2.1:5004");
  receive_report ("192.0.2.1:5004", START);
  fail_unless (is_accepted ("192.0.2.1:5004", START + GST_SECOND));
  fail_unless (is_accepted ("[::ffff:192.0.2.1]:5004", START + GST_SECOND));
  fail_if (is_accepted ("192.0.2.1:5005", START + GST_SECOND));
  fail_if (is_accepted ("198.51.100.9:5004", START + 9 * GST_SECOND));
}
GST_END_TEST;

/* It answers from its other network interface. Once a report comes from the
 * first one, only that counts. */
GST_START_TEST (test_receiver_with_two_addresses)
{
  send_to ("192.0.2.1:5004");
  fail_unless (is_accepted ("192.0.2.77:5004", START));
  receive_report ("192.0.2.77:5004", START);
  fail_unless (is_accepted ("192.0.2.77:5004", START + GST_SECOND));
  fail_if (is_accepted ("198.51.100.9:7", START + 9 * GST_SECOND));
  fail_unless (is_accepted ("198.51.100.9:7", START + 10 * GST_SECOND));
  fail_unless (is_accepted ("192.0.2.1:5004", START + GST_SECOND));
  receive_report ("192.0.2.1:5004", START + GST_SECOND);
  fail_if (is_accepted ("192.0.2.77:5004", START + 2 * GST_SECOND));
}
GST_END_TEST;

GST_START_TEST (test_group_has_many)
{
  send_to ("239.1.2.3:5004");
  receive_report ("192.0.2.1:5004", START);
  fail_unless (is_accepted ("192.0.2.2:5004", START));
  send_to ("[ff15::77]:5004");
  receive_report ("[2001:db8::1]:5004", START);
  fail_unless (is_accepted ("[2001:db8::2]:5004", START));
}
GST_END_TEST;

static Suite *
feedback_suite (void)
{
  Suite *suite = suite_create ("feedback");
  TCase *tc = tcase_create ("feedback");

  suite_add_tcase (suite, tc);
  tcase_add_checked_fixture (tc, NULL, end);
  tcase_add_test (tc, test_no_destination);
  tcase_add_test (tc, test_only_the_receiver);
  tcase_add_test (tc, test_receiver_with_two_addresses);
  tcase_add_test (tc, test_group_has_many);
  return suite;
}

GST_CHECK_MAIN (feedback);
