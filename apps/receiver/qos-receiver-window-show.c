/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-addresses.h"
#include "qos-app-text.h"
#include "qos-app-words.h"
#include "qos-receiver-window-private.h"
#include "qos-ui-common.h"

/* Fewer drop-outs than this, in percent, are shown only in the row. */
#define ADVICE_PERCENT 1.0

/* The header line */

static void
append_count (GString *text, guint count, const gchar *what)
{
  if (count > 0)
    g_string_append_printf (text, ", %u %s", count, what);
}

/* "1 of 12 senders: sound missing, 1 silent", if there is a problem with
 * any. */
static gchar *
make_text (const guint counts[QOS_APP_N_HEALTH], guint there, guint left_out,
    gint port)
{
  guint missing = counts[QOS_APP_HEALTH_BAD] + counts[QOS_APP_HEALTH_DROP_OUTS];
  const gchar *s = there == 1 ? "" : "s";
  GString *text = g_string_new (NULL);

  if (missing > 0 && there > 1)
    g_string_printf (text, "%u of %u senders: sound missing", missing, there);
  else if (missing > 0)
    g_string_printf (text, "1 sender on UDP port %d: sound missing", port);
  else
    g_string_printf (text, "%u sender%s on UDP port %d", there, s, port);
  append_count (text, counts[QOS_APP_HEALTH_NOT_HEARD], "not heard");
  append_count (text, counts[QOS_APP_HEALTH_SILENT], "silent");
  if (left_out > 0)
    g_string_append_printf (text, ", and %u more not listed", left_out);
  return g_string_free (text, FALSE);
}

static QosUiMood
find_mood (const guint counts[QOS_APP_N_HEALTH])
{
  if (counts[QOS_APP_HEALTH_BAD] > 0 || counts[QOS_APP_HEALTH_NOT_HEARD] > 0)
    return QOS_UI_BAD;
  if (counts[QOS_APP_HEALTH_DROP_OUTS] > 0 || counts[QOS_APP_HEALTH_SILENT] > 0)
    return QOS_UI_WARN;
  return QOS_UI_GOOD;
}

/* Shows the address to send to, for the user to pass on. */
static void
show_placeholder (QosReceiverWindow *self, gboolean idle)
{
  const QosAppConfig *config = qos_ui_window_config (QOS_UI_WINDOW (self));
  g_autofree gchar *addresses =
      qos_app_addresses_text (config->host, (guint) config->port);
  g_autofree gchar *text = NULL;

  if (idle)
    text = g_strdup ("Press Start to listen. Senders then appear here.");
  else if (addresses)
    text = g_strdup_printf ("Senders appear here when they send to %s.",
        addresses);
  else
    text = g_strdup_printf ("Senders appear here when they send to UDP port %d "
                            "of this machine.",
        config->port);
  qos_ui_set_text (self->placeholder, text);
}

/* The advice */

/* Returns: (nullable): advice for a row. */
static const gchar *
find_advice (QosReceiverWindow *self, QosReceiverRow *row, gint *latency_ms)
{
  QosAppHistory *history = qos_receiver_list_history (self->senders, row);
  const QosAppEvents *events =
      history ? qos_app_history_events (history) : NULL;
  QosAppCause cause = events ? qos_app_events_main_cause (events,
                                   qos_app_history_now () - QOS_APP_HEALTH_S)
                             : QOS_APP_N_CAUSES;

  *latency_ms = 0;
  if (cause == QOS_APP_N_CAUSES)
    return NULL;
  if (cause == QOS_APP_CAUSE_LATE || cause == QOS_APP_CAUSE_REORDERED)
    *latency_ms = (gint) qos_app_events_advised_ms (events);
  return qos_app_events_advice (events, cause);
}

static gboolean
needs_advice (QosReceiverRow *row)
{
  const QosAppHealthLook *look =
      row ? qos_app_health_look (qos_receiver_row_health (row)) : NULL;

  return look &&
      (look->state == QOS_APP_HEALTH_BAD ||
          look->state == QOS_APP_HEALTH_NOT_HEARD ||
          (look->state == QOS_APP_HEALTH_DROP_OUTS &&
              look->missing_percent >= ADVICE_PERCENT));
}

/* Kinds of notices that go away when the user gives a format. */
static gboolean
needs_format (QosReceiverRow *row)
{
  const gchar *why =
      qos_app_string (qos_receiver_row_stats (row), QOS_STREAM (NOT_PLAYED));

  return g_strcmp0 (why, "format-unknown") == 0 ||
      g_strcmp0 (why, "payload-type-unexpected") == 0;
}

/* Returns: (transfer full): the problem of a row and the advice. Sets the
 * action of the button. */
static gchar *
describe_row (QosReceiverWindow *self, QosReceiverRow *row)
{
  gint now_ms = qos_ui_window_config (QOS_UI_WINDOW (self))->latency_ms;
  const QosAppHealthLook *look =
      qos_app_health_look (qos_receiver_row_health (row));
  gboolean not_heard = look->state == QOS_APP_HEALTH_NOT_HEARD;
  gint latency_ms = 0;
  const gchar *advice = not_heard
      ? qos_receiver_list_notice (self->senders, row)
      : find_advice (self, row, &latency_ms);
  g_autofree gchar *state = qos_app_health_text (qos_receiver_row_health (row));

  self->advised_ms = latency_ms > now_ms ? latency_ms : 0;
  self->asks_format = not_heard && needs_format (row);
  return g_strdup_printf ("%s: %s. %s", qos_receiver_row_name (row), state,
      advice ? advice : "");
}

static void
show_advice (QosReceiverWindow *self)
{
  QosReceiverRow *row = qos_receiver_list_worst (self->senders);
  g_autofree gchar *text = NULL, *act = NULL;

  if (!needs_advice (row)) {
    qos_ui_advice_hide (self->advice);
    return;
  }
  text = describe_row (self, row);
  if (self->asks_format)
    act = g_strdup ("Set Format…");
  else if (self->advised_ms)
    act = g_strdup_printf ("Use %d ms", self->advised_ms);
  qos_ui_advice_show (self->advice, qos_receiver_row_ssrc (row), text, act);
}

static void
on_advice (QosReceiverWindow *self, gint response, QosUiAdvice *advice)
{
  QosReceiverRow *row = qos_receiver_list_worst (self->senders);

  if (response == QOS_UI_ADVICE_LOOK && row)
    qos_receiver_list_show (self->senders, row);
  else if (response == QOS_UI_ADVICE_ACT && self->asks_format)
    qos_receiver_window_ask_format (self);
  else if (response == QOS_UI_ADVICE_ACT && self->advised_ms)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (
                                   qos_ui_window_widget (QOS_UI_WINDOW (self),
                                       "latency")),
        self->advised_ms);
}

gchar *
qos_receiver_window_describe (QosUiWindow *window, QosUiMood *mood)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (window);
  gint port = qos_ui_window_config (window)->port;
  gboolean idle = qos_ui_window_is_idle (window);
  guint counts[QOS_APP_N_HEALTH], there = 0;

  qos_receiver_list_count (self->senders, counts);
  for (guint i = 0; i < QOS_APP_N_HEALTH; i++)
    there += i != QOS_APP_HEALTH_GONE ? counts[i] : 0;
  gtk_widget_set_visible (self->clear_button, counts[QOS_APP_HEALTH_GONE] > 0);
  if (there == 0)
    show_placeholder (self, idle);
  show_advice (self);
  *mood = idle ? QOS_UI_IDLE : there == 0 ? QOS_UI_BUSY : find_mood (counts);
  if (idle)
    return g_strdup ("Not listening");
  if (there == 0)
    return g_strdup_printf ("Waiting for senders on UDP port %d", port);
  return make_text (counts, there, qos_receiver_list_left_out (self->senders),
      port);
}

/* The charts show the selected sender. */

static QosUiNetwork *
network_of (QosReceiverWindow *self)
{
  return qos_ui_window_network (QOS_UI_WINDOW (self));
}

static void
on_selected (QosReceiverWindow *self, QosReceiverList *list)
{
  QosReceiverRow *row = qos_receiver_list_selected (list);

  gtk_widget_set_visible (GTK_WIDGET (network_of (self)), row != NULL);
  if (!row) {
    qos_ui_network_show (network_of (self), NULL, NULL);
    return;
  }
  qos_ui_network_show (network_of (self), qos_receiver_list_look_at (list),
      qos_receiver_row_name (row));
  qos_ui_network_show_totals (network_of (self), qos_receiver_row_stats (row));
}

void
qos_receiver_window_end_senders (QosReceiverWindow *self)
{
  QosReceiverRow *row = qos_receiver_list_selected (self->senders);

  qos_receiver_list_end (self->senders);
  if (row)
    qos_ui_network_show_totals (network_of (self),
        qos_receiver_row_stats (row));
}

static gboolean
is_shown (QosReceiverWindow *self, const GstStructure *message)
{
  QosReceiverRow *row = qos_receiver_list_selected (self->senders);

  return row && qos_app_has (message, QOS_STREAM (SSRC)) &&
      qos_receiver_row_ssrc (row) == qos_app_ssrc (message);
}

/* Messages of the session: they change the row and the history of a sender, and
 * the charts show the result. */

static void
on_stats (QosReceiverWindow *self, const GstStructure *stats,
    QosAppSession *session)
{
  g_autofree gchar *codec =
      qos_receiver_session_codec (qos_receiver_window_session (self),
          qos_app_ssrc (stats));
  gint row = qos_receiver_list_add (self->senders, stats, codec);

  if (is_shown (self, stats)) {
    if (row >= 0)
      qos_ui_network_add (network_of (self), (guint) row, stats,
          qos_receiver_row_health (qos_receiver_list_selected (self->senders)));
    else
      qos_ui_network_show_totals (network_of (self), stats);
  }
  qos_ui_window_show_status (QOS_UI_WINDOW (self));
}

static void
on_event (QosReceiverWindow *self, const GstStructure *event,
    QosAppSession *session)
{
  gdouble time_s =
      qos_app_history_now () - qos_app_session_age (session, event);
  const QosAppEvent *added =
      qos_receiver_list_add_event (self->senders, event, time_s);

  if (added && is_shown (self, event))
    qos_ui_network_add_event (network_of (self), added);
}

/* Notices that say why a sender is not heard are shown in the advice. */
static void
on_notice (QosReceiverWindow *self, const GstStructure *notice,
    QosAppSession *session)
{
  const gchar *kind = qos_app_string (notice, QOS_NOTICE (NOTICE));
  const gchar *own[] = {"ssrc-collision", "bad-data", "decode-error",
      "unreachable", NULL};
  g_autofree gchar *text = qos_app_words_notice (notice);

  if (qos_app_has (notice, QOS_NOTICE (SSRC)))
    qos_receiver_list_add_notice (self->senders, qos_app_ssrc (notice), text);
  if (kind && g_strv_contains (own, kind)) {
    g_autofree gchar *who = qos_app_text_who (notice);
    g_autofree gchar *line = g_strdup_printf ("%s: %s", who, text);

    qos_ui_window_say (QOS_UI_WINDOW (self), QOS_APP_PROBLEM_NOTE, line);
  } else if (g_strcmp0 (kind, "reachable") == 0) {
    qos_ui_window_say (QOS_UI_WINDOW (self), QOS_APP_PROBLEM_NOTE, NULL);
  }
}

static void
on_level (QosReceiverWindow *self, guint ssrc, gdouble peak,
    QosAppSession *session)
{
  QosReceiverRow *row = qos_receiver_list_find (self->senders, ssrc);

  if (row)
    qos_receiver_row_set_level (row, peak);
}

static void
on_volume (QosReceiverWindow *self, guint ssrc, gdouble volume,
    gboolean is_muted, QosReceiverList *list)
{
  qos_receiver_session_set_volume (qos_receiver_window_session (self), ssrc,
      volume, is_muted);
}

void
qos_receiver_window_watch_senders (QosReceiverWindow *self)
{
  g_object_connect (qos_ui_window_session (QOS_UI_WINDOW (self)),
      "swapped-object-signal::stats", on_stats, self,
      "swapped-object-signal::event", on_event, self,
      "swapped-object-signal::notice", on_notice, self,
      "swapped-object-signal::level", on_level, self, NULL);
  g_object_connect (self->senders, "swapped-object-signal::volume", on_volume,
      self, "swapped-object-signal::selected", on_selected, self, NULL);
  g_signal_connect_object (self->advice, "response", G_CALLBACK (on_advice),
      self, G_CONNECT_SWAPPED);
}
