// SPDX-License-Identifier: Apache-2.0
/// @file  What a cut lets pass and holds, less what it needs, as a function of the end.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "survive/cut_graph.hpp"
#include "ytterby/kernel/parametric_flow.hpp"

namespace ytterby::best {

/// What comes into the side of a cut by an end, less its demand: a line that bends and jumps with the end.
class CutSlack {
 public:
  CutSlack(const CutGraph& graph, const std::vector<char>& side, double end) {
    for (const auto& [vertex, from, until, rate, amount] : graph.supplies) {
      if (!side[vertex]) continue;
      add(from, rate, amount, end);
      add(until, -rate, 0, end);
    }
    for (std::size_t a = 0; a < graph.tail.size(); ++a)
      if (side[graph.head[a]] && !side[graph.tail[a]]) add(graph.from[a], graph.rate[a], 0, end);
    for (const auto& [vertex, rate, until] : graph.needs) {
      if (!side[vertex]) continue;
      add(0, -rate, 0, end);
      add(until, rate, 0, end);
      demand_ += rate * std::min(until, end);
    }
    std::sort(bends_.begin(), bends_.end(), [](const Bend& a, const Bend& b) { return a.at > b.at; });
  }

  [[nodiscard]] bool is_short(double end) const {
    kernel::detail::ExactSum<double> sum;
    for (const Bend& bend : bends_) sum.add(bend.amount + bend.rate * (end - bend.at));
    return sum.value() < -rounding * demand_;
  }

  /// The latest end before one that is short at which it is not.
  [[nodiscard]] double earlier_end() const {
    kernel::detail::ExactSum<double> base, slope;
    for (const Bend& bend : bends_) {
      base.add(bend.amount);
      base.add(-bend.rate * bend.at);
      slope.add(bend.rate);
    }
    for (std::size_t i = 0; i < bends_.size();) {
      const double at = bends_[i].at;
      if (slope.value() < 0)
        if (const double root = base.value() / -slope.value(); root > std::max(at, first_moment)) return root;
      for (; i < bends_.size() && bends_[i].at == at; ++i) {
        base.add(-bends_[i].amount);
        base.add(bends_[i].rate * at);
        slope.add(-bends_[i].rate);
      }
    }
    return 0;
  }

 private:
  struct Bend {
    double at = 0, rate = 0, amount = 0;
  };
  void add(double at, double rate, double amount, double end) {
    if (at < end && (rate != 0 || amount != 0)) bends_.push_back({at, rate, amount});
  }

  static constexpr double rounding = 64 * std::numeric_limits<double>::epsilon();  ///< of the demand of a cut
  static constexpr double first_moment = 1e-9;  ///< months; what is short then is short at once

  std::vector<Bend> bends_ = {};  // later ones first
  double demand_ = 0;
};

}  // namespace ytterby::best
