# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Strangers at a receiver: how much they can make it send, and which senders
they can keep out. They have their own addresses, in namespaces."""

import os
import socket
import struct
import sys
import time

import qosnet
from qosnamespace import HERE, IPV4, THERE, Net, why_not

PORT = 5004
MORE = ('10.9.0.3', '10.9.0.4')  # more addresses HERE
SOON_S = 20
TICKS = 1024
PACKET_S = TICKS / 48000
# codec-config (id 3): AAC-hbr, 48 kHz, stereo
CODEC = bytes.fromhex('bede0002' '36' '0100bb80021190')


def rtp(ssrc, seq):
    """One AU of 16 bytes."""
    header = struct.pack('>BBHII', 0x90, 0x80 | 96, seq & 0xffff,
                         seq * TICKS & 0xffffffff, ssrc)
    return header + CODEC + struct.pack('>HH', 16, 16 << 3) + bytes(16)


def open_socket(address):
    found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    found.bind((address, 0))
    return found


def send(address, ssrcs, seconds):
    """Senders of AAC at the pace of their timestamps, all at one address."""
    out = open_socket(address)
    start = time.monotonic()
    seq = 0
    while seq * PACKET_S < seconds:
        for ssrc in ssrcs:
            out.sendto(rtp(ssrc, seq), (IPV4[THERE], PORT))
        seq += 1
        time.sleep(max(0, start + seq * PACKET_S - time.monotonic()))


def flood(address, count):
    """Sends two packets from each of count SSRCs, all at once, and receives
    for 8 s. Prints the bytes sent and received, with UDP and IP headers."""
    out = open_socket(address)
    out.settimeout(0.2)
    sent = got = 0
    for n in range(2 * count):
        packet = rtp(0xf0000000 + n // 2, n % 2)[:40]
        out.sendto(packet, (IPV4[THERE], PORT))
        sent += len(packet) + 28
    end = time.monotonic() + 8
    while time.monotonic() < end:
        try:
            got += len(out.recv(2048)) + 28
        except socket.timeout:
            pass
    print(f'sent {sent} got {got}', flush=True)


class Place:
    """A receiver THERE and senders HERE."""

    def __init__(self, properties=''):
        self.properties = properties
        self.net = Net()
        self.senders = []

    def __enter__(self):
        try:
            for address in MORE:
                self.net.run(HERE, f'ip address add {address}/24 dev qos0')
            # The second sink continues when the sink of a sender ends.
            self.receiver = self.net.launch(
                THERE, f'qossrc {self.properties} ! fakesink '
                'audiotestsrc is-live=true ! fakesink')
        except BaseException:
            self.net.__exit__()
            raise
        return self

    def __exit__(self, kind, *_):
        for sender in self.senders:
            sender.stop()
        self.receiver.stop()
        self.net.__exit__()
        if kind is None:
            self.receiver.check_clean()

    def start(self, what, *words):
        self.senders.append(self.net.program(
            HERE, [sys.executable, os.path.abspath(__file__), what] +
            [str(word) for word in words]))
        return self.senders[-1]

    def last(self, ssrc):
        found = self.receiver.fields('qosstats', ssrc)
        return found[-1] if found else {}

    def count(self, ssrcs, is_played):
        """How many of them are played, or are not."""
        return sum(1 for ssrc in ssrcs if self.last(ssrc) and
                   ('not-played' not in self.last(ssrc)) == is_played)

    def wait_played(self, ssrc):
        self.receiver.wait_for(
            lambda: self.last(ssrc).get('packets-received', 0) > 20 and
            'not-played' not in self.last(ssrc), SOON_S, f'{ssrc} is played')


def little_comes_back():
    with Place() as place:
        flooding = place.start('flood', IPV4[HERE], 400)
        assert flooding.wait(SOON_S) == 0, flooding.lines
        words = flooding.lines[-1].split()
        sent, got = int(words[1]), int(words[3])
        assert got <= sent, (sent, got)
        # They do not get in the way of a sender.
        place.start('send', MORE[0], 6, 7)
        place.wait_played(7)
    return f'{got} bytes for {sent}'


def one_address_holds_half():
    bad = range(100, 108)
    with Place('max-sources=4') as place:
        place.start('send', IPV4[HERE], 12, *bad)
        place.receiver.wait_for(lambda: place.count(bad, False) == 6, SOON_S,
                                'six of eight are refused')
        assert place.count(bad, True) == 2
        notices = [n for n in place.receiver.fields('qosnotice')
                   if n['notice'] == 'place-refused']
        assert notices and notices[0]['ssrc'] in bad, notices
        place.start('send', MORE[0], 8, 7)
        place.wait_played(7)
        place.start('send', MORE[1], 8, 8)
        place.wait_played(8)
        assert place.count(bad, True) == 2


def silent_ones_make_room():
    """All entries are held by senders that fell silent, and are not forgotten
    yet."""
    with Place('max-sources=2') as place:
        for n, address in enumerate((IPV4[HERE], MORE[0])):
            place.start('send', address, 1.5, 100 + n)
            place.wait_played(100 + n)
        place.start('send', MORE[1], 15, 7)
        place.receiver.wait_for(lambda: 'not-played' in place.last(7), SOON_S,
                                'there is no free place')
        place.wait_played(7)
        ages = [place.last(100 + n).get('last-packet-age-ms', 0)
                for n in range(2)]
        assert max(ages) >= 2500, ages


CASES = [
    ('no more bytes come back than were sent', little_comes_back),
    ('one address holds half of the entries', one_address_holds_half),
    ('silent senders make room', silent_ones_make_room),
]


def main():
    if sys.argv[1:2] == ['send']:
        send(sys.argv[2], [int(word) for word in sys.argv[4:]],
             float(sys.argv[3]))
        return
    if sys.argv[1:2] == ['flood']:
        flood(sys.argv[2], int(sys.argv[3]))
        return
    reason = why_not()
    if reason:
        print(f'1..0 # SKIP {reason}')
        return
    tap = qosnet.Tap()
    tap.run(CASES, at_once=3)
    tap.finish()


if __name__ == '__main__':
    main()
