// SPDX-License-Identifier: Apache-2.0
/// @file  From one end to the next: the earliest that prices rule out, the latest that a plan reaches.
#pragma once

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

/// What is known of one aim; months, infinite: for ever.
struct Bracket {
  double lower = 0, upper = no_limit;
  Plan plan = {};      ///< lasts to `lower`; empty if that is 0
  Prices prices = {};  ///< rule out what is above `upper`; empty if that is infinite

  /// But for rounding.
  [[nodiscard]] bool exact() const { return lower == upper || (upper < no_limit && upper - lower <= 1e-6 * upper); }
};

/// How hard to look where bound and plan differ.
enum class Effort {
  bound,    ///< no plan is looked for
  closer,   ///< where there is none to the bound, this is looked at more closely, and a shorter plan looked for
  thorough  ///< for a plan too
};

/// Newton's method in the end: where the bound falls short its prices tell the next, earlier end, from beyond all that
/// changes downward; then, if no plan is found there, past every moment at which the bound may fail before.
///
/// @throws Cancelled  when a stop was requested.
[[nodiscard]] Bracket search_by_lp(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                                   const Control& control);

}  // namespace ytterby::best
