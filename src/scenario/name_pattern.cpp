// SPDX-License-Identifier: Apache-2.0
/// @file  Names with stars.
#include "scenario/name_pattern.hpp"

#include <cstddef>

namespace ytterby {

bool fits_pattern(std::string_view pattern, std::string_view name) {
  std::size_t star = std::string_view::npos, resume = 0;  // the last star met, and where the text after it may begin
  std::size_t p = 0, n = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace ytterby
