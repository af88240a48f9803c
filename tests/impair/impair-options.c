// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Reader of the command line; see impair-options.h.

#include "impair-options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MS 1e12
#define MAX_SECONDS 1e9
#define NS_PER_MS 1e6

static const char usage[] =
    "Usage: impair --listen [ADDR:]PORT --forward HOST:PORT [OPTION...]\n"
    "Relays UDP datagrams, makes the given network faults and reports\n"
    "exactly what it did.\n"
    "\n"
    "  --listen [ADDR:]PORT  where clients send to; port 0 picks a free one;\n"
    "                        without ADDR any IPv4 address\n"
    "  --forward HOST:PORT   where their datagrams go (forward, fwd). What\n"
    "                        comes back goes to the client (reverse, rev).\n"
    "                        IPv6 addresses are written in brackets.\n"
    "  --fwd FAULTS          faults of the forward direction\n"
    "  --rev FAULTS          faults of the reverse direction; both may be\n"
    "                        given once for each only=: a datagram has the\n"
    "                        first profile of its direction that is for its\n"
    "                        class\n"
    "  --at [rtp+]MS 'fwd|rev FAULTS'\n"
    "                        change the faults named, MS after start-up or\n"
    "                        after the first forward RTP packet; the others\n"
    "                        stay. only= picks the profile. Repeatable.\n"
    "  --seed N              other seed, other faults (1)\n"
    "  --duration SECONDS    stop after that time\n"
    "  --until-eof           stop when standard input is closed\n"
    "  --report FILE         JSON report, one line (standard output)\n"
    "  --pcap FILE           capture of what is delivered forward (IPv4)\n"
    "  --trace FILE          what became of each datagram, a line each\n"
    "  --help                this text\n"
    "\n"
    "FAULTS is a list key=value,key=value,... of\n";

static const char usage_end[] =
    "\n"
    "Prints 'ready PORT' when it listens. SIGTERM and SIGINT stop it, SIGUSR1\n"
    "prints a report at once (to standard error, or appended to --report).\n"
    "Exit status: 0 done, 1 something failed, 2 bad option.\n"
    "\n"
    "Example: impair --listen 127.0.0.1:5004 --forward 127.0.0.1:6004 \\\n"
    "    --fwd 'loss=2,delay=40,jitter=10' --rev 'only=rtcp,loss=10' \\\n"
    "    --at rtp+10000 'fwd delay=250'\n";

static const char *const direction_names[] = {"fwd", "rev"};

__attribute__ ((format (printf, 1, 2))) static bool
complain (const char *format, ...)
{
  va_list arguments;

  fputs ("impair: ", stderr);
  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputs (". See impair --help.\n", stderr);
  return false;
}

static bool
read_decimal (const char *text, double max, double *out)
{
  size_t length = strspn (text, "0123456789.");
  char *end = NULL;

  if (length == 0 || text[length] != '\0')
    return false;
  *out = strtod (text, &end);
  return *end == '\0' && *out <= max;
}

static bool
read_listen (ImpairOptions *options, const char *value)
{
  ImpairEndpoint endpoint;

  if (!impair_endpoint_read (value, &endpoint) ||
      !impair_address_parse (&endpoint, &options->listen))
    return complain ("--listen '%s' is not usable, expected PORT, ADDR:PORT or "
                     "[ADDR6]:PORT with a numeric address and a port of "
                     "0..65535",
        value);
  options->have_listen = true;
  return true;
}

static bool
read_forward (ImpairOptions *options, const char *value)
{
  if (!impair_endpoint_read (value, &options->forward) ||
      options->forward.host[0] == '\0' || options->forward.port == 0)
    return complain ("--forward '%s' is not usable, expected HOST:PORT or "
                     "[ADDR6]:PORT with a port of 1..65535",
        value);
  options->have_forward = true;
  return true;
}

static bool
read_seed (ImpairOptions *options, const char *value)
{
  char *end = NULL;

  errno = 0;
  options->seed = strtoull (value, &end, 0);
  if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno != 0)
    return complain (
        "--seed '%s' is not usable, expected a whole number below 2^64", value);
  return true;
}

static bool
read_duration (ImpairOptions *options, const char *value)
{
  double seconds = 0;

  if (!read_decimal (value, MAX_SECONDS, &seconds) || seconds < 1e-6)
    return complain ("--duration '%s' is not usable, expected seconds above 0 "
                     "and up to 1000000000",
        value);
  options->duration_ns = (uint64_t) (seconds * 1e9);
  return true;
}

static bool
read_profile (ImpairOptions *options, unsigned direction, const char *value)
{
  char error[IMPAIR_ERROR_BYTES];
  unsigned count = options->n_profiles[direction];
  ImpairProfile profile;

  impair_profile_init (&profile);
  if (!impair_profile_apply (&profile, value, error))
    return complain ("--%s: %s", direction_names[direction], error);
  for (unsigned i = 0; i < count; i++) {
    if (options->profiles[direction][i].only == profile.only)
      return complain ("--%s '%s' is the second profile for the same class, "
                       "expected another only= (default rtp)",
          direction_names[direction], value);
  }
  // three values of only=, so there is room
  options->profiles[direction][count] = profile;
  options->n_profiles[direction]++;
  return true;
}

static bool
read_change (ImpairOptions *options, const char *when, const char *what)
{
  ImpairChange *change = &options->changes[options->n_changes];
  const char *ms_text = when;
  double ms = 0;

  if (options->n_changes == IMPAIR_MAX_CHANGES)
    return complain ("--at is given more than %d times", IMPAIR_MAX_CHANGES);
  if (strncmp (when, "rtp+", 4) == 0) {
    change->is_after_rtp = true;
    ms_text += 4;
  }
  if (!read_decimal (ms_text, MAX_MS, &ms))
    return complain (
        "--at '%s' is not usable, expected MS or rtp+MS, e.g. rtp+10000", when);
  change->after_ns = (uint64_t) (ms * NS_PER_MS + 0.5);
  if (what == NULL ||
      (strncmp (what, "fwd ", 4) != 0 && strncmp (what, "rev ", 4) != 0))
    return complain ("--at %s '%s' is not usable, expected 'fwd FAULTS' or "
                     "'rev FAULTS' as one more argument",
        when, what == NULL ? "" : what);
  change->direction = what[0] == 'r';
  change->text = what + 4 + strspn (what + 4, " ");
  options->n_changes++;
  return true;
}

// Checks a change and finds its profile, once all profiles are known.
static bool
resolve_change (ImpairOptions *options, ImpairChange *change)
{
  const char *name = direction_names[change->direction];
  ImpairProfile *profiles = options->profiles[change->direction];
  unsigned *count = &options->n_profiles[change->direction];
  char error[IMPAIR_ERROR_BYTES];
  ImpairProfile scratch;

  impair_profile_init (&scratch);
  if (!impair_profile_apply (&scratch, change->text, error))
    return complain ("--at ... '%s %s': %s", name, change->text, error);
  if (*count == 0) {
    impair_profile_init (&profiles[0]);
    profiles[0].only = scratch.only;
    *count = 1;
  }
  if (!scratch.is_only_named && *count == 1)
    return true;
  for (unsigned i = 0; i < *count && scratch.is_only_named; i++) {
    if (profiles[i].only == scratch.only) {
      change->profile = i;
      return true;
    }
  }
  return complain ("--at ... '%s %s' does not say which profile, expected the "
                   "only= of one of the %u given with --%s",
      name, change->text, *count, name);
}

static bool
check_all (ImpairOptions *options)
{
  if (!options->have_listen)
    return complain ("--listen is missing, expected --listen [ADDR:]PORT");
  if (!options->have_forward)
    return complain ("--forward is missing, expected --forward HOST:PORT");
  for (unsigned i = 0; i < options->n_changes; i++) {
    if (!resolve_change (options, &options->changes[i]))
      return false;
  }
  return true;
}

static bool
read_option (ImpairOptions *options, int which, int argc, char **argv)
{
  switch (which) {
    case 'l':
      return read_listen (options, optarg);
    case 'f':
      return read_forward (options, optarg);
    case 's':
      return read_seed (options, optarg);
    case 'd':
      return read_duration (options, optarg);
    case 'F':
      return read_profile (options, 0, optarg);
    case 'R':
      return read_profile (options, 1, optarg);
    case 'a':
      return read_change (options, optarg,
          optind < argc ? argv[optind++] : NULL);
    case 'e':
      options->is_until_eof = true;
      return true;
    case 'r':
      options->report_path = optarg;
      return true;
    case 'p':
      options->pcap_path = optarg;
      return true;
    case 't':
      options->trace_path = optarg;
      return true;
    case ':':
      return complain ("%s has no value", argv[optind - 1]);
    default:
      return complain ("%s is not an option", argv[optind - 1]);
  }
}

ImpairOptionsResult
impair_options_read (int argc, char **argv, ImpairOptions *out)
{
  static const struct option names[] = {
      {"listen", required_argument, NULL, 'l'},
      {"forward", required_argument, NULL, 'f'},
      {"seed", required_argument, NULL, 's'},
      {"duration", required_argument, NULL, 'd'},
      {"fwd", required_argument, NULL, 'F'},
      {"rev", required_argument, NULL, 'R'},
      {"at", required_argument, NULL, 'a'},
      {"until-eof", no_argument, NULL, 'e'},
      {"report", required_argument, NULL, 'r'},
      {"pcap", required_argument, NULL, 'p'},
      {"trace", required_argument, NULL, 't'},
      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  int which = 0;

  memset (out, 0, sizeof *out);
  out->seed = 1;
  while ((which = getopt_long (argc, argv, "+:", names, NULL)) != -1) {
    if (which == 'h') {
      printf ("%s%s%s", usage, impair_profile_help (), usage_end);
      return IMPAIR_OPTIONS_HELP;
    }
    if (!read_option (out, which, argc, argv))
      return IMPAIR_OPTIONS_BAD;
  }
  if (optind < argc) {
    complain ("'%s' is not an option", argv[optind]);
    return IMPAIR_OPTIONS_BAD;
  }
  return check_all (out) ? IMPAIR_OPTIONS_RUN : IMPAIR_OPTIONS_BAD;
}
