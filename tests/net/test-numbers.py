# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Jitter compared with tshark, bandwidth compared with the relay."""

import os
import subprocess
import tempfile

import qosnet


def tshark_stream(pcap, port):
    """The columns after the payload type of the only stream in tshark -z
    rtp,streams, as numbers."""
    text = subprocess.run(
        ['tshark', '-r', pcap, '-d', f'udp.port=={port},rtp', '-q', '-z',
         'rtp,streams'], check=True, capture_output=True, text=True).stdout
    rows = [l for l in text.splitlines() if ' 127.0.0.1 ' in l]
    assert len(rows) == 1, text
    words = rows[0].replace('(', ' ').replace('%)', ' ').split()
    at = next(i for i, w in enumerate(words) if w.startswith('0x'))
    # Payload names have spaces ("ITU-T G.711 PCMU"): count from the end.
    words = [w for w in words[at + 1:] if w != 'X']
    keys = ('packets', 'lost', 'lost-percent', 'delta-min', 'delta-mean',
            'delta-max', 'jitter-min', 'jitter-mean', 'jitter-max')
    return dict(zip(keys, map(float, words[-len(keys):])))


def g711(faults, seconds=10):
    """Sends a G.711 stream through the relay; tshark knows its clock rate by
    the payload type. Returns the numbers of tshark for what was delivered,
    ours, and the report of the relay."""
    port = qosnet.free_port()
    receiver = qosnet.launched(
        f'udpsrc port={port} address=127.0.0.1 socket-timestamp=realtime '
        '! qosstats ! fakesink')
    with tempfile.TemporaryDirectory() as directory:
        pcap = os.path.join(directory, 'delivered.pcap')
        relay = qosnet.Relay(port, *faults, pcap=pcap)
        sender = qosnet.launch(
            'audiotestsrc is-live=true samplesperbuffer=160 '
            f'num-buffers={seconds * 50} ! audio/x-raw,rate=8000,channels=1 '
            f'! mulawenc ! rtppcmupay ! udpsink host=127.0.0.1 '
            f'port={relay.port}')
        assert sender.wait(seconds + 15) == 0, sender.lines
        truth = qosnet.one_stream(relay.report())
        receiver.wait_for(
            lambda: receiver.fields('qosstats')[-1]['packets-received'] ==
            truth['delivered_unique'], 5, 'the last packet in a message')
        receiver.stop()
        receiver.check_clean()
        return tshark_stream(pcap, port), receiver.fields('qosstats'), truth


def jitter(faults, at_least_ms):
    def case():
        ref, shown, truth = g711(faults)
        last = shown[-1]
        assert last['clock-rate'] == 8000
        for key in ('jitter-mean', 'jitter-max'):
            ours, theirs = last[key + '-ms'], ref[key]
            assert abs(ours - theirs) <= max(0.1 * theirs, 0.05), \
                (key, ours, theirs)
        delta = max(m.get('delta-max-ms', 0) for m in shown)
        assert abs(delta - ref['delta-max']) <= 0.5 + ref['delta-max'] / 50
        assert ref['jitter-mean'] >= at_least_ms, ref
        # The mean is the mean of the running value.
        running = [m['jitter-ms'] for m in shown if 'jitter-ms' in m]
        mean = sum(running) / len(running)
        assert 0.5 * ref['jitter-mean'] - 0.05 <= mean <= \
            2 * ref['jitter-mean'] + 0.05, (mean, ref)
        assert last['packets-lost'] == truth['lost_inside'], (last, truth)
        # tshark takes the packets that come first and last as the ends.
        assert last['packets-lost'] == ref['lost'] or \
            last['packets-reordered'] > 0, (last, ref)
        return (f'mean {last["jitter-mean-ms"]:.3f} ms, tshark '
                f'{ref["jitter-mean"]:.3f}; max {last["jitter-max-ms"]:.3f}, '
                f'tshark {ref["jitter-max"]:.3f}')
    return case


def bandwidth(max_ptime_ms):
    """wire-kbps over 10 s against the count of the relay."""
    def case():
        port = qosnet.free_port()
        receiver = qosnet.receiver(port)
        relay = qosnet.Relay(port)
        sender = qosnet.launch(
            qosnet.TONE.format(n=qosnet.buffers(12)) +
            f'qossink uri=qos://127.0.0.1:{relay.port}'
            f'?max-ptime={max_ptime_ms * 1000000}')
        assert sender.wait(27) == 0, sender.lines
        assert receiver.wait(20) == 0, receiver.lines
        truth = qosnet.one_stream(relay.report())
        rtp = relay_rate(truth)
        notes = []
        for program, name in ((sender, 'qospay'), (receiver, 'qosstats')):
            shown = program.fields(name)[1:21]
            length = sum(m['duration'] for m in shown) / 1e9
            assert 9.5 < length < 10.5, length
            rate = sum(m['wire-kbps'] * m['duration'] for m in shown) / \
                sum(m['duration'] for m in shown)
            assert abs(rate / rtp - 1) < 0.01, (name, rate, rtp)
            notes.append(f'{rate:.2f}')
        header = 20 + 8 + 12 + 8
        expected = truth['wire_bytes'] - truth['payload_bytes']
        assert expected >= header * truth['received'], truth
        return f'{" and ".join(notes)} kbit/s, the relay counted {rtp:.2f}'

    def relay_rate(truth):
        # All packets in the duration of their sound.
        return truth['wire_bytes'] * 8 / 1000 / \
            (qosnet.buffers(12) * 1024 / 48000)
    return case


CASES = [
    ('jitter of a clean path', jitter([], 0)),
    ('jitter in order', jitter(['--fwd', 'jitter=15'], 1)),
    ('jitter with reordering', jitter(['--fwd', 'jitter-reorder=40,first=20'], 5)),
    ('jitter with loss', jitter(['--fwd', 'jitter=15,loss=5'], 1)),
    ('bandwidth, one AU a packet', bandwidth(0)),
    ('bandwidth, three AUs a packet', bandwidth(80)),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=6)
    tap.finish()
