// SPDX-License-Identifier: Apache-2.0
/// @file  Erlang's formulas, Allen and Cunneen's, and the staffing that follows from them.
#include <cmath>

#include "licence/expect.hpp"
#include "ytterby/licence/waiting.hpp"

namespace ytterby {

namespace {

constexpr double most_load = 1e9;  // staffing for more would sum for minutes

/// 1/B(k) from 1/B(k − 1).
double next_inverse(double inverse, double servers, double load) { return 1 + servers * inverse / load; }

/// 1/B(servers, load); infinite where B is below the smallest number, or load is 0.
double inverse_of_erlang_b(std::int64_t servers, double load) {
  double inverse = 1;
  for (std::int64_t k = 1; k <= servers && inverse < detail::infinity; ++k)
    inverse = next_inverse(inverse, static_cast<double>(k), load);
  return inverse;
}

/// C for a load below `servers`. Both terms are positive: no digits are lost however near to 1 the load is.
double share_waiting(double inverse_b, double servers, double load) {
  const double occupancy = load / servers;
  return 1 / (occupancy + (servers - load) / servers * inverse_b);
}

/// M/M/c, worked out once; all of its callers have checked their arguments.
struct ManyOfficers {
  double waiting = 1;  ///< share that has to wait
  double spare = 0;    ///< capacity − arrivals a month; 0 if overloaded
  double servers = 1;
  double load = 0;
};

ManyOfficers many_officers(const char* where, LicenceRate arrivals, const Officers& officers) {
  detail::expect_rate(where, "arrivals", arrivals);
  detail::expect_officers(where, officers);
  const auto servers = static_cast<double>(officers.count);
  const double load = arrivals / officers.each;
  if (load >= servers) return {1, 0, servers, load};
  const double inverse = inverse_of_erlang_b(officers.count, load);
  return {share_waiting(inverse, servers, load), (servers - load) * officers.each.value, servers, load};
}

void expect_load(const char* where, double load) {
  detail::expect(load >= 0 && load <= most_load, where, "load", load, "", "a number of 0 or more, up to 1e9");
}

}  // namespace

double offered_load(LicenceRate arrivals, const Officers& officers) {
  detail::expect_rate("offered_load", "arrivals", arrivals);
  detail::expect_officers("offered_load", officers);
  return arrivals / officers.each;
}

double erlang_b(std::int64_t servers, double load) {
  detail::expect_count("erlang_b", "servers", servers, 0);
  detail::expect_number("erlang_b", "load", load);
  return 1 / inverse_of_erlang_b(servers, load);
}

double erlang_c(std::int64_t servers, double load) {
  detail::expect_count("erlang_c", "servers", servers, 1);
  detail::expect_number("erlang_c", "load", load);
  const auto count = static_cast<double>(servers);
  return load >= count ? 1 : share_waiting(inverse_of_erlang_b(servers, load), count, load);
}

Months erlang_c_wait(LicenceRate arrivals, const Officers& officers) {
  const ManyOfficers queue = many_officers("erlang_c_wait", arrivals, officers);
  return Months{queue.spare > 0 ? queue.waiting / queue.spare : detail::infinity};
}

double erlang_c_queue(LicenceRate arrivals, const Officers& officers) {
  const ManyOfficers queue = many_officers("erlang_c_queue", arrivals, officers);
  return queue.spare > 0 ? queue.waiting * queue.load / (queue.servers - queue.load) : detail::infinity;
}

double erlang_c_longer(LicenceRate arrivals, const Officers& officers, Months time) {
  const ManyOfficers queue = many_officers("erlang_c_longer", arrivals, officers);
  detail::expect_time("erlang_c_longer", "time", time);
  return queue.waiting * std::exp(-queue.spare * time.count());
}

Months erlang_c_exceeded_by(LicenceRate arrivals, const Officers& officers, double share) {
  const ManyOfficers queue = many_officers("erlang_c_exceeded_by", arrivals, officers);
  detail::expect_share("erlang_c_exceeded_by", "share", share);
  if (queue.waiting <= share) return Months{0};
  return Months{queue.spare > 0 ? std::log(queue.waiting / share) / queue.spare : detail::infinity};
}

Months allen_cunneen_wait(LicenceRate arrivals, double arrival_variation, const ServiceTime& service,
                          std::int64_t officers) {
  detail::expect_number("allen_cunneen_wait", "arrival_variation", arrival_variation);
  detail::expect_service("allen_cunneen_wait", service);
  const Officers staff{officers, LicenceRate{1 / service.mean.count()}};
  const ManyOfficers queue = many_officers("allen_cunneen_wait", arrivals, staff);
  if (queue.spare <= 0) return Months{detail::infinity};
  return Months{(arrival_variation + service.variation) / 2 * queue.waiting / queue.spare};
}

std::vector<Months> cobham_waits(const std::vector<LicenceRate>& arrivals, const Officers& officers) {
  LicenceRate total{};
  for (const LicenceRate rate : arrivals) {
    detail::expect_rate("cobham_waits", "arrivals", rate);
    total += rate;
  }
  const ManyOfficers queue = many_officers("cobham_waits", total, officers);
  const double capacity = queue.servers * officers.each.value;

  std::vector<Months> waits;
  waits.reserve(arrivals.size());
  double before = 0;  // share of capacity that earlier classes take
  for (const LicenceRate rate : arrivals) {
    const double with = before + rate.value / capacity;
    waits.emplace_back(with < 1 ? queue.waiting / capacity / ((1 - before) * (1 - with)) : detail::infinity);
    before = with;
  }
  return waits;
}

double halfin_whitt(double spare) {
  detail::expect(!std::isnan(spare), "halfin_whitt", "spare", spare, "", "a number");
  if (spare <= 0) return 1;
  constexpr double root_two_pi = 2.5066282746310005024;
  constexpr double root_half = 0.70710678118654752440;
  const double density = std::exp(-spare * spare / 2) / root_two_pi;
  const double below = std::erfc(-spare * root_half) / 2;
  return density / (density + spare * below);
}

double halfin_whitt_spare(double share) {
  detail::expect_share("halfin_whitt_spare", "share", share);
  double low = 0;
  double high = 64;  // where halfin_whitt is below every number above 0
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (halfin_whitt(middle) > share ? low : high) = middle;
  }
}

std::int64_t square_root_staffing(double load, double share) {
  expect_load("square_root_staffing", load);
  detail::expect_share("square_root_staffing", "share", share);
  const double officers = std::ceil(load + halfin_whitt_spare(share) * std::sqrt(load));
  return officers < 1 ? 1 : static_cast<std::int64_t>(officers);
}

std::int64_t officers_needed(double load, double share) {
  expect_load("officers_needed", load);
  detail::expect_share("officers_needed", "share", share);
  double inverse = 1;
  for (std::int64_t k = 1;; ++k) {
    const auto servers = static_cast<double>(k);
    inverse = next_inverse(inverse, servers, load);
    if (servers > load && share_waiting(inverse, servers, load) <= share) return k;
  }
}

}  // namespace ytterby
