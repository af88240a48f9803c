# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What strangers send to stop a receiver: it continues, plays the others, and
reports what it refuses. APPS names the apps folder of the build, CASES that of
the inputs."""

import json
import os
import random
import socket
import struct
import tempfile
import time

import qosnet

RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
CASES = os.path.join(os.environ['CASES'], 'udp')
AAC_48 = bytes.fromhex('0100bb80021190')
AAC_44 = bytes.fromhex('0100ac44021210')


def l16(rate, channels):
    return b'\x03' + struct.pack('>I', rate)[1:] + bytes([channels])


class Stream:
    """RTP from its own socket."""

    def __init__(self, port, ssrc, payload_type=96):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.to = ('127.0.0.1', port)
        self.ssrc, self.payload_type = ssrc, payload_type
        self.seq = self.timestamp = 0

    def send(self, payload, codec=None, ticks=1024):
        header = struct.pack('>BBHII', 0x90 if codec else 0x80,
                             0x80 | self.payload_type, self.seq & 0xffff,
                             self.timestamp & 0xffffffff, self.ssrc)
        if codec:
            words = (len(codec) + 4) // 4
            header += struct.pack('>HH', 0xbede, words) + (
                bytes([0x30 | len(codec) - 1]) + codec).ljust(4 * words, b'\0')
        self.socket.sendto(header + payload, self.to)
        self.seq += 1
        self.timestamp += ticks

    def bye(self):
        self.socket.sendto(struct.pack('>BBHI', 0x81, 203, 1, self.ssrc),
                           self.to)


def unit(data):
    return struct.pack('>HH', 16, len(data) << 3) + data


class Receiver(qosnet.Program):
    def __init__(self, port, directory):
        self.file = os.path.join(directory, 'receiver.jsonl')
        super().__init__(
            [RECEIVER, '--headless', '--output=none',
             '--json-file=' + self.file, str(port)],
            env={'G_DEBUG': 'fatal-criticals', 'DISPLAY': '',
                 'PULSE_SERVER': 'unix:/nonexistent'})
        self.wait_line('Listening')

    def objects(self):
        with open(self.file, encoding='utf-8') as file:
            return [json.loads(line) for line in file if line.endswith('\n')]

    def notices(self, ssrc):
        """Except about its address: a sender that has stopped refuses reports."""
        return [o['notice'] for o in self.objects()
                if o['type'] == 'qos-notice' and o['ssrc'] == ssrc and
                o['notice'] not in ('unreachable', 'reachable')]

    def wait_notice(self, ssrc, notice):
        self.wait_for(lambda: notice in self.notices(ssrc), 15,
                      f'{notice} of {ssrc}')

    def played(self, ssrc):
        """Packets that left the jitter buffer, by the last message."""
        found = [o for o in self.objects() if o.get('ssrc') == ssrc and
                 'packets-played' in o]
        return found[-1]['packets-played'] if found else 0

    def wait_played(self, ssrc, n=50):
        more = self.played(ssrc) + n
        self.wait_for(lambda: self.played(ssrc) >= more, 15,
                      f'{ssrc} is played')


def sends(port, ssrc=7, rate=48000, source=None):
    bound = f' bind-port={source}' if source else ''
    return qosnet.launch(
        f'audiotestsrc is-live=true samplesperbuffer=1024 ! '
        f'audio/x-raw,rate={rate},channels=2 ! avenc_aac ! '
        f'qospay ssrc={ssrc} ! udpsink host=127.0.0.1 port={port}{bound}')


def hostile(attack):
    """The receiver plays a sender before, during and after attack."""
    def case():
        port = qosnet.free_port()
        with tempfile.TemporaryDirectory() as directory:
            receiver = Receiver(port, directory)
            sender = sends(port)
            receiver.wait_played(7)
            attack(receiver, port)
            receiver.wait_played(7)
            sender.stop()
            assert receiver.process.poll() is None, receiver.lines
            assert receiver.stop() == 0, receiver.lines
            assert not [n for n in receiver.notices(7)], receiver.objects()
    return case


def units_of_zero(receiver, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for name in ('au-of-zero-1.bin', 'au-of-zero-2.bin'):
        with open(os.path.join(CASES, name), 'rb') as file:
            sock.sendto(file.read(), ('127.0.0.1', port))
    receiver.wait_notice(0x1234567, 'bad-data')


def noise_and_bye(_receiver, port):
    """Four units of noise and a BYE: no decoder makes sound from them."""
    noise = random.Random(1)
    for ssrc in range(100, 105):
        stream = Stream(port, ssrc)
        for _ in range(8):
            stream.send(unit(b'!' + noise.randbytes(50)), AAC_48)
            time.sleep(0.02)
        stream.bye()
    time.sleep(0.5)


def noise_for_long(receiver, port):
    """The decoder is restarted, and the stream is refused when that does not
    help."""
    noise = random.Random(2)
    stream = Stream(port, 200)
    for _ in range(250):
        stream.send(unit(b'!' + noise.randbytes(50)), AAC_48)
        time.sleep(0.02)
    receiver.wait_notice(200, 'decode-error')


def changes(receiver, port):
    """Two rates, 20 times a second."""
    silence = unit(bytes.fromhex('211004608c1c'))
    stream = Stream(port, 300)
    for i in range(300):
        stream.send(silence, AAC_48 if i % 2 else AAC_44)
        time.sleep(0.02)
    receiver.wait_notice(300, 'bad-data')


def odd_formats(_receiver, port):
    """Rates and channels that would need too much memory downstream:
    refused."""
    streams = [(Stream(port, 400 + i), codec) for i, codec in enumerate(
        [l16(1, 2), l16(384000, 2), l16(48000, 64), l16(7999, 1)])]
    for _ in range(60):
        for stream, codec in streams:
            stream.send(bytes(1280), codec)
        time.sleep(0.01)


def other_rate():
    """A sender that restarts at another rate with the same SSRC is still
    played."""
    port, source = qosnet.free_port(), qosnet.free_port()
    with tempfile.TemporaryDirectory() as directory:
        receiver = Receiver(port, directory)
        for rate in (48000, 44100, 32000):
            sender = sends(port, rate=rate, source=source)
            receiver.wait_played(7, 60)
            sender.stop()
        assert receiver.stop() == 0, receiver.lines
        assert not receiver.notices(7), receiver.objects()


TESTS = [
    ('units of zero bytes', hostile(units_of_zero)),
    ('four units of noise and a BYE', hostile(noise_and_bye)),
    ('noise for five seconds', hostile(noise_for_long)),
    ('changes of format', hostile(changes)),
    ('rates and channels out of bounds', hostile(odd_formats)),
    ('another rate in mid-stream', other_rate),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(TESTS, at_once=3)
    tap.finish()
