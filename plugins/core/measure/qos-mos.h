/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An estimate of the quality of a codec over a path: the structure of ITU-T
 * G.107 (R = 100 - coding and loss - delay) with the coding term of ITU-T
 * P.1203.2 for AAC-LC and of G.113 for others, burst-aware loss of G.107 7.3
 * and delay of G.107 7.4 (Idd). The published root mean square error of such
 * models is 0.39 MOS.
 */
#pragma once

#include "qos-coding.h"

#include <stdbool.h>

typedef struct
{
  QosCoding coding;    /* not QOS_CODING_UNKNOWN */
  double media_kbps;   /* bit rate of the coded audio, > 0 */
  double loss_percent; /* of packets in the interval, 0..100 */
  double burst_ratio;  /* G.107 BurstR, values below 1 count as 1 */
  bool has_delay;      /* otherwise it is rated for listening only */
  double delay_ms;     /* one way, best known value */
} QosMosInput;

/* Returns R, 0..100: falls with loss, bursts and delay, grows with the rate. */
double qos_mos_r_factor (const QosMosInput *input);

/* r_factor: 0..100. Returns the mean opinion score, 1.05..4.9 (ITU-T P.1203.2,
 * its R to MOS); grows with r_factor. */
double qos_mos_from_r (double r_factor);
