/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The check that RTCP passes before it is read: no byte outside the span is
 * touched, and what is well-formed can be walked packet by packet.
 */
#include "fuzz.h"
#include "qos-bytes.h"
#include "qos-group.h"
#include "qos-rtcp.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* Ends where its memory ends: the sanitizer sees the first byte behind. */
  uint8_t *copy = calloc (size > 0 ? size : 1, 1);
  size_t at = 0;

  if (!copy)
    return 0;
  if (size > 0)
    memcpy (copy, data, size);
  if (qos_rtcp_is_well_formed (copy, size)) {
    while (at < size) {
      QosGroupPacket group;

      FUZZ_ASSERT (size - at >= 4);
      qos_group_read (copy + at, size - at, &group);
      at += 4 * ((size_t) qos_read_u16 (copy + at + 2) + 1);
    }
    FUZZ_ASSERT (at == size);
  }
  free (copy);
  return 0;
}
