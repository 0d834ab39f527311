// SPDX-License-Identifier: Apache-2.0
#include "exposure/sources.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace ytterby::detail {

Sources Sources::made_in(const FrozenNetwork& network) {
  Sources sources;
  sources.parts_ = PerNode<std::vector<Part>>(network.nodes().size());
  sources.known_ = PerNode<char>(network.nodes().size(), 1);
  std::map<std::string_view, std::size_t> place;
  for (const NodeId node : network.nodes()) {
    const std::string_view country = network.country(node);
    if (country.empty()) continue;
    const auto [at, added] = place.try_emplace(country, sources.countries_.size());
    if (added) sources.countries_.emplace_back(country);
    sources.parts_[node] = {{.country = at->second, .share = 1}};
  }
  return sources;
}

Sources Sources::from(const Origins& origins) {
  Sources sources;
  sources.countries_ = origins.groups;
  sources.parts_ = PerNode<std::vector<Part>>(origins.targets.size());
  sources.known_ = PerNode<char>(origins.targets.size(), 1);
  for (const TargetOrigins& target : origins.targets) {
    sources.known_[target.node] = target.defined ? 1 : 0;
    for (std::size_t country = 0; country < origins.groups.size(); ++country) {
      const double share = target.look_through[country];
      if (share > 0 && !origins.groups[country].empty())
        sources.parts_[target.node].push_back({.country = country, .share = share});
    }
  }
  return sources;
}

void Mixture::add(NodeId node, double amount) {
  if (!sources_->known(node)) return;
  total_ += amount;
  sources_->for_each(node, [&](std::size_t country, double share) { amounts_[country] += amount * share; });
}

Concentration Mixture::concentration() const {
  Concentration found;
  std::vector<double> shares;
  double attributed = 0;
  for (std::size_t country = 0; country < amounts_.size(); ++country) {
    if (!(amounts_[country] > 0)) continue;
    found.countries.push_back({.country = sources_->countries()[country], .share = std::min(share(country), 1.0)});
  }
  std::sort(found.countries.begin(), found.countries.end(), [](const CountryShare& a, const CountryShare& b) {
    return a.share != b.share ? a.share > b.share : a.country < b.country;
  });
  shares.reserve(found.countries.size());
  for (const CountryShare& country : found.countries) {
    shares.push_back(country.share);
    attributed += country.share;
  }
  found.unattributed = std::max(0.0, 1 - attributed);
  // Rounding of sums, which would otherwise show as a range.
  constexpr double rounding = 1e-12;
  if (found.unattributed < rounding) found.unattributed = 0;
  found.hhi = herfindahl_range(shares);
  if (found.unattributed == 0) found.hhi.most = found.hhi.least;
  return found;
}

}  // namespace ytterby::detail
