/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-fields.h"

#define ROW(id, field, kind, ...) {field, QOS_TYPE_##kind, __VA_ARGS__},

const QosField qos_stream_fields[QOS_STREAM_N_FIELDS] = {
#define QOS_FIELD ROW
#include "qos-stream-fields.h"
};

const QosField qos_sender_fields[QOS_SENDER_N_FIELDS] = {
#define QOS_FIELD ROW
#include "qos-sender-fields.h"
};

const QosField qos_event_fields[QOS_EVENT_N_FIELDS] = {
#define QOS_FIELD ROW
#include "qos-event-fields.h"
};

const QosField qos_notice_fields[QOS_NOTICE_N_FIELDS] = {
#define QOS_FIELD ROW
#include "qos-notice-fields.h"
};

const QosField qos_shown_fields[QOS_SHOWN_N_FIELDS] = {
#define QOS_FIELD ROW
#include "qos-shown-fields.h"
};
