# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The truth of a run: the trace of the relay, replayed. Nothing in here
depends on how the elements count; it is written from the RFCs alone.

Times are in seconds of CLOCK_MONOTONIC, durations in milliseconds."""

import bisect
import collections
import struct

SILENT_S = 0.5
CLOCK_RATE = 48000
HEADER_BYTES = 28
GMIN = 16
RUNS = 10
MINUTE = 60.0
# How far back an ideal jitter buffer looks for the minimum transit.
WINDOW_S = 10.0
# XR blocks (RFC 3611).
RLE, SUMMARY, VOIP = 1, 6, 7
LATER_THAN_MS = (5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000)

Packet = collections.namedtuple(
    'Packet', 'client ssrc seq timestamp bytes payload arrival fate left')
Report = collections.namedtuple(
    'Report', 'arrival left ssrc ntp blocks reference echoes kinds rle_end')


def _parse_xr(data, found):
    at = 8
    while at + 4 <= len(data):
        kind, _, words = struct.unpack_from('!BBH', data, at)
        body = data[at + 4:at + 4 + 4 * words]
        if kind == 4:
            found['reference'] = int.from_bytes(body[2:6], 'big')
        elif kind == 5:
            found['echoes'] += [struct.unpack_from('!I', body, i + 4)[0]
                                for i in range(0, len(body), 12)]
        elif kind == RLE:
            found['rle_end'] = int.from_bytes(body[6:8], 'big')
        found['kinds'].add(kind)
        at += 4 + 4 * words


def parse_rtcp(data):
    """The parts of a compound that show which report answers which: SSRC,
    middle of the NTP time of an SR and of an RRTR, (SSRC, LSR) of the report
    blocks, LRR of the DLRR blocks; its kinds of XR blocks, and where the Loss
    RLE block ends."""
    found = {'ssrc': None, 'ntp': None, 'blocks': [], 'reference': None,
             'echoes': [], 'kinds': set(), 'rle_end': None}
    at = 0
    while at + 8 <= len(data):
        first, kind, words = struct.unpack_from('!BBH', data, at)
        packet = data[at:at + 4 + 4 * words]
        if found['ssrc'] is None:
            found['ssrc'] = struct.unpack_from('!I', packet, 4)[0]
        if kind in (200, 201):
            start = 28 if kind == 200 else 8
            if kind == 200:
                found['ntp'] = int.from_bytes(packet[10:14], 'big')
            for i in range(first & 31):
                block = packet[start + 24 * i:start + 24 * i + 24]
                found['blocks'].append((struct.unpack_from('!I', block)[0],
                                        struct.unpack_from('!I', block, 16)[0]))
        elif kind == 207:
            _parse_xr(packet, found)
        at += 4 + 4 * words
    return found


def read_trace(path):
    """Returns (RTP forward, reports forward, reports back), each in the order
    of the trace; only reports that were delivered."""
    rtp, reports = [], {'fwd': [], 'rev': []}
    with open(path, encoding='ascii') as file:
        for line in file:
            words = line.split()
            arrival, left = int(words[8]) / 1e9, int(words[10]) / 1e9
            if words[1] == 'rtp' and words[0] == 'fwd':
                rtp.append(Packet(*map(int, words[2:8]), arrival, words[9],
                                  left))
            elif words[1] == 'rtcp' and words[9] == 'sent':
                reports[words[0]].append(Report(
                    arrival, left, **parse_rtcp(bytes.fromhex(words[11]))))
    return rtp, reports['fwd'], reports['rev']


def shape_of_loss(received):
    """received: a string of 1 (received) and 0 (lost), from the first received
    to the last. Runs, bursts and gaps (RFC 3611 4.7.2), Gilbert's model."""
    runs = [len(run) for run in received.split('1') if run]
    losses = [i for i, c in enumerate(received) if c == '0']
    bursts = []
    for at in losses:
        if bursts and at - bursts[-1][-1] - 1 < GMIN:
            bursts[-1].append(at)
        else:
            bursts.append([at])
    bursts = [b for b in bursts if len(b) > 1]
    spans = [(b[0], b[-1] + 1) for b in bursts]
    edges = [0] + [e for span in spans for e in span] + [len(received)]
    gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2]) if b > a]
    in_bursts = sum(b - a for a, b in spans)
    in_gaps = sum(b - a for a, b in gaps)
    lost_in_bursts = sum(map(len, bursts))
    n_received = len(received) - len(losses)
    shape = {
        'loss-runs': [sum(r == n for r in runs) for n in range(1, RUNS)] +
                     [sum(r >= RUNS for r in runs)],
        'loss-run-max': max(runs, default=0),
        'burst-count': len(bursts),
        'gilbert-p-percent': 100 * len(runs) / n_received,
    }
    spacing_ms = 1024 / CLOCK_RATE * 1000
    if bursts:
        shape['burst-density-percent'] = 100 * lost_in_bursts / in_bursts
        shape['burst-duration-ms'] = in_bursts / len(bursts) * spacing_ms
    if gaps:
        shape['gap-density-percent'] = \
            100 * (len(losses) - lost_in_bursts) / in_gaps
        shape['gap-duration-ms'] = in_gaps / len(gaps) * spacing_ms
    if losses:
        shape['loss-run-mean'] = len(losses) / len(runs)
        shape['gilbert-r-percent'] = 100 * len(runs) / len(losses)
        p, r = len(runs) / n_received, len(runs) / len(losses)
        shape['burst-ratio'] = 1 / (p + r)
    return shape


def percentile(values, percent):
    """Nearest rank."""
    rank = -(-percent * len(values) // 100)
    return sorted(values)[max(int(rank), 1) - 1]


class Series:
    """Numbers of one sender, extended."""

    def __init__(self, first):
        self.newest = first
        self.lowest = self.highest = None
        self.received = set()

    def extend(self, seq):
        apart = (seq - self.newest + 0x8000) % 0x10000 - 0x8000
        number = self.newest + apart
        self.newest = max(self.newest, number)
        return number

    def states(self):
        return ''.join('1' if n in self.received else '0'
                       for n in range(self.lowest, self.highest + 1))


class Stream:
    """All deliveries of one SSRC, in order; state n is the one after n of
    them."""

    def __init__(self, packets, latency_ms):
        self.latency_ms = latency_ms
        self.sent = sorted((p for p in packets if p.fate != 'copy'),
                           key=lambda p: p.arrival)
        self.arrivals = [p.arrival for p in self.sent]
        self.series = {}
        self.counts = [dict.fromkeys(
            ('packets-received', 'packets-duplicated', 'packets-reordered',
             'bytes-received', 'wire-bytes-received', 'packets-late',
             'reorder-extent-max', 'restarts'), 0)]
        self.counts[0].update({'jitter-ms': None, 'jitter-max-ms': 0.0,
                               'jitter-sum': 0.0, 'samples': 0,
                               'reorder-late-max-ms': 0.0})
        self.deliveries = []  # (packet, ext, is unique)
        self.firsts = []  # state at which each series starts
        self._order = []  # (ext, time) of unique deliveries of this series
        self._transits = collections.deque()
        self.shapes = {}
        start = before = None  # of a sender that does not pause
        for packet in packets:
            if before is None or packet.arrival > before + SILENT_S:
                start = packet.arrival
            before = packet.arrival
            series = self.series.get(start)
            if series is None:
                series = self.series[start] = Series(packet.seq)
            number = series.extend(packet.seq)
            if packet.left:
                self._deliver(packet, series, number)
        self.times = [p.left for p, _, _ in self.deliveries]

    def _deliver(self, packet, series, number):
        now = dict(self.counts[-1])
        is_unique = number not in series.received
        is_first = series.lowest is None
        if is_first:
            self.firsts.append(len(self.deliveries))
            self._order, series.lowest, series.highest = [], number, number
            self._transits.clear()
            now['restarts'] = len(self.firsts) - 1
        now['bytes-received'] += packet.payload
        now['wire-bytes-received'] += packet.bytes + HEADER_BYTES
        if not is_first:
            self._count_jitter(packet, now)
        if is_unique:
            now['packets-received'] += 1
            self._count_order(packet.left, number, series, now)
            self._count_late(packet, now)
            series.received.add(number)
            series.lowest = min(series.lowest, number)
            series.highest = max(series.highest, number)
        else:
            now['packets-duplicated'] += 1
        expected = sum(s.highest - s.lowest + 1 for s in self.series.values()
                       if s.lowest is not None)
        now['packets-expected'] = expected
        now['packets-lost'] = expected - now['packets-received']
        now['highest'] = series.highest
        self.deliveries.append((packet, number, is_unique))
        self.counts.append(now)

    def _count_jitter(self, packet, now):
        """Nothing was lost by any count, and no count is too high."""
        before = self.deliveries[-1][0]
        ticks = (packet.timestamp - before.timestamp + 2**31) % 2**32 - 2**31
        apart_ms = abs((packet.left - before.left) * 1000 -
                       ticks * 1000 / CLOCK_RATE)
        jitter = now['jitter-ms'] or 0.0
        jitter += (apart_ms - jitter) / 16
        now['jitter-ms'] = jitter
        now['jitter-max-ms'] = max(jitter, now['jitter-max-ms'])
        now['jitter-sum'] += jitter
        now['samples'] += 1

    def _count_order(self, time, number, series, now):
        """RFC 4737: extent and late time, by the first packet that
        overtook."""
        if number < series.highest:
            now['packets-reordered'] += 1
            at = next(i for i, (n, _) in enumerate(self._order) if n > number)
            now['reorder-extent-max'] = max(
                now['reorder-extent-max'], len(self._order) - at)
            now['reorder-late-max-ms'] = max(
                now['reorder-late-max-ms'],
                1000 * (time - self._order[at][1]))
        self._order.append((number, time))

    def _count_late(self, packet, now):
        """Late is a packet that takes longer than the minimum transit, by the
        time of the media, plus the latency. If there is none, no jitter buffer
        has any late packet."""
        media = packet.timestamp / CLOCK_RATE
        transit = packet.left - media
        while self._transits and \
                packet.left - self._transits[0][0] > WINDOW_S:
            self._transits.popleft()
        self._transits.append((packet.left, transit))
        above_ms = 1000 * (transit - min(t for _, t in self._transits))
        now['packets-late'] += above_ms > self.latency_ms

    def at(self, time):
        """How many deliveries there were by then."""
        return bisect.bisect_right(self.times, time)

    def shape(self, n):
        """The shape of loss in state n."""
        if n not in self.shapes:
            received = collections.defaultdict(set)
            for packet, number, _ in self.deliveries[:n]:
                received[packet.client].add(number)
            self.shapes[n] = shape_of_loss(''.join(
                ''.join('1' if i in numbers else '0'
                        for i in range(min(numbers), max(numbers) + 1))
                for numbers in received.values()))
        return self.shapes[n]

    def run_max(self, n, end):
        """Longest run in state n below the number end (16 bits), for a stream
        of one series."""
        numbers = {number for _, number, _ in self.deliveries[:n]}
        first, last = min(numbers), max(numbers)
        last -= (last - end + 1) % 0x10000
        runs = ''.join('1' if i in numbers else '0'
                       for i in range(first, last + 1)).split('1')
        return max(map(len, runs))

    def delays(self, start, end):
        """(delay, delay above the minimum of the last minute and the same
        series), ms, of the unique deliveries from state start to end; both as
        known at the end."""
        now = self.times[end - 1]
        found = []
        for first, last in zip(self.firsts, self.firsts[1:] + [end]):
            taken = [(1000 * (p.left - p.arrival), i) for i, (p, _, unique) in
                     enumerate(self.deliveries[first:min(last, end)], first)
                     if unique and p.left > now - MINUTE]
            minimum = min((d for d, _ in taken), default=0)
            found += [(d, d - minimum) for d, i in taken if i >= start]
        return found

    def spacing_max(self, start, end):
        """Longest time between two arrivals of a series, the second of them
        from state start to end; None if there are none."""
        found = [1000 * (self.times[i] - self.times[i - 1])
                 for i in range(start, end) if i not in self.firsts]
        return max(found, default=None)
