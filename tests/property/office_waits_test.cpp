// SPDX-License-Identifier: Apache-2.0
/// @file  The waiting formulas against the office of the simulator: overload, random filings, priorities.
///
/// The office decides at the start of a step what was filed before, as far as the licences of that step go. What waits
/// when it has decided is therefore what would wait if the same licences came evenly over the step before.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/random.hpp"
#include "ytterby/kernel/lane_curves.hpp"
#include "ytterby/licence/waiting.hpp"

using namespace ytterby;
using namespace ytterby::test;
using doctest::Approx;

namespace {

using Curves = kernel::LaneCurves<double, 1>;
using Lane = Curves::LaneState;

/// Lanes of one edge each under one office. All that is wanted is filed, and shipped as soon as it is granted.
class Desk {
 public:
  Desk(const std::vector<Lane>& lanes, std::size_t steps) : count_(lanes.size()) {
    curves_.begin(lanes, {{.licences = 0, .open = 0}});
    for (std::uint32_t lane = 0; lane < count_; ++lane) curves_.add(lane, 0);
    curves_.start(steps, Pack::Zero(), {.of_licences = false, .of_corrections = false});
  }

  void decide(double licences) {
    curves_.office_at(0, 0).licences = licences;
    curves_.decide(step_);
  }
  /// @param tonnes  [lane]
  void file(const std::vector<double>& tonnes) {
    for (std::size_t lane = 0; lane < count_; ++lane) {
      const Pack wanted = Pack::Constant(tonnes[lane]);
      curves_.use(lane, curves_.file(lane, step_, wanted, wanted));
    }
    curves_.close(step_++);
  }

  [[nodiscard]] const Lane& lane(std::size_t lane) const { return curves_.lane_at(lane, 0); }
  [[nodiscard]] double waiting(std::size_t lane) const { return curves_.waiting(lane, step_, 0); }
  [[nodiscard]] double oldest(std::size_t lane) const { return curves_.oldest(lane, step_, 0); }

 private:
  using Pack = kernel::Pack<double, 1>;
  std::size_t count_;
  Curves curves_ = {};
  std::size_t step_ = 0;
};

// Overload and clearing.

constexpr std::size_t phase_steps = 12, phase_count = 8, fluid_steps = phase_steps * phase_count;

/// Rates that hold for a phase; a month is a step.
struct Rates {
  std::vector<double> tonnes = {};  // [lane], filed in a step
  double filed = 0;                 // licences that these take
  double licences = 0;              // in a step
};

struct Overload {
  std::vector<Lane> lanes = {};
  std::vector<Rates> phases = {};

  [[nodiscard]] const Rates& at(std::size_t step) const {
    return phases[std::min(step / phase_steps, phase_count - 1)];
  }
  [[nodiscard]] double in_licences(std::size_t lane, double tonnes) const {
    return lanes[lane].share_granted() * tonnes / lanes[lane].t_per_licence;
  }
  [[nodiscard]] double licences_at(std::size_t step) const { return at(step).licences; }
  /// With capacity `ahead` steps earlier than the office has it.
  [[nodiscard]] std::vector<FluidPhase> fluid(std::size_t ahead) const {
    std::vector<FluidPhase> all;
    for (std::size_t step = 0; step <= fluid_steps; ++step) {
      all.push_back({.from = Months{static_cast<double>(step)},
                     .filed = LicenceRate{at(step).filed},
                     .capacity = LicenceRate{licences_at(step + ahead)}});
    }
    return all;
  }
};

Overload random_overload(Random& random) {
  Overload overload;
  overload.lanes.resize(1 + random.below(3));
  for (Lane& lane : overload.lanes) {
    lane.t_per_licence = random.between(0.5, 3);
    lane.approval = random.between(0.5, 1);
    lane.returned = random.chance(0.5) ? 0 : random.between(0, 0.4);  // and not filed again
  }
  for (std::size_t phase = 0; phase < phase_count; ++phase) {
    Rates rates{.licences = random.chance(0.15) ? 0 : random.between(2, 10)};
    const bool quiet = phase % 3 == 2;  // so that queues clear, too
    for (std::size_t lane = 0; lane < overload.lanes.size(); ++lane) {
      rates.tonnes.push_back(random.chance(0.1) ? 0 : random.between(0, quiet ? 2 : 10));
      rates.filed += overload.in_licences(lane, rates.tonnes.back());
    }
    overload.phases.push_back(rates);
  }
  return overload;
}

}  // namespace

TEST_CASE("an overloaded office has the backlog, the waits and the moment of clearing of the fluid formulas") {
  std::size_t waits = 0, clearings = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Overload overload = random_overload(random);
    const auto even = overload.fluid(1), as_it_is = overload.fluid(0);
    double most_licences = 0;
    for (const Rates& rates : overload.phases) most_licences = std::max(most_licences, rates.licences);

    Desk desk(overload.lanes, fluid_steps);
    double before = 0;
    for (std::size_t step = 0; step < fluid_steps; ++step) {
      CAPTURE(step);
      const Rates& rates = overload.at(step);
      desk.decide(rates.licences);
      double waiting = 0, oldest = 0;
      for (std::size_t lane = 0; lane < overload.lanes.size(); ++lane) {
        waiting += overload.in_licences(lane, desk.waiting(lane));
        oldest = std::max(oldest, desk.oldest(lane));
      }
      const Months now{static_cast<double>(step)};
      CHECK(waiting == Approx(fluid_backlog(0, even, now)).scale(1).epsilon(1e-9));
      if (waiting > 1e-6 && rates.licences > 0 && overload.licences_at(step + 1) > 0) {
        // Who is taken last was filed when the oldest that still wait were, and is taken now.
        CHECK(fluid_wait(0, even, now - Months{oldest}).count() == Approx(oldest).epsilon(1e-9));
        ++waits;
      }
      if (before > 1e-6 && waiting < 1e-9) {
        const double last = overload.at(step - 1).filed;
        CHECK(time_to_clear(before, LicenceRate{last}, LicenceRate{rates.licences}).count() <= 1 + 1e-9);
        ++clearings;
      }
      desk.file(rates.tonnes);
      double filed_too = 0;
      for (std::size_t lane = 0; lane < overload.lanes.size(); ++lane)
        filed_too += overload.in_licences(lane, desk.waiting(lane));
      const double exact = fluid_backlog(0, as_it_is, now + Months{1});
      // Licences of a step come too late for what is filed in it, never too soon.
      CHECK(filed_too >= exact - 1e-9);
      CHECK(filed_too <= exact + most_licences + 1e-9);
      before = waiting;
    }
  }
  CHECK(waits > 20 * seeds(60));
  CHECK(2 * clearings > seeds(60));
}

namespace {

// Random filings. A licence a step; a filing takes as many as an officer would need steps for it.

enum class Law { fixed, exponential, two_phases };

/// Filings of one lane, `arrivals` a step, of `mean` licences each.
struct Stream {
  double arrivals = 0;
  double mean = 1;
  Law law = Law::fixed;

  /// Two phases: 1/4 or 9/4 of the mean with chances 5/8 and 3/8, of which the mean is 1 and the variance 15/16.
  [[nodiscard]] double draw(Random& random) const {
    if (law == Law::fixed) return mean;
    if (law == Law::exponential) return -mean * std::log1p(-random.uniform());
    return mean * (random.chance(0.625) ? 0.25 : 2.25);
  }
  [[nodiscard]] double variation() const { return law == Law::fixed ? 0 : law == Law::exponential ? 1 : 15.0 / 16; }
  [[nodiscard]] double load() const { return arrivals * mean; }
  [[nodiscard]] PriorityClass as_class() const {
    return {LicenceRate{arrivals}, {.mean = Months{mean}, .variation = variation()}};
  }
};

/// Filed at random moments, so many that the next comes after the step.
class Filer {
 public:
  Filer(const Stream& stream, Random& random) : stream_(stream), random_(random) { advance(); }
  /// Licences for all that is filed in the next step.
  double step() {
    double licences = 0;
    for (until_next_ -= 1; until_next_ < 0; advance()) licences += stream_.draw(random_);
    return licences;
  }

 private:
  void advance() { until_next_ -= std::log1p(-random_.uniform()) / stream_.arrivals; }
  const Stream& stream_;
  Random& random_;
  double until_next_ = 0;
};

struct Means {
  std::vector<double> wait = {};     // [lane], steps that a licence of the lane waits
  std::vector<double> waiting = {};  // [lane], licences that wait when the office has decided
};

constexpr std::size_t random_steps = 20'000;

/// Means over a run, of which the first tenth is left out. Lanes are in the order of `streams`, with these priorities.
Means run(const std::vector<Stream>& streams, const std::vector<double>& priorities, std::uint64_t seed) {
  Random random(seed);
  std::vector<Lane> lanes;
  std::vector<Filer> filers;
  for (std::size_t lane = 0; lane < streams.size(); ++lane) {
    lanes.push_back(Lane{.t_per_licence = 1, .priority = priorities[lane]});
    filers.emplace_back(streams[lane], random);
  }
  Desk desk(lanes, random_steps);
  std::vector<Lane> at_start;
  Means means{.wait = {}, .waiting = std::vector<double>(lanes.size(), 0)};
  std::vector<double> filed(lanes.size(), 0);
  const std::size_t first = random_steps / 10;
  for (std::size_t step = 0; step < random_steps; ++step) {
    desk.decide(1);
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      if (step == first) at_start.push_back(desk.lane(lane));
      if (step >= first) means.waiting[lane] += desk.waiting(lane) / static_cast<double>(random_steps - first);
      filed[lane] = filers[lane].step();
    }
    desk.file(filed);
  }
  for (std::size_t lane = 0; lane < lanes.size(); ++lane)
    means.wait.push_back((desk.lane(lane).wait - at_start[lane].wait) /
                         (desk.lane(lane).granted - at_start[lane].granted));
  return means;
}

std::vector<Means> run_many(const std::vector<Stream>& streams, const std::vector<double>& priorities) {
  std::vector<Means> all;
  for (std::uint64_t seed = 1; seed <= seeds(80); ++seed) all.push_back(run(streams, priorities, seed));
  return all;
}

/// Within four standard errors, these being at most a thirtieth, and what deciding by steps may take off or add.
template <class Value>
void check_meets(const std::vector<Means>& all, double expected, double below, double above, Value&& value) {
  double sum = 0, squares = 0;
  for (const Means& means : all) sum += value(means);
  const auto count = static_cast<double>(all.size());
  for (const Means& means : all) squares += (value(means) - sum / count) * (value(means) - sum / count);
  const double mean = sum / count, error = std::sqrt(squares / (count - 1) / count);
  CAPTURE(mean);
  CAPTURE(expected);
  CAPTURE(error);
  if (!sanitized) CHECK(error < expected / 30);
  CHECK(mean > expected - below - 4 * error);
  CHECK(mean < expected + above + 4 * error);
}

}  // namespace

TEST_CASE("what waits at an office with random filings is what Pollaczek and Khinchine say") {
  // An application filed at a random moment finds what waits on average, and waits until an officer is through with it:
  // the mean wait in M/G/1 is the mean work there. If all of a step's filings came at its start, what is left after
  // the step's work would be what waits here when the office has decided; if all came at its end, the load of a step
  // more. The truth is between. With one size of whole steps exactly: the work in steps follows X′ = max(0, X + A − 1),
  // A being the work filed in a step, N·S with N Poisson of mean ρ/S. Squares on both sides give
  // E[X] = (E[A²] − ρ)/(2(1 − ρ)) = ρS/(2(1 − ρ)) − ρ/2: half the load below Pollaczek and Khinchine.
  for (const Law law : {Law::fixed, Law::exponential, Law::two_phases}) {
    CAPTURE(static_cast<int>(law));
    const Stream stream{.arrivals = 0.07, .mean = 10, .law = law};
    const PriorityClass as_class = stream.as_class();
    const double expected = pollaczek_khinchine_wait(as_class.arrivals, as_class.service).count();
    const auto all = run_many({stream}, {0});
    if (law == Law::fixed)
      check_meets(all, expected - stream.load() / 2, 0, 0, [](const Means& means) { return means.waiting[0]; });
    else
      check_meets(all, expected, stream.load(), 0, [](const Means& means) { return means.waiting[0]; });
    // The mean wait of a licence: its application's, and that for the licences before it in the same application.
    const double own = stream.mean * (1 + stream.variation()) / 2;
    check_meets(all, expected + own, 1, 0, [](const Means& means) { return means.wait[0]; });
  }
}

TEST_CASE("lanes with priorities and random filings wait as Cobham says and keep Kleinrock's sum in any order") {
  // Licences go to the first lane as soon as it has filed, whatever of a later lane is half decided: later lanes count
  // for nothing to earlier ones. So the wait until the first licence of lane k is that of the last of k classes.
  // The rest of its application waits for what earlier lanes file meanwhile, too: half the mean size, weighted by
  // size, over the share that they leave.
  const std::vector<Stream> streams{{.arrivals = 0.02, .mean = 10, .law = Law::exponential},
                                    {.arrivals = 0.01, .mean = 20, .law = Law::fixed},
                                    {.arrivals = 0.02, .mean = 15, .law = Law::two_phases}};
  double work_left = 0;  // of what is being decided, on average
  std::vector<PriorityClass> classes;
  for (const Stream& stream : streams) {
    classes.push_back(stream.as_class());
    work_left += stream.load() * stream.mean * (1 + stream.variation()) / 2;
  }
  const double total = kleinrock_constant(classes).count() + work_left;

  for (const std::vector<std::size_t>& order : std::vector<std::vector<std::size_t>>{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}) {
    std::vector<double> priorities(order.size(), 0);
    for (std::size_t rank = 0; rank < order.size(); ++rank) priorities[order[rank]] = -static_cast<double>(rank);
    const auto all = run_many(streams, priorities);
    std::vector<PriorityClass> so_far;
    double earlier = 0;  // load
    for (const std::size_t lane : order) {
      CAPTURE(lane);
      const Stream& stream = streams[lane];
      so_far.push_back(classes[lane]);
      const double own = stream.mean * (1 + stream.variation()) / 2 / (1 - earlier);
      // By Little's law, of the work of the first lanes less that of all but the last: each below by its load at most.
      const double load = stream.load();
      check_meets(all, cobham_waits(so_far).back().count() + own, (earlier + load) / load, earlier / load,
                  [&](const Means& means) { return means.wait[lane]; });
      earlier += load;
    }
    check_meets(all, total, earlier, 0, [](const Means& means) {
      double sum = 0;
      for (const double waiting : means.waiting) sum += waiting;
      return sum;
    });
  }
}

TEST_CASE("a green channel waits as if it were alone where the common lane is overloaded") {
  const Stream green{.arrivals = 0.05, .mean = 10, .law = Law::exponential};
  const Stream common{.arrivals = 0.1, .mean = 8, .law = Law::fixed};
  const double own = green.mean * (1 + green.variation()) / 2;
  const auto all = run_many({common, green}, {0, 1});
  check_meets(all, cobham_waits({green.as_class()}).front().count() + own, 1, 0,
              [](const Means& means) { return means.wait[1]; });
  // What is filed above what is left for it stays.
  const double grows = common.load() - (1 - green.load());
  check_meets(all, grows * static_cast<double>(random_steps) * 1.1 / 2, 0, 0,
              [](const Means& means) { return means.waiting[0]; });
}
