// SPDX-License-Identifier: Apache-2.0
/// @file  The simulation once more, slow and plain, from the description of the model alone.
#include "oracle/slow_simulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <variant>

#include "oracle/slow_rationing.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby::test {

namespace {

using Number = long double;
constexpr Number infinite = std::numeric_limits<Number>::infinity();

/// Tonnes spread evenly over a span of time, counted in steps.
struct Spread {
  Number tonnes, from, to;
  [[nodiscard]] Number until(Number time) const {
    if (time >= to) return tonnes;
    return time <= from ? 0 : tonnes * (time - from) / (to - from);
  }
};

Number sum_until(const std::vector<Spread>& all, Number time) {
  Number sum = 0;
  for (const Spread& spread : all) sum += spread.until(time);
  return sum;
}

/// Takes out all before a time; @return how much it was.
Number take_until(std::vector<Spread>& all, Number time) {
  const Number sum = sum_until(all, time);
  std::vector<Spread> rest;
  for (const Spread& spread : all)
    if (spread.to > time) rest.push_back({spread.tonnes - spread.until(time), std::max(time, spread.from), spread.to});
  all = std::move(rest);
  return sum;
}

/// Takes out so many tonnes, the oldest first; they are in order. @return how many there were, if fewer.
Number take_oldest(std::vector<Spread>& all, Number tonnes) {
  Number taken = 0;
  std::vector<Spread> rest;
  for (const Spread& spread : all) {
    const Number part = std::min(spread.tonnes, tonnes - taken);
    taken += part;
    if (part == spread.tonnes) continue;
    rest.push_back({spread.tonnes - part, spread.from + (spread.to - spread.from) * part / spread.tonnes, spread.to});
  }
  all = std::move(rest);
  return taken;
}

class SlowSimulation {
 public:
  SlowSimulation(const Network& network, const FrozenNetwork& frozen, const Scenario& scenario, Months step)
      : network_(network),
        frozen_(frozen),
        scenario_(scenario),
        step_(step.count()),
        gain_(std::min<Number>(1, step_ / scenario.policy.tau.count())) {
    outcome_.lanes.resize(network_.lanes.size());
    resolve_selections();
    find_forward_order();
    find_short_cycles();
    start();
  }

  SlowOutcome run(std::size_t steps) {
    for (const NodeId node : network_.nodes.ids())
      if (network_.nodes[node].demand.value > 0) outcome_.targets.push_back({node});
    const Number horizon = scenario_.horizon.value_or(default_horizon).count();
    for (std::size_t n = 0; n < steps; ++n) advance(static_cast<Number>(n), horizon);
    return std::move(outcome_);
  }

 private:
  // --- events -----------------------------------------------------------------------------------------------------

  void resolve_selections() {
    for (const Event& event : scenario_.events) {
      const Selected selected = select(frozen_, event.on, "oracle");
      std::array<std::set<std::size_t>, 5> rows;
      const auto take = [&](Table table, const auto& ids) {
        for (const auto id : ids) rows[static_cast<std::size_t>(table)].insert(index_of(id));
      };
      take(Table::nodes, selected.nodes);
      take(Table::inputs, selected.inputs);
      take(Table::edges, selected.edges);
      take(Table::lanes, selected.lanes);
      take(Table::offices, selected.offices);
      selected_.push_back(std::move(rows));
    }
  }

  [[nodiscard]] bool selects(std::size_t event, Table table, std::size_t row) const {
    return selected_[event][static_cast<std::size_t>(table)].contains(row);
  }

  static Number months(const Instant& instant) { return std::get<Months>(instant).count(); }

  /// The mean of a lever over a step: over the part of it in which there is a limit, and the part without.
  struct Mean {
    Number limited = 0, open = 0;
  };

  /// The step begins at `now` steps.
  [[nodiscard]] Mean mean(Table table, Lever lever, std::size_t row, Number base, Number now) const {
    std::vector<Number> bounds{now * step_, (now + 1) * step_};
    const auto cut = [&](Number time) {
      if (time > now * step_ + 1e-9L * step_ && time < (now + 1 - 1e-9L) * step_) bounds.push_back(time);
    };
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      const Event& event = scenario_.events[i];
      if (!selects(i, table, row)) continue;
      cut(months(event.at));
      if (event.until) cut(months(*event.until));
    }
    std::sort(bounds.begin(), bounds.end());
    Mean mean;
    for (std::size_t i = 1; i < bounds.size(); ++i) {
      const Number part = bounds.size() == 2 ? 1 : (bounds[i] - bounds[i - 1]) / step_;
      if (part == 0) continue;
      const Number now_so = value_at(table, lever, row, base, (bounds[i - 1] + bounds[i]) / 2);
      (now_so == infinite ? mean.open : mean.limited) += now_so == infinite ? part : part * now_so;
    }
    return mean;
  }

  [[nodiscard]] Number value(Table table, Lever lever, std::size_t row, Number base, Number now) const {
    const Mean all = mean(table, lever, row, base, now);
    return all.open > 0 ? infinite : all.limited;
  }

  /// Of so many tonnes in a step, what a capacity lets through: where it has no limit for a part of the step, all that
  /// would pass in that part.
  [[nodiscard]] Number pass(Table table, std::size_t row, Number base, Number now, Number tonnes) const {
    const Mean all = mean(table, Lever::capacity, row, base, now);
    return std::min(tonnes, all.limited * step_ + all.open * tonnes);
  }

  [[nodiscard]] Number value_at(Table table, Lever lever, std::size_t row, Number base, Number middle) const {
    for (const bool scales : {false, true}) {
      for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
        const Event& event = scenario_.events[i];
        if (!selects(i, table, row)) continue;
        if (months(event.at) > middle || (event.until && months(*event.until) <= middle)) continue;
        for (const Change& change : scales ? event.scale : event.set) {
          if (change.lever != lever) continue;
          if (!scales) {
            base = change.value;
          } else {
            base = change.value == 0 ? 0 : base * change.value;
          }
        }
      }
    }
    return base;
  }

  template <RowId Id>
  void strike(Table table, Id id, Number& stock, Number now) {
    for (const bool scales : {false, true})
      for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
        const Event& event = scenario_.events[i];
        const Number late = now - months(event.at) / step_;  // at the first step that begins then or later
        if (!selects(i, table, index_of(id)) || late < -1e-9L || late >= 1 - 1e-9L) continue;
        for (const Change& change : scales ? event.scale : event.set)
          if (change.lever == Lever::stock) stock = scales ? stock * change.value : change.value;
      }
  }

  // --- set-up -----------------------------------------------------------------------------------------------------

  /// Suppliers before customers, but for edges that close a cycle.
  void find_forward_order() {
    PerNode<bool> placed(network_.nodes.size());
    while (order_.size() < network_.nodes.size()) {
      for (const NodeId node : network_.nodes.ids()) {
        bool ready = true;
        for (const EdgeId edge : network_.edges.ids())
          if (network_.edges[edge].to == node && !frozen_.closes_cycle(edge))
            ready = ready && placed[network_.edges[edge].from];
        if (placed[node] || !ready) continue;
        placed[node] = true;
        order_.push_back(node);
      }
    }
  }

  /// Whether edges shorter than a step lead from one node to another.
  [[nodiscard]] bool short_way(NodeId from, NodeId to) const {
    PerNode<bool> seen(network_.nodes.size());
    std::vector<NodeId> open{from};
    seen[from] = true;
    while (!open.empty()) {
      const NodeId at = open.back();
      open.pop_back();
      if (at == to) return true;
      for (const Edge& edge : network_.edges) {
        if (edge.from != at || edge.lead_time.count() >= step_ || seen[edge.to]) continue;
        seen[edge.to] = true;
        open.push_back(edge.to);
      }
    }
    return false;
  }

  void find_short_cycles() {
    for (const Edge& edge : network_.edges)
      at_least_a_step_.push_back(edge.lead_time.count() < step_ && short_way(edge.to, edge.from));
    for (const EdgeId edge : network_.edges.ids())
      if (frozen_.closes_cycle(edge)) at_least_a_step_[edge] = true;
  }

  [[nodiscard]] Number lead_steps(EdgeId edge, Number now) const {
    Number lead = value(Table::edges, Lever::lead_time, index_of(edge), network_.edges[edge].lead_time.count(), now);
    if (at_least_a_step_[edge]) lead = std::max(lead, step_);
    const Number steps = lead / step_, whole = std::round(steps);
    return std::abs(steps - whole) <= 1e-9L ? whole : steps;
  }

  [[nodiscard]] InputId input_fed(const Edge& edge) const {
    for (const InputId input : network_.inputs.ids())
      if (network_.inputs[input].node == edge.to && network_.inputs[input].product == network_.nodes[edge.from].product)
        return input;
    return {};
  }

  void start() {
    usual_output_ = PerNode<Number>(network_.nodes.size());
    for (const NodeId node : network_.nodes.ids()) {
      finished_.push_back(network_.nodes[node].stock.value);
      usual_output_[node] = network_.nodes[node].demand.value;
    }
    for (const Edge& edge : network_.edges) usual_output_[edge.from] += edge.flow.value;
    for (const Input& input : network_.inputs) stock_.push_back(input.stock.value);
    for (const EdgeId id : network_.edges.ids()) {
      const Edge& edge = network_.edges[id];
      fed_.push_back(input_fed(edge));
      const Number flow = edge.flow.value * step_, lead = lead_steps(id, -1e6L);
      under_way_.push_back({});
      if (lead > 0) under_way_[id].push_back({flow * lead, 0, lead});
      wish_before_.push_back(flow);
      trust_.push_back(1);
      need_before_.push_back(flow);
      for (auto* parcels : {&applications_, &licences_, &refusals_, &corrections_}) parcels->push_back({});
      if (edge.lane == no_lane) continue;
      const Lane& lane = network_.lanes[edge.lane];
      const Number filing = flow * lane.controlled / (1 - static_cast<Number>(lane.returned));
      Number correction = lane.correction.count() / step_;
      if (lane.review.count() == 0 && is_unlimited(network_.offices[lane.office].licences_per_month))
        correction = std::max<Number>(1, correction);
      if (correction > 0 && lane.returned > 0)
        corrections_[id].push_back({filing * lane.returned * correction, -correction, 0});
      const Number review = lane.review.count() / step_;
      const bool waits = review > 0 || !is_unlimited(network_.offices[lane.office].licences_per_month);
      // Filed over the review time; what was filed in the step before that is granted as the first step begins.
      if (waits) applications_[id].push_back({filing * (review + 1), 0, review + 1});
    }
    for (const Lane& lane : network_.lanes) {
      const bool waits = lane.review.count() > 0 || !is_unlimited(network_.offices[lane.office].licences_per_month);
      reviewed_by_.push_back(waits ? lane.review.count() / step_ + 1 : 0);
    }
    fill_ = PerNode<Number>(network_.nodes.size());
    order_on_ = wish_now_ = served_on_ = at_once_ = asked_ = PerEdge<Number>(network_.edges.size());
  }

  // --- a step -----------------------------------------------------------------------------------------------------

  void advance(Number now, Number horizon) {
    for (const NodeId node : network_.nodes.ids()) strike(Table::nodes, node, finished_[node], now);
    for (const InputId input : network_.inputs.ids()) strike(Table::inputs, input, stock_[input], now);
    const auto finished_before = finished_;
    const auto stock_before = stock_;
    expire(now);
    grant(now);
    take_orders(now);
    outcome_.series.emplace_back(network_.nodes.size());
    for (const NodeId node : order_) make_and_serve(node, now);
    for (const EdgeId edge : network_.edges.ids())
      if (frozen_.closes_cycle(edge)) ship(edge, now);
    for (const EdgeId edge : network_.edges.ids()) use_licences(edge);
    learn();
    for (const LaneId lane : network_.lanes.ids())
      if (!at_once(lane, now)) reviewed_by_[lane] = std::max(reviewed_by_[lane], now + 2 + review_steps(lane, now));
    for (SlowTarget& target : outcome_.targets)
      follow(target, now, horizon, finished_before[target.node], stock_before);
  }

  [[nodiscard]] bool office_open(const Lane& lane, Number now) const {
    return value(Table::offices, Lever::licences_per_month, index_of(lane.office),
                 network_.offices[lane.office].licences_per_month.value, now) > 0;
  }
  [[nodiscard]] Number review_steps(LaneId lane, Number now) const {
    return value(Table::lanes, Lever::review, index_of(lane), network_.lanes[lane].review.count(), now) / step_;
  }

  /// Without review, from an open office, and with nothing older in the lane that waits.
  [[nodiscard]] bool at_once(LaneId lane, Number now) const {
    return review_steps(lane, now) == 0 && office_open(network_.lanes[lane], now) && reviewed_by_[lane] <= now + 1;
  }

  [[nodiscard]] Number of_lane(LaneId lane, Lever lever, Number base, Number now) const {
    return value(Table::lanes, lever, index_of(lane), base, now);
  }

  void expire(Number now) {
    for (const EdgeId id : network_.edges.ids()) {
      const LaneId lane = network_.edges[id].lane;
      if (lane == no_lane) continue;
      const auto& valid = network_.lanes[lane].valid;
      const Number steps = of_lane(lane, Lever::valid, valid ? Number{valid->count()} : infinite, now) / step_;
      const Number expired = steps < infinite ? take_until(licences_[id], now - steps) : 0;
      account(lane).expired += expired;
    }
  }

  /// Applications lie in the queue by the time at which their review ends, but not before older ones of their lane.
  void grant(Number now) {
    under_correction_ = PerEdge<Number>(network_.edges.size());
    open_before_ = PerEdge<Number>(network_.edges.size());
    for (const EdgeId id : network_.edges.ids()) {
      const LaneId lane = network_.edges[id].lane;
      under_correction_[id] = sum_until(corrections_[id], infinite);
      open_before_[id] = sum_until(licences_[id], infinite);
      if (lane == no_lane || !office_open(network_.lanes[lane], now)) continue;
      // The start of the first step is 1 in the time of the initial queue, which begins one step earlier.
      licences_[id].push_back({decide(id, take_until(applications_[id], now + 1), now), now, now + 1});
    }
  }

  /// Sends back, refuses; @return what is granted.
  Number decide(EdgeId id, Number tonnes, Number now) {
    const LaneId lane = network_.edges[id].lane;
    const Number returned = tonnes * of_lane(lane, Lever::returned, network_.lanes[lane].returned, now);
    const Number granted = (tonnes - returned) * of_lane(lane, Lever::approval, network_.lanes[lane].approval, now);
    const Number refused = tonnes - returned - granted;
    corrections_[id].push_back({returned, now, now + 1});
    refusals_[id].push_back({refused, now, now + 1});
    account(lane).granted += granted;
    account(lane).refused += refused;
    account(lane).returned += returned;
    return granted;
  }

  /// What was refused so short a time ago that it is not filed again.
  [[nodiscard]] Number cooling(EdgeId id, Number now) {
    const LaneId lane = network_.edges[id].lane;
    const auto& refile = network_.lanes[lane].refile;
    const Number usual = refile ? Number{refile->count()} : review_steps(lane, now) * step_;
    const Number steps = of_lane(lane, Lever::refile, usual, now) / step_;
    return sum_until(refusals_[id], now) - sum_until(refusals_[id], now - steps);
  }

  /// What reaches the supplier of an edge whose customer wishes for so much and needs so much of it.
  Number order_along(EdgeId id, Number wish, Number need, Number now) {
    wish_now_[id] = wish;
    const Edge& edge = network_.edges[id];
    const auto carried = [&](Number tonnes) {
      return pass(Table::edges, index_of(id), edge.capacity.value, now, tonnes);
    };
    wish = carried(wish);
    if (edge.lane == no_lane) return wish;
    const Lane& lane = network_.lanes[edge.lane];
    const auto lever = [&](Lever which, Number base) { return of_lane(edge.lane, which, base, now); };
    const Number controlled = lever(Lever::controlled, lane.controlled);
    Number correction = lever(Lever::correction, lane.correction.count()) / step_;
    const Number review = review_steps(edge.lane, now), returned = lever(Lever::returned, lane.returned);
    if (review == 0 && office_open(lane, now)) correction = std::max<Number>(1, correction);  // not in the same step
    // A tonne is reviewed once, and once more with the chance that it is sent back: 1/(1 − returned) times in all.
    const Number usual =
        edge.flow.value * step_ * controlled * (review / (1 - returned) + correction * returned / (1 - returned));
    const Number on_the_way =
        sum_until(applications_[id], infinite) + open_before_[id] + cooling(id, now) + under_correction_[id];
    const Number asked = std::max<Number>(0, controlled * wish - (on_the_way - usual) * gain_);
    const Number extra = std::max<Number>(0, asked - controlled * need);
    const Number filed = asked - extra + extra * lever(Lever::restocking, lane.restocking) +
                         take_until(corrections_[id], now + 1 - correction);
    account(edge.lane).filed += filed;
    at_once_[id] = 0;
    if (at_once(edge.lane, now)) {
      at_once_[id] = decide(id, filed, now);
    } else {
      const Number first = now + 1 + review, older = std::clamp(reviewed_by_[edge.lane], first, first + 1);
      if (older > first)
        applications_[id].push_back({filed * (older - first), reviewed_by_[edge.lane], reviewed_by_[edge.lane]});
      if (older < first + 1) applications_[id].push_back({filed * (first + 1 - older), older, first + 1});
    }
    asked_[id] = sum_until(licences_[id], infinite) + at_once_[id] + (1 - controlled) * wish;
    return carried(asked_[id]);
  }

  /// Goods that were shipped use the same share of licences and of what needed none.
  void use_licences(EdgeId id) {
    const LaneId lane = network_.edges[id].lane;
    if (lane == no_lane || asked_[id] <= 0) return;
    const Number licensed = sum_until(licences_[id], infinite) + at_once_[id];
    const Number used = licensed * std::min<Number>(1, served_on_[id] / asked_[id]);
    const Number left = used - take_oldest(licences_[id], used);
    account(lane).used += used;
    account(lane).expired += at_once_[id] - left;
  }

  [[nodiscard]] SlowLane& account(LaneId lane) { return outcome_.lanes[index_of(lane)]; }

  /// Orders go by flow; where there is none, and only with re-sourcing, by what suppliers can make.
  [[nodiscard]] PerEdge<Number> usual_weights(Number now) const {
    PerEdge<Number> weight(network_.edges.size());
    PerInput<Number> inflow(network_.inputs.size());
    PerInput<bool> any_unlimited(network_.inputs.size());
    for (const EdgeId edge : network_.edges.ids()) {
      weight[edge] = value(Table::edges, Lever::flow, index_of(edge), network_.edges[edge].flow.value, now);
      inflow[fed_[edge]] += weight[edge];
      if (room(network_.edges[edge].from, now) == infinite) any_unlimited[fed_[edge]] = true;
    }
    if (!scenario_.policy.resourcing) return weight;
    for (const EdgeId edge : network_.edges.ids()) {
      if (inflow[fed_[edge]] > 0) continue;
      weight[edge] = room(network_.edges[edge].from, now);
      if (any_unlimited[fed_[edge]]) weight[edge] = weight[edge] == infinite ? 1 : 0;
    }
    return weight;
  }

  [[nodiscard]] PerEdge<Number> shares(Number now) const {
    PerEdge<Number> share = usual_weights(now);
    PerInput<Number> all(network_.inputs.size());
    for (const EdgeId edge : network_.edges.ids()) {
      if (scenario_.policy.resourcing) share[edge] *= 0.001L + trust_[edge];
      all[fed_[edge]] += share[edge];
    }
    for (const EdgeId edge : network_.edges.ids())
      share[edge] = all[fed_[edge]] > 0 ? share[edge] / all[fed_[edge]] : 0;
    return share;
  }

  /// What a buyer has seen come of its wishes on each edge, smoothed over a month.
  void learn() {
    const Number pace = std::min<Number>(1, step_);
    for (const EdgeId edge : network_.edges.ids()) {
      const bool any = wish_now_[edge] > 1e-9L * usual_need(fed_[edge]);  // else of rounding alone
      const Number passed = any ? std::min<Number>(1, order_on_[edge] / wish_now_[edge]) : 1;
      trust_[edge] += (fill_[network_.edges[edge].from] * passed - trust_[edge]) * pace;
    }
  }

  [[nodiscard]] Number t_per_t(InputId input, Number now) const {
    return value(Table::inputs, Lever::t_per_t, index_of(input), network_.inputs[input].t_per_t, now);
  }

  [[nodiscard]] Number usual_need(InputId input) const {
    return network_.inputs[input].t_per_t * usual_output_[network_.inputs[input].node] * step_;
  }

  void take_orders(Number now) {
    const auto share = shares(now);
    faced_ = PerNode<Number>(network_.nodes.size());
    PerEdge<Number> wish(network_.edges.size()), need(network_.edges.size());
    for (const NodeId node : network_.nodes.ids())
      faced_[node] = value(Table::nodes, Lever::demand, index_of(node), network_.nodes[node].demand.value, now) * step_;
    demand_ = faced_;
    for (const EdgeId edge : network_.edges.ids()) {
      if (!frozen_.closes_cycle(edge)) continue;
      order_on_[edge] = order_along(edge, wish_before_[edge], need_before_[edge], now);
      faced_[network_.edges[edge].from] += order_on_[edge];
    }
    for (auto node = order_.rbegin(); node != order_.rend(); ++node) {
      for (const InputId input : network_.inputs.ids()) {
        if (network_.inputs[input].node != *node) continue;
        Number position = stock_[input], lead = 0;
        for (const EdgeId edge : network_.edges.ids()) {
          if (fed_[edge] != input) continue;
          position += sum_until(under_way_[edge], infinite);
          lead += share[edge] * lead_steps(edge, now);
        }
        const Number level = network_.inputs[input].stock.value + usual_need(input) * lead;
        const Number order = std::max<Number>(0, t_per_t(input, now) * faced_[*node] + (level - position) * gain_);
        for (const EdgeId edge : network_.edges.ids()) {
          if (fed_[edge] != input) continue;
          wish[edge] = share[edge] * order;
          need[edge] = share[edge] * t_per_t(input, now) * faced_[*node];
          if (frozen_.closes_cycle(edge)) continue;
          order_on_[edge] = order_along(edge, wish[edge], need[edge], now);
          faced_[network_.edges[edge].from] += order_on_[edge];
        }
      }
    }
    wish_before_ = wish;
    need_before_ = need;
  }

  void ship(EdgeId edge, Number now) {
    const Number lead = lead_steps(edge, now);
    under_way_[edge].push_back({served_on_[edge], now + lead, now + lead + 1});
  }

  /// What arrives of an input in this step, taken off the way.
  Number receive(InputId input, Number now) {
    Number arrived = 0;
    arrivals_[index_of(input)].clear();
    for (const EdgeId edge : network_.edges.ids()) {
      if (fed_[edge] != input) continue;
      if (!frozen_.closes_cycle(edge)) ship(edge, now);
      std::vector<Spread> still;
      for (const Spread& spread : under_way_[edge]) {
        const Number here = spread.until(now + 1);
        arrived += here;
        if (here > 0)
          arrivals_[index_of(input)].push_back({here, spread.from - now, std::min<Number>(1, spread.to - now)});
        if (spread.to > now + 1) still.push_back({spread.tonnes - here, std::max(now + 1, spread.from), spread.to});
      }
      under_way_[edge] = std::move(still);
    }
    return arrived;
  }

  [[nodiscard]] Number essential(InputId input, Number now) const {
    return value(Table::inputs, Lever::essential, index_of(input), network_.inputs[input].essential, now);
  }
  [[nodiscard]] Number room(NodeId node, Number now) const {
    return value(Table::nodes, Lever::capacity, index_of(node), network_.nodes[node].capacity.value, now) * step_;
  }

  [[nodiscard]] Number can_make(NodeId node, Number now, Number tonnes) const {
    return pass(Table::nodes, index_of(node), network_.nodes[node].capacity.value, now, tonnes);
  }

  void make_and_serve(NodeId node, Number now) {
    arrivals_.resize(network_.inputs.size());
    const Number gap = network_.nodes[node].stock.value - finished_[node];
    const Number wanted = can_make(node, now, std::max<Number>(0, faced_[node] + gap * gain_));
    Number made = wanted;
    for (const InputId input : network_.inputs.ids()) {
      if (network_.inputs[input].node != node) continue;
      stock_[input] += receive(input, now);
      const Number e = essential(input, now);
      made = std::min(made, (1 - e) * wanted + e * stock_[input] / t_per_t(input, now));
    }
    Number makes = infinite;
    for (const InputId input : network_.inputs.ids()) {
      if (network_.inputs[input].node != node) continue;
      stock_[input] -= std::min(stock_[input], t_per_t(input, now) * made);
      if (essential(input, now) > 0) makes = std::min(makes, stock_[input] / t_per_t(input, now));
    }
    const Number available = finished_[node] + made;
    fill_[node] = faced_[node] > available ? available / faced_[node] : 1;
    finished_[node] = std::max<Number>(0, available - faced_[node]);
    const Number served = serve(node, available, now);
    outcome_.series.back()[index_of(node)] = {demand_[node], served, made,
                                              finished_[node] + (makes < infinite ? makes : 0)};
  }

  [[nodiscard]] Claim claim_of(NodeId customer, Number tonnes, Number usual, Number now) const {
    const Node& node = network_.nodes[customer];
    const auto of_node = [&](Lever lever, Number base) {
      return static_cast<double>(value(Table::nodes, lever, index_of(customer), base, now));
    };
    return {tonnes, usual, of_node(Lever::priority, node.priority), of_node(Lever::minimum_share, node.minimum_share)};
  }

  /// What final demand gets; what edges get is kept.
  Number serve(NodeId node, Number available, Number now) {
    std::vector<Claim> claims{claim_of(node, demand_[node], network_.nodes[node].demand.value, now)};
    std::vector<EdgeId> edges;
    for (const EdgeId id : network_.edges.ids()) {
      const Edge& edge = network_.edges[id];
      if (edge.from != node) continue;
      edges.push_back(id);
      claims.push_back(claim_of(edge.to, order_on_[id], edge.flow.value, now));
    }
    const auto given = share_out(scenario_.policy.rationing, claims, available);
    for (std::size_t i = 0; i < edges.size(); ++i) served_on_[edges[i]] = given[i + 1];
    return given.front();
  }

  // --- shortages --------------------------------------------------------------------------------------------------

  void follow(SlowTarget& target, Number now, Number horizon, Number finished, const PerInput<Number>& stock) {
    const SlowStep& step = outcome_.series.back()[index_of(target.node)];
    const bool met = step.served >= step.demand * (1 - 1e-9L);
    if (met) return;
    if (!target.to_shortage) {
      const Number time = (now + crossing(target.node, now, finished, stock)) * step_;
      if (time >= horizon) return;
      target.to_shortage = time;
    }
    const Number weight = std::clamp<Number>(horizon / step_ - now, 0, 1);
    target.unserved += weight * (step.demand - step.served);
    if (!target.to_half && step.served <= step.demand / 2) target.to_half = std::max(now * step_, *target.to_shortage);
  }

  /// The share of the step after which the node can no longer serve what it faces.
  [[nodiscard]] Number crossing(NodeId node, Number now, Number finished, const PerInput<Number>& stock) const {
    Number first = 1;
    const Number able = can_make(node, now, faced_[node]);
    if (faced_[node] * (1 - 1e-9L) > able) first = std::min(first, finished / (faced_[node] - able));
    for (const InputId input : network_.inputs.ids()) {
      const Number e = essential(input, now), t = t_per_t(input, now);
      if (network_.inputs[input].node != node || e == 0) continue;
      first = std::min(first, runs_out(stock[input] + finished * t / e, t * faced_[node], arrivals_[index_of(input)]));
    }
    if (first < 1) return first;
    const Number made = outcome_.series.back()[index_of(node)].production;
    return faced_[node] > made ? std::min<Number>(1, finished / (faced_[node] - made)) : 1;
  }

  static Number runs_out(Number held, Number eaten, const std::vector<Spread>& arrivals) {
    std::vector<Number> times{0, 1};
    for (const Spread& spread : arrivals)
      for (const Number time : {spread.from, spread.to})
        if (time > 0 && time < 1) times.push_back(time);
    std::sort(times.begin(), times.end());
    const auto level = [&](Number time) { return held + sum_until(arrivals, time) - eaten * time; };
    for (std::size_t i = 1; i < times.size(); ++i) {
      const Number before = level(times[i - 1]) - sum_until(arrivals, 0),
                   after = level(times[i]) - sum_until(arrivals, 0);
      if (after >= -1e-9L * eaten) continue;
      return times[i - 1] +
             (times[i] - times[i - 1]) * std::max<Number>(0, before) / (std::max<Number>(0, before) - after);
    }
    return 1;
  }

  const Network& network_;
  const FrozenNetwork& frozen_;
  const Scenario& scenario_;
  Number step_, gain_;
  std::vector<std::array<std::set<std::size_t>, 5>> selected_ = {};  // [event][table]
  std::vector<NodeId> order_ = {};
  PerEdge<bool> at_least_a_step_ = {};
  PerNode<Number> usual_output_ = {}, finished_ = {}, fill_ = {}, faced_ = {}, demand_ = {};
  PerInput<Number> stock_ = {};
  PerLane<Number> reviewed_by_ = {};  // when the review of all that was filed before this step ends
  PerEdge<InputId> fed_ = {};
  PerEdge<Number> wish_before_ = {}, need_before_ = {}, wish_now_ = {}, order_on_ = {}, served_on_ = {};
  PerEdge<Number> at_once_ = {};                              // granted in this step for this step alone
  PerEdge<Number> asked_ = {};                                // of the supplier, before the edge's capacity
  PerEdge<Number> open_before_ = {}, under_correction_ = {};  // before this step's decisions
  PerEdge<Number> trust_ = {};                                // share of wishes that came true, smoothed
  PerEdge<std::vector<Spread>> under_way_ = {}, applications_ = {};
  PerEdge<std::vector<Spread>> licences_ = {}, refusals_ = {}, corrections_ = {};  // by when they were granted, …
  std::vector<std::vector<Spread>> arrivals_ = {};  // [input], of this step, in shares of it
  SlowOutcome outcome_ = {};
};

}  // namespace

SlowOutcome slow_simulate(const Network& network, const FrozenNetwork& frozen, const Scenario& scenario, Months step,
                          std::size_t steps) {
  return SlowSimulation(network, frozen, scenario, step).run(steps);
}

}  // namespace ytterby::test
