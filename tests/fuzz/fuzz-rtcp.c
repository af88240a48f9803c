/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP that is checked and read: no byte outside the span is touched, and each
 * event takes bytes of its own.
 */
#include "fuzz.h"
#include "qos-rtcp.h"

#include <stdlib.h>
#include <string.h>

/* The smallest events are the SSRCs of a BYE. */
#define EVENT_MIN 4

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* Ends where its memory ends: the sanitizer sees the first byte past the
   * end. */
  uint8_t *copy = calloc (size > 0 ? size : 1, 1);
  QosRtcpReader reader;
  QosRtcpEvent event;
  size_t events = 0;

  if (!copy)
    return 0;
  if (size > 0)
    memcpy (copy, data, size);
  if (qos_rtcp_start (&reader, copy, size)) {
    while (qos_rtcp_next (&reader, &event)) {
      FUZZ_ASSERT (reader.at <= size && ++events <= size / EVENT_MIN);
      FUZZ_ASSERT (event.kind <= QOS_RTCP_GROUP);
      if (event.kind == QOS_RTCP_SDES && event.cname)
        FUZZ_ASSERT (strlen (event.cname) < QOS_RTCP_TEXT_SIZE);
      if (event.kind == QOS_RTCP_SDES && event.name)
        FUZZ_ASSERT (strlen (event.name) < QOS_RTCP_TEXT_SIZE);
    }
    FUZZ_ASSERT (reader.end == size);
  }
  free (copy);
  return 0;
}
