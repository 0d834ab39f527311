// SPDX-License-Identifier: Apache-2.0
/// @file  Erlang's formulas and the staffing from them, against fractions, chains solved state by state, and limits.
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

/// M/M/c with μ = 1, by its balance equations p(n + 1)·min(n + 1, c) = p(n)·a, up to where p adds nothing.
struct Chain {
  double waiting = 0;  ///< probability that all are busy
  double queue = 0;    ///< mean number waiting
};
Chain solve_chain(int servers, double load) {
  long double state = 1;
  long double all = 0;
  long double busy = 0;
  long double queue = 0;
  for (int n = 0; n <= servers || state > busy * 1e-22L; ++n) {
    all += state;
    if (n >= servers) {
      busy += state;
      queue += state * static_cast<long double>(n - servers);
    }
    state *= static_cast<long double>(load) / std::min(n + 1, servers);
  }
  return {static_cast<double>(busy / all), static_cast<double>(queue / all)};
}

/// 1/B(c, a) = Σ_j c(c − 1)…(c − j + 1)/aʲ, term by term.
long double inverse_by_sum(double servers, double load) {
  long double term = 1;
  long double sum = 0;
  for (long double left = servers; term > 0; --left) {
    sum += term;
    term *= left / static_cast<long double>(load);
    if (term < sum * 1e-22L && left < static_cast<long double>(load)) break;
  }
  return sum;
}

/// Φ(β)/φ(β) = ∫₀^∞ e^{βx − x²/2} dx by Simpson's rule, the integral cut where it is nothing.
double mills(double beta) {
  constexpr int intervals = 40'000;
  const double width = (beta + 40) / intervals;
  double sum = 0;
  for (int i = 0; i <= intervals; ++i) {
    const double x = i * width;
    const double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * std::exp(beta * x - x * x / 2);
  }
  return sum * width / 3;
}

}  // namespace

TEST_CASE("Erlang B is the share that finds all servers busy") {
  // (3⁵/5!) / (1 + 3 + 9/2 + 27/6 + 81/24 + 243/120) = 2.025/18.4, printed in tables as 0.1101.
  CHECK(erlang_b(5, 3) == close_to(2.025 / 18.4));
  CHECK(erlang_b(1, 1) == close_to(1.0 / 2));               // 1/(1 + 1)
  CHECK(erlang_b(2, 1) == close_to(1.0 / 5));               // (1/2)/(1 + 1 + 1/2)
  CHECK(erlang_b(2, 6) == close_to(18.0 / 25));             // 18/(1 + 6 + 18): more load than servers
  CHECK(erlang_b(10, 10) == close_to(0.2145823431, 1e-9));  // 10¹⁰/10! = 2755.7319224 of Σ 10ᵏ/k! = 12842.3051146
  CHECK(erlang_b(0, 3) == 1);
  CHECK(erlang_b(4, 0) == 0);
  CHECK(erlang_b(0, 0) == 1);
}

TEST_CASE("Erlang C is the share that has to wait") {
  CHECK(erlang_c(1, 0.8) == close_to(0.8));    // one server: whenever it is busy
  CHECK(erlang_c(2, 1) == close_to(1.0 / 3));  // (1/2)·2/(1 + 1 + (1/2)·2)
  CHECK(erlang_c(3, 2) == close_to(4.0 / 9));  // (8/6)·3/(1 + 2 + 2 + (8/6)·3)
  CHECK(erlang_c(3, 0) == 0);
}

TEST_CASE("One officer who is busy four fifths of the time keeps applications waiting for four services") {
  // M/M/1, ρ = 0.8, μ = 1: W = ρ/(μ − λ) = 4, L = λW = 3.2, P(W > t) = 0.8·e^{−0.2t}.
  const LicenceRate arrivals{0.8};
  CHECK(offered_load(arrivals, {}) == close_to(0.8));
  CHECK(erlang_c_wait(arrivals, {}).count() == close_to(4));
  CHECK(erlang_c_queue(arrivals, {}) == close_to(3.2));
  CHECK(erlang_c_longer(arrivals, {}, 0_mo) == close_to(0.8));
  CHECK(erlang_c_longer(arrivals, {}, 5_mo) == close_to(0.8 / std::exp(1.0)));
  CHECK(erlang_c_exceeded_by(arrivals, {}, 0.1).count() == close_to(std::log(8.0) / 0.2));
  CHECK(erlang_c_exceeded_by(arrivals, {}, 0.9) == 0_mo);  // only 0.8 wait at all
}

TEST_CASE("Three officers with work for two keep eight ninths of an application waiting") {
  // μ = 10, λ = 20: C = 4/9, L = C·(2/3)/(1/3) = 8/9, W = L/λ = 2/45, a wait exceeded by 1/9: ln 4/(30 − 20).
  const Officers officers{.count = 3, .each = LicenceRate{10}};
  const LicenceRate arrivals{20};
  CHECK(offered_load(arrivals, officers) == close_to(2));
  CHECK(erlang_c_queue(arrivals, officers) == close_to(8.0 / 9));
  CHECK(erlang_c_wait(arrivals, officers).count() == close_to(2.0 / 45));
  CHECK(erlang_c_exceeded_by(arrivals, officers, 1.0 / 9).count() == close_to(std::log(4.0) / 10));
}

TEST_CASE("Many officers agree with their chain solved state by state") {
  test::Random random{1};
  for (std::uint64_t trial = 0; trial < test::seeds(300); ++trial) {
    CAPTURE(trial);
    const int servers = 1 + static_cast<int>(random.below(60));
    const double load = servers * random.between(0.02, 0.97);
    const double each = random.between(0.1, 50);
    const Officers officers{.count = servers, .each = LicenceRate{each}};
    const LicenceRate arrivals{load * each};
    const Chain chain = solve_chain(servers, load);
    CHECK(erlang_c(servers, load) == close_to(chain.waiting, 1e-11));
    CHECK(erlang_c_queue(arrivals, officers) == close_to(chain.queue, 1e-10));
    CHECK(little_number(arrivals, erlang_c_wait(arrivals, officers)) == close_to(chain.queue, 1e-10));

    const double share = random.between(0.001, 0.999) * chain.waiting;
    const Months limit = erlang_c_exceeded_by(arrivals, officers, share);
    CHECK(erlang_c_longer(arrivals, officers, limit) == close_to(share, 1e-9));
  }
}

TEST_CASE("A million servers lose no digits") {
  constexpr std::int64_t servers = 1'000'000;
  for (const double load : {999'000.0, 1'000'000.0, 1'100'000.0, 990'000.0}) {
    CAPTURE(load);
    const long double inverse = inverse_by_sum(1e6, load);
    CHECK(erlang_b(servers, load) == close_to(static_cast<double>(1 / inverse), 1e-10));
    const long double occupancy = static_cast<long double>(load) / 1e6L;
    if (load < 1e6)
      CHECK(erlang_c(servers, load) ==
            close_to(static_cast<double>(1 / (occupancy + (1 - occupancy) * inverse)), 1e-10));
  }
}

TEST_CASE("Nobody waits where hardly anything is filed or officers are many") {
  CHECK(erlang_b(1000, 1) == 0);  // below e⁻¹/1000!, which no double holds
  CHECK(erlang_c(1000, 1) == 0);
  const Officers many{.count = 1'000'000'000'000};
  CHECK(erlang_c_wait(LicenceRate{5}, many) == 0_mo);
  CHECK(erlang_c_queue(LicenceRate{5}, many) == 0);
  CHECK(erlang_c_longer(LicenceRate{5}, many, 0_mo) == 0);
  CHECK(erlang_c_wait(LicenceRate{0}, {}) == 0_mo);
  // One officer, λ → 0: W → λ/μ².
  CHECK(erlang_c_wait(LicenceRate{1e-9}, {}).count() == close_to(1e-9, 1e-8));
}

TEST_CASE("An overloaded office makes everybody wait for ever") {
  const Officers officers{.count = 4, .each = LicenceRate{25}};
  for (const LicenceRate arrivals : {LicenceRate{100}, LicenceRate{101}, LicenceRate{1e300}}) {
    CHECK(erlang_c_wait(arrivals, officers).count() == infinity);
    CHECK(erlang_c_queue(arrivals, officers) == infinity);
    CHECK(erlang_c_longer(arrivals, officers, 1000_mo) == 1);
    CHECK(erlang_c_exceeded_by(arrivals, officers, 0.99).count() == infinity);
    CHECK(allen_cunneen_wait(arrivals, 1, {.mean = Months{0.04}}, 4).count() == infinity);
  }
  CHECK(erlang_c(4, 4) == 1);
  CHECK(erlang_c(4, 1e300) == 1);
}

TEST_CASE("Waits rise with what is filed, fall with officers, and are shorter in one queue than in two") {
  test::Random random{2};
  for (std::uint64_t trial = 0; trial < test::seeds(300); ++trial) {
    CAPTURE(trial);
    const std::int64_t count = 1 + static_cast<std::int64_t>(random.below(40));
    const LicenceRate each{random.between(0.5, 20)};
    const LicenceRate arrivals = random.between(0.1, 0.95) * static_cast<double>(count) * each;
    const Months wait = erlang_c_wait(arrivals, {.count = count, .each = each});
    CHECK(erlang_c_wait(1.02 * arrivals, {.count = count, .each = each}) > wait);
    CHECK(erlang_c_wait(arrivals, {.count = count + 1, .each = each}) < wait);
    CHECK(erlang_c_wait(2 * arrivals, {.count = 2 * count, .each = each}) < wait);
  }
}

TEST_CASE("Allen and Cunneen's wait is Erlang's for random filings and exponential services") {
  // a = 2 on three officers as above, W = 2/45; half the variation in all is half the wait.
  const ServiceTime service{.mean = Months{0.1}};
  CHECK(allen_cunneen_wait(LicenceRate{20}, 1, service, 3).count() == close_to(2.0 / 45));
  CHECK(allen_cunneen_wait(LicenceRate{20}, 0, service, 3).count() == close_to(1.0 / 45));
  CHECK(allen_cunneen_wait(LicenceRate{20}, 0.25, {.mean = Months{0.1}, .variation = 0.5}, 3).count() ==
        close_to(0.375 * 2 / 45));
  CHECK(allen_cunneen_wait(LicenceRate{20}, 0, {.mean = Months{0.1}, .variation = 0}, 3) == 0_mo);
}

TEST_CASE("Two classes at two officers share Erlang's wait by Cobham's rule") {
  // μ = 1, a = 1: C/(cμ) = 1/6; σ = 1/4, 1/2: (1/6)/(3/4) = 2/9 and (1/6)/((3/4)·(1/2)) = 4/9, on average 1/3 = C/(cμ −
  // λ).
  const std::vector<Months> waits = cobham_waits({LicenceRate{0.5}, LicenceRate{0.5}}, Officers{.count = 2});
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].count() == close_to(2.0 / 9));
  CHECK(waits[1].count() == close_to(4.0 / 9));
  CHECK(cobham_waits(std::vector<LicenceRate>{}, Officers{}).empty());
}

TEST_CASE("A green channel keeps its wait where the common lane is overloaded") {
  // Two officers, never idle: every 1/2 month one is free. σ = 1/2: (1/2)/(1/2) = 1.
  const std::vector<Months> waits =
      cobham_waits({LicenceRate{1}, LicenceRate{3}, LicenceRate{0}}, Officers{.count = 2});
  REQUIRE(waits.size() == 3);
  CHECK(waits[0].count() == close_to(1));
  CHECK(waits[1].count() == infinity);
  CHECK(waits[2].count() == infinity);
}

TEST_CASE("Priorities at many officers change no mean over all applications") {
  test::Random random{3};
  for (std::uint64_t trial = 0; trial < test::seeds(300); ++trial) {
    CAPTURE(trial);
    const Officers officers{.count = 1 + static_cast<std::int64_t>(random.below(20)),
                            .each = LicenceRate{random.between(0.5, 20)}};
    std::vector<LicenceRate> classes(1 + random.below(6));
    LicenceRate total{};
    for (LicenceRate& one : classes) total += one = LicenceRate{random.between(0.01, 1)};
    const double scale = random.between(0.1, 0.95) * static_cast<double>(officers.count) * officers.each.value;
    for (LicenceRate& one : classes) one = one / total.value * scale;
    const std::vector<Months> waits = cobham_waits(classes, officers);
    double sum = 0;
    for (std::size_t k = 0; k < classes.size(); ++k) sum += classes[k].value * waits[k].count();
    CHECK(sum == close_to(erlang_c_queue(LicenceRate{scale}, officers), 1e-9));
    CHECK(std::is_sorted(waits.begin(), waits.end()));
  }
}

TEST_CASE("Halfin and Whitt's share agrees with the integral it stands for") {
  // φ(1) = 0.2419707, Φ(1) = 0.8413447: 1/(1 + 3.4770518) = 0.223361.
  CHECK(halfin_whitt(1) == close_to(0.223361, 1e-5));
  for (const double beta : {1e-6, 0.1, 0.5, 1.0, 2.0, 3.5, 8.0})
    CHECK(halfin_whitt(beta) == close_to(1 / (1 + beta * mills(beta)), 1e-10));
  CHECK(halfin_whitt(0) == 1);
  CHECK(halfin_whitt(-3) == 1);
  CHECK(halfin_whitt(infinity) == 0);
}

TEST_CASE("Erlang C tends to Halfin and Whitt's share") {
  for (const double beta : {0.2, 1.0, 2.0}) {
    double error = infinity;
    for (const double servers : {100.0, 10'000.0, 1'000'000.0}) {
      CAPTURE(servers);
      const double exact = erlang_c(static_cast<std::int64_t>(servers), servers - beta * std::sqrt(servers));
      const double next = std::abs(halfin_whitt(beta) / exact - 1);
      CHECK(next < error / 5);  // of order 1/√c: a tenth each time
      error = next;
    }
  }
}

TEST_CASE("The spare of a share has that share") {
  for (const double share : {1e-300, 1e-9, 0.01, 0.2, 0.5, 0.9, 0.999999}) {
    CAPTURE(share);
    CHECK(halfin_whitt(halfin_whitt_spare(share)) == close_to(share, 1e-10));
  }
}

TEST_CASE("The officers needed are the fewest") {
  CHECK(officers_needed(1, 0.4) == 2);   // C(2, 1) = 1/3
  CHECK(officers_needed(1, 0.3) == 3);   // C(3, 1) = (1/6)(3/2)/(1 + 1 + 1/2 + 1/4) = 1/11
  CHECK(officers_needed(2, 0.45) == 3);  // C(3, 2) = 4/9
  CHECK(officers_needed(2, 0.999) == 3);
  CHECK(officers_needed(0, 0.001) == 1);
  test::Random random{4};
  for (std::uint64_t trial = 0; trial < test::seeds(200); ++trial) {
    const double load = std::pow(10.0, random.between(-1, 3));
    const double share = random.between(0.001, 0.99);
    CAPTURE(load);
    CAPTURE(share);
    const std::int64_t officers = officers_needed(load, share);
    REQUIRE(static_cast<double>(officers) > load);
    CHECK(erlang_c(officers, load) <= share);
    if (officers > 1) CHECK(erlang_c(officers - 1, load) > share);
  }
}

TEST_CASE("Square-root staffing is off by two officers at most where a hundredth or more may wait") {
  for (double load = 1; load < 2e6; load *= 7)
    for (const double share : {0.01, 0.05, 0.2, 0.5, 0.8}) {
      CAPTURE(load);
      CAPTURE(share);
      CHECK(std::abs(square_root_staffing(load, share) - officers_needed(load, share)) <= 2);
    }
  CHECK(square_root_staffing(0, 0.5) == 1);
}
