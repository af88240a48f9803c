#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Installs what the tests need (Debian packages, as root or by sudo), builds
# with warnings as errors, and runs every test. The builds with sanitizers run
# the tests of code that parses bytes or handles buffers. The last line counts:
# N passed, N failed, N skipped.
#
#   sh tests/run.sh                 everything, 20 minutes
#   sh tests/run.sh fast            without sanitizers and real time: 3 minutes
#   sh tests/run.sh SUITE...        some of: core elements fuzz widgets style net
#                                   apps pipelines tidy threads
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
# shellcheck source=pipelines/packages.sh
. "$top/pipelines/packages.sh"

TEST_PACKAGES='adwaita-icon-theme alsa-utils appstream at-spi2-core binutils
  clang-format-14 clang-tidy-14 curl dbus-daemon desktop-file-utils ffmpeg file fonts-dejavu-core
  gir1.2-atspi-2.0 gir1.2-gstreamer-1.0 gir1.2-gtk-3.0 groff
  gstreamer1.0-plugins-bad imagemagick iproute2 libasan8 libglib2.0-bin
  librsvg2-bin libtsan2 libubsan1 libxml2-utils man-db mandoc nftables procps
  prometheus pulseaudio pulseaudio-utils python3 python3-dogtail python3-gi
  python3-numpy shellcheck sip-tester tmux tshark util-linux xauth xdotool
  xvfb'

# shellcheck disable=SC2086  # lists of words
install_packages $RUN_PACKAGES $APP_PACKAGES $TEST_PACKAGES || exit 1

passed=0
failed=0
skipped=0

# setup DIRECTORY OPTION...
setup() {
  directory=$1
  shift
  [ -e "$directory/build.ninja" ] ||
    meson setup "$@" -Dtests=enabled -Dwerror=true "$directory"
}

# run DIRECTORY NAME SUITE...: builds what the suites need and runs them; adds up
# their cases. What does not build has failed.
run() {
  directory=$1
  name=$2
  shift 2
  log="$directory/meson-logs/$name"
  suites=
  # Tests that are not in real time may wait for a processor, and some only wait.
  processes=$(($(nproc) * 2))
  for suite in "$@"; do
    suites="$suites --suite $suite"
    case $suite in net | apps | pipelines) processes=$(nproc) ;; esac
  done
  rm -f "$log.json"
  # shellcheck disable=SC2086  # a list of words
  meson test -C "$directory" --print-errorlogs --num-processes "$processes" \
    --logbase "$name" $suites
  counts=$(/usr/bin/python3 tests/count.py "$log.json") || counts='0 1 0'
  # shellcheck disable=SC2086  # three numbers
  set -- $counts
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
}

plain=
sanitized=
threads=
[ $# != 0 ] ||
  set -- core elements fuzz widgets style net apps pipelines tidy threads
for suite in "$@"; do
  case $suite in
    fast) plain='core elements fuzz widgets style' ;;
    threads) threads=elements ;;
    core | elements | fuzz | widgets)
      plain="$plain $suite"
      sanitized="$sanitized $suite"
      ;;
    *) plain="$plain $suite" ;;
  esac
done

if [ -n "$plain" ] && ! { setup build-tests && meson compile -C build-tests; }
then
  echo "The build failed." >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi
# shellcheck disable=SC2086  # a list of words
[ -z "$plain" ] || run build-tests tests $plain

if [ -n "$sanitized" ]; then
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  setup build-sanitized -Db_sanitize=address,undefined -Db_lundef=false
  for suite in $sanitized; do
    # The plugin scanner is not linked with the sanitizer. Other libraries,
    # which it would load here, leak; the leaks tracer finds leaks of ours.
    case $suite in
      elements | widgets) export ASAN_OPTIONS=detect_leaks=0 ;;
      *) unset ASAN_OPTIONS ;;
    esac
    GST_REGISTRY_FORK=no run build-sanitized "sanitized-$suite" "$suite"
  done
fi

if [ -n "$threads" ]; then
  setup build-threads -Db_sanitize=thread -Db_lundef=false -Dapps=disabled \
    -Danalyze=disabled
  run build-threads threads "$threads"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
