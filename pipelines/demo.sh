#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# The main job on this machine for 20 s: microphone (or a test tone) to AAC to
# UDP to loudspeaker, with a line a second of what each end sees. Installs what
# is missing and builds first. Ctrl-C stops it.
#
#   sh pipelines/demo.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=pipelines/packages.sh
. "$top/pipelines/packages.sh"
port=${1:-5004}
QOS_SECONDS=${QOS_SECONDS:-20}

# shellcheck disable=SC2086  # a list of words
install_packages $RUN_PACKAGES
if [ -z "${QOS_BUILD:-}" ]; then
  echo "Building in $top/build"
  [ -e "$top/build/build.ninja" ] ||
    meson setup -Dtests=disabled "$top/build" "$top" > /dev/null
  meson compile -C "$top/build" > /dev/null
fi
use_plugin
choose_source
choose_output
echo "Sending to qos://127.0.0.1:$port for $QOS_SECONDS s"

interval='interval=1000000000' # 1 s
# shellcheck disable=SC2086  # element descriptions are lists of words
{
  # The receiver ends when the sender says BYE.
  QOS_SECONDS=$((QOS_SECONDS + 5)) launch qossrc "port=$port" name=receiver $interval ! avdec_aac ! \
    audioconvert ! audioresample ! $output | show &
  receiver=$!
  sleep 1
  launch $source ! audioconvert ! avenc_aac ! \
    qossink "port=$port" name=sender $interval | show
  wait "$receiver"
}
