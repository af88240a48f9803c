# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The round trip at both ends, against the delay that the relay made."""

import time

import qosnet

WITHIN_MS = 3
SETTLE_S = 3


def run(seconds, *faults, bitrate=128000):
    """Returns the messages of both programs with their times, and the
    report."""
    port = qosnet.free_port()
    receiver = qosnet.receiver(port)
    relay = qosnet.Relay(port, *faults)
    tone = qosnet.TONE.format(n=qosnet.buffers(seconds)).replace(
        'avenc_aac', f'avenc_aac bitrate={bitrate}')
    sender = qosnet.launch(
        tone + f'qossink uri=qos://127.0.0.1:{relay.port}')
    assert sender.wait(seconds + 15) == 0, sender.lines
    receiver.stop()
    sender.check_clean()
    receiver.check_clean()
    return sender, receiver, relay.report()


def seen(program, name, since_s=0.0):
    """(seconds since the first message, rtt-ms) of messages that have one."""
    start = program.messages[0][0]
    return [(t - start, f['rtt-ms']) for t, _, n, f in program.messages
            if n == name and 'rtt-ms' in f and t - start >= since_s]


def check(values, true_ms):
    """Except for single packets that a busy machine delayed: the median
    decides, and nine in ten must be within the bound."""
    assert len(values) >= 6, values
    errors = sorted(abs(v - true_ms) for _, v in values)
    assert errors[len(errors) // 2] <= WITHIN_MS, (true_ms, values)
    assert errors[len(errors) * 9 // 10 - 1] <= WITHIN_MS, (true_ms, values)
    return errors


def steady(true_ms):
    def case():
        half = true_ms / 2
        sender, receiver, _ = run(
            8, '--fwd', f'delay={half}', '--rev', f'delay={half}')
        out = check(seen(sender, 'qospay', 1.5), true_ms)
        back = check(seen(receiver, 'qosstats', 1.5), true_ms)
        lowest = sender.fields('qospay')[-1]['rtt-min-ms']
        assert true_ms - 0.1 <= lowest <= true_ms + WITHIN_MS, lowest
        return (f'median error {out[len(out) // 2]:.2f} ms at the sender, '
                f'{back[len(back) // 2]:.2f} ms at the receiver')
    return case


def change():
    """0, then 40 ms one way, then 250: right again within 3 s."""
    sender, receiver, _ = run(
        17, '--at', 'rtp+5000', 'fwd delay=40', '--at', 'rtp+11000',
        'fwd delay=250')
    for program, name in ((sender, 'qospay'), (receiver, 'qosstats')):
        values = seen(program, name)
        # The first message comes half a second after the first packet.
        for start, true_ms in ((4.5, 40), (10.5, 250)):
            settled = [v for v in values
                       if start + SETTLE_S <= v[0] < start + 5.5]
            assert settled and all(
                abs(v - true_ms) <= WITHIN_MS for _, v in settled), \
                (name, true_ms, values)
    return 'right within 3 s of each change, at both ends'


def lossy_reports():
    """A fresh value at least once a second with 10 % of reports lost."""
    sender, receiver, report = run(
        30, '--seed', '3', '--fwd', 'only=rtcp,loss=10,delay=20', '--rev',
        'only=rtcp,loss=10,delay=20', '--fwd', 'only=rtp,delay=20')
    lost = report['fwd']['rtcp']['lost'] + report['rev']['rtcp']['lost']
    assert lost >= 5, report
    ages = [f['report-age-ms'] for f in sender.fields('qospay')
            if 'report-age-ms' in f]
    assert len(ages) >= 50, len(ages)
    assert max(ages) <= 1000, sorted(ages)[-5:]
    check(seen(sender, 'qospay', 1.5), 40)
    check(seen(receiver, 'qosstats', 1.5), 40)
    return f'{lost} reports lost, the oldest value was {max(ages):.0f} ms old'


def share():
    """RTCP stays within 5 % of the bytes on the wire, except for the first and
    the last report of each side, and comes at least every 2 s. At this bit
    rate it cannot come every 500 ms."""
    _, _, report = run(12, bitrate=24000)
    rtcp = [report[way]['rtcp'] for way in ('fwd', 'rev')]
    both = sum(r['wire_bytes_delivered'] for r in rtcp)
    one = both / sum(r['delivered'] for r in rtcp)
    media = report['fwd']['rtp']['wire_bytes_delivered']
    assert both <= 0.05 * (both + media) + 4 * one, (both, media, one)
    assert 6 <= report['rev']['rtcp']['delivered'] < 20
    return f'{100 * both / (both + media):.2f} %, {one:.0f} bytes a report'


def late_receiver():
    """The sender starts before its receiver, and the receiver restarts: stream
    and round trip come back by themselves."""
    port = qosnet.free_port()
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(14)) +
        f'qossink uri=qos://127.0.0.1:{port}')
    sender.wait_for(lambda: len(sender.fields('qospay')) >= 3, 10, 'messages')
    assert 'rtt-ms' not in sender.fields('qospay')[-1]
    for _ in range(2):
        start = time.monotonic()
        receiver = qosnet.receiver(port)
        reports = sender.fields('qospay')[-1]['reports-received']
        sender.wait_for(
            lambda n=reports: sender.fields('qospay')[-1].get('rtt-ms') and
            sender.fields('qospay')[-1]['reports-received'] > n + 1, 4,
            'a round trip')
        receiver.wait_for(
            lambda r=receiver: [f for f in r.fields('qosstats')
                                if 'rtt-ms' in f], 4, 'rtt at the receiver')
        came = time.monotonic() - start
        receiver.stop()
        receiver.check_clean()
        # It sent BYE: its values are no longer known.
        count = len(sender.fields('qospay'))
        sender.wait_for(lambda n=count: len(sender.fields('qospay')) > n + 1, 4,
                        'messages')
        assert 'rtt-ms' not in sender.fields('qospay')[-1], \
            sender.fields('qospay')[-1]
    sender.stop()
    return f'back after {came:.1f} s'


def ipv6():
    """One socket for IPv4 and IPv6: both senders get their reports, and IPv6
    counts with its headers of 40 bytes."""
    port = qosnet.free_port()
    receiver = qosnet.launched(f'qossrc uri=qos://[::]:{port} ! fakesink')
    senders = {
        host: qosnet.launch(
            qosnet.TONE.format(n=qosnet.buffers(4)) +
            f'qossink ssrc={ssrc} uri=qos://{host}:{port}')
        for ssrc, host in ((1, '127.0.0.1'), (2, '[::1]'))}
    for ssrc, (host, sender) in enumerate(senders.items(), 1):
        assert sender.wait(20) == 0, sender.lines
        sender.check_clean()
        last = sender.fields('qospay')[-1]
        assert last['rtt-ms'] < WITHIN_MS, (host, last)
        headers = 28 if ssrc == 1 else 48
        sent = last['wire-bytes-sent'] - last['bytes-sent']
        assert sent >= (headers + 12 + 8) * last['packets-sent'], last
        assert sent < (headers + 12 + 12) * last['packets-sent'] + 200, last
    receiver.stop()
    receiver.check_clean()
    for ssrc, headers in ((1, 28), (2, 48)):
        last = receiver.fields('qosstats', ssrc)[-1]
        came = last['wire-bytes-received'] - last['bytes-received']
        assert came >= (headers + 12 + 8) * last['packets-received'], last
        assert came < (headers + 12 + 12) * last['packets-received'] + 200, last


CASES = [
    ('10 % of reports lost', lossy_reports),
    ('IPv4 and IPv6 on one socket', ipv6),
    ('0 ms', steady(0)),
    ('40 ms', steady(40)),
    ('250 ms', steady(250)),
    ('the path changes', change),
    ('share of the bandwidth', share),
    ('receiver comes late and restarts', late_receiver),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=4)
    tap.finish()
