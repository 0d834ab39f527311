// SPDX-License-Identifier: Apache-2.0
/// @file  Each case with the derivation of its plan and its prices.
#include "survive/proofs.hpp"

namespace ytterby::test {

namespace {

using enum Gain::Quantity;

constexpr NodeId mine{0}, plant{1};
constexpr InputId ore{0};
constexpr EdgeId road{0};

Gain gain(Gain::Quantity quantity, NodeId node, double months) {
  return {.quantity = quantity, .node = node, .months_per_unit = months, .months_per_unit_less = months};
}

Gain gain_of_input(NodeId node, InputId input, double months) {
  Gain of_input = gain(stock, node, months);
  of_input.input = input;
  return of_input;
}

Crossing full(NodeId node, double limit) { return {.kind = Crossing::Kind::capacity, .node = node, .limit = {limit}}; }

}  // namespace

Network mine_and_plant(Flow mined, Mass stock_of_ore, Flow wanted, Months lead, Flow flow) {
  Network network;
  network.add(Node{.name = "Mine", .product = "ore", .capacity = mined});
  network.add(Node{.name = "Plant", .product = "metal", .demand = wanted});
  network.add(Input{.node = plant, .product = "ore", .stock = stock_of_ore});
  network.add(Edge{.from = mine, .to = plant, .flow = flow, .lead_time = lead});
  return network;
}

Proof one_plant() {
  Proof proof{.network = mine_and_plant({4}, {30}, {10})};
  BestCase& best = proof.best;
  ends_after(best, 5);
  best.certificate.served = {plant};
  best.certificate.plan = steady(5, {4, 10}, {4});
  // Everything is worth 1: 30 + 4·T of supply, 10·T of demand.
  best.certificate.prices = constant(5, {1, 1}, {1});
  best.cut = {.nodes = {mine, plant}, .stock = {30}, .demand = {10}, .inflow = {4}, .crossing = {full(mine, 4)}};
  // A month costs 10 − 4 = 6.
  best.gradient = {gain_of_input(plant, ore, 1. / 6), gain(stock, plant, 1. / 6), gain(stock, mine, 1. / 6),
                   gain(capacity, mine, 5. / 6), gain(demand, plant, -5. / 6)};
  return proof;
}

Proof pipeline() {
  Proof proof{.network = mine_and_plant({20}, {5}, {10}, Months{2}, {1})};
  BestCase& best = proof.best;
  const double end = 5. / 9;
  ends_after(best, end);
  best.certificate.served = {plant};
  best.certificate.plan = steady(end, {0, 10}, {0});
  // What the mine ships cannot arrive by then: 5 + 1·T of supply.
  best.certificate.prices = constant(end, {1, 1}, {1});
  best.cut = {.nodes = {plant}, .stock = {5 + end}, .demand = {10}, .inflow = {0}};
  best.gradient = {gain_of_input(plant, ore, 1. / 9), gain(demand, plant, -end / 9)};
  return proof;
}

Proof two_inputs() {
  Proof proof;
  Network& network = proof.network;
  const auto a = network.add(Node{.name = "A", .product = "a", .capacity = {2}});
  const auto b = network.add(Node{.name = "B", .product = "b", .capacity = {20}});
  const auto maker = network.add(Node{.name = "Maker", .product = "c", .demand = {3}});
  const auto of_a = network.add(Input{.node = maker, .product = "a", .t_per_t = 2, .stock = {12}});
  network.add(Input{.node = maker, .product = "b", .stock = {100}});
  network.add(Edge{.from = a, .to = maker, .flow = {2}});
  network.add(Edge{.from = b, .to = maker, .flow = {3}});
  BestCase& best = proof.best;
  ends_after(best, 3);
  best.certificate.served = {maker};
  best.certificate.plan = steady(3, {2, 3, 3}, {2, 3});
  // In tonnes of A: the product is worth 2, B nothing. 12 + 2·T of supply, 2·3·T of demand; a month costs 4. The cut
  // is in tonnes of the product, half of that.
  best.certificate.prices = constant(3, {1, 0, 2}, {1, 0});
  best.cut = {.nodes = {a, maker}, .stock = {6}, .demand = {3}, .inflow = {1}, .crossing = {full(a, 2)}};
  best.gradient = {gain_of_input(maker, of_a, 1. / 4), gain(stock, maker, 2. / 4), gain(capacity, a, 3. / 4),
                   gain(demand, maker, -2. * 3 / 4)};
  return proof;
}

Proof contracts() {
  Proof proof;
  Network& network = proof.network;
  const auto supplier = network.add(Node{.name = "Supplier", .product = "a", .capacity = {2}, .stock = {40}});
  const auto target = network.add(Node{.name = "Target", .product = "b", .demand = {6}});
  const auto rival = network.add(Node{.name = "Rival", .product = "c", .demand = {4}});
  const auto input = network.add(Input{.node = target, .product = "a", .stock = {6}});
  network.add(Input{.node = rival, .product = "a"});
  const auto edge = network.add(Edge{.from = supplier, .to = target, .flow = {6}});
  network.add(Edge{.from = supplier, .to = rival, .flow = {4}});
  proof.scenario.targets.node = {"Target"};
  BestCase& best = proof.best;
  ends_after(best, 6.25);
  best.certificate.served = {target};
  // 6·6.25 − 6 = 31.5 t are shipped by then, 0.6·(40 + 2·6.25) = 31.5 t may be.
  best.certificate.plan = steady(6.25, {2, 6, 0}, {31.5 / 6.25, 0});
  // The right to the share is worth what the goods are at the target, and goods at the supplier nothing by themselves,
  // since there are enough. Supply 6 + 0.6·40 + 0.6·2·T, demand 6·T; a month costs 6 − 1.2 = 4.8.
  best.certificate.prices = constant(6.25, {0, 1, 0}, {1, 0});
  best.certificate.prices.share = {PerEdge<double>(std::vector<double>{1, 0})};
  best.cut = {
      .nodes = {supplier, target}, .stock = {30}, .demand = {6}, .inflow = {1.2}, .crossing = {full(supplier, 2)}};
  best.cut.crossing.push_back({.kind = Crossing::Kind::share, .node = supplier, .edge = edge, .limit = {5.04}});
  best.gradient = {gain_of_input(target, input, 1 / 4.8), gain(stock, supplier, 0.6 / 4.8),
                   gain(capacity, supplier, 0.6 * 6.25 / 4.8), gain(demand, target, -6.25 / 4.8)};
  return proof;
}

Proof own_contract() {
  Proof proof;
  Network& network = proof.network;
  const auto maker = network.add(Node{.name = "Maker", .product = "a", .capacity = {0}, .stock = {50}, .demand = {3}});
  const auto rival = network.add(Node{.name = "Rival", .product = "b", .demand = {7}});
  network.add(Input{.node = rival, .product = "a"});
  network.add(Edge{.from = maker, .to = rival, .flow = {7}});
  proof.scenario.targets.node = {"Maker"};
  BestCase& best = proof.best;
  ends_after(best, 5);
  best.certificate.served = {maker};
  best.certificate.plan = steady(5, {0, 0}, {0});
  // The right of the own demand alone is worth something: 0.3·50 of supply, 3·T of demand.
  best.certificate.prices = constant(5, {0, 0}, {0});
  best.certificate.prices.own_share = {PerNode<double>(std::vector<double>{1, 0})};
  best.cut = {.nodes = {maker}, .stock = {15}, .demand = {3}, .inflow = {0}};
  best.cut.crossing = {{.kind = Crossing::Kind::share, .node = maker, .limit = {3}}};
  best.gradient = {gain(stock, maker, 0.1), gain(demand, maker, -5. / 3)};
  return proof;
}

Proof office() {
  Proof proof;
  Network& network = proof.network;
  const auto grants = network.offices.push_back({.name = "Office", .country = "CHN", .licences_per_month = {6}});
  const auto small = network.add(Lane{.name = "Small", .office = grants, .t_per_licence = {1}});
  const auto large = network.add(Lane{.name = "Large", .office = grants, .t_per_licence = {2}});
  const auto a = network.add(Node{.name = "A", .product = "a"});
  const auto b = network.add(Node{.name = "B", .product = "b"});
  const auto maker = network.add(Node{.name = "Maker", .product = "c", .demand = {10}});
  const auto of_a = network.add(Input{.node = maker, .product = "a", .stock = {20}});
  const auto of_b = network.add(Input{.node = maker, .product = "b", .stock = {20}});
  network.add(Edge{.from = a, .to = maker, .lane = small, .flow = {10}});
  network.add(Edge{.from = b, .to = maker, .lane = large, .flow = {10}});
  BestCase& best = proof.best;
  const double end = 10. / 3;
  ends_after(best, end);
  best.certificate.served = {maker};
  // (10·10/3 − 20)/(10/3) = 4 t/month of each: 4/1 + 4/2 = 6 licences.
  best.certificate.plan = steady(end, {4, 4, 10}, {4, 4});
  // In licences: a tonne of A is worth 1, of B 1/2, of the product 3/2. Supply 20 + 10 + 6·T, demand 15·T; a month
  // costs 9. The cut is in tonnes of the product, two thirds of that.
  best.certificate.prices = constant(end, {0, 0, 1.5}, {1, 0.5});
  best.certificate.prices.licence = {PerOffice<double>(std::vector<double>{1})};
  best.cut = {.nodes = {maker}, .stock = {20}, .demand = {10}, .inflow = {4}};
  best.cut.crossing = {{.kind = Crossing::Kind::lane, .lane = small, .limit = {4}},
                       {.kind = Crossing::Kind::lane, .lane = large, .limit = {4}}};
  Gain of_small = gain(Gain::Quantity::lane, NodeId{}, end / 9),
       of_large = gain(Gain::Quantity::lane, NodeId{}, end / 18);
  of_small.lane = small;
  of_large.lane = large;
  best.gradient = {gain_of_input(maker, of_a, 1. / 9),
                   gain_of_input(maker, of_b, 0.5 / 9),
                   gain(stock, maker, 1.5 / 9),
                   of_small,
                   of_large,
                   gain(demand, maker, -1.5 * end / 9)};
  return proof;
}

Proof stopped_mine() {
  Proof proof{.network = mine_and_plant({12}, {5}, {10})};
  Event stop{.at = Months{2}};
  stop.on.nodes.node = {"Mine"};
  stop.set = {{Lever::capacity, 0}};
  proof.scenario.events = {stop};
  BestCase& best = proof.best;
  ends_after(best, 2.9);
  best.interval = {Months{2}, Months{std::numeric_limits<double>::infinity()}};
  best.certificate.served = {plant};
  best.certificate.plan = steady(2, {12, 10}, {12});
  best.certificate.plan.until.push_back(Months{2.9});
  best.certificate.plan.made.push_back(PerNode<double>(std::vector<double>{0, 10}));
  best.certificate.plan.shipped.push_back(PerEdge<double>(std::vector<double>{0}));
  // Everything is worth 1 to the end: 5 + 12·2 of supply, 10·T of demand; a month costs 10.
  Prices& prices = best.certificate.prices = constant(2, {1, 1}, {1});
  prices.until.push_back(Months{2.9});
  prices.output.push_back(prices.output.front());
  prices.input.push_back(prices.input.front());
  best.cut = {
      .nodes = {mine, plant}, .stock = {5}, .demand = {10}, .inflow = {24 / 2.9}, .crossing = {full(mine, 24 / 2.9)}};
  best.gradient = {gain_of_input(plant, ore, 0.1), gain(capacity, mine, 0.29), gain(demand, plant, -0.29)};
  return proof;
}

Proof at_once() {
  Proof proof{.network = mine_and_plant({4}, {0}, {10})};
  BestCase& best = proof.best;
  ends_after(best, 0);
  best.certificate.served = {plant};
  best.certificate.prices = constant(0, {1, 1}, {1});  // 4·T of supply, 10·T of demand, however short T
  best.cut = {.nodes = {mine, plant}, .stock = {0}, .demand = {10}, .inflow = {4}, .crossing = {full(mine, 4)}};
  best.gradient = {gain_of_input(plant, ore, 1. / 6)};
  return proof;
}

Proof for_ever() {
  Proof proof{.network = mine_and_plant({10}, {30}, {10})};
  BestCase& best = proof.best;
  const double never = std::numeric_limits<double>::infinity();
  best.lasting = Lasting::for_ever;
  best.lower = best.upper = Months{never};
  best.exact = true;
  best.certificate.served = {plant};
  best.certificate.plan = steady(never, {10, 10}, {10});
  return proof;
}

Proof partly_essential() {
  Proof proof{.network = mine_and_plant({1}, {12}, {10}, {}, {1})};
  proof.network.nodes[plant].capacity = {14};
  proof.network.nodes[plant].stock = {10};
  proof.network.inputs[ore].essential = 0.5;
  BestCase& best = proof.best;
  ends_after(best, 6.4);
  best.certificate.served = {plant};
  // The plant could want min(14, 10 + 10/1) = 14, half of which it makes without ore, and half a tonne more of each
  // tonne. It makes 10 − 10/6.4 = 8.4375, for which it takes 2·(8.4375 − 7) = 2.875 = (12 + 6.4)/6.4 of ore.
  best.certificate.plan = steady(6.4, {1, 8.4375}, {1});
  // Ore is worth half of metal: 10 + 12/2 + (1/2 + 7)·T of supply, 10·T of demand; a month costs 2.5. One more of the
  // plant's capacity is half a tonne more without ore.
  best.certificate.prices = constant(6.4, {0.5, 1}, {0.5});
  best.cut = {.nodes = {mine, plant}, .stock = {16}, .demand = {10}, .inflow = {7.5}, .crossing = {full(mine, 1)}};
  best.gradient = {gain_of_input(plant, ore, 0.2), gain(stock, plant, 0.4), gain(capacity, mine, 0.5 * 6.4 / 2.5),
                   gain(capacity, plant, 0.5 * 6.4 / 2.5), gain(demand, plant, -6.4 / 2.5)};
  return proof;
}

Proof new_review() {
  Proof proof{.network = mine_and_plant(unlimited<Flow>, {15}, {10})};
  const auto grants = proof.network.offices.push_back({.name = "Office", .country = "CHN"});
  const auto lane = proof.network.add(Lane{.name = "Ore", .office = grants});
  proof.network.edges[road].lane = lane;
  proof.network.edges[road].capacity = {12};
  Event longer{.at = Months{1}};
  longer.on.lane = {"Ore"};
  longer.set = {{Lever::review, 2}};
  proof.scenario.events = {longer};
  BestCase& best = proof.best;
  ends_after(best, 2.7);
  best.interval = {Months{1}, Months{3}};
  best.certificate.served = {plant};
  best.certificate.plan = steady(1, {12, 10}, {12});
  best.certificate.plan.until.push_back(Months{2.7});
  best.certificate.plan.made.push_back(PerNode<double>(std::vector<double>{0, 10}));
  best.certificate.plan.shipped.push_back(PerEdge<double>(std::vector<double>{0}));
  // Ore is worth nothing at a mine without limit: 15 + 12·1 of supply, 10·T of demand; a month costs 10.
  best.certificate.prices = constant(2.7, {0, 1}, {1});
  best.cut = {.nodes = {plant}, .stock = {15}, .demand = {10}, .inflow = {12 / 2.7}};
  best.cut.crossing = {{.kind = Crossing::Kind::edge, .node = mine, .edge = road, .limit = {12 / 2.7}},
                       {.kind = Crossing::Kind::lane, .lane = lane, .limit = {12 / 2.7}}};
  Gain wider = gain(edge_capacity, mine, 0.1);
  wider.edge = road;
  best.gradient = {gain_of_input(plant, ore, 0.1), wider};
  return proof;
}

Proof recycling() {
  Proof proof{.network = mine_and_plant({0}, {29}, {10}, {}, {9})};
  Network& network = proof.network;
  const double step = proof.options.step.count();
  const auto recycler = network.add(Node{.name = "Recycler", .product = "ore"});
  const auto scrap = network.add(Input{.node = recycler, .product = "metal"});
  network.add(Edge{.from = plant, .to = recycler, .flow = {1}});
  network.add(Edge{.from = recycler, .to = plant, .flow = {1}, .lead_time = Months{step / 2}});
  proof.options.rivals = Rivals::ignored;
  BestCase& best = proof.best;
  // One t/month on each edge of the ring counts for a step: on the way to the recycler all of it is there at once, on
  // the way back half, and half arrives within the lead time.
  const double end = (29 + 2 * step) / 10;
  ends_after(best, end);
  best.certificate.served = {plant};
  const double back = step / (end - step / 2);  // shipped as long as it arrives in time
  best.certificate.plan = steady(end, {0, 10, back}, {0, 0, back});
  best.certificate.prices = constant(end, {1, 1, 1}, {1, 1});
  best.cut = {.nodes = {mine, plant, recycler}, .stock = {29 + 2 * step}, .demand = {10}, .inflow = {0}};
  best.cut.crossing = {full(mine, 0)};
  best.gradient = {gain_of_input(recycler, scrap, 0.1), gain(stock, recycler, 0.1), gain(demand, plant, -end / 10)};
  return proof;
}

std::vector<NamedProof> all_proofs() {
  return {{"one plant", one_plant()},       {"pipeline", pipeline()},
          {"two inputs", two_inputs()},     {"contracts", contracts()},
          {"own contract", own_contract()}, {"office", office()},
          {"stopped mine", stopped_mine()}, {"at once", at_once()},
          {"for ever", for_ever()},         {"partly essential", partly_essential()},
          {"new review", new_review()},     {"recycling", recycling()}};
}

}  // namespace ytterby::test
