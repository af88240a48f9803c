/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-row.h"

#include "qos-app-text.h"
#include "qos-ui-common.h"

#include <math.h>

struct _QosReceiverRow
{
  GtkListBoxRow parent;

  guint ssrc;
  GtkLabel *name;
  GtkLevelBar *level;
  GtkToggleButton *mute;
  GtkImage *mute_icon;
  GtkRange *volume;
  GtkLabel *address;
  GtkLabel *codec;
  GtkLabel *loss;
  GtkLabel *jitter;
  GtkLabel *rtt;
  GtkLabel *bandwidth;
  GtkLabel *packets;
  GtkLabel *last;
};

enum
{
  SIGNAL_VOLUME,
  SIGNAL_MUTE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosReceiverRow, qos_receiver_row, GTK_TYPE_LIST_BOX_ROW)

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

/* Size and time of the last packet. */
static void
show_last (QosReceiverRow *self, const GstStructure *stats)
{
  gdouble age_ms = qos_app_text_number (stats, "last-packet-age-ms");
  guint bytes = 0;
  GDateTime *now, *then;
  gchar *time, *text;

  if (isnan (age_ms) ||
      !gst_structure_get_uint (stats, "last-packet-bytes", &bytes))
    return;
  now = g_date_time_new_now_local ();
  then = g_date_time_add (now, (GTimeSpan) (-age_ms * 1000));
  time = g_date_time_format (then, "%H:%M:%S");
  text = g_strdup_printf ("%u bytes at %s", bytes, time);
  gtk_label_set_text (self->last, text);
  g_free (text);
  g_free (time);
  g_date_time_unref (then);
  g_date_time_unref (now);
}

static void
show_texts (QosReceiverRow *self, const GstStructure *stats)
{
  const struct
  {
    GtkLabel *label;
    QosAppColumn column;
  } labels[] = {
      {self->address, {.field = "address", .unit = ""}},
      {self->loss, {.field = "loss-percent", .unit = "%", .decimals = 2}},
      {self->jitter, {.field = "jitter-ms", .unit = "ms", .decimals = 1}},
      {self->rtt, {.field = "rtt-ms", .unit = "ms", .decimals = 1}},
      {self->bandwidth, {.field = "wire-kbps", .unit = "kbit/s"}},
      {self->packets, {.field = "packets-received", .unit = ""}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    gchar *text = qos_app_text_value (stats, &labels[i].column);

    gtk_label_set_text (labels[i].label, text);
    g_free (text);
  }
}

void
qos_receiver_row_update (QosReceiverRow *self, const GstStructure *stats,
    const gchar *codec)
{
  gchar *who = qos_app_text_who (stats);

  gtk_label_set_text (self->name, who);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), who);
  g_free (who);
  gtk_label_set_text (self->codec, codec ? codec : QOS_APP_UNKNOWN);
  show_texts (self, stats);
  show_last (self, stats);
}

void
qos_receiver_row_set_level (QosReceiverRow *self, gdouble db)
{
  qos_ui_set_level (self->level, db);
}

void
qos_receiver_row_toggle_mute (QosReceiverRow *self)
{
  gtk_toggle_button_set_active (self->mute,
      !gtk_toggle_button_get_active (self->mute));
}

static void
on_volume (GtkRange *range, gpointer self)
{
  g_signal_emit (self, signals[SIGNAL_VOLUME], 0,
      gtk_range_get_value (range) / 100);
}

static void
on_mute (GtkToggleButton *button, QosReceiverRow *self)
{
  gboolean is_muted = gtk_toggle_button_get_active (button);

  gtk_image_set_from_icon_name (self->mute_icon,
      is_muted ? "audio-volume-muted-symbolic" : "audio-volume-high-symbolic",
      GTK_ICON_SIZE_BUTTON);
  g_signal_emit (self, signals[SIGNAL_MUTE], 0, is_muted);
}

QosReceiverRow *
qos_receiver_row_new (guint ssrc)
{
  QosReceiverRow *self = g_object_new (QOS_TYPE_RECEIVER_ROW, NULL);

  self->ssrc = ssrc;
  return self;
}

static void
qos_receiver_row_init (QosReceiverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qos_ui_init_level_bar (self->level);
  g_signal_connect (self->volume, "value-changed", G_CALLBACK (on_volume),
      self);
  g_signal_connect (self->mute, "toggled", G_CALLBACK (on_mute), self);
}

static void
qos_receiver_row_class_init (QosReceiverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Receiver/qos-receiver-row.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverRow, child)
  BIND (name);
  BIND (level);
  BIND (mute);
  BIND (mute_icon);
  BIND (volume);
  BIND (address);
  BIND (codec);
  BIND (loss);
  BIND (jitter);
  BIND (rtt);
  BIND (bandwidth);
  BIND (packets);
  BIND (last);
#undef BIND
  signals[SIGNAL_VOLUME] = g_signal_new ("volume", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SIGNAL_MUTE] = g_signal_new ("mute", type, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}
