// SPDX-License-Identifier: Apache-2.0
/// @file  The best case of one product by minimum cuts: by hand, against linear programs, and what it refuses.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/random.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/survive/survive.hpp"
#include "ytterby/survive/verify.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

const SurviveOptions by_cut{.rivals = Rivals::ignored, .method = Method::cut, .each = false, .sequence = false};

/// Nodes of one product each by name, joined by edges.
struct Chain {
  Network network = {};

  NodeId node(const char* name, Flow capacity, double stock = 0, double demand = 0) {
    return network.add(Node{
        .name = name, .product = name, .country = "AUS", .capacity = capacity, .stock = {stock}, .demand = {demand}});
  }
  InputId input(NodeId node, const char* product, double stock = 0, double t_per_t = 1) {
    return network.add(Input{.node = node, .product = product, .t_per_t = t_per_t, .stock = {stock}});
  }
  EdgeId edge(NodeId from, NodeId to, Months lead = Months{0}, double flow = 0) {
    return network.add(Edge{.from = from, .to = to, .flow = {flow}, .lead_time = lead});
  }
  [[nodiscard]] BestCase best(const SurviveOptions& options = by_cut) const {
    return survive(freeze(network), {}, options);
  }
};

void check_exact(const BestCase& best, double months) {
  CHECK(best.method == Method::cut);
  CHECK(best.verdict.holds);
  INFO(best.verdict.why);
  CHECK(best.exact);
  CHECK(best.lower.count() == doctest::Approx(months).epsilon(1e-12));
  CHECK(best.upper.count() == doctest::Approx(months).epsilon(1e-12));
}

/// A mine that is 2 months away from a plant with 3 t of ore that needs 2 t a month.
Chain far_mine(double capacity, double flow) {
  Chain chain;
  const auto mine = chain.node("ore", {capacity}), plant = chain.node("metal", unlimited<Flow>, 0, 2);
  chain.input(plant, "ore", 3);
  chain.edge(mine, plant, Months{2}, flow);
  return chain;
}

/// Nodes make one of three goods that are worth 1, 1.7 and 0.6 of one another, and need one of these; edges may run
/// back.
Network random_one_product(Random& random, bool leads) {
  constexpr double worth[] = {1, 1.7, 0.6};
  const auto good = [](std::size_t kind) { return "good " + std::to_string(kind); };
  Network network;
  const std::size_t nodes = 4 + random.below(10);
  std::vector<std::size_t> makes, needs;
  for (std::size_t i = 0; i < nodes; ++i) {
    makes.push_back(i < 3 ? i : random.below(3));
    needs.push_back(random.below(3));
    const bool is_target = i + 2 >= nodes || random.chance(0.1);
    const auto node =
        network.add(Node{.name = "Node " + std::to_string(i),
                         .product = good(makes[i]),
                         .country = "AUS",
                         .capacity = i > 2 && random.chance(0.3) ? unlimited<Flow> : Flow{random.between(0.5, 6)},
                         .stock = {random.chance(0.5) ? random.between(0, 8) : 0},
                         .demand = {is_target ? random.between(0.5, 3) : 0}});
    if (i > 2)
      network.add(Input{.node = node,
                        .product = good(needs[i]),
                        .t_per_t = worth[makes[i]] / worth[needs[i]],
                        .stock = {random.chance(0.5) ? random.between(0, 8) : 0}});
  }
  for (std::size_t to = 3; to < nodes; ++to)
    for (std::size_t from = 0; from < nodes; ++from) {
      if (makes[from] != needs[to] || !(from < 3 || random.chance(from < to ? 0.6 : 0.15))) continue;
      network.add(Edge{.from = id_at<NodeId>(from),
                       .to = id_at<NodeId>(to),
                       .flow = {leads && random.chance(0.7) ? random.between(0, 2) : 0},
                       .capacity = random.chance(0.5) ? unlimited<Flow> : Flow{random.between(0.2, 4)},
                       .lead_time = Months{leads && random.chance(0.7) ? random.between(0, 3) : 0}});
    }
  return network;
}

}  // namespace

TEST_SUITE("by cut") {
  // Both refineries let 1 + 1 t a month through, so the plant's 6 t last 6/(4 − 2) months; the mine's stock is of no
  // use.
  TEST_CASE("two refineries bind before a mine with stock") {
    Chain chain;
    const auto mine = chain.node("ore", {3}, 4);
    const auto one = chain.network.add(Node{.name = "One", .product = "oxide", .country = "AUS", .capacity = {1}});
    const auto two = chain.network.add(Node{.name = "Two", .product = "oxide", .country = "AUS", .capacity = {1}});
    const auto plant = chain.node("metal", {5}, 0, 4);
    chain.input(one, "ore");
    chain.input(two, "ore");
    chain.input(plant, "oxide", 6);
    chain.edge(mine, one);
    chain.edge(mine, two);
    chain.edge(one, plant);
    chain.edge(two, plant);
    const BestCase best = chain.best();
    check_exact(best, 3);
    const auto& output = best.certificate.prices.output.front();
    CHECK(output[mine] == 0);
    CHECK(output[one] == 1);
    CHECK(output[two] == 1);
    CHECK(output[plant] == 1);
    CHECK(best.cut.stock.value == 6);
    CHECK(best.cut.inflow.value == doctest::Approx(2));
  }

  // 2 t of ore make 1 t: the mine gives 1/2 and the stock 3 t of metal, so 3/(2 − 1/2) months; a tonne of ore is worth
  // half of one of metal.
  TEST_CASE("stock in the middle counts at the yield of what follows") {
    Chain chain;
    const auto mine = chain.node("ore", {1});
    const auto refinery = chain.node("oxide", unlimited<Flow>), plant = chain.node("metal", unlimited<Flow>, 0, 2);
    const auto ore = chain.input(refinery, "ore", 6, 2);
    chain.input(plant, "oxide");
    chain.edge(mine, refinery);
    chain.edge(refinery, plant);
    const BestCase best = chain.best();
    check_exact(best, 2);
    CHECK(best.certificate.prices.input.front()[ore] == 0.5);
    CHECK(best.certificate.prices.output.front()[mine] == 0.5);
  }

  TEST_CASE("a mine that keeps up lasts for ever and one that does not and has no stock ends at once") {
    const auto with = [](double capacity) {
      Chain chain;
      const auto mine = chain.node("ore", {capacity}), plant = chain.node("metal", {2}, 0, 2);
      chain.input(plant, "ore");
      chain.edge(mine, plant);
      return chain.best();
    };
    const BestCase enough = with(2), too_little = with(1.5);
    CHECK(enough.lasting == Lasting::for_ever);
    CHECK(enough.verdict.holds);
    CHECK(enough.method == Method::cut);
    CHECK(std::isinf(enough.lower.count()));
    CHECK(too_little.lasting == Lasting::at_once);
    CHECK(too_little.verdict.holds);
    CHECK(too_little.upper.count() == 0);
  }

  // 2·T = 3 + min(2, T) under way + (T − 2)⁺ made since: 3 months.
  TEST_CASE("goods under way arrive until those made since do") { check_exact(far_mine(1, 1).best(), 3); }

  // Nothing under way: 2·T = 3 + (T − 2)⁺ at 1.5 months. A mine of 10 t would do again from 2·T = 3 + 10·(T − 2), but
  // that is too late.
  TEST_CASE("an end is not jumped over because a later one could be reached") {
    check_exact(far_mine(1, 0).best(), 1.5);
    check_exact(far_mine(10, 0).best(), 1.5);
  }

  // The mine's 2 t last One 2 months; Two has 4 t itself, and gets nothing after One has had the mine's.
  TEST_CASE("a target given up has had what it needed until then") {
    Chain chain;
    const auto mine = chain.node("ore", {0}, 2);
    const auto one = chain.node("one", unlimited<Flow>, 0, 1), two = chain.node("two", unlimited<Flow>, 4, 1);
    chain.input(one, "ore");
    chain.input(two, "ore");
    chain.edge(mine, one);
    chain.edge(mine, two);
    SurviveOptions options = by_cut;
    options.sequence = options.each = true;
    const BestCase best = chain.best(options);
    check_exact(best, 2);
    REQUIRE(best.sequence.size() == 2);
    CHECK(best.sequence[0].node == one);
    CHECK(best.sequence[0].months->count() == doctest::Approx(2));
    CHECK(best.sequence[1].node == two);
    CHECK(best.sequence[1].months->count() == doctest::Approx(4));
    REQUIRE(best.each.size() == 2);
    CHECK(best.each[1].months->count() == doctest::Approx(6));
  }

  TEST_CASE("an office over one edge is its capacity and a licence has the price") {
    Chain chain;
    const auto mine = chain.node("ore", {9}), plant = chain.node("metal", unlimited<Flow>, 0, 4);
    chain.input(plant, "ore", 6);
    const auto office = chain.network.add(Office{.name = "Office", .licences_per_month = {1}});
    const auto lane = chain.network.add(Lane{.name = "Lane", .office = office, .t_per_licence = {2}});
    chain.network.add(Edge{.from = mine, .to = plant, .lane = lane});
    const BestCase best = chain.best();
    check_exact(best, 3);  // 6/(4 − 1·2)
    REQUIRE(best.certificate.prices.licence.size() == 1);
    CHECK(best.certificate.prices.licence.front()[office] == 2);
  }

  TEST_CASE("a cut is chosen where it fits and its flow is a plan") {
    SurviveOptions options = by_cut;
    options.method = Method::automatic;
    check_exact(far_mine(1, 1).best(options), 3);
    Chain both = far_mine(1, 1);
    both.input(id_at<NodeId>(1), "acid", 1);
    const auto acid = both.node("acid", {1});
    both.edge(acid, id_at<NodeId>(1));
    if (linear_solver_available()) CHECK(both.best(options).method == Method::lp);
  }

  TEST_CASE("a search by cut stops when it is asked to") {
    struct Always {
      static bool stop_requested() { return true; }
    };
    SurviveOptions options = by_cut;
    options.control.stop = Always{};
    CHECK_THROWS_AS(static_cast<void>(far_mine(1, 1).best(options)), Cancelled);
  }

  TEST_CASE("what a cut cannot follow is refused with the reason") {
    const auto refused = [](const Chain& chain, const std::string& why, SurviveOptions options = by_cut) {
      const std::string message =
          "method: cut: " + why + ", expected one product, without shares, offices and events that a cut cannot follow";
      CHECK_THROWS_WITH_AS(static_cast<void>(chain.best(options)), message.c_str(), InvalidOptions);
    };
    Chain both;
    const auto ore = both.node("ore", {1}), acid = both.node("acid", {1}), plant = both.node("metal", {1}, 1, 1);
    both.input(plant, "ore");
    const auto second = both.input(plant, "acid");
    both.edge(ore, plant);
    both.edge(acid, plant);
    refused(both, "'metal' needs both 'ore' and 'acid'");
    both.network.inputs[second].essential = 0.5;
    refused(both, "'metal' needs 'acid' in part, with essential 0.5");

    SurviveOptions sharing = by_cut;
    sharing.rivals = Rivals::share;
    Chain shared = far_mine(1, 1);
    const auto other = shared.node("alloy", {1}, 1, 1);
    shared.input(other, "ore");
    shared.edge(id_at<NodeId>(0), other, Months{1}, 3);
    refused(shared, "the share of 'metal' in what 'ore' makes can bind", sharing);
  }

  // A tonne of ore makes 1/2 t at One and 1/3 t at Two. In ore: 2 + 3 t in stock, 1 t from the mine, and 2 + 3 wanted a
  // month, so 5/(5 − 1) months. If both then make the same, ore has no one worth.
  TEST_CASE("yields may differ between targets but not between ways to one") {
    Chain ways;
    const auto mine = ways.node("ore", {1});
    const auto add = [&](const char* name, double t_per_t) {
      const auto node = ways.network.add(
          Node{.name = name, .product = "oxide", .country = "AUS", .capacity = {1}, .stock = {1}, .demand = {1}});
      ways.input(node, "ore", 0, t_per_t);
      ways.edge(mine, node);
      return node;
    };
    const auto one = add("One", 2), two = add("Two", 3);
    check_exact(ways.best(), 1.25);
    const auto late = ways.node("late", {1}, 1, 1);
    ways.input(late, "oxide");
    ways.edge(one, late);
    ways.edge(two, late);
    CHECK_THROWS_WITH_AS(static_cast<void>(ways.best()),
                         "method: cut: a tonne of 'ore' makes 1.5 times as much on one way to a target as on another, "
                         "expected one product, without shares, offices and events that a cut cannot follow",
                         InvalidOptions);
  }

  TEST_CASE("cuts and linear programs say the same of random networks and both hold") {
    if (!linear_solver_available()) return;
    std::size_t limited = 0, exact = 0, open = 0;
    for (std::uint64_t seed = 0; seed < seeds(150); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const Network network = random_one_product(random, seed % 2 == 1);
      const Chain chain{network};
      SurviveOptions options = by_cut;
      options.each = options.sequence = seed % 5 == 0;
      const BestCase cut = chain.best(options);
      options.method = Method::lp;
      const BestCase lp = chain.best(options);
      // Without a plan for ever nor prices against it there is nothing to prove.
      const bool is_open = std::isinf(cut.upper.count()) && !std::isinf(cut.lower.count());
      if (!is_open) CHECK_MESSAGE(cut.verdict.holds, cut.verdict.why);
      limited += cut.lasting == Lasting::limited;
      exact += cut.exact;
      open += is_open;
      const double found = cut.upper.count(), expected = lp.upper.count();
      // With lead times linear programs also look at prices that fall in steps.
      if (cut.lower == cut.upper || lp.lower == lp.upper) {
        CHECK((found == expected || found == doctest::Approx(expected).epsilon(1e-9)));
      } else {
        CHECK(found >= expected * (1 - 1e-9));
      }
      if (seed % 2 == 0) CHECK(cut.exact);
    }
    CHECK(limited > seeds(150) / 4);
    CHECK(exact > seeds(150) * 3 / 4);
    CHECK(open < seeds(150) / 10);
  }
}
