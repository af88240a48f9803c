# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the network tests share: pipelines as for gst-launch-1.0, the
impairment relay and its report, the messages of the elements as dicts, TAP.

The programs LAUNCH and IMPAIR (environment) run the pipelines and the relay.
Only loopback, and only free ports."""

import atexit
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

# 48 kHz stereo, one AU per 21.33 ms, in real time.
TONE = ('audiotestsrc is-live=true wave=pink-noise samplesperbuffer=1024 '
        'num-buffers={n} ! audio/x-raw,rate=48000,channels=2 ! avenc_aac ! ')


def buffers(seconds):
    """The number of AUs of TONE in this many seconds."""
    return round(seconds * 48000 / 1024)


# Below the ports that the kernel assigns, so that no other program takes one
# between the choice and its use. None is chosen twice.
PORTS = list(range(10240, 32766, 2))
random.shuffle(PORTS)


def free_port():
    """An even UDP port that is free, and so is the next one."""
    while True:
        port = PORTS.pop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as second:
            try:
                first.bind(('', port))
                second.bind(('', port + 1))
            except OSError:
                continue
            return port


def free_tcp_port(address='127.0.0.1'):
    family = socket.AF_INET6 if ':' in address else socket.AF_INET
    while True:
        port = PORTS.pop()
        with socket.socket(family, socket.SOCK_STREAM) as found:
            try:
                found.bind((address, port))
            except OSError:
                continue
            return port


# In the first line of LAUNCH.
READY = '{"ready"'


class Program:
    """A child whose output is read as it comes."""

    def __init__(self, argv, env=None, on_line=None):
        self.lines = []
        self.messages = []  # of LAUNCH: (seconds, element, name, fields)
        self.on_line = on_line
        self.process = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors='replace',
            env={**os.environ, **(env or {})})
        atexit.register(self.process.kill)  # a test may fail before its stop
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            line = line.rstrip('\n')
            self.lines.append(line)
            if line.startswith('{"element"'):
                found = json.loads(line)
                self.messages.append((found['time'], found['element'],
                                      found['name'], found['fields']))
            if self.on_line:
                self.on_line(line)

    def wait(self, timeout):
        self.process.wait(timeout)
        self.reader.join(5)
        return self.process.returncode

    def stop(self, timeout=10, sign=signal.SIGINT):
        """Ends the child; returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        try:
            return self.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.wait(5)
            raise

    def wait_for(self, condition, timeout, what):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if condition():
                return
            if self.process.poll() is not None:
                self.reader.join(5)
                if condition():
                    return
                break
            time.sleep(0.02)
        raise AssertionError(f'{what}: not within {timeout} s; output ended\n' +
                             '\n'.join(self.lines[-15:]))

    def wait_line(self, part, timeout=15):
        self.wait_for(lambda: any(part in l for l in self.lines), timeout,
                      f'line with "{part}"')

    def fields(self, name, ssrc=None):
        """All messages with that name, oldest first."""
        return [f for _, _, n, f in self.messages
                if n == name and ssrc in (None, f['ssrc'])]

    def check_clean(self):
        bad = [l for l in self.lines
               if 'CRITICAL' in l or 'WARNING **' in l or 'ERROR' in l
               or 'runtime error' in l or 'Sanitizer' in l]
        assert not bad, '\n'.join(bad[:5])


def launch_argv(description):
    """The command line that runs a pipeline, prints READY when it runs, and
    then the messages of its elements."""
    return [os.environ['LAUNCH']] + description.split()


def launch(description, env=None):
    return Program(launch_argv(description), env)


def launched(description, env=None):
    """A pipeline that is already running when this returns."""
    program = launch(description, env)
    program.wait_line(READY)
    return program


def receiver(port, rest='! fakesink', properties=''):
    """A qossrc that is already listening when this returns."""
    return launched(f'qossrc port={port} {properties} {rest}')


class Relay:
    """The impairment relay in front of forward_port, and its report at the
    end."""

    def __init__(self, forward_port, *options, pcap=None):
        self.directory = tempfile.TemporaryDirectory()
        self.report_file = os.path.join(self.directory.name, 'report')
        argv = [os.environ['IMPAIR'], '--listen', '127.0.0.1:0', '--forward',
                f'127.0.0.1:{forward_port}', '--report', self.report_file]
        if pcap:
            argv += ['--pcap', pcap]
        self.program = Program(argv + list(options))
        self.program.wait_line('ready ')
        self.port = int(self.program.lines[0].split()[1])

    def report(self):
        """Ends the relay. Returns its report."""
        assert self.program.stop(sign=signal.SIGTERM) == 0
        with open(self.report_file, encoding='ascii') as file:
            report = json.loads(file.read().splitlines()[-1])
        self.directory.cleanup()
        return report


def one_stream(report):
    """The report about the only RTP stream that went forward."""
    streams = report['fwd']['rtp']['ssrcs']
    assert len(streams) == 1, streams
    return streams[0]


class Pressure:
    """How much of the time since it was made some task of the machine waited for a
    processor: the kernel counts that. 0 where it does not."""

    def __init__(self):
        self.start = time.monotonic()
        self.waited = self._total()

    @staticmethod
    def _total():
        try:
            with open('/proc/pressure/cpu', encoding='ascii') as file:
                return int(file.readline().rsplit('=', 1)[1]) / 1e6
        except OSError:
            return 0

    def share(self):
        return (self._total() - self.waited) / (time.monotonic() - self.start)


# With more, programs are not in time whatever they do; the tests make less.
BUSY = 0.5
CALM_S = 40


def wait_calm():
    end = time.monotonic() + CALM_S
    while time.monotonic() < end:
        pressure = Pressure()
        time.sleep(2)
        if pressure.share() < BUSY / 2:
            break


class Tap:
    """Runs cases, each a function; several at once if asked to, because they
    mostly wait. One that fails while the machine is too busy for real time
    proves nothing: it is run again, with the same bounds."""

    def __init__(self):
        self.number = 0
        self.failed = 0
        self.lock = threading.Lock()

    def _run(self, name, function):
        """Returns what function returns."""
        for _ in range(2):
            pressure = Pressure()
            try:
                return function()
            except Skip:
                raise
            except Exception as error:  # pylint: disable=broad-except
                share = pressure.share()
                if share < BUSY:
                    raise
                found = ' '.join(str(error).split())[:200]
            with self.lock:
                print(f'# {name}: again, tasks waited for a processor in '
                      f'{100 * share:.0f} % of the time: {found}', flush=True)
            wait_calm()
        return function()

    def _case(self, name, function):
        try:
            note = self._run(name, function)
            ok = True
        except Skip as skip:
            note, ok = f'# SKIP {skip}', True
        except Exception:  # pylint: disable=broad-except
            note, ok = None, False
            trouble = traceback.format_exc()
        with self.lock:
            self.number += 1
            self.failed += not ok
            if note and note.startswith('# SKIP'):
                print(f'ok {self.number} {name} {note}', flush=True)
                return
            print(f'{"ok" if ok else "not ok"} {self.number} {name}')
            for line in (note or '').splitlines() if ok else \
                    trouble.splitlines():
                print(f'# {line}')
            sys.stdout.flush()

    def run(self, cases, at_once=1, apart_s=0.05):
        """cases: list of (name, function), which start so far apart at least."""
        gate = threading.Semaphore(at_once)

        def work(name, function):
            with gate:
                self._case(name, function)

        threads = [threading.Thread(target=work, args=case) for case in cases]
        for thread in threads:
            thread.start()
            time.sleep(apart_s)
        for thread in threads:
            thread.join()

    def finish(self):
        print(f'1..{self.number}', flush=True)
        sys.exit(1 if self.failed else 0)


class Skip(Exception):
    """Raised by a case that cannot run here, with the reason."""
