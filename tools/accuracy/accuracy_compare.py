# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measured minus true, for every number in the messages of a run.

A message of qosstats shows how many packets it counts (received, duplicates,
strays): its truth comes from exactly as many deliveries in the trace, and that
of the last message from all of them. Values that depend on a moment instead,
such as the age of a report, are compared with the truth at the time of the
message, which is known to MOMENT_S: if the truth changes within that time, the
nearest value counts."""

import collections

import accuracy_ledger as ledger

MOMENT_S = 0.001
# RTCP has fewer bits: a percentage in 1/256, the jitter in ticks.
COUNTERS = ('packets-received', 'packets-expected', 'packets-lost',
            'packets-duplicated', 'packets-reordered', 'bytes-received',
            'wire-bytes-received', 'restarts', 'reorder-extent-max')
SHAPE_LISTS = ('loss-runs',)


class Errors:
    """Errors by name, each with its truth."""

    def __init__(self):
        self.rows = collections.defaultdict(list)

    def add(self, name, measured, *truths):
        """The error from the nearest truth; nothing if one is unknown."""
        truths = [t for t in truths if t is not None]
        if measured is None or not truths:
            return
        self.rows[name].append(
            min((float(measured - t) for t in truths), key=abs))

    def add_list(self, name, measured, truth):
        if measured is not None:
            self.add(name, max((m - t for m, t in zip(measured, truth)),
                               key=abs), 0)


def ends_of(messages, base_ns):
    """(time of the end of its interval, fields) of each message."""
    return [((base_ns + m['running-time'] + m['duration']) / 1e9, m)
            for m in messages]


class Clock:
    """The sender's clock, in terms of ours. The elements read the wall clock
    once, when they start, and the monotonic clock from then on."""

    def __init__(self, skew_ppm=0, ahead_s=0, base_ns=0):
        self.skew_ppm = skew_ppm
        self.ahead_ms = 1000 * ahead_s
        self.start = base_ns / 1e9

    def ours(self, theirs):
        return self.start + (theirs - self.start) / (1 + self.skew_ppm / 1e6)

    def offset_ms(self, time):
        """How far it is ahead at that time of ours."""
        return self.ahead_ms + (time - self.start) * self.skew_ppm / 1000


class Run:
    """One stream through the relay, and what it is compared with."""

    def __init__(self, packets, forward, back, ssrc, latency_ms,
                 clock=Clock()):
        self.clock = clock
        self.stream = ledger.Stream([p for p in packets if p.ssrc == ssrc],
                                    latency_ms)
        self.forward = sorted(forward, key=lambda r: r.left)
        self.back = sorted(back, key=lambda r: r.left)
        self.ssrc = ssrc
        self.latency_ms = latency_ms

    def sent_reports(self, time):
        """Reports of the receiver that had arrived by then, last first."""
        return [r for r in reversed(self.back)
                if r.left <= time and any(b[0] == self.ssrc for b in r.blocks)]

    def echo_at_receiver(self, time):
        """(report of the receiver, answer to it): the last one by then."""
        by_reference = {r.reference: r for r in self.back if r.reference}
        for answer in reversed(self.forward):
            if answer.left <= time:
                for echo in answer.echoes:
                    if echo in by_reference:
                        return by_reference[echo], answer
        return None

    def echoes_at_sender(self, time):
        """The same at the sender: all of them by then, last first."""
        by_reference = {r.ntp: r for r in self.forward if r.ntp}
        return [(by_reference[reference], report)
                for report in self.sent_reports(time)
                for ssrc, reference in report.blocks
                if ssrc == self.ssrc and reference in by_reference]

    def states_at(self, time):
        """Numbers of deliveries that a report may cover that was sent at that
        time."""
        return range(self.stream.at(time - MOMENT_S),
                     self.stream.at(time + MOMENT_S / 10) + 1)


def took_ms(report):
    return 1000 * (report.left - report.arrival)


def around(time):
    return (time - MOMENT_S, time, time + MOMENT_S)


def compare_totals(run, n, shown, errors):
    state = run.stream.counts[n]
    for name in COUNTERS:
        errors.add(name, shown.get(name), state[name])
    errors.add('packets-stray', shown['packets-stray'], 0)
    errors.add('books-balanced', shown['books-balanced'], True)
    errors.add('ssrc', shown['ssrc'], run.ssrc)
    errors.add('clock-rate', shown.get('clock-rate'), ledger.CLOCK_RATE)
    errors.add('loss-total-percent', shown.get('loss-total-percent'),
               100 * state['packets-lost'] / state['packets-expected'])
    errors.add('reordered-percent', shown.get('reordered-percent'),
               100 * state['packets-reordered'] / state['packets-received'])
    errors.add('reorder-late-max-ms', shown.get('reorder-late-max-ms'),
               state['reorder-late-max-ms'])
    for name in ('jitter-ms', 'jitter-max-ms'):
        errors.add(name, shown.get(name), state[name])
    if state['samples']:
        errors.add('jitter-mean-ms', shown.get('jitter-mean-ms'),
                   state['jitter-sum'] / state['samples'])
    for name, truth in run.stream.shape(n).items():
        if name in SHAPE_LISTS:
            errors.add_list(name, shown.get(name), truth)
        else:
            errors.add(name, shown.get(name), truth)
    errors.add('last-packet-bytes', shown.get('last-packet-bytes'),
               run.stream.deliveries[n - 1][0].payload)


def compare_interval(run, start, n, shown, errors):
    """Values of the deliveries from state start to n."""
    was, now = run.stream.counts[start], run.stream.counts[n]
    expected = now['packets-expected'] - was.get('packets-expected', 0)
    if expected:
        lost = expected - now['packets-received'] + was['packets-received']
        errors.add('loss-percent', shown.get('loss-percent'),
                   100 * max(lost, 0) / expected)
    errors.add('delta-max-ms', shown.get('delta-max-ms'),
               run.stream.spacing_max(start, n))
    every = run.stream.delays(0, n)
    for percent in (50, 95, 99):
        errors.add(f'pdv-total-p{percent}-ms',
                   shown.get(f'pdv-total-p{percent}-ms'),
                   ledger.percentile([v for _, v in every], percent))
    errors.add('pdv-total-max-ms', shown.get('pdv-total-max-ms'),
               max(v for _, v in every))
    later = [sum(v > limit for _, v in every) for limit in ledger.LATER_THAN_MS]
    errors.add_list('packets-later-than', shown.get('packets-later-than'),
                    later)
    delays = run.stream.delays(start, n) if n > start else []
    if not delays:
        return
    above = [v for _, v in delays]
    errors.add('queue-delay-ms', shown.get('queue-delay-ms'),
               sum(above) / len(above))
    for percent in (50, 95, 99):
        errors.add(f'pdv-p{percent}-ms', shown.get(f'pdv-p{percent}-ms'),
                   ledger.percentile(above, percent))
    errors.add('pdv-max-ms', shown.get('pdv-max-ms'), max(above))
    compare_delay('delay-ms', shown, [sum(d for d, _ in delays) / len(delays)],
                  errors)


def compare_delay(name, shown, truths, errors):
    """Also whether the truth is within delay-error-ms."""
    if name not in shown:
        return
    errors.add(name, shown[name], *truths)
    off = min(abs(shown[name] - t) for t in truths)
    errors.add('delay-error-ms', max(off, shown['delay-error-ms']),
               shown['delay-error-ms'])


def compare_clock(run, time, sign, shown, errors):
    """sign: 1 if the other end is the sender, -1 if it is the receiver."""
    compare_delay('clock-offset-ms', shown, [sign * run.clock.offset_ms(time)],
                  errors)
    errors.add('skew-ppm', shown.get('skew-ppm'), sign * run.clock.skew_ppm)


def compare_rates(times, sizes, time, shown, errors):
    """times and sizes: when packets passed the relay, (payload, wire)
    bytes."""
    seconds = shown['duration'] / 1e9
    if not seconds:
        return
    for name, which in (('media-kbps', 0), ('wire-kbps', 1)):
        truths = []
        for start in around(time - seconds):
            for end in around(time):
                passed = sum(s[which] for t, s in zip(times, sizes)
                             if start < t <= end)
                truths.append(passed * 8 / 1000 / seconds)
        errors.add(name, shown.get(name), *truths)


def compare_late(run, last, events, errors):
    """If the path made no packet late, the receiver may have read some too
    late, or not have waited for packets that the first ones overtook: then it
    must report that cause."""
    blamed = [e for e in events if e['cause'] != 'receiver' and e['gap-ms'] > 0]
    errors.add('late in events', sum(e['packets-late'] for e in events),
               last['packets-late'])
    if run.stream.counts[-1]['packets-late'] == 0:
        errors.add('late on the path', sum(e['packets-late'] for e in blamed),
                   0)


def compare_events(run, last, events, errors):
    """All of them together. last: message."""
    compare_late(run, last, events, errors)
    state = run.stream.counts[-1]
    gaps = [e for e in events if e['cause'] != 'drift']
    if not gaps:
        return
    errors.add('qosevent packets-lost', sum(e['packets-lost'] for e in gaps),
               state['packets-lost'])
    for event in events:
        errors.add('qosevent latency-ms', event['latency-ms'], run.latency_ms)


def compare_receiver(run, messages, base_ns, errors):
    start = 0
    sizes = [(p.payload, p.bytes + ledger.HEADER_BYTES)
             for p, _, _ in run.stream.deliveries]
    for time, shown in ends_of(messages, base_ns):
        n = shown['packets-received'] + shown['packets-duplicated'] + \
            shown['packets-stray']
        compare_totals(run, n, shown, errors)
        compare_interval(run, start, n, shown, errors)
        compare_clock(run, time, 1, shown, errors)
        compare_rates(run.stream.times, sizes, time, shown, errors)
        errors.add('last-packet-age-ms', shown.get('last-packet-age-ms'),
                   1000 * (time - run.stream.times[n - 1]))
        pairs = [p for p in map(run.echo_at_receiver, around(time)) if p]
        errors.add('rtt-ms', shown.get('rtt-ms'),
                   *[took_ms(a) + took_ms(b) for a, b in pairs])
        if pairs:
            compare_delay('return-delay-ms', shown,
                          [took_ms(a) for a, _ in pairs], errors)
        start = n
    errors.add('all packets', n, len(run.stream.deliveries))


def compare_remote(run, report, before, shown, errors):
    """The content of a report of the receiver; before: the report before
    it."""
    states = [run.stream.counts[n] for n in run.states_at(report.arrival)
              if n > 0]
    for name in ('packets-received', 'packets-lost'):
        errors.add('remote-' + name, shown.get('remote-' + name),
                   *[s[name] for s in states])
    errors.add('remote-jitter-ms', shown.get('remote-jitter-ms'),
               *[s['jitter-ms'] for s in states])
    if before is None:
        return
    olds = [run.stream.counts[n] for n in run.states_at(before.arrival) if n]
    truths = []
    for new in states:
        for old in olds:
            expected = new['packets-expected'] - old['packets-expected']
            lost = new['packets-lost'] - old['packets-lost']
            if expected > 0:
                truths.append(100 * max(lost, 0) / expected)
    errors.add('remote-loss-percent', shown.get('remote-loss-percent'),
               *truths)


def compare_blocks(run, reports, shown, errors):
    """Values that only one report in several has."""
    def states_of(kind):
        report = next((r for r in reports if kind in r.kinds), None)
        return report, [n for n in run.states_at(report.arrival)
                        if n] if report else []

    _, states = states_of(ledger.SUMMARY)
    errors.add('remote-packets-duplicated',
               shown.get('remote-packets-duplicated'),
               *[run.stream.counts[n]['packets-duplicated'] for n in states])
    report, states = states_of(ledger.RLE)
    errors.add('remote-loss-run-max', shown.get('remote-loss-run-max'),
               *[run.stream.run_max(n, report.rle_end) for n in states])
    _, states = states_of(ledger.VOIP)
    for name in ('burst-density-percent', 'burst-duration-ms',
                 'gap-density-percent', 'gap-duration-ms'):
        errors.add('remote-' + name, shown.get('remote-' + name),
                   *[run.stream.shape(n).get(name) for n in states])
    errors.add('remote-jitter-buffer-ms',
               shown.get('remote-jitter-buffer-ms'), run.latency_ms)


def in_flight(run, sent, report):
    """The numbers sent that are above the highest in the report."""
    newest = run.stream.sent[sent - 1]
    return [(newest.seq - run.stream.counts[n]['highest']) % 0x10000
            for n in run.states_at(report.arrival) if n]


def compare_sender(run, messages, base_ns, errors):
    sent = run.stream.sent
    sizes = [(p.payload, p.bytes + ledger.HEADER_BYTES) for p in sent]
    for their_time, shown in ends_of(messages, base_ns):
        time = run.clock.ours(their_time)
        n = shown['packets-sent']
        errors.add('ssrc', shown['ssrc'], run.ssrc)
        errors.add('packets-sent', n, *[
            sum(a <= moment for a in run.stream.arrivals)
            for moment in around(time)])
        errors.add('bytes-sent', shown['bytes-sent'],
                   sum(s for s, _ in sizes[:n]))
        errors.add('wire-bytes-sent', shown['wire-bytes-sent'],
                   sum(s for _, s in sizes[:n]))
        compare_rates(run.stream.arrivals, sizes, time, shown, errors)
        compare_clock(run, time, -1, shown, errors)
        reports = run.sent_reports(time)
        errors.add('reports-received', shown.get('reports-received'), *[
            len(run.sent_reports(moment)) for moment in around(time)])
        if 'books-balanced' in shown:
            errors.add('books-balanced', shown['books-balanced'], True)
        echoes = run.echoes_at_sender(time)
        if echoes:
            compare_echoes(run, time, echoes, shown, errors)
        if not reports or 'remote-ssrc' not in shown:
            continue
        errors.add('remote-ssrc', shown['remote-ssrc'], reports[0].ssrc)
        errors.add('report-age-ms', shown['report-age-ms'],
                   *[1000 * (time - r.left) for r in reports[:2]])
        # A report that has just arrived may not be read yet.
        reports = reports[time - reports[0].left < MOMENT_S:]
        if reports:
            errors.add('packets-in-flight', shown.get('packets-in-flight'),
                       *in_flight(run, n, reports[0]))
            compare_remote(run, reports[0],
                           reports[1] if reports[1:] else None, shown, errors)
            compare_blocks(run, reports, shown, errors)


def compare_echoes(run, time, echoes, shown, errors):
    near = [e for moment in around(time)
            for e in run.echoes_at_sender(moment)[:1]]
    errors.add('rtt-ms', shown.get('rtt-ms'),
               *[took_ms(a) + took_ms(b) for a, b in near])
    errors.add('rtt-min-ms', shown.get('rtt-min-ms'),
               min(took_ms(a) + took_ms(b) for a, b in echoes))
    compare_delay('delay-ms', shown, [took_ms(a) for a, _ in near], errors)
    compare_delay('return-delay-ms', shown, [took_ms(b) for _, b in near],
                  errors)
