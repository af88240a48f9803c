/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-mos.h"

#include <math.h>

/* ITU-T P.1203.2, AAC-LC: 100 exp (-0.05 kbit/s) + 14.6 */
#define CODING_SCALE 100.0
#define CODING_RATE 0.05
#define CODING_LEAST 14.6

/* Robustness against loss of a decoder that conceals nothing: ITU-T G.113
 * Appendix I, G.711 without concealment. */
#define BPL 4.3
#define IMPAIRMENT_MAX 95.0

#define MOS_LEAST 1.05
#define MOS_MOST 4.9

static double
coding_impairment (double kbps)
{
  double impairment = CODING_SCALE * exp (-CODING_RATE * kbps) + CODING_LEAST;

  return fmin (impairment, IMPAIRMENT_MAX);
}

/* G.107 7.3, Ie,eff. Of high loss in long bursts the share would exceed 1, and a
 * better codec then make it worse. */
static double
loss_impairment (double coding, double percent, double burst_ratio)
{
  double share;

  if (percent <= 0.0)
    return coding;
  share = percent / (percent / fmax (burst_ratio, 1.0) + BPL);
  return coding + (IMPAIRMENT_MAX - coding) * fmin (share, 1.0);
}

/* G.107 7.4, Idd. */
static double
delay_impairment (double delay_ms)
{
  double x;

  if (delay_ms <= 100.0)
    return 0.0;
  x = log2 (delay_ms / 100.0);
  return 25.0 *
      (pow (1.0 + pow (x, 6.0), 1.0 / 6.0) -
          3.0 * pow (1.0 + pow (x / 3.0, 6.0), 1.0 / 6.0) + 2.0);
}

double
qos_mos_r_factor (const QosMosInput *input)
{
  double impairment = loss_impairment (coding_impairment (input->media_kbps),
      input->loss_percent, input->burst_ratio);
  double delay = input->has_delay ? delay_impairment (input->delay_ms) : 0.0;

  return fmin (100.0, fmax (0.0, 100.0 - impairment - delay));
}

double
qos_mos_from_r (double r)
{
  /* The cubic falls a little below its start at R up to 6. */
  double mos = MOS_LEAST + (MOS_MOST - MOS_LEAST) / 100.0 * r +
      r * (r - 60.0) * (100.0 - r) * 7e-6;

  return fmin (MOS_MOST, fmax (MOS_LEAST, mos));
}
