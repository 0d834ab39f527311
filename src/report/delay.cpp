// SPDX-License-Identifier: Apache-2.0
/// @file  The longest harmless delay of an event in words and as JSON.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "report/json.hpp"
#include "report/words.hpp"
#include "ytterby/report/delay_results.hpp"

namespace ytterby {

namespace {

using json::number;
using json::Value;

/// "7.3 months after the start, on 2025-11-11".
std::string moment(Months time, const DelaySubject& subject) {
  const auto day = words::day(subject.scenario.start, time);
  return fmt::format("{:.1f} months after the start{}", time.count(), day ? ", on " + *day : "");
}

/// "1 day", "40 days", "2.3 months (70 days)".
std::string length(Months time) {
  const double days = std::round(time / std::chrono::duration<double, std::ratio<86'400>>{1});
  const std::string text = fmt::format("{:.0f} {}", days, days == 1 ? "day" : "days");
  return time < Months{2} ? text : fmt::format("{:.1f} months ({})", time.count(), text);
}

std::string answer_of(const Delay& delay, const DelaySubject& subject) {
  const std::string event = subject.scenario.events[delay.event].name;
  if (!delay.longest)
    return fmt::format(
        "'{}' can be put off by {}, as far as was looked, and no target has more unserved than without "
        "delay.",
        event, length(delay.looked_to));
  if (*delay.longest == Months{0})
    return fmt::format("Any delay of '{}' that was looked at harms, the shortest being {}.", event,
                       length(*delay.harmful));
  return fmt::format("'{}' can be put off by {}, until {}, and no target has more unserved than without delay.", event,
                     length(*delay.longest), moment(delay.planned + *delay.longest, subject));
}

std::string harm_of(const Delay& delay, const DelaySubject& subject) {
  constexpr std::size_t most = 6;
  if (delay.harmed.empty()) return {};
  std::vector<std::string> harmed;
  for (const Harmed& target : delay.harmed)
    harmed.push_back(fmt::format("{} ({} t{})", subject.network->name(target.node),
                                 words::amount(target.more_unserved.value),
                                 target.from ? fmt::format(", from {:.1f} months", target.from->count()) : ""));
  return fmt::format("Put off by {}, more is unserved of {}.", length(*delay.harmful), words::listed(harmed, most));
}

const char* status_of(const Delay& delay) {
  if (!delay.longest) return "none_in_horizon";
  return *delay.longest > Months{0} ? "limited" : "at_once";
}

Value date_of(std::optional<Months> time, const DelaySubject& subject) {
  const auto day = words::day(subject.scenario.start, time);
  return day ? Value(*day) : Value(nullptr);
}

}  // namespace

std::string to_text(const Delay& delay, const DelaySubject& subject, const RenderOptions& options) {
  const std::string head =
      fmt::format("{}, {}: '{}' is planned {}", subject.case_name, words::title_of(subject.scenario),
                  subject.scenario.events[delay.event].name, moment(delay.planned, subject));
  std::string text = wrap(head, options.width, 0) + '\n' + wrap(answer_of(delay, subject), options.width, 0);
  if (const auto harm = harm_of(delay, subject); !harm.empty()) text += wrap(harm, options.width, 0);
  if (!delay.monotone)
    text +=
        wrap("Some longer delays harm nobody: this is the first that does, as far as was looked.", options.width, 0);
  return text;
}

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
                          {"planned_months", number(delay.planned)},
                          {"planned_date", date_of(delay.planned, subject)},
                          {"status", status_of(delay)},
                          {"longest_months", number(delay.longest)},
                          {"latest_months", number(latest)},
                          {"latest_date", date_of(latest, subject)},
                          {"harmful_months", number(delay.harmful)},
                          {"looked_to_months", number(delay.looked_to)},
                          {"monotone", delay.monotone},
                          {"harmed", harmed}};
  return document.dump(2) + '\n';
}

}  // namespace ytterby
