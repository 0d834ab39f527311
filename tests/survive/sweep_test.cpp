// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of single nodes: by hand, and beside a linear program of the whole network for each.
#include "survive/sweep.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "bench/layered_bill.hpp"
#include "support/random.hpp"
#include "survive/linear_solver.hpp"
#include "survive/outage_proof.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

constexpr double none = std::numeric_limits<double>::infinity();

std::uint32_t add_node(BillOfMaterials& bill, double capacity, double stock, double demand = 0, double price = 0) {
  bill.capacity.push_back(capacity);
  bill.stock.push_back(stock);
  bill.demand.push_back(demand);
  bill.price.push_back(price);
  return static_cast<std::uint32_t>(bill.nodes() - 1);
}

std::uint32_t add_input(BillOfMaterials& bill, std::uint32_t node, double per_output, double stock,
                        const std::vector<std::uint32_t>& suppliers) {
  bill.input_node.push_back(node);
  bill.per_output.push_back(per_output);
  bill.input_stock.push_back(stock);
  const auto input = static_cast<std::uint32_t>(bill.inputs() - 1);
  for (const std::uint32_t supplier : suppliers) {
    bill.edge_from.push_back(supplier);
    bill.edge_input.push_back(input);
    bill.edge_capacity.push_back(none);
  }
  return input;
}

/// Raw 0 → part 1 (1 t a tonne) → end product 2 (2 t a tonne), which is demanded at 10 t a month and 4 dollars a tonne.
BillOfMaterials cascade() {
  BillOfMaterials bill;
  const auto raw = add_node(bill, 25, 7), part = add_node(bill, 30, 40), end = add_node(bill, 20, 5, 10, 4);
  add_input(bill, part, 1, 50, {raw});
  add_input(bill, end, 2, 30, {part});
  return bill;
}

std::vector<std::uint32_t> all_nodes(const BillOfMaterials& bill) {
  std::vector<std::uint32_t> nodes(bill.nodes());
  std::iota(nodes.begin(), nodes.end(), 0U);
  return nodes;
}

/// The whole network at once, in tonnes and tonnes a month, with nothing shared with the sweeps but the solver.
/// @param months  0: the least burn rate; else the least loss.
LinearSolution cold(const BillOfMaterials& bill, std::size_t out, double months) {
  LinearProgram program;
  for (std::size_t n = 0; n < bill.nodes(); ++n) program.add_column(0, n == out ? 0 : bill.capacity[n], 0);
  for (std::size_t e = 0; e < bill.edges(); ++e) program.add_column(0, bill.edge_capacity[e], 0);
  const double burn = months > 0 ? 1 / months : 0;
  for (std::size_t n = 0; n < bill.nodes(); ++n) {
    program.add_row(bill.demand[n] - burn * bill.stock[n], none);
    program.add_entry(n, n, 1);
  }
  for (std::size_t a = 0; a < bill.inputs(); ++a) {
    const auto row = program.add_row(-burn * bill.input_stock[a], none);
    program.add_entry(row, bill.input_node[a], -bill.per_output[a]);
  }
  for (std::size_t e = 0; e < bill.edges(); ++e) {
    program.add_entry(bill.edge_from[e], bill.nodes() + e, -1);
    program.add_entry(bill.nodes() + bill.edge_input[e], bill.nodes() + e, 1);
  }
  if (months > 0) {
    for (std::size_t n = 0; n < bill.nodes(); ++n)
      program.add_entry(n, program.add_column(0, bill.demand[n], bill.price[n] * months), 1);
  } else {
    const auto column = program.add_column(0, none, 1);
    for (std::size_t n = 0; n < bill.nodes(); ++n) program.add_entry(n, column, bill.stock[n]);
    for (std::size_t a = 0; a < bill.inputs(); ++a) program.add_entry(bill.nodes() + a, column, bill.input_stock[a]);
  }
  LinearSolver solver;
  solver.load(program);
  return solver.solve();
}

/// With cycles, unlimited and closed nodes and edges, empty stocks; demand that cannot be met for long, or at all.
BillOfMaterials random_bill(std::uint64_t seed) {
  Random random(seed);
  BillOfMaterials bill;
  const std::size_t nodes = 2 + random.below(12);
  const bool plenty = random.chance(0.5);
  const auto stock = [&](double most) { return random.chance(0.3) ? 0 : random.between(0, most); };
  for (std::size_t n = 0; n < nodes; ++n) {
    const double kind = random.uniform();
    const bool target = n + 1 == nodes || random.chance(0.2);
    add_node(bill,
             kind < 0.1    ? none
             : kind < 0.15 ? 0
                           : random.between(1, plenty ? 100 : 20),
             stock(30), target ? random.between(0.5, 8) : 0, target ? random.between(1, 9) : 0);
  }
  for (std::uint32_t n = 0; n < nodes; ++n) {
    const std::size_t inputs = n < nodes / 3 ? 0 : random.below(3);
    for (std::size_t a = 0; a < inputs; ++a) {
      std::vector<std::uint32_t> suppliers;
      for (std::uint32_t s = 0; s < nodes; ++s)
        if (random.chance(s < n ? 0.3 : s > n ? 0.05 : 0)) suppliers.push_back(s);
      const double per_output = random.between(0.3, 2);
      add_input(bill, n, per_output, stock(30), suppliers);
    }
  }
  for (double& capacity : bill.edge_capacity)
    if (random.chance(0.3)) capacity = random.chance(0.1) ? 0 : random.between(1, 20);
  return bill;
}

}  // namespace

TEST_CASE("a bill of materials that makes no sense is refused") {
  const auto refused = [](const char* message, auto&& spoil) {
    BillOfMaterials bill = cascade();
    spoil(bill);
    CHECK_THROWS_WITH_AS(require_sound(bill), message, Error);
  };
  require_sound(cascade());
  refused("bill of materials, stock[1]: found -1, expected 0 or more", [](auto& bill) { bill.stock[1] = -1; });
  refused("bill of materials, demand[2]: found inf, expected 0 or more", [](auto& bill) { bill.demand[2] = none; });
  refused("bill of materials, capacity[0]: found nan, expected 0 or more",
          [](auto& bill) { bill.capacity[0] = std::nan(""); });
  refused("bill of materials, per_output[0]: found 0, expected more than 0",
          [](auto& bill) { bill.per_output[0] = 0; });
  refused("bill of materials, edge_from[1]: found 3, expected less than 3", [](auto& bill) { bill.edge_from[1] = 3; });
  refused("bill of materials, price: found 2 values, expected 3", [](auto& bill) { bill.price.pop_back(); });
}

TEST_CASE("a plan and prices for a stopped part maker say the same by hand") {
  // The part maker's 40 t and the 30 t beside the line make 35 t of end product; with 5 t in stock, 10 t a month last 4
  // months. Prices: a tonne of end product 1, of part 1/2; stocks are worth 5 + 30/2 + 40/2 = 40, demand 10 a month.
  const auto bill = cascade();
  const BillIndex index(bill);
  const std::vector<std::uint32_t> stopped{1};
  const Outage part{.nodes = stopped};
  const BillPlan plan{.output = {0, 0, 8.75}, .shipment = {0, 10}};
  CHECK(burn_rate(bill, index, plan, part) == doctest::Approx(0.25).epsilon(1e-12));
  const BillPrices prices{.output = {0, 0.5, 1}, .input = {0, 0.5}};
  CHECK(burn_rate_bound(bill, index, prices, part) == doctest::Approx(0.25).epsilon(1e-12));

  // Half as much shipped: 17.5 t a month are taken from 30 t and 5 t a month.
  CHECK(burn_rate(bill, index, {.output = {0, 0, 8.75}, .shipment = {0, 5}}, part) ==
        doctest::Approx(12.5 / 30).epsilon(1e-12));
  // Parts cheaper than what they make: 20 t a month at 1 − 2·0.4 are earned, 6 = 10 − 4 are left to 5 + 12 + 16.
  CHECK(burn_rate_bound(bill, index, {.output = {0, 0.4, 1}, .input = {0, 0.4}}, part) ==
        doctest::Approx(6.0 / 33).epsilon(1e-12));
  // Dearer in stock than at the maker's, on an edge without limit: comes down to 0.1, and 20·0.8 are earned.
  CHECK(burn_rate_bound(bill, index, {.output = {0, 0.1, 1}, .input = {0, 0.5}}, part) == 0);
  // What a stopped node is said to make does not count.
  CHECK(burn_rate(bill, index, {.output = {20, 20, 10}, .shipment = {20, 20}}, part) ==
        doctest::Approx(0.5).epsilon(1e-12));

  // Six months: 60 t, of which 40 can be made or are there; 20 t at 4 dollars are lost. Prices in dollars a tonne:
  // 6·(4·10) − 4·5 − 2·30 − 2·40 = 80.
  const BillPlan spent{.output = {0, 0, 35.0 / 6}, .shipment = {0, 40.0 / 6}};
  CHECK(dollars_lost(bill, index, spent, 6, part) == doctest::Approx(80).epsilon(1e-12));
  CHECK(dollars_lost_bound(bill, index, {.output = {0, 2, 4}, .input = {0, 2}}, 6, part) ==
        doctest::Approx(80).epsilon(1e-12));
  // At a price above 4 demand is bought off: 6·(5·10 − 10·1) − 25 − 75 − 100 = 40.
  CHECK(dollars_lost_bound(bill, index, {.output = {0, 2.5, 5}, .input = {0, 2.5}}, 6, part) ==
        doctest::Approx(40).epsilon(1e-12));
  CHECK(dollars_lost(bill, index, {.output = {0, 0, 8}, .shipment = {0, 0}}, 6, part) == none);
}

TEST_CASE("without a solver a sweep is refused") {
  if (linear_solver_available()) return;
  CHECK_THROWS_WITH_AS(static_cast<void>(sweep_survival(cascade(), {})),
                       "linear program of 5 rows and 6 columns: built without CLP", Error);
}

TEST_SUITE("with a solver" * doctest::skip(!linear_solver_available())) {
  TEST_CASE("a cascade outlasts each outage by its stocks downstream") {
    // Raw: 20T − 10 t of parts are taken for 10T − 5 t, 30 of them are beside the line and 40 at the maker's; the other
    // 20T − 80 take as much raw, of which 50 + 7 t are there: T = 137/20. Part: 4 months, as above. End: 5 t last T =
    // 1/2.
    const auto sweep = sweep_survival(cascade(), all_nodes(cascade()));
    CHECK(sweep.undisturbed.survival == Survival::for_ever);
    CHECK(sweep.undisturbed.months == none);
    const double expected[] = {137.0 / 20, 4, 0.5};
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(i);
      CHECK(sweep.outages[i].node == i);
      CHECK(sweep.outages[i].survival == Survival::for_a_time);
      CHECK(sweep.outages[i].months == doctest::Approx(expected[i]).epsilon(1e-9));
      CHECK(sweep.outages[i].upper_months == doctest::Approx(expected[i]).epsilon(1e-9));
      CHECK(sweep.outages[i].is_proven);
    }
  }

  TEST_CASE("a cascade loses what its stocks do not last for") {
    // In 6 months: raw lasts; part 80 dollars, as above; end 60 − 5 t at 4 dollars, 220. Raw out for 10 months: 200 t
    // of parts less 137 are missing, 31.5 t of end product, 126 dollars.
    const std::uint32_t nodes[] = {0, 1, 2, 0};
    const double months[] = {6, 6, 6, 10};
    const auto sweep = sweep_loss(cascade(), nodes, months);
    const double expected[] = {0, 80, 220, 126};
    for (std::size_t i = 0; i < 4; ++i) {
      CAPTURE(i);
      CHECK(sweep.outages[i].months == months[i]);
      CHECK(sweep.outages[i].dollars == doctest::Approx(expected[i]).epsilon(1e-9));
      CHECK(sweep.outages[i].least_dollars == doctest::Approx(expected[i]).epsilon(1e-9));
      CHECK(sweep.outages[i].risk_exposure == doctest::Approx(expected[i] / 220).epsilon(1e-9));
      CHECK(sweep.outages[i].is_proven);
    }
  }

  TEST_CASE("whoever could also supply does so up to his capacity, and to that of his own suppliers") {
    // A plant takes 10 t a month from 0 or 1, 8 t are in stock. 0 out: 1 makes 6 a month, 0 has 3 t left: 10T = 6T
    // + 11. 1 out: 0 makes 7 a month: 10T = 7T + 3 + 8. What 1 needs comes from 2, half a tonne a tonne; 2 makes 2.5 a
    // month and has none: with 0 out, 1 makes 5 a month only, 10T = 5T + 11. With 2 out, 0 does 7 a month: 10T = 7T
    // + 11.
    BillOfMaterials bill;
    const auto first = add_node(bill, 7, 3), second = add_node(bill, 6, 0);
    const auto plant = add_node(bill, none, 0, 10, 1);
    add_input(bill, plant, 1, 8, {first, second});
    auto sweep = sweep_survival(bill, all_nodes(bill));
    CHECK(sweep.outages[0].months == doctest::Approx(11.0 / 4).epsilon(1e-9));
    CHECK(sweep.outages[1].months == doctest::Approx(11.0 / 3).epsilon(1e-9));
    CHECK(sweep.outages[2].survival == Survival::at_once);
    CHECK(sweep.outages[2].months == 0);
    CHECK(sweep.outages[2].is_proven);

    const auto source = add_node(bill, 2.5, 0);
    add_input(bill, second, 0.5, 0, {source});
    sweep = sweep_survival(bill, all_nodes(bill));
    CHECK(sweep.outages[0].months == doctest::Approx(11.0 / 5).epsilon(1e-9));
    CHECK(sweep.outages[1].months == doctest::Approx(11.0 / 3).epsilon(1e-9));
    CHECK(sweep.outages[3].months == doctest::Approx(11.0 / 3).epsilon(1e-9));
    for (const auto& outage : sweep.outages) CHECK(outage.is_proven);
  }

  TEST_CASE("nodes that stop together are those of a bill in which they can make nothing") {
    for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
      CAPTURE(seed);
      const auto bill = random_bill(seed);
      std::vector<std::vector<std::uint32_t>> groups(3);
      for (std::uint32_t node = 0; node < bill.nodes(); ++node) groups[(node * 7 + seed) % 3].push_back(node);
      std::erase_if(groups, [](const auto& group) { return group.empty(); });
      const auto sweep = sweep_group_survival(bill, groups);
      REQUIRE(sweep.outages.size() == groups.size());
      for (std::size_t i = 0; i < groups.size(); ++i) {
        CAPTURE(i);
        auto without = bill;
        for (const std::uint32_t node : groups[i]) without.capacity[node] = 0;
        const auto expected = cold(without, without.nodes(), 0);
        const auto& found = sweep.outages[i];
        CHECK(found.is_proven);
        CHECK(found.node == groups[i].front());
        CHECK((found.survival == Survival::at_once) == (expected.status == LinearStatus::infeasible));
        if (found.survival == Survival::for_a_time)
          CHECK(found.months * expected.objective == doctest::Approx(1).epsilon(2e-6));
        if (found.survival == Survival::for_ever) CHECK(expected.objective == doctest::Approx(0).epsilon(1e-9));
      }
    }
  }

  TEST_CASE("an outage on top of a shortage is at least as bad as the shortage") {
    // Demand 10, of which 8 can be made and 6 t are in stock: 3 months. Another 1 a month goes when 1 is out: 2 months.
    BillOfMaterials bill;
    const auto large = add_node(bill, 7, 0), small = add_node(bill, 1, 0), idle = add_node(bill, 9, 0);
    const auto plant = add_node(bill, none, 6, 10, 1);
    add_input(bill, plant, 1, 0, {large, small});
    const std::uint32_t nodes[] = {small, idle};
    const auto sweep = sweep_survival(bill, nodes);
    CHECK(sweep.undisturbed.survival == Survival::for_a_time);
    CHECK(sweep.undisturbed.months == doctest::Approx(3).epsilon(1e-9));
    CHECK(sweep.undisturbed.node == 4);
    CHECK(sweep.outages[0].months == doctest::Approx(2).epsilon(1e-9));
    CHECK(sweep.outages[1].months == doctest::Approx(3).epsilon(1e-9));
    // Four months: 40 − 32 − 6 = 2 t are lost anyway, 40 − 28 − 6 = 6 t with 1 out.
    const double months[] = {4, 4};
    const auto loss = sweep_loss(bill, nodes, months);
    CHECK(loss.outages[0].dollars == doctest::Approx(6).epsilon(1e-9));
    CHECK(loss.outages[1].dollars == doctest::Approx(2).epsilon(1e-9));
  }

  TEST_CASE("demand that can't be met at all is so with any outage") {
    BillOfMaterials bill;
    add_node(bill, 5, 0, 6, 2);
    const auto sweep = sweep_survival(bill, all_nodes(bill));
    CHECK(sweep.undisturbed.survival == Survival::at_once);
    CHECK(sweep.undisturbed.is_proven);
    CHECK(sweep.outages[0].survival == Survival::at_once);
    CHECK(sweep.outages[0].is_proven);
    const double months[] = {2};
    CHECK(sweep_loss(bill, all_nodes(bill), months).outages[0].dollars == doctest::Approx(24).epsilon(1e-9));
  }

  TEST_CASE("nodes that are not there and times that are none are refused") {
    const std::uint32_t nodes[] = {0, 3};
    CHECK_THROWS_WITH_AS(static_cast<void>(sweep_survival(cascade(), nodes)),
                         "sweep, nodes[1]: found 3, expected less than 3", Error);
    const std::uint32_t one[] = {1};
    const double two_times[] = {1, 2}, never[] = {0};
    CHECK_THROWS_WITH_AS(static_cast<void>(sweep_loss(cascade(), one, two_times)),
                         "sweep, months: found 2 values, expected 1", Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(sweep_loss(cascade(), one, never)),
                         "sweep, months[0]: found 0, expected more than 0 and a number", Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(sweep_survival(cascade(), one, {.threads = 0})),
                         "sweep, threads: found 0, expected 1 or more", InvalidOptions);
  }

  TEST_CASE("a sweep says what one program of the whole network each says") {
    std::size_t at_once = 0, for_a_time = 0, for_ever = 0, losses = 0;
    for (std::uint64_t seed = 0; seed < seeds(400); ++seed) {
      CAPTURE(seed);
      const auto bill = random_bill(seed);
      const auto nodes = all_nodes(bill);
      const auto sweep = sweep_survival(bill, nodes);
      Random random(seed + 1'000'000);
      std::vector<double> months;
      for (const auto& outage : sweep.outages) {
        CAPTURE(outage.node);
        CHECK(outage.is_proven);
        const auto expected = cold(bill, outage.node, 0);
        switch (outage.survival) {
          case Survival::at_once:
            ++at_once;
            CHECK(expected.status == LinearStatus::infeasible);
            break;
          case Survival::for_a_time:
            ++for_a_time;
            REQUIRE(expected.status == LinearStatus::optimal);
            CHECK(outage.months * expected.objective == doctest::Approx(1).epsilon(2e-6));
            break;
          case Survival::for_ever:
            ++for_ever;
            REQUIRE(expected.status == LinearStatus::optimal);
            CHECK(expected.objective <= 1e-8);
        }
        months.push_back(random.between(0.1, 9));
      }
      const auto loss = sweep_loss(bill, nodes, months);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        CAPTURE(i);
        CHECK(loss.outages[i].is_proven);
        const auto expected = cold(bill, nodes[i], months[i]);
        REQUIRE(expected.status == LinearStatus::optimal);
        CHECK(loss.outages[i].dollars == doctest::Approx(expected.objective).epsilon(2e-6));
        // Something is lost exactly where targets survive for less than recovery takes.
        if (std::abs(sweep.outages[i].months / months[i] - 1) > 1e-5)
          CHECK((loss.outages[i].dollars > 0) == (sweep.outages[i].months < months[i]));
        losses += loss.outages[i].dollars > 0 ? 1 : 0;
      }
    }
    for (const std::size_t seen : {at_once, for_a_time, for_ever, losses}) CHECK(seen > seeds(400) / 4);
  }

  TEST_CASE("in a layered network few nodes are touched by an outage and all is proven") {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      const auto bill = bench::layered_bill({.nodes = 340, .edges = 400, .seed = seed});
      CHECK(bill.nodes() == 340);
      CHECK(bill.edges() == 400);
      const auto nodes = all_nodes(bill);
      const auto sweep = sweep_survival(bill, nodes);
      const auto loss = sweep_loss(bill, nodes, std::vector<double>(nodes.size(), 3));
      CHECK(sweep.undisturbed.survival == Survival::for_ever);
      double worst = 0;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        CAPTURE(i);
        CHECK(sweep.outages[i].is_proven);
        CHECK(loss.outages[i].is_proven);
        worst = std::max(worst, loss.outages[i].risk_exposure);
        if (i % 10 != 0) continue;
        const auto burn = cold(bill, i, 0);
        if (sweep.outages[i].survival == Survival::for_a_time) {
          REQUIRE(burn.status == LinearStatus::optimal);
          CHECK(sweep.outages[i].months * burn.objective == doctest::Approx(1).epsilon(2e-6));
        }
        CHECK(loss.outages[i].dollars == doctest::Approx(cold(bill, i, 3).objective).epsilon(2e-6));
      }
      CHECK(worst == 1);
    }
  }

  TEST_CASE("a thousandth or a million times as many tonnes of everything changes no time") {
    for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
      CAPTURE(seed);
      const auto bill = random_bill(seed);
      const auto nodes = all_nodes(bill);
      const auto expected = sweep_survival(bill, nodes);
      for (const double factor : {1e-3, 1e6}) {
        CAPTURE(factor);
        auto scaled = bill;
        for (auto* list : {&scaled.capacity, &scaled.stock, &scaled.demand, &scaled.input_stock, &scaled.edge_capacity})
          for (double& tonnes : *list) tonnes *= factor;
        const auto found = sweep_survival(scaled, nodes);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
          CHECK(found.outages[i].survival == expected.outages[i].survival);
          CHECK(found.outages[i].is_proven);
          if (expected.outages[i].survival == Survival::for_a_time)
            CHECK(found.outages[i].months == doctest::Approx(expected.outages[i].months).epsilon(2e-6));
        }
      }
    }
  }

  TEST_CASE("a sweep that is asked to stop does") {
    struct Stopped {
      [[nodiscard]] static bool stop_requested() { return true; }
    };
    const auto bill = cascade();
    CHECK_THROWS_AS(static_cast<void>(sweep_survival(bill, all_nodes(bill), {.stop = StopToken(Stopped{})})),
                    Cancelled);
  }
}
