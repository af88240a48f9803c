/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-screen.h"

#include "qos-app-text.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Used if a terminal does not report its size. */
#define WIDTH 80
#define HEIGHT 24

/* Moves to the first column and clears everything after it: the table, and
 * anything typed into it. */
#define CLEAR "\r\033[J"

/* Truncates a line that the terminal considers wider than we do. */
#define NO_WRAP "\033[?7l"
#define WRAP "\033[?7h"

struct _QosAppScreen
{
  gboolean is_live;
  gboolean is_error_here; /* standard error is on the same terminal */
  GPtrArray *lines;       /* of the table */
  gboolean is_drawn;
};

QosAppScreen *
qos_app_screen_new (gboolean wants_table)
{
  QosAppScreen *self = g_new0 (QosAppScreen, 1);

  self->is_live = wants_table && isatty (STDOUT_FILENO) &&
      g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
  self->is_error_here = self->is_live && isatty (STDERR_FILENO);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
qos_app_screen_free (QosAppScreen *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

gboolean
qos_app_screen_is_live (const QosAppScreen *self)
{
  return self->is_live;
}

void
qos_app_screen_size (const QosAppScreen *self, guint *width, guint *height)
{
  struct winsize size = {0};

  *width = WIDTH;
  *height = HEIGHT;
  if (!self->is_live || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return;
  if (size.ws_col > 0)
    *width = size.ws_col;
  if (size.ws_row > 0)
    *height = size.ws_row;
}

/* ends_below: leaves the cursor below the table, instead of at its start. */
static void
write_table (QosAppScreen *self, gboolean ends_below)
{
  GString *text = g_string_new (self->is_drawn ? CLEAR NO_WRAP : NO_WRAP);
  guint n = self->lines->len, width, height;

  /* A table higher than the terminal would scroll its own start away. */
  qos_app_screen_size (self, &width, &height);
  n = MIN (n, height);
  if (n == 0 && !self->is_drawn) {
    g_string_free (text, TRUE);
    return;
  }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s",
        (const gchar *) g_ptr_array_index (self->lines, i),
        i + 1 < n || ends_below ? "\n" : "");
  g_string_append (text, ends_below ? WRAP : "\r" WRAP);
  if (!ends_below && n > 1)
    g_string_append_printf (text, "\033[%uA", n - 1);
  g_print ("%s", text->str);
  g_string_free (text, TRUE);
  self->is_drawn = n > 0 && !ends_below;
}

static void
clear (QosAppScreen *self)
{
  if (self->is_drawn)
    g_print (CLEAR);
  self->is_drawn = FALSE;
}

void
qos_app_screen_say (QosAppScreen *self, const gchar *text)
{
  clear (self);
  g_print ("%s\n", text);
  if (self->is_live)
    write_table (self, FALSE);
}

void
qos_app_screen_complain (QosAppScreen *self, const gchar *text)
{
  if (self->is_error_here)
    clear (self);
  qos_app_text_complain (text);
  if (self->is_error_here)
    write_table (self, FALSE);
}

void
qos_app_screen_draw (QosAppScreen *self, GPtrArray *lines)
{
  g_ptr_array_unref (self->lines);
  self->lines = lines;
  write_table (self, FALSE);
}

void
qos_app_screen_leave (QosAppScreen *self)
{
  if (self->is_live)
    write_table (self, TRUE);
  g_ptr_array_set_size (self->lines, 0);
}
