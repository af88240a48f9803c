#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the hand-made seeds of the fuzz targets, corpus/<target>/seed-*.

The other files there were found by libFuzzer and are never changed. Without
arguments the seeds are written next to this script; with a directory, into
it."""

import gzip
import math
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'analyze'))

# pylint: disable=wrong-import-position
import captures
import tunnels


def rtp(payload=b'', extension=None, first=0x80, second=0x60, csrcs=0):
    """An RTP packet; extension: (profile, bytes)."""
    first |= csrcs
    data = b''
    if extension is not None:
        profile, elements = extension
        elements += bytes(-len(elements) % 4)
        data = struct.pack('>HH', profile, len(elements) // 4) + elements
        first |= 0x10
    header = struct.pack('>BBHII', first, second, 0x1234, 0x10203040,
                         0xdecade01)
    return header + bytes(4 * csrcs) + data + payload


CODEC_AAC = bytes.fromhex('01 00bb80 02 1190')
CODEC_OPUS = bytes.fromhex('02 00bb80 02')
CODEC_L16 = bytes.fromhex('03 00ac44 02')


def one_byte(*elements):
    return b''.join(bytes([number << 4 | len(data) - 1]) + data
                    for number, data in elements)


def two_byte(*elements):
    return b''.join(bytes([number, len(data)]) + data
                    for number, data in elements)


def rtp_seeds():
    send_time = (1, b'\x12\x34\x56')
    ntp = (2, b'\xe0' + bytes(7))
    codec = (3, CODEC_AAC)
    return {
        'empty': b'',
        'header': rtp(),
        'payload': rtp(b'\x00\x10\x01\x00' + bytes(32)),
        'marker': rtp(b'x', second=0xe0),
        'csrcs': rtp(b'x', csrcs=15),
        'csrcs-cut': rtp(csrcs=15)[:40],
        'padding': rtp(b'x\x00\x00\x03', first=0xa0),
        'padding-0': rtp(b'x\x00', first=0xa0),
        'padding-too-long': rtp(b'x\x09', first=0xa0),
        'one-byte': rtp(b'x', (0xbede, one_byte(send_time, ntp, codec))),
        'one-byte-padded': rtp(b'x', (0xbede, b'\0\0' + one_byte(send_time) +
                                      b'\0' + one_byte(codec))),
        'one-byte-15': rtp(b'x', (0xbede, b'\xf0\x00' + one_byte(codec))),
        'one-byte-cut': rtp(b'x', (0xbede, b'\x3f\x01\x02\x03')),
        'two-byte': rtp(b'x', (0x1000, two_byte(send_time, ntp, codec))),
        'two-byte-empty': rtp(b'', (0x1005, two_byte((200, b''), (3, b'')))),
        'two-byte-cut': rtp(b'x', (0x1000, b'\x03\x20\x00\x00')),
        'other-profile': rtp(b'x', (0x1234, bytes(8))),
        'extension-too-long': rtp(first=0x90) + b'\xbe\xde\xff\xff',
        'codec-opus': rtp(b'x', (0xbede, one_byte((3, CODEC_OPUS)))),
        'codec-l16': rtp(b'x', (0xbede, one_byte((3, CODEC_L16)))),
        'rtcp-sr': b'\x80\xc8\x00\x06' + bytes(24),
    }


RRTR = bytes.fromhex('04 00 0002 e000000080000000')
DLRR = bytes.fromhex('05 00 0003 decade01 b7052000 00054000')
OTHER = bytes.fromhex('c8 00 0001 01020304')


def xr(*blocks, first=0x80, words=None):
    data = bytes.fromhex('decade02') + b''.join(blocks)
    if words is None:
        words = len(data) // 4
    return struct.pack('>BBH', first, 207, words) + data


def xr_seeds():
    many = bytes([5, 0, 0, 60]) + bytes(range(240))
    return {
        'no-blocks': xr(),
        'rrtr': xr(RRTR),
        'dlrr': xr(DLRR),
        'both': xr(RRTR, DLRR),
        'unknown-between': xr(RRTR, OTHER, DLRR),
        'dlrr-20': xr(many),
        'rrtr-short': xr(bytes.fromhex('04000001 00000000')),
        'dlrr-odd': xr(bytes.fromhex('05000002 0000000000000000')),
        'block-too-long': xr(RRTR, bytes.fromhex('05000009')),
        'packet-too-long': xr(RRTR, words=9),
        'packet-shorter': xr(RRTR, DLRR, words=4),
        'padding': xr(RRTR, bytes.fromhex('00000004'), first=0xa0),
        'sr': b'\x80\xc8\x00\x06' + bytes(24),
    }


def rtcp(kind, count, body, padding=False):
    first = 0x80 | (0x20 if padding else 0) | count
    return struct.pack('>BBH', first, kind, len(body) // 4) + body


def rtcp_seeds():
    ssrc = bytes.fromhex('decade02')
    block = bytes(range(24))
    report = rtcp(201, 1, ssrc + block)
    sender = rtcp(200, 1, ssrc + bytes(20) + block)
    sdes = rtcp(202, 1, ssrc + b'\x01\x04name\x02\x03you' + bytes(1))
    two = rtcp(202, 2, (ssrc + b'\x01\x01n' + bytes(1)) * 2)
    bye = rtcp(203, 1, ssrc)
    return {
        'rr': report + sdes,
        'sdes-uncounted': report + bytes.fromhex(
            '81ca000500005e1f000a0000010a000002138c138e003c00'),
        'sr': sender + sdes + xr(RRTR, DLRR),
        'bye': report + two + bye,
        'padding': report + rtcp(203, 1, ssrc + bytes([0, 0, 0, 4]), True),
        'feedback': rtcp(205, 1, ssrc * 3),
        'group-size': report + rtcp(209, 0, ssrc * 2 + bytes(8) +
                                    b'\x0c\x02\x00\x90' + bytes([0, 0, 0, 9])),
        'count-too-high': rtcp(201, 2, ssrc + block),
        'item-too-long': rtcp(202, 1, ssrc + b'\x01\xffab'),
        'no-zero': rtcp(202, 1, ssrc + b'\x01\x02ab'),
        'padding-first': rtcp(201, 0, ssrc + bytes([0, 0, 0, 4]), True) + bye,
    }


def aac_seeds():
    return {
        'lc-48-stereo': bytes.fromhex('1190'),
        'lc-44-mono': bytes.fromhex('1208'),
        'lc-960': bytes.fromhex('1194'),
        'lc-51': bytes.fromhex('11b0'),
        'lc-explicit-rate': bytes.fromhex('17805dc010'),
        'lc-implicit-sbr': bytes.fromhex('119056e500'),
        'sbr': bytes.fromhex('2b1188'),
        'ps': bytes.fromhex('eb0988'),
        'usac': bytes.fromhex('f94640'),
        'codec-aac': CODEC_AAC,
        'codec-aac-long': CODEC_AAC + bytes.fromhex('56e500'),
        'codec-opus': CODEC_OPUS,
        'codec-l16': CODEC_L16,
        'codec-other-rate': bytes.fromhex('01 00ac44 02 1190'),
        'units': struct.pack('>5H', 100, 371, 372, 1, 8191),
        'units-out-of-range': struct.pack('>4H', 100, 371, 0, 8192),
        'units-no-room': struct.pack('>4H', 4, 371, 372, 373),
    }


def duration(milliseconds):
    """fuzz_take_duration (): the nearest at or below."""
    ns = int(milliseconds * 1e6)
    if ns < 8:
        return bytes([ns])
    shift = int(math.log2(ns)) - 2
    return bytes([shift << 3 | ns >> shift])


def step(number, milliseconds=0, values=b''):
    return bytes([number]) + duration(milliseconds) + values


def start(seconds=10, interval_ms=500):
    return struct.pack('>BH', int(seconds / 4.294967296),
                       interval_ms * 10)


def u8(value):
    return bytes([value & 255])


def u16(value):
    return struct.pack('>H', value & 0xffff)


def u32(value):
    return struct.pack('>I', value & 0xffffffff)


def source_seeds():
    (nearby, anything, sender_report, sent, dlrr, bye, clock_rate, snapshot,
     report, month, stamped, playout, event) = range(13)

    def near(by=0, milliseconds=20):
        return step(nearby, milliseconds, u8(by) + u8(0))

    def packet(seq, timestamp):
        return step(anything, 20, u16(seq) + u32(timestamp))

    clock = step(clock_rate, 0, u32(48000))
    def stamp(n, late=0, seen_later=0):
        """A packet of 1024 ticks; n: number of the packet, its time in 2^-18
        s."""
        return step(stamped, 21 + late, u32(n * 5592) + u8(seen_later) +
                    u16(1024))

    def kind(index, coding=0):
        return step(playout, 0, u8((index | coding << 2) << 3) + u16(100))

    end = step(snapshot, 10) + step(report)
    first = start() + clock + packet(1000, 0xffff0000)
    return {
        'in-order': first + near() * 20 + end,
        'no-clock': start() + near() * 20 + end,
        'playout': start() + clock + step(playout, 0, u8(7) + u16(100) +
                                          u32(150000000) + u32(21333333)) +
                   step(sender_report, 0, u32(5)) +
                   b''.join(stamp(n) for n in range(30)) + near(3) +
                   stamp(31, 250) + stamp(32) + stamp(33, 0, 250) +
                   b''.join(stamp(n) for n in range(34, 110)) + end +
                   step(event) * 4,
        'duplicates': first + (near() + near(-1)) * 10 + end,
        'reordered': first + (near(1) + near(-2) + near(1)) * 8 + end,
        'lost': first + near(3) * 20 + end,
        'before-the-first': first + near(-2) * 8 + end,
        'stray': first + near() * 5 + packet(40000, 5) + near() * 5 + end,
        'restart': first + near() * 5 + packet(40, 5) + near() * 9 + end,
        'restart-near': first + near() * 5 + packet(1300, 0x40000000) +
                        packet(1301, 0x40000400) + near() * 5 + end,
        'restart-same': first + near() * 5 + packet(1005, 0x40000000) +
                        packet(1006, 0x40000400) + near() * 5 + end,
        'wrap': first + packet(65534, 7) + near() * 9 + end,
        'outage': first + near() * 5 + near(99, 12000) * 8 + end,
        'clock-change': first + near() * 5 +
                        step(clock_rate, 0, u32(8000)) + near() * 5 + end,
        'formats': start() + clock + kind(3) + near() * 9 + kind(1) +
                   near() * 3 + kind(2) + near() + kind(3) + near() * 3 +
                   step(snapshot, 10) + kind(0, 2) + near() * 12 + end,
        'clock-slow-and-fast': first + step(clock_rate, 0, u32(1)) +
                               near() * 3 +
                               step(clock_rate, 0, u32(0xffffffff)) +
                               near() * 3 + end,
        'round-trip': first + step(sent, 100, u8(7) + u16(120)) +
                      step(dlrr, 60, u8(7) + u32(0x800)) + near() +
                      step(snapshot, 100) + near(0, 6000) +
                      step(snapshot, 0),
        'forged-echo': first + step(sent, 100, u8(7) + u16(120)) +
                       step(dlrr, 60, u8(8) + u32(0)) +
                       step(dlrr, 60, u8(7) + u32(0xffffffff)) + end,
        'lossy': first + step(sent, 100, u8(7) + u16(120)) +
                 step(sent, 500, u8(8) + u16(120)) +
                 step(dlrr, 300, u8(7) + u32(0x8000)) +
                 step(sent, 100, u8(9) + u16(120)) + end,
        'sender-report': first + step(sender_report, 5, u32(0xb7052000)) +
                         near() * 3 + step(report, 2000) + end,
        'bye': first + near() * 5 + step(bye) + near() * 2 +
               step(snapshot, 2000),
        'bye-taken-back': first + near() * 5 + step(bye) + near() * 60 + end,
        'months': first + near() * 3 + step(month) * 3 + near() * 3 + end,
    }


def sender_seeds():
    (packet, report, rrtr, sdes, bye, reported, snapshot, clock_rate, interval,
     month) = range(10)

    def send(count=1):
        return step(packet, 20, u16(371)) * count

    def block(ssrc, lost, highest, lsr=0, dlsr=0):
        return step(report, 40, u8(ssrc) + u8(64) + u32(lost + 0x800000)[1:] +
                    u32(highest) + u32(480) + u8(lsr) + u32(dlsr))

    first = start() + step(clock_rate, 0, u32(48000))
    end = step(snapshot, 10)
    echo = step(reported, 500, u8(7) + u16(120))
    return {
        'packets': first + send(20) + end,
        'report': first + send(5) + block(1, 10, 1000) +
                  block(1, 20, 1100) + end,
        'report-negative': first + block(1, -3, 1000) + block(1, 2, 1100) +
                           end,
        'report-restart': first + block(1, 50, 100000) + block(1, 1, 10) + end,
        'report-wrap': first + block(1, 1, 0xfffffff0) + block(1, 5, 16) + end,
        'round-trip': first + send(5) + echo + block(1, 0, 9, 7, 0x800) + end +
                      step(snapshot, 6000),
        'forged-echo': first + echo + block(1, 0, 9, 8, 0) +
                       block(1, 0, 9, 7, 0xffffffff) + end,
        'lossy': first + echo + step(reported, 500, u8(8) + u16(120)) +
                 block(1, 0, 9, 7, 0x8000) +
                 step(reported, 200, u8(9) + u16(120)) + end,
        'rrtr': first + step(rrtr, 5, u8(1) + u32(1) + u32(2)) +
                step(rrtr, 5, u8(2) + u32(1) + u32(2)) + end,
        'receivers': first + b''.join(
            step(rrtr, 5, u8(i) + u32(i) + u32(0)) + block(i, i, 100 * i)
            for i in range(1, 12)) + end,
        'sdes': first + block(1, 0, 9) +
                step(sdes, 0, u8(1) + u16(255) + b'n') +
                step(sdes, 0, u8(1) + u16(299) + b'm') + end,
        'bye': first + block(1, 0, 9) + block(2, 0, 9) + step(bye, 0, u8(2)) +
               end + step(bye, 0, u8(1)) + end,
        'interval-longer': first + echo +
                           step(reported, 500, u8(8) + u16(120)) +
                           step(interval, 0, u16(10000)) +
                           block(1, 0, 9, 7, 0x8000) + end,
        'interval-shorter': first + echo + step(interval, 0, u16(20)) + echo +
                            end,
        'months': first + send(3) + step(month) * 3 + send(3) + end,
    }


def http_seeds():
    return {
        'empty': b'',
        'metrics': b'GET /metrics HTTP/1.1\r\nHost: a:9464\r\n\r\n',
        'query': b'GET /metrics?a=%20 HTTP/1.0\r\n\r\n',
        'newlines': b'GET /metrics HTTP/1.1\n\n',
        'other': b'GET /metrics/x HTTP/1.1\r\n\r\n',
        'post': b'POST /metrics HTTP/1.1\r\nContent-Length: 1\r\n\r\nx',
        'cut': b'GET /metrics HTTP/1.1\r\nHost: a\r\n',
        'spaces': b'GET  /metrics HTTP/1.1\r\n\r\n',
        'zero': b'GET /metrics\0HTTP/1.1\r\n\r\n',
        'long': b'GET /metrics HTTP/1.1\r\nX: ' + b'x' * 8200,
    }


def ipv4(payload, source=1, destination=2, ports=(5004, 5006), fragment=0):
    udp = struct.pack('>HHHH', *ports, 8 + len(payload), 0) + payload
    return struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(udp), 0, fragment, 64, 17,
                       0) + bytes([10, 0, 0, source, 10, 0, 0, destination]) + udp


def ipv6(payload, extension=b'', ports=(5004, 5006)):
    udp = struct.pack('>HHHH', *ports, 8 + len(payload), 0) + payload
    kind = 0 if extension else 17
    return (struct.pack('>IHBB', 0x60000000, len(extension + udp), kind, 64) +
            bytes(15) + b'\x01' + bytes(15) + b'\x02' + extension + udp)


def ethernet(packet, tags=b'', kind=0x0800):
    return bytes(12) + tags + struct.pack('>H', kind) + packet


def media(number, payload=bytes(40), kind=0, extensions=None):
    header = struct.pack('>BBHII', 0x90 if extensions else 0x80, kind, number,
                         160 * number, 7)
    return header + (extensions or b'') + payload


def capture(link, frames, step=0xa9):
    """step: about 20 ms, as read by fuzz_take_duration ()."""
    return bytes([link]) + b''.join(
        struct.pack('>BH', step, len(f)) + f for f in frames)


# Link types of libpcap files, and their numbers in the target.
LINKS = {1: 0, 113: 1, 276: 2, 0: 3, 101: 4, 9: 5, 50: 5, 166: 6, 51: 7, 239: 8}
FILE = 10


def tunnel_seeds():
    around = {**tunnels.AROUND, **tunnels.NOT_LOOKED_INTO}
    seeds = {name: capture(LINKS[link], [wrap(ipv4(media(n))) for n in range(3)])
             for name, (link, wrap) in around.items()}
    for name, wrap in (('turn-channel', tunnels.channel_data),
                       ('turn-data', tunnels.indication)):
        seeds[name] = capture(4, [ipv4(wrap(media(n))) for n in range(3)])
    return seeds


def event_seeds():
    """Telephone events and comfort noise next to G.711, and another codec."""
    types = [0] * 9 + [101] * 5 + [0] * 3 + [13, 0] + [8] * 12
    return {'types': capture(4, [
        ipv4(struct.pack('>BBHII', 0x80, kind, n, 160 * (9 if kind == 101 else n),
                         7) + bytes(4 if kind == 101 else 160))
        for n, kind in enumerate(types)])}


def file_seeds():
    frames = [(captures.START + n * 20000000, captures.frame(
        captures.ETHERNET, ipv4(media(n)))) for n in range(4)]
    plain = captures.pcapng(frames)
    offset = captures.block(1, struct.pack('<HHIHHqHH', 1, 0, 0, 14, 8, -3600,
                                           0, 0))
    return {'file': bytes([FILE]) + plain,
            'file-offset': bytes([FILE]) + plain + offset,
            'file-gzip': bytes([FILE]) + gzip.compress(plain, mtime=0),
            'file-simple': bytes([FILE]) + plain[:-len(frames[0][1])] +
                           captures.block(3, struct.pack('<I', 5) + b'abcde')}


def analyze_seeds():
    plain = [ethernet(ipv4(media(n))) for n in range(90) if n not in (5, 6, 20)]
    ours = struct.pack('>HH', 0xbede, 5) + one_byte(
        (1, b'\1\2\3'), (3, CODEC_AAC)).ljust(20, b'\0')
    report = rtcp(200, 0, struct.pack('>IQIII', 7, 1 << 40, 160, 2, 80))
    named = rtcp(202, 1, struct.pack('>I', 7) + b'\x01\x04a<b>\x02\x02&"\0\0'
                 .ljust(16, b'\0'))
    back = rtcp(201, 1, struct.pack('>IIIIIII', 9, 7, 0, 9, 0, 0, 0)) + xr(RRTR)
    tag = struct.pack('>HH', 0x8100, 5)
    hop = b'\x11\0' + bytes(6)
    return {
        'ethernet': capture(0, plain),
        'vlan': capture(0, [ethernet(ipv4(media(n)), tag + tag)
                            for n in range(5)]),
        'sll': capture(1, [bytes(14) + b'\x08\0' + ipv4(media(n))
                           for n in range(5)]),
        'sll2': capture(2, [b'\x86\xdd' + bytes(18) + ipv6(media(n), hop)
                            for n in range(5)]),
        'loopback': capture(3, [b'\2\0\0\0' + ipv4(media(n)) for n in range(5)]),
        'raw': capture(4, [ipv6(media(n)) for n in range(5)]),
        'ours': capture(4, [ipv4(media(n, bytes(40), 96, ours))
                            for n in range(9)]),
        'rtcp': capture(4, [ipv4(media(n)) for n in range(3)] +
                        [ipv4(report + named),
                         ipv4(back, 2, 1, (5006, 5004)),
                         ipv4(report + xr(DLRR)),
                         ipv4(rtcp(203, 1, struct.pack('>I', 7)))] +
                        [ipv4(media(n)) for n in range(3, 6)]),
        'fragments': capture(4, [ipv4(media(n), fragment=f)
                                 for n, f in enumerate((0x2000, 185, 0))]),
        'cut': capture(0, [f[:60] for f in plain[:5]]),
        'long': capture(0, plain[:30], 0xf7),
        'srtcp': capture(4, [ipv4(media(n)) for n in range(3)] +
                         [ipv4(report + b'encrypted and tagged')]),
        **tunnel_seeds(), **event_seeds(), **file_seeds(),
    }


def main():
    here = pathlib.Path(__file__).resolve().parent
    below = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / 'corpus'
    targets = {
        'aac': aac_seeds(),
        'analyze': analyze_seeds(),
        'http': http_seeds(),
        'rtcp': rtcp_seeds(),
        'rtp': rtp_seeds(),
        'sender': sender_seeds(),
        'source': source_seeds(),
        'xr': xr_seeds(),
    }
    for target, seeds in targets.items():
        directory = below / target
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in seeds.items():
            (directory / f'seed-{name}').write_bytes(data)


if __name__ == '__main__':
    main()
