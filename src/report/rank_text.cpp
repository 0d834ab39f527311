// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs, ranked, for people.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "report/rank_words.hpp"
#include "report/words.hpp"
#include "ytterby/report/rank_results.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

struct RankView {
  const RankSubject& subject;
  std::size_t targets = 0, valued = 0;
  bool with_best = false;
};

std::string kind_of(KnockOutBy by) { return by == KnockOutBy::stage ? "product at a stage" : std::string(key_of(by)); }

std::string quantity_of(RankBy by) {
  switch (by) {
    case RankBy::months_lost: return "months lost";
    case RankBy::unserved: return "tonnes unserved";
    case RankBy::unserved_value: return "dollars unserved";
    case RankBy::best_months_lost: return "months lost at best";
  }
  return {};
}

std::string undisturbed_text(const Ranking& ranking, const RankView& view) {
  const KnockOut& undisturbed = ranking.undisturbed;
  if (!undisturbed.months_to_shortage) return "undisturbed, nothing runs short";
  const bool at_once = undisturbed.months_to_shortage->count() <= 0;
  return fmt::format(
      "undisturbed, the first runs short {}, with {} t{} unserved",
      at_once ? "at once" : fmt::format("after {} months", words::months(undisturbed.months_to_shortage)),
      words::amount(undisturbed.unserved.value),
      view.valued > 0 ? fmt::format(" and {} $", words::amount(undisturbed.unserved_value.value)) : "");
}

std::string title_text(const Ranking& ranking, const RankView& view) {
  const RankSubject& subject = view.subject;
  return fmt::format(
      "{}, {}{}: each {} out in turn, from the start on, the worst by {} first, for {} target{}, {:g} "
      "months in steps of {:g} days; {}",
      subject.case_name, words::title_of(subject.scenario),
      subject.scenario.start ? fmt::format(" from {:%F}", *subject.scenario.start) : "", kind_of(ranking.by),
      quantity_of(subject.rank_by), view.targets, view.targets == 1 ? "" : "s", ranking.horizon.count(),
      std::chrono::duration<double, std::ratio<86'400>>{ranking.step}.count(), undisturbed_text(ranking, view));
}

std::string first_short(const KnockOut& entry) {
  if (!entry.months_to_shortage) return "none";
  return entry.months_to_shortage->count() > 0 ? words::months(entry.months_to_shortage) : "at once";
}

std::string best_time(const std::optional<BestMonths>& best) {
  if (!best || best->lasting == Lasting::open) return "–";
  if (best->lasting == Lasting::at_once) return "at once";
  return best->months ? words::months(best->months) : "for ever";
}

/// Whether something is unserved undisturbed, so that what is beyond it tells more.
bool loses_anyway(const Ranking& ranking) { return ranking.undisturbed.unserved.value > 0; }

std::string beyond(double value, double undisturbed) {
  const double more = value - undisturbed;
  if (std::abs(more) <= 1e-9 * undisturbed) return words::amount(0);  // rounding
  return more < 0 ? "−" + words::amount(-more) : words::amount(more);
}

TextTable table_of(const std::vector<const KnockOut*>& rows, const Ranking& ranking, const RankView& view,
                   const std::string& title, bool with_best) {
  TextTable table;
  const std::string unserved = loses_anyway(ranking) ? "more " : "unserved ";
  table.headings = {{title, Align::left},           {"first short", Align::right},  {"months lost", Align::right},
                    {unserved + "t", Align::right}, {unserved + "$", Align::right}, {"cuts off", Align::right}};
  const auto& best = ranking.undisturbed.best;
  const bool with_best_lost = with_best && best && best->months;
  if (with_best) table.headings.push_back({"at best", Align::right});
  if (with_best_lost) table.headings.push_back({"lost", Align::right});
  const bool to_horizon = !ranking.undisturbed.months_to_shortage;
  table.rows.reserve(rows.size());
  for (const KnockOut* entry : rows) {
    const Tone tone = words::urgency(entry->months_to_shortage);
    const bool lost = entry->months_lost.count() > 0;
    table.rows.push_back(
        {{entry->what, tone},
         {first_short(*entry), tone},
         {fmt::format("{}{}", lost && to_horizon ? "≥ " : "", words::months(entry->months_lost)), tone},
         {beyond(entry->unserved.value, ranking.undisturbed.unserved.value), tone},
         {view.valued > 0 ? beyond(entry->unserved_value.value, ranking.undisturbed.unserved_value.value) : "–", tone},
         {entry->cut_off.empty() ? "" : fmt::format("{}", entry->cut_off.size()), tone}});
    if (with_best) table.rows.back().push_back({best_time(entry->best), tone});
    if (with_best_lost) table.rows.back().push_back({entry->best ? words::months(entry->best->lost) : "–", tone});
  }
  return table;
}

std::string legend_text(const Ranking& ranking, const RankView& view) {
  std::string text =
      "first short: months until the first target gets less than it needs; months lost: to the "
      "undisturbed";
  if (!ranking.undisturbed.months_to_shortage)
    text += fmt::format(", where the end of the {:g} months counts, so that more may be", ranking.horizon.count());
  text += fmt::format("; {}: within {:g} months", loses_anyway(ranking) ? "more: unserved beyond that" : "unserved",
                      ranking.horizon.count());
  if (view.valued > 0 && view.valued < view.targets)
    text += fmt::format(", $ of the {} target{} whose output has a value", view.valued, view.valued == 1 ? "" : "s");
  text += "; cuts off: targets left without any way of supply";
  if (view.with_best)
    text +=
        "; at best: months before the first target must run short, with all that others make free to go to the targets";
  return text;
}

std::string rest_text(const Ranking& ranking, std::size_t felt, std::size_t shown, std::size_t width) {
  const std::size_t all = ranking.entries.size(), idle = all - felt;
  std::string text;
  if (shown < felt) text += fmt::format("And {} more. ", felt - shown);
  if (idle > 0)
    text += fmt::format("Of {} taken out {} change{} nothing for the targets within {:g} months: not shown.", all, idle,
                        idle == 1 ? "s" : "", ranking.horizon.count());
  return text.empty() ? text : '\n' + wrap(text, width, 0);
}

/// Those that cut off the same targets in one line.
std::string single_points_text(const Ranking& ranking, const RankView& view, std::size_t width) {
  std::vector<std::pair<std::vector<NodeId>, std::vector<std::string>>> points;
  for (const KnockOut& entry : ranking.entries) {
    auto others = words::others_cut_off(entry);
    if (others.empty()) continue;
    auto alike = std::find_if(points.begin(), points.end(), [&](const auto& point) { return point.first == others; });
    if (alike == points.end()) alike = points.emplace(points.end(), std::move(others), std::vector<std::string>{});
    alike->second.push_back(entry.what);
  }
  if (points.empty())
    return fmt::format("\nNo {} is a single point of failure of a target other than its own.\n", kind_of(ranking.by));
  std::string text = "\nSingle points of failure → targets that have no way of supply without any one of them:\n";
  for (const auto& [targets, whats] : points)
    text += "  " + wrap(fmt::format("{} → {}", words::listed(whats, 12),
                                    words::listed(words::names_of(targets, *view.subject.network), 12)),
                        width - 2, 4);
  return text;
}

std::string pairs_text(const Ranking& ranking, const RankView& view, const RenderOptions& options, std::size_t most) {
  if (ranking.pairs.empty()) return {};
  std::vector<const KnockOut*> rows;
  for (const KnockOutPair& pair : ranking.pairs)
    if (rows.size() < most) rows.push_back(&pair.together);
  std::string text = '\n' + render(table_of(rows, ranking, view, "two at once", false), options);
  if (rows.size() < ranking.pairs.size()) text += fmt::format("and {} more\n", ranking.pairs.size() - rows.size());
  return text;
}

}  // namespace

std::string to_text(const Ranking& ranking, const RankSubject& subject, const RenderOptions& options,
                    std::size_t most) {
  const auto targets = select_targets(*subject.network, subject.scenario);
  const RankView view{.subject = subject,
                      .targets = targets.size(),
                      .valued = words::valued(*subject.network, targets),
                      .with_best = ranking.undisturbed.best.has_value()};
  std::vector<const KnockOut*> rows;
  for (const KnockOut& entry : ranking.entries)
    if (!words::changes_nothing(entry, ranking.undisturbed)) rows.push_back(&entry);
  const std::size_t felt = rows.size();
  rows.resize(std::min(felt, most));
  return wrap(title_text(ranking, view), options.width, 0) + '\n' +
         render(table_of(rows, ranking, view, kind_of(ranking.by), view.with_best), options) +
         pairs_text(ranking, view, options, most) + '\n' + wrap(legend_text(ranking, view), options.width, 2) +
         single_points_text(ranking, view, options.width) + rest_text(ranking, felt, rows.size(), options.width);
}

}  // namespace ytterby
