// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// recvmmsg() and SO_TIMESTAMPNS behind impair-inbox.h.

#define _GNU_SOURCE 1

#include "impair-inbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>

#define MAX_DATAGRAM_BYTES 65536
// an older arrival means that the real-time clock was set
#define MAX_AGE_NS (60 * (int64_t) IMPAIR_NS_PER_S)

typedef struct
{
  uint8_t data[MAX_DATAGRAM_BYTES];
  _Alignas(struct cmsghdr)
      uint8_t control[CMSG_SPACE (sizeof (struct timespec)) + 64];
  ImpairAddress from;
  struct iovec span;
} Slot;

struct ImpairInbox
{
  struct mmsghdr messages[IMPAIR_INBOX_BATCH];
  Slot slots[IMPAIR_INBOX_BATCH];
  uint64_t now_ns;
  int64_t offset_ns;
};

static void
prepare (ImpairInbox *inbox)
{
  for (unsigned i = 0; i < IMPAIR_INBOX_BATCH; i++) {
    struct msghdr *header = &inbox->messages[i].msg_hdr;
    Slot *slot = &inbox->slots[i];

    slot->span.iov_base = slot->data;
    slot->span.iov_len = sizeof slot->data;
    header->msg_name = &slot->from.u;
    header->msg_namelen = sizeof slot->from.u;
    header->msg_iov = &slot->span;
    header->msg_iovlen = 1;
    header->msg_control = slot->control;
    header->msg_controllen = sizeof slot->control;
    header->msg_flags = 0;
  }
}

// The kernel stamps with CLOCK_REALTIME. Without a usable stamp, returns now.
static uint64_t
find_arrival (const ImpairInbox *inbox, const struct msghdr *header)
{
  struct msghdr copy = *header;

  for (struct cmsghdr *control = CMSG_FIRSTHDR (&copy); control != NULL;
       control = CMSG_NXTHDR (&copy, control)) {
    struct timespec stamp;
    int64_t age_ns = 0;

    if (control->cmsg_level != SOL_SOCKET ||
        control->cmsg_type != SCM_TIMESTAMPNS)
      continue;
    memcpy (&stamp, CMSG_DATA (control), sizeof stamp);
    age_ns = (int64_t) inbox->now_ns + inbox->offset_ns -
        (stamp.tv_sec * (int64_t) IMPAIR_NS_PER_S + stamp.tv_nsec);
    if (age_ns > 0 && age_ns < MAX_AGE_NS)
      return inbox->now_ns - (uint64_t) age_ns;
  }
  return inbox->now_ns;
}

ImpairInbox *
impair_inbox_new (void)
{
  return calloc (1, sizeof (ImpairInbox));
}

void
impair_inbox_free (ImpairInbox *inbox)
{
  free (inbox);
}

unsigned
impair_inbox_read (ImpairInbox *inbox, int fd)
{
  int count = 0;

  prepare (inbox);
  count =
      recvmmsg (fd, inbox->messages, IMPAIR_INBOX_BATCH, MSG_DONTWAIT, NULL);
  if (count <= 0)
    return 0;
  inbox->now_ns = impair_clock_now_ns ();
  inbox->offset_ns = impair_clock_offset_ns ();
  return (unsigned) count;
}

void
impair_inbox_get (const ImpairInbox *inbox, unsigned index, ImpairDatagram *out)
{
  const struct mmsghdr *message = &inbox->messages[index];
  const Slot *slot = &inbox->slots[index];

  out->data = slot->data;
  out->size = message->msg_len;
  out->from = slot->from;
  out->from.size = message->msg_hdr.msg_namelen;
  out->arrival_ns = find_arrival (inbox, &message->msg_hdr);
}
