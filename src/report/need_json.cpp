// SPDX-License-Identifier: Apache-2.0
/// @file  The least licences of an office as JSON.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/report/need_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

Value to_value(const SimulatedNeed& need, const FrozenNetwork& network) {
  const bool found = need.need == Need::some, out_of_reach = need.need == Need::out_of_reach;
  return {{"status", key_of(need.need)},
          {"licences_per_month", out_of_reach ? Value(nullptr) : number(need.enough)},
          {"not_enough_licences_per_month", found || out_of_reach ? number(need.not_enough) : Value(nullptr)},
          {"granted_t_per_month", found ? number(need.granted) : Value(nullptr)},
          {"monotone", need.monotone},
          {"short_anyway", words::names_of(need.short_anyway, network)}};
}

Value to_value(const BestCaseNeed& need, const FrozenNetwork& network) {
  return {{"rivals", key_of(need.rivals)},
          {"last_months", number(need.last)},
          {"status", key_of(need.need)},
          {"licences_per_month", need.need == Need::none ? number(0.0) : number(need.enough)},
          {"not_enough_licences_per_month", need.need == Need::none ? Value(nullptr) : number(need.not_enough)},
          {"set_aside", words::names_of(need.set_aside, network)},
          {"reason", need.reason.empty() ? Value(nullptr) : Value(need.reason)}};
}

}  // namespace

std::string to_json(const LeastLicences& least, const NeedSubject& subject) {
  const FrozenNetwork& network = *subject.network;
  const auto& start = subject.scenario.start;
  Value at_best = Value::array();
  for (const BestCaseNeed& need : least.at_best) at_best.push_back(to_value(need, network));
  const Value document = {
      {"case", subject.case_name},
      {"scenario", words::title_of(subject.scenario)},
      {"start", start ? Value(fmt::format("{:%F}", *start)) : Value(nullptr)},
      {"horizon_months", number(least.horizon)},
      {"office", network.office(least.office).name},
      {"usual", {{"licences_per_month", number(least.usual)}, {"t_per_month", number(least.usual_trade)}}},
      {"simulated", to_value(least.simulated, network)},
      {"at_best", at_best}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
