# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares qos-analyze with `tshark -q -z rtp,streams` on the same capture of
a GB, in turn: time and memory. Writes a table between its markers.

python3 tools/bench/analyze.py --build DIR [--rounds N] [--size BYTES]
[--write docs/performance.md]

The capture is made first, in the folder for temporary files, and deleted."""

import argparse
import os
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path += [f"{TOP}/tools/bench"]

# pylint: disable=wrong-import-position
import bench

BEGIN, END = "<!-- analyze: begin -->", "<!-- analyze: end -->"
STREAMS = 100
PACKET_US = 20000
CROWD_US = 1000000
TICKS = 160
FRAME = 14 + 20 + 8 + 12 + TICKS
LOSS = 0.01
JITTER_US = 150
POLL_S = 0.01
RATIO_MIN = 8


def head(stream):
    """Ethernet, IPv4 and UDP of a G.711 stream."""
    ip = struct.pack(">BBHHHBBH", 0x45, 0, FRAME - 14, 0, 0, 64, 17, 0)
    ends = bytes([10, 0, stream >> 8, stream & 255, 10, 1, stream >> 8, stream & 255])
    udp = struct.pack(">HHHH", 20000 + 2 * stream, 5004, FRAME - 34, 0)
    return bytes(12) + b"\x08\0" + ip + ends + udp


def make_capture(path, size, streams, packet_us=PACKET_US):
    """A pcap of that size: 1 % lost, some jitter. Returns its packets."""
    chance, heads, payload = random.Random(1), [head(s) for s in range(streams)], bytes(TICKS)
    written, packets, number = 24, 0, 0
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        while written < size:
            turn = []
            for stream in range(streams):
                if chance.random() < LOSS:
                    continue
                us = number * packet_us + stream * packet_us // streams + int(chance.random() * JITTER_US)
                rtp = struct.pack(">BBHII", 0x80, 0, number & 0xFFFF, number * packet_us // 125 & 0xFFFFFFFF, stream + 1)
                turn.append((us, heads[stream] + rtp + payload))
            turn.sort(key=lambda one: one[0])
            data = b"".join(
                struct.pack("<IIII", 1700000000 + us // 1000000, us % 1000000, FRAME, FRAME) + frame for us, frame in turn
            )
            file.write(data)
            written += len(data)
            packets += len(turn)
            number += 1
    return packets


def peak_kib(pid):
    """The peak memory so far, of this program only."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def run(argv):
    """Returns seconds and MiB."""
    start, peak = time.monotonic(), 0
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        while program.poll() is None:
            peak = max(peak, peak_kib(program.pid))
            time.sleep(POLL_S)
    assert program.returncode == 0, argv
    return time.monotonic() - start, peak / 1024


def line(what, ours, peer, limit):
    ratios = [b[0] / a[0] for a, b in zip(ours, peer)]
    held = statistics.median(ratios) >= limit
    return (
        [
            what,
            f"{statistics.median(r[0] for r in ours):.2f} s",
            f"{statistics.median(r[0] for r in peer):.2f} s",
            f"**{statistics.median(ratios):.1f}**",
            f"{min(ratios):.1f} – {max(ratios):.1f}",
            f"{limit}",
            "yes" if held else "**no**",
            f"{max(r[1] for r in ours):.0f} MiB",
            f"{max(r[1] for r in peer):.0f} MiB",
        ],
        held,
    )


def measure(args, directory):
    """Returns the text, and whether the limits were held."""
    analyze = os.path.join(os.path.abspath(args.build), "apps/analyze/qos-analyze")
    capture, page = os.path.join(directory, "large.pcap"), os.path.join(directory, "a.html")
    crowd = os.path.join(directory, "crowd.pcap")
    packets = make_capture(capture, args.size, STREAMS)
    # At a low rate, so that it lasts long: the memory for charts is full.
    make_capture(crowd, args.size * 3 // 10, 4096, CROWD_US)
    with open(capture, "rb") as file:  # from the cache for both
        while file.read(1 << 20):
            pass
    plain, report, peer = [], [], []
    for _ in range(args.rounds):
        plain.append(run([analyze, capture]))
        peer.append(run(["tshark", "-r", capture, "-d", "udp.port==5004,rtp", "-q", "-z", "rtp,streams"]))
        report.append(run([analyze, "--report", page, capture]))
    lines = [
        line("the table", plain, peer, RATIO_MIN),
        line("table and report", report, peer, RATIO_MIN),
    ]
    _, crowd_mib = run([analyze, "--report", page, crowd])
    rows = [
        ["", "ours", "tshark", "faster by", "lowest – highest", "at least", "held", "memory, ours", "tshark's"],
        ["---"] * 9,
        *[cells for cells, _ in lines],
    ]
    text = [
        bench.conditions(args),
        "### Analysing a capture",
        "",
        f"`qos-analyze` beside `tshark -q -z rtp,streams` over the same pcap of {args.size / 1e9:.2f} GB, {packets:,} "
        f"packets of {STREAMS} G.711 streams, read from the page cache, in turn; elapsed time of the processes. With "
        f"4096 streams, all that it measures, and a report it takes {crowd_mib:.0f} MiB, however long the capture is.",
        "",
        *["| " + " | ".join(row) + " |" for row in rows],
    ]
    return "\n".join(text) + "\n", all(held for _, held in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--size", type=int, default=10**9, metavar="BYTES")
    parser.add_argument("--write", metavar="FILE")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        text, held = measure(args, directory)
    print(text)
    if args.write:
        bench.write_between_markers(args.write, text, BEGIN, END)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
