/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosclocksync.h"

#include "gstqosfield.h"

#define ERROR_MAX (10 * GST_SECOND)

GType
gst_qos_clock_sync_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
      {GST_QOS_CLOCK_SYNC_EXCHANGE,
          "Estimated from the times in reports and packets", "exchange"},
      {GST_QOS_CLOCK_SYNC_SYSTEM, "Both hosts' clocks are synchronised",
          "system"},
      {0, NULL, NULL},
  };

  if (g_once_init_enter (&type)) {
    GType made = g_enum_register_static ("GstQosClockSync", values);

    g_once_init_leave (&type, made);
  }
  return type;
}

void
gst_qos_clock_sync_install (GObjectClass *klass, guint id, gsize sync_offset,
    gsize error_offset)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  gst_qos_field_install (klass, id, sync_offset,
      g_param_spec_enum ("clock-sync", "Clock synchronisation",
          "How the other end's clock is known, for one-way delays",
          GST_TYPE_QOS_CLOCK_SYNC, GST_QOS_CLOCK_SYNC_EXCHANGE, flags));
  gst_qos_field_install (klass, id, error_offset,
      g_param_spec_uint64 ("clock-sync-error", "Clock synchronisation error",
          "With clock-sync=system: how far apart the hosts' clocks may be "
          "(ns), the delay-error-ms of the messages",
          0, ERROR_MAX, GST_MSECOND, flags));
}
