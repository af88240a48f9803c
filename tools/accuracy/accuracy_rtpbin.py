# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The peer: the same sound through rtpmp4gpay and rtpbin, with the same
faults. Its numbers are read twice a second from the statistics of its session
and of its jitter buffer."""

import json
import os

import accuracy_compare as compare
import accuracy_ledger as ledger
import qosnet

SEED = '5'
LATENCY_MS = 60
# Time from a packet's way through the relay to its count in the session.
MOMENT_S = 0.002
LAUNCH = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      'accuracy_launch.py')
CAPS = ('application/x-rtp,media=audio,clock-rate=48000,payload=96,'
        'encoding-name=MPEG4-GENERIC,mode=AAC-hbr,sizelength=(string)13,'
        'indexlength=(string)3,indexdeltalength=(string)3,config=(string)1190')
UDP = 'udpsink host=127.0.0.1 sync=false async=false port='


def start(description):
    program = qosnet.Program(['/usr/bin/python3', LAUNCH, description])
    program.wait_line('ready')
    return program


def relay(directory, name, port, *options):
    trace = os.path.join(directory, name)
    return qosnet.Relay(port, '--seed', SEED, '--trace', trace, *options,
                        pcap=trace + '.pcap')


def samples(program):
    return [json.loads(line) for line in program.lines
            if line.startswith('{')]


def run_rtpbin(case, seconds, directory):
    """Two relays, because its reports go back on their own port."""
    port, back = qosnet.free_port(), qosnet.free_port()
    forward = relay(directory, 'forward', port, '--fwd', case.forward,
                    *case.more)
    reverse = relay(directory, 'reverse', back, '--fwd',
                    case.back if 'only=' in case.back
                    else 'only=rtcp,' + case.back)
    receiver = start(
        f'udpsrc port={port} address=127.0.0.1 caps={CAPS} ! b.recv_rtp_sink_0 '
        f'rtpbin name=b latency={LATENCY_MS} b. ! rtpmp4gdepay ! '
        'fakesink sync=true '
        f'b.send_rtcp_src_0 ! {UDP}{reverse.port}')
    sender = start(
        qosnet.TONE.format(n=qosnet.buffers(seconds)) +
        'rtpmp4gpay pt=96 ! b.send_rtp_sink_0 rtpbin name=b '
        f'b.send_rtp_src_0 ! {UDP}{forward.port} '
        f'b.send_rtcp_src_0 ! {UDP}{forward.port} '
        f'udpsrc port={back} address=127.0.0.1 ! b.recv_rtcp_sink_0')
    # Sometimes its end of stream is lost.
    sender.wait_for(lambda: len(samples(sender)) >= 2 * seconds - 2,
                    seconds + 20, 'samples of rtpbin')
    sender.stop()
    receiver.stop()
    forward.report()
    reverse.report()
    packets, reports, _ = ledger.read_trace(os.path.join(directory, 'forward'))
    _, answers, _ = ledger.read_trace(os.path.join(directory, 'reverse'))
    run = compare.Run(packets, reports, answers, packets[0].ssrc, LATENCY_MS)
    errors = compare.Errors()
    before = None
    for sample in samples(receiver):
        before = compare_receiver(run, sample, before, errors)
    for sample in samples(sender):
        compare_sender(run, sample, errors)
    return errors


def states_at(run, time):
    return [run.stream.counts[n]
            for n in range(run.stream.at(time - MOMENT_S),
                           run.stream.at(time) + 1) if n > 0]


def compare_receiver(run, sample, before, errors):
    states = states_at(run, sample['time'])
    for source in sample['sources']:
        if source['ssrc'] != run.ssrc or not states:
            continue
        errors.add('packets-received', source['packets-received'],
                   *[s['packets-received'] for s in states])
        errors.add('packets-lost', source['packets-lost'],
                   *[s['packets-lost'] for s in states])
        errors.add('bytes-received', source['octets-received'],
                   *[s['bytes-received'] for s in states])
        errors.add('jitter-ms', source['jitter'] * 1000 / ledger.CLOCK_RATE,
                   *[s['jitter-ms'] for s in states])
        compare_bitrate(run, sample, source, before, errors)
    for buffer in sample['buffers']:
        if not states:
            continue
        errors.add('packets-late', buffer.get('num-late'),
                   *[s['packets-late'] for s in states])
        errors.add('packets-duplicated', buffer.get('num-duplicates'),
                   *[s['packets-duplicated'] for s in states])
    return sample


def compare_bitrate(run, sample, source, before, errors):
    """Its bit rate is an average over time: compared with the last
    interval."""
    if before is None or not source['bitrate']:
        return
    at, was = (run.stream.at(s['time']) for s in (sample, before))
    passed = (run.stream.counts[at]['wire-bytes-received'] -
              run.stream.counts[was]['wire-bytes-received'])
    errors.add('wire-kbps', source['bitrate'] / 1000,
               passed * 8 / 1000 / (sample['time'] - before['time']))


def compare_sender(run, sample, errors):
    time = sample['time']
    for source in sample['sources']:
        if source.get('have-rb'):
            compare_reported(run, time, source, errors)
        elif source['ssrc'] == run.ssrc:
            errors.add('sender packets-sent', source['packets-sent'], *[
                sum(a <= moment for a in run.stream.arrivals)
                for moment in (time - MOMENT_S, time)])


def compare_reported(run, time, source, errors):
    echoes = run.echoes_at_sender(time)
    reports = run.sent_reports(time)
    if echoes and source['rb-round-trip']:
        errors.add('sender rtt-ms', source['rb-round-trip'] * 1000 / 65536, *[
            sum(map(compare.took_ms, pair)) for pair in echoes[:2]])
    for report in reports[:1]:
        states = states_at(run, report.arrival)
        errors.add('sender remote-packets-lost', source['rb-packetslost'],
                   *[s['packets-lost'] for s in states])
        errors.add('sender remote-jitter-ms',
                   source['rb-jitter'] * 1000 / ledger.CLOCK_RATE,
                   *[s['jitter-ms'] for s in states])
    if len(reports) > 1:
        new, old = (states_at(run, r.arrival) for r in reports[:2])
        errors.add('sender remote-loss-percent', source['rb-fractionlost'] / 2.56, *[
            100 * max(a['packets-lost'] - b['packets-lost'], 0) /
            (a['packets-expected'] - b['packets-expected'])
            for a in new for b in old
            if a['packets-expected'] > b['packets-expected']])
