/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is one RTCP packet. What is read from it is written again, and must
 * read the same.
 */
#include "fuzz.h"

#include "qos-xr.h"

#include <string.h>

static void
check_rrtr (const QosXr *xr)
{
  uint8_t data[QOS_XR_RRTR_SIZE];
  QosXr again;

  FUZZ_ASSERT (qos_xr_add_rrtr (data, sizeof data,
                   qos_xr_start (data, sizeof data, xr->sender_ssrc),
                   xr->rrtr_ntp) == sizeof data);
  FUZZ_ASSERT (qos_xr_read (data, sizeof data, &again));
  FUZZ_ASSERT (again.sender_ssrc == xr->sender_ssrc);
  FUZZ_ASSERT (again.have_rrtr && again.rrtr_ntp == xr->rrtr_ntp);
  FUZZ_ASSERT (again.n_dlrr == 0);
}

static void
check_dlrr (const QosXr *xr)
{
  uint8_t data[QOS_XR_DLRR_SIZE (QOS_XR_DLRR_MAX)];
  size_t size = qos_xr_write_dlrr (data, sizeof data, xr->sender_ssrc, xr->dlrr,
      xr->n_dlrr);
  QosXr again;

  FUZZ_ASSERT (size == QOS_XR_DLRR_SIZE (xr->n_dlrr));
  FUZZ_ASSERT (qos_xr_read (data, size, &again));
  FUZZ_ASSERT (again.sender_ssrc == xr->sender_ssrc);
  FUZZ_ASSERT (!again.have_rrtr && again.n_dlrr == xr->n_dlrr);
  for (unsigned i = 0; i < xr->n_dlrr; i++) {
    FUZZ_ASSERT (again.dlrr[i].ssrc == xr->dlrr[i].ssrc);
    FUZZ_ASSERT (again.dlrr[i].lrr == xr->dlrr[i].lrr);
    FUZZ_ASSERT (again.dlrr[i].dlrr == xr->dlrr[i].dlrr);
  }
}

static void
check_voip (const QosXr *xr)
{
  uint8_t data[QOS_XR_RRTR_SIZE + QOS_XR_VOIP_SIZE];
  size_t size = qos_xr_add_rrtr (data, sizeof data,
      qos_xr_start (data, sizeof data, xr->sender_ssrc), 1);
  QosXr again;

  size = qos_xr_add_voip (data, sizeof data, size, &xr->voip);
  FUZZ_ASSERT (size == sizeof data);
  FUZZ_ASSERT (qos_xr_read (data, size, &again) && again.have_voip);
  FUZZ_ASSERT (memcmp (&again.voip, &xr->voip, sizeof xr->voip) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  QosXr xr;

  /* What was read before an error is kept, and counts too. */
  if (qos_xr_read (data, size, &xr))
    FUZZ_ASSERT (size >= 8);
  FUZZ_ASSERT (xr.n_dlrr <= QOS_XR_DLRR_MAX);
  FUZZ_ASSERT (12 * (size_t) xr.n_dlrr <= size);
  if (xr.have_rrtr)
    check_rrtr (&xr);
  if (xr.n_dlrr > 0)
    check_dlrr (&xr);
  if (xr.have_loss)
    FUZZ_ASSERT (xr.loss.run_max <= xr.loss.lost &&
        xr.loss.lost <= (uint16_t) (xr.loss.end - xr.loss.begin));
  if (xr.have_voip)
    check_voip (&xr);
  return 0;
}
