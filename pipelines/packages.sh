# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Sourced: installs missing Debian packages, as root or by sudo.

# To build the plugin and to run it.
# shellcheck disable=SC2034  # used by the scripts that source this
RUN_PACKAGES='gcc meson ninja-build pkg-config libc6-dev
  libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev
  gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-base-apps
  gstreamer1.0-plugins-good gstreamer1.0-libav gstreamer1.0-alsa
  gstreamer1.0-pulseaudio'

# Also needed to build and run the two apps and qos-analyze.
# shellcheck disable=SC2034  # used by the scripts that source this
APP_PACKAGES='libgtk-3-dev libpcap-dev libzstd-dev liblz4-dev'

# install_packages NAME...: installs those that are missing.
install_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null |
      grep -q 'ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  as_root=
  if [ "$(id -u)" != 0 ]; then
    as_root=sudo
  fi
  echo "Installing:$missing"
  # shellcheck disable=SC2086  # a list of words
  {
    $as_root apt-get update -q
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y \
      --no-install-recommends $missing
  } > "${TMPDIR:-/tmp}/qosaudio-install.log" 2>&1 && return 0
  tail -n 20 "${TMPDIR:-/tmp}/qosaudio-install.log" >&2
  echo "Packages could not be installed; the lines above say why." >&2
  return 1
}
