// SPDX-License-Identifier: Apache-2.0
/// @file  Dating a shortage within its step.
#include "simulate/shortage_clock.hpp"

#include <algorithm>
#include <utility>

namespace ytterby {

namespace {

constexpr double rounding = 1e-9;  // of what is faced: without it, rounding would date who holds no stock

}  // namespace

ShortageClock::ShortageClock(FrozenNetwork network) : network_(std::move(network)) {}

void ShortageClock::restart(const kernel::StepView& pass, std::span<const NodeId> targets, Months step) {
  finished_.assign(targets.size(), 0);
  logged_.assign(targets.size(), 0);
  for (auto* begins : {&stock_begin_, &late_begin_, &log_begin_}) begins->assign(1, 0);
  position_.clear();
  late_arc_.clear();
  log_.clear();
  std::size_t most_late = 0;  // arcs of a target
  for (const NodeId target : targets) {
    const std::uint32_t at = rows_.position_of[target];
    position_.push_back(at);
    const std::uint32_t slots = rows_.slot_begin[at + 1] - rows_.slot_begin[at];
    stock_begin_.push_back(stock_begin_.back() + slots);
    for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      add_late_arcs(pass, slot, step);
    most_late = std::max(most_late, late_arc_.size() - late_begin_.back());
    late_begin_.push_back(static_cast<std::uint32_t>(late_arc_.size()));
  }
  stock_.assign(stock_begin_.back(), 0);
  pieces_.reserve(2 * most_late);
  times_.reserve(2 + 4 * most_late);
}

void ShortageClock::add_late_arcs(const kernel::StepView& pass, std::size_t slot, Months step) {
  for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
    const auto lead = pass.lead(arc);
    if (lead.late == 0) continue;
    late_arc_.push_back(arc);
    log_.insert(log_.end(), lead.whole + 2, rows_.flow[arc] * step.count());  // before the start: the usual
    log_begin_.push_back(static_cast<std::uint32_t>(log_.size()));
  }
}

void ShortageClock::begin_step(const kernel::StepView& pass, std::size_t target) {
  const std::size_t at = position_[target], first = rows_.slot_begin[at];
  finished_[target] = pass.finished(at);
  for (std::size_t i = stock_begin_[target]; i < stock_begin_[target + 1]; ++i)
    stock_[i] = pass.stock(first + i - stock_begin_[target]);
}

void ShortageClock::end_step(const kernel::StepView& pass, std::size_t target) {
  for (std::size_t late = late_begin_[target]; late < late_begin_[target + 1]; ++late) {
    const std::size_t length = log_begin_[late + 1] - log_begin_[late];
    log_[log_begin_[late] + logged_[target] % length] = pass.shipped(late_arc_[late]);
  }
  ++logged_[target];
}

double ShortageClock::shipped(std::size_t late, std::size_t ago) const {
  const auto target = static_cast<std::size_t>(std::upper_bound(late_begin_.begin(), late_begin_.end(), late) -
                                               late_begin_.begin() - 1);
  const std::size_t length = log_begin_[late + 1] - log_begin_[late];
  return log_[log_begin_[late] + (logged_[target] + length - 1 - ago) % length];
}

double ShortageClock::first_deficit(double held, double eaten, double evenly) {
  times_.assign({0, 1});
  for (const Piece& piece : pieces_) {
    times_.push_back(piece.from);
    times_.push_back(piece.to);
  }
  std::sort(times_.begin(), times_.end());
  double level = held;
  for (std::size_t i = 1; i < times_.size(); ++i) {
    const double span = times_[i] - times_[i - 1];
    if (span <= 0) continue;
    double rate = evenly - eaten;
    for (const Piece& piece : pieces_)
      if (piece.from <= times_[i - 1] && times_[i] <= piece.to) rate += piece.goods / (piece.to - piece.from);
    if (level + rate * span < -rounding * eaten) return times_[i - 1] + std::max(0.0, level) / -rate;
    level += rate * span;
  }
  return 1;
}

double ShortageClock::slot_crossing(const kernel::StepView& pass, std::size_t target, std::size_t slot) {
  const std::size_t at = position_[target];
  const double t_per_t = pass.t_per_t(slot), essential = pass.essential(slot);
  if (essential <= 0) return 1;
  const double stock = stock_[stock_begin_[target] + slot - rows_.slot_begin[at]];
  double evenly = pass.arrived(slot);
  pieces_.clear();
  for (std::size_t late = late_begin_[target]; late < late_begin_[target + 1]; ++late) {
    if (rows_.slot[late_arc_[late]] != slot) continue;
    const std::size_t whole = log_begin_[late + 1] - log_begin_[late] - 2;
    const double share = pass.lead(late_arc_[late]).late;
    const double early = share * shipped(late, whole + 1), rest = (1 - share) * shipped(late, whole);
    pieces_.push_back({0, share, early});
    pieces_.push_back({share, 1, rest});
    evenly -= early + rest;
  }
  // output ≤ (1 − ε)·faced + ε·at hand/t_per_t, and with finished stock it must reach what the node faces
  const double held = finished_[target] * t_per_t / essential + stock;
  return first_deficit(held, t_per_t * pass.faced(at), std::max(0.0, evenly));
}

double ShortageClock::crossing(const kernel::StepView& pass, std::size_t target) {
  const std::size_t at = position_[target];
  const double faced = pass.faced(at), room = pass.capacity_for(at, faced);
  double first = faced * (1 - rounding) > room ? finished_[target] / (faced - room) : 1;
  for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
    first = std::min(first, slot_crossing(pass, target, slot));
  if (first < 1) return first;
  const double made = pass.made(at);  // held back by refilling its finished stock: date by the step's rate
  return faced > made ? std::min(1.0, finished_[target] / (faced - made)) : 1;
}

}  // namespace ytterby
