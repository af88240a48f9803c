#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# What other languages see of the messages: PyGObject reads every field, and
# arrays are lists.

import gi

gi.require_version('Gst', '1.0')
from gi.repository import Gst

PIPELINE = ('audiotestsrc num-buffers=70 is-live=true ! '
            'audio/x-raw,channels=2,rate=48000 ! avenc_aac ! qospay ! qosstats name=meter ! fakesink')


def play(pipeline):
    """Returns: the last qosstats message of a pipeline that has run to its
    end, and the SSRCs that the stats property of its qosstats had before the
    end."""
    bus = pipeline.get_bus()
    meter = pipeline.get_by_name('meter')
    last, ssrcs = None, []
    pipeline.set_state(Gst.State.PLAYING)
    while True:
        message = bus.timed_pop(60 * Gst.SECOND)
        assert message, 'the pipeline did not end'
        assert message.type != Gst.MessageType.ERROR, message.parse_error()
        if message.type == Gst.MessageType.EOS:
            break
        structure = message.get_structure()
        if structure and structure.get_name() == 'qosstats':
            last = structure.copy()
            stats = meter.get_property('stats')
            sources = stats.get_value('sources')
            assert isinstance(sources, list), sources
            ssrcs += [source.get_value('ssrc') for source in sources]
    pipeline.set_state(Gst.State.NULL)
    return last, ssrcs


def main():
    print('1..3')
    Gst.init(None)
    message, ssrcs = play(Gst.parse_launch(PIPELINE))
    assert message, 'there was no message'
    fields = {}
    for i in range(message.n_fields()):
        name = message.nth_field_name(i)
        fields[name] = message.get_value(name)
    assert isinstance(fields['packets-received'], int), fields
    print('ok 1 every field of a message has a value')
    assert fields['loss-runs'] == [0] * 10, fields
    later = fields['packets-later-than']
    assert isinstance(later, list) and len(later) == 12, fields
    assert all(isinstance(n, int) for n in later), fields
    print('ok 2 arrays are lists of numbers')
    assert ssrcs and set(ssrcs) == {fields['ssrc']}, ssrcs
    print('ok 3 the sources of stats are a list of structures')


main()
