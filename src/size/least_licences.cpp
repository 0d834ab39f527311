// SPDX-License-Identifier: Apache-2.0
/// @file  The least rate of an office, simulated, and what it needs at best.
#include "ytterby/size/least_licences.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/narrow.hpp"
#include "simulate/request.hpp"
#include "size/best_case_need.hpp"
#include "size/office_rate.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate_each.hpp"

namespace ytterby {

namespace {

constexpr std::size_t side_by_side = 8;

void require(const FrozenNetwork& network, OfficeId office, const LicenceOptions& options) {
  if (!(options.tolerance > 0 && options.tolerance < 1))
    throw InvalidOptions(fmt::format("tolerance: found {}, expected a number above 0 and below 1", options.tolerance));
  if (index_of(office) >= network.offices().size())
    throw InvalidOptions(
        fmt::format("office: found office {}, expected one below {}", index_of(office), network.offices().size()));
}

class Simulated {
 public:
  Simulated(const FrozenNetwork& network, const OfficeRate& rate, const LicenceOptions& options)
      : prepared_(network, {.horizon = options.horizon, .step = options.step, .control = control_of(options)}),
        rate_(rate),
        tolerance_(options.tolerance) {}

  SimulatedNeed find() {
    SimulatedNeed found;
    const auto ends = run({0, rate_.plenty()});
    horizon_ = ends[1].horizon;
    for (std::size_t i = 0; i < ends[1].targets.size(); ++i)
      if (ends[1].targets[i].to_shortage) {
        found.short_anyway.push_back(ends[1].targets[i].node);
      } else {
        asked_.push_back(i);
      }
    if (asked_.empty()) {
      found.need = Need::out_of_reach;
      found.not_enough = {rate_.plenty()};
    } else if (is_enough(ends[0])) {
      found.need = Need::none;
    } else {
      search(found);
    }
    return found;
  }

  [[nodiscard]] Months horizon() const { return horizon_; }

 private:
  static Control control_of(const LicenceOptions& options) {
    return {.stop = options.control.stop, .threads = options.control.threads};
  }

  void search(SimulatedNeed& found) {
    const auto close = [&](const Bracket& bracket) { return bracket.high - bracket.low <= tolerance_ * bracket.high; };
    const auto holds = [&](const std::vector<double>& rates) {
      std::vector<bool> enough;
      for (const Outcome& outcome : run(rates)) enough.push_back(is_enough(outcome));
      return enough;
    };
    const Bracket bracket = narrow({.low = 0, .high = rate_.plenty()}, side_by_side, Turn::last, close, holds);
    found.enough = {bracket.high};
    found.not_enough = {bracket.low};
    found.monotone = bracket.monotone;
    const auto with = run({bracket.high});
    for (const LaneOutcome& lane : with.front().lanes)
      if (rate_.has(lane.lane)) found.granted += lane.granted / horizon_;
  }

  std::vector<Outcome> run(const std::vector<double>& rates) const {
    std::vector<Scenario> scenarios;
    scenarios.reserve(rates.size());
    for (const double rate : rates) scenarios.push_back(rate_.scenario(rate));
    return simulate_each(prepared_, scenarios);
  }

  [[nodiscard]] bool is_enough(const Outcome& outcome) const {
    return std::none_of(asked_.begin(), asked_.end(),
                        [&](std::size_t i) { return outcome.targets[i].to_shortage.has_value(); });
  }

  Prepared prepared_;
  const OfficeRate& rate_;
  double tolerance_;
  Months horizon_{};
  std::vector<std::size_t> asked_ = {};  // places in the outcomes of those that are not short anyway
};

}  // namespace

std::string_view key_of(Need need) {
  switch (need) {
    case Need::none: return "none_needed";
    case Need::some: return "needed";
    case Need::out_of_reach: return "out_of_reach";
  }
  return {};
}

LeastLicences least_licences(const FrozenNetwork& network, const Scenario& scenario, OfficeId office,
                             const LicenceOptions& options) {
  require(network, office, options);
  const SimulateOptions simulated_how{.horizon = options.horizon, .step = options.step};
  require_options(network, simulated_how);
  static_cast<void>(request(network, scenario, simulated_how));  // refused as it is, not as one of many
  OfficeRate rate(network, scenario, office, options);
  LeastLicences least{.office = office, .usual = {rate.usual()}, .usual_trade = {rate.usual_trade()}};
  Simulated simulated(network, rate, options);
  least.simulated = simulated.find();
  least.horizon = simulated.horizon();
  if (!options.at_best || least.simulated.need == Need::out_of_reach) return least;

  rate.leave_out(least.simulated.short_anyway);
  const double likely = least.simulated.need == Need::some ? least.simulated.enough.value : rate.usual();
  const std::vector<BestCaseQuestion> questions{{.rivals = Rivals::ignored, .last = least.horizon - options.step},
                                                {.rivals = Rivals::ignored},
                                                {.rivals = Rivals::share}};
  for (BestCaseQuestion question : questions) {
    if (options.control.progress)
      options.control.progress(
          static_cast<double>(1 + least.at_best.size()) / static_cast<double>(1 + questions.size()), least.horizon);
    // What is not enough to the horizon is not for ever, and what is not with all rivals ignored is not at their share.
    if (!least.at_best.empty() && least.at_best.back().set_aside.empty() && least.at_best.back().need == Need::some)
      question.at_least = least.at_best.back().not_enough.value;
    question.likely = likely;
    least.at_best.push_back(best_case_need(network, rate, question, options));
  }
  return least;
}

}  // namespace ytterby
