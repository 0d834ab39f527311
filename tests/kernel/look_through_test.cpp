// SPDX-License-Identifier: Apache-2.0
/// @file  x = A·x + b where nearly all goes round: against elimination, in every width and number type.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "oracle/elimination.hpp"
#include "support/random.hpp"
#include "ytterby/kernel/look_through.hpp"

using namespace ytterby;
using namespace ytterby::test;
using kernel::Given;

namespace {

/// One loop of n rows, each on the one before and two others; rows sum to `gain`.
template <class Real>
kernel::DependenceRows<Real> one_loop(Random& random, std::size_t n, double gain) {
  kernel::DependenceRows<Real> rows;
  rows.begin = {0};
  rows.loops = {{0, static_cast<std::uint32_t>(n)}};
  for (std::size_t i = 0; i < n; ++i) {
    for (const std::size_t from : {(i + n - 1) % n, random.below(n), random.below(n)}) {
      if (from == i) continue;
      rows.from.push_back(static_cast<std::uint32_t>(from));
      rows.weight.push_back(static_cast<Real>(random.between(0.1, 1)));
    }
    Real sum = 0;
    for (std::size_t e = rows.begin.back(); e < rows.weight.size(); ++e) sum += rows.weight[e];
    for (std::size_t e = rows.begin.back(); e < rows.weight.size(); ++e)
      rows.weight[e] *= static_cast<Real>(gain) / sum;
    rows.begin.push_back(static_cast<std::uint32_t>(rows.from.size()));
    rows.turns.push_back(1);
  }
  return rows;
}

template <class Real>
std::vector<long double> eliminated(const kernel::DependenceRows<Real>& rows, const std::vector<Real>& b) {
  std::vector<std::vector<long double>> system(rows.size(), std::vector<long double>(rows.size() + 1));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    system[i][i] = 1;
    for (std::size_t e = rows.begin[i]; e < rows.begin[i + 1]; ++e) system[i][rows.from[e]] -= rows.weight[e];
    system[i][rows.size()] = b[i];
  }
  return eliminate(std::move(system));
}

template <class Real, int Width>
kernel::PackArray<Real, Width> solved(const kernel::DependenceRows<Real>& rows,
                                      const kernel::PackArray<Real, Width>& given, Given meaning) {
  kernel::PackArray<Real, Width> x;
  kernel::LookThrough<Real, Width>(rows).solve(given, meaning, x);
  return x;
}

/// The largest error, relative to the solution, of one right-hand side that feeds every tenth row.
template <class Real>
double error(std::size_t n, double gain, std::uint64_t seed) {
  Random random(seed);
  const auto rows = one_loop<Real>(random, n, gain);
  kernel::PackArray<Real, 1> given(n);
  std::vector<Real> b(n);
  for (std::size_t i = 0; i < n; i += 10) given.at(i, 0) = b[i] = static_cast<Real>(random.uniform());
  const auto x = solved(rows, given, Given::added);
  const auto exact = eliminated(rows, b);
  long double off = 0, size = 0;
  for (std::size_t i = 0; i < n; ++i) {
    off = std::max(off, std::abs(exact[i] - static_cast<long double>(x.at(i, 0))));
    size = std::max(size, std::abs(exact[i]));
  }
  return static_cast<double>(off / size);
}

}  // namespace

TEST_CASE("loops in which nearly all goes round are solved to the condition of the problem") {
  // A residual of a few dozen roundings of x, at most, grows by 1/(1 − gain).
  const std::vector<std::size_t> sizes{2, 7, 60, 600};  // the last is too large to eliminate
  for (const std::size_t n : sizes) {
    for (const double gain : {0.5, 0.9, 0.99, 0.9999, 1 - 1e-6, 1 - 1e-9}) {
      for (std::uint64_t seed = 0; seed < 2; ++seed) {
        CAPTURE(n);
        CAPTURE(gain);
        CAPTURE(seed);
        CHECK(error<double>(n, gain, seed) < 1e-14 / (1 - gain));
        CHECK(error<long double>(n, gain, seed) < 1e-17 / (1 - gain));
        if (gain < 0.9999) CHECK(error<float>(n, gain, seed) < 1e-5 / (1 - gain));
      }
    }
  }
}

TEST_CASE("a right-hand side has the same bits in every width") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto rows = one_loop<double>(random, 100, seed % 2 == 0 ? 0.3 : 0.999);
    kernel::PackArray<double, 8> eight(100);
    kernel::PackArray<double, 4> four(100);
    kernel::PackArray<double, 1> one(100);
    for (std::size_t i = 0; i < 100; ++i) {
      for (std::size_t s = 0; s < 8; ++s) eight.at(i, s) = random.chance(0.1) ? 1 : 0;
      for (std::size_t s = 0; s < 4; ++s) four.at(i, s) = eight.at(i, s + 3);
      one.at(i, 0) = eight.at(i, 5);
    }
    for (const Given meaning : {Given::added, Given::held}) {
      const auto x8 = solved(rows, eight, meaning);
      const auto x4 = solved(rows, four, meaning);
      const auto x1 = solved(rows, one, meaning);
      for (std::size_t i = 0; i < 100; ++i) {
        for (std::size_t s = 0; s < 4; ++s) CHECK(x4.at(i, s) == x8.at(i, s + 3));
        CHECK(x1.at(i, 0) == x8.at(i, 5));
      }
    }
  }
}

TEST_CASE("where nothing is given nothing goes round") {
  Random random(1);
  const auto rows = one_loop<double>(random, 50, 1);  // singular
  const auto x = solved(rows, kernel::PackArray<double, 4>(50), Given::held);
  for (std::size_t i = 0; i < 50; ++i)
    for (std::size_t s = 0; s < 4; ++s) CHECK(x.at(i, s) == 0);
}

TEST_CASE("the residual is what is left of each equation") {
  // x₀ = ½ x₁ + 1, x₁ = x₀ of which it draws half on itself: turns 2. At x = (1, 3): ½·3 + 1 − 1 = 1.5; 1 − 3·½ = −0.5.
  kernel::DependenceRows<double> rows{
      .begin = {0, 1, 2}, .from = {1, 0}, .weight = {0.5, 1}, .turns = {1, 2}, .loops = {{0, 2}}};
  kernel::PackArray<double, 1> given(2), x(2);
  given.at(0, 0) = 1;
  x.at(0, 0) = 1;
  x.at(1, 0) = 3;
  CHECK(kernel::LookThrough<double, 1>(rows).residual(given, Given::added, x) == 1.5);
  CHECK(kernel::LookThrough<double, 1>(rows).residual(given, Given::held, x) == 0.5);
}
