# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs every command in README.md, CONTRIBUTING.md and docs/.

Commands are in blocks marked ```sh; the commands of a block belong together
and run at the same time. Sound comes from and goes to a private PulseAudio.
Ports 5004 and 9464 are replaced by free ones, session.pcapng by a foreign
capture."""

import glob
import os
import re
import subprocess
import tempfile
import time

import qosnet
import qossound

# Commands that have their own test, by their first words.
ELSEWHERE = (
    'sh tests/run.sh',              # runs this
    'sh tools/bench/run.sh',        # on demand: it measures for minutes
    'sh pipelines/',                # test-scripts.py
    'meson ',                       # test-install.py
    'cc ', './embed',               # test-scripts.py: embed.c
    'git ',
)
CAPTURE = '/usr/share/sip-tester/g711a.pcap'
BLOCK = re.compile(r'^```sh\n(.*?)^```', re.M | re.S)


def blocks():
    files = ['README.md', 'CONTRIBUTING.md'] + sorted(glob.glob('docs/*.md'))
    for name in files:
        with open(name, encoding='utf-8') as file:
            for number, text in enumerate(BLOCK.findall(file.read()), 1):
                lines = re.sub(r'\\\n\s*', ' ', text).splitlines()
                lines = [l.strip() for l in lines
                         if l.strip() and not l.startswith('#')]
                yield f'{name}, block {number}', [
                    l for l in lines if not l.startswith(ELSEWHERE)]


def run_block(lines, sound):
    """Pipelines must run for a while and print something; other commands must
    succeed."""
    port = qosnet.free_port()
    metrics = qosnet.free_tcp_port()
    build = os.environ['QOS_BUILD']
    environment = {
        **os.environ, **sound.environment, 'DISPLAY': '',
        'PATH': f'{build}/apps/sender:{build}/apps/receiver:'
                f'{build}/apps/analyze:'
                + os.environ['PATH']}
    pipelines = []
    for line in lines:
        line = re.sub(r'\b5004\b', str(port), line)
        line = re.sub(r'\b5005\b', str(port + 1), line)
        line = re.sub(r'\b9464\b', str(metrics), line)
        line = re.sub(r'\bsession.pcapng\b', CAPTURE, line)
        if not line.startswith('qos-analyze ') and line.startswith(('gst-launch-1.0 ', 'gst-play-1.0 ', 'ffplay ',
                            'qos-')):
            pipelines.append(qosnet.Program(
                ['sh', '-c', 'exec ' + line], env=environment))
            time.sleep(1)
        else:
            done = subprocess.run(
                ['sh', '-c', line], env=environment, capture_output=True,
                text=True, check=False, timeout=60)
            assert done.returncode == 0, (line, done)
    time.sleep(5 if pipelines else 0)
    for program in reversed(pipelines):
        status = program.stop()
        program.check_clean()
        text = '\n'.join(program.lines)
        if program.process.args[2].startswith('exec qos-'):
            assert status == 0 and any(
                'Ended after' in line for line in program.lines[-3:]), text
        if ' -m ' in ' '.join(program.process.args):
            assert re.search(r'\(element\): (qospay|qosstats), ', text), text
    return f'{len(lines)} commands'


def main():
    tap = qosnet.Tap()
    with tempfile.TemporaryDirectory() as directory:
        sound = qossound.Sound(directory)
        found = [(name, lines) for name, lines in blocks() if lines]
        assert len(found) >= 4, found
        tap.run([(name, lambda l=lines: run_block(l, sound))
                 for name, lines in found], at_once=3)
        sound.daemon.stop()
    tap.finish()


if __name__ == '__main__':
    main()
