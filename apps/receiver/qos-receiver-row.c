/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-row.h"

#include "qos-app-text.h"
#include "qos-ui-common.h"
#include "qos-ui-readout.h"

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
  GtkWidget *details;
  GPtrArray *readouts; /* QosUiReadout, owned by details, as charted */
};

enum
{
  SIGNAL_VOLUME,
  SIGNAL_MUTE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosReceiverRow, qos_receiver_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const gchar *title;
  const gchar *field;
  const gchar *unit;
  guint decimals;
  gdouble min_span;
  const gchar *detail;
} charted[] = {
    {"Round trip", "rtt-ms", "ms", 1, 10, ""},
    {"Packet loss", "loss-percent", "%", 2, 2,
        "{packets-lost:0} of {packets-expected:0} packets"},
    {"Jitter", "jitter-ms", "ms", 1, 5,
        "mean {jitter-mean-ms:1} ms, most {jitter-max-ms:1} ms"},
    {"Bandwidth", "wire-kbps", "kbit/s", 0, 100, "sound {media-kbps:0} kbit/s"},
};

guint
qos_receiver_row_ssrc (QosReceiverRow *self)
{
  return self->ssrc;
}

GtkWidget *
qos_receiver_row_details (QosReceiverRow *self)
{
  return self->details;
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
qos_receiver_row_update (QosReceiverRow *self, gdouble time_s,
    const GstStructure *stats, const gchar *codec)
{
  gchar *who = qos_app_text_who (stats);

  gtk_label_set_text (self->name, who);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), who);
  g_free (who);
  gtk_label_set_text (self->codec, codec ? codec : QOS_APP_UNKNOWN);
  show_texts (self, stats);
  show_last (self, stats);
  for (guint i = 0; i < G_N_ELEMENTS (charted); i++) {
    QosUiReadout *readout = g_ptr_array_index (self->readouts, i);
    gchar *detail = qos_app_text_fill (stats, charted[i].detail);

    qos_ui_readout_add (readout, time_s,
        qos_app_text_number (stats, charted[i].field));
    qos_ui_readout_set_detail (readout, detail);
    g_free (detail);
  }
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

static void
make_details (QosReceiverRow *self)
{
  self->readouts = g_ptr_array_new ();
  self->details =
      g_object_new (GTK_TYPE_FLOW_BOX, "visible", TRUE, "selection-mode",
          GTK_SELECTION_NONE, "homogeneous", TRUE, "column-spacing", 12,
          "row-spacing", 12, "max-children-per-line", 4, NULL);
  g_object_ref_sink (self->details);
  for (guint i = 0; i < G_N_ELEMENTS (charted); i++) {
    GtkWidget *child = gtk_flow_box_child_new ();
    GtkWidget *readout =
        g_object_new (QOS_UI_TYPE_READOUT, "title", charted[i].title, "unit",
            charted[i].unit, "decimals", charted[i].decimals, "min-span",
            charted[i].min_span, "visible", TRUE, "width-request", 160, NULL);

    gtk_widget_set_can_focus (child, FALSE);
    gtk_widget_show (child);
    gtk_container_add (GTK_CONTAINER (child), readout);
    gtk_container_add (GTK_CONTAINER (self->details), child);
    g_ptr_array_add (self->readouts, readout);
  }
}

QosReceiverRow *
qos_receiver_row_new (guint ssrc)
{
  QosReceiverRow *self = g_object_new (QOS_TYPE_RECEIVER_ROW, NULL);

  self->ssrc = ssrc;
  return self;
}

static void
qos_receiver_row_finalize (GObject *object)
{
  QosReceiverRow *self = QOS_RECEIVER_ROW (object);

  g_ptr_array_unref (self->readouts);
  g_object_unref (self->details);
  G_OBJECT_CLASS (qos_receiver_row_parent_class)->finalize (object);
}

static void
qos_receiver_row_init (QosReceiverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qos_ui_init_level_bar (self->level);
  make_details (self);
  g_signal_connect (self->volume, "value-changed", G_CALLBACK (on_volume),
      self);
  g_signal_connect (self->mute, "toggled", G_CALLBACK (on_mute), self);
}

static void
qos_receiver_row_class_init (QosReceiverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_receiver_row_finalize;
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
