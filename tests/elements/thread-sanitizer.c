/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the thread sanitizer cannot see. GLib is not built with it, and its
 * mutexes are futexes, so nothing shows that they order threads. These
 * functions do. They replace those of GLib, also for the plugin and for
 * GStreamer, and call them. Nothing else in GLib needs this, except that what a
 * thread does to an object happens before another thread frees it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>

#include <gst/gst.h>
#include <sanitizer/tsan_interface.h>

/* GLib's own function of that name. */
#define REAL(name) \
  static __typeof__ (name) *real; \
  __typeof__ (real) found = __atomic_load_n (&real, __ATOMIC_ACQUIRE); \
  if (!found) { \
    found = (__typeof__ (real)) dlsym (RTLD_NEXT, #name); \
    __atomic_store_n (&real, found, __ATOMIC_RELEASE); \
  }

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  found (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  gboolean is_locked = found (mutex);

  if (is_locked)
    __tsan_acquire (mutex);
  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  found (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  found (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  REAL (g_cond_wait_until);
  __tsan_release (mutex);
  gboolean is_signalled = found (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return is_signalled;
}

/* In a thread that waits for the initialization in another one. */
gboolean (g_once_init_enter) (volatile void *location)
{
  REAL (g_once_init_enter);
  gboolean is_first = found (location);

  __tsan_acquire ((void *) location);
  return is_first;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  found (location, result);
}

void
g_object_unref (gpointer object)
{
  REAL (g_object_unref);
  __tsan_release (object);
  __tsan_acquire (object);
  found (object);
}

void
gst_mini_object_unref (GstMiniObject *object)
{
  REAL (gst_mini_object_unref);
  __tsan_release (object);
  __tsan_acquire (object);
  found (object);
}
