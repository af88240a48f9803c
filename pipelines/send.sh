#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Sends the microphone (or a test tone) to a receiver and shows, twice a second,
# what was sent and what the receiver reports: round trip, loss, jitter. Start
# receive.sh on the other machine. Ctrl-C stops it.
#
#   sh pipelines/send.sh [HOST [PORT]]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
choose_source
# shellcheck disable=SC2086  # a list of words
launch $source ! audioconvert ! avenc_aac ! \
  qossink "uri=qos://${1:-127.0.0.1}:${2:-5004}" | show
