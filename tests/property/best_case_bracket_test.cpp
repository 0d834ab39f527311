// SPDX-License-Identifier: Apache-2.0
/// @file  The best case by bracket beside the linear program, which shares nothing with it but the facts of the case.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "support/linear_programs.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "support/whole_steps.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

struct Asked {
  Network network = {};
  Scenario scenario = {};
  SurviveOptions options = {.each = false, .sequence = false};

  [[nodiscard]] BestCase by(Method method) const {
    SurviveOptions with = options;
    with.method = method;
    return survive(freeze(network), scenario, with);
  }
};

/// Bills of materials without leads, two of whose nodes are cut; inputs of which a part is essential, shares of 1 and
/// 1.3, rivals ignored and served.
Asked random_case(std::uint64_t seed) {
  Random random(seed);
  Asked made;
  made.network = random_network(random, {.most_nodes = sanitized ? 12U : 40U,
                                         .cycles = seed % 4 < 2,
                                         .leads = false,
                                         .licences = seed % 3 == 0 ? Licences::free : Licences::none,
                                         .unused = seed % 5 == 0});
  for (int cuts = 0; cuts < 2; ++cuts) {
    Node& node = made.network.nodes[id_at<NodeId>(random.below(made.network.nodes.size()))];
    node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
  }
  for (Input& input : made.network.inputs)
    if (random.chance(0.1)) input.essential = random.uniform();
  for (Lane& lane : made.network.lanes) lane.t_per_licence = {random.between(0.5, 5)};
  for (Office& office : made.network.offices)
    if (random.chance(0.5)) office.licences_per_month = {random.between(0, 20)};
  constexpr std::array rivals{Rivals::share, Rivals::share, Rivals::ignored, Rivals::served};
  made.options.rivals = rivals[seed / 2 % rivals.size()];
  if (seed % 8 < 2) made.options.flex = 1.3;
  return made;
}

/// Lead times, events, reviews, limited offices and lanes with volumes.
Asked random_case_in_time(std::uint64_t seed) {
  Random random(seed);
  Asked made;
  made.network = random_network(random, {.most_nodes = 12,
                                         .cycles = seed % 4 < 2,
                                         .licences = seed % 3 == 0 ? Licences::none : Licences::reviewed,
                                         .unused = seed % 5 == 0});
  if (seed % 4 != 3) made.scenario = in_whole_steps(random, made.network);
  for (Lane& lane : made.network.lanes)
    if (random.chance(0.3)) lane.volume = {random.between(1, 60)};
  constexpr std::array rivals{Rivals::share, Rivals::ignored, Rivals::share, Rivals::served};
  made.options.rivals = rivals[seed / 2 % rivals.size()];
  return made;
}

/// What one of them proves is in what the other leaves open.
void check_agree(const BestCase& bracket, const BestCase& program) {
  CHECK(bracket.lower <= program.upper * (1 + 1e-6));
  CHECK(program.lower <= bracket.upper * (1 + 1e-6));
}

}  // namespace

TEST_CASE("a bracket of whatever takes time and changes is proven and agrees with the linear program" *
          doctest::skip(!has_linear_programs())) {
  std::size_t compared = 0, has_plan = 0, same_bound = 0;
  for (std::uint64_t seed = 0; seed < seeds(8); ++seed) {
    CAPTURE(seed);
    const Asked made = random_case_in_time(seed);
    const BestCase bracket = made.by(Method::bracket), program = made.by(Method::lp);
    CAPTURE(bracket.lower.count());
    CAPTURE(bracket.upper.count());
    CAPTURE(program.lower.count());
    CAPTURE(program.upper.count());
    CHECK(bracket.method == Method::bracket);
    CHECK(bracket.verdict.why == "");
    CHECK((bracket.verdict.holds || bracket.lasting == Lasting::open));
    if (bracket.dropped != program.dropped) continue;  // not the same question
    check_agree(bracket, program);
    if (!(program.upper > Months{0})) continue;
    ++compared;
    has_plan += bracket.lower > Months{0} ? 1 : 0;
    same_bound += bracket.upper <= 1.1 * program.upper ? 1 : 0;
  }
  CAPTURE(compared);
  CHECK(compared > seeds(8) / 3);
  CHECK(has_plan * 10 >= compared * 6);
  CHECK(same_bound * 10 >= compared * 5);
}

TEST_CASE("a bracket of the case in the repository holds what the linear program finds" *
          doctest::skip(!has_linear_programs())) {
  Asked made;
  const ytterby::Case whole = read_case("data/rare_earths_2024");
  made.network = whole.network;
  made.scenario = read_scenario("data/rare_earths_2024/scenarios/licences_stop.toml");
  const BestCase bracket = made.by(Method::bracket), program = made.by(Method::lp);
  CHECK(bracket.verdict.why == "");
  CHECK(bracket.verdict.holds);
  check_agree(bracket, program);
  CHECK(bracket.upper <= bracket.lower * (1 + 1e-2));
}

TEST_CASE("a bracket is proven, as narrow as asked for, and agrees with the linear program" *
          doctest::skip(!has_linear_programs())) {
  std::size_t limited = 0, at_once = 0, for_ever = 0, open = 0;
  for (std::uint64_t seed = 0; seed < seeds(160); ++seed) {
    CAPTURE(seed);
    const Asked made = random_case(seed);
    const BestCase bracket = made.by(Method::bracket), program = made.by(Method::lp);
    CAPTURE(bracket.lower.count());
    CAPTURE(bracket.upper.count());
    CAPTURE(program.lower.count());
    CAPTURE(program.upper.count());
    if (bracket.lasting == Lasting::open) {
      ++open;  // just enough for ever, to which iterations only come close
      CHECK(program.lasting == Lasting::for_ever);
      continue;
    }
    CHECK(bracket.verdict.why == "");
    CHECK(bracket.verdict.holds);
    limited += bracket.lasting == Lasting::limited ? 1 : 0;
    at_once += bracket.lasting == Lasting::at_once ? 1 : 0;
    for_ever += bracket.lasting == Lasting::for_ever ? 1 : 0;
    CHECK(bracket.upper <= bracket.lower * (1 + made.options.tolerance) * (1 + 1e-5));
    if (bracket.dropped != program.dropped) continue;  // not the same question
    CHECK(bracket.lower <= program.upper * (1 + 1e-6));
    CHECK(program.lower <= bracket.upper * (1 + 1e-6));
    if (program.exact && program.lasting != Lasting::limited) CHECK(bracket.lasting == program.lasting);
  }
  CAPTURE(limited);
  CAPTURE(at_once);
  CAPTURE(for_ever);
  CHECK(limited > seeds(40));
  CHECK(at_once > seeds(5));
  CHECK(for_ever > seeds(5));
  CHECK(open * 100 <= 100 + seeds(160) * 3);
}

TEST_CASE("a bracket of each target, many at a time, agrees with that of the target by itself") {
  std::size_t most = 0, limited = 0;
  for (std::uint64_t seed = 0; seed < seeds(30); ++seed) {
    CAPTURE(seed);
    Asked made = random_case(seed);
    if (made.options.rivals == Rivals::served) continue;
    made.options.each = true;
    const BestCase all = made.by(Method::bracket);
    most = std::max(most, all.each.size());
    made.options.each = false;
    for (const TargetTime& each : all.each) {
      made.scenario.targets.node = {made.network.nodes[each.node].name};
      const BestCase alone = made.by(Method::bracket);
      if (std::isinf(alone.upper.count()) || !each.months) continue;
      limited += each.lasting == Lasting::limited ? 1 : 0;
      CHECK(each.lasting == alone.lasting);
      CHECK(each.lower <= alone.upper * (1 + 1e-9));
      CHECK(alone.lower <= *each.months * (1 + 1e-9));
      CHECK(*each.months <= each.lower * (1 + made.options.tolerance) * (1 + 1e-5));
    }
  }
  CHECK(most > (sanitized ? 3 : 8));
  CHECK(limited > seeds(15));
}
