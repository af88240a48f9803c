# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Why did it click? Each cause alone, and all of them in one stream: the
qosevent messages of the receiver name it, and no other.
tests/elements/test-stats-events.c tests the same on a test clock, to the
packet and the millisecond, and drifting clocks as well, which take a
minute."""

import signal
import time

import qosnet

# A program that waits for the processor is a sender or a receiver that stands
# still, and would be reported. So the latency is longer than such waits, and
# the stalls that must be reported are longer still.
LATENCY = 1000
STILL_S = 1.7
# The relay holds an overtaken packet for at most 500 ms.
SHORT = 430
AU_MS = 1000 * 1024 / 48000


def start(faults=(), seconds=10, latency=LATENCY):
    """A sender, the relay and a receiver that plays."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(
        port, '! avdec_aac ! fakesink sync=true', f'latency={latency}')
    relay = qosnet.Relay(port, '--seed', '3', *faults)
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(seconds)) +
        f'qossink uri=qos://127.0.0.1:{relay.port}')
    return sender, relay, receiver


def finish(sender, relay, receiver, seconds=10, latency=LATENCY):
    """Returns the report of the relay, the events and the last message."""
    assert sender.wait(seconds + 20) == 0, sender.lines[-5:]
    assert receiver.wait(20) == 0, receiver.lines[-5:]
    receiver.check_clean()
    shown = receiver.fields('qosstats')
    for m in shown:
        assert m['books-balanced'], m
        # Late packets may still wait; each counts in only one of these.
        assert m['packets-received'] == m['packets-played'] + \
            m['packets-late'] + m['packets-waiting'] + m['packets-skipped'], m
    events = receiver.fields('qosevent')
    check_sums(events, shown, latency)
    return qosnet.one_stream(relay.report()), events, shown[-1]


def check_sums(events, shown, latency):
    """All missing sound is in exactly one event, and has advice."""
    last = shown[-1]
    missing = [e for e in events if e['cause'] != 'drift']
    assert abs(sum(e['gap-ms'] for e in missing) - last['concealed-ms']) < 0.01
    for field in ('packets-lost', 'packets-late'):
        assert sum(e[field] for e in events) == last[field], (events, last)
    for e in events:
        assert e['ssrc'] == last['ssrc'] and e['latency-ms'] == latency, e
        assert len(e['advice']) > 20, e
        assert 'running-time' in e, e
        # A gap ends at the time of the next packet, which the jitter buffer
        # shifts.
        if e['cause'] in ('loss', 'burst', 'reordered'):
            packets = e['packets-lost'] + e['packets-late']
            assert e['gap-ms'] <= packets * AU_MS + 45, e


def causes(events):
    """A busy machine may delay packets by less than their length."""
    return [e['cause'] for e in events if e['gap-ms'] > AU_MS or
            e['packets-lost'] + e['packets-late'] > 0]


def loss():
    """Single losses and bursts, as the relay lost them."""
    truth, events, _ = finish(*start(['--fwd', 'loss=8']))
    runs = truth['runs']
    assert causes(events).count('loss') == runs[0] > 10, (events, runs)
    assert causes(events).count('burst') == sum(runs[1:]) > 0, (events, runs)
    assert set(causes(events)) == {'loss', 'burst'}, events
    return f'{runs[0]} packets alone, {sum(runs[1:])} bursts'


def outage():
    truth, events, last = finish(*start(['--fwd', 'outage=3000+300']))
    assert causes(events) == ['burst'], events
    assert events[0]['packets-lost'] == truth['lost_inside'] >= 13, events
    return f'{last["concealed-ms"]:.0f} ms missing in one piece'


def late():
    """Jitter above the latency, in order. The advice saves as much as it
    claims."""
    truth, events, last = finish(*start(
        ['--fwd', 'first=20', '--at', 'rtp+2000', 'fwd jitter=1700',
         '--at', 'rtp+7000', 'fwd jitter=0']))
    assert truth['lost'] == 0
    assert set(causes(events)) == {'late'}, events
    best = events[-1]
    assert 1010 <= best['advised-latency-ms'] <= 1720, best
    assert 97 <= best['saved-percent'] <= 100, best
    assert f'{best["advised-latency-ms"]:.0f} ms instead of {LATENCY}' in \
        best['advice'], best
    # The jitter buffer waits for the late packets, and plays them.
    assert last['concealed-ms'] > 200, last
    return f'{last["concealed-ms"]:.0f} ms missing; {best["advice"]}'


def reordered():
    truth, events, _ = finish(
        *start(['--fwd', 'reorder=4:30,first=20'], latency=SHORT),
        latency=SHORT)
    assert truth['lost'] == 0 and truth['reordered'] >= 8, truth
    assert set(causes(events)) == {'reordered'}, events
    assert sum(e['packets-late'] for e in events) == truth['reordered'], (
        truth, events)
    return f'{truth["reordered"]} packets held back for 500 ms'


def pause(program, seconds):
    program.process.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    program.process.send_signal(signal.SIGCONT)


def stands_still(which, cause, low, high):
    """The sender (0) or the receiver (2) stands still for a while. Either
    packets leave too late, and the jitter buffer waits for them, or the sound
    of that time is played too late."""
    def case():
        parts = start()
        time.sleep(4)
        pause(parts[which], STILL_S)
        _, events, _ = finish(*parts)
        assert set(causes(events)) == {cause}, events
        gap = sum(e['gap-ms'] for e in events)
        assert low <= gap <= high, events
        return f'{gap:.0f} ms of {1000 * STILL_S:.0f} missing'
    return case


def all_at_once():
    """One after the other in one stream: each has its events, in that order,
    and no event has a cause that was absent at the time."""
    seconds = 24
    parts = start(
        ['--fwd', 'first=20', '--at', 'rtp+2000', 'fwd loss=20', '--at',
         'rtp+3000', 'fwd loss=0,outage=3000+250', '--at', 'rtp+4000',
         'fwd reorder=10:30', '--at', 'rtp+5500', 'fwd reorder=0', '--at',
         'rtp+8000', 'fwd jitter=1700', '--at', 'rtp+10500', 'fwd jitter=0'],
        seconds, SHORT)
    time.sleep(14.5)
    pause(parts[0], STILL_S)
    time.sleep(2.5)
    pause(parts[2], STILL_S)
    _, events, last = finish(*parts, seconds, SHORT)
    seen = causes(events)
    order = []
    for cause in seen:
        if cause not in order:
            order.append(cause)
    assert set(seen) == {'loss', 'burst', 'reordered', 'late', 'sender',
                         'receiver'}, events
    assert [c for c in order if c not in ('loss', 'burst')] == \
        ['reordered', 'late', 'sender', 'receiver'], order
    times = [e['running-time'] for e in events]
    assert times == sorted(times), times
    return f'{len(events)} events, {last["concealed-ms"]:.0f} ms missing'


CASES = [
    ('loss alone and in bursts', loss),
    ('an outage', outage),
    ('late packets', late),
    ('overtaken packets', reordered),
    ('a sender that stands still', stands_still(0, 'sender', 1600, 1800)),
    ('a receiver that stands still', stands_still(2, 'receiver', 1600, 1800)),
    ('all in one stream', all_at_once),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=7)
    tap.finish()
