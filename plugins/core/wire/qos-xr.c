/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-xr.h"

#include "qos-bytes.h"
#include "qos-xr-block.h"

#include <string.h>

#define PACKET_HEADER QOS_XR_START_SIZE
#define SUB_BLOCK 12
#define VOIP_LENGTH (QOS_XR_VOIP_SIZE - QOS_XR_BLOCK_HEADER)

size_t
qos_xr_start (uint8_t *data, size_t size, uint32_t ssrc)
{
  if (size < QOS_XR_START_SIZE)
    return 0;
  data[0] = 2 << 6;
  data[1] = QOS_XR_PACKET_TYPE;
  qos_write_u16 (data + 2, QOS_XR_START_SIZE / 4 - 1);
  qos_write_u32 (data + 4, ssrc);
  return QOS_XR_START_SIZE;
}

size_t
qos_xr_add_rrtr (uint8_t *data, size_t size, size_t packet_size, uint64_t ntp)
{
  const size_t block_size = QOS_XR_RRTR_SIZE - QOS_XR_START_SIZE;
  uint8_t *at = qos_xr_add_block (data, size, packet_size, QOS_XR_BLOCK_RRTR, 0,
      block_size);

  if (!at)
    return 0;
  qos_write_u32 (at + 4, (uint32_t) (ntp >> 32));
  qos_write_u32 (at + 8, (uint32_t) ntp);
  return packet_size + block_size;
}

size_t
qos_xr_write_dlrr (uint8_t *data, size_t size, uint32_t ssrc,
    const QosXrDlrr *dlrr, unsigned n)
{
  uint8_t *at;

  if (n == 0 || n > QOS_XR_DLRR_MAX)
    return 0;
  at = qos_xr_add_block (data, size, qos_xr_start (data, size, ssrc),
      QOS_XR_BLOCK_DLRR, 0, QOS_XR_BLOCK_HEADER + n * SUB_BLOCK);
  if (!at)
    return 0;
  at += QOS_XR_BLOCK_HEADER;
  for (unsigned i = 0; i < n; i++, at += SUB_BLOCK) {
    qos_write_u32 (at, dlrr[i].ssrc);
    qos_write_u32 (at + 4, dlrr[i].lrr);
    qos_write_u32 (at + 8, dlrr[i].dlrr);
  }
  return QOS_XR_DLRR_SIZE (n);
}

size_t
qos_xr_add_voip (uint8_t *data, size_t size, size_t packet_size,
    const QosXrVoip *voip)
{
  uint8_t *at = qos_xr_add_block (data, size, packet_size, QOS_XR_BLOCK_VOIP, 0,
      QOS_XR_VOIP_SIZE);

  if (!at)
    return 0;
  qos_write_u32 (at + 4, voip->ssrc);
  at[8] = voip->loss_rate;
  at[9] = voip->discard_rate;
  at[10] = voip->burst_density;
  at[11] = voip->gap_density;
  qos_write_u16 (at + 12, voip->burst_duration_ms);
  qos_write_u16 (at + 14, voip->gap_duration_ms);
  qos_write_u16 (at + 16, voip->round_trip_ms);
  qos_write_u16 (at + 18, voip->end_system_ms);
  at[20] = at[21] = at[22] = QOS_XR_UNAVAILABLE; /* levels and echo */
  at[23] = voip->gmin;
  at[24] = voip->r_factor;
  at[25] = QOS_XR_UNAVAILABLE; /* of another network beyond this one */
  at[26] = voip->mos_lq;
  at[27] = voip->mos_cq;
  at[28] = voip->rx_config;
  at[29] = 0;
  qos_write_u16 (at + 30, voip->jb_nominal_ms);
  qos_write_u16 (at + 32, voip->jb_maximum_ms);
  qos_write_u16 (at + 34, voip->jb_abs_max_ms);
  return packet_size + QOS_XR_VOIP_SIZE;
}

/* at: after the block's header. */
static void
read_voip (const uint8_t *at, QosXr *xr)
{
  QosXrVoip *voip = &xr->voip;

  xr->have_voip = true;
  voip->ssrc = qos_read_u32 (at);
  voip->loss_rate = at[4];
  voip->discard_rate = at[5];
  voip->burst_density = at[6];
  voip->gap_density = at[7];
  voip->burst_duration_ms = qos_read_u16 (at + 8);
  voip->gap_duration_ms = qos_read_u16 (at + 10);
  voip->round_trip_ms = qos_read_u16 (at + 12);
  voip->end_system_ms = qos_read_u16 (at + 14);
  voip->gmin = at[19];
  voip->r_factor = at[20];
  voip->mos_lq = at[22];
  voip->mos_cq = at[23];
  voip->rx_config = at[24];
  voip->jb_nominal_ms = qos_read_u16 (at + 26);
  voip->jb_maximum_ms = qos_read_u16 (at + 28);
  voip->jb_abs_max_ms = qos_read_u16 (at + 30);
}

static void
read_dlrr (const uint8_t *at, size_t size, QosXr *xr)
{
  for (; size >= SUB_BLOCK; at += SUB_BLOCK, size -= SUB_BLOCK) {
    if (xr->n_dlrr == QOS_XR_DLRR_MAX)
      return;
    xr->dlrr[xr->n_dlrr].ssrc = qos_read_u32 (at);
    xr->dlrr[xr->n_dlrr].lrr = qos_read_u32 (at + 4);
    xr->dlrr[xr->n_dlrr].dlrr = qos_read_u32 (at + 8);
    xr->n_dlrr++;
  }
}

/* block: including its header; length: without it. */
static void
read_block (const uint8_t *block, size_t length, QosXr *xr)
{
  const uint8_t *at = block + QOS_XR_BLOCK_HEADER;

  switch (block[0]) {
    case QOS_XR_BLOCK_RLE:
      if (!xr->have_loss)
        xr->have_loss =
            qos_xr_read_rle (at, length, block[1] & 0x0f, &xr->loss);
      break;
    case QOS_XR_BLOCK_RRTR:
      if (length != 8)
        break;
      xr->have_rrtr = true;
      xr->rrtr_ntp = (uint64_t) qos_read_u32 (at) << 32 | qos_read_u32 (at + 4);
      break;
    case QOS_XR_BLOCK_DLRR:
      read_dlrr (at, length, xr);
      break;
    case QOS_XR_BLOCK_SUMMARY:
      if (!xr->have_summary)
        xr->have_summary =
            qos_xr_read_summary (at, length, block[1], &xr->summary);
      break;
    case QOS_XR_BLOCK_VOIP:
      if (length == VOIP_LENGTH && !xr->have_voip)
        read_voip (at, xr);
      break;
    default:
      break;
  }
}

bool
qos_xr_read (const uint8_t *data, size_t size, QosXr *xr)
{
  size_t at = PACKET_HEADER;
  size_t end;

  memset (xr, 0, sizeof *xr);
  if (size < PACKET_HEADER || data[0] >> 6 != 2 ||
      data[1] != QOS_XR_PACKET_TYPE)
    return false;
  end = 4 * ((size_t) qos_read_u16 (data + 2) + 1);
  if (end > size || end < PACKET_HEADER)
    return false;

  if (data[0] & 0x20) { /* padding: its last byte is its length */
    if (data[end - 1] == 0 || data[end - 1] > end - PACKET_HEADER)
      return false;
    end -= data[end - 1];
  }
  xr->sender_ssrc = qos_read_u32 (data + 4);
  while (end - at >= QOS_XR_BLOCK_HEADER) {
    size_t length = 4 * (size_t) qos_read_u16 (data + at + 2);

    if (length > end - at - QOS_XR_BLOCK_HEADER)
      return false;
    read_block (data + at, length, xr);
    at += QOS_XR_BLOCK_HEADER + length;
  }
  return true;
}
