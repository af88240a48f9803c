# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every script of pipelines/ runs, and shows what its first lines promise."""

import glob
import os
import re
import subprocess

import qosnet

SENT = re.compile(r'^sent +(\d+) packets +([\d.-]+) kbit/s +round trip +'
                  r'([\d.-]+) ms +other end lost +([\d.-]+) %')
RECEIVED = re.compile(r'^received +(\d+) packets +([\d.-]+) kbit/s +'
                      r'round trip +([\d.-]+) ms +lost +([\d.-]+) % '
                      r'\((\d+) of (\d+)\)')
TESTED = set()


def script(name, *arguments, seconds=5, **environment):
    TESTED.add(name)
    return qosnet.Program(['sh', f'pipelines/{name}', *map(str, arguments)],
                          env={'QOS_SECONDS': str(seconds), **environment})


def rows(program, pattern):
    return [m.groups() for m in map(pattern.match, program.lines) if m]


def ends_well(program):
    assert program.wait(60) == 0, program.lines
    bad = [l for l in program.lines if 'ERROR' in l or 'WARNING' in l or
           'CRITICAL' in l]
    assert not bad, bad


def both_ways(program, lost):
    """Numbers of both ends, right at the end of the run."""
    ends_well(program)
    sent, received = rows(program, SENT), rows(program, RECEIVED)
    assert len(sent) >= 3 and len(received) >= 3, program.lines
    assert int(sent[-1][0]) > 100, program.lines
    assert int(received[-1][4]) == 0 or lost, program.lines
    return sent, received


DEMO_SENT = re.compile(r'^sender +127.0.0.1:\d+: .*; lost (\d+), '
                       r'late ([\d.]+) %, round trip ([\d.]+) ms, '
                       r'.* packets (\d+)')
DEMO_RECEIVED = re.compile(r'^receiver +demo: .*; lost (\d+), late (\d+), '
                           r'jitter [\d.]+ ms, round trip ([\d.]+) ms')


def demo():
    """Without a display: a line a second from each end, then the sums."""
    program = script('demo.sh', qosnet.free_port(), seconds=5,
                     DISPLAY='', WAYLAND_DISPLAY='')
    ends_well(program)
    sent, received = rows(program, DEMO_SENT), rows(program, DEMO_RECEIVED)
    assert 3 <= len(sent) <= 6 and 3 <= len(received) <= 6, program.lines
    assert float(sent[-1][2]) < 20 and float(received[-1][2]) < 20
    assert sent[-1][0] == '0' and int(sent[-1][3]) > 100, sent
    assert received[-1][0] == '0', received
    assert any(l.startswith('Source: ') for l in program.lines)
    assert any(l.startswith('Output: ') for l in program.lines)
    assert any(' Ended by the other end.' in l for l in program.lines), program.lines
    assert len([l for l in program.lines if ' Ended after ' in l]) == 2


def send_and_receive():
    port = qosnet.free_port()
    receiver = script('receive.sh', port, seconds=30)
    receiver.wait_line('Output: ')
    sender = script('send.sh', '127.0.0.1', port, seconds=6)
    ends_well(sender)
    ends_well(receiver)
    assert float(rows(sender, SENT)[-1][2]) < 20, sender.lines
    assert int(rows(receiver, RECEIVED)[-1][0]) > 100, receiver.lines


def feedback_ports():
    sent, received = both_ways(
        script('feedback-ports.sh', qosnet.free_port()), lost=False)
    assert float(sent[-1][2]) < 20 and float(received[-1][2]) < 20


def loopback_netsim():
    sent, received = both_ways(
        script('loopback-netsim.sh', qosnet.free_port(), seconds=8), lost=True)
    lost, expected = map(int, received[-1][4:6])
    # 5 % of at least 300 packets, plus or minus five standard deviations
    assert 0 < lost < 0.14 * expected, received[-1]
    assert len(sent) > 3


def measure():
    port = qosnet.free_port()
    program = script('measure.sh', port, seconds=7)
    sender = qosnet.launch(
        'audiotestsrc is-live=true num-buffers=200 ! alawenc ! rtppcmapay ! '
        f'udpsink host=127.0.0.1 port={port}')
    assert sender.wait(30) == 0
    ends_well(program)
    assert int(rows(program, RECEIVED)[-1][0]) > 25, program.lines


def two_senders():
    program = script('two-senders.sh', qosnet.free_port())
    both_ways(program, lost=False)
    for name in ('high', 'low'):
        assert any(f'  {name} 127.0.0.1' in l for l in program.lines), name


def embed():
    port = qosnet.free_port()
    receiver = qosnet.receiver(port)
    program = qosnet.Program(
        [os.path.join(os.environ['QOS_BUILD'], 'pipelines', 'embed'),
         f'qos://127.0.0.1:{port}', '4'])
    assert program.wait(30) == 0, program.lines
    assert receiver.wait(30) == 0, receiver.lines
    assert sum(l.startswith('round trip ') for l in program.lines) >= 4, \
        program.lines


def all_tested():
    there = {os.path.basename(f) for f in glob.glob('pipelines/*.sh')}
    assert there - {'common.sh', 'packages.sh'} == TESTED, (there, TESTED)
    for name in TESTED:
        with open(f'pipelines/{name}', encoding='utf-8') as file:
            head = file.read().splitlines()
        assert head[0] == '#!/bin/sh' and head[4].startswith('# '), name


def bad_build():
    """Without the plugin a script tells the user what to do."""
    program = subprocess.run(
        ['sh', 'pipelines/measure.sh'], capture_output=True, text=True,
        check=False,
        env={**os.environ, 'GST_PLUGIN_PATH': '', 'QOS_BUILD': '/nowhere',
             'GST_REGISTRY': os.environ['GST_REGISTRY'] + '.none'})
    if program.returncode == 0 or 'meson setup build' not in program.stderr:
        raise AssertionError(program)


CASES = [
    ('demo.sh', demo),
    ('send.sh and receive.sh', send_and_receive),
    ('feedback-ports.sh', feedback_ports),
    ('loopback-netsim.sh', loopback_netsim),
    ('measure.sh', measure),
    ('two-senders.sh', two_senders),
    ('embed.c', embed),
    ('no plugin', bad_build),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=3)
    tap.run([('every script is tested', all_tested)])
    tap.finish()
