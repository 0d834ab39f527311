// SPDX-License-Identifier: Apache-2.0
/// @file  The best case of all targets, of each, and in sequence.
#include "ytterby/survive/survive.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/on_threads.hpp"
#include "survive/explain.hpp"
#include "survive/facts.hpp"
#include "survive/linear_solver.hpp"
#include "survive/one_sided.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "survive/solve.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/core/std_function.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/survive/verify.hpp"

namespace ytterby {

namespace {

using best::Aim;
using best::Bracket;
using best::Facts;
using best::finite;
using best::no_limit;
using best::Reach;

void require_options(const SurviveOptions& options) {
  const auto require = [](bool holds, const char* what, double found, const char* expected) {
    if (!holds) throw InvalidOptions(fmt::format("{}: found {}, expected {}", what, found, expected));
  };
  require(options.flex > 0 && std::isfinite(options.flex), "flex", options.flex, "a finite number above 0");
  require(options.tolerance > 0 && std::isfinite(options.tolerance), "tolerance", options.tolerance,
          "a finite number above 0");
  require(options.step.count() > 0 && std::isfinite(options.step.count()), "step", options.step.count(),
          "a finite number of months above 0");
  require(options.control.threads >= 1, "threads", options.control.threads, "1 or more");
  if (key_of(options.rivals).empty())
    throw InvalidOptions(fmt::format("rivals: found the number {}, expected one of those that there are",
                                     static_cast<int>(options.rivals)));
  if (key_of(options.method).empty())
    throw InvalidOptions(fmt::format("method: found the number {}, expected one of those that there are",
                                     static_cast<int>(options.method)));
}

Lasting lasting_of(const Bracket& bracket) {
  if (bracket.upper == 0) return Lasting::at_once;
  if (std::isinf(bracket.lower)) return Lasting::for_ever;
  return std::isinf(bracket.upper) ? Lasting::open : Lasting::limited;
}

constexpr double of_no_concern = 1200;  // months: data are not so exact that rivals would fail first then

TargetTime time_of(NodeId node, const Bracket& bracket) {
  return {
      .node = node, .lasting = lasting_of(bracket), .months = finite(bracket.upper), .lower = Months{bracket.lower}};
}

class Survival {
 public:
  Survival(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options)
      : network_(network),
        scenario_(scenario),
        options_(options),
        progress_(options.control.progress),
        targets_(select_targets(network, scenario)),
        facts_(best::facts_of(network, scenario, options)) {
    options_.control.progress = {};  // told of the whole
    parts_ = 2 + (options.each ? targets_.size() : 0) + (options.sequence ? targets_.size() : 0);
  }

  BestCase run() {
    best_.notes = facts_.notes;
    find_rivals();
    const Aim aim = with_rivals(targets_, best_.dropped);
    const Reach reach = best::reach_of(facts_, aim);
    best::SearchMemory memory(facts_, reach, aim, options_.control.stop);
    const auto [bracket, method] =
        best::solve(facts_, reach, aim, best::Effort::thorough, options_, {.memory = &memory});
    best_.method = method;
    note(bracket);
    tell(1);
    fill(aim, reach, bracket, memory);
    tell(1);
    if (options_.each) find_each(bracket);
    if (options_.sequence && best_.method != Method::bracket) find_sequence(bracket, reach, memory);
    if (options_.sequence && best_.method == Method::bracket && best_.sequence.empty())
      best_.notes.emplace_back(
          "order of running out: not found by the bracket, which knows no demand that ends, unless nobody competes");
    best_.verdict = verify(best_, network_, scenario_, options_);
    if (!best_.verdict.holds && options_.method == Method::automatic) prove_otherwise(aim, reach, memory);
    tell(parts_ - done_);
    return std::move(best_);
  }

 private:
  /// @param parts  Done since the last call, of all that is to do.
  void tell(std::size_t parts) {
    done_ += parts;
    if (progress_ && parts > 0) progress_(static_cast<double>(done_) / static_cast<double>(parts_), Months{0});
  }

  void note(const Bracket& bracket, const std::string& of = "") {
    if (!bracket.note.empty()) best_.notes.push_back(of + bracket.note);
  }

  [[nodiscard]] Bracket solve(const Aim& aim, const Reach& reach, best::Effort effort) const {
    return best::solve(facts_, reach, aim, effort, options_).bracket;
  }
  [[nodiscard]] Bracket solve(const Aim& aim, best::Effort effort) const {
    return solve(aim, best::reach_of(facts_, aim), effort);
  }

  using Rival = std::pair<NodeId, double>;  ///< and how long it could be met by itself

  static Aim aim_of(std::vector<NodeId> served) {
    Aim aim{.served = std::move(served)};
    aim.until.assign(aim.served.size(), no_limit);
    return aim;
  }

  /// Every rival's best case by itself, if they are to be served.
  void find_rivals() {
    if (options_.rivals != Rivals::served) return;
    std::vector<NodeId> nodes;
    for (const NodeId node : network_.nodes())
      if (network_.demand(node).value > 0 && !std::binary_search(targets_.begin(), targets_.end(), node))
        nodes.push_back(node);
    add_rivals(nodes);
  }

  void add_rivals(const std::vector<NodeId>& nodes) {
    std::vector<Rival> rivals(nodes.size());
    on_threads(nodes.size(), options_.control, [&](auto&& each) {
      each([&](std::size_t i) { rivals[i] = {nodes[i], solve(aim_of({nodes[i]}), best::Effort::bound).upper}; });
    });
    rivals_.insert(rivals_.end(), rivals.begin(), rivals.end());
  }

  /// Targets, and rivals who are to be served. Rivals that fail first without the targets having a part in it are left
  /// out one after the other, and added to `dropped`.
  Aim with_rivals(const std::vector<NodeId>& targets, std::vector<NodeId>& dropped) const {
    auto rivals = rivals_;
    std::erase_if(rivals, [&](const Rival& rival) {
      return std::find(targets.begin(), targets.end(), rival.first) != targets.end();
    });
    while (true) {
      std::vector<NodeId> served = targets;
      for (const auto& [node, alone] : rivals) served.push_back(node);
      std::sort(served.begin(), served.end());
      Aim aim = aim_of(std::move(served));
      if (rivals.empty()) return aim;
      const auto [together, method] =
          best::solve(facts_, best::reach_of(facts_, aim), aim, best::Effort::bound, options_);
      const double slack = method == Method::bracket ? options_.tolerance : 1e-9;
      const auto fails_first = first_to_fail(rivals, targets, together, slack);
      if (fails_first == rivals.end()) return aim;
      dropped.insert(std::lower_bound(dropped.begin(), dropped.end(), fails_first->first), fails_first->first);
      rivals.erase(fails_first);
    }
  }

  /// Whether a demand has a price: it is worth something beside that which is worth most, however small it is.
  [[nodiscard]] auto is_priced(const PerNode<double>& price, const std::vector<NodeId>& served) const {
    const auto worth = [this, &price](NodeId node) {
      double most = 0;
      for (const best::Cell& cell : facts_.cells) most = std::max(most, cell.demand[node]);
      return price[node] * most;
    };
    double highest = 0;
    for (const NodeId node : served) highest = std::max(highest, worth(node));
    return [worth, highest](NodeId node) { return worth(node) > 1e-9 * highest; };
  }

  /// One that fails by itself no later than all together, or else, if what binds is worth nothing to a target, one that
  /// it is worth something to; the one that could last shortest.
  [[nodiscard]] std::vector<Rival>::iterator first_to_fail(std::vector<Rival>& rivals,
                                                           const std::vector<NodeId>& targets, const Bracket& together,
                                                           double slack) const {
    if (together.upper > of_no_concern) return rivals.end();
    const auto shortest = std::min_element(rivals.begin(), rivals.end(),
                                           [](const Rival& a, const Rival& b) { return a.second < b.second; });
    if (shortest->second <= together.upper * (1 + slack)) return shortest;
    std::vector<NodeId> served = targets;
    for (const auto& [node, alone] : rivals) served.push_back(node);
    const auto binds = is_priced(together.prices.output.front(), served);
    if (std::any_of(targets.begin(), targets.end(), binds)) return rivals.end();
    auto first = rivals.end();
    for (auto rival = rivals.begin(); rival != rivals.end(); ++rival)
      if (binds(rival->first) && (first == rivals.end() || rival->second < first->second)) first = rival;
    return first;
  }

  void fill(const Aim& aim, const Reach& reach, const Bracket& bracket, best::SearchMemory& memory) {
    best_.lasting = lasting_of(bracket);
    best_.months = finite(bracket.upper);
    best_.lower = Months{bracket.lower};
    best_.upper = Months{bracket.upper};
    best_.exact = bracket.exact() && !(facts_.forgets_licences && std::isfinite(bracket.upper));
    best_.certificate = {.served = aim.served, .plan = bracket.plan, .prices = bracket.prices};
    best_.cut = {};
    best_.gradient.clear();
    best_.interval.reset();
    if (std::isinf(bracket.upper)) {
      best_.reason = best_.lasting == Lasting::for_ever
                         ? "supply keeps up with demand for ever"
                         : "a plan is known that far, and it is open whether more is possible";
      return;
    }
    best_.cut = best::cut_of(facts_, reach, aim, bracket.prices, bracket.upper);
    best_.gradient = best::one_sided_gains(
        facts_, reach, aim, bracket, [&](const Facts& facts, const Reach& there, const Aim& same) {
          return best::solve(facts, there, same, best::Effort::bound, options_, {.is_near = true, .memory = &memory})
              .bracket;
        });
    best_.reason = reason();
    best_.interval = interval_of(bracket.upper);
  }

  /// Where the check of an answer finds a fault: without the gains, if that is in them; else by another method.
  void prove_otherwise(const Aim& aim, const Reach& reach, best::SearchMemory& memory) {
    const auto holds = [&](BestCase& best) {
      best.verdict = verify(best, network_, scenario_, options_);
      return best.verdict.holds;
    };
    const std::string fault = best_.verdict.why;
    BestCase without = best_;
    without.gradient.clear();
    if (!best_.gradient.empty() && holds(without)) {
      best_ = std::move(without);
      best_.notes.push_back("gains: left out, since they were not confirmed: " + fault);
      return;
    }
    const BestCase before = best_;
    for (const Method other : {Method::lp, Method::bracket}) {
      if (before.method == Method::bracket || before.method == other) continue;
      if (other == Method::lp && (!linear_solver_available() || reach.edges.size() > best::too_many_edges)) continue;
      SurviveOptions asked = options_;
      asked.method = other;
      best_.method = other;
      try {
        fill(aim, reach, best::solve(facts_, reach, aim, best::Effort::thorough, asked).bracket, memory);
      } catch (const GaveUp&) {
        continue;
      }
      if (!holds(best_)) continue;
      best_.notes.push_back(fmt::format("answered by {}, since the answer by {} was not confirmed: {}", key_of(other),
                                        key_of(before.method), fault));
      return;
    }
    best_ = before;
  }

  [[nodiscard]] BestCase::Interval interval_of(double end) const {
    BestCase::Interval interval{.from = Months{0}, .to = Months{no_limit}};
    for (const double event : facts_.events) {
      if (event < end) interval.from = Months{event};
      if (event >= end && std::isinf(interval.to.count())) interval.to = Months{event};
    }
    return interval;
  }

  [[nodiscard]] std::string reason() const {
    if (best_.lasting == Lasting::at_once)
      return "from the first moment less can be delivered than is needed, and there is no stock that could fill the "
             "gap";
    return "stock runs out: what can still be delivered is less than what is needed";
  }

  /// Others that are to be served include the other targets then.
  void find_each(const Bracket& whole) {
    if (targets_.size() == 1) {  // all together
      best_.each.push_back(time_of(targets_.front(), whole));
      if (best_.method == Method::bracket && options_.sequence) best_.sequence = best_.each;
      tell(1);
      return;
    }
    std::vector<Aim> aims(targets_.size());
    const auto rivals = rivals_;
    if (options_.rivals == Rivals::served) add_rivals(targets_);
    on_threads(targets_.size(), options_.control, [&](auto&& each) {
      each([&](std::size_t i) {
        std::vector<NodeId> dropped;
        aims[i] = with_rivals({targets_[i]}, dropped);
      });
    });
    rivals_ = rivals;
    SurviveOptions telling = options_;
    if (progress_)
      telling.control.progress = [&](double share, Months) {
        const double done = static_cast<double>(done_) + share * static_cast<double>(targets_.size());
        progress_(done / static_cast<double>(parts_), Months{0});
      };
    auto [brackets, none_competes] = best::solve_each(facts_, aims, best::Effort::closer, telling,
                                                      options_.rivals == Rivals::served ? 0 : best_.lower.count());
    if (options_.rivals != Rivals::served) {  // what lasts for all lasts for each
      for (Bracket& bracket : brackets) {
        bracket.lower = std::max(bracket.lower, best_.lower.count());
        bracket.upper = std::max(bracket.upper, bracket.lower);
      }
    }
    done_ += targets_.size();
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      best_.each.push_back(time_of(targets_[i], brackets[i]));
      note(brackets[i], fmt::format("{} alone: ", network_.name(targets_[i])));
    }
    if (none_competes && options_.sequence && options_.rivals != Rivals::served) {
      // To give one up frees nothing for the others.
      best_.sequence = best_.each;
      std::stable_sort(best_.sequence.begin(), best_.sequence.end(), [](const TargetTime& a, const TargetTime& b) {
        return a.months.value_or(Months::max()) < b.months.value_or(Months::max());
      });
    }
  }

  /// At each end one of the targets that are short then is given up, so that the others last longest; it has been
  /// served until then, so that the bound does not fail before.
  void find_sequence(const Bracket& whole, const Reach& reach, best::SearchMemory& memory) {
    Aim aim = aim_of(best_.certificate.served);
    std::vector<NodeId> left = targets_;
    Bracket bracket = whole;
    double reached = whole.exact() ? whole.upper : whole.lower;
    const auto bound_of = [&](const Aim& others, double enough) {
      return best::solve(facts_, reach, others, best::Effort::bound, options_,
                         {.lower = reached, .enough = enough, .memory = &memory})
          .bracket;
    };
    while (!left.empty() && std::isfinite(bracket.upper)) {
      const auto priced = priced_of(aim, bracket);
      const bool of_rivals = std::none_of(priced.begin(), priced.end(), [&](NodeId node) {
        return std::find(left.begin(), left.end(), node) != left.end();
      });
      if (of_rivals && !priced.empty()) {
        for (const NodeId node : priced) give_up(aim, node, bracket.upper);
        bracket = bound_of(aim, -1);
      } else {
        auto [first, next] = first_to_give_up(left, aim, bracket, bound_of);
        best_.sequence.push_back(time_of(first, bracket));
        tell(1);
        give_up(aim, first, bracket.upper);
        std::erase(left, first);
        if (!left.empty()) bracket = std::move(next);
      }
      note(bracket, "order of running out: ");
      reached = std::max(reached, bracket.upper);
    }
    const bool is_open = best_.sequence.empty() || !bracket.note.empty();
    const Bracket rest = is_open ? bracket : Bracket{.lower = no_limit};  // by the bound
    for (const NodeId node : left) best_.sequence.push_back(time_of(node, rest));
  }

  /// Whose demand has a price, of those not given up yet.
  [[nodiscard]] std::vector<NodeId> priced_of(const Aim& aim, const Bracket& bracket) const {
    const auto binds = is_priced(bracket.prices.output.back(), aim.served);
    std::vector<NodeId> priced;
    for (std::size_t i = 0; i < aim.served.size(); ++i)
      if (std::isinf(aim.until[i]) && binds(aim.served[i])) priced.push_back(aim.served[i]);
    return priced;
  }

  /// Of the targets whose demand has a price, the one without which the bound for the others is longest; and that
  /// bound.
  /// @param bound_of  Of an aim; how long is enough to know that it is not the longest.
  template <class BoundOf>
  [[nodiscard]] std::pair<NodeId, Bracket> first_to_give_up(const std::vector<NodeId>& left, const Aim& aim,
                                                            const Bracket& bracket, BoundOf&& bound_of) const {
    const auto binds = is_priced(bracket.prices.output.back(), left);
    std::vector<NodeId> priced;
    for (const NodeId node : left)
      if (binds(node)) priced.push_back(node);
    if (priced.empty()) priced = left;
    std::pair<NodeId, Bracket> best{priced.front(), {}};
    double longest = -1;
    for (const NodeId node : priced) {
      Aim without = aim;
      give_up(without, node, bracket.upper);
      Bracket other = bound_of(without, longest);
      if (!(other.upper > longest)) continue;
      longest = other.upper;
      best = {node, std::move(other)};
    }
    return best;
  }

  static void give_up(Aim& aim, NodeId node, double end) {
    for (std::size_t i = 0; i < aim.served.size(); ++i)
      if (aim.served[i] == node) aim.until[i] = end;
  }

  const FrozenNetwork& network_;
  const Scenario& scenario_;
  SurviveOptions options_;
  std::function<void(double, Months)> progress_;
  std::size_t parts_ = 0, done_ = 0;
  std::vector<NodeId> targets_;
  Facts facts_;
  std::vector<Rival> rivals_ = {};
  BestCase best_ = {};
};

}  // namespace

BestCase survive(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options) {
  require_options(options);
  return Survival(network, scenario, options).run();
}

}  // namespace ytterby
