# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# shellcheck disable=SC2034  # the scripts that source this use source and output
#
# Sourced by the scripts here: finds the plugin, runs gst-launch-1.0 until
# Ctrl-C, or for QOS_SECONDS, and shows the elements' messages in readable form.

top=$(cd "$(dirname "$0")/.." && pwd)

have_element() {
  gst-inspect-1.0 "$1" > /dev/null 2>&1
}

# Uses the plugin of this tree if it is built, otherwise the installed one.
use_plugin() {
  if [ -d "${QOS_BUILD:-$top/build}/plugins" ]; then
    GST_PLUGIN_PATH="${QOS_BUILD:-$top/build}/plugins${GST_PLUGIN_PATH:+:$GST_PLUGIN_PATH}"
    export GST_PLUGIN_PATH
  fi
  have_element qosstats && return
  echo "The plugin qosaudio was not found. Build it first:" >&2
  echo "  meson setup build && meson compile -C build" >&2
  exit 1
}

# Runs gst-launch-1.0 and prints its messages unchanged.
launch() {
  if [ -n "${QOS_SECONDS:-}" ]; then
    timeout -s INT "$QOS_SECONDS" gst-launch-1.0 -m "$@" || [ $? = 124 ]
  else
    gst-launch-1.0 -m "$@"
  fi
}

# Messages as readable lines; other lines only if they report trouble.
show() {
  # mawk, Debian's awk, would wait for a block of lines and then write it in
  # pieces: the output of two of them would be mixed.
  interactive=
  if awk -W version 2> /dev/null < /dev/null | grep -q '^mawk'; then
    interactive='-W interactive'
  fi
  # shellcheck disable=SC2086  # two words or none
  awk $interactive -f "$top/pipelines/show.awk" |
    while IFS= read -r line; do printf '%s\n' "$line"; done
}

has_microphone() {
  gst-device-monitor-1.0 Audio/Source 2> /dev/null | grep -q 'Device found'
}

has_speaker() {
  gst-device-monitor-1.0 Audio/Sink 2> /dev/null | grep -q 'Device found'
}

# The microphone if there is one, else a tone; prints which.
choose_source() {
  if has_microphone; then
    echo "Source: the microphone"
    source='autoaudiosrc'
  else
    echo "Source: a test tone (no microphone found)"
    source='audiotestsrc is-live=true wave=sine volume=0.3'
  fi
}

choose_output() {
  if has_speaker; then
    echo "Output: the loudspeaker"
    output='autoaudiosink'
  else
    echo "Output: none (no loudspeaker found)"
    output='fakesink sync=true'
  fi
}
