// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Writer of impair-pcap.h. File fields are little-endian, IP fields are
// big-endian (RFC 791, RFC 768).

#include "impair-pcap.h"

#include <errno.h>
#include <string.h>

#define MAGIC_NS UINT32_C (0xa1b23c4d)
#define VERSION_MAJOR 2
#define VERSION_MINOR 4
#define SNAP_BYTES 65535
#define LINK_TYPE_RAW 101
#define IP_BYTES 20
#define UDP_BYTES 8
#define RECORD_BYTES 16
#define NS_PER_S UINT64_C (1000000000)

static void
put_le16 (uint8_t *out, uint16_t value)
{
  out[0] = (uint8_t) (value & 0xff);
  out[1] = (uint8_t) (value >> 8);
}

static void
put_le32 (uint8_t *out, uint32_t value)
{
  put_le16 (out, (uint16_t) (value & 0xffff));
  put_le16 (out + 2, (uint16_t) (value >> 16));
}

static void
put_be16 (uint8_t *out, uint16_t value)
{
  out[0] = (uint8_t) (value >> 8);
  out[1] = (uint8_t) (value & 0xff);
}

static void
put_be32 (uint8_t *out, uint32_t value)
{
  put_be16 (out, (uint16_t) (value >> 16));
  put_be16 (out + 2, (uint16_t) (value & 0xffff));
}

static uint16_t
compute_checksum (const uint8_t *header)
{
  uint32_t sum = 0;

  for (unsigned i = 0; i < IP_BYTES; i += 2)
    sum += (uint32_t) header[i] << 8 | header[i + 1];
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t) ~sum;
}

static void
fill_ip (uint8_t *out, const ImpairPcapHeader *header, uint16_t id,
    size_t bytes)
{
  memset (out, 0, IP_BYTES);
  out[0] = 0x45;
  put_be16 (out + 2, (uint16_t) bytes);
  put_be16 (out + 4, id);
  out[8] = 64; // time to live
  out[9] = 17; // UDP
  put_be32 (out + 12, header->source);
  put_be32 (out + 16, header->destination);
  put_be16 (out + 10, compute_checksum (out));
}

bool
impair_pcap_open (ImpairPcap *pcap, const char *path)
{
  uint8_t header[24] = {0};

  pcap->next_id = 0;
  pcap->file = fopen (path, "wb");
  if (pcap->file == NULL)
    return false;
  put_le32 (header, MAGIC_NS);
  put_le16 (header + 4, VERSION_MAJOR);
  put_le16 (header + 6, VERSION_MINOR);
  put_le32 (header + 16, SNAP_BYTES);
  put_le32 (header + 20, LINK_TYPE_RAW);
  fwrite (header, sizeof header, 1, pcap->file);
  return true;
}

void
impair_pcap_write (ImpairPcap *pcap, const ImpairPcapHeader *header,
    const uint8_t *data, size_t size)
{
  uint8_t record[RECORD_BYTES + IP_BYTES + UDP_BYTES] = {0};
  uint8_t *udp = record + RECORD_BYTES + IP_BYTES;
  size_t bytes = IP_BYTES + UDP_BYTES + size;

  if (bytes > SNAP_BYTES)
    return;
  put_le32 (record, (uint32_t) (header->realtime_ns / NS_PER_S));
  put_le32 (record + 4, (uint32_t) (header->realtime_ns % NS_PER_S));
  put_le32 (record + 8, (uint32_t) bytes);
  put_le32 (record + 12, (uint32_t) bytes);
  fill_ip (record + RECORD_BYTES, header, pcap->next_id++, bytes);
  put_be16 (udp, header->source_port);
  put_be16 (udp + 2, header->destination_port);
  put_be16 (udp + 4, (uint16_t) (UDP_BYTES + size));
  fwrite (record, sizeof record, 1, pcap->file);
  if (size > 0)
    fwrite (data, size, 1, pcap->file);
}

void
impair_pcap_flush (ImpairPcap *pcap)
{
  if (pcap->file != NULL)
    fflush (pcap->file);
}

bool
impair_pcap_close (ImpairPcap *pcap)
{
  bool is_good = true;

  if (pcap->file == NULL)
    return true;
  is_good = fflush (pcap->file) == 0 && !ferror (pcap->file);
  is_good = fclose (pcap->file) == 0 && is_good;
  pcap->file = NULL;
  return is_good;
}
