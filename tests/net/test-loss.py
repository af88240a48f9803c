# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Loss, duplicates and reordering: shown is what was made, to the packet."""

import os
import signal
import tempfile
import time

import qosnet

SECONDS = 12


def run(faults, extra='', seconds=SECONDS, latency=300):
    """Sends through faults. Returns the report and the last messages of both
    ends."""
    with tempfile.TemporaryDirectory() as played:
        truth, shown, sent = send_and_play(faults, extra, seconds, latency,
                                           played)
        # A late packet is late, even where the jitter buffer lets it through.
        came_out = len(os.listdir(played))
    assert 0 <= came_out - shown[-1]['packets-played'] <= \
        shown[-1]['packets-late'], (came_out, shown[-1])
    return truth, shown, sent


def send_and_play(faults, extra, seconds, latency, played):
    """played: a directory that gets a file for each access unit."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(port, f'! multifilesink location={played}/%05d',
                               f'latency={latency}')
    relay = qosnet.Relay(port, '--seed', '7', *faults)
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(seconds)) +
        f'qossink uri=qos://127.0.0.1:{relay.port}{extra}')
    assert sender.wait(seconds + 15) == 0, sender.lines
    assert receiver.wait(20) == 0, receiver.lines
    sender.check_clean()
    receiver.check_clean()
    shown = receiver.fields('qosstats')
    assert shown[-1]['end-reason'] == 'bye', shown[-1]
    assert 'end-reason' not in shown[-2]
    return qosnet.one_stream(relay.report()), shown, sender.fields('qospay')


def check_books(shown):
    """All packets that came were played, late, waiting or skipped, in every
    message; in the last one none is waiting."""
    for m in shown:
        assert m['books-balanced'], m
        assert m['packets-expected'] == \
            m['packets-received'] + m['packets-lost'], m
        if 'packets-played' in m:
            assert m['packets-received'] == m['packets-played'] + \
                m['packets-late'] + m['packets-waiting'] + \
                m['packets-skipped'], m
            assert m['packets-waiting'] < 50, m
    assert shown[-1]['packets-waiting'] == 0, shown[-1]


def compare(truth, shown):
    last = shown[-1]
    check_books(shown)
    # The first packets wait until their sender is accepted; packets that they
    # overtook may come too late for that.
    assert last['packets-skipped'] <= 4, last
    assert last['packets-lost'] == truth['lost_inside'], (last, truth)
    assert last['packets-duplicated'] == truth['duplicated'], (last, truth)
    assert last['packets-received'] == truth['delivered_unique'], (last, truth)
    assert last['packets-reordered'] == truth['reordered'], (last, truth)
    assert last['packets-expected'] == \
        last['packets-lost'] + last['packets-received']
    assert last['wire-bytes-received'] == truth['wire_bytes'], (last, truth)
    assert last['bytes-received'] == truth['payload_bytes'], (last, truth)
    assert last['packets-stray'] == 0 and last['restarts'] == 0, last
    runs = truth['runs']
    assert last['loss-runs'] == runs[:9] + [sum(runs[9:])], (last, runs)
    assert last['loss-run-max'] >= max(
        (n + 1 for n, count in enumerate(runs) if count), default=0)
    percent = 100 * truth['lost_inside'] / last['packets-expected']
    assert abs(last['loss-total-percent'] - percent) < 1e-6
    return (f'lost {last["packets-lost"]} of {last["packets-expected"]}, '
            f'{last["packets-duplicated"]} duplicated, '
            f'{last["packets-reordered"]} out of order')


def exact(faults, extra='', at_least=None, latency=300):
    def case():
        truth, shown, sent = run(faults, extra, latency=latency)
        for key, minimum in (at_least or {}).items():
            assert truth[key] >= minimum, (key, truth)
        assert all(m['books-balanced'] for m in shown), shown
        books = [m for m in sent if 'books-balanced' in m]
        assert len(books) >= len(sent) / 2, (len(books), len(sent))
        assert all(m['books-balanced'] for m in books), books
        for m in books:
            # Left out: at most what the relay lost before the first arrival.
            assert 0 <= m['packets-sent'] - (
                m['remote-packets-received'] + m['remote-packets-lost'] +
                m['packets-in-flight']) <= truth['lost'], (m, truth)
        # The sender knows it too, except for reports after its last message.
        assert sent[-1]['packets-sent'] <= truth['received']
        # An overtaken packet counts as lost until it comes.
        if truth['reordered'] == 0:
            assert sent[-1]['remote-packets-lost'] <= truth['lost_inside']
        if truth['lost_inside'] == 0 and truth['reordered'] == 0:
            assert all(m.get('loss-percent', 0) == 0 for m in shown)
            assert all(m.get('remote-loss-percent', 0) == 0 for m in sent)
        return compare(truth, shown)
    return case


def outages():
    """Each outage of 100 ms is lost in its own interval, and in no other."""
    truth, shown, _ = run(['--fwd', 'outage=2000+100+3000'])
    assert truth['lost_inside'] >= 3 * 4, truth
    lossy = [m for m in shown if m.get('loss-percent', 0) > 0]
    assert 3 <= len(lossy) <= 8, [m.get('loss-percent') for m in shown]
    return compare(truth, shown)


def wrap():
    """Sequence number and timestamp wrap in the middle, with 5 % loss."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(port)
    relay = qosnet.Relay(port, '--fwd', 'loss=5')
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(SECONDS)) +
        'qospay name=pay seqnum-offset=65300 timestamp-offset=4294800000 '
        f'! udpsink host=127.0.0.1 port={relay.port}')
    assert sender.wait(SECONDS + 15) == 0, sender.lines
    # Without RTCP and BYE the numbers are final when nothing more arrives.
    truth = qosnet.one_stream(relay.report())
    receiver.wait_for(
        lambda: receiver.fields('qosstats')[-1]['packets-received'] ==
        truth['delivered_unique'], 5, 'the last packet in a message')
    receiver.stop()
    shown = receiver.fields('qosstats')
    assert all(m.get('jitter-ms', 0) < 20 for m in shown), shown
    return compare(truth, shown)


def restart():
    """A sender that dies and comes back with the same SSRC and other numbers,
    under loss: the books continue."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(port, properties='latency=300')
    relay = qosnet.Relay(port, '--fwd', 'loss=5,reorder=3,dup=3')
    for first in (65000, 20000, 20000, 19990):
        sender = qosnet.launch(
            qosnet.TONE.format(n=qosnet.buffers(8)) +
            f'qospay name=pay ssrc=77 seqnum-offset={first} '
            f'! udpsink host=127.0.0.1 port={relay.port}')
        time.sleep(4)
        sender.stop(sign=signal.SIGKILL)
    time.sleep(1.2)
    receiver.stop()
    shown = receiver.fields('qosstats')
    # There was no BYE: the last message may come before the last packets.
    check_books(shown)
    last = shown[-1]
    truth = relay.report()['fwd']['rtp']
    assert last['restarts'] == 3, last
    # A late packet of the earlier series fits nowhere, and the first packets
    # from each new address must prove that there is a sender.
    assert last['packets-received'] + last['packets-duplicated'] + \
        last['packets-stray'] + last['packets-foreign'] == \
        truth['delivered'], (last, truth)
    return (f'{last["packets-played"]} played, {last["packets-late"]} late, '
            f'{last["packets-skipped"]} skipped')


def forgotten():
    """Nothing gets through for 7 s, and the receiver forgets the stream after
    2. The sender then shows as received what came since, not everything that
    it sent."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(port, '', 'source-timeout=2000000000')
    relay = qosnet.Relay(port, '--at', 'rtp+3000', 'fwd loss=100', '--at',
                         'rtp+3000', 'rev loss=100', '--at', 'rtp+10000',
                         'fwd loss=0', '--at', 'rtp+10000', 'rev loss=0')
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(16)) +
        f'qossink uri=qos://127.0.0.1:{relay.port}')
    assert sender.wait(35) == 0, sender.lines
    receiver.wait_for(lambda: receiver.fields('qosstats')[-1].get(
        'end-reason') == 'bye', 10, 'the end')
    receiver.stop()
    relay.report()
    ends = [f for f in receiver.fields('qosstats') if 'end-reason' in f]
    assert [f['end-reason'] for f in ends] == ['timeout', 'bye'], ends
    for m in sender.fields('qospay'):
        came = m.get('remote-packets-received')
        assert came is None or came <= max(f['packets-received']
                                           for f in ends), m
        assert m.get('books-balanced', True), m
    last = sender.fields('qospay')[-1]
    assert 0 <= ends[-1]['packets-received'] - \
        last['remote-packets-received'] < 120, (last, ends[-1])
    return f'{last["remote-packets-received"]} of {last["packets-sent"]}'


CASES = [
    ('no loss', exact(['--fwd', 'loss=0'])),
    ('1 % loss', exact(['--fwd', 'loss=1'], at_least={'lost': 1})),
    ('5 % loss', exact(['--fwd', 'loss=5'], at_least={'lost': 10})),
    ('20 % loss', exact(['--fwd', 'loss=20'], at_least={'lost': 60})),
    ('bursts', exact(['--fwd', 'ge=3:30'], at_least={'lost': 10})),
    ('outages of 100 ms', outages),
    ('reordering and duplicates', exact(
        ['--fwd', 'reorder=5,dup=5'],
        at_least={'duplicated': 10, 'reordered': 10})),
    ('loss, reordering by jitter, late duplicates', exact(
        ['--fwd', 'loss=5,jitter-reorder=90,dup=5:120'],
        at_least={'duplicated': 10, 'reordered': 10, 'lost': 10})),
    ('numbers wrap', wrap),
    ('restarts', restart),
    ('a stream that was forgotten', forgotten),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=10)
    tap.finish()
