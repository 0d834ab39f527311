// SPDX-License-Identifier: Apache-2.0
/// @file  What a program allocates, counted by an operator new of its own: link support/allocated.cpp.
#pragma once

#include <cstddef>

namespace ytterby::test {

struct Allocated {
  std::size_t times = 0, bytes = 0;
  std::size_t held = 0, most_held = 0;  ///< bytes not given back yet, with what the allocator adds
};
extern Allocated allocated;  ///< of this program, which has one thread

}  // namespace ytterby::test
