// SPDX-License-Identifier: Apache-2.0
/// @file  Brackets the bill-of-materials time to survive between a plan and prices, on large networks.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/plan_repair.hpp"
#include "ytterby/kernel/price_bound.hpp"
#include "ytterby/kernel/primal_dual.hpp"
#include "ytterby/kernel/primal_dual_steps.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

struct BracketOptions {
  double tolerance = 1e-3;           ///< relative, of the rate; above 0
  std::size_t iterations = 200'000;  ///< at most, of both kinds together
  StopToken stop = {};               ///< polled every few iterations; throws Cancelled
};

/// Two rates for each scenario with the least rate of SupplyRows between them, and the proof of both.
template <class Real, int Width>
struct RateBracket {
  std::array<Real, Width> low;   ///< 1/month; proven by `prices`; infinite if the demand cannot be met at all
  std::array<Real, Width> high;  ///< 1/month; proven by `plan`; infinite if none was found, 0 if all lasts for ever
  Plan<Real, Width> plan;        ///< satisfies every row at the rate `high`; 0 where none was found
  Prices<Real, Width> prices;    ///< of the best bound
  std::size_t iterations = 0;

  explicit RateBracket(const SupplyRows& rows) : plan(rows), prices(rows) {
    low.fill(-std::numeric_limits<Real>::infinity());
    high.fill(std::numeric_limits<Real>::infinity());
  }
  [[nodiscard]] Months at_least(std::size_t s) const { return Months{high[s] > 0 ? 1.0 / double{high[s]} : never}; }
  [[nodiscard]] Months at_most(std::size_t s) const { return Months{low[s] > 0 ? 1.0 / double{low[s]} : never}; }

 private:
  static constexpr double never = std::numeric_limits<double>::infinity();
};

/// Narrows a bracket of SupplyRows by the primal-dual iteration.
///
/// Prices converge first. Once the bound they prove hardly rises, the plan is polished: a second iteration, that keeps
/// the rate fixed just above that bound and so has no objective, looks for any plan, which is repaired and checked. If
/// there seems to be none, the first iteration goes on. Feasibility polishing: Applegate et al., PDLP: a practical
/// first-order method for large-scale linear programming (arXiv:2501.07018).
///
/// Invariant: low ≤ least rate ≤ high, whatever the iterates are. Stops when high ≤ (1 + tolerance)·low in every
/// scenario, or high is 0, or low infinite, or iterations run out. Deterministic. Limits: linear convergence only, the
/// slower the closer the program is to having many optima; not for tolerances below 1e-6.
template <class Real, int Width>
class NarrowBracket {
  using P = Pack<Real, Width>;
  using Mask = Eigen::Array<bool, Width, 1>;

 public:
  /// Both outlive this.
  /// @throws InvalidNetwork  if `rows` do not fit together, or `supply` does not fit them.
  NarrowBracket(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : rows_((check(rows), rows)),
        supply_((check(rows, supply), supply)),
        steps_(rows, supply),
        bound_(rows, supply),
        repair_(rows, supply),
        candidate_(rows),
        prices_(rows) {}

  /// Narrows from what is known already: rates, and prices to start from; any are valid, but `low` and `high` are taken
  /// on trust.
  /// @throws InvalidOptions  on a tolerance not above 0.
  /// @throws Cancelled       when asked to stop.
  [[nodiscard]] RateBracket<Real, Width> operator()(RateBracket<Real, Width> known, const BracketOptions& options) {
    if (!(options.tolerance > 0))
      throw InvalidOptions("bracket tolerance: found " + std::to_string(options.tolerance) + ", expected above 0");
    options_ = &options;
    auto& best = known;
    best.iterations = 0;
    prices_ = best.prices;
    prove(best);
    if (is_narrow(best)) return best;
    PrimalDual<Real, Width> iteration(rows_, supply_, steps_);
    iteration.start_from(best.prices);
    P seen = of(best.low);
    Restarts restarts;
    std::size_t own = 0, looks = 0;
    for (double look = first_look; best.iterations < options.iterations && !is_narrow(best);) {
      step(iteration, restarts, own);
      ++best.iterations;
      if (static_cast<double>(++own) < look || !restarts.just_measured) continue;
      look = 1.2 * static_cast<double>(own);
      iteration.latest(prices_);
      prove(best);
      iteration.bound_rate(of(best.low).min(static_cast<Real>(std::numeric_limits<Real>::max())), of(best.high));
      const P low = of(best.low);
      const auto small = static_cast<Real>(options.tolerance / 4);
      const bool settled = (is_closed(best) || low <= seen + small * low.abs()).all();
      seen = low;
      if (!settled && ++looks % 8 != 0) continue;
      polish(best, iteration, std::max<std::size_t>(own / 2, 200));
    }
    if (best.iterations > 0) relax(best, iteration, target(best));
    return best;
  }
  [[nodiscard]] RateBracket<Real, Width> operator()(const BracketOptions& options = {}) {
    return (*this)(Bracket(rows_), options);
  }

 private:
  using Bracket = RateBracket<Real, Width>;
  using Rates = std::array<Real, Width>;
  static auto of(Rates& rates) { return Eigen::Map<P>(rates.data()); }
  static auto of(const Rates& rates) { return Eigen::Map<const P>(rates.data()); }

  static constexpr Real never = std::numeric_limits<Real>::infinity();
  static constexpr std::size_t measured_every = 40, patience = 1000;
  static constexpr double first_look = 200;

  static void check(const SupplyRows& rows) { kernel::check(rows); }
  static void check(const SupplyRows& rows, const SupplyCase<Real, Width>& supply) {
    std::vector<Issue> issues;
    const auto require = [&](const char* where, const PackArray<Real, Width>& array, std::size_t expected, Real most) {
      if (array.rows() != expected)
        issues.push_back({.where = std::string(where) + ", rows",
                          .found = std::to_string(array.rows()),
                          .expected = std::to_string(expected)});
      for (std::size_t row = 0; row < array.rows(); ++row)
        for (std::size_t s = 0; s < Width; ++s)
          if (const Real found = array.at(row, s); !(found >= 0 && found <= most))
            issues.push_back({.where = std::string(where) + ", row " + std::to_string(row),
                              .found = std::to_string(found),
                              .expected = most < never ? "0 or more, finite" : "0 or more"});
    };
    constexpr Real finite = std::numeric_limits<Real>::max();
    require("demand", supply.demand, rows.nodes(), finite);
    require("finished", supply.finished, rows.nodes(), finite);
    require("stock", supply.stock, rows.slots(), finite);
    require("capacity", supply.capacity, rows.nodes(), never);
    require("arc_capacity", supply.arc_capacity, supply.is_capped() ? rows.arcs() : 0, never);
    require("grants", supply.grants, rows.offices, finite);
    if (!issues.empty()) throw InvalidNetwork("supply case", std::move(issues));
  }

  /// When to restart: on enough progress since the last time, or some that has stopped, or after long.
  struct Restarts {
    P first = P::Zero(), before = P::Zero();
    bool just_measured = false;

    [[nodiscard]] Mask due(const P& residual, const P& count, double iterations) {
      const Mask fresh = count <= Real{1};
      first = fresh.select(residual, first);
      Mask due = !fresh && (residual <= Real(0.2) * first || (residual <= Real(0.8) * first && residual > before) ||
                            count >= static_cast<Real>(0.36 * iterations));
      before = residual;
      return due;
    }
  };

  /// One iteration; measured now and then, and after each restart.
  void step(PrimalDual<Real, Width>& iteration, Restarts& restarts, std::size_t done) const {
    restarts.just_measured =
        done % measured_every == measured_every - 1 || (iteration.since_restart() == Real{0}).any();
    if (!restarts.just_measured) return iteration.advance();
    if (options_->stop.stop_requested()) throw Cancelled();
    const P residual = iteration.measure();
    const Mask due = restarts.due(residual, iteration.since_restart(), static_cast<double>(done));
    if (due.any()) iteration.restart(due);
  }

  [[nodiscard]] Mask is_closed(const Bracket& best) const {
    const P low = of(best.low), high = of(best.high);
    return high <= low * static_cast<Real>(1 + options_->tolerance) || high <= Real{0} || low == never;
  }
  [[nodiscard]] bool is_narrow(const Bracket& best) const { return is_closed(best).all(); }

  /// Keeps prices_ where they prove more than what is known.
  void prove(Bracket& best) {
    const P low = bound_(prices_);
    const Mask better = low > of(best.low);
    if (!better.any()) return;
    const auto keep = [&better](PackArray<Real, Width>& old, const PackArray<Real, Width>& found) {
      for (std::size_t row = 0; row < old.rows(); ++row) old[row] = better.select(found[row], old[row]);
    };
    keep(best.prices.output, prices_.output);
    keep(best.prices.input, prices_.input);
    keep(best.prices.share, prices_.share);
    keep(best.prices.office, prices_.office);
    of(best.low) = better.select(low, of(best.low));
  }

  /// Repairs candidate_ at this rate and keeps it where it serves all and needs less than what is known.
  ///
  /// @return  The share of its demand that the worst served target lacks.
  P try_plan(Bracket& best, const P& rate, int rounds) {
    const P served = repair_(candidate_, rate, rounds);
    P needed = P::Constant(never);
    for (std::size_t s = 0; s < Width; ++s)
      if (const int k = static_cast<int>(s); served[k] >= Real(1 - 1e-12))  // where rounding may be all that lacks
        needed[k] = static_cast<Real>(least_rate(rows_, supply_, candidate_, s));
    const Mask better = needed < of(best.high);
    if (better.any()) {
      for (std::size_t e = 0; e < rows_.arcs(); ++e)
        best.plan.flow[e] = better.select(candidate_.flow[e], best.plan.flow[e]);
      for (std::size_t i = 0; i < rows_.nodes(); ++i)
        best.plan.made[i] = better.select(candidate_.made[i], best.plan.made[i]);
      of(best.high) = better.select(needed, of(best.high));
    }
    return (Real{1} - served).max(Real{0});
  }

  /// A little above the proven rate, or 0 where none is proven.
  [[nodiscard]] P target(const Bracket& best) const {
    const P low = of(best.low);
    return (low > Real{0} && low < never).select(low * static_cast<Real>(1 + 0.9 * options_->tolerance), Real{0});
  }

  /// Looks for plans at the target, from the latest plan of an iteration, which stays as it is. Gives up
  /// where too little is gained from look to look, but not at once, and after `budget` iterations.
  void polish(Bracket& best, const PrimalDual<Real, Width>& from, std::size_t budget) {
    const P rate = target(best);
    from.latest(candidate_);
    P lacking = try_plan(best, rate, few_rounds), before = P::Constant(never);
    if (is_narrow(best)) return;
    PrimalDual<Real, Width> iteration = from;
    iteration.fix_rate(rate);
    Restarts restarts;
    double look = 80;
    for (std::size_t done = 0; done < budget && best.iterations < options_->iterations && !is_narrow(best);) {
      step(iteration, restarts, done);
      ++best.iterations;
      if (static_cast<double>(++done) < look || !restarts.just_measured) continue;
      look = 1.25 * static_cast<double>(done);
      iteration.latest(candidate_);
      const P last = try_plan(best, rate, few_rounds);
      if (done > patience && (is_closed(best) || last > Real(0.95) * before).all()) break;
      before = lacking;
      lacking = last;
    }
    relax(best, iteration, rate);
  }

  /// Where there is no plan at a rate, looks for one a little above it, in fourfold steps up to what is known.
  void relax(Bracket& best, const PrimalDual<Real, Width>& from, const P& rate) {
    const P unit = rate.max(steps_.usual_rate * static_cast<Real>(options_->tolerance));
    for (double factor = options_->tolerance; factor < 1e6; factor *= 4) {
      const P more = rate + unit * static_cast<Real>(factor);
      if ((is_closed(best) || of(best.high) <= more).all()) return;
      from.latest(candidate_);
      static_cast<void>(try_plan(best, more, more_rounds));
    }
  }

  static constexpr int few_rounds = 5, more_rounds = 20;

  const SupplyRows& rows_;
  const SupplyCase<Real, Width>& supply_;
  PrimalDualSteps<Real, Width> steps_;
  PriceBound<Real, Width> bound_;
  PlanRepair<Real, Width> repair_;
  Plan<Real, Width> candidate_;
  Prices<Real, Width> prices_;
  const BracketOptions* options_ = nullptr;
};

}  // namespace ytterby::kernel
