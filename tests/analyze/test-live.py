# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""qos-analyze on a capture of a session, compared with the qosstats messages
of the same session, and with tshark.

Counts are of the same packets and must be equal. Times come from the same
stamps: on loopback the kernel stamps a packet once, for the capture and for
the socket. But qosstats calculates the age of the stamp from one reading of
two clocks. If the process is interrupted between the two, the time of the
packet is wrong by that interruption d. The difference of two such errors
enters J with 1/16: a mean of J is wrong by at most the mean of |d - d'|, some
us, and the maximum of J by 1/16 of the largest, which is ms on a busy machine.
Hence 0.05 ms + 2 % for the mean, 0.5 ms + 5 % for the maximum."""

import json
import os
import subprocess
import tempfile
import time
from importlib import import_module

import qosnet

ANALYZE = os.environ['ANALYZE']
AU_MS = 1000 * 1024 / 48000
SECONDS = 12
G711 = '/usr/share/sip-tester/g711a.pcap'

# Fields of the last message that are totals of counts.
COUNTS = (
    'ssrc', 'cname', 'name', 'address', 'clock-rate', 'packets-received',
    'packets-expected', 'packets-lost', 'packets-duplicated',
    'packets-reordered', 'packets-stray', 'restarts', 'bytes-received',
    'wire-bytes-received', 'loss-total-percent', 'loss-runs', 'loss-run-mean',
    'loss-run-max', 'burst-count', 'burst-density-percent',
    'gap-density-percent', 'gilbert-p-percent', 'gilbert-r-percent',
    'burst-ratio', 'reordered-percent', 'reorder-extent-max',
    'last-packet-bytes', 'books-balanced', 'end-reason')
# Their names in a file, where different.
WRITTEN = {
    'packets-received': 'packetsReceived', 'packets-lost': 'packetsLost',
    'packets-late': 'packetsDiscarded', 'bytes-received': 'bytesReceived'}


def analyze(*argv):
    """Returns the streams and the events that it prints."""
    done = subprocess.run([ANALYZE, '--json', *argv], check=False,
                          capture_output=True, text=True)
    assert done.returncode == 0, done
    lines = [json.loads(l) for l in done.stdout.splitlines()]
    return ([l for l in lines if l['type'] == 'inbound-rtp'],
            [l for l in lines if l['type'] == 'qos-event'],
            [l for l in lines if l['type'] == 'remote-outbound-rtp'])


class Capture:
    """dumpcap on loopback."""

    def __init__(self, file, expression):
        self.program = qosnet.Program(
            ['tshark', '-i', 'lo', '-w', file, '-f', expression])
        self.program.wait_line('Capturing on')
        time.sleep(1)  # it announces that before it does it

    def stop(self):
        time.sleep(0.5)
        self.program.stop()


def near(ours, theirs, margin, share):
    return abs(ours - theirs) <= margin + share * abs(theirs)


def compare_counts(stream, last):
    for field in COUNTS:
        name = WRITTEN.get(field, field)
        if field not in last:
            assert name not in stream, (field, stream, last)
        elif isinstance(last[field], float):
            assert near(stream[name], last[field], 1e-5, 0), (
                field, stream[name], last[field])
        else:
            assert stream[name] == last[field], (
                field, stream[name], last[field])


def compare_times(stream, last):
    for field, margin, share in (
            ('jitter-mean-ms', 0.05, 0.02), ('jitter-max-ms', 0.5, 0.05),
            ('pdv-total-p50-ms', 0.5, 0.05), ('pdv-total-p95-ms', 1, 0.05)):
        assert near(stream[field], last[field], margin, share), (
            field, stream[field], last[field])


def compare_events(stream, events, last, live):
    """The same events with the same missing sound, unless this machine was too
    busy to read in time, which a capture does not show. How a jitter buffer
    moves times is only known live: to a packet and a tenth."""
    if any(event['cause'] == 'receiver' for event in live):
        return
    for field in ('cause', 'packets-lost', 'packets-late'):
        assert [e[field] for e in events] == [e[field] for e in live], (
            field, events, live)
    assert near(stream['concealed-ms'], last['concealed-ms'], AU_MS, 0.1), (
        stream, last)
    assert (len(events) > 0) == (last['packets-lost'] > 0), (events, last)


def session(faults):
    """Our own stream through the relay, captured where it arrives."""
    def case():
        port = qosnet.free_port()
        with tempfile.TemporaryDirectory() as directory:
            pcap = os.path.join(directory, 'session.pcapng')
            capture = Capture(pcap, f'udp port {port}')
            receiver = qosnet.receiver(port, properties='latency=300')
            relay = qosnet.Relay(port, '--seed', '7', *faults)
            sender = qosnet.launch(
                qosnet.TONE.format(n=qosnet.buffers(SECONDS)) +
                f'qossink uri=qos://127.0.0.1:{relay.port}?name=studio')
            assert sender.wait(SECONDS + 15) == 0, sender.lines
            assert receiver.wait(20) == 0, receiver.lines[-5:]
            capture.stop()
            relay.report()
            last = receiver.fields('qosstats')[-1]
            streams, events, remote = analyze('--latency', '300', pcap)
        assert len(streams) == 1, streams
        compare_counts(streams[0], last)
        compare_times(streams[0], last)
        assert streams[0]['destination'] == f'127.0.0.1:{port}', streams[0]
        # The round trip is from here to the sender and back, as in the live
        # numbers.
        rtt = remote[0]['roundTripTime'] * 1000
        assert near(rtt, last['rtt-ms'], 2, 0.05), (remote, last)
        assert streams[0]['events'] == len(events), (streams, events)
        compare_events(streams[0], events, last, receiver.fields('qosevent'))
        return (f'lost {last["packets-lost"]} of {last["packets-expected"]}, '
                f'jitter {streams[0]["jitter-mean-ms"]:.3f} ms, live '
                f'{last["jitter-mean-ms"]:.3f}; {len(events)} events')
    return case


def compare_tshark(stream, ref):
    assert stream['packetsReceived'] + stream['packets-duplicated'] == \
        ref['packets'], (stream, ref)
    assert stream['packetsLost'] == ref['lost'], (stream, ref)
    # It has no times for a payload type whose rate it does not know.
    if ref.get('jitter-min', 0) < 0:
        return
    for ours, theirs in (('jitter-mean-ms', 'jitter-mean'),
                         ('jitter-max-ms', 'jitter-max'),
                         ('delta-max-ms', 'delta-max')):
        # tshark prints three decimals.
        assert near(stream[ours], ref[theirs], 0.002, 0.01), (
            ours, stream[ours], ref)


def other_stream(program, faults, options=(), seconds=8):
    """A foreign stream through the relay, against tshark."""
    def case():
        port = qosnet.free_port()
        numbers = import_module('test-numbers')
        with tempfile.TemporaryDirectory() as directory:
            pcap = os.path.join(directory, 'delivered.pcap')
            relay = qosnet.Relay(port, *faults, pcap=pcap)
            done = subprocess.run(
                [word.format(port=relay.port, seconds=seconds)
                 for word in program], check=False, capture_output=True,
                text=True)
            assert done.returncode == 0, done
            time.sleep(1)
            truth = qosnet.one_stream(relay.report())
            streams, _, _ = analyze(*options, pcap)
            ref = numbers.tshark_stream(pcap, port)
        assert len(streams) == 1, streams
        assert streams[0]['packetsReceived'] == truth['delivered_unique']
        compare_tshark(streams[0], ref)
        return f'{ref}'
    return case


FFMPEG = ['ffmpeg', '-nostdin', '-hide_banner', '-loglevel', 'error', '-re',
          '-f', 'lavfi', '-i', 'anoisesrc=r=48000:d={seconds}', '-ac', '2']
FFMPEG_AAC = FFMPEG + ['-c:a', 'aac', '-f', 'rtp', 'rtp://127.0.0.1:{port}']
FFMPEG_G711 = FFMPEG[:-2] + ['-ar', '8000', '-ac', '1', '-c:a', 'pcm_alaw',
                             '-f', 'rtp', 'rtp://127.0.0.1:{port}']
OURS = ('gst-launch-1.0 audiotestsrc is-live=true samplesperbuffer=1024 '
        'num-buffers=375 ! audio/x-raw,rate=48000,channels=2 ! avenc_aac ! '
        'qospay ! udpsink host=127.0.0.1 port={port}').split()


def sip_tester():
    """G.711 from a file of another program."""
    if not os.path.exists(G711):
        raise qosnet.Skip(f'no {G711} (package sip-tester)')
    streams, _, _ = analyze(G711)
    assert len(streams) == 1, streams
    text = subprocess.run(
        ['tshark', '-r', G711, '-d', 'udp.port==2006,rtp', '-q', '-z',
         'rtp,streams'], check=True, capture_output=True, text=True).stdout
    words = text.splitlines()[2].split()
    ref = {'packets': float(words[8]), 'lost': float(words[9]),
             'delta-max': float(words[13]), 'jitter-mean': float(words[15]),
             'jitter-max': float(words[16])}
    compare_tshark(streams[0], ref)
    assert streams[0]['codec'] == 'PCMA', streams
    return str(ref)


CASES = [
    ('the numbers of a clean session', session([])),
    ('the numbers of a bad one', session(
        ['--fwd', 'loss=5,jitter=15,dup=3', '--rev', 'delay=20'])),
    ('the numbers of bursts and reordering', session(
        ['--fwd', 'ge=3:30,reorder=5,delay=30'])),
    ('tshark on our stream', other_stream(
        OURS, ['--fwd', 'loss=3,jitter=10'])),
    ('tshark on ffmpeg, G.711', other_stream(
        FFMPEG_G711, ['--fwd', 'loss=5,jitter=15'])),
    ('tshark on ffmpeg, AAC', other_stream(
        FFMPEG_AAC, ['--fwd', 'loss=5'], ['--pt', '97=48000'])),
    ('tshark on the capture of sip-tester', sip_tester),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=4)
    tap.finish()
