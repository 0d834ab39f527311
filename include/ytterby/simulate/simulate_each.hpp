// SPDX-License-Identifier: Apache-2.0
/// @file  Many scenarios on one network.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/std_function.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Simulates each scenario, side by side in batches and on `control.threads` threads, for less than one after the
/// other.
///
/// @return  [scenario] to the bit what `simulate` gives it alone, however many threads there are.
/// @throws  What `simulate` throws, once every thread has ended; a refused scenario is named by its place:
///          "scenarios[3]: …". Of several exceptions that of the earliest scenario.
///
/// Progress counts all scenarios, in share and in months. Time as `simulate` for each, shared by the threads; memory a
/// Workspace a thread, up to eight scenarios wide, see Prepared.
[[nodiscard]] YTTERBY_EXPORT std::vector<Outcome> simulate_each(const FrozenNetwork& network,
                                                                std::span<const Scenario> scenarios,
                                                                const SimulateOptions& options = {});
[[nodiscard]] YTTERBY_EXPORT std::vector<Outcome> simulate_each(const Prepared& prepared,
                                                                std::span<const Scenario> scenarios);

/// The same for scenarios made one by one, whose outcomes are taken and not kept: memory does not grow with `count`.
///
/// All callbacks, progress and observer too, are called from one thread at a time, though not always from the same. An
/// exception that one of them throws ends the run and reaches the caller once every thread has ended; the outcomes of
/// all earlier scenarios have been taken by then, unless the run was cancelled, or progress or an observer threw, which
/// gives up the scenarios that run side by side.
///
/// @param scenario  (i) → the scenario, called in order of i from 0 to count − 1, some batches ahead of `take`.
/// @param take      (i, outcome), in order of i.
YTTERBY_EXPORT void simulate_each(const FrozenNetwork& network, std::size_t count,
                                  const std::function<Scenario(std::size_t i)>& scenario,
                                  const std::function<void(std::size_t i, Outcome&& outcome)>& take,
                                  const SimulateOptions& options = {});
YTTERBY_EXPORT void simulate_each(const Prepared& prepared, std::size_t count,
                                  const std::function<Scenario(std::size_t i)>& scenario,
                                  const std::function<void(std::size_t i, Outcome&& outcome)>& take);

}  // namespace ytterby
