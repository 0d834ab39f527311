// SPDX-License-Identifier: Apache-2.0
#include "ytterby/core/shared.hpp"

#include <atomic>

namespace ytterby::detail {

Counted::~Counted() = default;

void Counted::keep() noexcept { std::atomic_ref{count_}.fetch_add(1, std::memory_order_relaxed); }

void Counted::release() noexcept {
  if (std::atomic_ref{count_}.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

}  // namespace ytterby::detail
