#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Runs the benchmarks and compares each with a peer measured in the same run.

Usage: bench.py --programs DIR [--rounds N] [--write FILE] CASE...

Cases: pay stats memory udp rtpbin, or all. DIR has the programs bench-*;
GST_PLUGIN_PATH must contain the plugin. Rounds alternate between the two sides
of a ratio; a row is the median of the ratios, with the lowest and the highest.
--write puts the tables between the markers in FILE. The status is 1 if a limit
was not held."""

import argparse
import collections
import datetime
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time

BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"

FLAT_S = 1
PACED_S = 4
UDP_S = 15
RTPBIN_S = 8
DRAIN_S = 1.5  # longer than rtpbin's latency
PATIENCE_S = 120  # rtpbin with 200 senders may be far behind

SOURCE_BYTES_MAX = 9216

Row = collections.namedtuple("Row", "what ours peer unit limit")
Table = collections.namedtuple("Table", "title note head lines")


def run_program(args, name, *parameters):
    """Returns the measurements of the program: leg -> values in order of
    rounds."""
    command = [os.path.join(args.programs, name), *map(str, parameters)]
    text = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    legs = collections.defaultdict(list)
    for line in text.splitlines():
        leg, _, value = line.split()
        legs[leg].append(float(value))
    return legs


def ratios(row):
    return [a / b for a, b in zip(row.ours, row.peer)]


def is_held(row):
    return row.limit is None or statistics.median(ratios(row)) <= row.limit


def ratio_table(title, note, rows):
    """Returns the table and whether every limit in it was held."""
    lines = []
    for row in rows:
        all_ratios = ratios(row)
        limit = "" if row.limit is None else f"{row.limit:.2f}"
        verdict = "" if row.limit is None else "yes" if is_held(row) else "**no**"
        lines.append(
            [
                row.what,
                f"{statistics.median(row.ours):,.0f} {row.unit}",
                f"{statistics.median(row.peer):,.0f} {row.unit}",
                f"**{statistics.median(all_ratios):.2f}**",
                f"{min(all_ratios):.2f} – {max(all_ratios):.2f}",
                limit,
                verdict,
            ]
        )
    head = ["", "ours", "peer", "ratio", "lowest – highest", "limit", "held"]
    return Table(title, note, head, lines), all(is_held(row) for row in rows)


def bench_pay(args):
    flat = run_program(args, "bench-pay", "flat", args.rounds, FLAT_S)
    paced = run_program(args, "bench-pay", "paced", args.rounds, PACED_S)
    rows = [
        Row("`qospay` : `rtpmp4gpay` with ntp-64", flat["qospay"], flat["rtpmp4gpay-ntp"], "ns", 1.0),
        Row("`qospay` : `rtpmp4gpay` alone", flat["qospay"], flat["rtpmp4gpay"], "ns", None),
        Row("paced, `qospay` : `rtpmp4gpay` with ntp-64", paced["qospay"], paced["rtpmp4gpay-ntp"], "ns", None),
        Row("paced, `qospay` : `rtpmp4gpay` alone", paced["qospay"], paced["rtpmp4gpay"], "ns", None),
    ]
    extension = statistics.median(flat["qospay:extension"])
    others = statistics.median(paced["qospay:others"])
    note = (
        "CPU time per packet of one access unit. `qospay` puts "
        f"{extension:.0f} bytes of header extension into an ordinary packet, the peer with ntp-64 "
        f"{statistics.median(flat['rtpmp4gpay-ntp:extension']):.0f}. Flat out except the rows that say "
        "paced: there an access unit comes every 21.3 ms, as from a live encoder, the caches are cold, "
        f"and {others:,.0f} ns of `qospay`'s time are its reporting thread's."
    )
    return [ratio_table("Sending", note, rows)]


def bench_stats(args):
    flat = run_program(args, "bench-stats", "flat", args.rounds, FLAT_S)
    paced = run_program(args, "bench-stats", "paced", args.rounds, PACED_S)
    rows = [
        Row("1 sender, `qosstats` : `rtpsession`", flat["qosstats-1"], flat["rtpsession-1"], "ns", 1.0),
        Row("`qosstats`, 1000 senders : 1", flat["qosstats-1000"], flat["qosstats-1"], "ns", 1.3),
        Row("1000 senders, `qosstats` : `rtpsession`", flat["qosstats-1000"], flat["rtpsession-1000"], "ns", 1.25),
        Row("paced, 1 sender, `qosstats` : `rtpsession`", paced["qosstats-1"], paced["rtpsession-1"], "ns", None),
        Row("paced, 1000 senders, `qosstats` : `rtpsession`", paced["qosstats-1000"], paced["rtpsession-1000"], "ns", None),
    ]
    others = statistics.median(paced["qosstats-1:others"])
    others_many = statistics.median(paced["qosstats-1000:others"])
    note = (
        "CPU time per packet, messages posted to a bus that drops them. Flat out except the rows that "
        "say paced: there each sender sends its 46.9 packets a second, the caches are cold, and of "
        f"`qosstats`'s time {others:,.0f} ns with 1 sender and {others_many:,.0f} ns with 1000 are its "
        "reporting thread's."
    )
    return [ratio_table("Measuring", note, rows)]


def bench_memory(args):
    values = [run_program(args, "bench-memory")["bytes-per-source"][0] for _ in range(args.rounds)]
    held = statistics.median(values) <= SOURCE_BYTES_MAX
    line = [
        f"{statistics.median(values):,.0f}",
        f"{min(values):,.0f} – {max(values):,.0f}",
        f"{SOURCE_BYTES_MAX:,}",
        "yes" if held else "**no**",
    ]
    note = "Growth of the process over 4095 further sources, the table and each source's address included."
    table = Table("Memory", note, ["bytes per source", "lowest – highest", "limit", "held"], [line])
    return [(table, held)]


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("0.0.0.0", 0))
        return one.getsockname()[1]


def read_pairs(text):
    words = text.split()
    return {key: float(value) for key, value in zip(words[::2], words[1::2])}


def run_udp(args, mode, senders, seconds):
    """Returns the output of sender and receiver of one run."""
    port = str(free_port())
    receive = [os.path.join(args.programs, "bench-receive"), port, mode]
    send = [os.path.join(args.programs, "bench-send"), port, str(senders), str(seconds)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(receive, **pipes) as receiver:
        try:
            if receiver.stdout.readline() != "ready\n":
                sys.exit(f"bench-receive {mode} did not start")
            sent = subprocess.run(send, stdout=subprocess.PIPE, check=True, text=True).stdout
            time.sleep(DRAIN_S)
            received, _ = receiver.communicate("\n", timeout=PATIENCE_S)
        finally:
            receiver.kill()
    result = read_pairs(sent) | read_pairs(received)
    result["cpu-percent"] = result["cpu-ms"] / (seconds * 10)
    result["ns-per-packet"] = result["cpu-ms"] * 1e6 / result["sent"]
    return result


def run_udp_rounds(args, sides, seconds):
    """sides: (mode, senders), measured in turn. Returns side -> results."""
    results = collections.defaultdict(list)
    for _ in range(args.rounds):
        for mode, senders in sides:
            results[mode, senders].append(run_udp(args, mode, senders, seconds))
    return results


def values_of(results, key):
    return [result[key] for result in results]


def books_line(mode, senders, results):
    own = "–"
    if mode == "qosstats":
        own = f"{sum(values_of(results, 'packets-lost')):,.0f}"
    sent = sum(values_of(results, "sent"))
    return [
        f"`{mode}`" if mode != "plain" else "`fakesink` alone",
        f"{senders}",
        f"{sent:,.0f}",
        f"{sent - sum(values_of(results, 'delivered')):,.0f}",
        f"{sum(values_of(results, 'kernel-drops')):,.0f}",
        own,
        f"{statistics.median(values_of(results, 'cpu-percent')):.1f} %",
        f"{max(values_of(results, 'late-ms')):.0f} ms",
    ]


def books_table(title, results):
    head = [
        "receiver",
        "senders",
        "sent, all rounds",
        "not delivered",
        "dropped by the kernel",
        "lost, says `qosstats`",
        "of one core",
        "sender late by at most",
    ]
    note = (
        "“Lost, says `qosstats`” leaves out losses that cannot be detected: "
        "packets lost before a sender's first and after its last one received."
    )
    lines = [books_line(mode, senders, of) for (mode, senders), of in results.items()]
    return Table(title, note, head, lines)


def is_whole(result):
    """Nothing was lost by any count, and no count is too high."""
    return (
        result["errors"] == 0
        and result["delivered"] == result["sent"]
        and result["kernel-drops"] == 0
        and result.get("packets-lost", 0) == 0
        and result.get("packets-received", result["sent"]) == result["sent"]
    )


def bench_udp(args):
    sides = [("qosstats", 1000), ("plain", 1000)]
    results = run_udp_rounds(args, sides, UDP_S)
    ours, peer = (values_of(results[side], "ns-per-packet") for side in sides)
    rows = [Row("`udpsrc ! qosstats ! fakesink` : `udpsrc ! fakesink`", ours, peer, "ns", 1.25)]
    note = (
        f"46.9 packets a second from each of 1000 senders for {UDP_S} s over loopback, from another "
        "process; CPU time of the receiving process per packet."
    )
    whole = all(is_whole(result) for result in results[sides[0]])
    books = books_table("1000 senders over UDP: what came through", results)
    return [ratio_table("1000 senders over UDP", note, rows), (books, whole)]


def bench_rtpbin(args):
    sides = [(mode, n) for n in (100, 200) for mode in ("qosstats", "rtpbin")]
    results = run_udp_rounds(args, sides, RTPBIN_S)
    rows = []
    for n in (100, 200):
        ours, peer = (values_of(results[mode, n], "ns-per-packet") for mode in ("qosstats", "rtpbin"))
        rows.append(Row(f"{n} senders, `qosstats` : `rtpbin`", ours, peer, "ns", None))
    note = (
        f"As above for {RTPBIN_S} s; each pad that `rtpbin` adds goes to a `fakesink` of its own. "
        "What it does besides measuring, reordering and timing, `qosstats` does not do."
    )
    books = books_table("100 and 200 senders: what came through", results)
    return [ratio_table("100 and 200 senders, beside rtpbin", note, rows), (books, True)]


CASES = {
    "pay": bench_pay,
    "stats": bench_stats,
    "memory": bench_memory,
    "udp": bench_udp,
    "rtpbin": bench_rtpbin,
}


def as_markdown(table):
    rows = [table.head, ["---"] * len(table.head), *table.lines]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"### {table.title}", "", table.note, "", *lines, ""])


def first_match(path, pattern):
    with open(path, encoding="utf-8") as file:
        found = re.search(pattern, file.read(), re.MULTILINE)
    return found.group(1).strip() if found else "unknown"


def conditions(args):
    version = subprocess.run(["gst-inspect-1.0", "--version"], stdout=subprocess.PIPE, check=True, text=True).stdout
    model = first_match("/proc/cpuinfo", r"^model name\s*:(.*)$")
    return (
        f"Measured {datetime.date.today()}, {args.rounds} rounds, on {os.cpu_count()} cores of {model}, "
        f"Linux {platform.release()}, {version.splitlines()[1]}.\n"
    )


def write_between_markers(path, text, begin=BEGIN, end=END):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    before, rest = old.split(begin)
    _, after = rest.split(end)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n\n{text}\n{end}{after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=11, metavar="N")
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("cases", nargs="+", choices=[*CASES, "all"], metavar="CASE")
    args = parser.parse_args()

    tables, all_held = [conditions(args)], True
    for case in CASES if "all" in args.cases else args.cases:
        for table, held in CASES[case](args):
            tables.append(as_markdown(table))
            print(tables[-1], flush=True)
            all_held = all_held and held
    if args.write:
        write_between_markers(args.write, "\n".join(tables))
    return 0 if all_held else 1


if __name__ == "__main__":
    sys.exit(main())
