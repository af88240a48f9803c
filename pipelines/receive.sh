#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Listens for a sender, plays it, and shows loss, jitter, round trip and
# bandwidth twice a second. Ends when the sender ends; Ctrl-C stops it.
#
#   sh pipelines/receive.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
choose_output
# shellcheck disable=SC2086  # a list of words
launch qossrc "port=${1:-5004}" ! avdec_aac ! audioconvert ! \
  audioresample ! $output | show
