/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The colours of texts have the contrast of WCAG 2.1 AA, on light and dark, in
 * rows that are selected or have left, and in bars. Needs a display.
 */
#include "qos-ui-common.h"

#include <math.h>

#define AA 4.5

static gdouble
linear (gdouble c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance (WCAG 2.1). */
static gdouble
luminance (const GdkRGBA *c)
{
  return 0.2126 * linear (c->red) + 0.7152 * linear (c->green) +
      0.0722 * linear (c->blue);
}

static GdkRGBA
put_over (const GdkRGBA *top, const GdkRGBA *below)
{
  gdouble a = top->alpha;

  return (GdkRGBA){a * top->red + (1 - a) * below->red,
      a * top->green + (1 - a) * below->green,
      a * top->blue + (1 - a) * below->blue, 1};
}

static GdkRGBA
background_of (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA below = {1, 1, 1, 1}, *own = NULL, result;

  if (parent)
    below = background_of (parent);
  gtk_style_context_get (style, gtk_style_context_get_state (style),
      GTK_STYLE_PROPERTY_BACKGROUND_COLOR, &own, NULL);
  result = put_over (own, &below);
  gdk_rgba_free (own);
  return result;
}

static void
assert_readable (GtkWidget *label, const gchar *where)
{
  GtkStyleContext *style = gtk_widget_get_style_context (label);
  GdkRGBA background = background_of (label), color;
  gdouble a, b, contrast;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style),
      &color);
  color = put_over (&color, &background);
  a = luminance (&color);
  b = luminance (&background);
  contrast = (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
  g_test_message ("%s: %.1f", where, contrast);
  if (contrast < AA)
    g_error ("%s: a contrast of %.2f, not %.1f", where, contrast, AA);
}

static const gchar *const classes[] = {"qos-figures", "qos-dim", "qos-good",
    "qos-warn", "qos-bad"};

static GtkWidget *
add_label (GtkWidget *to, const gchar *class)
{
  GtkWidget *label = gtk_label_new ("text");

  gtk_style_context_add_class (gtk_widget_get_style_context (label), class);
  gtk_container_add (GTK_CONTAINER (to), label);
  return label;
}

static void
check_row (GtkWidget *list, gboolean is_selected, gboolean has_left)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *labels[G_N_ELEMENTS (classes)];

  gtk_container_add (GTK_CONTAINER (row), box);
  gtk_container_add (GTK_CONTAINER (list), row);
  if (has_left)
    gtk_style_context_add_class (gtk_widget_get_style_context (row),
        "qos-left");
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    labels[i] = add_label (box, classes[i]);
  gtk_widget_show_all (row);
  if (is_selected)
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    gchar *where = g_strdup_printf ("%s%s%s", classes[i],
        is_selected ? ", selected" : "", has_left ? ", left" : "");

    assert_readable (labels[i], where);
    g_free (where);
  }
}

static void
check_bar (GtkWidget *box, GtkMessageType type)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *label =
      add_label (gtk_info_bar_get_content_area (GTK_INFO_BAR (bar)),
          "qos-figures");
  gchar *where = g_strdup_printf ("a bar of type %d", type);

  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), type);
  gtk_container_add (GTK_CONTAINER (box), bar);
  gtk_widget_show_all (bar);
  assert_readable (label, where);
  g_free (where);
}

static void
test_contrast (gconstpointer dark)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();

  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Adwaita",
      "gtk-enable-animations", FALSE, "gtk-application-prefer-dark-theme",
      GPOINTER_TO_INT (dark), NULL);
  qos_ui_init ();
  gtk_style_context_add_class (gtk_widget_get_style_context (list),
      "qos-senders");
  gtk_container_add (GTK_CONTAINER (window), box);
  gtk_container_add (GTK_CONTAINER (box), list);
  gtk_widget_show_all (window);
  for (guint i = 0; i < 4; i++)
    check_row (list, i & 1, i & 2);
  check_bar (box, GTK_MESSAGE_INFO);
  check_bar (box, GTK_MESSAGE_WARNING);
  check_bar (box, GTK_MESSAGE_ERROR);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    GtkWidget *label = add_label (box, classes[i]);

    gtk_widget_show (label);
    assert_readable (label, classes[i]);
  }
  gtk_widget_destroy (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check (&argc, &argv)) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_add_data_func ("/style/light", GINT_TO_POINTER (FALSE), test_contrast);
  g_test_add_data_func ("/style/dark", GINT_TO_POINTER (TRUE), test_contrast);
  return g_test_run ();
}
