# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""qos-analyze with captures of other programs: the right answer for each file
in cases/, tunnels, interfaces of several kinds, compression, and traffic that
it reports but does not look into."""

import bz2
import gzip
import importlib
import json
import lzma
import os
import struct
import subprocess
import tempfile

import captures
import qosnet
import tunnels
from captures import ETHERNET, RAW, SLL, START, block, frame, pcap, rtp, udp

CASES_DIR = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'cases')
run = importlib.import_module('test-captures').run

N = 60


def analyze(*argv, data=None, status=0):
    """Returns streams, events, and standard error."""
    out, err = run('--json', *argv, data=data, status=status)
    lines = [json.loads(l) for l in out.splitlines()]
    return ([l for l in lines if l['type'] == 'inbound-rtp'],
            [l for l in lines if l['type'] == 'qos-event'], err)


def case(name, *argv):
    return analyze(*argv, os.path.join(CASES_DIR, name + '.gz'))


# name, options, number of streams, packets of each, other values
ONE = {'packetsLost': 0, 'packetsDiscarded': 0, 'packets-duplicated': 0,
       'events': 0}
FILES = [
    ('two-links.pcapng', [], 2, 250, ONE),
    ('two-snaplens.pcapng', [], 2, 250, ONE),
    ('plain.pcap', [], 1, 250, ONE),
    ('gre-ip.pcap', [], 1, 250, ONE),
    ('ipip.pcap', [], 1, 250, ONE),
    ('vxlan.pcap', [], 1, 250, ONE),
    ('mpls.pcap', [], 1, 250, ONE),
    ('pppoe.pcap', [], 1, 250, ONE),
    ('turn-channeldata.pcap', [], 1, 200, ONE),
    ('tel-8k.pcap', ['--pt=101=8000'], 1, 232,
     {**ONE, 'codec': 'PCMA', 'clock-rate': 8000}),
    ('tel-8k-in-opus.pcap', ['--pt=101=8000', '--pt=111=48000'], 1, 232,
     {**ONE, 'clock-rate': 48000, 'payload-type': 111}),
    ('tel-8k-in-opus.pcap', ['--pt=111=48000', '--pt=101=8000'], 1, 232,
     {**ONE, 'clock-rate': 48000, 'payload-type': 111}),
    ('cn.pcap', [], 1, 204, {**ONE, 'codec': 'PCMA'}),
    ('dtx.pcap', [], 1, 200, ONE),
    ('g729.pcap', [], 1, 250, {**ONE, 'codec': 'G729'}),
    ('gsm.pcap', [], 1, 250, {**ONE, 'codec': 'GSM'}),
    ('h264.pcap', ['--pt=96=90000'], 1, 250, ONE),
    ('span-twice.pcap', [], 1, 250, {**ONE, 'packets-duplicated': 250}),
    ('srtp.pcap', [], 1, 200, ONE),
]


def files():
    """Nothing is lost or late; no event, no jitter."""
    for name, options, streams, packets, values in FILES:
        found, events, err = case(name, *options)
        assert len(found) == streams and not events, (name, found, events)
        for stream in found:
            assert stream['packetsReceived'] == packets, (name, stream)
            assert stream['jitter-max-ms'] < 0.01, (name, stream)
            for field, value in values.items():
                assert stream[field] == value, (name, field, stream)
        assert 'malformed' not in err and 'broken' not in err, (name, err)
    assert 'encrypted RTCP (SRTCP)' in case('srtp.pcap')[2]


def quality():
    """Only for codecs whose quality is known, in intervals with sound."""
    for name, low, high in (('plain.pcap', 4.9, 4.9), ('cn.pcap', 4.9, 4.9),
                              ('dtx.pcap', 4.9, 4.9), ('tel-8k.pcap', 4.9, 4.9),
                              ('g729.pcap', 4.6, 4.7), ('gsm.pcap', 4.3, 4.4)):
        stream = case(name)[0][0]
        for field in ('mos-mean', 'mos-min'):
            assert low <= stream[field] <= high, (name, stream)
    for name in ('h264.pcap', 'tel-8k-in-opus.pcap'):
        assert 'mos-mean' not in case(name, '--pt=111=48000')[0][0], name
    once, twice = case('plain.pcap')[0][0], case('span-twice.pcap')[0][0]
    for field in ('media-kbps', 'mos-mean', 'jitter-max-ms', 'delta-max-ms'):
        assert abs(once[field] - twice[field]) <= 1e-4 * once[field], (
            field, once, twice)


def clean(wrap=lambda packet: packet, **ends):
    """(time, IP packet) of a stream; wrap: adds what is around RTP."""
    return [(START + n * 20000000,
             udp(wrap(rtp(n, n * 160)), **ends)) for n in range(N)]


def check_clean(found, name):
    assert len(found) == 1, (name, found)
    assert found[0]['packetsReceived'] == N, (name, found)
    assert found[0]['packetsLost'] == 0 and found[0]['events'] == 0, name


def around():
    """The stream is the innermost one: its hosts, its headers."""
    for name, (link, wrap) in tunnels.AROUND.items():
        data = pcap([(at, wrap(p)) for at, p in clean()], link)
        found, _, err = analyze('-', data=data)
        check_clean(found, name)
        assert found[0]['address'] == '10.0.0.1:4000', (name, found)
        assert found[0]['wire-bytes-received'] == N * (160 + 12 + 28), name
        assert err == '', (name, err)
    return f'{len(tunnels.AROUND)} kinds'


def ipv6_inside():
    ends = {'source': '2001:db8::1', 'destination': '2001:db8::2'}
    for name in ('6in4', 'gre', 'vxlan', 'geneve-ip', 'mpls', 'pppoe', 'gtp-u'):
        link, wrap = tunnels.AROUND[name]
        data = pcap([(at, wrap(p)) for at, p in clean(**ends)], link)
        found = analyze('-', data=data)[0]
        check_clean(found, name)
        assert found[0]['address'] == '[2001:db8::1]:4000', (name, found)


def turn():
    """The header in front is part of the bandwidth."""
    for name, wrap, more in (
            ('channel', tunnels.channel_data, 4),
            ('data', tunnels.indication, 36),
            ('send', lambda p: tunnels.indication(p, 0x0016), 36)):
        data = pcap([(at, p) for at, p in clean(wrap)], RAW)
        found = analyze('-', data=data)[0]
        check_clean(found, name)
        assert found[0]['wire-bytes-received'] == N * (200 + more), (name, found)


def not_looked_into():
    """Counted and reported."""
    for name, (link, wrap) in tunnels.NOT_LOOKED_INTO.items():
        data = pcap([(at, wrap(p)) for at, p in clean()], link)
        _, _, err = analyze('-', data=data, status=3)
        assert f'{N} frames were in tunnels' in err, (name, err)


def alone():
    """One packet of an SSRC is not a stream; DNS is not RTCP."""
    dns = b'\x81\xc9\x01\x00' + b'\0\1\0\0\0\0\0\0' + b'\3www\0\0\1\0\1'
    mixed = [(at, frame(ETHERNET, p)) for at, p in clean()]
    for n in range(25):
        at = mixed[2 * n][0] + 1
        mixed.append((at, frame(ETHERNET, udp(rtp(7, 9, 1000 + n)))))
        mixed.append((at, frame(ETHERNET, udp(dns, ports=(40000 + n, 53)))))
    mixed.sort(key=lambda one: one[0])
    found, _, err = analyze('-', data=pcap(mixed))
    check_clean(found, 'alone')
    assert '25 datagrams looked like RTP, but no other' in err, err
    assert 'RTCP' not in err, err
    # Between the ports of the stream it is malformed RTCP, in both directions.
    for ports, ends in (((4001, 5005), {}),
                        ((5005, 4001), {'source': '10.0.0.2',
                                        'destination': '10.0.0.1'})):
        bad = mixed + [(mixed[-1][0] + 1, frame(
            ETHERNET, udp(dns, ports=ports, **ends)))]
        err = analyze('-', data=pcap(bad))[2]
        assert '1 datagrams between the ports of streams were malformed' in err, err


def option(code, value, order='<'):
    return struct.pack(order + 'HH', code, len(value)) + value + \
        bytes(-len(value) % 4)


def section(order='<'):
    return ordered(0x0a0d0d0a, struct.pack(order + 'IHHq', 0x1a2b3c4d, 1, 0, -1),
                   order)


def ordered(kind, body, order='<'):
    if order == '<':
        return block(kind, body)
    body += bytes(-len(body) % 4)
    size = struct.pack('>I', 12 + len(body))
    return struct.pack('>I', kind) + size + body + size


def interface(link, resolution=None, offset=None, snap=0, order='<'):
    options = b''
    if resolution is not None:
        options += option(9, bytes([resolution]), order)
    if offset is not None:
        options += option(14, struct.pack(order + 'q', offset), order)
    return ordered(1, struct.pack(order + 'HHI', link, 0, snap) + options,
                   order)


def packet_block(index, time, data, order='<'):
    return ordered(6, struct.pack(order + 'IIIII', index, time >> 32,
                                  time & 0xffffffff, len(data), len(data)) +
                   data, order)


def interfaces():
    """Each with its link, its unit of time and its offset; several sections,
    in both byte orders; old and simple blocks; unknown ones are skipped."""
    seconds = START // 10**9
    parts = [section(), interface(ETHERNET), interface(RAW, 9, snap=96),
             interface(SLL, 0x80 | 30), interface(RAW, 3, offset=seconds),
             block(0x0bad, b'what?'), interface(147)]
    for n, (at, packet) in enumerate(clean()):
        kind = n % 4
        time = (at // 1000, at, (at << 30) // 10**9,
                (at - START) // 10**6)[kind]
        data = (frame(ETHERNET, packet), packet, frame(SLL, packet),
                packet)[kind]
        if n == 40:
            parts += [section('>'), interface(ETHERNET, order='>'),
                      interface(RAW, 9, snap=96, order='>'),
                      interface(SLL, 0x80 | 30, order='>'),
                      interface(RAW, 3, offset=seconds, order='>'),
                      interface(147, order='>')]
        order = '<' if n < 40 else '>'
        parts.append(packet_block(kind, time, data, order))
        if n % 10 == 3:
            parts.append(packet_block(4, time, data, order))
    found, events, err = analyze('-', data=b''.join(parts))
    check_clean(found, 'interfaces')
    assert not events and found[0]['jitter-max-ms'] < 0.01, found
    assert '6 frames had an unsupported link type' in err, err
    assert 'link type 147' in err, err
    data = section() + interface(RAW) + b''.join(
        block(2, struct.pack('<HHIIII', 0, 0, (at // 1000) >> 32,
                             at // 1000 & 0xffffffff, len(p), len(p)) + p)
        for at, p in clean())
    check_clean(analyze('-', data=data)[0], 'old blocks')
    data = section() + interface(RAW) + b''.join(
        block(3, struct.pack('<I', len(p)) + p) for _, p in clean())
    found = analyze('-', data=data)[0]
    assert found[0]['packetsReceived'] == N, found


def broken_blocks():
    """Reported, and everything before is measured; none of it is trusted."""
    good = section() + interface(RAW) + b''.join(
        packet_block(0, at // 1000, p) for at, p in clean())
    last = struct.pack('<II', 6, 0x7ffffffc) + bytes(100)
    for tail, words in (
            (last, 'the size of a block is invalid'),
            (struct.pack('<II', 6, 13) + bytes(100), 'the size of a block is invalid'),
            (packet_block(1, 0, b'x'), 'an unknown interface'),
            (block(6, struct.pack('<IIIII', 0, 0, 0, 999, 999)),
             'exceeds its block'),
            (block(1, b'\1\0'), 'too short'),
            (block(1, struct.pack('<HHIHH', 1, 0, 0, 9, 999)),
             'an option of an interface'),
            (good[:-4] + b'\0\0\0\0', 'two different sizes'),
            (b'\x0a\x0d\x0d\x0a\x1c\0\0\0abcdefgh', 'byte order'),
            (interface(RAW) * 5000, 'more than 4096 interfaces'),
            (b'\6\0\0', 'cut off')):
        found, _, err = analyze('-', data=good + tail)
        assert found[0]['packetsReceived'] >= N, (words, found)
        assert words in err and 'ends early or is damaged' in err, (words, err)
    for size in range(len(good) - 300, len(good), 7):
        assert 'cut off' in analyze('-', data=good[:size])[2] or \
            size % 4 == 0, size


def compressed():
    """What can be read, and the errors for what cannot."""
    plain = pcap([(at, frame(ETHERNET, p)) for at, p in clean()])
    half = len(plain) // 2
    check_clean(analyze('-', data=gzip.compress(plain))[0], 'gzip')
    check_clean(analyze('-', data=gzip.compress(plain[:half]) +
                        gzip.compress(plain[half:]))[0], 'gzip, two members')
    large = plain + b''.join(pcap([(at, frame(ETHERNET, p))])[24:]
                             for at, p in clean()) * 200
    assert analyze('-', data=gzip.compress(large))[0][0]['packetsReceived'] == N
    for cut in (gzip.compress(plain)[:-300], gzip.compress(large)[:-9]):
        found, _, err = analyze('-', data=cut)
        assert found and 'ends early or is damaged' in err, err
    for name, packed in (('xz', lzma.compress(plain)),
                         ('bzip2', bz2.compress(plain))):
        _, _, err = analyze('-', data=packed, status=1)
        assert f'is compressed with {name}' in err and '| qos-analyze -' in err
    done = []
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'a.pcap')
        with open(file, 'wb') as out:
            out.write(plain)
        for name, command in (('zstd', ['zstd', '-qc', file]),
                              ('lz4', ['lz4', '-qc', file])):
            try:
                packed = subprocess.run(command, check=True,
                                        capture_output=True).stdout
            except FileNotFoundError:
                continue
            done.append(name)
            full = subprocess.run([os.environ['ANALYZE'], '--json', '-'],
                                  input=packed, check=False,
                                  capture_output=True)
            if full.returncode == 1:  # built without that library
                assert f'compressed with {name}'.encode() in full.stderr, full
                continue
            check_clean(analyze('-', data=packed)[0], name)
    return ', '.join(['gzip'] + done)


CASES = [
    ('files of others', files),
    ('their quality', quality),
    ('tunnels', around),
    ('IPv6 in tunnels', ipv6_inside),
    ('TURN', turn),
    ('what is not looked into', not_looked_into),
    ('single packets, and DNS', alone),
    ('interfaces', interfaces),
    ('broken blocks', broken_blocks),
    ('compressed', compressed),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES)
    tap.finish()
