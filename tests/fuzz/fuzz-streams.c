/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-streams.h"

#include "fuzz.h"

#include <string.h>

/* Packets that a bank keeps: they are sent over and over again. */
#define BANK_PACKETS 64
#define HEADER_SIZE 12

/* Maximum number of packets that a sender sends at once, however late it is. */
#define BURST_MAX 20

static const struct
{
  const gchar *line;
  guint clock_rate;
  gboolean is_announced; /* by codec-config or static payload type */
} formats[] = {
    {"audio/x-raw,rate=48000,channels=2 ! avenc_aac ! qospay", 48000, TRUE},
    {"audio/x-raw,rate=44100,channels=1 ! avenc_aac ! qospay mtu=120", 44100,
        TRUE},
    {"audio/x-raw,rate=48000,channels=2 ! avenc_aac ! qospay "
     "max-ptime=80000000",
        48000, TRUE},
    {"audio/x-raw,rate=48000,channels=2 ! avenc_aac ! rtpmp4gpay pt=97", 48000,
        FALSE},
    {"audio/x-raw,rate=48000,channels=2 ! avenc_aac ! rtpmp4apay pt=98 mtu=200",
        48000, FALSE},
    {"audio/x-raw,rate=48000,channels=2 ! opusenc ! rtpopuspay pt=99", 48000,
        FALSE},
    {"audio/x-raw,format=S16BE,rate=48000,channels=2 ! rtpL16pay pt=100", 48000,
        FALSE},
    {"audio/x-raw,format=S24BE,rate=44100,channels=2 ! rtpL24pay pt=101", 44100,
        FALSE},
    {"audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay", 8000, TRUE},
    {"audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay", 8000, TRUE},
    {"audio/x-raw,rate=16000,channels=1 ! avenc_g722 ! rtpg722pay", 8000, TRUE},
};

typedef struct
{
  GPtrArray *packets; /* GBytes */
  GstCaps *caps;
  guint clock_rate;
  guint32 span; /* ticks from the first packet to the next round */
} Bank;

struct _FuzzBanks
{
  Bank banks[G_N_ELEMENTS (formats)];
};

struct _FuzzStream
{
  const FuzzBanks *banks;
  const Bank *bank;
  GRand *random;
  GSocket *socket;
  guint32 ssrc;
  guint permille;
  guint16 seq;
  guint32 base;                 /* timestamp of the start */
  guint64 ticks;                /* from there to the round of the bank */
  guint at;                     /* packet of the bank */
  gdouble started;              /* time in seconds when ticks were 0 */
  guint8 held[FUZZ_PACKET_MAX]; /* overtaken by the next */
  gsize held_size;
};

/* Banks */

static void
keep_packet (GstElement *sink, GstBuffer *buffer, GstPad *pad, Bank *bank)
{
  gpointer data;
  gsize size;

  if (bank->packets->len > BANK_PACKETS)
    return;
  if (!bank->caps)
    bank->caps = gst_pad_get_current_caps (pad);
  gst_buffer_extract_dup (buffer, 0, (gsize) -1, &data, &size);
  g_ptr_array_add (bank->packets, g_bytes_new_take (data, size));
}

static const guint8 *
bytes_of (const Bank *bank, guint n, gsize *size)
{
  return g_bytes_get_data (g_ptr_array_index (bank->packets, n), size);
}

static guint32
timestamp_of (const Bank *bank, guint n)
{
  gsize size;

  return GST_READ_UINT32_BE (bytes_of (bank, n, &size) + 4);
}

static void
fill_bank (Bank *bank, guint format)
{
  gchar *line =
      g_strdup_printf ("audiotestsrc wave=pink-noise num-buffers=120 ! %s ! "
                       "fakesink name=sink signal-handoffs=true sync=false",
          formats[format].line);
  GstElement *pipeline = gst_parse_launch (line, NULL);
  GstElement *sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  GstBus *bus = gst_element_get_bus (pipeline);
  GstMessage *message;

  bank->packets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  bank->clock_rate = formats[format].clock_rate;
  g_signal_connect (sink, "handoff", G_CALLBACK (keep_packet), bank);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  FUZZ_ASSERT (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  gst_message_unref (message);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  FUZZ_ASSERT (bank->packets->len > 8);
  bank->span =
      timestamp_of (bank, bank->packets->len - 1) - timestamp_of (bank, 0);
  g_ptr_array_set_size (bank->packets, (gint) bank->packets->len - 1);
  gst_object_unref (bus);
  gst_object_unref (sink);
  gst_object_unref (pipeline);
  g_free (line);
}

FuzzBanks *
fuzz_banks_new (void)
{
  FuzzBanks *banks = g_new0 (FuzzBanks, 1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    fill_bank (&banks->banks[i], i);
  return banks;
}

void
fuzz_banks_free (FuzzBanks *banks)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ptr_array_unref (banks->banks[i].packets);
    gst_caps_unref (banks->banks[i].caps);
  }
  g_free (banks);
}

GstCaps *
fuzz_banks_caps (const FuzzBanks *banks)
{
  static const gchar *const own[] = {"ssrc", "timestamp-offset",
      "seqnum-offset"};
  GstCaps *caps = gst_caps_new_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    GstStructure *s;

    if (formats[i].is_announced)
      continue;
    s = gst_structure_copy (gst_caps_get_structure (banks->banks[i].caps, 0));
    for (guint n = 0; n < G_N_ELEMENTS (own); n++)
      gst_structure_remove_field (s, own[n]);
    gst_caps_append_structure (caps, s);
  }
  return caps;
}

/* Changes */

typedef struct
{
  guint8 data[FUZZ_PACKET_MAX];
  gsize size;
} Packet;

static guint32
draw (GRand *random, guint32 below)
{
  return below > 0 ? g_rand_int (random) % below : 0;
}

/* Where the payload starts, as far as that is known in a changed packet. */
static gsize
payload_at (const Packet *packet)
{
  gsize at = HEADER_SIZE;

  if (packet->size >= HEADER_SIZE + 4 && packet->data[0] & 0x10)
    at += 4 + 4 * (gsize) GST_READ_UINT16_BE (packet->data + HEADER_SIZE + 2);
  return MIN (at, packet->size);
}

static void
fill (GRand *random, guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) g_rand_int (random);
}

static void
flip_bits (GRand *random, Packet *packet)
{
  gsize from = draw (random, 3) == 0 ? 0 : payload_at (packet);

  for (guint n = 1 + draw (random, 8); n > 0 && packet->size > from; n--)
    packet->data[from + draw (random, (guint32) (packet->size - from))] ^=
        (guint8) (1 << draw (random, 8));
}

static void
change_size (GRand *random, Packet *packet)
{
  gsize more = draw (random, 400);

  if (draw (random, 2) == 0) {
    packet->size = draw (random, (guint32) packet->size + 1);
  } else if (packet->size + more <= FUZZ_PACKET_MAX) {
    fill (random, packet->data + packet->size, more);
    packet->size += more;
  }
}

static void
change_header (GRand *random, Packet *packet)
{
  static const guint8 types[] = {0, 3, 8, 9, 10, 11, 13, 96, 97, 98, 99, 100,
      101, 126};

  if (packet->size < HEADER_SIZE)
    return;
  switch (draw (random, 5)) {
    case 0:
      packet->data[1] = (guint8) ((packet->data[1] & 0x80) |
          types[draw (random, G_N_ELEMENTS (types))]);
      break;
    case 1:
      packet->data[1] ^= 0x80;
      break;
    case 2:
      fill (random, packet->data + 2, 2);
      break;
    case 3:
      fill (random, packet->data + 4, 4);
      break;
    default:
      packet->data[7] ^= (guint8) g_rand_int (random);
      break;
  }
}

/* The first bytes of a payload are its headers. */
static void
change_start (GRand *random, Packet *packet)
{
  static const guint8 starts[][8] = {{0, 16, 0, 0}, {0, 32, 0, 8, 0, 0},
      {0xff, 0xff, 0xff, 0xff}, {0, 16, 0xff, 0xf8},
      {0, 16, 0, 0x40, 0xff, 0xf1, 0x50, 0x80}, {0, 16, 0, 0x40, 0xe5}, {0},
      {0xff, 0x30}};
  gsize at = payload_at (packet);
  const guint8 *start = starts[draw (random, G_N_ELEMENTS (starts))];

  memcpy (packet->data + at, start, MIN (8, packet->size - at));
}

static void
replace_payload (GRand *random, Packet *packet)
{
  gsize at = payload_at (packet);

  /* Valid AU headers, followed by noise. */
  fill (random, packet->data + at, packet->size - at);
  if (packet->size - at > 4 && packet->size - at < 1500) {
    GST_WRITE_UINT16_BE (packet->data + at, 16);
    GST_WRITE_UINT16_BE (packet->data + at + 2, (packet->size - at - 4) << 3);
  }
}

/* Inserts a codec-config. */
static void
put_codec (GRand *random, Packet *packet)
{
  static const gchar configs[][16] = {"\7\1\0\xbb\x80\2\x11\x90",
      "\7\1\0\xac\x44\2\x12\x10", "\7\1\0\xac\x44\1\x12\x08",
      "\5\2\0\xbb\x80\2", "\5\3\0\xbb\x80\2", "\5\3\0\x1f\x40\1",
      "\5\3\1\x77\0\10", "\5\3\0\0\1\2", "\5\3\5\xdc\0\2", "\5\3\0\xbb\x80\x40",
      "\11\1\0\x5d\xc0\2\x2b\x11\x88\0"};
  const gchar *config = configs[draw (random, G_N_ELEMENTS (configs))];
  guint8 block[20] = {0xbe, 0xde, 0, 4};
  gsize at = payload_at (packet);

  if (packet->size < HEADER_SIZE ||
      packet->size + sizeof block > FUZZ_PACKET_MAX)
    return;
  block[4] = (guint8) (0x30 | (config[0] - 1));
  memcpy (block + 5, config + 1, (gsize) config[0]);
  if (draw (random, 4) == 0)
    block[5 + draw (random, 15)] ^= (guint8) g_rand_int (random);
  memmove (packet->data + HEADER_SIZE + sizeof block, packet->data + at,
      packet->size - at);
  memcpy (packet->data + HEADER_SIZE, block, sizeof block);
  packet->size = HEADER_SIZE + sizeof block + packet->size - at;
  packet->data[0] |= 0x10;
}

/* Roughly RTCP of this sender: SR, SDES, BYE, XR, then some noise. */
static void
make_rtcp (GRand *random, Packet *packet, guint32 ssrc)
{
  static const guint8 types[] = {200, 201, 202, 203, 204, 207};
  gsize words = draw (random, 12), at = 0;

  for (guint n = 1 + draw (random, 3); n > 0; n--) {
    packet->data[at] = (guint8) (0x80 | draw (random, 3));
    packet->data[at + 1] = types[draw (random, G_N_ELEMENTS (types))];
    GST_WRITE_UINT16_BE (packet->data + at + 2, words + 1);
    GST_WRITE_UINT32_BE (packet->data + at + 4, ssrc);
    fill (random, packet->data + at + 8, 4 * words);
    at += 8 + 4 * words;
  }
  packet->size = at;
}

static void
change (FuzzStream *stream, Packet *packet)
{
  GRand *random = stream->random;

  switch (draw (random, 8)) {
    case 0:
      change_size (random, packet);
      break;
    case 1:
      change_header (random, packet);
      break;
    case 2:
      change_start (random, packet);
      break;
    case 3:
      replace_payload (random, packet);
      break;
    case 4:
      put_codec (random, packet);
      break;
    case 5:
      if (draw (random, 4) == 0)
        make_rtcp (random, packet, stream->ssrc);
      break;
    default:
      flip_bits (random, packet);
      break;
  }
}

/* Senders */

FuzzStream *
fuzz_stream_new (const FuzzBanks *banks, GRand *random, guint32 ssrc, gint bank,
    guint permille)
{
  FuzzStream *stream = g_new0 (FuzzStream, 1);
  guint n = bank >= 0 ? (guint) bank : draw (random, G_N_ELEMENTS (formats));
  GSocketAddress *any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  stream->banks = banks;
  stream->bank = &banks->banks[n];
  stream->random = g_rand_new_with_seed (g_rand_int (random));
  stream->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
      G_SOCKET_PROTOCOL_UDP, NULL);
  g_socket_bind (stream->socket, any, FALSE, NULL);
  g_object_unref (any);
  stream->ssrc = ssrc;
  stream->permille = permille;
  stream->seq = (guint16) g_rand_int (random);
  stream->base = g_rand_int (random);
  return stream;
}

void
fuzz_stream_free (FuzzStream *stream)
{
  g_object_unref (stream->socket);
  g_rand_free (stream->random);
  g_free (stream);
}

static void
send_bytes (FuzzStream *stream, guint16 port, const guint8 *data, gsize size)
{
  GSocketAddress *to =
      g_inet_socket_address_new_from_string ("127.0.0.1", port);

  g_socket_send_to (stream->socket, to, (const gchar *) data, size, NULL, NULL);
  g_object_unref (to);
}

/* Another format from the next packet on, with the same SSRC. */
static void
change_bank (FuzzStream *stream)
{
  stream->bank =
      &stream->banks->banks[draw (stream->random, G_N_ELEMENTS (formats))];
  stream->at = 0;
  stream->started += (gdouble) stream->ticks / stream->bank->clock_rate;
  stream->ticks = 0;
}

static void
make_packet (FuzzStream *stream, Packet *packet)
{
  const guint8 *data = bytes_of (stream->bank, stream->at, &packet->size);

  memcpy (packet->data, data, packet->size);
  GST_WRITE_UINT16_BE (packet->data + 2, stream->seq++);
  GST_WRITE_UINT32_BE (packet->data + 4,
      stream->base + (guint32) stream->ticks +
          timestamp_of (stream->bank, stream->at) -
          timestamp_of (stream->bank, 0));
  GST_WRITE_UINT32_BE (packet->data + 8, stream->ssrc);
  if (++stream->at == stream->bank->packets->len) {
    stream->at = 0;
    stream->ticks += stream->bank->span;
  }
}

/* Lost, duplicated, overtaken, or unchanged. */
static guint
send_packet (FuzzStream *stream, guint16 port, Packet *packet)
{
  guint fate = stream->permille > 0 ? draw (stream->random, 50) : 50;

  if (fate == 0)
    return 0;
  if (fate == 1 && stream->held_size == 0) {
    memcpy (stream->held, packet->data, packet->size);
    stream->held_size = packet->size;
    return 0;
  }
  for (guint n = fate == 2 ? 2 : 1; n > 0; n--)
    send_bytes (stream, port, packet->data, packet->size);
  if (stream->held_size > 0)
    send_bytes (stream, port, stream->held, stream->held_size);
  stream->held_size = 0;
  return 1;
}

static gboolean
is_due (const FuzzStream *stream, gdouble seconds)
{
  guint32 in_bank =
      timestamp_of (stream->bank, stream->at) - timestamp_of (stream->bank, 0);

  return seconds >= stream->started +
      (gdouble) (stream->ticks + in_bank) / stream->bank->clock_rate;
}

guint
fuzz_stream_send (FuzzStream *stream, guint16 port, gdouble seconds)
{
  guint n = 0;

  for (guint i = 0; i < BURST_MAX && is_due (stream, seconds); i++) {
    Packet packet;

    make_packet (stream, &packet);
    if (draw (stream->random, 1000) < stream->permille)
      change (stream, &packet);
    n += send_packet (stream, port, &packet);
    if (stream->permille > 0 && draw (stream->random, 400) == 0)
      change_bank (stream);
  }
  return n;
}
