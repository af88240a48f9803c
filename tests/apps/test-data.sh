#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# What a desktop reads of the applications: desktop entries, AppStream, icons,
# settings, manual pages. TAP; from the top folder. If APPS names the apps
# folder of a build, the options in its programs must match those in their
# pages.
set -u

data=apps/data
number=0
failed=0

# result NAME TEXT: passed if TEXT is empty.
result() {
  number=$((number + 1))
  if [ -z "$2" ]; then
    echo "ok $number $1"
  else
    echo "not ok $number $1"
    printf '%s\n' "$2" | head -n 20 | sed 's/^/# /'
    failed=1
  fi
}

# skip NAME WHY
skip() {
  number=$((number + 1))
  echo "ok $number $1 # SKIP $2"
}

# check NAME TOOL COMMAND...: the command prints nothing and succeeds.
check() {
  name=$1
  tool=$2
  shift 2
  if command -v "$tool" > /dev/null; then
    result "$name" "$("$@" 2>&1 || echo "$1: exit status $?")"
  else
    skip "$name" "no $tool"
  fi
}

appstream() {
  text=$(appstreamcli validate --no-net "$1" 2>&1) || echo "$text"
  printf '%s\n' "$text" | grep -E '^ *[EWI]:'
  version=$(sed -n "s/^ *version: '\(.*\)',/\1/p" meson.build)
  grep -q "<release version=\"$version\"" "$1" ||
    echo "no release $version, which meson.build builds"
}

# An incomplete index of pages is not a fault of the page.
page() {
  mandoc -T lint -W warning "$1" | grep -v 'outdated mandoc.db'
  { LC_ALL=C man --warnings -Tascii -Z -l "$1" > /dev/null; } 2>&1
}

# render ICON SIZE: it is a picture of that size, and GTK can recolour it if it
# is symbolic.
render() {
  rsvg-convert "$1" -o "$scratch/icon.png" || echo 'does not render'
  got=$(file -b "$scratch/icon.png")
  case $got in
    "PNG image data, $2 x $2,"*) ;;
    *) echo "$got" ;;
  esac
  case $1 in
    *-symbolic.svg) grep -n 'stroke=' "$1" ;;
  esac
}

# "-p, --port" for each option that a page explains.
page_options() {
  awk '/^\.It Fl / {
    text = ""
    for (i = 2; i < NF; i++)
      if ($i == "Fl") text = text (text == "" ? "" : ", ") "-" $(i + 1)
    print text }' "$1" | sort
}

# The same for the output of a program, without the options of GTK and
# GStreamer.
help_options() {
  env -u DISPLAY -u WAYLAND_DISPLAY "$1" --help |
    sed -n 's/^ *\(\(-[A-Za-z], \)\{0,1\}--[a-z][a-z-]*\).*/\1/p' |
    grep -vE -- '--(help-[a-z]+|display|gapplication-[a-z]+)$' | sort
}

# property ELEMENT NAME: "MIN MAX DEFAULT".
property() {
  GST_PLUGIN_PATH=$APPS/../plugins gst-inspect-1.0 --no-colors "$1" |
    sed -n "/^  $2 *:/,/Default:/s/.*Range: \(.*\) - \(.*\) Default: \(.*\)/\1 \2 \3/p"
}

# says FILE TEXT: the file contains the text, across lines.
says() {
  tr -s ' \n' ' ' < "$1" | grep -qF -- "$2" || echo "$1 lacks: $2"
}

# option APP NAME TEXT: the help and the page of an option contain the text.
option() {
  env -u DISPLAY -u WAYLAND_DISPLAY "$APPS/$1/qos-$1" --help |
    grep -- "--$2=" | grep -qF -- "default: $3" ||
    echo "qos-$1 --help: $2 lacks \"default: $3\""
  sed -n "/^.It Fl .*-$2 /,/^Default: /p" "$data/qos-$1.1" |
    grep -qxF -- "Default: $3." || echo "qos-$1.1: $2 lacks \"Default: $3\""
}

# constant NAME: the number that the apps have for it.
constant() {
  sed -n "s/^#define QOS_APP_$1 \([0-9]*\).*/\1/p" apps/engine/qos-app-*.h
}

# Numbers of the elements that the data of the apps repeat. The maximum delay,
# the bit rate and the metrics belong to the apps.
numbers() {
  schema=$data/org.qosaudio.gschema.xml
  for of in 'sender qossink' 'receiver qossrc'; do
    app=${of% *}
    # shellcheck disable=SC2046  # three words
    set -- $(property "${of#* }" port)
    says "$schema" "<key name=\"port\" type=\"u\"> <range min=\"$1\" \
max=\"$2\"/> <default>$3</default>"
    option "$app" port "$3"
    option "$app" metrics-per-client 0
    says "$data/qos-$app.1" "streams, 0 to $(constant METRICS_CLIENTS_MAX),"
  done
  longest=$(constant LATENCY_MAX_MS)
  # shellcheck disable=SC2046  # three words
  set -- $(property qossrc latency)
  says "$schema" "<key name=\"latency\" type=\"u\"> <range min=\"$1\" \
max=\"$longest\"/> <default>$3</default>"
  option receiver latency "$3"
  says "$data/qos-receiver.1" "Playout delay in ms, $1 to $longest"
  # shellcheck disable=SC2046  # three words
  set -- $(constant BITRATE_MIN_KBPS) $(constant BITRATE_MAX_KBPS) \
    $(constant BITRATE_KBPS)
  says "$schema" "<key name=\"bitrate\" type=\"u\"> <range min=\"$1\" \
max=\"$2\"/> <default>$3</default>"
  option sender bitrate "$3"
  says "$data/qos-sender.1" "in kbit/s, $1 to $2."
  # shellcheck disable=SC2046  # three words
  set -- $(property qossrc max-sources)
  option receiver max-sources "$3"
  says "$data/qos-receiver.1" "senders to play, $1 to $2;"
}

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

for id in org.qosaudio.Receiver org.qosaudio.Sender; do
  check "$id.desktop is valid" desktop-file-validate \
    desktop-file-validate "$data/$id.desktop"
  if command -v appstreamcli > /dev/null; then
    result "$id.metainfo.xml is valid" "$(appstream "$data/$id.metainfo.xml")"
  else
    skip "$id.metainfo.xml is valid" 'no appstreamcli'
  fi
  for icon in "$id.svg 128" "$id-symbolic.svg 16"; do
    name=${icon% *}
    if command -v rsvg-convert > /dev/null && command -v file > /dev/null; then
      result "$name renders" "$(render "$data/$name" "${icon#* }" 2>&1)"
    else
      skip "$name renders" 'no rsvg-convert or no file'
    fi
  done
done

check 'the settings compile' glib-compile-schemas \
  glib-compile-schemas --strict --dry-run "$data"
check 'all XML is well-formed' xmllint \
  xmllint --noout "$data"/*.xml "$data"/*.svg

for program in qos-analyze qos-receiver qos-sender; do
  name="$program.1 has no warnings"
  if command -v mandoc > /dev/null && command -v man > /dev/null; then
    result "$name" "$(page "$data/$program.1")"
  else
    skip "$name" 'no mandoc or no man'
  fi
done

result 'every file is installed' \
  "$(for file in "$data"/*; do
    name=${file##*/}
    case $name in
      meson.build) continue ;;
      org.qosaudio.Receiver[.-]* | org.qosaudio.Sender[.-]*)
        name="id + '${name#org.qosaudio.*er}'"
        ;;
    esac
    cat "$data/meson.build" apps/analyze/meson.build |
      grep -qF -- "$name" || echo "$file"
  done)"

for program in qos-analyze qos-receiver qos-sender; do
  name="$program.1 has the options of $program, and no other"
  binary=${APPS:-}/${program#qos-}/$program
  if [ -z "${APPS:-}" ]; then
    skip "$name" 'APPS names no build'
  elif [ ! -x "$binary" ]; then
    skip "$name" "$program was not built"
  else
    page_options "$data/$program.1" > "$scratch/page"
    help_options "$binary" > "$scratch/help" 2> "$scratch/trouble"
    result "$name" \
      "$(cat "$scratch/trouble"; diff "$scratch/page" "$scratch/help")"
  fi
done

name='the settings, windows, options and pages have the numbers of the elements'
if [ -x "${APPS:-}/receiver/qos-receiver" ] &&
  command -v gst-inspect-1.0 > /dev/null; then
  result "$name" "$(GST_REGISTRY=$scratch/registry numbers 2>&1)"
else
  skip "$name" 'APPS names no build, or no gst-inspect-1.0'
fi

echo "1..$number"
exit $failed
