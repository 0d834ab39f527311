// SPDX-License-Identifier: Apache-2.0
/// @file  What the benches' generator promises of its networks.
#include "bench/generate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"

using ytterby::bench::generate;

TEST_CASE("a generated network is the same for 1, 2 and 7 threads") {
  const auto alone = generate({.edges = 20'000, .recycling = 0.01});
  CHECK(generate({.edges = 20'000, .recycling = 0.01, .threads = 2}) == alone);
  CHECK(generate({.edges = 20'000, .recycling = 0.01, .threads = 7}) == alone);
  CHECK(generate({.edges = 20'000, .recycling = 0.01, .seed = ytterby::Seed{2}}) != alone);
}

TEST_CASE("a generated network has the edges asked for, is valid and balances") {
  for (const double recycling : {0.0, 0.01}) {
    for (const std::size_t edges : {1'000U, 10'007U}) {
      const auto network = generate({.edges = edges, .recycling = recycling});
      CHECK(network.edges.size() == edges);
      CHECK(network.nodes.size() == edges / 8);
      REQUIRE(ytterby::validate(network).empty());
      const auto balance = ytterby::balance_of(ytterby::freeze(network));
      CHECK(balance.unbalanced.empty());
      CHECK(balance.living_on_stock.empty());
    }
  }
}

TEST_CASE("a generated network has cycles only if recycling is asked for, closed by the recycling edges") {
  const auto closing = [](double recycling) {
    const auto network = ytterby::freeze(generate({.edges = 10'000, .recycling = recycling}));
    std::size_t count = 0;
    for (const auto edge : network.edges()) {
      if (!network.closes_cycle(edge)) continue;
      ++count;
      CHECK(network.stage(network.from(edge)) == "industry");
      CHECK(network.stage(network.to(edge)) == "refine");
    }
    return count;
  };
  CHECK(closing(0) == 0);
  CHECK(closing(0.01) == 100);  // each industry draws on all of refining, so each edge back is on a cycle
}

TEST_CASE("every node of a generated network but industry has a customer, and degrees have a long tail") {
  const auto network = ytterby::freeze(generate({.edges = 40'000}));
  std::vector<std::size_t> customers(network.nodes().size(), 0);
  for (const auto edge : network.edges()) ++customers[ytterby::index_of(network.from(edge))];
  for (const auto node : network.nodes())
    CHECK((customers[ytterby::index_of(node)] > 0) == (network.stage(node) != "industry"));
  // Pareto with exponent 2: among 4167 suppliers the largest has about √4167 ≈ 65 times what the smallest has.
  CHECK(*std::max_element(customers.begin(), customers.end()) > 100);
}

TEST_CASE("a generator refuses what it cannot draw") {
  CHECK_THROWS_WITH_AS(static_cast<void>(generate({.edges = 999})), "edges: expected 1000 or more",
                       ytterby::InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(generate({.recycling = 0.2})), "recycling: expected 0 to 0.1",
                       ytterby::InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(generate({.threads = 0})), "threads: expected 1 or more",
                       ytterby::InvalidOptions);
}
