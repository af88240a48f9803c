/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the parsers for the layers of a frame. Each one gets the rest of a
 * frame, starting with its layer, and calls the one for the next layer.
 */
#pragma once

#include "qos-frame.h"

/* Maximum nesting of tunnels: more than any network has. */
#define QOS_FRAME_TUNNELS_MAX 8

/* The rest of the frame. */
typedef struct
{
  const uint8_t *data;
  size_t size;
  unsigned tunnels; /* number of tunnels around it */
} QosFrameRest;

/* Parses a layer and what is in it. */
typedef QosFrameVerdict (
    *QosFrameParser) (QosFrameRest rest, QosDatagram *datagram);

bool qos_frame_skip (QosFrameRest *rest, size_t size);

QosFrameVerdict qos_frame_ethernet (QosFrameRest rest, QosDatagram *datagram);

/* type: of the next layer, an Ethernet type. */
QosFrameVerdict qos_frame_type (unsigned type, QosFrameRest rest,
    QosDatagram *datagram);

/* An IP header of either version. */
QosFrameVerdict qos_frame_ip (QosFrameRest rest, QosDatagram *datagram);

/* After an IP header: handles protocols that are tunnels; others are
 * QOS_FRAME_OTHER. */
QosFrameVerdict qos_tunnel_protocol (unsigned protocol, QosFrameRest rest,
    QosDatagram *datagram);
bool qos_tunnel_is_protocol (unsigned protocol);

QosFrameVerdict qos_tunnel_mpls (QosFrameRest rest, QosDatagram *datagram);
QosFrameVerdict qos_tunnel_ppp (QosFrameRest rest, QosDatagram *datagram);
QosFrameVerdict qos_tunnel_pppoe (QosFrameRest rest, QosDatagram *datagram);

/* A datagram was found, and rest is its payload: is it a tunnel? If not,
 * *datagram is unchanged, or becomes the one wrapped in TURN. */
QosFrameVerdict qos_tunnel_udp (QosFrameRest rest, QosDatagram *datagram);
