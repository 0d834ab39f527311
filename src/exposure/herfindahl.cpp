// SPDX-License-Identifier: Apache-2.0
#include "ytterby/exposure/herfindahl.hpp"

#include <algorithm>
#include <cstddef>

#include "exposure/expect_parts.hpp"
#include "licence/expect.hpp"

namespace ytterby {

std::vector<double> shares_of(std::span<const double> amounts) {
  double sum = 0;
  for (std::size_t k = 0; k < amounts.size(); ++k) {
    detail::expect_number("shares_of", detail::item_of("amounts", k).c_str(), amounts[k]);
    sum += amounts[k];
  }
  detail::expect(sum > 0, "shares_of", "amounts", sum, " in all", "more than 0");
  std::vector<double> shares;
  shares.reserve(amounts.size());
  for (const double amount : amounts) shares.push_back(amount / sum);
  return shares;
}

HerfindahlRange herfindahl_range(std::span<const double> shares) {
  double sum = 0;
  double squares = 0;
  double largest = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    detail::expect_part("herfindahl", detail::item_of("shares", k), shares[k]);
    sum += shares[k];
    squares += shares[k] * shares[k];
    largest = std::max(largest, shares[k]);
  }
  detail::expect_parts_of_one("herfindahl", "shares", sum);
  const double rest = std::max(0.0, 1 - sum);
  return {.least = squares, .most = squares + 2 * largest * rest + rest * rest};
}

double herfindahl(std::span<const double> shares) { return herfindahl_range(shares).least; }

}  // namespace ytterby
