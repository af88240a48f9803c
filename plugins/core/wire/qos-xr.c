/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-xr.h"

#include "qos-bytes.h"

#include <string.h>

enum
{
  BLOCK_RLE = 1,
  BLOCK_RRTR = 4,
  BLOCK_DLRR = 5,
  BLOCK_SUMMARY = 6,
  BLOCK_VOIP = 7,
};

#define PACKET_HEADER QOS_XR_START_SIZE
#define BLOCK_HEADER 4
#define SUB_BLOCK 12
#define VOIP_LENGTH (QOS_XR_VOIP_SIZE - BLOCK_HEADER)
#define SUMMARY_HAS_LOSS 0x80
#define SUMMARY_HAS_DUPLICATES 0x40
#define SUMMARY_LENGTH (QOS_XR_SUMMARY_SIZE - BLOCK_HEADER)

#define CHUNK_VECTOR 0x8000
#define CHUNK_RECEIVED 0x4000
#define VECTOR_BITS 15
#define RUN_MAX 0x3fff

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

/* Starts a block of block_size bytes after the packet_size bytes of the packet
 * in data, which has room for size bytes. specific: the second byte of its
 * header. Returns: the block; NULL, with nothing changed, if size is too
 * small. */
static uint8_t *
add_block (uint8_t *data, size_t size, size_t packet_size, uint8_t type,
    uint8_t specific, size_t block_size)
{
  uint8_t *block = data + packet_size;

  if (size < packet_size + block_size)
    return NULL;
  qos_write_u16 (data + 2, (uint16_t) ((packet_size + block_size) / 4 - 1));
  block[0] = type;
  block[1] = specific;
  qos_write_u16 (block + 2, (uint16_t) (block_size / 4 - 1));
  return block;
}

size_t
qos_xr_add_rrtr (uint8_t *data, size_t size, size_t packet_size, uint64_t ntp)
{
  const size_t block_size = QOS_XR_RRTR_SIZE - QOS_XR_START_SIZE;
  uint8_t *at = add_block (data, size, packet_size, BLOCK_RRTR, 0, block_size);

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
  at = add_block (data, size, qos_xr_start (data, size, ssrc), BLOCK_DLRR, 0,
      BLOCK_HEADER + n * SUB_BLOCK);
  if (!at)
    return 0;
  at += BLOCK_HEADER;
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
  uint8_t *at =
      add_block (data, size, packet_size, BLOCK_VOIP, 0, QOS_XR_VOIP_SIZE);

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

static bool
was_received (const QosXrRle *rle, unsigned i)
{
  return (rle->received[i / 64] >> (i % 64) & 1) != 0;
}

/* Makes the next chunk, for the numbers from i on. Returns how many it
 * covers. */
static unsigned
make_chunk (const QosXrRle *rle, unsigned i, uint16_t *chunk)
{
  bool received = was_received (rle, i);
  unsigned run = 1, bits = 0;

  while (i + run < rle->n && was_received (rle, i + run) == received)
    run++;
  if (run >= VECTOR_BITS || i + run == rle->n) {
    *chunk = (uint16_t) ((received ? CHUNK_RECEIVED : 0) | run);
    return run;
  }
  *chunk = CHUNK_VECTOR;
  for (; bits < VECTOR_BITS && i + bits < rle->n; bits++)
    if (was_received (rle, i + bits))
      *chunk |= (uint16_t) (1 << (VECTOR_BITS - 1 - bits));
  return bits;
}

size_t
qos_xr_add_rle (uint8_t *data, size_t size, size_t packet_size,
    const QosXrRle *rle, unsigned *covered)
{
  uint16_t chunks[QOS_XR_RLE_CHUNKS + 1] = {0};
  unsigned n = 0, i = 0;
  uint8_t *at;

  while (i < rle->n && n < QOS_XR_RLE_CHUNKS)
    i += make_chunk (rle, i, &chunks[n++]);
  at = add_block (data, size, packet_size, BLOCK_RLE, 0, QOS_XR_RLE_SIZE (n));
  if (!at)
    return 0;
  *covered = i;
  qos_write_u32 (at + 4, rle->ssrc);
  qos_write_u16 (at + 8, rle->begin);
  qos_write_u16 (at + 10, (uint16_t) (rle->begin + i));
  /* An odd number of chunks is padded with a null chunk. */
  for (unsigned c = 0; c < (n + 1) / 2 * 2; c++)
    qos_write_u16 (at + 12 + 2 * c, chunks[c]);
  return packet_size + QOS_XR_RLE_SIZE (n);
}

size_t
qos_xr_add_summary (uint8_t *data, size_t size, size_t packet_size,
    const QosXrSummary *summary)
{
  uint8_t *at = add_block (data, size, packet_size, BLOCK_SUMMARY,
      SUMMARY_HAS_LOSS | SUMMARY_HAS_DUPLICATES, QOS_XR_SUMMARY_SIZE);

  if (!at)
    return 0;
  memset (at + 4, 0, QOS_XR_SUMMARY_SIZE - 4);
  qos_write_u32 (at + 4, summary->ssrc);
  qos_write_u16 (at + 8, summary->begin);
  qos_write_u16 (at + 10, summary->end);
  qos_write_u32 (at + 12, summary->lost);
  qos_write_u32 (at + 16, summary->duplicated);
  return packet_size + QOS_XR_SUMMARY_SIZE;
}

typedef struct
{
  unsigned left; /* numbers of the range that no chunk has covered yet */
  uint32_t run;
  QosXrLoss *loss;
} Reading;

static void
count_numbers (Reading *reading, unsigned n, bool received)
{
  if (n > reading->left)
    n = reading->left;
  reading->left -= n;
  if (received || n == 0) {
    if (n > 0)
      reading->run = 0;
    return;
  }
  reading->run += n;
  reading->loss->lost += n;
  if (reading->run > reading->loss->run_max)
    reading->loss->run_max = reading->run;
}

static void
read_chunk (Reading *reading, uint16_t chunk)
{
  if (!(chunk & CHUNK_VECTOR)) {
    count_numbers (reading, chunk & RUN_MAX, (chunk & CHUNK_RECEIVED) != 0);
    return;
  }
  for (unsigned bit = VECTOR_BITS; bit-- > 0;)
    count_numbers (reading, 1, (chunk >> bit & 1) != 0);
}

bool
qos_xr_read_rle (const uint8_t *at, size_t size, unsigned thinning,
    QosXrLoss *loss)
{
  Reading reading = {.loss = loss};

  memset (loss, 0, sizeof *loss);
  if (size < 8 || thinning != 0)
    return false;
  loss->ssrc = qos_read_u32 (at);
  loss->begin = qos_read_u16 (at + 4);
  loss->end = qos_read_u16 (at + 6);
  reading.left = (uint16_t) (loss->end - loss->begin);
  for (size_t i = 8; i + 2 <= size; i += 2) {
    uint16_t chunk = qos_read_u16 (at + i);

    if (chunk == 0) /* RFC 3611 4.1.3: the end */
      break;
    read_chunk (&reading, chunk);
  }
  return reading.left == 0;
}

bool
qos_xr_read_summary (const uint8_t *at, size_t size, uint8_t flags,
    QosXrSummary *summary)
{
  memset (summary, 0, sizeof *summary);
  if (size != SUMMARY_LENGTH || !(flags & SUMMARY_HAS_LOSS))
    return false;
  summary->ssrc = qos_read_u32 (at);
  summary->begin = qos_read_u16 (at + 4);
  summary->end = qos_read_u16 (at + 6);
  summary->lost = qos_read_u32 (at + 8);
  if (flags & SUMMARY_HAS_DUPLICATES)
    summary->duplicated = qos_read_u32 (at + 12);
  return true;
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
  const uint8_t *at = block + BLOCK_HEADER;

  switch (block[0]) {
    case BLOCK_RLE:
      if (!xr->have_loss)
        xr->have_loss =
            qos_xr_read_rle (at, length, block[1] & 0x0f, &xr->loss);
      break;
    case BLOCK_RRTR:
      if (length != 8)
        break;
      xr->have_rrtr = true;
      xr->rrtr_ntp = (uint64_t) qos_read_u32 (at) << 32 | qos_read_u32 (at + 4);
      break;
    case BLOCK_DLRR:
      read_dlrr (at, length, xr);
      break;
    case BLOCK_SUMMARY:
      if (!xr->have_summary)
        xr->have_summary =
            qos_xr_read_summary (at, length, block[1], &xr->summary);
      break;
    case BLOCK_VOIP:
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
  while (end - at >= BLOCK_HEADER) {
    size_t length = 4 * (size_t) qos_read_u16 (data + at + 2);

    if (length > end - at - BLOCK_HEADER)
      return false;
    read_block (data + at, length, xr);
    at += BLOCK_HEADER + length;
  }
  return true;
}
