// SPDX-License-Identifier: Apache-2.0
/// @file  Ranking knock-outs.
#include "ytterby/knock_out/knock_out.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "knock_out/best.hpp"
#include "knock_out/choices.hpp"
#include "knock_out/losses.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/knock_out/dominators.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

namespace {

/// To nine digits: what differs by rounding alone is a tie, so that ranks don't depend on how rows are numbered.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 8);
  return std::round(value / unit) * unit;
}

/// The end at best. The undisturbed one is the same for all, so that the soonest has lost most.
double best_end(const KnockOut& entry) {
  return entry.best && entry.best->months ? entry.best->months->count() : std::numeric_limits<double>::infinity();
}

using Key = std::array<double, 4>;

/// The quantity asked for first, then the others; the least is the worst.
Key key_of(const KnockOut& entry, RankBy by) {
  const double value = -rounded(entry.unserved_value.value), tonnes = -rounded(entry.unserved.value);
  const double months = -rounded(entry.months_lost.count());
  switch (by) {
    case RankBy::unserved: return {tonnes, months, value, 0};
    case RankBy::unserved_value: return {value, months, tonnes, 0};
    case RankBy::best_months_lost: return {rounded(best_end(entry)), months, value, tonnes};
    case RankBy::months_lost: break;
  }
  return {months, value, tonnes, 0};
}

/// The places of the worst first.
std::vector<std::size_t> order_of(const std::vector<KnockOut>& entries, RankBy by) {
  std::vector<Key> keys;
  keys.reserve(entries.size());
  for (const KnockOut& entry : entries) keys.push_back(key_of(entry, by));
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(keys[a], entries[a].what) < std::tie(keys[b], entries[b].what);
  });
  return order;
}

void require_sense(const KnockOutOptions& options) {
  if (key_of(options.by).empty())
    throw InvalidOptions(fmt::format("by: found the number {}, expected a kind", static_cast<int>(options.by)));
  if (key_of(options.rank_by).empty())
    throw InvalidOptions(
        fmt::format("rank_by: found the number {}, expected a quantity", static_cast<int>(options.rank_by)));
  if (options.rank_by == RankBy::best_months_lost && !options.with_best_case)
    throw InvalidOptions("rank_by: found best_months_lost without best cases, expected with_best_case");
}

class Ranker {
 public:
  Ranker(const FrozenNetwork& network, const Scenario& scenario, const KnockOutOptions& options)
      : network_(network),
        scenario_(scenario),
        options_(options),
        choices_(choices_of(network, options.by, options.candidates)),
        targets_(select_targets(network, scenario)) {
    if (options.candidates.empty() && !options.final_users) leave_out_final_users();
  }

  Ranking run() {
    const Prepared prepared(network_, {.horizon = options_.horizon, .step = options_.step, .control = silent()});
    const Outcome undisturbed = simulate(prepared, scenario_);
    if (options_.with_best_case) require_best_case(network_, scenario_, options_.step);
    ranking_ = {.by = options_.by, .horizon = undisturbed.horizon, .step = undisturbed.step};
    ranking_.notes = undisturbed.notes;
    ranking_.undisturbed =
        entry_of({}, {undisturbed.total.to_shortage, undisturbed.total.unserved, undisturbed.total.unserved_value});
    if (left_out_ > 0)
      ranking_.notes.push_back(
          fmt::format("left out, supplying nobody: {} of {}", left_out_, left_out_ + choices_.size()));
    if (!undisturbed.total.to_shortage)
      ranking_.notes.push_back(
          fmt::format("undisturbed, nothing runs short within {:g} months: months lost are to the horizon, more may be",
                      undisturbed.horizon.count()));
    take_entries(prepared, undisturbed);
    take_pairs(prepared, undisturbed);
    return std::move(ranking_);
  }

 private:
  void leave_out_final_users() {
    PerNode<char> supplies(network_.nodes().size(), 0);
    for (const EdgeId edge : network_.edges()) supplies[network_.from(edge)] = 1;
    left_out_ = std::erase_if(choices_, [&](const Choice& choice) {
      return choice.lanes.empty() &&
             std::none_of(choice.nodes.begin(), choice.nodes.end(), [&](NodeId node) { return supplies[node] != 0; });
    });
  }

  [[nodiscard]] Control silent() const { return {.stop = options_.control.stop, .threads = options_.control.threads}; }

  /// Progress of knock-outs one by one, of their best cases and of pairs, as far as they are asked for.
  [[nodiscard]] Control part(int number) const {
    Control control = options_.control;
    if (!control.progress) return control;
    const double parts = 1 + (options_.with_best_case ? 1 : 0) + (options_.pairs_of_worst > 1 ? 1 : 0);
    control.progress = [told = options_.control.progress, number, parts](double done, Months simulated) {
      told((number + done) / parts, simulated);
    };
    return control;
  }

  [[nodiscard]] KnockOut entry_of(const Together& together, const Losses& losses) const {
    KnockOut entry{
        .months_to_shortage = losses.to_shortage, .unserved = losses.unserved, .unserved_value = losses.unserved_value};
    for (const Choice* choice : together) {
      entry.what += (entry.what.empty() ? "" : " + ") + choice->what;
      entry.nodes.insert(entry.nodes.end(), choice->nodes.begin(), choice->nodes.end());
      entry.lanes.insert(entry.lanes.end(), choice->lanes.begin(), choice->lanes.end());
    }
    const auto until = [&](const std::optional<Months>& time) { return time.value_or(ranking_.horizon); };
    if (!together.empty())
      entry.months_lost = until(ranking_.undisturbed.months_to_shortage) - until(losses.to_shortage);
    return entry;
  }

  void take_entries(const Prepared& prepared, const Outcome& undisturbed) {
    std::vector<Together> runs;
    runs.reserve(choices_.size());
    for (const Choice& choice : choices_) runs.push_back({&choice});
    const LossesOfEach losses = losses_of_each(prepared.with(part(0)), scenario_, undisturbed, runs);
    ranking_.followed += losses.followed;
    std::vector<KnockOut> entries;
    entries.reserve(choices_.size());
    for (std::size_t i = 0; i < choices_.size(); ++i) entries.push_back(entry_of(runs[i], losses.each[i]));
    take_cut_off(entries);
    if (options_.with_best_case) {
      BestOfEach best = best_of_each(network_, scenario_, choices_, options_.by, options_.step, part(1));
      ranking_.undisturbed.best = best.undisturbed;
      for (std::size_t i = 0; i < entries.size(); ++i) entries[i].best = best.each[i];
    }
    place_ = order_of(entries, options_.rank_by);
    ranking_.entries.reserve(entries.size());
    for (const std::size_t i : place_) ranking_.entries.push_back(std::move(entries[i]));
  }

  /// Single nodes all at once, what is more one after the other.
  void take_cut_off(std::vector<KnockOut>& entries) {
    PerNode<std::vector<NodeId>> cut(network_.nodes().size());
    for (const SinglePoints& points : single_points_of_failure(network_, targets_))
      for (const NodeId node : points.nodes) cut[node].push_back(points.target);
    for (KnockOut& entry : entries) {
      const bool single = entry.nodes.size() == 1 && entry.lanes.empty();
      entry.cut_off = single ? cut[entry.nodes.front()] : cut_off(network_, targets_, entry.nodes, entry.lanes);
      entry.single_point_of_failure = !entry.cut_off.empty();
    }
  }

  void take_pairs(const Prepared& prepared, const Outcome& undisturbed) {
    const std::size_t count = std::min(options_.pairs_of_worst, ranking_.entries.size());
    std::vector<Together> runs;
    std::vector<std::pair<std::size_t, std::size_t>> who;
    for (std::size_t b = 1; b < count; ++b)
      for (std::size_t a = 0; a < b; ++a) {
        runs.push_back({&choices_[place_[a]], &choices_[place_[b]]});
        who.emplace_back(a, b);
      }
    if (runs.empty()) return;
    const LossesOfEach losses =
        losses_of_each(prepared.with(part(options_.with_best_case ? 2 : 1)), scenario_, undisturbed, runs);
    ranking_.followed += losses.followed;
    std::vector<KnockOut> pairs;
    pairs.reserve(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
      pairs.push_back(entry_of(runs[i], losses.each[i]));
      pairs.back().cut_off = cut_off(network_, targets_, pairs.back().nodes, pairs.back().lanes);
      pairs.back().single_point_of_failure = !pairs.back().cut_off.empty();
    }
    // Best cases are of single ones alone.
    const RankBy by = options_.rank_by == RankBy::best_months_lost ? RankBy::months_lost : options_.rank_by;
    ranking_.pairs.reserve(runs.size());
    for (const std::size_t i : order_of(pairs, by))
      ranking_.pairs.push_back({.first = who[i].first, .second = who[i].second, .together = std::move(pairs[i])});
  }

  const FrozenNetwork& network_;
  const Scenario& scenario_;
  const KnockOutOptions& options_;
  std::vector<Choice> choices_;
  std::vector<NodeId> targets_;
  std::size_t left_out_ = 0;
  std::vector<std::size_t> place_ = {};  // [entry] in choices_
  Ranking ranking_ = {};
};

}  // namespace

Ranking knock_out(const FrozenNetwork& network, const Scenario& scenario, const KnockOutOptions& options) {
  require_sense(options);
  return Ranker(network, scenario, options).run();
}

}  // namespace ytterby
