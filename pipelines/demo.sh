#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# A 20-second demo on this machine: qos-sender sends the microphone (or a test
# tone) as AAC over UDP to qos-receiver, which plays it. Opens two windows if
# there is a display, otherwise prints a line from each end every second.
# Installs missing packages and builds first. Ctrl-C stops it.
#
#   sh pipelines/demo.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=pipelines/packages.sh
. "$top/pipelines/packages.sh"
port=${1:-5004}
seconds=${QOS_SECONDS:-20}

# shellcheck disable=SC2086  # lists of words
install_packages $RUN_PACKAGES $APP_PACKAGES
build=${QOS_BUILD:-$top/build}
if [ -z "${QOS_BUILD:-}" ]; then
  echo "Building in $build"
  [ -e "$build/build.ninja" ] ||
    meson setup -Dtests=disabled "$build" "$top" > /dev/null
  meson compile -C "$build" > /dev/null
fi
use_plugin
GSETTINGS_SCHEMA_DIR="$build/apps/data"
export GSETTINGS_SCHEMA_DIR

choose_source
[ "$source" = autoaudiosrc ] && source='auto' || source='test'
choose_output
[ "$output" = autoaudiosink ] && output='auto' || output='none'

# Marks the lines of one end.
label() {
  while IFS= read -r line; do
    printf '%-8s  %s\n' "$1" "$line"
  done
}

# app sender|receiver OPTION...
app() {
  name=$1
  shift
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$build/apps/$name/qos-$name" --start "$@"
  else
    "$build/apps/$name/qos-$name" --headless "$@" 2>&1 | label "$name"
  fi
}

echo "Sending to qos://127.0.0.1:$port for $seconds s"
app receiver --port "$port" --output "$output" --duration $((seconds + 3)) &
receiver=$!
sleep 1
app sender --source "$source" --name demo --duration "$seconds" \
  "127.0.0.1:$port"
wait "$receiver"
