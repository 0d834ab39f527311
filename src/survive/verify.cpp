// SPDX-License-Identifier: Apache-2.0
/// @file  Plan, prices, and what is said of them, one after the other.
#include "ytterby/survive/verify.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "survive/verify_claims.hpp"
#include "survive/verify_facts.hpp"
#include "survive/verify_plan.hpp"
#include "survive/verify_prices.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

using proof::infinity;

void require(bool holds, const char* what, double found) {
  if (!holds) throw InvalidOptions(fmt::format("{}: found {}, expected a finite number above 0", what, found));
}

void require_options(const Scenario& scenario, const SurviveOptions& options) {
  const auto above_nothing = [](double value) { return value > 0 && std::isfinite(value); };
  require(above_nothing(options.flex), "flex", options.flex);
  require(above_nothing(options.tolerance), "tolerance", options.tolerance);
  require(above_nothing(options.step.count()), "step", options.step.count());
  require(above_nothing(scenario.policy.tau.count()), "tau", scenario.policy.tau.count());
}

/// To when the plan lasts; why it does not to `lower`. Nothing needs no plan.
proof::Followed check_plan(const BestCase& best, const proof::CaseFacts& facts) {
  const Plan& plan = best.certificate.plan;
  const double lower = best.lower.count();
  if (lower == 0 && plan == Plan{}) return {};
  auto followed = proof::follow(plan, facts);
  if (followed.is_plan && followed.lasts >= lower * (1 - 1e-9))
    followed.why.clear();
  else if (followed.why.empty())
    followed.why = fmt::format("plan: found an end after {:g} months, expected one after {:g}", followed.lasts, lower);
  return followed;
}

std::string check_prices(const BestCase& best, const proof::Valuation& prices, double& proven) {
  if (auto why = prices.fault(); !why.empty()) return why;
  const double upper = best.upper.count(), end = best.certificate.prices.until.back().count();
  if (std::abs(end - upper) > 1e-9 * upper)
    return fmt::format("prices: found an end after {:g} months, expected {:g}", end, upper);
  const double after = upper + 1e-6 * std::max(upper, 0.01);
  const auto bound = prices.proven_near(upper);
  if (bound) proven = *bound;
  if (bound && *bound <= after) return {};
  if (const auto worth = prices.at(after); !worth.fault.empty()) return worth.fault;
  if (!bound) return fmt::format("prices prove no end, not {:g} months", upper);
  return fmt::format("prices prove {:g} months, not {:g}", *bound, upper);
}

}  // namespace

Verdict verify(const BestCase& best, const FrozenNetwork& network, const Scenario& scenario,
               const SurviveOptions& options) {
  require_options(scenario, options);
  if (auto why = proof::check_served(best, network, scenario, options.rivals); !why.empty()) return {false, 1, why};
  const proof::CaseFacts facts(network, scenario, options, best.certificate.served);
  if (auto why = proof::check_months(best, facts.forgets_licences()); !why.empty()) return {false, 1, why};

  const auto followed = check_plan(best, facts);
  if (!followed.why.empty()) return {false, 1, followed.why};
  if (best.upper.count() == infinity) {  // it lasts for ever, or no end is proven
    auto why = proof::check_interval(best, facts);
    if (why.empty()) why = proof::check_nothing_binds(best);
    return {why.empty(), best.lasting == Lasting::for_ever ? 0.0 : 1.0, why};
  }

  const proof::Valuation prices(best.certificate.prices, facts);
  double proven = infinity;
  if (auto why = check_prices(best, prices, proven); !why.empty()) return {false, 1, why};
  Verdict verdict{.gap = best.upper.count() == 0 ? 0 : std::max(0.0, (proven - followed.lasts) / proven)};
  verdict.why = proof::check_interval(best, facts);
  if (verdict.why.empty()) verdict.why = proof::check_cut(best, facts, prices);
  if (verdict.why.empty()) verdict.why = proof::check_gains(best, facts, prices);
  verdict.holds = verdict.why.empty();
  return verdict;
}

}  // namespace ytterby
