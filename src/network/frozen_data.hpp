// SPDX-License-Identifier: Apache-2.0
/// @file  What a FrozenNetwork holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// Numbers and labels by id; the graph itself is in `rows`.
struct FrozenNetwork::Data {
  struct NodeNumbers {
    Flow capacity, demand, output;
    Mass stock;
  };
  /// What few nodes have; the table is empty if none has.
  struct NodeRanks {
    UnitValue output_value;
    double priority = 0, minimum_share = 0;
  };
  struct NodeLabels {
    std::uint32_t site, product, stage, country;
  };
  struct InputNumbers {
    NodeId node{};
    std::uint32_t product = 0;
    double t_per_t = 1, essential = 1;
    Mass stock;
  };
  static constexpr std::uint32_t own_name = 0xffff'ffffU;  ///< the site of a node that names none

  Rows rows = {};
  std::string names = {};                  ///< all, end to end
  PerNode<std::uint32_t> name_begin = {};  ///< and where each begins
  std::vector<NodeId> by_name = {};
  std::vector<std::string> labels = {};
  PerNode<NodeLabels> node_labels = {};
  PerNode<NodeNumbers> node_numbers = {};
  PerNode<NodeRanks> node_ranks = {};
  PerInput<InputNumbers> input_numbers = {};
  PerLane<Lane> lanes = {};
  PerOffice<Office> offices = {};
  PerSpecialDay<SpecialDay> special_days = {};

  [[nodiscard]] std::string_view name(NodeId node) const {
    const std::size_t next = index_of(node) + 1;
    const std::size_t begin = name_begin[node];
    const std::size_t end = next < name_begin.size() ? name_begin[id_at<NodeId>(next)] : names.size();
    return std::string_view{names}.substr(begin, end - begin);
  }
};

}  // namespace ytterby
