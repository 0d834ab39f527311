// SPDX-License-Identifier: Apache-2.0
/// @file  By cut, by linear program or by bracket.
#include "survive/solve.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/on_threads.hpp"
#include "survive/by_cut.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::best {

namespace {

/// Edges from which the bracket is preferred to a linear program: programs with shares grow slow earlier, and the
/// bracket needs a few passes alone where nobody competes.
constexpr std::size_t many_edges_with_shares = 6'000, many_edges_without_rivalry = 1'500, many_edges = 50'000;
/// And edges times lead times that differ, of which programs over time have about as many rows.
constexpr std::size_t many_edges_in_time = 12'000;

Method asked_for(const Facts& facts, const Reach& reach, const Aim& aim, const SurviveOptions& options) {
  if (options.method == Method::lp && !linear_solver_available())
    throw InvalidOptions("method: lp: built without a solver of linear programs, expected another method");
  if (options.method == Method::cut)
    if (const auto why = unfit_for_cut(facts, reach, aim); !why.empty())
      throw InvalidOptions("method: cut: " + why +
                           ", expected one product, without shares, offices and events that a cut cannot follow");
  return options.method;
}

/// Where something takes time, how many times differ.
std::size_t lead_times(const Facts& facts, const Reach& reach) {
  std::vector<double> leads;
  for (const EdgeId edge : reach.edges)
    if (const double lead = facts.cells.front().lead[edge]; lead > 0) leads.push_back(lead);
  std::sort(leads.begin(), leads.end());
  return static_cast<std::size_t>(std::unique(leads.begin(), leads.end()) - leads.begin());
}

/// Unless no supplier's shares add up to more than all, and there are no lanes: then one customer takes nothing from
/// another.
bool may_compete(const Facts& facts, const Reach& reach, const Aim& aim) {
  const Cell& cell = facts.cells.front();
  constexpr double rounding = 1e-12;
  PerNode<double> asked(facts.network->nodes().size());
  for (const EdgeId edge : reach.edges) {
    if (facts.network->lane(edge) != no_lane) return true;
    asked[facts.network->from(edge)] += std::min(cell.share[edge], 1.0);
  }
  for (const NodeId node : aim.served)
    if (asked[node] > 0) return true;
  return std::any_of(asked.begin(), asked.end(), [](double sum) { return sum > 1 + rounding; });
}

/// No end is proven, and no plan found that has none.
bool leaves_open(const Bracket& bracket) { return std::isinf(bracket.upper) && !std::isinf(bracket.lower); }

/// Takes over what the other knows better, or all where they contradict each other, which is rounding.
bool learn(Bracket& bracket, Bracket&& other) {
  if (other.upper < bracket.lower) {
    bracket = std::move(other);
    return true;
  }
  const bool longer = other.lower > bracket.lower, shorter = other.upper < bracket.upper;
  if (longer) {
    bracket.lower = other.lower;
    bracket.plan = std::move(other.plan);
  }
  if (shorter) {
    bracket.upper = other.upper;
    bracket.prices = std::move(other.prices);
  }
  return longer || shorter;
}

/// Linear programs unless they give up; the first-order bracket, too, where they leave open whether there is an end.
Solved by_lp_if_it_can(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                       const SurviveOptions& options, const Known& known) {
  const auto by_bracket = [&] {
    return search_by_bracket(facts, reach, aim, effort, options.tolerance, options.control);
  };
  Solved found{.method = Method::lp};
  try {
    found.bracket = search_by_lp(facts, reach, aim, effort, options.control, known);
  } catch (const GaveUp& failure) {
    found = {by_bracket(), Method::bracket};
    found.bracket.note = std::string(failure.what()) + ": answered by bracket";
  }
  if (effort == Effort::bound || found.method == Method::bracket || !leaves_open(found.bracket)) return found;
  if (learn(found.bracket, by_bracket()))
    found.bracket.note = "linear programs left open whether there is an end: the bracket knows more";
  return found;
}

Method chosen(const Facts& facts, const Reach& reach, const Aim& aim) {
  if (unfit_for_cut(facts, reach, aim).empty()) return Method::cut;
  const bool shares =
      std::any_of(reach.edges.begin(), reach.edges.end(), [&](EdgeId edge) { return has_share(facts, edge); });
  std::size_t most = shares ? many_edges_with_shares : many_edges;
  if (reach.edges.size() > many_edges_without_rivalry && is_one_state(facts, reach, aim) &&
      !may_compete(facts, reach, aim))
    most = many_edges_without_rivalry;
  const bool is_large = reach.edges.size() > most || reach.edges.size() * lead_times(facts, reach) > many_edges_in_time;
  return is_large || !linear_solver_available() ? Method::bracket : Method::lp;
}

}  // namespace

Solved solve(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const SurviveOptions& options,
             const Known& known) {
  const bool is_free = options.method == Method::automatic;
  const Method method = is_free ? chosen(facts, reach, aim) : asked_for(facts, reach, aim, options);
  if (method == Method::bracket)
    return {search_by_bracket(facts, reach, aim, effort, options.tolerance, options.control), method};
  if (method == Method::lp && is_free) return by_lp_if_it_can(facts, reach, aim, effort, options, known);
  if (method == Method::lp) return {search_by_lp(facts, reach, aim, effort, options.control, known), method};
  Solved cut{search_by_cut(facts, reach, aim, effort, options.control), method};
  const bool is_enough = effort == Effort::bound || cut.bracket.exact() || !is_free;
  if (is_enough || !linear_solver_available() || reach.edges.size() > too_many_edges) return cut;
  return by_lp_if_it_can(facts, reach, aim, effort, options, known);  // which may find a plan
}

EachAlone solve_each(const Facts& facts, const std::vector<Aim>& aims, Effort effort, const SurviveOptions& options,
                     double lower) {
  std::vector<Bracket> brackets(aims.size());
  if (aims.empty()) return {};
  const Aim all = together(aims);
  const Reach reach = reach_of(facts, all);
  const bool is_free = options.method == Method::automatic;
  const Method method = is_free ? chosen(facts, reach, all) : options.method;
  if (method == Method::bracket && is_one_state(facts, reach, all))
    return search_each_by_bracket(facts, aims, options.tolerance, options.control);
  on_threads(aims.size(), options.control, [&](auto&& each) {
    each([&](std::size_t i) {
      brackets[i] = solve(facts, reach_of(facts, aims[i]), aims[i], effort, options, {.lower = lower}).bracket;
      brackets[i].plan = {};  // as large as the network, of each
      brackets[i].prices = {};
    });
  });
  return {.brackets = std::move(brackets)};
}

}  // namespace ytterby::best
