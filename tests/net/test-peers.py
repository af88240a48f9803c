# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Other programs as the other end: ffmpeg, rtpbin, tshark, and a capture of
foreign G.711."""

import os
import re
import socket
import struct
import subprocess
import tempfile
import time

import qosnet
from importlib import import_module

CAPTURE = '/usr/share/sip-tester/g711a.pcap'
# AAC-LC, 48 kHz, stereo.
CONFIG = '1190'
SDP = """v=0
o=- 0 0 IN IP4 127.0.0.1
s=qosaudio
c=IN IP4 127.0.0.1
t=0 0
m=audio {port} RTP/AVP 96
a=rtpmap:96 MPEG4-GENERIC/48000/2
a=fmtp:96 streamtype=5;profile-level-id=41;mode=AAC-hbr;sizelength=13;\
indexlength=3;indexdeltalength=3;constantduration=1024;config={config}
"""
CAPS = ('application/x-rtp,media=audio,clock-rate=48000,payload=96,'
        'encoding-name=MPEG4-GENERIC,mode=AAC-hbr,sizelength=(string)13,'
        'indexlength=(string)3,indexdeltalength=(string)3,'
        f'config=(string){CONFIG}')


def sent_config():
    """The AudioSpecificConfig that avenc_aac makes for TONE, as hex."""
    program = subprocess.run(
        ['gst-launch-1.0', '-v'] +
        (qosnet.TONE.format(n=4) + 'qospay ! fakesink').split(),
        check=True, capture_output=True, text=True)
    return re.search(r'config=\(string\)([0-9a-f]+)', program.stdout).group(1)


def ffmpeg_plays(max_ptime_ms, mtu):
    """ffmpeg decodes the stream from an SDP: as long and as loud as it was
    sent."""
    def case():
        port = qosnet.free_port()
        with tempfile.TemporaryDirectory() as directory:
            sdp = os.path.join(directory, 'x.sdp')
            with open(sdp, 'w', encoding='ascii') as file:
                file.write(SDP.format(port=port, config=sent_config()))
            ffmpeg = qosnet.Program(
                ['ffmpeg', '-nostdin', '-hide_banner', '-protocol_whitelist',
                 'file,udp,rtp', '-i', sdp, '-t', '3', '-af', 'volumedetect',
                 '-f', 'null', '-'])
            time.sleep(1)  # ffmpeg does not report when it listens
            sender = qosnet.launch(
                qosnet.TONE.format(n=qosnet.buffers(8)) +
                f'qossink uri=qos://127.0.0.1:{port}'
                f'?max-ptime={max_ptime_ms * 1000000}&mtu={mtu}')
            code = ffmpeg.wait(30)
            sender.stop()
            sender.check_clean()
        text = '\n'.join(ffmpeg.lines)
        assert code == 0, text
        samples = int(re.search(r'n_samples: (\d+)', text).group(1))
        volume = float(re.search(r'mean_volume: (-?[\d.]+) dB', text).group(1))
        assert samples >= 2 * 48000 * 2.9, text
        assert -40 < volume < -5, text
        assert not re.search('error|invalid|corrupt', text, re.I), text
        return f'{samples // 2 / 48000:.2f} s, {volume} dB'
    return case


def rtpbin_receives():
    """rtpbin plays the stream, and its receiver reports give us a round
    trip."""
    rtp, back = qosnet.free_port(), qosnet.free_port()
    relay = qosnet.Relay(rtp, '--fwd', 'delay=30')
    receiver = qosnet.launched(
        'rtpbin name=b latency=100 '
        f'udpsrc port={rtp} address=127.0.0.1 caps={CAPS} ! b.recv_rtp_sink_0 '
        'b. ! rtpmp4gdepay ! avdec_aac ! fakesink name=sound '
        f'udpsrc port={rtp + 1} address=127.0.0.1 ! b.recv_rtcp_sink_0 '
        f'b.send_rtcp_src_0 ! udpsink host=127.0.0.1 port={back} sync=false '
        'async=false')
    # RTCP bypasses the relay: only the sound is delayed by 30 ms.
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(14)) +
        f'qospay name=p ! udpsink host=127.0.0.1 port={relay.port} '
        f'p.rtcp_src ! udpsink host=127.0.0.1 port={rtp + 1} sync=false '
        f'async=false udpsrc port={back} address=127.0.0.1 '
        'socket-timestamp=realtime ! p.rtcp_sink')
    sender.wait_for(
        lambda: [f for f in sender.fields('qospay') if 'rtt-ms' in f], 15,
        'a round trip from rtpbin')
    last = sender.fields('qospay')[-1]
    sender.stop()
    receiver.stop()
    sender.check_clean()
    receiver.check_clean()
    relay.report()
    # Both ends are on one machine: the only delay is scheduling in rtpbin.
    assert last['rtt-ms'] < 20, last
    assert last['remote-packets-lost'] == 0, last
    return f'rtt {last["rtt-ms"]:.2f} ms'


def measures_ffmpeg():
    """qosstats on an RTP stream from ffmpeg, RTCP on its own port."""
    port = qosnet.free_port()
    relay = qosnet.Relay(port, '--fwd', 'loss=5')
    # ffmpeg numbers its audio types from 97.
    caps = CAPS.replace('payload=96', 'payload=97')
    receiver = qosnet.launched(
        f'udpsrc port={port} address=127.0.0.1 caps={caps} ! qosstats name=s '
        f'! rtpjitterbuffer ! rtpmp4gdepay ! avdec_aac ! fakesink '
        f'udpsrc port={port + 1} address=127.0.0.1 ! s.rtcp_sink')
    ffmpeg = subprocess.run(
        ['ffmpeg', '-nostdin', '-hide_banner', '-loglevel', 'error', '-re',
         '-f', 'lavfi', '-i', 'anoisesrc=r=48000:d=8', '-ac', '2', '-c:a',
         'aac', '-f', 'rtp', '-cname', 'someone@elsewhere', f'rtp://127.0.0.1:{relay.port}?rtcpport={port + 1}'
         ], check=True, capture_output=True, text=True)
    assert not ffmpeg.stderr, ffmpeg.stderr
    truth = qosnet.one_stream(relay.report())
    receiver.wait_for(
        lambda: receiver.fields('qosstats')[-1]['packets-received'] ==
        truth['delivered_unique'], 5, 'the last packet in a message')
    receiver.stop()
    receiver.check_clean()
    last = receiver.fields('qosstats')[-1]
    assert truth['received'] > 100, truth
    assert last['packets-lost'] == truth['lost_inside'] > 0, (last, truth)
    assert last['wire-bytes-received'] == truth['wire_bytes'], (last, truth)
    assert 0 < last['jitter-ms'] < 25, last
    assert last['cname'] == 'someone@elsewhere', last
    return (f'lost {last["packets-lost"]} of {last["packets-expected"]}, '
            f'cname {last["cname"]}')


def replay(capture, port):
    """Sends the UDP payloads of a capture with their original spacing."""
    with open(capture, 'rb') as file:
        data = file.read()
    order = '<' if data[:4] == b'\xd4\xc3\xb2\xa1' else '>'
    link = struct.unpack(order + 'I', data[20:24])[0]
    at, start, began = 24, None, None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        while at < len(data):
            seconds, micro, size, _ = struct.unpack(
                order + 'IIII', data[at:at + 16])
            frame = data[at + 16:at + 16 + size]
            at += 16 + size
            ip = frame[{1: 14, 113: 16, 101: 0}[link]:]
            payload = ip[4 * (ip[0] & 15) + 8:]
            when = seconds + micro / 1e6
            if start is None:
                start, began = when, time.monotonic()
            time.sleep(max(0, began + when - start - time.monotonic()))
            sock.sendto(payload, ('127.0.0.1', port))


def measures_capture():
    """qosstats on a foreign G.711 stream, against tshark."""
    if not os.path.exists(CAPTURE):
        raise qosnet.Skip(f'no {CAPTURE} (package sip-tester)')
    numbers = import_module('test-numbers')
    port = qosnet.free_port()
    receiver = qosnet.launched(
        f'udpsrc port={port} address=127.0.0.1 socket-timestamp=realtime '
        '! qosstats ! rtpjitterbuffer ! rtppcmadepay ! alawdec ! fakesink')
    with tempfile.TemporaryDirectory() as directory:
        pcap = os.path.join(directory, 'delivered.pcap')
        relay = qosnet.Relay(port, pcap=pcap)
        replay(CAPTURE, relay.port)
        truth = qosnet.one_stream(relay.report())
        receiver.wait_for(
            lambda: receiver.fields('qosstats')[-1]['packets-received'] ==
            truth['delivered_unique'], 5, 'the last packet in a message')
        ref = numbers.tshark_stream(pcap, port)
    receiver.stop()
    receiver.check_clean()
    last = receiver.fields('qosstats')[-1]
    assert last['clock-rate'] == 8000
    assert last['packets-received'] == ref['packets'], (last, ref)
    assert last['packets-lost'] == ref['lost'], (last, ref)
    for key in ('jitter-mean', 'jitter-max'):
        assert abs(last[key + '-ms'] - ref[key]) <= \
            max(0.1 * ref[key], 0.05), (key, last, ref)
    return (f'{last["packets-received"]} packets, jitter '
            f'{last["jitter-mean-ms"]:.3f} ms, tshark {ref["jitter-mean"]:.3f}')


def tshark_count(pcap, port, protocol, condition):
    text = subprocess.run(
        ['tshark', '-r', pcap, '-d', f'udp.port=={port},{protocol}', '-Y',
         condition], check=True, capture_output=True, text=True).stdout
    return len(text.splitlines())


def tshark_approves():
    """No RTP or RTCP packet of ours is malformed, in both directions, in a
    session with fragments, bundles and BYEs."""
    port = qosnet.free_port()
    with tempfile.TemporaryDirectory() as directory:
        pcap = os.path.join(directory, 'all.pcap')
        tshark = qosnet.Program(
            ['tshark', '-i', 'lo', '-w', pcap, '-f', f'udp port {port}'])
        tshark.wait_line('Capturing on')
        time.sleep(1)  # it announces that before it does it
        receiver = qosnet.receiver(port, properties='name=studio')
        for options in ('name=mic', 'name=b&max-ptime=80000000',
                        'mtu=200&dscp=46'):
            sender = qosnet.launch(
                qosnet.TONE.format(n=qosnet.buffers(4)) +
                f'qossink uri=qos://127.0.0.1:{port}?{options}')
            assert sender.wait(20) == 0, sender.lines
        receiver.stop()
        time.sleep(0.5)
        tshark.stop()
        count = {
            'rtp': tshark_count(pcap, port, 'rtp', 'rtp'),
            'sr': tshark_count(pcap, port, 'rtcp', 'rtcp.pt == 200'),
            'rr': tshark_count(pcap, port, 'rtcp', 'rtcp.pt == 201'),
            'sdes': tshark_count(pcap, port, 'rtcp', 'rtcp.pt == 202'),
            'bye': tshark_count(pcap, port, 'rtcp', 'rtcp.pt == 203'),
            'rrtr': tshark_count(pcap, port, 'rtcp', 'rtcp.xr.bt == 4'),
            'dlrr': tshark_count(pcap, port, 'rtcp', 'rtcp.xr.bt == 5'),
            'rle': tshark_count(pcap, port, 'rtcp', 'rtcp.xr.bt == 1'),
            'summary': tshark_count(pcap, port, 'rtcp', 'rtcp.xr.bt == 6'),
            'voip': tshark_count(pcap, port, 'rtcp', 'rtcp.xr.bt == 7'),
        }
        wrong = '_ws.malformed || _ws.expert.severity >= 0x600000'
        assert all(n > 0 for n in count.values()), count
        # The third sender marks its packets, the others do not.
        marked = tshark_count(pcap, port, 'rtp',
                              f'udp.dstport == {port} && ip.dsfield.dscp == 46')
        plain = tshark_count(pcap, port, 'rtp',
                             f'udp.dstport == {port} && ip.dsfield.dscp == 0')
        assert marked > 100 and plain > 100, (marked, plain)
        assert tshark_count(pcap, port, 'rtp', f'rtp && ({wrong})') == 0
        for pt in range(200, 208):
            found = f'rtcp.pt == {pt} && ({wrong})'
            assert tshark_count(pcap, port, 'rtcp', found) == 0, found
        # The extension block of an ordinary packet is one word and its header.
        assert tshark_count(pcap, port, 'rtp', 'rtp.ext.len == 1') > \
            0.8 * count['rtp'], count
        return str(count)


def gst_play():
    """gst-play-1.0 plays a qos:// URI, and ends when the sender ends."""
    port = qosnet.free_port()
    player = qosnet.Program(
        ['gst-play-1.0', '--audiosink=fakesink', f'qos://127.0.0.1:{port}'])
    player.wait_line('Pipeline is live')
    sender = qosnet.launch(
        qosnet.TONE.format(n=qosnet.buffers(4)) +
        f'qossink uri=qos://127.0.0.1:{port}')
    assert sender.wait(20) == 0, sender.lines
    assert player.wait(15) == 0, player.lines
    player.check_clean()
    text = '\n'.join(player.lines)
    assert 'Reached end of play list' in text, text
    assert re.search(r'0:00:0[23]\.', text), text


CASES = [
    ('gst-play-1.0 plays', gst_play),
    ('ffmpeg plays one AU a packet', ffmpeg_plays(0, 1400)),
    ('ffmpeg plays three AUs a packet', ffmpeg_plays(80, 1400)),
    ('ffmpeg plays fragments', ffmpeg_plays(0, 200)),
    ('rtpbin receives and reports', rtpbin_receives),
    ('qosstats measures ffmpeg', measures_ffmpeg),
    ('qosstats measures a G.711 capture', measures_capture),
    ('tshark finds nothing malformed', tshark_approves),
]

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=4)
    tap.finish()
