# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Two simulated machines: network namespaces joined by a cable, which a test
makes, breaks and removes."""

import os
import subprocess
import sys

import qosnet

HERE, THERE = 0, 1
IPV4 = ('10.9.0.1', '10.9.0.2')
IPV6 = ('fd09::1', 'fd09::2')


def _can(*argv):
    try:
        return subprocess.run(argv, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL,
                              check=False).returncode == 0
    except OSError:
        return False


def why_not():
    """Why there can be no namespaces here, or None. Without root rights it
    becomes root of a user namespace, if the kernel has them."""
    if os.geteuid() != 0:
        if not _can('unshare', '-rn', 'true'):
            return 'unshare -rn: not root, and no user namespaces'
        os.execvp('unshare', ['unshare', '-r', sys.executable] + sys.argv)
    if not _can('unshare', '-n', 'true'):
        return 'unshare -n fails: no network namespaces'
    if not _can('unshare', '-n', 'ip', 'link', 'add', 'name', 'qos0', 'type',
                'veth', 'peer', 'name', 'qos1'):
        return 'ip link add type veth fails'
    return None


class Net:
    """Namespaces HERE and THERE, whose devices qos0 and qos1 are the ends of a
    cable."""

    def __init__(self):
        self.holders = [
            subprocess.Popen(['unshare', '-n', 'sh', '-c', 'echo; read x'],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for _ in (HERE, THERE)]
        for holder in self.holders:
            holder.stdout.readline()
        self.run(HERE, 'ip link add name qos0 type veth peer name qos1 netns '
                 f'{self.holders[THERE].pid}')
        for side in (HERE, THERE):
            self.run(side, 'ip link set lo up')
            # A link-local address would appear a second later, and be used in
            # the middle of a stream.
            self.run(side, f'ip link set qos{side} addrgenmode none')
            self.run(side, f'ip address add {IPV4[side]}/24 broadcast + '
                     f'dev qos{side}')
            self.run(side, f'ip address add {IPV6[side]}/64 dev qos{side} '
                     'nodad')
            self.link(side, True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for holder in self.holders:
            holder.stdin.close()
            holder.wait(10)
            holder.stdout.close()

    def argv(self, side, argv):
        return ['nsenter', '-t', str(self.holders[side].pid), '-n', '--'] + argv

    def run(self, side, command):
        subprocess.run(self.argv(side, command.split()), check=True,
                       stdin=subprocess.DEVNULL)

    def link(self, side, is_up):
        self.run(side, f'ip link set qos{side} {"up" if is_up else "down"}')
        if is_up:  # IPv6 addresses went with it
            self.run(side, f'ip address replace {IPV6[side]}/64 dev qos{side} '
                     'nodad')

    def program(self, side, argv, **options):
        return qosnet.Program(self.argv(side, argv), **options)

    def launch(self, side, description):
        """A pipeline that is already running when this returns."""
        program = self.program(side, qosnet.launch_argv(description))
        program.wait_line(qosnet.READY)
        return program
