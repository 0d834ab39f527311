// SPDX-License-Identifier: Apache-2.0
/// @file  The linear program whose dual are prices: what could be served if goods arrived as early in their cell as may
/// be.
#pragma once

#include <cstddef>
#include <vector>

#include "survive/facts.hpp"
#include "survive/linear_program.hpp"
#include "survive/linear_solver.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// Amounts made and shipped in each cell of time, so that what is served falls least short. Every plan is a solution of
/// it, not the other way round: within a cell it does not look at the order of things. Its structure depends on the
/// number of cells alone, so that it is loaded once and solved again for other ends and other amounts.
class BoundProgram {
 public:
  /// @param cells  Of the facts, from the first; the end lies in one of them, best in the last.
  BoundProgram(const Facts& facts, const Reach& reach, const Aim& aim, std::size_t cells, const StopToken& stop);

  struct Answer {
    double shortage =
        0;               ///< mean over all served, relative to their demand; 0 but for rounding if `end` can be reached
    Prices prices = {};  ///< otherwise: why not; the highest of a served node is 1
  };
  /// @param amounts  Stocks, capacities, demand and licences may differ from the facts it was built for, but for what
  ///                 is unlimited; nothing else.
  /// @param until    For each that is served, when its demand is given up.
  /// @throws Error  if the solver gives up.
  [[nodiscard]] Answer solve(double end, const Facts& amounts, const std::vector<double>& until);

  /// Where it stands, and the start from where another one stood if that is of the same size.
  [[nodiscard]] LinearBasis basis() const { return solver_.basis(); }
  void start_from(const LinearBasis& basis);

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  using Places = std::vector<std::size_t>;  ///< of columns or rows

  void add_nodes();
  void add_edges();
  void add_inputs();
  void add_shares();
  void add_offices();
  void add_served();
  void set_bounds(double end, const Facts& amounts, const std::vector<double>& until);
  [[nodiscard]] double span(std::size_t cell, double last) const;
  [[nodiscard]] Prices prices_of(const LinearSolution& solution, double end) const;

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  std::size_t cells_;
  LinearProgram program_ = {};
  LinearSolver solver_ = {};

  // [cell] and then by place in reach or aim; those of shares, offices and volumes by id
  std::vector<Places> made_ = {}, shipped_ = {}, output_ = {}, input_ = {}, need_ = {}, short_ = {};
  std::vector<Places> share_ = {}, own_share_ = {}, licence_ = {};
  Places volume_ = {};
  PerNode<std::size_t> node_at_;  ///< place in reach
  PerInput<std::size_t> input_at_;
  PerOffice<double> t_per_licence_;  ///< the most in any of its lanes, the unit of its rows
  double unit_ = 1;                  ///< t/month, the largest demand: the solver's tolerances are absolute
  double cost_of_all_ = 0;           ///< of all demand, were none of it met
};

}  // namespace ytterby::best
