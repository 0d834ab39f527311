// SPDX-License-Identifier: Apache-2.0
/// @file  A best case as an argument for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "report/survive_limits.hpp"
#include "report/survive_words.hpp"
#include "report/words.hpp"
#include "ytterby/report/survive_results.hpp"

namespace ytterby {

namespace {

constexpr std::size_t most_named = 6;
constexpr double rounding = 1e-8;  // of a gap: its digits differ from one machine to the next

constexpr Months very_long{12'000};  // of which no month is worth telling
constexpr const char* over_very_long = "over 1,000 years";

bool endless(Months time) { return time.count() == INFINITY; }

/// Whether the time to which a plan lasts looks different from the answer.
bool differ(const TargetTime& target) {
  return !words::proven(target) && words::months(target.lower) != words::months(target.months);
}

/// Both with as many decimals as tell them apart.
std::pair<std::string, std::string> apart(double lower, double upper) {
  std::pair<std::string, std::string> text;
  for (int decimals = 1; decimals <= 9 && text.first == text.second; ++decimals)
    text = {fmt::format("{:.{}f}", lower, decimals), fmt::format("{:.{}f}", upper, decimals)};
  return text;
}

std::string terms_of(const SurviveSubject& subject) {
  switch (subject.rivals) {
    case Rivals::share:
      if (subject.flex == 1) return "under today's contracts (share)";
      return fmt::format("with up to {:g} times the contracted share (share)", subject.flex);
    case Rivals::ignored: return "if everything may go to them (ignored)";
    case Rivals::served: return "with all other demand served as well (served)";
  }
  return {};
}

/// The targets, as the subject of a sentence.
struct Targets {
  std::string name = {};
  bool several = true;

  [[nodiscard]] const char* last() const { return several ? "last" : "lasts"; }
};

Targets targets_of(const BestCase& best, const SurviveSubject& subject) {
  std::vector<NodeId> nodes;
  for (const TargetTime& target : best.each.empty() ? best.sequence : best.each) nodes.push_back(target.node);
  if (nodes.empty() && subject.rivals != Rivals::served) nodes = best.certificate.served;
  if (nodes.size() == 1) return {std::string(subject.network->name(nodes.front())), false};
  return {nodes.empty() ? "Together the targets" : fmt::format("Together the {} targets", nodes.size())};
}

std::string head_of(const SurviveSubject& subject) {
  const Scenario& scenario = subject.scenario;
  return fmt::format("{}, {}{}: how long demand can be met in full at best", subject.case_name,
                     scenario.name.empty() ? "baseline" : scenario.name,
                     scenario.start ? fmt::format(" from {}", words::date(scenario.start, Months{})) : "");
}

/// ", until 2025-09-20"; nothing without a start.
std::string until(const SurviveSubject& subject, Months time) {
  const auto day = words::day(subject.scenario.start, time);
  return day ? ", until " + *day : "";
}

std::string answer_of(const BestCase& best, const SurviveSubject& subject) {
  const Targets who = targets_of(best, subject);
  switch (best.lasting) {
    case Lasting::at_once: return fmt::format("{} cannot be met in full even at first", who.name);
    case Lasting::for_ever: return fmt::format("{} {} for ever", who.name, who.last());
    case Lasting::open:
      return fmt::format(
          "{} {} {}{}; no end is proven", who.name, who.last(),
          best.lower > very_long ? over_very_long : fmt::format("at least {} months", words::months(best.lower)),
          until(subject, best.lower));
    case Lasting::limited: break;
  }
  if (best.exact)
    return fmt::format("{} {} {} months at best{}", who.name, who.last(), words::months(best.upper),
                       until(subject, best.upper));
  const auto [lower, upper] = apart(best.lower.count(), best.upper.count());
  return fmt::format("{} {} at most {} months{}; {}", who.name, who.last(), upper, until(subject, best.upper),
                     best.lower.count() > 0 ? "a plan is known to " + lower : "no plan is known");
}

/// "2.5 (2025-06-19)"
std::string moment(const SurviveSubject& subject, Months time) {
  const auto day = words::day(subject.scenario.start, time);
  return words::months(time) + (day ? fmt::format(" ({})", *day) : "");
}

/// Between which changes the answer lies; nothing where nothing changes.
std::string interval_of(const BestCase& best, const SurviveSubject& subject) {
  if (best.lasting != Lasting::limited || !best.interval) return {};
  const auto [from, to] = *best.interval;
  if (endless(to) && from.count() <= 0) return {};
  if (endless(to)) return fmt::format(" That is after the last change, in month {}.", moment(subject, from));
  if (from.count() <= 0) return fmt::format(" That is before the change in month {}.", moment(subject, to));
  return fmt::format(" That is between month {} and {}, at which something changes.", moment(subject, from),
                     moment(subject, to));
}

std::string dropped_of(const BestCase& best, const FrozenNetwork& network) {
  if (best.dropped.empty()) return {};
  std::vector<std::string> names;
  for (const NodeId node : best.dropped) names.emplace_back(network.name(node));
  return fmt::format(" Not counted among the others, as they fail first without them: {}.",
                     words::listed(names, most_named));
}

std::string sentence(std::string text, const std::string& reason) {
  if (!reason.empty()) text += ": " + reason;
  return text.ends_with('.') ? text : text + '.';
}

std::string claim_of(const BestCase& best, const SurviveSubject& subject) {
  return sentence(fmt::format("{}, {}", answer_of(best, subject), terms_of(subject)), best.reason) +
         interval_of(best, subject) + dropped_of(best, *subject.network);
}

/// The answer, marked where it is only a bound.
std::string time_cell(const TargetTime& target, bool bound) {
  switch (target.lasting) {
    case Lasting::at_once: return "at once";
    case Lasting::for_ever: return "lasts";
    case Lasting::open: return target.lower > very_long ? over_very_long : "≥ " + words::months(target.lower);
    case Lasting::limited: break;
  }
  if (target.lower > very_long) return over_very_long;
  return (bound ? "≤ " : "") + words::months(target.months);
}

std::string plan_cell(const TargetTime& target) {
  const bool timed = target.lasting == Lasting::limited || target.lasting == Lasting::open;
  return timed && !(target.lower > very_long) ? words::months(target.lower) : time_cell(target, false);
}

using ByNode = std::map<NodeId, const TargetTime*>;

ByNode by_node(const std::vector<TargetTime>& list) {
  ByNode found;
  for (const TargetTime& target : list) found.emplace(target.node, &target);
  return found;
}

/// In the order of running out, as far as one is given; then by the time alone.
std::vector<NodeId> rows_of(const BestCase& best) {
  std::vector<NodeId> rows;
  const ByNode placed = by_node(best.sequence);
  for (const TargetTime& target : words::in_order(best.sequence)) rows.push_back(target.node);
  std::vector<TargetTime> others;
  for (const TargetTime& target : best.each)
    if (!placed.contains(target.node)) others.push_back(target);
  std::stable_sort(others.begin(), others.end(), [](const TargetTime& a, const TargetTime& b) {
    return words::rounded(a.months.value_or(Months::max())) < words::rounded(b.months.value_or(Months::max()));
  });
  for (const TargetTime& target : others) rows.push_back(target.node);
  return rows;
}

std::string table_of(const BestCase& best, const SurviveSubject& subject, const RenderOptions& options) {
  const ByNode alone = by_node(best.each), in_order = by_node(best.sequence);
  const bool bracketed = std::any_of(best.each.begin(), best.each.end(), differ);
  TextTable table{.headings = {{"target", Align::left}}};
  if (!alone.empty()) {
    table.headings.insert(table.headings.end(), {{"alone", Align::right}, {"until", Align::left}});
    if (bracketed) table.headings.push_back({"plan to", Align::right});
  }
  if (!in_order.empty()) table.headings.push_back({"in turn", Align::right});
  for (const NodeId node : rows_of(best)) {
    const auto own = alone.find(node), turn = in_order.find(node);
    const Tone tone = words::urgency(own != alone.end() ? own->second->months : turn->second->months);
    auto& row = table.rows.emplace_back();
    row.push_back({std::string(subject.network->name(node)), tone});
    if (own != alone.end()) {
      row.push_back({time_cell(*own->second, differ(*own->second)), tone});
      row.push_back({words::date(subject.scenario.start, own->second->months), tone});
      if (bracketed) row.push_back({plan_cell(*own->second), tone});
    }
    row.resize(table.headings.size() - (in_order.empty() ? 0 : 1), {"", tone});
    if (!in_order.empty())
      row.push_back({turn == in_order.end() ? "" : time_cell(*turn->second, !words::proven(*turn->second)), tone});
  }
  std::string text = render(table, options) + '\n';
  if (!alone.empty()) text += wrap("alone: months at best where no other target need be served", options.width, 2);
  if (bracketed) text += wrap("plan to: months to which a plan is known that serves it alone", options.width, 2);
  if (!in_order.empty())
    text += wrap("in turn: all served as long as can be, then all but the first that cannot be, and so on",
                 options.width, 2);
  return text;
}

std::string proof_of(const BestCase& best) {
  const double gap = best.verdict.gap;
  if (!best.verdict.holds) return sentence("Not proved, do not rely on it", best.verdict.why);
  const std::string proved = "Proved, from the case alone: ";
  if (best.lasting == Lasting::for_ever) return proved + "the plan lasts for ever.";
  if (best.lasting == Lasting::open)
    return fmt::format("{}the plan lasts {} months; no end is proven.", proved, words::months(best.lower));
  if (!best.exact) {
    const auto [lower, upper] = apart(best.lower.count(), best.upper.count());
    const std::string bound = fmt::format("{}at these prices nothing lasts longer than {} months", proved, upper);
    if (!(best.lower.count() > 0)) return bound + "; no plan is known.";
    return fmt::format("{}, and the plan lasts {}; {:.2g} % lie between.", bound, lower, 100 * gap);
  }
  const std::string both = proved + "the plan lasts, and at these prices nothing lasts longer";
  if (gap <= rounding) return both + "; both agree but for rounding.";
  return fmt::format("{}; both agree to {:.1e}.", both, gap);
}

}  // namespace

std::string to_text(const BestCase& best, const SurviveSubject& subject, const RenderOptions& options) {
  std::string text = wrap(head_of(subject), options.width, 0) + '\n';
  text += wrap(claim_of(best, subject), options.width, 0);
  for (const std::string& part : {words::limits_of(best, *subject.network, options.width),
                                  words::costs_of(best, *subject.network, options.width)})
    if (!part.empty()) text += '\n' + part;
  if (!best.each.empty() || !best.sequence.empty()) text += '\n' + table_of(best, subject, options);
  return text + '\n' + wrap(proof_of(best), options.width, 0);
}

std::string to_text(const RivalsTable& rivals, const SurviveSubject& subject, const RenderOptions& options) {
  auto rows = rivals.rows;
  std::stable_sort(rows.begin(), rows.end(), [](const RivalsTable::Row& a, const RivalsTable::Row& b) {
    return words::rounded(a.simulated.value_or(Months::max())) < words::rounded(b.simulated.value_or(Months::max()));
  });
  TextTable table;
  table.headings = {{"target", Align::left},
                    {"simulated", Align::right},
                    {"share", Align::right},
                    {"ignored", Align::right},
                    {"served", Align::right}};
  for (const RivalsTable::Row& row : rows) {
    const Tone tone = words::urgency(row.simulated);
    table.rows.push_back({{std::string(subject.network->name(row.node)), tone},
                          {row.simulated ? words::months(row.simulated) : "> " + words::months(rivals.horizon), tone},
                          {time_cell(row.share, !words::proven(row.share)), tone},
                          {time_cell(row.ignored, !words::proven(row.ignored)), tone},
                          {time_cell(row.served, !words::proven(row.served)), tone}});
  }
  return "Months until each target alone runs short, simulated and at best by what rivals get\n\n" +
         render(table, options);
}

}  // namespace ytterby
