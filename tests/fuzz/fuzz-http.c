/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is an HTTP request that comes in pieces. It is answered as soon as
 * it is complete, and only GET / and /metrics get a page.
 */
#include "fuzz.h"

#include "qos-app-http.h"

#include <string.h>

static bool
is_known (guint status)
{
  return status == 0 || status == 200 || status == 400 || status == 404 ||
      status == 405 || status == 421 || status == 431;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const gchar *head = (const gchar *) data;
  gsize length = MIN (size, QOS_APP_HTTP_HEAD_MAX);
  guint status = qos_app_http_status (head, length);

  FUZZ_ASSERT (is_known (status));
  FUZZ_ASSERT (status != 0 || length < QOS_APP_HTTP_HEAD_MAX);
  FUZZ_ASSERT (status != 431 || length == QOS_APP_HTTP_HEAD_MAX);
  if (status == 200)
    FUZZ_ASSERT (length > 15 &&
        (memcmp (head, "GET /metrics", 12) == 0 ||
            memcmp (head, "GET / ", 6) == 0 ||
            memcmp (head, "GET /?", 6) == 0));
  if (length == 0)
    return 0;
  /* Without the last byte the answer was the same, or the request was not
   * complete, or had no zero yet. */
  if (qos_app_http_status (head, length - 1) != 0)
    FUZZ_ASSERT (
        status == 400 || status == qos_app_http_status (head, length - 1));
  return 0;
}
