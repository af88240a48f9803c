# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The grid of impairments, and how a stream is sent through each of them:
ours, and the same sound through rtpbin with the same faults from the same
seed."""

import collections
import json
import os
import signal
import struct
import sys
import tempfile
import time
from importlib import import_module

import accuracy_compare as compare
import accuracy_ledger as ledger
import accuracy_rtpbin as peer
import qosnet

# tshark knows the clock rate of payload type 14, and it is a multiple of ours:
# 90000 / 48000 = 15 / 8.
STATIC_TYPE, STATIC_RATE = 14, 90000

SSRC = 0x5eed

Case = collections.namedtuple(
    'Case', 'name forward back more restarts skew_ppm ahead_s',
    defaults=((), False, 0, 0))

GRID = (
    Case('clean', 'delay=0', 'delay=0'),
    Case('20/20 ms', 'delay=20', 'delay=20'),
    Case('loss 1 %', 'delay=20,loss=1', 'delay=20'),
    Case('loss 5 %', 'delay=20,loss=5', 'delay=20'),
    Case('loss 20 %', 'delay=20,loss=20', 'delay=20'),
    Case('bursts: 3 % in, 30 % out', 'delay=20,ge=3:30', 'delay=20'),
    Case('5 % copied, at once', 'delay=20,dup=5', 'delay=20'),
    Case('5 % copied, 120 ms later', 'delay=20,dup=5:120', 'delay=20'),
    Case('5 % overtaken by 3', 'delay=20,reorder=5', 'delay=20'),
    Case('jitter 2 ms', 'delay=20,jitter=2', 'delay=20,jitter=2'),
    Case('jitter 10 ms', 'delay=20,jitter=10', 'delay=20,jitter=10'),
    Case('jitter 30 ms, reordering', 'delay=20,jitter-reorder=30',
         'delay=20,jitter=30'),
    Case('jitter 90 ms, reordering', 'delay=20,jitter-reorder=90',
         'delay=20,jitter=10'),
    Case('10/60 ms', 'delay=10,jitter=2', 'delay=60,jitter=2'),
    Case('60/10 ms', 'delay=60,jitter=2', 'delay=10,jitter=2'),
    Case('0/70 ms', 'delay=0,jitter=2', 'delay=70,jitter=2'),
    Case('20 ms, then 95', 'delay=20', 'delay=20',
         ('--at', 'rtp+7000', 'fwd delay=95')),
    Case('full queue: 120 kbit/s, 300 ms', 'delay=20,rate=400:300',
         'delay=20', ('--at', 'rtp+5000', 'fwd rate=120:300',
                      '--at', 'rtp+11000', 'fwd rate=400:300')),
    Case('everything', 'delay=40,loss=3,ge=1:30,dup=3:40,jitter-reorder=60',
         'only=all,delay=20,loss=5,jitter=10'),
    Case('the sender restarts', 'delay=20,loss=2', 'delay=20', (), True),
    Case('its clock 5 s ahead, 200 ppm fast', 'delay=20,jitter=2',
         'delay=20,jitter=2', skew_ppm=200, ahead_s=5),
    Case('its clock 5 s behind, 200 ppm slow', 'delay=20,jitter=10',
         'delay=20,jitter=10', skew_ppm=-200, ahead_s=-5),
)
QUICK = ('loss 5 %', '10/60 ms', 'everything',
         'its clock 5 s ahead, 200 ppm fast')

Result = collections.namedtuple('Result', 'case receiver sender tshark rtpbin')


def is_even(case):
    """Is the minimum delay the same both ways, all of the time?"""
    delays = [dict(item.split('=') for item in text.split(','))['delay']
              for text in (case.forward, case.back)]
    return delays[0] == delays[1] and not case.more


def wrong_clocks(case):
    """The environment of a program on a host whose clocks are wrong."""
    if not case.skew_ppm and not case.ahead_s:
        return {}
    return {'SKEW_PPM': str(case.skew_ppm),
            'OFFSET_NS': str(case.ahead_s * 1000000000),
            'LD_PRELOAD': os.environ['SKEWED_CLOCK']}


def start(description, env=None):
    """A pipeline, and its base time."""
    program = qosnet.launched(description, env)
    first = next(l for l in program.lines if l.startswith(qosnet.READY))
    return program, json.loads(first)['ready']


def send(case, port, seconds):
    """Returns the last sender and its base time."""
    tone = f'qossink ssrc={SSRC} uri=qos://127.0.0.1:{port}'
    if case.restarts:
        # From the same address, after a silence. Otherwise its first packets
        # would count as those of a stranger.
        tone = (f'qospay ssrc={SSRC} ! udpsink host=127.0.0.1 port={port} '
                f'bind-port={qosnet.free_port()}')
        first, _ = start(qosnet.TONE.format(n=qosnet.buffers(60)) + tone)
        time.sleep(seconds / 2)
        # It has no time to send a BYE.
        first.stop(sign=signal.SIGKILL)
        time.sleep(0.6)
        seconds /= 2
    sender, base = start(
        qosnet.TONE.format(n=qosnet.buffers(seconds)) + tone,
        wrong_clocks(case))
    assert sender.wait(seconds + 20) == 0, sender.lines[-5:]
    sender.check_clean()
    return sender, base


def run_ours(case, seconds, directory):
    port = qosnet.free_port()
    receiver, base = start(
        f'qossrc port={port} latency={peer.LATENCY_MS} ! '
        'fakesink sync=true')
    path = peer.relay(directory, 'ours', port, '--fwd', case.forward, '--rev',
                 case.back, *case.more)
    sender, sender_base = send(case, path.port, seconds)
    assert receiver.wait(45) == 0, receiver.lines[-5:]
    receiver.check_clean()
    report = path.report()
    assert report['fwd']['socket_drops'] == 0, report
    trace = os.path.join(directory, 'ours')
    run = compare.Run(*ledger.read_trace(trace), SSRC, peer.LATENCY_MS,
                      compare.Clock(case.skew_ppm, case.ahead_s, sender_base))
    shown, sent = compare.Errors(), compare.Errors()
    messages = receiver.fields('qosstats')
    compare.compare_receiver(run, messages, base, shown)
    if not case.restarts:
        compare.compare_events(run, messages[-1],
                               receiver.fields('qosevent'), shown)
    if not case.restarts:
        compare.compare_sender(run, sender.fields('qospay'), sender_base, sent)
    return shown, sent, compare_tshark(trace + '.pcap', port, run)


def with_static_type(pcap):
    """Writes a copy of a capture with a payload type whose clock rate tshark
    knows, and with timestamps at that rate."""
    with open(pcap, 'rb') as file:
        data = bytearray(file.read())
    at, base = 24, None
    while at < len(data):
        rtp = at + 16 + 28
        at += 16 + struct.unpack_from('<I', data, at + 8)[0]
        if 192 <= data[rtp + 1] <= 223:
            continue
        ticks = struct.unpack_from('!I', data, rtp + 4)[0]
        base = ticks if base is None else base
        apart = (ticks - base + 2**31) % 2**32 - 2**31
        # Removes the marker too: RFC 3640 sets it on every access unit, but
        # tshark takes it for the start of a talkspurt.
        data[rtp + 1] = STATIC_TYPE
        struct.pack_into('!I', data, rtp + 4,
                         apart * STATIC_RATE // ledger.CLOCK_RATE % 2**32)
    with open(pcap + '.static', 'wb') as file:
        file.write(data)
    return pcap + '.static'


def compare_tshark(pcap, port, run):
    """Errors of tshark for the packets that were delivered, over the whole
    stream."""
    errors = compare.Errors()
    if len(run.stream.firsts) > 1:
        return errors
    numbers = import_module('test-numbers')
    seen = numbers.tshark_stream(with_static_type(pcap), port)
    truth = run.stream.counts[-1]
    n = len(run.stream.deliveries)
    errors.add('packets-received', seen['packets'], truth['packets-received'])
    errors.add('packets-lost', seen['lost'], truth['packets-lost'])
    errors.add('loss-total-percent', seen['lost-percent'],
               100 * truth['packets-lost'] / truth['packets-expected'])
    errors.add('jitter-mean-ms', seen['jitter-mean'],
               truth['jitter-sum'] / truth['samples'])
    errors.add('jitter-max-ms', seen['jitter-max'], truth['jitter-max-ms'])
    errors.add('delta-max-ms', seen['delta-max'], run.stream.spacing_max(0, n))
    return errors


def run_case(case, seconds, with_rtpbin):
    """Returns the errors of all programs."""
    with tempfile.TemporaryDirectory() as directory:
        shown, sent, tshark = run_ours(case, seconds, directory)
        rtpbin = compare.Errors()
        if with_rtpbin and not case.restarts and not case.skew_ppm:
            rtpbin = peer.run_rtpbin(case, seconds, directory)
    return Result(case, shown, sent, tshark, rtpbin)
