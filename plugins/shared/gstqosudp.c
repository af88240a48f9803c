/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosudp.h"

#include "qos-bytes.h"
#include "qos-rtp.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
/* after <time.h>, whose struct timespec it uses */
#include <linux/errqueue.h>

/* Maximum number of errors read at once, so that a flood of them blocks
 * nothing. */
#define ERRORS_MAX 64

/* An error of an earlier packet prevents the next one from being sent: it is
 * read, and the packet is sent again. */
#define TRIES 3

#define RTP_SSRC_AT 8
#define RTCP_SSRC_AT 4
#define RTCP_BLOCK_AT 8
#define RTCP_RR 201

void
gst_qos_udp_init (GstQosUdp *udp, GstElement *bin)
{
  gst_qos_reach_init (&udp->reach, bin);
  udp->fd = -1;
}

void
gst_qos_udp_clear (GstQosUdp *udp)
{
  gst_qos_udp_close (udp);
  gst_qos_reach_clear (&udp->reach);
}

void
gst_qos_udp_open (GstQosUdp *udp, GSocket *socket)
{
  udp->socket = socket;
  udp->fd = g_socket_get_fd (socket);
  udp->is_ipv6 = g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6;
  g_socket_set_option (socket, IPPROTO_IP, IP_RECVERR, TRUE, NULL);
  if (udp->is_ipv6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_RECVERR, TRUE, NULL);
}

void
gst_qos_udp_close (GstQosUdp *udp)
{
  g_clear_object (&udp->socket);
  udp->fd = -1;
  gst_qos_reach_forget (&udp->reach);
}

/* Sending */

/* The address as the socket needs it: IPv4 mapped into IPv6 if the socket is
 * IPv6 (RFC 4291 2.5.5.2). Returns: its size, 0 if there is none. */
static socklen_t
gst_qos_udp_make_native (const GstQosUdp *udp, GSocketAddress *address,
    struct sockaddr_storage *native)
{
  gssize size = g_socket_address_get_native_size (address);
  struct sockaddr_in in;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) native;

  if (size < 0 || (gsize) size > sizeof *native ||
      !g_socket_address_to_native (address, native, sizeof *native, NULL))
    return 0;
  if (!udp->is_ipv6 || native->ss_family != AF_INET)
    return (socklen_t) size;
  memcpy (&in, native, sizeof in);
  memset (in6, 0, sizeof *in6);
  in6->sin6_family = AF_INET6;
  in6->sin6_port = in.sin_port;
  in6->sin6_addr.s6_addr[10] = in6->sin6_addr.s6_addr[11] = 0xff;
  memcpy (in6->sin6_addr.s6_addr + 12, &in.sin_addr, sizeof in.sin_addr);
  return sizeof *in6;
}

static gboolean
gst_qos_udp_wait_for_room (const GstQosUdp *udp, gint wait_ms)
{
  struct pollfd poll_fd = {udp->fd, POLLOUT, 0};

  return wait_ms > 0 && poll (&poll_fd, 1, wait_ms) > 0;
}

/* Returns: 0, or an errno. */
static gint
gst_qos_udp_send_once (const GstQosUdp *udp, const struct sockaddr_storage *to,
    socklen_t to_size, const guint8 *data, gsize size)
{
  gssize sent;

  do
    sent = sendto (udp->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL,
        (const struct sockaddr *) to, to_size);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? errno : 0;
}

/* The stream that a packet belongs to: that of the RTP, or the one reported on.
 * Returns: ssrc, NULL if the packet is too short. */
static const guint32 *
gst_qos_udp_find_ssrc (const guint8 *data, gsize size, guint32 *ssrc)
{
  gsize at = RTP_SSRC_AT;

  if (qos_rtp_is_rtcp (data, size))
    at = data[1] == RTCP_RR && (data[0] & 0x1f) > 0 ? RTCP_BLOCK_AT
                                                    : RTCP_SSRC_AT;
  if (size < at + 4)
    return NULL;
  *ssrc = qos_read_u32 (data + at);
  return ssrc;
}

static gboolean
gst_qos_udp_send_bytes (GstQosUdp *udp, GSocketAddress *to, const guint8 *data,
    gsize size, gint wait_ms)
{
  struct sockaddr_storage native;
  socklen_t native_size = gst_qos_udp_make_native (udp, to, &native);
  guint32 ssrc;
  gint error = native_size > 0 ? 0 : EAFNOSUPPORT;

  for (guint i = 0; native_size > 0 && i < TRIES; i++) {
    error = gst_qos_udp_send_once (udp, &native, native_size, data, size);
    if (error == 0)
      break;
    gst_qos_udp_read_errors (udp);
    if (error == EAGAIN && !gst_qos_udp_wait_for_room (udp, wait_ms))
      break;
  }
  if (error == 0 && g_atomic_int_get (&udp->reach.n_used) == 0)
    return TRUE;
  if (error == 0)
    gst_qos_reach_sent (&udp->reach, to,
        gst_qos_udp_find_ssrc (data, size, &ssrc));
  else if (error != EAGAIN && error != ENOBUFS)
    gst_qos_reach_failed (&udp->reach, to, error,
        gst_qos_udp_find_ssrc (data, size, &ssrc));
  return error == 0;
}

gboolean
gst_qos_udp_send_buffer (GstQosUdp *udp, GSocketAddress *to, GstBuffer *buffer,
    gint wait_ms)
{
  GstMapInfo map;
  gboolean ok;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  ok = gst_qos_udp_send_bytes (udp, to, map.data, map.size, wait_ms);
  gst_buffer_unmap (buffer, &map);
  return ok;
}

/* What the network says */

static gboolean
gst_qos_udp_is_error_of_network (const struct cmsghdr *control)
{
  return (control->cmsg_level == IPPROTO_IP &&
             control->cmsg_type == IP_RECVERR) ||
      (control->cmsg_level == IPPROTO_IPV6 &&
          control->cmsg_type == IPV6_RECVERR);
}

/* Returns: the errno in an error message of the socket, 0 if there is none. */
static gint
gst_qos_udp_read_error (struct msghdr *message)
{
  for (struct cmsghdr *control = CMSG_FIRSTHDR (message); control;
       control = CMSG_NXTHDR (message, control)) {
    struct sock_extended_err error;

    if (!gst_qos_udp_is_error_of_network (control) ||
        control->cmsg_len < CMSG_LEN (sizeof error))
      continue;
    memcpy (&error, CMSG_DATA (control), sizeof error);
    return (gint) error.ee_errno;
  }
  return 0;
}

/* Reads one error and the packet that caused it. Returns: FALSE if there is
 * none. */
static gboolean
gst_qos_udp_read_one_error (GstQosUdp *udp)
{
  struct sockaddr_storage to;
  guint8 control[512], packet[64];
  struct iovec bytes = {packet, sizeof packet};
  struct msghdr message = {.msg_name = &to,
      .msg_namelen = sizeof to,
      .msg_iov = &bytes,
      .msg_iovlen = 1,
      .msg_control = control,
      .msg_controllen = sizeof control};
  gssize size = recvmsg (udp->fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT);
  GSocketAddress *address;
  guint32 ssrc;
  gint error;

  if (size < 0)
    return errno == EINTR;
  error = gst_qos_udp_read_error (&message);
  address = error != 0
      ? g_socket_address_new_from_native (&to, message.msg_namelen)
      : NULL;
  if (address)
    gst_qos_reach_failed (&udp->reach, address, error,
        gst_qos_udp_find_ssrc (packet, (gsize) size, &ssrc));
  g_clear_object (&address);
  return TRUE;
}

void
gst_qos_udp_read_errors (GstQosUdp *udp)
{
  for (guint i = 0; i < ERRORS_MAX && gst_qos_udp_read_one_error (udp); i++)
    ;
}
