// SPDX-License-Identifier: Apache-2.0
/// @file  Losses that travel down a network to the end: least fixed points of largest weighted means.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "ytterby/kernel/loss_groups.hpp"
#include "ytterby/kernel/state_reduction.hpp"

namespace ytterby::kernel {

template <class Real>
struct CascadeResult {
  std::vector<Real> loss = {};  ///< [node]
  Real residual = 0;            ///< the largest difference of a loss to its own terms, their rounding included
};

/// Who loses how much: the least solution of
///
///     loss_j = max(floor_j, max over the terms of j of base + Σ gain·loss_from)
///
/// It is the largest chance that a walk from j, who chooses the term at every node, ends in what has a floor or a base;
/// and 1 − loss is the greatest solution of the smallest of such terms, as in Leontief's production functions.
///
/// Nodes that can lose nothing but each other's losses have one loss (LossGroups): put together, whatever is chosen
/// leaves every cycle in the end, and there is one solution, which both ways find. Strong components are solved one
/// after the other, suppliers first: one pass without cycles; inside them passes from below until they move nothing but
/// rounding; where a cycle returns nearly all, Howard's policy iteration, each policy solved by elimination without
/// subtraction. If that fills up, passes go on.
///
/// No loss is further from the solution than the residual times `longest_walk()`, since losses plus the residual times
/// the lengths of walks are above their own image, and below it with minus.
///
/// Time O(N + arcs) and a few passes over the arcs in cycles.
/// Howard, Dynamic Programming and Markov Processes, 1960; end components: Haddad and Monmege, Theoretical Computer
/// Science 735 (2018) 111, doi:10.1016/j.tcs.2016.12.003.
template <class Real>
class Cascade {
 public:
  /// @param most_links  Elimination gives up where it would need more of them at a time, 16 bytes each.
  explicit Cascade(const LossTerms<Real>& terms, std::size_t most_links = 4'000'000)
      : groups_(terms), nodes_(terms.nodes()), most_links_(most_links) {
    lay_out(terms);
  }

  /// No less than the number of terms that a walk goes by, in the mean, wherever it begins and whatever it chooses; 1
  /// at least, infinite if it cannot be told. About as long as `solve`.
  [[nodiscard]] Real longest_walk() const {
    const std::vector<Real> none(places(), 0), one(kept_.size(), 1);
    const auto steps = settle(none, one);
    Real longest = 1, missing = 0;
    for (std::size_t place = 0; place < places(); ++place) {
      const auto [more, row] = look(place, steps, none, one);
      if (row != no_row) missing = std::max(missing, more - steps[place] + rounding_of(row) * more);
      longest = std::max(longest, steps[place]);
    }
    // Lengths L that miss their own image by a part of a step: L/(1 − missing) are above it.
    return missing < 1 ? longest / (1 - missing) : std::numeric_limits<Real>::infinity();
  }

  /// @param floor  [node] 0 to 1.
  /// @param base   [term] 0 to its `rest`.
  [[nodiscard]] CascadeResult<Real> solve(std::span<const Real> floor, std::span<const Real> base) const {
    std::vector<Real> floors(places(), 0), bases(kept_.size());
    for (std::size_t node = 0; node < nodes_; ++node) {
      Real& of = floors[groups_.place_of[node]];
      of = std::max(of, floor[node]);
    }
    for (std::size_t row = 0; row < kept_.size(); ++row) bases[row] = base[kept_[row]] * per_weight_[row];
    const std::vector<Real> losses = settle(floors, bases);
    CascadeResult<Real> result{.loss = std::vector<Real>(nodes_)};
    for (std::size_t node = 0; node < nodes_; ++node) result.loss[node] = losses[groups_.place_of[node]];
    for (std::size_t place = 0; place < places(); ++place) {
      const auto [loss, row] = look(place, losses, floors, bases);
      const Real rounding = row == no_row ? 0 : rounding_of(row) * loss;
      result.residual = std::max(result.residual, std::abs(loss - losses[place]) + rounding);
    }
    return result;
  }

 private:
  static constexpr std::uint32_t no_row = 0xffff'ffffU;
  static constexpr Real at_rest = 4 * std::numeric_limits<Real>::epsilon();
  static constexpr int few_passes = 60, most_passes = 1'000'000, most_policies = 1000;

  struct Look {
    Real loss = 0;
    std::uint32_t row = no_row;  ///< the term that binds; none: the floor
  };

  /// Of a term, relative.
  [[nodiscard]] Real rounding_of(std::uint32_t row) const {
    return static_cast<Real>(arc_begin_[row + 1] - arc_begin_[row] + 3) * std::numeric_limits<Real>::epsilon();
  }

  [[nodiscard]] std::size_t places() const { return groups_.component_begin.back(); }

  /// Weighs terms anew by what leaves the group of their node; those that cannot are dropped.
  void lay_out(const LossTerms<Real>& terms) {
    row_begin_.push_back(0);
    arc_begin_.push_back(0);
    for (std::uint32_t place = 0; place < places(); ++place) {
      for (auto i = groups_.node_begin[place]; i < groups_.node_begin[place + 1]; ++i) {
        const auto node = groups_.node_at[i];
        for (auto term = terms.term_begin[node]; term < terms.term_begin[node + 1]; ++term) add_row(terms, term, place);
      }
      row_begin_.push_back(static_cast<std::uint32_t>(kept_.size()));
    }
  }

  void add_row(const LossTerms<Real>& terms, std::uint32_t term, std::uint32_t place) {
    Real weight = terms.rest[term];
    const auto first = from_.size();
    for (auto arc = terms.arc_begin[term]; arc < terms.arc_begin[term + 1]; ++arc) {
      const auto from = groups_.place_of[terms.from[arc]];
      if (from == place || terms.gain[arc] == 0) continue;
      weight += terms.gain[arc];
      from_.push_back(from);
      gain_.push_back(terms.gain[arc]);
    }
    if (weight == 0) return;
    for (auto arc = first; arc < from_.size(); ++arc) gain_[arc] /= weight;
    kept_.push_back(term);
    per_weight_.push_back(1 / weight);
    rest_.push_back(terms.rest[term] / weight);
    arc_begin_.push_back(static_cast<std::uint32_t>(from_.size()));
  }

  [[nodiscard]] Look look(std::size_t place, const std::vector<Real>& losses, const std::vector<Real>& floors,
                          const std::vector<Real>& bases) const {
    Look best{floors[place]};
    for (auto row = row_begin_[place]; row < row_begin_[place + 1]; ++row) {
      Real value = bases[row];
      for (auto arc = arc_begin_[row]; arc < arc_begin_[row + 1]; ++arc) value += gain_[arc] * losses[from_[arc]];
      if (value > best.loss) best = {value, row};
    }
    return best;
  }

  /// [place] Losses, given floors [place] and bases [row], as weighed anew.
  [[nodiscard]] std::vector<Real> settle(const std::vector<Real>& floors, const std::vector<Real>& bases) const {
    std::vector<Real> losses = floors;
    for (std::size_t c = 0; c + 1 < groups_.component_begin.size(); ++c) {
      const auto first = groups_.component_begin[c], last = groups_.component_begin[c + 1];
      if (last - first == 1) {
        losses[first] = look(first, losses, floors, bases).loss;
      } else if (!pass(first, last, few_passes, losses, floors, bases) &&
                 !iterate_policies(first, last, losses, floors, bases)) {
        static_cast<void>(pass(first, last, most_passes, losses, floors, bases));  // the residual tells what is left
      }
    }
    return losses;
  }

  /// Passes over a component from below. @return Whether the last one moved nothing but rounding.
  [[nodiscard]] bool pass(std::uint32_t first, std::uint32_t last, int passes, std::vector<Real>& losses,
                          const std::vector<Real>& floors, const std::vector<Real>& bases) const {
    for (int i = 0; i < passes; ++i) {
      bool moved = false;
      for (auto place = first; place < last; ++place) {
        const Real loss = look(place, losses, floors, bases).loss;
        moved = moved || loss > losses[place] * (1 + at_rest);
        losses[place] = std::max(losses[place], loss);
      }
      if (!moved) return true;
    }
    return false;
  }

  /// What binds at the losses so far is solved for, until nothing else binds. @return Whether it came to the end.
  [[nodiscard]] bool iterate_policies(std::uint32_t first, std::uint32_t last, std::vector<Real>& losses,
                                      const std::vector<Real>& floors, const std::vector<Real>& bases) const {
    std::vector<std::uint32_t> chosen(last - first, no_row);
    for (auto place = first; place < last; ++place) chosen[place - first] = look(place, losses, floors, bases).row;
    for (int i = 0; i < most_policies; ++i) {
      const auto solved = reduce_states(policy(first, last, chosen, losses, floors, bases), most_links_);
      if (!solved) return false;
      std::copy(solved->begin(), solved->end(), losses.begin() + first);
      bool switched = false;
      for (auto place = first; place < last; ++place) {
        const Look best = look(place, losses, floors, bases);
        if (best.row == chosen[place - first] || !(best.loss > losses[place] * (1 + 4 * at_rest))) continue;
        chosen[place - first] = best.row;
        switched = true;
      }
      if (!switched) return true;
    }
    return false;
  }

  [[nodiscard]] std::vector<Mean<Real>> policy(std::uint32_t first, std::uint32_t last,
                                               const std::vector<std::uint32_t>& chosen,
                                               const std::vector<Real>& losses, const std::vector<Real>& floors,
                                               const std::vector<Real>& bases) const {
    std::vector<Mean<Real>> means(last - first);
    for (auto place = first; place < last; ++place) {
      Mean<Real>& mean = means[place - first];
      const auto row = chosen[place - first];
      if (row == no_row) {
        mean = {.weights = {}, .leaves = 1, .value = floors[place]};
        continue;
      }
      mean.leaves = rest_[row];
      mean.value = bases[row];
      for (auto arc = arc_begin_[row]; arc < arc_begin_[row + 1]; ++arc) {
        if (from_[arc] >= first && from_[arc] < last) {
          mean.weights.emplace_back(from_[arc] - first, gain_[arc]);
        } else {
          mean.leaves += gain_[arc];
          mean.value += gain_[arc] * losses[from_[arc]];
        }
      }
      merge_alike(mean.weights);
    }
    return means;
  }

  /// Several arcs from one supplier become one.
  static void merge_alike(std::vector<std::pair<std::uint32_t, Real>>& weights) {
    std::sort(weights.begin(), weights.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (kept > 0 && weights[kept - 1].first == weights[i].first) {
        weights[kept - 1].second += weights[i].second;
      } else {
        weights[kept++] = weights[i];
      }
    }
    weights.resize(kept);
  }

  LossGroups groups_;
  std::size_t nodes_, most_links_;
  std::vector<std::uint32_t> row_begin_ = {};  ///< [place]
  std::vector<std::uint32_t> kept_ = {};       ///< [row] the term
  std::vector<Real> per_weight_ = {}, rest_ = {};
  std::vector<std::uint32_t> arc_begin_ = {}, from_ = {};  ///< [row], [arc] places
  std::vector<Real> gain_ = {};
};

}  // namespace ytterby::kernel
