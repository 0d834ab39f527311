// SPDX-License-Identifier: Apache-2.0
/// @file  Outages on several threads: equal bits, no race, orderly ends.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "bench/layered_bill.hpp"
#include "survive/linear_solver.hpp"
#include "survive/sweep.hpp"

using namespace ytterby;

namespace {

std::vector<std::uint32_t> all_nodes(const BillOfMaterials& bill) {
  std::vector<std::uint32_t> nodes(bill.nodes());
  std::iota(nodes.begin(), nodes.end(), 0U);
  return nodes;
}

}  // namespace

TEST_CASE("a sweep is the same with 1, 2 and 7 threads" * doctest::skip(!linear_solver_available())) {
  const auto bill = bench::layered_bill({.nodes = 170, .edges = 200, .seed = 5});
  const auto nodes = all_nodes(bill);
  const std::vector<double> months(nodes.size(), 2);
  const auto survival = sweep_survival(bill, nodes);
  const auto loss = sweep_loss(bill, nodes, months);
  for (const int threads : {2, 7}) {
    CHECK(sweep_survival(bill, nodes, {.threads = threads}) == survival);
    CHECK(sweep_loss(bill, nodes, months, {.threads = threads}) == loss);
  }
}

TEST_CASE("what a callback of a sweep throws reaches the caller" * doctest::skip(!linear_solver_available())) {
  const auto bill = bench::layered_bill({.nodes = 170, .edges = 200, .seed = 6});
  Control control{.threads = 3};
  std::size_t calls = 0;  // from one thread at a time
  control.progress = [&](double done, Months) {
    ++calls;
    if (done > 0.5) throw std::runtime_error("enough");
  };
  CHECK_THROWS_WITH_AS(static_cast<void>(sweep_survival(bill, all_nodes(bill), control)), "enough", std::runtime_error);
  CHECK(calls > 85);
}
