// SPDX-License-Identifier: Apache-2.0
/// @file  Losses down and up from a shock, solved on what it reaches alone.
#include "exposure/spread.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "ytterby/core/error.hpp"
#include "ytterby/kernel/cascade.hpp"

namespace ytterby {

namespace {

void end_term(kernel::LossTerms<double>& terms, double rest) {
  terms.arc_begin.push_back(static_cast<std::uint32_t>(terms.from.size()));
  terms.rest.push_back(std::max(rest, 0.0));
}

Losses bounded(const kernel::LossTerms<double>& terms, std::span<const double> floor,
               const std::vector<std::uint32_t>& positions) {
  const std::vector<double> base(terms.terms(), 0);
  const kernel::Cascade<double> cascade(terms);
  auto found = cascade.solve(floor, base);
  for (double& loss : found.loss) loss = std::min(loss, 1.0);
  return {positions, std::move(found.loss), std::min(1.0, found.residual * cascade.longest_walk())};
}

}  // namespace

Losses Spread::down(std::span<const ShockAt> shocks) {
  reach(shocks, true);
  begin_markets();
  const auto floor = floors(shocks);
  Losses found;
  if (model_.options.replaceable) {
    found = surround(floor);
  } else {
    found = bounded(terms_down(std::vector<double>(reached_.size(), 1)), floor, reached_);
  }
  forget();
  return found;
}

Losses Spread::up(std::span<const ShockAt> shocks) {
  reach(shocks, false);
  const Rows& rows = model_.network.rows();
  kernel::LossTerms<double> terms;
  for (const std::uint32_t position : reached_) {
    double rest = model_.ordered_rest[position];
    for (auto i = rows.out_begin[position]; i < rows.out_begin[position + 1]; ++i) {
      const std::uint32_t arc = rows.out_arc.empty() ? i : rows.out_arc[i];
      const auto customer = rows.position_of[rows.node_of[rows.slot[arc]]];
      if (model_.ordered[arc] <= 0) continue;
      if (place_[customer] == nowhere) {
        rest += model_.ordered[arc];
      } else {
        terms.from.push_back(place_[customer]);
        terms.gain.push_back(model_.ordered[arc]);
      }
    }
    end_term(terms, rest);
    terms.term_begin.push_back(static_cast<std::uint32_t>(terms.terms()));
  }
  Losses found = bounded(terms, floors(shocks), reached_);
  forget();
  return found;
}

/// In flow order, or against it.
void Spread::reach(std::span<const ShockAt> shocks, bool downstream) {
  const Rows& rows = model_.network.rows();
  reached_.clear();
  open_.clear();
  const auto add = [&](std::uint32_t position) {
    if (place_[position] != nowhere) return;
    place_[position] = 0;
    reached_.push_back(position);
    open_.push_back(position);
  };
  for (const auto& [position, lost] : shocks)
    if (lost > 0) add(position);
  while (!open_.empty()) {
    const auto position = open_.back();
    open_.pop_back();
    if (downstream) {
      for (auto i = rows.out_begin[position]; i < rows.out_begin[position + 1]; ++i) {
        const std::uint32_t arc = rows.out_arc.empty() ? i : rows.out_arc[i];
        if (model_.shares.of_arc[arc] > 0 && model_.essential[rows.slot[arc]] > 0)
          add(rows.position_of[rows.node_of[rows.slot[arc]]]);
      }
    } else {
      for (auto arc = rows.in_begin[rows.slot_begin[position]]; arc < rows.in_begin[rows.slot_begin[position + 1]];
           ++arc)
        if (model_.ordered[arc] > 0) add(rows.from[arc]);
    }
  }
  if (downstream) {
    std::sort(reached_.begin(), reached_.end());
  } else {
    std::sort(reached_.begin(), reached_.end(), std::greater<>{});
  }
  for (std::uint32_t place = 0; place < reached_.size(); ++place) place_[reached_[place]] = place;
}

void Spread::forget() {
  for (const std::uint32_t position : reached_) place_[position] = nowhere;
}

std::vector<double> Spread::floors(std::span<const ShockAt> shocks) const {
  std::vector<double> floor(reached_.size(), 0);
  for (const auto& [position, lost] : shocks)
    if (lost > 0) floor[place_[position]] = std::max(floor[place_[position]], lost);
  return floor;
}

void Spread::begin_markets() {
  markets_.clear();
  for (const std::uint32_t position : reached_) markets_.push_back(model_.market[position]);
  std::sort(markets_.begin(), markets_.end());
  markets_.erase(std::unique(markets_.begin(), markets_.end()), markets_.end());
  std::vector<double> here(markets_.size(), 0);
  std::vector<std::uint32_t> count(markets_.size(), 0);
  market_at_.clear();
  market_at_.reserve(reached_.size());
  for (const std::uint32_t position : reached_) {
    const auto at = std::lower_bound(markets_.begin(), markets_.end(), model_.market[position]) - markets_.begin();
    market_at_.push_back(static_cast<std::uint32_t>(at));
    here[market_at_.back()] += model_.output[position];
    ++count[market_at_.back()];
  }
  elsewhere_.assign(markets_.size(), 0);
  for (std::size_t at = 0; at < markets_.size(); ++at)
    if (count[at] < model_.market_size[markets_[at]])  // else nothing, but for rounding
      elsewhere_[at] = std::max(0.0, model_.market_output[markets_[at]] - here[at]);
}

/// [place] The part of what a supplier loses that its market cannot replace, and a little more, or less.
std::vector<double> Spread::irreplaceable(std::span<const double> losses, double more) const {
  std::vector<double> part(reached_.size(), 1);
  std::vector<double> sold = elsewhere_;
  for (std::size_t place = 0; place < reached_.size(); ++place)
    sold[market_at_[place]] += model_.output[reached_[place]] * (1 - losses[place]);
  for (std::size_t place = 0; place < reached_.size(); ++place) {
    const double of_all = sold[market_at_[place]];
    if (of_all > 0) part[place] = std::min(1.0, model_.output[reached_[place]] / of_all * (1 + more));
  }
  return part;
}

kernel::LossTerms<double> Spread::terms_down(std::span<const double> left) const {
  const Rows& rows = model_.network.rows();
  kernel::LossTerms<double> terms;
  for (const std::uint32_t position : reached_) {
    // Arcs of one input; returns what of its ε leaves the system.
    const auto add = [&](std::uint32_t slot) {
      const double essential = model_.essential[slot];
      double rest = essential * model_.shares.missing[slot];
      for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
        const double gain = essential * model_.shares.of_arc[arc];
        const auto place = place_[rows.from[arc]];
        if (gain <= 0) continue;
        if (place == nowhere) {
          rest += gain;
          continue;
        }
        terms.from.push_back(place);
        terms.gain.push_back(gain * left[place]);
        if (left[place] < 1) rest += gain * (1 - left[place]);
      }
      return rest;
    };
    double partial = 0, rest = 0;
    for (auto slot = rows.slot_begin[position]; slot < rows.slot_begin[position + 1]; ++slot)
      if (model_.essential[slot] >= 1) {
        const double leaves = add(slot);
        end_term(terms, leaves);
      }
    for (auto slot = rows.slot_begin[position]; slot < rows.slot_begin[position + 1]; ++slot)
      if (model_.essential[slot] < 1 && model_.essential[slot] > 0) {
        partial += model_.essential[slot];
        rest += add(slot);
      }
    if (partial > 0) end_term(terms, rest + (1 - partial));
    terms.term_begin.push_back(static_cast<std::uint32_t>(terms.terms()));
  }
  return terms;
}

/// Passes from below, parts and losses being rounded down, so that no loss is ever above the least solution. Losses
/// under parts that are larger than those of the losses themselves are above it; they are sought by passes that each
/// make parts a little larger than they are: Rump's inflation.
Losses Spread::surround(std::span<const double> floor) const {
  constexpr int most_passes = 10'000, most_inflations = 200;
  constexpr double at_rest = 1e-15;
  const double rounding = static_cast<double>(reached_.size() + 4) * std::numeric_limits<double>::epsilon();
  std::vector<double> below(floor.begin(), floor.end());
  Losses found;
  double moved = 1;
  for (int pass = 0; pass < most_passes && moved > at_rest; ++pass) {
    if (model_.options.control.stop.stop_requested()) throw Cancelled();
    found = bounded(terms_down(irreplaceable(below, -rounding)), floor, reached_);
    moved = 0;
    for (std::size_t i = 0; i < below.size(); ++i) {
      moved = std::max(moved, found.of[i] - found.bound - below[i]);
      below[i] = std::max(below[i], found.of[i] - found.bound);
    }
  }
  found.bound = 1;
  for (double more = 4 * rounding; more < 1e-3; more *= 1000) {
    auto part = irreplaceable(found.of, more);
    for (int pass = 0; pass < most_inflations; ++pass) {
      auto above = bounded(terms_down(part), floor, reached_);
      for (double& loss : above.of) loss = std::min(1.0, loss + above.bound);
      const auto own = irreplaceable(above.of, rounding);
      bool holds = true;
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (own[i] <= part[i]) continue;
        holds = false;
        part[i] = std::min(1.0, own[i] * (1 + more));
      }
      if (!holds) continue;
      found.bound = 0;
      for (std::size_t i = 0; i < below.size(); ++i)
        found.bound = std::max({found.bound, above.of[i] - found.of[i], found.of[i] - below[i]});
      return found;
    }
  }
  return found;
}

}  // namespace ytterby
