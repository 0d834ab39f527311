// SPDX-License-Identifier: Apache-2.0
/// @file  How much output is lost if somebody stops: at once, and month by month as stocks run out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

struct LossOptions {
  Control control = {};
};

/// What a target loses at once.
struct OutageExposure {
  NodeId target{};
  double lost = 0;                    ///< share of its output, 0 to 1
  std::optional<InputId> binds = {};  ///< the input whose loss it is; none where it loses nothing, or stops itself

  friend bool operator==(const OutageExposure&, const OutageExposure&) = default;
};

struct Outage {
  std::vector<OutageExposure> targets = {};
  /// No loss is further than this from that of the fixed point, rounding included.
  double error_bound = 0;
  std::vector<std::string> notes = {};
};

/// The share of output lost at once if a set stops and no stock helps, through all tiers and around cycles:
///
///     lost_j = 1 for what stops, else max over inputs a of essential_a · Σ over its edges of w_e · lost_from(e)
///
/// with w_e = flow/need; where more arrives than is needed, the share in what arrives. What the need is above what
/// arrives comes from a stock, or is missing from the data: it goes on in full, and is noted. The least solution, which
/// is the greatest one in what is left, 1 − lost = min over inputs of 1 − ε + ε·(m + Σ w·left): Leontief's production
/// with inputs that are essential in part. A closed loop that nothing feeds loses nothing but by an input from outside.
///
/// @param targets  Any nodes; one OutageExposure for each, in their order.
/// @param stopped  Nodes, which make nothing, or edges, which deliver nothing: by their ends, lanes, offices or inputs.
/// @throws InvalidScenario  as `select`.
/// @throws InvalidOptions   on a target that the network does not have.
///
/// By kernel::Cascade, time O(N + L) but for cycles.
[[nodiscard]] YTTERBY_EXPORT Outage outage_of(const FrozenNetwork& network, std::span<const NodeId> targets,
                                              const Selection& stopped, const LossOptions& options = {});

/// What is lost from a moment on, until the next one.
struct LossStep {
  Months from{};
  double lost = 0;

  friend bool operator==(const LossStep&, const LossStep&) = default;
};

/// A stock of finished product, or of an input, that runs empty.
struct Emptied {
  Months at{};
  NodeId node{};
  std::optional<InputId> input = {};

  friend bool operator==(const Emptied&, const Emptied&) = default;
};

struct LossCurve {
  NodeId target{};
  std::vector<LossStep> steps = {};  ///< rising; from 0 months on where it loses at once, empty where it never loses

  friend bool operator==(const LossCurve&, const LossCurve&) = default;
};

/// The share lost in the moment after that many months. Right-continuous: at a step, what is lost from then on.
[[nodiscard]] YTTERBY_EXPORT double lost_after(const LossCurve& curve, Months months);

struct OutageOverTime {
  std::vector<LossCurve> targets = {};
  std::vector<Emptied> emptied = {};  ///< in order of time, of all nodes
  Months until{};
  double error_bound = 0;  ///< of losses
  std::vector<std::string> notes = {};
};

/// The share of output lost after n months with today's stocks, up to `until`. It only rises.
///
/// What stops makes nothing from the start, and ships its finished stock as it did; closed edges ship nothing. Goods
/// under way arrive for the lead time of their edge. What an input receives less than the plant still makes is taken
/// from its stock until that is empty, what a plant makes less than it ships from its finished stock. Nobody looks for
/// another supplier, nobody orders less, no stock is filled up again.
///
/// Exact in time: losses are constant between events, which are stocks that empty and losses that arrive; at each,
/// what is lost at once is solved through all edges without lead time, as by outage_of, where it tends to as all stocks
/// empty.
///
/// @throws InvalidOptions  on an `until` below 0 or not finite, and as outage_of.
///
/// Time O((N + L) · events).
[[nodiscard]] YTTERBY_EXPORT OutageOverTime outage_over_time(const FrozenNetwork& network,
                                                             std::span<const NodeId> targets, const Selection& stopped,
                                                             Months until, const LossOptions& options = {});

}  // namespace ytterby
