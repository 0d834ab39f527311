// SPDX-License-Identifier: Apache-2.0
/// @file  Looks for a dated plan without linear programs: rates that are constant within steps of time.
#pragma once

#include <cstddef>
#include <optional>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// What a look for a plan found.
struct Stepped {
  std::optional<Plan> plan = {};  ///< to the end asked for
  double almost = 0;              ///< if none: to what end stocks might do, months; 0: no idea
};

/// A plan to `end` in steps that are equally long but the first, with data of the least help in each and lead times
/// rounded up to whole steps: it is one of the case, too. Without lead times steps end where something changes.
///
/// The rows of kernel/supply_rows.hpp, once for each step, goods held linking them. Shares and licences of a step are
/// for that step alone, and stock with a right of customers to a share of it is used evenly. Deterministic.
///
/// @param end   Months, above 0, finite.
/// @param hint  t/month of edges, in whose proportions a plan is looked for first.
/// @param size  Rows and arcs over all steps together, about; at least those of one step are used.
/// @throws Cancelled  when a stop was requested.
[[nodiscard]] Stepped plan_in_steps(const Facts& facts, const Reach& reach, const Aim& aim, double end,
                                    const PerEdge<double>& hint, double size, const Control& control);

}  // namespace ytterby::best
