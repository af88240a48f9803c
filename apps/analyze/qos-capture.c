/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-capture.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <sys/stat.h>

/* One read of the file. */
#define BUFFER_SIZE (1024 * 1024)
/* Times are within 200 years of the epoch: a sum of two fits 64 bits. */
#define SECONDS_MAX 6311390400

struct _QosCapture
{
  pcap_t *pcap; /* owns file */
  FILE *file;
  gchar *buffer;
  gchar *name; /* for people */
  QosLink link;
  guint64 size;
};

static gboolean
find_link (pcap_t *pcap, QosLink *link)
{
  static const struct
  {
    int type;
    QosLink link;
  } links[] = {
      {DLT_EN10MB, QOS_LINK_ETHERNET},
      {DLT_LINUX_SLL, QOS_LINK_SLL},
      {DLT_LINUX_SLL2, QOS_LINK_SLL2},
      {DLT_NULL, QOS_LINK_LOOPBACK},
      {DLT_LOOP, QOS_LINK_LOOPBACK},
      {DLT_RAW, QOS_LINK_RAW},
      {DLT_IPV4, QOS_LINK_RAW},
      {DLT_IPV6, QOS_LINK_RAW},
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i].type == pcap_datalink (pcap)) {
      *link = links[i].link;
      return TRUE;
    }
  return FALSE;
}

/* The file with a large buffer, or NULL. */
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
          "%s is a folder: name a capture in it.", self->name);
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
open_capture (QosCapture *self, GError **error)
{
  char why[PCAP_ERRBUF_SIZE] = "";

  self->pcap = pcap_fopen_offline_with_tstamp_precision (self->file,
      PCAP_TSTAMP_PRECISION_NANO, why);
  if (!self->pcap) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
        "%s is no capture (%s): it has to be pcap or pcapng, as tcpdump -w, "
        "dumpcap and Wireshark write them.",
        self->name, why);
    return FALSE;
  }
  if (!find_link (self->pcap, &self->link)) {
    const char *link =
        pcap_datalink_val_to_description (pcap_datalink (self->pcap));

    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        "%s is a capture of %s (link type %d): it has to be of Ethernet, Linux "
        "cooked (the interface \"any\"), loopback or IP.",
        self->name, link ? link : "an unknown link",
        pcap_datalink (self->pcap));
    return FALSE;
  }
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
  if (self->pcap)
    pcap_close (self->pcap);
  else if (self->file && self->file != stdin)
    fclose (self->file);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self);
}

QosLink
qos_capture_link (const QosCapture *self)
{
  return self->link;
}

gboolean
qos_capture_next (QosCapture *self, QosCaptureFrame *frame, GError **error)
{
  struct pcap_pkthdr *header;
  const u_char *data;
  int result = pcap_next_ex (self->pcap, &header, &data);

  if (result == 1) {
    /* With nanoseconds asked for, that is what tv_usec has. */
    frame->time_ns = (guint64) CLAMP (header->ts.tv_sec, 0, SECONDS_MAX) *
            G_GUINT64_CONSTANT (1000000000) +
        (guint64) CLAMP (header->ts.tv_usec, 0, 999999999);
    frame->data = data;
    frame->size = header->caplen;
    return TRUE;
  }
  if (result == PCAP_ERROR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
        "%s ends early or is broken (%s): what comes before that was read.",
        self->name, pcap_geterr (self->pcap));
  return FALSE;
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
