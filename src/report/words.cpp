// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers, times and lists in words for people.
#include "report/words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ytterby::words {

namespace {

/// Three significant digits, without an exponent; below a hundredth two.
std::string three_digits(double value) {
  if (value >= 100 || value == 0) return fmt::format("{:.0f}", value);
  if (value < 0.01) return fmt::format("{:.2g}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

constexpr Date last_day = std::chrono::year{9999} / 12 / 31;

}  // namespace

std::string amount(double value) {
  if (value >= 999.5e12) return fmt::format("{:.2e}", value);
  if (value >= 999.5e6) return amount(value / 1e9) + " bn";
  if (value >= 999.5e3) return three_digits(value / 1e6) + " M";
  if (value < 999.5) return three_digits(value);
  const auto whole = static_cast<long>(std::lround(value));
  return fmt::format("{},{:03}", whole / 1000, whole % 1000);
}

std::string months(const std::optional<Months>& time) { return time ? fmt::format("{:.1f}", time->count()) : "–"; }

std::optional<std::string> day(const std::optional<Date>& start, const std::optional<Months>& time) {
  if (!start || !time || *time >= Months{last_day - *start}) return {};
  // Not by a chrono format, which counts nanoseconds and has no room for the third century from now.
  const std::chrono::year_month_day day{*start + std::chrono::floor<std::chrono::days>(*time)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string date(const std::optional<Date>& start, const std::optional<Months>& time) {
  return day(start, time).value_or("–");
}

const char* status_of(const std::optional<Months>& to_shortage) {
  if (!to_shortage) return "none_in_horizon";
  return to_shortage->count() > 0 ? "short" : "at_once";
}

std::string title_of(const Scenario& scenario) { return scenario.name.empty() ? "baseline" : scenario.name; }

const TargetOutcome* first_short(const Outcome& outcome) {
  const TargetOutcome* first = nullptr;
  for (const TargetOutcome& target : outcome.targets)
    if (target.to_shortage && (first == nullptr || *target.to_shortage < *first->to_shortage)) first = &target;
  return first;
}

std::size_t number_short(const Outcome& outcome) {
  std::size_t number = 0;
  for (const TargetOutcome& target : outcome.targets) number += target.to_shortage ? 1 : 0;
  return number;
}

Tone urgency(const std::optional<Months>& time) {
  if (!time) return Tone::quiet;
  return time->count() < 3 ? Tone::alarm : time->count() < 6 ? Tone::warning : Tone::plain;
}

std::vector<std::string> names_of(const std::vector<NodeId>& nodes, const FrozenNetwork& network) {
  std::vector<std::string> names;
  names.reserve(nodes.size());
  for (const NodeId node : nodes) names.emplace_back(network.name(node));
  return names;
}

std::string listed(const std::vector<std::string>& names, std::size_t most, const char* last) {
  const std::size_t shown = names.size() <= most + 1 ? names.size() : most;  // never "and 1 more"
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool ends = i + 1 == names.size();
    if (i > 0) text += ends ? fmt::format(" {} ", last) : ", ";
    text += names[i];
  }
  if (shown < names.size()) text += fmt::format(" {} {} more", last, names.size() - shown);
  return text;
}

}  // namespace ytterby::words
