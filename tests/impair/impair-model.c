// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The decisions of impair-model.h.

#include "impair-model.h"

#include <string.h>

#define NS_MS_PER_KBIT 8e6

// The first profile whose only= matches. Otherwise the first profile of all,
// which then gives the packet delay, jitter and rate, but no fault.
static ImpairPath *
find_path (ImpairModel *model, ImpairClass kind, bool *has_faults)
{
  for (unsigned i = 0; i < model->n_paths; i++) {
    if (impair_profile_covers (&model->paths[i].profile, kind)) {
      *has_faults = true;
      return &model->paths[i];
    }
  }
  *has_faults = false;
  return model->n_paths > 0 ? &model->paths[0] : NULL;
}

static bool
is_hit (double draw, double percent)
{
  return draw * 100.0 < percent;
}

static bool
is_in_outage (const ImpairProfile *profile, uint64_t since_first_ns)
{
  for (unsigned i = 0; i < profile->n_outages; i++) {
    const ImpairOutage *outage = &profile->outages[i];
    uint64_t since_start_ns = since_first_ns - outage->start_ns;

    if (since_first_ns < outage->start_ns)
      continue;
    if (outage->period_ns > 0)
      since_start_ns %= outage->period_ns;
    if (since_start_ns < outage->length_ns)
      return true;
  }
  return false;
}

// One step of the chain, then the loss of the state it is in.
static bool
is_lost_by_ge (const ImpairProfile *profile, bool *is_bad, const double *draws)
{
  double move = draws[IMPAIR_DRAW_GE_MOVE];
  double loss = draws[IMPAIR_DRAW_GE_LOSS];

  if (profile->ge.enter_percent <= 0.0)
    *is_bad = false;
  else if (*is_bad)
    *is_bad = !is_hit (move, profile->ge.leave_percent);
  else
    *is_bad = is_hit (move, profile->ge.enter_percent);
  return is_hit (loss,
      *is_bad ? profile->ge.bad_loss_percent : profile->ge.good_loss_percent);
}

// Loss, ge and outage; plans the copy and the hold-back too.
static ImpairFate
decide_faults (ImpairModel *model, const ImpairProfile *profile,
    const ImpairArrival *arrival, const double *draws, ImpairVerdict *verdict)
{
  bool is_lost =
      is_lost_by_ge (profile, &model->is_bad[arrival->kind], draws) ||
      is_hit (draws[IMPAIR_DRAW_LOSS], profile->loss_percent);

  if (model->have_first_rtp && arrival->arrival_ns >= model->first_rtp_ns &&
      is_in_outage (profile, arrival->arrival_ns - model->first_rtp_ns))
    return IMPAIR_DROP_OUTAGE;
  if (arrival->kind == IMPAIR_RTP && arrival->nth_of_ssrc < profile->first)
    return IMPAIR_PASS;
  if (is_lost)
    return IMPAIR_DROP_LOSS;
  if (is_hit (draws[IMPAIR_DRAW_DUP], profile->dup.percent)) {
    verdict->has_copy = true;
    verdict->copy_after_ns = profile->dup.after_ns;
  }
  if (is_hit (draws[IMPAIR_DRAW_REORDER], profile->reorder.percent))
    verdict->hold_for = profile->reorder.after;
  return IMPAIR_PASS;
}

// Puts the packet (and its copy) on the link of `rate`; false: queue full.
static bool
pass_link (ImpairPath *path, const ImpairArrival *arrival,
    ImpairVerdict *verdict)
{
  double kbps = path->profile.rate.kbps;
  uint64_t start_ns = arrival->arrival_ns;
  uint64_t wire_ns = 0;

  verdict->leave_ns = start_ns;
  if (kbps <= 0.0)
    return true;
  wire_ns = (uint64_t) ((double) arrival->wire_bytes * NS_MS_PER_KBIT / kbps);
  if (path->busy_until_ns > start_ns)
    start_ns = path->busy_until_ns;
  if (start_ns - arrival->arrival_ns > path->profile.rate.queue_ns)
    return false;
  verdict->leave_ns = start_ns + wire_ns;
  path->busy_until_ns = start_ns + wire_ns * (verdict->has_copy ? 2 : 1);
  return true;
}

static void
add_delay (ImpairPath *path, double draw, ImpairVerdict *verdict)
{
  const ImpairProfile *profile = &path->profile;

  verdict->leave_ns += profile->delay_ns;
  verdict->leave_ns += (uint64_t) (draw * (double) profile->jitter_ns);
  if (profile->is_order_free)
    return;
  if (verdict->leave_ns < path->last_leave_ns)
    verdict->leave_ns = path->last_leave_ns;
  path->last_leave_ns = verdict->leave_ns;
}

static void
take_draws (ImpairModel *model, ImpairClass kind, double *draws)
{
  for (unsigned i = 0; i < IMPAIR_N_DRAWS; i++)
    draws[i] = impair_random_unit (&model->streams[kind][i]);
}

void
impair_model_init (ImpairModel *model, uint64_t seed, unsigned direction)
{
  memset (model, 0, sizeof *model);
  for (unsigned kind = 0; kind < IMPAIR_N_CLASSES; kind++) {
    for (unsigned draw = 0; draw < IMPAIR_N_DRAWS; draw++)
      impair_random_init (&model->streams[kind][draw], seed,
          (uint64_t) direction << 16 | kind << 8 | draw);
  }
}

bool
impair_model_add (ImpairModel *model, const ImpairProfile *profile)
{
  for (unsigned i = 0; i < model->n_paths; i++) {
    if (model->paths[i].profile.only == profile->only)
      return false;
  }
  if (model->n_paths == IMPAIR_MAX_PROFILES)
    return false;
  model->paths[model->n_paths].profile = *profile;
  model->n_paths++;
  return true;
}

void
impair_model_decide (ImpairModel *model, const ImpairArrival *arrival,
    ImpairVerdict *out)
{
  double draws[IMPAIR_N_DRAWS];
  bool has_faults = false;
  ImpairPath *path = find_path (model, arrival->kind, &has_faults);
  ImpairFate fate = IMPAIR_PASS;

  memset (out, 0, sizeof *out);
  take_draws (model, arrival->kind, draws);
  if (arrival->kind == IMPAIR_RTP && !model->have_first_rtp) {
    model->have_first_rtp = true;
    model->first_rtp_ns = arrival->arrival_ns;
  }
  out->leave_ns = arrival->arrival_ns;
  if (path == NULL)
    return;
  if (has_faults)
    fate = decide_faults (model, &path->profile, arrival, draws, out);
  if (fate == IMPAIR_PASS && !pass_link (path, arrival, out))
    fate = IMPAIR_DROP_QUEUE;
  if (fate != IMPAIR_PASS)
    memset (out, 0, sizeof *out);
  else
    add_delay (path, draws[IMPAIR_DRAW_JITTER], out);
  out->fate = fate;
}
