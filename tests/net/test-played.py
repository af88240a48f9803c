# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Missing, late and played sound is reported as it was: for each fault,
concealed-ms and the qosevent messages are compared with the silence in a
recording of the sink's output, and the cause with the fault."""

import os
import signal
import sys
import tempfile
import threading
import time

import gi
import numpy
gi.require_version('Gst', '1.0')
from gi.repository import Gst  # noqa: E402  pylint: disable=wrong-import-position

import qosear  # noqa: E402  pylint: disable=wrong-import-position
import qosnet  # noqa: E402  pylint: disable=wrong-import-position

LATENCY = 100
SLACK = 20  # to the sink, as in the mixer of the receiver
AU_MS = 1000 * 1024 / 48000
EXACT_MS = 1  # error of one gap
SOUND = 'audio/x-raw,format=S16LE,rate=48000,channels=1'
HEAR = ('! avdec_aac ! audioconvert ! {sound} ! '
        'audiomixer min-upstream-latency={wait} ! {sound} ! '
        'filesink sync=true location={file}')
# Pink noise has no zeroes in a row.
SILENT = 24


def silences(file):
    """The length of each silence in the recording, in milliseconds."""
    data = numpy.fromfile(file, '<i2')
    loud = numpy.flatnonzero(data)
    data = data[loud[0]:loud[-1] + 1]
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(
        ([0], (data == 0).astype(int), [0]))))
    return [(end - begin) / 48 for begin, end in zip(edges[::2], edges[1::2])
            if end - begin >= SILENT]


def stand_still(program, seconds):
    program.process.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    program.process.send_signal(signal.SIGCONT)


def check_books(shown, events):
    for m in shown:
        assert m['packets-received'] == m['packets-played'] + \
            m['packets-late'] + m['packets-waiting'] + m['packets-skipped'], m
    last = shown[-1]
    assert last['books-balanced'], last
    assert sum(e['packets-lost'] for e in events) == last['packets-lost'], (
        events, last)
    assert sum(e['packets-late'] for e in events) == last['packets-late'], (
        events, last)
    assert last['packets-waiting'] == 0, last
    missing = [e for e in events if e['cause'] != 'drift']
    assert abs(sum(e['gap-ms'] for e in missing) - last['concealed-ms']) < 0.1


class Recorder:
    """A receiver that records the output of a mixer."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.directory.name, 'heard')
        self.port = qosnet.free_port()
        self.program = qosnet.receiver(self.port, HEAR.format(
            sound=SOUND, file=self.file,
            wait=(LATENCY + SLACK) * 1000000), f'latency={LATENCY}')

    def unheard(self):
        with self.directory:
            return sum(silences(self.file)), 0


class Ear:
    """A receiver that may stand still. Whether a mixer that stood still plays
    late sound when it catches up is a matter of chance."""

    def __init__(self):
        self.port = qosnet.free_port()
        self.program = qosnet.Program([
            sys.executable, qosear.__file__, str(self.port), str(LATENCY)])
        self.program.wait_line('ready')

    def unheard(self):
        line = next(l for l in self.program.lines if l.startswith('EAR '))
        silent, late = line.split()[1:]
        return float(silent), float(late)


def listen(faults, stalls=(), seconds=10):
    """stalls: (after, which one: sender (0) or receiver (1), how long).
    Returns the milliseconds that were not rendered, those that were too late,
    the events and the last message."""
    ear = Ear() if any(which == 1 for _, which, _ in stalls) else Recorder()
    relay = qosnet.Relay(ear.port, '--seed', '3', *faults)
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(seconds)) +
        f'qossink uri=qos://127.0.0.1:{relay.port}')
    ear.program.wait_line('qosstats', 20)
    begin = time.monotonic()
    for after, which, how_long in stalls:
        time.sleep(max(0, begin + after - time.monotonic()))
        stand_still((sender, ear.program)[which], how_long)
    assert sender.wait(seconds + 30) == 0, sender.lines[-5:]
    assert ear.program.wait(20) == 0, ear.program.lines[-5:]
    relay.report()
    ear.program.check_clean()
    shown = ear.program.fields('qosstats')
    events = ear.program.fields('qosevent')
    check_books(shown, events)
    return *ear.unheard(), events, shown[-1]


def played(faults, causes, stalls=(), seconds=10, lengths=()):
    """causes: of the missing sound. lengths: of gaps that must be reported for
    them, in ms."""
    def case():
        silent, late, events, last = listen(faults, stalls, seconds)
        reported = last['concealed-ms']
        # Packets that a busy machine reads late may or may not be heard.
        busy = [e for e in events if e['cause'] == 'receiver' and
                'receiver' not in causes]
        assert abs(silent + late - reported) <= EXACT_MS * len(events) + \
            AU_MS * (1 + len(busy)), (silent, late, reported, events)
        # A busy machine may add gaps, and split one in two.
        by = sum(e['gap-ms'] for e in events if e['cause'] in causes)
        assert by >= max(200, 0.9 * sum(lengths)), (causes, events)
        return (f'{silent:.1f} ms silent, {late:.1f} too late, '
                f'{reported:.1f} reported, {last["packets-late"]} late, '
                f'{last["packets-lost"]} lost')
    return case


def paused():
    """In PAUSED nothing is read for 2 s: what came is too late, and the
    network is not to blame."""
    port = qosnet.free_port()
    ear = Gst.parse_launch(f'qossrc port={port} latency={LATENCY} ! avdec_aac '
                           '! fakesink sync=true')
    events, is_over = [], threading.Event()

    def take():
        while not is_over.is_set():
            message = ear.get_bus().timed_pop_filtered(
                100 * Gst.MSECOND, Gst.MessageType.ELEMENT)
            if message and message.get_structure().get_name() == 'qosevent':
                fields = message.get_structure()
                events.append((fields.get_value('cause'),
                               fields.get_value('packets-late')))
    thread = threading.Thread(target=take)
    thread.start()
    ear.set_state(Gst.State.PLAYING)
    sender = qosnet.launch(qosnet.TONE.format(n=qosnet.buffers(8)) +
                           f'qossink uri=qos://127.0.0.1:{port}')
    sender.wait_line('qospay', 20)
    time.sleep(3)
    ear.set_state(Gst.State.PAUSED)
    time.sleep(2)
    ear.set_state(Gst.State.PLAYING)
    assert sender.wait(30) == 0, sender.lines[-5:]
    time.sleep(1.5)
    is_over.set()
    thread.join()
    ear.set_state(Gst.State.NULL)
    late = max(n for cause, n in events if cause == 'receiver')
    assert late >= 80, events
    return f'{late} packets late for the receiver'


STEPS = ['--fwd', 'delay=20', '--at', 'rtp+3000', 'fwd delay=320', '--at',
         'rtp+6500', 'fwd delay=20']
GAPS = ['--fwd', 'loss=5,first=20', '--at', 'rtp+3000', 'fwd loss=0,ge=3:30',
        '--at', 'rtp+5000', 'fwd ge=0:100,reorder=6:20', '--at', 'rtp+7000',
        'fwd reorder=0,outage=7500+300']
CASES = [
    ('the path takes 300 ms more, and less', played(
        STEPS, {'late'}, lengths=[290])),
    ('a sender stands still for 0.3 and 2 s', played(
        [], {'sender'}, [(2, 0, 0.3), (4.5, 0, 2)], lengths=[300, 2000])),
    ('a receiver stands still for 0.3 and 2 s', played(
        [], {'receiver'}, [(2, 1, 0.3), (4.5, 1, 2)], lengths=[180, 1890])),
    ('a sender stands still for 8 s', played(
        [], {'sender'}, [(2, 0, 8)], 13, [8000])),
    ('a receiver stands still for 8 s', played(
        [], {'receiver'}, [(2, 1, 8)], 13)),
    ('loss, bursts, overtaken packets, an outage', played(
        GAPS, {'loss', 'burst', 'reordered'}, lengths=[300])),
    ('jitter beyond the latency', played(
        ['--fwd', 'jitter=250,first=20'], {'late'})),
    ('a receiver is paused for 2 s', paused),
]

if __name__ == '__main__':
    Gst.init(sys.argv[:1])
    tap = qosnet.Tap()
    tap.run(CASES, at_once=8)
    tap.finish()
