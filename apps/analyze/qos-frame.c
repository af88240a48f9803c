/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-frame-private.h"

#include "qos-bytes.h"

#include <string.h>

enum
{
  ETHER_IPV4 = 0x0800,
  ETHER_IPV6 = 0x86dd,
  ETHER_VLAN = 0x8100,
  ETHER_QINQ = 0x88a8,
  ETHER_QINQ_OLD = 0x9100,
  ETHER_MPLS = 0x8847,
  ETHER_MPLS_MULTICAST = 0x8848,
  ETHER_PPPOE = 0x8864,
  ETHER_LENGTH_MAX = 1500, /* a smaller number is the size of an LLC frame */
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
#define NFLOG_SIZE 4
#define NFLOG_PAYLOAD 9
/* More than the kernel writes. */
#define NFLOG_ATTRIBUTES_MAX 32

/* More tags and extension headers than any network uses. */
#define VLANS_MAX 4
#define EXTENSIONS_MAX 8

bool
qos_frame_skip (QosFrameRest *rest, size_t size)
{
  if (rest->size < size)
    return false;
  rest->data += size;
  rest->size -= size;
  return true;
}

/* Reads the ports, and the payload as far as it was captured. headers: bytes of
 * the IP headers. */
static QosFrameVerdict
parse_udp (QosFrameRest rest, uint32_t headers, QosDatagram *datagram)
{
  const uint8_t *udp = rest.data;
  size_t length;

  if (!qos_frame_skip (&rest, UDP_SIZE))
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
  return qos_tunnel_udp (rest, datagram);
}

static void
map_address (uint8_t to[16], const uint8_t from[4])
{
  memset (to, 0, 10);
  memset (to + 10, 0xff, 2);
  memcpy (to + 12, from, 4);
}

static QosFrameVerdict
parse_ipv4 (QosFrameRest rest, QosDatagram *datagram)
{
  const uint8_t *ip = rest.data;
  size_t header;

  if (rest.size < IPV4_SIZE)
    return QOS_FRAME_BAD;
  header = 4 * (size_t) (ip[0] & 0x0f);
  if (header < IPV4_SIZE || !qos_frame_skip (&rest, header))
    return QOS_FRAME_BAD;
  if (ip[9] != IP_UDP && !qos_tunnel_is_protocol (ip[9]))
    return QOS_FRAME_OTHER;
  if ((qos_read_u16 (ip + 6) & 0x1fff) != 0)
    return QOS_FRAME_FRAGMENT;
  if (ip[9] != IP_UDP)
    return qos_tunnel_protocol (ip[9], rest, datagram);
  map_address (datagram->flow.source, ip + 12);
  map_address (datagram->flow.destination, ip + 16);
  return parse_udp (rest, (uint32_t) header, datagram);
}

/* Size of the extension header of that kind; 0 if it cannot be skipped. */
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
parse_ipv6 (QosFrameRest rest, QosDatagram *datagram)
{
  const uint8_t *ip = rest.data;
  unsigned kind;
  size_t whole = rest.size;

  if (!qos_frame_skip (&rest, IPV6_SIZE))
    return QOS_FRAME_BAD;
  memcpy (datagram->flow.source, ip + 8, 16);
  memcpy (datagram->flow.destination, ip + 24, 16);
  kind = ip[6];
  for (unsigned n = 0; n < EXTENSIONS_MAX && kind != IP_UDP; n++) {
    const uint8_t *extension = rest.data;
    size_t size = rest.size < 8 ? 0 : extension_size (kind, extension);

    if (size == 0)
      break;
    if (!qos_frame_skip (&rest, size))
      return QOS_FRAME_BAD;
    if (kind == IP_FRAGMENT && (qos_read_u16 (extension + 2) & 0xfff8) != 0)
      return QOS_FRAME_FRAGMENT;
    kind = extension[0];
  }
  if (kind == IP_UDP)
    return parse_udp (rest, (uint32_t) (whole - rest.size), datagram);
  return qos_tunnel_protocol (kind, rest, datagram);
}

QosFrameVerdict
qos_frame_ip (QosFrameRest rest, QosDatagram *datagram)
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

/* IEEE 802.2 with SNAP, RFC 1042; other LLC frames are not IP. */
static QosFrameVerdict
parse_llc (QosFrameRest rest, QosDatagram *datagram)
{
  static const uint8_t snap[] = {0xaa, 0xaa, 0x03, 0, 0, 0};
  const uint8_t *llc = rest.data;
  unsigned type;

  if (!qos_frame_skip (&rest, sizeof snap + 2) ||
      memcmp (llc, snap, sizeof snap) != 0)
    return QOS_FRAME_OTHER;
  type = qos_read_u16 (llc + sizeof snap);
  return type <= ETHER_LENGTH_MAX ? QOS_FRAME_OTHER
                                  : qos_frame_type (type, rest, datagram);
}

QosFrameVerdict
qos_frame_type (unsigned type, QosFrameRest rest, QosDatagram *datagram)
{
  for (unsigned n = 0; n < VLANS_MAX; n++) {
    const uint8_t *tag = rest.data;

    if (type != ETHER_VLAN && type != ETHER_QINQ && type != ETHER_QINQ_OLD)
      break;
    if (!qos_frame_skip (&rest, VLAN_SIZE))
      return QOS_FRAME_BAD;
    type = qos_read_u16 (tag + 2);
  }
  switch (type) {
    case ETHER_IPV4:
    case ETHER_IPV6:
      return qos_frame_ip (rest, datagram);
    case ETHER_MPLS:
    case ETHER_MPLS_MULTICAST:
      return qos_tunnel_mpls (rest, datagram);
    case ETHER_PPPOE:
      return qos_tunnel_pppoe (rest, datagram);
    default:
      return type <= ETHER_LENGTH_MAX ? parse_llc (rest, datagram)
                                      : QOS_FRAME_OTHER;
  }
}

static QosFrameVerdict
parse_typed (QosFrameRest rest, size_t header, size_t type_at,
    QosDatagram *datagram)
{
  const uint8_t *data = rest.data;

  return qos_frame_skip (&rest, header)
      ? qos_frame_type (qos_read_u16 (data + type_at), rest, datagram)
      : QOS_FRAME_BAD;
}

QosFrameVerdict
qos_frame_ethernet (QosFrameRest rest, QosDatagram *datagram)
{
  return parse_typed (rest, ETHERNET_SIZE, ETHERNET_SIZE - 2, datagram);
}

/* A header, then attributes with sizes in the byte order of the capturing host:
 * if it differs from this host's, the first size is too large. */
static QosFrameVerdict
parse_nflog (QosFrameRest rest, QosDatagram *datagram)
{
  if (!qos_frame_skip (&rest, NFLOG_SIZE))
    return QOS_FRAME_BAD;
  for (unsigned n = 0; n < NFLOG_ATTRIBUTES_MAX && rest.size >= 4; n++) {
    unsigned size = rest.data[0] | rest.data[1] << 8;
    unsigned kind = rest.data[2] | rest.data[3] << 8;

    if (size < 4 || size > rest.size) {
      size = qos_read_u16 (rest.data);
      kind = qos_read_u16 (rest.data + 2);
    }
    if (size < 4)
      return QOS_FRAME_BAD;
    if (kind == NFLOG_PAYLOAD) {
      qos_frame_skip (&rest, 4);
      return qos_frame_ip (rest, datagram);
    }
    if (!qos_frame_skip (&rest, (size + 3) / 4 * 4))
      return QOS_FRAME_BAD;
  }
  return QOS_FRAME_OTHER;
}

static QosFrameVerdict
parse_after (QosFrameRest rest, size_t header, QosDatagram *datagram,
    QosFrameParser parse)
{
  return qos_frame_skip (&rest, header) ? parse (rest, datagram)
                                        : QOS_FRAME_BAD;
}

QosFrameVerdict
qos_frame_parse (QosLink link, const uint8_t *data, size_t size,
    QosDatagram *datagram)
{
  QosFrameRest rest = {data, size, 0};

  switch (link) {
    case QOS_LINK_ETHERNET:
      return qos_frame_ethernet (rest, datagram);
    case QOS_LINK_SLL:
      return parse_typed (rest, SLL_SIZE, SLL_SIZE - 2, datagram);
    case QOS_LINK_SLL2:
      return parse_typed (rest, SLL2_SIZE, 0, datagram);
    case QOS_LINK_LOOPBACK: /* the families differ between systems: use the
                             * version in the IP header */
      return parse_after (rest, LOOP_SIZE, datagram, qos_frame_ip);
    case QOS_LINK_RAW:
      return qos_frame_ip (rest, datagram);
    case QOS_LINK_PPP:
      return qos_tunnel_ppp (rest, datagram);
    case QOS_LINK_PPP_DIRECTED:
      return parse_after (rest, 1, datagram, qos_tunnel_ppp);
    case QOS_LINK_PPPOE:
      return qos_tunnel_pppoe (rest, datagram);
    case QOS_LINK_NFLOG:
      return parse_nflog (rest, datagram);
    case QOS_LINK_OTHER:
    case QOS_N_LINKS:
      break;
  }
  return QOS_FRAME_NO_LINK;
}
