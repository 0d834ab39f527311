// SPDX-License-Identifier: Apache-2.0
/// @file  Goods under way: what arrives at each input in the steps to come.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/kernel/lead_steps.hpp"
#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// A ring of steps for each input, as long as its longest lead time.
template <class Real, int Width>
class Arrivals {
  using P = Pack<Real, Width>;

 public:
  /// Begins with that many inputs. Then `reach` for the lead times that each will see, and `lay_out`; what was
  /// allocated before is used again.
  void begin(std::size_t slots) {
    begin_.assign(slots + 1, 0);
    head_.assign(slots, 0);
  }
  /// @param whole  A lead time in whole steps, rounded down.
  void reach(std::size_t slot, std::uint32_t whole) {
    begin_[slot + 1] = std::max<std::size_t>(begin_[slot + 1], whole);
  }
  void lay_out() {
    for (std::size_t slot = 0; slot < head_.size(); ++slot)
      begin_[slot + 1] += begin_[slot] + 2;  // this step, the longest, and the fraction after it
    due_.assign(begin_.back());
  }

  /// The steps to come of one input.
  class Ring {
   public:
    Ring(Real* due, std::size_t length, std::size_t head) : due_(due), length_(length), head_(head) {}

    /// Goods shipped in this step, with the same lead time in every scenario.
    void ship(LeadSteps lead, const P& goods) {
      const std::size_t at = wrapped(head_ + lead.whole);
      if (lead.late == 0) {
        step(at) += goods;
        return;
      }
      const Real late = static_cast<Real>(lead.late);
      step(at) += (Real{1} - late) * goods;
      step(wrapped(at + 1)) += late * goods;
    }
    /// The same for one scenario alone.
    void ship(std::size_t scenario, LeadSteps lead, Real goods) {
      const std::size_t at = wrapped(head_ + lead.whole);
      const Real late = static_cast<Real>(lead.late);
      due_[at * Width + scenario] += (Real{1} - late) * goods;
      due_[wrapped(at + 1) * Width + scenario] += late * goods;
    }

   private:
    [[nodiscard]] std::size_t wrapped(std::size_t at) const { return at < length_ ? at : at - length_; }
    auto step(std::size_t at) { return Eigen::Map<P, PackArray<Real, Width>::alignment>(due_ + at * Width); }

    Real* due_;
    std::size_t length_, head_;
  };
  [[nodiscard]] Ring ring(std::size_t slot) {
    return {due_.row(begin_[slot]), begin_[slot + 1] - begin_[slot], head_[slot]};
  }

  /// What a steady flow has under way at the start, arriving evenly over its lead time; `goods` a step.
  void fill(std::size_t slot, LeadSteps lead, Real goods) {
    for (std::size_t step = 0; step < lead.whole; ++step) due_[begin_[slot] + step] += goods;
    due_[begin_[slot] + lead.whole] += static_cast<Real>(lead.late) * goods;
  }

  /// Hands over what arrives in this step and turns the ring to the next.
  [[nodiscard]] P receive(std::size_t slot) {
    const std::size_t at = begin_[slot] + head_[slot];
    P arrived = due_[at];
    due_[at].setZero();
    if (++head_[slot] == begin_[slot + 1] - begin_[slot]) head_[slot] = 0;
    return arrived;
  }

  /// Goods under way to one input, summed in the order of arrival.
  [[nodiscard]] Real under_way(std::size_t slot, std::size_t scenario) const {
    Real sum = 0;
    for (std::size_t at = begin_[slot] + head_[slot]; at < begin_[slot + 1]; ++at) sum += due_.at(at, scenario);
    for (std::size_t at = begin_[slot]; at < begin_[slot] + head_[slot]; ++at) sum += due_.at(at, scenario);
    return sum;
  }

  /// All goods under way, summed input by input in the order of arrival, so that rings longer than needed change no
  /// bit.
  [[nodiscard]] P total() const {
    P sum = P::Zero();
    for (std::size_t slot = 0; slot < head_.size(); ++slot) {
      for (std::size_t at = begin_[slot] + head_[slot]; at < begin_[slot + 1]; ++at) sum += due_[at];
      for (std::size_t at = begin_[slot]; at < begin_[slot] + head_[slot]; ++at) sum += due_[at];
    }
    return sum;
  }

 private:
  std::vector<std::size_t> begin_ = {};
  std::vector<std::uint32_t> head_ = {};
  PackArray<Real, Width> due_ = {};
};

}  // namespace ytterby::kernel
