# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The main purpose with real sound: speech goes into a virtual microphone,
through a bad path, and out of a virtual loudspeaker, with the right numbers at
both ends."""

import os
import shutil
import tempfile
import time

import qosnet
from qossound import OTHER_SPEECH, SPEECH, Sound, likeness, samples


def speak(faults):
    """Plays SPEECH into the microphone. Returns how similar the loudspeaker
    sounded, the report of the relay, and the messages of both ends."""
    with tempfile.TemporaryDirectory() as directory:
        sound = Sound(directory)
        recorded = os.path.join(directory, 'recorded.wav')
        port = qosnet.free_port()
        receiver = sound.launch(
            f'qossrc port={port} latency=150 ! avdec_aac ! audioconvert '
            '! audioresample ! autoaudiosink')
        receiver.wait_line(qosnet.READY)
        relay = qosnet.Relay(port, *faults)
        sender = sound.launch(
            'autoaudiosrc ! audioconvert ! avenc_aac '
            f'! qossink uri=qos://127.0.0.1:{relay.port}')
        receiver.wait_for(lambda: len(receiver.fields('qosstats')) >= 4, 20,
                          'messages')
        recorder = sound.record(recorded)
        time.sleep(1)
        sound.play(SPEECH)
        time.sleep(1.5)
        recorder.stop()
        sender.stop()
        receiver.wait(15)
        sound.daemon.stop()
        sender.check_clean()
        receiver.check_clean()
        like, at = likeness(samples(recorded), samples(SPEECH))
        other, _ = likeness(samples(recorded), samples(OTHER_SPEECH))
        assert other < 0.6 < like, (other, like)
        return (like, at, qosnet.one_stream(relay.report()),
                sender.fields('qospay'), receiver.fields('qosstats'))


def clean_path():
    if not shutil.which('pulseaudio'):
        raise qosnet.Skip('no PulseAudio')
    like, at, truth, sent, shown = speak([])
    assert like > 0.9, like
    assert truth['lost_inside'] == 0 == shown[-1]['packets-lost']
    assert shown[-1]['packets-received'] == truth['delivered_unique']
    assert sent[-1]['rtt-ms'] < 5, sent[-1]
    return f'likeness {like:.3f}, heard after {at:.2f} s'


def bad_path():
    if not shutil.which('pulseaudio'):
        raise qosnet.Skip('no PulseAudio')
    like, _, truth, sent, shown = speak(
        ['--seed', '5', '--fwd', 'loss=2,delay=40,jitter=10', '--fwd',
         'only=rtcp,delay=40', '--rev', 'delay=20'])
    last = shown[-1]
    assert like > 0.8, like
    assert last['packets-lost'] == truth['lost_inside'] > 0, (last, truth)
    assert last['end-reason'] == 'bye'
    assert last['wire-bytes-received'] == truth['wire_bytes'], (last, truth)
    for ours in (sent[-1], [m for m in shown if 'rtt-ms' in m][-1]):
        assert abs(ours['rtt-ms'] - 60) < 3, ours
    length = sum(m['duration'] for m in shown) / 1e9
    rate = sum(m['wire-kbps'] * m['duration'] for m in shown) / length / 1e9
    true_rate = truth['wire_bytes'] * 8 / 1000 / length
    assert abs(rate / true_rate - 1) < 0.01, (rate, true_rate)
    return (f'likeness {like:.3f}, lost {last["packets-lost"]} of '
            f'{last["packets-expected"]}, rtt {sent[-1]["rtt-ms"]:.1f} ms, '
            f'{rate:.0f} kbit/s')


CASES = [
    ('speech over a clean path', clean_path),
    ('speech over a bad path', bad_path),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES)
    tap.finish()
