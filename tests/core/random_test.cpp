// SPDX-License-Identifier: Apache-2.0
/// @file  Random streams: known answers, evenness, independence of order.
#include "ytterby/core/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

using ytterby::RandomStream;
using ytterby::Seed;

namespace {

constexpr std::size_t draws = 200'000;

template <class Draw>
std::vector<double> sample(Draw&& draw) {
  RandomStream stream(Seed{1}, 0);
  std::vector<double> values(draws);
  for (double& value : values) value = draw(stream);
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The largest distance between the sample's distribution and `probability_below`.
template <class Cdf>
double kolmogorov_distance(std::vector<double> values, Cdf&& probability_below) {
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = probability_below(values[i]), rank = static_cast<double>(i);
    distance = std::max({distance, expected - rank / count, (rank + 1) / count - expected});
  }
  return distance;
}

/// A sample of a true distribution is farther off once in a million: sqrt(ln(2·10^6)/(2·draws)).
const double tolerated = std::sqrt(std::log(2e6) / (2.0 * static_cast<double>(draws)));

}  // namespace

TEST_CASE("the generator gives the known answers of Random123") {
  // philox4x32 10 in tests/kat_vectors of Random123: counter, key, answer.
  using Four = std::array<std::uint32_t, 4>;
  using ytterby::detail::philox;
  constexpr std::uint32_t ones = 0xffffffff;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) == Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream counts blocks below its trial, under its seed") {
  RandomStream zero(Seed{0}, 0);
  CHECK(zero.bits() == 0xe169c58d6627e8d5);  // the first known answer, low word first
  CHECK(zero.bits() == 0x9b00dbd8bc57ac4c);

  RandomStream stream(Seed{0x299f31d0a4093822}, 0x0370734413198a2e);
  static_cast<void>(stream.bits());
  static_cast<void>(stream.bits());
  const auto second = ytterby::detail::philox({1, 0, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
  CHECK(stream.bits() == (second[0] | std::uint64_t{second[1]} << 32));
}

TEST_CASE("a stream depends on seed and trial alone, not on what else is drawn") {
  std::vector<std::uint64_t> alone;
  RandomStream once(Seed{7}, 3);
  for (int i = 0; i < 100; ++i) alone.push_back(once.bits());
  RandomStream other(Seed{7}, 2), again(Seed{7}, 3);
  for (const std::uint64_t bits : alone) {
    static_cast<void>(other.normal());
    CHECK(again.bits() == bits);
  }
}

TEST_CASE("streams of different trials and seeds share no number") {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t trial = 0; trial < 20; ++trial) {
      RandomStream stream(Seed{seed}, trial);
      for (int i = 0; i < 50; ++i) seen.insert(stream.bits());
    }
  }
  CHECK(seen.size() == 20 * 20 * 50);  // two equal ones among 2^64: once in 10^11 times
}

TEST_CASE("samples follow the distribution they are named for") {
  CHECK(kolmogorov_distance(sample([](auto& s) { return s.uniform(); }), [](double x) { return x; }) < tolerated);
  CHECK(kolmogorov_distance(sample([](auto& s) { return s.exponential(); }), [](double x) { return -std::expm1(-x); }) <
        tolerated);
  CHECK(kolmogorov_distance(sample([](auto& s) { return s.pareto(2.5); }),
                            [](double x) { return 1 - std::pow(x, -2.5); }) < tolerated);
  CHECK(kolmogorov_distance(sample([](auto& s) { return s.normal(); }),
                            [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }) < tolerated);
}

TEST_CASE("uniform numbers stay inside their interval") {
  const auto values = sample([](auto& s) { return s.uniform(); });
  CHECK(std::all_of(values.begin(), values.end(), [](double value) { return value > 0 && value < 1; }));
  CHECK(mean(values) == doctest::Approx(0.5).epsilon(0.01));
  // The ends by hand: all bits 0, and all bits 1.
  CHECK(0.5 * 0x1p-52 > 0);
  CHECK((static_cast<double>(~std::uint64_t{0} >> 12) + 0.5) * 0x1p-52 < 1);
}

TEST_CASE("whole numbers come evenly, whatever their count") {
  for (const std::uint32_t count : {1U, 2U, 3U, 7U, 1000U}) {
    RandomStream stream(Seed{2}, count);
    std::vector<double> times(count, 0);
    for (std::size_t i = 0; i < draws; ++i) ++times.at(stream.below(count));
    const double expected = static_cast<double>(draws) / count;
    double chi_square = 0;
    for (const double n : times) chi_square += (n - expected) * (n - expected) / expected;
    const double freedom = count - 1.0;  // mean of χ², whose variance is twice that; six deviations
    CHECK(chi_square <= freedom + 6 * std::sqrt(2 * freedom));
  }
}

TEST_CASE("a count above half of what 32 bits hold is met evenly too") {
  // 3·2^30 of 2^32 values: without rejection the first third would come as often as the other two together.
  RandomStream stream(Seed{3}, 0);
  std::size_t in_first_third = 0;
  for (std::size_t i = 0; i < draws; ++i) in_first_third += stream.below(0xc0000000U) < 0x40000000U ? 1 : 0;
  CHECK(static_cast<double>(in_first_third) / static_cast<double>(draws) == doctest::Approx(1.0 / 3).epsilon(0.02));
}

TEST_CASE("normal quantiles are the published ones") {
  // The check values that Wichura (1988) gives for PPND16, and the familiar one of a 95 % interval.
  CHECK(ytterby::normal_quantile(0.5) == 0);
  CHECK(ytterby::normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
  CHECK(ytterby::normal_quantile(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(ytterby::normal_quantile(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(ytterby::normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-15));
}

TEST_CASE("normal quantiles undo the error function") {
  for (const double p : {1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 0.01, 0.07, 0.08, 0.3, 0.5, 0.9, 0.93, 0.999}) {
    const double z = ytterby::normal_quantile(p);
    // An error of z is one of z²-fold size in a small p.
    CHECK(std::erfc(-z / std::sqrt(2.0)) / 2 == doctest::Approx(p).epsilon(1e-14 + 1e-15 * z * z));
  }
}
