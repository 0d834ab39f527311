// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios handed out to threads, outcomes taken back in order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/simulate/step_report.hpp"

namespace ytterby {

/// Scenarios that run side by side.
struct Batch {
  std::size_t number = 0;
  std::size_t first = 0;  ///< place of the first among all
  std::vector<Scenario> scenarios = {};
};

/// Work done, in scenarios and in months that they cover.
struct Done {
  double scenarios = 0;
  Months months{};
};

/// Where threads meet. Every callback of the user's is called under one lock, so from one thread at a time.
///
/// A failure belongs to a scenario. Later ones are given up, earlier ones are run and taken, and of several failures
/// the earliest counts; so what the caller sees does not depend on which thread was faster.
class Exchange {
 public:
  using Make = std::function<Scenario(std::size_t)>;
  using Take = std::function<void(std::size_t, Outcome&&)>;

  /// @param width   The most scenarios in a batch.
  /// @param window  How many batches may be under way or wait to be taken.
  /// @param options, make, take  Outlive this.
  Exchange(const SimulateOptions& options, std::size_t count, const Make& make, const Take& take, std::size_t width,
           std::size_t window, std::size_t workers);

  /// Waits for room; @return none when all has been handed out or something failed.
  [[nodiscard]] std::optional<Batch> next();
  void deliver(const Batch& batch, std::vector<Outcome> outcomes);
  /// In a handler: the exception is that of `scenario`.
  void fail(std::size_t scenario);
  /// Whether a scenario before this one failed, or it itself.
  [[nodiscard]] bool given_up(std::size_t scenario) const { return failed_at_ <= scenario; }

  void observe(const StepReport& report);
  /// @param done  Of the batch that the worker runs.
  void progress(std::size_t worker, Done done, bool finished);

  /// Throws what failed, if something did; for when all threads have ended.
  void rethrow() const;

 private:
  void fail_locked(std::size_t scenario);

  const SimulateOptions& options_;
  const std::size_t count_;
  const Make& make_;
  const Take& take_;
  const std::size_t width_, window_;

  std::mutex mutex_ = {};  // guards what follows
  std::condition_variable room_ = {};
  std::size_t next_ = 0;               // scenario to be made
  std::optional<Scenario> made_ = {};  // it, if it was made and did not fit the batch before
  std::size_t begun_ = 0, taken_ = 0;  // batches
  std::map<std::size_t, std::pair<std::size_t, std::vector<Outcome>>> waiting_ = {};  // [batch] first, outcomes
  std::atomic<std::size_t> failed_at_;                                                // also read without the lock
  std::exception_ptr error_ = {};
  std::vector<Done> running_;  // [worker]
  Done finished_ = {}, reported_ = {};
};

}  // namespace ytterby
