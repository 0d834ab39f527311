// SPDX-License-Identifier: Apache-2.0
/// @file  The least rate of an office with which targets can last, at best.
#include "size/best_case_need.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "core/narrow.hpp"
#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "survive/solve.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby {

namespace {

class Search {
 public:
  Search(const FrozenNetwork& network, OfficeRate rate, const BestCaseQuestion& question, const LicenceOptions& options)
      : network_(network), rate_(std::move(rate)), question_(question), options_(options) {
    found_.rivals = question.rivals;
    found_.last = question.last;
  }

  BestCaseNeed run() {
    if (!set_aside_those_past_help()) {
      found_.need = Need::out_of_reach;
      found_.not_enough = {rate_.plenty()};
      return found_;
    }
    if (!found_.set_aside.empty()) at_least_ = 0;  // known of all of them together
    found_.not_enough = {at_least_};
    if (at_least_ == 0 && !ends_with(0)) {
      found_.need = Need::none;
      static_cast<void>(lasts_with(0));
      return found_;
    }
    const auto close = [&](const Bracket& bracket) {
      return bracket.high - bracket.low <= options_.tolerance * bracket.high;
    };
    const auto holds = [&](const std::vector<double>& rates) {
      std::vector<bool> lasts;
      lasts.reserve(rates.size());
      for (const double rate : rates) lasts.push_back(!ends_with(rate));
      return lasts;
    };
    const Bracket bracket = narrow(widened(), 1, Turn::last, close, holds);
    found_.not_enough = {bracket.low};
    find_enough(bracket.high);
    return found_;
  }

 private:
  /// Those that plenty of licences would not help, by the cut that binds them.
  /// @return  Whether others are left.
  bool set_aside_those_past_help() {
    while (true) {
      const BestCase best = survive_with(rate_.plenty());
      bounds_.reset();
      if (!ends(best)) return true;
      found_.reason = best.reason;
      std::vector<NodeId> bound;
      for (const NodeId target : rate_.targets())
        if (std::find(best.cut.nodes.begin(), best.cut.nodes.end(), target) != best.cut.nodes.end())
          bound.push_back(target);
      if (bound.empty() || bound.size() == rate_.targets().size()) return false;
      found_.set_aside.insert(found_.set_aside.end(), bound.begin(), bound.end());
      rate_.leave_out(bound);
    }
  }

  /// From a rate that is not enough to one that may be, near where it is likely.
  Bracket widened() {
    Bracket bracket{.low = at_least_, .high = rate_.plenty()};
    for (double rate = question_.likely; rate < bracket.high; rate *= 2) {
      if (rate <= bracket.low) continue;
      if (!ends_with(rate)) {
        bracket.high = rate;
        break;
      }
      bracket.low = rate;
    }
    return bracket;
  }

  /// What no bound rules out there may yet be no plan for: then a little more, and ever more.
  void find_enough(double rate) {
    constexpr double first_step = 0.05;
    double more = 0;
    while (!lasts_with(std::min(rate * (1 + more), rate_.plenty())) && rate * (1 + more) < rate_.plenty())
      more = more == 0 ? first_step : 2 * more;
  }

  /// What the bounds at different rates have in common: they differ in amounts alone.
  struct Bounds {
    best::Facts facts;
    best::Aim aim;
    best::Reach reach;
    best::SearchMemory memory;

    Bounds(best::Facts of, best::Aim whom, const StopToken& stop)
        : facts(std::move(of)),
          aim(std::move(whom)),
          reach(best::reach_of(facts, aim)),
          memory(facts, reach, aim, stop) {}
  };

  /// Whether it is proven that they cannot last so long. No plan is looked for.
  bool ends_with(double rate) {
    const Scenario scenario = rate_.scenario(rate);
    const SurviveOptions options = survive_options();
    if (!bounds_) {
      best::Aim aim{.served = select_targets(network_, scenario)};
      aim.until.assign(aim.served.size(), best::no_limit);
      bounds_.emplace(best::facts_of(network_, rate_.scenario(rate_.plenty()), options), std::move(aim),
                      options_.control.stop);
    }
    const best::Facts at_rate = best::facts_of(network_, scenario, options);
    const best::Reach reach = best::reach_of(at_rate, bounds_->aim);
    // An end far off is one, wherever it is.
    const double enough = std::min(last().count(), std::numeric_limits<double>::max()) * (1 - 1e-9);
    return best::solve(at_rate, reach, bounds_->aim, best::Effort::bound, options,
                       {.enough = enough, .is_near = true, .memory = &bounds_->memory})
               .bracket.upper < last().count();
  }

  /// Whether a plan is found with which they do; remembers the rate.
  bool lasts_with(double rate) {
    if (!(survive_with(rate).lower >= last())) return false;
    found_.enough = {{rate}};
    return true;
  }

  [[nodiscard]] bool ends(const BestCase& best) const { return best.upper < last(); }
  [[nodiscard]] Months last() const { return question_.last.value_or(Months{std::numeric_limits<double>::infinity()}); }

  BestCase survive_with(double rate) { return survive(network_, rate_.scenario(rate), survive_options()); }
  [[nodiscard]] SurviveOptions survive_options() const {
    return {.rivals = question_.rivals,
            .flex = options_.flex,
            .step = options_.step,
            .each = false,
            .sequence = false,
            .control = {.stop = options_.control.stop, .threads = options_.control.threads}};
  }

  const FrozenNetwork& network_;
  OfficeRate rate_;
  const BestCaseQuestion& question_;
  double at_least_ = question_.at_least;
  const LicenceOptions& options_;
  BestCaseNeed found_ = {};
  std::optional<Bounds> bounds_ = {};
};

}  // namespace

BestCaseNeed best_case_need(const FrozenNetwork& network, OfficeRate rate, const BestCaseQuestion& question,
                            const LicenceOptions& options) {
  return Search(network, std::move(rate), question, options).run();
}

}  // namespace ytterby
