// SPDX-License-Identifier: Apache-2.0
/// @file  Inoperability of random sectors against plain passes and small steps in long double.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/random.hpp"
#include "ytterby/exposure/inoperability.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Rows add up to at most `most`.
Interdependency random_sectors(Random& random, double most) {
  Interdependency sectors{.sectors = 1 + random.below(6)};
  for (std::size_t i = 0; i < sectors.sectors; ++i) {
    const double row = random.between(0, most) / static_cast<double>(sectors.sectors);
    for (std::size_t j = 0; j < sectors.sectors; ++j)
      sectors.shares.push_back(random.chance(0.3) ? 0 : row * random.between(0.5, 1));
  }
  return sectors;
}

std::vector<double> random_perturbation(Random& random, std::size_t sectors, double most) {
  std::vector<double> perturbation(sectors, 0);
  for (double& one : perturbation)
    if (random.chance(0.4)) one = random.between(0, most);
  return perturbation;
}

std::vector<long double> image(const Interdependency& sectors, const std::vector<double>& perturbation,
                               const std::vector<long double>& lost) {
  std::vector<long double> next(lost.size());
  for (std::size_t i = 0; i < lost.size(); ++i) {
    long double value = perturbation[i];
    for (std::size_t j = 0; j < lost.size(); ++j) value += sectors.share(i, j) * lost[j];
    next[i] = std::min<long double>(1, value);
  }
  return next;
}

}  // namespace

TEST_CASE("inoperability at rest is the limit of passes from nothing") {
  std::size_t some_stop = 0;
  for (std::uint64_t seed = 0; seed < seeds(1000); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Interdependency sectors = random_sectors(random, seed % 2 == 0 ? 0.95 : 2.5);
    const auto perturbation = random_perturbation(random, sectors.sectors, 0.7);
    std::vector<long double> expected(sectors.sectors, 0);
    for (int pass = 0; pass < 20'000; ++pass) expected = image(sectors, perturbation, expected);
    const auto found = inoperability_of(sectors, perturbation);
    if (seed % 2 == 0) CHECK(found.error_bound < 1e-12);
    for (std::size_t i = 0; i < expected.size(); ++i)
      CHECK(std::abs(found.lost[i] - static_cast<double>(expected[i])) <= found.error_bound + 1e-15);
    const auto stopped = std::count(found.stopped.begin(), found.stopped.end(), true);
    if (stopped > 0 && stopped < std::count_if(
                                     expected.begin(), expected.end(), [](auto q) { return q > 0; }))
      ++some_stop;
  }
  CHECK(some_stop > seeds(1000) / 50);
}

TEST_CASE("inoperability over time is the limit of small steps") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Interdependency sectors = random_sectors(random, 1.6);
    const std::size_t n = sectors.sectors;
    RecoveryOptions options;
    for (std::size_t i = 0; i < n; ++i) {
      options.resilience.push_back(random.between(0.1, 3));
      options.initial.push_back(random.chance(0.5) ? random.between(0, 1) : 0);
      options.cover.push_back(random.chance(0.5) ? random.between(0, 1) : 0);
    }
    const std::vector<PerturbedFrom> perturbed{{0_mo, random_perturbation(random, n, 1.2)},
                                               {1_mo, random_perturbation(random, n, 0.5)}};
    const auto found = inoperability_over_time(sectors, perturbed, std::vector<Months>{2_mo}, options);
    CHECK(found.error_bound < 1e-10);
    // Heun's steps of 1/8192 of a month: errors of their square, and of one step where goods run out within it.
    const int steps = 2 * 8192;
    const long double h = 2.0L / steps;
    std::vector<long double> lost(options.initial.begin(), options.initial.end()), impact(n, 0);
    const auto slope = [&](const std::vector<double>& c, const std::vector<long double>& at) {
      std::vector<long double> passed_on = at, by(n);
      for (std::size_t i = 0; i < n; ++i)
        if (options.cover[i] > 0 && impact[i] < options.cover[i]) passed_on[i] = 0;
      const auto to_come = image(sectors, c, passed_on);
      for (std::size_t i = 0; i < n; ++i) by[i] = options.resilience[i] * (to_come[i] - at[i]);
      return by;
    };
    for (int step = 0; step < steps; ++step) {
      const auto& c = perturbed[step < steps / 2 ? 0 : 1].perturbation;
      const auto first = slope(c, lost);
      std::vector<long double> ahead(n);
      for (std::size_t i = 0; i < n; ++i) ahead[i] = lost[i] + h * first[i];
      const auto second = slope(c, ahead);
      for (std::size_t i = 0; i < n; ++i) {
        const long double next = lost[i] + h * (first[i] + second[i]) / 2;
        impact[i] += h * (lost[i] + next) / 2;
        lost[i] = next;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(std::abs(found.lost[0][i] - static_cast<double>(lost[i])) < 2e-3);
      CHECK(std::abs(found.impact[i] - static_cast<double>(impact[i])) < 2e-3);
    }
  }
}
