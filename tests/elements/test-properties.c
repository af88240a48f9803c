/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every property of every element of the plugin: it is documented, and a value
 * out of its range is refused or clamped, in whatever form it is given.
 */
#include "element-test.h"

static GList *factories;

static void
find_factories (void)
{
  factories =
      gst_registry_get_feature_list_by_plugin (gst_registry_get (), "qosaudio");
  fail_unless_equals_int (g_list_length (factories), 6);
}

static void
drop_factories (void)
{
  gst_plugin_feature_list_free (factories);
}

typedef void (*PropertyFunc) (GstElement *element, GParamSpec *spec);

/* Calls func for each property that the classes of the plugin define. */
static void
for_each_property (PropertyFunc func)
{
  for (GList *at = factories; at; at = at->next) {
    GstElement *element = gst_element_factory_create (at->data, NULL);
    GParamSpec **specs;
    guint n;

    gst_object_ref_sink (element);
    specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n);
    for (guint i = 0; i < n; i++)
      if (specs[i]->owner_type == G_OBJECT_TYPE (element))
        func (element, specs[i]);
    g_free (specs);
    gst_object_unref (element);
  }
}

/* Documentation */

static guint n_seen;

static void
check_docs (GstElement *element, GParamSpec *spec)
{
  const gchar *blurb = g_param_spec_get_blurb (spec);
  const gchar *nick = g_param_spec_get_nick (spec);
  gboolean is_writable = (spec->flags & G_PARAM_WRITABLE) != 0;
  const guint when = GST_PARAM_MUTABLE_READY | GST_PARAM_MUTABLE_PAUSED |
      GST_PARAM_MUTABLE_PLAYING;

  n_seen++;
  fail_unless (blurb && strlen (blurb) > 10, "%s has no blurb", spec->name);
  fail_unless (nick && nick[0] != '\0', "%s has no nick", spec->name);
  fail_unless (!is_writable || (spec->flags & (when | G_PARAM_CONSTRUCT_ONLY)),
      "when may %s change?", spec->name);
  fail_unless (spec->flags & G_PARAM_READABLE, "%s cannot be read", spec->name);
}

GST_START_TEST (test_properties_are_documented)
{
  for_each_property (check_docs);
  fail_unless (n_seen > 25);
}
GST_END_TEST;

/* What gst_element_factory_make () knows of the elements. */
GST_START_TEST (test_elements_are_documented)
{
  static const gchar *const keys[] = {GST_ELEMENT_METADATA_LONGNAME,
      GST_ELEMENT_METADATA_KLASS, GST_ELEMENT_METADATA_DESCRIPTION,
      GST_ELEMENT_METADATA_AUTHOR};

  for (GList *at = factories; at; at = at->next)
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
      const gchar *text = gst_element_factory_get_metadata (at->data, keys[i]);

      fail_unless (text && text[0] != '\0', "%s has no %s",
          GST_OBJECT_NAME (at->data), keys[i]);
    }
}
GST_END_TEST;

/* Ranges */

/* Asserts that the value of the property is in its range. */
static void
assert_in_range (GstElement *element, GParamSpec *spec, const gchar *given)
{
  GValue value = G_VALUE_INIT;

  if (!(spec->flags & G_PARAM_READABLE))
    return;
  g_value_init (&value, spec->value_type);
  g_object_get_property (G_OBJECT (element), spec->name, &value);
  fail_if (g_param_value_validate (spec, &value),
      "%s took %s and is out of range", spec->name, given);
  g_value_unset (&value);
}

/* Sets texts, as gst-launch-1.0 does. */
static void
set_texts (GstElement *element, GParamSpec *spec)
{
  static const gchar *const texts[] = {"", " ", "x", "-1", "-2", "0", "1", "64",
      "65536", "1000000000", "-9223372036854775808", "9223372036854775807",
      "18446744073709551615", "99999999999999999999999", "1e99", "nan", "true",
      "NULL", "(null)", "\"\"", "application/x-rtp", "a,b=c", "\377"};

  /* URIs have their own test. GStreamer itself complains about text that is not
   * a structure or caps. */
  if (!(spec->flags & G_PARAM_WRITABLE) || strcmp (spec->name, "uri") == 0 ||
      G_IS_PARAM_SPEC_BOXED (spec))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    _gst_check_expecting_log = TRUE; /* a refusal may warn */
    gst_util_set_object_arg (G_OBJECT (element), spec->name, texts[i]);
    _gst_check_expecting_log = FALSE;
    assert_in_range (element, spec, texts[i]);
  }
}

GST_START_TEST (test_texts_out_of_range)
{
  for_each_property (set_texts);
}
GST_END_TEST;

static void
set_value (GstElement *element, GParamSpec *spec, GValue *value)
{
  gchar *text = gst_value_serialize (value);

  _gst_check_expecting_log = TRUE;
  g_object_set_property (G_OBJECT (element), spec->name, value);
  _gst_check_expecting_log = FALSE;
  assert_in_range (element, spec, text);
  g_free (text);
  g_value_unset (value);
}

/* Sets values just below and above the range, where the type has any. */
static void
set_beyond (GstElement *element, GParamSpec *spec)
{
  GValue value = G_VALUE_INIT;

  if (!(spec->flags & G_PARAM_WRITABLE))
    return;
#define TRY(TYPE, type, ctype, MIN, MAX) \
  if (G_IS_PARAM_SPEC_##TYPE (spec)) { \
    ctype min = G_PARAM_SPEC_##TYPE (spec)->minimum; \
    ctype max = G_PARAM_SPEC_##TYPE (spec)->maximum; \
\
    if (min > MIN) { \
      g_value_init (&value, spec->value_type); \
      g_value_set_##type (&value, min - 1); \
      set_value (element, spec, &value); \
    } \
    if (max < MAX) { \
      g_value_init (&value, spec->value_type); \
      g_value_set_##type (&value, max + 1); \
      set_value (element, spec, &value); \
    } \
  }
  TRY (INT, int, gint, G_MININT, G_MAXINT)
  TRY (UINT, uint, guint, 0, G_MAXUINT)
  TRY (INT64, int64, gint64, G_MININT64, G_MAXINT64)
  TRY (UINT64, uint64, guint64, 0, G_MAXUINT64)
#undef TRY
}

GST_START_TEST (test_numbers_out_of_range)
{
  for_each_property (set_beyond);
}
GST_END_TEST;

/* The limits themselves are accepted. */
static void
set_limits (GstElement *element, GParamSpec *spec)
{
  GValue value = G_VALUE_INIT, got = G_VALUE_INIT;

  if (!(spec->flags & G_PARAM_WRITABLE))
    return;
#define TRY(TYPE, type, ctype) \
  if (G_IS_PARAM_SPEC_##TYPE (spec)) { \
    ctype limits[] = {G_PARAM_SPEC_##TYPE (spec)->minimum, \
        G_PARAM_SPEC_##TYPE (spec)->maximum, \
        G_PARAM_SPEC_##TYPE (spec)->default_value}; \
\
    for (guint i = 0; i < G_N_ELEMENTS (limits); i++) { \
      g_value_init (&value, spec->value_type); \
      g_value_init (&got, spec->value_type); \
      g_value_set_##type (&value, limits[i]); \
      g_object_set_property (G_OBJECT (element), spec->name, &value); \
      g_object_get_property (G_OBJECT (element), spec->name, &got); \
      fail_unless (g_value_get_##type (&got) == limits[i], \
          "%s did not take its limit", spec->name); \
      g_value_unset (&value); \
      g_value_unset (&got); \
    } \
  }
  TRY (INT, int, gint)
  TRY (UINT, uint, guint)
  TRY (INT64, int64, gint64)
  TRY (UINT64, uint64, guint64)
#undef TRY
}

GST_START_TEST (test_limits_are_taken)
{
  for_each_property (set_limits);
}
GST_END_TEST;

/* Elements start with the documented defaults. */
static void
check_default (GstElement *element, GParamSpec *spec)
{
  GValue value = G_VALUE_INIT;

  if (!(spec->flags & G_PARAM_WRITABLE) || G_IS_PARAM_SPEC_BOXED (spec))
    return;
  g_value_init (&value, spec->value_type);
  g_object_get_property (G_OBJECT (element), spec->name, &value);
  fail_unless (g_param_value_defaults (spec, &value),
      "%s of %s does not start with its default", spec->name,
      GST_OBJECT_NAME (element));
  g_value_unset (&value);
}

GST_START_TEST (test_defaults_are_true)
{
  for_each_property (check_default);
}
GST_END_TEST;

/* Structures and caps of any kind */

static const gchar *const structures[] = {
    "application/x-rtp-source-sdes",
    "application/x-rtp-source-sdes, cname=(int)5, name=(int)6",
    "application/x-rtp-source-sdes, cname=(string)\"\", name=(string)\"\"",
    "other, cname=(string)me",
    "application/x-rtp-source-sdes, name=(string){ a, b }",
};

static void
set_structures (GstElement *element, GParamSpec *spec)
{
  if (spec->value_type != GST_TYPE_STRUCTURE ||
      !(spec->flags & G_PARAM_WRITABLE))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (structures); i++) {
    GstStructure *s = gst_structure_from_string (structures[i], NULL), *got;

    fail_unless (s != NULL, "%s", structures[i]);
    g_object_set (element, spec->name, s, NULL);
    g_object_get (element, spec->name, &got, NULL);
    /* There is always a CNAME (RFC 3550 6.5.1). */
    fail_unless (gst_structure_get_string (got, "cname")[0] != '\0');
    gst_structure_free (got);
    gst_structure_free (s);
  }
  g_object_set (element, spec->name, NULL, NULL);
}

GST_START_TEST (test_structures_of_any_kind)
{
  for_each_property (set_structures);
}
GST_END_TEST;

static void
set_caps (GstElement *element, GParamSpec *spec)
{
  static const gchar *const texts[] = {"ANY", "EMPTY", "audio/x-raw",
      "application/x-rtp, clock-rate=[ 1, 5 ]"};

  if (spec->value_type != GST_TYPE_CAPS || !(spec->flags & G_PARAM_WRITABLE))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    GstCaps *caps = gst_caps_from_string (texts[i]);

    g_object_set (element, spec->name, caps, NULL);
    gst_caps_unref (caps);
    gst_element_set_state (element, GST_STATE_READY);
    gst_element_set_state (element, GST_STATE_NULL);
  }
  g_object_set (element, spec->name, NULL, NULL);
}

GST_START_TEST (test_caps_of_any_kind)
{
  for_each_property (set_caps);
}
GST_END_TEST;

/* NULL text stands for the default. */
static void
set_no_text (GstElement *element, GParamSpec *spec)
{
  gchar *got;

  if (!G_IS_PARAM_SPEC_STRING (spec) || !(spec->flags & G_PARAM_WRITABLE) ||
      strcmp (spec->name, "uri") == 0)
    return;
  g_object_set (element, spec->name, NULL, NULL);
  g_object_get (element, spec->name, &got, NULL);
  fail_unless_equals_string (got, G_PARAM_SPEC_STRING (spec)->default_value);
  g_free (got);
}

GST_START_TEST (test_no_text_is_the_default)
{
  for_each_property (set_no_text);
}
GST_END_TEST;

static Suite *
properties_suite (void)
{
  Suite *suite = suite_create ("properties");
  TCase *tc = tcase_create ("properties");

  tcase_add_checked_fixture (tc, find_factories, drop_factories);
  tcase_add_test (tc, test_properties_are_documented);
  tcase_add_test (tc, test_elements_are_documented);
  tcase_add_test (tc, test_texts_out_of_range);
  tcase_add_test (tc, test_numbers_out_of_range);
  tcase_add_test (tc, test_limits_are_taken);
  tcase_add_test (tc, test_defaults_are_true);
  tcase_add_test (tc, test_structures_of_any_kind);
  tcase_add_test (tc, test_caps_of_any_kind);
  tcase_add_test (tc, test_no_text_is_the_default);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (properties)
