# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the apps export to other programs. Files of JSON and CSV match the
messages and the relay, Debian's Prometheus reads the metrics, and trouble with
any of them is reported once while the sound continues. APPS names the apps
folder of the build."""

import collections
import csv
import json
import math
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import qosnet

APPS = os.environ['APPS']
SENDER = os.path.join(APPS, 'sender', 'qos-sender')
RECEIVER = os.path.join(APPS, 'receiver', 'qos-receiver')
DOC = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'export.md')
SILENT = {'DISPLAY': '', 'WAYLAND_DISPLAY': '', 'LC_ALL': 'C.UTF-8',
          'PULSE_SERVER': 'unix:/nonexistent'}

# The fields of the W3C, in its own words and units. They are repeated here
# because the table of the app is under test. Field of the message: (object,
# name, factor).
W3C = {
    'qosstats': {
        'packets-received': ('inbound-rtp', 'packetsReceived', 1),
        'packets-lost': ('inbound-rtp', 'packetsLost', 1),
        'packets-late': ('inbound-rtp', 'packetsDiscarded', 1),
        'bytes-received': ('inbound-rtp', 'bytesReceived', 1),
        'jitter-ms': ('inbound-rtp', 'jitter', 1e-3),
        'rtt-ms': ('remote-outbound-rtp', 'roundTripTime', 1e-3),
        'timestamp': ('inbound-rtp', 'segment-timestamp', 1)},
    'qospay': {
        'packets-sent': ('outbound-rtp', 'packetsSent', 1),
        'bytes-sent': ('outbound-rtp', 'bytesSent', 1),
        'rtt-ms': ('remote-inbound-rtp', 'roundTripTime', 1e-3),
        'remote-packets-received':
            ('remote-inbound-rtp', 'packetsReceived', 1),
        'remote-loss-percent': ('remote-inbound-rtp', 'fractionLost', 1e-2),
        'remote-packets-lost': ('remote-inbound-rtp', 'packetsLost', 1),
        'remote-jitter-ms': ('remote-inbound-rtp', 'jitter', 1e-3)}}
OBJECTS = {'qosstats': ('inbound-rtp', 'remote-outbound-rtp'),
           'qospay': ('outbound-rtp', 'remote-inbound-rtp')}


class App(qosnet.Program):
    """One of the apps; the JSON lines of its standard output are kept
    apart."""

    def __init__(self, *argv):
        self.objects = []
        super().__init__([str(a) for a in argv], env=SILENT,
                         on_line=self._on_json)

    def _on_json(self, line):
        if line.startswith('{'):
            self.objects.append(json.loads(line))

    def of(self, message):
        return [line for line in self.objects if line['message'] == message]

    def wait_running(self):
        self.wait_for(lambda: any(s['state'] == 'running'
                                  for s in self.of('state')), 15, 'running')

    def count(self, part):
        return sum(part in line for line in self.lines)


def get(port, path='/metrics', address='127.0.0.1'):
    with urllib.request.urlopen(f'http://{address}:{port}{path}',
                                timeout=10) as answer:
        return answer.read().decode()


def value(text, series):
    """Of a series in the text of metrics."""
    found = re.findall(rf'^{re.escape(series)} (\S+)$', text, re.M)
    return float(found[0]) if found else None


# Files


def near(a, b, factor=1):
    """Standard output has six decimals."""
    return abs(a - b * factor) <= 0.6e-6 * factor + 1e-9


def check_object(message, objects):
    """A message on standard output, and its objects in the file."""
    kind = message['message']
    by_type = {o['type']: o for o in objects}
    assert set(by_type) <= set(OBJECTS[kind]), by_type
    for field, shown in message.items():
        if field in ('message', 'time', 'last-packet-age-ms'):
            continue
        where, name, factor = W3C[kind].get(field, (None, field, 1))
        found = [o[name] for t, o in by_type.items()
                 if name in o and where in (None, t)]
        assert found, (field, objects)
        if isinstance(shown, (int, float)):
            assert near(found[0], shown, factor), (field, found, shown)
        else:
            assert found[0] == shown, (field, found, shown)
    for o in objects:
        assert o['id'] == f'{o["type"]}-{o["ssrc"]}' and o['kind'] == 'audio'
        assert abs(o['timestamp'] / 1000 - time.time()) < 120, o
        other = o.get('remoteId') or o.get('localId')
        assert (other is None) == (len(objects) == 1), objects
        assert other in [None] + [p['id'] for p in objects], objects
    if 'last-packet-age-ms' in message:
        local = by_type['inbound-rtp']
        age = local['timestamp'] - local['lastPacketReceivedTimestamp']
        assert abs(age - message['last-packet-age-ms']) < 0.01, message


def check_row(message, row):
    for field, cell in row.items():
        shown = message.get(field)
        if field == 'time':
            assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z',
                                cell), cell
        elif shown is None:
            assert cell == '', (field, cell)
        elif isinstance(shown, bool):
            assert cell == ('true' if shown else 'false'), (field, cell)
        elif isinstance(shown, list):
            assert [int(n) for n in cell.split()] == shown, (field, cell)
        elif isinstance(shown, str):
            assert cell == ("'" if shown[:1] in tuple('=+-@') else '') + shown
        else:
            assert near(float(cell), shown), (field, cell, shown)
    assert set(message) - set(row) <= {'message'}, set(message) - set(row)


def check_files(app, kind, folder, name):
    """Standard output, JSON and CSV of one app show the same messages."""
    messages = app.of(kind)
    with open(f'{folder}/{name}.jsonl', encoding='utf-8') as file:
        objects = [json.loads(line) for line in file]
    with open(f'{folder}/{name}.csv', encoding='utf-8', newline='') as file:
        text = file.read()
    assert text.count('\r\n') == text.count('\n') == len(messages) + 1
    rows = list(csv.DictReader(text.splitlines()))
    groups = []
    for o in objects:
        if o['type'] == 'qos-event':
            continue
        if o['type'] == OBJECTS[kind][0]:
            groups.append([])
        groups[-1].append(o)
    assert len(messages) == len(groups) == len(rows) > 10, (
        len(messages), len(groups), len(rows))
    for message, group, row in zip(messages, groups, rows):
        check_object(message, group)
        check_row(message, row)
    return objects, rows


def files():
    """A bad path: the files match the messages and the relay."""
    with tempfile.TemporaryDirectory() as folder:
        port = qosnet.free_port()
        receiver = App(RECEIVER, '--json', '--json-file', f'{folder}/r.jsonl',
                       f'--csv={folder}/r.csv', '-o', 'none', port)
        receiver.wait_running()
        relay = qosnet.Relay(port, '--seed', '5', '--fwd',
                             'only=rtp,loss=8,dup=2,delay=20,jitter=4',
                             '--fwd', 'only=rtcp,delay=20', '--rev', 'delay=20')
        sender = App(SENDER, '--json', f'--json-file={folder}/s.jsonl',
                     f'--csv={folder}/s.csv', '-s', 'test', '-n', '=cmd|"a",b', '-d',
                     10, f'127.0.0.1:{relay.port}')
        assert sender.wait(30) == 0, sender.lines[-5:]
        time.sleep(2)
        assert receiver.stop() == 0, receiver.lines[-5:]
        truth = qosnet.one_stream(relay.report())
        objects, rows = check_files(receiver, 'qosstats', folder, 'r')
        sent, _ = check_files(sender, 'qospay', folder, 's')
        last = [o for o in objects if o['type'] == 'inbound-rtp'][-1]
        assert last['packetsReceived'] == truth['delivered_unique'], last
        assert abs(last['packetsLost'] - truth['lost_inside']) <= 1, last
        assert truth['lost_inside'] > 10, truth
        assert int(rows[-1]['packets-lost']) == last['packetsLost']
        assert rows[-1]['name'] == '\'=cmd|"a",b' and last['name'][0] == '='
        trips = sorted(o['roundTripTime'] for o in objects + sent
                       if 'roundTripTime' in o)
        assert abs(trips[len(trips) // 2] - 0.040) < 0.003, trips
        jitter = [o['jitter'] for o in objects if 'jitter' in o][-1]
        assert 0.0005 < jitter < 0.01, jitter
        lost = [o['fractionLost'] for o in sent if 'fractionLost' in o]
        assert 0 < sum(lost) / len(lost) < 0.3 and max(lost) <= 1, lost
    return f'{len(rows)} messages, {last["packetsLost"]} lost'


def json_with_and_without_a_file():
    """--json is a flag, and --json-file accepts any file name."""
    with tempfile.TemporaryDirectory() as folder:
        port = qosnet.free_port()
        receiver = App(RECEIVER, '-o', 'none', '--json', port)
        receiver.wait_running()
        file = f'{folder}/a.log'
        sender = App(SENDER, '-s', 'test', '-d', '2', '--headless',
                     f'--json-file={file}', f'127.0.0.1:{port}')
        assert sender.wait(20) == 0 and not sender.objects, sender.lines
        assert os.path.getsize(file) > 100
        table = f'{folder}/a.csv'
        sender = App(SENDER, '-s', 'test', '-d', '2', '--json',
                     f'--csv={table}', f'127.0.0.1:{port}')
        assert sender.wait(20) == 0 and sender.of('qospay')
        assert os.path.getsize(table) > 100
        assert receiver.stop() == 0 and receiver.of('qosstats')


# Metrics


class Prometheus:
    """Debian's Prometheus, for this test only: it scrapes the ports each
    second."""

    def __init__(self, folder, ports):
        self.port = qosnet.free_tcp_port()
        config = f'{folder}/prometheus.yml'
        targets = ', '.join(f'"127.0.0.1:{port}"' for port in ports)
        with open(config, 'w', encoding='ascii') as file:
            file.write('global: {scrape_interval: 1s, scrape_timeout: 1s}\n'
                       'scrape_configs:\n- job_name: qosaudio\n'
                       f'  static_configs: [{{targets: [{targets}]}}]\n')
        self.program = qosnet.Program(
            ['prometheus', f'--config.file={config}',
             f'--storage.tsdb.path={folder}/data',
             f'--web.listen-address=127.0.0.1:{self.port}'])
        self.program.wait_line('Server is ready to receive web requests', 30)

    def ask(self, query):
        """[(labels, value)] of an instant query."""
        answer = json.loads(get(self.port, '/api/v1/query?' +
                                urllib.parse.urlencode({'query': query})))
        assert answer['status'] == 'success', answer
        return [(r['metric'], float(r['value'][1]))
                for r in answer['data']['result']]

    def one(self, query):
        found = self.ask(query)
        assert len(found) == 1, (query, found)
        return found[0][1]

    def stop(self):
        assert self.program.stop(sign=signal.SIGTERM) == 0


def check_text(text):
    done = subprocess.run(['promtool', 'check', 'metrics'], input=text,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done
    names = re.findall(r'^([a-z_]+)', text, re.M)
    assert all(name.startswith('qosaudio_') for name in names), names
    samples = [l.rsplit(' ', 1)[0] for l in text.splitlines()
               if not l.startswith('#')]
    assert len(samples) == len(set(samples)), collections.Counter(
        samples).most_common(1)


def queries():
    with open(DOC, encoding='utf-8') as file:
        blocks = re.findall(r'^```promql\n(.*?)^```', file.read(), re.M | re.S)
    return [l for b in blocks for l in b.splitlines() if l]


def prometheus():
    """Two senders over a bad path, one of which ends. Prometheus then shows
    what the relay did, and no counter went back."""
    if not shutil.which('prometheus'):
        raise qosnet.Skip('no prometheus')
    with tempfile.TemporaryDirectory() as folder:
        port, at_receiver, at_sender = (qosnet.free_port(), qosnet.free_tcp_port(),
                                        qosnet.free_tcp_port())
        receiver = App(RECEIVER, '--json', '-o', 'none', '--metrics',
                       at_receiver, '--metrics-per-client', 1, port)
        receiver.wait_running()
        server = Prometheus(folder, [at_receiver, at_sender])
        relay = qosnet.Relay(port, '--seed', '9', '--fwd',
                             'only=rtp,loss=5,delay=15', '--fwd',
                             'only=rtcp,delay=15', '--rev', 'delay=15')
        far = f'127.0.0.1:{relay.port}'
        short = App(SENDER, '--json', '-s', 'test', '-d', 6, far)
        long = App(SENDER, '--json', '-s', 'test', '--metrics', at_sender,
                   '--metrics-per-client=1', far)
        receiver.wait_for(lambda: len({m['ssrc'] for m in
                                       receiver.of('qosstats')}) == 2, 10, 'two')
        time.sleep(2)
        text = get(at_receiver)
        check_text(text)
        check_text(get(at_sender))
        assert value(text, 'qosaudio_inbound_streams') == 2, text
        assert value(text, 'qosaudio_clients_left_out') == 1, text
        assert len(re.findall(r'^qosaudio_client_received_packets_total\{ssrc='
                              r'"\d+",cname="[\w+/]+"\} \d+$', text, re.M)) == 1
        assert short.wait(20) == 0
        time.sleep(5.5)  # more than the range of the rate below
        check_queries(server, at_receiver)
        assert long.stop() == 0
        time.sleep(3.5)
        check_totals(server, receiver, relay.report())
        assert receiver.stop() == 0
        server.stop()


def check_queries(server, at_receiver):
    """While one sender still sends."""
    assert server.one('qosaudio_inbound_streams') == 1
    assert server.one('qosaudio_inbound_streams_seen_total') == 2
    rate = server.one('rate(qosaudio_inbound_received_packets_total[4s])')
    assert 35 < rate < 60, rate
    for side in ('inbound', 'outbound'):
        trip = server.one(f'qosaudio_{side}_round_trip_seconds_sum / '
                         f'qosaudio_{side}_round_trip_seconds_count')
        assert abs(trip - 0.030) < 0.003, trip
        half = server.one('histogram_quantile(0.5, '
                         f'qosaudio_{side}_round_trip_seconds_bucket)')
        assert 0.025 <= half <= 0.05, half
    delay = server.one('qosaudio_inbound_delay_seconds_sum / '
                      'qosaudio_inbound_delay_seconds_count')
    assert abs(delay - 0.015) < 0.003, delay
    loss = server.one('qosaudio_inbound_loss_ratio_sum / '
                     'qosaudio_inbound_loss_ratio_count')
    assert 0 < loss < 0.12, loss
    asked = queries()
    assert len(asked) >= 4, asked
    for query in asked:
        found = server.ask(query)
        assert found and not any(math.isnan(v) for _, v in found), (
            query, found)
    check_text(get(at_receiver))


def check_totals(server, receiver, report):
    """After both have ended: against the relay, and against the messages."""
    truth = report['fwd']['rtp']['ssrcs']
    assert len(truth) == 2, truth
    received = sum(t['delivered_unique'] for t in truth)
    lost = sum(t['lost_inside'] for t in truth)
    ends = [m for m in receiver.of('qosstats') if 'end-reason' in m]
    assert len(ends) == 2, ends
    for field, metric in (('packets-received', 'received_packets_total'),
                          ('packets-lost', 'lost_packets_total'),
                          ('packets-expected', 'expected_packets_total'),
                          ('bytes-received', 'received_bytes_total'),
                          ('wire-bytes-received',
                           'received_wire_bytes_total')):
        name = f'qosaudio_inbound_{metric}'
        assert server.one(name) == sum(m[field] for m in ends), field
        assert server.one(f'resets({name}[1m])') == 0, name
    assert server.one('qosaudio_inbound_received_packets_total') == received
    assert abs(server.one('qosaudio_inbound_lost_packets_total') - lost) <= 2
    assert lost > 5, truth
    assert server.one('qosaudio_inbound_streams') == 0
    names = {m['__name__'] for m, _ in server.ask(
        'last_over_time({__name__=~"qosaudio_(in|out)bound_.*"}[1m])')}
    counters = [n for n in names if re.search('_(total|count|sum|bucket)$', n)]
    assert len(counters) > 30, names
    for name in counters:
        assert not server.ask(f'resets({name}[1m]) > 0'), name


def talk(port, request, address='127.0.0.1'):
    """Everything that the server answers, and how long it took."""
    start = time.monotonic()
    got = b''
    with socket.create_connection((address, port), 10) as s:
        s.settimeout(15)
        try:
            s.sendall(request)
            while data := s.recv(65536):
                got += data
        except ConnectionResetError:
            pass
    return got.decode(), time.monotonic() - start


def http():
    """Requests that are odd, large, slow or too many; the sound continues."""
    port = qosnet.free_port()
    listen = qosnet.free_tcp_port()
    receiver = App(RECEIVER, '--json', '-o', 'none', f'--metrics={listen}',
                   port)
    receiver.wait_running()
    sender = App(SENDER, '--json', '-s', 'test', f'127.0.0.1:{port}')
    for request, status in (
            (b'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n', '200 OK'),
            (b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', '200 OK'),
            (b'GET /metrics HTTP/1.1\r\nHost: a.example\r\n\r\n',
             '421 Misdirected Request'),
            (b'GET /other HTTP/1.1\r\n\r\n', '404 Not Found'),
            (b'POST /metrics HTTP/1.1\r\nContent-Length: 9\r\n\r\n123456789',
             '405 Method Not Allowed'),
            (b'\0\1\2\r\n\r\n', '400 Bad Request'),
            (b'GET /metrics HTTP/1.1\r\nX: ' + b'x' * 100000,
             '431 Request Header Fields Too Large')):
        answer, seconds = talk(listen, request)
        assert answer.startswith(f'HTTP/1.1 {status}\r\n'), (request[:20],
                                                            answer[:200])
        assert seconds < 2, seconds
        head, body = answer.split('\r\n\r\n', 1)
        assert f'Content-Length: {len(body)}\r\n' in head, head
    results = []
    threads = [threading.Thread(target=lambda: results.append(
        talk(listen, b'GET /metr'))) for _ in range(16)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    answer, seconds = talk(listen, b'GET /metrics HTTP/1.1\r\n\r\n')
    assert answer == '' and seconds < 1, (answer, seconds)
    for thread in threads:
        thread.join()
    assert all(a == '' and 4 < s < 8 for a, s in results), results
    before = value(get(listen), 'qosaudio_inbound_received_packets_total')
    time.sleep(1.5)
    after = value(get(listen), 'qosaudio_inbound_received_packets_total')
    assert after - before > 30, (before, after)
    other = [l.split()[3] for l in subprocess.run(
        ['ss', '-Hltn', f'sport = :{listen}'], capture_output=True, text=True,
        check=True).stdout.splitlines()] if shutil.which('ss') else None
    assert other in (None, [f'127.0.0.1:{listen}']), other
    assert sender.stop() == 0
    with socket.create_connection(('127.0.0.1', listen)):
        time.sleep(0.2)  # one is still open at the end
        assert receiver.stop() == 0
    receiver.check_clean()


def addresses():
    """IPv6, and an address other than loopback."""
    port = qosnet.free_port()
    for address in ('::1', '127.0.0.2'):
        listen = qosnet.free_tcp_port(address)
        shown = f'[{address}]' if ':' in address else address
        app = App(RECEIVER, '--json', '-o', 'none', '--metrics',
                  f'{shown}:{listen}', port)
        app.wait_running()
        assert 'qosaudio_inbound_streams 0' in get(listen, address=shown)
        try:
            get(listen)
        except urllib.error.URLError:
            pass
        else:
            raise AssertionError('other addresses answer too')
        assert app.stop() == 3
        assert not app.of('problem'), app.lines
    for address in ('0.0.0.0', '[::]'):
        listen = qosnet.free_tcp_port()
        app = App(RECEIVER, '--json', '-o', 'none', '--metrics',
                  f'{address}:{listen}', port)
        app.wait_running()
        assert app.stop() == 3
        assert app.count(f'Anyone who can reach TCP port {listen} of') == 2, (
            app.lines)


# Troubles


def troubles():
    """Each is reported once, with what to do, and the sound continues."""
    port = qosnet.free_port()
    receiver = App(RECEIVER, '--json', '-o', 'none', port)
    receiver.wait_running()
    with tempfile.TemporaryDirectory() as folder, \
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        used = taken.getsockname()[1]
        for argv, texts in (
                (('--csv', '/dev/full'), (
                    'Can no longer write to "/dev/full": ',
                    'No space left on device', 'Make room or choose')),
                (('--json-file=/dev/full',), (
                    'Can no longer write to "/dev/full": ',)),
                (('--csv', f'{folder}/no/a.csv', '--json-file', folder), (
                    f'Cannot write to "{folder}/no/a.csv": No such file',
                    f'Cannot write to "{folder}": Is a directory',
                    'Choose a file in an existing folder')),
                (('--metrics', str(used)), (
                    f'TCP port {used} is in use: no metrics are served; '
                    'audio continues. Stop the program that uses the port, or '
                    'choose another with --metrics.',)),
                (('--metrics', f'192.0.2.1:{used}'), (
                    f'Cannot serve metrics at 192.0.2.1:{used}: ',))):
            sender = App(SENDER, '--headless', '-s', 'test', '-d', 4, *argv,
                         f'127.0.0.1:{port}')
            assert sender.wait(20) == 0, sender.lines
            for text in texts[:1]:
                assert sender.count(text) == 1, (text, sender.lines)
            for text in texts:
                assert sender.count(text) >= 1, (text, sender.lines)
            assert re.search(r' \d{3} packets sent', sender.lines[-1])
    assert receiver.stop() == 0


def report():
    """A page for each end of a session with loss, when it has ended."""
    port = qosnet.free_port()
    with tempfile.TemporaryDirectory() as directory:
        pages = [f'{directory}/{end}.html' for end in ('receiver', 'sender')]
        receiver = App(RECEIVER, '--json', '-o', 'none', '--report', pages[0],
                       port)
        receiver.wait_running()
        relay = qosnet.Relay(port, '--seed', '3', '--fwd', 'loss=10')
        sender = App(SENDER, '--json', '-s', 'test', '-d', '8', '--name',
                     '<b>desk</b>', f'--report={pages[1]}',
                     f'127.0.0.1:{relay.port}')
        assert sender.wait(30) == 0, sender.lines
        receiver.wait_for(lambda: any('end-reason' in s for s in
                                      receiver.of('qosstats')), 10, 'the end')
        assert not os.path.exists(pages[0])
        assert receiver.stop() == 0, receiver.lines
        truth = qosnet.one_stream(relay.report())
        texts = []
        for page in pages:
            with open(page, encoding='utf-8') as file:
                texts.append(file.read())
        # A disk that fills up meanwhile is reported once, and nothing else
        # happens.
        alone = App(SENDER, '--headless', '-s', 'test', '-d', '1', '--report',
                    '/dev/full', f'127.0.0.1:{port}')
        assert alone.wait(20) == 1, alone.lines
        assert alone.count('The report could not be written') == 1, alone.lines
    received, sent = texts
    assert f'<dt>lost</dt><dd>{truth["lost_inside"]}</dd>' in received, received
    assert 'The network lost ' in received and '<dt>MOS, mean' in received
    assert '&lt;b&gt;desk&lt;/b&gt;' in received
    assert 'Sound that was sent' in sent and 'Loss at the receiver' in sent
    assert re.search(r'<li class="(bad|warn)"><a href="#s0"><bdi>&lt;b&gt;desk&lt;/b&gt;'
                     r'</bdi></a>'
                     r': <strong>[\d.]+ % of the sound was missing</strong>',
                     received), received
    assert re.search(r'<strong>\d+ of \d+ packets were lost on the way', sent)
    for text in texts:
        assert text.count('<section') == 1 and '<svg' in text, text
        assert text.endswith('</html>\n'), text[-100:]
    events = len(receiver.of('qosevent'))
    assert events > 0
    return f'{truth["lost_inside"]} lost, {events} events'


def wrong_use():
    for argv, text in (
            (('--metrics', 'x'), '--metrics="x": must be PORT, ADDRESS:'),
            (('--metrics=localhost:1',), '"localhost:1": must be PORT'),
            (('--metrics=0',), '"0": must be PORT'),
            (('--metrics-per-client=-1',), '=-1: must be 0 to 1000.'),
            (('--metrics-per-client=1001',), '=1001: must be 0 to 1000.'),
            (('--metrics-per-client=1',), '--metrics=PORT is needed with it.'),
            (('--csv=-',), '--csv=-: must be a file.'),
            (('--json-file=-',), '--json-file=-: must be a file.'),
            (('--json=a.json',), 'Use --json-file=FILE.'),
            (('--report=-',), '--report=-: must be a file.'),
            (('--csv',), '--csv')):
        done = subprocess.run([SENDER, '--headless', '127.0.0.1', *argv],
                              env={**os.environ, **SILENT}, check=False,
                              capture_output=True, text=True, timeout=20)
        assert done.returncode == 2 and text in done.stderr, (argv, done)


CASES = [
    ('files', files),
    ('Prometheus', prometheus),
    ('HTTP', http),
    ('--json with and without a file', json_with_and_without_a_file),
    ('addresses', addresses),
    ('troubles', troubles),
    ('reports', report),
    ('wrong use', wrong_use),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=3)
    tap.finish()
