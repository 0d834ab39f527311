// SPDX-License-Identifier: Apache-2.0
/// @file  Every way to say where a file is.
#include "ytterby/core/file_path.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using ytterby::FilePath;

static_assert(std::is_convertible_v<const char*, FilePath>);
static_assert(std::is_convertible_v<std::string, FilePath>);
static_assert(std::is_convertible_v<std::string_view, FilePath>);
static_assert(std::is_convertible_v<std::filesystem::path, FilePath>);
static_assert(std::is_convertible_v<std::filesystem::directory_entry, FilePath>);
static_assert(!std::is_convertible_v<int, FilePath>);

std::string text_of(const FilePath& path) { return path.text(); }

TEST_CASE("a path may be text of any kind, a standard path or a directory entry") {
  char array[] = "data/case";
  CHECK(text_of("data/case") == "data/case");
  CHECK(text_of(array) == "data/case");
  CHECK(text_of(std::string{"data/case"}) == "data/case");
  CHECK(text_of(std::string_view{"data/cases"}.substr(0, 9)) == "data/case");
  CHECK(text_of(std::filesystem::path{"data"} / "case") == "data/case");
  CHECK(text_of(std::filesystem::directory_entry{"data"}) == "data");
  const FilePath path{"data"};
  CHECK(text_of(FilePath{path}) == "data");
}

}  // namespace
