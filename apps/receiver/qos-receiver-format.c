/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-format.h"

#include "qos-app-session.h"

#include <errno.h>
#include <gst/sdp/sdp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RTP_CAPS "application/x-rtp"

/* Maximum size of an SDP file. */
#define FILE_SIZE_MAX (64 * 1024)

static gboolean
refuse (GError **error, const gchar *format, const gchar *what)
{
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE, format, what);
  return FALSE;
}

/* SDP */

/* Returns: (transfer full) (nullable): with error. */
static gchar *
read_text (const gchar *file, GError **error)
{
  gchar *text = NULL;
  FILE *stream = fopen (file, "rb");
  gsize size;

  if (!stream) {
    g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_FILE,
        "Cannot read \"%s\": %s. Check its path.", file, g_strerror (errno));
    return NULL;
  }
  text = g_malloc0 (FILE_SIZE_MAX + 1);
  size = fread (text, 1, FILE_SIZE_MAX, stream);
  if (ferror (stream) || size == FILE_SIZE_MAX || strlen (text) != size ||
      !g_str_has_prefix (text, "v=0")) {
    refuse (error,
        "\"%s\" is not an SDP file: it must begin with \"v=0\". Ask the sender "
        "for its SDP.",
        file);
    g_clear_pointer (&text, g_free);
  }
  fclose (stream);
  return text;
}

static void
add_format (GstCaps *caps, const GstSDPMessage *sdp, const GstSDPMedia *media,
    guint index)
{
  const gchar *format = gst_sdp_media_get_format (media, index);
  gchar *end;
  gulong payload_type = strtoul (format, &end, 10);
  GstCaps *found;

  if (end == format || *end != '\0' || payload_type > 127)
    return;
  found = gst_sdp_media_get_caps_from_media (media, (gint) payload_type);
  if (!found)
    return;
  gst_sdp_message_attributes_to_caps (sdp, found);
  gst_sdp_media_attributes_to_caps (media, found);
  gst_structure_set_name (gst_caps_get_structure (found, 0), RTP_CAPS);
  gst_caps_append (caps, found);
}

static gboolean
is_sound (const GstSDPMedia *media)
{
  const gchar *protocol = gst_sdp_media_get_proto (media);

  return g_strcmp0 (gst_sdp_media_get_media (media), "audio") == 0 &&
      protocol && g_str_has_prefix (protocol, "RTP/AVP");
}

static GstCaps *
read_formats (const GstSDPMessage *sdp)
{
  GstCaps *caps = gst_caps_new_empty ();

  for (guint i = 0; i < gst_sdp_message_medias_len (sdp); i++) {
    const GstSDPMedia *media = gst_sdp_message_get_media (sdp, i);

    for (guint j = 0; is_sound (media) && j < gst_sdp_media_formats_len (media);
         j++)
      add_format (caps, sdp, media, j);
  }
  return caps;
}

GstCaps *
qos_receiver_format_read_sdp (const gchar *file, GError **error)
{
  g_autofree gchar *name = g_filename_display_name (file);
  g_autofree gchar *text = read_text (file, error);
  GstSDPMessage *sdp = NULL;
  GstCaps *caps = NULL;

  if (text && gst_sdp_message_new_from_text (text, &sdp) == GST_SDP_OK)
    caps = read_formats (sdp);
  g_clear_pointer (&sdp, gst_sdp_message_free);
  if (text && (!caps || gst_caps_is_empty (caps))) {
    refuse (error,
        "\"%s\" describes no RTP audio: it must have a line \"m=audio PORT "
        "RTP/AVP NUMBER\".",
        name);
    gst_clear_caps (&caps);
  }
  return caps;
}

/* Caps */

static gboolean
check_structure (const GstStructure *s, const gchar *text, GError **error)
{
  GstCaps *caps = gst_caps_new_full (gst_structure_copy (s), NULL);
  gboolean is_fixed = gst_caps_is_fixed (caps);

  gst_caps_unref (caps);
  if (!gst_structure_has_name (s, RTP_CAPS))
    return refuse (error,
        "\"%s\" are not RTP caps: they must begin with \"" RTP_CAPS "\".",
        text);
  if (!is_fixed)
    return refuse (error,
        "\"%s\" has a field with several values: give one format.", text);
  if (!gst_structure_has_field_typed (s, "clock-rate", G_TYPE_INT) ||
      !gst_structure_has_field_typed (s, "encoding-name", G_TYPE_STRING))
    return refuse (error,
        "\"%s\" is incomplete: clock-rate=NUMBER and encoding-name=NAME are "
        "needed.",
        text);
  return TRUE;
}

GstCaps *
qos_receiver_format_parse_caps (const gchar *text, GError **error)
{
  GstCaps *caps = gst_caps_from_string (text);
  gboolean ok = caps && !gst_caps_is_any (caps) && !gst_caps_is_empty (caps);

  if (!ok)
    refuse (error,
        "\"%s\" are not caps; example: \"" RTP_CAPS
        ",encoding-name=PCMA,payload=8,clock-rate=8000\".",
        text);
  for (guint i = 0; ok && i < gst_caps_get_size (caps); i++)
    ok = check_structure (gst_caps_get_structure (caps, i), text, error);
  if (!ok)
    gst_clear_caps (&caps);
  return caps;
}
