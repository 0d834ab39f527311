// SPDX-License-Identifier: Apache-2.0
/// @file  Little's law, and the waits at one officer: any service time, priorities, batches.
#include <fmt/core.h>

#include <cmath>

#include "licence/expect.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/licence/waiting.hpp"

namespace ytterby {

namespace {

double load_of(LicenceRate arrivals, const ServiceTime& service) { return arrivals.value * service.mean.count(); }
double load_of(const PriorityClass& one) { return load_of(one.arrivals, one.service); }

/// E[S²]/(2E[S]): what is left on average of work that is found begun.
double left_of(const ServiceTime& service) { return service.mean.count() * (1 + service.variation) / 2; }

void expect_classes(const char* where, const std::vector<PriorityClass>& classes) {
  for (const PriorityClass& one : classes) {
    detail::expect_rate(where, "arrivals", one.arrivals);
    detail::expect_service(where, one.service);
  }
}

/// R: what is left on average of the work that an application finds begun.
double left_of_work_begun(const std::vector<PriorityClass>& classes) {
  double left = 0;
  double before = 0;
  for (const PriorityClass& one : classes) {
    const double load = load_of(one);
    if (before + load >= 1) return left + (1 - before) * left_of(one.service);
    left += load * left_of(one.service);
    before += load;
  }
  return left;
}

}  // namespace

double little_number(LicenceRate arrivals, Months stay) {
  detail::expect_rate("little_number", "arrivals", arrivals);
  detail::expect_time("little_number", "stay", stay);
  return arrivals.value * stay.count();
}

Months little_stay(double number, LicenceRate arrivals) {
  detail::expect_number("little_stay", "number", number);
  detail::expect_some_rate("little_stay", "arrivals", arrivals);
  return Months{number / arrivals.value};
}

LicenceRate little_rate(double number, Months stay) {
  detail::expect_number("little_rate", "number", number);
  detail::expect_some_time("little_rate", "stay", stay);
  return LicenceRate{number / stay.count()};
}

LicenceRate arrivals_with_refiling(LicenceRate first, double returned) {
  detail::expect_rate("arrivals_with_refiling", "first", first);
  detail::expect(returned >= 0 && returned < 1, "arrivals_with_refiling", "returned", returned, "",
                 "a number of 0 or more, below 1");
  return first / (1 - returned);
}

Months pollaczek_khinchine_wait(LicenceRate arrivals, const ServiceTime& service) {
  detail::expect_rate("pollaczek_khinchine_wait", "arrivals", arrivals);
  detail::expect_service("pollaczek_khinchine_wait", service);
  const double load = load_of(arrivals, service);
  return Months{load < 1 ? load * left_of(service) / (1 - load) : detail::infinity};
}

Months kingman_wait(LicenceRate arrivals, double arrival_variation, const ServiceTime& service) {
  detail::expect_rate("kingman_wait", "arrivals", arrivals);
  detail::expect_number("kingman_wait", "arrival_variation", arrival_variation);
  detail::expect_service("kingman_wait", service);
  const double load = load_of(arrivals, service);
  if (load >= 1) return Months{detail::infinity};
  return Months{load / (1 - load) * (arrival_variation + service.variation) / 2 * service.mean.count()};
}

Months kingman_bound(LicenceRate arrivals, double arrival_variation, const ServiceTime& service) {
  detail::expect_some_rate("kingman_bound", "arrivals", arrivals);
  detail::expect_number("kingman_bound", "arrival_variation", arrival_variation);
  detail::expect_service("kingman_bound", service);
  const double load = load_of(arrivals, service);
  if (load >= 1) return Months{detail::infinity};
  // λ·(u/λ² + v·E[S]²) without the squares, which could overflow.
  const double variances = arrival_variation / arrivals.value + service.variation * load * service.mean.count();
  return Months{variances / (2 * (1 - load))};
}

std::vector<Months> cobham_waits(const std::vector<PriorityClass>& classes) {
  expect_classes("cobham_waits", classes);
  const double left = left_of_work_begun(classes);
  std::vector<Months> waits;
  waits.reserve(classes.size());
  double before = 0;
  for (const PriorityClass& one : classes) {
    const double with = before + load_of(one);
    waits.emplace_back(with < 1 ? left / ((1 - before) * (1 - with)) : detail::infinity);
    before = with;
  }
  return waits;
}

Months kleinrock_sum(const std::vector<PriorityClass>& classes, const std::vector<Months>& waits) {
  expect_classes("kleinrock_sum", classes);
  if (waits.size() != classes.size())
    throw InvalidOptions(fmt::format("kleinrock_sum, waits: found {}, expected {}, one for each of classes",
                                     waits.size(), classes.size()));
  double sum = 0;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const double wait = waits[k].count();
    detail::expect(wait >= 0, "kleinrock_sum", "waits", wait, " months", "a number of 0 or more");
    if (classes[k].arrivals.value > 0) sum += load_of(classes[k]) * wait;
  }
  return Months{sum};
}

Months kleinrock_constant(const std::vector<PriorityClass>& classes) {
  expect_classes("kleinrock_constant", classes);
  double load = 0;
  for (const PriorityClass& one : classes) load += load_of(one);
  return Months{load < 1 ? load * left_of_work_begun(classes) / (1 - load) : detail::infinity};
}

BatchWait batch_wait(const BatchArrivals& arrivals, const ServiceTime& service) {
  detail::expect_rate("batch_wait", "batches", arrivals.batches);
  const double size = arrivals.mean_size;
  detail::expect(size >= 1 && std::isfinite(size), "batch_wait", "mean_size", size, "", "a finite number of 1 or more");
  detail::expect_number("batch_wait", "size_variance", arrivals.size_variance);
  const double fraction = size - std::floor(size);
  const double least = fraction * (1 - fraction);  // of whole numbers with that mean
  if (arrivals.size_variance < least * (1 - 1e-9))
    throw InvalidOptions(fmt::format("batch_wait, size_variance: found {}, expected {} or more for a mean of {}",
                                     arrivals.size_variance, least, size));
  detail::expect_service("batch_wait", service);

  const double mean = service.mean.count();
  const double load = arrivals.batches.value * size * mean;
  if (load >= 1) return {Months{detail::infinity}, Months{detail::infinity}, Months{detail::infinity}};
  const double behind = (arrivals.size_variance / size + size - 1) / 2;  // E[X(X − 1)]/(2E[X]): before me in my batch
  // E[X²]/E[X] is 1 + 2·behind, so that λE[B²]/2 is load·mean·(v + 1 + 2·behind)/2.
  const double first = load * (left_of(service) + mean * behind) / (1 - load);
  return {Months{first}, Months{first + behind * mean}, Months{first + (size - 1) * mean}};
}

}  // namespace ytterby
