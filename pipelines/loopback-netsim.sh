#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# A bad network on one machine: netsim drops 5 % of the packets and delays them
# by 10 to 40 ms before they leave, qosstats measures what arrives. Watch loss
# and jitter. Needs the GStreamer bad plugins (netsim). Ctrl-C stops it.
#
#   sh pipelines/loopback-netsim.sh [PORT]
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
if ! have_element netsim; then
  echo "The element netsim is missing. On Debian: apt install gstreamer1.0-plugins-bad" >&2
  exit 1
fi
port=${1:-5004}

launch \
  audiotestsrc is-live=true ! audioconvert ! avenc_aac ! qospay ! \
  netsim drop-probability=0.05 delay-probability=1 min-delay=10 max-delay=40 ! \
  udpsink host=127.0.0.1 "port=$port" sync=false async=false \
  udpsrc address=127.0.0.1 "port=$port" socket-timestamp=realtime ! qosstats ! \
  rtpjitterbuffer latency=100 ! rtpmp4gdepay ! avdec_aac ! fakesink \
  | show
