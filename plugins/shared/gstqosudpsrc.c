/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each packet has memory of its own: with a buffer pool, the downstream threads
 * that free packets would wait for each other.
 */
#include "gstqosudp.h"

#include <errno.h>
#include <gst/net/gstnetaddressmeta.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Maximum size of a UDP datagram. */
#define PACKET_MAX 65535

/* Cache of recent addresses, indexed by port and last byte, so that the
 * addresses of a few hundred senders are not created for each packet. A power
 * of two. */
#define ADDRESSES 256

/* An unknown error recurs at once: limits how often it is read. */
#define ERROR_WAIT (10 * GST_MSECOND)

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

typedef struct
{
  struct sockaddr_storage native;
  GSocketAddress *address; /* owned, NULL: this entry is free */
} Address;

struct _GstQosUdpSrc
{
  GstPushSrc parent;

  /* set once before READY */
  GstQosUdp *udp;
  GstPoll *poll;

  /* state change only, while nothing is received */
  GstPollFD poll_fd;

  /* streaming thread only */
  Address *addresses;
  guint8 *packet;
};

G_DEFINE_FINAL_TYPE (GstQosUdpSrc, gst_qos_udp_src, GST_TYPE_PUSH_SRC)

/* The index in the table. */
static guint
gst_qos_udp_src_hash_address (const struct sockaddr_storage *native)
{
  struct sockaddr_in in;
  struct sockaddr_in6 in6;

  if (native->ss_family == AF_INET) {
    memcpy (&in, native, sizeof in);
    return (ntohs (in.sin_port) + ntohl (in.sin_addr.s_addr)) % ADDRESSES;
  }
  memcpy (&in6, native, sizeof in6);
  return (ntohs (in6.sin6_port) + in6.sin6_addr.s6_addr[15]) % ADDRESSES;
}

/* native: zero after its size bytes. Returns: (transfer none) (nullable). */
static GSocketAddress *
gst_qos_udp_src_find_address (GstQosUdpSrc *self,
    const struct sockaddr_storage *native, socklen_t size)
{
  Address *known = &self->addresses[gst_qos_udp_src_hash_address (native)];

  if (known->address && memcmp (&known->native, native, size) == 0)
    return known->address;
  g_clear_object (&known->address);
  known->native = *native;
  known->address = g_socket_address_new_from_native ((gpointer) native, size);
  return known->address;
}

/* Time since it reached the kernel; the wall clock may have been set since. */
static GstClockTime
gst_qos_udp_src_find_age (struct msghdr *message)
{
  for (struct cmsghdr *control = CMSG_FIRSTHDR (message); control;
       control = CMSG_NXTHDR (message, control)) {
    struct timespec then, now;

    if (control->cmsg_level != SOL_SOCKET ||
        control->cmsg_type != SCM_TIMESTAMPNS)
      continue;
    memcpy (&then, CMSG_DATA (control), sizeof then);
    clock_gettime (CLOCK_REALTIME, &now);
    return GST_TIMESPEC_TO_TIME (now) > GST_TIMESPEC_TO_TIME (then)
        ? GST_TIMESPEC_TO_TIME (now) - GST_TIMESPEC_TO_TIME (then)
        : 0;
  }
  return 0;
}

/* The running time at which a packet of this age arrived. */
static GstClockTime
gst_qos_udp_src_find_dts (GstQosUdpSrc *self, GstClockTime age)
{
  g_autoptr (GstClock) clock = gst_element_get_clock (GST_ELEMENT_CAST (self));
  GstClockTime base = gst_element_get_base_time (GST_ELEMENT_CAST (self));
  GstClockTime came;

  if (!clock)
    return GST_CLOCK_TIME_NONE;
  came = gst_clock_get_time (clock);
  came = came > age ? came - age : 0;
  return came >= base ? came - base : came;
}

static GstBuffer *
gst_qos_udp_src_make_buffer (GstQosUdpSrc *self, struct msghdr *message,
    gsize size)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
  GSocketAddress *address = gst_qos_udp_src_find_address (self,
      message->msg_name, message->msg_namelen);

  gst_buffer_fill (buffer, 0, self->packet, size);
  if (address)
    gst_buffer_add_net_address_meta (buffer, address);
  GST_BUFFER_DTS (buffer) =
      gst_qos_udp_src_find_dts (self, gst_qos_udp_src_find_age (message));
  return buffer;
}

/* Returns: (transfer full) (nullable): NULL with errno. */
static GstBuffer *
gst_qos_udp_src_receive (GstQosUdpSrc *self)
{
  struct sockaddr_storage from = {0};
  guint8 control[128];
  struct iovec bytes = {self->packet, PACKET_MAX};
  struct msghdr message = {.msg_name = &from,
      .msg_namelen = sizeof from,
      .msg_iov = &bytes,
      .msg_iovlen = 1,
      .msg_control = control,
      .msg_controllen = sizeof control};
  gssize size = recvmsg (self->udp->fd, &message, MSG_DONTWAIT);

  return size < 0 ? NULL
                  : gst_qos_udp_src_make_buffer (self, &message, (gsize) size);
}

/* Returns: FALSE if the element must stop. */
static gboolean
gst_qos_udp_src_wait_for_packet (GstQosUdpSrc *self, GstClockTime timeout)
{
  gint ready = gst_poll_wait (self->poll, timeout);

  if (ready < 0 && errno == EBUSY)
    return FALSE;
  if (ready > 0 && gst_poll_fd_has_error (self->poll, &self->poll_fd))
    gst_qos_udp_read_errors (self->udp);
  return TRUE;
}

static GstFlowReturn
gst_qos_udp_src_create (GstPushSrc *base, GstBuffer **buffer)
{
  GstQosUdpSrc *self = GST_QOS_UDP_SRC (base);

  while (!(*buffer = gst_qos_udp_src_receive (self))) {
    gboolean is_empty = errno == EAGAIN;

    if (errno == EINTR)
      continue;
    if (!is_empty)
      gst_qos_udp_read_errors (self->udp);
    if (!gst_qos_udp_src_wait_for_packet (self,
            is_empty ? GST_CLOCK_TIME_NONE : ERROR_WAIT))
      return GST_FLOW_FLUSHING;
  }
  return GST_FLOW_OK;
}

static gboolean
gst_qos_udp_src_start (GstBaseSrc *base)
{
  GstQosUdpSrc *self = GST_QOS_UDP_SRC (base);

  g_socket_set_option (self->udp->socket, SOL_SOCKET, SO_TIMESTAMPNS, TRUE,
      NULL);
  gst_poll_fd_init (&self->poll_fd);
  self->poll_fd.fd = self->udp->fd;
  return gst_poll_add_fd (self->poll, &self->poll_fd) &&
      gst_poll_fd_ctl_read (self->poll, &self->poll_fd, TRUE);
}

static gboolean
gst_qos_udp_src_stop (GstBaseSrc *base)
{
  GstQosUdpSrc *self = GST_QOS_UDP_SRC (base);

  gst_poll_remove_fd (self->poll, &self->poll_fd);
  for (guint i = 0; i < ADDRESSES; i++)
    g_clear_object (&self->addresses[i].address);
  return TRUE;
}

static gboolean
gst_qos_udp_src_unlock (GstBaseSrc *base)
{
  gst_poll_set_flushing (GST_QOS_UDP_SRC (base)->poll, TRUE);
  return TRUE;
}

static gboolean
gst_qos_udp_src_unlock_stop (GstBaseSrc *base)
{
  gst_poll_set_flushing (GST_QOS_UDP_SRC (base)->poll, FALSE);
  return TRUE;
}

static void
gst_qos_udp_src_finalize (GObject *object)
{
  GstQosUdpSrc *self = GST_QOS_UDP_SRC (object);

  gst_poll_free (self->poll);
  g_free (self->addresses);
  g_free (self->packet);
  G_OBJECT_CLASS (gst_qos_udp_src_parent_class)->finalize (object);
}

static void
gst_qos_udp_src_init (GstQosUdpSrc *self)
{
  self->poll = gst_poll_new (TRUE);
  self->addresses = g_new0 (Address, ADDRESSES);
  self->packet = g_malloc (PACKET_MAX);
  gst_base_src_set_live (GST_BASE_SRC_CAST (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC_CAST (self), GST_FORMAT_TIME);
}

static void
gst_qos_udp_src_class_init (GstQosUdpSrcClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *base_class = GST_BASE_SRC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_udp_src_finalize;
  base_class->start = gst_qos_udp_src_start;
  base_class->stop = gst_qos_udp_src_stop;
  base_class->unlock = gst_qos_udp_src_unlock;
  base_class->unlock_stop = gst_qos_udp_src_unlock_stop;
  GST_PUSH_SRC_CLASS (klass)->create = gst_qos_udp_src_create;
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class, "UDP in",
      "Source/Network", "Receives packets", "The gst-qosaudio authors");
}

GstElement *
gst_qos_udp_src_new (const gchar *name, GstQosUdp *udp)
{
  GstQosUdpSrc *self = g_object_new (GST_TYPE_QOS_UDP_SRC, "name", name, NULL);

  self->udp = udp;
  return GST_ELEMENT_CAST (self);
}
