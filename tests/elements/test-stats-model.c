/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How qosstats models rtpjitterbuffer, against a real one behind it: missing
 * sound, and late packets. What is heard is calculated by QosHeard from the
 * times of the packets that come out of the real one; tests/net compares
 * QosHeard with recordings.
 */
#define _GNU_SOURCE /* gettid */

#include "stats-test.h"

#include "qos-heard.h"

#include <stdlib.h>
#include <unistd.h>

#define LATENCY_MS 100
#define FIRST_SEQ 1000
#define PACKETS 1000
#define EACH_MS 0.1 /* error of one gap */
#define MIN_GAP_NS (5 * GST_MSECOND)
#define POLL_US 100

typedef struct
{
  guint number;
  GstClockTime arrival; /* running time */
} Packet;

typedef struct
{
  guint number;
  GstClockTime pts;
  GstClockTime at; /* running time */
} Out;

/* The delay of a packet; GST_CLOCK_TIME_NONE: it is lost. */
typedef GstClockTime (*Way) (guint number, GRand *random);

/* The real jitter buffer, on its own clock. */
static struct
{
  GstHarness *harness;
  GstTestClock *clock;
  GArray *out; /* of Out */
} real;

static GstPadProbeReturn
count_out (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  Out out = {rtp_seq (buffer) - FIRST_SEQ, GST_BUFFER_PTS (buffer),
      gst_clock_get_time (GST_CLOCK (real.clock))};

  g_array_append_val (real.out, out);
  return GST_PAD_PROBE_OK;
}

static void
begin (void)
{
  GstPad *out;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  memset (&real, 0, sizeof real);
  real.out = g_array_new (FALSE, FALSE, sizeof (Out));
  real.harness = gst_harness_new ("rtpjitterbuffer");
  gst_harness_use_testclock (real.harness);
  real.clock = gst_harness_get_testclock (real.harness);
  g_object_set (real.harness->element, "latency", LATENCY_MS, NULL);
  out = gst_element_get_static_pad (real.harness->element, "src");
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_BUFFER, count_out, NULL, NULL);
  gst_object_unref (out);
  gst_harness_set_src_caps_str (real.harness, STREAM_CAPS);
}

static void
finish (void)
{
  gst_harness_teardown (real.harness);
  gst_object_unref (real.clock);
  g_array_unref (real.out);
}

/* Is any thread but this one running? One is, as soon as something wakes it. */
static gboolean
is_running (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  gboolean is_running = FALSE;
  const gchar *task;

  g_assert_nonnull (tasks);
  while (!is_running && (task = g_dir_read_name (tasks))) {
    g_autofree gchar *file =
        g_build_filename ("/proc/self/task", task, "stat", NULL);
    g_autofree gchar *stat = NULL;

    if (atoi (task) != gettid () &&
        g_file_get_contents (file, &stat, NULL, NULL))
      is_running = strstr (stat, ") S ") == NULL;
  }
  return is_running;
}

/* Waits until the jitter buffer has done everything that it can do now. */
static void
settle (void)
{
  while (is_running ())
    g_usleep (POLL_US);
}

static void
run_real_until (GstClockTime time)
{
  GstClockID id;

  settle ();
  while (gst_test_clock_peek_next_pending_id (real.clock, &id)) {
    GstClockTime end = gst_clock_id_get_time (id);

    if (end > time) {
      gst_clock_id_unref (id);
      break;
    }
    gst_test_clock_set_time (real.clock,
        MAX (end, gst_clock_get_time (GST_CLOCK (real.clock))));
    gst_test_clock_process_id (real.clock, id);
    settle ();
  }
  gst_test_clock_set_time (real.clock, time);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const Packet *x = a, *y = b;

  if (x->arrival != y->arrival)
    return x->arrival < y->arrival ? -1 : 1;
  return x->number < y->number ? -1 : 1;
}

static GArray *
make_packets (Way way, gboolean may_overtake, GRand *random)
{
  GArray *packets = g_array_new (FALSE, FALSE, sizeof (Packet));
  GstClockTime last = 0;

  for (guint i = 0; i < PACKETS; i++) {
    GstClockTime takes = way (i, random);
    Packet packet = {i, (i + 1) * STREAM_SPACING + takes};

    if (takes == GST_CLOCK_TIME_NONE)
      continue;
    if (!may_overtake)
      packet.arrival = last = MAX (packet.arrival, last);
    g_array_append_val (packets, packet);
  }
  g_array_sort (packets, compare);
  return packets;
}

static void
feed (const Packet *packet)
{
  RtpSpec spec = stats.next;
  GstBuffer *buffer;

  spec.seq = (guint16) (FIRST_SEQ + packet->number);
  spec.timestamp += packet->number * 960;
  buffer = rtp_make (&spec);
  GST_BUFFER_DTS (buffer) = packet->arrival;
  clock_run_until (CLOCK_START + packet->arrival);
  stats_push (gst_buffer_ref (buffer));
  gst_buffer_unref (gst_harness_pull (stats.media));
  run_real_until (packet->arrival);
  gst_harness_push (real.harness, buffer);
}

/* Returns: milliseconds of missing sound. Less than 5 without a missing packet
 * is not a gap. */
static gdouble
listen_to_real (guint *n_gaps, guint64 *late)
{
  QosHeard heard;
  gdouble silent = 0;
  guint next = 0;

  heard = (QosHeard){0};
  *n_gaps = 0;
  for (guint i = 0; i < real.out->len; i++) {
    Out out = g_array_index (real.out, Out, i);
    QosHeardPacket packet = {.pts_ns = (gint64) out.pts,
        .duration_ns = STREAM_SPACING,
        .usual_ns = STREAM_SPACING,
        .late_ns = GST_CLOCK_DIFF (out.pts + LATENCY_MS * GST_MSECOND +
                QOS_HEARD_SLACK_NS,
            out.at)};
    QosHeardResult result = qos_heard_packet (&heard, &packet);

    *late += result.is_late;
    if (result.is_late)
      continue;
    if (out.number > next || result.gap_ns >= MIN_GAP_NS) {
      silent += (gdouble) result.gap_ns / 1e6;
      *n_gaps += result.gap_ns > 0;
    }
    next = out.number + 1;
  }
  return silent;
}

static gboolean
is_in (guint number, guint from, guint to)
{
  return number >= from && number < to;
}

static GstClockTime
steady (guint number, GRand *random)
{
  return 20 * GST_MSECOND;
}

static GstClockTime
step_up (guint number, GRand *random)
{
  return (number < 300 ? 20 : 320) * GST_MSECOND;
}

static GstClockTime
step_down (guint number, GRand *random)
{
  return (number < 300 ? 320 : 20) * GST_MSECOND;
}

static GstClockTime
two_steps (guint number, GRand *random)
{
  return (is_in (number, 300, 500) ? 320 : 20) * GST_MSECOND;
}

/* Everything of 2 s is sent at once after that time. */
static GstClockTime
stall (guint number, GRand *random)
{
  return 20 * GST_MSECOND +
      (is_in (number, 300, 400) ? (400 - number) * STREAM_SPACING : 0);
}

static GstClockTime
jitter (guint number, GRand *random)
{
  guint32 us = g_rand_int_range (random, 0, 250000);

  return 20 * GST_MSECOND + (is_in (number, 50, 850) ? us * GST_USECOND : 0);
}

static GstClockTime
loss (guint number, GRand *random)
{
  gint percent = g_rand_int_range (random, 0, 100);

  return is_in (number, 50, 850) && percent < 10 ? GST_CLOCK_TIME_NONE
                                                 : 20 * GST_MSECOND;
}

static GstClockTime
bursts (guint number, GRand *random)
{
  guint of_100 = number % 100;

  return of_100 >= 50 && of_100 < 50 + number / 40 ? GST_CLOCK_TIME_NONE
                                                   : 20 * GST_MSECOND;
}

static GstClockTime
overtaken (guint number, GRand *random)
{
  gint percent = g_rand_int_range (random, 0, 100);

  return (is_in (number, 50, 850) && percent < 4 ? 415 : 20) * GST_MSECOND;
}

/* Swapped, but in time. */
static GstClockTime
swapped (guint number, GRand *random)
{
  return (is_in (number, 50, 850) && number % 7 == 0 ? 65 : 20) * GST_MSECOND;
}

static GstClockTime
all_at_once (guint number, GRand *random)
{
  GstClockTime takes = loss (number, random);
  guint32 us = g_rand_int_range (random, 0, 130000);

  if (takes == GST_CLOCK_TIME_NONE || !is_in (number, 50, 850))
    return takes;
  return takes + us * GST_USECOND +
      (is_in (number, 400, 500) ? 300 * GST_MSECOND : 0);
}

/* The second and third packet overtake the first. */
static GstClockTime
first_overtaken (guint number, GRand *random)
{
  return (number == 0 ? 65 : 20) * GST_MSECOND;
}

/* Losses while the buffer's estimate of the packet spacing recovers. */
static GstClockTime
step_with_loss (guint number, GRand *random)
{
  return number % 100 >= 3 && number % 100 < 12 && number % 3 == 0
      ? GST_CLOCK_TIME_NONE
      : (number / 100 % 2 == 1 ? 320 : 20) * GST_MSECOND;
}

/* Everything in turn: losses, outages, delays, jitter above the latency. */
static GstClockTime
anything (guint number, GRand *random)
{
  static guint until, loss_percent, delay_ms, jitter_ms;
  guint percent = (guint) g_rand_int_range (random, 0, 100);

  if (number == 0 || number >= until) {
    until = number + (guint) g_rand_int_range (random, 5, 100);
    loss_percent = percent < 10 ? 100 : percent < 40 ? 0 : percent / 2;
    delay_ms = 20 + 150 * (guint) g_rand_int_range (random, 0, 3);
    jitter_ms = (guint) (g_rand_int_range (random, 0, 4) *
        g_rand_int_range (random, 1, 150));
  }
  if (number >= PACKETS - 50)
    return 20 * GST_MSECOND;
  if ((guint) g_rand_int_range (random, 0, 100) < loss_percent)
    return GST_CLOCK_TIME_NONE;
  return delay_ms * GST_MSECOND +
      (GstClockTime) g_rand_int_range (random, 0, (gint) jitter_ms * 1000 + 1) *
      GST_USECOND;
}

static const struct
{
  const gchar *name;
  Way way;
  gboolean may_overtake;
} cases[] = {
    {"steady", steady, FALSE},
    {"step up", step_up, FALSE},
    {"step down", step_down, FALSE},
    {"two steps", two_steps, FALSE},
    {"stall", stall, FALSE},
    {"jitter", jitter, FALSE},
    {"jitter that overtakes", jitter, TRUE},
    {"loss", loss, FALSE},
    {"bursts", bursts, FALSE},
    {"swapped", swapped, TRUE},
    {"overtaken", overtaken, TRUE},
    {"first overtaken", first_overtaken, TRUE},
    {"step with loss", step_with_loss, FALSE},
    {"all at once", all_at_once, FALSE},
    {"all at once, overtaken", all_at_once, TRUE},
    {"anything", anything, FALSE},
    {"anything, overtaken", anything, TRUE},
};

GST_START_TEST (test_model)
{
  GRand *random = g_rand_new_with_seed (1);
  GArray *packets =
      make_packets (cases[__i__].way, cases[__i__].may_overtake, random);
  GstStructure *s;
  gdouble silent, modelled;
  guint n_gaps;
  guint64 late = 0;

  begin ();
  for (guint i = 0; i < packets->len; i++)
    feed (&g_array_index (packets, Packet, i));
  run_real_until (gst_clock_get_time (GST_CLOCK (real.clock)) + GST_SECOND);
  silent = listen_to_real (&n_gaps, &late);
  late += packets->len - real.out->len; /* what never came out */
  s = stats_next_message ();
  modelled = get_double (s, "concealed-ms");
  g_print (
      "# %s: %.1f ms silent in %u gaps, %.1f modelled, %u late, %u modelled\n",
      cases[__i__].name, silent, n_gaps, modelled, (guint) late,
      (guint) get_uint64 (s, "packets-late"));
  assert_near (modelled, silent, n_gaps * EACH_MS + 0.01);
  assert_near ((gdouble) get_uint64 (s, "packets-late"), (gdouble) late, 0);
  gst_structure_free (s);
  finish ();
  g_array_unref (packets);
  g_rand_free (random);
}
GST_END_TEST;

static Suite *
stats_model_suite (void)
{
  Suite *suite = suite_create ("qosstats-model");
  TCase *tcase = tcase_create ("model");

  suite_add_tcase (suite, tcase);
  tcase_add_checked_fixture (tcase, stats_open, stats_close);
  tcase_add_loop_test (tcase, test_model, 0, G_N_ELEMENTS (cases));
  return suite;
}

GST_CHECK_MAIN (stats_model);
