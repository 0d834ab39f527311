// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios side by side as a table for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "report/words.hpp"
#include "ytterby/report/compare_results.hpp"

namespace ytterby {

namespace {

std::string months_cell(const TargetOutcome* outcome) {
  if (outcome == nullptr) return "–";
  return outcome->to_shortage ? words::months(outcome->to_shortage) : "lasts";
}

/// To the first scenario: "+1.2", "lasts" now, "short" now; "–" where there is nothing to tell.
std::string change_cell(const Comparison& comparison, std::size_t target, std::size_t scenario) {
  const TargetOutcome *const first = comparison.outcome(target, 0), *const here = comparison.outcome(target, scenario);
  if (first == nullptr || here == nullptr || (!first->to_shortage && !here->to_shortage)) return "–";
  if (!here->to_shortage) return "lasts";
  if (!first->to_shortage) return "short";
  const double change = comparison.difference(target, scenario)->count();
  return std::abs(change) < 0.05 ? "=" : fmt::format("{:+.1f}", change);
}

Tone tone_of(const TargetOutcome* outcome) {
  return outcome == nullptr ? Tone::quiet : words::urgency(outcome->to_shortage);
}

/// In the order of running out under the first scenario; then those that last there, then those that are none there.
std::vector<std::size_t> ordered(const Comparison& comparison) {
  std::vector<std::size_t> order(comparison.targets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t target) {
    const TargetOutcome* const outcome = comparison.outcome(target, 0);
    if (outcome == nullptr) return std::pair(2, Months{});
    return outcome->to_shortage ? std::pair(0, *outcome->to_shortage) : std::pair(1, Months{});
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

/// How much of it there is room for.
enum class Layout { named, lettered, without_changes };

/// "a", "b" … "z", "27" …
std::string letter(std::size_t scenario) {
  return scenario < 26 ? std::string(1, static_cast<char>('a' + scenario)) : fmt::format("{}", scenario + 1);
}

/// Of the scenarios from `begin` to before `end`.
TextTable targets_of(const Comparison& comparison, const CompareSubject& subject, Layout layout, std::size_t begin,
                     std::size_t end) {
  const bool changes = layout != Layout::without_changes;
  TextTable table;
  table.headings = {{"target", Align::left}};
  for (std::size_t s = begin; s < end; ++s) {
    table.headings.push_back({layout == Layout::named ? subject.names[s] : letter(s), Align::right});
    if (s > 0 && changes) table.headings.push_back({"±", Align::right});
  }
  for (const std::size_t target : ordered(comparison)) {
    std::vector<TableCell> row{{std::string(subject.network->name(comparison.targets[target].node))}};
    for (std::size_t s = begin; s < end; ++s) {
      const TargetOutcome* const outcome = comparison.outcome(target, s);
      row.push_back({months_cell(outcome), tone_of(outcome)});
      if (s > 0 && changes) row.push_back({change_cell(comparison, target, s), tone_of(outcome)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string uncut(const TextTable& table, RenderOptions options = {}) {
  options.width = std::string::npos;
  return render(table, options);
}

bool fits(const TextTable& table, std::size_t width) {
  const std::string text = uncut(table);
  const auto begin = text.find('\n') + 1, end = text.find('\n', begin);  // the rule spans all columns
  const auto columns =
      std::count_if(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return static_cast<std::size_t>(columns) <= width;
}

Layout layout_of(const Comparison& comparison, const CompareSubject& subject, std::size_t width) {
  for (const Layout layout : {Layout::named, Layout::lettered})
    if (fits(targets_of(comparison, subject, layout, 0, subject.names.size()), width)) return layout;
  return Layout::without_changes;
}

/// One table, or where it has no room tables of as many scenarios as have, one at least.
std::string targets_text(const Comparison& comparison, const CompareSubject& subject, Layout layout,
                         const RenderOptions& options) {
  const std::size_t count = subject.names.size();
  if (layout != Layout::without_changes) return uncut(targets_of(comparison, subject, layout, 0, count), options);
  std::string text;
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = begin + 1;
    while (end < count && fits(targets_of(comparison, subject, layout, begin, end + 1), options.width)) ++end;
    text += (begin > 0 ? "\n" : "") + uncut(targets_of(comparison, subject, layout, begin, end), options);
  }
  return text;
}

/// What a scenario is called in the table of totals.
using Naming = std::string (*)(const CompareSubject&, std::size_t scenario);

std::string name_of(const CompareSubject& subject, std::size_t scenario) { return subject.names[scenario]; }
std::string letter_of(const CompareSubject&, std::size_t scenario) { return letter(scenario); }
std::string letter_and_name(const CompareSubject& subject, std::size_t scenario) {
  return letter(scenario) + "  " + subject.names[scenario];
}

TextTable totals_of(const Comparison& comparison, const CompareSubject& subject, Naming label) {
  TextTable table;
  table.headings = {{"scenario", Align::left},    {"run short", Align::right}, {"first to run short", Align::left},
                    {"months", Align::right},     {"date", Align::left},       {"half", Align::right},
                    {"unserved t", Align::right}, {"unserved $", Align::right}};
  for (std::size_t s = 0; s < subject.names.size(); ++s) {
    const Outcome& outcome = comparison.outcomes[s];
    const TargetOutcome* const first = words::first_short(outcome);
    const double value = outcome.total.unserved_value.value;
    table.rows.push_back({{label(subject, s)},
                          {fmt::format("{} of {}", words::number_short(outcome), outcome.targets.size())},
                          {first == nullptr ? "–" : std::string(subject.network->name(first->node))},
                          {words::months(outcome.total.to_shortage)},
                          {words::date(subject.scenarios[s].start, outcome.total.to_shortage)},
                          {words::months(outcome.total.to_half)},
                          {words::amount(outcome.total.unserved.value)},
                          {value > 0 ? words::amount(value) : "–"}});
  }
  return table;
}

/// Names that have no room in the table stand before it.
std::string totals_text(const Comparison& comparison, const CompareSubject& subject, Layout layout,
                        const RenderOptions& options) {
  const TextTable whole = totals_of(comparison, subject, layout == Layout::named ? name_of : letter_and_name);
  if (fits(whole, options.width)) return uncut(whole, options);
  std::string text;
  for (std::size_t s = 0; s < subject.names.size(); ++s) text += letter_and_name(subject, s) + '\n';
  return text + '\n' + uncut(totals_of(comparison, subject, letter_of), options);
}

}  // namespace

std::string to_text(const Comparison& comparison, const CompareSubject& subject, const RenderOptions& options) {
  std::string text = wrap(fmt::format("{}: months until each target first runs short, under {} scenarios",
                                      subject.case_name, subject.names.size()),
                          options.width, 0);
  const Layout layout = layout_of(comparison, subject, options.width);
  text += '\n' + targets_text(comparison, subject, layout, options);
  if (layout != Layout::without_changes)
    text += '\n' +
            wrap(fmt::format("±: months later than under {}; lasts, short: here and not there", subject.names.front()),
                 options.width, 2);
  return text + '\n' + totals_text(comparison, subject, layout, options);
}

}  // namespace ytterby
