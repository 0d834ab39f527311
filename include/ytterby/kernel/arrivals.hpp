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
  void begin(std::size_t slots) { rings_.assign(slots, {}); }
  /// @param whole  A lead time in whole steps, rounded down.
  void reach(std::size_t slot, std::uint32_t whole) { rings_[slot].length = std::max(rings_[slot].length, whole); }
  void lay_out() {
    std::size_t total = 0;
    for (Place& ring : rings_) {
      ring.length += 2;  // this step, the longest, and the fraction after it
      ring.begin = total;
      total += ring.length;
    }
    due_.assign(total);
  }

  /// The steps to come of one input.
  class Ring {
   public:
    Ring(Real* due, std::uint32_t length, std::uint32_t head) : due_(due), length_(length), head_(head) {}

    /// Goods shipped in this step, with the same lead time in every scenario.
    void ship(LeadSteps lead, const P& goods) {
      const std::uint32_t at = wrapped(head_ + lead.whole);
      const Real late = static_cast<Real>(lead.late);
      // A branch guessed wrong costs more than adding nothing, unless a step is whole cache lines.
      if (sizeof(Real) * Width >= 64 && late == 0) {
        step(at) += goods;
        return;
      }
      step(at) += (Real{1} - late) * goods;
      step(wrapped(at + 1)) += late * goods;
    }
    /// The same for one scenario alone.
    void ship(std::size_t scenario, LeadSteps lead, Real goods) {
      const std::uint32_t at = wrapped(head_ + lead.whole);
      const Real late = static_cast<Real>(lead.late);
      due_[std::size_t{at} * Width + scenario] += (Real{1} - late) * goods;
      due_[std::size_t{wrapped(at + 1)} * Width + scenario] += late * goods;
    }

   private:
    /// Below zero is above everything: no branch, which would be guessed wrong half the time.
    [[nodiscard]] std::uint32_t wrapped(std::uint32_t at) const { return std::min(at, at - length_); }
    auto step(std::uint32_t at) {
      return Eigen::Map<P, PackArray<Real, Width>::alignment>(due_ + std::size_t{at} * Width);
    }

    Real* due_;
    std::uint32_t length_, head_;
  };
  [[nodiscard]] Ring ring(std::size_t slot) {
    const Place& ring = rings_[slot];
    return {due_.row(ring.begin), ring.length, ring.head};
  }

  /// Where goods shipped now are added up.
  [[nodiscard]] const Real* place(std::size_t slot, LeadSteps lead) const {
    const Place& ring = rings_[slot];
    const std::uint32_t at = ring.head + lead.whole;
    return due_.row(ring.begin + std::min(at, at - ring.length));
  }

  /// What a steady flow has under way at the start, arriving evenly over its lead time; `goods` a step.
  void fill(std::size_t slot, LeadSteps lead, Real goods) {
    const std::size_t begin = rings_[slot].begin;
    for (std::size_t step = 0; step < lead.whole; ++step) due_[begin + step] += goods;
    due_[begin + lead.whole] += static_cast<Real>(lead.late) * goods;
  }

  /// Hands over what arrives in this step and turns the ring to the next.
  [[nodiscard]] P receive(std::size_t slot) {
    Place& ring = rings_[slot];
    const std::size_t at = ring.begin + ring.head;
    P arrived = due_[at];
    due_[at].setZero();
    if (++ring.head == ring.length) ring.head = 0;
    return arrived;
  }

  /// Goods under way to one input, summed in the order of arrival.
  [[nodiscard]] Real under_way(std::size_t slot, std::size_t scenario) const {
    Real sum = 0;
    for_each_step(slot, [&](std::size_t at) { sum += due_.at(at, scenario); });
    return sum;
  }

  /// All goods under way, summed input by input in the order of arrival, so that rings longer than needed change no
  /// bit.
  [[nodiscard]] P total() const {
    P sum = P::Zero();
    for (std::size_t slot = 0; slot < rings_.size(); ++slot)
      for_each_step(slot, [&](std::size_t at) { sum += due_[at]; });
    return sum;
  }

 private:
  struct Place {
    std::size_t begin = 0;  ///< in due_
    std::uint32_t length = 0, head = 0;
  };

  template <class Visit>
  void for_each_step(std::size_t slot, Visit&& visit) const {
    const Place& ring = rings_[slot];
    for (std::size_t at = ring.head; at < ring.length; ++at) visit(ring.begin + at);
    for (std::size_t at = 0; at < ring.head; ++at) visit(ring.begin + at);
  }

  std::vector<Place> rings_ = {};  // [slot]
  PackArray<Real, Width> due_ = {};
};

}  // namespace ytterby::kernel
