// SPDX-License-Identifier: Apache-2.0
/// @file  Random123's Philox, and quantiles.
#include "ytterby/core/random.hpp"

#include <Random123/philox.h>

#include <cmath>

namespace ytterby {

namespace {

constexpr std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word); }
constexpr std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
constexpr std::uint64_t joined(std::uint32_t low, std::uint32_t high) { return low | std::uint64_t{high} << 32; }

/// Coefficients from the constant term up.
template <std::size_t Count>
double polynomial(const std::array<double, Count>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = Count; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

}  // namespace

namespace detail {

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32::ctr_type in = {{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type by = {{key[0], key[1]}};
  const auto out = r123::Philox4x32{}(in, by);
  return {out[0], out[1], out[2], out[3]};
}

}  // namespace detail

void RandomStream::refill() {
  const auto out =
      detail::philox({low(block_), high(block_), low(trial_), high(trial_)}, {low(seed_.value), high(seed_.value)});
  words_ = {joined(out[0], out[1]), joined(out[2], out[3])};
  used_ = 0;
  ++block_;
}

std::uint32_t RandomStream::below(std::uint32_t count) {
  std::uint64_t product = std::uint64_t{high(bits())} * count;
  if (low(product) < count) {
    const std::uint32_t uneven = (0U - count) % count;  // 2^32 mod count: so many low parts come once too often
    while (low(product) < uneven) product = std::uint64_t{high(bits())} * count;
  }
  return high(product);
}

double RandomStream::normal() { return normal_quantile(uniform()); }

double RandomStream::exponential() { return -std::log(uniform()); }

double RandomStream::pareto(double shape) { return std::pow(uniform(), -1 / shape); }

double normal_quantile(double p) {
  constexpr std::array a{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                         1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                         3.3430575583588128105e4, 2.5090809287301226727e3};
  constexpr std::array b{1.0,
                         4.2313330701600911252e1,
                         6.8718700749205790830e2,
                         5.3941960214247511077e3,
                         2.1213794301586595867e4,
                         3.9307895800092710610e4,
                         2.8729085735721942674e4,
                         5.2264952788528545610e3};
  constexpr std::array c{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                         3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                         2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr std::array d{1.0,
                         2.05319162663775882187e0,
                         1.67638483018380384940e0,
                         6.89767334985100004550e-1,
                         1.48103976427480074590e-1,
                         1.51986665636164571966e-2,
                         5.47593808499534494600e-4,
                         1.05075007164441684324e-9};
  constexpr std::array e{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                         2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array f{1.0,
                         5.99832206555887937690e-1,
                         1.36929880922735805310e-1,
                         1.48753612908506148525e-2,
                         7.86869131145613259100e-4,
                         1.84631831751005468180e-5,
                         1.42151175831644588870e-7,
                         2.04426310338993978564e-15};
  const double from_middle = p - 0.5;
  if (std::abs(from_middle) <= 0.425) {
    const double r = 0.180625 - from_middle * from_middle;
    return from_middle * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-std::log(from_middle < 0 ? p : 1 - p));
  const double z =
      r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5) / polynomial(f, r - 5);
  return std::copysign(z, from_middle);
}

}  // namespace ytterby
