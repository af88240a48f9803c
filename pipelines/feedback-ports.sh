#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Sender and receiver on this machine, with separate ports for RTP, sender
# reports and receiver reports as in classic RTP, using the request pads of
# qospay and qosstats. Shows the numbers of both ends. Ctrl-C stops it.
#
#   sh pipelines/feedback-ports.sh [PORT]     (uses PORT, PORT+1, PORT+2)
set -eu

# shellcheck source=pipelines/common.sh
. "$(dirname "$0")/common.sh"
use_plugin
rtp=${1:-5004}
sender_reports=$((rtp + 1))
receiver_reports=$((rtp + 2))

launch \
  audiotestsrc is-live=true ! audioconvert ! avenc_aac ! qospay name=pay ! \
  udpsink host=127.0.0.1 "port=$rtp" sync=false async=false \
  pay.rtcp_src ! udpsink host=127.0.0.1 "port=$sender_reports" sync=false async=false \
  udpsrc address=127.0.0.1 "port=$receiver_reports" socket-timestamp=realtime ! pay.rtcp_sink \
  udpsrc address=127.0.0.1 "port=$rtp" socket-timestamp=realtime ! qosstats name=meter ! \
  rtpjitterbuffer latency=100 ! rtpmp4gdepay ! avdec_aac ! fakesink \
  udpsrc address=127.0.0.1 "port=$sender_reports" socket-timestamp=realtime ! meter.rtcp_sink \
  meter.rtcp_src ! udpsink host=127.0.0.1 "port=$receiver_reports" sync=false async=false \
  | show
