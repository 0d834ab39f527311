// SPDX-License-Identifier: Apache-2.0
/// @file  Random numbers for tests, the same with every standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace ytterby::test {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define YTTERBY_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define YTTERBY_SANITIZED
#endif

#ifdef YTTERBY_SANITIZED
/// Whether sanitizers make everything many times as slow: then smaller networks, and fewer, have to do.
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// How many of that many networks to try: all of them, or a fifth under sanitizers.
[[nodiscard]] constexpr std::uint64_t seeds(std::uint64_t count) { return sanitized ? count / 5 : count; }

/// The standard fixes the numbers of its engines but not of its distributions, so these are our own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 or more, below 1, a multiple of 2^-53.
  [[nodiscard]] double uniform() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
  [[nodiscard]] double between(double low, double high) { return low + (high - low) * uniform(); }
  /// 0 … count − 1.
  [[nodiscard]] std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  [[nodiscard]] bool chance(double share) { return uniform() < share; }

  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace ytterby::test
