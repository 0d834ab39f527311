// SPDX-License-Identifier: Apache-2.0
/// @file  Licence queues by themselves: by hand, and the laws of queues.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/random.hpp"
#include "ytterby/kernel/lane_curves.hpp"

using namespace ytterby;
using namespace ytterby::test;
using doctest::Approx;

namespace {

using Curves = kernel::LaneCurves<double, 1>;
using Lane = Curves::LaneState;
using Office = Curves::OfficeState;

constexpr std::size_t most_steps = 200;

/// Lanes of one edge each, under one office. What is wanted is filed: no gap is closed and no queue shortens a filing.
class Queue {
 public:
  explicit Queue(const std::vector<Lane>& lanes, const Office& office = {}) {
    curves_.begin(lanes, {office});
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) curves_.add(lane, 0);
    curves_.start(most_steps, kernel::Pack<double, 1>::Zero(), {});
    orders_.resize(lanes.size());
  }

  void decide() { curves_.decide(step_); }
  /// Files, ships a share of each order, ends the step.
  void finish(const std::vector<double>& wanted, const std::vector<double>& need, double shipped) {
    const auto pack = [](double value) { return kernel::Pack<double, 1>::Constant(value); };
    for (std::size_t lane = 0; lane < orders_.size(); ++lane)
      orders_[lane] = curves_.file(lane, step_, pack(wanted[lane]), pack(need[lane]))[0];
    for (std::size_t lane = 0; lane < orders_.size(); ++lane) curves_.use(lane, pack(shipped * orders_[lane]));
    curves_.close(step_++);
  }
  void finish(const std::vector<double>& wanted, double shipped = 1) { finish(wanted, wanted, shipped); }
  void advance(const std::vector<double>& wanted, double shipped = 1) {
    decide();
    finish(wanted, shipped);
  }

  [[nodiscard]] double order(std::size_t lane = 0) const { return orders_[lane]; }
  [[nodiscard]] double filed(std::size_t lane = 0) const { return curves_.filed(lane, step_, 0); }
  [[nodiscard]] double waiting(std::size_t lane = 0) const { return curves_.waiting(lane, step_, 0); }
  [[nodiscard]] double oldest(std::size_t lane = 0) const { return curves_.oldest(lane, step_, 0); }
  [[nodiscard]] double open(std::size_t lane = 0) const { return curves_.open(lane, 0); }
  [[nodiscard]] Office& office() { return curves_.office_at(0, 0); }
  [[nodiscard]] Lane& lane(std::size_t lane = 0) { return curves_.lane_at(lane, 0); }

 private:
  Curves curves_ = {};
  std::size_t step_ = 0;
  std::vector<double> orders_ = {};
};

}  // namespace

TEST_CASE("a time beyond all counting ends a search at once") {
  // Filed at 1 t a step for 3e16 steps, of which 4 are the smallest difference. A closed office lets 16 t be reviewed,
  // then 4 licences of 1 t a step are granted.
  kernel::LaneCurves<double, 1> curves;
  const auto pack = [](double value) { return kernel::Pack<double, 1>::Constant(value); };
  curves.begin({Lane{.t_per_licence = 1, .review = 3e16, .queue_at_start = true}}, {{.licences = 0, .open = 0}});
  curves.add(0, 1);
  curves.start(20, pack(0), {});
  for (std::size_t step = 0; step < 20; ++step) {
    if (step == 16) curves.office_at(0, 0).licences = 4;
    curves.decide(step);
    curves.use(0, curves.file(0, step, pack(0), pack(0)));
    curves.close(step);
  }
  CHECK(curves.lane_at(0, 0).granted == 16);
}

TEST_CASE("what is sent back is filed again until nothing is left of it") {
  // 8 t at once: half of it granted, half sent back and filed again after 2 steps: 4, 2, 1, …
  Queue queue({Lane{.returned = 0.5, .correction = 2}});
  queue.advance({8});
  CHECK(queue.order() == 4);
  double filed = 8;
  for (double again = 4; again > 0.01; again /= 2) {
    queue.advance({0});
    CHECK(queue.order() == 0);
    CHECK(queue.filed() == filed);
    queue.advance({0});
    CHECK(queue.order() == again / 2);
    CHECK(queue.filed() == filed + again);
    filed += again;
  }
  CHECK(queue.lane().granted == Approx(8).epsilon(1e-2));
  CHECK(queue.lane().granted + queue.lane().returned_t == queue.filed());
}

TEST_CASE("what is sent back takes no licence") {
  // 3 of 4 are sent back, so 10 licences of a tonne decide 40 t.
  Queue queue({Lane{.t_per_licence = 1, .returned = 0.75, .correction = 100}}, {.licences = 10, .open = 0});
  queue.advance({100});
  queue.advance({0});
  CHECK(queue.lane().granted == Approx(10).epsilon(1e-12));
  CHECK(queue.lane().returned_t == Approx(30).epsilon(1e-12));
  CHECK(queue.waiting() == Approx(60).epsilon(1e-12));
}

TEST_CASE("what is pending above the usual shortens what is filed, in each scenario by itself") {
  // 10 t a step are the usual, and 10 of the 20 that wait under a review of a step. A closed office grants none: at a
  // gain of 0.5, 10 − 0.5·10 t are filed, then 10 − 0.5·15, 10 − 0.5·17.5; at 1 none. An open one keeps all as usual.
  using Pair = kernel::Pack<double, 2>;
  kernel::LaneCurves<double, 2> curves;
  for (const double gain : {0.5, 1.0}) {
    curves.begin({Lane{.review = 1, .queue_at_start = true}}, {{.licences = 0, .open = 0}});
    curves.add(0, 10);
    curves.start(3, Pair::Constant(gain), {});
    curves.office_at(0, 1) = {};
    std::vector<double> closed, open;
    for (std::size_t step = 0; step < 3; ++step) {
      curves.decide(step);
      curves.use(0, curves.file(0, step, Pair::Constant(10), Pair::Constant(10)));
      curves.close(step);
      closed.push_back(curves.filed(0, step + 1, 0) - 20);
      open.push_back(curves.filed(0, step + 1, 1) - 20);
    }
    CHECK(closed == (gain == 1 ? std::vector<double>{0, 0, 0} : std::vector<double>{5, 7.5, 8.75}));
    CHECK(open == std::vector<double>{10, 20, 30});
    CHECK(curves.lane_at(0, 0).granted == 0);
    CHECK(curves.lane_at(0, 1).granted == 30);
  }
}

TEST_CASE("above the need an application is accepted in part") {
  for (const auto& [restocking, filed] : {std::pair{0.0, 6.0}, std::pair{0.5, 8.0}, std::pair{1.0, 10.0}}) {
    Queue queue({Lane{.restocking = restocking}});
    queue.decide();
    queue.finish({10}, {6}, 1);
    CHECK(queue.filed() == filed);
  }
  Queue queue({Lane{.restocking = 0}});
  queue.decide();
  queue.finish({10}, {16}, 1);
  CHECK(queue.filed() == 10);
}

namespace {

/// 3 t are granted with the third step, 5 t with the fourth, and nothing is shipped unless `share` says so.
Queue two_grants(double valid, double share_in_fourth) {
  Queue queue({Lane{.review = 1, .valid = valid}});
  queue.advance({3}, 0);
  queue.advance({5}, 0);
  queue.advance({0}, 0);
  CHECK(queue.order() == 3);
  queue.advance({0}, share_in_fourth);
  CHECK(queue.order() == 8);
  return queue;
}

}  // namespace

TEST_CASE("a licence stays open until it has been valid so long") {
  Queue queue = two_grants(2, 0);
  CHECK(queue.open() == 8);
  queue.advance({0}, 0);
  CHECK(queue.order() == 8);
  queue.advance({0}, 0);  // what was granted two steps before the last began
  CHECK(queue.order() == 5);
  CHECK(queue.lane().expired == 3);
  queue.advance({0}, 0);
  CHECK(queue.order() == 0);
  CHECK(queue.lane().expired == 8);
  CHECK(queue.open() == 0);
}

TEST_CASE("the oldest licences are used first and expire first") {
  Queue queue = two_grants(2, 0.5);  // 4 t use the 3 and one of the 5
  CHECK(queue.lane().used == 4);
  queue.advance({0}, 0);
  queue.advance({0}, 0);
  CHECK(queue.lane().expired == 0);
  CHECK(queue.order() == 4);
  queue.advance({0}, 0);
  CHECK(queue.lane().expired == 4);
}

TEST_CASE("licences granted over a step expire over a step") {
  Queue queue = two_grants(1.5, 0);
  queue.advance({0}, 0);  // begins 1.5 steps after the middle of the step that granted 3
  CHECK(queue.lane().expired == Approx(1.5).epsilon(1e-12));
  queue.advance({0}, 0);
  CHECK(queue.lane().expired == Approx(3 + 2.5).epsilon(1e-12));
}

TEST_CASE("what is granted at once and not shipped lapses") {
  Queue queue({Lane{}});
  queue.advance({10}, 0.4);
  CHECK(queue.lane().granted == 10);
  CHECK(queue.lane().used == 4);
  CHECK(queue.lane().expired == 6);
  queue.advance({1});
  CHECK(queue.order() == 1);
}

TEST_CASE("a volume counts what is granted since it was set") {
  Queue queue({Lane{.volume = 5}});
  for (const double granted : {0.0, 4.0, 5.0, 5.0}) {
    queue.advance({4});
    CHECK(queue.lane().granted == Approx(granted).epsilon(1e-12));
  }
  queue.lane().volume_set_at = queue.lane().granted;
  queue.advance({4});
  CHECK(queue.lane().granted == Approx(10).epsilon(1e-12));
  queue.advance({4});
  CHECK(queue.lane().granted == Approx(10).epsilon(1e-12));
}

TEST_CASE("the uncontrolled part passes without a licence, and the closed office holds the rest") {
  Queue open({Lane{.controlled = 0.25}}), closed({Lane{.controlled = 0.25}}, {.licences = 0, .open = 0});
  open.advance({8});
  closed.advance({8});
  CHECK(open.order() == 8);
  CHECK(open.filed() == 2);
  CHECK(open.lane().used == 2);
  CHECK(closed.order() == 6);
  CHECK(closed.waiting() == 2);
  CHECK(closed.lane().granted == 0);
}

TEST_CASE("what an office granted nothing of waits until it opens again") {
  // 8 t filed evenly in the first step, all granted as the third begins.
  Queue queue({Lane{}}, {.licences = 0, .open = 0});
  queue.advance({8});
  queue.advance({0});
  queue.office() = {};
  queue.advance({0});
  CHECK(queue.lane().granted == 8);
  CHECK(queue.lane().wait == 8 * 1.5);
}

TEST_CASE("what a volume held back waits until it is set anew") {
  // Filed evenly in the first step: 4 t in its first half, granted over that step and so after a quarter; 4 t in its
  // second half, granted as the fourth begins.
  Queue queue({Lane{.volume = 4}});
  queue.advance({8});
  queue.advance({0});
  CHECK(queue.lane().granted == 4);
  CHECK(queue.lane().wait == 4 * 0.25);
  queue.advance({0});
  queue.lane().volume = 8;
  queue.advance({0});
  CHECK(queue.lane().granted == 8);
  CHECK(queue.lane().wait == 4 * 0.25 + 4 * 2.25);
}

TEST_CASE("the oldest application has waited since it was filed") {
  Queue queue({Lane{.t_per_licence = 1}}, {.licences = 2, .open = 0});
  queue.advance({0});
  CHECK(queue.oldest() == 0);
  queue.advance({8});
  CHECK(queue.oldest() == 1);
  queue.advance({0});  // 2 of 8: what was filed in the first quarter of the step
  CHECK(queue.oldest() == Approx(1.75).epsilon(1e-12));
  queue.advance({0});
  CHECK(queue.oldest() == Approx(2.5).epsilon(1e-12));
}

namespace {

/// Random filings for a while, and then none until nothing waits.
std::vector<std::vector<double>> random_load(Random& random, std::size_t lanes) {
  std::vector<std::vector<double>> load(most_steps - 1, std::vector<double>(lanes, 0));
  for (std::size_t step = 0; step < 60; ++step)
    for (double& tonnes : load[step]) tonnes = random.chance(0.3) ? 0 : random.between(0, 8);
  return load;
}

struct Area {
  std::vector<std::vector<double>> waiting = {};  // [step][lane], when each has decided
  std::vector<double> waited = {};                // [lane], t·steps
};

Area run(const std::vector<Lane>& lanes, const std::vector<std::vector<double>>& load, double licences) {
  Queue queue(lanes, {.licences = licences, .open = 0});
  Area area;
  for (const auto& wanted : load) {
    queue.decide();
    area.waiting.emplace_back();
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) area.waiting.back().push_back(queue.waiting(lane));
    queue.finish(wanted);
  }
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    CHECK(queue.waiting(lane) == Approx(0).scale(1).epsilon(1e-9));
    area.waited.push_back(queue.lane(lane).wait);
  }
  return area;
}

}  // namespace

TEST_CASE("licences that wait in total do not depend on priorities") {
  // Kleinrock's conservation law (1965): an office that grants while anything waits serves the same work at any time,
  // whatever its order.
  bool some_differ = false;
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    Random random(seed);
    std::vector<Lane> lanes(4);
    for (Lane& lane : lanes) {
      lane.t_per_licence = random.between(0.5, 3);
      lane.review = random.pick(std::vector{0.0, 0.4, 1.0, 2.7});
    }
    const auto load = random_load(random, lanes.size());
    const Area alike = run(lanes, load, 9);
    for (Lane& lane : lanes) lane.priority = static_cast<double>(random.below(4));
    const Area ranked = run(lanes, load, 9);
    const auto total = [&](const std::vector<double>& tonnes) {
      double sum = 0;
      for (std::size_t lane = 0; lane < lanes.size(); ++lane) sum += tonnes[lane] / lanes[lane].t_per_licence;
      return sum;
    };
    for (std::size_t step = 0; step < load.size(); ++step) {
      CHECK(total(ranked.waiting[step]) == Approx(total(alike.waiting[step])).scale(10).epsilon(1e-10));
      some_differ = some_differ || std::abs(ranked.waiting[step][0] - alike.waiting[step][0]) > 1;
    }
    CHECK(total(ranked.waited) == Approx(total(alike.waited)).epsilon(1e-10));
  }
  CHECK(some_differ);
}

TEST_CASE("what waits on average is what is filed times how long it waits") {
  // Little's law (1961), exact where the queue is empty at both ends: ∫ waiting dt = Σ waits. Between decisions it
  // changes evenly.
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    Random random(100 + seed);
    std::vector<Lane> lanes(3);
    for (Lane& lane : lanes) {
      lane.t_per_licence = 1;
      lane.priority = static_cast<double>(random.below(2));
      lane.review = random.pick(std::vector{0.0, 0.4, 1.0, 2.7});
    }
    const Area area = run(lanes, random_load(random, lanes.size()), 11);
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      double held = 0;
      for (std::size_t step = 0; step + 1 < area.waiting.size(); ++step)
        held += (area.waiting[step][lane] + area.waiting[step + 1][lane]) / 2;
      CHECK(area.waited[lane] == Approx(held).epsilon(1e-9));
    }
  }
}

TEST_CASE("under the same load a lane of higher priority never waits longer") {
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    Random random(200 + seed);
    const double review = random.pick(std::vector{0.0, 0.4, 1.0, 2.7});
    const std::vector<Lane> lanes{Lane{.t_per_licence = 1, .review = review, .priority = 2},
                                  Lane{.t_per_licence = 1, .review = review, .priority = 1},
                                  Lane{.t_per_licence = 1, .review = review}};
    Queue queue(lanes, {.licences = 11, .open = 0});
    for (const auto& load : random_load(random, 1)) {
      queue.advance({load[0], load[0], load[0]});
      for (const std::size_t lane : {0U, 1U}) {
        CHECK(queue.waiting(lane) <= queue.waiting(lane + 1) + 1e-9);
        CHECK(queue.oldest(lane) <= queue.oldest(lane + 1) + 1e-9);
        CHECK(queue.lane(lane).granted >= queue.lane(lane + 1).granted - 1e-9);
      }
    }
    CHECK(queue.lane(0).wait <= queue.lane(1).wait);
    CHECK(queue.lane(1).wait < queue.lane(2).wait);
  }
}
