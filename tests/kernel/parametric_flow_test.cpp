// SPDX-License-Identifier: Apache-2.0
/// @file  Maximum flows and critical cuts that can be worked out by hand.
#include "ytterby/kernel/parametric_flow.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/kernel/max_flow.hpp"

using namespace ytterby;
using namespace ytterby::kernel;

namespace {

using Ids = std::vector<std::uint32_t>;
using Values = std::vector<double>;
using Side = std::vector<char>;
constexpr double no_limit = unlimited_flow<double>;

struct Arcs {
  std::size_t nodes = 0;
  Ids tail = {}, head = {};
  Values capacity = {};

  [[nodiscard]] FlowArcs<double> view() const {
    return {.nodes = nodes, .tail = tail, .head = head, .capacity = capacity};
  }
};

/// A mine, 0, feeds two refiners, 1 and 2, by 6 and 5; they feed a plant, 3, by 4 and 9.
const Arcs diamond{.nodes = 4, .tail = {0, 0, 1, 2}, .head = {1, 2, 3, 3}, .capacity = {6, 5, 4, 9}};

}  // namespace

TEST_CASE("a diamond carries what its narrow places let through") {
  MaxFlow<double> flow(diamond.view());
  flow.set_source(0, 20);
  flow.set_sink(3, 30);
  CHECK(flow.maximise() == 9);  // 4 by refiner 1, 5 by refiner 2
  flow.settle();
  CHECK(flow.flow(0) == 4);
  CHECK(flow.flow(1) == 5);
  CHECK(flow.flow(2) == 4);
  CHECK(flow.flow(3) == 5);
  CHECK(flow.source_flow(0) == 9);
  CHECK(flow.sink_flow(3) == 9);
  Side side;
  flow.smallest_sink_side(side);
  CHECK(side == Side{0, 0, 1, 1});  // cut: 5 into refiner 2 and 4 into the plant
}

TEST_CASE("the two extreme cuts enclose a chain of equal arcs") {
  MaxFlow<double> flow({.nodes = 3, .tail = Ids{0, 1}, .head = Ids{1, 2}, .capacity = Values{2, 2}});
  flow.set_source(0, 9);
  flow.set_sink(2, 9);
  CHECK(flow.maximise() == 2);
  Side side;
  flow.smallest_sink_side(side);
  CHECK(side == Side{0, 0, 1});
  flow.largest_sink_side(side);
  CHECK(side == Side{0, 1, 1});
}

TEST_CASE("a way through all nodes is found") {
  Arcs chain{.nodes = 50};
  for (std::uint32_t i = 0; i + 1 < 50; ++i) {
    chain.tail.push_back(i + 1);
    chain.head.push_back(i);
    chain.capacity.push_back(3);
  }
  MaxFlow<double> flow(chain.view());
  flow.set_source(49, 7);
  flow.set_sink(0, 7);
  CHECK(flow.maximise() == 3);
}

TEST_CASE("an unlimited arc costs no digits of its flow") {
  MaxFlow<double> flow({.nodes = 2, .tail = Ids{0}, .head = Ids{1}, .capacity = Values{no_limit}});
  flow.set_source(0, no_limit);
  flow.set_sink(1, 0.1);
  CHECK(flow.maximise() == 0.1);
  flow.settle();
  CHECK(flow.flow(0) == 0.1);
  CHECK(flow.source_flow(0) == 0.1);
}

TEST_CASE("a network without nodes carries nothing") {
  MaxFlow<double> flow(FlowArcs<double>{});
  CHECK(flow.maximise() == 0);
  ParametricFlow<double> parametric(FlowArcs<double>{});
  CHECK(parametric.least_rate({}, {}, {}).met == Met::always);
}

TEST_CASE("more from a source goes on where the flow stood") {
  MaxFlow<double> flow(diamond.view());
  flow.set_source(0, 3);
  flow.set_sink(3, 30);
  CHECK(flow.maximise() == 3);
  const auto pushes = flow.pushes();
  CHECK(flow.maximise() == 3);
  CHECK(flow.pushes() == pushes);
  flow.set_source(0, 8);
  CHECK(flow.maximise() == 8);
}

TEST_CASE("a source cut below what it sent, a sink below what it got and an arc below what it carried are obeyed") {
  MaxFlow<double> flow(diamond.view());
  flow.set_source(0, 20);
  flow.set_sink(3, 30);
  CHECK(flow.maximise() == 9);
  flow.set_sink(3, 6);
  CHECK(flow.maximise() == 6);
  flow.set_capacity(3, 1);
  CHECK(flow.maximise() == 5);  // 4 + 1
  flow.set_source(0, 2);
  CHECK(flow.maximise() == 2);
  flow.settle();
  CHECK(flow.flow(2) + flow.flow(3) == 2);
  CHECK(flow.flow(3) <= 1);
}

TEST_CASE("a flow in whole numbers is exact where doubles are not") {
  constexpr std::int64_t large = (std::int64_t{1} << 60) + 1;  // no double
  MaxFlow<std::int64_t> flow({.nodes = 2,
                              .tail = Ids{0},
                              .head = Ids{1},
                              .capacity = std::vector<std::int64_t>{unlimited_flow<std::int64_t>}});
  flow.set_source(0, unlimited_flow<std::int64_t>);
  flow.set_sink(1, large);
  CHECK(flow.maximise() == large);
  flow.settle();
  CHECK(flow.flow(0) == large);
}

TEST_CASE("a stop ends a solve, which can be taken up again") {
  MaxFlow<double> flow(diamond.view());
  flow.set_source(0, 20);
  flow.set_sink(3, 30);
  CHECK_THROWS_AS(flow.maximise({.stop = [] { return true; }}), Cancelled);
  CHECK(flow.maximise({.stop = [] { return false; }}) == 9);
}

TEST_CASE("more pushes than allowed are an error") {
  MaxFlow<double> flow(diamond.view());
  flow.set_source(0, 20);
  flow.set_sink(3, 30);
  CHECK_THROWS_WITH_AS(flow.maximise({.most_pushes = 2}),
                       "maximum flow: found more than 2 pushes, expected an end before", Error);
  CHECK(flow.maximise() == 9);
}

TEST_CASE("arcs and capacities that make no network are refused") {
  const auto make = [](const Arcs& arcs) { return MaxFlow<double>(arcs.view()); };
  CHECK_THROWS_WITH_AS(static_cast<void>(make({.nodes = 2, .tail = {0}, .head = {1, 1}, .capacity = {1}})),
                       "arcs: found 1 tails, 2 heads and 1 capacities, expected as many of each", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(make({.nodes = 2, .tail = {0}, .head = {2}, .capacity = {1}})),
                       "arc 0: found node 2, expected one below 2", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(make({.nodes = 2, .tail = {0}, .head = {1}, .capacity = {-1}})),
                       "arc 0, capacity: found -1.000000, expected 0 or more", InvalidOptions);
  MaxFlow<double> flow(diamond.view());
  CHECK_THROWS_WITH_AS(flow.set_capacity(2, std::numeric_limits<double>::quiet_NaN()),
                       "arc 2, capacity: found nan, expected 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(flow.set_source(1, -2), "source of node 1, capacity: found -2.000000, expected 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(flow.set_sink(1, no_limit), "sink of node 1, capacity: found an unlimited one, expected less",
                       InvalidOptions);
  MaxFlow<std::int64_t> whole({.nodes = 1});
  whole.set_sink(0, std::int64_t{1} << 62);
  CHECK_THROWS_AS(whole.maximise(), InvalidOptions);
}

TEST_CASE("a stock of 20 t beside 6 of 10 t a month lasts five months") {
  ParametricFlow<double> flow({.nodes = 1});
  auto cut = flow.least_rate(Values{6}, Values{20}, Values{10});
  flow.resolve_ties(cut);
  CHECK(cut.met == Met::up_to);
  CHECK(cut.parameter == 0.2);  // (10 − 6)/20 a month
  CHECK(cut.steps == 2);
  CHECK(cut.largest == Side{1});
  CHECK(cut.smallest == Side{1});
  CHECK(cut.is_smallest_in_all);
  flow.flow().settle();
  CHECK(flow.flow().source_flow(0) == 10);
}

TEST_CASE("a narrow arc binds before the stock behind it does") {
  // Mine 0 makes 12, has 100 t in stock; the arc carries 7 of the 10 that plant 1 needs, which has 6 t itself.
  ParametricFlow<double> flow({.nodes = 2, .tail = Ids{0}, .head = Ids{1}, .capacity = Values{7}});
  auto cut = flow.least_rate(Values{12, 0}, Values{100, 6}, Values{0, 10});
  flow.resolve_ties(cut);
  CHECK(cut.parameter == 0.5);  // (10 − 7)/6: two months
  CHECK(cut.largest == Side{0, 1});
}

TEST_CASE("what is made lasts for ever, and what cannot arrive never comes") {
  ParametricFlow<double> flow({.nodes = 2, .tail = Ids{0}, .head = Ids{1}, .capacity = Values{7}});
  const auto always = flow.least_rate(Values{12, 0}, Values{100, 0}, Values{0, 7});
  CHECK(always.met == Met::always);
  CHECK(always.parameter == 0);
  CHECK(always.largest == Side{0, 0});
  const auto never = flow.least_rate(Values{12, 0}, Values{100, 0}, Values{0, 8});
  CHECK(never.met == Met::never);
  CHECK(std::isinf(never.parameter));
  CHECK(never.largest == Side{0, 1});
  CHECK(never.smallest == Side{0, 1});
}

TEST_CASE("two plants that last equally long are two smallest cuts in one largest") {
  // Each has 5 t and needs 1; a third lasts longer.
  ParametricFlow<double> flow({.nodes = 3});
  auto cut = flow.least_rate(Values{0, 0, 0}, Values{5, 5, 9}, Values{1, 1, 1});
  flow.resolve_ties(cut);
  CHECK(cut.parameter == 0.2);
  CHECK(cut.largest == Side{1, 1, 0});
  CHECK((cut.smallest == Side{1, 0, 0} || cut.smallest == Side{0, 1, 0}));
  CHECK_FALSE(cut.is_smallest_in_all);
  CHECK(flow.smallest_with(0) == Side{1, 0, 0});
  CHECK(flow.smallest_with(1) == Side{0, 1, 0});
  CHECK(flow.smallest_with(2).empty());
}

TEST_CASE("a supplier that has just enough for its customer makes the larger of two nested cuts") {
  // Plant 1 lacks 2 of 10 beyond the arc's 8 and has 4 t: λ = 1/2. Supplier 0 makes 5 and has 6 t: 3 a month at 1/2.
  ParametricFlow<double> flow({.nodes = 2, .tail = Ids{0}, .head = Ids{1}, .capacity = Values{8}});
  auto cut = flow.least_rate(Values{5, 0}, Values{6, 4}, Values{0, 10});
  flow.resolve_ties(cut);
  CHECK(cut.parameter == 0.5);  // alone (10 − 8)/4, both (10 − 5)/10
  CHECK(cut.smallest == Side{0, 1});
  CHECK(cut.largest == Side{1, 1});
  CHECK(cut.is_smallest_in_all);
  CHECK(flow.smallest_with(0) == Side{1, 1});
}

TEST_CASE("of cuts that are short by as much, the one with the least stock takes the step") {
  // At λ = 0 plant 0 lacks 1 and has 1 t; plant 1 makes what it needs beside 100 t. Both together would ask for 1/101.
  ParametricFlow<double> flow({.nodes = 2});
  const auto cut = flow.least_rate(Values{0, 1}, Values{1, 100}, Values{1, 1});
  CHECK(cut.parameter == 1);
  CHECK(cut.steps == 2);
  CHECK(cut.largest == Side{1, 0});
}

TEST_CASE("a tiny target counts beside one a million million times as large") {
  ParametricFlow<double> flow({.nodes = 2});
  auto cut = flow.least_rate(Values{1e6, 0}, Values{0, 3e-6}, Values{1e6, 1e-6});
  flow.resolve_ties(cut);
  CHECK(cut.parameter == doctest::Approx(1.0 / 3).epsilon(1e-15));
  CHECK(cut.smallest == Side{0, 1});
  CHECK(cut.largest == Side{1, 1});  // the other makes just what it needs
}

TEST_CASE("demand that grows faster than supply is met up to where their lines cross") {
  // 30 + 4·T from a source, over an arc that carries 8·T, for a demand of 10·T beside 2·T of the plant's own.
  const Ids tail{0}, head{1};
  const Values none{0};
  ParametricFlow<double> flow({.nodes = 2, .tail = tail, .head = head, .capacity = none});
  const Values arc_base{0}, arc_slope{8}, source_base{30, 0}, source_slope{4, 2}, demand_base{0, 0},
      demand_slope{0, 10};
  const Affine<double> arc{arc_base, arc_slope}, source{source_base, source_slope}, demand{demand_base, demand_slope};
  const auto cut = flow.last_time(arc, source, demand, 0, 12);
  CHECK(cut.met == Met::up_to);
  CHECK(cut.parameter == 7.5);  // 30 + 6·T = 10·T
  CHECK(cut.largest == Side{1, 1});
  const auto within = flow.last_time(arc, source, demand, 0, 5);
  CHECK(within.met == Met::always);
  CHECK(within.parameter == 5);
  const auto late = flow.last_time(arc, source, demand, 8, 12);
  CHECK(late.met == Met::never);
  CHECK(late.parameter == 8);
}

TEST_CASE("numbers that make no question are refused") {
  ParametricFlow<double> flow(diamond.view());
  const Values four{1, 1, 1, 1}, short_by_one{1, 1, 1}, negative{1, 1, -1, 1}, unlimited{1, no_limit, 1, 1};
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.least_rate(short_by_one, four, four)),
                       "fixed: found 3 numbers, expected 4", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.least_rate(four, negative, four)),
                       "stock 2: found -1.000000, expected 0 or more, not unlimited", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.least_rate(unlimited, four, unlimited)),
                       "demand 1: found inf, expected 0 or more, not unlimited", InvalidOptions);
  const Affine<double> whole{four, four}, falling{four, negative}, low{negative, four}, one_less{four, short_by_one};
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.last_time(whole, whole, whole, 2, 1)),
                       "interval: found 2.000000 to 1.000000, expected an end not before the start", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.last_time(one_less, whole, whole, 0, 1)),
                       "capacity: found 4 bases and 3 slopes, expected 4", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.last_time(whole, falling, whole, 0, 1)),
                       "source 2, slope: found -1.000000, expected 0 or more, not unlimited", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(flow.last_time(whole, whole, low, 0.5, 1)),
                       "demand 2 at the start: found -0.500000, expected 0 or more", InvalidOptions);
}
