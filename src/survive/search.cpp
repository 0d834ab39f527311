// SPDX-License-Identifier: Apache-2.0
/// @file  Newton's method over bound programs, and plans.
#include "survive/search.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "survive/appraise.hpp"
#include "survive/bound_program.hpp"
#include "survive/end_search.hpp"
#include "survive/linear_solver.hpp"
#include "survive/plan_program.hpp"
#include "survive/price_root.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::best {

namespace {

constexpr double no_shortage = 1e-9;     // relative, what the solver of linear programs keeps
constexpr double clear_shortage = 1e-6;  // relative; what was given up when it ran out is short by rounding
/// How much is done where bound and plan differ.
struct Limits {
  double entries;       ///< places times the square of cells, of a program
  std::size_t moments;  ///< looked at from below
  int looks;
  int halvings;  ///< in search of a plan
};
constexpr Limits thorough_limits{2e5, 256, 20, 6}, closer_limits{3e4, 128, 4, 6};

constexpr double farther = 1e3;             // than beyond all, again and again: some stocks last
constexpr int most_farther = 3;             // and then less is missing for ever than rounding, beside what is needed
constexpr std::ptrdiff_t many_moments = 8;  // worth a plan
constexpr std::size_t most_remembered = 8;  // prices
constexpr double past_the_end = 3e-6;       // relative: prices must hold a little longer than goods can be of use

class Search {
 public:
  Search(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const Control& control,
         const Known& known)
      : facts_(facts),
        reach_(reach),
        aim_(aim),
        effort_(effort),
        control_(control),
        known_(known),
        own_(facts, reach, aim, control.stop),
        memory_(known.memory != nullptr && known.memory->fits(facts, reach, aim) ? *known.memory : own_) {}

  Bracket run() {
    try {
      search();
    } catch (const GaveUp& failure) {
      if (std::isinf(bracket_.upper) && std::max(bracket_.lower, known_.lower) == 0) throw;
      bracket_.note = failure.what();
    }
    return std::move(bracket_);
  }

 private:
  void search() {
    double far = 1;
    for (const Cell& cell : facts_.cells) far = std::max(far, cell.from);
    far *= beyond_all;
    const double from = by_known_prices(far);
    if (bracket_.upper <= std::max(known_.enough, 0.0)) return;
    bool for_ever = descend(known_.is_near ? from : far) && std::isinf(bracket_.upper);
    double looked_at = far;
    for (int i = 0; for_ever && i < most_farther; ++i) for_ever = descend(looked_at *= farther);
    if (!for_ever) far = looked_at;
    const bool plans = effort_ != Effort::bound;
    if (bracket_.upper <= known_.enough) return;
    if (plans && accept(for_ever ? no_limit : bracket_.upper)) return;
    const std::vector<double> moments = this->moments();
    looked_at = known_.lower;
    if (plans) looked_at = std::max(looked_at, some_plan(moments, looked_at, std::min(far, bracket_.upper)));
    for (const double moment : moments) {
      if (moment <= looked_at) continue;
      if (moment >= std::min(far, bracket_.upper)) break;
      if (descend(moment * (1 - 1e-12))) continue;
      if (plans && accept(bracket_.upper)) return;
      break;
    }
    if (!plans) return;
    look_closer();
    if (!bracket_.exact()) find_lower(std::min(bracket_.upper, far));
  }

  /// Lowers `upper` by prices that other searches found.
  /// @return  Where to go on from.
  double by_known_prices(double end) {
    for (const Prices& prices : memory_.prices()) {
      const double last = std::min(end, facts_.cells[prices.until.size() - 1].to);
      const Worth worth = worth_of(facts_, reach_, aim_, prices, last);
      if (!(worth.missing() > clear_shortage * worth.demand)) continue;
      const double next = earlier_end(facts_, reach_, aim_, prices, last);
      if (!(next < last)) continue;
      bracket_.upper = end = next;
      bracket_.prices = prices;
      bracket_.prices.until.back() = Months{last};
      cut_short(bracket_.prices, end);
      if (end <= known_.enough) break;
    }
    return end;
  }

  /// @return  Whether the bound reaches `end`; otherwise `upper` is the latest below that it does.
  bool descend(double end) {
    for (bool first = true;; first = false) {
      if (control_.stop.stop_requested()) throw Cancelled();
      BoundProgram::Answer answer = memory_.program(cells_before(end)).solve(end, facts_, aim_.until);
      if (answer.shortage <= no_shortage) return first;
      const double next = earlier_end(facts_, reach_, aim_, answer.prices, end);
      if (!(next < end)) return false;  // by less than rounding
      end = next;
      if (&memory_ != &own_) memory_.remember(answer.prices);
      if (next > bracket_.upper) continue;
      bracket_.upper = next;
      bracket_.prices = std::move(answer.prices);
      cut_short(bracket_.prices, end);
      if (end == 0 || end <= known_.enough) return false;
    }
  }

  [[nodiscard]] std::size_t cells_before(double end) const {
    std::size_t cells = 1;
    while (cells < facts_.cells.size() && facts_.cells[cells].from < end) ++cells;
    return cells;
  }

  /// Whether a plan lasts to `end`.
  bool accept(double end) {
    if (end == 0) return true;
    auto plan = plan_to(end, true);
    if (!plan) return false;
    bracket_.lower = end;
    if (std::isinf(end)) bracket_.upper = end;
    bracket_.plan = std::move(*plan);
    return true;
  }

  /// Cells that programs may have: their rows follow accounts from the start, so that size grows with the square.
  [[nodiscard]] std::size_t cells_at_most() const {
    const auto places = static_cast<double>(reach_.nodes.size() + reach_.inputs.size() + reach_.edges.size() + 1);
    return 1 + static_cast<std::size_t>(std::sqrt(limits_.entries / places));
  }

  /// Divides time where goods come too late on one way and not yet on another: what is made in between gives no right
  /// to a share of it on the slower one, which a bound with longer cells misses. These moments move with the end.
  void look_closer() {
    LinearBasis basis;
    for (int i = 0; i < limits_.looks && std::isfinite(bracket_.upper) && bracket_.upper > 0; ++i) {
      std::set<double> moments;
      for (const EdgeId edge : reach_.edges)
        if (const double last = bracket_.upper * (1 + past_the_end) - reach_.edge[edge]; last > 0) moments.insert(last);
      const Facts fine = divided(facts_, distinct({moments.begin(), moments.end()}, cells_at_most()));
      Search closer(fine, reach_, aim_, effort_, control_, {});
      closer.bracket_ = bracket_;
      const double before = closer.bracket_.upper;
      closer.own_.start_from(std::move(basis));
      closer.descend(before);
      basis = closer.own_.basis();
      const bool last = i + 1 == limits_.looks || closer.bracket_.upper > before * (1 - 1e-5);
      if (last) closer.accept(closer.bracket_.upper);
      bracket_ = std::move(closer.bracket_);
      if (last) return;
    }
  }

  /// Rates change where something is given up; where that is too little, wherever an account would be overdrawn; at
  /// last wherever goods begin to arrive or come too late.
  [[nodiscard]] std::optional<Plan> plan_to(double end, bool thoroughly) {
    std::set<double> bounds;
    const auto add = [&](double moment) {
      if (moment > 0 && moment < end && std::isfinite(moment)) bounds.insert(moment);
    };
    for (const double until : aim_.until) add(until);
    for (bool last = false;;) {
      if (control_.stop.stop_requested()) throw Cancelled();
      PlanProgram program(facts_, reach_, aim_, {bounds.begin(), bounds.end()});
      if (auto plan = program.solve(end, control_.stop, thoroughly ? nullptr : &plan_start_)) return plan;
      if (last || !thoroughly) return {};
      const std::size_t before = bounds.size();
      for (const double moment : program.overdrawn()) add(moment);
      if (bounds.size() > before && bounds.size() <= cells_at_most()) continue;
      for (const EdgeId edge : reach_.edges) {
        add(facts_.first_lead[edge]);
        add(end - reach_.edge[edge]);
        if (std::isinf(end))
          for (const Cell& cell : facts_.cells) add(cell.from + cell.lead[edge]);
      }
      if (bounds.size() == before || bounds.size() > cells_at_most()) return {};
      last = true;
    }
  }

  /// Moments between which everything the bound counts grows in straight lines.
  [[nodiscard]] std::vector<double> moments() const {
    std::set<double> leads, moments;
    for (const NodeId node : reach_.nodes) leads.insert(reach_.node[node]);
    for (const EdgeId edge : reach_.edges) leads.insert(reach_.edge[edge]);
    for (const Cell& cell : facts_.cells)
      for (const double lead : leads)
        if (cell.from + lead > 0) moments.insert(cell.from + lead);
    return distinct({moments.begin(), moments.end()}, limits_.moments);
  }

  /// Where many moments lie below, a plan to half an end or less is quicker than to look at each of them: what a plan
  /// lasts to no bound fails before.
  /// @return  The end of such a plan; 0: none was found.
  [[nodiscard]] double some_plan(const std::vector<double>& moments, double above, double below) {
    const auto between = [&](double end) {
      return std::count_if(moments.begin(), moments.end(), [&](double m) { return m > above && m < end; });
    };
    for (double end = below / 2; between(end) >= many_moments; end /= 2)
      if (plan_to(end, false)) return end;
    return 0;
  }

  void find_lower(double above) {
    const auto reaches = [&](bool thoroughly) {
      return [this, thoroughly](double end) {
        auto plan = plan_to(end, thoroughly);
        if (!plan) return false;
        bracket_.lower = end;
        bracket_.plan = std::move(*plan);
        return true;
      };
    };
    Reached reached = step_back(above, limits_.halvings, reaches(false));
    if (reached.low == 0 || effort_ != Effort::thorough) return;
    reached.high = above;
    reached.halve(limits_.halvings, reaches(true));
  }

  const Facts& facts_;
  const Reach& reach_;
  const Aim& aim_;
  Effort effort_;
  Limits limits_ = effort_ == Effort::thorough ? thorough_limits : closer_limits;
  const Control& control_;
  Known known_;
  SearchMemory own_;
  PlanStart plan_start_ = {};
  SearchMemory& memory_;
  Bracket bracket_ = {};
};

}  // namespace

bool SearchMemory::fits(const Facts& facts, const Reach& reach, const Aim& aim) const {
  const auto same_time = [](const Cell& a, const Cell& b) { return a.from == b.from; };
  return std::equal(facts.cells.begin(), facts.cells.end(), facts_.cells.begin(), facts_.cells.end(), same_time) &&
         reach.nodes == reach_.nodes && reach.edges == reach_.edges && aim.served == aim_.served;
}

BoundProgram& SearchMemory::program(std::size_t cells) {
  const auto larger = programs_.lower_bound(cells);
  if (larger != programs_.end() && larger->first <= cells + cells / 2) return *larger->second;
  auto& slot = programs_[cells];
  slot = std::make_unique<BoundProgram>(facts_, reach_, aim_, cells, stop_);
  slot->start_from(start_);
  return *slot;
}

LinearBasis SearchMemory::basis() const {
  return programs_.empty() ? LinearBasis{} : std::prev(programs_.end())->second->basis();
}

void SearchMemory::remember(const Prices& prices) {
  if (prices_.size() == most_remembered) prices_.pop_back();
  prices_.insert(prices_.begin(), prices);
}

Bracket search_by_lp(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const Control& control,
                     const Known& known) {
  return Search(facts, reach, aim, effort, control, known).run();
}

}  // namespace ytterby::best
