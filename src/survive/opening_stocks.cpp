// SPDX-License-Identifier: Apache-2.0
/// @file  Stocks by the data and the impulses of events, goods under way by flow and lead time.
#include "survive/opening_stocks.hpp"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/network/boost_graph.hpp"

namespace ytterby::best {

namespace {

struct ShortLead {
  const FrozenNetwork* network = nullptr;
  double step = 0;
  bool operator()(EdgeId edge) const { return network->lead_time(edge).count() < step; }
};

}  // namespace

void take_stocks(const GivenCase& given, Facts& facts) {
  facts.stock = values_of(given.network.nodes(), [&](NodeId node) { return given.network.stock(node).value; });
  facts.input_stock =
      values_of(given.network.inputs(), [&](InputId input) { return given.network.stock(input).value; });
  for (const Impulse& impulse : given.timeline.impulses) {
    for (const std::uint32_t row : impulse.rows) {
      const bool of_input = impulse.table == Table::inputs;
      if (!is_after(impulse.at.count(), 0)) {
        double& stock = of_input ? facts.input_stock[InputId{row}] : facts.stock[NodeId{row}];
        stock = impulse.scales ? stock * impulse.value : impulse.value;
        continue;
      }
      if (impulse.scales && impulse.value > 1)
        throw InvalidScenario(fmt::format(
            "{}: stock of '{}': found a scale of {:g} after {:g} months, expected one of at most 1 later "
            "than the start, or a set: the best case cannot tell what there will be",
            subject_of(given.scenario), given.network.name(of_input ? given.network.node(InputId{row}) : NodeId{row}),
            impulse.value, impulse.at.count()));
      const auto at = std::find_if(facts.cells.begin(), facts.cells.end(),
                                   [&](const Cell& cell) { return !is_after(impulse.at.count(), cell.from); });
      facts.changes.push_back({.cell = static_cast<std::size_t>(at - facts.cells.begin()),
                               .of_input = of_input,
                               .row = row,
                               .keep = impulse.scales ? impulse.value : 0,
                               .add = impulse.scales ? 0 : impulse.value});
    }
  }
}

void take_under_way(const GivenCase& given, Facts& facts) {
  facts.under_way = values_of(given.network.edges(), [&](EdgeId edge) { return given.network.flow(edge).value; });
  facts.first_lead =
      values_of(given.network.edges(), [&](EdgeId edge) { return given.network.lead_time(edge).count(); });
  facts.arrived = PerEdge<double>(given.network.edges().size());
  const double step = given.options.step.count();
  const bool cyclic = std::any_of(given.network.edges().begin(), given.network.edges().end(), [&](EdgeId edge) {
    return given.network.closes_cycle(edge) && given.network.lead_time(edge).count() < step;
  });
  if (!cyclic) return;
  const boost::filtered_graph<FrozenNetwork, ShortLead> short_edges(given.network, {&given.network, step});
  std::vector<std::uint32_t> component(given.network.nodes().size());
  boost::strong_components(
      short_edges, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, given.network)));
  std::size_t count = 0;
  for (const EdgeId edge : given.network.edges()) {
    const double lead = given.network.lead_time(edge).count();
    if (lead >= step || component[index_of(given.network.from(edge))] != component[index_of(given.network.to(edge))])
      continue;
    facts.arrived[edge] = given.network.flow(edge).value * (step - lead);
    ++count;
  }
  facts.notes.push_back(
      fmt::format("edges with goods for one step under way, being on cycles shorter than that: {}", count));
}

}  // namespace ytterby::best
