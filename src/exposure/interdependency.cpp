// SPDX-License-Identifier: Apache-2.0
/// @file  From a table of sales to who depends on whom.
#include "exposure/interdependency.hpp"

#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

void require_table(std::span<const double> sales, std::span<const double> output) {
  const std::size_t n = output.size();
  if (sales.size() != n * n)
    throw InvalidOptions(fmt::format("sales: found {} numbers, expected {} for {} sectors", sales.size(), n * n, n));
  require_values(sales, n * n, 0, no_limit, "sales", "a finite number, 0 or more");
  for (std::size_t i = 0; i < n; ++i)
    if (!(output[i] > 0 && std::isfinite(output[i])))
      throw InvalidOptions(fmt::format("output {}: found {}, expected a finite number above 0", i, output[i]));
}

/// What i sells, or buys, in shares of its output.
template <class Amount>
Interdependency in_output(std::span<const double> output, Amount&& amount) {
  const std::size_t n = output.size();
  Interdependency sectors{.sectors = n, .shares = std::vector<double>(n * n)};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) sectors.shares[i * n + j] = amount(i, j) / output[i];
  return sectors;
}

}  // namespace

void require_values(std::span<const double> values, std::size_t sectors, double least, double most,
                    std::string_view what, std::string_view expected) {
  if (values.size() != sectors)
    throw InvalidOptions(
        fmt::format("{}: found {} numbers, expected one for each of {} sectors", what, values.size(), sectors));
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!(values[i] >= least && values[i] <= most && std::isfinite(values[i])))
      throw InvalidOptions(fmt::format("{} {}: found {}, expected {}", what, i, values[i], expected));
}

void require_sectors(const Interdependency& sectors) {
  const std::size_t n = sectors.sectors;
  if (sectors.shares.size() != n * n)
    throw InvalidOptions(
        fmt::format("shares: found {} numbers, expected {} for {} sectors", sectors.shares.size(), n * n, n));
  require_values(sectors.shares, n * n, 0, no_limit, "shares", "a finite number, 0 or more");
}

Interdependency demand_side(std::span<const double> sales, std::span<const double> output) {
  require_table(sales, output);
  return in_output(output, [&](std::size_t i, std::size_t j) { return sales[i * output.size() + j]; });
}

Interdependency demand_side(const FrozenNetwork& network) {
  const std::size_t n = network.nodes().size();
  Interdependency sectors{.sectors = n, .shares = std::vector<double>(n * n, 0)};
  for (const EdgeId edge : network.edges()) {
    const NodeId from = network.from(edge);
    if (network.output(from) > Flow{})
      sectors.shares[index_of(from) * n + index_of(network.to(edge))] += network.flow(edge) / network.output(from);
  }
  return sectors;
}

Interdependency supply_side(std::span<const double> sales, std::span<const double> output) {
  require_table(sales, output);
  return in_output(output, [&](std::size_t i, std::size_t j) { return sales[j * output.size() + i]; });
}

}  // namespace ytterby
