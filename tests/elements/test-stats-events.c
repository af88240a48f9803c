/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Why did it click? Each cause alone, and all of them in one stream. Packets
 * are sent, delayed, lost and read at the times of a test clock, so the
 * qosevent messages must be exactly those of a table. tests/net/test-events.py
 * does the same with sockets and processes.
 */
#include "stats-test.h"

#define LATENCY_MS 300
#define CAPS STREAM_CAPS ", extmap-1=" SEND_TIME_URI
#define SPACING_MS (STREAM_SPACING / GST_MSECOND)
#define N_FAULTS 8
#define N_EVENTS 8

typedef enum
{
  NONE,
  LOSE,          /* packets are lost */
  DELAY,         /* the network takes value ms longer, in order */
  OVERTAKE,      /* the same, and others overtake */
  SENDER_STOPS,  /* what should leave leaves at the end */
  RECEIVER_STOPS /* what arrives is read at the end */
} FaultKind;

/* Applies to packets that are due, or arrive, between two times. */
typedef struct
{
  FaultKind kind;
  guint from_ms, to_ms;
  guint value;
} Fault;

typedef struct
{
  const gchar *cause;
  guint lost, late;
  gdouble gap_ms;
  gdouble tolerance_ms;
} Wanted;

typedef struct
{
  const gchar *name;
  guint n;       /* packets */
  gdouble speed; /* of the sender's clock; 0: that of ours */
  Fault faults[N_FAULTS];
  Wanted wanted[N_EVENTS];
} Case;

/* Arrivals from 3001 ms on are read at 3700: the first is due at 3301. A sink
 * plays packets that are up to 20 ms late, and the end of later ones. */
#define RECEIVER_STOPPED \
  { \
    "receiver", 0, 18, 3700 - 3301 - 20 \
  }

static const Case cases[] = {
    {"nothing", 500, 0, {{NONE}}, {{NULL}}},
    {"packets alone", 500, 0, {{LOSE, 2000, 2020}, {LOSE, 4000, 4020}},
        {{"loss", 1, 0, 20}, {"loss", 1, 0, 20}}},
    {"a burst, an outage", 500, 0, {{LOSE, 2000, 2040}, {LOSE, 4000, 4300}},
        {{"burst", 2, 0, 40}, {"burst", 15, 0, 300}}},
    {"a path of 700 ms for a while", 500, 0, {{DELAY, 3000, 3200, 700}},
        {{"late", 0, 0, 700}}},
    {"one overtaken", 500, 0, {{OVERTAKE, 3000, 3020, 400}},
        {{"reordered", 0, 1, 20}}},
    {"a sender that stops", 500, 0, {{SENDER_STOPS, 3000, 3700}},
        {{"sender", 0, 0, 700}}},
    {"a receiver that stops", 500, 0, {{RECEIVER_STOPS, 3000, 3700}},
        {RECEIVER_STOPPED}},
    {"a faster clock", 2800, 1.00095, {{NONE}}, {{"drift", 0, 0, 50, 10}}},
    {"a slower clock", 2800, 0.99905, {{NONE}}, {{"drift", 0, 0, 50, 10}}},
    {"all in one stream", 900, 0,
        {{LOSE, 2000, 2020}, {LOSE, 4000, 4300}, {OVERTAKE, 6000, 6020, 400},
            {DELAY, 8000, 8200, 700}, {SENDER_STOPS, 11000, 11700},
            {RECEIVER_STOPS, 14000, 14700}},
        {{"loss", 1, 0, 20}, {"burst", 15, 0, 300}, {"reordered", 0, 1, 20},
            {"late", 0, 0, 700}, {"sender", 0, 0, 700, 3}, RECEIVER_STOPPED}},
};

typedef struct
{
  guint n;
  GstClockTime left, arrived, read; /* running times */
} Packet;

/* Returns: (nullable): the fault of that kind at that time. */
static const Fault *
find_fault (const Case *test, FaultKind kind, guint ms)
{
  for (guint i = 0; i < N_FAULTS; i++)
    if (test->faults[i].kind == kind && ms >= test->faults[i].from_ms &&
        ms < test->faults[i].to_ms)
      return &test->faults[i];
  return NULL;
}

/* arrived: (inout): arrival of the packets before. */
static Packet
make_packet (const Case *test, guint n, GstClockTime *arrived)
{
  gdouble speed = test->speed > 0 ? test->speed : 1;
  guint due_ms = n * SPACING_MS;
  Packet packet = {n,
      (GstClockTime) ((gdouble) (n * STREAM_SPACING) / speed + 0.5)};
  const Fault *fault = find_fault (test, SENDER_STOPS, due_ms);

  if (fault)
    packet.left = fault->to_ms * GST_MSECOND;
  packet.arrived = packet.left + GST_MSECOND;
  fault = find_fault (test, DELAY, due_ms);
  if (fault)
    packet.arrived += fault->value * GST_MSECOND;
  *arrived = packet.arrived = MAX (packet.arrived, *arrived);
  fault = find_fault (test, OVERTAKE, due_ms);
  if (fault)
    packet.arrived += fault->value * GST_MSECOND;
  fault =
      find_fault (test, RECEIVER_STOPS, (guint) (packet.arrived / GST_MSECOND));
  packet.read = fault ? fault->to_ms * GST_MSECOND : packet.arrived;
  return packet;
}

static gint
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const Packet *first = a, *second = b;

  if (first->arrived != second->arrived)
    return first->arrived < second->arrived ? -1 : 1;
  return first->n < second->n ? -1 : 1;
}

static void
push_packet (const Packet *packet, gboolean has_send_time)
{
  RtpSpec spec = stats.next;
  guint32 send_time =
      (guint32) gst_util_uint64_scale (packet->left, 1 << 18, GST_SECOND);
  guint8 data[3] = {send_time >> 16 & 255, send_time >> 8 & 255,
      send_time & 255};
  GstBuffer *buffer;
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  spec.seq = (guint16) (spec.seq + packet->n);
  spec.timestamp += packet->n * 960;
  buffer = rtp_make (&spec);
  if (has_send_time) {
    gst_rtp_buffer_map (buffer, GST_MAP_READWRITE, &rtp);
    gst_rtp_buffer_add_extension_onebyte_header (&rtp, 1, data, sizeof data);
    gst_rtp_buffer_unmap (&rtp);
  }
  rtp_add_sender (buffer, "192.0.2.7", 5004);
  GST_BUFFER_DTS (buffer) = packet->arrived;
  clock_run_until (CLOCK_START + packet->read);
  stats_push (buffer);
}

static void
run_case (const Case *test)
{
  GArray *packets = g_array_new (FALSE, FALSE, sizeof (Packet));
  GstClockTime arrived = 0;

  for (guint n = 0; n < test->n; n++) {
    Packet packet = make_packet (test, n, &arrived);

    if (!find_fault (test, LOSE, n * SPACING_MS))
      g_array_append_val (packets, packet);
  }
  g_array_sort (packets, compare_arrivals);
  for (guint i = 0; i < packets->len; i++)
    push_packet (&g_array_index (packets, Packet, i), test->speed == 0);
  g_array_unref (packets);
  clock_run_for (GST_SECOND);
}

/* Checks the fields that every event has. Returns: its running time. */
static guint64
check_event (const GstStructure *s)
{
  fail_unless_equals_int_hex (get_uint (s, "ssrc"), STREAM_SSRC);
  assert_near (get_double (s, "latency-ms"), LATENCY_MS, 0);
  fail_unless (strlen (gst_structure_get_string (s, "advice")) > 20);
  return get_uint64 (s, "running-time");
}

/* All missing sound is in exactly one event. */
static void
check_sums (gdouble gap_ms, guint64 lost, guint64 late)
{
  GstStructure *s = stats_next_message ();

  assert_near (get_double (s, "concealed-ms"), gap_ms, 1e-6);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), lost);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), late);
  gst_structure_free (s);
}

GST_START_TEST (test_events_are_exact)
{
  const Case *test = &cases[__i__];
  const Wanted *wanted = test->wanted;
  GstStructure *s;
  guint64 before = 0, lost = 0, late = 0;
  gdouble gap_ms = 0;

  stats_open_with (CAPS);
  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  run_case (test);
  while ((s = pop_message (stats.bus, "qosevent"))) {
    guint64 at = check_event (s);
    gdouble gap = get_double (s, "gap-ms");

    fail_unless_equals_string (gst_structure_get_string (s, "cause"),
        wanted->cause);
    fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), wanted->lost);
    fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), wanted->late);
    assert_near (gap, wanted->gap_ms, MAX (wanted->tolerance_ms, 1e-6));
    fail_unless (at >= before);
    before = at;
    lost += wanted->lost;
    late += wanted->late;
    if (strcmp (gst_structure_get_string (s, "cause"), "drift") != 0)
      gap_ms += gap;
    wanted++;
    gst_structure_free (s);
  }
  fail_unless (wanted->cause == NULL, "no event: %s", wanted->cause);
  check_sums (gap_ms, lost, late);
  stats_close ();
}
GST_END_TEST;

static Suite *
stats_events_suite (void)
{
  Suite *suite = suite_create ("qosstats: events");
  TCase *tc = tcase_create ("events");

  tcase_add_loop_test (tc, test_events_are_exact, 0, G_N_ELEMENTS (cases));
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_events)
