/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-labelled.h"

struct _QosUiLabelled
{
  GtkFlowBoxChild parent;

  GtkWidget *box;
  GtkWidget *label;
  gchar *name; /* of the child, for assistive technologies */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_NAME_FOR_CHILD,
};

G_DEFINE_FINAL_TYPE (QosUiLabelled, qos_ui_labelled, GTK_TYPE_FLOW_BOX_CHILD)

static void
qos_ui_labelled_add (GtkContainer *container, GtkWidget *child)
{
  QosUiLabelled *self = QOS_UI_LABELLED (container);
  g_autoptr (GList) inner = GTK_IS_BOX (child)
      ? gtk_container_get_children (GTK_CONTAINER (child))
      : NULL;
  GtkWidget *named = inner ? inner->data : child;

  gtk_box_pack_start (GTK_BOX (self->box), child, FALSE, TRUE, 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), named);
  atk_object_set_name (gtk_widget_get_accessible (named), self->name);
}

static void
qos_ui_labelled_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  QosUiLabelled *self = QOS_UI_LABELLED (object);

  if (id == PROP_LABEL)
    gtk_label_set_text_with_mnemonic (GTK_LABEL (self->label),
        g_value_get_string (value));
  else
    self->name = g_value_dup_string (value);
}

static void
qos_ui_labelled_finalize (GObject *object)
{
  g_free (QOS_UI_LABELLED (object)->name);
  G_OBJECT_CLASS (qos_ui_labelled_parent_class)->finalize (object);
}

static void
qos_ui_labelled_init (QosUiLabelled *self)
{
  self->box = g_object_new (GTK_TYPE_BOX, "visible", TRUE, "orientation",
      GTK_ORIENTATION_VERTICAL, "spacing", 2, NULL);
  self->label =
      g_object_new (GTK_TYPE_LABEL, "visible", TRUE, "xalign", 0.0, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (self->label),
      "qos-dim");
  gtk_container_add (GTK_CONTAINER (self->box), self->label);
  GTK_CONTAINER_CLASS (qos_ui_labelled_parent_class)
      ->add (GTK_CONTAINER (self), self->box);
  g_object_set (self, "visible", TRUE, "can-focus", FALSE, NULL);
}

static void
qos_ui_labelled_class_init (QosUiLabelledClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = qos_ui_labelled_set_property;
  object_class->finalize = qos_ui_labelled_finalize;
  GTK_CONTAINER_CLASS (klass)->add = qos_ui_labelled_add;
  g_object_class_install_property (object_class, PROP_LABEL,
      g_param_spec_string ("label", "Label", "With a mnemonic", NULL, flags));
  g_object_class_install_property (object_class, PROP_NAME_FOR_CHILD,
      g_param_spec_string ("name-for-child", "Name for child",
          "The child's accessible name", NULL, flags | G_PARAM_CONSTRUCT_ONLY));
}
