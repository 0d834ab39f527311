// SPDX-License-Identifier: Apache-2.0
/// @file  Linear systems of weighted means, solved by elimination that never subtracts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace ytterby::kernel {

/// x_i = value_i + Σ weight·x_from, where the weights, with what leaves the system, add up to 1.
template <class Real>
struct Mean {
  std::vector<std::pair<std::uint32_t, Real>> weights = {};  ///< by `from`, ascending, each once, none of i itself
  Real leaves = 0;                                           ///< the weight of all else but of i itself
  Real value = 0;                                            ///< 0 or more
};

/// Solves for x by reducing one unknown after the other, those with the fewest links first.
///
/// Pivots are sums of what is left, 1 − weight of itself never being formed; so every x is exact to rounding of itself,
/// however nearly a cycle returns all of it. From each there must be a way out of the system.
///
/// Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107, doi:10.1287/opre.33.5.1107.
///
/// @param most_links  Gives up with more links than this at a time.
/// @return            x; nothing if it gave up. Time O(links squared), in tangles O(n³).
template <class Real>
[[nodiscard]] std::optional<std::vector<Real>> reduce_states(std::vector<Mean<Real>> means, std::size_t most_links) {
  using Weights = std::vector<std::pair<std::uint32_t, Real>>;
  const std::size_t n = means.size();
  std::vector<std::vector<std::uint32_t>> used_by(n);  // who has a weight of it; may name some twice
  std::size_t links = 0;
  for (std::uint32_t i = 0; i < n; ++i)
    for (const auto& [from, weight] : means[i].weights) {
      used_by[from].push_back(i);
      ++links;
    }

  using Turn = std::pair<std::size_t, std::uint32_t>;  // links made at most, and the unknown
  const auto turn_of = [&](std::uint32_t i) { return Turn{used_by[i].size() * means[i].weights.size(), i}; };
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
  for (std::uint32_t i = 0; i < n; ++i) turns.push(turn_of(i));

  std::vector<bool> reduced(n, false);
  std::vector<Real> pivots(n);
  std::vector<std::uint32_t> order;
  order.reserve(n);
  Weights merged;
  while (!turns.empty()) {
    const Turn turn = turns.top();
    turns.pop();
    const std::uint32_t k = turn.second;
    if (reduced[k]) continue;
    if (const Turn now = turn_of(k); now.first > turn.first) {
      turns.push(now);
      continue;
    }
    reduced[k] = true;
    order.push_back(k);
    const Mean<Real>& out = means[k];
    Real pivot = out.leaves;
    for (const auto& [from, weight] : out.weights) pivot += weight;
    pivots[k] = pivot;
    for (const std::uint32_t i : used_by[k]) {
      if (reduced[i]) continue;
      Mean<Real>& in = means[i];
      const auto at = std::lower_bound(in.weights.begin(), in.weights.end(), k,
                                       [](const auto& weight, std::uint32_t wanted) { return weight.first < wanted; });
      if (at == in.weights.end() || at->first != k) continue;
      const Real factor = at->second / pivot;
      merged.clear();
      auto a = in.weights.begin();
      for (const auto& [from, weight] : out.weights) {
        for (; a != in.weights.end() && a->first < from; ++a)
          if (a->first != k) merged.push_back(*a);
        if (from == i) continue;  // comes back to itself: no part of its pivot
        if (a != in.weights.end() && a->first == from) {
          merged.emplace_back(from, a->second + factor * weight);
          ++a;
        } else {
          merged.emplace_back(from, factor * weight);
          used_by[from].push_back(i);
        }
      }
      for (; a != in.weights.end(); ++a)
        if (a->first != k) merged.push_back(*a);
      links = links + merged.size() - in.weights.size();
      in.weights = merged;
      in.leaves += factor * out.leaves;
      in.value += factor * out.value;
      turns.push(turn_of(i));
    }
    if (links > most_links) return std::nullopt;
  }

  std::vector<Real> solution(n);
  std::reverse(order.begin(), order.end());
  for (const std::uint32_t k : order) {
    Real value = means[k].value;
    for (const auto& [from, weight] : means[k].weights) value += weight * solution[from];
    solution[k] = value / pivots[k];
  }
  return solution;
}

}  // namespace ytterby::kernel
