// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// `impair`, a UDP relay with seeded network faults for tests: start, the wait
// loop (epoll, timerfd, signalfd) and the end. Linux only.

#include "impair-options.h"
#include "impair-relay.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define EXIT_FAILED 1
#define EXIT_BAD_OPTION 2
#define MAX_EVENTS 64
#define SPARE_FILES 64
#define REPORT_BUFFER_BYTES (1 << 20)

// events other than sockets of the relay
enum
{
  SOURCE_TIMER = IMPAIR_SOURCE_LISTEN + 1,
  SOURCE_SIGNAL,
  SOURCE_INPUT
};

typedef struct
{
  ImpairOptions options;
  ImpairRelay relay;
  FILE *report;
  int epoll_fd;
  int timer_fd;
  int signal_fd;
  uint64_t end_ns;   // UINT64_MAX: no --duration
  uint64_t armed_ns; // of the timer, UINT64_MAX: off
  const char *stop_reason;
} Program;

static bool
fail (const char *what, const char *why)
{
  fprintf (stderr, "impair: %s: %s.\n", what, why);
  return false;
}

static bool
watch (const Program *program, int fd, unsigned source)
{
  struct epoll_event event = {.events = EPOLLIN, .data = {.u32 = source}};

  return epoll_ctl (program->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  if (limit.rlim_cur >= IMPAIR_MAX_CLIENTS + SPARE_FILES)
    return;
  limit.rlim_cur = IMPAIR_MAX_CLIENTS + SPARE_FILES;
  if (limit.rlim_max < limit.rlim_cur)
    limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static bool
open_waiting (Program *program)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGUSR1);
  sigprocmask (SIG_BLOCK, &signals, NULL);
  signal (SIGPIPE, SIG_IGN);
  program->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  program->timer_fd =
      timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  program->signal_fd = signalfd (-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (program->epoll_fd < 0 || program->timer_fd < 0 ||
      program->signal_fd < 0 ||
      !watch (program, program->timer_fd, SOURCE_TIMER) ||
      !watch (program, program->signal_fd, SOURCE_SIGNAL))
    return fail ("cannot wait for events", strerror (errno));
  if (program->options.is_until_eof &&
      !watch (program, STDIN_FILENO, SOURCE_INPUT))
    return fail ("--until-eof needs a pipe or a terminal as standard input",
        strerror (errno));
  return true;
}

static bool
open_report (Program *program)
{
  const char *path = program->options.report_path;

  program->report = path == NULL ? stdout : fopen (path, "w");
  if (program->report == NULL) {
    fprintf (stderr, "impair: cannot write the report '%s': %s.\n", path,
        strerror (errno));
    return false;
  }
  // in one piece, for programs that watch the file grow
  if (path != NULL)
    setvbuf (program->report, NULL, _IOFBF, REPORT_BUFFER_BYTES);
  return true;
}

static void
arm_timer (Program *program)
{
  uint64_t next_ns = impair_relay_next_due_ns (&program->relay);
  struct itimerspec when;

  if (program->end_ns < next_ns)
    next_ns = program->end_ns;
  if (next_ns == program->armed_ns)
    return;
  program->armed_ns = next_ns;
  memset (&when, 0, sizeof when);
  if (next_ns != UINT64_MAX) {
    when.it_value.tv_sec = (time_t) (next_ns / IMPAIR_NS_PER_S);
    when.it_value.tv_nsec = (long) (next_ns % IMPAIR_NS_PER_S);
  }
  timerfd_settime (program->timer_fd, TFD_TIMER_ABSTIME, &when, NULL);
}

static void
read_timer (Program *program)
{
  uint64_t expirations = 0;

  if (read (program->timer_fd, &expirations, sizeof expirations) > 0)
    program->armed_ns = UINT64_MAX;
}

static void
read_signal (Program *program)
{
  struct signalfd_siginfo info;

  while (read (program->signal_fd, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo == SIGUSR1) {
      FILE *out = program->report == stdout ? stderr : program->report;

      impair_relay_report (&program->relay, "sigusr1", out);
      fflush (out);
    } else {
      program->stop_reason = info.ssi_signo == SIGTERM ? "sigterm" : "sigint";
    }
  }
}

static void
read_input (Program *program)
{
  char ignored[4096];
  ssize_t count = read (STDIN_FILENO, ignored, sizeof ignored);

  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
    program->stop_reason = "eof";
}

static void
handle_event (Program *program, unsigned source)
{
  if (source == SOURCE_TIMER)
    read_timer (program);
  else if (source == SOURCE_SIGNAL)
    read_signal (program);
  else if (source == SOURCE_INPUT)
    read_input (program);
  else
    impair_relay_read (&program->relay, source);
}

static bool
run_loop (Program *program)
{
  struct epoll_event events[MAX_EVENTS];

  while (program->stop_reason == NULL) {
    int count = 0;

    arm_timer (program);
    count = epoll_wait (program->epoll_fd, events, MAX_EVENTS, -1);
    if (count < 0 && errno != EINTR)
      return fail ("cannot wait for events", strerror (errno));
    impair_relay_send_due (&program->relay);
    for (int i = 0; i < count; i++)
      handle_event (program, events[i].data.u32);
    impair_relay_send_due (&program->relay);
    if (program->stop_reason == NULL &&
        impair_clock_now_ns () >= program->end_ns)
      program->stop_reason = "duration";
  }
  impair_relay_drain (&program->relay);
  return true;
}

static bool
run (Program *program)
{
  char error[IMPAIR_ERROR_BYTES];

  if (!open_waiting (program) || !open_report (program))
    return false;
  if (!impair_relay_open (&program->relay, &program->options, program->epoll_fd,
          error)) {
    fprintf (stderr, "impair: %s.\n", error);
    return false;
  }
  program->end_ns = UINT64_MAX;
  program->armed_ns = UINT64_MAX;
  if (program->options.duration_ns > 0)
    program->end_ns = program->relay.start_ns + program->options.duration_ns;
  printf ("ready %u\n", impair_relay_port (&program->relay));
  fflush (stdout);
  if (!run_loop (program))
    return false;
  impair_relay_report (&program->relay, program->stop_reason, program->report);
  if (fflush (program->report) != 0 || ferror (program->report))
    return fail ("cannot write the report", strerror (errno));
  return true;
}

int
main (int argc, char **argv)
{
  static Program program;
  bool is_good = false;

  switch (impair_options_read (argc, argv, &program.options)) {
    case IMPAIR_OPTIONS_HELP:
      return 0;
    case IMPAIR_OPTIONS_BAD:
      return EXIT_BAD_OPTION;
    case IMPAIR_OPTIONS_RUN:
      break;
  }
  raise_file_limit ();
  program.relay.listen_fd = -1;
  is_good = run (&program);
  if (!impair_relay_close (&program.relay))
    is_good = fail ("cannot write the capture or trace", strerror (errno));
  if (program.report != NULL && program.report != stdout)
    fclose (program.report);
  return is_good ? 0 : EXIT_FAILED;
}
