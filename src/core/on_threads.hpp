// SPDX-License-Identifier: Apache-2.0
/// @file  Numbered work handed out to threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

/// Calls `body(each)` on `control.threads` threads, this one among them; there `each(work)` calls `work(i)` for every i
/// below `count` that no other thread took. What a thread keeps from one i to the next is local to `body`.
///
/// Of several failures the one with the least i is thrown on, so that it doesn't depend on which thread was faster.
/// Progress is told after each i. Cancelled is thrown before the next one.
template <class Body>
void on_threads(std::size_t count, const Control& control, Body&& body) {
  std::atomic<std::size_t> next = 0, failed_at = count;
  std::mutex mutex;  // guards what follows
  std::exception_ptr error;
  std::size_t done = 0;

  const auto fail_at = [&](std::size_t i) {  // within a handler
    const std::lock_guard lock(mutex);
    if (i >= failed_at && error) return;
    failed_at = i;
    error = std::current_exception();
  };
  const auto each = [&](auto&& work) {
    for (std::size_t i = next++; i < failed_at; i = next++) {
      try {
        if (control.stop.stop_requested()) throw Cancelled();
        work(i);
        const std::lock_guard lock(mutex);
        ++done;
        if (control.progress) control.progress(static_cast<double>(done) / static_cast<double>(count), Months{0});
      } catch (...) {
        fail_at(i);
      }
    }
  };
  const auto guarded = [&] {
    try {
      body(each);
    } catch (...) {  // what a thread keeps could not be made
      fail_at(0);
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t t = 1; t < std::min(static_cast<std::size_t>(control.threads), count); ++t)
        others.emplace_back(guarded);
    } catch (const std::system_error&) {  // fewer threads than asked for do as well
    }
    guarded();
  }
  if (error) std::rethrow_exception(error);
}

}  // namespace ytterby
