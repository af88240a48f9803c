/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A part of a form, for .ui files: a label above the child. The label's
 * mnemonic activates the child, or its first child if it is a box.
 *
 * Properties: "label", with a mnemonic; "name-for-child": its accessible name.
 */
#pragma once

#include <gtk/gtk.h>

#define QOS_UI_TYPE_LABELLED (qos_ui_labelled_get_type ())
G_DECLARE_FINAL_TYPE (QosUiLabelled, qos_ui_labelled, QOS_UI, LABELLED,
    GtkFlowBoxChild)
