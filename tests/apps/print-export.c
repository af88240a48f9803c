/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Prints what tests/check-style.sh compares: without an argument the tables of
 * docs/export.md; with "fields" the fields in files, in the form of the first
 * column of tests/core/print-fields.
 */
#include "qos-app-fields.h"

#include <stdio.h>

static const QosAppFields *const all[] = {&qos_app_fields_received,
    &qos_app_fields_sent, &qos_app_fields_event, &qos_app_fields_notice};
/* Those with names from the W3C, and metrics. */
#define N_STATS 2

static const char *
find_conversion (const QosField *field)
{
  if (field->is_written_as_time)
    return "timestamp - it, in ms";
  if (!field->written || field->type != QOS_TYPE_DOUBLE)
    return "as it is";
  return qos_app_field_to_base (field, 1) < 0.005 ? "/ 1000, in s"
                                                  : "/ 100, 0 to 1";
}

static void
print_fields (const QosAppFields *fields)
{
  printf ("## `%s`\n\n| field\n|---|---|---|---|\n", fields->message);
  for (guint i = 0; i < fields->n_fields; i++)
    printf ("| `%s`\n", fields->fields[i].name);
  printf ("\n");
}

static void
print_names (const QosAppFields *fields)
{
  printf ("| field of `%s` | object | name | value |\n|---|---|---|---|\n",
      fields->message);
  for (guint i = 0; i < fields->n_fields; i++) {
    const QosField *field = &fields->fields[i];

    if (!field->written && !field->is_of_remote)
      continue;
    printf ("| `%s` | `%s` | `%s` | %s |\n", field->name,
        field->is_of_remote ? fields->remote_type : fields->type,
        field->written ? field->written : field->name, find_conversion (field));
  }
}

static void
print_metrics (const QosAppFields *fields)
{
  const char *prefix = fields == &qos_app_fields_sent ? "outbound" : "inbound";
  QosAppPicked counters = QOS_APP_PICK (fields, counter);
  QosAppPicked histograms = QOS_APP_PICK (fields, histogram);
  QosAppPicked gauges = QOS_APP_PICK (fields, gauge);

  printf ("| metric | type | of the field | by client |\n|---|---|---|---|\n");
  for (guint i = 0; i < counters.n; i++)
    printf ("| `qosaudio_%s_%s` | counter | `%s` | %s |\n", prefix,
        counters.list[i]->counter.name, counters.list[i]->name,
        counters.list[i]->counter.is_client ? "yes" : "");
  for (guint i = 0; i < histograms.n; i++)
    printf ("| `qosaudio_%s_%s` | histogram | `%s` |  |\n", prefix,
        histograms.list[i]->histogram.name, histograms.list[i]->name);
  for (guint i = 0; i < gauges.n; i++)
    printf ("| `qosaudio_%s_%s` | gauge | `%s` | yes |\n",
        gauges.list[i]->gauge.is_sum ? prefix : "client",
        gauges.list[i]->gauge.name, gauges.list[i]->name);
}

int
main (int argc, char **argv)
{
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (all); i++)
    print_fields (all[i]);
  for (guint i = 0; argc == 1 && i < N_STATS; i++)
    print_names (all[i]);
  for (guint i = 0; argc == 1 && i < N_STATS; i++)
    print_metrics (all[i]);
  return 0;
}
