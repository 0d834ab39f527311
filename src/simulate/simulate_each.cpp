// SPDX-License-Identifier: Apache-2.0
/// @file  Many scenarios, in batches and on threads.
#include "ytterby/simulate/simulate_each.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "simulate/any_pass.hpp"
#include "simulate/exchange.hpp"
#include "simulate/prepared_data.hpp"
#include "simulate/request.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

struct GivenUp {};

/// A refusal says which of the scenarios it is about.
Request request_at(std::size_t i, const Prepared& prepared, const Scenario& scenario) {
  try {
    return request(prepared.network(), scenario, prepared.options());
  } catch (const InvalidScenario& refusal) {
    throw InvalidScenario(fmt::format("scenarios[{}]: {}", i, refusal.what()), refusal.issues());
  } catch (const InvalidOptions& refusal) {
    throw InvalidOptions(fmt::format("scenarios[{}]: {}", i, refusal.what()));
  }
}

void require_finite_at(std::size_t i, const Outcome& outcome) {
  try {
    require_finite(outcome);
  } catch (const Error& error) {
    throw Error(fmt::format("scenarios[{}]: {}", i, error.what()));
  }
}

/// One thread's share of the work.
class Worker {
 public:
  Worker(const Prepared& prepared, Exchange& exchange, std::size_t number)
      : prepared_(prepared), exchange_(exchange), number_(number) {}

  void work() {
    std::optional<Lease> lease;
    while (const auto batch = exchange_.next()) {
      try {
        if (!lease) lease.emplace(prepared_);
        exchange_.deliver(*batch, run(lease->workspace(), *batch));
      } catch (const GivenUp&) {
      } catch (...) {
        exchange_.fail(batch->first);
      }
    }
  }

 private:
  std::vector<Outcome> run(Workspace& workspace, const Batch& batch) {
    std::vector<Request> requests;
    try {
      for (const Scenario& scenario : batch.scenarios)
        requests.push_back(request_at(batch.first + requests.size(), prepared_, scenario));
    } catch (...) {
      exchange_.fail(batch.first + requests.size());
    }
    if (requests.empty()) return {};
    lengths_.clear();
    for (const Request& request : requests) lengths_.push_back(request.steps);
    const SimulateOptions& options = prepared_.options();
    Steering steering{.before_step =
                          [&] {
                            if (options.control.stop.stop_requested()) throw Cancelled();
                            if (exchange_.given_up(batch.first)) throw GivenUp();
                          },
                      .after_step =
                          [&](std::size_t done) {
                            if (options.control.progress) report(done);
                          }};
    if (options.observe) steering.observe = [&](const StepReport& report) { exchange_.observe(report); };
    return sound(batch.first,
                 workspace.run(std::move(requests), steering, batch.first, prepared_.data().balance_notes));
  }

  /// Those before the first with a number that is not finite, which fails by its place.
  std::vector<Outcome> sound(std::size_t first, std::vector<Outcome> outcomes) {
    for (std::size_t s = 0; s < outcomes.size(); ++s) {
      try {
        require_finite_at(first + s, outcomes[s]);
      } catch (...) {
        exchange_.fail(first + s);
        outcomes.resize(s);
      }
    }
    return outcomes;
  }

  void report(std::size_t done) const {
    Done all;
    for (const std::size_t length : lengths_) {
      const auto steps = static_cast<double>(std::min(done, length));
      all.scenarios += steps / static_cast<double>(length);
      all.months += steps * prepared_.options().step;
    }
    exchange_.progress(number_, all, done == *std::max_element(lengths_.begin(), lengths_.end()));
  }

  const Prepared& prepared_;
  Exchange& exchange_;
  std::size_t number_;
  std::vector<std::size_t> lengths_ = {};  // steps of the scenarios of this batch
};

std::size_t parts(std::size_t count, std::size_t size) { return (count + size - 1) / size; }

}  // namespace

void simulate_each(const Prepared& prepared, std::size_t count, const std::function<Scenario(std::size_t)>& scenario,
                   const std::function<void(std::size_t, Outcome&&)>& take) {
  if (count == 0) return;
  const auto threads = static_cast<std::size_t>(prepared.options().control.threads);
  const std::size_t width = std::min(most_together(prepared.network()), parts(count, threads));
  const std::size_t workers = std::min(threads, parts(count, width));
  Exchange exchange(prepared.options(), count, scenario, take, width, 2 * workers, workers);
  {
    std::vector<std::jthread> others;
    others.reserve(workers - 1);
    try {
      for (std::size_t number = 1; number < workers; ++number)
        others.emplace_back([&, number] { Worker(prepared, exchange, number).work(); });
    } catch (const std::system_error&) {  // fewer threads than asked for do as well
    }
    Worker(prepared, exchange, 0).work();
  }
  exchange.rethrow();
}

void simulate_each(const FrozenNetwork& network, std::size_t count,
                   const std::function<Scenario(std::size_t)>& scenario,
                   const std::function<void(std::size_t, Outcome&&)>& take, const SimulateOptions& options) {
  simulate_each(Prepared(network, options), count, scenario, take);
}

std::vector<Outcome> simulate_each(const Prepared& prepared, std::span<const Scenario> scenarios) {
  std::vector<Outcome> outcomes(scenarios.size());
  simulate_each(
      prepared, scenarios.size(), [&](std::size_t i) { return scenarios[i]; },
      [&](std::size_t i, Outcome&& outcome) { outcomes[i] = std::move(outcome); });
  return outcomes;
}

std::vector<Outcome> simulate_each(const FrozenNetwork& network, std::span<const Scenario> scenarios,
                                   const SimulateOptions& options) {
  return simulate_each(Prepared(network, options), scenarios);
}

}  // namespace ytterby
