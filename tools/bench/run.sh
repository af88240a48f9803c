#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Builds a release, measures it against its peers and writes the tables of
# docs/performance.md. Takes minutes; wants an idle machine.
#
#   sh tools/bench/run.sh [ROUNDS [CASE...]]   cases: pay stats memory udp rtpbin
#   sh tools/bench/run.sh apps                 the two apps
#   sh tools/bench/run.sh analyze              qos-analyze, on a GB in $TMPDIR
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
[ -e build-release/build.ninja ] ||
  meson setup --buildtype=release -Dtests=enabled build-release
meson compile -C build-release
if [ "${1:-}" = apps ]; then
  exec /usr/bin/python3 tools/bench/apps.py --build build-release \
    --write docs/performance.md
fi
if [ "${1:-}" = analyze ]; then
  exec /usr/bin/python3 tools/bench/analyze.py --build build-release \
    --write docs/performance.md
fi
rounds=${1:-11}
[ $# = 0 ] || shift
[ $# != 0 ] || set -- all

GST_PLUGIN_PATH="$top/build-release/plugins" \
  GST_REGISTRY="$top/build-release/registry.bin" \
  /usr/bin/python3 tools/bench/bench.py --programs build-release/tools/bench \
  --rounds "$rounds" --write docs/performance.md "$@"
