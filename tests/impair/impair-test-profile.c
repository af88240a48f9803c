// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Tests of the packet reader and of the profile reader of `impair`.

#include "impair-profile.h"
#include "impair-test.h"

#include <stdlib.h>
#include <string.h>

#define MS UINT64_C (1000000)

static ImpairProfile
make_profile (const char *text)
{
  char error[IMPAIR_ERROR_BYTES];
  ImpairProfile profile;

  impair_profile_init (&profile);
  if (!impair_profile_apply (&profile, text, error)) {
    printf ("Bail out! %s: %s\n", text, error);
    exit (1);
  }
  return profile;
}

static void
test_packets (void)
{
  static const struct
  {
    const char *name;
    uint8_t data[24];
    size_t size;
    ImpairClass kind;
    size_t payload_bytes;
  } rows[] = {
      {"empty", {0}, 0, IMPAIR_OTHER, 0},
      {"one byte", {0x80}, 1, IMPAIR_OTHER, 0},
      {"version 1", {0x40, 96}, 24, IMPAIR_OTHER, 0},
      {"version 3", {0xc0, 96}, 24, IMPAIR_OTHER, 0},
      {"receiver report", {0x80, 201}, 8, IMPAIR_RTCP, 0},
      {"RTCP of 7 bytes", {0x80, 201}, 7, IMPAIR_OTHER, 0},
      {"type 192", {0x80, 192}, 12, IMPAIR_RTCP, 0},
      {"type 223", {0x80, 223}, 12, IMPAIR_RTCP, 0},
      {"type 191", {0x80, 191}, 12, IMPAIR_RTP, 0},
      {"type 224", {0x80, 224}, 12, IMPAIR_RTP, 0},
      {"RTP of 11 bytes", {0x80, 96}, 11, IMPAIR_OTHER, 0},
      {"payload", {0x80, 96}, 24, IMPAIR_RTP, 12},
      {"two CSRC", {0x82, 96}, 24, IMPAIR_RTP, 4},
      {"too many CSRC", {0x8f, 96}, 24, IMPAIR_RTP, 0},
      {"extension of one word", {0x90, 96, [15] = 1}, 24, IMPAIR_RTP, 4},
      {"extension too long", {0x90, 96, [15] = 9}, 24, IMPAIR_RTP, 0},
      {"extension cut", {0x90, 96}, 14, IMPAIR_RTP, 0},
      {"padding of 5", {0xa0, 96, [23] = 5}, 24, IMPAIR_RTP, 7},
      {"padding of 0", {0xa0, 96, [23] = 0}, 24, IMPAIR_RTP, 0},
      {"padding too long", {0xa0, 96, [23] = 13}, 24, IMPAIR_RTP, 0},
  };
  static const uint8_t fields[12] = {0x80, 0xe0, 0xfe, 0xdc, 0, 0, 0, 0, 0x89,
      0xab, 0xcd, 0xef};
  ImpairPacket packet;

  for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    impair_packet_read (rows[i].data, rows[i].size, &packet);
    check (packet.kind == rows[i].kind &&
            packet.payload_bytes == rows[i].payload_bytes &&
            packet.bytes == rows[i].size,
        "packet: %s", rows[i].name);
  }
  impair_packet_read (fields, sizeof fields, &packet);
  check (packet.seq == 0xfedc && packet.ssrc == 0x89abcdef,
      "packet: sequence number and SSRC");
}

// No key of a refused text has been set.
static bool
is_untouched (const ImpairProfile *profile)
{
  return profile->loss_percent <= 0 && profile->ge.enter_percent <= 0 &&
      profile->n_outages == 0 && profile->delay_ns == 0 &&
      profile->jitter_ns == 0 && profile->reorder.percent <= 0 &&
      profile->dup.percent <= 0 && profile->rate.kbps <= 0 &&
      profile->first == 0 && profile->only == IMPAIR_ONLY_RTP;
}

static void
test_profile_table (void)
{
  static const char too_many_outages[] =
      "outage=0+1/0+1/0+1/0+1/0+1/0+1/"
      "0+1/0+1/0+1/0+1/0+1/0+1/0+1/0+1/0+1/0+1/0+1";
  static const char *const good[] = {"", "loss=0", "loss=100", "loss=2.5",
      "ge=1:20", "ge=1:20:90", "ge=1:20:90:0.5", "outage=0+10",
      "outage=1000+100/5000+200+1000", "outage=0+1,outage=5+1", "outage=none",
      "delay=40", "delay=0.25", "jitter=20", "jitter-reorder=20", "reorder=5",
      "reorder=5:1", "dup=1", "dup=1:20", "rate=256", "rate=0", "rate=256:50",
      "first=10", "only=rtp", "only=rtcp,loss=1", "only=all",
      "loss=1,ge=1:50,delay=3,jitter=4,reorder=1:2,dup=1:2,rate=9:9,first=2"};
  static const char *const bad[] = {"loss", "loss=", "loss=-1", "loss=101",
      "loss=1e1", "loss=nan", "loss=0x5", "loss=5 ", " loss=5", "loss=5%",
      "loss=1.2.3", "loss=.", "loss=1:2", "loss=1,loss=2", "ge=1",
      "ge=1:", "ge=1:2:3:4:5", "ge=1:200", "outage=5", "outage=5+",
      "outage=5+1+1", "outage=5+1+1+1", "outage=5+1/", "outage=/5+1",
      "delay=-3", "delay=99999999", "delay=1:2", "jitter=1,jitter-reorder=1",
      "reorder=5:0", "reorder=5:1.5", "reorder=5:9999999", "dup=1:2:3",
      "rate=0.0001", "rate=999999999", "first=1.5", "first=-1", "only=udp",
      "only=", "Loss=1", "foo=1", "=1", ",", "loss=1,", ",loss=1",
      "loss=1,,dup=1", too_many_outages};
  char error[IMPAIR_ERROR_BYTES];
  ImpairProfile profile;

  for (unsigned i = 0; i < sizeof good / sizeof good[0]; i++) {
    impair_profile_init (&profile);
    check (impair_profile_apply (&profile, good[i], error),
        "profile: takes '%s'", good[i]);
  }
  for (unsigned i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    impair_profile_init (&profile);
    error[0] = '\0';
    check (!impair_profile_apply (&profile, bad[i], error) &&
            strlen (error) > 10 && is_untouched (&profile),
        "profile: refuses '%s'", bad[i]);
  }
}

static void
test_profile_values (void)
{
  char error[IMPAIR_ERROR_BYTES];
  char long_text[2000];
  ImpairProfile profile =
      make_profile ("ge=1:20:90:0.5,outage=10+2/20+3+50,delay=0.25,"
                    "jitter-reorder=7,reorder=5:9,dup=3:4,rate=256:50,"
                    "first=12,only=rtcp");

  check (profile.ge.enter_percent == 1 && profile.ge.leave_percent == 20 &&
          profile.ge.bad_loss_percent == 90 &&
          profile.ge.good_loss_percent == 0.5,
      "profile: values of ge");
  check (profile.n_outages == 2 && profile.outages[0].start_ns == 10 * MS &&
          profile.outages[0].length_ns == 2 * MS &&
          profile.outages[0].period_ns == 0 &&
          profile.outages[1].period_ns == 50 * MS,
      "profile: values of outage");
  check (profile.delay_ns == 250000 && profile.jitter_ns == 7 * MS &&
          profile.is_order_free && profile.reorder.percent == 5 &&
          profile.reorder.after == 9 && profile.dup.after_ns == 4 * MS &&
          profile.rate.kbps == 256 && profile.rate.queue_ns == 50 * MS &&
          profile.first == 12 && profile.only == IMPAIR_ONLY_RTCP,
      "profile: the other values");
  check (impair_profile_apply (&profile, "delay=250,jitter=0", error) &&
          profile.delay_ns == 250 * MS && !profile.is_order_free &&
          profile.dup.percent == 3 && profile.n_outages == 2,
      "profile: a change keeps the other keys");
  check (impair_profile_apply (&profile, "outage=none", error) &&
          profile.n_outages == 0,
      "profile: outage=none removes outages");
  memset (long_text, '1', sizeof long_text);
  memcpy (long_text, "loss=", 5);
  long_text[sizeof long_text - 1] = '\0';
  check (!impair_profile_apply (&profile, long_text, error),
      "profile: refuses a very long item");
}

int
main (void)
{
  test_packets ();
  test_profile_table ();
  test_profile_values ();
  return finish ();
}
