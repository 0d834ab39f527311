// SPDX-License-Identifier: Apache-2.0
/// @file  How a short node shares what it has, slow and plain, from the description of the model alone.
#include "oracle/slow_rationing.hpp"

#include <algorithm>
#include <cstddef>

namespace ytterby::test {

namespace {

using Number = long double;
using Amounts = std::vector<Number>;

Number sum(const Amounts& amounts) {
  Number total = 0;
  for (const Number amount : amounts) total += amount;
  return total;
}

Amounts pro_rata(const Amounts& asked, Number available) {
  const Number total = sum(asked);
  Amounts given = asked;
  if (available >= total) return given;
  for (Number& amount : given) amount *= available / total;
  return given;
}

/// Those with the highest rank first; pro rata among equals.
Amounts by_rank(const Amounts& asked, const Amounts& rank, Number available) {
  Amounts ranks = rank, given(asked.size());
  std::sort(ranks.rbegin(), ranks.rend());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  for (const Number now : ranks) {
    Amounts tier(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i)
      if (rank[i] == now) tier[i] = asked[i];
    const Amounts share = pro_rata(tier, available);
    for (std::size_t i = 0; i < asked.size(); ++i) given[i] += share[i];
    available = std::max<Number>(0, available - sum(tier));
  }
  return given;
}

/// The same for all, but no more than each asks for.
Amounts level(const Amounts& asked, Number available) {
  Amounts given(asked.size());
  std::vector<bool> has_all(asked.size());
  for (bool more = true; more;) {
    const auto open = static_cast<Number>(std::count(has_all.begin(), has_all.end(), false));
    more = false;
    for (std::size_t i = 0; i < asked.size(); ++i)
      if (!has_all[i]) given[i] = available / open;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (has_all[i] || asked[i] > given[i]) continue;
      given[i] = asked[i];
      has_all[i] = more = true;
      available -= asked[i];
    }
  }
  return given;
}

/// Of each claim.
template <class Value>
Amounts each(const std::vector<Claim>& claims, Value value) {
  Amounts values;
  for (const Claim& claim : claims) values.push_back(value(claim));
  return values;
}

Amounts minimum_first(const std::vector<Claim>& claims, const Amounts& rank, Number available) {
  const Amounts minimum = each(claims, [](const Claim& claim) { return claim.minimum_share * claim.tonnes; });
  const Amounts beyond = each(claims, [](const Claim& claim) { return (1 - claim.minimum_share) * claim.tonnes; });
  Amounts given = pro_rata(minimum, available);
  const Amounts more = by_rank(beyond, rank, std::max<Number>(0, available - sum(minimum)));
  for (std::size_t i = 0; i < claims.size(); ++i) given[i] += more[i];
  return given;
}

}  // namespace

std::vector<long double> share_out(Rationing rule, const std::vector<Claim>& claims, long double available) {
  const Amounts asked = each(claims, [](const Claim& claim) { return claim.tonnes; });
  if (available >= sum(asked) * (1 - 1e-9L)) return pro_rata(asked, available);  // short by rounding alone
  const Amounts priority = each(claims, [](const Claim& claim) { return Number{claim.priority}; });
  switch (rule) {
    case Rationing::proportional: return pro_rata(asked, available);
    case Rationing::priority: return by_rank(asked, priority, available);
    case Rationing::largest_first:
      return by_rank(asked, each(claims, [](const Claim& claim) { return claim.usual; }), available);
    case Rationing::equal_fill: return level(asked, available);
    case Rationing::minimum_first: return minimum_first(claims, priority, available);
  }
  return {};
}

}  // namespace ytterby::test
