/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Frames, packets and datagrams inside others: IP in IP, GRE with ERSPAN and
 * PPTP, MPLS, PPP and PPPoE, VXLAN, Geneve, GTP-U, TURN.
 */
#include "qos-frame-private.h"

#include "qos-bytes.h"

#include <string.h>

enum
{
  IP_IN_IP = 4,
  IP_IPV6 = 41,
  IP_GRE = 47,
  IP_ESP = 50,
  IP_ETHERIP = 97,
  IP_L2TP = 115,
  IP_MPLS = 137,
};

enum
{
  GRE_CHECKSUM = 0x8000,
  GRE_ROUTING = 0x4000,
  GRE_KEY = 0x2000,
  GRE_SEQUENCE = 0x1000,
  GRE_ACKNOWLEDGED = 0x0080,
  GRE_VERSION = 0x0007,
  GRE_PPP = 0x880b,
  GRE_ETHERNET = 0x6558,
  GRE_ERSPAN = 0x88be,
  GRE_ERSPAN_3 = 0x22eb,
};

enum
{
  PPP_IPV4 = 0x0021,
  PPP_IPV6 = 0x0057,
  PPP_MPLS = 0x0281,
  PPP_ENCRYPTED = 0x0053,
  PPP_COMPRESSED = 0x00fd,
};

enum
{
  PORT_GTP_U = 2152,
  PORT_VXLAN = 4789,
  PORT_VXLAN_OLD = 8472,
  PORT_GENEVE = 6081,
};

#define GTP_HEADER_SIZE 8
#define GTP_PACKET 255
/* More extension headers than any network uses. */
#define GTP_EXTENSIONS_MAX 8

#define MPLS_LABELS_MAX 16

#define STUN_HEADER_SIZE 20
#define STUN_COOKIE 0x2112a442
#define STUN_SEND 0x0016
#define STUN_DATA 0x0017
#define STUN_ATTRIBUTE_DATA 0x0013
#define STUN_ATTRIBUTES_MAX 16

/* Enters a tunnel. False if there are too many. */
static bool
enter (QosFrameRest *rest, size_t header)
{
  return rest->tunnels++ < QOS_FRAME_TUNNELS_MAX &&
      qos_frame_skip (rest, header);
}

static QosFrameVerdict
parse_inside (QosFrameRest rest, size_t header, QosDatagram *datagram,
    QosFrameParser parse)
{
  return enter (&rest, header) ? parse (rest, datagram) : QOS_FRAME_TUNNEL;
}

/* type: an Ethernet type, or GRE's for Ethernet itself. */
static QosFrameVerdict
parse_type_inside (unsigned type, QosFrameRest rest, size_t header,
    QosDatagram *datagram)
{
  if (type == GRE_ETHERNET)
    return parse_inside (rest, header, datagram, qos_frame_ethernet);
  return enter (&rest, header) ? qos_frame_type (type, rest, datagram)
                               : QOS_FRAME_TUNNEL;
}

/* RFC 2637 4.1: version 1 of GRE, containing PPP or nothing. */
static QosFrameVerdict
parse_pptp (unsigned flags, QosFrameRest rest, QosDatagram *datagram)
{
  size_t header = flags & GRE_ACKNOWLEDGED ? 16 : 12;

  return flags & GRE_SEQUENCE
      ? parse_inside (rest, header, datagram, qos_tunnel_ppp)
      : QOS_FRAME_OTHER;
}

/* Types I and II share a protocol type: I has no sequence number and no header
 * of its own. Type III may have 8 more bytes. */
static QosFrameVerdict
parse_erspan (unsigned flags, unsigned protocol, QosFrameRest rest,
    QosDatagram *datagram)
{
  size_t header = flags & GRE_SEQUENCE ? 8 : 0;

  if (protocol == GRE_ERSPAN_3) {
    if (rest.size < 12)
      return QOS_FRAME_BAD;
    header = rest.data[11] & 1 ? 20 : 12;
  }
  return parse_inside (rest, header, datagram, qos_frame_ethernet);
}

/* RFC 2784, RFC 2890 */
static QosFrameVerdict
parse_gre (QosFrameRest rest, QosDatagram *datagram)
{
  unsigned flags, protocol;
  size_t header = 4;

  if (rest.size < header)
    return QOS_FRAME_BAD;
  flags = qos_read_u16 (rest.data);
  protocol = qos_read_u16 (rest.data + 2);
  if ((flags & GRE_VERSION) == 1 && protocol == GRE_PPP)
    return parse_pptp (flags, rest, datagram);
  if ((flags & GRE_VERSION) != 0 || (flags & GRE_ROUTING))
    return QOS_FRAME_TUNNEL;
  header += (flags & GRE_CHECKSUM ? 4 : 0) + (flags & GRE_KEY ? 4 : 0) +
      (flags & GRE_SEQUENCE ? 4 : 0);
  if (!qos_frame_skip (&rest, header))
    return QOS_FRAME_BAD;
  return protocol == GRE_ERSPAN || protocol == GRE_ERSPAN_3
      ? parse_erspan (flags, protocol, rest, datagram)
      : parse_type_inside (protocol, rest, 0, datagram);
}

bool
qos_tunnel_is_protocol (unsigned protocol)
{
  static const uint8_t protocols[] = {IP_IN_IP, IP_IPV6, IP_GRE, IP_ESP,
      IP_ETHERIP, IP_L2TP, IP_MPLS};

  return memchr (protocols, (int) protocol, sizeof protocols) != NULL;
}

QosFrameVerdict
qos_tunnel_protocol (unsigned protocol, QosFrameRest rest,
    QosDatagram *datagram)
{
  switch (protocol) {
    case IP_IN_IP:
    case IP_IPV6:
      return parse_inside (rest, 0, datagram, qos_frame_ip);
    case IP_GRE:
      return parse_gre (rest, datagram);
    case IP_ETHERIP: /* RFC 3378 */
      return parse_inside (rest, 2, datagram, qos_frame_ethernet);
    case IP_MPLS: /* RFC 4023 */
      return qos_tunnel_mpls (rest, datagram);
    default:
      return qos_tunnel_is_protocol (protocol) ? QOS_FRAME_TUNNEL
                                               : QOS_FRAME_OTHER;
  }
}

/* RFC 3032. The label stack does not say what follows: an IP header, or
 * Ethernet after a control word that starts with 0 (RFC 4385, RFC 4448). */
QosFrameVerdict
qos_tunnel_mpls (QosFrameRest rest, QosDatagram *datagram)
{
  bool is_last = false;

  for (unsigned n = 0; n < MPLS_LABELS_MAX && !is_last; n++) {
    if (rest.size < 4)
      return QOS_FRAME_BAD;
    is_last = (rest.data[2] & 1) != 0;
    qos_frame_skip (&rest, 4);
  }
  if (!is_last)
    return QOS_FRAME_TUNNEL;
  if (rest.size > 0 && rest.data[0] >> 4 == 0)
    return parse_inside (rest, 4, datagram, qos_frame_ethernet);
  return parse_inside (rest, 0, datagram, qos_frame_ip);
}

/* RFC 1661 2, RFC 1662 3.1: address and control bytes, and the first byte of a
 * small protocol number, may be omitted. */
QosFrameVerdict
qos_tunnel_ppp (QosFrameRest rest, QosDatagram *datagram)
{
  unsigned protocol;

  if (rest.size >= 2 && qos_read_u16 (rest.data) == 0xff03)
    qos_frame_skip (&rest, 2);
  if (rest.size < 2)
    return QOS_FRAME_BAD;
  protocol =
      rest.data[0] & 1 ? rest.data[0] : (unsigned) qos_read_u16 (rest.data);
  qos_frame_skip (&rest, rest.data[0] & 1 ? 1 : 2);
  switch (protocol) {
    case PPP_IPV4:
    case PPP_IPV6:
      return qos_frame_ip (rest, datagram);
    case PPP_MPLS:
      return qos_tunnel_mpls (rest, datagram);
    case PPP_ENCRYPTED:
    case PPP_COMPRESSED:
      return QOS_FRAME_TUNNEL;
    default:
      return QOS_FRAME_OTHER;
  }
}

/* RFC 2516 4: the session stage. */
QosFrameVerdict
qos_tunnel_pppoe (QosFrameRest rest, QosDatagram *datagram)
{
  const uint8_t *header = rest.data;

  if (!qos_frame_skip (&rest, 6))
    return QOS_FRAME_BAD;
  if (header[0] != 0x11 || header[1] != 0)
    return QOS_FRAME_OTHER;
  return qos_tunnel_ppp (rest, datagram);
}

/* RFC 8926 3.4 */
static QosFrameVerdict
parse_geneve (QosFrameRest rest, QosDatagram *datagram)
{
  unsigned protocol = qos_read_u16 (rest.data + 2);
  size_t header = 8 + 4 * (size_t) (rest.data[0] & 0x3f);

  return parse_type_inside (protocol, rest, header, datagram);
}

/* 3GPP TS 29.281 5: version 1, with four more bytes if any flag is set, and
 * extension headers of a multiple of 4 bytes. */
static QosFrameVerdict
parse_gtp (QosFrameRest rest, QosDatagram *datagram)
{
  unsigned flags = rest.data[0], next = 0;

  if (rest.data[1] != GTP_PACKET)
    return QOS_FRAME_OTHER;
  qos_frame_skip (&rest, GTP_HEADER_SIZE);
  if (flags & 0x07) {
    if (rest.size < 4)
      return QOS_FRAME_BAD;
    next = flags & 0x04 ? rest.data[3] : 0;
    qos_frame_skip (&rest, 4);
  }
  for (unsigned n = 0; next != 0; n++) {
    size_t size = rest.size > 0 ? 4 * (size_t) rest.data[0] : 0;

    if (size == 0 || size > rest.size)
      return QOS_FRAME_BAD;
    if (n == GTP_EXTENSIONS_MAX)
      return QOS_FRAME_TUNNEL;
    next = rest.data[size - 1];
    qos_frame_skip (&rest, size);
  }
  return parse_inside (rest, 0, datagram, qos_frame_ip);
}

/* The datagram wraps the size bytes from at on. */
static void
unwrap (QosDatagram *datagram, size_t at, size_t size)
{
  datagram->overhead += (uint32_t) (datagram->size - size);
  datagram->data += at;
  datagram->captured -= at;
  datagram->size = size;
  if (datagram->captured > size)
    datagram->captured = size;
}

static bool
looks_like_rtp (const QosDatagram *datagram, size_t at)
{
  return datagram->captured > at && datagram->data[at] >> 6 == 2;
}

/* RFC 8656 12.4, also with the channel numbers of RFC 5766. */
static void
unwrap_channel_data (QosDatagram *datagram)
{
  size_t size = qos_read_u16 (datagram->data + 2);

  if (size > 0 && 4 + size <= datagram->size && 4 + size + 4 > datagram->size &&
      looks_like_rtp (datagram, 4))
    unwrap (datagram, 4, size);
}

/* RFC 8656 11: DATA in an indication from or to a TURN server. */
static void
unwrap_indication (QosDatagram *datagram)
{
  const uint8_t *data = datagram->data;
  size_t at = STUN_HEADER_SIZE, end;

  if (datagram->captured < STUN_HEADER_SIZE ||
      qos_read_u32 (data + 4) != STUN_COOKIE ||
      (qos_read_u16 (data) != STUN_SEND && qos_read_u16 (data) != STUN_DATA))
    return;
  end = STUN_HEADER_SIZE + qos_read_u16 (data + 2);
  if (end > datagram->size)
    return;
  for (unsigned n = 0;
       n < STUN_ATTRIBUTES_MAX && at + 4 <= end && at + 4 <= datagram->captured;
       n++) {
    size_t size = qos_read_u16 (data + at + 2);

    if (at + 4 + size > end)
      return;
    if (qos_read_u16 (data + at) == STUN_ATTRIBUTE_DATA) {
      if (size > 0 && looks_like_rtp (datagram, at + 4))
        unwrap (datagram, at + 4, size);
      return;
    }
    at += 4 + (size + 3) / 4 * 4;
  }
}

static bool
is_port (const QosFlow *flow, unsigned port)
{
  return flow->destination_port == port || flow->source_port == port;
}

/* No tunnel starts like RTP. */
QosFrameVerdict
qos_tunnel_udp (QosFrameRest rest, QosDatagram *datagram)
{
  const QosFlow *flow = &datagram->flow;

  if (rest.size < 8 || rest.data[0] >> 6 == 2)
    return QOS_FRAME_UDP;
  /* RFC 7348 5: the flag I, and a network number. */
  if ((is_port (flow, PORT_VXLAN) || is_port (flow, PORT_VXLAN_OLD)) &&
      rest.data[0] == 0x08)
    return parse_inside (rest, 8, datagram, qos_frame_ethernet);
  if (is_port (flow, PORT_GENEVE) && rest.data[0] >> 6 == 0)
    return parse_geneve (rest, datagram);
  if (is_port (flow, PORT_GTP_U) && rest.data[0] >> 4 == 3)
    return parse_gtp (rest, datagram);
  if (rest.data[0] >> 6 == 1)
    unwrap_channel_data (datagram);
  else if (rest.data[0] >> 6 == 0)
    unwrap_indication (datagram);
  return QOS_FRAME_UDP;
}
