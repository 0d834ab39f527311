// SPDX-License-Identifier: Apache-2.0
/// @file  Where a file is, however the caller says it.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace ytterby {

/// Text, std::filesystem::path or directory entry; passed without the header for paths, which takes as long to compile
/// as everything else here.
class FilePath {
 public:
  template <std::convertible_to<std::string_view> Text>
  FilePath(const Text& text) : text_(std::string_view{text}) {}
  template <class Path>
  requires requires(const Path& path) {
    { path.string() } -> std::convertible_to<std::string>;
  }
  FilePath(const Path& path) : text_(path.string()) {}
  template <class Entry>
  requires requires(const Entry& entry) {
    { entry.path().string() } -> std::convertible_to<std::string>;
  }
  FilePath(const Entry& entry) : text_(entry.path().string()) {}

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace ytterby
