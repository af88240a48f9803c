/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-xr-loss.h"

#include "qos-bytes.h"
#include "qos-xr-block.h"

#include <string.h>

#define SUMMARY_HAS_LOSS 0x80
#define SUMMARY_HAS_DUPLICATES 0x40
#define SUMMARY_LENGTH (QOS_XR_SUMMARY_SIZE - 4)

#define CHUNK_VECTOR 0x8000
#define CHUNK_RECEIVED 0x4000
#define VECTOR_BITS 15
#define RUN_MAX 0x3fff

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
  at = qos_xr_add_block (data, size, packet_size, QOS_XR_BLOCK_RLE, 0,
      QOS_XR_RLE_SIZE (n));
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
  uint8_t *at = qos_xr_add_block (data, size, packet_size, QOS_XR_BLOCK_SUMMARY,
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
