// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios side by side as JSON.
#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/report/compare_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value to_value(const Comparison& comparison, std::size_t target, const FrozenNetwork& network) {
  Value months = Value::array(), status = months, unserved = months, differences = months;
  for (std::size_t s = 0; s < comparison.outcomes.size(); ++s) {
    const TargetOutcome* const outcome = comparison.outcome(target, s);
    months.push_back(outcome == nullptr ? Value(nullptr) : number(outcome->to_shortage));
    status.push_back(outcome == nullptr ? Value(nullptr) : Value(words::status_of(outcome->to_shortage)));
    unserved.push_back(outcome == nullptr ? Value(nullptr) : number(outcome->unserved));
    differences.push_back(number(comparison.difference(target, s)));
  }
  return {{"node", network.name(comparison.targets[target].node)},
          {"months", months},
          {"status", status},
          {"unserved_t", unserved},
          {"difference_months", differences}};
}

Value total_of(const Outcome& outcome, const FrozenNetwork& network) {
  const TargetOutcome* const first = words::first_short(outcome);
  const TotalOutcome& total = outcome.total;
  return {{"horizon_months", number(outcome.horizon)},
          {"targets", outcome.targets.size()},
          {"short", words::number_short(outcome)},
          {"first", first == nullptr ? Value(nullptr) : Value(network.name(first->node))},
          {"months_to_shortage", number(total.to_shortage)},
          {"months_to_half", number(total.to_half)},
          {"unserved_t", number(total.unserved)},
          {"unserved_usd", number(total.unserved_value)}};
}

}  // namespace

std::string to_json(const Comparison& comparison, const CompareSubject& subject) {
  Value names = Value::array(), titles = names, targets = names, totals = names;
  for (const std::string& name : subject.names) names.push_back(name);
  for (const Scenario& scenario : subject.scenarios) titles.push_back(words::title_of(scenario));
  for (std::size_t i = 0; i < comparison.targets.size(); ++i)
    targets.push_back(to_value(comparison, i, *subject.network));
  for (const Outcome& outcome : comparison.outcomes) totals.push_back(total_of(outcome, *subject.network));
  const Value document = {
      {"case", subject.case_name}, {"scenarios", names}, {"titles", titles}, {"targets", targets}, {"totals", totals}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
