#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Mistakes that clang-tidy finds in the plugin and the apps, with the checks in
# .clang-tidy. TAP; from the top folder, with BUILD naming a build of it.
set -u

echo "1..1"
if ! command -v run-clang-tidy-14 > /dev/null; then
  echo "ok 1 clang-tidy # SKIP no clang-tidy-14"
  exit 0
fi
log="$BUILD/clang-tidy.log"
if run-clang-tidy-14 -quiet -p "$BUILD" "^$PWD/(plugins|apps)/" \
  > "$log" 2> /dev/null; then
  echo "ok 1 clang-tidy"
  exit 0
fi
echo "not ok 1 clang-tidy"
grep -a 'error: ' "$log" | sort -u | head -n 20 | sed 's/^/# /'
exit 1
