/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The blocks of a pcapng file (draft-ietf-opsawg-pcapng): packets of any number
 * of interfaces, each with its own link type, snapshot length and time unit,
 * which libpcap does not support. The file is untrusted: blocks have at most
 * QOS_PCAPNG_BLOCK_MAX bytes, and there are at most QOS_PCAPNG_INTERFACES_MAX
 * interfaces.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

#define QOS_PCAPNG_BLOCK_MAX (16 * 1024 * 1024)
#define QOS_PCAPNG_INTERFACES_MAX 4096
/* 200 years: a sum of two such times fits into 64 bits of nanoseconds. */
#define QOS_PCAPNG_SECONDS_MAX G_GINT64_CONSTANT (6311390400)
/* The first bytes of a file, in either byte order. */
#define QOS_PCAPNG_MAGIC 0x0a0d0d0aU

typedef struct _QosPcapng QosPcapng;

typedef struct
{
  guint link_type; /* libpcap's number in files */
  guint64 time_ns; /* of the Unix epoch, at most QOS_PCAPNG_SECONDS_MAX after
                    * it; 0 if the block has no time */
  const guint8 *data;
  gsize size; /* captured, bytes */
} QosPcapngPacket;

/* file: at its start; not owned. */
QosPcapng *qos_pcapng_new (FILE *file);
void qos_pcapng_free (QosPcapng *pcapng);

/* The next packet, valid until the next call. Returns: FALSE at the end, with
 * *why set (not to be freed) if it is not the end of the file. */
gboolean qos_pcapng_next (QosPcapng *pcapng, QosPcapngPacket *packet,
    const gchar **why);
