// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// For LD_PRELOAD: wrong clocks for one program. The monotonic clock runs
// SKEW_PPM fast from the first time that it is read. The wall clock is
// OFFSET_NS ahead, and so are the times that the kernel puts on datagrams.
// Waits that use the clock of the kernel are wrong by the skew since the start.

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S INT64_C (1000000000)
#define NS_PER_US 1000
#define PPM 1000000

static int64_t
number_of (const char *name)
{
  const char *text = getenv (name);

  return text == NULL ? 0 : strtoll (text, NULL, 10);
}

static void
move (struct timespec *time, int64_t by_ns)
{
  int64_t ns = time->tv_sec * NS_PER_S + time->tv_nsec + by_ns;

  time->tv_sec = ns / NS_PER_S;
  time->tv_nsec = ns % NS_PER_S;
}

static int64_t
gain_ns (const struct timespec *time)
{
  static _Atomic int64_t start_ns;
  int64_t now_ns = time->tv_sec * NS_PER_S + time->tv_nsec, unset = 0;

  atomic_compare_exchange_strong (&start_ns, &unset, now_ns);
  return (now_ns - start_ns) / PPM * number_of ("SKEW_PPM");
}

int
clock_gettime (clockid_t id, struct timespec *time)
{
  if (syscall (SYS_clock_gettime, id, time) != 0)
    return -1;
  if (id == CLOCK_MONOTONIC)
    move (time, gain_ns (time));
  else if (id == CLOCK_REALTIME)
    move (time, number_of ("OFFSET_NS"));
  return 0;
}

int
gettimeofday (struct timeval *time, void *zone)
{
  struct timespec now;

  (void) zone;
  if (clock_gettime (CLOCK_REALTIME, &now) != 0)
    return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / NS_PER_US;
  return 0;
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  ssize_t size = syscall (SYS_recvmsg, fd, message, flags);

  if (size < 0)
    return size;
  for (struct cmsghdr *control = CMSG_FIRSTHDR (message); control != NULL;
       control = CMSG_NXTHDR (message, control)) {
    struct timespec stamp;

    if (control->cmsg_level != SOL_SOCKET ||
        control->cmsg_type != SCM_TIMESTAMPNS)
      continue;
    memcpy (&stamp, CMSG_DATA (control), sizeof stamp);
    move (&stamp, number_of ("OFFSET_NS"));
    memcpy (CMSG_DATA (control), &stamp, sizeof stamp);
  }
  return size;
}
