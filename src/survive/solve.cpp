// SPDX-License-Identifier: Apache-2.0
/// @file  By cut, by linear program or by bracket.
#include "survive/solve.hpp"

#include <algorithm>
#include <string>

#include "core/on_threads.hpp"
#include "survive/by_bracket.hpp"
#include "survive/by_cut.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::best {

namespace {

/// Edges from which the bracket is preferred to a linear program: programs with shares grow slow earlier.
constexpr std::size_t many_edges_with_shares = 6'000, many_edges = 50'000;
/// And from which a cut without a plan is left as it is.
constexpr std::size_t too_many_edges = 20'000;

Method asked_for(const Facts& facts, const Reach& reach, const Aim& aim, const SurviveOptions& options) {
  if (options.method == Method::lp && !linear_solver_available())
    throw InvalidOptions("method: lp: built without a solver of linear programs, expected another method");
  if (options.method == Method::cut)
    if (const auto why = unfit_for_cut(facts, reach, aim); !why.empty())
      throw InvalidOptions("method: cut: " + why +
                           ", expected one product, without shares, offices and events that a cut cannot follow");
  return options.method;
}

Method chosen(const Facts& facts, const Reach& reach, const Aim& aim) {
  if (unfit_for_cut(facts, reach, aim).empty()) return Method::cut;
  const bool shares =
      std::any_of(reach.edges.begin(), reach.edges.end(), [&](EdgeId edge) { return has_share(facts, edge); });
  const bool is_large = reach.edges.size() > (shares ? many_edges_with_shares : many_edges);
  return is_large || !linear_solver_available() ? Method::bracket : Method::lp;
}

}  // namespace

Solved solve(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const SurviveOptions& options,
             const Known& known) {
  const bool is_free = options.method == Method::automatic;
  const Method method = is_free ? chosen(facts, reach, aim) : asked_for(facts, reach, aim, options);
  if (method == Method::bracket)
    return {search_by_bracket(facts, reach, aim, effort, options.tolerance, options.control), method};
  if (method == Method::lp) return {search_by_lp(facts, reach, aim, effort, options.control, known), method};
  Solved cut{search_by_cut(facts, reach, aim, effort, options.control), method};
  const bool is_enough = effort == Effort::bound || cut.bracket.exact() || !is_free;
  if (is_enough || !linear_solver_available() || reach.edges.size() > too_many_edges) return cut;
  return {search_by_lp(facts, reach, aim, effort, options.control, known), Method::lp};  // which may find a plan
}

std::vector<Bracket> solve_each(const Facts& facts, const std::vector<Aim>& aims, Effort effort,
                                const SurviveOptions& options, double lower) {
  std::vector<Bracket> brackets(aims.size());
  if (aims.empty()) return brackets;
  const Aim all = together(aims);
  const Reach reach = reach_of(facts, all);
  const bool is_free = options.method == Method::automatic;
  const Method method = is_free ? chosen(facts, reach, all) : options.method;
  if (method == Method::bracket && is_one_state(facts, reach, all))
    return search_each_by_bracket(facts, aims, options.tolerance, options.control);
  on_threads(aims.size(), options.control, [&](auto&& each) {
    each([&](std::size_t i) {
      brackets[i] = solve(facts, reach_of(facts, aims[i]), aims[i], effort, options, {.lower = lower}).bracket;
    });
  });
  return brackets;
}

}  // namespace ytterby::best
