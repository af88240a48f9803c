# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The apps without a window: their numbers against the relay, their exit
statuses, and their errors. APPS names the apps folder of the build."""

import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time

import qosnet

SENDER = os.path.join(os.environ['APPS'], 'sender', 'qos-sender')
RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
SPEECH = '/usr/share/sounds/alsa/Front_Center.wav'

# No display and no sound system: the user's PulseAudio is not used.
NOTHING = {'DISPLAY': '', 'WAYLAND_DISPLAY': '', 'LC_ALL': 'C.UTF-8',
           'PULSE_SERVER': 'unix:/nonexistent'}


class App(qosnet.Program):
    """One of the apps; standard error is kept apart."""

    def __init__(self, *argv, env=None):
        self.objects = []  # JSON lines
        super().__init__(list(argv), env={**NOTHING, **(env or {})},
                         on_line=self._on_json)

    def _on_json(self, line):
        if line.startswith('{'):
            self.objects.append(json.loads(line))

    def of(self, message):
        return [line for line in self.objects if line['message'] == message]

    def wait_running(self):
        self.wait_for(lambda: any(s['state'] == 'running'
                                  for s in self.of('state')), 15, 'running')


def ask(*argv, timeout=30):
    """Runs to the end. Returns the exit status, standard output and standard
    error."""
    done = subprocess.run(argv, env={**os.environ, **NOTHING}, check=False,
                          capture_output=True, text=True, timeout=timeout)
    return done.returncode, done.stdout, done.stderr


def numbers():
    """A bad path: both ends show what the relay did."""
    port = qosnet.free_port()
    receiver = App(RECEIVER, '--json', '-o', 'none', str(port))
    receiver.wait_running()
    relay = qosnet.Relay(port, '--seed', '7', '--fwd', 'loss=5,delay=30',
                         '--fwd', 'only=rtcp,delay=30', '--rev', 'delay=10')
    sender = App(SENDER, '--json', '-s', 'test', '-n', 'desk', '-d', '10',
                 f'127.0.0.1:{relay.port}')
    assert sender.wait(30) == 0, sender.lines[-5:]
    time.sleep(2)
    assert receiver.stop() == 0, receiver.lines[-5:]
    truth = qosnet.one_stream(relay.report())
    last = receiver.of('qosstats')[-1]
    assert last['end-reason'] == 'bye' and last['name'] == 'desk', last
    assert last['packets-received'] == truth['delivered_unique'], (last, truth)
    assert abs(last['packets-lost'] - truth['lost_inside']) <= 1, (last, truth)
    assert truth['lost_inside'] > 5, truth
    for program, message in ((sender, 'qospay'), (receiver, 'qosstats')):
        rtts = sorted(m['rtt-ms'] for m in program.of(message)
                      if 'rtt-ms' in m)
        assert len(rtts) >= 10 and abs(rtts[len(rtts) // 2] - 40) <= 3, rtts
    rate = [m['wire-kbps'] for m in receiver.of('qosstats')[2:-3]]
    sent = [m['wire-kbps'] for m in sender.of('qospay')[2:-2]]
    assert abs(sum(rate) / len(rate) / (sum(sent) / len(sent)) - 0.95) < 0.05
    for program in (sender, receiver):
        summary = program.of('summary')
        assert len(summary) == 1 and summary[0]['streams'] == 1, summary
        times = [m['time'] for m in program.objects]
        assert times == sorted(times) and all(
            re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', t)
            for t in times)
    assert receiver.of('summary')[0]['packets-lost'] == last['packets-lost']
    return f'{truth["lost_inside"]} lost, {rtts[len(rtts) // 2]:.1f} ms'


def plain_lines():
    """If standard output is not a terminal: a line a second, and a summary."""
    port = qosnet.free_port()
    receiver = App(RECEIVER, '--headless', '-o', 'none', '-l', '500', str(port))
    receiver.wait_line(f'Listening on UDP port {port}, playout delay 500 ms.')
    status, out, err = ask(SENDER, '--headless', '-s', SPEECH, '-n', 'a\nb',
                           '-d', '4', '-b', '64', f'127.0.0.1:{port}')
    assert status == 0, (out, err)
    lines = out.splitlines()
    assert lines[0] == (f'Sending file://{SPEECH} to 127.0.0.1:{port} at '
                        '64 kbit/s.'), lines
    shown = [l for l in lines if re.match(
        rf'127\.0\.0\.1:{port}: No sound missing in the last \d+ s; lost 0, '
        r'(late 0\.0 %, )?(round trip [\d.]+ ms, )?jitter [\d.]+ ms, '
        r'bandwidth \d+ kbit/s, packets \d+', l)]
    assert 2 <= len(shown) <= 6, lines
    assert re.match(r'Ended after [34]\.\d s, 1 stream:$', lines[-2]), lines
    assert re.match(rf'  127\.0\.0\.1:{port}: \d+ packets sent, 0 lost on the '
                    r'way(, 0\.0 % arrived too late)?\.$', lines[-1]), lines
    receiver.wait_line(' 0 late. Ended by the other end.')
    assert receiver.stop(sign=signal.SIGTERM) == 0
    assert any(l.startswith('a b: ') for l in receiver.lines), receiver.lines
    assert re.match(r'  a b: no sound missing, 0 of \d+ packets lost, 0 late\.$',
                    receiver.lines[-1]), receiver.lines[-1]


def wrong_use():
    """Exit status 2, and what to do."""
    for argv, text in (
            ((SENDER, '--headless'), 'without a window, HOST is needed.'),
            ((SENDER, '--json', '-p', '0', 'host'), 'port 0: must be 1'),
            ((SENDER, '--json', 'host:70000'), "70000"),
            ((SENDER, '--json', 'a', 'b'), '"b": too many arguments, expected one HOST.'),
            ((SENDER, '--json', '-b', '7', 'host'), '--bitrate=7: must be'),
            ((SENDER, '--json', '-b', '-1', 'host'), '--bitrate=-1: must be'),
            ((RECEIVER, '--json', '--latency=-1'), '--latency=-1: must be 0'),
            ((SENDER, '--json', '-d', '-1', 'host'), '--duration=-1'),
            ((SENDER, '--nonsense'), 'Unknown option --nonsense'),
            ((RECEIVER, '--json', '0'), 'invalid port "0"'),
            ((RECEIVER, '--json', 'x'), 'invalid port "x"'),
            ((SENDER, '--json', 'http://127.0.0.1:5004'),
             'the address must begin with qos://'),
            ((SENDER, '--json', 'qos://host:5004?dscp=99'), '"99" is not a valid value'),
            ((SENDER, '--json', 'host:0'), 'port 0: must be 1 to'),
            ((RECEIVER, '--json', 'http://127.0.0.1:5004'),
             'the address must begin with qos://'),
            ((RECEIVER, '--json', 'qos://127.0.0.1?latency=soon'),
             '"soon" is not a valid value for latency'),
            ((RECEIVER, '--json', 'qos://127.0.0.1?latency=20000'),
             '=20000: must be 0 to 10000 ms.'),
            ((RECEIVER, '--json', '--max-sources=0'), '=0: must be 1 to'),
            ((RECEIVER, '--json', '--sdp=/etc/passwd'),
             '"/etc/passwd" is not an SDP file'),
            ((RECEIVER, '--json', '--sdp=/nonexistent'),
             'Cannot read "/nonexistent": No such file'),
            ((RECEIVER, '--json', '--caps=,,'), '",," are not caps'),
            ((RECEIVER, '--json', '--caps=audio/x-raw,rate=1'),
             'they must begin with "application/x-rtp"'),
            ((RECEIVER, '--json', '--caps=application/x-rtp,payload=8'),
             'clock-rate=NUMBER and encoding-name=NAME are needed'),
            ((RECEIVER, '--json', '-r', '/tmp/x.mp3'), 'ends in .flac or .wav'),
            ((RECEIVER, '--json', '-r', '/dev/null/x.wav'),
             'Cannot record to "/dev/null/x.wav": Not a directory'),
            ((RECEIVER, '--json', '--report=/nonexistent/a.html'),
             '--report=/nonexistent/a.html: the report cannot be written:'
             ' No such file or directory.'),
            ((RECEIVER, '--json', '-l', '10001'), '--latency=10001: must be'),
            ((RECEIVER, '--json', '1', '2'), '"2": too many arguments, expected one PORT.')):
        status, out, err = ask(*argv)
        assert status == 2 and not out and text in err, (argv, status, err)
        assert '--help.' in err, err


def failures():
    """Exit status 1, and what to do."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(('0.0.0.0', 0))
        port = taken.getsockname()[1]
        for argv, text in (
                ((SENDER, '-s', 'test', 'no-such-host.invalid'),
                 'The host "no-such-host.invalid" was not found. Check the '
                 'name, or give its IP address.'),
                ((SENDER, '127.0.0.1'), 'No microphone was found. Connect one'),
                ((SENDER, '-s', 'no such', '127.0.0.1'),
                 'Device "no such" not found. Connect it'),
                ((RECEIVER, '-o', 'none', str(port)),
                 f'UDP port {port} is in use. Stop the program'),
                ((RECEIVER, '-o', 'no such'), 'Device "no such" not found')):
            status, out, err = ask(*argv, '--headless', '-d', '5')
            assert status == 1 and text in err, (argv, status, err)
            assert not out and err.count('\n') == 1, (out, err)
            assert err.startswith(os.path.basename(argv[0]) + ': '), err
    with tempfile.TemporaryDirectory() as folder:
        status, _, err = ask('env', f'GST_PLUGIN_PATH={folder}',
                             f'GST_REGISTRY={folder}/registry', SENDER,
                             '--headless', '-s', 'test', '127.0.0.1')
    assert status == 1 and 'install the plugin qosaudio' in err, err
    status, _, err = ask(SENDER)
    assert status == 1 and 'use --headless' in err, (status, err)


def sources_without_sound():
    """What is wrong with a file, which file it is, and what to do."""
    with tempfile.TemporaryDirectory() as folder:
        video = f'{folder}/video.mp4'
        subprocess.run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i',
                        'testsrc=d=1:s=160x120', '-c:v', 'mpeg4', video],
                       check=True)
        empty = f'{folder}/empty.wav'
        with open(empty, 'wb'):
            pass
        for source, text in (
                ('nosuch.mp3', 'File "nosuch.mp3" not found. Check its path.'),
                (folder, f'"{folder}" is not a file. Choose a sound file'),
                ('/etc/passwd', 'Cannot play "/etc/passwd": This appears to be '
                 'a text file. Choose a sound file'),
                (empty, f'Cannot play "{empty}": '),
                (video, f'Cannot play "{video}": It has no sound. '
                 'Choose a sound file')):
            status, out, err = ask(SENDER, '--headless', '-s', source, '-d',
                                   '5', f'127.0.0.1:{qosnet.free_port()}')
            assert status == 1 and not out, (source, status, out)
            assert err.startswith(f'qos-sender: {text}'), (source, err)
            assert err.count('\n') == 1, (source, err)


def alone():
    """No receiver or no sender: reported after 5 s; exit status 3."""
    port = qosnet.free_port()
    sender = App(SENDER, '--headless', '-s', 'test', '-d', '7',
                 f'127.0.0.1:{port}')
    other = qosnet.free_port()
    status, _, err = ask(RECEIVER, '--headless', '-o', 'none', '-d', '7',
                         str(other))
    assert status == 3 and f'Nothing has arrived on UDP port {other}' in err, err
    assert sender.wait(20) == 3, sender.lines
    assert (f'qos-sender: No report from 127.0.0.1:{port} for 5 s. Check '
            f'that the receiver is running and that UDP port {port} is open. '
            'Sending continues.') in sender.lines, (
                sender.lines)


def silence_ends():
    """The receiver starts late, stops, and starts again."""
    port = qosnet.free_port()
    sender = App(SENDER, '--json', '-s', 'test', f'127.0.0.1:{port}')
    for n in (1, 2):
        sender.wait_for(
            lambda n=n: len([p for p in sender.of('problem')
                             if p['kind'] == 'silence' and not p['is-over']])
            == n, 20, 'silence is reported')
        receiver = App(RECEIVER, '--json', '-o', 'none', str(port))
        sender.wait_for(
            lambda n=n: len([p for p in sender.of('problem') if p['is-over']])
            == n, 10, 'it is over')
        assert receiver.stop() == 0
    assert sender.stop() == 0


def address_with_query():
    """What a qos:// address asks for is done; IPv6 is shown in brackets."""
    port = qosnet.free_port()
    receiver = App(RECEIVER, '--headless', '-o', 'none',
                   f'qos://[::1]:{port}?latency=320&max-sources=3')
    receiver.wait_line(f'Listening on UDP port {port}, playout delay 320 ms.')
    sender = App(SENDER, '--json', '-s', 'test', '-d', '3',
                 f'qos://[::1]:{port}?name=desk&mtu=200')
    assert sender.wait(20) == 0, sender.lines[-5:]
    last = sender.of('qospay')[-1]
    size = last['bytes-sent'] / last['packets-sent']
    assert size <= 200 and last['packets-sent'] > 3 * 80, last
    assert receiver.stop() == 0
    assert any(l.startswith('desk: ') for l in receiver.lines), receiver.lines
    status, out, _ = ask(SENDER, '--headless', '-s', 'test', '-d', '1',
                         f'[::1]:{port}')
    assert f'Sending test to [::1]:{port} at 128 kbit/s.' in out, out
    assert status == 3


SDP = """v=0
o=- 0 0 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio {port} RTP/AVP 101 100
a=rtpmap:101 telephone-event/8000
a=rtpmap:100 PCMA/8000
m=video {video} RTP/AVP 102
a=rtpmap:102 H264/90000
"""


def played(app):
    return max(m.get('packets-played', 0) for m in app.of('qosstats'))


def formats():
    """A sender of unknown format is not played, which is reported once; an SDP
    file or caps give the format."""
    port = qosnet.free_port()
    sender = qosnet.launch(
        'audiotestsrc is-live=true samplesperbuffer=160 ! '
        f'audio/x-raw,rate=8000 ! alawenc ! rtppcmapay pt=100 ! tee name=t '
        f't. ! queue ! udpsink host=127.0.0.1 port={port} '
        f't. ! queue ! udpsink host=127.0.0.1 port={port + 1}')
    with tempfile.TemporaryDirectory() as folder:
        file = f'{folder}/a.sdp'
        with open(file, 'w', encoding='ascii') as sdp_file:
            sdp_file.write(SDP.format(port=port, video=port + 2))
        plain = App(RECEIVER, '--headless', '-o', 'none', '-d', '5', str(port))
        named = App(RECEIVER, '--json', '-o', 'none', '-d', '3', '--sdp', file,
                    str(port + 1))
        assert named.wait(20) == 0 and plain.wait(20) == 0
    assert played(named) > 50
    assert not named.of('qosnotice'), named.of('qosnotice')
    notices = [l for l in plain.lines if re.match(r'\d\d:\d\d:\d\d 127', l)]
    assert len(notices) == 1 and '100' in notices[0], plain.lines
    assert any('Not heard: its format is not known' in l
               for l in plain.lines), plain.lines
    assert '; it was not played.' in plain.lines[-1], plain.lines
    caps = ('application/x-rtp,media=audio,encoding-name=PCMA,payload=100,'
            'clock-rate=8000')
    given = App(RECEIVER, '--json', '-o', 'none', '-d', '3', '--caps', caps,
               str(port))
    silent = App(RECEIVER, '--json', '-o', 'none', '-d', '3', str(port + 1))
    assert given.wait(20) == 0 and silent.wait(20) == 0
    assert played(given) > 50
    found = silent.of('qosnotice')
    assert len(found) == 1 and found[0]['notice'] == 'format-unknown', found
    sender.stop()


def recording():
    """The mix of two senders, complete when the receiver has ended; it has
    three seconds of the tone."""
    with tempfile.TemporaryDirectory() as folder:
        for ending in ('flac', 'wav'):
            port = qosnet.free_port()
            file = os.path.join(folder, 'mix.' + ending)
            receiver = App(RECEIVER, '--json', '-o', 'none', '-r', file,
                           str(port))
            receiver.wait_running()
            senders = [App(SENDER, '--json', '-s', 'test', '-d', '4',
                           f'127.0.0.1:{port}') for _ in range(2)]
            assert [s.wait(20) for s in senders] == [0, 0]
            assert receiver.stop() == 0
            found = subprocess.run(
                ['ffmpeg', '-hide_banner', '-i', file, '-af',
                 'silencedetect=noise=-50dB:d=0.1', '-f', 'null', '-'],
                check=True, capture_output=True, text=True).stderr
            assert '48000 Hz, stereo' in found, found
            length = re.findall(r'time=00:00:([\d.]+)', found)[-1]
            silent = sum(map(float, re.findall(
                r'silence_duration: ([\d.]+)', found)))
            assert 3 < float(length) - silent < 5.5, found


def sdp():
    """Another player receives, using the SDP."""
    port = qosnet.free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, 'a.sdp')
        sender = App(SENDER, '--json', '-s', 'test', '--sdp', file,
                     f'127.0.0.1:{port}')
        sender.wait_for(lambda: os.path.exists(file), 10, 'an SDP')
        found = subprocess.run(
            ['ffprobe', '-v', 'error', '-protocol_whitelist', 'file,rtp,udp',
             '-show_entries', 'stream=codec_name,sample_rate', '-of', 'csv',
             file], check=True, capture_output=True, text=True, timeout=30)
        sender.wait_for(lambda: any(
            'a player that uses the SDP file sends no reports' in
            p.get('text', '') for p in sender.of('problem')), 15, 'no report')
        assert not any(p['kind'] == 'silence' for p in sender.of('problem'))
        assert sender.stop() == 0, sender.lines[-5:]
    assert found.stdout.strip() == 'stream,aac,48000', found


CASES = [
    ('numbers', numbers),
    ('alone', alone),
    ('silence ends', silence_ends),
    ('plain lines', plain_lines),
    ('recording', recording),
    ('address with a query', address_with_query),
    ('formats', formats),
    ('SDP', sdp),
    ('failures', failures),
    ('sources without sound', sources_without_sound),
    ('wrong use', wrong_use),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=3)
    tap.finish()
