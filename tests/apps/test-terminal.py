# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The apps in a real terminal, tmux: a table that fits at any width, and the
lines above and below it. APPS names the apps folder of the build."""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import time

import qosnet

SENDER = os.path.join(os.environ['APPS'], 'sender', 'qos-sender')
RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
QUIET = {'DISPLAY': '', 'WAYLAND_DISPLAY': '', 'LC_ALL': 'C.UTF-8',
         'PULSE_SERVER': 'unix:/nonexistent'}


class Terminal:
    """A terminal of tmux that runs a program, and stays open when it has
    ended."""

    def __init__(self, *argv, width=80, height=24):
        if not shutil.which('tmux'):
            raise qosnet.Skip('no tmux')
        self.folder = tempfile.TemporaryDirectory()
        self.size = (width, height)
        line = ' '.join(f"'{a}'" for a in argv)
        self._tmux('-f', '/dev/null', 'new-session', '-d', '-x', str(width),
                   '-y', str(height), f'{line}; echo status $?; cat')
        atexit.register(self.close)  # a case that fails leaves nothing behind

    def _tmux(self, *argv):
        return subprocess.run(
            ['tmux', '-S', f'{self.folder.name}/socket', *argv], check=True,
            env={**os.environ, **QUIET}, capture_output=True, text=True,
            timeout=20).stdout

    def lines(self, *options):
        """The visible lines; -e adds the colours, -S - the history."""
        return [l.rstrip() for l in
                self._tmux('capture-pane', '-p', *options).splitlines()]

    def resize(self, width, height):
        self._tmux('resize-window', '-x', str(width), '-y', str(height))

    def press(self, keys):
        self._tmux('send-keys', keys)

    def wait_for(self, condition, what, timeout=15):
        end = time.monotonic() + timeout
        while not condition(self.lines()):
            assert time.monotonic() < end, (what, self.lines())
            time.sleep(0.05)
        return self.lines()

    def close(self):
        atexit.unregister(self.close)
        self._tmux('kill-server')
        self.folder.cleanup()


def table_of(lines):
    """The titles of the table, which must be visible once, and the lines
    below."""
    titles = [i for i, l in enumerate(lines) if re.match(' +state +missing', l)]
    assert len(titles) == 1, '\n'.join(lines)
    below = [l for l in lines[titles[0] + 1:] if l]
    return lines[titles[0]].split(), below


def check_table(lines, width):
    """One table of two rows, one of them bad, with the advice below it."""
    titles, below = table_of(lines)
    assert all(len(l) <= width for l in lines), lines
    assert sum(l.startswith('desk ') for l in lines) == 1, lines
    rows = [l for l in below if not l.startswith('  ')]
    assert len(rows) == 2, lines
    bad, good = sorted(rows)  # by name
    assert re.match(r'desk +(Bad|Drop-outs) +[\d.]+ % ', bad), lines
    assert re.match(r'studio +(Good|Drop-outs) +[\d.]+ % +0 +\d', good), lines
    advice = [l for l in below if l.startswith('  ')]
    assert 1 <= len(advice) <= 4, lines
    return titles


def is_table(lines, width, last):
    """Or the picture was taken while it was drawn."""
    try:
        return check_table(lines, width)[-1] == last
    except AssertionError:
        return False


def receiver_table():
    """At 80 columns, narrower, wider and low: nothing wraps, and no line of an
    old table is left. Ctrl+C leaves the summary below it."""
    port = qosnet.free_port()
    terminal = Terminal(RECEIVER, '--headless', '-o', 'none', '-l', '400',
                        port)
    relay = qosnet.Relay(port, '--seed', '3', '--fwd',
                         'loss=2,jitter-reorder=700,delay=30')
    senders = [qosnet.Program(
        [SENDER, '--json', '-s', 'test', '-n', name, f'127.0.0.1:{to}'],
        env=QUIET) for name, to in (('desk', relay.port), ('studio', port))]
    lines = terminal.wait_for(
        lambda l: any(re.match('desk.*(Bad|Drop)', x) for x in l) and
        any('studio' in x for x in l) and
        any(re.match('  .*playout', x) for x in l), 'both, and the advice')
    assert check_table(lines, 80)[-2:] == ['trip', 'level']
    assert any('\x1b[31mBad' in l or '\x1b[33mDrop-outs' in l
               for l in terminal.lines('-e')), terminal.lines('-e')
    for width, height, last in ((60, 24, 'late'), (130, 24, 'packets'),
                                (80, 10, 'level')):
        terminal.resize(width, height)
        terminal.wait_for(
            lambda l, w=width, last=last: is_table(l, w, last), f'{width}')
        time.sleep(1.2)
        check_table(terminal.lines(), width)
    # Events: when, of which stream, and fewer than one line for each.
    above = [l for l in terminal.lines('-S', '-', '-J')
             if re.match(r'\d\d:\d\d:\d\d desk: ', l)]
    assert 1 <= len(above) <= 4 and 'missing' in above[0], above
    terminal.resize(80, 24)
    terminal.press('C-c')
    lines = terminal.wait_for(lambda l: 'status 0' in l, 'the end')
    check_end(lines)
    terminal.close()
    for sender in senders:
        assert sender.stop() == 0, sender.lines
    relay.report()


def check_end(lines):
    titles = [i for i, l in enumerate(lines) if re.match(' +state', l)]
    ended = [i for i, l in enumerate(lines) if l.startswith('Ended after ')]
    assert len(titles) == len(ended) == 1 and ended > titles, lines
    table = [l for l in lines[titles[0] + 1:ended[0]] if l]
    assert {l.split()[0] for l in table if l[0] != ' '} == {'desk', 'studio'}
    assert not any('^C' in l for l in lines), lines
    below = sorted(l for l in lines[ended[0]:] if l)
    assert re.match(r'  desk: [\d.]+ % of the sound missing \([\d.]+ s\), \d+ of '
                    r'\d+ packets lost, \d+ late\.', below[0]), below
    assert re.match(r'  studio: (no|[\d.]+ % of the) sound missing.*, 0 of \d+ '
                    r'packets lost, \d+ late', below[1]), below
    assert re.match(r'Ended after [\d.]+ s, 2 streams:$', below[2]), below


def sender_table():
    """The same for the sender; a terminal that cannot move its cursor gets
    lines."""
    port = qosnet.free_port()
    receiver = qosnet.Program([RECEIVER, '--json', '-o', 'none', str(port)],
                              env=QUIET)
    terminal = Terminal(SENDER, '--headless', '-s', 'test', f'127.0.0.1:{port}')
    lines = terminal.wait_for(
        lambda l: any(re.match(r'127.*Good +0 % +0 ', x) for x in l), 'good')
    titles, below = table_of(lines)
    assert titles[-2:] == ['jitter', 'level'] and len(below) == 1, lines
    terminal.press('C-c')
    lines = terminal.wait_for(lambda l: 'status 0' in l, 'the end')
    assert any(re.match(rf'  127\.0\.0\.1:{port}: \d+ packets sent, 0 lost on '
                        r'the way', l) for l in lines), lines
    terminal.close()
    plain = Terminal('env', 'TERM=dumb', SENDER, '--headless', '-s', 'test',
                     '-d', '2', f'127.0.0.1:{port}')
    lines = plain.wait_for(lambda l: 'status 0' in l, 'the end')
    assert not any(re.match(' +state', l) for l in lines), lines
    assert sum('sound missing in the last' in l for l in lines) >= 1, lines
    plain.close()
    assert receiver.stop() == 0


if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run([('receiver', receiver_table), ('sender', sender_table)],
            at_once=2)
    tap.finish()
