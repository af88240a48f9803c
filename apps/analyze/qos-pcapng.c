/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-pcapng.h"

#include "qos-bytes.h"

#include <gst/gst.h>
#include <string.h>

enum
{
  BLOCK_SECTION = 0x0a0d0d0a,
  BLOCK_INTERFACE = 1,
  BLOCK_PACKET_OLD = 2,
  BLOCK_SIMPLE = 3,
  BLOCK_PACKET = 6,
};

enum
{
  OPTION_END = 0,
  OPTION_RESOLUTION = 9,
  OPTION_OFFSET = 14,
};

/* Most blocks are smaller. */
#define BLOCK_ROOM 65536
#define ORDER_MAGIC 0x1a2b3c4d
/* Type and size before the body, the size again after it. */
#define HEAD_SIZE 8
#define FRAME_SIZE 12

typedef struct
{
  guint link_type;
  guint32 limit;      /* maximum bytes of a packet, 0: unlimited */
  guint64 per_second; /* units of its times; 0: too many */
  gint64 offset;      /* s */
} Interface;

struct _QosPcapng
{
  FILE *file;
  gboolean is_big_endian; /* the numbers of the section */
  GArray *interfaces;     /* the Interfaces of the section */
  guint8 *block;          /* body of the block */
  gsize room;
};

/* The rest of a block. */
typedef struct
{
  const guint8 *data;
  gsize size;
} Body;

QosPcapng *
qos_pcapng_new (FILE *file)
{
  QosPcapng *self = g_new0 (QosPcapng, 1);

  self->file = file;
  self->room = BLOCK_ROOM;
  self->block = g_malloc (self->room);
  self->interfaces = g_array_new (FALSE, FALSE, sizeof (Interface));
  return self;
}

void
qos_pcapng_free (QosPcapng *self)
{
  g_array_unref (self->interfaces);
  g_free (self->block);
  g_free (self);
}

static guint16
to_u16 (const QosPcapng *self, const guint8 *data)
{
  guint16 value = qos_read_u16 (data);

  return self->is_big_endian ? value : GUINT16_SWAP_LE_BE (value);
}

static guint32
to_u32 (const QosPcapng *self, const guint8 *data)
{
  guint32 value = qos_read_u32 (data);

  return self->is_big_endian ? value : GUINT32_SWAP_LE_BE (value);
}

static guint64
to_u64 (const QosPcapng *self, const guint8 *data)
{
  guint64 first = to_u32 (self, data), second = to_u32 (self, data + 4);

  return self->is_big_endian ? first << 32 | second : second << 32 | first;
}

/* Returns: 10^n or, if the highest bit is set, 2^n; 0 beyond 64 bits. */
static guint64
units_per_second (guint8 resolution)
{
  guint n = resolution & 0x7f;
  guint64 units = 1;

  if (resolution & 0x80)
    return n < 64 ? units << n : 0;
  if (n >= 20)
    return 0;
  while (n-- > 0)
    units *= 10;
  return units;
}

/* Returns: an error, NULL if none. */
static const gchar *
read_options (const QosPcapng *self, Body body, Interface *interface)
{
  while (body.size >= 4) {
    guint code = to_u16 (self, body.data);
    gsize size = to_u16 (self, body.data + 2);
    gsize padded = 4 + (size + 3) / 4 * 4;

    if (code == OPTION_END)
      return NULL;
    if (padded > body.size)
      return "an option of an interface exceeds its block";
    if (code == OPTION_RESOLUTION && size == 1)
      interface->per_second = units_per_second (body.data[4]);
    else if (code == OPTION_OFFSET && size == 8)
      interface->offset = (gint64) to_u64 (self, body.data + 4);
    body.data += padded;
    body.size -= padded;
  }
  return NULL;
}

static const gchar *
read_interface (QosPcapng *self, Body body)
{
  Interface interface = {.per_second = G_USEC_PER_SEC};
  const gchar *why;

  if (body.size < 8)
    return "an interface block is too short";
  if (self->interfaces->len >= QOS_PCAPNG_INTERFACES_MAX)
    return "it has more than 4096 interfaces";
  interface.link_type = to_u16 (self, body.data);
  interface.limit = to_u32 (self, body.data + 4);
  why = read_options (self, (Body){body.data + 8, body.size - 8}, &interface);
  if (!why)
    g_array_append_val (self->interfaces, interface);
  return why;
}

/* Returns: the time of a packet, ns of the Unix epoch. */
static guint64
to_ns (const Interface *interface, guint64 time)
{
  const gint64 max = QOS_PCAPNG_SECONDS_MAX;
  guint64 units = interface->per_second, rest;
  gint64 seconds;

  if (units == 0)
    return 0;
  seconds = (gint64) MIN (time / units, (guint64) max) +
      CLAMP (interface->offset, -max, max);
  rest = units <= GST_SECOND
      ? time % units * GST_SECOND / units
      : gst_util_uint64_scale (time % units, GST_SECOND, units);
  return (guint64) CLAMP (seconds, 0, max) * GST_SECOND + rest;
}

static const Interface *
find_interface (const QosPcapng *self, guint index)
{
  return index < self->interfaces->len
      ? &g_array_index (self->interfaces, Interface, index)
      : NULL;
}

/* is_old: the obsolete block, in which the interface has 16 bits. */
static const gchar *
read_packet (const QosPcapng *self, Body body, gboolean is_old,
    QosPcapngPacket *packet)
{
  const Interface *interface;
  guint64 time;

  if (body.size < 20)
    return "a packet block is too short";
  interface = find_interface (self,
      is_old ? to_u16 (self, body.data) : to_u32 (self, body.data));
  if (!interface)
    return "a packet belongs to an unknown interface";
  time = (guint64) to_u32 (self, body.data + 4) << 32 |
      to_u32 (self, body.data + 8);
  packet->size = to_u32 (self, body.data + 12);
  if (packet->size > body.size - 20)
    return "a packet exceeds its block";
  packet->data = body.data + 20;
  packet->link_type = interface->link_type;
  packet->time_ns = to_ns (interface, time);
  return NULL;
}

/* Belongs to the first interface and has no time. */
static const gchar *
read_simple_packet (const QosPcapng *self, Body body, QosPcapngPacket *packet)
{
  const Interface *interface = find_interface (self, 0);

  if (body.size < 4)
    return "a packet block is too short";
  if (!interface)
    return "a packet comes before its interface";
  packet->size = to_u32 (self, body.data);
  if (interface->limit > 0)
    packet->size = MIN (packet->size, interface->limit);
  if (packet->size > body.size - 4)
    return "a packet exceeds its block";
  packet->data = body.data + 4;
  packet->link_type = interface->link_type;
  packet->time_ns = 0;
  return NULL;
}

/* The byte order is known from the first four bytes after the block's size,
 * which are read before anything else of it. */
static const gchar *
begin_section (QosPcapng *self, guint8 magic[4])
{
  if (fread (magic, 1, 4, self->file) != 4)
    return "it is cut off";
  self->is_big_endian = qos_read_u32 (magic) == ORDER_MAGIC;
  if (to_u32 (self, magic) != ORDER_MAGIC)
    return "a section has an unknown byte order";
  g_array_set_size (self->interfaces, 0);
  return NULL;
}

/* Reads the body of a block, after its type and size, to self->block. */
static const gchar *
read_body (QosPcapng *self, gsize known, gsize body_size)
{
  guint8 size[4];

  if (fread (self->block + known, 1, body_size - known, self->file) !=
          body_size - known ||
      fread (size, 1, 4, self->file) != 4)
    return "it is cut off";
  if (to_u32 (self, size) != body_size + FRAME_SIZE)
    return "a block has two different sizes";
  return NULL;
}

/* Returns: FALSE at the end, or with *why set. */
static gboolean
read_block (QosPcapng *self, guint32 *type, Body *body, const gchar **why)
{
  guint8 head[HEAD_SIZE], magic[4];
  gsize n = fread (head, 1, sizeof head, self->file), known = 0;
  guint32 size;

  if (n == 0)
    return FALSE;
  *why = n < sizeof head ? "it is cut off" : NULL;
  *type = to_u32 (self, head);
  if (!*why && *type == BLOCK_SECTION) {
    *why = begin_section (self, magic);
    known = sizeof magic;
  }
  if (*why)
    return FALSE;
  size = to_u32 (self, head + 4);
  if (size < FRAME_SIZE + known || size % 4 != 0 ||
      size > QOS_PCAPNG_BLOCK_MAX) {
    *why = "the size of a block is invalid";
    return FALSE;
  }
  *body = (Body){NULL, size - FRAME_SIZE};
  if (body->size > self->room) {
    self->room = MAX (body->size, 2 * self->room);
    self->block = g_realloc (self->block, self->room);
  }
  memcpy (self->block, magic, known);
  body->data = self->block;
  *why = read_body (self, known, body->size);
  return *why == NULL;
}

gboolean
qos_pcapng_next (QosPcapng *self, QosPcapngPacket *packet, const gchar **why)
{
  guint32 type;
  Body body;

  *why = NULL;
  while (read_block (self, &type, &body, why)) {
    switch (type) {
      case BLOCK_INTERFACE:
        *why = read_interface (self, body);
        break;
      case BLOCK_PACKET:
      case BLOCK_PACKET_OLD:
        *why = read_packet (self, body, type == BLOCK_PACKET_OLD, packet);
        return *why == NULL;
      case BLOCK_SIMPLE:
        *why = read_simple_packet (self, body, packet);
        return *why == NULL;
      default: /* names, statistics and others */
        break;
    }
    if (*why)
      break;
  }
  return FALSE;
}
