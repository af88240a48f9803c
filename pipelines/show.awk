# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Element messages of gst-launch-1.0 -m as one readable line each, and errors.
# An unknown value is a dash.

# The text of a field, or "".
function field(name,    at, rest) {
  at = match($0, "[ ,]" name "=\\([a-z0-9]+\\)")
  if (at == 0)
    return ""
  rest = substr($0, RSTART + RLENGTH)
  if (match(rest, /[,;]/))
    rest = substr(rest, 1, RSTART - 1)
  gsub(/"/, "", rest)
  return rest
}

function number(name, digits,    text) {
  text = field(name)
  return text == "" ? "-" : sprintf("%." digits "f", text)
}

/\(element\): qospay, / {
  name = field("remote-name")
  printf "sent     %6s packets  %6s kbit/s  round trip %7s ms  other end lost %5s %%  jitter %6s ms  %s\n",
    field("packets-sent"), number("wire-kbps", 1), number("rtt-ms", 1),
    number("remote-loss-percent", 1), number("remote-jitter-ms", 1), name
  fflush()
  next
}

/\(element\): qosstats, / {
  name = field("name")
  printf "received %6s packets  %6s kbit/s  round trip %7s ms  lost %5s %% (%s of %s)  jitter %6s ms  %s %s%s\n",
    field("packets-received"), number("wire-kbps", 1), number("rtt-ms", 1),
    number("loss-percent", 1), field("packets-lost"), field("packets-expected"),
    number("jitter-ms", 1), name, field("address"),
    field("end-reason") == "" ? "" : "  (" field("end-reason") ")"
  fflush()
  next
}

/^(ERROR|WARNING)/ || / error:/ { print; fflush() }
