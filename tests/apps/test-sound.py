# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The apps with real sound: speech into a virtual microphone comes out of a
virtual loudspeaker, through a bad path; devices are unplugged and come back.
APPS names the apps folder of the build."""

import json
import os
import shutil
import tempfile
import time

import qosnet
import qossound

SENDER = os.path.join(os.environ['APPS'], 'sender', 'qos-sender')
RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')


class App(qosnet.Program):
    def __init__(self, sound, *argv):
        self.objects = []
        super().__init__([*argv, '--json'], env={
            **sound.environment, 'DISPLAY': '', 'LC_ALL': 'C.UTF-8'},
            on_line=self._on_line)

    def _on_line(self, line):
        if line.startswith('{'):
            self.objects.append(json.loads(line))

    def of(self, message, **fields):
        return [line for line in self.objects if line['message'] == message and
                all(line.get(k) == v for k, v in fields.items())]

    def wait_state(self, state, times=1):
        self.wait_for(lambda: len(self.of('state', state=state)) >= times, 20,
                      f'{state} {times} times')


def with_sound(case):
    def run():
        if not shutil.which('pulseaudio'):
            raise qosnet.Skip('no PulseAudio')
        with tempfile.TemporaryDirectory() as directory, \
                qossound.Sound(directory) as sound:
            return case(sound, directory)
    return run


def measure_likeness(sound, directory):
    """How similar the loudspeaker sounds when SPEECH is played."""
    file = os.path.join(directory, 'recorded.wav')
    recorder = sound.record(file)
    time.sleep(1)
    sound.play()
    time.sleep(1.5)
    recorder.stop()
    played = qossound.samples(qossound.SPEECH)
    other = qossound.samples(qossound.OTHER_SPEECH)
    recorded = qossound.samples(file)
    like, _ = qossound.likeness(recorded, played)
    unlike, _ = qossound.likeness(recorded, other)
    assert unlike < 0.6, unlike
    return like


def speech(sound, directory):
    port = qosnet.free_port()
    receiver = App(sound, RECEIVER, '-l', '150', str(port))
    receiver.wait_state('running')
    relay = qosnet.Relay(port, '--seed', '5', '--fwd',
                         'loss=2,delay=30,jitter=10', '--rev', 'delay=20')
    sender = App(sound, SENDER, f'127.0.0.1:{relay.port}')
    receiver.wait_for(lambda: len(receiver.of('qosstats')) >= 4, 20, 'messages')
    like = measure_likeness(sound, directory)
    assert sender.stop() == 0
    time.sleep(2)
    assert receiver.stop() == 0
    truth = qosnet.one_stream(relay.report())
    last = receiver.of('qosstats')[-1]
    assert last['packets-lost'] == truth['lost_inside'] > 0, (last, truth)
    assert like > 0.8, like
    return f'likeness {like:.3f}'


def microphone(sound, directory):
    """Unplugged while sending: reported, and sending continues when it is
    back."""
    sound.add_sink('usb', 'Desk')
    port = qosnet.free_port()
    receiver = App(sound, RECEIVER, '-o', 'none', str(port))
    receiver.wait_state('running')
    names = sound.call(SENDER, '--list-devices').stdout.decode().splitlines()
    assert 'Monitor of Desk' in names, names
    sender = App(sound, SENDER, '-s', 'Monitor of Desk', f'127.0.0.1:{port}')
    receiver.wait_for(lambda: receiver.of('qosstats'), 15, 'messages')
    sound.remove_sink('usb')
    sender.wait_state('waiting')
    text = sender.of('problem', kind='device')[0]['text']
    assert text == ('"Monitor of Desk" was unplugged. Sending continues when '
                    'it or another is connected.'), text
    sound.add_sink('usb', 'Desk')
    sender.wait_state('running', 2)
    assert sender.of('problem', kind='device')[-1]['is-over']
    receiver.wait_for(lambda: len({m['ssrc'] for m in receiver.of('qosstats')})
                      == 2, 15, 'a second stream')
    assert sender.stop() == 0 and receiver.stop() == 0


def loudspeaker(sound, directory):
    """Unplugged while playing: reported, and another one plays."""
    sound.add_sink('usb', 'Desk')
    port = qosnet.free_port()
    receiver = App(sound, RECEIVER, '-l', '150', '-o', 'Desk', str(port))
    receiver.wait_state('running')
    sender = App(sound, SENDER, f'127.0.0.1:{port}')
    receiver.wait_for(lambda: receiver.of('qosstats'), 15, 'messages')
    sound.remove_sink('usb')
    receiver.wait_for(
        lambda: any('"Desk" was unplugged.' in p.get('text', '')
                    for p in receiver.of('problem', kind='note')), 15,
        'it is reported')
    like = measure_likeness(sound, directory)  # from the other one
    assert like > 0.8, like
    assert len({m['ssrc'] for m in receiver.of('qosstats')}) == 1
    assert sender.stop() == 0 and receiver.stop() == 0


def no_more_sound(sound, directory):
    """The sound system ends, and measuring continues."""
    port = qosnet.free_port()
    receiver = App(sound, RECEIVER, str(port))
    receiver.wait_state('running')
    sender = App(sound, SENDER, '-s', 'test', f'127.0.0.1:{port}')
    receiver.wait_for(lambda: receiver.of('qosstats'), 15, 'messages')
    sound.daemon.stop()
    receiver.wait_for(
        lambda: any('The loudspeaker was unplugged' in p.get('text', '')
                    for p in receiver.of('problem', kind='device')), 15,
        'it is reported')
    count = len(receiver.of('qosstats'))
    receiver.wait_for(lambda: len(receiver.of('qosstats')) > count + 3, 15,
                      'messages go on')
    assert sender.stop() == 0 and receiver.stop() == 0


CASES = [
    ('speech through a bad path', with_sound(speech)),
    ('microphone unplugged', with_sound(microphone)),
    ('loudspeaker unplugged', with_sound(loudspeaker)),
    ('no more sound', with_sound(no_more_sound)),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES)
    tap.finish()
