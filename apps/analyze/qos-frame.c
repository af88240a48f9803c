/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-frame.h"

#include "core/qos-bytes.h"

#include <string.h>

enum
{
  ETHER_IPV4 = 0x0800,
  ETHER_IPV6 = 0x86dd,
  ETHER_VLAN = 0x8100,
  ETHER_QINQ = 0x88a8,
  ETHER_QINQ_OLD = 0x9100,
};

enum
{
  IP_HOP_BY_HOP = 0,
  IP_UDP = 17,
  IP_ROUTING = 43,
  IP_FRAGMENT = 44,
  IP_AUTHENTICATION = 51,
  IP_DESTINATION = 60,
};

#define ETHERNET_SIZE 14
#define VLAN_SIZE 4
#define SLL_SIZE 16
#define SLL2_SIZE 20
#define LOOP_SIZE 4
#define IPV4_SIZE 20
#define IPV6_SIZE 40
#define UDP_SIZE 8

/* More tags and extension headers than any network stacks. */
#define VLANS_MAX 4
#define EXTENSIONS_MAX 8

/* What is left of the frame. */
typedef struct
{
  const uint8_t *data;
  size_t size;
} Rest;

static bool
skip (Rest *rest, size_t size)
{
  if (rest->size < size)
    return false;
  rest->data += size;
  rest->size -= size;
  return true;
}

/* The ports, and the payload as far as it was captured. headers: bytes of the IP
 * headers. */
static QosFrameVerdict
parse_udp (Rest rest, uint32_t headers, QosDatagram *datagram)
{
  const uint8_t *udp = rest.data;
  size_t length;

  if (!skip (&rest, UDP_SIZE))
    return QOS_FRAME_BAD;
  length = qos_read_u16 (udp + 4);
  if (length < UDP_SIZE)
    return QOS_FRAME_BAD;
  datagram->flow.source_port = qos_read_u16 (udp);
  datagram->flow.destination_port = qos_read_u16 (udp + 2);
  datagram->data = rest.data;
  datagram->size = length - UDP_SIZE;
  datagram->captured = rest.size < datagram->size ? rest.size : datagram->size;
  datagram->overhead = headers + UDP_SIZE;
  return QOS_FRAME_UDP;
}

static void
map_address (uint8_t to[16], const uint8_t from[4])
{
  memset (to, 0, 10);
  memset (to + 10, 0xff, 2);
  memcpy (to + 12, from, 4);
}

static QosFrameVerdict
parse_ipv4 (Rest rest, QosDatagram *datagram)
{
  const uint8_t *ip = rest.data;
  size_t header;

  if (rest.size < IPV4_SIZE)
    return QOS_FRAME_BAD;
  header = 4 * (size_t) (ip[0] & 0x0f);
  if (header < IPV4_SIZE || !skip (&rest, header))
    return QOS_FRAME_BAD;
  if (ip[9] != IP_UDP)
    return QOS_FRAME_OTHER;
  if ((qos_read_u16 (ip + 6) & 0x1fff) != 0)
    return QOS_FRAME_FRAGMENT;
  map_address (datagram->flow.source, ip + 12);
  map_address (datagram->flow.destination, ip + 16);
  return parse_udp (rest, (uint32_t) header, datagram);
}

/* Bytes of the extension header of that kind; 0 where it is none to skip. */
static size_t
extension_size (unsigned kind, const uint8_t *data)
{
  switch (kind) {
    case IP_HOP_BY_HOP:
    case IP_ROUTING:
    case IP_DESTINATION:
      return 8 * ((size_t) data[1] + 1);
    case IP_AUTHENTICATION:
      return 4 * ((size_t) data[1] + 2);
    case IP_FRAGMENT:
      return 8;
    default:
      return 0;
  }
}

static QosFrameVerdict
parse_ipv6 (Rest rest, QosDatagram *datagram)
{
  const uint8_t *ip = rest.data;
  unsigned kind;
  size_t whole = rest.size;

  if (!skip (&rest, IPV6_SIZE))
    return QOS_FRAME_BAD;
  memcpy (datagram->flow.source, ip + 8, 16);
  memcpy (datagram->flow.destination, ip + 24, 16);
  kind = ip[6];
  for (unsigned n = 0; n < EXTENSIONS_MAX && kind != IP_UDP; n++) {
    const uint8_t *extension = rest.data;
    size_t size = rest.size < 8 ? 0 : extension_size (kind, extension);

    if (size == 0)
      return QOS_FRAME_OTHER;
    if (!skip (&rest, size))
      return QOS_FRAME_BAD;
    if (kind == IP_FRAGMENT && (qos_read_u16 (extension + 2) & 0xfff8) != 0)
      return QOS_FRAME_FRAGMENT;
    kind = extension[0];
  }
  if (kind != IP_UDP)
    return QOS_FRAME_OTHER;
  return parse_udp (rest, (uint32_t) (whole - rest.size), datagram);
}

static QosFrameVerdict
parse_ip (Rest rest, QosDatagram *datagram)
{
  if (rest.size < 1)
    return QOS_FRAME_BAD;
  switch (rest.data[0] >> 4) {
    case 4:
      return parse_ipv4 (rest, datagram);
    case 6:
      return parse_ipv6 (rest, datagram);
    default:
      return QOS_FRAME_OTHER;
  }
}

/* type: of what follows, as Ethernet has it. */
static QosFrameVerdict
parse_type (unsigned type, Rest rest, QosDatagram *datagram)
{
  for (unsigned n = 0; n < VLANS_MAX; n++) {
    const uint8_t *tag = rest.data;

    if (type != ETHER_VLAN && type != ETHER_QINQ && type != ETHER_QINQ_OLD)
      break;
    if (!skip (&rest, VLAN_SIZE))
      return QOS_FRAME_BAD;
    type = qos_read_u16 (tag + 2);
  }
  if (type != ETHER_IPV4 && type != ETHER_IPV6)
    return QOS_FRAME_OTHER;
  return parse_ip (rest, datagram);
}

QosFrameVerdict
qos_frame_parse (QosLink link, const uint8_t *data, size_t size,
    QosDatagram *datagram)
{
  Rest rest = {data, size};

  switch (link) {
    case QOS_LINK_ETHERNET:
      return skip (&rest, ETHERNET_SIZE)
          ? parse_type (qos_read_u16 (data + 12), rest, datagram)
          : QOS_FRAME_BAD;
    case QOS_LINK_SLL:
      return skip (&rest, SLL_SIZE)
          ? parse_type (qos_read_u16 (data + 14), rest, datagram)
          : QOS_FRAME_BAD;
    case QOS_LINK_SLL2:
      return skip (&rest, SLL2_SIZE)
          ? parse_type (qos_read_u16 (data), rest, datagram)
          : QOS_FRAME_BAD;
    case QOS_LINK_LOOPBACK: /* the families differ from system to system: the
                               IP header tells its version */
      return skip (&rest, LOOP_SIZE) ? parse_ip (rest, datagram)
                                     : QOS_FRAME_BAD;
    case QOS_LINK_RAW:
      return parse_ip (rest, datagram);
  }
  return QOS_FRAME_OTHER;
}
