// SPDX-License-Identifier: Apache-2.0
/// @file  Which raw products are one material.
#include "program/materials.hpp"

#include <cstddef>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace ytterby::program {

std::vector<std::vector<std::string>> materials_of(const FrozenNetwork& network) {
  std::vector<std::string_view> products;
  std::unordered_map<std::string_view, std::size_t> number;
  for (const NodeId node : network.nodes())
    if (network.inputs(node).empty() && number.emplace(network.product(node), products.size()).second)
      products.push_back(network.product(node));

  std::vector<std::size_t> joined(products.size());  // to a product that comes no later, or to itself
  std::iota(joined.begin(), joined.end(), std::size_t{0});
  const auto first_of = [&](std::size_t product) {
    while (joined[product] != product) product = joined[product];
    return product;
  };
  for (const NodeId node : network.nodes()) {
    const auto inputs = network.inputs(node);
    if (inputs.size() != 1) continue;
    const auto made = number.find(network.product(node)), of = number.find(network.product(inputs.front()));
    if (made == number.end() || of == number.end()) continue;
    const std::size_t a = first_of(made->second), b = first_of(of->second);
    joined[a > b ? a : b] = a > b ? b : a;
  }

  std::vector<std::vector<std::string>> by_first(products.size()), materials;
  for (std::size_t i = 0; i < products.size(); ++i) by_first[first_of(i)].emplace_back(products[i]);
  for (auto& material : by_first)
    if (!material.empty()) materials.push_back(std::move(material));
  return materials;
}

std::vector<std::string> material_of(const std::string& text) {
  std::vector<std::string> products;
  std::size_t begin = 0;
  for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', begin)) {
    products.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  products.push_back(text.substr(begin));
  return products;
}

}  // namespace ytterby::program
