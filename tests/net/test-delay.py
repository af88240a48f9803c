# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""One-way delay, its error bar and delay variation, at both ends, against the
delays that the relay made. Both ends use one clock here without knowing it:
the true offset is 0."""

import qosnet

SECONDS = 15
SETTLE_MS = 2000
# What the relay, the sockets and a busy machine may add.
SLACK_MS = 1.0


def run(*faults, sync=''):
    port = qosnet.free_port()
    receiver = qosnet.receiver(port, properties=sync)
    relay = qosnet.Relay(port, '--seed', '11', *faults)
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(SECONDS)) +
        f'qossink uri=qos://127.0.0.1:{relay.port} {sync}')
    assert sender.wait(SECONDS + 15) == 0, sender.lines
    receiver.stop()
    sender.check_clean()
    receiver.check_clean()
    made = relay.report()['fwd']['rtp']['delay_ns']
    return receiver.fields('qosstats'), sender.fields('qospay'), made


def known(messages, field):
    return [m[field] for m in messages if field in m]


def median(values):
    return sorted(values)[len(values) // 2]


def paths(out_ms, back_ms, jitter_ms):
    def case():
        shown, sent, _ = run('--fwd', f'delay={out_ms},jitter={jitter_ms}',
                          '--rev', f'delay={back_ms},jitter={jitter_ms}')
        notes = []
        for name, messages in (('receiver', shown), ('sender', sent)):
            rows = [m for m in messages if 'delay-ms' in m]
            assert len(rows) >= SECONDS, (name, len(rows))
            within = 0
            for m in rows:
                # The mean of an interval may be anywhere within the jitter.
                bar = m['delay-error-ms'] + SLACK_MS
                within += (out_ms - bar <= m['delay-ms'] <=
                           out_ms + jitter_ms + bar and
                           abs(m['clock-offset-ms']) <= bar)
            assert within >= 0.99 * len(rows), (name, within, len(rows), rows)
            error = median(known(rows, 'delay-error-ms'))
            assert abs(error - (out_ms + back_ms) / 2) <= SLACK_MS + 1, error
            offset = median([abs(v) for v in known(rows, 'clock-offset-ms')])
            true = abs(out_ms - back_ms) / 2
            assert abs(offset - true) <= SLACK_MS, (name, offset)
            both = [m['delay-ms'] + m['return-delay-ms'] for m in rows]
            assert abs(median(both) - out_ms - back_ms - jitter_ms) <= \
                SLACK_MS + jitter_ms / 2, (name, both)
            notes.append(f'{name}: {within} of {len(rows)} within, offset '
                        f'{offset - true:+.3f} ms')
        return '; '.join(notes)
    return case


def synchronised():
    """Where the clocks are known to be in step no asymmetry of the path can
    hide: each direction is right, within the error given for the clocks."""
    shown, sent, _ = run(
        '--fwd', 'delay=60', '--rev', 'delay=10',
        sync='clock-sync=system clock-sync-error=800000')
    for messages, there, back in ((shown, 60, 10), (sent, 60, 10)):
        rows = [m for m in messages if 'delay-ms' in m]
        assert len(rows) >= SECONDS, rows
        for m in rows:
            assert m['delay-error-ms'] == 0.8 and m['clock-offset-ms'] == 0, m
        assert abs(median(known(rows, 'delay-ms')) - there) <= 0.8, rows
        assert abs(median(known(rows, 'return-delay-ms')) - back) <= 0.8, rows
    return (f'{median(known(shown, "delay-ms")):.2f} and '
            f'{median(known(sent, "delay-ms")):.2f} of 60 ms')


def variation():
    """Uniform jitter of 40 ms: percentiles of the whole stream."""
    shown, _, made = run('--fwd', 'delay=20,jitter-reorder=40')
    # A busy machine delays some packets for longer.
    peak = (made['max'] - made['min']) / 1e6
    last = shown[-1]
    for field, true in (('p50', 20), ('p95', 38), ('p99', 39.6), ('max', peak)):
        got = last[f'pdv-total-{field}-ms']
        assert abs(got - true) <= 4, (field, got)
    for m in shown:
        if 'pdv-p50-ms' in m:
            assert m['pdv-p50-ms'] <= m['pdv-p95-ms'] <= m['pdv-p99-ms'] <= \
                m['pdv-max-ms'], m
    mean = median(known(shown, 'queue-delay-ms'))
    assert abs(mean - 20) <= 5, mean
    return (f'p50 {last["pdv-total-p50-ms"]:.1f}, '
            f'p95 {last["pdv-total-p95-ms"]:.1f}, '
            f'max {last["pdv-total-max-ms"]:.1f} of 20, 38, {peak:.1f} ms')


CASES = [
    ('20/20 ms', paths(20, 20, 2)),
    ('10/60 ms', paths(10, 60, 2)),
    ('60/10 ms', paths(60, 10, 2)),
    ('60/10 ms, clocks in step', synchronised),
    ('delay variation', variation),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=4)
    tap.finish()
