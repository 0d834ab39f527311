// SPDX-License-Identifier: Apache-2.0
/// @file  One scenario alone.
#include "ytterby/simulate/simulate.hpp"

#include <utility>
#include <vector>

#include "simulate/prepared_data.hpp"
#include "simulate/request.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/prepared.hpp"

namespace ytterby {

Outcome simulate(const Prepared& prepared, const Scenario& scenario) {
  const SimulateOptions& options = prepared.options();
  std::vector<Request> requests;
  requests.push_back(request(prepared.network(), scenario, options));
  const auto steps = static_cast<double>(requests.front().steps);
  const Steering steering{.before_step =
                              [&] {
                                if (options.control.stop.stop_requested()) throw Cancelled();
                              },
                          .observe = options.observe,
                          .after_step =
                              [&](std::size_t done) {
                                const auto n = static_cast<double>(done);
                                if (options.control.progress) options.control.progress(n / steps, n * options.step);
                              }};
  Lease lease(prepared);
  auto outcomes = lease.workspace().run(std::move(requests), steering, 0, prepared.data().balance_notes);
  require_finite(outcomes.front());
  return std::move(outcomes.front());
}

Outcome simulate(const FrozenNetwork& network, const Scenario& scenario, const SimulateOptions& options) {
  return simulate(Prepared(network, options), scenario);
}

}  // namespace ytterby
