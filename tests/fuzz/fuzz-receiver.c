/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * All of qossrc over UDP, with the receiver's decoders and mixer behind it: a
 * dozen senders of all formats whose packets are changed on the way, and one
 * whose packets are not. In rounds of a few seconds, each with its own seed:
 *
 *   fuzz-receiver [--seed=N] [--rounds=N] [--seconds=S]
 *
 * --rounds=0 continues until it is ended. Nothing may end the pipeline, the
 * good sender must be played in every round, and memory is bounded. Criticals
 * and sanitizer findings end the process. Prints TAP: one line for each round.
 */
#include "fuzz-streams.h"
#include "fuzz.h"

#include "qos-receiver-branch.h"
#include "qos-receiver-mixer.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_STREAMS 12
#define GOOD_SSRC 1
#define TICK_US 5000
/* Sources of a round are gone soon after it. */
#define SOURCE_TIMEOUT (2 * GST_SECOND)

/* How much the process may grow, with the quarantine of a sanitizer. */
#define GROWTH_MAX_MB 700

/* The objects of the plugin are linked in, instrumented; no other file has
 * them. */
void gst_plugin_qosaudio_register (void);

typedef struct
{
  GstElement *pipeline;
  GstBus *bus;
  guint16 port;
  guint64 played; /* packets of the good sender, by its last message */
  guint n_notices;
  guint n_pads;
  guint n_errors; /* of parts that play one sender */
} Receiver;

static volatile sig_atomic_t has_to_end;

/* Other libraries leak; the leaks tracer finds leaks of ours. */
const char *__asan_default_options (void);
const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static void
on_signal (int number)
{
  has_to_end = number;
}

static guint16
find_port (void)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
      G_SOCKET_PROTOCOL_UDP, NULL);
  GSocketAddress *any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  GSocketAddress *own;
  guint16 port;

  g_socket_bind (socket, any, FALSE, NULL);
  own = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (own));
  g_object_unref (own);
  g_object_unref (any);
  g_object_unref (socket);
  return port;
}

static void
count_pad (GstElement *source, GstPad *pad, Receiver *receiver)
{
  g_atomic_int_inc (&receiver->n_pads);
}

/* Like the session of the receiver. */
static GstBusSyncReply
drop_states (GstBus *bus, GstMessage *message, gpointer user)
{
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_STATE_CHANGED)
    return GST_BUS_PASS;
  gst_message_unref (message);
  return GST_BUS_DROP;
}

static void
open_receiver (Receiver *receiver, const FuzzBanks *banks)
{
  GstElement *source, *mixer;
  GstCaps *caps = fuzz_banks_caps (banks);

  receiver->pipeline = gst_parse_launch (
      "audiotestsrc wave=silence is-live=true samplesperbuffer=480 ! "
      "audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved ! "
      "audiomixer name=mixer min-upstream-latency=120000000 ! "
      "fakesink sync=true qossrc name=source host=127.0.0.1",
      NULL);
  FUZZ_ASSERT (receiver->pipeline != NULL);
  source = gst_bin_get_by_name (GST_BIN (receiver->pipeline), "source");
  mixer = gst_bin_get_by_name (GST_BIN (receiver->pipeline), "mixer");
  qos_receiver_mixer_set_up (mixer);
  receiver->port = find_port ();
  g_object_set (source, "port", (gint) receiver->port, "caps", caps,
      "source-timeout", SOURCE_TIMEOUT, NULL);
  g_signal_connect (source, "pad-added", G_CALLBACK (qos_receiver_branch_add),
      mixer);
  g_signal_connect (source, "pad-added", G_CALLBACK (count_pad), receiver);
  g_signal_connect (source, "pad-removed",
      G_CALLBACK (qos_receiver_branch_remove), mixer);
  receiver->bus = gst_element_get_bus (receiver->pipeline);
  gst_bus_set_sync_handler (receiver->bus, drop_states, NULL, NULL);
  gst_element_set_state (receiver->pipeline, GST_STATE_PLAYING);
  gst_caps_unref (caps);
  gst_object_unref (mixer);
  gst_object_unref (source);
}

static void
close_receiver (Receiver *receiver)
{
  gst_element_set_state (receiver->pipeline, GST_STATE_NULL);
  gst_object_unref (receiver->bus);
  gst_object_unref (receiver->pipeline);
}

static void
take_element_message (Receiver *receiver, const GstStructure *s)
{
  guint ssrc = 0;

  if (gst_structure_has_name (s, "qosnotice"))
    receiver->n_notices++;
  if (gst_structure_has_name (s, "qosstats") &&
      gst_structure_get_uint (s, "ssrc", &ssrc) && ssrc == GOOD_SSRC)
    gst_structure_get_uint64 (s, "packets-played", &receiver->played);
}

static void
take_error (Receiver *receiver, GstMessage *message)
{
  GError *error = NULL;
  gchar *debug = NULL;

  /* Of a sender, or of one that has been removed. */
  if (qos_receiver_branch_owns (GST_MESSAGE_SRC (message)) ||
      !gst_object_has_as_ancestor (GST_MESSAGE_SRC (message),
          GST_OBJECT (receiver->pipeline))) {
    receiver->n_errors++;
    return;
  }
  gst_message_parse_error (message, &error, &debug);
  fprintf (stderr, "%s\n%s\n", error->message, debug);
  g_clear_error (&error);
  g_free (debug);
  FUZZ_ASSERT (!"an error of the whole");
}

static void
take_messages (Receiver *receiver)
{
  GstMessage *message;

  while ((message = gst_bus_pop (receiver->bus))) {
    switch (GST_MESSAGE_TYPE (message)) {
      case GST_MESSAGE_ERROR:
        take_error (receiver, message);
        break;
      case GST_MESSAGE_EOS:
        FUZZ_ASSERT (!"the pipeline ended");
        break;
      case GST_MESSAGE_ELEMENT:
        take_element_message (receiver, gst_message_get_structure (message));
        break;
      case GST_MESSAGE_LATENCY:
        gst_bin_recalculate_latency (GST_BIN (receiver->pipeline));
        break;
      default:
        break;
    }
    gst_message_unref (message);
  }
}

/* Returns: MiB that the process has in memory. */
static gulong
resident_mb (void)
{
  gulong pages = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (file) {
    if (fscanf (file, "%*u %lu", &pages) != 1)
      pages = 0;
    fclose (file);
  }
  return pages * (gulong) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static void
open_streams (const FuzzBanks *banks, guint32 seed, FuzzStream **streams)
{
  static const guint permilles[] = {5, 20, 100, 300, 1000};
  GRand *random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < N_STREAMS; i++) {
    /* Sometimes two have the same SSRC. None has that of the good sender: they
     * have its host, so they could take over its stream when the machine stands
     * still. */
    guint32 ssrc = g_rand_int_range (random, 0, 12) == 0
        ? (guint32) g_rand_int_range (random, 2, 4)
        : g_rand_int (random);

    streams[i] = fuzz_stream_new (banks, random, ssrc, -1,
        permilles[g_rand_int_range (random, 0, G_N_ELEMENTS (permilles))]);
  }
  g_rand_free (random);
}

static guint
run_round (Receiver *receiver, const FuzzBanks *banks, FuzzStream *good,
    gint64 good_from, guint32 seed, gdouble seconds)
{
  FuzzStream *streams[N_STREAMS];
  gint64 from = g_get_monotonic_time (), now = from;
  guint n = 0;

  open_streams (banks, seed, streams);
  while (!has_to_end && (gdouble) (now - from) / G_USEC_PER_SEC < seconds) {
    fuzz_stream_send (good, receiver->port,
        (gdouble) (now - good_from) / G_USEC_PER_SEC);
    for (guint i = 0; i < N_STREAMS; i++)
      n += fuzz_stream_send (streams[i], receiver->port,
          (gdouble) (now - from) / G_USEC_PER_SEC);
    take_messages (receiver);
    g_usleep (TICK_US);
    now = g_get_monotonic_time ();
  }
  for (guint i = 0; i < N_STREAMS; i++)
    fuzz_stream_free (streams[i]);
  return n;
}

static void
run_rounds (Receiver *receiver, const FuzzBanks *banks, guint32 seed,
    guint rounds, gdouble seconds)
{
  GRand *random = g_rand_new_with_seed (0);
  FuzzStream *good = fuzz_stream_new (banks, random, GOOD_SSRC, 0, 0);
  gint64 from = g_get_monotonic_time ();
  gulong memory = resident_mb (), now_memory;

  for (guint i = 0; !has_to_end && (rounds == 0 || i < rounds); i++) {
    guint64 before = receiver->played;
    guint n;

    printf ("# seed %u\n", seed + i);
    fflush (stdout);
    n = run_round (receiver, banks, good, from, seed + i, seconds);
    now_memory = resident_mb ();
    printf ("ok %u - %u packets, %u pads, %u notices, %u errors, %lu MiB, good "
            "%" G_GUINT64_FORMAT "\n",
        i + 1, n, (guint) g_atomic_int_get (&receiver->n_pads),
        receiver->n_notices, receiver->n_errors, now_memory,
        receiver->played - before);
    fflush (stdout);
    /* Played, or played again after this machine stood still for so long that
     * the sender seemed to be gone. */
    FUZZ_ASSERT (has_to_end || receiver->played != before);
    FUZZ_ASSERT (now_memory < memory + GROWTH_MAX_MB);
  }
  fuzz_stream_free (good);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  gint seed = 1, rounds = 2;
  gdouble seconds = 3;
  const GOptionEntry entries[] = {{"seed", 0, 0, G_OPTION_ARG_INT, &seed,
                                      "Of the first round", "N"},
      {"rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "0: until it is ended", "N"},
      {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "Of a round", "S"},
      {NULL}};
  GOptionContext *context = g_option_context_new (NULL);
  GError *error = NULL;
  Receiver receiver = {0};
  FuzzBanks *banks;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  g_option_context_free (context);
  gst_plugin_qosaudio_register ();
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL);
  signal (SIGINT, on_signal);
  signal (SIGTERM, on_signal);

  banks = fuzz_banks_new ();
  open_receiver (&receiver, banks);
  if (rounds > 0)
    printf ("1..%d\n", rounds);
  run_rounds (&receiver, banks, (guint32) seed, (guint) rounds, seconds);
  close_receiver (&receiver);
  fuzz_banks_free (banks);
  return 0;
}
