/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-coding.h"

#include <math.h>
#include <stddef.h>

/* ITU-T P.1203.2, AAC-LC: 100 exp (-0.05 kbit/s) + 14.6 */
#define AAC_SCALE 100.0
#define AAC_RATE 0.05
#define AAC_MIN 14.6
#define IE_MAX 95.0

/* A decoder without concealment, rated as G.711 without concealment. */
#define BPL_NONE 4.3

/* Two rates, 6.3 and 5.3 kbit/s; 6.4 and 5.33 when calculated from the bytes of
 * their frames. */
#define G723_SLOW_IE 19.0
#define G723_BETWEEN_KBPS 5.87

/* ITU-T G.113 (2007) Appendix I, narrow band. Where it gives no Bpl, a decoder
 * without concealment is assumed. */
static const struct
{
  const char *name;
  QosCodingTerm term;
} codings[QOS_N_CODINGS] = {
    [QOS_CODING_AAC_LC] = {NULL, {AAC_MIN, BPL_NONE}},
    [QOS_CODING_PCM] = {"PCMU", {0.0, BPL_NONE}},
    [QOS_CODING_G723] = {"G723", {15.0, 16.1}},
    [QOS_CODING_G726_40] = {"G726-40", {2.0, BPL_NONE}},
    [QOS_CODING_G726_32] = {"G726-32", {7.0, BPL_NONE}},
    [QOS_CODING_G726_24] = {"G726-24", {25.0, BPL_NONE}},
    [QOS_CODING_G726_16] = {"G726-16", {50.0, BPL_NONE}},
    [QOS_CODING_G728] = {"G728", {7.0, BPL_NONE}},
    [QOS_CODING_G729] = {"G729", {11.0, 19.0}},
    [QOS_CODING_GSM] = {"GSM", {20.0, BPL_NONE}},
    [QOS_CODING_GSM_EFR] = {"GSM-EFR", {5.0, 10.0}},
};

static const struct
{
  const char *name;
  QosCoding coding;
} other_names[] = {
    {"PCMA", QOS_CODING_PCM},
    {"L8", QOS_CODING_PCM},
    {"L16", QOS_CODING_PCM},
    {"L24", QOS_CODING_PCM},
    {"G721", QOS_CODING_G726_32},
    {"AAL2-G726-40", QOS_CODING_G726_40},
    {"AAL2-G726-32", QOS_CODING_G726_32},
    {"AAL2-G726-24", QOS_CODING_G726_24},
    {"AAL2-G726-16", QOS_CODING_G726_16},
};

static char
in_capitals (char c)
{
  return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

static bool
is_name (const char *name, const char *capitals)
{
  while (*capitals && in_capitals (*name) == *capitals) {
    name++;
    capitals++;
  }
  return *capitals == 0 && *name == 0;
}

QosCoding
qos_coding_for_name (const char *name)
{
  for (int i = 0; i < QOS_N_CODINGS; i++)
    if (codings[i].name && is_name (name, codings[i].name))
      return (QosCoding) i;
  for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; i++)
    if (is_name (name, other_names[i].name))
      return other_names[i].coding;
  return QOS_CODING_UNKNOWN;
}

/* Frames of Annex B of G.729 and of Annex A of G.723.1. */
bool
qos_coding_is_silent (QosCoding coding, uint32_t bytes)
{
  switch (coding) {
    case QOS_CODING_G729:
      return bytes <= 2;
    case QOS_CODING_G723:
      return bytes <= 4;
    default:
      return bytes == 0;
  }
}

QosCodingTerm
qos_coding_term (QosCoding coding, double kbps)
{
  QosCodingTerm term = codings[coding].term;

  if (coding == QOS_CODING_AAC_LC)
    term.ie = fmin (term.ie + AAC_SCALE * exp (-AAC_RATE * kbps), IE_MAX);
  else if (coding == QOS_CODING_G723 && kbps < G723_BETWEEN_KBPS)
    term.ie = G723_SLOW_IE;
  return term;
}
