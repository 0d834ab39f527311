// SPDX-License-Identifier: Apache-2.0
/// @file  The scenarios of the licence dispute that come with the case of rare earths: they hold together, and what
/// must be worse for everybody is.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/io/read_case.hpp"
#include "ytterby/scenario/schedule.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;

namespace {

const Case& rare_earths() {
  static const Case whole = read_case("data/rare_earths_2024");
  return whole;
}

const FrozenNetwork& network() {
  static const FrozenNetwork frozen = freeze(rare_earths().network);
  return frozen;
}

Scenario assuming(std::string_view name, std::string_view event, bool happens) {
  Scenario scenario = rare_earths().scenario(name);
  scenario.events[find_event(scenario, event)].happens = happens;
  return scenario;
}

Outcome run(const Scenario& scenario) { return simulate(network(), scenario); }
Outcome run(std::string_view name) { return run(rare_earths().scenario(name)); }

Months until_shortage(const TargetOutcome& target) { return target.to_shortage.value_or(Months::max()); }

/// Names of the targets that run short earlier in `better` than in `worse`, by more than a day: whoever is free to
/// order more takes a little from those with whom he shares a supplier.
std::vector<std::string> sooner_in(const Outcome& better, const Outcome& worse) {
  std::vector<std::string> names;
  REQUIRE(better.targets.size() == worse.targets.size());
  for (std::size_t i = 0; i < better.targets.size(); ++i)
    if (until_shortage(better.targets[i]) < until_shortage(worse.targets[i]) - Months{std::chrono::days{1}})
      names.emplace_back(network().name(better.targets[i].node));
  return names;
}

const std::vector<std::string> nobody = {};

/// The event that limits the licences of April, if there is one.
const Event* find_trickle(const Scenario& scenario) {
  const auto found = std::ranges::find(scenario.events, "trickle", &Event::name);
  return found == scenario.events.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("each scenario of the rare earths runs, and conserves mass whatever is assumed of its events") {
  REQUIRE(!rare_earths().scenarios.empty());
  for (const auto& named : rare_earths().scenarios) {
    const Scenario& scenario = named.second;
    CAPTURE(named.first);
    std::vector<Scenario> variants = {scenario};
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
      if (scenario.events[i].name.empty()) continue;
      variants.push_back(scenario);
      variants.back().events[i].happens = !scenario.events[i].happens;
    }
    for (const Scenario& variant : variants) {
      const Outcome outcome = run(variant);
      CHECK(outcome.mass_balance_error < 1e-9);
      for (const std::string& note : outcome.notes) CHECK(note.find("changes nothing") == std::string::npos);
    }
  }
}

TEST_CASE("each event of the rare earths that happens changes something") {
  const std::vector<Event>& regime = rare_earths().scenario("april_2025_alone").events;
  for (const auto& named : rare_earths().scenarios) {
    const Scenario& scenario = named.second;
    const Outcome whole = run(scenario);
    const auto times = schedule_of(scenario);
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
      const Event& event = scenario.events[i];
      if (!times[i].happens || (event.set.empty() && event.scale.empty())) continue;
      // Where nothing is decided any more in the lanes of the military, it makes no difference that they are refused.
      if (named.first != "april_2025_alone" && std::ranges::find(regime, event) != regime.end()) continue;
      Scenario without = scenario;
      without.events[i].happens = false;
      CAPTURE(named.first);
      CAPTURE(i);
      const Outcome rest = run(without);
      CHECK((rest.targets != whole.targets || rest.lanes != whole.lanes));
    }
  }
}

TEST_CASE("the trickle of April lets through the hot magnets that left from May to July 2025") {
  // World exports of magnets in t (D017 to D019), less the usual of the standard grade, which needs no licence.
  double standard = 0;
  for (const EdgeId edge : network().edges())
    if (network().lane(edge) != no_lane && network().lane(network().lane(edge)).name.starts_with("NdFeB_standard:"))
      standard += network().flow(edge).value;
  const double hot = (1238.0 + 3188.0 + 5577.0) / 3 - standard;

  SimulateOptions options;
  const Months full{std::chrono::days{119}};  // from 4 April to 1 August, when the ramp is over
  double before = 0, after = 0;               // granted until then, and in all
  Months from{}, to{};
  options.observe = [&](const StepReport& step) {
    double granted = 0;
    for (const LaneId lane : network().lanes())
      if (network().lane(lane).name.starts_with("NdFeB_hot:")) granted += step.lane(lane).granted.value;
    (step.month() <= full ? before : after) = granted;
    (step.month() <= full ? from : to) = step.month();
  };
  static_cast<void>(simulate(network(), rare_earths().scenario("april_2025"), options));
  REQUIRE(to - from > Months{30});
  CHECK((after - before) / (to - from).count() == doctest::Approx(hot).epsilon(0.01));
}

TEST_CASE("all dispute scenarios have the regime of April, and each event a name") {
  const std::vector<Event>& regime = rare_earths().scenario("april_2025_alone").events;
  for (const auto& named : rare_earths().scenarios) {
    CAPTURE(named.first);
    for (const Event& event : named.second.events) CHECK_FALSE(event.name.empty());
    if (find_trickle(named.second) == nullptr || named.first == "april_2025") continue;
    for (const Event& event : regime) CHECK(std::ranges::find(named.second.events, event) != named.second.events.end());
  }
  CHECK(find_trickle(rare_earths().scenario("april_2025"))->set ==
        find_trickle(rare_earths().scenario("april_2025_alone"))->set);
}

TEST_CASE("a licence office at its quickest grants all that the trade of 2024 asks for, twice") {
  double licences = 0;
  for (const EdgeId edge : network().edges()) {
    const LaneId lane = network().lane(edge);
    if (lane != no_lane && !is_unlimited(network().lane(lane).t_per_licence))
      licences += network().flow(edge).value / network().lane(lane).t_per_licence.value;
  }
  const Scenario london = rare_earths().scenario("london_framework");
  const Event& normal = london.events[find_event(london, "normal throughput")];
  CHECK(normal.set.front().value > 2 * licences);
}

TEST_CASE("what China gives runs nobody short sooner") {
  const Outcome alone = run("april_2025_alone"), slow = run("london_framework_slow"), kept = run("london_framework");
  // More licences for everybody, of the same queue, and never fewer.
  CHECK(sooner_in(slow, alone) == nobody);
  CHECK(sooner_in(kept, slow) == nobody);
  CHECK(sooner_in(run("geneva_truce"), alone) == nobody);
  CHECK(sooner_in(run(assuming("geneva_truce", "prolongation", true)), run("geneva_truce")) == nobody);
  CHECK(sooner_in(run("backlog_release"), alone) == nobody);
  CHECK(sooner_in(run("general_licences"), alone) == nobody);
  CHECK(sooner_in(run("six_month_licences"), alone) == nobody);
  // No licence is fewer than some, and what escalates or resumes leaves fewer than before.
  CHECK(sooner_in(alone, run("licences_stop")) == nobody);
  CHECK(sooner_in(run("april_2025"), run("licences_stop")) == nobody);
  CHECK(sooner_in(kept, run("october_escalation")) == nobody);
  CHECK(sooner_in(run("october_escalation"), run(assuming("october_escalation", "suspension", false))) == nobody);
  CHECK(sooner_in(kept, run("december_restart")) == nobody);
}

TEST_CASE("without its concession, a framework is the regime alone") {
  // Nothing else of it is left: the events of the regime are the same.
  CHECK(run(assuming("london_framework", "chip concession", false)).targets == run("april_2025_alone").targets);
  CHECK(run(assuming("geneva_truce", "truce", false)).targets == run("april_2025_alone").targets);
  CHECK(run(assuming("green_channel_europe", "green channel", false)).targets == run("april_2025_alone").targets);
  CHECK(run(assuming("backlog_release", "magnets up front", false)).targets == run("april_2025_alone").targets);
}

TEST_CASE("countermeasures that do not resume leave the framework as it was") {
  CHECK(run(assuming("december_restart", "tariffs fall", true)).targets == run("london_framework").targets);
}

TEST_CASE("a full stop is as far away on whatever day it comes") {
  // The same stocks, and nothing else in the scenario has a date.
  CHECK(run("stop_today").targets == run("licences_stop").targets);
}

TEST_CASE("car makers whose licence is not renewed run short sooner, and only after it ended") {
  Scenario renewed = rare_earths().scenario("six_month_licences");
  renewed.targets = {.node = {"USE_US_EV_HOT", "USE_US_ICE_HOT"}};
  Scenario ended = renewed;
  const std::size_t renewal = find_event(ended, "renewal");
  ended.events[renewal].happens = false;
  const Months expiry = schedule_of(renewed)[renewal].begin;
  const Outcome with = run(renewed), without = run(ended);
  for (std::size_t i = 0; i < with.targets.size(); ++i) {
    CAPTURE(network().name(with.targets[i].node));
    REQUIRE(without.targets[i].to_shortage.has_value());
    CHECK(*without.targets[i].to_shortage > expiry);
    CHECK(until_shortage(without.targets[i]) < until_shortage(with.targets[i]));
    CHECK(without.targets[i].unserved > with.targets[i].unserved);
  }
}

TEST_CASE("car makers that were short before their general licences are short again when these end unrenewed") {
  Scenario ended = rare_earths().scenario("general_licences");
  ended.targets = {.node = {"USE_US_EV_HOT", "USE_US_ICE_HOT"}};
  ended.horizon = Months{26};  // later they lack what Japan makes of Chinese dysprosium
  Scenario renewed = ended;
  const std::size_t renewal = find_event(renewed, "general licences renewed");
  renewed.events[renewal].happens = true;
  const auto times = schedule_of(renewed);
  const Months granted = times[find_event(renewed, "general licences")].begin, expiry = times[renewal].begin;
  const Outcome without = run(ended), with = run(renewed);
  for (std::size_t i = 0; i < without.targets.size(); ++i) {
    CAPTURE(network().name(without.targets[i].node));
    REQUIRE(without.targets[i].shortages.size() == 2);
    REQUIRE(with.targets[i].shortages.size() == 1);
    CHECK(without.targets[i].shortages.front() == with.targets[i].shortages.front());
    CHECK(with.targets[i].shortages.front().from < granted);
    CHECK(without.targets[i].shortages.back().from > expiry);
  }
}

TEST_CASE("a green channel shortens the waits of those in it, and lengthens those of the others") {
  const Outcome alone = run("april_2025_alone"), channel = run("green_channel_europe");
  const auto favoured = select(network(), {.lane = {"*:XEU:*"}}, "Test").lanes;
  for (std::size_t i = 0; i < alone.lanes.size(); ++i) {
    const Lane& lane = network().lane(alone.lanes[i].lane);
    if (network().office(lane.office).name != "MOFCOM" || lane.name.find(":defence") != std::string::npos) continue;
    CAPTURE(lane.name);
    const bool in_it = std::ranges::find(favoured, alone.lanes[i].lane) != favoured.end();
    CHECK((in_it ? channel.lanes[i].oldest < alone.lanes[i].oldest : channel.lanes[i].oldest > alone.lanes[i].oldest));
  }
}
