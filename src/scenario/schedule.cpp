// SPDX-License-Identifier: Apache-2.0
/// @file  Which events of a scenario take place, and when they begin and end.
#include "ytterby/scenario/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/did_you_mean.hpp"
#include "scenario/event_order.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

/// Instants closer than this, a few milliseconds, are one: dates and months may differ by rounding.
constexpr Months same_instant{1e-9};

/// ` (did you mean "truce"?), expected one of: truce, framework`, or that there are none.
std::string names_there_are(const Scenario& scenario, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Event& event : scenario.events)
    if (!event.name.empty()) names.push_back(event.name);
  if (names.empty()) return ", expected a name, but no event has one";
  return fmt::format("{}, expected one of: {}", did_you_mean(name, names), fmt::join(names, ", "));
}

class Scheduler {
 public:
  explicit Scheduler(const Scenario& scenario) : scenario_(scenario), names_(by_name(scenario.events)) {}

  std::vector<EventTime> run() {
    check_names();
    const EventOrder found = order_of(scenario_.events, names_);
    if (!found.circle.empty())
      throw InvalidScenario(fmt::format("{}: found {}, expected no event that waits for itself",
                                        subject_of(scenario_, found.circle.front()),
                                        words_of_circle(scenario_.events, found.circle)));
    times_.resize(scenario_.events.size());
    for (const std::size_t event : found.order) {
      place(event);
      judge(event);
    }
    return std::move(times_);
  }

 private:
  void check_names() const {
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      const Event& event = scenario_.events[i];
      if (!event.name.empty() && names_.find(event.name)->second != i)
        refuse(i, "found a name that an earlier event has, expected one of its own");
      for (const auto& [key, name] : references_of(event))
        if (!names_.contains(name))
          refuse(i, fmt::format("{}: found no event \"{}\"{}", key, name, names_there_are(scenario_, name)));
    }
  }

  void place(std::size_t i) {
    const Event& event = scenario_.events[i];
    EventTime& time = times_[i];
    time.begin = months_after_start(event.at, i);
    if (!event.after.empty()) {
      if (std::holds_alternative<Date>(event.at))
        refuse(i, "found both a date and 'after', expected months after that event, or a date alone");
      time.begin += time_of(event.after).begin;
    }
    if (event.until && event.lasts) refuse(i, "found both an end and how long it lasts, expected one of them");
    if (event.until) time.end = months_after_start(*event.until, i);
    if (event.lasts) time.end = time.begin + *event.lasts;
    if (time.end < time.begin) refuse(i, "found an end before its beginning");
  }

  void judge(std::size_t i) {
    const Event& event = scenario_.events[i];
    EventTime& time = times_[i];
    const auto happens_by_then = [&](const std::string& name) {
      const EventTime& other = time_of(name);
      return other.happens && other.begin <= time.begin + same_instant;
    };
    const auto why_not = [&]() -> std::string {
      if (!event.happens) return "'happens' is false";
      if (!event.after.empty() && !time_of(event.after).happens)
        return fmt::format("it is after '{}', which does not happen", event.after);
      for (const auto& name : event.only_if)
        if (!happens_by_then(name)) return fmt::format("only if '{}', which does not happen by then", name);
      for (const auto& name : event.unless)
        if (happens_by_then(name)) return fmt::format("unless '{}', which happens by then", name);
      return {};
    };
    time.why_not = why_not();
    time.happens = time.why_not.empty();
  }

  [[nodiscard]] const EventTime& time_of(std::string_view name) const { return times_[names_.find(name)->second]; }

  [[nodiscard]] Months months_after_start(const Instant& instant, std::size_t event) const {
    if (const auto* months = std::get_if<Months>(&instant)) return *months;
    if (!scenario_.start) refuse(event, "found a date, expected a start of the scenario to count from");
    return std::get<Date>(instant) - *scenario_.start;
  }

  [[noreturn]] void refuse(std::size_t event, std::string_view what) const {
    throw InvalidScenario(fmt::format("{}: {}", subject_of(scenario_, event), what));
  }

  const Scenario& scenario_;
  EventsByName names_;
  std::vector<EventTime> times_ = {};
};

}  // namespace

std::vector<EventTime> schedule_of(const Scenario& scenario) { return Scheduler(scenario).run(); }

std::size_t find_event(const Scenario& scenario, std::string_view name) {
  const auto& events = scenario.events;
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const Event& event) { return !name.empty() && event.name == name; });
  if (found == events.end())
    throw InvalidScenario(
        fmt::format("{}: found no event \"{}\"{}", subject_of(scenario), name, names_there_are(scenario, name)));
  return static_cast<std::size_t>(found - events.begin());
}

std::string subject_of(const Scenario& scenario, std::size_t event) {
  const std::string& name = scenario.events[event].name;
  const std::string subject = fmt::format("{}, event {}", subject_of(scenario), event + 1);
  return name.empty() ? subject : fmt::format("{} '{}'", subject, name);
}

}  // namespace ytterby
