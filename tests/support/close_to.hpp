// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers that agree to rounding, however small they are.
#pragma once

#include <doctest/doctest.h>

namespace ytterby::test {

/// Unlike doctest's own, the tolerance is relative below 1 too.
[[nodiscard]] inline doctest::Approx close_to(double expected, double relative = 1e-12) {
  return doctest::Approx(expected).epsilon(relative).scale(0);
}

}  // namespace ytterby::test
