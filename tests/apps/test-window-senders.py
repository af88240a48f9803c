# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The receiver's window: how it shows that a sender is bad, silent, not played
or gone, and what the user can do about it."""

import re
import signal
import socket
import struct
import time

import qosnet
import qoswindows
from qoswindows import desktop, remote_sender, receiver


def order(app):
    """Names of the rows, from top to bottom."""
    rows = sorted((row.node.position[1], row.name)
                  for row in app.all('list item') if row.name)
    return [name for _, name in rows]


def three_senders():
    """In order, each with its own volume and charts. One that leaves stays in
    the list until it is cleared, and its volume is remembered by its name."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    app.wait_text('Status', f'Waiting for senders on UDP port {port}')
    names = ['one 10', 'one 9', '<i>Zwei</i>']  # no markup
    far = {name: remote_sender(port, name) for name in names}
    rows = {name: app.find('list item', name) for name in names}
    app.wait_text('Status', lambda t: '3 senders' in t)
    assert order(app) == ['<i>Zwei</i>', 'one 9', 'one 10'], order(app)
    rows['one 9'].click('Mute')
    assert rows['one 9'].is_on('Mute') and not rows['<i>Zwei</i>'].is_on('Mute')
    rows['one 9'].set_value('Volume', 50)
    assert rows['one 9'].value('Volume') == 50
    assert app.find('chart', 'Delay').node.description.startswith('Delay: ')
    packets = rows['one 9'].number('Packets')
    assert far['one 9'].stop() == 0
    app.wait_until(lambda: rows['one 9'].text('State') == 'Left', 10, 'it goes')
    app.wait_text('Status', lambda t: '2 senders' in t)
    assert order(app) == ['<i>Zwei</i>', 'one 10', 'one 9'], order(app)
    assert rows['one 9'].text('State detail').startswith('Ended by the other end')
    assert rows['one 9'].number('Packets') >= packets
    far['one 9'] = remote_sender(port, 'one 9')
    app.wait_text('Status', lambda t: '3 senders' in t)
    again = app.find('list item', 'one 9')
    app.wait_until(lambda: again.is_on('Mute') and
                   again.value('Volume') == 50, 10, 'it is muted again')
    assert app.find('list item', '<i>Zwei</i>').value('Volume') == 100
    app.click('Clear Left')
    app.wait_until(lambda: order(app) == ['<i>Zwei</i>', 'one 9', 'one 10'], 5,
                   'what left is cleared')
    count = rows['<i>Zwei</i>'].number('Packets')
    app.wait_until(lambda: rows['<i>Zwei</i>'].number('Packets') > count, 5,
                   'numbers move')
    app.click('Stop')
    app.wait_text('Status', 'Not listening')
    app.wait_until(lambda: {app.find('list item', name).text('State')
                            for name in names} == {'Left'}, 10, 'all go')
    assert app.find('chart', 'Delay', showing=False)
    assert app.find('label', 'To the ear', showing=False).shown() == '–'
    for program in far.values():
        program.stop()
    app.click('Start')
    app.wait_until(lambda: not order(app), 5, 'the list is new')
    assert app.stop() == 0


LATE = ('--seed', '3', '--fwd', 'only=rtp,jitter-reorder=180,delay=30')
ADVICE = re.compile(r'far: [\d.]+ % of the sound missing in the last \d+ s: '
                    r'.*\d+ packets late.* A playout delay of (\d+) ms instead '
                    r'of 100 would have saved \d+ % of the late packets\.')


def bad_stream():
    """Among good streams it is noticed at once, with the reason. The button
    for the advice fixes it while it plays, and keeps the history."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    relay = qosnet.Relay(port, *LATE)
    near = remote_sender(port, 'near')
    far = remote_sender(relay.port, 'far')
    row = app.find('list item', 'far')
    app.wait_until(lambda: row.text('State').startswith('Bad '), 10, 'it is')
    assert re.match(r'[\d.]+ % of the sound missing', row.text('State detail'))
    # An overtaken packet counts as lost until it comes.
    app.wait_until(lambda: (row.number('Late') or 0) > 5 and
                   (row.number('Packet loss') or 0) < 5, 10, 'late, not lost')
    app.wait_text('Status', lambda t: t.endswith('of 2 senders: sound missing'))
    good = app.find('list item', 'near')
    assert good.number('Late') < row.number('Late')
    text = app.wait_text('Advice', ADVICE.match)
    advised = int(ADVICE.match(text).group(1))
    app.click('Show')
    app.wait_until(lambda: (app.number('Sound missing') or 0) > 5, 5,
                   'it is shown')
    charts = app.find('chart', 'Sound missing', showing=False)
    assert app.is_sensitive('Latency') and not app.is_sensitive('Port')
    button = [part.name for part in app.all('push button')
              if part.name.startswith('Use ')]
    advised = int(button[0].split()[1])
    app.click(button[0])
    app.wait_until(lambda: app.number('Latency') == advised, 5, 'it is used')
    app.wait_until(lambda: row.text('State') == 'Good' or
                   row.number('Late') < 3, 25, 'it is fixed')
    app.wait_until(lambda: not app.has('label', 'Advice') or
                   not ADVICE.match(app.text('Advice')), 25, 'the advice goes')
    charts.node.grabFocus()
    app.press('Home')
    assert not charts.node.description.endswith('no data yet')
    assert near.stop() == 0 and far.stop() == 0 and app.stop() == 0
    return f'{advised} ms'


def format_given():
    """A sender of unknown format is shown as not heard, with the reason;
    entering the format in the dialog makes it play."""
    port = qosnet.free_port()
    sdp_file = f'{desktop.directory}/home/opus.sdp'
    app = receiver('-p', port, '-o', 'none', '--start')
    far = qosnet.Program(
        ['ffmpeg', '-v', 'error', '-re', '-f', 'lavfi', '-i',
         'sine=frequency=440:sample_rate=48000', '-c:a', 'libopus', '-f', 'rtp',
         '-sdp_file', sdp_file, f'rtp://127.0.0.1:{port}'])
    desktop.programs.append(far)
    app.wait_text('Advice', lambda t: 'Not heard: its format is not known' in t,
                  15)
    app.wait_text('Status', f'1 sender on UDP port {port}, 1 not heard')
    name = order(app)[0]
    row = app.find('list item', name)
    assert row.text('State') == 'Not heard', row.text('State')
    app.click('Set Format…')
    dialog = app.find('dialog')
    dialog.click('Use Format')
    app.wait_text('Error', 'Choose an SDP file, or enter caps.')
    dialog.set_text('Caps', 'payload=')
    dialog.click('Use Format')
    app.wait_text('Error', lambda t: 'payload=' in t)
    dialog.set_text('Caps', 'media=audio,encoding-name=OPUS,clock-rate=48000,'
                    'payload=97')
    dialog.click('Use Format')
    app.wait_until(lambda: not app.has('dialog'), 5, 'the dialog closes')
    row = app.find('list item', name)
    app.wait_until(lambda: row.text('Codec').startswith('Opus'), 15, 'a codec')
    app.wait_until(lambda: row.value('Level') > 0.1, 10, 'a level')
    app.wait_until(lambda: row.text('State') not in ('Not heard', 'Left'), 10,
                   'it is heard')
    far.stop()
    assert app.stop() == 0


def made_up_senders():
    """Hundreds of made-up senders only fill the list, and the window still
    responds."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    app.wait_text('Status', lambda t: t.startswith('Waiting'))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for number in range(10):
            for ssrc in range(1, 451):
                out.sendto(struct.pack('>BBHII', 0x80, 0, number, 160 * number,
                                       ssrc) + bytes(160),
                           ('127.0.0.1', port))
                time.sleep(0.0001)
    # Each look walks the widgets of 200 rows: seconds, on a busy machine many.
    app.wait_text('Status', lambda t: t.endswith(' more not listed'), 120)
    app.click('Stop', 60)
    app.wait_text('Status', 'Not listening', 60)
    assert app.stop() == 0


def silent_sender():
    """Shown after 2 s, and again when it comes back."""
    port = qosnet.free_port()
    app = receiver('-p', port, '-o', 'none', '--start')
    far = remote_sender(port, 'far')
    row = app.find('list item', 'far')
    app.wait_until(lambda: row.value('Level') > 0.3, 5, 'a level')
    far.process.send_signal(signal.SIGSTOP)
    try:
        app.wait_until(lambda: re.fullmatch(
            r'Silent for [2-9] s', row.text('State detail') if
            row.has('label', 'State detail') else ''), 10, 'it is shown')
        app.wait_text('Status', f'1 sender on UDP port {port}, 1 silent')
        assert row.value('Level') == 0
    finally:
        far.process.send_signal(signal.SIGCONT)
    app.wait_until(lambda: not row.text('State').startswith('Silent'), 10,
                   'it is back')
    app.wait_until(lambda: row.value('Level') > 0.3, 5, 'a level')
    assert far.stop() == 0 and app.stop() == 0


CASES = [
    ('receiver: three senders', three_senders),
    ('receiver: a bad stream', bad_stream),
    ('receiver: a format is given', format_given),
    ('receiver: a silent sender', silent_sender),
    ('receiver: made-up senders', made_up_senders),
]

if __name__ == '__main__':
    qoswindows.run(CASES)
