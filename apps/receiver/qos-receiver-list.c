/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-list.h"

#include "qos-app-crowd.h"
#include "qos-app-text.h"

/* Maximum number of senders with a remembered notice: it arrives before the
 * first numbers. */
#define NOTICES_MAX 256

/* Maximum number of names with remembered volume and mute. */
#define SETTINGS_MAX 256

/* The user's settings for a name. */
typedef struct
{
  gdouble volume;
  gboolean is_muted;
  guint64 touched;
} Settings;

struct _QosReceiverList
{
  GtkListBox parent;

  GHashTable *rows;   /* SSRC to QosReceiverRow, which belong to the list */
  QosAppCrowd *crowd; /* the streams that have rows */
  GQueue left;        /* rows that have ended, the earliest first */
  QosAppHistories *histories;
  GtkSizeGroup *columns[QOS_RECEIVER_ROW_NUMBERS];
  GHashTable *settings; /* name to Settings */
  GHashTable *notices;  /* SSRC to text */
  guint64 touches;
};

enum
{
  SIGNAL_VOLUME,
  SIGNAL_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosReceiverList, qos_receiver_list, GTK_TYPE_LIST_BOX)

/* What is remembered */

/* Returns: (transfer full) (nullable): the name under which a sender is
 * remembered; NULL if it has announced none. */
static gchar *
find_name (const GstStructure *stats)
{
  const QosField *fields[] = {QOS_STREAM (NAME), QOS_STREAM (CNAME)};

  for (guint i = 0; stats && i < G_N_ELEMENTS (fields); i++) {
    const gchar *text = qos_app_string (stats, fields[i]);
    gchar *clean = text ? qos_app_text_clean (text) : NULL;

    if (clean && *clean)
      return clean;
    g_free (clean);
  }
  return NULL;
}

static void
forget_oldest (QosReceiverList *self)
{
  GHashTableIter iter;
  gpointer name, value, oldest = NULL;
  guint64 touched = G_MAXUINT64;

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    const Settings *kept = value;

    if (kept->touched >= touched)
      continue;
    touched = kept->touched;
    oldest = name;
  }
  if (oldest)
    g_hash_table_remove (self->settings, oldest);
}

static void
remember (QosReceiverList *self, QosReceiverRow *row)
{
  gchar *name = find_name (qos_receiver_row_stats (row));
  Settings *kept;

  if (!name)
    return;
  if (!g_hash_table_contains (self->settings, name) &&
      g_hash_table_size (self->settings) >= SETTINGS_MAX)
    forget_oldest (self);
  kept = g_new (Settings, 1);
  *kept = (Settings){qos_receiver_row_volume (row),
      qos_receiver_row_is_muted (row), ++self->touches};
  g_hash_table_replace (self->settings, name, kept);
}

/* A sender announces its name after its first packets. What the user has set
 * for it by then takes precedence. */
static void
recall (QosReceiverList *self, QosReceiverRow *row)
{
  g_autofree gchar *name = find_name (qos_receiver_row_stats (row));
  const Settings *kept =
      name ? g_hash_table_lookup (self->settings, name) : NULL;

  if (name &&
      (qos_receiver_row_volume (row) != 1 || qos_receiver_row_is_muted (row)))
    remember (self, row);
  else if (kept)
    qos_receiver_row_set (row, kept->volume, kept->is_muted);
}

static void
on_volume (QosReceiverList *self, gdouble volume, gboolean is_muted,
    QosReceiverRow *row)
{
  remember (self, row);
  g_signal_emit (self, signals[SIGNAL_VOLUME], 0, qos_receiver_row_ssrc (row),
      volume, is_muted);
}

/* Rows */

QosReceiverRow *
qos_receiver_list_find (QosReceiverList *self, guint ssrc)
{
  return g_hash_table_lookup (self->rows, GUINT_TO_POINTER (ssrc));
}

QosReceiverRow *
qos_receiver_list_selected (QosReceiverList *self)
{
  return (QosReceiverRow *) gtk_list_box_get_selected_row (GTK_LIST_BOX (self));
}

void
qos_receiver_list_show (QosReceiverList *self, QosReceiverRow *row)
{
  gtk_list_box_select_row (GTK_LIST_BOX (self), GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static QosReceiverRow *
make_row (QosReceiverList *self, guint ssrc)
{
  QosReceiverRow *row = qos_receiver_row_new (ssrc, self->columns);

  g_hash_table_insert (self->rows, GUINT_TO_POINTER (ssrc), row);
  g_signal_connect_object (row, "volume", G_CALLBACK (on_volume), self,
      G_CONNECT_SWAPPED);
  return row;
}

static void
remove_row (QosReceiverList *self, QosReceiverRow *row)
{
  guint ssrc = qos_receiver_row_ssrc (row);
  gboolean was_selected = qos_receiver_list_selected (self) == row;
  GtkListBoxRow *first;

  g_queue_remove (&self->left, row);
  g_hash_table_remove (self->rows, GUINT_TO_POINTER (ssrc));
  gtk_container_remove (GTK_CONTAINER (self), GTK_WIDGET (row));
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self), 0);
  if (was_selected && first)
    gtk_list_box_select_row (GTK_LIST_BOX (self), first);
  qos_app_histories_leave (self->histories, ssrc, TRUE);
}

/* Senders that have left are the last to be selected. */
static void
note_left (QosReceiverList *self, QosReceiverRow *row)
{
  if (g_queue_find (&self->left, row))
    return;
  g_queue_push_tail (&self->left, row);
  qos_app_histories_leave (self->histories, qos_receiver_row_ssrc (row), FALSE);
  if (g_queue_get_length (&self->left) > QOS_RECEIVER_LIST_LEFT_MAX)
    remove_row (self, g_queue_peek_head (&self->left));
}

static void
update_row (QosReceiverList *self, QosReceiverRow *row, gboolean is_new,
    const GstStructure *stats, const gchar *codec)
{
  g_autofree gchar *name = find_name (qos_receiver_row_stats (row));

  qos_receiver_row_update (row, stats, codec);
  if (!name)
    recall (self, row);
  if (is_new)
    gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (row));
  if (!qos_receiver_list_selected (self))
    gtk_list_box_select_row (GTK_LIST_BOX (self), GTK_LIST_BOX_ROW (row));
}

gint
qos_receiver_list_add (QosReceiverList *self, const GstStructure *stats,
    const gchar *codec)
{
  guint ssrc = qos_app_ssrc (stats);
  QosReceiverRow *row = qos_receiver_list_find (self, ssrc);
  gboolean is_new = row == NULL;
  gboolean has_room = qos_app_crowd_add (self->crowd, stats);
  QosAppHistory *history;

  if (is_new && (!has_room || qos_app_has (stats, QOS_STREAM (END_REASON))))
    return -1;
  if (is_new)
    row = make_row (self, ssrc);
  update_row (self, row, is_new, stats, codec);
  if (qos_receiver_row_has_ended (row)) {
    note_left (self, row);
    return -1;
  }
  g_queue_remove (&self->left, row);
  history = qos_app_histories_get (self->histories, ssrc);
  return history ? qos_app_history_add (history, qos_app_history_now (), stats)
                 : -1;
}

const QosAppEvent *
qos_receiver_list_add_event (QosReceiverList *self, const GstStructure *event,
    gdouble time_s)
{
  QosAppHistory *history;
  guint ssrc = qos_app_ssrc (event);

  if (!qos_receiver_list_find (self, ssrc))
    return NULL;
  history = qos_app_histories_get (self->histories, ssrc);
  return history
      ? qos_app_events_add (qos_app_history_events (history), time_s, event)
      : NULL;
}

void
qos_receiver_list_add_notice (QosReceiverList *self, guint ssrc,
    const gchar *text)
{
  if (g_hash_table_size (self->notices) >= NOTICES_MAX)
    g_hash_table_remove_all (self->notices);
  g_hash_table_replace (self->notices, GUINT_TO_POINTER (ssrc),
      g_strdup (text));
}

const gchar *
qos_receiver_list_notice (QosReceiverList *self, QosReceiverRow *row)
{
  return g_hash_table_lookup (self->notices,
      GUINT_TO_POINTER (qos_receiver_row_ssrc (row)));
}

void
qos_receiver_list_end (QosReceiverList *self)
{
  GList *rows = g_hash_table_get_values (self->rows);

  for (GList *at = rows; at; at = at->next) {
    qos_receiver_row_end (at->data);
    note_left (self, at->data);
  }
  g_list_free (rows);
  qos_app_crowd_clear (self->crowd);
}

void
qos_receiver_list_clear (QosReceiverList *self)
{
  while (!g_queue_is_empty (&self->left))
    remove_row (self, g_queue_peek_head (&self->left));
}

QosAppHistory *
qos_receiver_list_history (QosReceiverList *self, QosReceiverRow *row)
{
  return qos_app_histories_get (self->histories, qos_receiver_row_ssrc (row));
}

QosAppHistory *
qos_receiver_list_look_at (QosReceiverList *self)
{
  QosReceiverRow *row = qos_receiver_list_selected (self);

  return row
      ? qos_app_histories_look_at (self->histories, qos_receiver_row_ssrc (row))
      : NULL;
}

/* States */

static QosAppHealthState
state_of (QosReceiverRow *row)
{
  return qos_receiver_row_has_ended (row)
      ? QOS_APP_HEALTH_GONE
      : qos_app_health_look (qos_receiver_row_health (row))->state;
}

static gboolean
is_worse (QosReceiverRow *a, QosReceiverRow *b)
{
  const QosAppHealthLook *of_a, *of_b;

  if (state_of (a) != state_of (b))
    return state_of (a) > state_of (b);
  of_a = qos_app_health_look (qos_receiver_row_health (a));
  of_b = qos_app_health_look (qos_receiver_row_health (b));
  return of_a->missing_percent > of_b->missing_percent;
}

QosReceiverRow *
qos_receiver_list_worst (QosReceiverList *self)
{
  GHashTableIter iter;
  gpointer row;
  QosReceiverRow *worst = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (!qos_receiver_row_has_ended (row) && (!worst || is_worse (row, worst)))
      worst = row;
  return worst;
}

void
qos_receiver_list_count (QosReceiverList *self, guint counts[QOS_APP_N_HEALTH])
{
  GHashTableIter iter;
  gpointer row;

  for (guint i = 0; i < QOS_APP_N_HEALTH; i++)
    counts[i] = 0;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    counts[state_of (row)]++;
}

guint
qos_receiver_list_left_out (QosReceiverList *self)
{
  return qos_app_crowd_left_out (self->crowd);
}

/* The widget */

static gint
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user)
{
  return g_strcmp0 (qos_receiver_row_key (QOS_RECEIVER_ROW (a)),
      qos_receiver_row_key (QOS_RECEIVER_ROW (b)));
}

static void
on_selected (QosReceiverList *self, GtkListBoxRow *row, gpointer user)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
qos_receiver_list_dispose (GObject *object)
{
  g_signal_handlers_disconnect_by_func (object, on_selected, NULL);
  G_OBJECT_CLASS (qos_receiver_list_parent_class)->dispose (object);
}

static void
qos_receiver_list_finalize (GObject *object)
{
  QosReceiverList *self = QOS_RECEIVER_LIST (object);

  for (guint i = 0; i < QOS_RECEIVER_ROW_NUMBERS; i++)
    g_object_unref (self->columns[i]);
  g_queue_clear (&self->left);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->notices);
  qos_app_histories_free (self->histories);
  qos_app_crowd_free (self->crowd);
  G_OBJECT_CLASS (qos_receiver_list_parent_class)->finalize (object);
}

static void
qos_receiver_list_init (QosReceiverList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->crowd = qos_app_crowd_new (QOS_APP_CROWD_SHOWN);
  self->settings =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notices = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->histories = qos_app_histories_new (&qos_app_fields_received);
  for (guint i = 0; i < QOS_RECEIVER_ROW_NUMBERS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self), compare_rows, NULL, NULL);
  g_signal_connect (self, "row-selected", G_CALLBACK (on_selected), NULL);
}

static void
qos_receiver_list_class_init (QosReceiverListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_receiver_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = qos_receiver_list_finalize;
  signals[SIGNAL_VOLUME] =
      g_signal_new ("volume", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
          G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST,
      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}
