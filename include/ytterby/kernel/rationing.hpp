// SPDX-License-Identifier: Apache-2.0
/// @file  How a node that cannot serve every order shares what it has.
#pragma once

#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// Each order gets the same share. The other rules give each order a share of its own; they take this seat in EdgePass.
struct Proportional {
  /// Share of each order served, 0 to 1, where `ordered` meets `available`; both t in a step, 0 or more.
  template <class Real, int Width>
  [[nodiscard]] static Pack<Real, Width> share_served(const Pack<Real, Width>& available,
                                                      const Pack<Real, Width>& ordered) {
    return (ordered > available).select(available / ordered, Real{1});
  }
};

}  // namespace ytterby::kernel
