// SPDX-License-Identifier: Apache-2.0
/// @file  The parts of a best case by name.
#include "report/survive_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace ytterby::words {

namespace {

constexpr double least_gap = 1e-6;  // relative, between bounds that do not agree

bool has_edges(LaneId lane, const FrozenNetwork& network) {
  const auto edges = network.edges();
  return std::any_of(edges.begin(), edges.end(), [&](EdgeId edge) { return network.lane(edge) == lane; });
}

}  // namespace

const char* status_of(Lasting lasting) {
  switch (lasting) {
    case Lasting::at_once: return "at_once";
    case Lasting::limited: return "short";
    case Lasting::open: return "no_end_found";
    case Lasting::for_ever: break;
  }
  return "never";
}

bool proven(const TargetTime& target) {
  if (target.lasting == Lasting::open) return false;
  if (target.lasting != Lasting::limited || !target.months) return true;
  return target.lower >= *target.months * (1 - least_gap);
}

const char* reason_of(const TargetTime& target) {
  switch (target.lasting) {
    case Lasting::at_once: return "not all of its demand can be met from the first moment";
    case Lasting::limited:
      return proven(target) ? "its demand can be met until then and no longer"
                            : "its demand cannot be met longer; a plan is known to lower_months";
    case Lasting::open: return "a plan is known to lower_months; no end is proven, nor that there is none";
    case Lasting::for_ever: break;
  }
  return "its demand can be met for ever";
}

const char* later_reason_of(const TargetTime& target) {
  return target.lasting == Lasting::limited ? "given up at the latest then, by the bound" : reason_of(target);
}

double rounded(Months time) {
  const double value = time.count();
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 5);
  return std::round(value / unit) * unit;
}

std::vector<TargetTime> in_order(std::vector<TargetTime> sequence) {
  const auto time = [](const TargetTime& target) { return rounded(target.months.value_or(Months::max())); };
  for (auto first = sequence.begin(); first != sequence.end();) {
    const auto last = std::find_if(first, sequence.end(), [&](const TargetTime& target) {
      return time(target) != time(*first) || target.lasting != first->lasting;
    });
    std::sort(first, last, [](const TargetTime& a, const TargetTime& b) { return a.node < b.node; });
    first = last;
  }
  return sequence;
}

std::vector<Crossing> crossings_of(const Cut& cut, const FrozenNetwork& network) {
  auto crossings = cut.crossing;
  std::erase_if(crossings, [&](const Crossing& crossing) {
    return crossing.kind == Crossing::Kind::lane && !has_edges(crossing.lane, network);
  });
  return crossings;
}

std::string way(EdgeId edge, const FrozenNetwork& network) {
  return fmt::format("{} → {}", network.name(network.from(edge)), network.name(network.to(edge)));
}

std::string where_of(const Crossing& crossing, const FrozenNetwork& network) {
  if (crossing.kind == Crossing::Kind::lane) return network.lane(crossing.lane).name;
  return crossing.edge ? way(*crossing.edge, network) : std::string(network.name(crossing.node));
}

std::string where_of(const Gain& gain, const FrozenNetwork& network) {
  switch (gain.quantity) {
    case Gain::Quantity::lane: return network.lane(gain.lane).name;
    case Gain::Quantity::edge_capacity: return way(gain.edge.value(), network);
    case Gain::Quantity::stock:
      if (gain.input) return fmt::format("{} at {}", network.product(*gain.input), network.name(gain.node));
      break;
    case Gain::Quantity::capacity:
    case Gain::Quantity::demand: break;
  }
  return std::string(network.name(gain.node));
}

}  // namespace ytterby::words
