// SPDX-License-Identifier: Apache-2.0
#include "ytterby/exposure/import_reliance.hpp"

#include <algorithm>

#include "exposure/economy.hpp"
#include "licence/expect.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

ImportReliance import_reliance(const Trade& trade) {
  constexpr const char* where = "import_reliance";
  detail::expect_number(where, "production", trade.production.value);
  detail::expect_number(where, "imports", trade.imports.value);
  detail::expect_number(where, "exports", trade.exports.value);
  constexpr double rounding = 1e-9;
  const Flow all = trade.production + trade.imports + trade.exports;
  ImportReliance found{.apparent_consumption = trade.production + trade.imports - trade.exports};
  if (found.apparent_consumption.value <= rounding * all.value) return found;
  found.net = (trade.imports - trade.exports) / found.apparent_consumption;
  found.reliance = std::clamp(*found.net, 0.0, 1.0);
  return found;
}

Trade trade_of(const FrozenNetwork& network, const NodeFilter& goods, const std::vector<std::string>& countries) {
  const auto inside = detail::within(network, countries, "trade_of, countries");
  return detail::trade_of(network, select_nodes(network, goods, "trade_of, goods"), inside,
                          detail::shipments_of(network, inside));
}

}  // namespace ytterby
