/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The messages of the element level: the loudness.
 */
#pragma once

#include <gst/gst.h>

/* rms, peak: of the loudest channel, dB of full scale. Returns: the SSRC of the
 * part that it is of, or 0. */
guint qos_app_level_read (GstMessage *message, gdouble *rms, gdouble *peak);
