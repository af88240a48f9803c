# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The name of a stranger is data wherever it goes. One name that is a command
for terminals, spreadsheets, browsers and the like is sent to everything that
shows names. APPS names the apps folder of the build."""

import csv
import json
import os
import pty
import re
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unicodedata
import xml.etree.ElementTree

import qosgui
import qosnet

RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
SILENT = {'PULSE_SERVER': 'unix:/nonexistent', 'LC_ALL': 'C.UTF-8'}

# Sets the window title, clears the screen, C1, reversed text, another line, a
# formula, a cell, a tag, the end of a label.
EVIL = ('=1+1,";=2+2;\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e\u2066<script>alert(1)'
        '</script>&\'\\"}\n\r\t\u2028\u200fend')

# What the live table itself sends to a terminal.
OURS = re.compile('\x1b\\[(\\?7[lh]|\\d+A|J|(0|2|32|33|35|1;31)m)')

desktop = qosgui.Desktop(size='1280x1000')


def check_clean(text, allowed=''):
    bad = {c for c in text if c not in allowed and
           (unicodedata.category(c) in ('Cc', 'Zl', 'Zp') or
            unicodedata.bidirectional(c) in ('RLO', 'LRO', 'RLI', 'RLE', 'PDF',
                                             'LRI', 'FSI', 'PDI', 'LRE') or
            c in '\u200e\u200f')}
    assert not bad, (bad, text[:3000])


class Stranger(threading.Thread):
    """Sends G.711 and its name to several ports."""

    def __init__(self, *ports):
        super().__init__(daemon=True)
        self.ports = ports
        self.is_over = threading.Event()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, packet):
        for port in self.ports:
            self.socket.sendto(packet, ('127.0.0.1', port))

    @staticmethod
    def rtcp(kind, count, body):
        return struct.pack('>BBH', 0x80 | count, kind, len(body) // 4) + body

    def report(self, number):
        """SR and SDES."""
        name = EVIL.encode()
        items = b''.join(bytes([item, len(name)]) + name for item in (1, 2))
        chunk = struct.pack('>I', 7) + items + b'\0'
        chunk += bytes(-len(chunk) % 4)
        return self.rtcp(200, 0, struct.pack(
            '>IQIII', 7, 1 << 40, number * 160, number, number * 160)) + \
            self.rtcp(202, 1, chunk)

    def run(self):
        start = time.monotonic()
        number = 0
        while not self.is_over.is_set():
            self.send(struct.pack('>BBHII', 0x80, 0, number & 0xffff,
                                  number * 160, 7) + bytes([0xff]) * 160)
            if number % 25 == 5:
                self.send(self.report(number))
            number += 1
            time.sleep(max(0, start + number * 0.02 - time.monotonic()))
        reason = EVIL.encode()[:200]
        body = struct.pack('>I', 7) + bytes([len(reason)]) + reason
        self.send(self.report(number) +
                  self.rtcp(203, 1, body + bytes(-len(body) % 4)))

    def stop(self):
        self.is_over.set()
        self.join()


class Pty:
    """A program in a terminal, with every byte of its output."""

    def __init__(self, *argv):
        leader, follower = pty.openpty()
        self.process = subprocess.Popen(
            [*map(str, argv)], stdout=follower, stderr=follower,
            env={**os.environ, **SILENT, 'TERM': 'xterm'})
        os.close(follower)
        self.shown = bytearray()
        self.reader = threading.Thread(target=self.read, args=(leader,))
        self.reader.start()

    def read(self, leader):
        try:
            while data := os.read(leader, 4096):
                self.shown.extend(data)
        except OSError:
            pass

    def wait(self):
        assert self.process.wait(30) == 0
        self.reader.join(5)
        return self.shown.decode()


def read(file):
    with open(file, encoding='utf-8', newline='') as text:
        return text.read()


def check_files(folder, lines, metrics):
    """Everything that one receiver wrote."""
    json_lines = [l for l in lines if l.startswith('{')]
    for line in json_lines + read(f'{folder}/a.jsonl').splitlines():
        check_clean(line)
        json.loads(line)
    assert sum('=1+1' in l for l in json_lines) > 5, lines[-3:]
    text = read(f'{folder}/a.csv')
    check_clean(text, '\r\n')
    assert text.count('\r\n') == text.count('\n') == text.count('\r')
    rows = list(csv.DictReader(text.splitlines()))
    assert rows[-1]['name'].startswith("'=1+1,"), rows[-1]
    assert rows[-1]['cname'].startswith("'=1+1,"), rows[-1]
    page = read(f'{folder}/a.html')
    check_clean(page, '\n')
    assert '<script' not in page and '&lt;script&gt;alert(1)' in page
    check_clean(metrics, '\n')
    assert 'cname="=1+1' in metrics, metrics
    done = subprocess.run(['promtool', 'check', 'metrics'], input=metrics,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done


def everywhere():
    ports = [qosnet.free_port() for _ in range(4)]
    listen = qosnet.free_tcp_port()
    with tempfile.TemporaryDirectory() as folder:
        files = qosnet.Program(
            [RECEIVER, '--json', f'--json-file={folder}/a.jsonl', '-o', 'none',
             f'--csv={folder}/a.csv', f'--report={folder}/a.html',
             f'--metrics={listen}', '--metrics-per-client=1', str(ports[0])],
            env=SILENT)
        plain = qosnet.Program([RECEIVER, '--headless', '-o', 'none', '-d',
                                '9', str(ports[1])], env=SILENT)
        terminal = Pty(RECEIVER, '--headless', '-o', 'none', '-d', 9, ports[2])
        window = desktop.launch([RECEIVER, '-p', str(ports[3]), '-o', 'none',
                                 '--start'], SILENT)
        stranger = Stranger(*ports)
        stranger.start()
        check_window(window, folder)
        metrics = subprocess.run(
            ['curl', '-sf', f'http://127.0.0.1:{listen}/metrics'], check=True,
            capture_output=True, text=True).stdout
        stranger.stop()
        assert plain.wait(30) == 0
        shown = terminal.wait()
        assert files.stop() == 0, files.lines[-3:]
        check_files(folder, files.lines, metrics)
    for text in (OURS.sub('', shown), '\n'.join(plain.lines)):
        check_clean(text, '\r\n')
        assert '=1+1' in text, text
    assert '\x1b[2J' not in shown and 'pwned' in shown, shown


def check_window(window, folder):
    window.wait_until(lambda: any('=1+1' in part.name
                                  for part in window.all(None)), 15, 'the name')
    time.sleep(2)
    for part in window.all(None):
        check_clean(part.name or '', '\n')
        if part.role == 'label':
            check_clean(part.shown() or '', '\n')
    assert any('<script>alert(1)</script>' in (part.shown() or '')
               for part in window.all('label')), 'markup'
    for ending in ('svg', 'csv'):
        window.press('ctrl+e')
        window.choose_file(f'{folder}/charts.{ending}', all_of_it=True)
        window.wait_text('Message', 'The charts were exported.')
        window.click('Close message')
    xml.etree.ElementTree.parse(f'{folder}/charts.svg')
    check_clean(read(f'{folder}/charts.csv'), '\r\n')
    assert window.stop() == 0


if __name__ == '__main__':
    tap = qosnet.Tap()
    with desktop:
        tap.run([('everywhere', everywhere)])
    tap.finish()
