#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The flags of meson.build that stop an exploited mistake are effective in what
# was built in $BUILD, as readelf sees it.
set -u

count=0

# ok NAME COMMAND...: a case, which passes if the command succeeds.
ok() {
  count=$((count + 1))
  what=$1
  shift
  if "$@"; then
    echo "ok $count $what"
  else
    echo "not ok $count $what"
  fi
}

has() {
  readelf "$1" --wide "$2" | grep -q "$3"
}


if ! command -v readelf >/dev/null; then
  echo "1..0 # SKIP no readelf"
  exit
fi

fortified=
for file in "$BUILD/plugins/libgstqosaudio.so" \
  "$BUILD/apps/sender/qos-sender" "$BUILD/apps/receiver/qos-receiver" \
  "$BUILD/apps/analyze/qos-analyze"; do
  [ -e "$file" ] || continue
  name=${file##*/}
  ok "$name binds at once" has --dynamic "$file" 'FLAGS_1.*NOW'
  ok "$name has relocations that are read-only" has --segments "$file" GNU_RELRO
  ok "$name has a stack that is not executable" has --segments "$file" \
    'GNU_STACK.* RW '
  ok "$name has a stack protector" has --symbols "$file" __stack_chk_fail
  case $name in
    *.so) ;;
    *) ok "$name can be anywhere in memory" has --dynamic "$file" 'FLAGS_1.*PIE' ;;
  esac
  if has --symbols "$file" 'UND __[a-z]*_chk@'; then
    fortified=yes
  fi
done
ok 'calls that copy are checked' [ -n "$fortified" ]
case $(uname -m) in
  x86_64)
    object=$(find "$BUILD/plugins" -name '*gstqosstats.c.o' | head -n 1)
    ok 'jumps are checked' has --notes "$object" IBT
    ;;
esac
echo "1..$count"
