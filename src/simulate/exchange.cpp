// SPDX-License-Identifier: Apache-2.0
/// @file  Handing out, taking back, failing.
#include "simulate/exchange.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "simulate/any_pass.hpp"

namespace ytterby {

namespace {
constexpr auto nowhere = std::numeric_limits<std::size_t>::max();
}

Exchange::Exchange(const SimulateOptions& options, std::size_t count, const Make& make, const Take& take,
                   std::size_t width, std::size_t window, std::size_t workers)
    : options_(options),
      count_(count),
      make_(make),
      take_(take),
      width_(width),
      window_(window),
      failed_at_(nowhere),
      running_(workers) {}

std::optional<Batch> Exchange::next() {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return error_ || next_ == count_ || begun_ < taken_ + window_; });
  if (error_ || next_ == count_) return std::nullopt;
  Batch batch{.number = begun_++, .first = next_};
  try {
    while (next_ < count_ && batch.scenarios.size() < width_) {
      if (!made_) made_ = make_(next_);
      if (!batch.scenarios.empty() && !run_together(batch.scenarios.front().policy, made_->policy)) break;
      batch.scenarios.push_back(std::move(*made_));
      made_.reset();
      ++next_;
    }
  } catch (...) {
    fail_locked(next_);
  }
  return batch;
}

void Exchange::deliver(const Batch& batch, std::vector<Outcome> outcomes) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(batch.number, std::pair{batch.first, std::move(outcomes)});
  for (auto at = waiting_.begin(); at != waiting_.end() && at->first == taken_; at = waiting_.erase(at), ++taken_) {
    auto& [scenario, ready] = at->second;
    for (Outcome& outcome : ready) {
      if (given_up(scenario)) break;
      try {
        take_(scenario, std::move(outcome));
      } catch (...) {
        fail_locked(scenario);
      }
      ++scenario;
    }
  }
  room_.notify_all();
}

void Exchange::fail(std::size_t scenario) {
  const std::lock_guard lock(mutex_);
  fail_locked(scenario);
}

void Exchange::fail_locked(std::size_t scenario) {
  if (!given_up(scenario)) {
    failed_at_ = scenario;
    error_ = std::current_exception();
  }
  room_.notify_all();
}

void Exchange::observe(const StepReport& report) {
  const std::lock_guard lock(mutex_);
  options_.observe(report);
}

void Exchange::progress(std::size_t worker, Done done, bool finished) {
  const std::lock_guard lock(mutex_);
  running_[worker] = done;
  if (finished) {
    finished_ = {finished_.scenarios + done.scenarios, finished_.months + done.months};
    running_[worker] = {};
  }
  Done all = finished_;
  for (const Done& running : running_) all = {all.scenarios + running.scenarios, all.months + running.months};
  reported_ = {std::max(reported_.scenarios, all.scenarios),
               std::max(reported_.months, all.months)};  // despite rounding
  options_.control.progress(reported_.scenarios / static_cast<double>(count_), reported_.months);
}

void Exchange::rethrow() const {
  if (error_) std::rethrow_exception(error_);
}

}  // namespace ytterby
