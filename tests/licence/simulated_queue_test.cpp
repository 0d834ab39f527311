// SPDX-License-Identifier: Apache-2.0
/// @file  Steady queues simulated event by event, whose mean waits the formulas must meet within the sampling error.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double exponential(test::Random& random, double mean) { return -mean * std::log1p(-random.uniform()); }

enum class Law { fixed, exponential, two_phases };

/// Two phases: 1/4 or 9/4 of the mean with chances 5/8 and 3/8, of which the mean is 1 and the variance 15/16.
double draw(test::Random& random, Law law, double mean) {
  if (law == Law::fixed) return mean;
  if (law == Law::exponential) return exponential(random, mean);
  return mean * (random.chance(0.625) ? 0.25 : 2.25);
}
ServiceTime service_of(Law law, double mean) {
  return {.mean = Months{mean}, .variation = law == Law::fixed ? 0 : law == Law::exponential ? 1 : 15.0 / 16};
}

struct Kind {
  double filings = 0;  ///< a month, each of `sizes` applications, picked at random
  Law law = Law::exponential;
  double mean = 1;
  std::vector<int> sizes = {1};
};

/// Means over one run of `filings` filings, the first tenth of them left out; [kind].
struct Run {
  std::vector<double> wait = {};
  std::vector<double> first = {};   ///< of the applications taken first in their batch
  std::vector<double> waited = {};  ///< share that had to wait
};

class Queue {
 public:
  Queue(const std::vector<Kind>& kinds, int officers, std::uint64_t seed)
      : kinds_(kinds), random_(seed), free_at_(static_cast<std::size_t>(officers), 0), waiting_(kinds.size()) {
    for (const Kind& kind : kinds) next_.push_back(exponential(random_, 1 / kind.filings));
  }

  Run run(int filings) {
    sums_.assign(kinds_.size(), {});
    for (int i = 0; i < filings; ++i) {
      counts_ = i >= filings / 10;
      file();
    }
    Run run;
    for (const Sums& sums : sums_) {
      run.wait.push_back(sums.wait / sums.taken);
      run.first.push_back(sums.first / sums.firsts);
      run.waited.push_back(sums.waited / sums.taken);
    }
    return run;
  }

 private:
  struct Application {
    double filed = 0;
    bool first = false;
    bool counts = false;
  };
  struct Sums {
    double taken = 0, wait = 0, waited = 0, firsts = 0, first = 0;
  };

  void file() {
    const auto soonest = std::min_element(next_.begin(), next_.end());
    const std::size_t kind = static_cast<std::size_t>(soonest - next_.begin());
    const double now = *soonest;
    take_until(now);
    const int size = random_.pick(kinds_[kind].sizes);
    for (int i = 0; i < size; ++i) waiting_[kind].push_back({now, i == 0, counts_});
    *soonest += exponential(random_, 1 / kinds_[kind].filings);
  }

  /// Lets officers take what waits, of the first kind that does, as they become free before `now`.
  void take_until(double now) {
    while (true) {
      const auto officer = std::min_element(free_at_.begin(), free_at_.end());
      if (*officer >= now) return;
      // An idle officer begins when the first application comes: all that wait were filed by then.
      double begin = infinity;
      for (const auto& line : waiting_)
        if (!line.empty()) begin = std::min(begin, std::max(line.front().filed, *officer));
      if (begin >= now) return;
      for (std::size_t kind = 0; kind < waiting_.size(); ++kind)
        if (!waiting_[kind].empty() && waiting_[kind].front().filed <= begin) {
          take(kind, begin);
          *officer = begin + draw(random_, kinds_[kind].law, kinds_[kind].mean);
          break;
        }
    }
  }

  void take(std::size_t kind, double begin) {
    const Application one = waiting_[kind].front();
    waiting_[kind].pop_front();
    if (!one.counts) return;
    const double wait = begin - one.filed;
    Sums& sums = sums_[kind];
    ++sums.taken;
    sums.wait += wait;
    sums.waited += wait > 0 ? 1 : 0;
    if (one.first) {
      ++sums.firsts;
      sums.first += wait;
    }
  }

  const std::vector<Kind>& kinds_;
  test::Random random_;
  std::vector<double> free_at_;  // [officer]
  std::vector<std::deque<Application>> waiting_;
  std::vector<double> next_ = {};  // [kind], the moment of the next filing
  std::vector<Sums> sums_ = {};
  bool counts_ = false;
};

struct Estimate {
  double mean = 0;
  double error = 0;  ///< standard error of the mean
};

constexpr std::uint64_t runs = 40;
constexpr int filings_of_a_run = 20'000;

std::vector<Run> simulate_queue(const std::vector<Kind>& kinds, int officers) {
  std::vector<Run> all;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) all.push_back(Queue{kinds, officers, seed}.run(filings_of_a_run));
  return all;
}

template <class Value>
Estimate estimate(const std::vector<Run>& all, Value&& value) {
  double sum = 0;
  double squares = 0;
  for (const Run& run : all) sum += value(run);
  const double count = static_cast<double>(all.size());
  for (const Run& run : all) squares += (value(run) - sum / count) * (value(run) - sum / count);
  return {sum / count, std::sqrt(squares / (count - 1) / count)};
}

/// Within four standard errors, and these no more than a fiftieth: a formula wrong by a tenth would show.
void check_meets(const Estimate& found, double expected) {
  CHECK(found.error < expected / 50);
  CHECK(std::abs(found.mean - expected) < 4 * found.error);
}

}  // namespace

TEST_CASE("Simulated priorities at one officer wait as Cobham says and keep Kleinrock's sum") {
  const std::vector<Kind> kinds{
      {0.3, Law::exponential, 0.5}, {0.1, Law::fixed, 2}, {0.3, Law::two_phases, 1}};  // loads 0.15, 0.2, 0.3
  std::vector<PriorityClass> classes;
  for (const Kind& kind : kinds) classes.push_back({LicenceRate{kind.filings}, service_of(kind.law, kind.mean)});
  const std::vector<Months> waits = cobham_waits(classes);
  const std::vector<Run> all = simulate_queue(kinds, 1);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    CAPTURE(k);
    check_meets(estimate(all, [&](const Run& run) { return run.wait[k]; }), waits[k].count());
  }
  check_meets(estimate(all,
                       [&](const Run& run) {
                         std::vector<Months> simulated;
                         for (const double wait : run.wait) simulated.emplace_back(wait);
                         return kleinrock_sum(classes, simulated).count();
                       }),
              kleinrock_constant(classes).count());
}

TEST_CASE("Simulated priorities at four officers wait as Cobham says, and their share that waits is Erlang's") {
  const std::vector<Kind> kinds{{1, Law::exponential, 1}, {0.8, Law::exponential, 1}, {1.2, Law::exponential, 1}};
  const std::vector<Months> waits =
      cobham_waits({LicenceRate{1}, LicenceRate{0.8}, LicenceRate{1.2}}, Officers{.count = 4});
  const std::vector<Run> all = simulate_queue(kinds, 4);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    CAPTURE(k);
    check_meets(estimate(all, [&](const Run& run) { return run.wait[k]; }), waits[k].count());
    check_meets(estimate(all, [&](const Run& run) { return run.waited[k]; }), erlang_c(4, 3));
  }
}

TEST_CASE("A simulated green channel waits as Cobham says where the common lane is overloaded") {
  const std::vector<Kind> kinds{{0.3, Law::exponential, 1}, {0.5, Law::two_phases, 2}};
  const std::vector<Months> waits = cobham_waits(
      {{LicenceRate{0.3}, service_of(Law::exponential, 1)}, {LicenceRate{0.5}, service_of(Law::two_phases, 2)}});
  check_meets(estimate(simulate_queue(kinds, 1), [](const Run& run) { return run.wait[0]; }), waits[0].count());
  const std::vector<Kind> many{{1, Law::exponential, 1}, {2.5, Law::exponential, 1}};
  check_meets(estimate(simulate_queue(many, 3), [](const Run& run) { return run.wait[0]; }),
              cobham_waits({LicenceRate{1}, LicenceRate{2.5}}, Officers{.count = 3})[0].count());
}

TEST_CASE("Simulated batches wait as calculated, the first and all") {
  const std::vector<Kind> kinds{{0.2, Law::two_phases, 1, {1, 1, 2, 6}}};  // mean 2.5, variance 17/4
  const BatchWait wait = batch_wait({.batches = LicenceRate{0.2}, .mean_size = 2.5, .size_variance = 4.25},
                                    service_of(Law::two_phases, 1));
  const std::vector<Run> all = simulate_queue(kinds, 1);
  check_meets(estimate(all, [](const Run& run) { return run.first[0]; }), wait.first.count());
  check_meets(estimate(all, [](const Run& run) { return run.wait[0]; }), wait.member.count());
}

TEST_CASE("A simulated office with fixed work waits about as Allen and Cunneen say") {
  const std::vector<Kind> kinds{{3.2, Law::fixed, 1}};
  const Estimate found = estimate(simulate_queue(kinds, 4), [](const Run& run) { return run.wait[0]; });
  const double expected = allen_cunneen_wait(LicenceRate{3.2}, 1, service_of(Law::fixed, 1), 4).count();
  CHECK(found.error < expected / 50);
  CHECK(std::abs(found.mean / expected - 1) < 0.1);  // an approximation
}
