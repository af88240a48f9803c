/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-tips.h"

static const struct
{
  const gchar *field;
  const gchar *text;
} tips[] = {
    {"address", "Address and UDP port that the packets come from"},
    {"codec", "How the sound is encoded, its sample rate and channels"},
    {"missing",
        "Sound that could not be played in the last 10 s, because packets were "
        "lost or late"},
    {"lost", "Packets of the last 10 s that never arrived"},
    {"late",
        "Packets of the last 10 s that arrived too late to be played; a longer "
        "playout delay would save them"},
    {"jitter-ms",
        "How unevenly packets arrive: the mean change of their transit time "
        "(RFC 3550)"},
    {"rtt-ms", "Time to the other end and back"},
    {"mouth-to-ear-ms",
        "Delay from the sender's microphone to your loudspeaker: network, "
        "playout delay and sound cards"},
    {"wire-kbps", "Network bandwidth of this stream, including all headers"},
    {"packets-received", "Packets received since the start"},
    {"last", "Size and time of the last packet"},
    {"mos",
        "Estimated quality of the last 10 s, from 1 (bad) to 4.9 "
        "(excellent), as listeners would rate it (MOS)"},
    {"remote-mos",
        "The receiver's estimate of the quality in the last 10 s, from 1 (bad) "
        "to 4.9 (excellent) (MOS)"},
};

const gchar *
qos_ui_tip (const gchar *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (tips); i++)
    if (g_strcmp0 (tips[i].field, field) == 0)
      return tips[i].text;
  return NULL;
}
