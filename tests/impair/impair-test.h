// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The little TAP that the tests of `impair` need, without GLib.

#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static unsigned tap_count;
static unsigned tap_failed;

// Prints "ok N - name" or "not ok N - name".
__attribute__ ((format (printf, 2, 3))) static void
check (bool is_good, const char *format, ...)
{
  va_list arguments;

  tap_count++;
  if (!is_good)
    tap_failed++;
  printf ("%sok %u - ", is_good ? "" : "not ", tap_count);
  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
}

// Prints the plan; returns the exit status of the test.
static int
finish (void)
{
  printf ("1..%u\n", tap_count);
  return tap_failed == 0 ? 0 : 1;
}
