# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Both apps in windows on one desktop, for the tests of the windows, and the
other end without a window. APPS names the apps folder of the build."""

import glob
import os
import re
import sys

import qosgui
import qosnet

SENDER = os.path.join(os.environ['APPS'], 'sender', 'qos-sender')
RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
SILENT = {'PULSE_SERVER': 'unix:/nonexistent'}
HEARD = re.compile(r'.* is receiving')

desktop = qosgui.Desktop(size='1280x1000', settings='keyfile')


def sender(*argv, env=None):
    return desktop.launch([SENDER, *map(str, argv)], {**SILENT, **(env or {})})


def receiver(*argv, env=None):
    """With the default playout delay, whatever was set before."""
    if '-l' not in argv:
        argv = ('-l', 100, *argv)
    return desktop.launch([RECEIVER, *map(str, argv)],
                          {**SILENT, **(env or {})})


def headless(*argv):
    """A program at the other end."""
    program = qosnet.Program([*map(str, argv), '--headless'], env=SILENT)
    desktop.programs.append(program)
    return program


def remote_sender(port, name, seconds=60):
    return headless(SENDER, '-s', 'test', '-n', name, '-d', seconds,
                    f'127.0.0.1:{port}')


def remote_receiver(port):
    program = headless(RECEIVER, '-o', 'none', port)
    program.wait_line('Listening')
    return program


def run(cases):
    """Cases whose names contain the first argument, or all of them."""
    tap = qosnet.Tap()
    with desktop:
        tap.run([c for c in cases if len(sys.argv) < 2 or sys.argv[1] in c[0]])
        left = glob.glob(f'{desktop.directory}/home/core*')
        assert not left, left
    tap.finish()
