// SPDX-License-Identifier: Apache-2.0
/// @file  One state that lasts, or means over time.
#include "survive/by_bracket.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "survive/by_bracket_in_time.hpp"
#include "survive/one_state.hpp"

namespace ytterby::best {

bool is_one_state(const Facts& facts, const Reach& reach, const Aim& aim) {
  const FrozenNetwork& network = *facts.network;
  if (facts.cells.size() > 1 || !facts.cautious.empty()) return false;
  if (std::any_of(aim.until.begin(), aim.until.end(), [](double until) { return until < no_limit; })) return false;
  const Cell& cell = facts.cells.front();
  if (std::any_of(reach.edges.begin(), reach.edges.end(), [&](EdgeId edge) { return cell.lead[edge] > 0; }))
    return false;
  for (const InputId input : reach.inputs)
    for (const EdgeId edge : network.in_edges(input))
      if (facts.under_way[edge] > 0 && facts.first_lead[edge] > 0) return false;
  return true;
}

Bracket search_by_bracket(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, double tolerance,
                          const Control& control) {
  if (!is_one_state(facts, reach, aim)) return search_in_time(facts, reach, aim, effort, tolerance, control);
  const OneState<1> state(facts, reach, {&aim});
  Bracket bracket = state.proof_of(state.narrow(tolerance, control));
  if (!(bracket.lower >= bracket.upper * (1 - tolerance)))
    bracket.note = "bracket: iterations ran out before plan and prices came as close as the tolerance asks";
  return bracket;
}

EachAlone search_each_by_bracket(const Facts& facts, const std::vector<Aim>& aims, double tolerance,
                                 const Control& control) {
  constexpr std::size_t width = 8;
  std::vector<Bracket> brackets;
  if (const Aim all = together(aims); !all.served.empty())
    if (auto found = OneState<1>(facts, reach_of(facts, all), {&all}).each(aims, tolerance, control))
      return {.brackets = std::move(*found), .none_competes = true};
  for (std::size_t first = 0; first < aims.size(); first += width) {
    std::array<const Aim*, width> batch{};
    for (std::size_t s = 0; s < width; ++s)
      batch[s] = &aims[std::min(first + s, aims.size() - 1)];  // the last again where there are no more
    const auto last = aims.begin() + static_cast<std::ptrdiff_t>(std::min(first + width, aims.size()));
    const Reach reach = reach_of(facts, together({aims.begin() + static_cast<std::ptrdiff_t>(first), last}));
    const auto found = OneState<width>(facts, reach, batch).narrow(tolerance, control);
    for (std::size_t s = 0; s < width && first + s < aims.size(); ++s)
      brackets.push_back({.lower = found.at_least(s).count(), .upper = found.at_most(s).count()});
  }
  return {.brackets = std::move(brackets)};
}

}  // namespace ytterby::best
