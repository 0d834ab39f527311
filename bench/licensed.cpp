// SPDX-License-Identifier: Apache-2.0
/// @file  Putting edges into lanes, and checking what becomes of their applications.
#include "licensed.hpp"

#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "generate.hpp"

namespace ytterby::bench {

namespace {

constexpr double share_of_need = 0.9;  ///< what is licensed of what the baseline ships, so that a queue grows

Network with_lanes(Network network) {
  const auto in_lane = [](EdgeId edge) { return index_of(edge) % Licensed::every == 0; };
  Flow need{};
  for (const EdgeId edge : network.edges.ids())
    if (in_lane(edge)) need += network.edges[edge].flow;
  const OfficeId office =
      network.add(Office{.name = "Office", .licences_per_month = LicenceRate{share_of_need * need.value}});
  for (std::size_t lane = 0; lane < Licensed::lanes; ++lane)
    network.add(Lane{.name = "Lane " + std::to_string(lane),
                     .office = office,
                     .t_per_licence = Mass{1},
                     .review = Months{1.5},
                     .priority = lane % 4 == 0 ? 1.0 : 0.0});
  for (const EdgeId edge : network.edges.ids())
    if (in_lane(edge)) network.edges[edge].lane = id_at<LaneId>(index_of(edge) / Licensed::every % Licensed::lanes);
  return network;
}

template <class Of>
std::string loses_applications(const Of& pass) {
  double waiting = 0, granted = 0;
  for (std::size_t lane = 0; lane < Licensed::lanes; ++lane) {
    const auto& state = pass.lanes().lane_at(lane, 0);
    const double filed = pass.lanes().filed(lane, steps, 0), waits = pass.lanes().waiting(lane, steps, 0);
    if (std::abs(filed - (state.granted + state.refused + waits)) > 1e-9 * filed)  // no lane sends anything back
      return "applications are lost in lane " + std::to_string(lane);
    waiting += waits;
    granted += state.granted;
  }
  if (!(granted > 0)) return "nothing is granted";
  return waiting > 0 ? "" : "nothing waits";
}

}  // namespace

Licensed::Licensed(std::size_t edges, double recycling)
    : licensed((edges + every - 1) / every),
      network(freeze(with_lanes(generate({.edges = edges, .recycling = recycling})))),
      stop(resolve(network, refining_stop())),
      stops(8, stop) {}

Pass Licensed::alone() const {
  const Policy policy{.tau = tau};
  return {network, std::span{&stop, 1}, default_step, std::span{&policy, 1}, steps};
}

Batch Licensed::batch() const {
  const std::vector<Policy> policies(stops.size(), Policy{.tau = tau});
  return {network, stops, default_step, policies, steps};
}

std::string Licensed::fault() const {
  Pass one = alone();
  Batch eight = batch();
  for (std::size_t n = 0; n < steps; ++n) {
    one.advance();
    eight.advance();
  }
  if (auto fault = loses_applications(one); !fault.empty()) return fault;
  for (std::size_t at = 0; at < network.nodes().size(); ++at)
    if (one.fill(at, 0) != eight.fill(at, 0) || one.made(at, 0) != eight.made(at, 0))
      return "pass and batch differ under licences";
  if (!(one.mass_balance_error(0) < 1e-12)) return "tonnes are created or lost under licences";
  return {};
}

}  // namespace ytterby::bench
