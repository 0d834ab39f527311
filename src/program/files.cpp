// SPDX-License-Identifier: Apache-2.0
/// @file  Files that a command writes.
#include "program/files.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "ytterby/core/error.hpp"

namespace ytterby::program {

namespace {

namespace fs = std::filesystem;

/// Files beside their places until all of them are written.
class Unfinished {
 public:
  Unfinished() = default;
  ~Unfinished() {
    std::error_code ignored;
    for (const fs::path& path : paths_) fs::remove(path, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  void write(const NewFile& to) {
    if (fs::is_directory(to.path)) refuse(to);  // before any other file has taken its place
    paths_.push_back(fs::path(to.path) += ".unfinished");
    std::ofstream file(paths_.back(), std::ios::binary);
    file << to.text;
    file.close();
    if (!file) refuse(to);
  }

  /// The i-th that was written.
  void finish(std::size_t i, const NewFile& to) {
    std::error_code error;
    fs::rename(paths_[i], to.path, error);
    if (error) refuse(to);
  }

 private:
  [[noreturn]] static void refuse(const NewFile& file) { throw Error(fmt::format("{}: cannot be written", file.path)); }

  std::vector<fs::path> paths_ = {};
};

}  // namespace

void write_files(const std::vector<NewFile>& files) {
  Unfinished unfinished;
  for (const NewFile& file : files) unfinished.write(file);
  for (std::size_t i = 0; i < files.size(); ++i) unfinished.finish(i, files[i]);
}

bool is_same_file(const std::string& a, const std::string& b) {
  const auto full = [](const std::string& path) {
    std::error_code error;
    const fs::path there = fs::weakly_canonical(path, error);
    return error ? fs::absolute(path).lexically_normal() : there;
  };
  return full(a) == full(b);
}

}  // namespace ytterby::program
