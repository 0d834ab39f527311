// SPDX-License-Identifier: Apache-2.0
/// @file  Random scenarios on a network.
#include "support/random_scenario.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace ytterby::test {

namespace {

class Builder {
 public:
  Builder(Random& random, const Network& network, const ScenarioKind& kind)
      : random_(random), network_(network), kind_(kind) {}

  Scenario build() {
    Scenario scenario{.name = "Random", .horizon = Months{18}};
    const std::size_t count = 1 + random_.below(5);
    scenario.events.push_back(capacity_cut());
    if (kind_.standstills) add_standstill(scenario);
    while (scenario.events.size() < count) scenario.events.push_back(any());
    return scenario;
  }

 private:
  Event any() {
    switch (random_.below(kind_.ranks ? 12 : 9)) {
      case 0:
      case 1: return capacity_cut();
      case 2: return demand();
      case 3: return finished_stock();
      case 4: return edge_capacity();
      case 5: return kind_.inputs ? input() : capacity_cut();
      case 6: return kind_.flows ? on_edge(Lever::flow, random_.between(0, 3)) : edge_capacity();
      case 7: return kind_.leads ? on_edge(Lever::lead_time, random_.between(0, 3)) : demand();
      case 9:
      case 10:
      case 11: return rank();
      default: return kind_.lanes && !network_.lanes.empty() ? licences() : capacity_cut();
    }
  }

  Months moment(double latest) {
    const Months at{random_.chance(0.3) ? 0.0 : random_.between(0, latest)};
    if (kind_.multiple_of.count() <= 0) return at;
    return std::round(at / kind_.multiple_of) * kind_.multiple_of;
  }

  Event event() {
    Event event{.at = moment(12)};
    if (random_.chance(0.4)) event.until = std::get<Months>(event.at) + moment(8);
    if (kind_.ramps && random_.chance(0.3)) event.ramp_in = Months{random_.between(0, 3)};
    if (kind_.ramps && random_.chance(0.3)) event.ramp_out = Months{random_.between(0, 3)};
    return event;
  }

  /// A factor, or the value that it would give a limited base.
  void change(Event& event, Lever lever, double base, double factor) {
    if (kind_.sets && std::isfinite(base) && random_.chance(0.4)) {
      event.set.push_back({lever, base * factor});
    } else {
      event.scale.push_back({lever, factor});
    }
  }

  double cut() { return random_.chance(0.4) ? 0.0 : random_.between(0, 1); }
  const Node& any_node() { return network_.nodes[id_at<NodeId>(random_.below(network_.nodes.size()))]; }

  Event capacity_cut() {
    Event cuts = event();
    const Node& node = any_node();
    double base = node.capacity.value;
    if (random_.chance(0.7)) {
      cuts.on.nodes.node = {node.name};
    } else {  // of several
      cuts.on.nodes.stage = {node.stage};
      cuts.on.nodes.country = {node.country};
      base = unlimited<Flow>.value;
    }
    if (std::isfinite(base) || kind_.sets) {
      change(cuts, Lever::capacity, base, cut());
    } else {
      cuts.scale.push_back({Lever::capacity, 0});
    }
    if (!std::isfinite(base)) cuts.ramp_in = cuts.ramp_out = {};  // no ramp from an unlimited value
    return cuts;
  }

  Event edge_capacity() {
    const Edge& edge = any_edge();
    Event cuts = event();
    select(cuts, edge);
    change(cuts, Lever::capacity, edge.capacity.value, cut());
    const bool limits = !cuts.set.empty() || cuts.scale.front().value == 0;
    if (limits) cuts.ramp_in = cuts.ramp_out = {};  // other edges selected may have no limit to ramp from
    return cuts;
  }

  Event on_edge(Lever lever, double factor) {
    const Edge& edge = any_edge();
    Event changes = event();
    select(changes, edge);
    change(changes, lever, lever == Lever::flow ? edge.flow.value : edge.lead_time.count(), factor);
    return changes;
  }

  const Edge& any_edge() { return network_.edges[id_at<EdgeId>(random_.below(network_.edges.size()))]; }
  void select(Event& changes, const Edge& edge) {
    if (random_.chance(0.8)) changes.on.from = NodeFilter{.node = {network_.nodes[edge.from].name}};
    if (!changes.on.from || random_.chance(0.7)) changes.on.to = NodeFilter{.node = {network_.nodes[edge.to].name}};
  }

  Event demand() {
    Event changes = event();
    std::vector<NodeId> targets;
    for (const NodeId node : network_.nodes.ids())
      if (network_.nodes[node].demand.value > 0) targets.push_back(node);
    const Node& node = network_.nodes[random_.pick(targets)];
    changes.on.nodes.node = {node.name};
    change(changes, Lever::demand, node.demand.value, random_.between(0, 2.5));
    return changes;
  }

  Event finished_stock() {
    Event changes = event();
    const Node& node = any_node();
    changes.on.nodes.node = {node.name};
    change(changes, Lever::stock, node.stock.value + 1, random_.between(0, 2));
    return changes;
  }

  Event rank() {
    Event changes = event();
    if (random_.chance(0.5)) {
      changes.on.nodes.node = {any_node().name};
    } else {  // of several, who then are equal
      changes.on.nodes.stage = {any_node().stage};
    }
    if (random_.chance(0.5)) {
      changes.set.push_back({Lever::priority, static_cast<double>(random_.below(4))});
    } else if (random_.chance(0.5)) {
      changes.set.push_back({Lever::minimum_share, random_.uniform()});
    } else {
      changes.scale.push_back({Lever::minimum_share, random_.uniform()});
    }
    return changes;
  }

  Event input() {
    Event changes = event();
    const Input& input = network_.inputs[id_at<InputId>(random_.below(network_.inputs.size()))];
    changes.on.nodes.node = {network_.nodes[input.node].name};
    changes.on.input = {input.product};
    switch (random_.below(3)) {
      case 0: change(changes, Lever::stock, input.stock.value, random_.between(0, 2)); break;
      case 1: change(changes, Lever::t_per_t, input.t_per_t, random_.between(0.5, 1.5)); break;
      default: changes.scale.push_back({Lever::essential, random_.uniform()});
    }
    return changes;
  }

  Event licences() {
    Event changes = event();
    changes.ramp_in = changes.ramp_out = {};  // no ramp from an unlimited value
    if (random_.chance(0.4)) {
      const Office& office = network_.offices[id_at<OfficeId>(random_.below(network_.offices.size()))];
      changes.on.office = {office.name};
      changes.set.push_back({Lever::licences_per_month, some_licences(office)});
      return changes;
    }
    const Lane& lane = network_.lanes[id_at<LaneId>(random_.below(network_.lanes.size()))];
    changes.on.lane = {lane.name};
    switch (random_.below(kind_.rules ? 12 : 3)) {
      case 11: changes.set.push_back({Lever::refile, random_.pick(std::vector{0.0, 0.4, 1.5})}); break;
      case 10: changes.set.push_back({Lever::priority, static_cast<double>(random_.below(3))}); break;
      case 9: changes.set.push_back({Lever::t_per_licence, random_.between(0.1, 5)}); break;
      case 8:
        changes.scale.push_back({random_.pick(std::vector{Lever::review, Lever::approval, Lever::refile, Lever::volume,
                                                          Lever::controlled, Lever::returned, Lever::correction,
                                                          Lever::restocking, Lever::valid, Lever::t_per_licence}),
                                 random_.pick(std::vector{0.3, 0.8, 1.0})});
        break;
      case 7: changes.set.push_back({Lever::valid, random_.between(0, 3)}); break;
      case 6: changes.set.push_back({Lever::controlled, random_.pick(std::vector{0.0, 0.5, 1.0})}); break;
      case 5: changes.set.push_back({Lever::returned, random_.between(0, 0.6)}); break;
      case 4: changes.set.push_back({Lever::correction, random_.between(0, 1)}); break;
      case 3: changes.set.push_back({Lever::restocking, random_.uniform()}); break;
      case 0: changes.set.push_back({Lever::review, random_.between(0, 2)}); break;
      case 1: changes.set.push_back({Lever::approval, random_.chance(0.3) ? 0.0 : random_.uniform()}); break;
      default: changes.set.push_back({Lever::volume, random_.between(0, 100)});
    }
    return changes;
  }

  /// A supplier stands still from the start; licences for its goods are granted and not used until their lane is
  /// closed, slowed down, bounded, or comes into force.
  void add_standstill(Scenario& scenario) {
    std::vector<EdgeId> licensed;
    for (const EdgeId edge : network_.edges.ids())
      if (network_.edges[edge].lane != no_lane) licensed.push_back(edge);
    if (licensed.empty()) return;
    const Edge& edge = network_.edges[random_.pick(licensed)];
    const Months step = kind_.multiple_of.count() > 0 ? kind_.multiple_of : Months{0.1}, change = step + moment(3);
    Event standstill{.at = Months{0}, .until = change};
    if (random_.chance(0.5)) standstill.until = std::max(step, change + (random_.chance(0.5) ? -1 : 1) * moment(1));
    standstill.on.nodes.node = {network_.nodes[edge.from].name};
    standstill.set = {{Lever::capacity, 0}};
    scenario.events.push_back(std::move(standstill));

    const Lane& lane = network_.lanes[edge.lane];
    Event closing{.at = change}, before{.at = Months{0}, .until = change};
    closing.on.lane = before.on.lane = {lane.name};
    switch (random_.below(8)) {
      case 0: closing.set = {{Lever::review, lane.review.count() + random_.between(0.5, 12)}}; break;
      case 1: closing.set = {{Lever::volume, random_.between(0, 20)}}; break;
      case 2:
        if (is_unlimited(lane.t_per_licence)) return;
        closing.scale = {{Lever::t_per_licence, random_.between(0.05, 0.8)}};
        break;
      case 3:
      case 4:
        closing.on.lane = {};
        closing.on.office = {network_.offices[lane.office].name};
        closing.set = {{Lever::licences_per_month, some_licences(network_.offices[lane.office])}};
        break;
      case 5:  // the rule comes into force, and is one of refusals
        before.set = {{Lever::controlled, 0}};
        scenario.events.push_back(std::move(before));
        closing.set = {{Lever::approval, 0}};
        break;
      case 6: closing.set = {{Lever::approval, random_.between(0, 0.5)}}; break;
      default: closing.set = {{Lever::approval, 0}};
    }
    if (random_.chance(0.3)) closing.until = change + step + moment(6);
    scenario.events.push_back(std::move(closing));
  }

  double some_licences(const Office& office) {
    if (random_.chance(0.5)) return 0;
    for (const Lane& lane : network_.lanes)
      if (network_.offices[lane.office].name == office.name && is_unlimited(lane.t_per_licence)) return 0;
    return random_.between(0, 20);
  }

  Random& random_;
  const Network& network_;
  ScenarioKind kind_;
};

}  // namespace

Scenario random_scenario(Random& random, const Network& network, const ScenarioKind& kind) {
  return Builder(random, network, kind).build();
}

}  // namespace ytterby::test
