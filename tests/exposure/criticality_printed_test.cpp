// SPDX-License-Identifier: Apache-2.0
/// @file  The formulas of criticality against figures in print, to the digits printed there.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "ytterby/exposure/criticality.hpp"
#include "ytterby/exposure/herfindahl.hpp"

using namespace ytterby;

namespace {

/// Within half of the last digit printed.
bool prints_as(double value, double printed, double last_digit) {
  return std::abs(value - printed) <= last_digit / 2 * (1 + 1e-9);
}

}  // namespace

TEST_CASE("the index of four firms is that of the merger guidelines") {
  // U.S. Department of Justice and Federal Trade Commission, Merger Guidelines (2023): shares of 30, 30,
  // 20 and 20 per cent make 2,600 points.
  CHECK(prints_as(herfindahl(std::vector{0.3, 0.3, 0.2, 0.2}) * 10'000, 2'600, 1));
}

TEST_CASE("scores and characterisation factors are those that geopolrisk-py prints") {
  // geopolrisk-py, examples/example_guide.ipynb: China, 2022. HHI, import risk and price in USD/kg are its own too, so
  // that score and factor have to come out but for the rounding of a few products.
  struct Row {
    double score, potential, hhi, import_risk, price;
  };
  for (const Row& row :
       {Row{0.003944874781380299, 0.024356630597795206, 0.3532792047080751, 0.01116645058301709, 2.5278165947009335},
        Row{0.07612793030702521, 0.7224165698472998, 0.276644236014858, 0.27518350428575905, 3.885127263441932},
        Row{0.4325693932200461, 17.164243776457244, 0.4928971158048766, 0.8776058519102545, 16.245401905111848},
        Row{0.050723813898777545, 0.33164430911470694, 0.10368441992479659, 0.4892134607645784, 2.676838822747667},
        Row{0.47792720631772767, 28.956514187541377, 0.8692862183478102, 0.5497926876444557, 24.805392286966352},
        Row{0.06735521129532937, 5.688704005879154, 0.5282617688739127, 0.12750347510271168, 34.57830556175385}}) {
    const std::vector<RiskyImport> alone{{{1}, row.import_risk}};
    const auto found = geopolrisk(row.hhi, alone, {}, UnitValue{row.price * 1'000});
    CHECK(found.score == doctest::Approx(row.score).epsilon(1e-14));
    REQUIRE(found.supply_risk_potential.has_value());
    CHECK(*found.supply_risk_potential == doctest::Approx(row.potential).epsilon(1e-14));
  }
}

TEST_CASE("imports of 2000 t beside production of 500 t make the score of geopolrisk-py's own test") {
  // geopolrisk-py, tests/test_core.py: Σ g·f = 1000, F = 2000, p = 500, HHI = 0.3: 0.3 · 1000/2500.
  const std::vector<RiskyImport> imports{{{2000}, 0.5}};
  CHECK(geopolrisk(0.3, imports, {500}).score == doctest::Approx(0.12).epsilon(1e-14));
}

TEST_CASE("the supply risks of the heavy rare earths are those of the EU's study") {
  // Study on the Critical Raw Materials for the EU 2023, final report, doi:10.2873/725585, as transcribed in CritMAT
  // (meyerdata/CritMAT, input_data/seeds/eureport_results.csv): processing, by the world's supply alone ("GSonly"),
  // EoL-RIR 1 %, SI_SR and supply risk as below. China is taken to process all of them. Terbium and yttrium are left
  // out: the transcription has the group's recycling for them, not their own. China's Worldwide Governance Indicators,
  // mean of the six, 2016 to 2020, the years of the study: update of 2022 as in OHI-Science/ohiprep_v2025,
  // globalprep/prs_res_wgi/v2022/intermediate/wgi_combined_scores_by_country.csv.
  constexpr std::array estimates{-0.422870, -0.327395, -0.314944, -0.357103, -0.268354};
  double estimate = 0;
  for (const double year : estimates) estimate += year / estimates.size();
  const double china =
      eu_weighted_hhi(std::vector<EuSource>{{.share = 1, .governance = 10 * governance_risk(estimate)}});
  struct Row {
    const char* material;
    double substitution, supply_risk;
  };
  for (const Row& row :
       {Row{"dysprosium", 0.99, 5.6}, Row{"erbium", 1, 5.6}, Row{"europium", 1, 5.6}, Row{"gadolinium", 0.59, 3.3},
        Row{"holmium", 1, 5.6}, Row{"lutetium", 1, 5.6}, Row{"thulium", 1, 5.6}, Row{"ytterbium", 1, 5.6}}) {
    CAPTURE(row.material);
    const EuSupply supply{.global = china, .recycling = 0.01, .substitution = row.substitution};
    CHECK(prints_as(eu_supply_risk(supply), row.supply_risk, 0.1));
  }
}

TEST_CASE("supply risk and importance single out the materials on the EU's list of 2023") {
  // Supply risk and economic importance: as above. The list: Statistics Netherlands (2023/48), Critical raw materials,
  // which calls copper and nickel strategic, not critical; groups stand for their elements.
  struct Row {
    const char* material;
    double supply_risk, importance;
  };
  for (const Row& row : {Row{"antimony", 1.8, 5.4},
                         Row{"arsenic", 1.9, 2.9},
                         Row{"baryte", 1.3, 3.5},
                         Row{"aluminium", 1.2, 5.8},
                         Row{"beryllium", 1.8, 5.4},
                         Row{"bismuth", 1.9, 5.7},
                         Row{"boron", 3.6, 3.9},
                         Row{"cobalt", 2.8, 6.8},
                         Row{"coking coal", 1.0, 3.1},
                         Row{"feldspar", 1.5, 3.2},
                         Row{"fluorspar", 1.1, 3.8},
                         Row{"phosphate rock", 1.0, 6.4},
                         Row{"gallium", 3.9, 3.7},
                         Row{"germanium", 1.8, 3.6},
                         Row{"hafnium", 1.5, 4.3},
                         Row{"helium", 1.2, 2.9},
                         Row{"lithium", 1.9, 3.9},
                         Row{"magnesium", 4.1, 7.4},
                         Row{"manganese", 1.2, 6.9},
                         Row{"natural graphite", 1.8, 3.4},
                         Row{"niobium", 4.4, 6.5},
                         Row{"platinum group", 2.7, 7.1},
                         Row{"phosphorus", 3.3, 4.7},
                         Row{"light rare earths", 3.7, 5.9},
                         Row{"heavy rare earths", 5.1, 4.2},
                         Row{"scandium", 2.4, 3.7},
                         Row{"silicon metal", 1.4, 4.9},
                         Row{"strontium", 2.6, 6.5},
                         Row{"tantalum", 1.3, 4.8},
                         Row{"titanium metal", 1.6, 6.3},
                         Row{"tungsten", 1.2, 8.7},
                         Row{"vanadium", 2.3, 3.9}}) {
    CAPTURE(row.material);
    CHECK(eu_critical(row.supply_risk, row.importance));
  }
  for (const Row& row :
       {Row{"aggregates", 0.2, 3.2}, Row{"bentonite", 0.4, 3.1},      Row{"cadmium", 0.2, 4.1},
        Row{"chromium", 0.7, 7.2},   Row{"copper", 0.1, 4.0},         Row{"diatomite", 0.3, 2.3},
        Row{"gold", 0.4, 2.4},       Row{"gypsum", 0.6, 2.7},         Row{"hydrogen", 0.5, 2.9},
        Row{"indium", 0.6, 2.6},     Row{"iron ore", 0.5, 7.2},       Row{"kaolin", 0.8, 2.8},
        Row{"krypton", 0.7, 3.3},    Row{"lead", 0.1, 4.2},           Row{"lime", 0.3, 3.6},
        Row{"magnesite", 0.6, 3.6},  Row{"molybdenum", 0.8, 6.7},     Row{"natural cork", 0.9, 1.7},
        Row{"neon", 0.7, 3.1},       Row{"natural rubber", 0.9, 6.0}, Row{"natural teak wood", 1.7, 2.4},
        Row{"nickel", 0.5, 5.7},     Row{"perlite", 0.8, 2.5},        Row{"potash", 0.7, 6.2},
        Row{"rhenium", 0.5, 2.3},    Row{"roundwood", 0.1, 1.2},      Row{"sapele wood", 1.3, 1.6},
        Row{"selenium", 0.3, 4.8},   Row{"silica sand", 0.3, 3.1},    Row{"silver", 0.8, 4.6},
        Row{"sulfur", 0.3, 5.0},     Row{"talc", 0.2, 3.3},           Row{"tellurium", 0.3, 3.8},
        Row{"tin", 0.9, 4.5},        Row{"titanium", 0.5, 5.4},       Row{"xenon", 0.8, 3.1},
        Row{"zinc", 0.2, 4.8},       Row{"zirconium", 0.8, 3.5}}) {
    CAPTURE(row.material);
    CHECK_FALSE(eu_critical(row.supply_risk, row.importance));
  }
}
