// SPDX-License-Identifier: Apache-2.0
/// @file  Arrays that only their own ids index.
#include <doctest/doctest.h>

#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

#include "ytterby/core/indexed.hpp"

using namespace ytterby;

namespace {

template <class Array, class Index>
concept IndexedBy = requires(Array array, Index index) {
  array[index];
};

static_assert(RowId<NodeId> && RowId<EdgeId> && !RowId<int> && !RowId<std::byte*>);
static_assert(IndexedBy<PerNode<double>, NodeId> && IndexedBy<const PerNode<double>, NodeId>);
static_assert(!IndexedBy<PerNode<double>, EdgeId> && !IndexedBy<PerNode<double>, std::size_t>);
static_assert(!IndexedBy<PerEdge<double>, NodeId> && !IndexedBy<PerEdge<double>, int>);
static_assert(!std::convertible_to<NodeId, EdgeId> && !std::convertible_to<std::size_t, NodeId>);
static_assert(index_of(id_at<NodeId>(7)) == 7 && NodeId{7} == id_at<NodeId>(7));
static_assert(index_of(no_lane) == 0xffff'ffffU);

}  // namespace

TEST_CASE("pushing a row returns its id") {
  PerNode<std::string> names;
  CHECK(names.empty());
  CHECK(names.push_back("Mine") == NodeId{0});
  CHECK(names.push_back("Plant") == NodeId{1});
  CHECK(names[NodeId{1}] == "Plant");
  names[NodeId{0}] = "Quarry";
  CHECK(names == PerNode<std::string>(std::vector<std::string>{"Quarry", "Plant"}));
}

TEST_CASE("ids of an array count its rows") {
  const PerEdge<int> values(3, 8);
  std::vector<EdgeId> ids(values.ids().begin(), values.ids().end());
  CHECK(ids == std::vector{EdgeId{0}, EdgeId{1}, EdgeId{2}});
  CHECK(values.ids().size() == 3);
  for (const int value : values) CHECK(value == 8);
  CHECK(IdRange<NodeId>(0).begin() == IdRange<NodeId>(0).end());
}

TEST_CASE("an array of bools is one of its kind too") {
  PerNode<bool> marked(2);
  marked[NodeId{1}] = true;
  CHECK_FALSE(marked[NodeId{0}]);
  CHECK(marked[NodeId{1}]);
}
