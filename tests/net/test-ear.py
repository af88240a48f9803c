# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Mouth to ear: ticks that go in at one end come out at the other
mouth-to-ear-ms later, within its error bar; with clock-sync=system, within the
error given with that."""

import statistics
import struct
import sys
import threading
import time

import gi
gi.require_version('Gst', '1.0')
from gi.repository import Gst  # noqa: E402  pylint: disable=wrong-import-position

import qosnet  # noqa: E402  pylint: disable=wrong-import-position

RATE = 48000
LOUD = 3000
SOUND = f'audio/x-raw,rate={RATE},channels=1,format=S16LE'
# The thread of the sink wakes up a little late, and a tick starts softly.
WAKE_MS = 1.5


def onset(buffer):
    """Nanoseconds from the start of the buffer to its first loud sample."""
    fine, view = buffer.map(Gst.MapFlags.READ)
    assert fine
    samples = struct.unpack(f'<{len(view.data) // 2}h', view.data)
    buffer.unmap(view)
    for at, sample in enumerate(samples):
        if abs(sample) > LOUD:
            return at * 1e9 / RATE
    return None


class Ticks:
    """When ticks pass, in nanoseconds of the system clock: the capture time of
    a buffer, or the time when it is rendered."""

    def __init__(self, pipeline, name, is_rendered):
        self.pipeline = pipeline
        self.is_rendered = is_rendered
        self.times = []
        pipeline.get_by_name(name).connect('handoff', self._on_buffer)

    def _on_buffer(self, _element, buffer, _pad=None):
        begin = self.pipeline.get_clock().get_time() if self.is_rendered else \
            self.pipeline.get_base_time() + buffer.pts
        after = onset(buffer)
        if after is not None and (
                not self.times or begin + after > self.times[-1] + 5e8):
            self.times.append(begin + after)


def take_messages(bus, messages, is_over):
    while not is_over.is_set():
        message = bus.timed_pop_filtered(
            100 * Gst.MSECOND, Gst.MessageType.ELEMENT | Gst.MessageType.ERROR)
        if message is None:
            continue
        assert message.type != Gst.MessageType.ERROR, message.parse_error()
        fields = message.get_structure()
        if fields.get_name() == 'qosstats' and \
                fields.has_field('mouth-to-ear-ms'):
            messages.append((fields.get_value('mouth-to-ear-ms'),
                             fields.get_value('delay-error-ms')))


def listen(faults, latency, extra=''):
    """Returns (milliseconds that the ticks took, the messages)."""
    port = qosnet.free_port()
    relay = qosnet.Relay(port, *faults)
    mouth = Gst.parse_launch(
        'audiotestsrc is-live=true wave=ticks tick-interval=1000000000 '
        f'samplesperbuffer=480 ! {SOUND} ! identity name=tap '
        'signal-handoffs=true ! audioconvert ! avenc_aac ! '
        f'qossink uri=qos://127.0.0.1:{relay.port}')
    ear = Gst.parse_launch(
        f'qossrc port={port} latency={latency} {extra} ! avdec_aac ! '
        f'audioconvert ! {SOUND} ! '
        'fakesink name=tap sync=true signal-handoffs=true')
    spoken = Ticks(mouth, 'tap', False)
    heard = Ticks(ear, 'tap', True)
    messages, is_over = [], threading.Event()
    thread = threading.Thread(target=take_messages,
                              args=(ear.get_bus(), messages, is_over))
    thread.start()
    ear.set_state(Gst.State.PLAYING)
    mouth.set_state(Gst.State.PLAYING)
    time.sleep(9)
    is_over.set()
    thread.join()
    mouth.set_state(Gst.State.NULL)
    ear.set_state(Gst.State.NULL)
    relay.report()
    # The first packet cuts the first tick short.
    took = [(h - max(s for s in spoken.times if s < h)) / 1e6
            for h in heard.times[1:]]
    assert len(took) >= 6 and len(messages) >= 10, (took, messages)
    return took, messages[2:]


def ear_case(faults, latency, extra='', bar=None):
    def case():
        took, messages = listen(faults, latency, extra)
        truth = statistics.median(took)
        for shown, error in messages:
            assert abs(shown - truth) <= error + WAKE_MS, (truth, messages)
            assert bar is None or error == bar, messages
        shown = statistics.median(m[0] for m in messages)
        return (f'{truth:.1f} ms, shown {shown:.1f} ms '
                f'+- {messages[-1][1]:.1f}')
    return case


BOTH_20 = ['--fwd', 'delay=20', '--rev', 'delay=20']
CASES = [
    ('no delay', ear_case([], 100)),
    ('20 ms each way, a deeper buffer', ear_case(BOTH_20, 200)),
    ('10 ms there, 60 ms back', ear_case(
        ['--fwd', 'delay=10', '--rev', 'delay=60'], 100)),
    ('60 ms there, 10 ms back', ear_case(
        ['--fwd', 'delay=60', '--rev', 'delay=10'], 100)),
    # The clocks are the same one: no asymmetry of the path can hide.
    ('synchronised clocks, 60 ms there, 10 ms back', ear_case(
        ['--fwd', 'delay=60', '--rev', 'delay=10'], 100,
        'clock-sync=system clock-sync-error=500000', 0.5)),
]

if __name__ == '__main__':
    Gst.init(sys.argv[:1])
    tap = qosnet.Tap()
    tap.run(CASES, at_once=3)
    tap.finish()
