// SPDX-License-Identifier: Apache-2.0
/// @file  Files and folders that appear whole or not at all.
#include "io/staging.hpp"

#include <fmt/format.h>

#include <random>
#include <system_error>

#include "ytterby/core/error.hpp"

namespace ytterby {
namespace {

namespace fs = std::filesystem;

/// Without a slash at the end, so that it has a name and something beside it.
fs::path normal(const fs::path& path) {
  const auto full = fs::absolute(path).lexically_normal();
  return full.has_filename() ? full : full.parent_path();
}

}  // namespace

Staging::Staging(const fs::path& target) : target_(normal(target)) {
  if (fs::exists(target_)) throw Error{fmt::format("{}: exists already, expected a new name", target.string())};
  // Only the name of something short-lived: no result depends on it.
  std::random_device random;
  path_ = target_.parent_path() / fmt::format(".{}.{:08x}", target_.filename().string(), random());
}

Staging::~Staging() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Staging::commit() { fs::rename(path_, target_); }

}  // namespace ytterby
