// SPDX-License-Identifier: Apache-2.0
/// @file  Random numbers that depend on a seed and a trial, and on nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "ytterby/core/export.hpp"

namespace ytterby {

/// What all random numbers of a run depend on.
struct Seed {
  std::uint64_t value = 0;

  friend bool operator==(const Seed&, const Seed&) = default;
};

/// The random numbers of one trial: the same whichever thread draws them, and whatever other trials draw.
///
/// Counts blocks through a keyed permutation, Philox4x32 with ten rounds: the seed is the key, the trial the upper half
/// of the counter. Distributions are sampled by their quantile, one number each, so that streams stay comparable draw
/// by draw; `below` alone may take more. Not for two threads at once.
///
/// Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC '11 (2011), doi:10.1145/2063384.2063405.
class YTTERBY_EXPORT RandomStream {
 public:
  RandomStream(Seed seed, std::uint64_t trial) : seed_(seed), trial_(trial) {}

  /// 64 random bits.
  [[nodiscard]] std::uint64_t bits() {
    if (used_ == words_.size()) refill();
    return words_[used_++];
  }

  /// In the open interval (0, 1): the middles of 2^52 equal parts, so that neither end turns a quantile infinite.
  [[nodiscard]] double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }

  /// Evenly among 0 … count − 1, without bias; count above 0.
  /// Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019), doi:10.1145/3230636.
  [[nodiscard]] std::uint32_t below(std::uint32_t count);

  /// Mean 0, standard deviation 1.
  [[nodiscard]] double normal();

  /// Mean 1.
  [[nodiscard]] double exponential();

  /// At least 1, and above x with probability x^−shape; shape above 0, mean shape/(shape − 1) where that is above 1.
  [[nodiscard]] double pareto(double shape);

 private:
  void refill();

  Seed seed_;
  std::uint64_t trial_;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 2> words_ = {};
  std::size_t used_ = 2;
};

/// The z that a standard normal variable stays below with probability p, 0 < p < 1; relative error below 1e-15.
/// Wichura, Algorithm AS 241: the percentage points of the normal distribution, Applied Statistics 37 (1988),
/// doi:10.2307/2347330, routine PPND16.
[[nodiscard]] YTTERBY_EXPORT double normal_quantile(double p);

namespace detail {

/// The permutation behind RandomStream: Philox4x32 with ten rounds.
[[nodiscard]] YTTERBY_EXPORT std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                                                 const std::array<std::uint32_t, 2>& key);

}  // namespace detail

}  // namespace ytterby
