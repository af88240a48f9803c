// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Reader of fault profiles: one table row and one small function per key.

#include "impair-profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NS_PER_MS 1e6
#define MAX_MS 3600000.0
#define MAX_KBPS 1e8
#define MIN_KBPS 0.001
#define MAX_REORDER_AFTER 1000000.0
#define MAX_FIRST 1e15
#define MAX_ITEM_BYTES 512
#define DEFAULT_REORDER_AFTER 3
#define DEFAULT_RATE_QUEUE_NS UINT64_C (200000000)

typedef struct
{
  const char *name;
  bool (*read) (ImpairProfile *profile, const char *value);
  const char *expected;
  bool may_repeat;
} Key;

// Reads "1.5:2:3" (any separator) into at most `max` numbers. Returns how many
// there were, or 0 if a field is not a plain decimal number.
static unsigned
read_numbers (const char *text, char separator, double *numbers, unsigned max)
{
  unsigned count = 0;

  for (;;) {
    size_t length = strspn (text, "0123456789.");
    char *end = NULL;

    if (length == 0 || count == max)
      return 0;
    numbers[count++] = strtod (text, &end);
    if (end != text + length)
      return 0;
    text = end;
    if (*text == '\0')
      return count;
    if (*text++ != separator)
      return 0;
  }
}

static bool
is_percent (double number)
{
  return number <= 100.0;
}

static bool
is_whole (double number, double max)
{
  return number <= max && number == (double) (uint64_t) number;
}

static bool
convert_ms (double ms, uint64_t *out_ns)
{
  if (ms > MAX_MS)
    return false;
  *out_ns = (uint64_t) (ms * NS_PER_MS + 0.5);
  return true;
}

static bool
read_loss (ImpairProfile *profile, const char *value)
{
  double numbers[1];

  if (read_numbers (value, ':', numbers, 1) == 0 || !is_percent (numbers[0]))
    return false;
  profile->loss_percent = numbers[0];
  return true;
}

static bool
read_ge (ImpairProfile *profile, const char *value)
{
  double numbers[4] = {0, 0, 100, 0};
  unsigned count = read_numbers (value, ':', numbers, 4);

  if (count < 2)
    return false;
  for (unsigned i = 0; i < 4; i++) {
    if (!is_percent (numbers[i]))
      return false;
  }
  profile->ge.enter_percent = numbers[0];
  profile->ge.leave_percent = numbers[1];
  profile->ge.bad_loss_percent = numbers[2];
  profile->ge.good_loss_percent = numbers[3];
  return true;
}

static bool
read_one_outage (ImpairProfile *profile, const char *value)
{
  double numbers[3] = {0, 0, 0};
  ImpairOutage *outage = &profile->outages[profile->n_outages];
  unsigned count = read_numbers (value, '+', numbers, 3);

  if (profile->n_outages == IMPAIR_MAX_OUTAGES || count < 2)
    return false;
  if (!convert_ms (numbers[0], &outage->start_ns) ||
      !convert_ms (numbers[1], &outage->length_ns) ||
      !convert_ms (numbers[2], &outage->period_ns))
    return false;
  if (count == 3 && outage->period_ns <= outage->length_ns)
    return false;
  profile->n_outages++;
  return true;
}

static bool
read_outages (ImpairProfile *profile, const char *value)
{
  char copy[MAX_ITEM_BYTES];

  if (strcmp (value, "none") == 0)
    return true;
  snprintf (copy, sizeof copy, "%s", value);
  for (char *item = copy; item != NULL;) {
    char *next = strchr (item, '/');

    if (next != NULL)
      *next++ = '\0';
    if (!read_one_outage (profile, item))
      return false;
    item = next;
  }
  return true;
}

static bool
read_delay (ImpairProfile *profile, const char *value)
{
  double numbers[1];

  return read_numbers (value, ':', numbers, 1) == 1 &&
      convert_ms (numbers[0], &profile->delay_ns);
}

static bool
read_jitter (ImpairProfile *profile, const char *value)
{
  double numbers[1];

  profile->is_order_free = false;
  return read_numbers (value, ':', numbers, 1) == 1 &&
      convert_ms (numbers[0], &profile->jitter_ns);
}

static bool
read_jitter_reorder (ImpairProfile *profile, const char *value)
{
  if (!read_jitter (profile, value))
    return false;
  profile->is_order_free = profile->jitter_ns > 0;
  return true;
}

static bool
read_reorder (ImpairProfile *profile, const char *value)
{
  double numbers[2] = {0, DEFAULT_REORDER_AFTER};

  if (read_numbers (value, ':', numbers, 2) == 0 || !is_percent (numbers[0]) ||
      !is_whole (numbers[1], MAX_REORDER_AFTER) || numbers[1] < 1)
    return false;
  profile->reorder.percent = numbers[0];
  profile->reorder.after = (unsigned) numbers[1];
  return true;
}

static bool
read_dup (ImpairProfile *profile, const char *value)
{
  double numbers[2] = {0, 0};

  if (read_numbers (value, ':', numbers, 2) == 0 || !is_percent (numbers[0]))
    return false;
  profile->dup.percent = numbers[0];
  return convert_ms (numbers[1], &profile->dup.after_ns);
}

static bool
read_rate (ImpairProfile *profile, const char *value)
{
  double numbers[2] = {0, (double) DEFAULT_RATE_QUEUE_NS / NS_PER_MS};

  if (read_numbers (value, ':', numbers, 2) == 0 || numbers[0] > MAX_KBPS ||
      (numbers[0] > 0 && numbers[0] < MIN_KBPS))
    return false;
  profile->rate.kbps = numbers[0];
  return convert_ms (numbers[1], &profile->rate.queue_ns);
}

static bool
read_first (ImpairProfile *profile, const char *value)
{
  double numbers[1];

  if (read_numbers (value, ':', numbers, 1) == 0 ||
      !is_whole (numbers[0], MAX_FIRST))
    return false;
  profile->first = (uint64_t) numbers[0];
  return true;
}

static bool
read_only (ImpairProfile *profile, const char *value)
{
  static const char *const names[] = {"rtp", "rtcp", "all"};

  for (unsigned i = 0; i < 3; i++) {
    if (strcmp (value, names[i]) == 0) {
      profile->only = (ImpairOnly) i;
      profile->is_only_named = true;
      return true;
    }
  }
  return false;
}

static const Key keys[] = {
    {"loss", read_loss, "P, percent 0..100, e.g. loss=2.5", false},
    {"ge", read_ge,
        "P:R[:HB[:HG]], percents 0..100: good to bad, bad to good, loss in "
        "bad (100), loss in good (0)",
        false},
    {"outage", read_outages,
        "START+LEN[+PERIOD][/START+LEN...] in ms, PERIOD above LEN, at most "
        "16; or none",
        true},
    {"delay", read_delay, "MS, 0..3600000", false},
    {"jitter", read_jitter, "MS, 0..3600000, order kept", false},
    {"jitter-reorder", read_jitter_reorder, "MS, 0..3600000, order not kept",
        false},
    {"reorder", read_reorder,
        "P[:N], percent 0..100 held back by N packets, 1..1000000 (3)", false},
    {"dup", read_dup, "P[:MS], percent 0..100 copied, the copy MS later (0)",
        false},
    {"rate", read_rate,
        "KBPS[:QUEUE_MS], kbit/s up to 100000000, 0 for no limit, queue (200)",
        false},
    {"first", read_first, "N, a whole number of RTP packets", false},
    {"only", read_only, "rtp, rtcp or all", false},
};

#define N_KEYS (sizeof keys / sizeof keys[0])

static const Key *
find_key (const char *name)
{
  for (unsigned i = 0; i < N_KEYS; i++) {
    if (strcmp (keys[i].name, name) == 0)
      return &keys[i];
  }
  return NULL;
}

static void
explain_unknown_key (const char *item, char *error)
{
  int used = snprintf (error, IMPAIR_ERROR_BYTES,
      "'%.80s' is not a fault, expected key=value with one of", item);

  for (unsigned i = 0; i < N_KEYS && used < IMPAIR_ERROR_BYTES; i++)
    used += snprintf (error + used, (size_t) (IMPAIR_ERROR_BYTES - used),
        "%s %s", i == 0 ? "" : ",", keys[i].name);
}

static bool
is_jitter (const Key *key)
{
  return key->read == read_jitter || key->read == read_jitter_reorder;
}

// One bit per key; jitter and jitter-reorder set the same number.
static unsigned
key_bit (const Key *key)
{
  return 1u << (is_jitter (key) ? find_key ("jitter") - keys : key - keys);
}

// Splits "key=value". NULL: no such key.
static const Key *
split_item (char *item, char **value)
{
  char *equals = strchr (item, '=');
  const Key *key = NULL;

  if (equals == NULL)
    return NULL;
  *equals = '\0';
  key = find_key (item);
  *equals = '=';
  *value = equals + 1;
  return key;
}

static bool
apply_item (ImpairProfile *profile, char *item, unsigned *seen, char *error)
{
  char *value = NULL;
  const Key *key = split_item (item, &value);

  if (key == NULL) {
    explain_unknown_key (item, error);
    return false;
  }
  if ((*seen & key_bit (key)) && !key->may_repeat) {
    snprintf (error, IMPAIR_ERROR_BYTES, "'%.80s' is given a second time%s",
        item,
        is_jitter (key) ? ", expected jitter or jitter-reorder once" : "");
    return false;
  }
  if (!(*seen & key_bit (key)) && key->read == read_outages)
    profile->n_outages = 0;
  *seen |= key_bit (key);
  if (!key->read (profile, value)) {
    snprintf (error, IMPAIR_ERROR_BYTES,
        "%s='%.80s' is not usable, expected %s", key->name, value,
        key->expected);
    return false;
  }
  return true;
}

void
impair_profile_init (ImpairProfile *profile)
{
  memset (profile, 0, sizeof *profile);
  profile->ge.leave_percent = 100;
  profile->ge.bad_loss_percent = 100;
  profile->reorder.after = DEFAULT_REORDER_AFTER;
  profile->rate.queue_ns = DEFAULT_RATE_QUEUE_NS;
}

bool
impair_profile_apply (ImpairProfile *profile, const char *text, char *error)
{
  ImpairProfile changed = *profile;
  unsigned seen = 0;

  while (*text != '\0') {
    char item[MAX_ITEM_BYTES];
    size_t length = strcspn (text, ",");

    if (length >= sizeof item) {
      snprintf (error, IMPAIR_ERROR_BYTES,
          "'%.40s...' has %zu characters, expected at most %zu", text, length,
          sizeof item - 1);
      return false;
    }
    memcpy (item, text, length);
    item[length] = '\0';
    if (!apply_item (&changed, item, &seen, error))
      return false;
    text += length;
    if (*text == ',' && *++text == '\0') {
      explain_unknown_key ("", error);
      return false;
    }
  }
  *profile = changed;
  return true;
}

bool
impair_profile_covers (const ImpairProfile *profile, ImpairClass kind)
{
  switch (profile->only) {
    case IMPAIR_ONLY_RTP:
      return kind == IMPAIR_RTP;
    case IMPAIR_ONLY_RTCP:
      return kind == IMPAIR_RTCP;
    case IMPAIR_ONLY_ALL:
      break;
  }
  return true;
}

const char *
impair_profile_help (void)
{
  return "  loss=P              independent loss, percent\n"
         "  ge=P:R[:HB[:HG]]    Gilbert-Elliott: good to bad P %, bad to good "
         "R %,\n"
         "                      loss in bad HB % (100), in good HG % (0)\n"
         "  outage=START+LEN[+PERIOD][/...]\n"
         "                      ms since the first RTP packet of that "
         "direction: drop\n"
         "                      everything for LEN, again each PERIOD; "
         "outage=none: no more\n"
         "  delay=MS            fixed delay\n"
         "  jitter=MS           extra delay in [0,MS), order kept\n"
         "  jitter-reorder=MS   extra delay in [0,MS), order not kept\n"
         "  reorder=P[:N]       percent held back until N (3) later packets of "
         "the class\n"
         "                      have passed, or for 500 ms\n"
         "  dup=P[:MS]          percent duplicated, the copy MS (0) later\n"
         "  rate=KBPS[:QMS]     rate limit with a FIFO of QMS (200), tail "
         "drop, counting\n"
         "                      IP and UDP headers; rate=0: no limit\n"
         "  first=N             the first N RTP packets of each SSRC have no "
         "loss, ge,\n"
         "                      reorder or dup (0)\n"
         "  only=rtp|rtcp|all   class that loss, ge, outage, reorder and dup "
         "apply to\n"
         "                      (rtp); delay, jitter and rate apply to every "
         "class that\n"
         "                      has no profile of its own\n";
}
