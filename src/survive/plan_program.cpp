// SPDX-License-Identifier: Apache-2.0
/// @file  Steady rates whose accounts are never overdrawn.
#include "survive/plan_program.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/boost_graph.hpp"

namespace ytterby::best {

namespace {

constexpr double rounding = 1e-9;   // of what passes an account
constexpr double too_short = 1e-8;  // likewise: a tenth of what the proof of a plan may be short by
constexpr double no_scale = 1e-12;  // of the largest demand: too little to be a scale
constexpr int most_rounds = 60;
constexpr int most_scales = 4;         // looked at more closely, where no plan would be without
constexpr double highest_cost = 1e12;  // the solver knows numbers of up to 1e25 or so

}  // namespace

PlanProgram::PlanProgram(const Facts& facts, const Reach& reach, const Aim& aim, const std::vector<double>& bounds)
    : facts_(facts), network_(*facts.network), reach_(reach), aim_(aim), node_at_(network_.nodes().size()) {
  for (std::size_t i = 0; i < reach.nodes.size(); ++i) node_at_[reach.nodes[i]] = i;
  const auto& cells = facts.cautious.empty() ? facts.cells : facts.cautious;
  double largest = 0;
  for (const Cell& cell : cells)
    for (const NodeId node : aim.served) largest = std::max(largest, cell.demand[node]);
  if (largest > 0) unit_ = largest;
  for (const Cell& cell : cells) {
    double from = cell.from;
    for (const double bound : bounds)
      if (is_after(bound, from) && is_after(cell.to, bound))
        spans_.push_back({std::exchange(from, bound), bound, &cell});
    spans_.push_back({from, cell.to, &cell});
  }
}

void PlanProgram::add_columns(double end) {
  used_ = 0;
  while (used_ < spans_.size() && (used_ == 0 || spans_[used_].from < end)) ++used_;
  made_.assign(used_, {});
  shipped_.assign(used_, {});
  short_.assign(used_, {});
  const auto count = static_cast<double>(aim_.served.size());
  for (std::size_t k = 0; k < used_; ++k) {
    const Span& span = spans_[k];
    for (const NodeId node : reach_.nodes) {
      const bool in_time = span.from < end - reach_.node[node];
      made_[k].push_back(program_.add_column(0, in_time ? span.cell->capacity[node] / unit_ : 0, 0));
    }
    for (const EdgeId edge : reach_.edges) {
      const bool in_time = span.from < end - reach_.edge[edge];
      shipped_[k].push_back(program_.add_column(0, in_time ? span.cell->edge_capacity[edge] / unit_ : 0, 0));
    }
    for (const NodeId node : aim_.served) {
      const double demand = span.cell->demand[node] / unit_;
      const double cost = demand > 0 ? std::min(highest_cost, 1 / (count * demand)) : 0;
      short_[k].push_back(program_.add_column(0, demand, cost));
    }
  }
}

void PlanProgram::add_changes(Account& account, bool of_input, std::uint32_t row) const {
  for (const StockChange& change : facts_.changes)
    if (change.of_input == of_input && change.row == row)
      account.change(facts_.cells[change.cell].from, change.keep, change.add);
}

/// Finished goods, and the rights of customers to their share of them.
void PlanProgram::add_node_accounts(double end) {
  std::vector<std::vector<std::size_t>> leaving(reach_.nodes.size());
  for (std::size_t e = 0; e < reach_.edges.size(); ++e) leaving[node_at_[network_.from(reach_.edges[e])]].push_back(e);
  PerNode<std::size_t> served_at(network_.nodes().size(), Account::fixed);
  for (std::size_t i = 0; i < aim_.served.size(); ++i) served_at[aim_.served[i]] = i;

  for (std::size_t n = 0; n < reach_.nodes.size(); ++n) {
    const NodeId node = reach_.nodes[n];
    const auto last = end - reach_.node[node];
    const auto demand_of = [&](Account& account, std::size_t i) {
      for (std::size_t k = 0; k < used_; ++k) {
        const double to = std::min({spans_[k].to, end, aim_.until[i]});
        account.add(Account::fixed, -spans_[k].cell->demand[node], spans_[k].from, to);
        account.add(short_[k][i], 1, spans_[k].from, to);
      }
    };
    const auto ships = [&](Account& account, std::size_t e) {
      for (std::size_t k = 0; k < used_; ++k)
        account.add(shipped_[k][e], -1, spans_[k].from, std::min(spans_[k].to, end - reach_.edge[reach_.edges[e]]));
    };
    Account finished;
    finished.begin_with(facts_.stock[node]);
    add_changes(finished, false, static_cast<std::uint32_t>(node));
    for (std::size_t k = 0; k < used_; ++k) finished.add(made_[k][n], 1, spans_[k].from, std::min(spans_[k].to, last));
    for (const std::size_t e : leaving[n]) ships(finished, e);
    if (served_at[node] != Account::fixed) demand_of(finished, served_at[node]);
    accounts_.push_back(std::move(finished));

    const auto right = [&](auto&& share_of) {
      Account account;
      account.begin_with(std::min(1.0, share_of(*spans_[0].cell)) * facts_.stock[node]);
      // What an event sets gives a right to what it brings, which depends on what is left: none is counted on.
      for (std::size_t k = 0; k < used_; ++k)
        account.add(made_[k][n], std::min(1.0, share_of(*spans_[k].cell)), spans_[k].from,
                    std::min(spans_[k].to, last));
      return account;
    };
    for (const std::size_t e : leaving[n]) {
      const EdgeId edge = reach_.edges[e];
      if (!has_share(facts_, edge)) continue;
      Account account = right([&](const Cell& cell) { return cell.share[edge]; });
      ships(account, e);
      accounts_.push_back(std::move(account));
    }
    if (served_at[node] != Account::fixed && has_own_share(facts_, node)) {
      Account account = right([&](const Cell& cell) { return cell.own_share[node]; });
      demand_of(account, served_at[node]);
      accounts_.push_back(std::move(account));
    }
  }
}

void PlanProgram::add_input_accounts(double end) {
  PerEdge<std::size_t> edge_at(network_.edges().size(), Account::fixed);
  for (std::size_t e = 0; e < reach_.edges.size(); ++e) edge_at[reach_.edges[e]] = e;
  for (const InputId input : reach_.inputs) {
    const NodeId node = network_.node(input);
    const double last = end - reach_.node[node];
    Account account;
    account.begin_with(facts_.input_stock[input]);
    add_changes(account, true, static_cast<std::uint32_t>(input));
    for (const EdgeId edge : network_.in_edges(input)) {
      account.begin_with(facts_.arrived[edge]);
      account.add(Account::fixed, facts_.under_way[edge], 0, facts_.first_lead[edge]);
      if (edge_at[edge] == Account::fixed) continue;
      for (std::size_t k = 0; k < used_; ++k) {
        const double lead = spans_[k].cell->lead[edge];
        account.add(shipped_[k][edge_at[edge]], 1, spans_[k].from + lead,
                    std::min(spans_[k].to, end - reach_.edge[edge]) + lead);
      }
    }
    for (std::size_t k = 0; k < used_; ++k) {
      const Cell& cell = *spans_[k].cell;
      const auto made = made_[k][node_at_[node]];
      const double to = std::min(spans_[k].to, last), essential = cell.essential[input];
      if (essential >= 1) {
        account.add(made, -cell.t_per_t[input], spans_[k].from, to);
      } else if (std::isfinite(cell.free_output[input])) {
        const auto used = program_.add_column(0, unbounded_above, 0);
        const double free = cell.t_per_t[input] / essential * cell.free_output[input] / unit_;
        const auto row = program_.add_row(-free, unbounded_above);
        fixed_.push_back(free);
        program_.add_entry(row, used, 1);
        program_.add_entry(row, made, -cell.t_per_t[input] / essential);
        account.add(used, -1, spans_[k].from, to);
      }
    }
    accounts_.push_back(std::move(account));
  }
}

/// The most in any lane.
double PlanProgram::t_per_licence(OfficeId office) const {
  double most = 0;
  for (std::size_t k = 0; k < used_; ++k)
    for (const LaneId lane : network_.lanes())
      if (const double tonnes = spans_[k].cell->t_per_licence[lane];
          network_.lane(lane).office == office && std::isfinite(tonnes))
        most = std::max(most, tonnes);
  return most;
}

void PlanProgram::add_offices(double end) {
  for (const OfficeId office : network_.offices()) {
    Account account;
    const double most = t_per_licence(office);  // kept in tonnes of the lane that needs fewest licences
    for (std::size_t k = 0; k < used_; ++k) {
      const Cell& cell = *spans_[k].cell;
      if (std::isinf(cell.licences[office])) continue;
      account.add(Account::fixed, cell.licences[office] * most, spans_[k].from, std::min(spans_[k].to, end));
      for (std::size_t e = 0; e < reach_.edges.size(); ++e) {
        const EdgeId edge = reach_.edges[e];
        const LaneId lane = network_.lane(edge);
        if (lane != no_lane && network_.lane(lane).office == office && std::isfinite(cell.t_per_licence[lane]))
          account.add(shipped_[k][e], -most / cell.t_per_licence[lane], spans_[k].from,
                      std::min(spans_[k].to, end - reach_.edge[edge]));
      }
    }
    if (account.draws()) accounts_.push_back(std::move(account));
  }
  for (const VolumeLimit& limit : facts_.volumes) {
    Account account;
    account.begin_with(limit.tonnes);
    for (std::size_t e = 0; e < reach_.edges.size(); ++e)
      for (std::size_t k = 0; k < used_ && network_.lane(reach_.edges[e]) == limit.lane; ++k)
        for (const auto& [from, to] : limit.spans)
          account.add(shipped_[k][e], -1, std::max(spans_[k].from, from),
                      std::min({spans_[k].to, end - reach_.edge[reach_.edges[e]], to}));
    if (account.draws()) accounts_.push_back(std::move(account));
  }
}

/// Levels are rates in effect: divided by the time, so that rows of early and late moments are alike in size. Columns
/// are in units of the largest demand.
void PlanProgram::add_row(const Account& account, double time) {
  const Account::Level level = account.at(time);
  const double scale = std::isinf(time) ? 1 : 1 / time;
  std::vector<std::pair<std::size_t, double>> entries;
  for (std::size_t i = 0; i < level.column.size(); ++i) entries.emplace_back(level.column[i], level.weight[i] * scale);
  std::sort(entries.begin(), entries.end());
  const auto row = program_.add_row(-level.amount * scale / unit_, unbounded_above);
  fixed_.push_back(level.moved * scale / unit_);
  for (std::size_t i = 0; i < entries.size();) {
    double sum = 0;
    const std::size_t column = entries[i].first;
    for (; i < entries.size() && entries[i].first == column; ++i) sum += entries[i].second;
    if (sum != 0) program_.add_entry(row, column, sum);
  }
}

void PlanProgram::lay_out(double end) {
  program_.clear();
  fixed_.clear();
  accounts_.clear();
  add_columns(end);
  add_node_accounts(end);
  add_input_accounts(end);
  add_offices(end);
  std::erase_if(accounts_, [](const Account& account) { return !account.draws(); });
  added_.clear();
  watched_.assign(accounts_.size(), {});
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    watched_[i].push_back(accounts_[i].kinks().back());
    for (const Span& span : spans_)
      if (span.to < watched_[i].front()) watched_[i].push_back(span.to);
    for (const double time : watched_[i]) add_row(accounts_[i], time);
  }
}

void PlanProgram::watch(std::size_t account, std::size_t kink, double time) {
  watched_[account].push_back(time);
  added_.push_back({account, kink});
  add_row(accounts_[account], time);
}

void PlanProgram::watch_again(const std::vector<PlanStart::Watched>& before) {
  for (const auto& [account, kink] : before) {
    if (account >= accounts_.size()) continue;
    const auto kinks = accounts_[account].kinks();
    if (kink >= kinks.size() || std::count(watched_[account].begin(), watched_[account].end(), kinks[kink]) > 0)
      continue;
    watch(account, kink, kinks[kink]);
  }
}

/// For each account the moment at which it is overdrawn most.
bool PlanProgram::add_overdrawn(const std::vector<double>& rates) {
  bool any = false;
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    double worst = -rounding, when = 0;
    std::size_t which = 0;
    const auto kinks = accounts_[i].kinks();
    for (std::size_t kink = 0; kink < kinks.size(); ++kink) {
      const double time = kinks[kink];
      if (std::count(watched_[i].begin(), watched_[i].end(), time) > 0) continue;
      const Account::Level level = accounts_[i].at(time);
      double amount = level.amount, moved = level.moved;
      for (std::size_t c = 0; c < level.column.size(); ++c) {
        amount += rates[level.column[c]] * level.weight[c];
        moved += std::max(0.0, rates[level.column[c]] * level.weight[c]);
      }
      if (amount < worst * moved || (moved == 0 && amount < 0)) {
        worst = moved > 0 ? amount / moved : -no_limit;
        when = time;
        which = kink;
      }
    }
    if (when == 0) continue;
    if (std::isfinite(when)) overdrawn_.insert(when);
    watch(i, which, when);
    any = true;
  }
  return any;
}

Plan PlanProgram::plan_of(const std::vector<double>& rates, double end) const {
  Plan plan;
  for (std::size_t k = 0; k < used_; ++k) {
    plan.until.emplace_back(std::min(spans_[k].to, end));
    auto& made = plan.made.emplace_back(network_.nodes().size());
    auto& shipped = plan.shipped.emplace_back(network_.edges().size());
    for (std::size_t i = 0; i < reach_.nodes.size(); ++i) made[reach_.nodes[i]] = std::max(0.0, rates[made_[k][i]]);
    for (std::size_t e = 0; e < reach_.edges.size(); ++e)
      shipped[reach_.edges[e]] = std::max(0.0, rates[shipped_[k][e]]);
  }
  return plan;
}

/// [row] what passes, come in or gone out.
std::vector<double> PlanProgram::passing(const std::vector<double>& columns) const {
  std::vector<double> all = fixed_, most(program_.rows(), 0);
  for (const LinearEntry& entry : program_.entries) {
    all[entry.row] += std::abs(entry.value * columns[entry.column]);
    most[entry.row] = std::max(most[entry.row], std::abs(entry.value));
  }
  for (std::size_t row = 0; row < all.size(); ++row) all[row] = std::max(all[row], no_scale * most[row]);
  return all;
}

/// But for what is slight beside what passes there, however little that is beside the largest demand.
bool PlanProgram::keeps_rows(const std::vector<double>& columns) const {
  const std::vector<double> passes = passing(columns);
  std::vector<double> level(program_.rows(), 0);
  for (const LinearEntry& entry : program_.entries) level[entry.row] += entry.value * columns[entry.column];
  for (std::size_t row = 0; row < level.size(); ++row)
    if (level[row] < program_.row_lower[row] - too_short * passes[row]) return false;
  return true;
}

/// The same program with each row in units of what passes there, so that what the solver takes for rounding, which is
/// absolute, is rounding everywhere.
LinearSolution PlanProgram::solve_in_scale_of(const std::vector<double>& columns, const StopToken& stop) const {
  const std::vector<double> passes = passing(columns);
  std::vector<double> unit(program_.columns(), no_limit);
  for (const LinearEntry& entry : program_.entries)
    if (entry.value != 0 && passes[entry.row] > 0)
      unit[entry.column] = std::min(unit[entry.column], passes[entry.row] / std::abs(entry.value));
  LinearProgram scaled = program_;
  for (std::size_t c = 0; c < unit.size(); ++c) {
    if (std::isinf(unit[c])) unit[c] = 1;
    scaled.column_lower[c] /= unit[c];
    scaled.column_upper[c] /= unit[c];
    scaled.cost[c] *= unit[c];
  }
  for (LinearEntry& entry : scaled.entries)
    if (passes[entry.row] > 0) entry.value *= unit[entry.column] / passes[entry.row];
  for (std::size_t row = 0; row < passes.size(); ++row)
    if (passes[row] > 0) scaled.row_lower[row] /= passes[row];
  LinearSolver solver;
  solver.load(scaled, stop);
  LinearSolution solution = solver.solve();
  for (std::size_t c = 0; c < solution.columns.size(); ++c) solution.columns[c] *= unit[c];
  return solution;
}

std::optional<Plan> PlanProgram::solve(double end, const StopToken& stop, PlanStart* start) {
  lay_out(end);
  overdrawn_.clear();
  LinearBasis basis;
  if (start != nullptr) {
    watch_again(start->watched);
    basis = std::move(start->basis);
  }
  std::vector<double> scale;  // columns in whose scale to look more closely, if any
  int scales = 0;
  for (int round = 0; round < most_rounds; ++round) {
    LinearSolver solver;
    LinearSolution solution;
    if (scale.empty()) {
      solver.load(program_, stop);
      if (basis.state.size() == program_.columns() + program_.rows()) solver.restore(basis);
      solution = solver.solve();
    } else {
      solution = solve_in_scale_of(scale, stop);
    }
    if (solution.status != LinearStatus::optimal)
      throw GaveUp("survive: the solver of linear programs found no plan, expected one");
    if (scale.empty()) {
      basis = solver.basis();
      if (start != nullptr) *start = {added_, basis};
    }
    if (solution.objective > (scale.empty() ? rounding : too_short)) return {};
    for (std::size_t c = 0; c < solution.columns.size(); ++c)
      solution.columns[c] = std::clamp(solution.columns[c], program_.column_lower[c], program_.column_upper[c]);
    const bool keeps = keeps_rows(solution.columns);
    if (!scale.empty() || !keeps) scale = solution.columns;
    for (double& rate : solution.columns) rate *= unit_;
    const std::size_t rows = program_.rows();
    const bool overdrawn = add_overdrawn(solution.columns);
    if (!overdrawn && (keeps || ++scales == most_scales)) return plan_of(solution.columns, end);
    basis.add_rows(program_.rows() - rows);
  }
  return {};
}

}  // namespace ytterby::best
