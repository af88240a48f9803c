# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""qos-analyze with captures that are written here, with known faults: every
file format and link type, cut, broken, missing; its table, JSON and page."""

import html.parser
import json
import os
import pty
import re
import signal
import stat
import struct
import subprocess
import tempfile
import time

import captures
import qosnet
from captures import (ETHERNET, NULL, RAW, SLL, SLL2, START, TRUTH, frame,
                      pcap, pcapng, rtp, udp)

ANALYZE = os.environ['ANALYZE']


def run(*argv, data=None, status=0):
    done = subprocess.run([ANALYZE, *argv], check=False, capture_output=True,
                          input=data)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, (argv, done.returncode, out, err)
    assert 'CRITICAL' not in err and 'WARNING **' not in err, err
    return out, err


def streams(data, *argv):
    out, _ = run('--json', *argv, '-', data=data)
    lines = [json.loads(l) for l in out.splitlines()]
    return [l for l in lines if l['type'] == 'inbound-rtp']


def check_truth(found):
    assert len(found) == 1, found
    for name, value in TRUTH.items():
        assert found[0][name] == value, (name, found[0][name], value)
    assert found[0]['books-balanced'] is True


def frames(link, tags=b'', **ends):
    return [(time, frame(link, udp(packet, **ends), tags))
            for time, packet in captures.faulty_stream()]


V6 = {'source': '2001:db8::1', 'destination': '2001:db8::2'}
TAG = struct.pack('>HH', 0x8100, 5)


def formats():
    """The same stream in all of them."""
    overhead = 961 * (12 + 28 + 160)
    for link in (ETHERNET, NULL, RAW, SLL, SLL2):
        found = streams(pcap(frames(link), link))
        check_truth(found)
        assert found[0]['wire-bytes-received'] == overhead, found
        assert found[0]['address'] == '10.0.0.1:4000', found
    for data in (pcap(frames(ETHERNET), order='>'),
                 pcap(frames(ETHERNET), nano=True),
                 pcap(frames(ETHERNET, TAG)), pcap(frames(ETHERNET, TAG + TAG)),
                 pcapng(frames(ETHERNET)), pcapng(frames(SLL2), SLL2)):
        check_truth(streams(data))
    found = streams(pcap(frames(ETHERNET, **V6)))
    check_truth(found)
    assert found[0]['wire-bytes-received'] == 961 * (12 + 48 + 160), found
    assert found[0]['address'] == '[2001:db8::1]:4000', found


def nanoseconds():
    """Both formats keep them: the jitter is the same to the last digit."""
    jitter = {streams(data)[0]['jitter-mean-ms'] for data in (
        pcap(frames(ETHERNET), nano=True), pcapng(frames(ETHERNET)))}
    assert len(jitter) == 1, jitter


def against_tshark():
    """tshark is the reference for all columns that it has."""
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'a.pcap')
        with open(file, 'wb') as out:
            out.write(pcap(frames(ETHERNET), nano=True))
        text = subprocess.run(
            ['tshark', '-r', file, '-d', 'udp.port==5004,rtp', '-q', '-z',
             'rtp,streams'], check=True, capture_output=True, text=True).stdout
        found = json.loads(run('--json', file)[0].splitlines()[-1])
    row = next(l for l in text.splitlines() if '10.0.0.2' in l)
    numbers = re.findall(r'[\d.]+', row.split('g711U')[1])
    packets, lost, _, _, _, delta_max, _, mean, largest = map(float, numbers)
    assert packets == found['packetsReceived'] + found['packets-duplicated']
    # A duplicate cancels a lost packet in tshark, as in RFC 3550 A.3.
    assert lost == found['packetsLost'] - found['packets-duplicated'], row
    for name, ref in (('jitter-mean-ms', mean), ('jitter-max-ms', largest),
                      ('delta-max-ms', delta_max)):
        assert abs(found[name] - ref) < 0.002 + 0.01 * ref, (name, row)
    return row.strip()


def several():
    """One SSRC on two paths is two streams, and so are two SSRCs on one
    path."""
    mixed = []
    for n in range(100):
        for i, (ssrc, ports) in enumerate(
                ((7, (4000, 5004)), (7, (5006, 5008)), (8, (4000, 5004)))):
            if ssrc == 8 and n == 50:
                continue
            mixed.append((START + n * 20000000 + i * 1000,
                          frame(ETHERNET, udp(rtp(n, n * 160, ssrc),
                                              ports=ports))))
    found = streams(pcap(mixed))
    assert [(s['ssrc'], s['destination'], s['packetsLost']) for s in found] == [
        (7, '10.0.0.2:5004', 0), (7, '10.0.0.2:5008', 0),
        (8, '10.0.0.2:5004', 1)], found
    found = streams(pcap(mixed), '--port', '5008')
    assert [s['destination'] for s in found] == ['10.0.0.2:5008'], found
    out, _ = run('-', '--port', '5008', '-p', '5004', data=pcap(mixed))
    assert len(out.splitlines()) == 4, out


def snapped():
    """Only 60 bytes of each frame: sizes are those that were sent."""
    found = streams(pcap(frames(ETHERNET), snap=60))
    check_truth(found)
    out, _ = run('-', data=pcap(frames(ETHERNET), snap=60))
    assert '961 datagrams were captured only in part' in out, out


def broken():
    whole = pcap(frames(ETHERNET))
    out, err = run('--json', '-', data=whole[:len(whole) // 2])
    assert json.loads(out.splitlines()[-1])['packetsReceived'] > 400
    assert 'standard input ends early or is damaged' in err, err
    for data, words, status in (
            (b'', 'is not a capture file', 1),
            (b'hello, world' * 100, 'is not a capture file', 1),
            (whole[:30], 'ends early', 1),
            (pcap([], link=147), 'is a capture of', 1),
            (pcap([]), 'no RTP stream in 0 frames', 3),
            (pcap([(START, bytes(60))] * 5), 'in 5 frames, 0 of them UDP', 3),
            (whole[:4000] + os.urandom(4000), '', None)):
        done = subprocess.run([ANALYZE, '-'], input=data, check=False,
                              capture_output=True)
        err = done.stderr.decode()
        assert words in err, (words, err)
        assert done.returncode == status or status is None, (words, done)
        assert done.returncode in (0, 1, 3), done


def interrupted():
    """Ctrl+C ends a capture that is still in progress."""
    data = pcap(frames(ETHERNET))
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'a.html')
        for number in (signal.SIGINT, signal.SIGTERM):
            with subprocess.Popen(
                    [ANALYZE, '--json', '--report', file, '-'],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE) as live:
                live.stdin.write(data)
                live.stdin.flush()
                # An event is printed when it is found, so it is reading.
                line = live.stdout.readline()
                assert json.loads(line)['type'] == 'qos-event', line
                time.sleep(0.5)
                live.send_signal(number)
                out, err = live.stdout.read(), live.stderr.read()
                assert live.wait() == 0, (live.returncode, err)
            assert err == b'', err
            found = json.loads(out.splitlines()[-1])
            assert found['packetsReceived'] > 900, found
            with open(file, encoding='utf-8') as written:
                assert Page(written.read()).seen['section'] == 1
            os.remove(file)
    # Nothing was read yet: there is nothing to print.
    with subprocess.Popen([ANALYZE, '-'], stdin=subprocess.PIPE) as idle:
        time.sleep(0.5)
        idle.send_signal(signal.SIGINT)
        assert idle.wait(10) == -signal.SIGINT, idle.returncode


def outputs():
    """An output that cannot be written is an error; a device can be written
    to."""
    data = pcap(frames(ETHERNET))
    for argv in ([], ['--json']):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([ANALYZE, *argv, '-'], input=data,
                                  stdout=full, stderr=subprocess.PIPE,
                                  check=False)
        assert done.returncode == 1, done
        assert b'standard output could not be written' in done.stderr, done
    _, err = run('--report=/dev/full', '-', data=data, status=1)
    assert 'The report could not be written' in err, err
    run('--report=/dev/null', '-', data=data)
    for device in ('/dev/full', '/dev/null'):
        assert stat.S_ISCHR(os.stat(device).st_mode), device


def names():
    """Names from the network move no cursor, and turn no line."""
    name = 'a\x85\x9b2J\u202eb é'
    text = name.encode()
    chunk = struct.pack('>I', 7) + b'\x01' + bytes([len(text)]) + text + b'\0'
    chunk += bytes(-len(chunk) % 4)
    sdes = frame(ETHERNET, udp(rtcp(
        200, 0, struct.pack('>IQIII', 7, 1 << 40, 0, 1, 160)) +
                               rtcp(202, 1, chunk)))
    named = frames(ETHERNET)
    named.insert(10, (named[9][0], sdes))
    done = subprocess.run([ANALYZE, '--json', '-'], input=pcap(named),
                          env={**os.environ, 'LC_ALL': 'C'}, check=True,
                          capture_output=True)
    line = done.stdout.decode().splitlines()[-1]
    assert json.loads(line)['cname'] == name, line
    assert '\\u0085\\u009b' in line and 'é' in line, line


def usage():
    """An error says why, and what is expected."""
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'a.pcap')
        with open(file, 'wb') as out:
            out.write(pcap(frames(ETHERNET)))
        for argv, words, status in (
                ([], 'No capture given', 2),
                (['a', 'b'], 'expected one capture', 2),
                ([file, '--latency=-1'], 'must be 0 to 10000 ms', 2),
                ([file, '--port=0'], 'must be 1 to 65535', 2),
                ([file, '--pt=48000'], 'such as --pt=96=48000', 2),
                ([file, '--pt=128=8000'], 'a payload type, 0 to 127', 2),
                ([file, '--clock-rate=-5'], 'must be 1 to 384000', 2),
                ([file, '--report=' + file], 'this is the capture itself', 2),
                ([file, '--report=-'], 'must be a file', 2),
                ([file, '--report=/nowhere/a.html'], 'could not be written', 1),
                ([file, '--nonsense'], 'nonsense', 2),
                ([directory], 'is a folder', 1),
                ([file + 'x'], 'could not be opened', 1)):
            _, err = run(*argv, status=status)
            assert words in err, (argv, err)
        with open(file, 'rb') as unharmed:
            assert unharmed.read() == pcap(frames(ETHERNET))
    assert run('--version')[0].startswith('qos-analyze 0.')


def table():
    """Titles over numbers with units; an unknown value is a dash."""
    out, _ = run('-', data=pcap(frames(ETHERNET)))
    titles, row = out.splitlines()
    assert titles.split()[:4] == ['start', 'length', 'from', 'to'], titles
    words = row.split()
    for word in ('10.0.0.1:4000', '10.0.0.2:5004', '0x00000007', 'PCMU', '951',
                 '49', '4.90'):
        assert word in words, (word, row)
    dynamic = [(START + n * 20000000,
                frame(ETHERNET, udp(rtp(n, n * 960, kind=111))))
               for n in range(100)]
    out, _ = run('-', data=pcap(dynamic))
    assert 'PT 111' in out and ' – ' in out, out
    assert '--pt=111=48000 (a guess from its timestamps)' in out, out
    found = streams(pcap(dynamic))
    assert 'jitter' not in found[0] and 'clock-rate' not in found[0], found
    assert 'packetsDiscarded' not in found[0], found
    found = streams(pcap(dynamic), '--pt=111=48000')
    assert found[0]['jitter'] == 0 and found[0]['clock-rate'] == 48000, found


def events():
    """Events and the latency: the longer it is, the fewer packets are late."""
    late = []
    # Each packet is overtaken. None is in the first second, in which sinks
    # play slightly late packets.
    for n in range(510):
        held = 80000000 if n % 50 == 49 and n > 50 else 0
        late.append((START + n * 20000000 + held,
                     frame(ETHERNET, udp(rtp(n, n * 160)))))
    late.sort()
    counts = []
    for latency in ('20', '60', '100'):
        out, _ = run('--json', '--latency', latency, '-', data=pcap(late))
        lines = [json.loads(l) for l in out.splitlines()]
        found = [l for l in lines if l['type'] == 'qos-event']
        counts.append(len(found))
        assert lines[-1]['packetsDiscarded'] == len(found), lines
        for event in found:
            assert event['advised-latency-ms'] in (80, 90), event
            assert 'would have saved' in event['advice'], event
            assert event['destination'] == '10.0.0.2:5004', event
    assert counts == [9, 9, 0], counts


class Page(html.parser.HTMLParser):
    """Mismatched tags, and everything that a page could load or run."""

    ALONE = {'meta', 'br'}
    SHORT = {'path'}

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.texts = [], {}, []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        assert tag not in ('script', 'link', 'img', 'iframe', 'object'), tag
        for name, value in attrs:
            assert not name.startswith('on'), (tag, name)
            assert name not in ('src', 'style'), (tag, name)
            if name == 'href':
                assert value.startswith('#'), value
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in self.SHORT, tag
        self.seen[tag] = self.seen.get(tag, 0) + 1

    def handle_endtag(self, tag):
        # Tags that HTML closes itself.
        while self.open[-1] != tag and self.open[-1] in ('th', 'td', 'tr'):
            self.open.pop()
        assert self.open.pop() == tag, (tag, self.open)

    def handle_data(self, data):
        self.texts.append(data)


def rtcp(kind, count, body):
    return struct.pack('>BBH', 0x80 | count, kind, len(body) // 4) + body


def page():
    """Everything is in one file; names from the network stay text."""
    hostile = '</bdi><script>alert(1)</script>"\'&\x01é'.encode()
    items = b'\x01' + bytes([len(hostile)]) + hostile + \
        b'\x02' + bytes([len(hostile)]) + hostile
    chunk = struct.pack('>I', 7) + items + b'\0'
    chunk += bytes(-len(chunk) % 4)
    report = rtcp(200, 0, struct.pack('>IQIII', 7, 1 << 40, 0, 1, 160))
    named = frame(ETHERNET, udp(report + rtcp(202, 1, chunk)))
    all_frames = frames(ETHERNET)
    all_frames.insert(10, (all_frames[9][0], named))
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, '<b>&.html')
        run('--report', file, '-', data=pcap(all_frames))
        with open(file, encoding='utf-8') as written:
            text = written.read()
        seen = Page(text)
    assert seen.seen['svg'] >= 5 and seen.seen['section'] == 1, seen.seen
    words = ' '.join(seen.texts)
    assert '</bdi><script>alert(1)</script>"\'& é' in words, words[:3000]
    for part in ('4.90 %', 'The network lost 10 packets in a row',
                 'never as 0', '2023-11-14 22:13:20', 'PCMU', '0x00000007'):
        assert part in words, part
    assert 'prefers-color-scheme:dark' in text
    assert 'http' not in text.replace('http-equiv', ''), 'it loads something'


def page_of_many():
    """The size is bounded, whatever the capture: 32 streams have charts."""
    many = [(START + n * 20000000 + ssrc, frame(
        ETHERNET, udp(rtp(n, n * 160, ssrc))))
            for n in range(30) for ssrc in range(100)]
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'a.html')
        run('--report', file, '-', data=pcap(many))
        with open(file, encoding='utf-8') as written:
            seen = Page(written.read())
    assert seen.seen['section'] == 32, seen.seen
    assert seen.seen['tr'] == 101 and seen.seen['li'] == 32, seen.seen


def progress():
    """Only on a terminal, and only for a large file; the line disappears."""
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'large.pcap')
        data = pcap(frames(ETHERNET))
        with open(file, 'wb') as out:
            out.write(data[:24])
            for _ in range(700):
                out.write(data[24:])
        main, terminal = pty.openpty()
        done = subprocess.Popen([ANALYZE, file], stdout=subprocess.DEVNULL,
                                stderr=terminal)
        os.close(terminal)
        shown = b''
        try:
            while part := os.read(main, 4096):
                shown += part
        except OSError:  # the other end is closed
            pass
        os.close(main)
        assert done.wait() == 0
        small = subprocess.run([ANALYZE, file], check=True,
                               capture_output=True).stderr
    assert small == b'', small
    # A machine that reads it all at once shows nothing.
    if shown:
        assert re.search(rb'\[#+ *\] +\d+ %  \d+ frames, \d+ stream', shown)
        assert shown.endswith(b'\r\x1b[K'), shown[-20:]
    return f'{len(shown)} bytes shown'


CASES = [
    ('every format and link', formats),
    ('nanoseconds', nanoseconds),
    ('tshark on the same', against_tshark),
    ('several streams, and ports', several),
    ('captured in part', snapped),
    ('cut off and broken', broken),
    ('Ctrl+C', interrupted),
    ('what cannot be written', outputs),
    ('names', names),
    ('what is refused', usage),
    ('the table', table),
    ('events and the latency', events),
    ('the page', page),
    ('the page of many streams', page_of_many),
    ('progress', progress),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES)
    tap.finish()
