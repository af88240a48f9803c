/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The common part of qossink and qossrc: a bin with a qos:// address and one
 * UDP socket, around an element that measures.
 */
#pragma once

#include "gstqossocket.h"
#include "gstqosudp.h"

#include <gst/gst.h>

#define GST_TYPE_QOS_BIN (gst_qos_bin_get_type ())
typedef struct _GstQosBin GstQosBin;
typedef struct _GstQosBinClass GstQosBinClass;
GType gst_qos_bin_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstQosBin, gst_object_unref)

#define GST_QOS_BIN(bin) \
  (G_TYPE_CHECK_INSTANCE_CAST ((bin), GST_TYPE_QOS_BIN, GstQosBin))

struct _GstQosBin
{
  GstBin parent;

  /* set once before READY; owned by the bin */
  GstElement *meter; /* qospay or qosstats */

  /* state change only */
  GstQosUdp net;
  GSocketAddress *address; /* of host and port; NULL in the state NULL */

  /* under OBJECT_LOCK */
  gchar *host;
  gint port;
  gint dscp;
  gchar *interface;     /* for multicast, (nullable) */
  gboolean is_from_uri; /* created from a URI, as players do */
};

struct _GstQosBinClass
{
  GstBinClass parent;

  GstURIType uri_type;

  /* Opens a socket for self->address. Returns: (transfer full) (nullable): on
   * failure, or if an element is missing, an element error was posted. */
  GSocket *(*open) (GstQosBin *self, GstQosSocketOptions *options);
};

/* Property ids. A subclass that overrides set_property or get_property must
 * pass all but its own to the parent class. */
enum
{
  GST_QOS_BIN_PROP_URI = 1,
  GST_QOS_BIN_PROP_FIELD,     /* all that are only fields (gstqosfield.h) */
  GST_QOS_BIN_PROP_FORWARDED, /* all that belong to the meter */
  GST_QOS_BIN_PROP_OWN,       /* the subclass's own start here */
};

/* Flags for properties that take effect at the next start. */
#define GST_QOS_BIN_AT_REST \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY)
/* Flags for properties that take effect at once. */
#define GST_QOS_BIN_ALWAYS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING)

/* Default host, and blurbs, of the shared properties; static strings. */
typedef struct
{
  const gchar *default_host;
  const gchar *uri;
  const gchar *host;
  const gchar *port;
  const gchar *dscp;
  const gchar *interface;
} GstQosBinBlurbs;

/* For class_init: */

void gst_qos_bin_install_address (GstQosBinClass *klass,
    const GstQosBinBlurbs *blurbs);

/* Installs property name of the type meter, with its range and default. blurb:
 * (nullable): then the meter's. */
void gst_qos_bin_forward (GstQosBinClass *klass, GType meter, const gchar *name,
    const gchar *blurb);

/* Returns: FALSE, with an element error posted, if the factory, from the
 * GStreamer package set, is missing. */
gboolean gst_qos_bin_has (GstQosBin *self, const gchar *factory,
    const gchar *set);
