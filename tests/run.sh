#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Installs what the tests need (Debian packages, as root or by sudo), builds
# with warnings as errors, and runs every test; the sanitizers' build runs what
# parses and what handles buffers. The last line counts: N passed, N failed,
# N skipped.
#
#   sh tests/run.sh [SUITE...]      all, or some of: core elements fuzz net
#                                   widgets apps pipelines style
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
# shellcheck source=pipelines/packages.sh
. "$top/pipelines/packages.sh"

TEST_PACKAGES='adwaita-icon-theme alsa-utils appstream at-spi2-core binutils clang-format-14 curl
  dbus-daemon desktop-file-utils ffmpeg file fonts-dejavu-core
  gir1.2-atspi-2.0 gir1.2-gstreamer-1.0 gir1.2-gtk-3.0 groff
  gstreamer1.0-plugins-bad imagemagick iproute2 libasan8 libglib2.0-bin
  librsvg2-bin libubsan1 libxml2-utils man-db mandoc nftables procps
  prometheus pulseaudio pulseaudio-utils python3 python3-dogtail python3-gi
  python3-numpy shellcheck sip-tester tmux tshark util-linux xauth xdotool
  xvfb'

# shellcheck disable=SC2086  # lists of words
install_packages $RUN_PACKAGES $APP_PACKAGES $TEST_PACKAGES || exit 1

passed=0
failed=0
skipped=0

# build DIRECTORY OPTION...
build() {
  directory=$1
  shift
  if [ ! -e "$directory/build.ninja" ]; then
    meson setup "$@" -Dtests=enabled -Dwerror=true "$directory" || return 1
  fi
  meson compile -C "$directory" || return 1
}

# run DIRECTORY NAME SUITE...: the suites of a build; adds up their cases.
run() {
  directory=$1
  name=$2
  shift 2
  log="$directory/meson-logs/$name"
  suites=
  for suite in "$@"; do
    suites="$suites --suite $suite"
  done
  # shellcheck disable=SC2086  # a list of words
  meson test -C "$directory" --no-rebuild --print-errorlogs \
    --logbase "$name" $suites
  counts=$(/usr/bin/python3 tests/count.py "$log.json") || counts='0 1 0'
  # shellcheck disable=SC2086  # three numbers
  set -- $counts
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
}

suites=${*:-core elements fuzz widgets style net apps pipelines}
sanitized=
for suite in $suites; do
  case $suite in
    core | elements | fuzz | widgets) sanitized="$sanitized $suite" ;;
  esac
done

if ! { build build-tests &&
  build build-sanitized -Db_sanitize=address,undefined -Db_lundef=false; }; then
  echo "The build failed." >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# The plugin scanner is not linked with the sanitizer, and other people's
# libraries, which it would load here, leak: of ours the leaks tracer knows.
export GST_REGISTRY_FORK=no
# shellcheck disable=SC2086  # lists of words
{
  run build-tests tests $suites
  for suite in $sanitized; do
    case $suite in
      elements | widgets) export ASAN_OPTIONS=detect_leaks=0 ;;
    esac
    run build-sanitized "sanitized-$suite" $suite
  done
}

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
