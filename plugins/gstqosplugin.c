/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Registration only.
 */
#include "config.h"

#include "gstqosext.h"
#include "gstqospay.h"
#include "gstqossink.h"
#include "gstqossrc.h"
#include "gstqosstats.h"

static gboolean
plugin_init (GstPlugin *plugin)
{
  gboolean ok = TRUE;

  ok &= GST_ELEMENT_REGISTER (qospay, plugin);
  ok &= GST_ELEMENT_REGISTER (qosstats, plugin);
  ok &= GST_ELEMENT_REGISTER (qossink, plugin);
  ok &= GST_ELEMENT_REGISTER (qossrc, plugin);
  ok &= GST_ELEMENT_REGISTER (qosrtphdrextsendtime, plugin);
  ok &= GST_ELEMENT_REGISTER (qosrtphdrextcodec, plugin);
  return ok;
}

GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, qosaudio,
    "Live audio over RTP with its network quality measured", plugin_init,
    VERSION, "LGPL", PACKAGE, "gst-qosaudio")
