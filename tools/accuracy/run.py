#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The accuracy card: sends streams through a grid of impairments and prints,
for every number that is shown, measured minus true.

tools/accuracy/run.py                            all of it, minutes
tools/accuracy/run.py --output docs/accuracy.md  and into the document
tools/accuracy/run.py --quick                    four impairments, 10 s each

The build is the one given with --build, else build-tests, or the one that
GST_PLUGIN_PATH and IMPAIR name."""

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(TOP, 'tests', 'net')]
sys.dont_write_bytecode = True
# pylint: disable=wrong-import-position
import accuracy_card as card
import accuracy_grid as grid


def find_build(path, registry):
    """Sets the environment in which programs find plugin and relay."""
    if path is None and 'IMPAIR' in os.environ:
        return
    path = path or os.path.join(TOP, 'build-tests')
    relay = os.path.join(path, 'tests', 'impair', 'impair')
    if not os.path.exists(relay):
        sys.exit(f'There is no build in {path}: make one by '
                 '"sh tests/run.sh core", or name another by --build.')
    os.environ['IMPAIR'] = relay
    os.environ['LAUNCH'] = os.path.abspath(os.path.join(
        path, 'tests', 'net', 'launch'))
    os.environ['SKEWED_CLOCK'] = os.path.abspath(os.path.join(
        path, 'tools', 'accuracy', 'skewed-clock.so'))
    os.environ['GST_PLUGIN_PATH'] = os.path.join(os.path.abspath(path),
                                                 'plugins')
    os.environ['GST_REGISTRY'] = registry


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('--quick', action='store_true',
                        help='four impairments, 10 s each, without rtpbin')
    parser.add_argument('--output', metavar='FILE',
                        help='put the tables between the marks in FILE')
    parser.add_argument('--build', metavar='DIR')
    parser.add_argument('--seconds', type=float,
                        help='length of a run (20, --quick: 10)')
    parser.add_argument('--jobs', type=int, default=4,
                        help='runs at a time (4)')
    args = parser.parse_args()
    seconds = args.seconds or (10 if args.quick else 20)
    cases = [c for c in grid.GRID if not args.quick or c.name in grid.QUICK]
    with tempfile.TemporaryDirectory() as scratch, \
            ThreadPoolExecutor(args.jobs) as pool:
        find_build(args.build, os.path.join(scratch, 'registry'))
        results = list(pool.map(
            lambda case: grid.run_case(case, seconds, not args.quick), cases))
    text = card.make(results, seconds)
    if args.output:
        card.write(args.output, text)
    print(text)


main()
