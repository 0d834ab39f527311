// SPDX-License-Identifier: Apache-2.0
/// @file  From facts of one state to rows, and from rates back to a plan and prices of one cell.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/rows_in_common.hpp"
#include "survive/search.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/kernel/bracket_start.hpp"
#include "ytterby/kernel/rate_bracket.hpp"
#include "ytterby/kernel/share_plan.hpp"

namespace ytterby::best {

/// A position among the rows.
struct Place {
  enum class Kind {
    node,
    supplement,  ///< of an input of which only a part is essential: supplies what the first tonnes do without
    demand,      ///< of a node with a share of its own output
    volume,      ///< of a lane: what it may ship in all, a stock
    shipment     ///< on an edge whose lane has a volume: goods and as much of it
  };
  NodeId node{};
  Kind kind = Kind::node;
  LaneId lane = no_lane;
  EdgeId edge{};
};

/// Rows for what reaches, in which all inputs are essential and only arcs have shares.
///
/// Each of `Width` scenarios has demand of its own, and all else in common. Output of (1 − ε)·W without an input, and
/// ε·x/r more with x of it, is a need of r/ε a tonne of which somebody else gives up to (1 − ε)·W·r/ε. Demand of a node
/// with a share of its own comes from a further node, to which the arc from it has that share. A shipment in a lane
/// with a volume is a node that takes goods and as much of a stock, the volume.
template <int Width>
class OneState {
 public:
  /// @param reach  Of all aims together.
  OneState(const Facts& facts, const Reach& reach, const std::array<const Aim*, Width>& aims)
      : facts_(facts),
        network_(*facts.network),
        cell_(facts.cells.front()),
        is_served_(network_.nodes().size(), false),
        position_(network_.nodes().size(), SupplyRows::none),
        office_row_(network_.offices().size(), SupplyRows::none),
        volume_at_(network_.lanes().size(), SupplyRows::none) {
    for (const Aim* aim : aims)
      for (const NodeId node : aim->served) is_served_[node] = true;
    add_volumes(reach);
    for (const NodeId node : reach.nodes) {
      for (const InputId input : network_.inputs(node)) add_shipments(reach, input);
      for (const InputId input : network_.inputs(node))
        if (is_supplemented(cell_, input)) places_.push_back({.node = node, .kind = Place::Kind::supplement});
      position_[node] = static_cast<std::uint32_t>(places_.size());
      places_.push_back({.node = node});
      if (wants_apart(node)) places_.push_back({.node = node, .kind = Place::Kind::demand});
    }
    supply_.demand.assign(places_.size());
    supply_.finished.assign(places_.size());
    supply_.capacity.assign(places_.size(), no_limit);
    for (std::size_t at = 0; at < places_.size(); ++at) {
      rows_.slot_begin.push_back(static_cast<std::uint32_t>(rows_.slots()));
      if (places_[at].kind == Place::Kind::node) add_node(reach, at);
      if (places_[at].kind == Place::Kind::demand) add_demand(at);
      if (places_[at].kind == Place::Kind::shipment) add_shipment(at);
      if (places_[at].kind == Place::Kind::volume) {
        supply_.finished[at].setConstant(facts_.volume[places_[at].lane]);
        supply_.capacity[at].setConstant(0);
      }
    }
    rows_.slot_begin.push_back(static_cast<std::uint32_t>(rows_.slots()));
    rows_.in_begin.push_back(static_cast<std::uint32_t>(rows_.arcs()));
    for (std::size_t s = 0; s < Width; ++s)
      for (const NodeId node : aims[s]->served)
        supply_.demand.at(position_[node] + (wants_apart(node) ? 1 : 0), s) = cell_.demand[node];
    finish();
  }

  [[nodiscard]] kernel::RateBracket<double, Width> narrow(double tolerance, const Control& control) const {
    kernel::NarrowBracket<double, Width> solver(rows_, supply_);
    // In a batch iterations cost less than cuts.
    const kernel::StartOptions start{.tolerance = tolerance, .products = Width == 1 ? 6U : 0U, .stop = control.stop};
    return solver(kernel::start_bracket(rows_, supply_, usual_plan(), start),
                  {.tolerance = tolerance, .stop = control.stop});
  }

  /// Of aims that are all served together here, each alone; nothing where customers compete.
  [[nodiscard]] std::optional<std::vector<Bracket>> each(const std::vector<Aim>& aims, double tolerance,
                                                         const Control& control) const {
    const auto rates = kernel::SharePlan<double, Width>(rows_, supply_).each(0, tolerance, control.stop);
    if (!rates) return std::nullopt;
    std::vector<Bracket> brackets;
    for (const Aim& aim : aims) {
      double low = 0, high = 0;
      for (const NodeId node : aim.served) {
        const std::uint32_t at = position_[node] + (wants_apart(node) ? 1 : 0);
        low = std::max(low, rates->low[at]);
        high = std::max(high, rates->high[at]);
      }
      brackets.push_back({.lower = high > 0 ? 1 / high : no_limit, .upper = low > 0 ? 1 / low : no_limit});
    }
    return brackets;
  }

  using Found = kernel::RateBracket<double, Width>;

  /// Whether a plan at `rate` can be ruled out, from prices that may be of other rows: at most some iterations.
  ///
  /// @return  With a `low` above `rate` if it can, and prices that do.
  [[nodiscard]] Found narrow_above(double rate, const Found* before, std::size_t iterations, double tolerance,
                                   const Control& control) const {
    kernel::NarrowBracket<double, Width> solver(rows_, supply_);
    Found known(rows_);
    if (before != nullptr && fits(before->prices)) known.prices = before->prices;
    known.plan = usual_plan();
    for (std::size_t s = 0; s < Width; ++s) {
      known.low[s] = rate;
      known.high[s] = kernel::least_rate(rows_, supply_, known.plan, s);
    }
    return solver(std::move(known), {.tolerance = tolerance, .iterations = iterations, .stop = control.stop});
  }

  [[nodiscard]] std::size_t size() const { return rows_.nodes() + rows_.slots() + rows_.arcs(); }

  /// Of the first scenario, without what iterations only come close to not having.
  [[nodiscard]] Prices tidy_prices(const Found& found, double end) const {
    auto prices = found.prices;
    return prices_of(tidy(prices) * (1 + slight) >= found.low[0] ? prices : found.prices, end);
  }
  /// Of the first scenario, at the rates found.
  [[nodiscard]] Plan plan_until(const Found& found, double end) const { return plan_of(found.plan, end); }

  /// With plan and prices, of the first scenario.
  [[nodiscard]] Bracket proof_of(const kernel::RateBracket<double, Width>& found) const {
    Bracket bracket{.lower = found.at_least(0).count(), .upper = found.at_most(0).count()};
    if (bracket.lower > 0) bracket.plan = plan_of(found.plan, bracket.lower);
    if (std::isinf(bracket.upper)) return bracket;
    auto prices = found.prices;
    const double tidied = tidy(prices);
    const bool is_kept = tidied * (1 + slight) >= found.low[0];
    if (is_kept) bracket.upper = 1 / tidied;
    bracket.prices = prices_of(is_kept ? prices : found.prices, bracket.upper);
    return bracket;
  }

 private:
  [[nodiscard]] bool fits(const kernel::Prices<double, Width>& prices) const {
    return prices.output.rows() == rows_.nodes() && prices.input.rows() == rows_.slots() &&
           prices.share.rows() == (rows_.is_shared_out() ? rows_.arcs() : 0) && prices.office.rows() == rows_.offices;
  }

  [[nodiscard]] bool wants_apart(NodeId node) const {
    return is_served_[node] && cell_.own_share[node] < 1 && cell_.demand[node] > 0;
  }

  void add_node(const Reach& reach, std::size_t at) {
    const NodeId node = places_[at].node;
    supply_.finished[at].setConstant(facts_.stock[node]);
    supply_.capacity[at].setConstant(cell_.capacity[node]);
    const auto inputs = network_.inputs(node);
    auto supplement = static_cast<std::uint32_t>(at);  // those of a node stand right before it, in the order of inputs
    for (const InputId input : inputs) supplement -= is_supplemented(cell_, input) ? 1 : 0;
    for (const InputId input : inputs) {
      if (!can_bind(cell_, input)) continue;
      double stock = facts_.input_stock[input];
      for (const EdgeId edge : network_.in_edges(input)) stock += facts_.arrived[edge];
      const bool is_partly = is_supplemented(cell_, input);
      const double t_per_t = is_partly ? cell_.t_per_t[input] / cell_.essential[input] : cell_.t_per_t[input];
      add_slot(input, t_per_t, stock);
      if (is_partly) {
        supply_.capacity[supplement].setConstant(cell_.free_output[input] * t_per_t);
        add_arc(no_edge, supplement++, cell_.free_output[input] * t_per_t, no_limit);
      }
      for (const EdgeId edge : network_.in_edges(input))
        if (reach.edge[edge] < no_limit) {
          if (has_volume(edge)) {
            add_arc(no_edge, shipment_at_[edge], usual_flow(edge), no_limit);
          } else {
            add_arc(edge, position_[network_.from(edge)], network_.flow(edge).value, cell_.share[edge]);
          }
        }
    }
  }

  [[nodiscard]] bool has_volume(EdgeId edge) const {
    return network_.lane(edge) != no_lane && std::isfinite(facts_.volume[network_.lane(edge)]);
  }
  [[nodiscard]] double usual_flow(EdgeId edge) const {
    return std::min(network_.flow(edge).value, cell_.edge_capacity[edge]);
  }

  /// Before all others, since every place may draw on them.
  void add_volumes(const Reach& reach) {
    for (const EdgeId edge : reach.edges) {
      if (!has_volume(edge)) continue;
      const LaneId lane = network_.lane(edge);
      if (shipment_at_.empty()) shipment_at_ = PerEdge<std::uint32_t>(network_.edges().size(), SupplyRows::none);
      if (volume_at_[lane] != SupplyRows::none) continue;
      volume_at_[lane] = static_cast<std::uint32_t>(places_.size());
      places_.push_back({.kind = Place::Kind::volume, .lane = lane});
    }
  }

  /// Before the node that they go to.
  void add_shipments(const Reach& reach, InputId input) {
    if (!can_bind(cell_, input)) return;
    for (const EdgeId edge : network_.in_edges(input)) {
      if (!(reach.edge[edge] < no_limit) || !has_volume(edge)) continue;
      shipment_at_[edge] = static_cast<std::uint32_t>(places_.size());
      places_.push_back({.kind = Place::Kind::shipment, .lane = network_.lane(edge), .edge = edge});
    }
  }

  void add_shipment(std::size_t at) {
    const EdgeId edge = places_[at].edge;
    add_slot(no_input, 1, 0);
    add_arc(edge, position_[network_.from(edge)], network_.flow(edge).value, cell_.share[edge]);
    add_slot(no_input, 1, 0);
    add_arc(no_edge, volume_at_[places_[at].lane], usual_flow(edge), no_limit);
  }

  void add_demand(std::size_t at) {
    const NodeId node = places_[at].node;
    add_slot(no_input, 1, 0);
    add_arc(no_edge, position_[node], cell_.demand[node], cell_.own_share[node]);
  }

  void add_slot(InputId input, double t_per_t, double stock) {
    rows_.in_begin.push_back(static_cast<std::uint32_t>(rows_.arcs()));
    rows_.t_per_t.push_back(t_per_t);
    input_of_.push_back(input);
    stock_.push_back(stock);
  }

  void add_arc(EdgeId edge, std::uint32_t from, double flow, double share) {
    rows_.from.push_back(from);
    rows_.flow.push_back(flow);
    rows_.share.push_back(share < 1 ? share : SupplyRows::free);
    edge_of_.push_back(edge);
    arc_capacity_.push_back(edge == no_edge ? no_limit : cell_.edge_capacity[edge]);
    rows_.office.push_back(SupplyRows::none);
    rows_.t_per_licence.push_back(1);
    const LaneId lane = edge == no_edge ? no_lane : network_.lane(edge);
    if (lane == no_lane) return;
    const OfficeId office = network_.lane(lane).office;
    if (std::isinf(cell_.licences[office])) return;
    if (office_row_[office] == SupplyRows::none) {
      office_row_[office] = static_cast<std::uint32_t>(office_of_.size());
      office_of_.push_back(office);
    }
    rows_.office.back() = office_row_[office];
    rows_.t_per_licence.back() = cell_.t_per_licence[lane];
  }

  /// Leaves out what nothing has, which is faster; arrays of packs where numbers of rows are known.
  void finish() {
    rows_.offices = office_of_.size();
    leave_out_unused(rows_);
    copy_to_all(supply_.stock, stock_);
    if (any_finite(arc_capacity_)) copy_to_all(supply_.arc_capacity, arc_capacity_);
    supply_.grants.assign(rows_.offices);
    for (std::size_t row = 0; row < rows_.offices; ++row)
      supply_.grants[row].setConstant(cell_.licences[office_of_[row]]);
  }

  /// The baseline, as far as there is capacity for it: where that still lasts for ever it is known at once, and need
  /// not be found by iterations that only come close to what has no room to spare.
  [[nodiscard]] kernel::Plan<double, Width> usual_plan() const {
    kernel::Plan<double, Width> plan(rows_);
    std::vector<double> out(places_.size(), 0), for_shares(places_.size(), 0);
    for (std::size_t arc = 0; arc < rows_.arcs(); ++arc) {
      const double share = rows_.share_of(arc), flow = share > 0 ? std::min(rows_.flow[arc], arc_capacity_[arc]) : 0;
      plan.flow[arc].setConstant(flow);
      out[rows_.from[arc]] += flow;
      if (share > 0 && share < SupplyRows::free)
        for_shares[rows_.from[arc]] = std::max(for_shares[rows_.from[arc]], flow / share);
    }
    for (std::size_t at = 0; at < places_.size(); ++at)
      plan.made[at] = (supply_.demand[at] + out[at]).max(for_shares[at]).min(supply_.capacity[at]);
    return plan;
  }

  [[nodiscard]] Plan plan_of(const kernel::Plan<double, Width>& found, double end) const {
    Plan plan{.until = {Months{end}}};
    auto& made = plan.made.emplace_back(network_.nodes().size());
    auto& shipped = plan.shipped.emplace_back(network_.edges().size());
    for (std::size_t at = 0; at < places_.size(); ++at)
      if (places_[at].kind == Place::Kind::node) made[places_[at].node] = found.made.at(at, 0);
    for (std::size_t arc = 0; arc < edge_of_.size(); ++arc)
      if (edge_of_[arc] != no_edge) shipped[edge_of_[arc]] = found.flow.at(arc, 0);
    return plan;
  }

  /// Leaves out what iterations only come close to not having, and returns the rate that is still proven.
  double tidy(kernel::Prices<double, Width>& prices) const {
    double highest = 0;
    for (std::size_t at = 0; at < places_.size(); ++at)
      if (supply_.demand.at(at, 0) > 0) highest = std::max(highest, prices.output.at(at, 0));
    const auto leave_out = [&](kernel::PackArray<double, Width>& of) {
      for (std::size_t row = 0; row < of.rows(); ++row)
        if (of.at(row, 0) < no_price * highest) of.at(row, 0) = 0;
    };
    leave_out(prices.output);
    leave_out(prices.input);
    leave_out(prices.share);
    leave_out(prices.office);
    return kernel::PriceBound<double, Width>(rows_, supply_)(prices)[0];
  }

  /// The dearest good that is wanted costs 1; the dearest right to a share of one, if no such good costs anything.
  [[nodiscard]] Prices prices_of(const kernel::Prices<double, Width>& found, double end) const {
    double good = 0, right = 0;
    for (std::size_t at = 0; at < places_.size(); ++at)
      if (places_[at].kind == Place::Kind::node && is_served_[places_[at].node])
        good = std::max(good, found.output.at(at, 0));
    for (std::size_t arc = 0; arc < found.share.rows(); ++arc)
      if (edge_of_[arc] == no_edge) right = std::max(right, found.share.at(arc, 0));
    const double highest = good > 0 ? good : right, scale = highest > 0 ? 1 / highest : 0;
    Prices prices{.until = {Months{end}}};
    auto& output = prices.output.emplace_back(network_.nodes().size());
    auto& input = prices.input.emplace_back(network_.inputs().size());
    for (std::size_t at = 0; at < places_.size(); ++at)
      if (places_[at].kind == Place::Kind::node) output[places_[at].node] = scale * found.output.at(at, 0);
    for (std::size_t slot = 0; slot < input_of_.size(); ++slot)
      if (input_of_[slot] != no_input) input[input_of_[slot]] = scale * found.input.at(slot, 0);
    PerEdge<double> share(network_.edges().size());
    PerNode<double> own_share(network_.nodes().size());
    bool any_share = false, any_own = false;
    for (std::size_t arc = 0; arc < found.share.rows(); ++arc) {
      const double price = scale * found.share.at(arc, 0);
      if (!(price > 0)) continue;
      if (edge_of_[arc] == no_edge) {
        own_share[places_[rows_.from[arc]].node] = price;
        any_own = true;
      } else {
        share[edge_of_[arc]] = price;
        any_share = true;
      }
    }
    if (any_share) prices.share.push_back(std::move(share));
    if (any_own) prices.own_share.push_back(std::move(own_share));
    PerOffice<double> licence(network_.offices().size());
    bool any_licence = false;
    for (std::size_t row = 0; row < rows_.offices; ++row) {
      licence[office_of_[row]] = scale * found.office.at(row, 0);
      any_licence = any_licence || licence[office_of_[row]] > 0;
    }
    if (any_licence) prices.licence.push_back(std::move(licence));
    for (std::size_t at = 0; at < places_.size(); ++at) {
      if (places_[at].kind != Place::Kind::volume || !(found.output.at(at, 0) > 0)) continue;
      if (prices.volume.empty()) prices.volume = PerLane<double>(network_.lanes().size());
      prices.volume[places_[at].lane] = scale * found.output.at(at, 0);
    }
    return prices;
  }

  static constexpr double no_price = 1e-9;  ///< of the highest
  static constexpr double slight = 1e-6;    ///< loss of a bound, relative
  static constexpr InputId no_input{0xffff'ffffU};
  static constexpr EdgeId no_edge{0xffff'ffffU};

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Cell& cell_;
  PerNode<bool> is_served_;
  PerNode<std::uint32_t> position_;
  PerOffice<std::uint32_t> office_row_;
  PerLane<std::uint32_t> volume_at_;
  PerEdge<std::uint32_t> shipment_at_ = {};  ///< empty if no lane has a volume
  std::vector<Place> places_ = {};           ///< [position]
  std::vector<InputId> input_of_ = {};       ///< [slot]
  std::vector<EdgeId> edge_of_ = {};         ///< [arc]
  std::vector<OfficeId> office_of_ = {};     ///< [office row]
  std::vector<double> stock_ = {};           ///< [slot] t
  std::vector<double> arc_capacity_ = {};
  SupplyRows rows_ = {};
  kernel::SupplyCase<double, Width> supply_ = {};
};

}  // namespace ytterby::best
