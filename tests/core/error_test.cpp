// SPDX-License-Identifier: Apache-2.0
/// @file  The wording of issues and of errors that carry them.
#include "ytterby/core/error.hpp"

#include <doctest/doctest.h>

namespace {

using ytterby::InputError;
using ytterby::Issue;
using ytterby::to_string;

const Issue in_file{
    .file = "nodes.csv", .line = 3, .where = "column 'stock_t'", .found = "-5 t", .expected = "0 t or more"};
const Issue in_code{.where = "node 'Separation', stock", .found = "-5 t", .expected = "0 t or more"};

TEST_CASE("an issue says file and line and where and what was found and expected") {
  CHECK(to_string(in_file) == "nodes.csv:3: column 'stock_t': found -5 t, expected 0 t or more");
}

TEST_CASE("an issue leaves out what it does not know") {
  CHECK(to_string(in_code) == "node 'Separation', stock: found -5 t, expected 0 t or more");
  CHECK(to_string({.file = "edges.csv", .found = "no such file"}) == "edges.csv: found no such file");
  CHECK(to_string({.where = "node 'A'", .expected = "a product"}) == "node 'A': expected a product");
}

TEST_CASE("one issue is its own message") {
  CHECK(std::string{InputError("network", {in_file}).what()} == to_string(in_file));
}

TEST_CASE("one issue without a file is headed by its subject") {
  CHECK(std::string{InputError("network", {in_code}).what()} ==
        "network: node 'Separation', stock: found -5 t, expected 0 t or more");
}

TEST_CASE("several issues are counted and listed and kept") {
  const InputError error{"network", {in_code, in_file}};
  CHECK(std::string{error.what()} ==
        "network has 2 issues\n"
        "  node 'Separation', stock: found -5 t, expected 0 t or more\n"
        "  nodes.csv:3: column 'stock_t': found -5 t, expected 0 t or more");
  CHECK(error.issues() == std::vector{in_code, in_file});
}

}  // namespace
