// SPDX-License-Identifier: Apache-2.0
/// @file  The sweeps over outages, asked about a case.
#include "ytterby/survive/outages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "survive/facts.hpp"
#include "survive/fill_bill.hpp"
#include "survive/linear_solver.hpp"
#include "survive/sweep.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

void require_time(const std::string& what, Months time, bool may_be_zero = false) {
  if (std::isfinite(time.count()) && (time.count() > 0 || (may_be_zero && time.count() == 0))) return;
  throw InvalidOptions(fmt::format("{}: found {} months, expected a finite number {}", what, time.count(),
                                   may_be_zero ? "not below 0" : "above 0"));
}

void require_options(const OutageOptions& options, std::size_t nodes) {
  if (options.control.threads < 1)
    throw InvalidOptions(fmt::format("threads: found {}, expected 1 or more", options.control.threads));
  for (std::size_t i = 0; i < options.nodes.size(); ++i)
    if (index_of(options.nodes[i]) >= nodes)
      throw InvalidOptions(
          fmt::format("nodes[{}]: found id {}, expected one of {} nodes", i, index_of(options.nodes[i]), nodes));
  require_time("recovery", options.recovery);
  require_time("step", options.step, true);
  if (!options.recovery_of_each.empty() && options.recovery_of_each.size() != options.nodes.size())
    throw InvalidOptions(fmt::format("recovery_of_each: found {} times, expected {}, one for each of nodes",
                                     options.recovery_of_each.size(), options.nodes.size()));
  for (std::size_t i = 0; i < options.recovery_of_each.size(); ++i)
    require_time(fmt::format("recovery_of_each[{}]", i), options.recovery_of_each[i]);
}

Lasting lasting_of(Survival survival) {
  switch (survival) {
    case Survival::at_once: return Lasting::at_once;
    case Survival::for_a_time: return Lasting::limited;
    case Survival::for_ever: break;
  }
  return Lasting::for_ever;
}

/// All nodes but the targets that supply nobody.
std::vector<NodeId> suppliers_of(const FrozenNetwork& network, const std::vector<NodeId>& targets) {
  PerNode<char> left_out(network.nodes().size(), 0);
  for (const NodeId target : targets) left_out[target] = 1;
  for (const EdgeId edge : network.edges()) left_out[network.from(edge)] = 0;
  std::vector<NodeId> nodes;
  for (const NodeId node : network.nodes())
    if (left_out[node] == 0) nodes.push_back(node);
  return nodes;
}

class Sweeper {
 public:
  Sweeper(const FrozenNetwork& network, const Scenario& scenario, const OutageOptions& options) : options_(options) {
    const auto targets = select_targets(network, scenario);
    filled_ = fill_bill(network, scenario, targets, options.step);
    for (const NodeId node : options.nodes.empty() ? suppliers_of(network, targets) : options.nodes)
      nodes_.push_back(static_cast<std::uint32_t>(index_of(node)));
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      months_.push_back((options.recovery_of_each.empty() ? options.recovery : options.recovery_of_each[i]).count());
    nodes_.push_back(filled_.idle);  // an outage like any other, so that all is known of none, too
    months_.push_back(options.recovery.count());
  }

  Outages run() {
    if (!linear_solver_available())
      throw InvalidOptions("outages: found a library built without CLP, expected one with it");
    has_value_ = std::any_of(filled_.dollars.begin(), filled_.dollars.end(), [](double value) { return value > 0; });
    take_times(sweep_survival(filled_.bill, nodes_, part(0)));
    take_tonnes(sweep_loss(filled_.bill, nodes_, months_, part(1)));
    if (has_value_) {
      filled_.bill.price = filled_.dollars;
      take_dollars(sweep_loss(filled_.bill, nodes_, months_, part(2)));
    }
    Outages result{.by_value = filled_.unvalued == 0, .notes = std::move(filled_.notes)};
    result.undisturbed = all_.back();
    all_.pop_back();
    take_exposure(result.by_value);
    result.outages = std::move(all_);
    return result;
  }

 private:
  /// Progress of one sweep out of two or three.
  [[nodiscard]] Control part(int number) const {
    Control control = options_.control;
    if (!control.progress) return control;
    const double parts = has_value_ ? 3 : 2;
    control.progress = [&told = options_.control.progress, number, parts](double done, Months) {
      told((number + done) / parts, Months{0});
    };
    return control;
  }

  void take_times(const SurvivalSweep& sweep) {
    for (const OutageSurvival& one : sweep.outages)
      all_.push_back({.node = NodeId{one.node},
                      .lasting = lasting_of(one.survival),
                      .months = best::finite(one.months),
                      .upper = best::finite(one.upper_months),
                      .proven = one.is_proven});
  }

  void take_tonnes(const LossSweep& sweep) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const OutageLoss& loss = sweep.outages[i];
      all_[i].recovery = Months{loss.months};
      all_[i].unserved = {loss.dollars};   // a dollar a tonne
      all_[i].exposed = loss.dollars > 0;  // where both times are equal, months alone would be a matter of rounding
      all_[i].proven = all_[i].proven && loss.is_proven;
    }
  }

  void take_dollars(const LossSweep& sweep) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      all_[i].value = Money{sweep.outages[i].dollars};
      all_[i].proven = all_[i].proven && sweep.outages[i].is_proven;
    }
  }

  void take_exposure(bool by_value) {
    const auto impact = [&](const NodeOutage& outage) {
      return by_value ? outage.value->value : outage.unserved.value;
    };
    double worst = 0;
    for (const NodeOutage& outage : all_) worst = std::max(worst, impact(outage));
    if (worst > 0)
      for (NodeOutage& outage : all_) outage.risk_exposure = impact(outage) / worst;
  }

  const OutageOptions& options_;
  FilledBill filled_ = {};
  bool has_value_ = false;
  std::vector<std::uint32_t> nodes_ = {};
  std::vector<double> months_ = {};
  std::vector<NodeOutage> all_ = {};
};

}  // namespace

Outages survive_outages(const FrozenNetwork& network, const Scenario& scenario, const OutageOptions& options) {
  require_options(options, network.nodes().size());
  return Sweeper(network, scenario, options).run();
}

std::vector<std::size_t> rank(const std::vector<NodeOutage>& outages) {
  std::vector<std::size_t> order(outages.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    const double months = outages[i].months ? outages[i].months->count() : std::numeric_limits<double>::infinity();
    return std::tuple(-outages[i].risk_exposure, months, -outages[i].unserved.value);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

}  // namespace ytterby
