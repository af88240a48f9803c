# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The main job on real sound: speech into a virtual microphone, through a bad
path, out of a virtual loudspeaker, with the numbers right at both ends."""

import os
import shutil
import subprocess
import tempfile
import time
import wave

import numpy

import qosnet

SPEECH = '/usr/share/sounds/alsa/Front_Center.wav'
OTHER_SPEECH = '/usr/share/sounds/alsa/Rear_Left.wav'
RATE = 48000


class Sound:
    """A PulseAudio of our own: a null sink whose monitor is the microphone,
    another that is the loudspeaker."""

    def __init__(self, directory):
        self.environment = {
            'XDG_RUNTIME_DIR': directory, 'HOME': directory,
            'PULSE_SERVER': f'unix:{directory}/socket',
            'PULSE_RUNTIME_PATH': directory}
        self.daemon = qosnet.Program(
            ['pulseaudio', '-n', '--daemonize=no', '--exit-idle-time=-1',
             '--use-pid-file=no', '--disallow-exit',
             f'--load=module-native-protocol-unix socket={directory}/socket '
             'auth-anonymous=1',
             f'--load=module-null-sink sink_name=mic rate={RATE}',
             f'--load=module-null-sink sink_name=speaker rate={RATE}'],
            env=self.environment)
        self.daemon.wait_for(
            lambda: self.call('pactl', 'info').returncode == 0, 15,
            'PulseAudio answers')
        self.call('pactl', 'set-default-source', 'mic.monitor')
        self.call('pactl', 'set-default-sink', 'speaker')

    def call(self, *argv):
        return subprocess.run(
            argv, env={**os.environ, **self.environment}, check=False,
            capture_output=True)

    def launch(self, description):
        return qosnet.Program(['gst-launch-1.0', '-m'] + description.split(),
                              env=self.environment)

    def record(self, file):
        return qosnet.Program(
            ['parecord', '-d', 'speaker.monitor', '--file-format=wav',
             f'--rate={RATE}', '--channels=1', '--format=s16le', file],
            env=self.environment)


def samples(file):
    with wave.open(file) as sound:
        data = numpy.frombuffer(sound.readframes(sound.getnframes()), '<i2')
        return data.reshape(-1, sound.getnchannels())[:, 0].astype(float)


def correlate(heard, said):
    """The highest normalised correlation of said with any piece of heard, and
    where that begins, in seconds."""
    size = 1 << (len(heard) + len(said)).bit_length()
    product = numpy.fft.irfft(
        numpy.fft.rfft(heard, size) * numpy.conj(numpy.fft.rfft(said, size)),
        size)[:len(heard) - len(said)]
    total = numpy.concatenate(([0.0], numpy.cumsum(heard ** 2)))
    power = (total[len(said):] - total[:-len(said)])[:len(product)]
    power = numpy.sqrt(numpy.maximum(power, 1.0))
    ratio = product / (power * numpy.sqrt((said ** 2).sum()))
    best = int(numpy.argmax(ratio))
    return float(ratio[best]), best / RATE


def likeness(heard, said):
    """Median over the quarter seconds of said that are not silence: sound cards'
    clocks drift apart, so that the whole never lies on the whole."""
    pieces = numpy.array_split(said, max(1, round(4 * len(said) / RATE)))
    power = [float((piece ** 2).mean()) for piece in pieces]
    found = [correlate(heard, piece) for piece, p in zip(pieces, power)
             if p > 0.05 * max(power)]
    return (float(numpy.median([like for like, _ in found])),
            min(at for _, at in found))


def speak(faults):
    """Says SPEECH into the microphone. Returns how like it the loudspeaker
    sounded, the truth, and both ends' messages."""
    with tempfile.TemporaryDirectory() as directory:
        sound = Sound(directory)
        heard = os.path.join(directory, 'heard.wav')
        port = qosnet.free_port()
        receiver = sound.launch(
            f'qossrc port={port} latency=150 ! avdec_aac ! audioconvert '
            '! audioresample ! autoaudiosink')
        receiver.wait_line('Setting pipeline to PLAYING')
        relay = qosnet.Relay(port, *faults)
        sender = sound.launch(
            'autoaudiosrc ! audioconvert ! avenc_aac '
            f'! qossink uri=qos://127.0.0.1:{relay.port}')
        receiver.wait_for(lambda: len(receiver.fields('qosstats')) >= 4, 20,
                          'messages')
        recorder = sound.record(heard)
        time.sleep(1)
        assert sound.call('paplay', '-d', 'mic', SPEECH).returncode == 0
        time.sleep(1.5)
        recorder.stop()
        sender.stop()
        receiver.wait(15)
        sound.daemon.stop()
        sender.check_clean()
        receiver.check_clean()
        like, at = likeness(samples(heard), samples(SPEECH))
        other, _ = likeness(samples(heard), samples(OTHER_SPEECH))
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
