/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-media.h"

/* RFC 3551 6, and its predecessor. */
#define COMFORT_NOISE 13
#define COMFORT_NOISE_OLD 19

bool
qos_media_is_noise (unsigned payload_type)
{
  return payload_type == COMFORT_NOISE || payload_type == COMFORT_NOISE_OLD;
}

bool
qos_media_is_aside (const QosMedia *media, unsigned payload_type)
{
  return media->is_known ? media->type != payload_type
                         : qos_media_is_noise (payload_type);
}

static bool
set_type (QosMedia *media, unsigned payload_type)
{
  *media = (QosMedia){.is_known = true, .type = (uint8_t) payload_type};
  return true;
}

bool
qos_media_packet (QosMedia *media, unsigned payload_type, uint32_t timestamp)
{
  int32_t ahead = (int32_t) (timestamp - media->other_timestamp);

  if (qos_media_is_noise (payload_type))
    return false;
  if (!media->is_known)
    return set_type (media, payload_type);
  if (payload_type == media->type) {
    media->n_others = 0;
    return false;
  }
  if (media->n_others > 0 && media->other == payload_type && ahead < 0)
    return false; /* overtaken */
  /* An event repeats the timestamp of its start. */
  if (media->other != payload_type || ahead == 0)
    media->n_others = 0;
  media->other = (uint8_t) payload_type;
  media->other_timestamp = timestamp;
  return ++media->n_others >= QOS_MEDIA_CHANGE_AFTER &&
      set_type (media, payload_type);
}
