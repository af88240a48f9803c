#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Two senders, a high and a low tone, to one receiver that mixes them: each has
# its own pad, named after its SSRC, and its own numbers. Ctrl-C stops it.
#
#   sh pipelines/two-senders.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
choose_output
port=${1:-5004}

# shellcheck disable=SC2086  # a list of words
launch \
  audiomixer name=mix ! audioconvert ! audioresample ! $output \
  qossrc name=in "port=$port" \
  in.src_1 ! avdec_aac ! audioconvert ! audioresample ! mix. \
  in.src_2 ! avdec_aac ! audioconvert ! audioresample ! mix. \
  audiotestsrc is-live=true freq=660 volume=0.2 ! audioconvert ! avenc_aac ! \
  qossink name=high ssrc=1 "port=$port" \
  audiotestsrc is-live=true freq=220 volume=0.2 ! audioconvert ! avenc_aac ! \
  qossink name=low ssrc=2 "port=$port" \
  | show
