# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The tables of the accuracy card, in Markdown."""

import os
import re
import statistics

import accuracy_compare as compare
import accuracy_grid as grid

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
METRICS = os.path.join(TOP, 'docs', 'metrics.md')
BEGIN = '<!-- accuracy: begin -->'
END = '<!-- accuracy: end -->'
EXACT = 1e-6
UNEVEN = ' (uneven path)'
BY_OFFSET = ('delay-ms', 'return-delay-ms', 'clock-offset-ms')

TEXTS = 'a text: the tests of `elements` and `apps` compare it'
SCALE = 'the interval itself, which the others refer to'
HEARD = ('what the jitter buffer and the sink did: `tests/net/test-played.py` '
         'records it')
ESTIMATE = 'an estimate of an opinion: the true one of a run cannot be known'
NO_TRUTH = {
    'qosstats': {
        'cname': TEXTS, 'name': TEXTS, 'address': TEXTS, 'end-reason': TEXTS,
        'running-time': SCALE, 'timestamp': SCALE, 'duration': SCALE,
        'r-factor': ESTIMATE, 'mos': ESTIMATE,
        'packets-late': HEARD, 'concealed-ms': HEARD,
        'not-played': TEXTS,
        'packets-foreign': 'strangers, of which these runs have none: the tests '
                           'of `elements` make them',
        'packets-played': 'what the jitter buffer did, which the relay does '
                          'not see: `books-balanced` adds it up',
        'packets-waiting': 'as `packets-played`',
        'packets-skipped': 'as `packets-played`',
        'mouth-to-ear-ms': 'the relay knows neither microphone nor sink: '
                           '`tests/net/test-ear.py` makes both',
    },
    'qospay': {
        'remote-cname': TEXTS, 'remote-name': TEXTS,
        'running-time': SCALE, 'duration': SCALE,
        'packets-not-sent': 'not in these runs: '
                            '`tests/net/test-sockets.py` makes it',
        'byes-received': 'as `packets-not-sent`: the tests of `apps` make it',
        'remote-discard-percent': 'as `packets-late` of `qosstats`',
        'remote-r-factor': ESTIMATE, 'remote-mos': ESTIMATE,
    },
    'qosevent': {
        'ssrc': 'as in `qosstats`', 'cname': TEXTS, 'advice': TEXTS,
        'gap-ms': HEARD, 'packets-late': HEARD,
        'excess-ms': 'as `packets-late`',
        'running-time': 'as `packets-late`: where it is in the stream',
        'cause': 'decided packet by packet: the tests of `core` make each',
        'advised-latency-ms': 'the tests of `core` compare it with what it '
                              'would have saved',
        'saved-percent': 'as `advised-latency-ms`',
    },
}


def read_fields():
    """{message: [(field, unit)]} as in docs/metrics.md, for fields with
    numbers."""
    found, rows = {}, None
    with open(METRICS, encoding='utf-8') as file:
        for line in file:
            title = re.match(r'## `(\w+)`', line)
            if line.startswith('## '):
                rows = found.setdefault(title.group(1), []) if title else None
            row = re.match(r'\| `([\w-]+)` \| [^|]+ \| ([^|]*) \|', line)
            if row and rows is not None:
                rows.append((row.group(1), row.group(2).strip()))
    del found['qosnotice']  # words
    return found


def text_of(value):
    if abs(value) < 5e-5:
        return '0'
    digits = 1 if abs(value) >= 100 else 2 if abs(value) >= 10 else \
        3 if abs(value) >= 0.1 else 4
    return f'{value:+.{digits}f}'


def summary(errors):
    """(n, median, p95 of the absolute errors, worst), or None."""
    if not errors:
        return None
    by_size = sorted(errors, key=abs)
    at = max(-(-95 * len(errors) // 100), 1) - 1
    return (len(errors), statistics.median(errors), abs(by_size[at]),
            by_size[-1])


def is_exact(errors):
    return all(abs(e) < EXACT for e in errors)


def cells(errors):
    """n, median, p95, worst."""
    if not errors:
        return ['0', '–', '–', '–']
    n, median, p95, worst = summary(errors)
    if is_exact(errors):
        return [str(n), 'exact', 'exact', 'exact']
    return [str(n), text_of(median), text_of(p95).lstrip('+'), text_of(worst)]


def peer_cell(errors):
    """median; p95; worst in one cell."""
    if not errors:
        return '–'
    n, *rest = cells(errors)
    return f'exact ({n})' if rest[0] == 'exact' else f'{"; ".join(rest)} ({n})'


def table(head, rows):
    lines = [head, ['---'] * len(head)] + rows
    return '\n'.join('| ' + ' | '.join(line) + ' |' for line in lines)


def collect(results, which):
    """All errors of one side over the grid. Errors that no protocol can avoid
    on an uneven path are kept apart."""
    total = compare.Errors()
    for result in results:
        for name, errors in getattr(result, which).rows.items():
            if name in BY_OFFSET and not grid.is_even(result.case):
                name += UNEVEN
            total.rows[name] += errors
    return total.rows


def main_table(message, ours, rtpbin, tshark, fields):
    rows = []
    for field, unit in fields:
        for name in (field, field + UNEVEN):
            if name in NO_TRUTH[message] or name not in ours:
                continue
            rows.append([f'`{field}`{name[len(field):]}', unit or '–',
                         *cells(ours[name]), peer_cell(rtpbin.get(name)),
                         peer_cell(tshark.get(name))])
    return table(['number', 'unit', 'n', 'median', 'p95', 'worst',
                  '`rtpbin`: median; p95; worst (n)',
                  'tshark: median; p95; worst (n)'], rows)


def without_truth(message, ours, fields):
    rows = []
    for field, _ in fields:
        why = NO_TRUTH[message].get(field)
        if why is None and field not in ours:
            why = 'in no message of this run'
        if why:
            rows.append([f'`{field}`', why])
    return table(['field', 'why it has no row'], rows)


def p95_of(errors):
    return cells(errors)[2] if errors else '–'


def case_table(results):
    rows = []
    for result in results:
        ours, sent = result.receiver.rows, result.sender.rows
        peer, tshark = result.rtpbin.rows, result.tshark.rows
        rows.append([
            result.case.name,
            *[p95_of(r.get('packets-lost')) for r in (ours, peer, tshark)],
            *[p95_of(r.get('jitter-ms')) for r in (ours, peer)],
            p95_of(tshark.get('jitter-mean-ms')),
            p95_of(ours.get('rtt-ms')), p95_of(sent.get('rtt-ms')),
            p95_of(peer.get('sender rtt-ms')),
            p95_of(ours.get('pdv-p95-ms')), p95_of(ours.get('delay-ms'))])
    return table(['p95 of the error', '`packets-lost`', '`rtpbin`', 'tshark',
                  '`jitter-ms`', '`rtpbin`', 'tshark, mean',
                  '`rtt-ms` of `qosstats`', 'of `qospay`', '`rtpbin`',
                  '`pdv-p95-ms`', '`delay-ms`'], rows)


def grid_table(cases):
    return table(['impairment', 'forward', 'back'], [
        [c.name, f'`{c.forward}`' + ''.join(
            f', `{" ".join(change)}`'
            for change in zip(c.more[1::3], c.more[2::3])), f'`{c.back}`']
        for c in cases])


def make(results, seconds):
    """The generated part of docs/accuracy.md."""
    fields = read_fields()
    shown, sent = collect(results, 'receiver'), collect(results, 'sender')
    events = {name[len('qosevent '):]: errors for name, errors in
              shown.items() if name.startswith('qosevent ')}
    rtpbin, tshark = collect(results, 'rtpbin'), collect(results, 'tshark')
    parts = [f'{len(results)} runs of {seconds:g} s.']
    for message, ours, peer, other in (
            ('qosstats', shown, rtpbin, tshark),
            ('qospay', sent, {name[len('sender '):]: errors for name, errors in
                              rtpbin.items() if name.startswith('sender ')},
             {}),
            ('qosevent', events, {}, {})):
        parts += [f'### `{message}`', main_table(message, ours, peer, other,
                                                 fields[message]),
                  without_truth(message, ours, fields[message])]
    parts += ['### By impairment', case_table(results), '### The grid',
              grid_table([r.case for r in results])]
    return '\n\n'.join(parts)


def write(path, text):
    """Puts the tables between the marks in a file."""
    with open(path, encoding='utf-8') as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'{before}{BEGIN}\n\n{text}\n\n{END}{after}')
