# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The cases of test-rtt.py and test-delay.py side by side, because they mostly
wait. Those with limits of a millisecond start last, when no other starts."""

from importlib import import_module

import qosnet

CASES = import_module('test-rtt').CASES + import_module('test-delay').CASES

if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run(CASES, at_once=len(CASES), apart_s=0.3)
    tap.finish()
