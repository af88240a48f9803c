#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Measures any RTP that arrives on a port, audio or video, from any number of
# senders of any kind, without playing it. Ctrl-C stops it.
#
#   sh pipelines/measure.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
launch udpsrc "port=${1:-5004}" buffer-size=4194304 socket-timestamp=realtime ! \
  qosstats ! fakesink | show
