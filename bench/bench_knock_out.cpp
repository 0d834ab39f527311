// SPDX-License-Identifier: Apache-2.0
/// @file  What do knock-outs of all single nodes cost, simulated and at best, and what single points of failure?
///
/// Beside it, in the same run: each knock-out by itself, simulated from a workspace that is ready, and by a linear
/// program of the whole network from scratch, on a sample of nodes; the time for all is the sample's, times their
/// number. The sample's answers are compared, to the bit and to 2e-6, before anything is said of time. Dominators
/// beside Boost's, which know nothing of inputs that are needed together. CPU times of one thread.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dominator_tree.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "command.hpp"
#include "cpu_time.hpp"
#include "generate.hpp"
#include "layered_bill.hpp"
#include "survive/linear_solver.hpp"
#include "whole_program.hpp"
#include "ytterby/knock_out/dominators.hpp"
#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::bench {

namespace {

constexpr double wanted_times = 20;

struct Buffers {
  const char* words;
  double capacity, stock, recycling;
  std::size_t candidates;  ///< of 10 000; few where each is slow
};

Network buffered(const Buffers& buffers, std::size_t edges) {
  Network network = generate({.edges = edges, .recycling = buffers.recycling});
  for (Node& node : network.nodes) {
    node.capacity.value *= buffers.capacity;
    node.stock.value *= buffers.stock;
  }
  for (Input& input : network.inputs) input.stock.value *= buffers.stock;
  return network;
}

/// Simulates a sample of a ranking's entries one by one; seconds for one, or less than 0 where an answer differs.
double simulate_sample(const FrozenNetwork& network, const Ranking& ranking, std::size_t sample) {
  const Prepared prepared(network, {});
  static_cast<void>(simulate(prepared));
  double seconds = 0;
  for (std::size_t s = 0; s < sample; ++s) {
    const KnockOut& entry = ranking.entries[s * ranking.entries.size() / sample];
    const Scenario scenario{.events = {knock_out_event(network, KnockOutBy::node, entry.what)}};
    const double start = cpu_seconds();
    const TotalOutcome total = simulate(prepared, scenario).total;
    seconds += cpu_seconds() - start;
    if (total.to_shortage != entry.months_to_shortage || total.unserved != entry.unserved) return -1;
  }
  return seconds / static_cast<double>(sample);
}

bool time_simulated(const Command& command) {
  constexpr std::size_t all = 10'000;
  const std::vector<Buffers> kinds{{"stocks doubled, capacities half as much again", 1.5, 2, 0, all},
                                   {"as generated: stocks of 1.7 months, up to 60 % room", 1, 1, 0, all},
                                   {"a tenth of the stocks", 1, 0.1, 0, all},
                                   {"no stocks", 1, 0, 0, 400},
                                   {"as generated, 1 % recycling", 1, 1, 0.01, 400}};
  std::printf("%-52s %9s %9s %12s %12s %7s\n", "simulated, 24 months by weeks", "knock-outs", "followed", "ms each",
              "one by one", "times");
  bool right = true;
  for (const Buffers& kind : kinds) {
    const auto network = freeze(buffered(kind, command.quick ? 1000 : 8 * all));
    const std::size_t count = std::min(network.nodes().size(), kind.candidates);
    KnockOutOptions options;
    options.candidates.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      options.candidates.emplace_back(network.name(id_at<NodeId>(i * network.nodes().size() / count)));
    const double start = cpu_seconds();
    const Ranking ranking = knock_out(network, {}, options);
    const double each = (cpu_seconds() - start) / static_cast<double>(count);
    const double alone = simulate_sample(network, ranking, command.quick ? 5 : 30);
    right = right && alone >= 0;
    if (alone < 0) {
      std::printf("%-52s wrong answer: not timed\n", kind.words);
      continue;
    }
    std::printf("%-52s %9zu %9zu %12.3f %12.3f %7.1f\n", kind.words, count, ranking.followed, 1e3 * each, 1e3 * alone,
                alone / each);
  }
  return right;
}

/// A bill as a network: what many make has one name, and flows are what demand takes, shared evenly.
Network network_of(const BillOfMaterials& bill) {
  const BillIndex index(bill);
  std::vector<std::uint32_t> product(bill.nodes());  // the first of its makers
  for (std::uint32_t node = 0; node < bill.nodes(); ++node) product[node] = node;
  for (std::uint32_t input = 0; input < bill.inputs(); ++input)
    for (const std::uint32_t edge : index.edges_into[input])
      product[bill.edge_from[edge]] = bill.edge_from[index.edges_into[input].front()];
  Network network;
  for (std::uint32_t node = 0; node < bill.nodes(); ++node)
    network.add(Node{.name = "n" + std::to_string(node),
                     .product = "p" + std::to_string(product[node]),
                     .capacity = {bill.capacity[node]},
                     .stock = {bill.stock[node]},
                     .demand = {bill.demand[node]}});
  std::vector<double> flow(bill.edges()), output = bill.demand;
  for (std::uint32_t node = static_cast<std::uint32_t>(bill.nodes()); node-- > 0;)  // customers have higher numbers
    for (const std::uint32_t input : index.inputs_of[node]) {
      const auto edges = index.edges_into[input];
      for (const std::uint32_t edge : edges) {
        flow[edge] = bill.per_output[input] * output[node] / static_cast<double>(edges.size());
        output[bill.edge_from[edge]] += flow[edge];
      }
    }
  for (std::uint32_t input = 0; input < bill.inputs(); ++input)
    network.add(Input{.node = id_at<NodeId>(bill.input_node[input]),
                      .product = "p" + std::to_string(product[bill.edge_from[index.edges_into[input].front()]]),
                      .t_per_t = bill.per_output[input],
                      .stock = {bill.input_stock[input]}});
  for (std::uint32_t edge = 0; edge < bill.edges(); ++edge)
    network.add(Edge{.from = id_at<NodeId>(bill.edge_from[edge]),
                     .to = id_at<NodeId>(bill.input_node[bill.edge_input[edge]]),
                     .flow = {flow[edge]},
                     .capacity = {bill.edge_capacity[edge]}});
  return network;
}

bool time_layered(const Command& command) {
  const BillOfMaterials bill =
      layered_bill(command.quick ? LayeredBill{.nodes = 340, .edges = 400} : LayeredBill{10'000, 12'000});
  const auto network = freeze(network_of(bill));
  double start = cpu_seconds();
  const Ranking ranking = knock_out(network, {}, {.final_users = true});
  const double each = (cpu_seconds() - start) / static_cast<double>(ranking.entries.size());
  const double alone = simulate_sample(network, ranking, command.quick ? 5 : 30);
  std::printf("\n%zu nodes in four layers, %zu edges, no lead times, a third without stock, a third of edges limited\n",
              bill.nodes(), bill.edges());
  if (alone < 0) {
    std::printf("wrong answer: not timed\n");
    return false;
  }
  std::printf("%-52s %9zu %9zu %12.3f %12.3f %7.1f\n", "simulated", ranking.entries.size(), ranking.followed,
              1e3 * each, 1e3 * alone, alone / each);
  if (!linear_solver_available()) return true;

  start = cpu_seconds();
  const Ranking best = knock_out(network, {}, {.final_users = true, .with_best_case = true});
  const double best_each = (cpu_seconds() - start) / static_cast<double>(bill.nodes()) - each;
  double plain = 0;
  bool right = true;
  const std::size_t sample = command.quick ? 5 : 20;
  for (std::size_t s = 0; s < sample; ++s) {
    const KnockOut& entry = best.entries[s * best.entries.size() / sample];
    const double begin = cpu_seconds();
    LinearSolver solver;
    solver.load(whole_program(bill, index_of(entry.nodes.front()), 0));
    const LinearSolution solution = solver.solve();
    plain += cpu_seconds() - begin;
    const bool at_once = solution.status == LinearStatus::infeasible;
    right = right && at_once == (entry.best->lasting == Lasting::at_once);
    const double burn = entry.best->months ? 1 / entry.best->months->count() : 0;
    if (!at_once && std::abs(burn - solution.objective) > 2e-6 * burn + 1e-9) right = false;
  }
  plain /= static_cast<double>(sample);
  if (!right) {
    std::printf("wrong answer at best: not timed\n");
    return false;
  }
  std::printf("%-52s %9zu %9s %12.3f %12.3f %7.1f\n", "at best", bill.nodes(), "", 1e3 * best_each, 1e3 * plain,
              plain / best_each);
  return true;
}

/// A network in which each node has one input, of one to three suppliers; a tenth of the edges run back.
Network single_inputs(std::size_t nodes) {
  RandomStream random{Seed{5}, 0};
  Network network;
  for (std::size_t i = 0; i < nodes; ++i)
    network.add(Node{.name = "n" + std::to_string(i), .product = "p", .demand = {1}});
  for (std::size_t i = 1; i < nodes; ++i) {
    network.add(Input{.node = id_at<NodeId>(i), .product = "p"});
    const auto supplier = [&](std::size_t of) { return random.below(static_cast<std::uint32_t>(of)); };
    std::vector<std::size_t> suppliers{supplier(i)};
    for (int more = 0; more < 2; ++more)
      if (random.uniform() < 0.5) suppliers.push_back(supplier(random.uniform() < 0.1 ? nodes : i));
    std::sort(suppliers.begin(), suppliers.end());
    suppliers.erase(std::unique(suppliers.begin(), suppliers.end()), suppliers.end());
    for (const std::size_t from : suppliers)
      network.add(Edge{.from = id_at<NodeId>(from), .to = id_at<NodeId>(i), .flow = {1}});
  }
  return network;
}

bool time_dominators(const Command& command) {
  const auto network = freeze(single_inputs(command.quick ? 1000 : 100'000));
  const std::vector<NodeId> targets(network.nodes().begin(), network.nodes().end());
  double start = cpu_seconds();
  const auto points = single_points_of_failure(network, targets);
  const double own = cpu_seconds() - start;

  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
  Graph graph(targets.size());
  for (const EdgeId edge : network.edges())
    boost::add_edge(index_of(network.from(edge)), index_of(network.to(edge)), graph);
  std::vector<std::size_t> above(targets.size(), targets.size());
  start = cpu_seconds();
  boost::lengauer_tarjan_dominator_tree(
      graph, 0, boost::make_iterator_property_map(above.begin(), boost::get(boost::vertex_index, graph)));
  const double boosts = cpu_seconds() - start;
  for (std::size_t node = 0; node < targets.size(); ++node) {
    std::vector<NodeId> expected;
    for (std::size_t at = node; at < targets.size(); at = above[at]) expected.push_back(id_at<NodeId>(at));
    std::sort(expected.begin(), expected.end());
    if (points[node].nodes == expected) continue;
    std::printf("\nsingle points of failure: wrong answer, not timed\n");
    return false;
  }
  std::printf("\nsingle points of failure of every node, one input each, cycles: %zu nodes, %zu edges\n",
              targets.size(), network.edges().size());
  std::printf("%-52s %12.1f ns an edge\n%-52s %12.1f\n", "sets of all nodes",
              1e9 * own / static_cast<double>(network.edges().size()), "Boost's Lengauer-Tarjan, the tree alone",
              1e9 * boosts / static_cast<double>(network.edges().size()));
  return true;
}

int run(const Command& command) {
  print_circumstances(command.line);
  const bool right = time_simulated(command);
  const bool layered_right = time_layered(command);
  std::printf("wanted    %g times as fast as one by one\n", wanted_times);
  const bool dominators_right = time_dominators(command);
  return right && layered_right && dominators_right ? 0 : 1;
}

}  // namespace

}  // namespace ytterby::bench

int main(int argc, char** argv) {
  const auto command = ytterby::bench::take_command(argc, argv);
  return command ? ytterby::bench::run(*command) : 2;
}
