/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP extended reports, byte by byte as in RFC 3611 2, 4.4 and 4.5.
 */
#include "qos-xr.h"

#include "test-util.h"

#include <string.h>

#define SSRC 0x01020304
#define NTP UINT64_C (0x1122334455667788)

static const uint8_t rrtr_packet[QOS_XR_RRTR_SIZE] = {0x80, 207, 0, 4, 1, 2, 3,
    4, 4, 0, 0, 2, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88};

static const uint8_t dlrr_packet[QOS_XR_DLRR_SIZE (2)] = {0x80, 207, 0, 8, 1, 2,
    3, 4, 5, 0, 0, 6, 0, 0, 0, 10, 0xb7, 5, 0x20, 0, 0, 5, 0x40, 0, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xfd};

static const QosXrDlrr dlrr_blocks[2] = {{10, 0xb7052000, 0x54000},
    {0xffffffff, 0xfffffffe, 0xfffffffd}};

static void
test_write_rrtr (void)
{
  uint8_t data[QOS_XR_RRTR_SIZE];

  g_assert_cmpuint (qos_xr_add_rrtr (data, sizeof data,
                        qos_xr_start (data, sizeof data, SSRC), NTP),
      ==, sizeof data);
  assert_bytes (data, sizeof data, rrtr_packet, sizeof rrtr_packet);
}

static void
test_write_dlrr (void)
{
  uint8_t data[QOS_XR_DLRR_SIZE (2)];

  g_assert_cmpuint (qos_xr_write_dlrr (data, sizeof data, SSRC, dlrr_blocks, 2),
      ==, sizeof data);
  assert_bytes (data, sizeof data, dlrr_packet, sizeof dlrr_packet);
}

static const uint8_t voip_packet[QOS_XR_RRTR_SIZE + QOS_XR_VOIP_SIZE] = {0x80,
    207, 0, 13, 1, 2, 3, 4, 4, 0, 0, 2, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66,
    0x77, 0x88, 7, 0, 0, 8, 0x0a, 0x0b, 0x0c, 0x0d, 13, 7, 200, 5, 0, 120, 0x0f,
    0xa0, 0, 33, 0, 60, 127, 127, 127, 16, 88, 127, 41, 40, 0x20, 0, 0, 100, 0,
    101, 0, 102};

static const QosXrVoip voip_block = {0x0a0b0c0d, 13, 7, 200, 5, 120, 4000, 33,
    60, 16, 88, 41, 40, 0x20, 100, 101, 102};

static void
test_voip (void)
{
  uint8_t data[sizeof voip_packet];
  QosXr xr;

  memcpy (data, rrtr_packet, sizeof rrtr_packet);
  g_assert_cmpuint (qos_xr_add_voip (data, sizeof data - 1, QOS_XR_RRTR_SIZE,
                        &voip_block),
      ==, 0);
  assert_bytes (data, QOS_XR_RRTR_SIZE, rrtr_packet, sizeof rrtr_packet);
  g_assert_cmpuint (qos_xr_add_voip (data, sizeof data, QOS_XR_RRTR_SIZE,
                        &voip_block),
      ==, sizeof data);
  assert_bytes (data, sizeof data, voip_packet, sizeof voip_packet);
  g_assert_true (qos_xr_read (data, sizeof data, &xr));
  g_assert_true (xr.have_rrtr && xr.have_voip);
  assert_bytes (&xr.voip, sizeof xr.voip, &voip_block, sizeof voip_block);
  data[23] = 7; /* a block of another length is not one */
  data[3] = 12;
  g_assert_true (qos_xr_read (data, sizeof data - 4, &xr));
  g_assert_false (xr.have_voip);
}

static void
test_write_needs_room (void)
{
  uint8_t data[QOS_XR_DLRR_SIZE (QOS_XR_DLRR_MAX + 1)];
  QosXrDlrr blocks[QOS_XR_DLRR_MAX + 1];

  memset (blocks, 0x11, sizeof blocks);
  for (size_t size = 0; size < QOS_XR_RRTR_SIZE; size++)
    g_assert_cmpuint (qos_xr_add_rrtr (data, size,
                          qos_xr_start (data, size, SSRC), NTP),
        ==, 0);
  for (unsigned n = 1; n <= QOS_XR_DLRR_MAX; n++) {
    size_t size = QOS_XR_DLRR_SIZE (n);

    g_assert_cmpuint (qos_xr_write_dlrr (data, size - 1, SSRC, blocks, n), ==,
        0);
    g_assert_cmpuint (qos_xr_write_dlrr (data, size, SSRC, blocks, n), ==,
        size);
    g_assert_cmpuint (data[3], ==, size / 4 - 1);
  }
  g_assert_cmpuint (qos_xr_write_dlrr (data, sizeof data, SSRC, blocks, 0), ==,
      0);
  g_assert_cmpuint (qos_xr_write_dlrr (data, sizeof data, SSRC, blocks,
                        QOS_XR_DLRR_MAX + 1),
      ==, 0);
}

static void
test_read_rrtr (void)
{
  QosXr xr;

  g_assert_true (qos_xr_read (rrtr_packet, sizeof rrtr_packet, &xr));
  g_assert_cmphex (xr.sender_ssrc, ==, SSRC);
  g_assert_true (xr.have_rrtr);
  g_assert_cmphex (xr.rrtr_ntp, ==, NTP);
  g_assert_cmpuint (xr.n_dlrr, ==, 0);
}

static void
test_read_dlrr (void)
{
  QosXr xr;

  g_assert_true (qos_xr_read (dlrr_packet, sizeof dlrr_packet, &xr));
  g_assert_cmphex (xr.sender_ssrc, ==, SSRC);
  g_assert_false (xr.have_rrtr);
  g_assert_cmpuint (xr.n_dlrr, ==, 2);
  assert_bytes (xr.dlrr, sizeof dlrr_blocks, dlrr_blocks, sizeof dlrr_blocks);
}

typedef struct
{
  const char *what;
  size_t size;
  uint8_t data[64];
  bool is_xr;
  bool have_rrtr;
  unsigned n_dlrr;
} ReadRow;

#define RRTR 4, 0, 0, 2, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88
#define DLRR 5, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 7
/* RFC 3611 4.6, 4.7: other programs send statistics summaries (9 words) and
 * VoIP metrics (8). Here they stand for an unknown type with one word. */
#define OTHER 200, 0, 0, 1, 1, 2, 3, 4

static const ReadRow read_rows[] = {
    {"nothing", 0, {0}, false, false, 0},
    {"header word only", 4, {0x80, 207, 0, 0}, false, false, 0},
    {"no blocks", 8, {0x80, 207, 0, 1, 0, 0, 0, 5}, true, false, 0},
    {"wrong type", 8, {0x80, 206, 0, 1, 0, 0, 0, 5}, false, false, 0},
    {"wrong version", 8, {0x40, 207, 0, 1, 0, 0, 0, 5}, false, false, 0},
    {"reserved bits set", 20, {0x9f, 207, 0, 4, 0, 0, 0, 5, RRTR}, true, true,
        0},
    {"both", 36, {0x80, 207, 0, 8, 0, 0, 0, 5, RRTR, DLRR}, true, true, 1},
    {"unknown first", 28, {0x80, 207, 0, 6, 0, 0, 0, 5, OTHER, RRTR}, true,
        true, 0},
    {"unknown between", 44, {0x80, 207, 0, 10, 0, 0, 0, 5, RRTR, OTHER, DLRR},
        true, true, 1},
    {"empty unknown", 24, {0x80, 207, 0, 5, 0, 0, 0, 5, 99, 0, 0, 0, RRTR},
        true, true, 0},
    {"empty DLRR", 12, {0x80, 207, 0, 2, 0, 0, 0, 5, 5, 0, 0, 0}, true, false,
        0},
    {"two DLRR blocks", 40, {0x80, 207, 0, 9, 0, 0, 0, 5, DLRR, DLRR}, true,
        false, 2},
    {"RRTR of 1 word", 16,
        {0x80, 207, 0, 3, 0, 0, 0, 5, 4, 0, 0, 1, 1, 2, 3, 4}, true, false, 0},
    {"block longer than the packet", 20,
        {0x80, 207, 0, 4, 0, 0, 0, 5, 4, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8},
        false, false, 0},
    {"longest block length", 12, {0x80, 207, 0, 2, 0, 0, 0, 5, 9, 0, 255, 255},
        false, false, 0},
    {"good block, then a bad one", 24,
        {0x80, 207, 0, 5, 0, 0, 0, 5, RRTR, 5, 0, 0, 9}, false, true, 0},
    {"packets after it are not its blocks", 32,
        {0x80, 207, 0, 4, 0, 0, 0, 5, RRTR, 4, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0},
        true, true, 0},
};

static void
test_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (read_rows); i++) {
    const ReadRow *row = &read_rows[i];
    uint8_t *data = g_memdup2 (row->data, row->size);
    QosXr xr;
    bool is_xr;

    memset (&xr, 0xff, sizeof xr);
    is_xr = qos_xr_read (data, row->size, &xr);
    if (is_xr != row->is_xr)
      g_test_message ("row: %s", row->what);
    g_assert_cmpint (is_xr, ==, row->is_xr);
    g_assert_cmpint (xr.have_rrtr, ==, row->have_rrtr);
    g_assert_cmpuint (xr.n_dlrr, ==, row->n_dlrr);
    if (xr.have_rrtr)
      g_assert_cmphex (xr.rrtr_ntp, ==, NTP);
    g_free (data);
  }
}

/* RFC 3550 6.4.1: the last packet of a compound may end in padding, which its
 * length field counts. */
static void
test_padding_is_not_a_block (void)
{
  static const uint8_t data[] = {0xa0, 207, 0, 5, 0, 0, 0, 5, RRTR, 0, 0, 0, 4};
  QosXr xr;

  g_assert_true (qos_xr_read (data, sizeof data, &xr));
  g_assert_true (xr.have_rrtr);
  g_assert_cmphex (xr.rrtr_ntp, ==, NTP);
  g_assert_cmpuint (xr.n_dlrr, ==, 0);
}

static void
test_every_cut_is_refused (void)
{
  for (size_t size = 0; size < sizeof dlrr_packet; size++) {
    uint8_t *data = g_memdup2 (dlrr_packet, size);
    QosXr xr;

    g_assert_false (qos_xr_read (data, size, &xr));
    g_assert_cmpuint (xr.n_dlrr, <=, 2);
    g_free (data);
  }
}

static void
test_sub_blocks_over_the_maximum (void)
{
  enum
  {
    N = QOS_XR_DLRR_MAX + 4
  };
  uint8_t data[QOS_XR_DLRR_SIZE (N)] = {0x80, 207, 0,
      QOS_XR_DLRR_SIZE (N) / 4 - 1, 0, 0, 0, 5, 5, 0, 0, 3 * N};
  QosXr xr;

  for (unsigned i = 0; i < N; i++)
    data[QOS_XR_DLRR_SIZE (i) + 3] = (uint8_t) (i + 1);
  g_assert_true (qos_xr_read (data, sizeof data, &xr));
  g_assert_cmpuint (xr.n_dlrr, ==, QOS_XR_DLRR_MAX);
  for (unsigned i = 0; i < QOS_XR_DLRR_MAX; i++)
    g_assert_cmpuint (xr.dlrr[i].ssrc, ==, i + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xr/write-rrtr", test_write_rrtr);
  g_test_add_func ("/xr/write-dlrr", test_write_dlrr);
  g_test_add_func ("/xr/write-needs-room", test_write_needs_room);
  g_test_add_func ("/xr/read-rrtr", test_read_rrtr);
  g_test_add_func ("/xr/read-dlrr", test_read_dlrr);
  g_test_add_func ("/xr/read", test_read);
  g_test_add_func ("/xr/padding-is-not-a-block", test_padding_is_not_a_block);
  g_test_add_func ("/xr/every-cut-is-refused", test_every_cut_is_refused);
  g_test_add_func ("/xr/sub-blocks-over-the-maximum",
      test_sub_blocks_over_the_maximum);
  g_test_add_func ("/xr/voip", test_voip);
  return g_test_run ();
}
