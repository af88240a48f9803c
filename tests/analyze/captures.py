# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes captures: RTP in UDP in IP in frames, as pcap or pcapng."""

import ipaddress
import random
import struct

ETHERNET, NULL, RAW, SLL, SLL2 = 1, 0, 101, 113, 276


def rtp(seq, timestamp, ssrc=7, kind=0, payload=bytes(160)):
    return struct.pack('>BBHII', 0x80, kind, seq & 0xffff,
                       timestamp & 0xffffffff, ssrc) + payload


def udp(payload, source='10.0.0.1', destination='10.0.0.2', ports=(4000, 5004)):
    """An IP packet, of the version of its addresses."""
    datagram = struct.pack('>HHHH', *ports, 8 + len(payload), 0) + payload
    ends = [ipaddress.ip_address(a) for a in (source, destination)]
    packed = b''.join(end.packed for end in ends)
    if ends[0].version == 4:
        return struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(datagram), 1, 0, 64,
                           17, 0) + packed + datagram
    return struct.pack('>IHBB', 0x60000000, len(datagram), 17, 64) + packed + \
        datagram


def frame(link, packet, tags=b''):
    kind = b'\x86\xdd' if packet[0] >> 4 == 6 else b'\x08\x00'
    if link == ETHERNET:
        return bytes(12) + tags + kind + packet
    if link == SLL:
        return bytes(14) + kind + packet
    if link == SLL2:
        return kind + bytes(18) + packet
    if link == NULL:
        return struct.pack('<I', 2 if packet[0] >> 4 == 4 else 30) + packet
    return packet


def pcap(frames, link=ETHERNET, order='<', nano=False, snap=None):
    """frames: (time in ns, bytes)."""
    magic = 0xa1b23c4d if nano else 0xa1b2c3d4
    out = [struct.pack(order + 'IHHiIII', magic, 2, 4, 0, 0, 262144, link)]
    for time, data in frames:
        kept = data[:snap]
        part = time % 1000000000
        out.append(struct.pack(order + 'IIII', time // 1000000000,
                               part if nano else part // 1000, len(kept),
                               len(data)) + kept)
    return b''.join(out)


def block(kind, body):
    body += bytes(-len(body) % 4)
    size = 12 + len(body)
    return struct.pack('<II', kind, size) + body + struct.pack('<I', size)


def pcapng(frames, link=ETHERNET):
    out = [block(0x0a0d0d0a, struct.pack('<IHHq', 0x1a2b3c4d, 1, 0, -1)),
           block(1, struct.pack('<HHI', link, 0, 0) +
                 struct.pack('<HHBxxxHH', 9, 1, 9, 0, 0))]
    for time, data in frames:
        out.append(block(6, struct.pack('<IIIII', 0, time >> 32,
                                        time & 0xffffffff, len(data),
                                        len(data)) + data))
    return b''.join(out)


START = 1700000000 * 10**9
TRUTH = {'packetsReceived': 951, 'packets-expected': 1000, 'packetsLost': 49,
         'packets-duplicated': 10, 'packets-reordered': 20,
         'bytesReceived': 961 * 160, 'loss-run-max': 10}


def faulty_stream(seed=1):
    """(time, RTP packet) of 1000 packets of G.711; TRUTH lists its faults."""
    chance = random.Random(seed)
    numbers = list(range(1000))
    lost = set(range(300, 310)) | {100 + 20 * i for i in range(9)} | \
        {401 + 5 * i for i in range(30)}
    order = [n for n in numbers if n not in lost]
    for i in range(20):
        at = order.index(600 + 10 * i)
        order[at], order[at + 1] = order[at + 1], order[at]
    packets = []
    time = START
    for n in order:
        time = max(time, START + n * 20000000 + chance.randrange(2000000))
        packets.append((time, rtp(65000 + n, n * 160)))
        if n in range(850, 950, 10):
            packets.append((time + 1000, packets[-1][1]))
    return packets
