// SPDX-License-Identifier: Apache-2.0
/// @file  Each node taken out in turn: how long the targets last at best, and what is lost at least.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "survive/bill_of_materials.hpp"
#include "ytterby/core/control.hpp"

namespace ytterby {

enum class Survival { at_once, for_a_time, for_ever };

/// The longest time all targets together can be met, after the nodes have stopped for good; its stock may be used.
struct OutageSurvival {
  std::uint32_t node = 0;  ///< the first of several
  Survival survival = Survival::for_ever;
  double months = 0;        ///< for which a plan is at hand; infinite if for ever
  double upper_months = 0;  ///< that no plan exceeds, by prices
  bool is_proven = false;   ///< the two agree to a relative 1e-6, each recomputed from the arrays alone

  friend bool operator==(const OutageSurvival&, const OutageSurvival&) = default;
};

/// The least worth of demand not met while the node stands still.
struct OutageLoss {
  std::uint32_t node = 0;
  double months = 0;         ///< how long it does
  double dollars = 0;        ///< by the plan at hand; 0 where less than 1e-9 of all demand in that time
  double least_dollars = 0;  ///< that no plan undercuts, by prices
  double risk_exposure = 0;  ///< dollars over those of the worst outage, 0 to 1; 0 if none loses anything
  bool is_proven = false;    ///< the two agree to a relative 1e-6, each recomputed from the arrays alone

  friend bool operator==(const OutageLoss&, const OutageLoss&) = default;
};

/// What it took.
struct SweepEffort {
  std::size_t programs = 0;        ///< linear programs solved
  std::size_t largest_region = 0;  ///< nodes in the largest of them, that of the undisturbed network left out

  friend bool operator==(const SweepEffort&, const SweepEffort&) = default;
};

struct SurvivalSweep {
  OutageSurvival undisturbed = {};  ///< its node is that of no outage: the number of nodes
  std::vector<OutageSurvival> outages = {};
  SweepEffort effort = {};

  friend bool operator==(const SurvivalSweep&, const SurvivalSweep&) = default;
};

struct LossSweep {
  std::vector<OutageLoss> outages = {};
  SweepEffort effort = {};

  friend bool operator==(const LossSweep&, const LossSweep&) = default;
};

/// Time to survive of each outage: the longest T for which output + stock/T covers what targets and customers take, at
/// every node and input. Zero lead times, constant rates, all output free to go to the targets.
///
/// @param nodes  The outages: one for each, in this order.
/// @return       One for each of `nodes`; equal whatever `control.threads` is.
/// @throws Error      on a bill that makes no sense, a node that is not there; where built without CLP.
/// @throws Cancelled  at the next outage.
///
/// One linear program of the undisturbed network; then, for each outage, one or a few of the region it reaches, and
/// O(N + A + E) to prove the answer. Where an outage reaches everything, that is a program of the whole network each.
/// Simchi-Levi, Schmidt, Wei, Zhang, Combs, Ge, Gusikhin, Sanders, Zhang (2015), Interfaces 45(5), 375–390.
[[nodiscard]] SurvivalSweep sweep_survival(const BillOfMaterials& bill, std::span<const std::uint32_t> nodes,
                                           const Control& control = {});

/// The same for nodes that stop together.
///
/// @param groups  The outages: of each its nodes, ascending, at least one.
[[nodiscard]] SurvivalSweep sweep_group_survival(const BillOfMaterials& bill,
                                                 std::span<const std::vector<std::uint32_t>> groups,
                                                 const Control& control = {});

/// Dollars lost in each outage, at least, with all stocks spent as is best for that: the performance impact; and the
/// risk exposure index.
///
/// @param months  [outage] how long each lasts: its time to recover. Above 0.
/// @throws        As above; also Error on another number of months than nodes, or one that is not above 0.
///
/// As above; one program more of the whole network for each distinct time, where demand can't be met even undisturbed.
[[nodiscard]] LossSweep sweep_loss(const BillOfMaterials& bill, std::span<const std::uint32_t> nodes,
                                   std::span<const double> months, const Control& control = {});

}  // namespace ytterby
