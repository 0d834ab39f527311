// SPDX-License-Identifier: Apache-2.0
/// @file  Fluid backlogs by hand, and against the reflection of what flows in.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using doctest::Approx;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Half a year of 100 filed and 60 decided a month, then 120 decided a month.
const std::vector<FluidPhase> overload{{0_mo, LicenceRate{100}, LicenceRate{60}},
                                       {6_mo, LicenceRate{100}, LicenceRate{120}}};

std::vector<FluidPhase> random_phases(test::Random& random) {
  std::vector<FluidPhase> phases(1 + random.below(8));
  Months from{0};
  for (FluidPhase& phase : phases) {
    phase = {from, LicenceRate{random.chance(0.2) ? 0 : random.between(0, 100)},
             LicenceRate{random.chance(0.2) ? 0 : random.between(0, 120)}};
    from += Months{random.between(0.1, 5)};
  }
  return phases;
}

/// ∫ of a rate of the phases from 0 to `time`.
double flowed(const std::vector<FluidPhase>& phases, double time, LicenceRate FluidPhase::*rate) {
  double sum = 0;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const double end = i + 1 < phases.size() ? phases[i + 1].from.count() : infinity;
    sum += (phases[i].*rate).value * std::max(0.0, std::min(end, time) - phases[i].from.count());
  }
  return sum;
}

/// Q(t) = max(Q(0) + N(t), max over s ≤ t of N(t) − N(s)), N what flowed in net of capacity: its least is at a corner.
double reflected(double backlog, const std::vector<FluidPhase>& phases, double time) {
  const auto net = [&](double at) {
    return flowed(phases, at, &FluidPhase::filed) - flowed(phases, at, &FluidPhase::capacity);
  };
  double result = std::max(0.0, backlog + net(time));
  for (const FluidPhase& phase : phases)
    if (phase.from.count() <= time) result = std::max(result, net(time) - net(phase.from.count()));
  return result;
}

}  // namespace

TEST_CASE("A backlog is gone after its size over what is left of capacity") {
  CHECK(time_to_clear(240, LicenceRate{100}, LicenceRate{120}) == 12_mo);
  CHECK(time_to_clear(0, LicenceRate{100}, LicenceRate{60}) == 0_mo);
  CHECK(time_to_clear(240, LicenceRate{100}, LicenceRate{100}).count() == infinity);
  CHECK(time_to_clear(240, LicenceRate{100}, LicenceRate{60}).count() == infinity);
  CHECK(time_to_clear(240, LicenceRate{100}, unlimited<LicenceRate>) == 0_mo);
}

TEST_CASE("An overloaded office builds a backlog and a wait in a line") {
  // 40 a month for six months; then 20 a month less.
  CHECK(fluid_backlog(0, overload, 0_mo) == 0);
  CHECK(fluid_backlog(0, overload, 3_mo) == Approx(120));
  CHECK(fluid_backlog(0, overload, 6_mo) == Approx(240));
  CHECK(fluid_backlog(0, overload, 12_mo) == Approx(120));
  CHECK(fluid_backlog(0, overload, 18_mo) == Approx(0));
  CHECK(fluid_backlog(0, overload, 100_mo) == 0);
  CHECK(fluid_backlog(50, overload, 3_mo) == Approx(170));

  CHECK(fluid_wait(0, overload, 0_mo) == 0_mo);
  CHECK(fluid_wait(0, overload, 3_mo).count() == Approx(2));        // 120 at 60 a month, done by month 5
  CHECK(fluid_wait(0, overload, 4_mo).count() == Approx(7.0 / 3));  // 160: 120 by month 6, 40 at 120 a month
  CHECK(fluid_wait(0, overload, 6_mo).count() == Approx(2));        // 240 at 120 a month
  CHECK(fluid_wait(0, overload, 18_mo).count() == Approx(0));

  CHECK(fluid_path(0, overload) == std::vector<BacklogPoint>{{0_mo, 0}, {6_mo, 240}, {18_mo, 0}});
}

TEST_CASE("A closed office keeps its applications until it opens, or for ever") {
  const std::vector<FluidPhase> opens{{0_mo, LicenceRate{10}, LicenceRate{0}},
                                      {3_mo, LicenceRate{10}, LicenceRate{15}}};
  CHECK(fluid_wait(0, opens, 1_mo).count() == Approx(2 + 10.0 / 15));
  const std::vector<FluidPhase> closes{{0_mo, LicenceRate{10}, LicenceRate{5}},
                                       {4_mo, LicenceRate{10}, LicenceRate{0}}};
  CHECK(fluid_wait(0, closes, 1_mo) == 1_mo);              // 5 ahead
  CHECK(fluid_wait(0, closes, 3_mo).count() == infinity);  // 15 ahead, 5 decided before it closes
  CHECK(fluid_wait(0, closes, 9_mo).count() == infinity);
}

TEST_CASE("Unlimited capacity takes the whole backlog at once") {
  const std::vector<FluidPhase> released{{0_mo, LicenceRate{10}, LicenceRate{0}},
                                         {3_mo, LicenceRate{10}, unlimited<LicenceRate>},
                                         {4_mo, LicenceRate{10}, LicenceRate{4}}};
  CHECK(fluid_path(0, released) == std::vector<BacklogPoint>{{0_mo, 0}, {3_mo, 30}, {3_mo, 0}, {4_mo, 0}});
  CHECK(fluid_wait(0, released, 1_mo) == 2_mo);
  CHECK(fluid_wait(0, released, 3_mo) == 0_mo);
  CHECK(fluid_backlog(0, released, 3.5_mo) == 0);
  CHECK(fluid_backlog(0, released, 5_mo) == Approx(6));
}

TEST_CASE("Any backlog is the reflection of what flows in, and any wait lets capacity decide what was ahead") {
  test::Random random{5};
  for (std::uint64_t trial = 0; trial < test::seeds(500); ++trial) {
    CAPTURE(trial);
    const std::vector<FluidPhase> phases = random_phases(random);
    const double backlog = random.chance(0.5) ? 0 : random.between(0, 200);
    for (int i = 0; i < 10; ++i) {
      const double time = random.between(0, 30);
      const double ahead = fluid_backlog(backlog, phases, Months{time});
      CHECK(ahead == Approx(reflected(backlog, phases, time)).epsilon(1e-11));
      const double wait = fluid_wait(backlog, phases, Months{time}).count();
      const double decided_until = flowed(phases, time, &FluidPhase::capacity) + ahead;
      if (wait < infinity)
        CHECK(flowed(phases, time + wait, &FluidPhase::capacity) == Approx(decided_until).epsilon(1e-11));
      else
        CHECK(flowed(phases, 1000, &FluidPhase::capacity) < decided_until);
      // In order of filing: what is filed later is decided later.
      const double later = time + random.between(0, 5);
      CHECK(later + fluid_wait(backlog, phases, Months{later}).count() >= time + wait - 1e-9);
    }
  }
}

TEST_CASE("The backlog is straight between the corners of its path") {
  test::Random random{6};
  for (std::uint64_t trial = 0; trial < test::seeds(500); ++trial) {
    CAPTURE(trial);
    const std::vector<FluidPhase> phases = random_phases(random);
    const double backlog = random.between(0, 200);
    const std::vector<BacklogPoint> path = fluid_path(backlog, phases);
    REQUIRE(path.size() >= phases.size());
    CHECK(path.front().backlog == backlog);
    for (std::size_t i = 0; i < path.size(); ++i) {
      CHECK(fluid_backlog(backlog, phases, path[i].time) == Approx(path[i].backlog).epsilon(1e-11));
      if (i + 1 == path.size()) break;
      const Months middle = (path[i].time + path[i + 1].time) / 2;
      CHECK(fluid_backlog(backlog, phases, middle) ==
            Approx((path[i].backlog + path[i + 1].backlog) / 2).epsilon(1e-11));
    }
  }
}
