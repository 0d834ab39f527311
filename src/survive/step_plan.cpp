// SPDX-License-Identifier: Apache-2.0
/// @file  Rows for each step, linked by what is held.
#include "survive/step_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "survive/changes_of_stocks.hpp"
#include "survive/rows_in_common.hpp"
#include "survive/step_grid.hpp"
#include "ytterby/kernel/plan_repair.hpp"
#include "ytterby/kernel/rate_bracket.hpp"

namespace ytterby::best {

namespace {

constexpr double most_work = 2e7;  // rows and arcs times iterations
constexpr std::size_t least_iterations = 100, most_iterations = 4'000;
constexpr std::size_t no_idea = 8;  // a part of the iterations after which some rate is known, or none ever will be
constexpr double tolerance = 1e-3;
constexpr int rounds = 12;

/// A position among the rows: of a step, but for volumes.
struct Spot {
  enum class Kind {
    volume,      ///< of a lane
    shipment,    ///< on an edge whose lane has a volume
    input,       ///< what there is of an input
    supplement,  ///< what the first tonnes do without of it
    node,        ///< what a node makes
    finished,    ///< what it has made and not shipped
    demand       ///< of a node with a share of its own output
  };
  Kind kind = Kind::node;
  std::size_t step = 0;
  std::uint32_t row = 0;  ///< of the table that the kind goes with
};

/// What leaves in one step and counts in another.
struct Leaving {
  EdgeId edge{};
  std::size_t step = 0;
  double most = no_limit;  ///< t/month
};

class StepRows {
 public:
  StepRows(const Facts& facts, const Reach& reach, const Aim& aim, double end, const PerEdge<double>& hint,
           const StepGrid& grid)
      : facts_(facts),
        network_(*facts.network),
        reach_(reach),
        end_(end),
        hint_(hint),
        grid_(grid),
        until_(network_.nodes().size(), 0),
        is_shared_(network_.nodes().size(), false),
        of_nodes_(facts, false, network_.nodes().size()),
        of_inputs_(facts, true, network_.inputs().size()),
        volume_at_(network_.lanes().size(), SupplyRows::none) {
    for (std::size_t i = 0; i < aim.served.size(); ++i) until_[aim.served[i]] = aim.until[i];
    for (const EdgeId edge : reach.edges)
      if (has_share(facts, edge)) is_shared_[network_.from(edge)] = true;
    for (const NodeId node : aim.served)
      if (has_own_share(facts, node)) is_shared_[node] = true;
    place_all();
    find_arrivals();
    supply_.demand.assign(spots_.size());
    supply_.finished.assign(spots_.size());
    supply_.capacity.assign(spots_.size(), no_limit);
    cursor_.assign(grid.steps(), 0);
    for (std::size_t at = 0; at < spots_.size(); ++at) {
      rows_.slot_begin.push_back(static_cast<std::uint32_t>(rows_.slots()));
      fill(at);
    }
    rows_.slot_begin.push_back(static_cast<std::uint32_t>(rows_.slots()));
    rows_.in_begin.push_back(static_cast<std::uint32_t>(rows_.arcs()));
    finish();
  }

  Stepped run(const Control& control) {
    const double rate = 1 / end_;
    kernel::RateBracket<double, 1> known(rows_);
    kernel::Plan<double, 1> guess = first_guess();
    kernel::PlanRepair<double, 1> repair(rows_, supply_);
    static_cast<void>(repair(guess, kernel::Pack<double, 1>::Constant(rate * (1 - slight)), rounds));
    known.low[0] = rate / (1 + tolerance);
    known.high[0] = kernel::least_rate(rows_, supply_, guess, 0);
    known.plan = std::move(guess);
    if (!(known.high[0] <= rate)) {
      const auto size = static_cast<double>(rows_.nodes() + rows_.slots() + rows_.arcs());
      const auto iterations = std::clamp(static_cast<std::size_t>(most_work / size), least_iterations, most_iterations);
      kernel::NarrowBracket<double, 1> solver(rows_, supply_);
      const auto iterate = [&](std::size_t most) {
        known = solver(std::move(known), {.tolerance = tolerance, .iterations = most, .stop = control.stop});
      };
      if (std::isinf(known.high[0])) {
        iterate(iterations / no_idea);
        if (std::isinf(known.high[0])) return {};
      }
      iterate(iterations);
    }
    if (known.high[0] <= rate) return {.plan = plan_of(known.plan)};
    return {.almost = std::isfinite(known.high[0]) ? 1 / known.high[0] : 0};
  }

 private:
  static constexpr EdgeId no_edge{0xffff'ffffU};
  static constexpr double slight = 1e-9;

  [[nodiscard]] double part(std::size_t step) const { return grid_.length(step) / end_; }
  [[nodiscard]] bool in_time(std::size_t step, double way) const { return !is_after(grid_.end(step), end_ - way); }
  [[nodiscard]] bool has_volume(EdgeId edge) const {
    return network_.lane(edge) != no_lane && std::isfinite(sure_volume(facts_, network_.lane(edge), end_));
  }
  [[nodiscard]] bool has_finished(NodeId node) const {
    return !is_shared_[node] &&
           (facts_.stock[node] > 0 || facts_.cells.size() > 1 || std::isfinite(of_nodes_.first(row_of(node))));
  }
  template <class Id>
  static std::uint32_t row_of(Id id) {
    return static_cast<std::uint32_t>(index_of(id));
  }

  void place_all() {
    for (const EdgeId edge : reach_.edges) {
      if (!has_volume(edge)) continue;
      const LaneId lane = network_.lane(edge);
      if (volume_at_[lane] != SupplyRows::none) continue;
      volume_at_[lane] = static_cast<std::uint32_t>(spots_.size());
      spots_.push_back({Spot::Kind::volume, 0, row_of(lane)});
    }
    shipment_at_.resize(grid_.steps());
    for (std::size_t k = 0; k < grid_.steps(); ++k) {
      node_at_.emplace_back(network_.nodes().size(), SupplyRows::none);
      source_at_.emplace_back(network_.nodes().size(), SupplyRows::none);
      input_at_.emplace_back(network_.inputs().size(), SupplyRows::none);
      if (volume_at_.size() > 0) shipment_at_[k] = PerEdge<std::uint32_t>(network_.edges().size(), SupplyRows::none);
      for (const NodeId node : reach_.nodes) place(k, node);
    }
  }

  void place(std::size_t k, NodeId node) {
    const auto add = [&](Spot::Kind kind, std::uint32_t row) {
      spots_.push_back({kind, k, row});
      return static_cast<std::uint32_t>(spots_.size() - 1);
    };
    for (const InputId input : network_.inputs(node)) {
      for (const EdgeId edge : network_.in_edges(input))
        if (reach_.edge[edge] < no_limit && has_volume(edge))
          shipment_at_[k][edge] = add(Spot::Kind::shipment, row_of(edge));
      input_at_[k][input] = add(Spot::Kind::input, row_of(input));
    }
    for (const InputId input : network_.inputs(node))
      if (is_supplemented(grid_.least(k), input)) add(Spot::Kind::supplement, row_of(input));
    node_at_[k][node] = source_at_[k][node] = add(Spot::Kind::node, row_of(node));
    if (has_finished(node)) source_at_[k][node] = add(Spot::Kind::finished, row_of(node));
    if (wants_apart(k, node)) add(Spot::Kind::demand, row_of(node));
  }

  [[nodiscard]] double demand(std::size_t k, NodeId node) const {
    return is_after(until_[node], grid_.begin(k)) ? grid_.least(k).demand[node] : 0;
  }
  [[nodiscard]] bool wants_apart(std::size_t k, NodeId node) const {
    return grid_.least(k).own_share[node] < 1 && demand(k, node) > 0;
  }

  /// Edges in the order of the inputs that they go to.
  void find_arrivals() {
    arrivals_.resize(grid_.steps());
    for (const EdgeId edge : reach_.edges)
      for (std::size_t k = 0; k < grid_.steps() && in_time(k, reach_.edge[edge]); ++k) {
        const auto [there, is_late] = grid_.arrival(edge, k);
        if (there == grid_.steps()) continue;
        if (!is_late) {
          arrivals_[there].push_back({edge, k, no_limit});
          continue;
        }
        // As much as is under way until then comes as evenly as if it had come from the beginning of that step on.
        const bool is_even = facts_.first_lead[edge] >= grid_.least(k).lead[edge] * (1 - slight);
        const double most = grid_.least(k).edge_capacity[edge];
        const double even = is_even ? std::min(most, facts_.under_way[edge] * (1 - slight)) : 0;
        if (even > 0) arrivals_[there].push_back({edge, k, even});
        if (there + 1 < grid_.steps() && !(even > 0 && has_share(facts_, edge)))  // of one of both the share is right
          arrivals_[there + 1].push_back({edge, k, std::isfinite(most) ? most - even : no_limit});
      }
  }

  void fill(std::size_t at) {
    const auto& [kind, k, row] = spots_[at];
    switch (kind) {
      case Spot::Kind::volume:
        supply_.finished[at].setConstant(sure_volume(facts_, LaneId{row}, end_));
        supply_.capacity[at].setConstant(0);
        return;
      case Spot::Kind::shipment: return fill_shipment(k, EdgeId{row});
      case Spot::Kind::input: return fill_input(k, InputId{row});
      case Spot::Kind::supplement: {
        const double need = need_of(k, InputId{row});
        supply_.capacity[at].setConstant(grid_.least(k).free_output[InputId{row}] * need * part(k));
        return;
      }
      case Spot::Kind::node: return fill_node(at, k, NodeId{row});
      case Spot::Kind::finished: return fill_finished(at, k, NodeId{row});
      case Spot::Kind::demand: {
        const NodeId node{row};
        const double wanted = demand(k, node) * part(k);
        supply_.demand[at].setConstant(wanted);
        add_slot(1, 0);
        add_arc(no_edge, k, node_at_[k][node], wanted, share_of(k, node, &Cell::own_share, node), no_limit);
        return;
      }
    }
  }

  [[nodiscard]] double need_of(std::size_t k, InputId input) const {
    return grid_.least(k).t_per_t[input] / grid_.least(k).essential[input];
  }

  /// Stock is there with the share of the beginning.
  template <class Values, class Id>
  [[nodiscard]] double share_of(std::size_t k, NodeId node, Values Cell::*share, Id id) const {
    const double now = (grid_.least(k).*share)[id];
    return facts_.stock[node] > 0 ? std::min(now, (facts_.cells.front().*share)[id]) : now;
  }

  void fill_shipment(std::size_t k, EdgeId edge) {
    const double usual = hint_[edge] * part(k);
    add_slot(1, 0);
    const NodeId from = network_.from(edge);
    add_arc(edge, k, source_at_[k][from], usual, share_of(k, from, &Cell::share, edge), no_limit);
    add_slot(1, 0);
    add_arc(no_edge, k, volume_at_[network_.lane(edge)], usual, no_limit, no_limit);
  }

  void fill_input(std::size_t k, InputId input) {
    const auto row = row_of(input);
    const bool is_cut = of_inputs_.any_between(row, grid_.begin(k), grid_.end(k));
    double stock = 0;
    if (!is_cut) {
      stock = k == 0 ? facts_.input_stock[input] : of_inputs_.brought(row, grid_.begin(k - 1), grid_.begin(k));
      for (const EdgeId edge : network_.in_edges(input)) {
        if (k == 0) stock += facts_.arrived[edge];
        const double until = std::min(grid_.end(k), facts_.first_lead[edge]);
        if (until > grid_.begin(k)) stock += facts_.under_way[edge] * (until - grid_.begin(k));
      }
    }
    add_slot(1, stock);
    auto& next = cursor_[k];
    for (; next < arrivals_[k].size() && network_.input(arrivals_[k][next].edge) == input; ++next) {
      const auto& [edge, left, most] = arrivals_[k][next];
      if (is_cut && left != k) continue;
      const NodeId from = network_.from(edge);
      const double usual = hint_[edge] * part(left);
      if (has_volume(edge)) {
        add_arc(no_edge, left, shipment_at_[left][edge], usual, no_limit, most * part(left));
      } else {
        add_arc(edge, left, source_at_[left][from], usual, share_of(left, from, &Cell::share, edge), most * part(left));
      }
    }
    if (k > 0 && !of_inputs_.any_between(row, grid_.begin(k - 1), grid_.end(k)))
      add_arc(no_edge, k, input_at_[k - 1][input], held(facts_.input_stock[input], k), no_limit, no_limit);
  }

  /// If stock is used evenly.
  [[nodiscard]] double held(double stock, std::size_t k) const {
    return stock / end_ * std::max(0.0, 1 - grid_.begin(k) / end_);
  }

  void fill_node(std::size_t at, std::size_t k, NodeId node) {
    const Cell& cell = grid_.least(k);
    supply_.capacity[at].setConstant(in_time(k, reach_.node[node]) ? cell.capacity[node] * part(k) : 0);
    if (source_at_[k][node] == at && !wants_apart(k, node)) supply_.demand[at].setConstant(demand(k, node) * part(k));
    if (is_shared_[node]) supply_.finished[at].setConstant(facts_.stock[node] * part_of_stock(k, node));
    const auto inputs = network_.inputs(node);
    auto supplement = static_cast<std::uint32_t>(at);
    for (const InputId input : inputs) supplement -= is_supplemented(cell, input) ? 1 : 0;
    for (const InputId input : inputs) {
      if (!can_bind(cell, input)) continue;
      const bool is_partly = is_supplemented(cell, input);
      const double need = is_partly ? need_of(k, input) : cell.t_per_t[input];
      add_slot(need, 0);
      add_arc(no_edge, k, input_at_[k][input], need * usual_output(k, node), no_limit, no_limit);
      if (is_partly) add_arc(no_edge, k, supplement++, cell.free_output[input] * need * part(k), no_limit, no_limit);
    }
  }

  /// Evenly until the first change of it, or until it is of no use any more.
  [[nodiscard]] double part_of_stock(std::size_t k, NodeId node) const {
    const double first = of_nodes_.first(row_of(node));
    double all = 0;
    const auto counts = [&](std::size_t step) {
      return !is_after(grid_.end(step), first) && in_time(step, reach_.node[node]);
    };
    if (!counts(k)) return 0;
    for (std::size_t step = 0; step < grid_.steps() && counts(step); ++step) all += grid_.length(step);
    return grid_.length(k) / all;
  }

  void fill_finished(std::size_t at, std::size_t k, NodeId node) {
    const auto row = row_of(node);
    const bool is_cut = of_nodes_.any_between(row, grid_.begin(k), grid_.end(k));
    if (!wants_apart(k, node)) supply_.demand[at].setConstant(demand(k, node) * part(k));
    if (!is_cut)
      supply_.finished[at].setConstant(k == 0 ? facts_.stock[node]
                                              : of_nodes_.brought(row, grid_.begin(k - 1), grid_.begin(k)));
    add_slot(1, 0);
    add_arc(no_edge, k, node_at_[k][node], usual_output(k, node), no_limit, no_limit);
    if (k > 0 && !of_nodes_.any_between(row, grid_.begin(k - 1), grid_.end(k)))
      add_arc(no_edge, k, source_at_[k - 1][node], held(facts_.stock[node], k), no_limit, no_limit);
  }

  /// What leaves by hint and demand, beside what stock gives.
  [[nodiscard]] double usual_output(std::size_t k, NodeId node) const {
    double usual = demand(k, node);
    const Rows& rows = network_.rows();
    const auto position = rows.position_of[node];
    for (auto out = rows.out_begin[position]; out < rows.out_begin[position + 1]; ++out)
      usual += hint_[rows.edge_at[rows.out_arc.empty() ? out : rows.out_arc[out]]];
    return std::max(0.0, usual - facts_.stock[node] / end_) * part(k);
  }

  void add_slot(double need, double stock) {
    rows_.in_begin.push_back(static_cast<std::uint32_t>(rows_.arcs()));
    rows_.t_per_t.push_back(need);
    stock_.push_back(stock);
  }

  void add_arc(EdgeId edge, std::size_t step, std::uint32_t from, double usual, double share, double most) {
    rows_.from.push_back(from);
    rows_.share.push_back(share < 1 ? share : SupplyRows::free);
    edge_of_.push_back(edge);
    step_of_.push_back(step);
    const Cell& cell = grid_.least(step);
    if (edge != no_edge) most = std::min(most, cell.edge_capacity[edge] * part(step));
    capacity_.push_back(most);
    rows_.flow.push_back(std::min(std::isfinite(usual) ? usual : 0, most));
    rows_.office.push_back(SupplyRows::none);
    rows_.t_per_licence.push_back(1);
    const LaneId lane = edge == no_edge ? no_lane : network_.lane(edge);
    if (lane == no_lane || std::isinf(cell.licences[network_.lane(lane).office])) return;
    rows_.office.back() = office_row(step, network_.lane(lane).office);
    rows_.t_per_licence.back() = cell.t_per_licence[lane];
  }

  [[nodiscard]] std::uint32_t office_row(std::size_t step, OfficeId office) {
    if (office_row_.empty())
      office_row_.assign(grid_.steps(), PerOffice<std::uint32_t>(network_.offices().size(), SupplyRows::none));
    auto& row = office_row_[step][office];
    if (row == SupplyRows::none) {
      row = static_cast<std::uint32_t>(grants_.size());
      grants_.push_back(grid_.least(step).licences[office] * part(step));
    }
    return row;
  }

  /// Leaves out what nothing has, which is faster; what closes an account may have no capacity.
  void finish() {
    rows_.offices = grants_.size();
    leave_out_unused(rows_);
    copy_to_all(supply_.stock, stock_);
    if (any_finite(capacity_)) copy_to_all(supply_.arc_capacity, capacity_);
    copy_to_all(supply_.grants, grants_);
  }

  /// The usual, along the flow: what is left at one place and step is held, and supply is not asked for beyond that.
  [[nodiscard]] kernel::Plan<double, 1> first_guess() const {
    kernel::Plan<double, 1> guess(rows_);
    std::vector<double> wanted(spots_.size(), 0), left(spots_.size(), 0);
    const auto is_held = [&](std::size_t arc, std::size_t at) {
      const Spot& from = spots_[rows_.from[arc]];
      return from.kind == spots_[at].kind && from.row == spots_[at].row;
    };
    const auto each_arc = [&](std::size_t at, auto&& visit) {
      for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
        for (std::size_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) visit(slot, arc);
    };
    for (std::size_t at = 0; at < spots_.size(); ++at)
      each_arc(at, [&](std::size_t, std::size_t arc) {
        if (!is_held(arc, at)) wanted[rows_.from[arc]] += rows_.flow[arc];
      });
    for (std::size_t at = 0; at < spots_.size(); ++at) {
      double there = supply_.finished.at(at, 0) / end_;
      each_arc(at, [&](std::size_t, std::size_t arc) {
        const double flow = is_held(arc, at) ? left[rows_.from[arc]] : rows_.flow[arc];
        guess.flow[arc].setConstant(flow);
        there += flow;
      });
      for (std::size_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
        there += stock_[slot] / end_;
      left[at] = std::max(0.0, there - wanted[at] - supply_.demand.at(at, 0));
    }
    return guess;
  }

  [[nodiscard]] Plan plan_of(const kernel::Plan<double, 1>& found) const {
    Plan plan;
    for (std::size_t k = 0; k < grid_.steps(); ++k) {
      plan.until.emplace_back(grid_.end(k));
      auto& made = plan.made.emplace_back(network_.nodes().size());
      for (const NodeId node : reach_.nodes)
        made[node] = std::min(found.made.at(node_at_[k][node], 0) / part(k), grid_.least(k).capacity[node]);
      plan.shipped.emplace_back(network_.edges().size());
    }
    for (std::size_t arc = 0; arc < edge_of_.size(); ++arc)
      if (edge_of_[arc] != no_edge)
        plan.shipped[step_of_[arc]][edge_of_[arc]] += found.flow.at(arc, 0) / part(step_of_[arc]);
    return plan;
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  double end_;
  const PerEdge<double>& hint_;
  const StepGrid& grid_;
  PerNode<double> until_;
  PerNode<bool> is_shared_;
  ChangesOfStocks of_nodes_, of_inputs_;
  PerLane<std::uint32_t> volume_at_;
  std::vector<Spot> spots_ = {};                           ///< [position]
  std::vector<PerNode<std::uint32_t>> node_at_ = {};       ///< [step] position
  std::vector<PerNode<std::uint32_t>> source_at_ = {};     ///< [step] position that customers draw on
  std::vector<PerInput<std::uint32_t>> input_at_ = {};     ///< [step] position
  std::vector<PerEdge<std::uint32_t>> shipment_at_ = {};   ///< [step] position
  std::vector<PerOffice<std::uint32_t>> office_row_ = {};  ///< [step]
  std::vector<std::vector<Leaving>> arrivals_ = {};        ///< [step] in the order of inputs
  std::vector<std::size_t> cursor_ = {};                   ///< [step] among arrivals
  std::vector<EdgeId> edge_of_ = {};                       ///< [arc]
  std::vector<std::size_t> step_of_ = {};                  ///< [arc]
  std::vector<double> stock_ = {}, capacity_ = {}, grants_ = {};
  SupplyRows rows_ = {};
  kernel::SupplyCase<double, 1> supply_ = {};
};

}  // namespace

Stepped plan_in_steps(const Facts& facts, const Reach& reach, const Aim& aim, double end, const PerEdge<double>& hint,
                      double size, const Control& control) {
  constexpr double most_steps = 128;
  const auto one = static_cast<double>(2 * reach.nodes.size() + 3 * reach.inputs.size() + reach.edges.size() + 1);
  const auto steps = static_cast<std::size_t>(std::clamp(size / one, 1.0, most_steps));
  const StepGrid grid(facts, reach, aim, end, steps);
  return StepRows(facts, reach, aim, end, hint, grid).run(control);
}

}  // namespace ytterby::best
