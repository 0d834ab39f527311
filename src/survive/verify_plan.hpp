// SPDX-License-Identifier: Apache-2.0
/// @file  Follows a plan through time.
#pragma once

#include <string>

#include "survive/verify_facts.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::proof {

/// What smaller than this, relative to all that has come in so far, is missing counts as rounding: a linear program is
/// solved to about that, and it moves an end by no more than that part of what has flowed over what is short a month.
inline constexpr double plan_tolerance = 1e-7;
/// And where nothing has come in yet: relative to a month of what usually passes there, or passes by plan.
inline constexpr double flow_tolerance = 1e-9;

/// To when a plan lasts, and what ends it before its own end.
struct Followed {
  bool is_plan = false;  ///< of this case: as many nodes and edges, times that ascend, rates that are numbers
  double lasts = 0;      ///< infinite: for ever
  std::string why = {};
};

/// @return  An empty `why` if the plan lasts to its end.
///
/// O((N + L)·cells·log).
[[nodiscard]] Followed follow(const Plan& plan, const CaseFacts& facts);

}  // namespace ytterby::proof
