// SPDX-License-Identifier: Apache-2.0
/// @file  Values by name: order, looking up, adding, taking away.
#include "ytterby/core/by_name.hpp"

#include <doctest/doctest.h>

namespace {

using ytterby::ByName;

std::string names_of(const ByName<int>& values) {
  std::string names;
  for (const auto& [name, value] : values) names += name + "=" + std::to_string(value) + " ";
  return names;
}

TEST_CASE("values by name come in the order of their names, whatever the order they came in") {
  ByName<int> values;
  values["mine"] = 3;
  values["alloy"] = 1;
  values["magnet"] = 2;
  CHECK(names_of(values) == "alloy=1 magnet=2 mine=3 ");
  CHECK(values.size() == 3);
  CHECK(values == ByName<int>{{"mine", 3}, {"magnet", 2}, {"alloy", 1}});
}

TEST_CASE("a name finds its own value and no other") {
  const ByName<int> values{{"b", 2}, {"d", 4}, {"f", 6}};
  CHECK(values.at("b") == 2);
  CHECK(values.at("d") == 4);
  CHECK(values.find("f")->second == 6);
  for (const char* absent : {"", "a", "c", "e", "g"}) {
    CHECK_FALSE(values.contains(absent));
    CHECK(values.find(absent) == values.end());
  }
  CHECK_THROWS_WITH_AS(static_cast<void>(values.at("c")), "ytterby::ByName::at: nothing named 'c'", std::out_of_range);
}

TEST_CASE("what has a name already is kept when another is added, and replaced when it is set") {
  ByName<int> values{{"a", 1}, {"a", 2}};
  CHECK(names_of(values) == "a=1 ");
  const auto [at, added] = values.emplace("a", 3);
  CHECK_FALSE(added);
  CHECK(at->second == 1);
  CHECK(values.emplace("0", 0).second);
  values["a"] = 4;
  CHECK(names_of(values) == "0=0 a=4 ");
}

TEST_CASE("what is erased by name is gone, once") {
  ByName<int> values{{"a", 1}, {"b", 2}};
  CHECK(values.erase("a") == 1);
  CHECK(values.erase("a") == 0);
  CHECK(names_of(values) == "b=2 ");
}

}  // namespace
