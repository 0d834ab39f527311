// SPDX-License-Identifier: Apache-2.0
/// @file  Losses around cycles against every choice of terms, solved densely in long double.
#include "ytterby/kernel/cascade.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "support/random.hpp"

using namespace ytterby::kernel;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// One term as a row of a dense matrix.
struct Choice {
  std::vector<long double> gains;
  long double base = 0;
};

struct Dense {
  std::vector<std::vector<Choice>> choices;  ///< [node]; a floor is a choice without gains

  explicit Dense(std::size_t nodes) : choices(nodes) {}
};

/// Solves (1 − A)·x = b by Gauss with row pivots.
std::vector<long double> solve_dense(std::vector<std::vector<long double>> a, std::vector<long double> b) {
  const std::size_t n = b.size();
  for (std::size_t p = 0; p < n; ++p) {
    std::size_t best = p;
    for (std::size_t i = p; i < n; ++i)
      if (std::abs(a[i][p]) > std::abs(a[best][p])) best = i;
    std::swap(a[p], a[best]);
    std::swap(b[p], b[best]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == p) continue;
      const long double factor = a[i][p] / a[p][p];
      for (std::size_t k = p; k < n; ++k) a[i][k] -= factor * a[p][k];
      b[i] -= factor * b[p];
    }
  }
  for (std::size_t p = 0; p < n; ++p) b[p] /= a[p][p];
  return b;
}

/// The least losses under one choice at every node: none where nothing is lost that it leads to, else the solution of
/// what is left, whose matrix is regular, since all of it leads to a base.
std::vector<long double> losses_of(const std::vector<const Choice*>& chosen) {
  const std::size_t n = chosen.size();
  std::vector<bool> leads(n, false);
  for (std::size_t round = 0; round < n; ++round)
    for (std::size_t j = 0; j < n; ++j) {
      if (chosen[j]->base > 0) leads[j] = true;
      for (std::size_t i = 0; i < n; ++i)
        if (chosen[j]->gains[i] > 0 && leads[i]) leads[j] = true;
    }
  std::vector<std::vector<long double>> a(n, std::vector<long double>(n, 0));
  std::vector<long double> b(n, 0);
  for (std::size_t j = 0; j < n; ++j) {
    a[j][j] = 1;
    if (!leads[j]) continue;
    b[j] = chosen[j]->base;
    for (std::size_t i = 0; i < n; ++i)
      if (leads[i]) a[j][i] -= chosen[j]->gains[i];
  }
  return solve_dense(std::move(a), std::move(b));
}

/// The most of all choices at every node.
std::vector<long double> enumerate(const Dense& dense) {
  const std::size_t n = dense.choices.size();
  std::vector<std::size_t> at(n, 0);
  std::vector<long double> most(n, 0);
  while (true) {
    std::vector<const Choice*> chosen(n);
    for (std::size_t j = 0; j < n; ++j) chosen[j] = &dense.choices[j][at[j]];
    const auto losses = losses_of(chosen);
    for (std::size_t j = 0; j < n; ++j) most[j] = std::max(most[j], losses[j]);
    std::size_t j = 0;
    while (j < n && ++at[j] == dense.choices[j].size()) at[j++] = 0;
    if (j == n) return most;
  }
}

struct Problem {
  LossTerms<double> terms = {};
  std::vector<double> floor = {}, base = {};
  Dense dense{0};
};

/// Few nodes with up to three terms each. Gains are multiples of 2^-10, so that both see the same numbers, and often
/// add up to 1 within a few nodes, so that groups of one loss are common.
Problem tangled(Random& random) {
  const std::size_t n = 1 + random.below(6);
  Problem problem{.dense = Dense(n)};
  for (std::size_t j = 0; j < n; ++j) {
    const double floor = random.chance(0.2) ? random.pick(std::vector{0.25, 0.5, 1.0}) : 0;
    problem.floor.push_back(floor);
    problem.dense.choices[j].push_back({std::vector<long double>(n, 0), floor});
    const std::size_t terms = random.below(4);
    for (std::size_t t = 0; t < terms; ++t) {
      std::size_t left = 1024;
      Choice choice{std::vector<long double>(n, 0), 0};
      const std::size_t arcs = 1 + random.below(3);
      for (std::size_t arc = 0; arc < arcs; ++arc) {
        const auto from = random.below(n);
        const bool all = arc + 1 == arcs && random.chance(0.6);
        const auto gain = all || left == 0 ? left : random.chance(0.1) ? left - 1 : random.below(left + 1);
        if (gain == 0) continue;
        left -= gain;
        problem.terms.from.push_back(static_cast<std::uint32_t>(from));
        problem.terms.gain.push_back(static_cast<double>(gain) / 1024);
        choice.gains[from] += static_cast<long double>(gain) / 1024;
      }
      const double base = random.chance(0.3) ? static_cast<double>(random.below(left + 1)) / 1024.0 : 0;
      choice.base = base;
      problem.base.push_back(base);
      problem.terms.rest.push_back(static_cast<double>(left) / 1024);
      problem.terms.arc_begin.push_back(static_cast<std::uint32_t>(problem.terms.from.size()));
      problem.dense.choices[j].push_back(std::move(choice));
    }
    problem.terms.term_begin.push_back(static_cast<std::uint32_t>(problem.terms.terms()));
  }
  return problem;
}

/// A loop of nodes, each of which takes all but `leak` from the one before; the first takes that from a node that
/// stops, the others from one that does not.
LossTerms<double> loop(std::uint32_t nodes, double leak) {
  LossTerms<double> terms;
  for (std::uint32_t j = 0; j < nodes; ++j) {
    terms.from.push_back(j == 0 ? nodes - 1 : j - 1);
    terms.gain.push_back(1 - leak);
    if (j == 0) {
      terms.from.push_back(nodes);
      terms.gain.push_back(leak);
    }
    terms.arc_begin.push_back(static_cast<std::uint32_t>(terms.from.size()));
    terms.rest.push_back(j == 0 ? 0 : leak);
    terms.term_begin.push_back(j + 1);
  }
  terms.term_begin.push_back(nodes);
  return terms;
}

}  // namespace

TEST_CASE("losses around cycles equal the most of all choices of terms in 80-bit arithmetic") {
  for (std::uint64_t seed = 1; seed <= seeds(2000); ++seed) {
    CAPTURE(seed);
    Random random{seed};
    const Problem problem = tangled(random);
    const auto expected = enumerate(problem.dense);
    const Cascade<double> cascade(problem.terms);
    const auto found = cascade.solve(problem.floor, problem.base);
    const double bound = found.residual * cascade.longest_walk();
    CHECK(bound < 1e-8);  // a cycle keeps at most 1023/1024 a step, so walks are not long
    for (std::size_t j = 0; j < expected.size(); ++j) {
      CHECK(found.loss[j] == Approx(static_cast<double>(expected[j])).epsilon(1e-12));
      CHECK(std::abs(found.loss[j] - static_cast<double>(expected[j])) <= bound + 1e-16);
    }
  }
}

TEST_CASE("a loop that returns all but a billionth is solved to the last digits") {
  // Of the loss L of the first node the last one has (1 − δ)^(n−1), so L = δ + (1 − δ)^n·L. For n = 3
  // L = δ/(1 − (1 − δ)³) = 1/(3 − 3δ + δ²): a third, and a billionth of it more.
  constexpr double leak = 0x1p-30;
  const auto terms = loop(3, leak);
  const std::vector<double> floor{0, 0, 0, 1}, base(3, 0);
  const Cascade<double> cascade(terms);
  const auto found = cascade.solve(floor, base);
  const double first = 1 / (3 - 3 * leak + leak * leak);
  CHECK(found.loss[0] == Approx(first).epsilon(1e-15));
  CHECK(found.loss[1] == Approx(first * (1 - leak)).epsilon(1e-15));
  // A walk takes 2^30 steps in the mean, so of a residual at rounding no more can be said than this.
  CHECK(found.residual * cascade.longest_walk() < 1e-5);
}

TEST_CASE("a loop of hundreds is solved without passing round it hundreds of times") {
  // As above with n = 500: L = δ/(1 − (1 − δ)^n), here by expm1 and log1p, which do not cancel.
  constexpr double leak = 0x1p-20;
  const auto terms = loop(500, leak);
  std::vector<double> floor(501, 0), base(500, 0);
  floor.back() = 1;
  const auto found = Cascade<double>(terms).solve(floor, base);
  CHECK(found.loss[0] == Approx(leak / -std::expm1(500 * std::log1p(-leak))).epsilon(1e-12));
}

TEST_CASE("where elimination would fill up passes go on to the end") {
  // Once round keeps all but six thousandths: thousands of passes.
  const auto terms = loop(6, 0.001);
  const std::vector<double> floor{0, 0, 0, 0, 0, 0, 1}, base(6, 0);
  const auto eliminated = Cascade<double>(terms).solve(floor, base);
  const Cascade<double> by_passes(terms, 0);
  const auto passed = by_passes.solve(floor, base);
  // L = δ/(1 − (1 − δ)^6), as above.
  const double first = 0.001 / -std::expm1(6 * std::log1p(-0.001));
  CHECK(eliminated.loss[0] == Approx(first).epsilon(1e-14));
  CHECK(passed.loss[0] == Approx(first).epsilon(1e-11));
  CHECK(std::abs(passed.loss[0] - first) <= passed.residual * by_passes.longest_walk());
}

TEST_CASE("nodes that live on each other alone lose what the first of them loses from outside") {
  // 0 and 1 supply each other wholly; 1 has another term that loses a quarter, which both lose therefore.
  const LossTerms<double> terms{
      .term_begin = {0, 1, 3}, .arc_begin = {0, 1, 2, 2}, .rest = {0, 0, 1}, .from = {1, 0}, .gain = {1, 1}};
  const std::vector<double> floor{0, 0}, base{0, 0, 0.25};
  const auto found = Cascade<double>(terms).solve(floor, base);
  CHECK(found.loss == std::vector{0.25, 0.25});
  CHECK(Cascade<double>(terms).solve(floor, std::vector<double>(3, 0)).loss == std::vector{0.0, 0.0});
}

TEST_CASE("the longest walk is that of whoever chooses the longest way") {
  // 0 ends it, 1 takes from 0, 2 from 0 or from 1: two steps.
  const LossTerms<double> terms{
      .term_begin = {0, 0, 1, 3}, .arc_begin = {0, 1, 2, 3}, .rest = {0, 0, 0}, .from = {0, 0, 1}, .gain = {1, 1, 1}};
  CHECK(Cascade<double>(terms).longest_walk() == Approx(2).epsilon(1e-14));
  // From above, rounding included.
  CHECK(Cascade<double>(terms).longest_walk() >= 2);
}
