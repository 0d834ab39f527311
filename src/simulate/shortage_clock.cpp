// SPDX-License-Identifier: Apache-2.0
/// @file  Dating a shortage within its step.
#include "simulate/shortage_clock.hpp"

#include <algorithm>
#include <utility>

namespace ytterby {

namespace {

/// Goods that arrive evenly from one share of a step to another.
struct Piece {
  double from, to, goods;
};

/// The first share of the step at which `held` and arrivals fall behind what is steadily eaten; 1 if they don't.
/// Besides the pieces, goods arrive evenly over the whole step.
double first_deficit(double held, double eaten, double evenly, const std::vector<Piece>& pieces) {
  constexpr double rounding = 1e-9;  // of what is eaten: without it, rounding would date who holds no stock
  std::vector<double> times{0, 1};
  for (const Piece& piece : pieces) {
    times.push_back(piece.from);
    times.push_back(piece.to);
  }
  std::sort(times.begin(), times.end());
  double level = held;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double span = times[i] - times[i - 1];
    if (span <= 0) continue;
    double rate = evenly - eaten;
    for (const Piece& piece : pieces)
      if (piece.from <= times[i - 1] && times[i] <= piece.to) rate += piece.goods / (piece.to - piece.from);
    if (level + rate * span < -rounding * eaten) return times[i - 1] + std::max(0.0, level) / -rate;
    level += rate * span;
  }
  return 1;
}

}  // namespace

ShortageClock::ShortageClock(FrozenNetwork network, const PlainPass& pass, std::span<const NodeId> targets, Months step)
    : network_(std::move(network)), finished_(targets.size()), logged_(targets.size(), 0) {
  stock_begin_.push_back(0);
  late_begin_.push_back(0);
  log_begin_.push_back(0);
  for (const NodeId target : targets) {
    const std::uint32_t at = rows_.position_of[target];
    position_.push_back(at);
    const std::uint32_t slots = rows_.slot_begin[at + 1] - rows_.slot_begin[at];
    stock_begin_.push_back(stock_begin_.back() + slots);
    for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      add_late_arcs(pass, slot, step);
    late_begin_.push_back(static_cast<std::uint32_t>(late_arc_.size()));
  }
  stock_.resize(stock_begin_.back());
}

void ShortageClock::add_late_arcs(const PlainPass& pass, std::size_t slot, Months step) {
  for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
    const auto lead = pass.lead(arc, 0);
    if (lead.late == 0) continue;
    late_arc_.push_back(arc);
    log_.insert(log_.end(), lead.whole + 2, rows_.flow[arc] * step.count());  // before the start: the usual
    log_begin_.push_back(static_cast<std::uint32_t>(log_.size()));
  }
}

void ShortageClock::begin_step(const PlainPass& pass, std::size_t target) {
  const std::size_t at = position_[target], first = rows_.slot_begin[at];
  finished_[target] = pass.finished(at, 0);
  for (std::size_t i = stock_begin_[target]; i < stock_begin_[target + 1]; ++i)
    stock_[i] = pass.stock(first + i - stock_begin_[target], 0);
}

void ShortageClock::end_step(const PlainPass& pass, std::size_t target) {
  for (std::size_t late = late_begin_[target]; late < late_begin_[target + 1]; ++late) {
    const std::size_t length = log_begin_[late + 1] - log_begin_[late];
    log_[log_begin_[late] + logged_[target] % length] = pass.shipped(late_arc_[late], 0);
  }
  ++logged_[target];
}

double ShortageClock::shipped(std::size_t late, std::size_t ago) const {
  const auto target = static_cast<std::size_t>(std::upper_bound(late_begin_.begin(), late_begin_.end(), late) -
                                               late_begin_.begin() - 1);
  const std::size_t length = log_begin_[late + 1] - log_begin_[late];
  return log_[log_begin_[late] + (logged_[target] + length - 1 - ago) % length];
}

double ShortageClock::slot_crossing(const PlainPass& pass, std::size_t target, std::size_t slot) const {
  const std::size_t at = position_[target];
  const double t_per_t = pass.t_per_t(slot, 0), essential = pass.essential(slot, 0);
  if (essential <= 0) return 1;
  const double stock = stock_[stock_begin_[target] + slot - rows_.slot_begin[at]];
  double evenly = pass.arrived(slot, 0);
  std::vector<Piece> pieces;
  for (std::size_t late = late_begin_[target]; late < late_begin_[target + 1]; ++late) {
    if (rows_.slot[late_arc_[late]] != slot) continue;
    const std::size_t whole = log_begin_[late + 1] - log_begin_[late] - 2;
    const double share = pass.lead(late_arc_[late], 0).late;
    const double early = share * shipped(late, whole + 1), rest = (1 - share) * shipped(late, whole);
    pieces.push_back({0, share, early});
    pieces.push_back({share, 1, rest});
    evenly -= early + rest;
  }
  // output ≤ (1 − ε)·faced + ε·at hand/t_per_t, and with finished stock it must reach what the node faces
  const double held = finished_[target] * t_per_t / essential + stock;
  return first_deficit(held, t_per_t * pass.faced(at, 0), std::max(0.0, evenly), pieces);
}

double ShortageClock::crossing(const PlainPass& pass, std::size_t target) const {
  const std::size_t at = position_[target];
  const double faced = pass.faced(at, 0), room = pass.capacity_for(at, PlainPass::P(faced))[0];
  double first = faced > room ? finished_[target] / (faced - room) : 1;
  for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
    first = std::min(first, slot_crossing(pass, target, slot));
  if (first < 1) return first;
  const double made = pass.made(at, 0);  // held back by refilling its finished stock: date by the step's rate
  return faced > made ? std::min(1.0, finished_[target] / (faced - made)) : 1;
}

}  // namespace ytterby
