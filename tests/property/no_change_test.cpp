// SPDX-License-Identifier: Apache-2.0
/// @file  What must change no bit: events that change nothing, a second run, other threads.
#include <doctest/doctest.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "support/all_series.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

Event event_on(Random& random, Selection on) {
  Event event{.at = Months{random.between(0, 10)}, .on = std::move(on)};
  if (random.chance(0.5)) event.until = std::get<Months>(event.at) + Months{random.between(0, 6)};
  return event;
}

Selection edge_selection(const Network& network, const Edge& edge) {
  Selection on;
  on.from = NodeFilter{.node = {network.nodes[edge.from].name}};
  on.to = NodeFilter{.node = {network.nodes[edge.to].name}};
  return on;
}

/// Sets to what is, and scales by one.
std::vector<Event> idle_events(Random& random, const Network& network) {
  std::vector<Event> events;
  const auto add = [&](Selection on, Lever lever, double value) {
    Event event = event_on(random, std::move(on));
    if (random.chance(0.3)) event.ramp_in = event.ramp_out = Months{random.between(0, 2)};
    if (random.chance(0.5) && value < unlimited<Flow>.value) {
      event.set = {{lever, value}};
    } else {
      event.scale = {{lever, 1}};
    }
    events.push_back(event);
  };
  for (int i = 0; i < 3; ++i) {
    const Node& node = network.nodes[id_at<NodeId>(random.below(network.nodes.size()))];
    add({.nodes = {.node = {node.name}}}, Lever::capacity, node.capacity.value);
    add({.nodes = {.node = {node.name}}}, Lever::demand, node.demand.value);
    add({.nodes = {.node = {node.name}}}, Lever::output_value, node.output_value.value);
    add({.nodes = {.node = {node.name}}}, Lever::priority, node.priority);
    add({.nodes = {.node = {node.name}}}, Lever::minimum_share, node.minimum_share);
    const Input& input = network.inputs[id_at<InputId>(random.below(network.inputs.size()))];
    const Selection inputs{.nodes = {.node = {network.nodes[input.node].name}}, .input = {input.product}};
    add(inputs, Lever::t_per_t, input.t_per_t);
    add(inputs, Lever::essential, input.essential);
    const Edge& edge = network.edges[id_at<EdgeId>(random.below(network.edges.size()))];
    add(edge_selection(network, edge), Lever::capacity, edge.capacity.value);
    add(edge_selection(network, edge), Lever::flow, edge.flow.value);
    add(edge_selection(network, edge), Lever::lead_time, edge.lead_time.count());
  }
  return events;
}

}  // namespace

TEST_CASE("events that change nothing change no bit") {
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network = random_network(random, {.ranks = true});
    const auto frozen = freeze(network);
    Scenario plain = random_scenario(random, network, {.ranks = true});
    plain.policy = policy;
    Scenario idle{.name = "Idle", .horizon = plain.horizon, .policy = policy};
    idle.events = idle_events(random, network);
    const auto options = with_all_series(frozen);
    auto without = simulate(frozen, {.horizon = plain.horizon, .policy = policy}, options),
         with = simulate(frozen, idle, options);
    with.notes = without.notes = {};
    CHECK(with == without);

    // Beside events that do something, if they don't share a lever of a row: at one instant a set overrules others.
    Scenario scaled = plain;
    std::erase_if(scaled.events, [](const Event& event) { return event.scale.empty(); });
    Scenario both = scaled;
    for (Event event : idle.events) {
      if (event.scale.empty() || event.scale.front().value != 1) continue;
      both.events.push_back(event);
    }
    without = simulate(frozen, scaled, options);
    with = simulate(frozen, both, options);
    with.notes = without.notes = {};
    CHECK(with.targets == without.targets);
    CHECK(with.series == without.series);
  });
}

TEST_CASE("a second run and a run on another thread are the same to the bit") {
  for_all_policies(20, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network = random_network(random, {.licences = Licences::reviewed, .ranks = true});
    Scenario one = random_scenario(random, network), two = random_scenario(random, network);
    one.policy = two.policy = policy;
    const auto frozen = freeze(network);
    const auto options = with_all_series(frozen);
    const auto first = simulate(frozen, one, options), second = simulate(frozen, two, options);
    CHECK(simulate(frozen, one, options) == first);
    Outcome there, here;
    std::thread other([&] { there = simulate(frozen, one, options); });
    here = simulate(frozen, two, options);
    other.join();
    CHECK(there == first);
    CHECK(here == second);
  });
}
