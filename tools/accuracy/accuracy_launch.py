#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs a pipeline with an rtpbin named "b". Prints the statistics of its
session and of its jitter buffer twice a second, as lines of JSON with the
time.

accuracy_launch.py DESCRIPTION..."""

import json
import signal
import sys
import time

import gi

gi.require_version('Gst', '1.0')
from gi.repository import GLib, Gst  # pylint: disable=wrong-import-position

SAMPLE_MS = 500
SOURCE_FIELDS = (
    'ssrc', 'internal', 'is-sender', 'packets-received', 'packets-sent',
    'octets-received', 'octets-sent', 'bitrate', 'packets-lost', 'jitter',
    'have-rb', 'rb-packetslost', 'rb-fractionlost', 'rb-jitter',
    'rb-round-trip')
BUFFER_FIELDS = ('num-lost', 'num-late', 'num-duplicates', 'avg-jitter')


def fields(structure, names):
    return {name: structure.get_value(name) for name in names
            if structure.has_field(name)}


class Sampler:
    """The statistics of rtpbin."""

    def __init__(self, rtpbin):
        self.session = rtpbin.emit('get-internal-session', 0)
        self.buffers = []
        rtpbin.connect('new-jitterbuffer',
                       lambda _bin, buffer, *_: self.buffers.append(buffer))
        GLib.timeout_add(SAMPLE_MS, self._print)

    def _print(self):
        stats = self.session.get_property('stats')
        now = time.monotonic()
        print(json.dumps({
            'time': now,
            'sources': [fields(s, SOURCE_FIELDS)
                        for s in stats.get_value('source-stats')],
            'buffers': [fields(b.get_property('stats'), BUFFER_FIELDS)
                        for b in self.buffers]}), flush=True)
        return True


def main():
    Gst.init(None)
    loop = GLib.MainLoop()
    pipeline = Gst.parse_launch(' '.join(sys.argv[1:]))
    status = []

    def on_message(_bus, message):
        if message.type == Gst.MessageType.ERROR:
            print('ERROR', *message.parse_error(), flush=True)
            status.append(1)
            loop.quit()
        elif message.type == Gst.MessageType.EOS:
            loop.quit()

    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect('message', on_message)
    for number in (signal.SIGINT, signal.SIGTERM):
        GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, number, loop.quit)
    # Kept alive: rtpbin calls it.
    sampler = Sampler(pipeline.get_by_name('b'))
    pipeline.set_state(Gst.State.PLAYING)
    pipeline.get_state(2 * Gst.SECOND)
    print('ready', flush=True)
    loop.run()
    pipeline.set_state(Gst.State.NULL)
    del sampler
    sys.exit(status[0] if status else 0)


main()
