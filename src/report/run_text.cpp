// SPDX-License-Identifier: Apache-2.0
/// @file  A run as a table for people.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "report/words.hpp"
#include "ytterby/report/results.hpp"

namespace ytterby {

namespace {

/// "NdFeB_hot at CMP_US_AUTO_HOT: too few licences in lane NdFeB_hot:USA:automotive".
std::string words_of(const Limit& limit, const FrozenNetwork& network) {
  auto at = fmt::format("{} at {}", limit.product, network.name(limit.node));
  switch (limit.by) {
    case Hold::own_capacity: return at + ": its own capacity";
    case Hold::supplier: return at + fmt::format(": too little from {}", network.name(*limit.supplier));
    case Hold::edge: return at + fmt::format(": the way from {} is closed or full", network.name(*limit.supplier));
    case Hold::licence: return at + fmt::format(": too few licences in lane {}", network.lane(limit.lane).name);
    case Hold::past: return at + ": what had run out was not made up in time";
  }
  return at;
}

/// Letters for the limits that occur, in the order of the table.
class Legend {
 public:
  std::string letter_of(const std::string& words) {
    const auto [at, added] = letters_.try_emplace(words, entries_.size());
    if (added) entries_.push_back(words);
    return letter(at->second);
  }
  [[nodiscard]] std::string text(std::size_t width) const {
    std::string lines;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string head = fmt::format("  {:>2}", letter(i));
      lines += head + "  " + wrap(entries_[i], width - 6, 6);
    }
    return lines;
  }

 private:
  static std::string letter(std::size_t i) {
    const char last = static_cast<char>('a' + i % 26);
    return i < 26 ? std::string(1, last) : std::string(1, static_cast<char>('a' + i / 26 - 1)) + last;
  }
  std::map<std::string, std::size_t> letters_ = {};
  std::vector<std::string> entries_ = {};
};

TextTable table_of(const Outcome& outcome, const RunSubject& subject, Legend& legend) {
  const FrozenNetwork& network = *subject.network;
  auto targets = outcome.targets;
  std::stable_sort(targets.begin(), targets.end(), [](const TargetOutcome& a, const TargetOutcome& b) {
    return a.to_shortage.value_or(Months::max()) < b.to_shortage.value_or(Months::max());
  });
  TextTable table;
  table.headings = {{"target", Align::left},      {"months", Align::right},     {"date", Align::left},
                    {"half", Align::right},       {"in stock", Align::right},   {"under way", Align::right},
                    {"unserved t", Align::right}, {"unserved $", Align::right}, {"why", Align::left}};
  for (const TargetOutcome& target : targets) {
    const Tone tone = words::urgency(target.to_shortage);
    const bool priced = target.unserved_value.value > 0;
    table.rows.push_back({{std::string(network.name(target.node)), tone},
                          {target.to_shortage ? words::months(target.to_shortage) : "lasts", tone},
                          {words::date(subject.scenario.start, target.to_shortage), tone},
                          {words::months(target.to_half), tone},
                          {fmt::format("{:.1f}", target.cover.stock.count()), tone},
                          {fmt::format("{:.1f}", target.cover.transit.count()), tone},
                          {target.to_shortage ? words::amount(target.unserved.value) : "–", tone},
                          {priced ? words::amount(target.unserved_value.value) : "–", tone},
                          {target.limited_by ? legend.letter_of(words_of(*target.limited_by, network)) : "", tone}});
  }
  return table;
}

std::string words_of(const Shortage& shortage) {
  return shortage.to ? fmt::format("{} to {}", words::months(shortage.from), words::months(shortage.to))
                     : words::months(shortage.from) + " on";
}

/// Those that run short more than once.
std::string short_again(const Outcome& outcome, const FrozenNetwork& network, std::size_t width) {
  constexpr std::size_t most = 6;
  std::string text;
  for (const TargetOutcome& target : outcome.targets) {
    if (target.shortages.size() < 2) continue;
    std::vector<std::string> spells;
    for (const Shortage& shortage : target.shortages) spells.push_back(words_of(shortage));
    text += "  " + wrap(fmt::format("{}: {}", network.name(target.node), words::listed(spells, most)), width - 2, 6);
  }
  return text.empty() ? text : "\nshort more than once, in months:\n" + text;
}

/// Whether there is any of it in a lane, but for rounding.
bool is_there(Mass part, const LaneOutcome& lane) {
  constexpr double rounding = 1e-9;
  return part.value > rounding * lane.filed.value;
}

/// Lanes in which something waits, had to wait, is open, expired, was refused or returned; most waiting first.
std::vector<LaneOutcome> lanes_that_held(const Outcome& outcome) {
  constexpr Months rounding{1e-9};
  std::vector<LaneOutcome> lanes;
  for (const LaneOutcome& lane : outcome.lanes) {
    bool held = lane.mean_wait && *lane.mean_wait > rounding;
    for (const Mass part : {lane.waiting, lane.open, lane.expired, lane.refused, lane.returned})
      held = held || is_there(part, lane);
    if (held) lanes.push_back(lane);
  }
  std::stable_sort(lanes.begin(), lanes.end(),
                   [](const LaneOutcome& a, const LaneOutcome& b) { return a.waiting > b.waiting; });
  return lanes;
}

/// A column that is shown where any lane has something in it.
struct LanePart {
  const char* heading;
  Mass LaneOutcome::*part;
  const char* meaning;
};

std::vector<LanePart> parts_of(const std::vector<LaneOutcome>& lanes) {
  std::vector<LanePart> parts;
  for (const LanePart& part :
       {LanePart{"open t", &LaneOutcome::open, "; open: granted, and the goods wait at the supplier at its end"},
        LanePart{"expired t", &LaneOutcome::expired, "; expired: granted and not shipped in time"},
        LanePart{"refused t", &LaneOutcome::refused, ""}})
    if (std::any_of(lanes.begin(), lanes.end(), [&](const auto& lane) { return is_there(lane.*part.part, lane); }))
      parts.push_back(part);
  return parts;
}

std::string lanes_of(const Outcome& outcome, const FrozenNetwork& network, const RenderOptions& options) {
  constexpr std::size_t most = 12;
  const auto lanes = lanes_that_held(outcome);
  if (lanes.empty()) return {};
  const auto parts = parts_of(lanes);
  TextTable table;
  table.headings = {{"licences in lane", Align::left},
                    {"granted t", Align::right},
                    {"backlog t", Align::right},
                    {"wait", Align::right}};
  std::string legend =
      "granted: in the whole run; backlog: filed and not decided at its end; wait: mean months from filing to grant";
  for (const LanePart& part : parts) {
    table.headings.push_back({part.heading, Align::right});
    legend += part.meaning;
  }
  const std::size_t shown = lanes.size() <= most + 1 ? lanes.size() : most;  // never "and 1 more"
  for (std::size_t i = 0; i < shown; ++i) {
    const LaneOutcome& lane = lanes[i];
    table.rows.push_back({{network.lane(lane.lane).name},
                          {words::amount(lane.granted.value)},
                          {words::amount(lane.waiting.value)},
                          {words::months(lane.mean_wait)}});
    for (const LanePart& part : parts) table.rows.back().push_back({words::amount((lane.*part.part).value)});
  }
  std::string text = '\n' + render(table, options);
  if (shown < lanes.size()) text += fmt::format("and {} more lanes\n", lanes.size() - shown);
  return text + '\n' + wrap(legend, options.width, 2);
}

std::string head_of(const Outcome& outcome, const RunSubject& subject) {
  const Scenario& scenario = subject.scenario;
  const double days = outcome.step / std::chrono::duration<double, std::ratio<86'400>>{1};
  return fmt::format("{}, {}{}: months until each target first runs short, {:g} months in steps of {:g} days",
                     subject.case_name, words::title_of(scenario),
                     scenario.start ? fmt::format(" from {:%F}", *scenario.start) : "", outcome.horizon.count(),
                     std::round(days * 100) / 100);
}

std::string totals_of(const Outcome& outcome) {
  std::string text = fmt::format("{} of {} {} short", words::number_short(outcome), outcome.targets.size(),
                                 outcome.targets.size() == 1 ? "target runs" : "targets run");
  if (!outcome.total.to_shortage) return text;
  text +=
      fmt::format(", the first after {} months; together they fall to half service {}; unserved {} t",
                  words::months(outcome.total.to_shortage),
                  outcome.total.to_half ? "after " + words::months(outcome.total.to_half) + " months" : "at no time",
                  words::amount(outcome.total.unserved.value));
  if (outcome.total.unserved_value.value > 0)
    text += fmt::format(", {} USD where a price is known", words::amount(outcome.total.unserved_value.value));
  return text;
}

}  // namespace

std::string to_text(const Outcome& outcome, const RunSubject& subject, const RenderOptions& options) {
  Legend legend;
  const TextTable table = table_of(outcome, subject, legend);
  std::string text = wrap(head_of(outcome, subject), options.width, 0) + '\n';
  text += render(table, options);
  if (const auto why = legend.text(options.width); !why.empty()) text += "\nwhy:\n" + why;
  text += short_again(outcome, *subject.network, options.width);
  text += lanes_of(outcome, *subject.network, options);
  return text + '\n' + wrap(totals_of(outcome), options.width, 0);
}

}  // namespace ytterby
