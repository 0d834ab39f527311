// SPDX-License-Identifier: Apache-2.0
/// @file  How far a primal-dual iteration goes in each variable: by usual flows and the value of goods.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// Step sizes for SupplyRows, for a primal weight of 1.
///
/// A variable's typical size is its usual flow, a price's the value of the goods in tonnes of what targets get; a
/// variable's step is its size over the values of its column, a price's its value over the sizes of its row. By Schur's
/// test the scaled matrix then has norm at most 1, whatever the sizes: the preconditioner of Pock and Chambolle
/// (ICCV 2011) for weights other than 1. Iterations so do not depend on units or on how large firms are.
template <class Real, int Width>
struct PrimalDualSteps {
  using P = Pack<Real, Width>;

  std::vector<Real> flow;            ///< [arc] of x
  std::vector<Real> made;            ///< [position] of y
  P rate = P::Zero();                ///< of λ
  PackArray<Real, Width> output;     ///< [position] of π
  PackArray<Real, Width> input;      ///< [slot] of σ
  std::vector<Real> share;           ///< [arc] of η; empty if nothing is shared out
  std::vector<Real> office;          ///< [office] of ω
  std::vector<double> usual;         ///< [arc] size of x
  std::vector<double> usually_made;  ///< [position] size of y
  P usual_rate = P::Zero();          ///< size of λ
  P weight = P::Zero();              ///< primal weight to begin with
  std::vector<double> output_value;  ///< [position] value of a tonne made
  std::vector<double> input_value;   ///< [slot] value of a tonne used

  PrimalDualSteps(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : output(rows.nodes()), input(rows.slots()) {
    size(rows, supply);
    value(rows, supply);
    divide(rows, supply);
  }

 private:
  [[nodiscard]] static double most(const PackArray<Real, Width>& array, std::size_t row) {
    return static_cast<double>(P(array[row]).maxCoeff());
  }

  /// Nothing is smaller than a millionth of the mean, lest its step be none.
  void size(const SupplyRows& rows, const SupplyCase<Real, Width>& supply) {
    usual = rows.flow;
    usually_made.resize(rows.nodes());
    for (std::size_t i = 0; i < rows.nodes(); ++i) usually_made[i] = most(supply.demand, i);
    for (std::size_t e = 0; e < rows.arcs(); ++e) usually_made[rows.from[e]] += usual[e];
    double sum = 0;
    for (const double tonnes : usually_made) sum += tonnes;
    const double least = sum > 0 ? 1e-6 * sum / static_cast<double>(rows.nodes()) : 1;
    for (double& tonnes : usually_made) tonnes = std::max(tonnes, least);
    for (double& tonnes : usual) tonnes = std::max(tonnes, least);
  }

  /// Against the flow: the value of what a tonne is made into, averaged over customers.
  void value(const SupplyRows& rows, const SupplyCase<Real, Width>& supply) {
    output_value.resize(rows.nodes());
    input_value.resize(rows.slots());
    std::vector<double> tonnes(rows.nodes());
    for (std::size_t i = 0; i < rows.nodes(); ++i) output_value[i] = tonnes[i] = most(supply.demand, i);
    for (std::size_t i = rows.nodes(); i-- > 0;) {
      output_value[i] = tonnes[i] > 0 ? output_value[i] / tonnes[i] : 1;
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a) {
        input_value[a] = output_value[i] / rows.t_per_t[a];
        for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e) {
          if (rows.from[e] >= i) continue;
          output_value[rows.from[e]] += usual[e] * input_value[a];
          tonnes[rows.from[e]] += usual[e];
        }
      }
    }
  }

  void divide(const SupplyRows& rows, const SupplyCase<Real, Width>& supply) {
    using Doubles = Pack<double, Width>;
    Doubles demand = Doubles::Zero(), stock = Doubles::Zero(), rate_column = Doubles::Zero();
    const auto of = [](const PackArray<Real, Width>& array, std::size_t row) -> Doubles {
      return array[row].template cast<double>();
    };
    for (std::size_t i = 0; i < rows.nodes(); ++i) {
      demand += output_value[i] * of(supply.demand, i);
      stock += output_value[i] * of(supply.finished, i);
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a)
        stock += input_value[a] * of(supply.stock, a);
    }
    const Doubles sized = (stock > 0.0 && demand > 0.0).select(demand / stock, 1.0);

    std::vector<double> licences(rows.offices), licence_value(rows.offices);
    for (std::size_t e = 0; e < rows.arcs(); ++e)
      if (const std::uint32_t o = rows.office_of(e); o != SupplyRows::none) {
        licences[o] += usual[e] / rows.t_per_licence[e];
        licence_value[o] += usual[e] * output_value[rows.from[e]];
      }
    for (std::size_t o = 0; o < rows.offices; ++o) {
      licence_value[o] = licences[o] > 0 ? licence_value[o] / licences[o] : 1;
      office.push_back(static_cast<Real>(licences[o] > 0 ? licence_value[o] / licences[o] : 1));
    }

    std::vector<double> made_column = output_value;
    PackArray<double, Width> output_row(rows.nodes());
    for (std::size_t i = 0; i < rows.nodes(); ++i) output_row[i] = usually_made[i] + sized * of(supply.finished, i);
    Doubles prices = Doubles::Zero(), plans = Doubles::Zero();
    flow.resize(rows.arcs());
    share.resize(rows.is_shared_out() ? rows.arcs() : 0);
    std::vector<double> reach(rows.nodes());
    for (std::size_t i = 0; i < rows.nodes(); ++i) reach[i] = output_row[i].maxCoeff();
    for (std::size_t i = 0; i < rows.nodes(); ++i)
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a) {
        Doubles row = rows.t_per_t[a] * usually_made[i] + sized * of(supply.stock, a);
        made_column[i] += rows.t_per_t[a] * input_value[a];
        for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e) {
          const std::uint32_t from = rows.from[e];
          row += usual[e];
          output_row[from] += usual[e];
          double column = output_value[from] + input_value[a];
          if (rows.is_shared_out() && rows.share[e] < SupplyRows::free) {
            column += output_value[from];
            made_column[from] += rows.share[e] * output_value[from];
            rate_column += rows.share[e] * output_value[from] * of(supply.finished, from);
            share[e] = static_cast<Real>(output_value[from] / (usual[e] + rows.share[e] * reach[from]));
          }
          if (const std::uint32_t o = rows.office_of(e); o != SupplyRows::none)
            column += licence_value[o] / rows.t_per_licence[e];
          flow[e] = static_cast<Real>(usual[e] / column);
          plans += usual[e] * column;
        }
        input[a] = (input_value[a] / row).template cast<Real>();
        prices += input_value[a] * row;
        rate_column += input_value[a] * of(supply.stock, a);
      }
    for (std::size_t i = 0; i < rows.nodes(); ++i) {
      output[i] = (output_value[i] / output_row[i]).template cast<Real>();
      prices += output_value[i] * output_row[i];
      rate_column += output_value[i] * of(supply.finished, i);
      made.push_back(static_cast<Real>(usually_made[i] / made_column[i]));
      plans += usually_made[i] * made_column[i];
    }
    const Doubles none = Doubles::Zero();
    rate = (rate_column > 0.0).select(sized / rate_column, none).template cast<Real>();
    plans += sized * rate_column;
    usual_rate = sized.template cast<Real>();
    // Prices of a month's stock add up to 1; so far they may have to travel, and plans as far as they are large.
    const Doubles price = (stock > 0.0).select(1.0 / stock, 1.0);
    weight = (plans > 0.0).select(price * (prices / plans).sqrt(), 1.0).template cast<Real>();
  }
};

}  // namespace ytterby::kernel
