// SPDX-License-Identifier: Apache-2.0
/// @file  Maximum flows against Boost's, critical cuts against all sets of nodes.
#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "support/flow_case.hpp"
#include "support/random.hpp"
#include "ytterby/kernel/max_flow.hpp"
#include "ytterby/kernel/parametric_flow.hpp"

using namespace ytterby;
using namespace ytterby::kernel;
using namespace ytterby::test;

namespace {

template <class Number>
MaxFlow<Number> solver(const FlowCase<Number>& of) {
  MaxFlow<Number> flow(of.arcs());
  for (std::size_t i = 0; i < of.nodes; ++i) {
    flow.set_source(i, of.source[i]);
    flow.set_sink(i, of.sink[i]);
  }
  return flow;
}

/// The network as Boost wants it: each arc with its reverse, source and sink as nodes, no limit as more than all sinks.
template <class Number>
class BoostFlow {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::bidirectionalS>;
  using Edge = Traits::edge_descriptor;
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS,
                            boost::property<boost::vertex_color_t, boost::default_color_type,
                                            boost::property<boost::vertex_distance_t, long,
                                                            boost::property<boost::vertex_predecessor_t, Edge>>>,
                            boost::property<boost::edge_capacity_t, Number,
                                            boost::property<boost::edge_residual_capacity_t, Number,
                                                            boost::property<boost::edge_reverse_t, Edge>>>>;

 public:
  explicit BoostFlow(const FlowCase<Number>& of) : graph_(of.nodes + 2), source_(of.nodes), sink_(of.nodes + 1) {
    Number bound = 1;
    for (const Number sink : of.sink) bound += sink;
    for (std::size_t a = 0; a < of.tail.size(); ++a) add(of.tail[a], of.head[a], std::min(of.capacity[a], bound));
    for (std::size_t i = 0; i < of.nodes; ++i) {
      add(source_, i, std::min(of.source[i], bound));
      add(i, sink_, of.sink[i]);
    }
  }
  [[nodiscard]] Number push_relabel() { return boost::push_relabel_max_flow(graph_, source_, sink_); }
  [[nodiscard]] Number boykov_kolmogorov() { return boost::boykov_kolmogorov_max_flow(graph_, source_, sink_); }

 private:
  void add(std::size_t from, std::size_t to, Number capacity) {
    const Edge edge = boost::add_edge(from, to, graph_).first, back = boost::add_edge(to, from, graph_).first;
    put(boost::edge_capacity, graph_, edge, capacity);
    put(boost::edge_capacity, graph_, back, Number{0});
    put(boost::edge_reverse, graph_, edge, back);
    put(boost::edge_reverse, graph_, back, edge);
  }

  Graph graph_;
  std::size_t source_, sink_;
};

bool is_inside(const std::vector<char>& inner, const std::vector<char>& outer) {
  for (std::size_t i = 0; i < inner.size(); ++i)
    if (inner[i] != 0 && outer[i] == 0) return false;
  return true;
}

template <class Number>
void check_plan(const MaxFlow<Number>& flow, const FlowCase<Number>& of, double rounding) {
  std::vector<double> balance(of.nodes, 0), through(of.nodes, 0);
  const auto move = [&](std::size_t node, double amount) {
    balance[node] += amount;
    through[node] += std::abs(amount);
  };
  for (std::size_t a = 0; a < of.tail.size(); ++a) {
    const Number amount = flow.flow(a);
    CHECK(amount >= 0);
    CHECK(static_cast<double>(amount) <= static_cast<double>(of.capacity[a]) * (1 + rounding));
    if (of.tail[a] == of.head[a]) continue;
    move(of.tail[a], -static_cast<double>(amount));
    move(of.head[a], static_cast<double>(amount));
  }
  double sinks = 0, most = 0;
  for (std::size_t i = 0; i < of.nodes; ++i) {
    CHECK(flow.source_flow(i) <= of.source[i]);
    CHECK(flow.sink_flow(i) >= 0);
    CHECK(flow.sink_flow(i) <= of.sink[i]);
    sinks += static_cast<double>(flow.sink_flow(i));
    most += static_cast<double>(of.sink[i]);
    move(i, static_cast<double>(flow.source_flow(i)));
    move(i, -static_cast<double>(flow.sink_flow(i)));
  }
  // What passed through on the way to a plan is twice the sum of all sinks a source at most.
  for (std::size_t i = 0; i < of.nodes; ++i) CHECK(std::abs(balance[i]) <= rounding * (through[i] + 2 * most));
  CHECK(std::abs(sinks - static_cast<double>(flow.value())) <= rounding * sinks);
}

template <class Number>
void check_maximum(Random& random, std::size_t most_nodes, Sizes sizes) {
  const auto of = random_flow_case<Number>(random, most_nodes, sizes);
  auto flow = solver(of);
  const Number value = flow.maximise();
  const double rounding = sizes == Sizes::whole ? 0 : 1e-13;
  double all_sinks = 0;  // amounts up to some of these were moved on the way
  for (const Number sink : of.sink) all_sinks += static_cast<double>(sink);
  const auto same = [&](Number a) {
    const double expected = static_cast<double>(value);
    return std::abs(static_cast<double>(a) - expected) <= rounding * (expected + 1e-2 * all_sinks);
  };
  // With doubles that are no whole numbers Boost's push_relabel asserts sums that rounding breaks.
  if (sizes == Sizes::whole) CHECK(value == BoostFlow<Number>(of).push_relabel());
  CHECK(same(BoostFlow<Number>(of).boykov_kolmogorov()));
  std::vector<char> smallest, largest;
  flow.smallest_sink_side(smallest);
  flow.largest_sink_side(largest);
  CHECK(same(of.cut(smallest)));
  CHECK(same(of.cut(largest)));
  CHECK(is_inside(smallest, largest));
  flow.settle();
  CHECK(flow.value() == value);
  check_plan(flow, of, rounding);
  std::vector<char> smallest_of_plan, largest_of_plan;
  flow.smallest_sink_side(smallest_of_plan);
  flow.largest_sink_side(largest_of_plan);
  CHECK(smallest_of_plan == smallest);
  if (sizes == Sizes::whole) CHECK(largest_of_plan == largest);
}

/// All sets of nodes, as the sink sides of cuts.
template <class Visit>
void for_each_set(std::size_t nodes, Visit&& visit) {
  std::vector<char> side(nodes);
  for (std::uint32_t set = 1; set < (1U << nodes); ++set) {
    for (std::size_t i = 0; i < nodes; ++i) side[i] = static_cast<char>((set >> i) & 1U);
    visit(side);
  }
}

/// What a set lacks without stock, and its stock; infinite inflow lacks nothing.
struct Need {
  double missing = 0, stock = 0;
};
Need need_of(const FlowCase<double>& of, const std::vector<char>& side) {
  Need need;
  for (std::size_t i = 0; i < of.nodes; ++i) {
    if (side[i] == 0) continue;
    need.missing += of.sink[i] - of.source[i];
    need.stock += of.stock[i];
  }
  for (std::size_t a = 0; a < of.tail.size(); ++a)
    if (side[of.head[a]] != 0 && side[of.tail[a]] == 0) need.missing -= of.capacity[a];
  return need;
}

double least_rate_by_trying(const FlowCase<double>& of) {
  double rate = 0;
  for_each_set(of.nodes, [&](const std::vector<char>& side) {
    const Need need = need_of(of, side);
    if (need.missing > 0) rate = std::max(rate, need.missing / need.stock);
  });
  return rate;
}

/// A case that can be fed at λ = 0 or not at all is rare.
FlowCase<double> short_case(Random& random, Sizes sizes) {
  auto of = random_flow_case<double>(random, 9, sizes);
  if (sizes == Sizes::whole && random.chance(0.5))  // ties between sets
    for (auto* numbers : {&of.stock, &of.sink})
      for (double& number : *numbers) number = std::min(number, 1.0);
  return of;
}

}  // namespace

TEST_CASE("a maximum flow is as large as those of Boost and as its own cuts, and a plan once settled") {
  for (std::uint64_t seed = 0; seed < seeds(1500); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    check_maximum<double>(random, 12, Sizes::whole);
    check_maximum<std::int64_t>(random, 12, Sizes::whole);
    check_maximum<double>(random, 12, Sizes::decades);
  }
  for (std::uint64_t seed = 0; seed < seeds(50); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    check_maximum<double>(random, 300, Sizes::whole);
    check_maximum<double>(random, 300, Sizes::decades);
    check_maximum<long double>(random, 300, Sizes::whole);
    check_maximum<float>(random, 300, Sizes::whole);
  }
}

TEST_CASE("a flow that goes on after changes up and down is that of a new start, and so are its cuts") {
  std::size_t changed = 0;
  for (std::uint64_t seed = 0; seed < seeds(1500); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto of = random_flow_case<double>(random, 15, Sizes::whole);
    auto warm = solver(of);
    double before = warm.maximise();
    for (int round = 0; round < 6; ++round) {
      if (random.chance(0.3)) warm.settle();
      const bool only_up = random.chance(0.4);
      const std::size_t changes = 1 + random.below(4);
      for (std::size_t change = 0; change < changes; ++change) {
        const auto now = [&](double old) {
          const auto size = random_size<double>(random, Sizes::whole);
          return only_up ? old + size : size;
        };
        const std::size_t i = random.below(of.nodes);
        if (random.chance(0.3)) warm.set_source(i, of.source[i] = now(of.source[i]));
        if (random.chance(0.3)) warm.set_sink(i, of.sink[i] = now(of.sink[i]));
        if (of.tail.empty()) continue;
        const std::size_t a = random.below(of.tail.size());
        warm.set_capacity(a, of.capacity[a] = now(of.capacity[a]));
      }
      auto cold = solver(of);
      const double value = cold.maximise();
      CHECK(warm.maximise() == value);
      std::vector<char> expected, found;
      cold.smallest_sink_side(expected);
      warm.smallest_sink_side(found);
      CHECK(found == expected);
      cold.largest_sink_side(expected);
      warm.largest_sink_side(found);
      CHECK(found == expected);
      changed += value != before ? 1 : 0;
      before = value;
    }
    warm.settle();
    check_plan(warm, of, 0);
  }
  CHECK(changed > seeds(3000));
}

TEST_CASE("the least rate is the largest that any set of nodes asks for") {
  std::size_t limited = 0, always = 0, never = 0;
  for (std::uint64_t seed = 0; seed < seeds(3000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto of = short_case(random, seed % 2 == 0 ? Sizes::whole : Sizes::decades);
    const double expected = least_rate_by_trying(of);
    ParametricFlow<double> flow(of.arcs());
    auto cut = flow.least_rate(of.source, of.stock, of.sink);
    flow.resolve_ties(cut);
    if (std::isinf(expected)) {
      CHECK(cut.met == Met::never);
      CHECK(std::isinf(cut.parameter));
      for (const auto* side : {&cut.smallest, &cut.largest}) {
        CHECK(need_of(of, *side).missing > 0);
        CHECK(need_of(of, *side).stock == 0);
      }
      ++never;
    } else if (expected > 0) {
      CHECK(cut.met == Met::up_to);
      CHECK(cut.parameter == doctest::Approx(expected).epsilon(1e-13));
      for (const auto* side : {&cut.smallest, &cut.largest}) {
        const Need need = need_of(of, *side);
        CHECK(need.missing / need.stock == doctest::Approx(expected).epsilon(1e-12));
      }
      ++limited;
    } else {
      CHECK(cut.met == Met::always);
      CHECK(cut.parameter == 0);
      CHECK(cut.largest == std::vector<char>(of.nodes, 0));
      ++always;
    }
    CHECK(cut.steps <= static_cast<int>(of.nodes) + 1);
    if (cut.met == Met::never) continue;
    flow.flow().settle();
    double fed = 0, needed = 0;
    auto at_rate = of;
    for (std::size_t i = 0; i < of.nodes; ++i) {
      at_rate.source[i] += cut.parameter * of.stock[i];
      fed += flow.flow().sink_flow(i);
      needed += of.sink[i];
    }
    CHECK(std::abs(fed - needed) <= 1e-13 * needed);
    check_plan(flow.flow(), at_rate, 1e-13);
  }
  CHECK(limited > seeds(600));
  CHECK(always > seeds(100));
  CHECK(never > seeds(300));
}

TEST_CASE("where cuts tie, largest and smallest are those among all sets") {
  std::size_t tied = 0, apart = 0;
  for (std::uint64_t seed = 0; seed < seeds(3000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto of = short_case(random, Sizes::whole);
    const double rate = least_rate_by_trying(of);
    ParametricFlow<double> flow(of.arcs());
    auto cut = flow.least_rate(of.source, of.stock, of.sink);
    flow.resolve_ties(cut);
    if (cut.met != Met::up_to) continue;
    std::vector<std::vector<char>> critical;
    std::vector<char> all(of.nodes, 0), common(of.nodes, 1);
    for_each_set(of.nodes, [&](const std::vector<char>& side) {
      const Need need = need_of(of, side);
      if (!(need.stock > 0) || need.missing / need.stock != rate) return;  // whole numbers: equal ratios round equally
      critical.push_back(side);
      for (std::size_t i = 0; i < of.nodes; ++i) {
        all[i] = static_cast<char>(all[i] | side[i]);
        common[i] = static_cast<char>(common[i] & side[i]);
      }
    });
    CHECK(cut.largest == all);
    bool is_critical = false, is_smallest = true;
    for (const auto& side : critical) {
      is_critical = is_critical || side == cut.smallest;
      is_smallest = is_smallest && (side == cut.smallest || !is_inside(side, cut.smallest));
    }
    CHECK(is_critical);
    CHECK(is_smallest);
    CHECK(cut.is_smallest_in_all == (cut.smallest == common));
    tied += critical.size() > 1 ? 1 : 0;
    apart += cut.is_smallest_in_all ? 0 : 1;
    for (std::size_t node = 0; node < of.nodes; ++node) {
      if (!(of.stock[node] > 0)) continue;
      std::vector<char> expected;
      for (const auto& side : critical) {
        if (side[node] == 0) continue;
        if (expected.empty()) expected.assign(of.nodes, 1);
        for (std::size_t i = 0; i < of.nodes; ++i) expected[i] = static_cast<char>(expected[i] & side[i]);
      }
      CHECK(flow.smallest_with(node) == expected);
    }
  }
  CHECK(tied > seeds(200));
  CHECK(apart > seeds(30));
}

TEST_CASE("the last time is the first at which some set of nodes is short") {
  std::size_t limited = 0, always = 0, never = 0;
  for (std::uint64_t seed = 0; seed < seeds(3000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto sizes = seed % 2 == 0 ? Sizes::whole : Sizes::decades;
    const auto base = random_flow_case<double>(random, 9, sizes), drawn = random_flow_case<double>(random, 9, sizes);
    const double from = random.chance(0.5) ? 0 : random.between(0, 1), to = from + random.between(0.1, 5);
    // Like c·(T − lead): 0 at the start, so the base is below 0.
    const auto slopes = [&](std::vector<double>& bases) {
      std::vector<double> made;
      for (double& number : bases) {
        made.push_back(random.chance(0.6) ? random_size<double>(random, sizes) : 0);
        if (number < unlimited_flow<double> && random.chance(0.5)) number = -made.back() * from;
      }
      return made;
    };
    auto capacities = base.capacity, sources = base.source, demands = base.sink;
    const auto capacity_slopes = slopes(capacities), source_slopes = slopes(sources), demand_slopes = slopes(demands);
    const Affine<double> capacity{capacities, capacity_slopes}, source{sources, source_slopes},
        demand{demands, demand_slopes};

    const auto slack = [&](const std::vector<char>& side, double time) {
      double sum = 0;
      for (std::size_t i = 0; i < base.nodes; ++i)
        if (side[i] != 0) sum += source.at(i, time) - demand.at(i, time);
      for (std::size_t a = 0; a < base.tail.size(); ++a)
        if (side[base.head[a]] != 0 && side[base.tail[a]] == 0) sum += capacity.at(a, time);
      return sum;
    };
    double expected = to, scale = 0;
    bool is_short_at_start = false;
    for (std::size_t i = 0; i < base.nodes; ++i) scale += demand.at(i, to);
    for_each_set(base.nodes, [&](const std::vector<char>& side) {
      const double first = slack(side, from), last = slack(side, to);
      if (first < -1e-12 * scale) is_short_at_start = true;
      if (last < -1e-12 * scale)
        expected = std::min(expected, from + (to - from) * std::max(first, 0.0) / (std::max(first, 0.0) - last));
    });
    ParametricFlow<double> flow(base.arcs());
    const auto cut = flow.last_time(capacity, source, demand, from, to);
    if (is_short_at_start) {  // and perhaps not at the end
      if (cut.met != Met::never) continue;
      CHECK(cut.parameter == from);
      CHECK(slack(cut.smallest, from) < 0);
      ++never;
    } else {
      CHECK(cut.met != Met::never);
      CHECK(cut.parameter == doctest::Approx(expected).epsilon(sizes == Sizes::whole ? 1e-12 : 1e-9));
      CHECK((cut.met == Met::up_to) == (expected < to));
      if (cut.met == Met::up_to)
        for (const auto* side : {&cut.smallest, &cut.largest})
          CHECK(std::abs(slack(*side, cut.parameter)) <= 1e-9 * scale);
      ++(cut.met == Met::up_to ? limited : always);
    }
  }
  CHECK(limited > seeds(300));
  CHECK(always > seeds(100));
  CHECK(never > seeds(300));
}
