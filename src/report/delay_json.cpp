// SPDX-License-Identifier: Apache-2.0
/// @file  The longest harmless delay of an event as JSON.
#include <optional>

#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/report/delay_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

const char* status_of(const Delay& delay) {
  if (!delay.longest) return "none_in_horizon";
  return *delay.longest > Months{0} ? "limited" : "at_once";
}

Value date_of(std::optional<Months> time, const DelaySubject& subject) {
  const auto day = words::day(subject.scenario.start, time);
  return day ? Value(*day) : Value(nullptr);
}

}  // namespace

std::string to_json(const Delay& delay, const DelaySubject& subject) {
  Value harmed = Value::array();
  for (const Harmed& target : delay.harmed)
    harmed.push_back({{"node", subject.network->name(target.node)},
                      {"from_months", number(target.from)},
                      {"more_unserved_t", number(target.more_unserved)}});
  std::optional<Months> latest;
  if (delay.longest) latest = delay.planned + *delay.longest;
  const Value document = {{"case", subject.case_name},
                          {"scenario", words::title_of(subject.scenario)},
                          {"event", subject.scenario.events[delay.event].name},
                          {"horizon_months", number(delay.horizon)},
                          {"harm_share", number(delay.harm)},
                          {"tolerance_months", number(delay.tolerance)},
                          {"planned_months", number(delay.planned)},
                          {"planned_date", date_of(delay.planned, subject)},
                          {"status", status_of(delay)},
                          {"longest_months", number(delay.longest)},
                          {"latest_months", number(latest)},
                          {"latest_date", date_of(latest, subject)},
                          {"harmful_months", number(delay.harmful)},
                          {"looked_to_months", number(delay.looked_to)},
                          {"looked_at", delay.looked_at},
                          {"monotone", delay.monotone},
                          {"harmed", harmed}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
