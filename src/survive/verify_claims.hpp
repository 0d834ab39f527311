// SPDX-License-Identifier: Apache-2.0
/// @file  What a best case says beside plan and prices, against what follows from the prices.
#pragma once

#include <string>

#include "survive/verify_facts.hpp"
#include "survive/verify_prices.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::proof {

/// Both bounds agree if they are no further apart than this, relative to the upper.
inline constexpr double exact_gap = 1e-6;

/// Months, bounds, whether there is an end and whether both bounds agree: that they say the same. Empty: they do.
[[nodiscard]] std::string check_months(const BestCase& best, bool forgets_licences);

/// Whose demand the certificate says is met, against the scenario's targets and, if served, all rivals but those
/// dropped.
[[nodiscard]] std::string check_served(const BestCase& best, const FrozenNetwork& network, const Scenario& scenario,
                                       Rivals rivals);

/// Between which changes it ends.
[[nodiscard]] std::string check_interval(const BestCase& best, const CaseFacts& facts);

/// Cut and gains, where there are none for want of prices.
[[nodiscard]] std::string check_nothing_binds(const BestCase& best);

/// The cut's nodes, amounts and crossings, each of which must be worth something. How much passes a lane or a share is
/// up to the plan; of these limits no more is asked than that they are numbers.
[[nodiscard]] std::string check_cut(const BestCase& best, const CaseFacts& facts, const Valuation& prices);

/// The gains: what one more unit is worth over what a month is worth. Where several limits bind at the same time prices
/// are one of several, what one more buys is the least of them and what one less costs the most: then the claim must
/// have the value between both. That a claim goes further to that side than needed is not found out.
[[nodiscard]] std::string check_gains(const BestCase& best, const CaseFacts& facts, const Valuation& prices);

}  // namespace ytterby::proof
