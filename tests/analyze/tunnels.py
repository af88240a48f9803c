# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What can be around an IP packet in a frame, besides VLANs."""

import struct

import captures

ETHERNET, PPP, RAW, PPP_SERIAL, PPP_ETHER, PPP_PPPD, NFLOG = \
    1, 9, 101, 50, 51, 166, 239


def ip(protocol, body, six=False):
    """An IP header with other hosts in front of body."""
    if six:
        return struct.pack('>IHBB', 0x60000000, len(body), protocol, 64) + \
            bytes(15) + b'\7' + bytes(15) + b'\x08' + body
    return struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(body), 1, 0, 64,
                       protocol, 0) + bytes([172, 16, 0, 1, 172, 16, 0, 2]) + \
        body


def udp(port, body):
    return ip(17, struct.pack('>HHHH', 40000, port, 8 + len(body), 0) + body)


def ethernet(kind, body):
    return bytes(12) + struct.pack('>H', kind) + body


def inner(packet):
    """The packet in its own Ethernet frame."""
    return captures.frame(ETHERNET, packet)


def kind_of(packet):
    return 0x86dd if packet[0] >> 4 == 6 else 0x0800


def gre(flags, kind, body):
    options = 4 * bin(flags & 0xb000).count('1')
    return ip(47, struct.pack('>HH', flags, kind) + bytes(options) + body)


def pptp(packet):
    body = b'\xff\x03\x00\x21' + packet
    return ip(47, struct.pack('>HHHHII', 0x3081, 0x880b, len(body), 1, 5, 6) +
              body)


def gtp(packet):
    extension = b'\1\0\0\x85' + b'\2' + bytes(6) + b'\0'
    body = struct.pack('>HBB', 1, 0, 0x85) + extension + packet
    return udp(2152, struct.pack('>BBHI', 0x34, 255, len(body), 7) + body)


def nflog(packet, order='<'):
    attributes = b''
    for kind, body in ((1, b'\x08\0\0\0'), (10, b'tag'), (9, packet)):
        attributes += struct.pack(order + 'HH', 4 + len(body), kind) + body + \
            bytes(-len(body) % 4)
    return b'\2\0\0\0' + attributes


# name: (link type, frame of an IPv4 packet); each is looked into.
AROUND = {
    'ip-in-ip': (RAW, lambda p: ip(4, p)),
    '6in4': (RAW, lambda p: ip(41, p)),
    'ip-in-ipv6': (RAW, lambda p: ip(4, p, six=True)),
    'gre': (RAW, lambda p: gre(0, kind_of(p), p)),
    'gre-all': (RAW, lambda p: gre(0xb000, kind_of(p), p)),
    'gre-ipv6': (RAW, lambda p: ip(47, struct.pack('>HH', 0, kind_of(p)) + p,
                                   six=True)),
    'gre-ethernet': (RAW, lambda p: gre(0x2000, 0x6558, inner(p))),
    'erspan-1': (RAW, lambda p: gre(0, 0x88be, inner(p))),
    'erspan-2': (RAW, lambda p: gre(0x1000, 0x88be, bytes(8) + inner(p))),
    'erspan-3': (RAW, lambda p: gre(0x1000, 0x22eb, bytes(12) + inner(p))),
    'erspan-3-more': (RAW, lambda p: gre(0x1000, 0x22eb, bytes(11) + b'\1' +
                                         bytes(8) + inner(p))),
    'pptp': (RAW, pptp),
    'etherip': (RAW, lambda p: ip(97, b'\x30\0' + inner(p))),
    'mpls': (ETHERNET, lambda p: ethernet(
        0x8847, b'\0\1\0\x40\0\1\1\x40' + p)),
    'mpls-ethernet': (ETHERNET, lambda p: ethernet(
        0x8847, b'\0\1\1\x40' + bytes(4) + inner(p))),
    'mpls-in-ip': (RAW, lambda p: ip(137, b'\0\1\1\x40' + p)),
    'pppoe': (ETHERNET, lambda p: ethernet(
        0x8864, struct.pack('>BBHHH', 0x11, 0, 1, 2 + len(p),
                            0x57 if kind_of(p) == 0x86dd else 0x21) + p)),
    'llc': (ETHERNET, lambda p: ethernet(
        8 + len(p), b'\xaa\xaa\x03\0\0\0' + struct.pack('>H', kind_of(p)) + p)),
    'ppp': (PPP, lambda p: b'\xff\x03\0\x21' + p),
    'ppp-short': (PPP_SERIAL, lambda p: b'\x21' + p),
    'ppp-mpls': (PPP, lambda p: b'\xff\x03\x02\x81' + b'\0\1\1\x40' + p),
    'ppp-directed': (PPP_PPPD, lambda p: b'\1\xff\x03\0\x21' + p),
    'ppp-ethernet': (PPP_ETHER, lambda p: struct.pack(
        '>BBHHH', 0x11, 0, 1, 2 + len(p), 0x21) + p),
    'nflog': (NFLOG, nflog),
    'nflog-swapped': (NFLOG, lambda p: nflog(p, '>')),
    'vxlan': (RAW, lambda p: udp(4789, b'\x08' + bytes(7) + inner(p))),
    'geneve': (RAW, lambda p: udp(6081, b'\1\0\x65\x58' + bytes(8) + inner(p))),
    'geneve-ip': (RAW, lambda p: udp(
        6081, struct.pack('>BBHI', 0, 0, kind_of(p), 0) + p)),
    'gtp-u': (RAW, gtp),
    'gre-in-vxlan': (RAW, lambda p: udp(4789, b'\x08' + bytes(7) + inner(
        gre(0, kind_of(p), p)))),
}

# name: (link type, frame of an IP packet); no tunnel of them is looked into.
NOT_LOOKED_INTO = {
    'esp': (RAW, lambda p: ip(50, bytes(8) + p)),
    'l2tp': (RAW, lambda p: ip(115, bytes(8) + p)),
    'gre-routing': (RAW, lambda p: ip(47, b'\x40\0\x08\0' + bytes(8) + p)),
    'ppp-compressed': (PPP, lambda p: b'\xff\x03\x00\xfd' + p),
    'deep': (RAW, lambda p: deep(p, 9)),
}


def deep(packet, n):
    for _ in range(n):
        packet = ip(4, packet)
    return packet


def channel_data(packet):
    """TURN, around RTP."""
    return struct.pack('>HH', 0x4001, len(packet)) + packet + \
        bytes(-len(packet) % 4)


def indication(packet, kind=0x0017):
    attributes = struct.pack('>HH', 0x0012, 8) + bytes(8) + \
        struct.pack('>HH', 0x0013, len(packet)) + packet + \
        bytes(-len(packet) % 4)
    return struct.pack('>HHI', kind, len(attributes), 0x2112a442) + \
        bytes(12) + attributes
