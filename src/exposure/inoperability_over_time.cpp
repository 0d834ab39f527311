// SPDX-License-Identifier: Apache-2.0
/// @file  Sectors that depend on each other, on their way.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "exposure/interdependency.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/inoperability.hpp"

namespace ytterby {

namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

void require_options(const Interdependency& sectors, const RecoveryOptions& options) {
  constexpr double least = std::numeric_limits<double>::denorm_min();
  require_values(options.resilience, sectors.sectors, least, without_end, "resilience", "a finite number above 0");
  if (!options.initial.empty()) require_values(options.initial, sectors.sectors, 0, 1, "initial", "a share, 0 to 1");
  if (!options.cover.empty())
    require_values(options.cover, sectors.sectors, 0, without_end, "cover", "a finite number, 0 or more");
}

void require_perturbations(const Interdependency& sectors, std::span<const PerturbedFrom> perturbations) {
  for (std::size_t p = 0; p < perturbations.size(); ++p) {
    const double from = perturbations[p].from.count();
    if (p == 0 && from != 0)
      throw InvalidOptions(fmt::format("perturbation 0: found a beginning after {} months, expected 0", from));
    if (p > 0 && !(from > perturbations[p - 1].from.count() && std::isfinite(from)))
      throw InvalidOptions(
          fmt::format("perturbation {}: found a beginning after {} months, expected one after that of "
                      "the one before, {}",
                      p, from, perturbations[p - 1].from.count()));
    require_values(perturbations[p].perturbation, sectors.sectors, 0, without_end, fmt::format("perturbation {}", p),
                   "a finite number, 0 or more");
  }
}

void require_times(std::span<const Months> times) {
  for (std::size_t t = 0; t < times.size(); ++t)
    if (!(times[t].count() >= (t > 0 ? times[t - 1].count() : 0) && std::isfinite(times[t].count())))
      throw InvalidOptions(
          fmt::format("times {}: found {} months, expected finite numbers, 0 or more, ascending", t, times[t].count()));
}

class Recovery {
 public:
  Recovery(const Interdependency& sectors, const RecoveryOptions& options)
      : sectors_(sectors),
        resilience_(options.resilience),
        cover_(options.cover),
        now_{options.initial, std::vector<double>(sectors.sectors, 0)},
        perturbation_(sectors.sectors, 0),
        covered_(sectors.sectors, false),
        capped_(sectors.sectors, false) {
    const std::size_t n = sectors.sectors;
    now_.lost.resize(n, 0);
    cover_.resize(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      double row = 0;
      for (std::size_t j = 0; j < n; ++j) row += sectors.share(i, j);
      rate_ = std::max(rate_, resilience_[i] * std::max(1.0, row));
      growth_ = std::max(growth_, resilience_[i] * (row - 1));
      covered_[i] = cover_[i] > 0;
    }
    step_ = 1 / (8 * rate_);
    cap_anew();
  }

  void perturb(const std::vector<double>& perturbation) {
    perturbation_ = perturbation;
    cap_anew();
  }

  void advance(double by, const StopToken& stop) {
    while (by > 0) {
      if (stop.stop_requested()) throw Cancelled();
      double taken = std::min(by, step_);
      State next = after(taken);
      if (something_turns(next)) {
        double before = 0;
        for (int halving = 0; halving < 60; ++halving) {
          const double middle = before + (taken - before) / 2;
          State there = after(middle);
          if (something_turns(there)) {
            taken = middle;
            next = std::move(there);
          } else {
            before = middle;
          }
        }
        now_ = std::move(next);
        turn();
      } else {
        now_ = std::move(next);
      }
      const auto terms = static_cast<double>(2 * now_.lost.size() + 40);
      error_ = error_ * std::exp(growth_ * taken) + terms * std::numeric_limits<double>::epsilon() +
               turns_at * rate_ * taken;
      by = taken < by ? by - taken : 0;
    }
  }

  [[nodiscard]] const std::vector<double>& lost() const { return now_.lost; }
  [[nodiscard]] const std::vector<double>& impact() const { return now_.impact; }
  [[nodiscard]] double error() const { return error_; }

 private:
  struct State {
    std::vector<double> lost, impact;
  };

  /// Of the distance to 1, so that rounding turns nothing back and forth.
  static constexpr double turns_at = 1e-14;

  [[nodiscard]] double to_come(const std::vector<double>& lost, std::size_t i) const {
    double value = perturbation_[i];
    for (std::size_t j = 0; j < lost.size(); ++j)
      if (!covered_[j]) value += sectors_.share(i, j) * lost[j];
    return value;
  }

  void cap_anew() {
    for (std::size_t i = 0; i < capped_.size(); ++i) capped_[i] = to_come(now_.lost, i) >= 1;
  }

  /// Uniformisation: with P = 1 + K·(A − 1)/Λ, which has no element below 0, and γ = K·c/Λ losses after h are the mean
  /// of x_m, x_m+1 = P·x_m + γ, over a Poisson number m of mean Λ·h, and their integral is the mean with its tails.
  [[nodiscard]] State after(double h) const {
    constexpr int most_terms = 24;  // of mean 1/8; rows of P add up to 2 at most, so the next is below 1e-38
    const std::size_t n = now_.lost.size();
    State next{std::vector<double>(n, 0), now_.impact};
    std::vector<double> x = now_.lost, moved(n);
    double weights[most_terms + 1], tails[most_terms + 1];
    const double mean = rate_ * h;
    weights[0] = std::exp(-mean);
    for (int m = 1; m <= most_terms; ++m) weights[m] = weights[m - 1] * mean / m;
    tails[most_terms] = 0;
    for (int m = most_terms; m > 0; --m) tails[m - 1] = tails[m] + weights[m];
    for (int m = 0; m <= most_terms; ++m) {
      for (std::size_t i = 0; i < n; ++i) {
        next.lost[i] += weights[m] * x[i];
        next.impact[i] += tails[m] / rate_ * x[i];
      }
      for (std::size_t i = 0; i < n; ++i) {
        const double share = resilience_[i] / rate_;
        moved[i] = (1 - share) * x[i] + share * (capped_[i] ? 1 : to_come(x, i));
      }
      std::swap(x, moved);
    }
    for (double& lost : next.lost) lost = std::min(lost, 1.0);
    return next;
  }

  [[nodiscard]] bool turns(const State& there, std::size_t i) const {
    const double over = to_come(there.lost, i) - 1;
    return capped_[i] ? over < -turns_at : over > turns_at;
  }

  [[nodiscard]] bool something_turns(const State& there) const {
    for (std::size_t i = 0; i < capped_.size(); ++i)
      if (turns(there, i) || (covered_[i] && there.impact[i] >= cover_[i])) return true;
    return false;
  }

  void turn() {
    bool uncovered = false;
    for (std::size_t i = 0; i < capped_.size(); ++i) {
      if (turns(now_, i)) capped_[i] = !capped_[i];
      if (covered_[i] && now_.impact[i] >= cover_[i]) {
        covered_[i] = false;
        uncovered = true;
      }
    }
    if (uncovered) cap_anew();
  }

  const Interdependency& sectors_;
  const std::vector<double>& resilience_;
  std::vector<double> cover_;
  State now_;
  std::vector<double> perturbation_;
  std::vector<bool> covered_, capped_;
  double rate_ = 0, growth_ = 0, step_ = 0, error_ = 0;
};

}  // namespace

InoperabilityOverTime inoperability_over_time(const Interdependency& sectors,
                                              std::span<const PerturbedFrom> perturbations,
                                              std::span<const Months> times, const RecoveryOptions& options) {
  require_sectors(sectors);
  require_options(sectors, options);
  require_perturbations(sectors, perturbations);
  require_times(times);
  InoperabilityOverTime over{.times = {times.begin(), times.end()}};
  over.lost.reserve(times.size());
  if (sectors.sectors == 0) {
    over.lost.assign(times.size(), {});
    return over;
  }
  Recovery recovery(sectors, options);
  double now = 0;
  std::size_t next = 0;
  const auto go_to = [&](double time) {
    recovery.advance(time - now, options.control.stop);
    now = time;
  };
  for (const Months time : times) {
    for (; next < perturbations.size() && perturbations[next].from <= time; ++next) {
      go_to(perturbations[next].from.count());
      recovery.perturb(perturbations[next].perturbation);
    }
    go_to(time.count());
    over.lost.push_back(recovery.lost());
    if (options.control.progress)
      options.control.progress(static_cast<double>(over.lost.size()) / static_cast<double>(times.size()), time);
  }
  over.impact = recovery.impact();
  over.error_bound = recovery.error();
  return over;
}

}  // namespace ytterby
