// SPDX-License-Identifier: Apache-2.0
/// @file  Blocks of rows shared out among threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace ytterby::bench {

inline constexpr std::size_t rows_in_block = 1024;

/// Calls `work(block, first, last)` for each block of rows, each once, in any order. `work` must not throw.
template <class Work>
void for_each_block(std::size_t rows, int threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t block = next++; block * rows_in_block < rows; block = next++)
      work(block, block * rows_in_block, std::min(rows, (block + 1) * rows_in_block));
  };
  std::vector<std::jthread> helpers;
  for (int i = 1; i < threads; ++i) helpers.emplace_back(take);
  take();
}

}  // namespace ytterby::bench
