/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-row.h"

#include "qos-app-history.h"
#include "qos-app-text.h"
#include "qos-ui-common.h"

#include <math.h>

struct _QosReceiverRow
{
  GtkListBoxRow parent;

  guint ssrc;
  gboolean has_ended;
  gchar *key;
  QosAppHealth *health;
  GstStructure *stats; /* the last message (nullable) */
  GtkImage *state_icon;
  GtkLabel *state;
  GtkLabel *detail;
  GtkLabel *name;
  GtkLevelBar *level;
  GtkToggleButton *mute;
  GtkImage *mute_icon;
  GtkRange *volume;
  GtkLabel *percent;
  GtkContainer *numbers;
  GtkLabel *values[QOS_RECEIVER_ROW_NUMBERS];
};

static guint signal_volume;

G_DEFINE_FINAL_TYPE (QosReceiverRow, qos_receiver_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  ADDRESS,
  CODEC,
  LOST,
  LATE,
  JITTER,
  RTT,
  BANDWIDTH,
  PACKETS,
  LAST,
};

/* Columns: those without a width are texts. */
static const struct
{
  const gchar *caption;
  const gchar *name;     /* for screen readers */
  const QosField *field; /* of the message, or what the row makes of it */
  guint decimals;
  gint width; /* characters */
} numbers[QOS_RECEIVER_ROW_NUMBERS] = {
    [ADDRESS] = {"from", "Address", QOS_STREAM (ADDRESS)},
    [CODEC] = {"codec", "Codec", QOS_SHOWN (CODEC)},
    [LOST] = {"lost", "Packet loss", QOS_SHOWN (LOST), 2, 7},
    [LATE] = {"late", "Late", QOS_SHOWN (LATE), 2, 7},
    [JITTER] = {"jitter", "Jitter", QOS_STREAM (JITTER_MS), 1, 8},
    [RTT] = {"round trip", "Round trip", QOS_STREAM (RTT_MS), 1, 8},
    [BANDWIDTH] = {"bandwidth", "Bandwidth", QOS_STREAM (WIRE_KBPS), 0, 10},
    [PACKETS] = {"packets", "Packets", QOS_STREAM (PACKETS_RECEIVED), 0, 6},
    [LAST] = {"last", "Last packet", QOS_SHOWN (LAST)},
};

guint
qos_receiver_row_ssrc (QosReceiverRow *self)
{
  return self->ssrc;
}

const gchar *
qos_receiver_row_name (QosReceiverRow *self)
{
  return gtk_label_get_text (self->name);
}

const gchar *
qos_receiver_row_key (QosReceiverRow *self)
{
  return self->key;
}

QosAppHealth *
qos_receiver_row_health (QosReceiverRow *self)
{
  return self->health;
}

const GstStructure *
qos_receiver_row_stats (QosReceiverRow *self)
{
  return self->stats;
}

gboolean
qos_receiver_row_has_ended (QosReceiverRow *self)
{
  return self->has_ended;
}

/* Numbers */

/* Size and time of the last packet. */
static void
show_last (QosReceiverRow *self, const GstStructure *stats)
{
  gdouble age_ms = qos_app_number (stats, QOS_STREAM (LAST_PACKET_AGE_MS));
  guint bytes = 0;
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree gchar *text = NULL, *time = NULL;

  if (isnan (age_ms) ||
      !gst_structure_get_uint (stats, QOS_STREAM (LAST_PACKET_BYTES)->name,
          &bytes))
    return;
  now = g_date_time_new_now_local ();
  then = g_date_time_add (now, (GTimeSpan) (-age_ms * 1000));
  time = g_date_time_format (then, "%H:%M:%S");
  text = g_strdup_printf ("%u bytes at %s", bytes, time);
  qos_ui_set_text (self->values[LAST], text);
}

static void
show_share (GtkLabel *label, gdouble percent, guint decimals)
{
  g_autofree gchar *text = isnan (percent)
      ? g_strdup (QOS_APP_UNKNOWN)
      : g_strdup_printf ("%.*f %%", (gint) decimals, percent);

  qos_ui_set_text (label, text);
}

static void
show_numbers (QosReceiverRow *self, const GstStructure *stats)
{
  const QosAppHealthLook *look = qos_app_health_look (self->health);

  show_share (self->values[LOST], look->lost_percent, numbers[LOST].decimals);
  show_share (self->values[LATE], look->late_percent, numbers[LATE].decimals);
  for (guint i = JITTER; i <= PACKETS; i++) {
    g_autofree gchar *text =
        qos_app_text_value (stats, numbers[i].field, numbers[i].decimals);

    qos_ui_set_text (self->values[i], text);
  }
  show_last (self, stats);
}

/* A sender without a name is called by its address, which is then not
 * repeated. */
static void
show_address (QosReceiverRow *self, const GstStructure *stats)
{
  g_autofree gchar *text = qos_app_text_value (stats, QOS_STREAM (ADDRESS), 0);

  qos_ui_set_text (self->values[ADDRESS],
      g_str_equal (text, qos_receiver_row_name (self)) ? "" : text);
  gtk_widget_set_visible (gtk_widget_get_parent (
                              GTK_WIDGET (self->values[ADDRESS])),
      !g_str_equal (text, qos_receiver_row_name (self)));
}

static void
add_number (QosReceiverRow *self, guint i, GtkSizeGroup *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *labels[] = {gtk_label_new (numbers[i].caption),
      gtk_label_new (QOS_APP_UNKNOWN)};

  for (guint l = 0; l < G_N_ELEMENTS (labels); l++) {
    qos_ui_set_class (labels[l], "qos-small", TRUE);
    qos_ui_set_class (labels[l], l == 0 ? "qos-dim" : "qos-figures", TRUE);
    gtk_container_add (GTK_CONTAINER (box), labels[l]);
  }
  gtk_widget_set_tooltip_text (box, numbers[i].field->tip);
  gtk_label_set_xalign (GTK_LABEL (labels[1]), numbers[i].width > 0 ? 1 : 0);
  gtk_label_set_width_chars (GTK_LABEL (labels[1]), numbers[i].width);
  atk_object_set_name (gtk_widget_get_accessible (labels[1]), numbers[i].name);
  self->values[i] = GTK_LABEL (labels[1]);
  gtk_widget_show_all (box);
  gtk_container_add (self->numbers, box);
  gtk_widget_set_can_focus (gtk_widget_get_parent (box), FALSE);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_size_group_add_widget (column, box);
}

/* State */

static void
show_health (QosReceiverRow *self)
{
  const QosAppHealthLook *look = qos_app_health_look (self->health);
  QosAppHealthState state = self->has_ended ? QOS_APP_HEALTH_GONE : look->state;
  g_autofree gchar *number = qos_app_health_number (self->health);
  g_autofree gchar *text = qos_app_health_text (self->health);
  g_autofree gchar *word = look->missing_percent > 0 &&
          state != QOS_APP_HEALTH_GONE && state != QOS_APP_HEALTH_NOT_HEARD
      ? g_strdup_printf ("%s  %s", qos_app_health_word (state), number)
      : g_strdup (qos_app_health_word (state));

  qos_ui_show_status (self->state, self->state_icon, qos_ui_health_mood (state),
      word);
  gtk_image_set_from_icon_name (self->state_icon, qos_app_health_icon (state),
      GTK_ICON_SIZE_MENU);
  qos_ui_set_text (self->detail, text);
  qos_ui_set_mood (GTK_WIDGET (self->detail), qos_ui_health_mood (state));
  gtk_widget_set_visible (GTK_WIDGET (self->detail),
      state != QOS_APP_HEALTH_GOOD && state != QOS_APP_HEALTH_WAITING);
  qos_ui_set_class (GTK_WIDGET (self), "qos-left",
      !qos_ui_health_is_live (state));
  if (!qos_ui_health_is_live (state))
    qos_ui_set_level (self->level, -G_MAXDOUBLE);
}

/* Sorts "Sender 2" before "Sender 10", and senders that left at the end. */
static gboolean
set_key (QosReceiverRow *self)
{
  g_autofree gchar *name = g_utf8_casefold (qos_receiver_row_name (self), -1);
  g_autofree gchar *order = g_utf8_collate_key_for_filename (name, -1);
  gchar *key = g_strconcat (self->has_ended ? "1" : "0", order, NULL);
  gboolean is_new = g_strcmp0 (self->key, key) != 0;

  g_free (self->key);
  self->key = key;
  return is_new;
}

static void
send_volume (QosReceiverRow *self)
{
  g_signal_emit (self, signal_volume, 0, qos_receiver_row_volume (self),
      qos_receiver_row_is_muted (self));
}

void
qos_receiver_row_update (QosReceiverRow *self, const GstStructure *stats,
    const gchar *codec)
{
  g_autofree gchar *who = qos_app_text_who (stats);

  self->has_ended = qos_app_has (stats, QOS_STREAM (END_REASON));
  if (self->stats)
    gst_structure_free (self->stats);
  self->stats = gst_structure_copy (stats);
  qos_app_health_add (self->health, qos_app_history_now (), stats);
  qos_ui_set_text (self->name, who);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), who);
  if (codec || !self->has_ended)
    qos_ui_set_text (self->values[CODEC], codec ? codec : QOS_APP_UNKNOWN);
  show_address (self, stats);
  show_numbers (self, stats);
  show_health (self);
  if (set_key (self))
    gtk_list_box_row_changed (GTK_LIST_BOX_ROW (self));
  if (!self->has_ended &&
      (qos_receiver_row_volume (self) != 1 || qos_receiver_row_is_muted (self)))
    send_volume (self);
}

void
qos_receiver_row_end (QosReceiverRow *self)
{
  if (self->has_ended)
    return;
  self->has_ended = TRUE;
  qos_app_health_end (self->health);
  show_health (self);
  if (set_key (self))
    gtk_list_box_row_changed (GTK_LIST_BOX_ROW (self));
}

void
qos_receiver_row_set_level (QosReceiverRow *self, gdouble db)
{
  if (!self->has_ended)
    qos_ui_set_level (self->level, db);
}

/* Volume */

gdouble
qos_receiver_row_volume (QosReceiverRow *self)
{
  return gtk_range_get_value (self->volume) / 100;
}

gboolean
qos_receiver_row_is_muted (QosReceiverRow *self)
{
  return gtk_toggle_button_get_active (self->mute);
}

void
qos_receiver_row_set (QosReceiverRow *self, gdouble volume, gboolean is_muted)
{
  gtk_range_set_value (self->volume, volume * 100);
  gtk_toggle_button_set_active (self->mute, is_muted);
}

void
qos_receiver_row_toggle_mute (QosReceiverRow *self)
{
  gtk_toggle_button_set_active (self->mute, !qos_receiver_row_is_muted (self));
}

static void
on_volume (GtkRange *range, QosReceiverRow *self)
{
  show_share (self->percent, gtk_range_get_value (range), 0);
  send_volume (self);
}

static void
on_mute (GtkToggleButton *button, QosReceiverRow *self)
{
  gtk_image_set_from_icon_name (self->mute_icon,
      gtk_toggle_button_get_active (button) ? "audio-volume-muted-symbolic"
                                            : "audio-volume-high-symbolic",
      GTK_ICON_SIZE_BUTTON);
  send_volume (self);
}

/* The widget */

QosReceiverRow *
qos_receiver_row_new (guint ssrc, GtkSizeGroup *const *columns)
{
  QosReceiverRow *self = g_object_new (QOS_TYPE_RECEIVER_ROW, NULL);

  self->ssrc = ssrc;
  for (guint i = 0; i < QOS_RECEIVER_ROW_NUMBERS; i++)
    add_number (self, i, columns[i]);
  return self;
}

static void
qos_receiver_row_finalize (GObject *object)
{
  QosReceiverRow *self = QOS_RECEIVER_ROW (object);

  g_clear_pointer (&self->stats, gst_structure_free);
  qos_app_health_free (self->health);
  g_free (self->key);
  G_OBJECT_CLASS (qos_receiver_row_parent_class)->finalize (object);
}

static void
qos_receiver_row_init (QosReceiverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->health = qos_app_health_new ();
  qos_ui_init_level_bar (self->level);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state),
      QOS_SHOWN (MISSING)->tip);
  g_signal_connect (self->volume, "value-changed", G_CALLBACK (on_volume),
      self);
  g_signal_connect (self->mute, "toggled", G_CALLBACK (on_mute), self);
}

static void
qos_receiver_row_class_init (QosReceiverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_receiver_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Receiver/qos-receiver-row.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverRow, child)
  BIND (state_icon);
  BIND (state);
  BIND (detail);
  BIND (name);
  BIND (level);
  BIND (mute);
  BIND (mute_icon);
  BIND (volume);
  BIND (percent);
  BIND (numbers);
#undef BIND
  signal_volume =
      g_signal_new ("volume", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
          NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}
