// SPDX-License-Identifier: Apache-2.0
/// @file  What proves a best case is accepted, what does not is refused, with the place.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/random.hpp"
#include "survive/numbers.hpp"
#include "survive/proofs.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::test;
using doctest::Approx;

namespace {

constexpr NodeId mine{0}, plant{1};
constexpr double never = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

struct Tampering {
  std::string_view name = {};
  double (*change)(double) = nullptr;
};
constexpr Tampering tamperings[] = {
    {"times 1.5", [](double x) { return x * 1.5; }}, {"over 1.5", [](double x) { return x / 1.5; }},
    {"minus", [](double x) { return -x; }},          {"plus 1", [](double x) { return x + 1; }},
    {"no number", [](double) { return no_number; }}, {"infinite", [](double) { return never; }},
};

/// What is claimed with one number changed is proven all the same.
struct Harmless {
  std::string_view proof = {}, number = {}, change = {};
};
constexpr Harmless harmless[] = {
    // What leaves the mine cannot arrive in time: neither what it makes and ships nor the price of it counts.
    {"pipeline", "made 0 0", "plus 1"},
    {"pipeline", "shipped 0 0", "plus 1"},
    {"pipeline", "output price 0 0", "times 1.5"},
    {"pipeline", "output price 0 0", "over 1.5"},
    {"pipeline", "output price 0 0", "plus 1"},
    // B is plenty, in stock and in capacity.
    {"two inputs", "made 0 1", "times 1.5"},
    {"two inputs", "made 0 1", "plus 1"},
    {"two inputs", "shipped 0 1", "over 1.5"},
    // From the rival nothing reaches a target: no price there counts.
    {"contracts", "output price 0 2", "plus 1"},
    {"contracts", "input price 0 1", "plus 1"},
    {"contracts", "share price 0 1", "plus 1"},
    {"own contract", "output price 0 1", "plus 1"},
    {"own contract", "input price 0 0", "plus 1"},
    {"own contract", "own share price 0 1", "plus 1"},
    // The only price: prices may be in any unit.
    {"own contract", "own share price 0 0", "times 1.5"},
    {"own contract", "own share price 0 0", "over 1.5"},
    {"own contract", "own share price 0 0", "plus 1"},
    // Suppliers without limit may make more than they ship.
    {"office", "made 0 0", "times 1.5"},
    {"office", "made 0 0", "plus 1"},
    {"office", "made 0 1", "times 1.5"},
    {"office", "made 0 1", "plus 1"},
    {"new review", "made 0 0", "times 1.5"},
    {"new review", "made 0 0", "plus 1"},
    {"new review", "made 1 0", "plus 1"},
    // Named twice, but it has a price.
    {"office", "crossing lane 0", "plus 1"},
    // Both cells have the same prices.
    {"stopped mine", "prices until 0", "over 1.5"},
    // What an event changes goes on changing nothing after 3 months.
    {"new review", "interval to", "infinite"},
    // A mine without capacity or stock: its ore may be worth more than it is at the plant.
    {"recycling", "output price 0 0", "times 1.5"},
    {"recycling", "output price 0 0", "plus 1"},
    // Another node of which one more is worth the same.
    {"one plant", "gain node 2", "plus 1"},
    {"partly essential", "gain node 2", "plus 1"},
    {"recycling", "gain node 1", "over 1.5"},
    {"recycling", "gain node 2", "times 1.5"},
    {"recycling", "gain node 2", "plus 1"},
};

bool begins_with(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

bool is_harmless(const NamedProof& named, const std::string& number, double before, const Tampering& tampering) {
  const double after = tampering.change(before);
  for (const Harmless& item : harmless)
    if (item.proof == named.name && item.number == number && item.change == tampering.name) return true;
  // Where several limits bind one more buys less than the prices say, and one less costs more.
  if (begins_with(number, "gain more")) return after < before && (before < 0 || after >= 0);
  if (begins_with(number, "gain less")) return after > before && (before > 0 || after <= 0) && after < never;
  // A plan that claims to last longer lasts as long as it did; only the recycler would go on with scrap it has not.
  const auto& until = named.proof.best.certificate.plan.until;
  if (named.name != "recycling" && number == "plan until " + std::to_string(until.size() - 1)) return after > before;
  // How much passes a lane or a share is up to the plan.
  const auto& crossing = named.proof.best.cut.crossing;
  for (std::size_t i = 0; i < crossing.size(); ++i)
    if (number == "crossing limit " + std::to_string(i) &&
        (crossing[i].kind == Crossing::Kind::lane || crossing[i].kind == Crossing::Kind::share))
      return after >= 0 && after < never;
  return false;
}

std::string why(const Proof& proof) {
  const auto verdict = proof.check();
  CHECK_FALSE(verdict.holds);
  return verdict.why;
}

}  // namespace

TEST_CASE("a best case with its plan and its prices holds") {
  for (const auto& named : all_proofs()) {
    CAPTURE(named.name);
    const auto verdict = named.proof.check();
    CHECK(verdict.why == "");
    CHECK(verdict.holds);
    CHECK(verdict.gap <= 1e-9);  // both are exact, the bound by the prices is found to 1e-10
  }
}

TEST_CASE("a best case with any one number changed does not hold, unless it is proven all the same") {
  std::size_t refused = 0;
  for (const auto& named : all_proofs()) {
    std::vector<std::pair<std::string, double>> numbers;
    BestCase best = named.proof.best;
    for_each_number(best, [&](const std::string& name, double& number) { numbers.emplace_back(name, number); });
    for (std::size_t i = 0; i < numbers.size(); ++i)
      for (const Tampering& tampering : tamperings) {
        Proof tampered = named.proof;
        tampered.best = with_number(named.proof.best, i, tampering.change);
        if (tampered.best == named.proof.best) continue;  // 0 times 1.5
        CAPTURE(named.name);
        CAPTURE(numbers[i].first);
        CAPTURE(tampering.name);
        const auto verdict = tampered.check();
        CHECK(verdict.holds == is_harmless(named, numbers[i].first, numbers[i].second, tampering));
        CHECK(verdict.holds == verdict.why.empty());
        refused += verdict.holds ? 0 : 1;
      }
  }
  CHECK(refused > 1500);
}

TEST_CASE("what is swapped, missing or too much is refused") {
  for (const auto& named : all_proofs()) {
    CAPTURE(named.name);
    const auto refuses = [&](auto&& change) {
      Proof tampered = named.proof;
      change(tampered.best);
      const auto verdict = tampered.check();
      CHECK_FALSE(verdict.holds);
      CHECK(verdict.why != "");
    };
    refuses([](BestCase& best) { best.exact = false; });
    refuses([](BestCase& best) { best.lasting = best.months ? Lasting::for_ever : Lasting::limited; });
    refuses([](BestCase& best) { best.months = best.months ? std::nullopt : std::optional<Months>{Months{1}}; });
    refuses([](BestCase& best) { best.certificate.served.clear(); });
    refuses([](BestCase& best) { best.certificate.served.push_back(plant); });
    refuses([](BestCase& best) { best.dropped = {plant}; });
    refuses([](BestCase& best) { best.cut.nodes.push_back(NodeId{7}); });
    if (named.proof.best.lasting != Lasting::at_once) {
      refuses([](BestCase& best) { best.certificate.plan = {}; });
      refuses([](BestCase& best) { best.certificate.plan.made.pop_back(); });
      refuses([](BestCase& best) { best.certificate.plan.made.front().push_back(0); });
      refuses([](BestCase& best) { best.certificate.plan.shipped.front() = {}; });
      refuses(
          [](BestCase& best) { best.certificate.plan.until.insert(best.certificate.plan.until.begin(), Months{1}); });
    }
    if (named.proof.best.lasting == Lasting::for_ever) continue;
    refuses([](BestCase& best) { best.certificate.prices = {}; });
    refuses([](BestCase& best) { best.certificate.prices.output.pop_back(); });
    refuses([](BestCase& best) { best.certificate.prices.output.front().push_back(0); });
    refuses([](BestCase& best) { best.certificate.prices.input.front() = {}; });
    refuses([](BestCase& best) { best.certificate.prices.share = {PerEdge<double>(9)}; });
    refuses([](BestCase& best) { best.certificate.prices.licence = {PerOffice<double>(9)}; });
    refuses([](BestCase& best) { best.certificate.prices.volume = PerLane<double>(9); });
    if (!named.proof.best.cut.nodes.empty()) refuses([](BestCase& best) { best.cut.nodes.pop_back(); });
    if (named.proof.best.cut.nodes.size() > 1)
      refuses([](BestCase& best) { std::swap(best.cut.nodes[0], best.cut.nodes[1]); });
  }
}

TEST_CASE("a refusal says where, what was found and what was expected") {
  Proof proof = one_plant();
  // 4 t/month reach the plant and 30 t are there: 30 − 5·(11 − 4) = −5.
  proof.best.certificate.plan.made[0][plant] = 11;
  CHECK(why(proof) == "plan: stock of 'ore' at 'Plant' falls to -5 t after 5 months");

  proof = one_plant();
  proof.best.certificate.plan.made[0][plant] = 9;
  CHECK(why(proof) == "plan: finished stock of 'Plant' falls to -5 t after 5 months");

  proof = one_plant();
  proof.best.certificate.plan.made[0][mine] = 6;
  CHECK(why(proof) == "plan: 'Mine' makes 6 t/month after 0 months, expected 4 at most");

  proof = one_plant();
  proof.best.certificate.plan.until = {Months{4}};
  CHECK(why(proof) == "plan: found an end after 4 months, expected one after 5");

  proof = one_plant();
  proof.best.certificate.plan.shipped[0][EdgeId{0}] = -1;
  CHECK(why(proof) == "plan, cell 1: found 'Mine' → 'Plant' carrying -1 t/month, expected 0 or more");

  // 30/(10 − 4) = 5 is what these prices prove.
  proof = one_plant();
  ends_after(proof.best, 4.5);
  proof.best.certificate.prices.until = {Months{4.5}};
  CHECK(why(proof) == "prices prove 5 months, not 4.5");

  // Metal is worth less than ore, and what is worth nothing proves nothing.
  proof = one_plant();
  proof.best.certificate.prices.output[0][plant] = 0;
  CHECK(why(proof) == "prices prove no end, not 5 months");

  proof = one_plant();
  proof.best.certificate.prices.output[0][plant] = 1.25;
  CHECK(why(proof) == "prices: 'Plant' makes without limit, and gains 0.25 a tonne after 0 months");

  proof = one_plant();
  proof.best.certificate.prices.output[0][mine] = 0.5;
  CHECK(why(proof) == "prices: 'Mine' → 'Plant' carries without limit, and gains 0.5 a tonne after 0 months");

  proof = stopped_mine();
  proof.best.certificate.prices.output[1][plant] = 2;
  CHECK(why(proof) == "prices, output 1, cell 2: found 2 after 1, expected no rise");

  proof = one_plant();
  proof.best.certificate.prices.output[0][mine] = no_number;
  CHECK(why(proof) == "prices, output 0, cell 1: found nan, expected 0 or more");

  proof = one_plant();
  proof.best.certificate.served = {mine};
  CHECK(why(proof) == "served: found 'Mine', expected 'Plant'");

  proof = one_plant();
  proof.best.months = Months{6};
  CHECK(why(proof) == "months: found 6, expected 5");

  proof = one_plant();
  proof.best.cut.inflow = {5};
  CHECK(why(proof) == "cut: found an inflow of 5 t/month, expected 4");

  proof = one_plant();
  proof.best.gradient[3].months_per_unit = proof.best.gradient[3].months_per_unit_less = 1;
  CHECK(why(proof) ==
        "gradient, capacity of 'Mine': found 1 months per unit more and 1 per unit less, expected 0.833333");

  proof = office();
  proof.best.certificate.plan.shipped[0][EdgeId{0}] = 5;
  proof.best.certificate.plan.made[0][NodeId{0}] = 5;
  // 5 + 4/2 licences a month where there are 6: short by one a month, for 10/3 months.
  CHECK(why(proof) == "plan: office 'Office' falls short by 3.33 licences after 3.333 months");

  proof = contracts();
  proof.best.certificate.plan.shipped[0][EdgeId{0}] = 6;
  // 6·6.25 = 37.5 t where 31.5 t may be.
  CHECK(why(proof) == "plan: what is left of the share of 'Supplier' → 'Target' falls to -6 t after 6.25 months");

  proof = new_review();
  proof.best.certificate.plan.shipped[1][EdgeId{0}] = 1;
  CHECK(why(proof) == "plan: 'Mine' → 'Plant' carries 1 t/month after 1 months, expected 0 at most");

  proof = stopped_mine();
  proof.best.interval->from = Months{0};
  CHECK(why(proof) == "interval: found 0 to inf months, expected no change between them, as there is after 2");
}

TEST_CASE("options that make no sense are refused as by survive") {
  Proof proof = one_plant();
  proof.options.flex = 0;
  CHECK_THROWS_WITH_AS(static_cast<void>(proof.check()), "flex: found 0, expected a finite number above 0",
                       InvalidOptions);
  proof = one_plant();
  proof.scenario.targets.node = {"Mine"};
  CHECK_THROWS_WITH_AS(static_cast<void>(proof.check()),
                       "baseline, targets: found no node with demand, expected at least one", InvalidScenario);
}

TEST_CASE("throughput counts only as long as it can arrive, and goods under way as long as they do") {
  // A lead of 1 month with 4 t under way: 30 + 4·1 + 4·(T − 1) = 10·T, as long as without a lead; one more t/month at
  // the mine counts for 4 months of 5.
  Proof proof = one_plant();
  proof.network.edges[EdgeId{0}].lead_time = Months{1};
  proof.best.cut.stock = {34};
  proof.best.cut.inflow = proof.best.cut.crossing[0].limit = {4 * 4. / 5};
  proof.best.gradient[3].months_per_unit = proof.best.gradient[3].months_per_unit_less = 4. / 6;
  CHECK(proof.check().why == "");
  proof.best.gradient[3].months_per_unit = proof.best.gradient[3].months_per_unit_less = 5. / 6;
  CHECK_FALSE(proof.check().holds);
}

TEST_CASE("a plan of constant rates and the prices can be apart, which the gap says") {
  // The mine's capacity falls evenly from 10 to 0 over 2 months: 5 + 10·T − 2.5·T² = 10·T at √2. A plan of one rate can
  // only take what there is at its end: 5 + (10 − 5·T)·T = 10·T at 1.
  Proof proof{.network = mine_and_plant({10}, {5}, {10})};
  Event fade{.ramp_in = Months{2}};
  fade.on.nodes.node = {"Mine"};
  fade.set = {{Lever::capacity, 0}};
  proof.scenario.events = {fade};
  BestCase& best = proof.best;
  const double upper = std::sqrt(2.);
  ends_after(best, 1);
  best.months = best.upper = Months{upper};
  best.exact = false;
  best.interval = {Months{0}, Months{2}};
  best.certificate.served = {plant};
  best.certificate.plan = steady(1, {5, 10}, {5});
  best.certificate.prices = constant(upper, {1, 1}, {1});
  best.cut = {.nodes = {mine, plant}, .stock = {5}, .demand = {10}, .inflow = {10 - 2.5 * upper}};
  const auto verdict = proof.check();
  CHECK(verdict.why == "");
  CHECK(verdict.gap == Approx(1 - 1 / upper).epsilon(1e-9));
  best.certificate.plan.made[0][mine] = best.certificate.plan.shipped[0][EdgeId{0}] = 5.001;
  CHECK(why(proof) == "plan: 'Mine' makes 5.001 t/month after 0 months, expected 5 at most");
}

TEST_CASE("a stock that an event sets is what there is from then on, and bounded by what was there as well") {
  // Nothing is mined. 15 t at 10 t/month, set to 20 t after 1 month: 20/10 months more. The prices add the 20 t to
  // the 5 t left: 35/10.
  Proof proof{.network = mine_and_plant({0}, {15}, {10})};
  Event found{.at = Months{1}};
  found.on = {.nodes = {.node = {"Plant"}}, .input = {"ore"}};
  found.set = {{Lever::stock, 20}};
  proof.scenario.events = {found};
  BestCase& best = proof.best;
  ends_after(best, 3);
  best.months = best.upper = Months{3.5};
  best.exact = false;
  best.certificate.served = {plant};
  best.certificate.plan = steady(3, {0, 10}, {0});
  best.certificate.prices = constant(3.5, {1, 1}, {1});
  best.cut = {.nodes = {mine, plant}, .stock = {35}, .demand = {10}, .inflow = {0}};
  CHECK(proof.check().why == "");
  best.lower = Months{3.1};
  CHECK(why(proof) == "plan: found an end after 3 months, expected one after 3.1");
  best.certificate.plan.until = {Months{3.1}};
  CHECK(why(proof) == "plan: stock of 'ore' at 'Plant' falls to -1 t after 3.1 months");

  // At the start it is exact: half of 30 t.
  found.at = Months{0};
  found.set.clear();
  found.scale = {{Lever::stock, 0.5}};
  proof.scenario.events = {found};
  proof.network.inputs[InputId{0}].stock = {30};
  ends_after(best, 1.5);
  best.certificate.plan.until = best.certificate.prices.until = {Months{1.5}};
  best.cut.stock = {15};
  CHECK(proof.check().why == "");

  // Scaled up later it has no bound.
  proof.scenario.events.front().at = Months{1};
  proof.scenario.events.front().scale.front().value = 1.5;
  CHECK(why(proof) == "prices: found a stock scaled by 1.5 after 1 months, expected 1 at most: it has no bound");
}

TEST_CASE("rivals that are served have to be served, but for those dropped") {
  // 30 t and 4 t/month for two plants of 10 and 2 t/month on one heap of metal: 30/(12 − 4).
  Network network = mine_and_plant({4}, {30}, {10});
  const auto rival = network.add(Node{.name = "Rival", .product = "car", .demand = {2}});
  network.add(Input{.node = rival, .product = "metal"});
  network.add(Edge{.from = plant, .to = rival, .flow = {2}});
  Proof proof{.network = network, .options = {.rivals = Rivals::served}};
  proof.scenario.targets.node = {"Plant"};
  BestCase& best = proof.best;
  ends_after(best, 30. / 8);
  best.certificate.served = {plant, rival};
  best.certificate.plan = steady(30. / 8, {4, 12, 2}, {4, 2});
  best.certificate.prices = constant(30. / 8, {1, 1, 1}, {1, 1});
  best.cut = {.nodes = {mine, plant, rival}, .stock = {30}, .demand = {12}, .inflow = {4}};
  CHECK(proof.check().why == "");
  best.certificate.served = {plant};
  CHECK(why(proof) == "served: found no more, expected 'Rival'");
  best.dropped = {rival};
  // Nothing that is made there reaches a target any more.
  CHECK(why(proof) == "plan: 'Rival' makes 2 t/month, expected 0: it reaches no target");
  best.dropped = {plant};
  CHECK(why(proof) == "dropped: found 'Plant', expected rivals that could be served");
  best.dropped = {rival};
  ends_after(best, 5);
  best.certificate.plan = steady(5, {4, 10, 0}, {4, 0});
  best.certificate.prices = constant(5, {1, 1, 0}, {1, 0});
  best.cut = {.nodes = {mine, plant}, .stock = {30}, .demand = {10}, .inflow = {4}};
  CHECK(proof.check().why == "");
}

TEST_CASE("a lane's volume, its first review and an office without limit for a time") {
  Proof proof{.network = mine_and_plant(unlimited<Flow>, {4}, {10}, {}, {3})};
  const auto grants = proof.network.offices.push_back({.name = "Office", .country = "CHN"});
  const auto lane = proof.network.add(Lane{.name = "Ore", .office = grants});
  proof.network.edges[EdgeId{0}].lane = lane;
  BestCase& best = proof.best;
  best.certificate.served = {plant};

  SUBCASE("the volume is all that is ever shipped") {
    // 4 + 16 t, at 10 t/month.
    proof.network.lanes[lane].volume = {16};
    ends_after(best, 2);
    best.certificate.plan = steady(2, {8, 10}, {8});
    best.certificate.prices = constant(2, {0, 1}, {1});
    best.certificate.prices.volume = PerLane<double>(std::vector<double>{1});
    best.cut = {.nodes = {plant}, .stock = {4}, .demand = {10}, .inflow = {8}};
    best.cut.crossing = {{.kind = Crossing::Kind::lane, .lane = lane, .limit = {8}}};
    CHECK(proof.check().why == "");
    best.certificate.plan.made[0][mine] = best.certificate.plan.shipped[0][EdgeId{0}] = 9;
    CHECK(why(proof) == "plan: volume of lane 'Ore' falls to -2 t after 2 months");
    best.certificate.prices.volume[lane] = 0;
    best.certificate.plan.made[0][mine] = best.certificate.plan.shipped[0][EdgeId{0}] = 8;
    CHECK(why(proof) == "prices: 'Mine' → 'Plant' carries without limit, and gains 1 a tonne after 0 months");
  }
  SUBCASE("the usual flow was filed before the start, and no more is granted until the review is over") {
    // 4/(10 − 3) months.
    proof.network.lanes[lane].review = Months{1};
    ends_after(best, 4. / 7);
    best.certificate.plan = steady(4. / 7, {3, 10}, {3});
    best.certificate.prices = constant(4. / 7, {0, 1}, {1});
    best.cut = {.nodes = {plant}, .stock = {4}, .demand = {10}, .inflow = {3}};
    CHECK(proof.check().why == "");
    best.certificate.plan.made[0][mine] = best.certificate.plan.shipped[0][EdgeId{0}] = 4;
    CHECK(why(proof) == "plan: 'Mine' → 'Plant' carries 4 t/month after 0 months, expected 3 at most");
  }
  SUBCASE("what is shipped while there is no limit is not counted, and nothing is saved up for later") {
    // 2 licences a month from the first month on; until then the edge's 12 t/month: 4 + 12 + 2·(T − 1) = 10·T.
    proof.network.edges[EdgeId{0}].capacity = {12};
    proof.network.lanes[lane].t_per_licence = {1};
    Event limit{.at = Months{1}};
    limit.on.office = {"Office"};
    limit.set = {{Lever::licences_per_month, 2}};
    proof.scenario.events = {limit};
    ends_after(best, 14. / 8);
    best.certificate.plan = steady(1, {12, 10}, {12});
    best.certificate.plan.until.push_back(Months{14. / 8});
    best.certificate.plan.made.push_back(PerNode<double>(std::vector<double>{2, 10}));
    best.certificate.plan.shipped.push_back(PerEdge<double>(std::vector<double>{2}));
    best.certificate.prices = constant(14. / 8, {0, 1}, {1});
    best.certificate.prices.licence = {PerOffice<double>(std::vector<double>{1})};
    best.cut = {.nodes = {plant}, .stock = {4}, .demand = {10}, .inflow = {13.5 / 1.75}};
    CHECK(proof.check().why == "");
    best.certificate.plan.made[1][mine] = best.certificate.plan.shipped[1][EdgeId{0}] = 3;
    CHECK(why(proof) == "plan: office 'Office' falls short by 0.75 licences after 1.75 months");
  }
  SUBCASE("a closed lane carries nothing, and behind it nothing reaches a target") {
    proof.network.lanes[lane].approval = 0;
    ends_after(best, 0.4);
    best.certificate.plan = steady(0.4, {0, 10}, {0});
    best.certificate.prices = constant(0.4, {0, 1}, {1});
    best.cut = {.nodes = {plant}, .stock = {4}, .demand = {10}, .inflow = {0}};
    best.certificate.plan.shipped[0][EdgeId{0}] = 1;
    CHECK(why(proof) == "plan: 'Mine' → 'Plant' carries 1 t/month, expected 0: it reaches no target");
    best.certificate.plan.shipped[0][EdgeId{0}] = 0;
    // 3 t/month were under way for no time at all.
    CHECK(proof.check().why == "");
  }
}

TEST_CASE("a lead time that grows brings goods later and thinner") {
  // 1 month, growing evenly to 2 over the first month: what is shipped at t arrives at 1 + 2·t. 12 t/month are mined,
  // so 6 t/month arrive from 1 to 3, after the 12 t under way: 9 + 12 + 6·(T − 1) = 15·T at 15/9 months.
  Proof proof{.network = mine_and_plant({12}, {9}, {15}, Months{1}, {12})};
  Event slower{.ramp_in = Months{1}};
  slower.on.from = NodeFilter{.node = {"Mine"}};
  slower.set = {{Lever::lead_time, 2}};
  proof.scenario.events = {slower};
  BestCase& best = proof.best;
  const double end = 15. / 9;
  ends_after(best, end);
  best.certificate.served = {plant};
  best.certificate.plan = steady(end, {12, 15}, {12});
  // Only what is shipped until (T − 1)/2 arrives by T. The limit is the edge's, so that ore at the mine has no price:
  // its window, by the least lead, would be longer than that.
  proof.network.edges[EdgeId{0}].capacity = {12};
  proof.network.nodes[mine].capacity = unlimited<Flow>;
  best.certificate.prices = constant(end, {0, 1}, {1});
  best.cut = {.nodes = {plant}, .stock = {21}, .demand = {15}, .inflow = {12 * (end - 1) / 2 / end}};
  CHECK(proof.check().why == "");
  best.certificate.plan.made[0][plant] = 15.1;
  CHECK_FALSE(proof.check().holds);
}

TEST_CASE("garbage is refused, not followed") {
  const double odd[] = {0, -0.0, 1, -1, 0.5, 1e-300, 1e300, -1e300, no_number, never, -never, 5, 10, 4};
  std::size_t held = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    Random random(seed);
    const auto proofs = all_proofs();
    Proof proof = proofs[random.below(proofs.size())].proof;
    BestCase& best = proof.best;
    const auto any = [&] { return odd[random.below(std::size(odd))]; };
    // A tenth of the numbers become odd ones, sometimes tables lose or gain rows or cells.
    const double truth = best.upper.count();
    const double part = seed % 3 == 0 ? 0.02 : 0.2;
    for_each_number(best, [&](const std::string&, double& number) {
      if (random.chance(part)) number = any();
    });
    const auto reshape = [&](auto& cells) {
      if (random.chance(0.1)) cells.resize(random.below(4));
      for (auto& cell : cells)
        while (random.chance(0.05)) cell.push_back(any());
    };
    reshape(best.certificate.plan.made);
    reshape(best.certificate.plan.shipped);
    reshape(best.certificate.prices.output);
    reshape(best.certificate.prices.input);
    reshape(best.certificate.prices.share);
    reshape(best.certificate.prices.own_share);
    reshape(best.certificate.prices.licence);
    if (random.chance(0.1)) best.certificate.plan.until.resize(random.below(4));
    if (random.chance(0.1)) best.certificate.prices.until.resize(random.below(4));
    const auto verdict = proof.check();
    CHECK(verdict.holds == verdict.why.empty());
    if (!verdict.holds) continue;
    ++held;  // what holds in spite of all is the truth
    CAPTURE(seed);
    CHECK((best.upper.count() == truth || best.upper.count() == Approx(truth).epsilon(1e-6)));
    CHECK((best.lower.count() == truth || best.lower.count() == Approx(truth).epsilon(1e-6)));
  }
  CHECK(held < 150);
}
