// SPDX-License-Identifier: Apache-2.0
/// @file  Little's law and the waits at one officer, by hand, between each other, and against chains and exact roots.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/close_to.hpp"
#include "support/random.hpp"
#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using test::close_to;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

ServiceTime fixed(double mean) { return {.mean = Months{mean}, .variation = 0}; }
ServiceTime exponential(double mean) { return {.mean = Months{mean}, .variation = 1}; }

/// Classes with a load of `load` in all.
std::vector<PriorityClass> random_classes(test::Random& random, double load) {
  std::vector<PriorityClass> classes(1 + random.below(6));
  double total = 0;
  for (PriorityClass& one : classes) {
    one = {LicenceRate{random.between(0.01, 1)},
           {.mean = Months{random.between(0.1, 3)}, .variation = random.between(0, 4)}};
    total += one.arrivals.value * one.service.mean.count();
  }
  for (PriorityClass& one : classes) one.arrivals = one.arrivals / total * load;
  return classes;
}

/// D/M/1 with one filed a month: W = σ/(μ(1 − σ)), σ = e^{−μ(1 − σ)} below 1, by iteration from 0.
double wait_by_the_clock(double mean_service) {
  const double mu = 1 / mean_service;
  double root = 0;
  for (int i = 0; i < 1'000'000; ++i) root = std::exp(-mu * (1 - root));
  return root / (mu * (1 - root));
}

/// M^[X]/M/1 with μ = 1: what crosses from n to n + 1, p(n + 1) = λ·Σ_{j ≤ n} p(j)·P(X > n − j), summed up from n = 0.
struct BatchChain {
  double present = 0;  ///< mean number waiting or at work
  double queue = 0;    ///< mean number waiting
};
BatchChain solve_batch_chain(double batches, const std::vector<double>& chance_of_size) {
  std::vector<double> larger;  // P(X > k)
  double left = 1;
  for (const double chance : chance_of_size) {
    larger.push_back(left);
    left -= chance;
  }
  std::vector<double> state{1};
  for (std::size_t n = 0; n < 4000; ++n) {
    double up = 0;
    for (std::size_t k = 0; k < larger.size() && k <= n; ++k) up += state[n - k] * larger[k];
    state.push_back(batches * up);
  }
  double all = 0;
  double present = 0;
  for (std::size_t n = 0; n < state.size(); ++n) {
    all += state[n];
    present += static_cast<double>(n) * state[n];
  }
  return {present / all, present / all - (1 - state[0] / all)};
}

}  // namespace

TEST_CASE("Little's law gives each of number, stay and rate from the others") {
  CHECK(little_number(LicenceRate{40}, 1.5_mo) == 60);
  CHECK(little_stay(60, LicenceRate{40}) == 1.5_mo);
  CHECK(little_rate(60, 1.5_mo) == LicenceRate{40});
  CHECK(little_number(LicenceRate{0}, 1.5_mo) == 0);
}

TEST_CASE("Returns for correction are filed again and again") {
  CHECK(arrivals_with_refiling(LicenceRate{30}, 0) == LicenceRate{30});
  CHECK(arrivals_with_refiling(LicenceRate{30}, 0.25).value == close_to(40));  // 30·(1 + 1/4 + 1/16 + …)
}

TEST_CASE("The wait at one officer needs mean and variation of the service alone") {
  // λ = 1/2, S = 1/2 or 3/2 with equal chance: E[S²] = 5/4, ρ = 1/2, W = (1/2)(5/4)/(2·1/2) = 5/8.
  CHECK(pollaczek_khinchine_wait(LicenceRate{0.5}, {.mean = 1_mo, .variation = 0.25}).count() == close_to(5.0 / 8));
  // ρ = 0.8: exponential 0.8/0.2 = 4, fixed half of it.
  CHECK(pollaczek_khinchine_wait(LicenceRate{0.8}, exponential(1)).count() == close_to(4));
  CHECK(pollaczek_khinchine_wait(LicenceRate{0.8}, fixed(1)).count() == close_to(2));
  CHECK(pollaczek_khinchine_wait(LicenceRate{0}, fixed(1)) == 0_mo);
  CHECK(pollaczek_khinchine_wait(LicenceRate{1}, fixed(1)).count() == infinity);
  CHECK(pollaczek_khinchine_wait(LicenceRate{2}, fixed(1)).count() == infinity);
}

TEST_CASE("At one officer all approximations are exact where they must be") {
  test::Random random{7};
  for (std::uint64_t trial = 0; trial < test::seeds(300); ++trial) {
    CAPTURE(trial);
    const ServiceTime service{.mean = Months{random.between(0.01, 3)}, .variation = random.between(0, 5)};
    const LicenceRate arrivals{random.between(0.01, 0.99) / service.mean.count()};
    const double variation = random.between(0, 3);
    const double exact = pollaczek_khinchine_wait(arrivals, service).count();
    CHECK(kingman_wait(arrivals, 1, service).count() == close_to(exact, 1e-10));
    CHECK(allen_cunneen_wait(arrivals, 1, service, 1).count() == close_to(exact, 1e-10));
    CHECK(allen_cunneen_wait(arrivals, variation, service, 1).count() ==
          close_to(kingman_wait(arrivals, variation, service).count(), 1e-10));
    CHECK(erlang_c_wait(arrivals, {.count = 1, .each = LicenceRate{1 / service.mean.count()}}).count() ==
          close_to(pollaczek_khinchine_wait(arrivals, exponential(service.mean.count())).count(), 1e-10));
    CHECK(cobham_waits({{arrivals, service}}).front().count() == close_to(exact, 1e-10));
    CHECK(batch_wait({.batches = arrivals}, service).member.count() == close_to(exact, 1e-10));
    CHECK(kingman_bound(arrivals, variation, service) >= kingman_wait(arrivals, variation, service));
  }
}

TEST_CASE("Filings by the clock wait as Kingman says under heavy load, and never longer than his bound") {
  for (const double load : {0.3, 0.6, 0.9, 0.99}) {
    CAPTURE(load);
    const double exact = wait_by_the_clock(load);
    CHECK(kingman_bound(LicenceRate{1}, 0, exponential(load)).count() > exact);
    CHECK(kingman_wait(LicenceRate{1}, 0, exponential(load)).count() > exact);
    // Both are of order 1/(1 − ρ) and apart by a term that stays finite.
    CHECK(kingman_wait(LicenceRate{1}, 0, exponential(load)).count() < exact + 1);
  }
  CHECK(kingman_wait(LicenceRate{0.99}, 0, fixed(1)) == 0_mo);  // one after the other, as by the clock
  CHECK(kingman_wait(LicenceRate{1}, 0, fixed(1)).count() == infinity);
  CHECK(kingman_bound(LicenceRate{1}, 0, fixed(1)).count() == infinity);
}

TEST_CASE("Two classes at one officer share the wait by Cobham's rule") {
  // Both λ = 1/4, exponential of mean 1: R = 1/4 + 1/4, σ = 1/4, 1/2: (1/2)/(3/4) = 2/3, (1/2)/((3/4)(1/2)) = 4/3.
  const std::vector<PriorityClass> classes(2, {LicenceRate{0.25}, exponential(1)});
  const std::vector<Months> waits = cobham_waits(classes);
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].count() == close_to(2.0 / 3));
  CHECK(waits[1].count() == close_to(4.0 / 3));
  CHECK(kleinrock_sum(classes, waits).count() == close_to(1.0 / 2));
  CHECK(kleinrock_constant(classes).count() == close_to(1.0 / 2));  // ρR/(1 − ρ) = (1/2)(1/2)/(1/2)
  CHECK(cobham_waits(std::vector<PriorityClass>{}).empty());
}

TEST_CASE("A class that finds its officer always at work waits as if he left for other work") {
  // The second class fills all time left: the first is M/M/1 whose officer, idle, does a piece of other work (mean 3,
  // fixed): W = λE[S²]/(2(1 − ρ)) + E[V²]/(2E[V]) = (1/2)·2/(2·1/2) + 9/6 = 5/2.
  const std::vector<PriorityClass> classes{
      {LicenceRate{0.5}, exponential(1)}, {LicenceRate{1}, fixed(3)}, {LicenceRate{0}, fixed(100)}};
  const std::vector<Months> waits = cobham_waits(classes);
  REQUIRE(waits.size() == 3);
  CHECK(waits[0].count() == close_to(5.0 / 2));
  CHECK(waits[1].count() == infinity);
  CHECK(waits[2].count() == infinity);
  CHECK(kleinrock_sum(classes, waits).count() == infinity);
  CHECK(kleinrock_constant(classes).count() == infinity);
}

TEST_CASE("No order of classes changes Kleinrock's sum") {
  test::Random random{8};
  for (std::uint64_t trial = 0; trial < test::seeds(500); ++trial) {
    CAPTURE(trial);
    std::vector<PriorityClass> classes = random_classes(random, random.between(0.05, 0.97));
    // In order of filing all wait alike: Pollaczek–Khinchine with the mixture of all services.
    double rate = 0;
    double load = 0;
    double square = 0;  // Σ λ E[S²]
    for (const PriorityClass& one : classes) {
      const double mean = one.service.mean.count();
      rate += one.arrivals.value;
      load += one.arrivals.value * mean;
      square += one.arrivals.value * mean * mean * (1 + one.service.variation);
    }
    const double mean = load / rate;
    const ServiceTime mixture{.mean = Months{mean}, .variation = square / rate / (mean * mean) - 1};
    const double in_order = load * pollaczek_khinchine_wait(LicenceRate{rate}, mixture).count();

    for (int order = 0; order < 4; ++order) {
      const std::vector<Months> waits = cobham_waits(classes);
      CHECK(kleinrock_sum(classes, waits).count() == close_to(in_order, 1e-9));
      CHECK(kleinrock_constant(classes).count() == close_to(in_order, 1e-9));
      CHECK(std::is_sorted(waits.begin(), waits.end()));
      random.shuffle(classes);
    }
  }
}

TEST_CASE("A later class never lengthens the wait of an earlier one by more than a piece of its work") {
  test::Random random{9};
  for (std::uint64_t trial = 0; trial < test::seeds(300); ++trial) {
    CAPTURE(trial);
    std::vector<PriorityClass> classes = random_classes(random, random.between(0.05, 0.9));
    const double alone = cobham_waits({classes.front()}).front().count();
    const double load = classes.front().arrivals.value * classes.front().service.mean.count();
    double longest_left = 0;
    for (PriorityClass& one : classes) {
      if (&one != &classes.front()) one.arrivals = one.arrivals * 100;  // far above what there is time for
      const double mean = one.service.mean.count();
      longest_left = std::max(longest_left, mean * (1 + one.service.variation) / 2);
    }
    const double among = cobham_waits(classes).front().count();
    CHECK(among >= alone * (1 - 1e-12));
    CHECK(among <= alone + longest_left / (1 - load) * (1 + 1e-12));
  }
}

TEST_CASE("A class without arrivals counts nothing in Kleinrock's sum, however long it would wait") {
  const std::vector<PriorityClass> classes{{LicenceRate{0.5}, fixed(1)}, {LicenceRate{0}, fixed(1)}};
  CHECK(kleinrock_sum(classes, {2_mo, Months{infinity}}) == 1_mo);
}

TEST_CASE("In a batch of two the second waits a service longer than the first") {
  // A batch of 2, each 1 month, every 4 months on average: as one piece of work of 2 months, (1/4)·4/(2·1/2) = 1.
  const BatchWait wait = batch_wait({.batches = LicenceRate{0.25}, .mean_size = 2}, fixed(1));
  CHECK(wait.first.count() == close_to(1));
  CHECK(wait.member.count() == close_to(1.5));
  CHECK(wait.last.count() == close_to(2));
}

TEST_CASE("In batches of unequal size most applications are in large ones") {
  // 1 or 3 with equal chance: E[X] = 2, Var X = 1, E[X(X − 1)]/(2E[X]) = 3/4 before one picked at random; a fixed month
  // each, λ = 1/4: E[B²] = 5, first = (1/4)·5/(2·1/2) = 5/4, member = 5/4 + 3/4, last = 5/4 + 1.
  const BatchWait wait = batch_wait({.batches = LicenceRate{0.25}, .mean_size = 2, .size_variance = 1}, fixed(1));
  CHECK(wait.first.count() == close_to(1.25));
  CHECK(wait.member.count() == close_to(2));
  CHECK(wait.last.count() == close_to(2.25));
}

TEST_CASE("Batches agree with their chain solved state by state") {
  test::Random random{10};
  for (std::uint64_t trial = 0; trial < test::seeds(100); ++trial) {
    CAPTURE(trial);
    std::vector<double> chance(1 + random.below(8));
    double sum = 0;
    for (double& one : chance) sum += one = random.between(0.05, 1);
    double mean = 0;
    double square = 0;
    for (std::size_t k = 0; k < chance.size(); ++k) {
      const double size = static_cast<double>(k + 1);
      chance[k] /= sum;
      mean += size * chance[k];
      square += size * size * chance[k];
    }
    const LicenceRate batches{random.between(0.05, 0.9) / mean};
    const BatchWait wait = batch_wait(
        {.batches = batches, .mean_size = mean, .size_variance = std::max(0.0, square - mean * mean)}, exponential(1));
    const BatchChain chain = solve_batch_chain(batches.value, chance);
    // A batch finds the mean number present, each with a month to go; members wait as Little says.
    CHECK(wait.first.count() == close_to(chain.present, 1e-9));
    CHECK(wait.member.count() == close_to(little_stay(chain.queue, batches * mean).count(), 1e-9));
  }
}

TEST_CASE("Batches that fill all time wait for ever") {
  const BatchWait wait = batch_wait({.batches = LicenceRate{0.5}, .mean_size = 2}, fixed(1));
  CHECK(wait.first.count() == infinity);
  CHECK(wait.member.count() == infinity);
  CHECK(wait.last.count() == infinity);
}
