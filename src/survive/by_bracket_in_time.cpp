// SPDX-License-Identifier: Apache-2.0
/// @file  From means over time to ends, and plans below them.
#include "survive/by_bracket_in_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "survive/end_search.hpp"
#include "survive/one_cell.hpp"
#include "survive/one_state.hpp"
#include "survive/price_root.hpp"
#include "survive/step_plan.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::best {

namespace {

constexpr double rounding = 1e-9;         // of a rate
constexpr int most_rounds = 40;           // from end to end
constexpr std::size_t most_changes = 12;  // before which rates alone are looked for
/// How much is done.
struct Limits {
  double iterated;   ///< rows and arcs times iterations, of means over time
  double looked_at;  ///< rows and arcs times moments looked at from below
  double stepped;    ///< rows and arcs over all steps
  int plans;         ///< in steps
};
constexpr Limits thorough_limits{5e7, 3e4, 3e4, 8}, closer_limits{3e7, 1e4, 1e4, 3};
constexpr double of_a_look = 3e6;  // rows and arcs times iterations, of one moment looked at from below
constexpr double least_iterations = 500, most_iterations = 20'000;

class SearchInTime {
 public:
  SearchInTime(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, double tolerance,
               const Control& control)
      : facts_(facts),
        reach_(reach),
        aim_(aim),
        plans_(effort != Effort::bound),
        limits_(effort == Effort::thorough ? thorough_limits : closer_limits),
        tolerance_(tolerance),
        control_(control),
        usual_(facts.network->edges().size()),
        size_(static_cast<double>(reach.nodes.size() + reach.inputs.size() + reach.edges.size() + 1)) {
    for (const EdgeId edge : reach.edges) usual_[edge] = facts.network->flow(edge).value;
  }

  Bracket run() {
    const double far = beyond_all * std::max(1.0, facts_.cells.back().from);
    if (descend(far, limits_.iterated) && plans_ && lasts_for_ever()) return std::move(bracket_);
    for (const double moment : moments()) {
      if (moment >= std::min(far, bracket_.upper)) break;
      if (!descend(moment * (1 - 1e-12), of_a_look)) break;
    }
    if (plans_ && bracket_.upper > 0) find_plans(std::min(bracket_.upper, far));
    return std::move(bracket_);
  }

 private:
  using State = OneState<1>;

  [[nodiscard]] std::size_t iterations_of(double work) const {
    return static_cast<std::size_t>(std::clamp(work / size_, least_iterations, most_iterations));
  }

  /// @return  Whether the bound reaches `end`; otherwise `upper` is the latest below that it does, or nearly.
  bool descend(double end, double first_work) {
    for (int round = 0; round < most_rounds; ++round) {
      if (control_.stop.stop_requested()) throw Cancelled();
      const Facts mean = means_until(facts_, reach_, aim_, end);
      const State state(mean, reach_, {&lasting_});
      auto found = state.narrow_above(1 / end, known_ ? &*known_ : nullptr,
                                      iterations_of(round == 0 ? first_work : limits_.iterated),
                                      std::min(tolerance_, 1e-3), control_);
      if (!(found.low[0] > (1 + rounding) / end)) return round == 0;
      Prices prices = state.tidy_prices(found, end);
      known_ = std::move(found);
      take_hint(state.plan_until(*known_, end), end);
      const double next = earlier_end(facts_, reach_, aim_, prices, end);
      if (!(next < end)) return round == 0;
      const bool is_last = next > end * (1 - tolerance_ / 8);
      end = next;
      cut_short(prices, end);
      bracket_.upper = end;
      bracket_.prices = std::move(prices);
      if (end == 0 || is_last) return false;
    }
    return false;
  }

  /// Of means, rates while what leaves is of use.
  void take_hint(const Plan& means, double end) {
    if (!plans_) return;
    hint_ = means.shipped.front();
    for (const EdgeId edge : reach_.edges)
      if (const double time = end - reach_.edge[edge]; time > 0) hint_[edge] *= end / time;
  }

  /// Moments at which the bound bends or jumps, as many as there is time for.
  [[nodiscard]] std::vector<double> moments() const {
    std::vector<double> leads, all;
    for (const NodeId node : reach_.nodes) leads.push_back(reach_.node[node]);
    for (const EdgeId edge : reach_.edges) leads.push_back(reach_.edge[edge]);
    constexpr std::size_t most_leads = 256;
    leads = distinct(std::move(leads), most_leads);
    leads.push_back(0);
    for (const Cell& cell : facts_.cells)
      for (const double lead : leads)
        if (cell.from + lead > 0) all.push_back(cell.from + lead);
    for (const double until : aim_.until)
      if (std::isfinite(until)) all.push_back(until);
    return distinct(std::move(all), static_cast<std::size_t>(std::clamp(limits_.looked_at / size_, 4.0, 128.0)));
  }

  bool lasts_for_ever() {
    const Facts least = least_until(facts_, reach_, aim_, no_limit, 0);
    const State state(least, reach_, {&lasting_});
    const auto found = state.narrow_above(0, nullptr, iterations_of(limits_.iterated), tolerance_, control_);
    if (found.high[0] > 0) return false;
    bracket_.lower = bracket_.upper = no_limit;
    bracket_.plan = state.plan_until(found, no_limit);
    return true;
  }

  void find_plans(double above) {
    std::vector<double> changes;
    for (const Cell& cell : facts_.cells)
      if (cell.from > 0 && cell.from < above) changes.push_back(cell.from);
    changes = distinct(std::move(changes), most_changes);
    changes.push_back(above);
    for (std::size_t i = changes.size(); i-- > 0 && changes[i] > bracket_.lower;) keep_rates(changes[i]);
    if (bracket_.lower < above * (1 - tolerance_)) step(above);
  }

  /// Rates that hold whatever changes until `end`.
  void keep_rates(double end) {
    for (const double reserve : {0.0, 0.5}) {
      for (double until = end; until > bracket_.lower;) {
        const Facts least = least_until(facts_, reach_, aim_, until, reserve);
        const State state(least, reach_, {&lasting_});
        const auto found = state.narrow_above(1 / until / (1 + tolerance_), nullptr,
                                              iterations_of(limits_.iterated / 10), tolerance_, control_);
        const double lasts = found.high[0] > 0 ? std::min(until, 1 / found.high[0]) : until;
        if (!(lasts > bracket_.lower)) break;
        if (lasts < last_on_closed_edges(until)) {
          until = lasts;
          continue;
        }
        bracket_.lower = lasts;
        bracket_.plan = state.plan_until(found, lasts);
        break;
      }
    }
  }

  /// When the last of what was under way on edges that are closed arrives, of those before `end`.
  [[nodiscard]] double last_on_closed_edges(double end) const {
    double last = 0;
    for (const InputId input : reach_.inputs)
      for (const EdgeId edge : facts_.network->in_edges(input))
        if (reach_.edge[edge] == no_limit && facts_.first_lead[edge] <= end && facts_.under_way[edge] > 0)
          last = std::max(last, facts_.first_lead[edge]);
    return last;
  }

  /// Down by what stocks might do until a plan is found, at most halfway to what is known; then halfway back up.
  void step(double above) {
    Reached reached{.low = bracket_.lower, .high = above};
    double end = above, back = tolerance_;
    for (int i = 0; i < limits_.plans && reached.high > reached.low * (1 + tolerance_); ++i) {
      const Stepped found = try_steps(end);
      (found.plan ? reached.low : reached.high) = end;
      const double halfway = reached.low > 0 ? (reached.low + reached.high) / 2 : reached.high / 4;
      end = halfway;
      if (found.plan || !(found.almost > 0)) continue;
      // Iterations only come close to what stocks can do, so it is left by longer and longer steps.
      end = std::max(halfway, std::min(found.almost, reached.high) * (1 - back));
      back *= 4;
    }
  }

  Stepped try_steps(double end) {
    if (control_.stop.stop_requested()) throw Cancelled();
    Stepped found = plan_in_steps(facts_, reach_, aim_, end, hint_.empty() ? usual_ : hint_, limits_.stepped, control_);
    if (found.plan) {
      bracket_.lower = end;
      bracket_.plan = *found.plan;
    }
    return found;
  }

  [[nodiscard]] static Aim lasting(const Aim& aim) {
    return {.served = aim.served, .until = std::vector<double>(aim.served.size(), no_limit)};
  }

  const Facts& facts_;
  const Reach& reach_;
  const Aim& aim_;
  Aim lasting_ = lasting(aim_);  ///< means know no demand that ends
  bool plans_;
  Limits limits_;
  double tolerance_;
  const Control& control_;
  PerEdge<double> usual_, hint_ = {};  ///< t/month
  double size_;
  std::optional<State::Found> known_ = {};
  Bracket bracket_ = {};
};

}  // namespace

Bracket search_in_time(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, double tolerance,
                       const Control& control) {
  return SearchInTime(facts, reach, aim, effort, tolerance, control).run();
}

}  // namespace ytterby::best
