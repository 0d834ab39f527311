// SPDX-License-Identifier: Apache-2.0
/// @file  From one end to the next: the earliest that prices rule out, the latest that a plan reaches.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "survive/bound_program.hpp"
#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

/// What is known of one aim; months, infinite: for ever.
struct Bracket {
  double lower = 0, upper = no_limit;
  Plan plan = {};         ///< lasts to `lower`; empty if that is 0
  Prices prices = {};     ///< rule out what is above `upper`; empty if that is infinite
  std::string note = {};  ///< why more may be known; empty: no reason

  /// But for rounding.
  [[nodiscard]] bool exact() const { return lower == upper || (upper < no_limit && upper - lower <= 1e-6 * upper); }
};

/// How hard to look where bound and plan differ.
enum class Effort {
  bound,    ///< no plan is looked for
  closer,   ///< where there is none to the bound, this is looked at more closely, and a shorter plan looked for
  thorough  ///< for a plan too
};

/// What searches in one reach have in common: programs, which differ in their amounts alone and start from where the
/// last search left them, and prices, which rule out other ends of other amounts. Answers depend on what was asked
/// before, where several prices tie: one after the other, never on two threads.
class SearchMemory {
 public:
  /// All must outlive it.
  SearchMemory(const Facts& facts, const Reach& reach, const Aim& aim, StopToken stop)
      : facts_(facts), reach_(reach), aim_(aim), stop_(std::move(stop)) {}

  /// Whether a case differs from the one it was made for in amounts and in when demand is given up, at most.
  ///
  /// Time O(N + L).
  [[nodiscard]] bool fits(const Facts& facts, const Reach& reach, const Aim& aim) const;
  /// @param cells  Of the facts, from the first; there may be some more, if such a program is at hand.
  [[nodiscard]] BoundProgram& program(std::size_t cells);
  /// Of the program with most cells; empty if there is none.
  [[nodiscard]] LinearBasis basis() const;
  /// What programs of the same size start from.
  void start_from(LinearBasis basis) { start_ = std::move(basis); }
  /// The latest first.
  [[nodiscard]] const std::vector<Prices>& prices() const { return prices_; }
  /// Forgets the oldest when they are many.
  void remember(const Prices& prices);

 private:
  const Facts& facts_;
  const Reach& reach_;
  const Aim& aim_;
  StopToken stop_;
  std::map<std::size_t, std::unique_ptr<BoundProgram>> programs_ = {};
  std::vector<Prices> prices_ = {};
  LinearBasis start_ = {};
};

/// What is known before a search begins.
struct Known {
  double lower = 0;                ///< months to which the bound is known not to fail
  double enough = -1;              ///< an upper end of no more is not looked at any further
  bool is_near = false;            ///< the case is next to one whose prices are remembered: begin where they end
  SearchMemory* memory = nullptr;  ///< used if it fits
};

/// Newton's method in the end: where the bound falls short its prices tell the next, earlier end, from beyond all that
/// changes downward; then, if no plan is found there, past every moment at which the bound may fail before.
///
/// Where the solver of linear programs gives up, the bracket is what is known by then, and says so.
///
/// @throws Cancelled  when a stop was requested.
/// @throws Error      if the solver gives up before anything is known.
[[nodiscard]] Bracket search_by_lp(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                                   const Control& control, const Known& known = {});

}  // namespace ytterby::best
