// SPDX-License-Identifier: Apache-2.0
/// @file  Backlog and wait where applications flow evenly: overload, and clearing after it.
#include <fmt/core.h>

#include <cmath>

#include "licence/expect.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/licence/waiting.hpp"

namespace ytterby {

namespace {

void expect_capacity(const char* where, LicenceRate capacity) {
  detail::expect(capacity.value >= 0, where, "capacity", capacity.value, " a month", "a number of 0 or more");
}

void expect_fluid(const char* where, double backlog, const std::vector<FluidPhase>& phases) {
  detail::expect_number(where, "backlog", backlog);
  if (phases.empty()) throw InvalidOptions(fmt::format("{}, phases: found none, expected one or more", where));
  const double start = phases.front().from.count();
  detail::expect(start == 0, where, "from of the first phase", start, " months", "0");
  for (std::size_t i = 0; i < phases.size(); ++i) {
    detail::expect_time(where, "from", phases[i].from);
    detail::expect_rate(where, "filed", phases[i].filed);
    expect_capacity(where, phases[i].capacity);
    if (i > 0 && !(phases[i].from > phases[i - 1].from))
      throw InvalidOptions(fmt::format("{}, phases: found one from {} months after one from {}, expected a later one",
                                       where, phases[i].from.count(), phases[i - 1].from.count()));
  }
}

Months end_of(const std::vector<FluidPhase>& phases, std::size_t i) {
  return i + 1 < phases.size() ? phases[i + 1].from : Months{detail::infinity};
}

/// After `time` above 0 at the rates of a phase.
double backlog_after(double backlog, const FluidPhase& phase, Months time) {
  const double left = backlog + (phase.filed - phase.capacity).value * time.count();
  return left > 0 ? left : 0;
}

double clearing_time(double backlog, LicenceRate filed, LicenceRate capacity) {
  if (backlog == 0) return 0;
  const double spare = (capacity - filed).value;
  return spare > 0 ? backlog / spare : detail::infinity;
}

double backlog_at(double backlog, const std::vector<FluidPhase>& phases, Months time) {
  for (std::size_t i = 0; i < phases.size() && phases[i].from < time; ++i) {
    const Months end = end_of(phases, i) < time ? end_of(phases, i) : time;
    backlog = backlog_after(backlog, phases[i], end - phases[i].from);
  }
  return backlog;
}

}  // namespace

Months time_to_clear(double backlog, LicenceRate filed, LicenceRate capacity) {
  detail::expect_number("time_to_clear", "backlog", backlog);
  detail::expect_rate("time_to_clear", "filed", filed);
  expect_capacity("time_to_clear", capacity);
  return Months{clearing_time(backlog, filed, capacity)};
}

double fluid_backlog(double backlog, const std::vector<FluidPhase>& phases, Months time) {
  expect_fluid("fluid_backlog", backlog, phases);
  detail::expect_time("fluid_backlog", "time", time);
  return backlog_at(backlog, phases, time);
}

Months fluid_wait(double backlog, const std::vector<FluidPhase>& phases, Months time) {
  expect_fluid("fluid_wait", backlog, phases);
  detail::expect_time("fluid_wait", "time", time);
  double ahead = backlog_at(backlog, phases, time);
  Months now = time;
  for (std::size_t i = 0; i < phases.size() && ahead > 0; ++i) {
    const Months end = end_of(phases, i);
    if (end <= now) continue;
    const Months needed{clearing_time(ahead, LicenceRate{0}, phases[i].capacity)};
    if (now + needed <= end) return now + needed - time;
    ahead = backlog_after(ahead, {{}, LicenceRate{0}, phases[i].capacity}, end - now);
    now = end;
  }
  return now - time;
}

std::vector<BacklogPoint> fluid_path(double backlog, const std::vector<FluidPhase>& phases) {
  expect_fluid("fluid_path", backlog, phases);
  std::vector<BacklogPoint> path;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const FluidPhase& phase = phases[i];
    path.push_back({phase.from, backlog});
    const Months cleared = phase.from + Months{clearing_time(backlog, phase.filed, phase.capacity)};
    const Months end = end_of(phases, i);
    const bool clears = backlog > 0 && cleared <= end;
    if (clears && cleared < end) path.push_back({cleared, 0});
    if (clears)
      backlog = 0;
    else if (i + 1 < phases.size())
      backlog = backlog_after(backlog, phase, end - phase.from);
  }
  return path;
}

}  // namespace ytterby
