/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Finds the UDP datagram in a captured frame: Ethernet with VLAN tags, Linux
 * cooked captures, BSD loopback, PPP, NFLOG, IPv4 and IPv6 with their options
 * and extension headers, and tunnels: IP in IP, GRE with ERSPAN and PPTP, MPLS,
 * PPPoE, VXLAN, Geneve, GTP-U, TURN. The bytes may be malicious: nothing is
 * read outside the frame. Fragments are not reassembled: the first one has the
 * headers, the others are recognised as fragments.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum
{
  QOS_LINK_ETHERNET,
  QOS_LINK_SLL,      /* Linux cooked, version 1 */
  QOS_LINK_SLL2,     /* version 2 */
  QOS_LINK_LOOPBACK, /* 4 bytes of a protocol family, in either byte order */
  QOS_LINK_RAW,      /* begins with an IP header */
  QOS_LINK_PPP,
  QOS_LINK_PPP_DIRECTED, /* preceded by a byte with the direction */
  QOS_LINK_PPPOE,
  QOS_LINK_NFLOG, /* netlink attributes */
  QOS_LINK_OTHER, /* unsupported */
  QOS_N_LINKS
} QosLink;

typedef enum
{
  QOS_FRAME_UDP,
  QOS_FRAME_OTHER,    /* another protocol */
  QOS_FRAME_FRAGMENT, /* of a datagram, but not the first one */
  QOS_FRAME_BAD,      /* shorter than its headers say */
  QOS_FRAME_TUNNEL,   /* in an unsupported tunnel */
  QOS_FRAME_NO_LINK,  /* of an unsupported link type */
  QOS_FRAME_N_VERDICTS
} QosFrameVerdict;

/* Two hosts and their ports, from the innermost IP header. IPv4 addresses are
 * IPv4-mapped (RFC 4291 2.5.5.2). */
typedef struct
{
  uint8_t source[16];
  uint8_t destination[16];
  uint16_t source_port;
  uint16_t destination_port;
} QosFlow;

typedef struct
{
  QosFlow flow;
  const uint8_t *data; /* payload, inside the frame */
  size_t size;         /* original size of the payload, bytes */
  size_t captured;     /* bytes of it in the frame, <= size */
  uint32_t overhead;   /* headers of UDP, its IP and TURN, bytes */
} QosDatagram;

/* data, size: the captured part of one frame. Fills *datagram only when it
 * returns QOS_FRAME_UDP. */
QosFrameVerdict qos_frame_parse (QosLink link, const uint8_t *data, size_t size,
    QosDatagram *datagram);
