// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <utility>
#include <ytterby/ytterby.hpp>

using ytterby::Months, ytterby::Outcome, ytterby::TargetOutcome;

/// Which uses run short, at which rate of export licences? Prepared once, asked from any thread.
class Service {
 public:
  explicit Service(const ytterby::Case& rare_earths)
      : april_(rare_earths.scenario("april_2025")),
        trickle_(ytterby::find_event(april_, "trickle")),
        prepared_(ytterby::freeze(rare_earths.network)) {}

  /// @param stop  The client's, who may hang up.
  void answer(std::size_t rates, std::stop_token stop, const std::function<void(double done)>& listen) const try {
    fmt::print("{} rates\n", rates);
    const auto with_rate = [&](std::size_t i) {
      ytterby::Scenario scenario = april_;
      scenario.events[trickle_].set = {{ytterby::Lever::licences_per_month, rate(i)}};
      return scenario;
    };
    const auto print_outcome = [&](std::size_t i, Outcome&& outcome) {
      if (i % 5 == 0) print(rate(i), outcome);
    };
    const ytterby::Control control{
        .stop = std::move(stop), .progress = [&](double done, Months) { listen(done); }, .threads = 2};
    ytterby::simulate_each(prepared_.with(control), rates, with_rate, print_outcome);
  } catch (const ytterby::Cancelled&) {
    fmt::print("cancelled\n");
  }

 private:
  static double rate(std::size_t i) { return 25 * static_cast<double>(i); }

  void print(double licences, const Outcome& outcome) const {
    const auto time = [](const TargetOutcome& target) { return target.to_shortage.value_or(Months::max()); };
    const auto& first = *std::ranges::min_element(outcome.targets, {}, time);
    const auto lasting = std::ranges::count(outcome.targets, Months::max(), time);
    fmt::print("  {:3} licences a month: {:2} of {} uses run short and lack {:5.0f} t, {} first, after {:.1f} months\n",
               licences, outcome.targets.size() - static_cast<std::size_t>(lasting), outcome.targets.size(),
               outcome.total.unserved.value, prepared_.network().name(first.node), time(first).count());
  }

  ytterby::Scenario april_;
  std::size_t trickle_;
  ytterby::Prepared prepared_;
};

int main() {
  const Service service(ytterby::read_case("data/rare_earths_2024"));

  double done = 0;  // progress comes after every step, from one thread at a time
  service.answer(40, {}, [&](double share) { done = share; });
  fmt::print("{:.0f} % done\n", 100 * done);

  std::stop_source client;  // hangs up before the first outcome is there
  service.answer(400, client.get_token(), [&](double share) {
    if (share > 0.01) client.request_stop();
  });
}
