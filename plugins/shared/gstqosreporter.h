/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qospay and qosstats have in common: the thread that posts the messages
 * and sends the RTCP, the request pads of RTCP, and their properties. The
 * thread sleeps on a clock until the next report of the element is due, however
 * many streams there are.
 */
#pragma once

#include "gstqossdes.h"

#include <gst/gst.h>

/* How an element learns the other end's clock. */
typedef enum
{
  GST_QOS_CLOCK_SYNC_EXCHANGE, /* from the times in reports and packets */
  GST_QOS_CLOCK_SYNC_SYSTEM,   /* both hosts' clocks are synchronised */
} GstQosClockSync;

/* The ids of the properties; PROP_OWN: those of an element start there. */
enum
{
  GST_QOS_REPORTER_PROP_FIELD = 1, /* nothing else depends on it */
  GST_QOS_REPORTER_PROP_CLOCK,     /* clock-sync and clock-sync-error */
  GST_QOS_REPORTER_PROP_INTERVAL,
  GST_QOS_REPORTER_PROP_OWN,
};

/* Does what is due at now. Returns: when to call it next, in the clock's time.
 * Called without locks, from the reporter's thread. */
typedef GstClockTime (
    *GstQosReporterFunc) (GstElement *element, GstClockTime now);

typedef struct
{
  /* set once before READY */
  GstElement *element;
  GstClock *clock; /* the measuring clock */
  GstQosReporterFunc func;

  /* under the object lock of element */
  GThread *thread;  /* (nullable): not running */
  GstPad *rtcp_src; /* (nullable), like the next */
  GstPad *rtcp_sink;
  GstClockTime interval;
  gboolean post_messages;
  GstQosSdes sdes;
  GstQosClockSync clock_sync;
  GstClockTime clock_sync_error;

  /* under lock */
  GMutex lock;
  GstClockID wait; /* (nullable) */
  gboolean is_stopping;
} GstQosReporter;

/* element: contains reporter. */
void gst_qos_reporter_init (GstQosReporter *reporter, GstElement *element,
    GstQosReporterFunc func);
void gst_qos_reporter_clear (GstQosReporter *reporter);

/* Starts the thread, unless it is running. */
void gst_qos_reporter_start (GstQosReporter *reporter);

/* Stops the thread if it is running, and waits for a report in progress. Call
 * without locks, and not from the function itself. Returns: TRUE if it was
 * running. */
gboolean gst_qos_reporter_stop (GstQosReporter *reporter);

/* Under the object lock. Returns: the latest time to wake up, so that the
 * report of a new stream, or one that becomes due earlier, is not missed. */
GstClockTime gst_qos_reporter_latest (const GstQosReporter *reporter,
    GstClockTime now);

/* Installs interval, post-messages, sdes, clock-sync and clock-sync-error.
 * offset: of the reporter in the instance. */
void gst_qos_reporter_install_properties (GObjectClass *klass, gsize offset);

/* Adds the templates of the request pads rtcp_sink and rtcp_src. */
void gst_qos_reporter_add_templates (GstElementClass *klass);

/* Creates the request pad of template, rtcp_src or rtcp_sink. chain: for a sink
 * pad. RTCP does not take part in the events, links and latency of the media.
 * Returns: (transfer none) (nullable): NULL if there is one already. */
GstPad *gst_qos_reporter_request_pad (GstQosReporter *reporter,
    GstPadTemplate *template, GstPadChainFunction chain);
void gst_qos_reporter_release_pad (GstQosReporter *reporter, GstPad *pad);

/* Returns: (transfer full) (nullable): rtcp_src. */
GstPad *gst_qos_reporter_ref_src (GstQosReporter *reporter);

/* The internal links of sink and src: everything from one leaves through the
 * other, and nothing else does. */
GstIterator *gst_qos_reporter_iterate_links (GstPad *pad, GstObject *parent);
