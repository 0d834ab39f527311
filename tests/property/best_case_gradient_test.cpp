// SPDX-License-Identifier: Apache-2.0
/// @file  What one more tonne buys, beside what it does buy.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "support/linear_programs.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

SurviveOptions quick(Rivals rivals) { return {.rivals = rivals, .each = false, .sequence = false}; }

/// What there is of what a gain speaks of, to be changed.
double& amount_of(Network& network, const Gain& gain) {
  switch (gain.quantity) {
    case Gain::Quantity::stock:
      return gain.input ? network.inputs[*gain.input].stock.value : network.nodes[gain.node].stock.value;
    case Gain::Quantity::capacity: return network.nodes[gain.node].capacity.value;
    case Gain::Quantity::edge_capacity: return network.edges[*gain.edge].capacity.value;
    case Gain::Quantity::demand: return network.nodes[gain.node].demand.value;
    default: return network.offices[network.lanes[gain.lane].office].licences_per_month.value;
  }
}

/// The same with so much more of it: of a lane in tonnes a month.
BestCase with(Network network, const Gain& gain, double more, Rivals rivals) {
  if (gain.quantity == Gain::Quantity::lane) more /= network.lanes[gain.lane].t_per_licence.value;
  amount_of(network, gain) += more;
  return survive(freeze(network), {}, quick(rivals));
}

struct Counts {
  std::size_t compared = 0, equal = 0;
  std::array<std::size_t, 5> of = {};  ///< each quantity
};

/// What a gain leaves out: a node that ships to nobody measures partly essential inputs by its demand and its stock;
/// and the demand of one that ships moves the shares of its customers.
bool moves_a_measure(const Network& network, const Gain& gain, Rivals rivals) {
  if (gain.quantity == Gain::Quantity::lane || gain.quantity == Gain::Quantity::edge_capacity || gain.input)
    return false;
  const bool ships =
      std::any_of(network.edges.begin(), network.edges.end(), [&](const Edge& edge) { return edge.from == gain.node; });
  if (ships) return rivals == Rivals::share && gain.quantity == Gain::Quantity::demand;
  return std::any_of(network.inputs.begin(), network.inputs.end(),
                     [&](const Input& input) { return input.node == gain.node && input.essential < 1; });
}

/// Twice, side by side: whatever ends, ends in both at the same moment.
Network twice(const Network& network) {
  Network both = network;
  const auto beside = [](auto id, const auto& list) { return id_at<decltype(id)>(index_of(id) + list.size()); };
  for (Node node : network.nodes) {
    node.name += "'";
    if (!node.site.empty()) node.site += "'";
    both.add(node);
  }
  for (Input input : network.inputs) {
    input.node = beside(input.node, network.nodes);
    both.add(input);
  }
  for (Office office : network.offices) {
    office.name += "'";
    both.add(office);
  }
  for (Lane lane : network.lanes) {
    lane.name += "'";
    lane.office = beside(lane.office, network.offices);
    both.add(lane);
  }
  for (Edge edge : network.edges) {
    edge.from = beside(edge.from, network.nodes);
    edge.to = beside(edge.to, network.nodes);
    if (edge.lane != no_lane) edge.lane = beside(edge.lane, network.lanes);
    both.add(edge);
  }
  return both;
}

/// Of what a gain speaks of, months that one more buys, and that one less costs.
struct Differences {
  double up = 0, down = 0;
};

/// That a gain is what differences on its side say, where one side buys nothing.
void check_at_tie(const Network& network, const BestCase& best, const Gain& gain, Rivals rivals, Counts& counts) {
  if (moves_a_measure(network, gain, rivals)) return;
  Network copy = network;
  const double there = amount_of(copy, gain) *
                       (gain.quantity == Gain::Quantity::lane ? network.lanes[gain.lane].t_per_licence.value : 1);
  const double most = std::max(std::abs(gain.months_per_unit), std::abs(gain.months_per_unit_less));
  const double step = std::min(1e-4 / std::max(1e-6, most), 1e-3 * there);  // a thousandth of a month, at most
  if (!(step * most > 1e-6)) return;                                        // lost in rounding
  const BestCase more = with(network, gain, step, rivals), less = with(network, gain, -step, rivals);
  if (!more.exact || more.lasting != Lasting::limited || !less.exact || less.lasting != Lasting::limited) return;
  const Differences found{(more.upper - best.upper).count() / step, (best.upper - less.upper).count() / step};
  const double slack = 5e-3 * most + 1e-8 / step;
  CAPTURE(key_of(gain.quantity));
  CAPTURE(network.nodes[gain.node].name);
  CHECK(std::abs(gain.months_per_unit - found.up) <= slack);
  CHECK(std::abs(gain.months_per_unit_less - found.down) <= slack);
  ++counts.compared;
  counts.equal += std::abs(found.up - found.down) <= slack ? 1 : 0;
  ++counts.of.at(static_cast<std::size_t>(gain.quantity));
}

/// Differences on both sides bracket the gain; where they agree they equal it.
void check(const Network& network, const BestCase& best, const Gain& gain, Rivals rivals, Counts& counts) {
  if (moves_a_measure(network, gain, rivals)) return;
  Network copy = network;
  const double there = amount_of(copy, gain) *
                       (gain.quantity == Gain::Quantity::lane ? network.lanes[gain.lane].t_per_licence.value : 1);
  // So much that a thousandth of a month would be gained, at most a thousandth of what there is, if there is any.
  double step = 1e-4 / std::max(1e-6, std::abs(gain.months_per_unit));
  if (there > 0) step = std::min(step, 1e-3 * there);
  if (there == 0 && gain.quantity == Gain::Quantity::stock) step = 1e-4;
  const double expected = std::abs(gain.months_per_unit) * step;
  if (expected < 1e-7) return;  // lost in rounding
  const BestCase more = with(network, gain, step, rivals);
  if (!more.exact || more.lasting != Lasting::limited) return;
  const double up = (more.upper - best.upper).count() / step;
  double down = std::numeric_limits<double>::infinity();  // of what there is none there cannot be less
  if (there >= step) {
    const BestCase less = with(network, gain, -step, rivals);
    if (!less.exact || less.lasting != Lasting::limited) return;
    down = (best.upper - less.upper).count() / step;
  }
  const double scale = std::max(std::abs(gain.months_per_unit), 1e-3), slack = 5e-3 * scale + 1e-8 / step;
  CAPTURE(key_of(gain.quantity));
  CAPTURE(index_of(gain.node));
  CAPTURE(up);
  CAPTURE(down);
  CAPTURE(gain.months_per_unit);
  ++counts.compared;
  ++counts.of.at(static_cast<std::size_t>(gain.quantity));
  if (std::abs(up - down) > slack) {
    CHECK(gain.months_per_unit >= std::min(up, down) - slack);
    CHECK(gain.months_per_unit <= std::max(up, down) + slack);
  } else {
    ++counts.equal;
    CHECK(std::abs(gain.months_per_unit - up) <= slack);
  }
}

void check_all(const NetworkKind& kind, Rivals rivals, std::uint64_t count, Counts& counts) {
  for (std::uint64_t seed = 0; seed < seeds(count); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network network = random_network(random, kind);
    for (int cuts = 0; cuts < 2; ++cuts) {
      Node& node = network.nodes[id_at<NodeId>(random.below(network.nodes.size()))];
      node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
    }
    for (Office& office : network.offices)
      if (random.chance(0.7)) office.licences_per_month = office.licences_per_month * (0.5 * random.uniform());
    const BestCase best = survive(freeze(network), {}, quick(rivals));
    if (best.lasting != Lasting::limited || !best.exact) continue;
    for (const Gain& gain : best.gradient) check(network, best, gain, rivals, counts);
  }
}

}  // namespace

TEST_CASE("without lead times each gain is what a little more or less of it changes") {
  Counts counts;
  check_all({.most_nodes = 20, .leads = false}, Rivals::ignored, 150, counts);
  check_all({.most_nodes = 20, .leads = false}, Rivals::share, 150, counts);
  CHECK(counts.compared > seeds(600));
  CHECK(counts.equal * 10 > counts.compared * 5);
  CHECK(counts.of[static_cast<std::size_t>(Gain::Quantity::stock)] > seeds(100));
  CHECK(counts.of[static_cast<std::size_t>(Gain::Quantity::capacity)] > seeds(50));
  CHECK(counts.of[static_cast<std::size_t>(Gain::Quantity::edge_capacity)] > seeds(10));
  CHECK(counts.of[static_cast<std::size_t>(Gain::Quantity::demand)] > seeds(50));
}

TEST_CASE("with lead times and licences each gain is what a little more or less of it changes") {
  Counts counts;
  check_all({.most_nodes = 8, .licences = Licences::reviewed}, Rivals::ignored, sanitized ? 20 : 60, counts);
  check_all({.most_nodes = 15, .leads = false, .licences = Licences::reviewed}, Rivals::ignored, sanitized ? 25 : 100,
            counts);
  CHECK(counts.compared > seeds(30));
  CHECK(counts.of[static_cast<std::size_t>(Gain::Quantity::lane)] > seeds(2));
}

TEST_CASE("where two ends tie each gain is what one more buys, and what one less costs" *
          doctest::skip(!has_linear_programs())) {
  Counts counts;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Rivals rivals = seed % 2 == 0 ? Rivals::ignored : Rivals::share;
    Network network = random_network(random, {.most_nodes = 10, .leads = false});
    for (int cuts = 0; cuts < 2; ++cuts) {
      Node& node = network.nodes[id_at<NodeId>(random.below(network.nodes.size()))];
      node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
    }
    network = twice(network);
    const BestCase best = survive(freeze(network), {}, quick(rivals));
    if (best.lasting != Lasting::limited || !best.exact) continue;
    for (const Gain& gain : best.gradient) check_at_tie(network, best, gain, rivals, counts);
  }
  CHECK(counts.compared > seeds(100));
  CHECK(counts.equal * 10 < counts.compared);
}
