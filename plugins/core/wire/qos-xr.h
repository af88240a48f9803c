/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP extended reports (RFC 3611): writes and reads the two blocks that give
 * the receiver a round trip, Receiver Reference Time (4.4) and DLRR (4.5), the
 * two that say which packets arrived, Loss RLE (4.1) and Statistics Summary
 * (4.6; only loss and duplicates here), and VoIP Metrics (4.7). GStreamer 1.22
 * can only read XR. Blocks of other types are skipped.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QOS_XR_PACKET_TYPE 207

/* The header word and the sender's SSRC. */
#define QOS_XR_START_SIZE 8

/* Sizes of a packet with one RRTR block, and of one with n DLRR sub-blocks. */
#define QOS_XR_RRTR_SIZE 20
#define QOS_XR_DLRR_SIZE(n) (12 + 12 * (size_t) (n))
#define QOS_XR_DLRR_MAX 16
/* One VoIP Metrics block, without the packet's header. */
#define QOS_XR_VOIP_SIZE 36

/* Maximum sequence numbers in a Loss RLE block that we send. */
#define QOS_XR_RLE_NUMBERS 896
#define QOS_XR_RLE_CHUNKS 32
#define QOS_XR_RLE_SIZE(chunks) (12 + ((chunks) + 1) / 2 * (size_t) 4)
#define QOS_XR_RLE_SIZE_MAX QOS_XR_RLE_SIZE (QOS_XR_RLE_CHUNKS)
#define QOS_XR_SUMMARY_SIZE 40

/* Value of an unknown score. */
#define QOS_XR_UNAVAILABLE 127

typedef struct
{
  uint32_t ssrc; /* the receiver that this answers */
  uint32_t lrr;  /* middle 32 bits of its last RRTR */
  uint32_t dlrr; /* time since that came, 1/65536 s */
} QosXrDlrr;

/* VoIP Metrics as on the wire (RFC 3611 4.7). Rates and densities in 1/256. */
typedef struct
{
  uint32_t ssrc; /* the stream it is about */
  uint8_t loss_rate;
  uint8_t discard_rate;
  uint8_t burst_density;
  uint8_t gap_density;
  uint16_t burst_duration_ms;
  uint16_t gap_duration_ms;
  uint16_t round_trip_ms; /* 0 = unknown */
  uint16_t end_system_ms;
  uint8_t gmin;
  uint8_t r_factor; /* 0..100 or QOS_XR_UNAVAILABLE */
  uint8_t mos_lq;   /* 10..50, tenths, or QOS_XR_UNAVAILABLE */
  uint8_t mos_cq;
  uint8_t rx_config;
  uint16_t jb_nominal_ms;
  uint16_t jb_maximum_ms;
  uint16_t jb_abs_max_ms;
} QosXrVoip;

/* Which packets arrived. A range of sequence numbers, here and below, includes
 * begin and excludes end. */
typedef struct
{
  uint32_t ssrc; /* the stream it is about */
  uint16_t begin;
  unsigned n; /* numbers, 1..QOS_XR_RLE_NUMBERS */
  uint64_t received[QOS_XR_RLE_NUMBERS / 64]; /* bit i: begin + i was
                                               * received */
} QosXrRle;

/* The totals of a Loss RLE block. */
typedef struct
{
  uint32_t ssrc;
  uint16_t begin;
  uint16_t end;
  uint32_t lost;
  uint32_t run_max; /* lost in a row, within the block */
} QosXrLoss;

typedef struct
{
  uint32_t ssrc;
  uint16_t begin;
  uint16_t end;
  uint32_t lost;
  uint32_t duplicated;
} QosXrSummary;

/* What was found; blocks beyond the maximum are ignored. */
typedef struct
{
  uint32_t sender_ssrc;
  bool have_rrtr;
  uint64_t rrtr_ntp; /* 32.32 */
  unsigned n_dlrr;
  QosXrDlrr dlrr[QOS_XR_DLRR_MAX];
  bool have_voip; /* this and the next: the first one in the packet */
  QosXrVoip voip;
  bool have_loss;
  QosXrLoss loss;
  bool have_summary;
  QosXrSummary summary;
} QosXr;

/* Writes a whole XR packet to data, which has room for size bytes. Returns the
 * bytes written, a multiple of 4; 0 if size is too small, or n is 0 or over
 * QOS_XR_DLRR_MAX. */
size_t qos_xr_write_dlrr (uint8_t *data, size_t size, uint32_t ssrc,
    const QosXrDlrr *dlrr, unsigned n);

/* Writes the start of an XR packet, without a block yet. Returns its size, or 0
 * if size is too small. */
size_t qos_xr_start (uint8_t *data, size_t size, uint32_t ssrc);

/* Adds a block to the XR packet of packet_size bytes in data, which has room
 * for size bytes. Returns the new size of the packet; 0, with nothing changed,
 * if size is too small. *covered: numbers in the block, fewer than rle->n if
 * more than QOS_XR_RLE_CHUNKS chunks would be needed. */
size_t qos_xr_add_rrtr (uint8_t *data, size_t size, size_t packet_size,
    uint64_t ntp);
size_t qos_xr_add_voip (uint8_t *data, size_t size, size_t packet_size,
    const QosXrVoip *voip);
size_t qos_xr_add_rle (uint8_t *data, size_t size, size_t packet_size,
    const QosXrRle *rle, unsigned *covered);
size_t qos_xr_add_summary (uint8_t *data, size_t size, size_t packet_size,
    const QosXrSummary *summary);

/* at, size: a block without its header; thinning: the low 4 bits of the second
 * byte of that header. False if it is too short, is thinned, or its chunks do
 * not cover its range. */
bool qos_xr_read_rle (const uint8_t *at, size_t size, unsigned thinning,
    QosXrLoss *loss);

/* flags: the byte of the block's header that says which values are present.
 * False if size is wrong or loss is absent; an absent duplicated is 0. */
bool qos_xr_read_summary (const uint8_t *at, size_t size, uint8_t flags,
    QosXrSummary *summary);

/* data, size: one RTCP packet of a compound, from its first byte; size: its
 * length field, or less. False if it is not an XR packet or a block exceeds it;
 * blocks read before that stay in *xr. */
bool qos_xr_read (const uint8_t *data, size_t size, QosXr *xr);
