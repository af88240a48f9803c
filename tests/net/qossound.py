# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests with real sound share: their own PulseAudio, and how similar
two recordings are."""

import os
import subprocess
import wave

import numpy

import qosnet

SPEECH = '/usr/share/sounds/alsa/Front_Center.wav'
OTHER_SPEECH = '/usr/share/sounds/alsa/Rear_Left.wav'
RATE = 48000


class Sound:
    """A private PulseAudio: a null sink whose monitor is the microphone, and
    another one that is the loudspeaker."""

    def __init__(self, directory):
        self.environment = {
            'XDG_RUNTIME_DIR': directory, 'HOME': directory,
            'PULSE_SERVER': f'unix:{directory}/socket',
            'PULSE_RUNTIME_PATH': directory}
        self.directory = directory
        self.start()

    def start(self):
        """Starts it again, after the daemon was stopped."""
        directory = self.directory
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

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.stop()

    def call(self, *argv):
        return subprocess.run(
            argv, env={**os.environ, **self.environment}, check=False,
            capture_output=True)

    def _pactl(self, *argv):
        result = self.call('pactl', *argv)
        assert result.returncode == 0, (argv, result.stderr)
        return result.stdout.decode()

    def add_sink(self, name, description=None):
        """Plugs in a device: a loudspeaker NAME and its microphone
        NAME.monitor, listed as DESCRIPTION."""
        self._pactl(
            'load-module', 'module-null-sink', f'sink_name={name}',
            f'rate={RATE}',
            f'sink_properties="device.description=\'{description or name}\'"')

    def remove_sink(self, name):
        """Unplugs it; also works for mic and speaker."""
        modules = [line.split('\t') for line in
                   self._pactl('list', 'short', 'modules').splitlines()]
        found = [row[0] for row in modules
                 if len(row) > 2 and f'sink_name={name}' in row[2].split()]
        assert len(found) == 1, (name, modules)
        self._pactl('unload-module', found[0])

    def sinks(self):
        return [line.split('\t')[1] for line in
                self._pactl('list', 'short', 'sinks').splitlines()]

    def launch(self, description):
        return qosnet.launch(description, self.environment)

    def play(self, file=SPEECH):
        """Plays file into the microphone; returns when it has ended."""
        assert self.call('paplay', '-d', 'mic', file).returncode == 0

    def record(self, file):
        """Records the loudspeaker until it is stopped."""
        return qosnet.Program(
            ['parecord', '-d', 'speaker.monitor', '--file-format=wav',
             f'--rate={RATE}', '--channels=1', '--format=s16le', file],
            env=self.environment)


def samples(file):
    with wave.open(file) as sound:
        data = numpy.frombuffer(sound.readframes(sound.getnframes()), '<i2')
        return data.reshape(-1, sound.getnchannels())[:, 0].astype(float)


def correlate(recorded, played):
    """The highest normalised correlation of played with any piece of recorded,
    and where that piece starts, in seconds."""
    size = 1 << (len(recorded) + len(played)).bit_length()
    product = numpy.fft.irfft(
        numpy.fft.rfft(recorded, size) *
        numpy.conj(numpy.fft.rfft(played, size)), size)
    product = product[:len(recorded) - len(played)]
    total = numpy.concatenate(([0.0], numpy.cumsum(recorded ** 2)))
    power = (total[len(played):] - total[:-len(played)])[:len(product)]
    power = numpy.sqrt(numpy.maximum(power, 1.0))
    ratio = product / (power * numpy.sqrt((played ** 2).sum()))
    best = int(numpy.argmax(ratio))
    return float(ratio[best]), best / RATE


def likeness(recorded, played):
    """Median over the quarter seconds of played that are not silence. The
    clocks of sound cards drift apart, so the whole never fits the whole."""
    pieces = numpy.array_split(played, max(1, round(4 * len(played) / RATE)))
    power = [float((piece ** 2).mean()) for piece in pieces]
    found = [correlate(recorded, piece) for piece, p in zip(pieces, power)
             if p > 0.05 * max(power)]
    return (float(numpy.median([like for like, _ in found])),
            min(at for _, at in found))
