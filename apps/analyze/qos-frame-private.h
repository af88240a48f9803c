/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the layers of a frame share. Each takes the rest of a frame that begins
 * with it and goes on with what is inside.
 */
#ifndef QOS_FRAME_PRIVATE_H
#define QOS_FRAME_PRIVATE_H

#include "qos-frame.h"

/* Tunnels within tunnels that are followed: more than any network has. */
#define QOS_FRAME_TUNNELS_MAX 8

/* What is left of the frame. */
typedef struct
{
  const uint8_t *data;
  size_t size;
  unsigned tunnels; /* it is inside of */
} QosFrameRest;

bool qos_frame_skip (QosFrameRest *rest, size_t size);

QosFrameVerdict qos_frame_ethernet (QosFrameRest rest, QosDatagram *datagram);

/* type: of what follows, as Ethernet has it. */
QosFrameVerdict qos_frame_type (unsigned type, QosFrameRest rest,
    QosDatagram *datagram);

/* An IP header of either version. */
QosFrameVerdict qos_frame_ip (QosFrameRest rest, QosDatagram *datagram);

/* After an IP header: protocols that are tunnels. */
QosFrameVerdict qos_tunnel_protocol (unsigned protocol, QosFrameRest rest,
    QosDatagram *datagram);
bool qos_tunnel_is_protocol (unsigned protocol);

QosFrameVerdict qos_tunnel_mpls (QosFrameRest rest, QosDatagram *datagram);
QosFrameVerdict qos_tunnel_ppp (QosFrameRest rest, QosDatagram *datagram);
QosFrameVerdict qos_tunnel_pppoe (QosFrameRest rest, QosDatagram *datagram);

/* A datagram was found, rest is its payload: is that a tunnel? Else *datagram
 * stays as it is, or becomes what TURN has wrapped in it. */
QosFrameVerdict qos_tunnel_udp (QosFrameRest rest, QosDatagram *datagram);

#endif
