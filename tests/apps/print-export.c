/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Prints what tests/check-style.sh compares: without an argument the tables of
 * docs/export.md, with "fields" the fields that files have, as the first
 * column of what tests/core/print-fields prints.
 */
#include "qos-app-fields.h"
#include "qos-app-metrics-table.h"

#include <stdio.h>

static const QosAppFields *const all[] = {&qos_app_fields_received,
    &qos_app_fields_sent, &qos_app_fields_event, &qos_app_fields_notice};
/* Those with names of the W3C's and metrics. */
#define N_STATS 2

static const char *const conversions[] = {
    [QOS_APP_AS_IT_IS] = "as it is",
    [QOS_APP_MS_TO_S] = "/ 1000, in s",
    [QOS_APP_PERCENT_TO_RATIO] = "/ 100, 0 to 1",
    [QOS_APP_AGE_MS_TO_TIMESTAMP_MS] = "timestamp - it, in ms",
};

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
    const QosAppField *field = &fields->fields[i];

    if (!field->written_name && !field->is_of_remote)
      continue;
    printf ("| `%s` | `%s` | `%s` | %s |\n", field->name,
        field->is_of_remote ? fields->remote_type : fields->type,
        field->written_name ? field->written_name : field->name,
        conversions[field->conversion]);
  }
}

static void
print_metrics (const QosAppFields *fields)
{
  const QosAppMetricsTable *table = qos_app_metrics_table (fields->message);

  printf ("| metric | type | of the field | by client |\n|---|---|---|---|\n");
  for (guint i = 0; i < table->n_counters; i++)
    printf ("| `qosaudio_%s_%s` | counter | `%s` | %s |\n", table->prefix,
        table->counters[i].name, table->counters[i].field,
        table->counters[i].is_client ? "yes" : "");
  for (guint i = 0; i < table->n_histograms; i++)
    printf ("| `qosaudio_%s_%s` | histogram | `%s` |  |\n", table->prefix,
        table->histograms[i].name, table->histograms[i].field);
  for (guint i = 0; i < table->n_gauges; i++)
    if (table->gauges[i].is_sum)
      printf ("| `qosaudio_%s_%s` | gauge | `%s` | yes |\n", table->prefix,
          table->gauges[i].name, table->gauges[i].field);
    else
      printf ("| `qosaudio_client_%s` | gauge | `%s` | yes |\n",
          table->gauges[i].name, table->gauges[i].field);
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
