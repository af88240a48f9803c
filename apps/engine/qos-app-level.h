/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The messages of the element level: the loudness.
 */
#ifndef QOS_APP_LEVEL_H
#define QOS_APP_LEVEL_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* rms, peak: of the loudest channel, dB of full scale. Returns: the SSRC of the
 * part that it is of, or 0. */
guint qos_app_level_read (GstMessage *message, gdouble *rms, gdouble *peak);

G_END_DECLS

#endif
