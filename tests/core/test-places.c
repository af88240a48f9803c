/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How many table entries one address may have.
 */
#include "qos-places.h"

#include "test-util.h"

static void
test_one_address_alone (void)
{
  static const unsigned rows[][2] = {{1, 1}, {2, 1}, {3, 2}, {4, 2}, {128, 64},
      {129, 65}};

  for (unsigned i = 0; i < G_N_ELEMENTS (rows); i++) {
    unsigned held = 0;

    while (qos_places_allow (rows[i][0], held, held))
      held++;
    g_assert_cmpuint (held, ==, rows[i][1]);
  }
}

/* However many entries the other addresses have, one more address gets one,
 * until all are taken one by one. */
static void
test_many_addresses (void)
{
  unsigned used = 0, addresses = 0;

  while (used < 128) {
    unsigned held = 0;

    g_assert_true (qos_places_allow (128, used, 0));
    while (qos_places_allow (128, used, held)) {
      held++;
      used++;
    }
    addresses++;
  }
  g_assert_cmpuint (addresses, ==, 8); /* 64, 32, 16, 8, 4, 2, 1, 1 */
  g_assert_false (qos_places_allow (128, 128, 0));
  g_assert_false (qos_places_allow (128, 129, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/places/one-address-alone", test_one_address_alone);
  g_test_add_func ("/places/many-addresses", test_many_addresses);
  return g_test_run ();
}
