/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qossink and qossrc, each in its own pipeline, over the loopback interface, on
 * the real clock, with ports that the kernel chooses. Nothing sleeps: each wait
 * ends when its condition is true, or fails.
 */
#pragma once

#include "element-test.h"
#include "rtp-test.h"

#include <gio/gio.h>

#define LOOPBACK "127.0.0.1"
#define LOOPBACK6 "::1"
#define WAIT_S 20

/* A UDP port of host that was free a moment ago; 0 where host has no address
 * here (no IPv6). */
guint16 free_port (const gchar *host);

/* UDP sockets that this process has open. */
guint count_udp_sockets (void);

/* A sender of a tone; it owns pipeline and bin. */
typedef struct
{
  GstElement *pipeline;
  GstElement *bin; /* qossink */
  GstBus *bus;
} Sender;

/* Does not start the sender. name: of the bin, or NULL. */
void sender_open (Sender *sender, guint rate, guint channels,
    const gchar *name);
void sender_start (Sender *sender, const gchar *host, guint16 port);
/* Ends the stream as a file does: with EOS. */
void sender_end (Sender *sender);
void sender_close (Sender *sender);

/* One pad of qossrc, decoded; kept when the pad has gone. */
typedef struct
{
  gchar *name;
  gboolean is_linked;
  gint rate, channels; /* of the decoded sound, 0 before */
  guint n_buffers;     /* decoded */
  guint n_loud;        /* of them not silent */
  gboolean has_eos;
  gboolean is_gone;
  gboolean went_before_eos;
} Played;

typedef struct
{
  GstElement *pipeline;
  GstElement *bin; /* qossrc */
  GstBus *bus;
  guint leave_unlinked; /* how many of the next pads are not linked */
  GMutex lock;
  GCond cond;
  GPtrArray *played; /* Played, in the order of arrival, under lock */
} Receiver;

void receiver_open (Receiver *receiver, const gchar *host, guint16 port,
    const gchar *name);
void receiver_start (Receiver *receiver);
void receiver_stop (Receiver *receiver);
void receiver_close (Receiver *receiver);

typedef gboolean (*ReceiverFunc) (Receiver *receiver, guint n);

/* Waits until func, called under lock with n, is true; what: for the failure.
 */
void receiver_wait (Receiver *receiver, ReceiverFunc func, guint n,
    const gchar *what);
/* Waits until pad n has played another 200 ms or so. */
void receiver_wait_for_sound (Receiver *receiver, guint n);
void receiver_wait_for_pads (Receiver *receiver, guint n);
void receiver_wait_until_gone (Receiver *receiver, guint n);
guint receiver_n_pads (Receiver *receiver);

/* Returns: (transfer none): pad n, 0 is the first; its fields may change at any
 * time. */
Played *receiver_pad (Receiver *receiver, guint n);

/* Returns: (transfer full): the next element message of bus that has field.
 * Fails on an error message. */
GstStructure *wait_for_field (GstBus *bus, const gchar *name,
    const gchar *field);

/* A socket of the test's own. */
GSocket *peer_open (const gchar *host, guint16 port);
guint16 peer_port (GSocket *peer);
/* buffer: (transfer full). */
void peer_send (GSocket *peer, const gchar *host, guint16 port,
    GstBuffer *buffer);
/* Sends n packets of spec with its codec-config, from seq on; updates spec.
 * They go out at the pace of their timestamps, 21 ms apart: faster packets do
 * not count as a sender. */
void peer_send_stream (GSocket *peer, guint16 port, RtpSpec *spec, guint n);
