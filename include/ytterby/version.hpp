// SPDX-License-Identifier: Apache-2.0
/// @file  The version of these headers, for the preprocessor and for code.
#pragma once

#include <compare>

#define YTTERBY_VERSION_MAJOR 0
#define YTTERBY_VERSION_MINOR 1
#define YTTERBY_VERSION_PATCH 0

namespace ytterby {

struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;

  friend constexpr auto operator<=>(const Version&, const Version&) = default;
};

inline constexpr Version version{YTTERBY_VERSION_MAJOR, YTTERBY_VERSION_MINOR, YTTERBY_VERSION_PATCH};

}  // namespace ytterby
