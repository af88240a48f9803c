# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Counts the cases in meson's log of a test run. Prints passed, failed and
skipped on one line, and before that, on standard error, the reasons for skips
and the messages of failed cases. A program that crashed, timed out or ran no
case counts as one failure."""

import json
import re
import sys

CASE = re.compile(r'^(not )?ok\b\s*\d*\s*-?\s*(.*)$')
SKIPPED = re.compile(r'#\s*skip\b\s*(.*)', re.I)
CHECK = re.compile(r'^(\d+)%: Checks: (\d+), Failures: (\d+), Errors: (\d+)')


def count(test):
    passed = failed = skipped = 0
    is_failing = False
    for line in test.get('stdout', '').splitlines():
        case = CASE.match(line)
        check = CHECK.match(line)
        if is_failing and line.startswith('#'):
            print(line, file=sys.stderr)
        else:
            is_failing = bool(case and case.group(1))
        if check:
            bad = int(check.group(3)) + int(check.group(4))
            passed += int(check.group(2)) - bad
            failed += bad
            if bad:
                print(f'failed: {test["name"]}: {line}', file=sys.stderr)
        elif case and SKIPPED.search(case.group(2)):
            skipped += 1
            print(f'skipped: {test["name"]}: {case.group(2)}', file=sys.stderr)
        elif case and case.group(1):
            failed += 1
            print(f'failed: {test["name"]}: {case.group(2)}', file=sys.stderr)
        elif case:
            passed += 1
    is_bad = test['result'] not in ('OK', 'SKIP')
    if is_bad and failed == 0 or passed + failed + skipped == 0:
        failed += 1
        print(f'failed: {test["name"]}: {test["result"]}', file=sys.stderr)
    return passed, failed, skipped


def main():
    total = [0, 0, 0]
    with open(sys.argv[1], encoding='utf-8') as file:
        for line in file:
            total = [a + b for a, b in zip(total, count(json.loads(line)))]
    assert sum(total) > 0
    print(*total)


if __name__ == '__main__':
    main()
