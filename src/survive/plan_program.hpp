// SPDX-License-Identifier: Apache-2.0
/// @file  The linear program that looks for a plan of steady rates.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "survive/account.hpp"
#include "survive/facts.hpp"
#include "survive/linear_program.hpp"
#include "survive/linear_solver.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// Where the program of another end stood: most of it holds for an end nearby.
struct PlanStart {
  struct Watched {
    std::size_t account = 0, kink = 0;
  };
  std::vector<Watched> watched = {};  ///< in the order of their rows
  LinearBasis basis = {};
};

/// Looks for rates, constant within each cell, that meet all demand to a given end, every account followed through
/// time. Moments at which one would be overdrawn are added to the program one after the other, until there are none.
class PlanProgram {
 public:
  /// @param bounds  Moments that divide cells further; ascending.
  PlanProgram(const Facts& facts, const Reach& reach, const Aim& aim, const std::vector<double>& bounds = {});

  /// @param end  Months; infinite: for ever.
  /// @param start  Begun with where it fits, and written; of the same bounds.
  /// @return       None if rates like these cannot do it.
  [[nodiscard]] std::optional<Plan> solve(double end, const StopToken& stop, PlanStart* start = nullptr);

  /// Moments at which some account would have been overdrawn in the last call of `solve`: where steady rates are too
  /// few.
  [[nodiscard]] const std::set<double>& overdrawn() const { return overdrawn_; }

 private:
  struct Span {
    double from = 0, to = 0;
    const Cell* cell = nullptr;
  };
  using Places = std::vector<std::size_t>;

  void lay_out(double end);
  void add_columns(double end);
  void add_node_accounts(double end);
  void add_input_accounts(double end);
  void add_offices(double end);
  [[nodiscard]] double t_per_licence(OfficeId office) const;
  void add_changes(Account& account, bool of_input, std::uint32_t row) const;
  void add_row(const Account& account, double time);
  [[nodiscard]] std::vector<double> passing(const std::vector<double>& columns) const;
  [[nodiscard]] bool keeps_rows(const std::vector<double>& columns) const;
  [[nodiscard]] LinearSolution solve_in_scale_of(const std::vector<double>& columns, const StopToken& stop) const;
  void watch(std::size_t account, std::size_t kink, double time);
  void watch_again(const std::vector<PlanStart::Watched>& before);
  [[nodiscard]] bool add_overdrawn(const std::vector<double>& rates);
  [[nodiscard]] Plan plan_of(const std::vector<double>& rates, double end) const;

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  std::vector<Span> spans_ = {};
  std::size_t used_ = 0;  ///< spans before the end
  LinearProgram program_ = {};
  std::vector<double> fixed_ = {};  ///< [row] what passes an account whatever is chosen
  std::vector<Account> accounts_ = {};
  std::vector<std::vector<double>> watched_ = {};              ///< [account] moments that have a row
  std::vector<PlanStart::Watched> added_ = {};                 ///< those that were overdrawn
  std::vector<Places> made_ = {}, shipped_ = {}, short_ = {};  ///< [span][place in reach or aim]
  PerNode<std::size_t> node_at_;
  double unit_ = 1;  ///< t/month, the largest demand: the solver's tolerances are absolute
  std::set<double> overdrawn_ = {};
};

}  // namespace ytterby::best
