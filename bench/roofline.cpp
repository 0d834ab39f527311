// SPDX-License-Identifier: Apache-2.0
/// @file  Triad and gather loops.
#include "roofline.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cpu_time.hpp"
#include "ytterby/core/random.hpp"

namespace ytterby::bench {

namespace {

/// Median CPU seconds of one call of `work`, which is repeated until a round is long enough to time.
template <class Work>
double seconds_of(Work&& work) {
  work();  // touches the memory
  std::vector<double> rounds;
  std::size_t repeats = 1;
  while (rounds.size() < 9) {
    const double start = cpu_seconds();
    for (std::size_t i = 0; i < repeats; ++i) work();
    const double taken = cpu_seconds() - start;
    if (taken < 0.01) {
      repeats *= 2;
    } else {
      rounds.push_back(taken / static_cast<double>(repeats));
    }
  }
  std::nth_element(rounds.begin(), rounds.begin() + 4, rounds.end());
  return rounds[4];
}

double triad_gb_per_s(std::size_t working_set) {
  const std::size_t count = std::max<std::size_t>(working_set / 24, 1);
  std::vector<double> a(count, 0), b(count, 1), c(count, 2);
  const double seconds = seconds_of([&] {
    for (std::size_t i = 0; i < count; ++i) a[i] = b[i] + 3 * c[i];
    benchmark::DoNotOptimize(a.data());
    benchmark::ClobberMemory();
  });
  return 24e-9 * static_cast<double>(count) / seconds;
}

double gather_ns(std::size_t elements) {
  RandomStream random(Seed{1}, 0);
  std::vector<double> values(elements, 1);
  std::vector<std::uint32_t> places(std::max<std::size_t>(elements, 1 << 16));
  for (std::uint32_t& place : places) place = random.below(static_cast<std::uint32_t>(elements));
  const double seconds = seconds_of([&] {
    double sums[4] = {};  // so that additions do not wait for each other
    for (std::size_t i = 0; i + 3 < places.size(); i += 4)
      for (std::size_t k = 0; k < 4; ++k) sums[k] += values[places[i + k]];
    benchmark::DoNotOptimize(sums);
  });
  return 1e9 * seconds / static_cast<double>(places.size());
}

}  // namespace

Roofline measure_roofline(std::size_t working_set, std::size_t elements) {
  return {triad_gb_per_s(working_set), gather_ns(elements)};
}

}  // namespace ytterby::bench
