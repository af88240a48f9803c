/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-capture.h"

#include "qos-pcapng.h"
#include "qos-unpack.h"

#include <errno.h>
#include <gst/gst.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <sys/stat.h>

/* Size of one read from the file. */
#define BUFFER_SIZE (1024 * 1024)
/* The value of LINKTYPE_RAW in files. */
#define LINKTYPE_RAW 101

struct _QosCapture
{
  FILE *file;        /* as stored */
  FILE *unpacked;    /* its uncompressed contents; owns file if that is
                      * another one */
  pcap_t *pcap;      /* (nullable): owns unpacked */
  QosPcapng *pcapng; /* (nullable) */
  gchar *buffer;
  gchar *name;       /* for display */
  QosLink link;      /* of pcap */
  gchar *other_link; /* (nullable) */
  guint64 size;
};

/* type: the value in files, or libpcap's, which differ for IP. */
static QosLink
find_link (guint type)
{
  static const struct
  {
    guint type;
    QosLink link;
  } links[] = {
      {DLT_EN10MB, QOS_LINK_ETHERNET},
      {DLT_LINUX_SLL, QOS_LINK_SLL},
      {DLT_LINUX_SLL2, QOS_LINK_SLL2},
      {DLT_NULL, QOS_LINK_LOOPBACK},
      {DLT_LOOP, QOS_LINK_LOOPBACK},
      {DLT_RAW, QOS_LINK_RAW},
      {LINKTYPE_RAW, QOS_LINK_RAW},
      {DLT_IPV4, QOS_LINK_RAW},
      {DLT_IPV6, QOS_LINK_RAW},
      {DLT_PPP, QOS_LINK_PPP},
      {DLT_PPP_SERIAL, QOS_LINK_PPP},
      {DLT_PPP_PPPD, QOS_LINK_PPP_DIRECTED},
      {DLT_PPP_ETHER, QOS_LINK_PPPOE},
      {DLT_NFLOG, QOS_LINK_NFLOG},
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i].type == type)
      return links[i].link;
  return QOS_LINK_OTHER;
}

static gchar *
describe_link (guint type)
{
  const char *text = pcap_datalink_val_to_description ((int) type);

  return g_strdup_printf ("%s (link type %u)", text ? text : "an unknown link",
      type);
}

/* Opens the file, with a large buffer. */
static gboolean
open_file (QosCapture *self, const gchar *path, GError **error)
{
  struct stat status;
  gboolean is_input = g_str_equal (path, "-");

  self->name =
      is_input ? g_strdup ("standard input") : g_filename_display_name (path);
  self->file = is_input ? stdin : fopen (path, "rb");
  if (!self->file) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
        "%s could not be opened: %s.", self->name, g_strerror (code));
    return FALSE;
  }
  if (fstat (fileno (self->file), &status) == 0) {
    if (S_ISDIR (status.st_mode)) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
          "%s is a folder: give a capture file in it.", self->name);
      return FALSE;
    }
    if (S_ISREG (status.st_mode))
      self->size = (guint64) status.st_size;
  }
  self->buffer = g_malloc (BUFFER_SIZE);
  setvbuf (self->file, self->buffer, _IOFBF, BUFFER_SIZE);
  return TRUE;
}

static gboolean
open_pcap (QosCapture *self, GError **error)
{
  char why[PCAP_ERRBUF_SIZE] = "";
  g_autofree gchar *link = NULL;

  self->pcap = pcap_fopen_offline_with_tstamp_precision (self->unpacked,
      PCAP_TSTAMP_PRECISION_NANO, why);
  if (!self->pcap) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
        "%s is not a capture file (%s): it must be pcap or pcapng, as written "
        "by tcpdump -w, dumpcap or Wireshark.",
        self->name, why);
    return FALSE;
  }
  self->link = find_link ((guint) pcap_datalink (self->pcap));
  if (self->link != QOS_LINK_OTHER)
    return TRUE;
  link = describe_link ((guint) pcap_datalink (self->pcap));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
      "%s is a capture of %s, which is not supported. Supported are Ethernet, "
      "Linux cooked (the interface \"any\"), loopback, IP, PPP and NFLOG.",
      self->name, link);
  return FALSE;
}

static gboolean
open_capture (QosCapture *self, GError **error)
{
  guint8 magic[4];

  self->unpacked = qos_unpack_open (self->file, self->name, error);
  if (!self->unpacked)
    return FALSE;
  if (qos_unpack_peek (self->unpacked, magic, sizeof magic) < sizeof magic ||
      GST_READ_UINT32_BE (magic) != QOS_PCAPNG_MAGIC)
    return open_pcap (self, error);
  self->pcapng = qos_pcapng_new (self->unpacked);
  return TRUE;
}

QosCapture *
qos_capture_open (const gchar *file, GError **error)
{
  QosCapture *self = g_new0 (QosCapture, 1);

  if (open_file (self, file, error) && open_capture (self, error))
    return self;
  qos_capture_close (self);
  return NULL;
}

void
qos_capture_close (QosCapture *self)
{
  FILE *file = self->unpacked ? self->unpacked : self->file;

  if (self->pcap)
    pcap_close (self->pcap);
  else if (file && file != stdin)
    fclose (file);
  g_clear_pointer (&self->pcapng, qos_pcapng_free);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self->other_link);
  g_free (self);
}

static gboolean
next_of_pcap (QosCapture *self, QosCaptureFrame *frame, const gchar **why)
{
  struct pcap_pkthdr *header;
  const u_char *data;
  int result = pcap_next_ex (self->pcap, &header, &data);

  *why = result == PCAP_ERROR ? pcap_geterr (self->pcap) : NULL;
  if (result != 1)
    return FALSE;
  /* Opened with nanosecond precision: tv_usec contains nanoseconds. */
  frame->time_ns =
      (guint64) CLAMP (header->ts.tv_sec, 0, QOS_PCAPNG_SECONDS_MAX) *
          GST_SECOND +
      (guint64) CLAMP (header->ts.tv_usec, 0, (gint64) GST_SECOND - 1);
  frame->data = data;
  frame->size = header->caplen;
  frame->link = self->link;
  return TRUE;
}

static gboolean
next_of_pcapng (QosCapture *self, QosCaptureFrame *frame, const gchar **why)
{
  QosPcapngPacket packet;

  if (!qos_pcapng_next (self->pcapng, &packet, why))
    return FALSE;
  frame->time_ns = packet.time_ns;
  frame->data = packet.data;
  frame->size = packet.size;
  frame->link = find_link (packet.link_type);
  if (frame->link == QOS_LINK_OTHER && !self->other_link)
    self->other_link = describe_link (packet.link_type);
  return TRUE;
}

gboolean
qos_capture_next (QosCapture *self, QosCaptureFrame *frame, GError **error)
{
  const gchar *why;
  gboolean is_there = self->pcap ? next_of_pcap (self, frame, &why)
                                 : next_of_pcapng (self, frame, &why);

  if (!is_there && why)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
        "%s ends early or is damaged (%s): everything before that was read.",
        self->name, why);
  return is_there;
}

const gchar *
qos_capture_other_link (const QosCapture *self)
{
  return self->other_link;
}

guint64
qos_capture_size (const QosCapture *self)
{
  return self->size;
}

guint64
qos_capture_position (const QosCapture *self)
{
  off_t position = ftello (self->file);

  return position < 0 ? 0 : (guint64) position;
}
