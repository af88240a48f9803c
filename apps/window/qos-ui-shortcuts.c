/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-shortcuts.h"

/* Those without an action are handled by the charts. */
static const QosUiShortcut charts[] = {
    {"win.span(1)", "<Primary>1", "Last minute"},
    {"win.span(5)", "<Primary>2", "Last 5 minutes"},
    {"win.span(30)", "<Primary>3", "Last 30 minutes"},
    {"win.export-charts", "<Primary>e", "Export"},
    {"win.save-report", "<Primary><Shift>r", "Save a report"},
    {NULL, "Left Right", "Move the cursor to the previous or next value"},
    {NULL, "Page_Up Page_Down", "Move the cursor by a tenth of the time shown"},
    {NULL, "Home End", "Move the cursor to the start or end"},
    {NULL, "Escape", "Hide the cursor"},
    {NULL},
};

static const QosUiShortcut general[] = {
    {"win.show-help-overlay", "<Primary>F1", "Keyboard shortcuts"},
    {"win.menu", "F10", "Menu"},
    {"app.quit", "<Primary>q", "Quit"},
    {NULL},
};

/* The list of shortcuts has a second key, as in all GTK applications. */
static const gchar *const help_keys[] = {"<Primary>F1", "<Primary>question",
    NULL};

static void
add (GtkApplication *application, const QosUiShortcut *shortcuts)
{
  for (; shortcuts->title; shortcuts++)
    if (shortcuts->action)
      gtk_application_set_accels_for_action (application, shortcuts->action,
          (const gchar *[]){shortcuts->accelerator, NULL});
}

void
qos_ui_shortcuts_add (const QosUiShortcuts *own, GtkApplication *application)
{
  add (application, own->list);
  add (application, charts);
  add (application, general);
  gtk_application_set_accels_for_action (application, "win.show-help-overlay",
      help_keys);
}

static GtkWidget *
make_group (const gchar *title, const QosUiShortcut *shortcuts)
{
  GtkWidget *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", title,
      "visible", TRUE, NULL);

  for (; shortcuts->title; shortcuts++)
    gtk_container_add (GTK_CONTAINER (group),
        g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "title", shortcuts->title,
            "accelerator", shortcuts->accelerator, "visible", TRUE, NULL));
  return group;
}

GtkWidget *
qos_ui_shortcuts_window_new (const QosUiShortcuts *own)
{
  GtkWidget *window =
      g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "modal", TRUE, NULL);
  GtkWidget *section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name",
      "shortcuts", "visible", TRUE, NULL);

  gtk_container_add (GTK_CONTAINER (section),
      make_group (own->title, own->list));
  gtk_container_add (GTK_CONTAINER (section), make_group ("Charts", charts));
  gtk_container_add (GTK_CONTAINER (section), make_group ("General", general));
  gtk_container_add (GTK_CONTAINER (window), section);
  return window;
}
