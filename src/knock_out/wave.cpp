// SPDX-License-Identifier: Apache-2.0
/// @file  The steps of a knock-out, where it makes a difference.
#include "knock_out/wave.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ytterby/kernel/lane_curves.hpp"
#include "ytterby/kernel/step_view.hpp"

namespace ytterby {

namespace {

constexpr std::uint32_t nobody = 0xffff'ffffU;
constexpr int most_runs = 8;  // of a knock-out

}  // namespace

/// What the accounts of a target that is reached see of a wave; of a step before it was, what the trajectory has.
class WaveView {
 public:
  static constexpr std::size_t now = std::numeric_limits<std::size_t>::max();

  explicit WaveView(const Wave& wave, std::size_t past = now) : wave_(wave), past_(past) {}

  [[nodiscard]] kernel::StepView at_beginning() const { return view(wave_.step_); }
  [[nodiscard]] kernel::StepView at_end() const { return view((past_ == now ? wave_.step_ : past_) + 1); }

  // Questions that a StepView passes on.
  [[nodiscard]] double transit(std::size_t slot, std::size_t) const {
    const Trajectory& all = wave_.trajectory_;
    double sum = 0;
    for (std::size_t ahead = 0; ahead < all.ring_length[slot]; ++ahead)
      sum += wave_.goods_[all.ring_begin[slot] + (wave_.step_ + ahead) % all.ring_length[slot]];
    return sum;
  }
  [[nodiscard]] double usual(std::size_t arc) const { return wave_.rows_.flow[arc] * wave_.trajectory_.step.count(); }
  [[nodiscard]] kernel::LeadSteps lead(std::size_t arc, std::size_t) const { return wave_.trajectory_.lead[arc]; }
  [[nodiscard]] double wanted(std::size_t arc, std::size_t) const { return ordered(arc, 0); }
  [[nodiscard]] double carried(std::size_t arc, std::size_t) const { return ordered(arc, 0); }
  [[nodiscard]] double ordered(std::size_t arc, std::size_t) const {
    return past_ == now ? wave_.ordered(static_cast<std::uint32_t>(arc))
                        : wave_.trajectory_.ordered(static_cast<std::uint32_t>(arc), past_);
  }
  [[nodiscard]] double shipped(std::size_t arc, std::size_t) const {
    const std::uint32_t from = wave_.rows_.from[arc];
    return (past_ == now ? wave_.fill_of(from) : wave_.trajectory_.fill(from)[past_]) * ordered(arc, 0);
  }
  [[nodiscard]] const kernel::LaneCurves<double, 1>& lanes() const {
    static const kernel::LaneCurves<double, 1> none;
    return none;
  }
  [[nodiscard]] std::size_t steps_done() const { return wave_.step_; }
  /// Of a part it has no meaning.
  [[nodiscard]] double mass_balance_error(std::size_t) const { return std::numeric_limits<double>::quiet_NaN(); }

 private:
  [[nodiscard]] kernel::StepView view(std::size_t steps_done) const {
    static constexpr std::uint32_t own = kernel::StepView::own_capacity;
    const Trajectory& all = wave_.trajectory_;
    const auto column = [&](const double* of_now, const double* of_past) -> kernel::StepView::Column {
      if (past_ == now) return {of_now, 1};
      return {of_past + past_, all.steps};
    };
    const auto fill = column(wave_.fill_.data(), all.fill(0));
    return kernel::StepView({.demand = {all.demand.data(), 1},
                             .faced = column(wave_.faced_.data(), all.faced(0)),
                             .fill = fill,
                             .demand_fill = fill,
                             .made = {wave_.made_.data(), 1},
                             .finished = {wave_.finished_.data(), 1},
                             .capacity = {wave_.capacity_.data(), 1},
                             .open = {nullptr, 1},
                             .stock = {wave_.stock_.data(), 1},
                             .arrived = {wave_.arrived_.data(), 1},
                             .t_per_t = {all.t_per_t.data(), 1},
                             .essential = {all.essential.data(), 1},
                             .binding = &own,  // nobody asks what held it back
                             .width = 0},
                            steps_done, *this, 0);
  }

  const Wave& wave_;
  std::size_t past_;
};

Wave::Wave(const Trajectory& trajectory, const Request& request)
    : trajectory_(trajectory),
      request_(request),
      rows_(trajectory.rows),
      target_of_(trajectory.nodes(), nobody),
      reached_(trajectory.nodes()),
      disturbed_(trajectory.nodes()),
      more_(trajectory.nodes(), 0),
      most_more_(trajectory.nodes(), 0),
      not_calm_(trajectory.nodes()),
      limits_(trajectory.network) {
  for (auto* of_node : {&capacity_, &faced_, &fill_, &made_, &finished_}) of_node->resize(trajectory.nodes());
  for (auto* of_slot : {&stock_, &due_, &rate_, &rate_before_, &arrived_}) of_slot->resize(trajectory.slots());
  goods_.resize(trajectory.ring_begin.back());
  for (std::uint32_t i = 0; i < request.targets.size(); ++i) target_of_[rows_.position_of[request.targets[i]]] = i;
  one_target_.policy = request.policy;
  one_target_.horizon = request.horizon;
  one_target_.steps = request.steps;
  one_target_.targets.resize(1);
}

std::optional<Losses> Wave::follow(std::span<const NodeId> out, std::size_t work) {
  work_ = work;
  not_calm_.clear();
  for (int runs = 0; runs < most_runs; ++runs) {
    if (!run(out)) return std::nullopt;
    if (is_proven()) return losses();
  }
  return std::nullopt;
}

bool Wave::run(std::span<const NodeId> out) {
  reset();
  for (const NodeId node : out) {
    reach(rows_.position_of[node]);
    capacity_[rows_.position_of[node]] = 0;
  }
  for (step_ = 0; step_ < trajectory_.steps; ++step_) {
    begin_step();
    orders_up();
    goods_down();
    // A wave never shrinks: every step to come takes as much.
    if (work_ == 0 || arcs_reached_ * (trajectory_.steps - step_) > work_) return false;
    end_step();
  }
  return true;
}

void Wave::reset() {
  step_ = 0;
  for (const std::uint32_t at : all_reached_) reached_.erase(at);
  for (const std::uint32_t at : touched_) {
    disturbed_.erase(at);
    most_more_[at] = 0;
  }
  arcs_reached_ = 0;
  all_reached_.clear();
  reach_next_.clear();
  touched_.clear();
  targets_.clear();
  reached_before_ = 0;
}

void Wave::begin_step() {
  for (const std::uint32_t at : reach_next_) reach(at);
  reach_next_.clear();
  const WaveView seen(*this);  // those reached in this step have been told
  for (std::size_t i = 0; i < reached_before_; ++i) accounts_[i]->begin_step(seen.at_beginning());
}

void Wave::end_step() {
  const WaveView seen(*this);
  for (std::size_t i = 0; i < targets_.size(); ++i) accounts_[i]->end_step(seen.at_end(), limits_);
  reached_before_ = targets_.size();
  for (const std::uint32_t at : all_reached_) {
    if (trajectory_.closes_into[at] == 0) continue;
    for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      rate_before_[slot] = rate_[slot];
  }
}

/// From the state at the beginning of this step.
void Wave::reach(std::uint32_t at) {
  if (reached_.contains(at)) return;
  reached_.insert(at);
  all_reached_.push_back(at);
  capacity_[at] = trajectory_.capacity[at];
  faced_[at] = trajectory_.faced(at)[step_];
  fill_[at] = trajectory_.fill(at)[step_];
  finished_[at] = trajectory_.finished(at)[step_];
  for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot) load_slot(slot);
  arcs_reached_ += rows_.out_begin[at + 1] - rows_.out_begin[at] + rows_.in_begin[rows_.slot_begin[at + 1]] -
                   rows_.in_begin[rows_.slot_begin[at]];
  if (target_of_[at] != nobody) follow_target(target_of_[at]);
}

void Wave::load_slot(std::uint32_t slot) {
  stock_[slot] = trajectory_.stock(slot)[step_];
  due_[slot] = trajectory_.due(slot)[step_];
  rate_[slot] = trajectory_.rate(slot)[step_];
  if (step_ > 0) rate_before_[slot] = trajectory_.rate(slot)[step_ - 1];
  trajectory_.goods_under_way(slot, step_, goods_.data() + trajectory_.ring_begin[slot]);
  const std::size_t arcs = rows_.in_begin[slot + 1] - rows_.in_begin[slot];
  work_ -= std::min(work_, arcs * std::min<std::size_t>(step_, trajectory_.ring_length[slot]));
}

void Wave::follow_target(std::size_t target) {
  const NodeId node = request_.targets[target];
  targets_.push_back({target, rows_.position_of[node]});
  if (accounts_.size() < targets_.size())
    accounts_.push_back(std::make_unique<Accounts>(trajectory_.network, trajectory_.step, std::vector<NodeId>{}));
  Accounts& accounts = *accounts_[targets_.size() - 1];
  one_target_.targets.front() = node;
  accounts.restart(one_target_, nothing_, WaveView(*this).at_beginning());
  for (std::size_t past = 0; past < step_; ++past) accounts.end_step(WaveView(*this, past).at_end(), limits_);
  accounts.begin_step(WaveView(*this).at_beginning());
}

double Wave::rate_of(std::uint32_t slot) const {
  return reached_.contains(trajectory_.at_of_slot[slot]) ? rate_[slot] : trajectory_.rate(slot)[step_];
}

double Wave::fill_of(std::uint32_t at) const {
  if (reached_.contains(at)) return fill_[at];
  return trajectory_.is_always_full(at) ? 1 : trajectory_.fill(at)[step_];
}

/// What reaches the supplier.
double Wave::ordered(std::uint32_t arc) const {
  const std::uint32_t slot = rows_.slot[arc];
  if (!rows_.closes_cycle[arc]) return std::min(rows_.flow[arc] * rate_of(slot), trajectory_.limit[arc]);
  if (step_ == 0 || !reached_.contains(trajectory_.at_of_slot[slot])) return trajectory_.ordered(arc, step_);
  return std::min(rows_.flow[arc] * rate_before_[slot], trajectory_.limit[arc]);
}

void Wave::orders_up() {
  reached_.walk_down([&](std::uint32_t at) {
    take_orders(at);
    place_orders(at);
  });
  for (const std::uint32_t at : touched_now_) {
    most_more_[at] = std::max(most_more_[at], more_[at]);
    more_[at] = 0;
  }
  touched_now_.clear();
}

/// In the order in which the kernel adds them up: those of cycles first, then from the last arc to the first.
void Wave::take_orders(std::uint32_t at) {
  double faced = trajectory_.demand[at];
  const std::uint32_t first = rows_.out_begin[at], last = rows_.out_begin[at + 1];
  work_ -= std::min<std::size_t>(work_, last - first);
  if (trajectory_.is_plain_out[at] != 0) {
    for (std::uint32_t out = last; out > first; --out) {
      const std::uint32_t arc = trajectory_.out_arc[out - 1];
      faced += rows_.flow[arc] * rate_of(rows_.slot[arc]);
    }
    faced_[at] = faced;
    return;
  }
  for (std::uint32_t out = first; out < last; ++out)
    if (const std::uint32_t arc = trajectory_.out_arc[out]; rows_.closes_cycle[arc]) faced += ordered(arc);
  for (std::uint32_t out = last; out > first; --out)
    if (const std::uint32_t arc = trajectory_.out_arc[out - 1]; !rows_.closes_cycle[arc]) faced += ordered(arc);
  faced_[at] = faced;
}

void Wave::place_orders(std::uint32_t at) {
  for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot) {
    const double gap = due_[slot] - stock_[slot];
    const double order = std::max(trajectory_.t_per_t[slot] * faced_[at] + gap * trajectory_.gain, 0.0);
    rate_[slot] = order * trajectory_.per_inflow[slot];
    if (rate_[slot] != trajectory_.rate(slot)[step_]) tell_suppliers(slot);
  }
}

void Wave::tell_suppliers(std::uint32_t slot) {
  const double usual = trajectory_.rate(slot)[step_];
  work_ -= std::min<std::size_t>(work_, rows_.in_begin[slot + 1] - rows_.in_begin[slot]);
  for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
    const std::uint32_t from = rows_.from[arc];
    if (reached_.contains(from) || rows_.flow[arc] == 0) continue;
    if (rows_.closes_cycle[arc]) {
      reach_next_.push_back(from);
    } else if (trajectory_.is_calm(from) && !not_calm_.contains(from)) {
      if (!disturbed_.contains(from)) {
        disturbed_.insert(from);
        touched_.push_back(from);
      }
      touched_now_.push_back(from);
      more_[from] += std::min(rows_.flow[arc] * rate_[slot], trajectory_.limit[arc]) -
                     std::min(rows_.flow[arc] * usual, trajectory_.limit[arc]);
    } else {
      reach(from);
    }
  }
}

void Wave::goods_down() {
  reached_.walk_up([&](std::uint32_t at) {
    move_goods(at);
    if (fill_[at] != trajectory_.fill(at)[step_]) tell_customers(at);
  });
  ship_round_cycles();
}

void Wave::move_goods(std::uint32_t at) {
  const std::uint32_t first = rows_.slot_begin[at], last = rows_.slot_begin[at + 1];
  const double faced = faced_[at], finished = finished_[at];
  const double refill = (trajectory_.finished_target[at] - finished) * trajectory_.gain;
  const double wanted = std::min(std::max(faced + refill, 0.0), capacity_[at]);
  double made = wanted;
  for (std::uint32_t slot = first; slot < last; ++slot) {
    arrived_[slot] = receive(slot);
    stock_[slot] += arrived_[slot];
    const double essential = trajectory_.essential[slot];
    made = std::min(made, (1 - essential) * wanted + essential * (stock_[slot] / trajectory_.t_per_t[slot]));
  }
  const double available = finished + made;
  for (std::uint32_t slot = first; slot < last; ++slot)
    stock_[slot] -= std::min(stock_[slot], trajectory_.t_per_t[slot] * made);
  made_[at] = made;
  finished_[at] = std::max(available - faced, 0.0);
  fill_[at] = faced > available ? available / faced : 1;
}

double Wave::receive(std::uint32_t slot) {
  double shipped = 0;
  double* const ring = goods_.data() + trajectory_.ring_begin[slot];
  const std::uint32_t length = trajectory_.ring_length[slot];
  const auto head = static_cast<std::uint32_t>(step_ % length);
  const double rate = rate_[slot];
  const bool is_plain = trajectory_.is_plain_into[slot] != 0;
  for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
    double order = rows_.flow[arc] * rate;
    if (!is_plain) {
      if (rows_.closes_cycle[arc]) continue;
      order = std::min(order, trajectory_.limit[arc]);
    }
    const double goods = order * fill_of(rows_.from[arc]);
    trajectory_.ship(arc, head, goods, ring);
    shipped += goods;
  }
  const double arrived = ring[head];
  ring[head] = 0;
  due_[slot] -= shipped - arrived;
  work_ -= std::min<std::size_t>(work_, rows_.in_begin[slot + 1] - rows_.in_begin[slot]);
  return arrived;
}

void Wave::tell_customers(std::uint32_t at) {
  for (std::uint32_t out = rows_.out_begin[at]; out < rows_.out_begin[at + 1]; ++out) {
    const std::uint32_t arc = trajectory_.out_arc[out], customer = trajectory_.at_of_slot[rows_.slot[arc]];
    if (rows_.flow[arc] == 0 || reached_.contains(customer)) continue;
    reach(customer);
    // Round a cycle it lies behind; in this step it is as it was until the goods are shipped.
    if (customer <= at) move_goods(customer);
  }
}

/// When all output is known.
void Wave::ship_round_cycles() {
  for (const std::uint32_t at : all_reached_) {
    if (trajectory_.closes_into[at] == 0) continue;
    for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
        if (!rows_.closes_cycle[arc]) continue;
        const double goods = fill_of(rows_.from[arc]) * ordered(arc);
        trajectory_.ship(arc, static_cast<std::uint32_t>(step_ % trajectory_.ring_length[slot]), goods,
                         goods_.data() + trajectory_.ring_begin[slot]);
        due_[slot] -= goods;
      }
  }
}

bool Wave::is_proven() {
  // Up the chain: what each faces more at most. disturbed_ and most_more_ grow to all that orders reach.
  std::vector<std::uint32_t> failed;
  disturbed_.walk_down([&](std::uint32_t at) {
    if (reached_.contains(at) || !has_room(at, most_more_[at])) {
      failed.push_back(at);
      return;
    }
    for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot) {
      const double more = trajectory_.t_per_t[slot] * most_more_[at] * trajectory_.per_inflow[slot];
      for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
        if (rows_.flow[arc] == 0) continue;
        const std::uint32_t from = rows_.from[arc];
        if (!disturbed_.contains(from)) {
          disturbed_.insert(from);
          touched_.push_back(from);
        }
        most_more_[from] += rows_.flow[arc] * more;
      }
    }
  });
  if (failed.empty()) return true;
  // Down again: whose orders reach one of them.
  for (const std::uint32_t at : failed) not_calm_.insert(at);
  disturbed_.walk_up([&](std::uint32_t at) {
    for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc)
        if (rows_.flow[arc] > 0 && not_calm_.contains(rows_.from[arc])) not_calm_.insert(at);
  });
  return false;
}

bool Wave::has_room(std::uint32_t at, double more) const {
  if (more <= 0) return true;
  const double with_margin = more * (1 + 1e-9);
  bool has = trajectory_.room(at) >= with_margin;
  for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
    has = has && trajectory_.room_of_slot(slot) >= with_margin;
  return has;
}

Losses Wave::losses() {
  std::vector<std::pair<std::size_t, TargetOutcome>> outcomes;
  outcomes.reserve(targets_.size());
  for (std::size_t i = 0; i < targets_.size(); ++i)
    outcomes.emplace_back(targets_[i].target, accounts_[i]->finish().targets.front());
  std::sort(outcomes.begin(), outcomes.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Losses losses;
  for (const auto& [target, outcome] : outcomes) {
    if (outcome.to_shortage && (!losses.to_shortage || *outcome.to_shortage < *losses.to_shortage))
      losses.to_shortage = outcome.to_shortage;
    losses.unserved += outcome.unserved;
    losses.unserved_value += outcome.unserved_value;
  }
  return losses;
}

}  // namespace ytterby
