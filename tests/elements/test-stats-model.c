/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qosstats thinks that rtpjitterbuffer does, against a real one behind it:
 * sound that is missing, and late packets. What is heard of the times of the
 * packets that come out of that one, QosHeard says, which tests/net holds against
 * recordings.
 */
#include "stats-test.h"

#include "qos-heard.h"

#define LATENCY_MS 100
#define FIRST_SEQ 1000
#define PACKETS 1000
/* What nothing says that it is over is waited for so often. */
#define WAITS 50
#define WAIT_US 200

typedef struct
{
  guint number;
  GstClockTime arrival; /* running time */
} Packet;

typedef struct
{
  GstClockTime pts;
  GstClockTime at; /* running time */
} Out;

/* How long a packet is on its way; GST_CLOCK_TIME_NONE: it is lost. */
typedef GstClockTime (*Way) (guint number, GRand *random);

/* The real one, on a clock of its own. */
static struct
{
  GstHarness *harness;
  GstTestClock *clock;
  guint highest; /* number that went in, and 1 */
  gint next;     /* number that may come out, atomic */
  gint given_up; /* how often, atomic */
  gboolean has_come[PACKETS];
  GArray *out; /* of Out */
} real;

static GstPadProbeReturn
count_out (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  Out out = {GST_BUFFER_PTS (buffer),
      gst_clock_get_time (GST_CLOCK (real.clock))};

  g_array_append_val (real.out, out);
  g_atomic_int_set (&real.next, rtp_seq (buffer) - FIRST_SEQ + 1);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
count_given_up (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  const GstStructure *s =
      gst_event_get_structure (GST_PAD_PROBE_INFO_EVENT (info));

  if (s && gst_structure_has_name (s, "GstRTPPacketLost")) {
    g_atomic_int_set (&real.next, get_uint (s, "seqnum") - FIRST_SEQ + 1);
    g_atomic_int_inc (&real.given_up);
  }
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
  g_object_set (real.harness->element, "latency", LATENCY_MS, "do-lost", TRUE,
      NULL);
  out = gst_element_get_static_pad (real.harness->element, "src");
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_BUFFER, count_out, NULL, NULL);
  gst_pad_add_probe (out, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, count_given_up,
      NULL, NULL);
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

/* The first waits, as one behind a gap does. */
static gboolean
can_come_out (void)
{
  gint next = g_atomic_int_get (&real.next);

  return real.out->len > 0 && next < PACKETS && real.has_come[next];
}

/* Returns: (transfer full) (nullable): what the jitter buffer waits for, when it
 * has done all that it can do without. */
static GstClockID
find_wait (void)
{
  GstClockID id = NULL;

  for (guint i = 0; i < WAITS && can_come_out (); i++)
    g_usleep (WAIT_US);
  while ((guint) g_atomic_int_get (&real.next) < real.highest &&
      !gst_test_clock_peek_next_pending_id (real.clock, &id))
    g_usleep (WAIT_US);
  return id;
}

static void
run_real_until (GstClockTime time)
{
  GstClockID id;
  gint next, given_up;

  while ((id = find_wait ())) {
    GstClockTime end = gst_clock_id_get_time (id);

    if (end > time) {
      gst_clock_id_unref (id);
      break;
    }
    next = g_atomic_int_get (&real.next);
    given_up = g_atomic_int_get (&real.given_up);
    gst_test_clock_set_time (real.clock,
        MAX (end, gst_clock_get_time (GST_CLOCK (real.clock))));
    gst_test_clock_process_id (real.clock, id);
    for (guint i = 0; i < WAITS && g_atomic_int_get (&real.next) == next &&
         g_atomic_int_get (&real.given_up) == given_up;
         i++)
      g_usleep (WAIT_US);
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
  real.has_come[packet->number] = TRUE;
  real.highest = MAX (real.highest, packet->number + 1);
  gst_harness_push (real.harness, buffer);
}

/* Returns: milliseconds that are not heard. */
static gdouble
listen_to_real (guint *n_gaps, guint64 *late)
{
  QosHeard heard;
  gdouble silent = 0;

  qos_heard_init (&heard);
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

    silent += (gdouble) result.gap_ns / 1e6;
    *n_gaps += result.gap_ns > 0;
    *late += result.is_late;
  }
  return silent;
}

static guint64
count_real_late (void)
{
  GstStructure *s;
  guint64 late;

  g_object_get (real.harness->element, "stats", &s, NULL);
  late = get_uint64 (s, "num-late");
  gst_structure_free (s);
  return late;
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

/* What was to be sent in 2 s comes at once after that. */
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

/* In time. */
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

/* Where packets beyond the latency are overtaken or lost, which of them the
 * buffer still waits for is a matter of its guesses. */
static const struct
{
  const gchar *name;
  Way way;
  gboolean may_overtake;
  gdouble each_ms; /* of a gap, that may be wrong */
  guint late;      /* packets that may be */
} cases[] = {
    {"steady", steady, FALSE, 0, 0},
    {"step up", step_up, FALSE, 0.1, 0},
    {"step down", step_down, FALSE, 0.1, 0},
    {"two steps", two_steps, FALSE, 0.1, 0},
    {"stall", stall, FALSE, 0.1, 0},
    {"jitter", jitter, FALSE, 0.1, 0},
    {"loss", loss, FALSE, 0.1, 0},
    {"bursts", bursts, FALSE, 0.1, 0},
    {"swapped", swapped, TRUE, 0.1, 0},
    {"overtaken", overtaken, TRUE, 0.1, 0},
    {"all at once", all_at_once, FALSE, 5, 5},
};

GST_START_TEST (test_model)
{
  GRand *random = g_rand_new_with_seed (1);
  GArray *packets =
      make_packets (cases[__i__].way, cases[__i__].may_overtake, random);
  GstStructure *s;
  gdouble silent, said;
  guint n_gaps;
  guint64 late = 0;

  begin ();
  for (guint i = 0; i < packets->len; i++)
    feed (&g_array_index (packets, Packet, i));
  run_real_until (gst_clock_get_time (GST_CLOCK (real.clock)) + GST_SECOND);
  silent = listen_to_real (&n_gaps, &late);
  late += count_real_late ();
  s = stats_next_message ();
  said = get_double (s, "concealed-ms");
  g_print ("# %s: %.1f ms silent in %u gaps, %.1f said, %u late, %u said\n",
      cases[__i__].name, silent, n_gaps, said, (guint) late,
      (guint) get_uint64 (s, "packets-late"));
  assert_near (said, silent, n_gaps * cases[__i__].each_ms + 0.01);
  assert_near ((gdouble) get_uint64 (s, "packets-late"), (gdouble) late,
      cases[__i__].late);
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
