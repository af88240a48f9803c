# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A receiver that measures what is really heard: qosear.py PORT LATENCY_MS.

When the whole process stands still, a sink of GStreamer does not play
everything at its time. It plays a buffer that is late by less than its length
and max-lateness, and one late buffer for each second of sound that it drops.
So a probe before the sink notes how late each buffer is. Prints the messages
of the elements like launch.c, then a line EAR with milliseconds: of sound that
was not played, and of sound that was played late."""

import json
import sys
import time

import gi
gi.require_version('Gst', '1.0')
from gi.repository import GLib, Gst  # noqa: E402  pylint: disable=wrong-import-position

# To the sink (GstBaseSink, processing-deadline).
DEADLINE_MS = 20
MAX_LATENESS_MS = 10


def print_message(_bus, message):
    s = message.get_structure()
    names = map(s.nth_field_name, range(s.n_fields()))
    print(json.dumps({
        'element': message.src.get_name(), 'time': time.monotonic(),
        'name': s.get_name(),
        'fields': {name: s.get_value(name) for name in names}}), flush=True)


class Ear:
    def __init__(self, port, latency_ms):
        self.pipeline = Gst.parse_launch(
            f'qossrc port={port} latency={latency_ms} ! avdec_aac ! '
            f'fakesink name=sink sync=true signal-handoffs=true '
            f'max-lateness={MAX_LATENESS_MS * Gst.MSECOND}')
        self.wait_ns = (latency_ms + DEADLINE_MS) * Gst.MSECOND
        self.end_ns = None
        self.late_ns = self.silent_ns = self.rendered_late_ns = 0
        sink = self.pipeline.get_by_name('sink')
        sink.get_static_pad('sink').add_probe(
            Gst.PadProbeType.BUFFER, self.on_arrival)
        sink.connect('handoff', self.on_rendered)

    def on_arrival(self, _pad, info):
        buffer = info.get_buffer()
        due_ns = self.pipeline.get_base_time() + buffer.pts + self.wait_ns
        late_ns = self.pipeline.get_clock().get_time() - due_ns
        self.late_ns = min(max(0, late_ns), buffer.duration)
        self.silent_ns += buffer.duration
        # The jitter buffer shifts times a little to follow the delay.
        if self.end_ns is not None and \
                buffer.pts - self.end_ns > buffer.duration / 2:
            self.silent_ns += buffer.pts - self.end_ns
        self.end_ns = buffer.pts + buffer.duration
        return Gst.PadProbeReturn.OK

    def on_rendered(self, _sink, buffer, _pad):
        self.silent_ns -= buffer.duration
        self.rendered_late_ns += self.late_ns

    def run(self):
        loop = GLib.MainLoop()
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect('message::element', print_message)
        bus.connect('message::error', lambda *_: sys.exit('ERROR'))
        bus.connect('message::eos', lambda *_: loop.quit())
        self.pipeline.set_state(Gst.State.PLAYING)
        print('ready', flush=True)
        loop.run()
        self.pipeline.set_state(Gst.State.NULL)
        print(f'EAR {self.silent_ns / 1e6:.3f} {self.rendered_late_ns / 1e6:.3f}')


if __name__ == '__main__':
    Gst.init(None)
    Ear(int(sys.argv[1]), int(sys.argv[2])).run()
