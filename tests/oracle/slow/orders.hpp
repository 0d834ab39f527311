// SPDX-License-Identifier: Apache-2.0
/// @file  What every node orders of whom.
#pragma once

#include "oracle/slow/chain.hpp"
#include "oracle/slow/lanes.hpp"
#include "oracle/slow/state.hpp"

namespace ytterby::test::slow {

/// Remembers the wishes of the step before, and with re-sourcing what came of them.
class Orders {
 public:
  explicit Orders(const Chain& chain);

  /// Orders run up the chain; writes what each node faces.
  void take(State& state, Lanes& lanes, Number now);

  /// What a buyer has seen come of its wishes on each edge, smoothed over a month.
  void learn(const State& state);

 private:
  [[nodiscard]] PerEdge<Number> usual_weights(Number now) const;
  [[nodiscard]] PerEdge<Number> shares(Number now) const;
  [[nodiscard]] Number order_of(InputId input, const PerEdge<Number>& share, const State& state, Number now) const;
  void pass_on(EdgeId id, Number wish, Number need, State& state, Lanes& lanes, Number now);

  const Chain& chain_;
  PerEdge<Number> wish_before_ = {}, need_before_ = {}, wish_now_ = {};
  PerEdge<Number> trust_ = {};  // share of wishes that came true, smoothed
};

}  // namespace ytterby::test::slow
