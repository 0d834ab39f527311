// SPDX-License-Identifier: Apache-2.0
/// @file  What the best case must do whatever the network: prove itself, and answer more with more.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "support/halved.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "support/renumbered.hpp"
#include "support/whole_steps.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"
#include "ytterby/survive/verify.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

struct Case {
  Network network = {};
  Scenario scenario = {};
  SurviveOptions options = {.each = false, .sequence = false};

  [[nodiscard]] BestCase best() const { return survive(freeze(network), scenario, options); }
};

/// Every other one without leads and events, with capacities cut in the data.
Case random_case(std::uint64_t seed) {
  Random random(seed);
  Case made;
  const bool dated = seed % 2 == 0;
  const auto licences = seed % 3 == 0 ? Licences::none : seed % 3 == 1 ? Licences::free : Licences::reviewed;
  made.network = random_network(random, {.most_nodes = dated ? 8U : 20U,
                                         .cycles = seed % 4 < 2,
                                         .leads = dated,
                                         .licences = licences,
                                         .unused = seed % 5 == 0});
  if (dated) {
    made.scenario = in_whole_steps(random, made.network);
  } else {
    for (int cuts = 0; cuts < 2; ++cuts) {
      Node& node = made.network.nodes[id_at<NodeId>(random.below(made.network.nodes.size()))];
      node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
    }
  }
  constexpr std::array rivals{Rivals::share, Rivals::served, Rivals::ignored};
  made.options.rivals = rivals[seed % rivals.size()];
  if (seed % 7 == 0) made.options.flex = 1.2;
  return made;
}

/// With so much more of every amount.
Case times(Case made, double factor) {
  for (Node& node : made.network.nodes) {
    node.capacity = factor * node.capacity;
    node.stock = factor * node.stock;
    node.demand = factor * node.demand;
  }
  for (Input& input : made.network.inputs) input.stock = factor * input.stock;
  for (Edge& edge : made.network.edges) {
    edge.flow = factor * edge.flow;
    edge.capacity = factor * edge.capacity;
  }
  for (Lane& lane : made.network.lanes) lane.volume = factor * lane.volume;
  for (Office& office : made.network.offices) office.licences_per_month = factor * office.licences_per_month;
  for (Event& event : made.scenario.events)
    for (Change& change : event.set) switch (change.lever) {
        case Lever::capacity:
        case Lever::stock:
        case Lever::demand:
        case Lever::flow:
        case Lever::volume:
        case Lever::licences_per_month: change.value *= factor; break;
        default: break;
      }
  return made;
}

/// No plan was found that lasts for ever, and no prices that prove an end.
bool is_open(const BestCase& best) { return std::isinf(best.upper.count()) && !std::isinf(best.lower.count()); }

double gap(const BestCase& best) {
  if (best.lasting != Lasting::limited && best.lasting != Lasting::open) return 0;
  return is_open(best) ? 1 : 1 - best.lower / best.upper;
}

/// That `more` lasts no shorter than `less`, as far as both are known.
void check_no_shorter(const BestCase& more, const BestCase& less) {
  CHECK(more.upper.count() >= less.lower.count() * (1 - 1e-6));
  if (more.exact && less.exact) CHECK(more.lower.count() >= less.lower.count() * (1 - 1e-6));
}

bool same_time(double a, double b, double tolerance) {
  return a == b || std::abs(a - b) <= tolerance * std::max(1.0, std::max(a, b));
}

void check_same(const BestCase& one, const BestCase& other, double tolerance) {
  if (!one.exact || !other.exact) {  // both bracket the same time
    CHECK(one.lower.count() <= other.upper.count() * (1 + tolerance));
    CHECK(other.lower.count() <= one.upper.count() * (1 + tolerance));
    return;
  }
  CHECK(one.lasting == other.lasting);
  CAPTURE(one.upper.count());
  CAPTURE(other.upper.count());
  CHECK(same_time(one.upper.count(), other.upper.count(), tolerance));
  CHECK(same_time(one.lower.count(), other.lower.count(), tolerance));
}

}  // namespace

TEST_CASE("every best case proves itself, and most are exact") {
  std::size_t limited = 0, at_once = 0, for_ever = 0, exact = 0, close = 0, open = 0;
  for (std::uint64_t seed = 0; seed < seeds(500); ++seed) {
    CAPTURE(seed);
    const Case made = random_case(seed);
    const BestCase best = made.best();
    CHECK(best.lower <= best.upper * (1 + 1e-9));
    CHECK(best.exact == (gap(best) <= 1e-6));
    const Verdict verdict = verify(best, freeze(made.network), made.scenario, made.options);
    CHECK(verdict == best.verdict);
    CHECK(verdict.why == "");
    CHECK(verdict.holds);
    CHECK(verdict.gap <= gap(best) + 1e-5);
    open += is_open(best) ? 1 : 0;
    limited += best.lasting == Lasting::limited && !is_open(best) ? 1 : 0;
    at_once += best.lasting == Lasting::at_once ? 1 : 0;
    for_ever += best.lasting == Lasting::for_ever ? 1 : 0;
    exact += best.lasting == Lasting::limited && best.exact ? 1 : 0;
    close += best.lasting == Lasting::limited && gap(best) <= 0.1 ? 1 : 0;
  }
  CAPTURE(limited);
  CAPTURE(at_once);
  CAPTURE(for_ever);
  CAPTURE(exact);
  CAPTURE(close);
  CAPTURE(open);
  CHECK(limited > seeds(150));
  CHECK(at_once > seeds(100));
  CHECK(for_ever > seeds(40));
  CHECK(exact * 10 >= limited * 7);
  CHECK(close * 10 >= limited * 9);
  CHECK(open * 100 <= seeds(500) * 3);
}

TEST_CASE("more stock or capacity anywhere never lowers the best case") {
  std::size_t longer = 0;
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    const Case made = random_case(seed);
    const BestCase best = made.best();
    Random random(seed + 1'000'000);
    for (int what = 0; what < 4; ++what) {
      CAPTURE(what);
      Case more = made;
      if (what == 0) {
        more.network.nodes[id_at<NodeId>(random.below(more.network.nodes.size()))].stock += Mass{random.between(1, 9)};
      } else if (what == 1) {
        more.network.inputs[id_at<InputId>(random.below(more.network.inputs.size()))].stock +=
            Mass{random.between(1, 9)};
      } else if (what == 2) {
        more.network.nodes[id_at<NodeId>(random.below(more.network.nodes.size()))].capacity +=
            Flow{random.between(1, 9)};
      } else {
        more.network.edges[id_at<EdgeId>(random.below(more.network.edges.size()))].capacity +=
            Flow{random.between(1, 9)};
      }
      // A partly essential input is measured by what its node could want, so that room and refilling make it dearer.
      if (what % 2 == 0)
        if (std::any_of(made.network.inputs.begin(), made.network.inputs.end(),
                        [](const Input& input) { return input.essential < 1; }))
          continue;
      const BestCase other = more.best();
      check_no_shorter(other, best);
      longer += other.lower.count() > best.upper.count() * (1 + 1e-6) ? 1 : 0;
    }
  }
  CHECK(longer > seeds(12));
}

TEST_CASE("a multiple of every amount changes no best case") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    const Case one = random_case(seed);
    const BestCase best = one.best();
    check_same(best, times(one, 2).best(), 1e-9);
    for (const double factor : {1e-9, 1e9}) {
      CAPTURE(factor);
      check_same(best, times(one, factor).best(), 1e-6);
    }
  }
}

TEST_CASE("renumbering changes no best case") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    const Case one = random_case(seed);
    Case other = one;
    Random random(seed + 1'000'000);
    other.network = renumbered(random, one.network).network;
    check_same(one.best(), other.best(), 1e-9);
  }
}

TEST_CASE("two equal halves of a node last as long as the whole if rivals are ignored") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Case one = random_case(seed);
    one.options.rivals = Rivals::ignored;
    one.scenario = {};
    Random random(seed + 1'000'000);
    Case two = one;
    two.network = halved(one.network, id_at<NodeId>(random.below(one.network.nodes.size())));
    check_same(one.best(), two.best(), 1e-6);
  }
}

TEST_CASE("events that change nothing change no best case") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Case plain = random_case(seed);
    plain.scenario = {};
    Case idle = plain;
    Random random(seed + 1'000'000);
    // Two scales that cancel, one after the other, and a value set to what it is: time is cut all the same.
    const Node& node = plain.network.nodes[id_at<NodeId>(random.below(plain.network.nodes.size()))];
    Event half{.at = Months{random.between(0, 3)}};
    half.on.nodes.node = {node.name};
    half.scale = {{Lever::capacity, 0.5}};
    Event twice = half;
    twice.scale = {{Lever::capacity, 2}};
    Event set = half;
    set.at = Months{3};
    set.scale = {};
    set.set = {{Lever::demand, node.demand.value}};
    idle.scenario = {.name = "Idle", .events = {half, twice, set}};
    check_same(plain.best(), idle.best(), 1e-7);
  }
}
