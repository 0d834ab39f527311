// SPDX-License-Identifier: Apache-2.0
/// @file  Sectors that depend on each other, at rest.
#include "ytterby/exposure/inoperability.hpp"

#include <fmt/core.h>
#include <Eigen/Core>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>

#include "exposure/interdependency.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

using Chosen = std::vector<std::size_t>;

class AtRest {
 public:
  AtRest(const Interdependency& sectors, std::span<const double> perturbation)
      : sectors_(sectors), perturbation_(perturbation), lost_(sectors.sectors, 0), stopped_(sectors.sectors, false) {}

  Inoperability find() {
    stop_all_reached();
    while (release()) {
      const Chosen free = released();
      const auto right = [&](std::size_t i) {
        double value = perturbation_[i];
        for (std::size_t j = 0; j < lost_.size(); ++j)
          if (stopped_[j]) value += sectors_.share(i, j);
        return value;
      };
      const std::vector<double> solved = solve(free, right);
      for (std::size_t k = 0; k < free.size(); ++k) lost_[free[k]] = std::clamp(solved[k], 0.0, 1.0);
    }
    return {.lost = lost_, .stopped = stopped_, .error_bound = bound()};
  }

 private:
  [[nodiscard]] double to_come(std::size_t i) const {
    double value = perturbation_[i];
    for (std::size_t j = 0; j < lost_.size(); ++j) value += sectors_.share(i, j) * lost_[j];
    return value;
  }

  void stop_all_reached() {
    std::vector<std::size_t> open;
    const auto stop = [&](std::size_t i) {
      if (stopped_[i]) return;
      stopped_[i] = true;
      lost_[i] = 1;
      open.push_back(i);
    };
    for (std::size_t i = 0; i < lost_.size(); ++i)
      if (perturbation_[i] > 0) stop(i);
    while (!open.empty()) {
      const std::size_t j = open.back();
      open.pop_back();
      for (std::size_t i = 0; i < lost_.size(); ++i)
        if (sectors_.share(i, j) > 0) stop(i);
    }
  }

  bool release() {
    std::vector<bool> next = stopped_;
    bool any = false;
    for (std::size_t i = 0; i < lost_.size(); ++i)
      if (stopped_[i] && to_come(i) < 1) {
        next[i] = false;
        any = true;
      }
    stopped_ = next;
    return any;
  }

  /// Those that lose something, and not all.
  [[nodiscard]] Chosen released() const {
    Chosen free;
    for (std::size_t i = 0; i < lost_.size(); ++i)
      if (!stopped_[i] && lost_[i] > 0) free.push_back(i);
    return free;
  }

  /// (1 − A)·x = right over those chosen, refined once.
  template <class Right>
  [[nodiscard]] std::vector<double> solve(const Chosen& of, Right&& right) const {
    const auto n = static_cast<Eigen::Index>(of.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
    Eigen::VectorXd vector(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const std::size_t row = of[static_cast<std::size_t>(i)];
      vector[i] = right(row);
      for (Eigen::Index j = 0; j < n; ++j) matrix(i, j) -= sectors_.share(row, of[static_cast<std::size_t>(j)]);
    }
    const Eigen::PartialPivLU<Eigen::MatrixXd> lu(matrix);
    Eigen::VectorXd x = lu.solve(vector);
    x += lu.solve(vector - matrix * x);
    return {x.data(), x.data() + n};
  }

  /// The largest residual δ times the largest element of (1 − A)⁻¹·1 over those released: losses plus and minus δ times
  /// that vector are above and below their own images. Below needs that who has stopped stays so; who would not is
  /// counted among the released.
  [[nodiscard]] double bound() const {
    const std::size_t n = lost_.size();
    double residual = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double now = std::min(1.0, to_come(i));
      residual = std::max(residual, std::abs(now - lost_[i]));
    }
    residual += static_cast<double>(n + 3) * std::numeric_limits<double>::epsilon();
    Chosen counted = released();
    while (true) {
      const std::vector<double> growth = solve(counted, [](std::size_t) { return 1.0; });
      const bool holds = std::all_of(growth.begin(), growth.end(), [](double g) { return g >= 1 && std::isfinite(g); });
      if (!holds) return 1;
      Chosen more = counted;
      for (std::size_t i = 0; i < n; ++i) {
        if (!stopped_[i] || std::find(counted.begin(), counted.end(), i) != counted.end()) continue;
        double falls = 1;
        for (std::size_t k = 0; k < counted.size(); ++k) falls += sectors_.share(i, counted[k]) * growth[k];
        if (to_come(i) - 1 < residual * falls) more.push_back(i);
      }
      const double most = growth.empty() ? 1 : *std::max_element(growth.begin(), growth.end());
      if (more.size() == counted.size()) return std::min(1.0, residual * most);
      counted = more;
    }
  }

  const Interdependency& sectors_;
  std::span<const double> perturbation_;
  std::vector<double> lost_;
  std::vector<bool> stopped_;
};

}  // namespace

Inoperability inoperability_of(const Interdependency& sectors, std::span<const double> perturbation) {
  require_sectors(sectors);
  require_values(perturbation, sectors.sectors, 0, std::numeric_limits<double>::infinity(), "perturbation",
                 "a finite number, 0 or more");
  return AtRest(sectors, perturbation).find();
}

double resilience_of(double initial, double final, Months time, double own_share) {
  if (!(final > 0 && initial > final && std::isfinite(initial)))
    throw InvalidOptions(fmt::format(
        "resilience: found a loss from {} to {}, expected one that falls and stays above 0", initial, final));
  if (!(time.count() > 0 && std::isfinite(time.count())))
    throw InvalidOptions(
        fmt::format("resilience, time: found {} months, expected a finite number above 0", time.count()));
  if (!(own_share >= 0 && own_share < 1))
    throw InvalidOptions(fmt::format("resilience, own share: found {}, expected 0 or more and below 1", own_share));
  return std::log(initial / final) / (time.count() * (1 - own_share));
}

}  // namespace ytterby
