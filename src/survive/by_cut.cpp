// SPDX-License-Identifier: Apache-2.0
/// @file  From minimum cuts to bounds, plans and prices.
#include "survive/by_cut.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "survive/cut_graph.hpp"
#include "survive/cut_slack.hpp"
#include "survive/end_search.hpp"
#include "survive/steady_level.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/parametric_flow.hpp"

namespace ytterby::best {

namespace {

using Flow = kernel::ParametricFlow<double>;
using kernel::Met;

constexpr double left_over = 1e-14;        // of the largest flow
constexpr std::size_t most_moments = 256;  // looked at from below
constexpr int halvings = 6;
constexpr double least_part = 1e-13;    // of demand: not counted
constexpr double most_arcs_seen = 5e7;  // looking at moments from below
constexpr std::size_t least_moments = 8;

class CutSearch {
 public:
  CutSearch(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const Control& control)
      : facts_(facts),
        network_(*facts.network),
        reach_(reach),
        aim_(aim),
        effort_(effort),
        control_(control),
        units_(common_units(facts, reach, aim)),
        graph_(cut_graph(facts, reach, aim, units_)),
        flow_({.nodes = graph_.vertices, .tail = graph_.tail, .head = graph_.head, .capacity = graph_.rate}) {
    watch_.stop = [this] { return control_.stop.stop_requested(); };
  }

  Bracket run() {
    if (control_.stop.stop_requested()) throw Cancelled();
    const double most = without_leads();
    if (bracket_.upper == 0) return std::move(bracket_);
    const bool gives_up =
        std::any_of(aim_.until.begin(), aim_.until.end(), [](double until) { return std::isfinite(until); });
    if (!graph_.has_leads && !gives_up) {
      bracket_.lower = most;
      if (effort_ != Effort::bound) bracket_.plan = plan_of(most, true);
      return std::move(bracket_);
    }
    with_leads(most);
    return std::move(bracket_);
  }

 private:
  /// The bound if nothing took time and all under way were there, without demand that is given up.
  double without_leads() {
    std::vector<double> fixed(graph_.vertices, 0), stock = fixed, demand = fixed;
    for (const auto& [vertex, from, until, rate, amount] : graph_.supplies) {
      stock[vertex] += amount;
      if (std::isinf(until)) {
        fixed[vertex] += rate;
      } else {
        stock[vertex] += rate * (until - from);
      }
    }
    for (const CutGraph::Need& need : graph_.needs)
      if (std::isinf(need.until)) demand[need.vertex] += need.rate;
    auto cut = flow_.least_rate(fixed, stock, demand, watch_);
    flow_.resolve_ties(cut);
    const double end = cut.met == Met::never ? 0 : 1 / cut.parameter;
    if (cut.met != Met::always) take_prices(cut.smallest, end);
    return end;
  }

  /// Down from beyond all ends; if no plan is found there, up past the moments at which the bound bends. A bound alone
  /// is looked for in the same way, or it would not be that of a case looked at more closely.
  void with_leads(double most) {
    const double far = std::isfinite(most) ? most : beyond_all * std::max(1.0, graph_.last_change);
    if (std::isinf(most) && accept(no_limit)) return;
    descend(far);
    if (accept(bracket_.upper)) return;
    for (const double moment : moments()) {
      if (moment >= std::min(far, bracket_.upper)) break;
      if (descend(moment * (1 - 1e-12))) continue;
      if (accept(bracket_.upper)) return;
      break;
    }
    if (effort_ != Effort::bound)
      static_cast<void>(step_back(std::min(bracket_.upper, far), halvings, [&](double end) { return accept(end); }));
  }

  /// The most that can be had by an end, or a month in the long run if that is infinite.
  /// @param most  [arc] t/month that it may carry at most.
  void flow_until(double end, const std::vector<double>& most) {
    auto& flow = flow_.flow();
    const bool for_ever = std::isinf(end);
    std::vector<double> source(graph_.vertices, 0), sink = source;
    for (const auto& [vertex, from, until, rate, amount] : graph_.supplies) {
      if (for_ever && std::isinf(until)) source[vertex] += rate;
      if (!for_ever && end > from) source[vertex] += amount + (rate > 0 ? rate * (std::min(until, end) - from) : 0);
    }
    for (const auto& [vertex, rate, until] : graph_.needs)
      if (!for_ever || std::isinf(until)) sink[vertex] += for_ever ? rate : rate * std::min(until, end);
    for (std::size_t v = 0; v < graph_.vertices; ++v) {
      flow.set_source(v, source[v]);
      flow.set_sink(v, sink[v]);
    }
    for (std::size_t a = 0; a < graph_.tail.size(); ++a) {
      const double months = for_ever ? 1 : end - graph_.from[a];
      flow.set_capacity(a, most[a] > 0 && months > 0 ? most[a] * months : 0);
    }
    flow.start_from_zero();
    flow.maximise(watch_);
  }

  /// @return  Whether the bound reaches `end`; otherwise `upper` is the latest below that it does.
  bool descend(double end) {
    std::vector<char> side;
    for (bool first = true;; first = false) {
      flow_until(end, graph_.rate);
      flow_.flow().smallest_sink_side(side);
      const CutSlack slack(graph_, side, end);
      if (!slack.is_short(end)) return first;
      const double next = slack.earlier_end();
      if (!(next < end)) return false;  // by less than rounding
      end = next;
      take_prices(side, end);
      if (end == 0) return false;
    }
  }

  void take_prices(const std::vector<char>& side, double end) {
    bracket_.upper = end;
    bracket_.prices = prices_of_cut(facts_, reach_, aim_, units_, graph_, side, end);
  }

  /// Whether a plan of constant rates to `end` is found. Where the flow would overdraw an account, since it counts all
  /// that comes by the end as if it were there before, what draws on it is limited to what it can bear, and the flow
  /// is sent another way.
  bool accept(double end) {
    if (end == 0) return true;
    std::vector<double> most = graph_.rate;
    const auto rounds = std::clamp(most_arcs_seen / static_cast<double>(most.size() + 1), 4.0, 60.0);
    for (int round = 0; round < static_cast<int>(rounds); ++round) {
      flow_until(end, most);
      if (round > 0 && !all_met(end)) return false;
      Plan plan = plan_of(end, false);
      if (!overdraws(plan, end, most)) {
        bracket_.lower = end;
        bracket_.plan = std::move(plan);
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool all_met(double end) const {
    return std::none_of(graph_.needs.begin(), graph_.needs.end(), [&](const CutGraph::Need& need) {
      const double wanted = std::isinf(end) ? need.rate : need.rate * std::min(need.until, end);
      return flow_.flow().sink_flow(need.vertex) < wanted * (1 - SteadyLevel::rounding);
    });
  }

  /// Between them the bound is a straight line; as many as there is time for.
  [[nodiscard]] std::vector<double> moments() const {
    std::vector<double> all;
    const auto see = [&](double moment) {
      if (moment > 0 && std::isfinite(moment)) all.push_back(moment);
    };
    for (const double from : graph_.from) see(from);
    for (const CutGraph::Supply& supply : graph_.supplies) {
      see(supply.from);
      see(supply.until);
    }
    for (const CutGraph::Need& need : graph_.needs) see(need.until);
    const auto most = std::clamp(static_cast<std::size_t>(most_arcs_seen / static_cast<double>(graph_.tail.size() + 1)),
                                 least_moments, most_moments);
    return distinct(std::move(all), most);
  }

  /// The flow as constant rates: of means over all time, or of amounts until too late.
  Plan plan_of(double end, bool of_means) {
    auto& flow = flow_.flow();
    flow.settle(watch_);
    const auto spread = [&](double way) { return of_means || std::isinf(end) ? 1.0 : end - way; };
    Plan plan{.until = {Months{end}}};
    auto& made = plan.made.emplace_back(network_.nodes().size());
    auto& shipped = plan.shipped.emplace_back(network_.edges().size());
    const Cell& cell = facts_.cells.front();
    std::vector<double> gives(graph_.vertices, 0);
    for (std::size_t v = 0; v < graph_.vertices; ++v) gives[v] = flow.sink_flow(v);
    double largest = 0;
    for (std::size_t a = 0; a < graph_.tail.size(); ++a) largest = std::max(largest, flow.flow(a));
    for (std::size_t a = 0; a < graph_.tail.size(); ++a) {
      const double months = spread(graph_.from[a]);
      // What is left by rounding of two large flows would be shipped from nothing.
      const double amount = flow.flow(a) > left_over * largest ? flow.flow(a) : 0;
      gives[graph_.tail[a]] += amount;
      if (!(amount > 0 && months > 0)) continue;
      if (a < graph_.edge_of.size()) {
        const EdgeId edge = graph_.edge_of[a];
        shipped[edge] = std::min(cell.edge_capacity[edge], amount / units_.of_node[network_.from(edge)] / months);
      } else {
        const NodeId node = graph_.node_of[a - graph_.edge_of.size()];
        made[node] = std::min(cell.capacity[node], amount / units_.of_node[node] / months);
      }
    }
    // Of one vertex: what it gives and has not in stock.
    for (const NodeId node : reach_.nodes) {
      const double months = spread(reach_.node[node]);
      if (graph_.out[node] == CutGraph::none || !graph_.is_one(node) || !(months > 0)) continue;
      const double stock = of_means || std::isinf(end) ? facts_.stock[node] / end : facts_.stock[node];
      const double tonnes = gives[graph_.out[node]] / units_.of_node[node] - stock;
      made[node] = std::clamp(tonnes / months, 0.0, cell.capacity[node]);
    }
    return plan;
  }

  /// Whether some stock falls below nothing; `most` is lowered for what draws on it.
  [[nodiscard]] bool overdraws(const Plan& plan, double end, std::vector<double>& most) const {
    const Rows& rows = network_.rows();
    const Cell& cell = facts_.cells.front();
    const auto& made = plan.made.front();
    const auto& shipped = plan.shipped.front();
    const bool for_ever = std::isinf(end);
    PerNode<double> until(network_.nodes().size(), 0);
    double least = 0;
    for (std::size_t i = 0; i < aim_.served.size(); ++i) {
      until[aim_.served[i]] = std::min(end, aim_.until[i]);
      least = std::max(least, least_part * cell.demand[aim_.served[i]]);
    }
    PerNode<double> of_output(network_.nodes().size(), 1), of_input(network_.nodes().size(), 1);
    bool any = false;
    SteadyLevel level;
    for (const NodeId node : reach_.nodes) {
      if (graph_.out[node] == CutGraph::none) continue;
      const double last = end - reach_.node[node];
      level.begin_with(facts_.stock[node]);
      level.come(made[node], 0, last);
      const auto position = rows.position_of[node];
      for (auto at = rows.out_begin[position]; at < rows.out_begin[position + 1]; ++at) {
        const EdgeId edge = rows.edge_at[rows.out_arc.empty() ? at : rows.out_arc[at]];
        if (shipped[edge] > 0) level.go(shipped[edge], end - reach_.edge[edge]);
      }
      if (until[node] > 0) level.must_go(cell.demand[node], until[node]);
      of_output[node] = level.part(least, for_ever);
      any = any || of_output[node] < 1;
      const InputId input = units_.needed[node];
      if (input == CommonUnits::no_input) continue;
      double there = facts_.input_stock[input];
      for (const EdgeId edge : network_.in_edges(input)) there += facts_.arrived[edge];
      level.begin_with(there);
      for (const EdgeId edge : network_.in_edges(input)) {
        level.come(facts_.under_way[edge], 0, facts_.first_lead[edge]);
        if (shipped[edge] > 0) level.come(shipped[edge], cell.lead[edge], end - reach_.edge[edge] + cell.lead[edge]);
      }
      level.go(made[node] * cell.t_per_t[input], last);
      of_input[node] = level.part(least, for_ever);
      any = any || of_input[node] < 1;
    }
    for (std::size_t a = 0; any && a < most.size(); ++a) {
      const bool is_edge = a < graph_.edge_of.size();
      const NodeId node = is_edge ? network_.from(graph_.edge_of[a]) : graph_.node_of[a - graph_.edge_of.size()];
      const double part = is_edge ? of_output[node] : of_input[node];
      if (part < 1) most[a] = part * units_.of_node[node] * (is_edge ? shipped[graph_.edge_of[a]] : made[node]);
    }
    return any;
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  Effort effort_;
  const Control& control_;
  CommonUnits units_;
  CutGraph graph_;
  Flow flow_;
  kernel::FlowControl watch_ = {};
  Bracket bracket_ = {};
};

/// Offices and lanes whose limit is no capacity of one edge.
std::string unfit_lanes(const Facts& facts, const Reach& reach) {
  const FrozenNetwork& network = *facts.network;
  const Cell& cell = facts.cells.front();
  if (network.lanes().size() == 0) return {};
  bool has_leads = false;
  for (const InputId input : reach.inputs)
    for (const EdgeId edge : network.in_edges(input))
      has_leads = has_leads || (reach.edge[edge] > 0 && reach.edge[edge] < no_limit) ||
                  (facts.under_way[edge] > 0 && facts.first_lead[edge] > 0);
  PerOffice<std::size_t> edges(network.offices().size(), 0);
  for (const EdgeId edge : reach.edges) {
    const LaneId lane = network.lane(edge);
    if (lane == no_lane) continue;
    if (!facts.cautious.empty() && (facts.cautious.front().edge_capacity[edge] != cell.edge_capacity[edge] ||
                                    facts.cautious.front().t_per_licence[lane] != cell.t_per_licence[lane]))
      return fmt::format("lane '{}' is controlled in part", network.lane(lane).name);
    if (std::isfinite(sure_volume(facts, lane, no_limit)))
      return fmt::format("lane '{}' has a volume", network.lane(lane).name);
    const OfficeId office = network.lane(lane).office;
    if (!std::isfinite(cell.licences[office])) continue;
    if (has_leads)
      return fmt::format("office '{}' limits an edge, and there are lead times", network.office(office).name);
    if (++edges[office] > 1) return fmt::format("office '{}' limits several edges", network.office(office).name);
  }
  return {};
}

}  // namespace

std::string unfit_for_cut(const Facts& facts, const Reach& reach, const Aim& aim) {
  const FrozenNetwork& network = *facts.network;
  if (facts.cells.size() > 1) return fmt::format("something changes after {:g} months", facts.cells[1].from);
  for (const EdgeId edge : reach.edges)
    if (has_share(facts, edge))
      return fmt::format("the share of '{}' in what '{}' makes can bind", network.name(network.to(edge)),
                         network.name(network.from(edge)));
  for (const NodeId node : aim.served)
    if (has_own_share(facts, node))
      return fmt::format("the share of the demand of '{}' in what it makes can bind", network.name(node));
  if (auto why = unfit_lanes(facts, reach); !why.empty()) return why;
  return common_units(facts, reach, aim).why;
}

Bracket search_by_cut(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort, const Control& control) {
  return CutSearch(facts, reach, aim, effort, control).run();
}

}  // namespace ytterby::best
