# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The windows of both apps, operated like a user does: their numbers against
the relay, their errors and that they continue, senders that come and go, real
sound, the keyboard. APPS names the apps folder of the build."""

import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request

import qosnet
import qossound
import qoswindows
from qoswindows import HEARD, desktop, remote_receiver, remote_sender, receiver, \
    sender


def read(part, names, seconds):
    """The numbers with these names, read every 0.1 s: {name: [number]}."""
    found = {name: [] for name in names}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name in names:
            number = part.number(name)
            if number is not None:
                found[name].append(number)
        time.sleep(0.1)
    return found


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def check_numbers(shown, details, report):
    """Loss within a packet, round trip within 3 ms, bandwidth (read while
    nothing was lost) within 2 %."""
    truth = qosnet.one_stream(report)
    span_s = (report['fwd']['rtp']['last_ns'] -
              report['fwd']['rtp']['first_ns']) / 1e9
    rate = truth['wire_bytes'] / truth['delivered'] * truth['received'] * \
        8 / 1000 / span_s
    rtt = median(shown['Round trip'])
    assert abs(rtt - 40) <= 3, shown['Round trip']
    mean = sum(shown['Bandwidth']) / len(shown['Bandwidth'])
    assert abs(mean / rate - 1) <= 0.02, (mean, rate)
    lost, of = map(int, re.search(r'(\d+) of (\d+) packets', details).groups())
    assert truth['lost_inside'] >= 5, truth
    assert abs(lost - truth['lost_inside']) <= 1, (details, truth)
    return (f'{rtt:.1f} ms, {lost} lost of {of}, relay '
            f'{truth["lost_inside"]}; {mean:.1f} kbit/s, relay {rate:.1f}')


PATH = ('--seed', '11', '--fwd', 'only=rtp,loss=5,delay=30', '--fwd',
        'only=rtcp,delay=30', '--rev', 'delay=10', '--at', 'rtp+8000',
        'fwd only=rtp,loss=0')


def sender_numbers():
    port = qosnet.free_port()
    far = remote_receiver(port)
    relay = qosnet.Relay(port, *PATH)
    app = sender()
    assert app.text('Status') == 'Not sending'
    assert not app.is_sensitive('Save SDP')
    for name in ('Round trip', 'Sound missing', 'Bandwidth'):
        assert app.number(name) is None
    app.choose('Source', 'Test tone')
    app.set_text('Host', '127.0.0.1')
    app.set_text('Port', relay.port)
    app.set_text('Name', 'desk')
    app.click('Start')
    app.wait_text('Status', HEARD.match)
    app.wait_until(lambda: app.value('Input level') > 0.3, 5, 'a level')
    assert not app.is_sensitive('Host')
    time.sleep(1)
    shown = read(app, ('Round trip',), 6)
    time.sleep(2)
    shown |= read(app, ('Bandwidth',), 4)
    details = app.text('Sound missing detail')
    app.click('Stop')
    app.wait_text('Status', 'Not sending')
    assert app.number('Round trip') is None and app.is_sensitive('Host')
    assert app.text('Sound missing detail') != ''  # the totals stay
    assert app.value('Input level') == 0
    report = relay.report()
    far.wait_line('desk:')
    far.wait_line('Ended by the other end')
    assert far.stop() == 0 and app.stop() == 0
    return check_numbers(shown, details, report)


def receiver_numbers():
    port = qosnet.free_port()
    app = receiver('-o', 'none', '-p', port)
    app.click('Start')
    app.wait_text('Status', f'Waiting for senders on UDP port {port}')
    relay = qosnet.Relay(port, *PATH)
    far = remote_sender(relay.port, 'far desk')
    row = app.find('list item', 'far desk')
    app.wait_text('Status',
                  lambda t: t.startswith(f'1 sender on UDP port {port}'))
    assert re.fullmatch(r'127\.0\.0\.1:\d+', row.text('Address'))
    assert row.text('Codec') == 'AAC 48 kHz mono'
    assert re.fullmatch(r'\d+ bytes at \d\d:\d\d:\d\d', row.text('Last packet'))
    app.wait_until(lambda: row.value('Level') > 0.3, 5, 'a level')
    time.sleep(1)
    shown = read(row, ('Round trip', 'Packets'), 6)
    assert shown['Packets'][-1] > shown['Packets'][0] + 200
    time.sleep(2)
    shown |= read(row, ('Bandwidth',), 4)
    details = app.text('Sound missing detail')
    assert far.stop() == 0
    row.find('label', 'State')
    app.wait_until(lambda: row.text('State') == 'Left', 10, 'the sender goes')
    app.wait_text('Status', f'Waiting for senders on UDP port {port}')
    report = relay.report()
    app.click('Stop')
    app.wait_text('Status', 'Not listening')
    assert app.stop() == 0
    return check_numbers(shown, details, report)


def far_end_misses():
    """The sender shows in a word what the receiver reports."""
    port = qosnet.free_port()
    far = remote_receiver(port)
    relay = qosnet.Relay(port, '--seed', '5', '--fwd', 'only=rtp,loss=15')
    app = sender('-s', 'test', '--start', f'127.0.0.1:{relay.port}')
    app.wait_text('Status', lambda t: re.fullmatch(
        rf'127\.0\.0\.1:{relay.port} is receiving: [\d.]+ % of the sound missing in '
        r'the last \d+ s: \d+ packets? lost.*', t), 20)
    assert app.number('Sound missing') > 2
    assert far.stop() == 0 and app.stop() == 0


def nobody_answers():
    """Shown after 5 s, and gone as soon as somebody answers; the host is
    changed."""
    port, other = qosnet.free_port(), qosnet.free_port()
    app = sender('-s', 'test', '--start', f'127.0.0.1:{port}')
    app.wait_text('Message', f'No report from 127.0.0.1:{port} for 5 s. Check '
                  f'that the receiver is running and that UDP port {port} is '
                  'open. Sending continues.')
    app.wait_text('Status', f'127.0.0.1:{port} does not answer')
    far = remote_receiver(port)
    app.wait_text('Status', HEARD.match)
    app.wait_until(lambda: not app.has('label', 'Message'), 5, 'it is gone')
    app.click('Stop')
    second = remote_receiver(other)
    app.set_text('Host', 'localhost')
    app.set_text('Port', other)
    app.click('Start')
    app.wait_text('Status', HEARD.match)
    assert far.stop() == 0 and second.stop() == 0 and app.stop() == 0


def sender_errors():
    """Each is shown, and the window continues."""
    port = qosnet.free_port()
    far = remote_receiver(port)
    app = sender('-s', 'test', '--start', 'no-such-host.invalid')
    app.wait_text('Message', lambda t: 'was not found' in t and
                  'Check the name' in t)
    app.wait_text('Status', 'Not sending')
    assert not app.has('push button', 'Save Report…')  # nothing to save
    app.click('Close message')
    app.wait_until(lambda: not app.has('label', 'Message'), 5, 'it is closed')
    app.set_text('Host', '  ')
    app.click('Start')
    app.wait_text('Message', "Enter the receiver's name or address as the host.")
    app.choose('Source', 'Default microphone')
    app.set_text('Host', '127.0.0.1')
    app.set_text('Port', port)
    app.click('Start')
    app.wait_text('Message', lambda t: t.startswith('No microphone was found'))
    app.choose('Source', 'Test tone')
    app.click('Start')
    app.wait_text('Status', HEARD.match)
    assert not app.has('label', 'Message')
    assert far.stop() == 0 and app.stop() == 0


def no_plugin():
    app = sender('-s', 'test', '--start', '127.0.0.1', env={
        'GST_PLUGIN_PATH': f'{desktop.directory}/home',
        'GST_REGISTRY': f'{desktop.directory}/registry'})
    app.wait_text('Message', lambda t: 'install the plugin qosaudio' in t)
    assert app.text('Status') == 'Not sending' and app.stop() == 0


def receiver_errors():
    port = qosnet.free_port()
    first = remote_receiver(port)
    app = receiver('-p', port, '-o', 'none', '--start')
    app.wait_text('Message', lambda t: t.startswith(
        f'UDP port {port} is in use. Stop the program'))
    app.wait_text('Status', 'Not listening')
    free = qosnet.free_port()
    app.set_text('Port', free)
    app.choose('Output', 'Default loudspeaker')
    app.click('Start')
    app.wait_text('Message', lambda t: t.startswith('No loudspeaker was found'))
    app.click('Close message')
    app.wait_text('Message', lambda t: t.startswith(
        f'Nothing has arrived on UDP port {free} for 5 s'))
    far = remote_sender(free, 'late')
    app.find('list item', 'late')
    app.wait_until(lambda: not app.has('label', 'Message'), 5, 'it is gone')
    assert first.stop() == 3 and far.stop() == 0 and app.stop() == 0


def recording():
    """Goes to the user's folder, and the window shows where."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none')
    assert not app.is_sensitive('Record')
    app.click('Start')
    far = remote_sender(port, 'desk')
    app.find('list item', 'desk')
    app.click('Record')
    text = app.wait_text('Message', lambda t: t.startswith('Recording to '))
    name = text.removeprefix('Recording to ')
    file = f'{desktop.directory}/home/{name}'
    assert re.fullmatch(r'qos-receiver-[-\d]+\.flac', name), name
    assert os.path.exists(file) and app.is_on('Record'), file
    time.sleep(2)
    app.find('list item', 'desk').click('Mute')
    time.sleep(2)
    app.click('Record')
    app.wait_text('Message', f'Recorded to {name}')
    assert app.has('push button', 'Open')
    assert app.has('push button', 'Show in Folder')
    assert not app.is_on('Record')
    silent = subprocess.run(
        ['ffmpeg', '-hide_banner', '-i', file, '-af',
         'silencedetect=noise=-50dB:d=0.5', '-f', 'null', '-'], check=True,
        capture_output=True, text=True).stderr
    silent = [float(s) for s in re.findall(r'silence_duration: ([\d.]+)',
                                           silent)]
    assert len(silent) == 1 and 1 < silent[0] < 2.5, silent
    found = subprocess.run(['ffprobe', '-v', 'error', '-show_entries',
                            'stream=codec_name,channels:format=duration', '-of',
                            'csv=p=0', file], check=True, capture_output=True,
                           text=True).stdout.split()
    assert found[0] == 'flac,2' and 3 < float(found[1]) < 6, found
    far.stop()
    assert app.stop() == 0


def sdp():
    port = qosnet.free_port()
    app = sender('-s', 'test', '-n', 'desk', '--start', f'127.0.0.1:{port}')
    file = os.path.join(desktop.directory, 'home', 'mine.sdp')
    app.wait_until(lambda: app.is_sensitive('Save SDP'), 5, 'a format')
    app.click('Save SDP')
    app.choose_file(file.removesuffix('.sdp'))  # the extension is already there
    app.wait_until(lambda: os.path.exists(file), 5, 'the SDP')
    with open(file, encoding='ascii') as text:
        text = text.read()
    assert f'm=audio {port} RTP/AVP 96' in text and 's=desk' in text, text
    app.wait_text('Status', f'Sending to 127.0.0.1:{port}, which sends no '
                  'reports')
    assert app.stop() == 0


def sound_file():
    """Chosen in the dialog, listed by its name, and sent."""
    port = qosnet.free_port()
    far = remote_receiver(port)
    app = sender(f'127.0.0.1:{port}')
    app.click('Choose a sound file')
    app.choose_file(qossound.SPEECH)
    app.wait_text('Source', os.path.basename(qossound.SPEECH))
    app.click('Start')
    app.wait_text('Status', HEARD.match)
    assert far.stop() == 0 and app.stop() == 0


def exports():
    """Files and metrics with a window; a failure is shown, and the sound
    continues, in this session and in the next."""
    port, listen = qosnet.free_port(), qosnet.free_tcp_port()
    file = f'{desktop.directory}/numbers.jsonl'
    app = receiver('-p', port, '-o', 'none', '--start', '--json-file', file,
                   '--csv=/dev/full', f'--metrics={listen}')
    app.wait_text('Message', lambda t: t.startswith(
        'Can no longer write to "/dev/full": '))
    far = remote_sender(port, 'desk')
    app.find('list item', 'desk')
    time.sleep(3)

    def count():
        with urllib.request.urlopen(f'http://127.0.0.1:{listen}/metrics',
                                    timeout=5) as answer:
            text = answer.read().decode()
        return [int(n) for n in re.findall(
            r'^qosaudio_inbound_(?:streams|received_packets_total) (\d+)$',
            text, re.M)]

    before = count()
    assert before[0] == 1 and before[1] > 50, before
    app.click('Stop')
    app.wait_text('Status', 'Not listening')
    stopped = count()
    assert stopped[0] == 0 and stopped[1] >= before[1], (before, stopped)
    app.click('Start')
    app.find('list item', 'desk')
    time.sleep(3)
    again = count()
    assert again[0] == 1 and again[1] > stopped[1] + 50, (stopped, again)
    assert not app.has('label', 'Message')
    assert app.stop() == 0 and far.stop() == 0
    with open(file, encoding='utf-8') as lines:
        objects = [json.loads(line) for line in lines]
    # A busy machine has events too.
    assert len(objects) > 10 and {o['type'] for o in objects} >= {
        'inbound-rtp', 'remote-outbound-rtp'}, objects


CHARTS = ('Delay', 'Sound missing', 'Jitter', 'Bandwidth', 'Quality')
CLOCK = re.compile(r'\d\d:\d\d:\d\d')


def read_charts(app):
    return [app.find('chart', name, showing=False).node.description
            for name in CHARTS]


def same_moment(texts):
    """The texts, if they show one moment, 1 to 15 s ago."""
    ages = {re.search(r'([\d.]+) s ago', text).group(1) for text in texts}
    return texts if len(ages) == 1 and 1 <= float(*ages) <= 15 else None


def events_and_cursor():
    """A loss is marked and shown with advice; the cursor reads all charts at
    one moment, by keys and by the pointer."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    relay = qosnet.Relay(port, '--seed', '2', '--fwd', 'only=rtp,loss=8')
    far = remote_sender(relay.port, 'desk')
    app.find('list item', 'desk')
    line = app.find('label', 'loss events', showing=False)
    app.wait_until(lambda: re.fullmatch(
        r'▼  \d\d:\d\d:\d\d — \d+ ms missing: loss( \(\d+ of these\))?\. '
        r'The network lost a packet\..*', line.shown()), 5,
        'a line about it')
    time.sleep(8)
    app.resize(820, 990)
    app.find('chart', 'Delay').node.grabFocus()
    app.press(*['Left'] * 3)
    app.wait_text('Cursor', CLOCK.match)
    # They are read one after the other, and get older meanwhile.
    texts = app.wait_until(lambda: same_moment(read_charts(app)), 5,
                           'all charts read one moment')
    assert re.match(r'Delay: round trip [\d.]+ ms, one way [\d.]+ ± [\d.]+ ms',
                    texts[0]), texts
    for _ in range(20):
        if 'missing: loss' in app.text('Cursor'):
            break
        app.press('Left')
        time.sleep(0.2)
    assert 'missing: loss' in app.text('Cursor')
    app.press('Escape')
    app.wait_text('Cursor', lambda t: t.startswith('Point at a chart'))
    app.resize(420, 500)
    app.find('chart', 'Delay', showing=False).node.grabFocus()
    for name in CHARTS[1:]:
        app.press('Tab')
        # GTK wrongly reports widgets in a flow box as out of sight.
        app.wait_until(lambda name=name: app.find(
            'chart', name, showing=False).node.focused, 5,
            f'"{name}" has the focus')
    app.resize(820, 990)
    app.point(app.find('chart', 'Jitter'), 0.95)
    app.wait_text('Cursor', CLOCK.match)
    app.point(app.find('push button', 'Stop'), 0.5)
    app.wait_text('Cursor', lambda t: t.startswith('Point at a chart'))
    assert far.stop() == 0 and app.stop() == 0


def spans():
    """Chosen by button and by keys, and kept."""
    app = sender()
    assert app.is_on('1 min')
    app.click('30 min')
    app.wait_until(lambda: app.is_on('30 min') and not app.is_on('1 min'), 5,
                   '30 min is on')
    app.press('ctrl+1')
    app.wait_until(lambda: app.is_on('1 min'), 5, '1 min is on')
    assert app.stop() == 0
    again = sender()
    assert again.is_on('1 min') and not again.is_on('5 min')
    assert desktop.setting('org.qosaudio.Sender', 'span') == '1'
    again.press('ctrl+2')
    again.wait_until(lambda: again.is_on('5 min'), 5, '5 min is on')
    assert again.stop() == 0


def export(app, file):
    app.press('ctrl+e')
    app.choose_file(file, all_of_it=True)


def read_csv(file):
    with open(file, encoding='utf-8', newline='') as text:
        rows = list(csv.DictReader(text))
    times = [datetime.datetime.fromisoformat(row['time']) for row in rows]
    assert times == sorted(times) and len(rows) >= 4, rows
    age = datetime.datetime.now(datetime.timezone.utc) - times[-1]
    assert age.total_seconds() < 10, rows[-1]
    return rows


def chart_exports():
    """By the extension of the name; what cannot be written is shown."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    app.press('ctrl+e')  # nothing to export yet
    far = remote_sender(port, 'desk')
    app.find('list item', 'desk')
    time.sleep(4)
    base = f'{desktop.directory}/home/charts'
    for ending, start in (('.png', b'\x89PNG'), ('.svg', b'<?xml'),
                          ('.csv', b'time,rtt-ms,')):
        export(app, base + ending)
        app.wait_text('Message', 'The charts were exported.')
        with open(base + ending, 'rb') as file:
            assert file.read(len(start)) == start, ending
        app.click('Close message')
    rows = read_csv(base + '.csv')
    assert 90 < float(rows[-1]['media-kbps']) < 200, rows[-1]
    assert rows[0]['late-percent'] == '' and rows[-1]['late-percent'] == '0'
    export(app, base + '.doc')
    app.wait_text('Message', '"charts.doc" has no known file type: it must '
                  'end in .png, .svg or .csv.')
    app.click('Close message')
    export(app, '/proc/charts.csv')
    app.wait_text('Message', lambda t: '/proc/charts.csv' in t)
    assert far.stop() == 0 and app.stop() == 0


def reports():
    """Offered when a session has ended, and available while it runs; a new
    session gets a new one."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    app.press('ctrl+shift+r')  # nothing to report yet
    far = remote_sender(port, 'desk')
    app.find('list item', 'desk')
    time.sleep(2)
    assert not app.has('push button', 'Save Report…')
    file = f'{desktop.directory}/home/running.html'
    app.press('ctrl+shift+r')
    app.choose_file(file, all_of_it=True)
    app.wait_text('Message', 'The report was saved.')
    app.click('Close message')
    app.click('Stop')
    app.wait_until(lambda: app.has('push button', 'Save Report…'), 10,
                   'the offer')
    file = f'{desktop.directory}/home/over.html'
    app.click('Save Report…')
    app.choose_file(file, all_of_it=True)
    app.wait_text('Message', 'The report was saved.')
    assert not app.has('push button', 'Save Report…')
    with open(file, encoding='utf-8') as text:
        page = text.read()
    assert page.startswith('<!DOCTYPE html>') and 'desk' in page, page[:300]
    assert '<svg' in page and 'Sound that was received' in page
    assert far.stop() == 0
    app.click('Start')
    app.wait_until(lambda: app.has('push button', 'Stop'), 10, 'it runs')
    app.click('Stop')
    time.sleep(1)
    assert not app.has('push button', 'Save Report…')  # there was no sender
    assert app.stop() == 0


def keyboard():
    port = qosnet.free_port()
    # GTK 3.24.38 complains about its own widget when a window is destroyed
    # whose shortcuts were shown to a screen reader.
    app = sender('-s', 'test', f'127.0.0.1:{port}', env={'G_DEBUG': ''})
    app.press('ctrl+Return')
    app.wait_text('Status', lambda t: t.startswith('Waiting for '))
    app.press('ctrl+F1')
    app.find(None, 'Start or stop')
    app.press('Escape')
    app.press('F10', title='QoS Sender')
    app.find(None, 'About QoS Sender')
    app.press('Escape')
    app.press('ctrl+Return', title='QoS Sender')
    app.wait_text('Status', 'Not sending')
    app.press('ctrl+q', title='QoS Sender')
    assert app.closed() == 0, app.program.lines


def settings_are_kept():
    port = qosnet.free_port()
    app = sender('-s', 'test', '-n', 'keeper', '-b', '96', '--start',
                 f'localhost:{port}')
    app.wait_text('Status', lambda t: 'localhost' in t)
    app.resize(640, 700)
    app.wait_until(lambda: desktop.setting('org.qosaudio.Sender', 'height')
                   != '640', 5, 'the size is kept')
    size = [desktop.setting('org.qosaudio.Sender', key)
            for key in ('width', 'height')]
    assert app.stop() == 0
    again = sender()
    assert again.text('Host') == 'localhost'
    assert again.number('Port') == port and again.text('Name') == 'keeper'
    assert again.number('Bit rate') == 96
    assert again.text('Source') == 'Test tone'
    assert [desktop.setting('org.qosaudio.Sender', key)
            for key in ('width', 'height')] == size
    assert again.stop() == 0


def ranges():
    """Numbers of the form have the ranges of the elements' properties, or the
    narrower ones that the help of the apps states."""
    for start, expected in (
            (sender, {'Port': (1, 65535), 'Bit rate': (8, 512)}),
            (receiver, {'Port': (1, 65535), 'Latency': (0, 10000)})):
        app = start()
        for name, values in expected.items():
            node = app.find('spin button', name).node
            found = (node.minValue, node.maxValue)
            assert found == values, (name, found)
        assert app.stop() == 0


CONTROLS = ('push button', 'toggle button', 'combo box', 'text', 'spin button',
            'slider', 'level bar', 'list box', 'chart', 'check box')


def names_for_all():
    """A screen reader has a name for every control, and the text of its
    tooltip."""
    port = qosnet.free_port()
    near = receiver('-p', port, '-o', 'none', '--start')
    app = sender('-s', 'test', '--start', f'127.0.0.1:{port}')
    near.find('chart', 'Jitter', showing=False)
    for window in (near, app):
        parts = [part for role in CONTROLS for part in window.all(role)]
        assert len(parts) >= 10, len(parts)
        bare = [part.role for part in parts if not part.name]
        assert not bare, bare
    assert app.stop() == 0 and near.stop() == 0


def speech():
    """Speech into the microphone comes out of the loudspeaker, with windows on
    both sides; then the microphone is unplugged, and comes back."""
    if not shutil.which('pulseaudio'):
        raise qosnet.Skip('no PulseAudio')
    with tempfile.TemporaryDirectory() as directory, \
            qossound.Sound(directory) as sound:
        env = {k: v for k, v in sound.environment.items()
               if k.startswith('PULSE')}
        sound.add_sink('usb', 'Desk')
        port = qosnet.free_port()
        near = receiver('-p', port, '-l', '150', '-o', 'auto', '--start',
                        env=env)
        app = sender('-s', 'auto', f'127.0.0.1:{port}', env=env)
        assert 'Monitor of Desk' in app.items('Source')
        app.click('Start')
        app.wait_text('Status', HEARD.match, timeout=15)
        file = os.path.join(directory, 'heard.wav')
        recorder = sound.record(file)
        time.sleep(1)
        sound.play()
        time.sleep(1.5)
        recorder.stop()
        like, _ = qossound.likeness(qossound.samples(file),
                                    qossound.samples(qossound.SPEECH))
        other, _ = qossound.likeness(qossound.samples(file),
                                     qossound.samples(qossound.OTHER_SPEECH))
        assert other < 0.6 and like > 0.9, (other, like)
        app.click('Stop')
        app.choose('Source', 'Monitor of Desk')
        app.click('Start')
        app.wait_text('Status', HEARD.match, timeout=15)
        sound.remove_sink('usb')
        app.wait_text('Message', '"Monitor of Desk" was unplugged. Sending '
                      'continues when it or another is connected.')
        app.wait_text('Status', 'Waiting for the microphone')
        sound.add_sink('usb', 'Desk')
        app.wait_text('Status', HEARD.match, timeout=15)
        assert not app.has('label', 'Message')
        assert app.stop() == 0 and near.stop() == 0
    return f'likeness {like:.3f}'


CASES = [
    ('sender: numbers', sender_numbers),
    ('receiver: numbers', receiver_numbers),
    ('sender: sound is missing there', far_end_misses),
    ('sender: no answer', nobody_answers),
    ('sender: errors', sender_errors),
    ('sender: no plugin', no_plugin),
    ('receiver: errors', receiver_errors),
    ('receiver: recording', recording),
    ('sender: SDP', sdp),
    ('sender: sound file', sound_file),
    ('receiver: exports', exports),
    ('receiver: events and cursor', events_and_cursor),
    ('spans', spans),
    ('receiver: charts as files', chart_exports),
    ('receiver: reports', reports),
    ('keyboard', keyboard),
    ('settings are kept', settings_are_kept),
    ('ranges of numbers', ranges),
    ('names for all controls', names_for_all),
    ('speech, and a microphone that comes and goes', speech),
]

if __name__ == '__main__':
    qoswindows.run(CASES)
