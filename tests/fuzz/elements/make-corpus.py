#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the hand-made seeds of the elements' fuzz targets,
corpus/<target>/seed-*.

The other files there were found by libFuzzer and are never changed. Without
arguments the seeds are written next to this script; with a directory, into
it."""

import pathlib
import struct
import sys

SSRC = 0x01020304
REMOTE = 0x5e1f


def step(what, data=b''):
    assert len(data) < 256
    return bytes([what, len(data)]) + data


def rtp(seq, timestamp, ssrc=SSRC, pt=96, payload=b'abcd', extension=b''):
    first = 0x80
    block = b''
    if extension:
        extension += bytes(-len(extension) % 4)
        first |= 0x10
        block = struct.pack('>HH', 0xbede, len(extension) // 4) + extension
    return struct.pack('>BBHII', first, pt, seq & 0xffff, timestamp,
                       ssrc) + block + payload


def codec(data):
    return bytes([3 << 4 | len(data) - 1]) + data


AAC = codec(bytes.fromhex('0100bb80021190'))
OPUS = codec(bytes.fromhex('0200bb8002'))


def rtcp(kind, count, body):
    return struct.pack('>BBH', 0x80 | count, kind, len(body) // 4) + body


def sr(ssrc, ntp=0xe123456789abcdef):
    return rtcp(200, 0, struct.pack('>IQIII', ssrc, ntp, 1, 2, 3))


def rr(ssrc, about=None, lsr=0):
    block = b''
    if about is not None:
        block = struct.pack('>IIIIII', about, 0x10000005, 0x10064, 480, lsr, 0)
    return rtcp(201, 1 if block else 0, struct.pack('>I', ssrc) + block)


def sdes(ssrc, *items):
    data = struct.pack('>I', ssrc)
    for kind, text in items:
        data += bytes([kind, len(text)]) + text
    data += bytes(4 - len(data) % 4)
    return rtcp(202, 1, data)


def bye(ssrc):
    return rtcp(203, 1, struct.pack('>I', ssrc))


def xr(ssrc, kind, body):
    return rtcp(207, 0, struct.pack('>IBBH', ssrc, kind, 0,
                                    len(body) // 4) + body)


def rrtr(ssrc):
    return xr(ssrc, 4, struct.pack('>Q', 0xe123456789abcdef))


def dlrr(ssrc, about):
    return xr(ssrc, 5, struct.pack('>III', about, 0x456789ab, 0x800))


PACKET, FROM, RTCP, LIST, WAIT, CAPS, PROPERTY = range(7)


def stream(n, what=PACKET, start=0, **keys):
    return b''.join(step(what, rtp(start + i, 960 * i, **keys)) +
                    step(WAIT, b'\x01') for i in range(n))


def stats_seeds():
    report = sr(SSRC) + sdes(SSRC, (1, b'cname'), (2, b'name'))
    return {
        'stream': stream(10),
        'from': stream(10, what=FROM),
        'from-ipv6': stream(10, what=0x80 | FROM),
        'list': stream(5, what=LIST),
        'wraps': stream(10, start=65530),
        'codec': stream(3, extension=AAC) + stream(3, extension=OPUS, start=3),
        'static': stream(5, pt=8),
        'lost': stream(5) + stream(5, start=20),
        'restart': stream(5) + stream(5, start=40000),
        'two': stream(4) + stream(4, ssrc=7),
        'muxed': stream(4) + step(PACKET, report) + stream(4, start=4),
        'rtcp': stream(4) + step(RTCP, report) + step(WAIT, b'\x20'),
        'bye': stream(4) + step(RTCP, rr(SSRC) + bye(SSRC)) +
               step(WAIT, b'\x40'),
        'dlrr': stream(4) + step(RTCP, sr(SSRC) + dlrr(SSRC, REMOTE)),
        'report': stream(4) + step(RTCP, rr(SSRC, REMOTE) + rrtr(SSRC)),
        'timeout': stream(4) + step(WAIT, b'\xff') * 8,
        'caps': b''.join(step(CAPS, bytes([i])) + stream(2, start=2 * i)
                         for i in range(5)),
        'properties': step(PROPERTY, b'\x05\x00') + stream(4) +
                      step(PROPERTY, b'\x00\x01') + stream(4, ssrc=8),
        'malformed': step(PACKET, b'\x40' * 20) + step(PACKET) +
                     step(RTCP, b'\x80\xc9\xff\xff') + step(RTCP),
    }


AU, NOISE, PAY_RTCP, PAY_WAIT, PAY_CAPS, PAY_PROPERTY, EVENT = range(7)


def noise(size, flags=0):
    return step(flags | NOISE, struct.pack('>H', size))


def aus(n, size=200, flags=0):
    return (noise(size, flags) + step(PAY_WAIT, b'\x01')) * n


def pay_seeds():
    bundle = step(0x40 | PAY_PROPERTY, b'\x10')
    small = step(0x80 | PAY_PROPERTY, b'\x01')
    report = rr(REMOTE, SSRC) + sdes(REMOTE, (1, b'cname'), (2, b'name'))
    return {
        'stream': aus(10),
        'bytes': step(AU, b'an access unit') * 4,
        'bundles': bundle + aus(10),
        'fragments': small + aus(4, 700),
        'mixture': bundle + small + aus(2, 10) + aus(2, 700) + aus(2, 30),
        'sizes': noise(0) + noise(1) + noise(8191) + noise(8192),
        'discont': bundle + aus(4, flags=0x20) + aus(4),
        'no-pts': aus(4, flags=0x80) + aus(2),
        'durations': bundle + aus(6, flags=0x40),
        'caps': aus(2) + step(PAY_CAPS, bytes.fromhex('1210')) + aus(2) +
                step(PAY_CAPS, bytes.fromhex('2b118800')) + aus(2),
        'caps-refused': step(PAY_CAPS, b'\x00\x00') + aus(1),
        'adts': step(0x80 | PAY_CAPS, b'\x11\x90') + aus(1),
        'flush': bundle + aus(2) + step(0x80 | EVENT, b'\x01') + aus(2),
        'segment': bundle + aus(2) + step(EVENT, b'\x00') + aus(2),
        'report': aus(4) + step(PAY_RTCP, report) + step(PAY_WAIT, b'\x40'),
        'rrtr': aus(4) + step(PAY_RTCP, rr(REMOTE) + rrtr(REMOTE)) +
                step(PAY_WAIT, b'\x40'),
        'bye': aus(2) + step(PAY_RTCP, report) +
               step(PAY_RTCP, rr(REMOTE) + bye(REMOTE)),
        'receivers': aus(2) + b''.join(
            step(PAY_RTCP, rr(i, SSRC) + rrtr(i)) for i in range(12)),
        'malformed': aus(2) + step(PAY_RTCP, b'\x81\xc9\x00\x01' * 2) +
                     step(PAY_RTCP),
    }


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                       pathlib.Path(__file__).parent) / 'corpus'
    # The first byte of the stats target selects whether there are caps.
    stats = {name: (b'\x01' if name == 'caps' else b'\x00') + data
             for name, data in stats_seeds().items()}
    for target, seeds in (('stats', stats), ('pay', pay_seeds())):
        (top / target).mkdir(parents=True, exist_ok=True)
        for name, data in seeds.items():
            (top / target / f'seed-{name}').write_bytes(data)


if __name__ == '__main__':
    main()
