# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Links that go down, unreachable and forbidden addresses: both ends continue,
count, and report it once."""

import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time

import qosnet
from qosnamespace import HERE, IPV4, THERE, Net, why_not

PORT = 5004
TONE = qosnet.TONE.format(n=-1)
SOON_S = 20


def receiver(net):
    return net.launch(THERE, 'qossrc ! fakesink')


def sender(net, host):
    return net.launch(HERE, TONE + f'qossink host={host}')


def notices(program, kind):
    return [f for f in program.fields('qosnotice') if f['notice'] == kind]


def wait_notice(program, kind, n=1):
    program.wait_for(lambda: len(notices(program, kind)) >= n, SOON_S,
                     f'{n} notices {kind}')
    notice = notices(program, kind)[-1]
    assert notice['text'] and notice['advice'], notice
    return notice


def wait_flow(program, name, field, more=20):
    """Waits until this many more packets were counted."""
    def last():
        found = program.fields(name)
        return found[-1].get(field, 0) if found else 0
    start = last()
    program.wait_for(lambda: last() >= start + more, SOON_S,
                     f'{name} {field} above {start + more}')


def end(*programs):
    for program in programs:
        program.stop()
        program.check_clean()


def reported_once(program, times=1):
    for kind in ('unreachable', 'reachable'):
        found = notices(program, kind)
        assert len(found) == times, (kind, found)


def link_down(side):
    """The link of one end goes down, and comes back."""
    def case():
        with Net() as net:
            there = receiver(net)
            here = sender(net, IPV4[THERE])
            wait_flow(here, 'qospay', 'reports-received', 2)
            net.link(side, False)
            ended = (there, here)[side == HERE]
            notice = wait_notice(ended, 'unreachable')
            assert notice['address'].startswith(
                IPV4[THERE if side == HERE else HERE]), notice
            time.sleep(2)
            assert here.process.poll() is None and there.process.poll() is None
            net.link(side, True)
            wait_flow(there, 'qosstats', 'packets-received')
            wait_flow(here, 'qospay', 'reports-received', 2)
            wait_notice(ended, 'reachable')
            if side == HERE:
                assert here.fields('qospay')[-1]['packets-not-sent'] > 40
            end(here, there)
            reported_once(ended)
    return case


def no_route():
    """Without a route it starts nevertheless, and works as soon as there is
    one."""
    with Net() as net:
        host = '203.0.113.1'
        here = sender(net, host)
        notice = wait_notice(here, 'unreachable')
        assert 'unreachable' in notice['text'], notice
        assert notice['address'] == f'{host}:{PORT}', notice
        wait_flow(here, 'qospay', 'packets-not-sent')
        last = here.fields('qospay')[-1]
        assert last['ssrc'] == notice['ssrc']
        assert last['packets-sent'] >= last['packets-not-sent'] > 0, last
        net.run(THERE, f'ip address add {host}/32 dev qos1')
        there = receiver(net)
        net.run(HERE, f'ip route add {host} dev qos0')
        wait_notice(here, 'reachable')
        wait_flow(here, 'qospay', 'reports-received', 2)
        end(here, there)
        reported_once(here)


def no_listener():
    """The port is closed. The network reports that (ICMP), and so does the
    sender, once; the receiver starts later. Then the sender dies without a
    BYE, and the receiver continues."""
    with Net() as net:
        here = sender(net, IPV4[THERE])
        notice = wait_notice(here, 'unreachable')
        assert 'refused' in notice['text'], notice
        wait_flow(here, 'qospay', 'packets-sent')
        assert notice['ssrc'] == here.fields('qospay')[-1]['ssrc'], notice
        there = receiver(net)
        wait_flow(there, 'qosstats', 'packets-received')
        wait_notice(here, 'reachable')
        wait_flow(here, 'qospay', 'reports-received', 2)
        reported_once(here)
        here.stop(sign=signal.SIGKILL)
        notice = wait_notice(there, 'unreachable')
        assert 'refused' in notice['text'], notice
        again = sender(net, IPV4[THERE])
        wait_flow(again, 'qospay', 'reports-received', 2)
        end(again, there)


def forbidden():
    """A firewall on the machine of the receiver, and an address that needs a
    permission."""
    with Net() as net:
        there = receiver(net)
        here = sender(net, IPV4[THERE])
        wait_flow(here, 'qospay', 'reports-received', 2)
        try:
            net.run(THERE, 'nft add table ip qos')
        except (OSError, subprocess.CalledProcessError) as error:
            raise qosnet.Skip('nft does not work here') from error
        net.run(THERE, 'nft add chain ip qos out '
                '{ type filter hook output priority 0 ; }')
        net.run(THERE, f'nft add rule ip qos out ip daddr {IPV4[HERE]} drop')
        notice = wait_notice(there, 'unreachable')
        assert 'not permitted' in notice['text'], notice
        assert notice['ssrc'] == here.fields('qospay')[-1]['ssrc'], notice
        wait_flow(there, 'qosstats', 'packets-received')
        net.run(THERE, 'nft delete table ip qos')
        wait_notice(there, 'reachable')
        wait_flow(here, 'qospay', 'reports-received', 2)
        end(here, there)
        reported_once(there)


def broadcast():
    with Net() as net:
        here = sender(net, '10.9.0.255')
        notice = wait_notice(here, 'unreachable')
        assert 'denied' in notice['text'], notice
        wait_flow(here, 'qospay', 'packets-not-sent')
        end(here)


def both_families():
    """The receiver without options accepts IPv4 and IPv6, and shows addresses
    in the usual form."""
    hosts = {1: '127.0.0.1', 2: '[::1]'}
    with Net() as net:
        there = receiver(net)
        here = [net.launch(THERE, TONE + f'qossink ssrc={ssrc} '
                           f'uri=qos://{host}:{PORT}')
                for ssrc, host in hosts.items()]
        for ssrc, host in hosts.items():
            there.wait_for(lambda n=ssrc: there.fields('qosstats', n), SOON_S,
                           f'sender {ssrc}')
            address = there.fields('qosstats', ssrc)[-1]['address']
            assert re.fullmatch(re.escape(host) + r':\d+', address), address
        for program in here:
            wait_flow(program, 'qospay', 'reports-received', 2)
        end(there, *here)


def reports_per_second(program):
    """Of a sender, from the first report on."""
    seen = [(at, f['reports-received'])
            for at, _, name, f in program.messages
            if name == 'qospay' and f['reports-received'] > 0]
    return (seen[-1][1] - seen[0][1]) / (seen[-1][0] - seen[0][0])


def multicast(group, options):
    """Three receivers, one of them on the machine of the sender. All of them
    report, together not more often than one may (if each reported at its own
    rate, it would be six a second)."""
    def case():
        uri = f'qos://{group}:{PORT}'
        with Net() as net:
            receivers = [
                net.launch(side, f'qossrc name=r{n} '
                           f'uri={uri}?multicast-interface=qos{side} '
                           '! fakesink')
                for n, side in enumerate((HERE, THERE, THERE))]
            here = net.launch(HERE, TONE + f'qossink uri={uri}?{options}'
                              'multicast-interface=qos0')
            for program in receivers:
                wait_flow(program, 'qosstats', 'packets-received')
            names = set()
            here.wait_for(
                lambda: names.update(
                    f.get('remote-name') for f in here.fields('qospay')) or
                {'r0', 'r1', 'r2'} <= names, SOON_S, 'reports of all')
            wait_flow(here, 'qospay', 'reports-received', 8)
            rate = reports_per_second(here)
            assert 1 < rate < 4.8, rate
            lost = here.fields('qospay')[-1]['remote-packets-lost']
            assert lost == 0, lost
            end(here, *receivers)
        return f'{rate:.2f} reports a second'
    return case


def no_loop():
    """Hops and loop are as set: nothing comes back to this machine."""
    with Net() as net:
        here = net.launch(HERE, 'qossrc uri=qos://239.1.2.3:5004 '
                          'multicast-interface=qos0 ! fakesink')
        there = net.launch(THERE, 'qossrc uri=qos://239.1.2.3:5004 '
                           'multicast-interface=qos1 ! fakesink')
        out = net.launch(HERE, TONE + 'qossink uri=qos://239.1.2.3:5004 '
                         'loop=false ttl=7 multicast-interface=qos0')
        wait_flow(there, 'qosstats', 'packets-received')
        assert not here.fields('qosstats'), here.fields('qosstats')[-1]
        end(here, there, out)


def no_such_interface():
    with Net() as net:
        for element in ('qossrc', TONE + 'qossink'):
            tail = ' ! fakesink' if element == 'qossrc' else ''
            program = net.program(HERE, ['gst-launch-1.0'] + (
                f'{element} uri=qos://239.1.2.3:5004?multicast-interface=no0'
                f'{tail}').split())
            program.wait_line('"no0"')
            assert program.wait(SOON_S) != 0


def rtp(seq, ssrc):
    """Payload type 0: 20 ms of silence."""
    return struct.pack('!BBHII', 0x80, 0, seq, 160 * seq, ssrc) + b'\xff' * 160


def send_from_port_0():
    """In the namespace of the sender: packets that cannot be answered."""
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
    for seq in range(100):
        payload = rtp(seq, 0xbad)
        raw.sendto(struct.pack('!HHHH', 0, PORT, 8 + len(payload), 0) + payload,
                   (IPV4[THERE], 0))
        time.sleep(0.02)


def port_0(receive):
    def case():
        with Net() as net:
            there = net.launch(THERE, receive)
            here = sender(net, IPV4[THERE])
            wait_flow(here, 'qospay', 'reports-received', 2)
            forger = net.program(HERE, [
                sys.executable, os.path.abspath(__file__), 'port-0'])
            assert forger.wait(SOON_S) == 0, forger.lines
            notice = wait_notice(there, 'unreachable')
            assert notice['ssrc'] == 0xbad and 'port 0' in notice['text'], notice
            wait_flow(here, 'qospay', 'reports-received', 2)
            end(here, there)
            assert len(notices(there, 'unreachable')) == 1
    return case


CASES = [
    ("the receiver's link goes down", link_down(THERE)),
    ("the sender's link goes down", link_down(HERE)),
    ('there is no route', no_route),
    ('no listener, and a sender dies', no_listener),
    ('a firewall forbids the reports', forbidden),
    ('a broadcast address', broadcast),
    ('a receiver of both families', both_families),
    ('a multicast group of IPv4', multicast('239.1.2.3', 'ttl=1&')),
    ('a multicast group of IPv6', multicast('[ff15::7]', '')),
    ('a multicast group of the link', multicast('[ff02::7]', '')),
    ('multicast that stays away', no_loop),
    ('an interface that is not there', no_such_interface),
    ('packets from port 0, qossrc', port_0('qossrc ! fakesink')),
    ('packets from port 0, qosstats and dynudpsink', port_0(
        f'udpsrc port={PORT} name=u socket-timestamp=realtime ! qosstats name=s '
        '! fakesink s.rtcp_src ! dynudpsink sync=false async=false')),
]


def main():
    if sys.argv[1:] == ['port-0']:
        send_from_port_0()
        return
    reason = why_not()
    if reason:
        print(f'1..0 # SKIP {reason}')
        return
    tap = qosnet.Tap()
    tap.run(CASES, at_once=4)
    tap.finish()


if __name__ == '__main__':
    main()
