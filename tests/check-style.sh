#!/bin/sh
# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Checks that a compiler does not make: formatting, layers, headers, sizes, words,
# shell scripts, and docs that are made from the code. TAP; from the top folder, with
# BUILD naming a build of it.
set -u

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

c_files=$(find plugins pipelines tests tools apps -name '*.[ch]' | sort)
sources=$(find plugins pipelines tests tools apps docs -type f \
  ! -path '*/corpus/*' ! -name '*.pyc' | sort)

if command -v clang-format-14 > /dev/null; then
  # shellcheck disable=SC2086  # a list of files
  result 'clang-format' \
    "$(clang-format-14 --style=file --dry-run $c_files 2>&1 | grep 'warning:' | cut -d: -f1 | sort -u)"
else
  skip 'clang-format' 'no clang-format-14'
fi

# shellcheck disable=SC2086  # a list of files
result 'lines have 80 columns, in comments too, except for commands and links' \
  "$(LC_ALL=C.UTF-8 grep -nE '^.{81,}' $c_files |
    grep -vE 'gst-launch-1\.0|://|QOS_TEXT \(')"

# shellcheck disable=SC2086  # a list of files
result 'clang-format took no quark name for a subtraction' \
  "$(grep -nE 'QUARK \([a-z]+ - ' $c_files)"

result 'core uses no GStreamer, GLib, clock, lock or allocation' \
  "$(grep -nE '#include <(gst|glib|gtk|gio|time\.h|pthread|stdlib|stdio)|\b(malloc|free|clock_gettime|printf) *\(' \
    plugins/core/*/*.[ch] plugins/fields/*.[ch])"

# A misspelt identifier does not compile; a misspelt name does. Caps and SDES
# have a few of the names too.
fields=$(sed -n 's/^QOS_FIELD ([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' \
  plugins/fields/*-fields.h | grep -vxE 'clock-rate|name|cname' | sort -u)
field_files=$(find plugins apps -name '*.[ch]' ! -path 'plugins/fields/*')
# shellcheck disable=SC2086  # lists
result 'fields are used by their identifiers, not by their names' \
  "$([ "$(echo $fields | wc -w)" -gt 100 ] || echo 'no names found'
    grep -nE "\"($(echo $fields | tr ' ' '\n' | grep -e - | paste -sd '|' -))\"" \
      $field_files
    grep -nE "gst_structure_(get|has|set|remove)[a-z0-9_]* \([^,]+, \"($(echo $fields | tr ' ' '|'))\"" \
      $field_files)"

# FOLDER: the folders that its files may include headers of, besides itself.
# docs/architecture.md says why.
folders='plugins/core/wire:
plugins/core/measure: core/wire
plugins/fields:
plugins/core/stream: core/wire core/measure fields
plugins/shared: core/wire core/measure core/stream fields
plugins/pay: core/wire core/measure core/stream fields shared
plugins/stats: core/wire core/measure core/stream fields shared
plugins/bins: core/wire core/measure core/stream fields shared pay stats
plugins: shared pay stats bins
apps/engine: fields
apps/chart:
apps/report: fields engine chart
apps/export: fields engine report
apps/window: fields engine chart report export
apps/sender: fields engine chart report export window
apps/receiver: fields engine chart report export window
apps/analyze: fields engine report export core/wire core/measure core/stream shared'

result 'each folder includes what it may' \
  "$(echo "$folders" | while IFS=: read -r folder allowed; do
    for file in "$folder"/*.[ch]; do
      sed -n 's/^#include "\(.*\)"$/\1/p' "$file" | grep -vx config.h |
        while read -r header; do
          [ -e "$folder/$header" ] && continue
          for other in $allowed; do
            [ -e "${folder%%/*}/$other/$header" ] && continue 2
            [ -e "plugins/$other/$header" ] && continue 2
          done
          echo "$file includes $header"
        done
    done
  done)"

result 'each folder of sources has a line that says what it may include' \
  "$(find plugins apps -name '*.[ch]' -exec dirname {} + | sort -u |
    while read -r folder; do
      echo "$folders" | grep -q "^$folder:" || echo "$folder"
    done)"

result 'what is private to a part of the core stays in the core' \
  "$(grep -nE '#include "qos-(source|sender)-private\.h"' plugins/*.[ch] \
    plugins/[!c]*/*.[ch] apps/*/*.[ch])"

result 'no GTK in scale, series and marks of a chart, engine, exports and reports' \
  "$(grep -nE '#include <(gtk|gdk|cairo|pango)' apps/chart/qos-ui-series.[ch] \
    apps/chart/qos-ui-axis.[ch] apps/chart/qos-ui-marks.[ch] \
    apps/engine/*.[ch] apps/export/*.[ch] apps/report/*.[ch] \
    apps/*/*session.[ch] apps/*/main.c)"

result 'a constant has one home' \
  "$(grep -nE '2208988800|INT64_C \([0-9]{7,}\)|[^0-9]5004\b' plugins/*/*.[ch] \
    plugins/core/*/*.[ch] apps/*/*.[ch] |
    grep -vE '^[^:]*/qos-(time|limits|fields)\.h:|:[0-9]+:( |/)\* ')"

result 'no names of GStreamer itself' \
  "$(grep -nE '\bgst_qos_type' plugins/*.[ch] plugins/*/*.[ch])"

# A header that a source file includes first, except for config.h, was compiled
# alone by the build.
proved=$(awk 'FNR == 1 { is_done = 0 }
  !is_done && /^#include/ && !/"config\.h"/ { is_done = 1; print $2 }' \
  plugins/*/*.c plugins/core/*/*.c apps/*/*.c | tr -d '"')
others=$(for header in plugins/core/*/*.h plugins/*/*.h apps/*/*.h; do
  echo "$proved" | grep -qxF "${header##*/}" || echo "$header"
done)
flags=$(pkg-config --cflags gstreamer-rtp-1.0 gstreamer-net-1.0 gio-2.0 gtk+-3.0)
includes=$(echo "$folders" | sed 's/^/-I/; s/:.*//')
# shellcheck disable=SC2086  # lists
result 'every header compiles alone' \
  "$(echo $others | xargs -P "$(nproc)" -n 1 ${CC:-cc} -std=gnu11 -Wall $includes -I. \
    $flags -fsyntax-only -xc 2>&1 | grep 'error')"

sets_field() {
  echo "#include \"qos-snapshot.h\"
    static void set (QosSnapshot *s) { qos_stream_set_uint (s, $1, 1); }
    int main (void) { QosSnapshot s; set (&s); return 0; }" |
    ${CC:-cc} -Werror=enum-conversion -Iplugins/core/stream -Iplugins/fields \
      -fsyntax-only -xc - 2>&1
}
result 'a field of another kind of message does not compile' \
  "$(sets_field QOS_STREAM_SSRC
    sets_field QOS_SENDER_SSRC | grep -q enum-conversion || echo it compiles)"

result 'debug lines name their object' \
  "$(grep -nE '\bGST_(ERROR|WARNING|INFO|DEBUG|LOG) \(' plugins/*.c plugins/*/*.c apps/*/*.c)"

# shellcheck disable=SC2086  # a list of files
result 'no marks for later, no dead code' \
  "$(grep -nIE 'TO''DO|FIX''ME|X''XX|#if'' 0' $sources README.md CONTRIBUTING.md)"

# CONTRIBUTING.md has a glossary with the words to use instead.
words='anew|but for|shall|nobody|so many|in vain|put up with|told|whoever|whom'
words="$words|reckon(s|ed|ing)?|judge[sd]?|held against|at the least|by turns"
words="$words|seldom"
result 'plain words' \
  "$(grep -rnIiwE "$words" \
    plugins pipelines apps tests tools docs README.md --exclude-dir=corpus \
    --include='*.[ch]' --include='*.md' --include='*.py' --include='*.build' \
    --include='*.sh' --include='*.ui' --include='*.1' --include='*.xml' \
    --include='*.desktop' --exclude=check-style.sh)"

licence='SPDX-License-Identifier: LGPL-2.1-or-later'
with_licence=$(find plugins pipelines tests tools apps -name '*.[ch]' -o \
  -name '*.sh' -o -name '*.py')
# shellcheck disable=SC2086  # a list of files
result 'every file names its licence' \
  "$(grep -L "$licence" $with_licence
    grep -nH -m 1 "$licence" $with_licence |
      awk -F : '$2 > 6 { print $1 ": not at the top" }')"

result 'no file over 700 lines' \
  "$(find plugins pipelines apps tests/core tests/elements tests/fuzz tools \
    tests/apps -name '*.[ch]' -exec wc -l {} + |
    awk '$2 != "total" && $1 > 700 { print $2 ": " $1 " lines" }')"

# shellcheck disable=SC2086  # a list of files
result 'no function over 60 lines' \
  "$(awk 'FNR == 1 { start = 0 }
    /^\{/ { start = before ~ /\)$/ ? FNR : 0 } # not of enums
    /^\}/ { if (start && FNR - start > 61)
              print FILENAME ":" start ": " FNR - start - 1 " lines"
            start = 0 }
    { before = $0 }' $c_files)"

if command -v shellcheck > /dev/null; then
  # shellcheck disable=SC2046  # a list of files
  result 'shellcheck' "$(shellcheck -x -s sh $(find . -name '*.sh' \
    -path './[pt]*') 2>&1)"
else
  skip 'shellcheck' 'no shellcheck'
fi

result 'docs/metrics.md is what the field tables say' \
  "$("$BUILD/tests/core/print-fields" |
    sed '/^$/d' | while IFS= read -r line; do
    grep -qxF -- "$line" docs/metrics.md || echo "missing: $line"
  done)"

export="$BUILD/tests/apps/print-export"
if [ -x "$export" ]; then
  result 'files have all fields of the messages' \
    "$("$export" fields > "$BUILD/fields-of-files"
    "$BUILD/tests/core/print-fields" | cut -d ' ' -f 1,2 |
      diff "$BUILD/fields-of-files" - 2>&1)"

  result 'docs/export.md is what the tables of the apps say' \
    "$("$export" | while IFS= read -r line; do
      grep -qxF -- "$line" docs/export.md || echo "missing: $line"
    done)"
else
  skip 'files have all fields of the messages' 'the apps were not built'
  skip 'docs/export.md is what the tables of the apps say' \
    'the apps were not built'
fi

result 'docs/elements.md is what gst-inspect-1.0 says' \
  "$(GST_PLUGIN_PATH="$BUILD/plugins" sh tests/print-elements.sh |
    diff docs/elements.md - 2>&1)"

echo "1..$number"
exit $failed
