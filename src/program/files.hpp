// SPDX-License-Identifier: Apache-2.0
/// @file  Files that a command writes.
#pragma once

#include <string>
#include <vector>

namespace ytterby::program {

struct NewFile {
  std::string path = {};
  std::string text = {};
};

/// All of them appear whole, or none does: each is written beside its place first.
///
/// @throws Error  naming the file that cannot be written.
void write_files(const std::vector<NewFile>& files);

/// Whether both paths lead to one file, there or not yet.
[[nodiscard]] bool is_same_file(const std::string& a, const std::string& b);

}  // namespace ytterby::program
