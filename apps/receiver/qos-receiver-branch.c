/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-branch.h"

#include "qos-app-part.h"
#include "qos-receiver-mixer.h"

/* The number of consecutive damaged units, balanced against good ones, after
 * which a decoder fails: about two seconds. */
#define ERRORS_MAX 100

/* Limits for the output of a decoder. */
#define RATE_MAX 192000
#define CHANNELS_MAX 8

/* The output formats of qossrc's depayloaders. */
static const struct
{
  const gchar *media_type;
  const gchar *name;
  const gchar *decoder;
} codecs[] = {
    {"audio/mpeg", "AAC", "avdec_aac"},
    {"audio/x-opus", "Opus", "opusdec"},
    {"audio/x-raw", "PCM", "identity"},
    {"audio/x-mulaw", "G.711 mu-law", "mulawdec"},
    {"audio/x-alaw", "G.711 A-law", "alawdec"},
    {"audio/G722", "G.722", "avdec_g722"},
};

/* The first match of the caps; before the first buffer a depayloader lists all
 * its formats. */
static gint
find_codec (const GstCaps *caps)
{
  for (guint at = 0; at < gst_caps_get_size (caps); at++)
    for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
      if (gst_structure_has_name (gst_caps_get_structure (caps, at),
              codecs[i].media_type))
        return (gint) i;
  return -1;
}

static const gchar *
find_decoder (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_query_caps (pad, NULL);
  gint codec = find_codec (caps);

  return codec < 0 ? NULL : codecs[codec].decoder;
}

static guint
ssrc_of (GstPad *pad)
{
  guint ssrc = 0;

  qos_app_part_read (GST_OBJECT_CAST (pad), "src", &ssrc);
  return ssrc;
}

static gboolean
is_format_ok (const GstCaps *caps)
{
  const GstStructure *s = gst_caps_get_structure (caps, 0);
  gint rate = 0, channels = 0;

  return gst_structure_get_int (s, "rate", &rate) && rate <= RATE_MAX &&
      gst_structure_get_int (s, "channels", &channels) &&
      channels <= CHANNELS_MAX;
}

/* The bytes from a sender may make a decoder change its format at any time, but
 * each element after it must see only one. Another format is an error, and
 * qossrc restarts the sender. user: the caps seen, owned by the probe. */
static GstPadProbeReturn
hold_format (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstCaps **held = user, *caps;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) {
    if (*held && !gst_caps_is_empty (*held))
      return GST_PAD_PROBE_OK;
    gst_buffer_unref (GST_PAD_PROBE_INFO_BUFFER (info));
    GST_PAD_PROBE_INFO_FLOW_RETURN (info) = GST_FLOW_ERROR;
    return GST_PAD_PROBE_HANDLED;
  }
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  gst_event_parse_caps (GST_PAD_PROBE_INFO_EVENT (info), &caps);
  if (!*held && is_format_ok (caps)) {
    *held = gst_caps_ref (caps);
    return GST_PAD_PROBE_OK;
  }
  if (*held && gst_caps_is_equal (*held, caps))
    return GST_PAD_PROBE_OK;
  GST_INFO_OBJECT (pad, "refused %" GST_PTR_FORMAT, caps);
  gst_caps_take (held, gst_caps_new_empty ());
  return GST_PAD_PROBE_DROP;
}

static void
free_held (gpointer user)
{
  GstCaps **held = user;

  gst_clear_caps (held);
  g_free (held);
}

/* EOS must not reach level, which would divide by a rate of 0 if it has had no
 * sound yet, nor the mixer, which would end with its only sender. */
static GstPadProbeReturn
drop_end (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS
      ? GST_PAD_PROBE_DROP
      : GST_PAD_PROBE_OK;
}

static void
guard_level (GstElement *bin, guint ssrc)
{
  g_autoptr (GstElement) level =
      qos_app_part_find (bin, QOS_APP_PART_LEVEL, ssrc);
  g_autoptr (GstPad) sink = gst_element_get_static_pad (level, "sink");

  gst_pad_add_probe (sink, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, drop_end, NULL,
      NULL);
}

static void
guard_decoder (GstElement *bin, guint ssrc)
{
  g_autoptr (GstElement) decoder =
      qos_app_part_find (bin, QOS_APP_PART_DECODER, ssrc);
  g_autoptr (GstPad) src = gst_element_get_static_pad (decoder, "src");

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (decoder), "max-errors"))
    g_object_set (decoder, "max-errors", ERRORS_MAX, NULL);
  gst_pad_add_probe (src,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
      hold_format, g_new0 (GstCaps *, 1), free_held);
}

/* Returns: (transfer floating) (nullable): NULL if an element is missing. */
static GstElement *
make_bin (const gchar *decoder, guint ssrc)
{
  g_autofree gchar *name = qos_app_part_name (QOS_APP_PART_SENDER, ssrc);
  g_autofree gchar *text =
      g_strdup_printf ("%s name=" QOS_APP_PART_DECODER
                       "_%u ! audioconvert ! audioresample ! "
                       "audio/x-raw,rate=48000,channels=2 ! " QOS_APP_LEVEL
                           QOS_APP_PART_LEVEL
                       "_%u ! volume name=" QOS_APP_PART_VOLUME "_%u",
          decoder, ssrc, ssrc, ssrc);
  GstElement *bin = gst_parse_bin_from_description_full (text, TRUE, NULL,
      GST_PARSE_FLAG_FATAL_ERRORS, NULL);

  if (bin) {
    gst_object_set_name (GST_OBJECT_CAST (bin), name);
    guard_decoder (bin, ssrc);
    guard_level (bin, ssrc);
  }
  return bin;
}

void
qos_receiver_branch_add (GstElement *source, GstPad *pad, gpointer mixer)
{
  g_autoptr (GstObject) pipeline =
      gst_object_get_parent (GST_OBJECT_CAST (source));
  const gchar *decoder = find_decoder (pad);
  GstElement *bin = decoder ? make_bin (decoder, ssrc_of (pad)) : NULL;
  g_autoptr (GstPad) sink = NULL;
  g_autoptr (GstPad) src = NULL;
  g_autoptr (GstPad) mixer_pad = NULL;

  if (!pipeline)
    return;
  if (!bin) {
    GST_ELEMENT_WARNING (source, CORE, MISSING_PLUGIN,
        ("A sender cannot be played: the GStreamer element %s is missing. "
         "Install gstreamer1.0-plugins-good and gstreamer1.0-libav.",
            decoder ? decoder : "for its format"),
        ("%" GST_PTR_FORMAT, pad));
    return;
  }
  gst_bin_add (GST_BIN_CAST (pipeline), bin);
  sink = gst_element_get_static_pad (bin, "sink");
  src = gst_element_get_static_pad (bin, "src");
  mixer_pad = gst_element_request_pad_simple (mixer, "sink_%u");
  gst_pad_link (src, mixer_pad);
  gst_element_sync_state_with_parent (bin);
  gst_pad_link (pad, sink);
}

void
qos_receiver_branch_remove (GstElement *source, GstPad *pad, gpointer mixer)
{
  g_autoptr (GstElement) pipeline =
      GST_ELEMENT_CAST (gst_object_get_parent (GST_OBJECT_CAST (source)));
  g_autoptr (GstElement) bin = pipeline
      ? qos_app_part_find (pipeline, QOS_APP_PART_SENDER, ssrc_of (pad))
      : NULL;
  g_autoptr (GstPad) src = NULL;
  g_autoptr (GstPad) mixer_pad = NULL;

  if (!bin)
    return;
  src = gst_element_get_static_pad (bin, "src");
  mixer_pad = gst_pad_get_peer (src);
  gst_element_set_locked_state (bin, TRUE);
  gst_element_set_state (bin, GST_STATE_NULL);
  if (mixer_pad) {
    gst_pad_unlink (src, mixer_pad);
    qos_receiver_mixer_release (mixer, g_steal_pointer (&mixer_pad));
  }
  gst_bin_remove (GST_BIN_CAST (pipeline), bin);
}

gboolean
qos_receiver_branch_owns (GstObject *from)
{
  g_autoptr (GstObject) parent = NULL;
  guint ssrc;

  if (qos_app_part_read (from, QOS_APP_PART_SENDER, &ssrc))
    return TRUE;
  parent = gst_object_get_parent (from);
  return parent && qos_receiver_branch_owns (parent);
}

void
qos_receiver_branch_set_volume (GstElement *pipeline, guint ssrc,
    gdouble volume, gboolean is_muted)
{
  g_autoptr (GstElement) element =
      qos_app_part_find (pipeline, QOS_APP_PART_VOLUME, ssrc);

  if (element)
    g_object_set (element, "volume", volume, "mute", is_muted, NULL);
}

/* Returns: (transfer full) (nullable). */
static GstCaps *
caps_at (GstElement *element, const gchar *pad_name)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  return gst_pad_get_current_caps (pad);
}

/* encoded has the codec, decoded its contents. */
static gchar *
describe (const GstCaps *encoded, const GstCaps *decoded)
{
  const GstStructure *s = gst_caps_get_structure (decoded, 0);
  gint codec = find_codec (encoded), rate = 0, channels = 0;
  GString *text;

  if (codec < 0)
    return NULL;
  text = g_string_new (codecs[codec].name);
  gst_structure_get_int (s, "rate", &rate);
  gst_structure_get_int (s, "channels", &channels);
  if (rate > 0)
    g_string_append_printf (text, " %g kHz", rate / 1000.0);
  if (channels == 1)
    g_string_append (text, " mono");
  else if (channels == 2)
    g_string_append (text, " stereo");
  else if (channels > 2)
    g_string_append_printf (text, " %d channels", channels);
  return g_string_free (text, FALSE);
}

gchar *
qos_receiver_branch_codec (GstElement *pipeline, guint ssrc)
{
  g_autoptr (GstElement) decoder =
      qos_app_part_find (pipeline, QOS_APP_PART_DECODER, ssrc);
  g_autoptr (GstCaps) encoded = decoder ? caps_at (decoder, "sink") : NULL;
  g_autoptr (GstCaps) decoded = decoder ? caps_at (decoder, "src") : NULL;

  return encoded && decoded ? describe (encoded, decoded) : NULL;
}
