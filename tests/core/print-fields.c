/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Prints the field tables of the core in the form of docs/metrics.md.
 * tests/check-style.sh compares the two.
 */
#include "qos-snapshot.h"

#include <stdio.h>

static const char *const type_names[] = {
    [QOS_TYPE_UINT] = "uint",
    [QOS_TYPE_INT] = "int",
    [QOS_TYPE_UINT64] = "uint64",
    [QOS_TYPE_DOUBLE] = "double",
    [QOS_TYPE_BOOL] = "boolean",
    [QOS_TYPE_TEXT] = "string",
    [QOS_TYPE_COUNTS] = "array of uint64",
};

static void
print_table (const char *title, const QosField *fields, unsigned n)
{
  printf ("## `%s`\n\n", title);
  printf ("| field | type | unit | meaning, formula, source |\n");
  printf ("|---|---|---|---|\n");
  for (unsigned i = 0; i < n; i++)
    printf ("| `%s` | %s | %s | %s%s%s |\n", fields[i].name,
        type_names[fields[i].type], fields[i].unit, fields[i].meaning,
        fields[i].since ? "; since " : "",
        fields[i].since ? fields[i].since : "");
  printf ("\n");
}

int
main (void)
{
  print_table ("qosstats", qos_stream_fields, QOS_STREAM_N_FIELDS);
  print_table ("qospay", qos_sender_fields, QOS_SENDER_N_FIELDS);
  print_table ("qosevent", qos_event_fields, QOS_EVENT_N_FIELDS);
  print_table ("qosnotice", qos_notice_fields, QOS_NOTICE_N_FIELDS);
  return 0;
}
