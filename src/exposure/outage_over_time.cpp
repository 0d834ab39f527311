// SPDX-License-Identifier: Apache-2.0
/// @file  Stocks that run empty and losses that arrive, event by event.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

#include "exposure/loss_terms.hpp"
#include "exposure/marked_set.hpp"
#include "exposure/outage_notes.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/outage.hpp"
#include "ytterby/kernel/cascade.hpp"

namespace ytterby {

namespace {

/// What is lost more by less than this since it was last told of is not told; the bound counts it.
constexpr double negligible = 1e-17;

/// What an edge delivers less from a time on.
struct ArrivingLoss {
  double at = 0;
  std::uint32_t arc = 0;
  double lost = 0;

  friend bool operator>(const ArrivingLoss& a, const ArrivingLoss& b) {
    return std::tie(a.at, a.arc, a.lost) > std::tie(b.at, b.arc, b.lost);
  }
};

/// Numbers by slot and by position, as in Rows.
class Drain {
 public:
  Drain(const FrozenNetwork& network, const MarkedSet& stop, const SupplierShares& shares)
      : network_(network), rows_(network.rows()), stop_(stop), shares_(shares) {
    const std::size_t nodes = rows_.node_at.size(), slots = rows_.input_at.size();
    finished_.resize(nodes);
    made_less_.resize(nodes);
    shipped_less_.resize(nodes);
    held_.resize(slots);
    arrived_.resize(slots);
    arrives_less_.resize(slots);
    told_.resize(rows_.from.size());
    delivered_less_.resize(rows_.from.size());
    for (std::size_t at = 0; at < nodes; ++at) finished_[at] = network.stock(rows_.node_at[at]).value;
    for (std::size_t slot = 0; slot < slots; ++slot) held_[slot] = network.stock(rows_.input_at[slot]).value;
    for (std::uint32_t arc = 0; arc < rows_.from.size(); ++arc)
      if (stop_.arc[arc]) tell(arc, lead(arc), 1);
  }

  [[nodiscard]] double now() const { return now_; }
  [[nodiscard]] double shipped_less(NodeId node) const { return shipped_less_[rows_.position_of[node]]; }
  [[nodiscard]] std::vector<Emptied>& emptied() { return emptied_; }

  /// Of any loss so far, given the greatest number of steps of a walk up the network: what was not solved, or not told,
  /// grows by no more.
  [[nodiscard]] double error_bound(double longest_walk) const {
    std::uint32_t most = 0;
    for (std::size_t slot = 0; slot < held_.size(); ++slot)
      most = std::max(most, rows_.in_begin[slot + 1] - rows_.in_begin[slot]);
    return std::min(1.0, (residual_ + most * negligible) * longest_walk);
  }

  /// Takes what arrives now and solves for who loses now.
  void settle() {
    while (!arriving_.empty() && arriving_.top().at <= now_ + same_) {
      double& less = delivered_less_[arriving_.top().arc];
      less = std::max(less, arriving_.top().lost);
      arriving_.pop();
    }
    for (std::size_t slot = 0; slot < held_.size(); ++slot) {
      arrived_[slot] = 0;
      for (auto arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc)
        arrived_[slot] += shares_.of_arc[arc] * delivered_less_[arc];
    }
    if (!lasting_) lay_out();
    std::vector<double> base(lasting_->terms.size());
    for (std::size_t term = 0; term < base.size(); ++term) {
      const auto slot = lasting_->terms[term];
      base[term] = std::min(network_.essential(rows_.input_at[slot]) * arrived_[slot], lasting_->rest[term]);
    }
    const auto solved = lasting_->cascade.solve(lasting_->floor, base);
    residual_ = std::max(residual_, solved.residual);
    for (std::uint32_t at = 0; at < finished_.size(); ++at) {
      made_less_[at] = std::clamp(solved.loss[at], made_less_[at], 1.0);  // never falls, but for rounding
      if (finished_[at] <= 0) ship_less(at);
    }
    for (std::size_t slot = 0; slot < held_.size(); ++slot) {
      double less = arrived_[slot];
      for (auto arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc)
        if (is_at_once(arc)) less += shares_.of_arc[arc] * shipped_less_[rows_.from[arc]];
      arrives_less_[slot] = less;
    }
  }

  /// On to the next event up to that time. @return Whether there is one.
  bool advance(double until) {
    double next = arriving_.empty() ? std::numeric_limits<double>::infinity() : arriving_.top().at;
    for (std::size_t at = 0; at < finished_.size(); ++at)
      if (finished_[at] > 0) next = std::min(next, now_ + finished_[at] / finished_rate(at));
    for (std::size_t slot = 0; slot < held_.size(); ++slot)
      if (held_[slot] > 0) next = std::min(next, now_ + held_[slot] / held_rate(slot));
    if (!(next <= until)) return false;
    const double passed = next - now_;
    now_ = next;
    same_ = 1e-12 * (1 + now_);
    for (std::size_t at = 0; at < finished_.size(); ++at)
      if (runs_empty(finished_[at], finished_rate(at), passed))
        emptied_.push_back({Months{now_}, rows_.node_at[at], {}});
    for (std::size_t slot = 0; slot < held_.size(); ++slot)
      if (runs_empty(held_[slot], held_rate(slot), passed))
        emptied_.push_back({Months{now_}, rows_.node_of[slot], rows_.input_at[slot]});
    return true;
  }

 private:
  /// Who loses at once while the same stocks last.
  struct WhileStocksLast {
    std::vector<std::uint32_t> terms;  ///< [term] its slot
    std::vector<double> rest;
    std::vector<double> floor;
    kernel::Cascade<double> cascade;
  };

  [[nodiscard]] double lead(std::uint32_t arc) const { return rows_.lead[rows_.lead_class[arc]]; }
  [[nodiscard]] bool is_at_once(std::uint32_t arc) const { return lead(arc) <= 0 && !stop_.arc[arc]; }
  [[nodiscard]] double finished_rate(std::size_t at) const {
    return made_less_[at] * network_.output(rows_.node_at[at]).value;
  }
  [[nodiscard]] double held_rate(std::size_t slot) const {
    const double short_of = arrives_less_[slot] - made_less_[rows_.position_of[rows_.node_of[slot]]];
    return std::max(0.0, short_of) * network_.need(rows_.input_at[slot]).value;
  }

  /// An input whose stock lasts has no term, a node whose finished stock lasts passes nothing on.
  void lay_out() {
    kernel::LossTerms<double> terms;
    std::vector<std::uint32_t> slots;
    std::vector<double> floor(finished_.size());
    for (std::size_t at = 0; at < finished_.size(); ++at) {
      floor[at] = stop_.node[at] ? 1 : 0;
      for (auto slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot) {
        const double essential = network_.essential(rows_.input_at[slot]);
        if (held_[slot] > 0 || essential <= 0) continue;
        double rest = (1 - essential) + essential * shares_.missing[slot];
        for (auto arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
          const double gain = essential * shares_.of_arc[arc];
          if (is_at_once(arc) && finished_[rows_.from[arc]] <= 0 && gain > 0) {
            terms.from.push_back(rows_.from[arc]);
            terms.gain.push_back(gain);
          } else {
            rest += gain;
          }
        }
        terms.arc_begin.push_back(static_cast<std::uint32_t>(terms.from.size()));
        terms.rest.push_back(rest);
        slots.push_back(slot);
      }
      terms.term_begin.push_back(static_cast<std::uint32_t>(slots.size()));
    }
    kernel::Cascade<double> cascade(terms);
    lasting_.emplace(WhileStocksLast{std::move(slots), std::move(terms.rest), std::move(floor), std::move(cascade)});
  }

  void ship_less(std::uint32_t at) {
    if (made_less_[at] <= shipped_less_[at]) return;
    shipped_less_[at] = made_less_[at];
    for (auto i = rows_.out_begin[at]; i < rows_.out_begin[at + 1]; ++i) {
      const std::uint32_t arc = rows_.out_arc.empty() ? i : rows_.out_arc[i];
      if (!is_at_once(arc) && !stop_.arc[arc]) tell(arc, now_ + lead(arc), shipped_less_[at]);
    }
  }

  void tell(std::uint32_t arc, double at, double lost) {
    if (shares_.of_arc[arc] * (lost - told_[arc]) <= negligible) return;
    told_[arc] = lost;
    arriving_.push({at, arc, lost});
  }

  [[nodiscard]] bool runs_empty(double& stock, double rate, double passed) {
    if (stock <= 0 || rate <= 0) return false;
    const bool empties = stock / rate <= passed + same_;
    stock = empties ? 0 : stock - rate * passed;
    if (empties) lasting_.reset();
    return empties;
  }

  const FrozenNetwork& network_;
  const Rows& rows_;
  const MarkedSet& stop_;
  const SupplierShares& shares_;
  std::vector<double> finished_ = {}, made_less_ = {}, shipped_less_ = {};  ///< [position] stock; shares of output
  std::vector<double> held_ = {};                                           ///< [slot] stock
  std::vector<double> arrived_ = {};       ///< [slot] share of need lost on edges with a lead time, and closed ones
  std::vector<double> arrives_less_ = {};  ///< [slot] on all edges
  std::vector<double> told_ = {}, delivered_less_ = {};  ///< [arc] on its way, and arrived
  std::priority_queue<ArrivingLoss, std::vector<ArrivingLoss>, std::greater<>> arriving_ = {};
  std::optional<WhileStocksLast> lasting_ = {};
  std::vector<Emptied> emptied_ = {};
  double now_ = 0, same_ = 0, residual_ = 0;
};

void record(LossCurve& curve, double now, double lost) {
  constexpr double rounding = 1e-14;
  const double before = curve.steps.empty() ? 0 : curve.steps.back().lost;
  if (lost > before * (1 + rounding)) curve.steps.push_back({Months{now}, lost});
}

}  // namespace

double lost_after(const LossCurve& curve, Months months) {
  const auto next = std::upper_bound(curve.steps.begin(), curve.steps.end(), months,
                                     [](Months at, const LossStep& step) { return at < step.from; });
  return next == curve.steps.begin() ? 0 : (next - 1)->lost;
}

OutageOverTime outage_over_time(const FrozenNetwork& network, std::span<const NodeId> targets, const Selection& stopped,
                                Months until, const LossOptions& options) {
  if (!(until.count() >= 0 && std::isfinite(until.count())))
    throw InvalidOptions(fmt::format("until: found {} months, expected a finite number, 0 or more", until.count()));
  require_targets(network, targets);
  const MarkedSet stop = marked_set(network, stopped, "outage");
  const SupplierShares shares = supplier_shares(network);
  OutageOverTime over{.until = until, .notes = missing_notes(network, shares)};
  over.targets.reserve(targets.size());
  for (const NodeId target : targets) over.targets.push_back({.target = target});
  Drain drain(network, stop, shares);
  do {
    if (options.control.stop.stop_requested()) throw Cancelled();
    drain.settle();
    for (LossCurve& curve : over.targets) record(curve, drain.now(), drain.shipped_less(curve.target));
    if (options.control.progress)
      options.control.progress(until.count() > 0 ? drain.now() / until.count() : 1, Months{drain.now()});
  } while (drain.advance(until.count()));
  over.emptied = std::move(drain.emptied());
  const kernel::Cascade<double> whole(loss_terms(network, shares, stop.arc).terms);
  over.error_bound = drain.error_bound(whole.longest_walk());
  return over;
}

}  // namespace ytterby
