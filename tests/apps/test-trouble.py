# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Trouble around the apps stops only what is affected: a disk that is full, a
folder that vanishes, a sound server that is killed or hangs. APPS names the
apps folder of the build."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import qosnet
import qossound

SENDER = os.path.join(os.environ['APPS'], 'sender', 'qos-sender')
RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')


class App(qosnet.Program):
    """With --json; complaints of GStreamer and GLib are kept."""

    def __init__(self, *argv, sound=None):
        self.objects = []
        super().__init__([*argv, '--json'], on_line=self._on_line, env={
            'LC_ALL': 'C.UTF-8', 'DISPLAY': '',
            'PULSE_SERVER': 'unix:/nonexistent',
            **(sound.environment if sound else {})})

    def _on_line(self, line):
        if line.startswith('{'):
            self.objects.append(json.loads(line))

    def of(self, message, **fields):
        return [line for line in self.objects if line['message'] == message and
                all(line.get(k) == v for k, v in fields.items())]

    def texts(self, kind):
        return [p.get('text', '') for p in self.of('problem', kind=kind)]

    def wait_state(self, state, times=1):
        self.wait_for(lambda: len(self.of('state', state=state)) >= times, 20,
                      f'{state} {times} times')

    def wait_more(self, n=4):
        """Waits for messages of streams that arrive from now on."""
        count = len(self.of('qosstats'))
        self.wait_for(lambda: len(self.of('qosstats')) >= count + n, 15,
                      'messages go on')

    def complaints(self):
        return [line for line in self.lines
                if re.search(r'CRITICAL|WARNING \*\*|assert', line)]


@contextlib.contextmanager
def small_disk(size):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ['mount', '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs', folder],
            check=False, capture_output=True)
        if done.returncode != 0:
            raise qosnet.Skip('cannot mount a small disk')
        try:
            yield folder
        finally:
            subprocess.run(['umount', '-l', folder], check=True)


def decode(file):
    """Seconds of sound in it. Nothing in it may be broken."""
    done = subprocess.run(
        ['ffmpeg', '-v', 'error', '-xerror', '-i', file, '-f', 'f32le',
         '-ac', '1', '-'], check=False, capture_output=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return len(done.stdout) / 4 / 48000


def wav_sizes(file):
    """The sizes of the file and of its samples in its header."""
    with open(file, 'rb') as found:
        data = found.read()
    assert data[:4] == b'RIFF' and data[36:40] == b'data', data[:48]
    assert len(data) == 8 + int.from_bytes(data[4:8], 'little')
    assert len(data) == 44 + int.from_bytes(data[40:44], 'little')


def stream(port, receiver, *more):
    sender = App(SENDER, '-s', 'test', f'127.0.0.1:{port}', *more)
    receiver.wait_more()
    return sender


def full_disk():
    """The recording ends and is valid; everything else continues."""
    found = []
    with small_disk('900k') as folder:
        for ending in ('wav', 'flac'):
            port = qosnet.free_port()
            file = os.path.join(folder, 'mix.' + ending)
            receiver = App(RECEIVER, '-o', 'none', '-r', file, str(port))
            receiver.wait_state('running')
            sender = stream(port, receiver)
            receiver.wait_for(lambda: receiver.texts('note'), 40, 'it is reported')
            receiver.wait_more()
            assert sender.stop() == 0
            assert receiver.stop() == 0
            text, = receiver.texts('note')
            assert f'"{file}" could not be written (the disk is full).' in text
            assert not receiver.texts('failed') and not receiver.complaints()
            found.append(decode(file))
            if ending == 'wav':
                wav_sizes(file)
            os.remove(file)
    assert min(found) > 1.5, found
    return '%.2f s of WAV, %.2f s of FLAC' % tuple(found)


def folder_gone():
    """A recording whose file is gone is ended, and that is reported."""
    with tempfile.TemporaryDirectory() as folder:
        inside = os.path.join(folder, 'inside')
        os.mkdir(inside)
        port = qosnet.free_port()
        receiver = App(RECEIVER, '-o', 'none', '-r', f'{inside}/a.flac',
                       str(port))
        receiver.wait_state('running')
        sender = stream(port, receiver)
        shutil.rmtree(inside)
        receiver.wait_for(lambda: receiver.texts('note'), 15, 'it is reported')
        receiver.wait_more()
        assert sender.stop() == 0 and receiver.stop() == 0
        text, = receiver.texts('note')
        assert f'"{inside}/a.flac" was moved or removed.' in text, text
        assert not receiver.complaints(), receiver.complaints()


def goodbye():
    """A receiver that leaves is noticed at once, and one that starts gets
    sound; without a sender, a receiver shows where it is."""
    port = qosnet.free_port()
    receiver = App(RECEIVER, '-o', 'none', '-a', '127.0.0.1', str(port))
    receiver.wait_for(lambda: receiver.texts('silence'), 15, 'a hint')
    text, = receiver.texts('silence')
    assert f'a sender to this machine, which is 127.0.0.1:{port}.' in text, text
    sender = App(SENDER, '-s', 'test', f'127.0.0.1:{port}')
    sender.wait_for(lambda: [m for m in sender.of('qospay')
                             if m['reports-received'] > 1], 15, 'reports')
    receiver.stop()
    sender.wait_for(lambda: sender.texts('silence'), 3, 'it is reported')
    assert sender.texts('silence') == [
        f'The receiver at 127.0.0.1:{port} has ended. Sending continues in case '
        'it is started again.']
    again = App(RECEIVER, '-o', 'none', str(port))
    sender.wait_for(lambda: sender.of('problem')[-1]['is-over'], 10, 'it is over')
    for app in (sender, again):
        assert app.stop() == 0 and not app.complaints(), app.lines


def with_sound(case):
    def run():
        if not shutil.which('pulseaudio'):
            raise qosnet.Skip('no PulseAudio')
        with tempfile.TemporaryDirectory() as directory, \
                qossound.Sound(directory) as sound:
            return case(sound, directory)
    return run


def plays(sound, receiver):
    """Is the receiver among the streams that the sound server plays?"""
    found = sound.call('pactl', 'list', 'sink-inputs').stdout.decode()
    return f'application.process.id = "{receiver.process.pid}"' in found


def server_restarts(sound, directory):
    """Both apps recover by themselves, and the recording continues."""
    port = qosnet.free_port()
    file = os.path.join(directory, 'mix.wav')
    receiver = App(RECEIVER, '-r', file, str(port), sound=sound)
    receiver.wait_state('running')
    sender = App(SENDER, f'127.0.0.1:{port}', sound=sound)
    receiver.wait_more()
    began = time.monotonic()
    sound.daemon.stop(sign=signal.SIGKILL)
    sender.wait_state('waiting')
    receiver.wait_for(lambda: receiver.texts('device'), 15, 'it is reported')
    sound.start()
    sender.wait_state('running', 2)
    receiver.wait_for(lambda: plays(sound, receiver), 20, 'it plays again')
    receiver.wait_for(
        lambda: receiver.of('problem', kind='device')[-1]['is-over'], 10,
        'that is reported')
    receiver.wait_more()
    seconds = time.monotonic() - began
    assert len(receiver.of('state', state='running')) == 1
    assert sender.stop() == 0 and receiver.stop() == 0
    assert decode(file) > seconds - 1, (decode(file), seconds)
    for app in (sender, receiver):
        assert not app.texts('failed') and not app.complaints(), app.lines


def server_hangs(sound, directory):
    """Measuring and recording continue, and both apps end when they are asked
    to."""
    port = qosnet.free_port()
    file = os.path.join(directory, 'mix.flac')
    receiver = App(RECEIVER, '-r', file, str(port), sound=sound)
    receiver.wait_state('running')
    sender = App(SENDER, f'127.0.0.1:{port}', sound=sound)
    tone = stream(port, receiver)
    sound.daemon.process.send_signal(signal.SIGSTOP)
    try:
        time.sleep(3)
        receiver.wait_more()
        for app, sign in ((sender, signal.SIGTERM), (receiver, signal.SIGINT)):
            began = time.monotonic()
            assert app.stop(sign=sign) == 0, app.lines
            assert time.monotonic() - began < 8
            assert app.of('summary'), app.lines
        assert tone.stop() == 0
    finally:
        sound.daemon.process.send_signal(signal.SIGCONT)
    assert decode(file) > 5


def stalled_output():
    """A pipe that nothing reads: measuring continues, both signals end the
    program, and the lines that were left out are counted."""
    with tempfile.TemporaryDirectory() as folder:
        fifo = os.path.join(folder, 'fifo')
        os.mkfifo(fifo)
        reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        port = qosnet.free_port()
        read_end, write_end = os.pipe()
        os.set_blocking(write_end, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(write_end, bytes(4096))
        os.set_blocking(write_end, True)
        with open(os.path.join(folder, 'stderr'), 'w+', encoding='utf-8') as err:
            apps = [subprocess.Popen([*argv,
                                      f'--json-file={folder}/{name}.jsonl'],
                                     stdout=write_end, stderr=err)
                    for name, argv in (
                        ('received', [RECEIVER, '--headless', '-o', 'none',
                                      f'--csv={fifo}', str(port)]),
                        ('sent', [SENDER, '--json', '-s', 'test',
                                  f'127.0.0.1:{port}']))]
            time.sleep(8)
            began = time.monotonic()
            apps[0].send_signal(signal.SIGINT)
            apps[1].send_signal(signal.SIGTERM)
            assert [app.wait(10) for app in apps] == [0, 0]
            assert time.monotonic() - began < 9
            err.seek(0)
            errors = err.read()
        for name in ('received', 'sent'):
            with open(f'{folder}/{name}.jsonl', encoding='utf-8') as lines:
                assert len(lines.readlines()) > 10
        for end in (reader, read_end, write_end):
            os.close(end)
    assert len(re.findall(r'\d+ lines of standard output were left out', errors)
               ) == 2, errors


CASES = [
    ('full disk', full_disk),
    ('folder gone', folder_gone),
    ('stalled output', stalled_output),
    ('goodbye', goodbye),
    ('sound server restarts', with_sound(server_restarts)),
    ('sound server hangs', with_sound(server_hangs)),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=2)
    tap.finish()
