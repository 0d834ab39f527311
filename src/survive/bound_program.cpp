// SPDX-License-Identifier: Apache-2.0
/// @file  Rows for goods at a place in a cell, columns for what is made, shipped and held.
#include "survive/bound_program.hpp"

#include <algorithm>
#include <cmath>

#include "survive/feasible_prices.hpp"
#include "survive/price_root.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::best {

namespace {

constexpr double no_price = 1e-9;   // of the highest
constexpr double most_cost = 1e12;  // the solver knows numbers of up to 1e25 or so

/// Finished goods that come in at the beginning of a cell.
double finished_at(const Facts& facts, NodeId node, std::size_t k) {
  double tonnes = k == 0 ? facts.stock[node] : 0;
  for (const StockChange& change : facts.changes)
    if (!change.of_input && change.cell == k && NodeId{change.row} == node) tonnes += change.add;
  return tonnes;
}

}  // namespace

BoundProgram::BoundProgram(const Facts& facts, const Reach& reach, const Aim& aim, std::size_t cells,
                           const StopToken& stop)
    : facts_(facts),
      network_(*facts.network),
      reach_(reach),
      aim_(aim),
      cells_(cells),
      node_at_(network_.nodes().size(), none),
      input_at_(network_.inputs().size(), none),
      t_per_licence_(network_.offices().size(), 0) {
  for (std::size_t i = 0; i < reach.nodes.size(); ++i) node_at_[reach.nodes[i]] = i;
  for (std::size_t i = 0; i < reach.inputs.size(); ++i) input_at_[reach.inputs[i]] = i;
  add_nodes();
  add_inputs();
  add_edges();
  add_served();
  add_shares();
  add_offices();
  solver_.load(program_, stop);
}

/// Goods held from one cell to the next link the rows of both.
void BoundProgram::add_nodes() {
  for (std::size_t k = 0; k < cells_; ++k) {
    made_.emplace_back();
    output_.emplace_back();
    for (std::size_t i = 0; i < reach_.nodes.size(); ++i) {
      const auto row = program_.add_row(0, unbounded_above);
      output_[k].push_back(row);
      made_[k].push_back(program_.add_column(0, 0, 0));
      program_.add_entry(row, made_[k][i], 1);
      if (k == 0) continue;
      const auto held = program_.add_column(0, unbounded_above, 0);
      program_.add_entry(output_[k - 1][i], held, -1);
      program_.add_entry(row, held, 1);
    }
  }
}

void BoundProgram::add_inputs() {
  for (std::size_t k = 0; k < cells_; ++k) {
    const Cell& cell = facts_.cells[k];
    input_.emplace_back();
    need_.emplace_back(reach_.inputs.size(), none);
    for (std::size_t a = 0; a < reach_.inputs.size(); ++a) {
      const InputId input = reach_.inputs[a];
      const auto row = program_.add_row(0, unbounded_above);
      input_[k].push_back(row);
      if (k > 0) {
        const auto held = program_.add_column(0, unbounded_above, 0);
        program_.add_entry(input_[k - 1][a], held, -1);
        program_.add_entry(row, held, 1);
      }
      const auto made = made_[k][node_at_[network_.node(input)]];
      const double essential = cell.essential[input];
      if (essential >= 1) {
        program_.add_entry(row, made, -cell.t_per_t[input]);
      } else if (std::isfinite(cell.free_output[input])) {
        const auto used = program_.add_column(0, unbounded_above, 0);
        need_[k][a] = program_.add_row(0, unbounded_above);
        program_.add_entry(row, used, -1);
        program_.add_entry(need_[k][a], used, 1);
        program_.add_entry(need_[k][a], made, -cell.t_per_t[input] / essential);
      }
    }
  }
}

/// A shipment counts for the first cell in which some of it can have arrived.
void BoundProgram::add_edges() {
  for (std::size_t k = 0; k < cells_; ++k) {
    const Cell& cell = facts_.cells[k];
    shipped_.emplace_back(reach_.edges.size(), none);
    for (std::size_t e = 0; e < reach_.edges.size(); ++e) {
      const EdgeId edge = reach_.edges[e];
      const double earliest = cell.from + cell.lead[edge];
      std::size_t arrives = k;
      while (arrives < cells_ && !(earliest < facts_.cells[arrives].to)) ++arrives;
      if (arrives == cells_) continue;
      const auto column = program_.add_column(0, 0, 0);
      shipped_[k][e] = column;
      program_.add_entry(output_[k][node_at_[network_.from(edge)]], column, -1);
      program_.add_entry(input_[arrives][input_at_[network_.input(edge)]], column, 1);
    }
  }
}

/// A tonne short costs the more the smaller the demand is, and 1 at the largest: costs set the scale of prices, which
/// the solver keeps to an absolute tolerance.
void BoundProgram::add_served() {
  std::vector<double> demand;
  for (const NodeId node : aim_.served) {
    double most = 0;
    for (std::size_t k = 0; k < cells_; ++k) most = std::max(most, facts_.cells[k].demand[node]);
    demand.push_back(most);
  }
  const double largest = demand.empty() ? 0 : *std::max_element(demand.begin(), demand.end());
  if (largest > 0) unit_ = largest;
  cost_of_all_ = largest / unit_ * static_cast<double>(aim_.served.size());
  for (std::size_t k = 0; k < cells_; ++k) {
    short_.emplace_back();
    for (std::size_t i = 0; i < aim_.served.size(); ++i) {
      const auto column =
          program_.add_column(0, unbounded_above, demand[i] > 0 ? std::min(most_cost, largest / demand[i]) : 1);
      short_[k].push_back(column);
      program_.add_entry(output_[k][node_at_[aim_.served[i]]], column, 1);
    }
  }
}

/// What has been shipped to a customer so far stays below its share of what has been made and was there; the rest of
/// the right is carried on.
void BoundProgram::add_shares() {
  const auto carry = [&](std::vector<Places>& rows, std::size_t k, std::size_t at) {
    const auto row = program_.add_row(0, unbounded_above);
    rows[k][at] = row;
    if (k == 0) return row;
    const auto carried = program_.add_column(0, unbounded_above, 0);
    program_.add_entry(rows[k - 1][at], carried, -1);
    program_.add_entry(row, carried, 1);
    return row;
  };
  share_.assign(cells_, Places(reach_.edges.size(), none));
  own_share_.assign(cells_, Places(aim_.served.size(), none));
  for (std::size_t e = 0; e < reach_.edges.size(); ++e) {
    const EdgeId edge = reach_.edges[e];
    if (!has_share(facts_, edge)) continue;
    for (std::size_t k = 0; k < cells_; ++k) {
      const auto row = carry(share_, k, e);
      const double share = std::min(1.0, facts_.cells[k].share[edge]);
      if (share > 0) program_.add_entry(row, made_[k][node_at_[network_.from(edge)]], share);
      if (shipped_[k][e] != none) program_.add_entry(row, shipped_[k][e], -1);
    }
  }
  for (std::size_t i = 0; i < aim_.served.size(); ++i) {
    const NodeId node = aim_.served[i];
    if (!has_own_share(facts_, node)) continue;
    for (std::size_t k = 0; k < cells_; ++k) {
      const auto row = carry(own_share_, k, i);
      const double share = std::min(1.0, facts_.cells[k].own_share[node]);
      if (share > 0) program_.add_entry(row, made_[k][node_at_[node]], share);
      program_.add_entry(row, short_[k][i], 1);
    }
  }
}

/// The same for licences, in the cells in which an office has a limit.
void BoundProgram::add_offices() {
  licence_.assign(cells_, Places(network_.offices().size(), none));
  volume_.assign(network_.lanes().size(), none);
  PerOffice<std::size_t> before(network_.offices().size(), none);
  for (std::size_t k = 0; k < cells_; ++k)
    for (const LaneId lane : network_.lanes())
      if (const double tonnes = facts_.cells[k].t_per_licence[lane]; std::isfinite(tonnes)) {
        double& most = t_per_licence_[network_.lane(lane).office];
        most = std::max(most, tonnes);
      }
  for (std::size_t k = 0; k < cells_; ++k) {
    const Cell& cell = facts_.cells[k];
    for (std::size_t e = 0; e < reach_.edges.size(); ++e) {
      const LaneId lane = network_.lane(reach_.edges[e]);
      if (lane == no_lane || shipped_[k][e] == none) continue;
      const OfficeId office = network_.lane(lane).office;
      if (std::isfinite(facts_.volume[lane])) {
        auto& row = volume_[index_of(lane)];
        if (row == none) row = program_.add_row(-unbounded_above, facts_.volume[lane]);
        program_.add_entry(row, shipped_[k][e], 1);
      }
      if (!std::isfinite(cell.licences[office]) || std::isinf(cell.t_per_licence[lane])) continue;
      auto& row = licence_[k][index_of(office)];
      if (row == none) {
        row = program_.add_row(-unbounded_above, 0);
        if (before[office] != none) {
          const auto carried = program_.add_column(0, unbounded_above, 0);
          program_.add_entry(before[office], carried, 1);
          program_.add_entry(row, carried, -1);
        }
        before[office] = row;
      }
      program_.add_entry(row, shipped_[k][e], t_per_licence_[office] / cell.t_per_licence[lane]);
    }
  }
}

/// Months of a cell before `last`.
double BoundProgram::span(std::size_t cell, double last) const {
  return std::max(0.0, std::min(facts_.cells[cell].to, last) - facts_.cells[cell].from);
}

/// All amounts are means over the whole time, in units of the largest demand, so that numbers stay alike however far
/// the end is. What is there makes a row's demand smaller.
void BoundProgram::set_bounds(double end, const Facts& amounts, const std::vector<double>& until) {
  const double whole = end * unit_;
  std::vector<double> lower = program_.row_lower, upper = program_.row_upper;
  const auto limit = [&](double rate, double months) { return months > 0 ? rate * months / whole : 0; };
  const auto add_finished = [&](NodeId node, std::size_t k, double tonnes) {
    const double last = end - reach_.node[node];
    if (!(tonnes > 0) || node_at_[node] == none || !(amounts.cells[k].from < last)) return;
    lower[output_[k][node_at_[node]]] -= tonnes / whole;
  };
  const auto add_input = [&](InputId input, std::size_t k, double tonnes) {
    const double last = end - reach_.node[network_.node(input)];
    if (!(tonnes > 0) || input_at_[input] == none || !(amounts.cells[k].from < last)) return;
    lower[input_[k][input_at_[input]]] -= tonnes / whole;
  };
  for (const NodeId node : reach_.nodes) add_finished(node, 0, amounts.stock[node]);
  for (const InputId input : reach_.inputs) add_input(input, 0, amounts.input_stock[input]);
  for (const StockChange& change : amounts.changes) {
    if (change.cell >= cells_) continue;
    if (change.of_input) {
      add_input(InputId{change.row}, change.cell, change.add);
    } else {
      add_finished(NodeId{change.row}, change.cell, change.add);
    }
  }
  for (std::size_t k = 0; k < cells_; ++k) {
    const Cell& cell = amounts.cells[k];
    for (std::size_t i = 0; i < reach_.nodes.size(); ++i) {
      const NodeId node = reach_.nodes[i];
      solver_.set_column_bounds(made_[k][i], 0, limit(cell.capacity[node], span(k, end - reach_.node[node])));
    }
    for (std::size_t a = 0; a < reach_.inputs.size(); ++a) {
      const InputId input = reach_.inputs[a];
      const double last = end - reach_.node[network_.node(input)];
      for (const EdgeId edge : network_.in_edges(input)) {
        if (k == 0) add_input(input, 0, amounts.arrived[edge]);
        const double arrives = std::min({last, amounts.first_lead[edge], cell.to});
        if (arrives > cell.from) lower[input_[k][a]] -= amounts.under_way[edge] * (arrives - cell.from) / whole;
      }
      if (need_[k][a] != none)
        lower[need_[k][a]] =
            -limit(cell.free_output[input] * cell.t_per_t[input] / cell.essential[input], span(k, last));
    }
    for (std::size_t e = 0; e < reach_.edges.size(); ++e) {
      const EdgeId edge = reach_.edges[e];
      const double way = cell.lead[edge] + reach_.node[network_.to(edge)];  // of now: a later one may be shorter
      if (shipped_[k][e] != none)
        solver_.set_column_bounds(shipped_[k][e], 0, limit(cell.edge_capacity[edge], span(k, end - way)));
      if (share_[k][e] != none)
        lower[share_[k][e]] = -std::min(1.0, cell.share[edge]) * finished_at(amounts, network_.from(edge), k) / whole;
    }
    for (const OfficeId office : network_.offices())
      if (const auto row = licence_[k][index_of(office)]; row != none)
        upper[row] = limit(cell.licences[office] * t_per_licence_[office], span(k, end - reach_.office[office]));
    for (std::size_t i = 0; i < aim_.served.size(); ++i) {
      const NodeId node = aim_.served[i];
      const double wanted = limit(cell.demand[node], span(k, std::min(end, until[i])));
      lower[output_[k][node_at_[node]]] += wanted;
      if (own_share_[k][i] != none)
        lower[own_share_[k][i]] = wanted - std::min(1.0, cell.own_share[node]) * finished_at(amounts, node, k) / whole;
    }
  }
  for (const LaneId lane : network_.lanes())
    if (const auto row = volume_[index_of(lane)]; row != none) upper[row] = amounts.volume[lane] / whole;
  for (std::size_t row = 0; row < lower.size(); ++row) solver_.set_row_bounds(row, lower[row], upper[row]);
}

/// Row prices, cleaned of rounding: none below 0, none that rises.
Prices BoundProgram::prices_of(const LinearSolution& solution, double end) const {
  Prices prices;
  const auto price = [&](std::size_t row) { return row == none ? 0 : std::max(0.0, solution.row_prices[row]); };
  const auto paid = [&](std::size_t row) { return row == none ? 0 : std::max(0.0, -solution.row_prices[row]); };
  // Where only the right to a share is scarce, that is what demand costs.
  double highest = 0, highest_right = 0;
  for (std::size_t k = 0; k < cells_; ++k)
    for (std::size_t i = 0; i < aim_.served.size(); ++i) {
      highest = std::max(highest, price(output_[k][node_at_[aim_.served[i]]]));
      highest_right = std::max(highest_right, price(own_share_[k][i]));
    }
  if (highest <= no_price * highest_right) highest = highest_right;
  const double scale = highest > 0 ? 1 / highest : 0;
  bool shares = false, own_shares = false, licences = false;
  for (std::size_t k = 0; k < cells_; ++k) {
    prices.until.emplace_back(k + 1 < cells_ ? std::min(facts_.cells[k].to, end) : end);
    auto& output = prices.output.emplace_back(network_.nodes().size());
    auto& input = prices.input.emplace_back(network_.inputs().size());
    auto& share = prices.share.emplace_back(network_.edges().size());
    auto& own_share = prices.own_share.emplace_back(network_.nodes().size());
    auto& licence = prices.licence.emplace_back(network_.offices().size());
    for (std::size_t i = 0; i < reach_.nodes.size(); ++i) output[reach_.nodes[i]] = scale * price(output_[k][i]);
    for (std::size_t a = 0; a < reach_.inputs.size(); ++a) input[reach_.inputs[a]] = scale * price(input_[k][a]);
    for (std::size_t e = 0; e < reach_.edges.size(); ++e) share[reach_.edges[e]] = scale * price(share_[k][e]);
    for (std::size_t i = 0; i < aim_.served.size(); ++i) own_share[aim_.served[i]] = scale * price(own_share_[k][i]);
    for (const OfficeId office : network_.offices())
      licence[office] = scale * t_per_licence_[office] * paid(licence_[k][index_of(office)]);
    const auto any = [](const auto& values) {
      return std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
    };
    shares = shares || any(share);
    own_shares = own_shares || any(own_share);
    licences = licences || any(licence);
  }
  if (!shares) prices.share.clear();
  if (!own_shares) prices.own_share.clear();
  if (!licences) prices.licence.clear();
  prices.volume = PerLane<double>(network_.lanes().size());
  bool volumes = false;
  for (const LaneId lane : network_.lanes()) {
    prices.volume[lane] = scale * paid(volume_[index_of(lane)]);
    volumes = volumes || prices.volume[lane] > 0;
  }
  if (!volumes) prices.volume = {};
  // A cell in which an office has no limit has no row for it: the price of the next one that has.
  const auto never_rise = [&](auto& cells) {
    for (std::size_t k = cells.size(); k-- > 1;)
      for (std::size_t i = 0; i < cells[k].size(); ++i) {
        auto& before = *(cells[k - 1].begin() + static_cast<std::ptrdiff_t>(i));
        before = std::max(before, *(cells[k].begin() + static_cast<std::ptrdiff_t>(i)));
      }
  };
  never_rise(prices.output);
  never_rise(prices.input);
  never_rise(prices.share);
  never_rise(prices.own_share);
  never_rise(prices.licence);
  return prices;
}

void BoundProgram::start_from(const LinearBasis& basis) {
  if (basis.state.size() == program_.columns() + program_.rows()) solver_.restore(basis);
}

BoundProgram::Answer BoundProgram::solve(double end, const Facts& amounts, const std::vector<double>& until) {
  set_bounds(end, amounts, until);
  const LinearSolution solution = solver_.solve();
  if (solution.status != LinearStatus::optimal)
    throw GaveUp("survive: the solver of linear programs found no answer, expected one");
  Answer answer{.shortage = cost_of_all_ > 0 ? solution.objective / cost_of_all_ : 0};
  answer.prices = prices_of(solution, end);
  cut_short(answer.prices, end);
  make_feasible(facts_, reach_, answer.prices);
  return answer;
}

}  // namespace ytterby::best
