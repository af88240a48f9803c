/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-mos.h"

#include <math.h>

#define IMPAIRMENT_MAX 95.0

#define MOS_MIN 1.05
#define MOS_MAX 4.9

/* G.107 7.3, Ie,eff. For high loss in long bursts the share would exceed 1, and
 * a better codec would then make it worse. */
static double
loss_impairment (const QosCodingTerm *term, double percent, double burst_ratio)
{
  double share;

  if (percent <= 0.0)
    return term->ie;
  share = percent / (percent / fmax (burst_ratio, 1.0) + term->bpl);
  return term->ie + (IMPAIRMENT_MAX - term->ie) * fmin (share, 1.0);
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
  QosCodingTerm term = qos_coding_term (input->coding, input->media_kbps);
  double impairment =
      loss_impairment (&term, input->loss_percent, input->burst_ratio);
  double delay = input->has_delay ? delay_impairment (input->delay_ms) : 0.0;

  return fmin (100.0, fmax (0.0, 100.0 - impairment - delay));
}

double
qos_mos_from_r (double r)
{
  /* For R up to 6 the cubic is slightly below its start. */
  double mos = MOS_MIN + (MOS_MAX - MOS_MIN) / 100.0 * r +
      r * (r - 60.0) * (100.0 - r) * 7e-6;

  return fmin (MOS_MAX, fmax (MOS_MIN, mos));
}
