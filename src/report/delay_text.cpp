// SPDX-License-Identifier: Apache-2.0
/// @file  The longest harmless delay of an event in words.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "report/words.hpp"
#include "ytterby/report/delay_results.hpp"

namespace ytterby {

namespace {

/// "7.3 months after the start, on 2025-11-11".
std::string moment(Months time, const DelaySubject& subject) {
  const auto day = words::day(subject.scenario.start, time);
  return fmt::format("{:.1f} months after the start{}", time.count(), day ? ", on " + *day : "");
}

double days_of(Months time) { return time / std::chrono::duration<double, std::ratio<86'400>>{1}; }

/// Which way a number of days is rounded: down what is harmless, up what harms, so that neither is said of too much.
enum class Towards { less, more };

/// "1", "40", "30.2".
std::string days_text(Months time, int digits, Towards towards) {
  constexpr double rounding = 1e-6;  // days
  const double unit = std::pow(10.0, digits), units = days_of(time) * unit;
  const double whole = towards == Towards::less ? std::floor(units + rounding) : std::ceil(units - rounding);
  return fmt::format("{:.{}f}", whole / unit, digits);
}

/// As many decimals of a day as the tolerance has, and more where what is harmless would read like nothing.
int digits_of(const Delay& delay) {
  constexpr int most = 6;
  const double tolerance = days_of(delay.tolerance);
  int digits = tolerance > 0 && tolerance < 1 ? std::min(most, static_cast<int>(std::ceil(-std::log10(tolerance)))) : 0;
  const auto reads_like_nothing = [&] { return std::stod(days_text(*delay.longest, digits, Towards::less)) == 0; };
  if (delay.longest && *delay.longest > Months{0})
    while (digits < most && reads_like_nothing()) ++digits;
  return digits;
}

/// "1 day", "40 days", "2.3 months (70 days)".
std::string length(Months time, int digits, Towards towards) {
  const std::string days = days_text(time, digits, towards), text = days + (days == "1" ? " day" : " days");
  return time < Months{2} ? text : fmt::format("{:.1f} months ({})", time.count(), text);
}

std::string answer_of(const Delay& delay, const DelaySubject& subject, int digits) {
  const std::string event = subject.scenario.events[delay.event].name;
  const std::string harmless =
      fmt::format("no target has more unserved within {:g} months than without delay", delay.horizon.count());
  if (!delay.longest)
    return fmt::format("'{}' can be put off by {}, as far as was looked ({} delays), and {}.", event,
                       length(delay.looked_to, digits, Towards::less), delay.looked_at, harmless);
  if (*delay.longest == Months{0})
    return fmt::format("Any delay of '{}' that was looked at harms within {:g} months, the shortest being {}.", event,
                       delay.horizon.count(), length(*delay.harmful, digits, Towards::more));
  return fmt::format("'{}' can be put off by {}, until {}, and {}.", event,
                     length(*delay.longest, digits, Towards::less), moment(delay.planned + *delay.longest, subject),
                     harmless);
}

std::string harm_of(const Delay& delay, const DelaySubject& subject, int digits) {
  constexpr std::size_t most = 6;
  if (delay.harmed.empty()) return {};
  std::vector<std::string> harmed;
  for (const Harmed& target : delay.harmed)
    harmed.push_back(fmt::format("{} ({} t{})", subject.network->name(target.node),
                                 words::amount(target.more_unserved.value),
                                 target.from ? fmt::format(", from {:.1f} months", target.from->count()) : ""));
  return fmt::format("Put off by {}, more is unserved of {}.", length(*delay.harmful, digits, Towards::more),
                     words::listed(harmed, most));
}

}  // namespace

std::string to_text(const Delay& delay, const DelaySubject& subject, const RenderOptions& options) {
  const std::string head =
      fmt::format("{}, {}: '{}' is planned {}", subject.case_name, words::title_of(subject.scenario),
                  subject.scenario.events[delay.event].name, moment(delay.planned, subject));
  const int digits = digits_of(delay);
  std::string text = wrap(head, options.width, 0) + '\n' + wrap(answer_of(delay, subject, digits), options.width, 0);
  if (const auto harm = harm_of(delay, subject, digits); !harm.empty()) text += wrap(harm, options.width, 0);
  if (!delay.monotone)
    text +=
        wrap("Some longer delays harm nobody: this is the first that does, as far as was looked.", options.width, 0);
  return text + wrap(fmt::format("More is what exceeds {:g} of a target's demand in that time.", delay.harm),
                     options.width, 0);
}

}  // namespace ytterby
