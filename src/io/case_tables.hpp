// SPDX-License-Identifier: Apache-2.0
/// @file  The columns of the case files: reader and writer both go by these lists.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "ytterby/core/columns.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/network/validate.hpp"

namespace ytterby {

/// One table of a case folder. An empty cell leaves the member as a new row has it.
template <class Row>
struct CaseTable;

template <>
struct CaseTable<Node> {
  static constexpr auto table = Table::nodes;
  static constexpr auto file = "nodes.csv";
  static constexpr auto columns = std::tuple{Column{"node", &Node::name},
                                             Column{"site", &Node::site},
                                             Column{"product", &Node::product},
                                             Column{"stage", &Node::stage},
                                             Column{"country", &Node::country},
                                             Column{"capacity_t_per_month", &Node::capacity},
                                             Column{"stock_t", &Node::stock},
                                             Column{"demand_t_per_month", &Node::demand},
                                             Column{"output_usd_per_t", &Node::output_value},
                                             Column{"priority", &Node::priority},
                                             Column{"minimum_share", &Node::minimum_share}};
  static constexpr std::array<std::string_view, 2> required{"node", "product"};
  static constexpr std::array<std::string_view, 2> keys{"node", "product"};
};

template <>
struct CaseTable<Input> {
  static constexpr auto table = Table::inputs;
  static constexpr auto file = "inputs.csv";
  static constexpr auto columns =
      std::tuple{Column{"node", &Input::node}, Column{"product", &Input::product}, Column{"t_per_t", &Input::t_per_t},
                 Column{"stock_t", &Input::stock}, Column{"essential", &Input::essential}};
  static constexpr std::array<std::string_view, 2> required{"node", "product"};
  static constexpr std::array<std::string_view, 2> keys{"node", "product"};
};

template <>
struct CaseTable<Edge> {
  static constexpr auto table = Table::edges;
  static constexpr auto file = "edges.csv";
  static constexpr auto columns = std::tuple{Column{"from", &Edge::from},
                                             Column{"to", &Edge::to},
                                             Column{"flow_t_per_month", &Edge::flow},
                                             Column{"capacity_t_per_month", &Edge::capacity},
                                             Column{"lead_months", &Edge::lead_time},
                                             Column{"lane", &Edge::lane}};
  static constexpr std::array<std::string_view, 3> required{"from", "to", "flow_t_per_month"};
  static constexpr std::array<std::string_view, 3> keys{"from", "to", "lane"};
};

template <>
struct CaseTable<Lane> {
  static constexpr auto table = Table::lanes;
  static constexpr auto file = "lanes.csv";
  static constexpr auto columns = std::tuple{Column{"lane", &Lane::name},
                                             Column{"office", &Lane::office},
                                             Column{"t_per_licence", &Lane::t_per_licence},
                                             Column{"review_months", &Lane::review},
                                             Column{"approval", &Lane::approval},
                                             Column{"refile_months", &Lane::refile},
                                             Column{"priority", &Lane::priority},
                                             Column{"valid_months", &Lane::valid},
                                             Column{"volume_t", &Lane::volume},
                                             Column{"controlled", &Lane::controlled},
                                             Column{"returned", &Lane::returned},
                                             Column{"correction_months", &Lane::correction},
                                             Column{"restocking", &Lane::restocking}};
  static constexpr std::array<std::string_view, 2> required{"lane", "office"};
  static constexpr std::array<std::string_view, 2> keys{"lane", "office"};
};

template <>
struct CaseTable<Office> {
  static constexpr auto table = Table::offices;
  static constexpr auto file = "offices.csv";
  static constexpr auto columns = std::tuple{Column{"office", &Office::name}, Column{"country", &Office::country},
                                             Column{"licences_per_month", &Office::licences_per_month}};
  static constexpr std::array<std::string_view, 1> required{"office"};
  static constexpr std::array<std::string_view, 1> keys{"office"};
};

template <>
struct CaseTable<SpecialDay> {
  static constexpr auto table = Table::special_days;
  static constexpr auto file = "holidays.csv";
  static constexpr auto columns = std::tuple{Column{"country", &SpecialDay::country}, Column{"date", &SpecialDay::date},
                                             Column{"working", &SpecialDay::working}};
  static constexpr std::array<std::string_view, 2> required{"country", "date"};
  static constexpr std::array<std::string_view, 2> keys{"country", "date"};
};

template <class Row>
inline constexpr std::size_t column_count = std::tuple_size_v<std::remove_cvref_t<decltype(CaseTable<Row>::columns)>>;

/// The columns' names, in the order of the list.
template <class Row>
inline constexpr auto column_names =
    std::apply([](const auto&... column) { return std::array<std::string_view, sizeof...(column)>{column.key...}; },
               CaseTable<Row>::columns);

/// For each column whether it names nodes.
template <class Row>
inline constexpr auto refers_to_node = std::apply(
    [](const auto&... column) {
      return std::array<bool, sizeof...(column)>{
          std::is_same_v<std::remove_cvref_t<decltype(std::declval<Row&>().*(column.member))>, NodeId>...};
    },
    CaseTable<Row>::columns);

}  // namespace ytterby
