// SPDX-License-Identifier: Apache-2.0
/// @file  Files and folders that appear whole or not at all.
#pragma once

#include <filesystem>

namespace ytterby {

/// A path beside the one wanted. What is written there takes its place on `commit`, and is removed otherwise.
class Staging {
 public:
  /// @throws Error  when something of that name exists already.
  explicit Staging(const std::filesystem::path& target);
  ~Staging();
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// @throws std::filesystem::filesystem_error  when it cannot be renamed.
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
};

}  // namespace ytterby
