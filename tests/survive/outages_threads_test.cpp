// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of a case on several threads: equal bits, progress, cancellation.
#include <doctest/doctest.h>

#include <cstddef>

#include "support/random.hpp"
#include "support/random_network.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/survive/outages.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

FrozenNetwork some_network() {
  Random random(11);
  return freeze(random_network(random, {.least_nodes = 40, .licences = Licences::reviewed}));
}

struct Stopped {
  [[nodiscard]] bool stop_requested() const { return true; }
};

}  // namespace

TEST_CASE("outages are the same with 1, 2 and 7 threads" * doctest::skip(!linear_solver_available())) {
  const FrozenNetwork network = some_network();
  const auto one = survive_outages(network);
  CHECK(one.outages.size() > 10);
  for (const int threads : {2, 7}) CHECK(survive_outages(network, {}, {.control = {.threads = threads}}) == one);
}

TEST_CASE("progress over outages rises to the end" * doctest::skip(!linear_solver_available())) {
  double last = 0;
  std::size_t calls = 0;  // from one thread at a time
  bool rises = true;
  Control control{.threads = 2};
  control.progress = [&](double done, Months) {
    rises = rises && done > last;
    last = done;
    ++calls;
  };
  const auto found = survive_outages(some_network(), {}, {.control = control});
  CHECK(rises);
  CHECK(last == doctest::Approx(1).epsilon(1e-12));
  CHECK(calls % (found.outages.size() + 1) == 0);
  CHECK_THROWS_AS(static_cast<void>(survive_outages(some_network(), {}, {.control = {.stop = Stopped{}}})), Cancelled);
}
