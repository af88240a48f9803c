# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Ten senders play without a glitch; and a glitch is found where there is one."""

import os
import subprocess
import tempfile
import time
from importlib import import_module

import numpy

import qosnet

headless = import_module('test-headless')


def glitch_db(file):
    """In a mix of 440 Hz tones: the level of the loudest 10 ms of everything
    else, relative to the tones. AAC's own noise is near -50 dB."""
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-i', file, '-f', 'f32le',
                          '-ac', '1', '-'], check=True,
                         capture_output=True).stdout
    sound = numpy.frombuffer(raw, '<f4').astype(float)
    start = numpy.flatnonzero(abs(sound) > 0.01)[0] + 5 * 48000
    steady = sound[start:start + 6 * 48000]
    assert len(steady) == 6 * 48000, len(steady)
    spectrum = numpy.fft.rfft(steady)
    hertz = numpy.fft.rfftfreq(len(steady), 1 / 48000)
    spectrum[(hertz > 400) & (hertz < 480)] = 0
    rest = numpy.fft.irfft(spectrum)[4800:-4800].reshape(-1, 480)
    return 10 * numpy.log10((rest ** 2).mean(axis=1).max() /
                            (steady ** 2).mean())


def mix(n, *faults):
    """Returns the glitches of n senders, which start one after the other,
    because their encoders load the machine when they start."""
    with tempfile.TemporaryDirectory() as folder:
        port = qosnet.free_port()
        file = os.path.join(folder, 'mix.wav')
        receiver = headless.App(headless.RECEIVER, '--json', '-o', 'none',
                                '-r', file, str(port))
        receiver.wait_running()
        relay = qosnet.Relay(port, '--seed', '2', *faults)
        senders = []
        for _ in range(n):
            senders.append(headless.App(
                headless.SENDER, '--json', '-s', 'test', '-d', '14',
                f'127.0.0.1:{relay.port}'))
            time.sleep(0.4)
        assert [s.wait(40) for s in senders] == [0] * n
        assert receiver.stop() == 0
        relay.report()
        summary = receiver.of('summary')[0]
        assert summary['streams'] == n, summary
        assert (summary['packets-lost'] > 0) == bool(faults), summary
        assert summary.get('packets-late', 0) == 0, summary
        return glitch_db(file)


def ten_senders():
    found = mix(10)
    assert found < -40, found
    return f'{found:.1f} dB'


def three_with_loss():
    found = mix(3, '--fwd', 'only=rtp,loss=2')
    assert found > -40, found
    return f'{found:.1f} dB'


CASES = [
    ('ten senders without a glitch', ten_senders),
    ('three senders with 2 % loss', three_with_loss),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=2)
    tap.finish()
