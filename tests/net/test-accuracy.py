# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A small part of the grid of the accuracy card. What is exact in the card
must be exact here, the rest within bounds that hold on a busy machine too. And
the card in docs/accuracy.md must have a row for every field."""

import os
from concurrent.futures import ThreadPoolExecutor

import accuracy_card as card
import accuracy_grid as grid
import qosnet

SECONDS = 10
CARD = os.path.join(card.TOP, 'docs', 'accuracy.md')
# Compared for the packets that a message counts, whatever the clock.
EXACT = {
    'receiver': (
        'ssrc', 'clock-rate', 'packets-received', 'packets-expected',
        'packets-lost', 'packets-duplicated', 'packets-reordered',
        'packets-stray', 'books-balanced', 'restarts', 'bytes-received',
        'wire-bytes-received', 'loss-percent', 'loss-total-percent',
        'loss-runs', 'loss-run-mean', 'loss-run-max', 'burst-count',
        'burst-density-percent', 'gap-density-percent', 'gilbert-p-percent',
        'gilbert-r-percent', 'burst-ratio', 'reordered-percent',
        'reorder-extent-max', 'last-packet-bytes', 'all packets',
        'late in events', 'late on the path'),
    'sender': ('ssrc', 'bytes-sent', 'wire-bytes-sent', 'remote-ssrc',
               'books-balanced'),
}
# State at a moment, which a busy machine may see a little later.
MOSTLY_EXACT = {
    'receiver': ('media-kbps', 'wire-kbps'),
    'sender': ('packets-sent', 'media-kbps', 'wire-kbps', 'reports-received',
               'remote-packets-received', 'remote-packets-lost',
               'remote-packets-duplicated', 'remote-loss-percent',
               'packets-in-flight', 'remote-loss-run-max'),
}
# For the median of the absolute error.
BOUNDS = {
    'receiver': {
        'jitter-ms': 0.2, 'jitter-mean-ms': 0.2, 'jitter-max-ms': 1,
        'delta-max-ms': 0.5, 'rtt-ms': 3, 'delay-ms': 3, 'return-delay-ms': 3,
        'clock-offset-ms': 3, 'queue-delay-ms': 2, 'pdv-p50-ms': 2,
        'pdv-p95-ms': 3, 'pdv-p99-ms': 3, 'pdv-max-ms': 3,
        'pdv-total-p50-ms': 2, 'pdv-total-p95-ms': 3, 'pdv-total-p99-ms': 3,
        'pdv-total-max-ms': 3, 'burst-duration-ms': 20, 'gap-duration-ms': 50,
        'reorder-late-max-ms': 1, 'last-packet-age-ms': 3},
    'sender': {
        'rtt-ms': 3, 'rtt-min-ms': 3, 'delay-ms': 3, 'return-delay-ms': 3,
        'clock-offset-ms': 3, 'remote-jitter-ms': 0.5,
        'remote-burst-density-percent': 0.5,
        'remote-gap-density-percent': 0.5, 'report-age-ms': 3},
}


def median_size(errors):
    return sorted(map(abs, errors))[len(errors) // 2]


def check_exact(side, rows):
    for name in EXACT[side]:
        assert rows[name], (side, name, 'no message has it')
        wrong = [e for e in rows[name] if abs(e) >= card.EXACT]
        assert not wrong, (side, name, wrong[:5])
    for name in MOSTLY_EXACT[side]:
        right = sum(abs(e) < card.EXACT for e in rows[name])
        assert right >= 0.8 * len(rows[name]) > 0, (side, name, rows[name])


def check_bounds(side, rows):
    for name, bound in BOUNDS[side].items():
        assert rows[name], (side, name, 'no message has it')
        assert median_size(rows[name]) <= bound, (side, name, rows[name])


def shown_is_true():
    cases = [c for c in grid.GRID if c.name in grid.QUICK]
    with ThreadPoolExecutor(len(cases)) as pool:
        results = list(pool.map(
            lambda case: grid.run_case(case, SECONDS, False), cases))
    notes = []
    for side in ('receiver', 'sender'):
        rows = card.collect(results, side)
        check_exact(side, rows)
        check_bounds(side, rows)
        notes += [f'{side} {name}: {median_size(rows[name]):.4f}'
                  for name in BOUNDS[side]]
    within = card.collect(results, 'receiver')['delay-error-ms']
    assert sum(e <= 1 for e in within) >= 0.98 * len(within), within
    return 'medians of the absolute error\n' + '\n'.join(notes)


def card_is_complete():
    """Each field has a row, with numbers or the reason why there are none."""
    with open(CARD, encoding='utf-8') as file:
        parts = file.read().split('\n### ')
    for message, fields in card.read_fields().items():
        part = next(p for p in parts if p.startswith(f'`{message}`'))
        for field, _ in fields:
            assert f'\n| `{field}`' in part, (message, field)


CASES = [
    ('what is shown is true', shown_is_true),
    ('docs/accuracy.md has a row for every field', card_is_complete),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES)
    tap.finish()
