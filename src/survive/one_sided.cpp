// SPDX-License-Identifier: Apache-2.0
/// @file  Gains from the prices of cases next to this one.
#include "survive/one_sided.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "survive/explain.hpp"

namespace ytterby::best {

namespace {

constexpr std::size_t most_looked_at = 24;  // of many edges
constexpr std::size_t few_edges = 500;
constexpr std::size_t most_edges = 5'000;  // so many bounds of more would take too long
constexpr double a_little = 1e-5;          // of what there is, or of a month's worth of it
constexpr double a_jump = 1e-3;            // of the end, or of a tenth of a month: no step as little leads so far
constexpr double least_usual = 1e-3;       // of the largest demand that is served

bool same_quantity(const Gain& a, const Gain& b) {
  return a.quantity == b.quantity && a.node == b.node && a.input == b.input && a.edge == b.edge && a.lane == b.lane;
}

bool has_one_lane(const FrozenNetwork& network, OfficeId office) {
  const auto lanes = network.lanes();
  return std::count_if(lanes.begin(), lanes.end(), [&](LaneId lane) { return network.lane(lane).office == office; }) ==
         1;
}

/// A month of what passes a lane at the baseline, in licences.
double usual_licences(const Facts& facts, LaneId lane) {
  const FrozenNetwork& network = *facts.network;
  double flow = 0;
  for (const EdgeId edge : network.edges())
    if (network.lane(edge) == lane) flow += network.flow(edge).value;
  const double size = facts.cells.front().t_per_licence[lane];
  return std::isfinite(size) ? flow / size : 0;
}

/// What a node makes without a partly essential input is measured by its capacity, and moves with it.
void move_measures(const Facts& facts, Facts& other, NodeId node) {
  const auto move_in = [&](const std::vector<Cell>& before, std::vector<Cell>& after) {
    for (std::size_t k = 0; k < before.size(); ++k)
      for (const InputId input : facts.network->inputs(node)) {
        const double free = before[k].free_output[input], without = 1 - before[k].essential[input];
        const bool by_capacity = free >= without * before[k].capacity[node] * (1 - 1e-12);
        if (without > 0 && std::isfinite(free) && by_capacity)
          after[k].free_output[input] = without * after[k].capacity[node];
      }
  };
  move_in(facts.cells, other.cells);
  move_in(facts.cautious, other.cautious);
}

/// The case with a little more of what a gain is about, or less. None where there is none to take away.
std::optional<Facts> moved(const Facts& facts, const Aim& aim, const Gain& gain, bool more) {
  Facts other = facts;
  const FrozenNetwork& network = *facts.network;
  double largest = 0;
  for (const NodeId node : aim.served) largest = std::max(largest, facts.cells.front().demand[node]);
  const double usual = std::max(network.output(gain.node).value, least_usual * largest);
  const auto move = [&](double& value, double size) {
    const double step = a_little * std::max(std::isfinite(value) ? value : 0, size);
    if (!more && value < step) return false;
    value += more ? step : -step;
    return true;
  };
  const auto move_in_cells = [&](auto&& value_in, double size) {
    bool any = false;
    for (auto* cells : {&other.cells, &other.cautious})
      for (Cell& cell : *cells) any = move(value_in(cell), size) || any;
    return any;
  };
  bool done = false;
  switch (gain.quantity) {
    case Gain::Quantity::stock:
      done = gain.input ? move(other.input_stock[*gain.input], network.need(*gain.input).value)
                        : move(other.stock[gain.node], usual);
      break;
    case Gain::Quantity::capacity:
      done = move_in_cells([&](Cell& cell) -> double& { return cell.capacity[gain.node]; }, usual);
      if (done) move_measures(facts, other, gain.node);
      break;
    case Gain::Quantity::edge_capacity:
      done = move_in_cells([&](Cell& cell) -> double& { return cell.edge_capacity[*gain.edge]; },
                           network.flow(*gain.edge).value);
      break;
    case Gain::Quantity::demand:
      done = move_in_cells([&](Cell& cell) -> double& { return cell.demand[gain.node]; }, usual);
      break;
    case Gain::Quantity::lane: {
      const OfficeId office = network.lane(gain.lane).office;
      if (!has_one_lane(network, office)) break;  // more licences would go to other lanes, too
      done =
          move_in_cells([&](Cell& cell) -> double& { return cell.licences[office]; }, usual_licences(facts, gain.lane));
      break;
    }
  }
  return done ? std::optional<Facts>(std::move(other)) : std::nullopt;
}

std::vector<Gain> gains_at(const Facts& facts, const Reach& reach, const Aim& aim, const Bracket& bracket) {
  if (std::isinf(bracket.upper) || bracket.prices.empty()) return {};
  return gains_of(facts, reach, aim, bracket.prices, bracket.upper);
}

/// Whether a case next to another ends for the same reason: bounds are not monotone, and a gap that is just bridged
/// moves the end to the next one.
bool is_beside(const Bracket& other, const Bracket& bracket) {
  return std::abs(other.upper - bracket.upper) <= a_jump * std::max(bracket.upper, 0.1);
}

double gain_in(const std::vector<Gain>& gains, const Gain& wanted) {
  const auto found =
      std::find_if(gains.begin(), gains.end(), [&](const Gain& gain) { return same_quantity(gain, wanted); });
  return found == gains.end() ? 0 : found->months_per_unit;
}

/// Where limits tie, a case with more of all that has a price is bound by another of them, whose goods gain nothing
/// at these prices.
void add_of_other_limits(const Facts& facts, const Aim& aim, const Bracket& bracket, const Solve& solve,
                         std::vector<Gain>& gains) {
  Facts richer = facts;
  for (const Gain& gain : gains) {
    auto better = moved(richer, aim, gain, gain.quantity != Gain::Quantity::demand);
    if (better) richer = std::move(*better);
  }
  const Reach reach = reach_of(richer, aim);
  const Bracket there = solve(richer, reach, aim);
  if (!is_beside(there, bracket)) return;
  for (Gain gain : gains_at(richer, reach, aim, there)) {
    const bool known =
        std::any_of(gains.begin(), gains.end(), [&](const Gain& other) { return same_quantity(gain, other); });
    if (known) continue;
    gain.months_per_unit = gain.months_per_unit_less = 0;
    gains.push_back(gain);
  }
}

/// Whether the bound was looked at more closely than the facts are: other cases would not compare.
bool is_divided_further(const Facts& facts, const Bracket& bracket) {
  const auto before = std::count_if(facts.cells.begin(), facts.cells.end(),
                                    [&](const Cell& cell) { return cell.from == 0 || cell.from < bracket.upper; });
  return bracket.prices.until.size() != static_cast<std::size_t>(before);
}

}  // namespace

std::vector<Gain> one_sided_gains(const Facts& facts, const Reach& reach, const Aim& aim, const Bracket& bracket,
                                  const Solve& solve) {
  std::vector<Gain> gains = gains_at(facts, reach, aim, bracket);
  const bool is_large = reach.edges.size() > most_edges;
  if (gains.empty() || is_large || !bracket.exact() || is_divided_further(facts, bracket)) return gains;
  add_of_other_limits(facts, aim, bracket, solve, gains);
  const std::size_t looked_at = reach.edges.size() <= few_edges ? gains.size() : std::min(gains.size(), most_looked_at);
  for (std::size_t i = 0; i < looked_at; ++i) {
    Gain& gain = gains[i];
    const double by_prices = gain.months_per_unit;
    for (const bool more : {true, false}) {
      const auto other = moved(facts, aim, gain, more);
      if (!other) continue;
      const Reach there = reach_of(*other, aim);
      const Bracket beside = solve(*other, there, aim);
      if (!is_beside(beside, bracket)) continue;
      const double found = gain_in(gains_at(*other, there, aim, beside), gain);
      if (std::abs(found - by_prices) <= 1e-4 * std::abs(by_prices)) continue;  // the end itself has moved a little
      // What is concave in the quantity gains less for more of it, whatever rounding says.
      if (more) gain.months_per_unit = std::min(found, by_prices);
      if (!more) gain.months_per_unit_less = std::max(found, by_prices);
    }
  }
  std::erase_if(gains, [](const Gain& gain) { return gain.months_per_unit == 0 && gain.months_per_unit_less == 0; });
  return gains;
}

}  // namespace ytterby::best
