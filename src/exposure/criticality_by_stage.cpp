// SPDX-License-Identifier: Apache-2.0
#include "ytterby/exposure/criticality_by_stage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "exposure/economy.hpp"
#include "exposure/sources.hpp"
#include "exposure/stages.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

constexpr const char* caller = "criticality_by_stage";

template <class T>
T value_or(const ByName<T>& table, std::string_view name, T otherwise) {
  const auto found = table.find(name);
  return found == table.end() ? otherwise : found->second;
}

/// Every country that makes anything needs an estimate; all that lack one are named.
void expect_estimates(const FrozenNetwork& network, const ByName<double>& estimates, const char* table) {
  std::set<std::string_view> missing;
  for (const NodeId node : network.nodes()) {
    const std::string_view country = network.country(node);
    if (network.output(node).value > 0 && !country.empty() && !estimates.contains(country)) missing.insert(country);
  }
  if (missing.empty()) return;
  std::string names;
  for (const std::string_view country : missing) names += fmt::format("{}'{}'", names.empty() ? "" : ", ", country);
  throw InvalidOptions(
      fmt::format("{}, {}: found none of {}, expected one of every country that makes anything", caller, table, names));
}

template <class T>
void expect_products(const FrozenNetwork& network, const ByName<T>& values, const char* table) {
  for (const auto& [product, value] : values) {
    const auto makes = [&, name = std::string_view(product)](NodeId node) { return network.product(node) == name; };
    if (std::none_of(network.nodes().begin(), network.nodes().end(), makes))
      throw InvalidOptions(
          fmt::format("{}, {}: found product '{}', expected one that a node makes", caller, table, product));
  }
}

class Assessment {
 public:
  Assessment(const FrozenNetwork& network, const CriticalityOptions& options)
      : network_(network),
        options_(options),
        stability_(options.stability.empty() ? options.governance : options.stability),
        inside_(detail::within(network, options.economy, "criticality_by_stage, economy")),
        shipments_(detail::shipments_of(network, inside_)) {
    expect_estimates(network, options.governance, "governance");
    expect_estimates(network, stability_, "stability");
    expect_products(network, options.recycling, "recycling");
    expect_products(network, options.substitution, "substitution");
    expect_products(network, options.prices, "prices");
  }

  [[nodiscard]] StageCriticality assess(const detail::Stage& stage, const detail::Sources& made,
                                        const detail::Sources& from) const {
    StageCriticality row;
    row.stage = stage.stage;
    row.product = stage.product;
    row.trade = detail::trade_of(network_, stage.makers, inside_, shipments_);
    row.reliance = import_reliance(row.trade);
    const Parts face_value = parts_of(stage, made);
    row.face_value = view(stage, made, face_value, row.reliance.reliance);
    const Parts look_through = parts_of(stage, from);
    if (!look_through.world.empty())
      row.look_through =
          view(stage, from, look_through, row.reliance.net ? share_from_abroad(from, look_through.used) : std::nullopt);
    return row;
  }

 private:
  /// What there is at a stage, what the economy makes and imports of it, and what it keeps of that.
  struct Parts {
    detail::Mixture world, sourcing, used;
  };

  [[nodiscard]] Parts parts_of(const detail::Stage& stage, const detail::Sources& sources) const {
    Parts parts{
        .world = detail::Mixture(sources), .sourcing = detail::Mixture(sources), .used = detail::Mixture(sources)};
    for (const NodeId maker : stage.makers) {
      const double output = network_.output(maker).value;
      const bool home = inside_[maker] != 0;
      parts.world.add(maker, output);
      parts.sourcing.add(maker, home ? output : shipments_.home[maker]);
      parts.used.add(maker, home ? std::max(0.0, output - shipments_.abroad[maker]) : shipments_.home[maker]);
    }
    return parts;
  }

  [[nodiscard]] SupplyView view(const detail::Stage& stage, const detail::Sources& sources, const Parts& parts,
                                std::optional<double> imported) const {
    SupplyView found;
    found.world = parts.world.concentration();
    found.weighted_hhi = weighted_hhi(found.world);
    found.import_reliance = imported;
    EuSupply supply{.global = found.weighted_hhi,
                    .recycling = value_or(options_.recycling, stage.product, 0.0),
                    .substitution = value_or(options_.substitution, stage.product, 1.0)};
    if (parts.sourcing.empty()) {
      found.supply_risk = eu_supply_risk(supply);
      return found;
    }
    found.sourcing = parts.sourcing.concentration();
    found.weighted_hhi_sourcing = weighted_hhi(*found.sourcing);
    found.geopolrisk = geopolrisk_of(stage, sources, parts.sourcing, found.world.hhi.least);
    if (imported) {
      supply.sourcing = found.weighted_hhi_sourcing;
      supply.import_reliance = *imported;
      found.supply_risk = eu_supply_risk(supply);
    }
    return found;
  }

  [[nodiscard]] double weighted_hhi(const Concentration& concentration) const {
    constexpr double eu_scale = 10;
    std::vector<EuSource> sources;
    sources.reserve(concentration.countries.size());
    for (const CountryShare& country : concentration.countries)
      sources.push_back({.share = country.share,
                         .governance = eu_scale * governance_risk(options_.governance.at(country.country)),
                         .trade = value_or(options_.trade, country.country, 1.0)});
    return eu_weighted_hhi(sources);
  }

  [[nodiscard]] GeoPolRisk geopolrisk_of(const detail::Stage& stage, const detail::Sources& sources,
                                         const detail::Mixture& sourcing, double hhi) const {
    std::vector<RiskyImport> imports;
    double rest = sourcing.total();
    for (std::size_t country = 0; country < sources.countries().size(); ++country) {
      const std::string& name = sources.countries()[country];
      const double amount = sourcing.share(country) * sourcing.total();
      if (!(amount > 0) || is_home(name)) continue;
      imports.push_back({.amount = {amount}, .instability = governance_risk(stability_.at(name))});
      rest -= amount;
    }
    const auto price = options_.prices.find(stage.product);
    return geopolrisk(std::min(hhi, 1.0), imports, Flow{std::max(0.0, rest)},
                      price == options_.prices.end() ? std::nullopt : std::optional(price->second));
  }

  [[nodiscard]] std::optional<double> share_from_abroad(const detail::Sources& sources,
                                                        const detail::Mixture& used) const {
    if (used.empty()) return std::nullopt;
    double share = 0;
    for (std::size_t country = 0; country < sources.countries().size(); ++country)
      if (!is_home(sources.countries()[country])) share += used.share(country);
    return std::min(share, 1.0);
  }

  [[nodiscard]] bool is_home(const std::string& country) const {
    return std::find(options_.economy.begin(), options_.economy.end(), country) != options_.economy.end();
  }

  const FrozenNetwork& network_;
  const CriticalityOptions& options_;
  const ByName<double>& stability_;
  PerNode<char> inside_;
  detail::Shipments shipments_;
};

}  // namespace

StageCriticalities criticality_by_stage(const FrozenNetwork& network, const CriticalityOptions& options) {
  const Assessment assessment(network, options);
  const std::vector<NodeId> all(network.nodes().begin(), network.nodes().end());
  const Origins origins = origins_of(network, all, Label::country, options.expose);
  const auto made = detail::Sources::made_in(network);
  const auto from = detail::Sources::from(origins);
  StageCriticalities found{.stages = {}, .supply = origins.supply};
  for (const detail::Stage& stage : detail::stages_of(network))
    found.stages.push_back(assessment.assess(stage, made, from));
  return found;
}

}  // namespace ytterby
