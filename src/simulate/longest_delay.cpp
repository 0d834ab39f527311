// SPDX-License-Identifier: Apache-2.0
/// @file  Delays of an event tried until one harms.
#include "ytterby/simulate/longest_delay.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/narrow.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/schedule.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate_each.hpp"

namespace ytterby {

namespace {

constexpr std::size_t side_by_side = 8;
constexpr double rounding = 1e-9;

/// Where shortages first differ from what was planned.
std::optional<Months> first_difference(const std::vector<Shortage>& late, const std::vector<Shortage>& planned) {
  constexpr Months same{1e-9};
  const auto end_of = [](const Shortage& shortage) { return shortage.to.value_or(Months::max()); };
  for (std::size_t i = 0; i < late.size(); ++i) {
    if (i >= planned.size()) return late[i].from;
    if (late[i].from < planned[i].from - same) return late[i].from;
    if (late[i].from > planned[i].from + same) return planned[i].from;
    if (end_of(late[i]) > end_of(planned[i])) return planned[i].to;
    if (end_of(late[i]) < end_of(planned[i])) return late[i].to;
  }
  return {};
}

class DelaySearch {
 public:
  DelaySearch(const FrozenNetwork& network, const Scenario& scenario, std::size_t event, const DelayOptions& options)
      : scenario_(scenario),
        options_(options),
        prepared_(network, {.horizon = options.horizon,
                            .step = options.step,
                            .control = {.stop = options.control.stop, .threads = options.control.threads}}),
        planned_(simulate(prepared_, scenario)) {
    delay_.event = event;
    delay_.horizon = planned_.horizon;
    delay_.tolerance = options.tolerance.value_or(options.step);
    delay_.harm = options.harm;
    const auto times = schedule_of(scenario);
    const EventTime& time = times.at(event);
    delay_.planned = time.begin;
    require(time);
    delay_.looked_to = planned_.horizon - time.begin;
    for (std::size_t i = 0; i < times.size(); ++i)  // nothing may end before it begins
      if (scenario.events[i].until && moves_with(i))
        delay_.looked_to = std::min(delay_.looked_to, times[i].end - times[i].begin);
  }

  Delay find() {
    const double tolerance = delay_.tolerance.count(), most = delay_.looked_to.count();
    if (most <= 0) return delay_;
    rounds_ = std::max(1.0, std::ceil(std::log(most / tolerance) / std::log(1.0 + side_by_side)));
    const auto begin = first_round(most);
    if (!begin) return delay_;
    const auto close = [&](const Bracket& bracket) { return bracket.high - bracket.low <= tolerance; };
    const Bracket bracket = narrow(*begin, side_by_side, Turn::first, close,
                                   [&](const std::vector<double>& delays) { return look(delays); });
    delay_.longest = Months{bracket.low};
    delay_.harmful = Months{bracket.high};
    delay_.monotone = bracket.monotone;
    name_harmed(run({bracket.high}).front());
    return delay_;
  }

 private:
  /// Around the first that harms of delays up to the longest; none if none does. A harmless end alone proves nothing: a
  /// shortage that it moves past the horizon may be there for the delays before it.
  std::optional<Bracket> first_round(double most) {
    std::vector<double> delays{0};
    for (std::size_t i = 1; i <= side_by_side; ++i)
      delays.push_back(most * static_cast<double>(i) / static_cast<double>(side_by_side + 1));
    delays.push_back(most);
    std::vector<bool> harmful = look({delays.begin() + 1, delays.end()});
    harmful.insert(harmful.begin(), false);  // no delay
    const auto first = std::find(harmful.begin(), harmful.end(), true);
    if (first == harmful.end()) return {};
    const auto at = static_cast<std::size_t>(first - harmful.begin());
    return Bracket{delays[at - 1], delays[at], std::find(first, harmful.end(), false) == harmful.end()};
  }

  std::vector<bool> look(const std::vector<double>& delays) {
    std::vector<bool> harmful;
    for (const Outcome& outcome : run(delays)) harmful.push_back(harms(outcome));
    delay_.looked_at += delays.size();
    tell_progress();
    return harmful;
  }

  /// Whether it is the event, or comes after it, perhaps by way of others.
  [[nodiscard]] bool moves_with(std::size_t i) const {
    while (i != delay_.event && !scenario_.events[i].after.empty())
      i = find_event(scenario_, scenario_.events[i].after);
    return i == delay_.event;
  }

  void require(const EventTime& time) const {
    if (!time.happens)
      throw InvalidScenario(fmt::format("{}: found an event that does not happen ({}), expected one that does",
                                        subject_of(scenario_, delay_.event), time.why_not));
    if (time.begin >= planned_.horizon)
      throw InvalidScenario(
          fmt::format("{}: found a beginning {:g} months after the start, expected one before the "
                      "horizon of {:g}",
                      subject_of(scenario_, delay_.event), time.begin.count(), planned_.horizon.count()));
  }

  [[nodiscard]] std::vector<Outcome> run(const std::vector<double>& delays) const {
    std::vector<Scenario> scenarios;
    scenarios.reserve(delays.size());
    for (const double delay : delays) scenarios.push_back(put_off(scenario_, delay_.event, Months{delay}));
    return simulate_each(prepared_, scenarios);
  }

  [[nodiscard]] bool is_worse(const TargetOutcome& late, const TargetOutcome& planned) const {
    const double faced = planned.demand.value * planned_.horizon.count();  // rounding, too, of what was never short
    return late.unserved.value > planned.unserved.value * (1 + rounding) + std::max(options_.harm, rounding) * faced;
  }

  [[nodiscard]] bool harms(const Outcome& late) const {
    for (std::size_t i = 0; i < late.targets.size(); ++i)
      if (is_worse(late.targets[i], planned_.targets[i])) return true;
    return false;
  }

  void name_harmed(const Outcome& late) {
    for (std::size_t i = 0; i < late.targets.size(); ++i) {
      const TargetOutcome &now = late.targets[i], &before = planned_.targets[i];
      if (!is_worse(now, before)) continue;
      delay_.harmed.push_back(
          {now.node, first_difference(now.shortages, before.shortages), now.unserved - before.unserved});
    }
    std::stable_sort(delay_.harmed.begin(), delay_.harmed.end(), [](const Harmed& a, const Harmed& b) {
      const auto key = [](const Harmed& harmed) {
        return std::pair(harmed.from.value_or(Months::max()), -harmed.more_unserved.value);
      };
      return key(a) < key(b);
    });
  }

  void tell_progress() {
    ++done_;
    if (options_.control.progress) options_.control.progress(std::min(1.0, done_ / rounds_), planned_.horizon);
  }

  const Scenario& scenario_;
  const DelayOptions& options_;
  Prepared prepared_;
  Outcome planned_;
  Delay delay_ = {};
  double rounds_ = 1, done_ = 0;
};

}  // namespace

Scenario put_off(const Scenario& scenario, std::size_t event, Months by) {
  Scenario late = scenario;
  Instant& at = late.events.at(event).at;
  if (const auto* const date = std::get_if<Date>(&at)) {
    if (!scenario.start)
      throw InvalidScenario(
          fmt::format("{}: found a date, expected a start of the scenario to count from", subject_of(scenario, event)));
    at = Months{*date - *scenario.start} + by;
  } else {
    at = std::get<Months>(at) + by;
  }
  return late;
}

Delay longest_delay(const FrozenNetwork& network, const Scenario& scenario, std::size_t event,
                    const DelayOptions& options) {
  if (options.tolerance && !(options.tolerance->count() > 0 && std::isfinite(options.tolerance->count())))
    throw InvalidOptions(
        fmt::format("tolerance: found {} months, expected a finite number above 0", options.tolerance->count()));
  if (!(options.harm >= 0 && options.harm < 1))
    throw InvalidOptions(fmt::format("harm: found {}, expected a share, 0 or more and below 1", options.harm));
  if (event >= scenario.events.size())
    throw InvalidOptions(fmt::format("event: found event {}, expected one below {}", event, scenario.events.size()));
  return DelaySearch(network, scenario, event, options).find();
}

}  // namespace ytterby
