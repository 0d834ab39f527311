// SPDX-License-Identifier: Apache-2.0
/// @file  Newton steps over any maximum flow: what the rivals share.
#pragma once

#include <cstddef>
#include <vector>

#include "survive_case.hpp"

namespace ytterby::bench {

/// From λ = 0 upward, until the cut found asks for no larger λ.
///
/// @param steps     Set to the number of cuts found.
/// @param find_cut  Called with λ and a vector in which to mark, by node, the sink side of a minimum cut at λ.
template <class FindCut>
[[nodiscard]] double newton(const SurviveCase& of, int& steps, FindCut&& find_cut) {
  constexpr double rounding = 1e-12;
  std::vector<char> inside(of.nodes());
  double lambda = 0;
  for (steps = 1;; ++steps) {
    find_cut(lambda, inside);
    double missing = 0, stock = 0;
    for (std::size_t i = 0; i < of.nodes(); ++i) {
      if (!inside[i]) continue;
      missing += of.demand[i] - of.fixed[i];
      stock += of.stock[i];
    }
    for (std::size_t a = 0; a < of.tail.size(); ++a)
      if (inside[of.head[a]] && !inside[of.tail[a]]) missing -= of.capacity[a];
    if (!(missing > lambda * stock * (1 + rounding))) return lambda;
    lambda = missing / stock;
  }
}

}  // namespace ytterby::bench
