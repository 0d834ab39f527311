// SPDX-License-Identifier: Apache-2.0
/// @file  How far a shock spreads, down and up, and what is lost there.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "exposure/risk_model.hpp"
#include "ytterby/kernel/loss_groups.hpp"

namespace ytterby {

/// A position and the share of its output lost at first.
using ShockAt = std::pair<std::uint32_t, double>;

/// Losses of the nodes reached; all others lose nothing.
struct Losses {
  std::vector<std::uint32_t> positions = {};
  std::vector<double> of = {};  ///< of these
  double bound = 0;
};

/// One a thread; keeps its memory from shock to shock.
class Spread {
 public:
  explicit Spread(const RiskModel& model) : model_(model), place_(model.output.size(), nowhere) {}

  [[nodiscard]] Losses down(std::span<const ShockAt> shocks);
  [[nodiscard]] Losses up(std::span<const ShockAt> shocks);

 private:
  static constexpr std::uint32_t nowhere = 0xffff'ffffU;

  void reach(std::span<const ShockAt> shocks, bool downstream);
  void forget();
  [[nodiscard]] std::vector<double> floors(std::span<const ShockAt> shocks) const;
  void begin_markets();
  [[nodiscard]] std::vector<double> irreplaceable(std::span<const double> losses, double more) const;
  [[nodiscard]] kernel::LossTerms<double> terms_down(std::span<const double> left) const;
  [[nodiscard]] Losses surround(std::span<const double> floor) const;

  const RiskModel& model_;
  std::vector<std::uint32_t> place_;           ///< [position] in `reached_`
  std::vector<std::uint32_t> reached_ = {};    ///< positions
  std::vector<std::uint32_t> open_ = {};       ///< of these, whose neighbours are not yet looked at
  std::vector<std::uint32_t> markets_ = {};    ///< of those reached
  std::vector<std::uint32_t> market_at_ = {};  ///< [place] in `markets_`
  std::vector<double> elsewhere_ = {};         ///< [of `markets_`] output of those not reached
};

}  // namespace ytterby
