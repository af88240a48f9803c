/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CPU of the charts of a window: the receiver's, with a full history that moves
 * on by two messages and one event a second. For SECONDS, as a share of one
 * core; the process does nothing else. Needs a display.
 *
 *   bench-charts SECONDS MINUTES WIDTH HEIGHT   minutes shown: 1, 5 or 30
 */
#include "qos-ui-common.h"
#include "qos-ui-network.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define INTERVAL_MS 500
#define SETTLE_MS 3000
#define ROWS (2 * 1800)

typedef struct
{
  QosAppHistory *history;
  QosUiNetwork *network;
  guint row;
} Bench;

/* Values that vary, so that all lines are long. */
static GstStructure *
make_stats (guint row)
{
  gdouble wave = sin (row / 7.0), noise = sin (row * 7.0);

  return gst_structure_new ("qosstats", "rtt-ms", G_TYPE_DOUBLE,
      40 + 10 * wave + 4 * noise, "delay-ms", G_TYPE_DOUBLE, 20 + 4 * noise,
      "delay-error-ms", G_TYPE_DOUBLE, 8 + 4 * wave, "mouth-to-ear-ms",
      G_TYPE_DOUBLE, 160 + 3 * noise, "loss-percent", G_TYPE_DOUBLE, 1 + noise,
      "packets-expected", G_TYPE_UINT64, (guint64) row * 24, "packets-lost",
      G_TYPE_UINT64, (guint64) row, "packets-late", G_TYPE_UINT64,
      (guint64) row / 3, "jitter-ms", G_TYPE_DOUBLE, 4 + 2 * noise,
      "jitter-mean-ms", G_TYPE_DOUBLE, 4.0, "jitter-max-ms", G_TYPE_DOUBLE, 9.0,
      "media-kbps", G_TYPE_DOUBLE, 128 + 9 * noise, "wire-kbps", G_TYPE_DOUBLE,
      145 + 9 * noise, "mos", G_TYPE_DOUBLE, 4 + 0.5 * noise, "r-factor",
      G_TYPE_DOUBLE, 80 + 9 * noise, NULL);
}

static void
add_row (Bench *bench, gdouble time_s, gboolean is_shown)
{
  static const gchar *const causes[] = {"loss", "burst", "late"};
  GstStructure *stats = make_stats (bench->row);
  GstStructure *event = gst_structure_new ("qosevent", "cause", G_TYPE_STRING,
      causes[bench->row / 2 % G_N_ELEMENTS (causes)], "gap-ms", G_TYPE_DOUBLE,
      21.0, "advice", G_TYPE_STRING, "A cable may be bad.", NULL);
  gint row = qos_app_history_add (bench->history, time_s, stats);

  if (is_shown)
    qos_ui_network_add (bench->network, (guint) row, stats, NULL);
  if (bench->row % 2 == 0) {
    const QosAppEvent *added =
        qos_app_events_add (qos_app_history_events (bench->history), time_s,
            event);

    if (is_shown)
      qos_ui_network_add_event (bench->network, added);
  }
  bench->row++;
  gst_structure_free (event);
  gst_structure_free (stats);
}

static gboolean
add_now (gpointer bench)
{
  add_row (bench, qos_app_history_now (), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
run_for (guint ms)
{
  g_timeout_add (ms, (GSourceFunc) gtk_main_quit, NULL);
  gtk_main ();
}

static gdouble
cpu_seconds (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return (gdouble) used.tv_sec + (gdouble) used.tv_nsec / 1e9;
}

static void
open_window (Bench *bench, gint minutes, gint width, gint height)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *network =
      g_object_new (QOS_UI_TYPE_NETWORK, "visible", TRUE, "margin", 12, NULL);
  GSimpleActionGroup *actions = g_simple_action_group_new ();

  bench->network = QOS_UI_NETWORK (network);
  qos_ui_network_set_panels (bench->network, &qos_ui_panels_received);
  qos_ui_network_add_actions (bench->network, G_ACTION_MAP (actions), NULL);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  g_action_group_change_action_state (G_ACTION_GROUP (actions), "span",
      g_variant_new_int32 (minutes));
  gtk_container_add (GTK_CONTAINER (window), network);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  qos_ui_network_show (bench->network, bench->history, "bench");
  gtk_widget_show (window);
  g_object_unref (actions);
}

int
main (int argc, char **argv)
{
  Bench bench = {NULL};
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : 0;
  gdouble before, after;

  gst_init (NULL, NULL);
  if (argc < 5 || seconds == 0 || !gtk_init_check (NULL, NULL)) {
    g_printerr ("bench-charts SECONDS MINUTES WIDTH HEIGHT, on a display\n");
    return 2;
  }
  qos_ui_init ();
  bench.history = qos_app_history_new (&qos_app_fields_received);
  for (guint i = 0; i < ROWS; i++)
    add_row (&bench, qos_app_history_now () - (ROWS - i) * 0.5, FALSE);
  open_window (&bench, atoi (argv[2]), atoi (argv[3]), atoi (argv[4]));
  g_timeout_add (INTERVAL_MS, add_now, &bench);
  run_for (SETTLE_MS);
  before = cpu_seconds ();
  run_for (seconds * 1000);
  after = cpu_seconds ();
  g_print ("cpu-percent %.3f\n", 100 * (after - before) / seconds);
  qos_app_history_free (bench.history);
  return 0;
}
