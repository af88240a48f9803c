/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Codecs whose effect on quality is known.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  QOS_CODING_UNKNOWN, /* not rated: video, Opus, G.722, ... */
  QOS_CODING_AAC_LC,
  QOS_CODING_PCM, /* G.711, L8, L16, L24 */
  QOS_CODING_G723,
  QOS_CODING_G726_40,
  QOS_CODING_G726_32,
  QOS_CODING_G726_24,
  QOS_CODING_G726_16,
  QOS_CODING_G728,
  QOS_CODING_G729,
  QOS_CODING_GSM,
  QOS_CODING_GSM_EFR,
  QOS_N_CODINGS
} QosCoding;

/* Impairment by the codec, and robustness against loss. */
typedef struct
{
  double ie;
  double bpl;
} QosCodingTerm;

/* name: the encoding name of an RTP payload format, in any case. AAC has no
 * entry: its object type is in its config, not in its name. */
QosCoding qos_coding_for_name (const char *name);

/* Does a payload of this many bytes describe background noise, not sound? */
bool qos_coding_is_silent (QosCoding coding, uint32_t bytes);

/* kbps: bit rate of the coded audio; needed by some codings. coding: not
 * QOS_CODING_UNKNOWN. */
QosCodingTerm qos_coding_term (QosCoding coding, double kbps);
