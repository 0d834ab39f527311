// SPDX-License-Identifier: Apache-2.0
/// @file  A shared value lives as long as its last handle.
#include "ytterby/core/shared.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace {

using ytterby::detail::Shared;

/// Counts how many are alive.
class Tally {
 public:
  explicit Tally(int& alive) : alive_(&alive) { ++*alive_; }
  Tally(Tally&& other) noexcept : alive_(other.alive_) { ++*alive_; }
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;
  Tally& operator=(Tally&&) = delete;
  ~Tally() { --*alive_; }

 private:
  int* alive_;
};

TEST_CASE("a shared value is gone with its last handle, and not before") {
  int alive = 0;
  std::optional first{Shared<Tally>::make(Tally{alive})};
  CHECK(alive == 1);
  std::optional second{first};
  Shared<const Tally> third{*first};
  CHECK(alive == 1);
  first.reset();
  second.reset();
  CHECK(alive == 1);
  third = Shared<const Tally>{Shared<Tally>::make(Tally{alive})};
  CHECK(alive == 1);
}

TEST_CASE("handles see one value, also after one of them is assigned to itself or moved from") {
  auto first = Shared<int>::make(1);
  auto second = first;
  *second = 2;
  CHECK(*first == 2);
  const auto& same = first;
  first = same;
  CHECK(*first == 2);
  const auto moved = std::move(second);
  CHECK(*moved == 2);
  second = moved;
  CHECK(*second == 2);
}

TEST_CASE("threads may copy and drop handles at the same time") {
  int alive = 0;
  {
    const auto shared = Shared<Tally>::make(Tally{alive});
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&shared] {
        for (int i = 0; i < 10'000; ++i) {
          const auto copy = shared;
          static_cast<void>(copy);
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

}  // namespace
