/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * UDP datagrams in frames of every kind, whole, cut at every byte, and wrong.
 */
#include "qos-frame.h"

#include "frames.h"

#include <string.h>

#define PAYLOAD 30
#define IPV4 0x0800
#define IPV6 0x86dd

typedef struct
{
  const char *name;
  QosLink link;
  gsize zeros; /* in front of type */
  guint tags;
  guint type; /* 0: none */
  gsize more; /* zeros after it */
  gboolean is_ipv6;
  guint kind; /* of the IPv6 extension header; 17: none */
} Case;

static const Case cases[] = {
    {"ethernet", QOS_LINK_ETHERNET, 12, 0, IPV4, 0, FALSE, 17},
    {"vlan", QOS_LINK_ETHERNET, 12, 1, IPV4, 0, FALSE, 17},
    {"q-in-q", QOS_LINK_ETHERNET, 12, 2, IPV6, 0, TRUE, 17},
    {"sll", QOS_LINK_SLL, 14, 0, IPV4, 0, FALSE, 17},
    {"sll2", QOS_LINK_SLL2, 0, 0, IPV6, 18, TRUE, 17},
    {"loopback", QOS_LINK_LOOPBACK, 4, 0, 0, 0, FALSE, 17},
    {"raw", QOS_LINK_RAW, 0, 0, 0, 0, FALSE, 17},
    {"raw-ipv6", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 17},
    {"hop-by-hop", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 0},
    {"routing", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 43},
    {"first-fragment", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 44},
    {"authentication", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 51},
    {"destination", QOS_LINK_RAW, 0, 0, 0, 0, TRUE, 60},
};

static Frame
make_frame (const Case *c)
{
  Frame frame = {{0}};

  frame_add_zeros (&frame, c->zeros);
  for (guint i = 0; i < c->tags; i++) {
    frame_add_u16 (&frame, i == 0 && c->tags > 1 ? 0x88a8 : 0x8100);
    frame_add_u16 (&frame, 5);
  }
  if (c->type)
    frame_add_u16 (&frame, c->type);
  frame_add_zeros (&frame, c->more);
  if (c->is_ipv6)
    frame_add_ipv6 (&frame, PAYLOAD, c->kind);
  else
    frame_add_ipv4 (&frame, PAYLOAD, 0);
  frame_add_zeros (&frame, PAYLOAD);
  return frame;
}

/* size bytes of the frame, on the heap at that size. */
static QosFrameVerdict
parse (QosLink link, const Frame *frame, gsize size, QosDatagram *datagram)
{
  guint8 *data = g_memdup2 (frame->data, size);
  QosFrameVerdict verdict = qos_frame_parse (link, data, size, datagram);

  if (verdict == QOS_FRAME_UDP)
    g_assert_true (datagram->data + datagram->captured == data + size ||
        datagram->captured == datagram->size);
  g_free (data);
  return verdict;
}

static void
test_link (gconstpointer data)
{
  const Case *c = data;
  Frame frame = make_frame (c);
  guint overhead = c->is_ipv6 ? 48 : 28;
  QosDatagram d;

  g_assert_cmpint (parse (c->link, &frame, frame.size, &d), ==, QOS_FRAME_UDP);
  g_assert_cmpuint (d.flow.source_port, ==, 4000);
  g_assert_cmpuint (d.flow.destination_port, ==, 5004);
  g_assert_cmpuint (d.flow.source[15], ==, 1);
  g_assert_cmpuint (d.flow.destination[15], ==, 2);
  g_assert_cmpuint (d.size, ==, PAYLOAD);
  g_assert_cmpuint (d.captured, ==, PAYLOAD);
  g_assert_cmpuint (d.overhead, ==, overhead + (c->kind == 17 ? 0 : 8));

  /* A truncated frame is reported, or refused. */
  for (gsize size = 0; size < frame.size; size++)
    if (size < frame.size - PAYLOAD) {
      g_assert_cmpint (parse (c->link, &frame, size, &d), !=, QOS_FRAME_UDP);
    } else {
      g_assert_cmpint (parse (c->link, &frame, size, &d), ==, QOS_FRAME_UDP);
      g_assert_cmpuint (d.size, ==, PAYLOAD);
      g_assert_cmpuint (d.captured, ==, size - (frame.size - PAYLOAD));
    }
}

static void
test_ipv4 (void)
{
  Frame whole = {{0}}, later = {{0}}, first = {{0}}, options = {{0}};
  QosDatagram d;

  frame_add_ipv4 (&first, PAYLOAD, 0x2000);
  g_assert_cmpint (parse (QOS_LINK_RAW, &first, first.size, &d), ==,
      QOS_FRAME_UDP);
  frame_add_ipv4 (&later, PAYLOAD, 0x20b9);
  g_assert_cmpint (parse (QOS_LINK_RAW, &later, later.size, &d), ==,
      QOS_FRAME_FRAGMENT);
  frame_add_ipv4 (&whole, PAYLOAD, 0);
  whole.data[9] = 6;
  g_assert_cmpint (parse (QOS_LINK_RAW, &whole, whole.size, &d), ==,
      QOS_FRAME_OTHER);
  whole.data[9] = 17;
  whole.data[0] = 0x44; /* shorter than a header */
  g_assert_cmpint (parse (QOS_LINK_RAW, &whole, whole.size, &d), ==,
      QOS_FRAME_BAD);
  whole.data[0] = 0x55;
  g_assert_cmpint (parse (QOS_LINK_RAW, &whole, whole.size, &d), ==,
      QOS_FRAME_OTHER);
  whole.data[0] = 0x45;
  whole.data[25] = 7; /* UDP shorter than its header */
  whole.data[24] = 0;
  g_assert_cmpint (parse (QOS_LINK_RAW, &whole, whole.size, &d), ==,
      QOS_FRAME_BAD);

  frame_add_ipv4 (&options, PAYLOAD, 0);
  memmove (options.data + 28, options.data + 20, 8);
  options.size += 8;
  options.data[0] = 0x47;
  g_assert_cmpint (parse (QOS_LINK_RAW, &options, options.size, &d), ==,
      QOS_FRAME_UDP);
  g_assert_cmpuint (d.overhead, ==, 36);
  g_assert_cmpuint (d.flow.destination_port, ==, 5004);
}

static void
test_ipv6 (void)
{
  Frame frame = {{0}}, chain = {{0}};
  QosDatagram d;

  frame_add_ipv6 (&frame, PAYLOAD, 44);
  frame.data[43] = 8; /* offset of the fragment */
  g_assert_cmpint (parse (QOS_LINK_RAW, &frame, frame.size, &d), ==,
      QOS_FRAME_FRAGMENT);
  frame.data[6] = 58;
  g_assert_cmpint (parse (QOS_LINK_RAW, &frame, frame.size, &d), ==,
      QOS_FRAME_OTHER);

  /* It follows no more extension headers than real traffic has. */
  frame_add_ipv6 (&chain, PAYLOAD, 0);
  memset (chain.data + 40, 0, chain.size - 40);
  for (guint i = 0; i < 100; i++)
    frame_add_zeros (&chain, 8);
  g_assert_cmpint (parse (QOS_LINK_RAW, &chain, chain.size, &d), ==,
      QOS_FRAME_OTHER);
}

static void
test_type (void)
{
  Frame frame = {{0}};
  QosDatagram d;

  frame_add_zeros (&frame, 12);
  for (guint i = 0; i < 10; i++)
    frame_add_u32 (&frame, 0x81000005);
  g_assert_cmpint (parse (QOS_LINK_ETHERNET, &frame, frame.size, &d), ==,
      QOS_FRAME_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gchar *path = g_strconcat ("/frame/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_link);
    g_free (path);
  }
  g_test_add_func ("/frame/ipv4-fragments-options-lengths", test_ipv4);
  g_test_add_func ("/frame/ipv6-extension-headers", test_ipv6);
  g_test_add_func ("/frame/too-many-tags", test_type);
  return g_test_run ();
}
