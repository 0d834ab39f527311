// SPDX-License-Identifier: Apache-2.0
/// @file  Prices from one product at a time: critical cuts of networks in which every place needs one input only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/kernel/parametric_flow.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// Prices of SupplyRows by critical cuts, product by product.
///
/// Whoever supplies the same slot makes the same product. For a product all keep the input that it reaches them by, or
/// the first that they have, and forget the others, shares, and how offices divide licences. A tonne counts for as much
/// as the most favourable way to it takes of what the chain begins with, so what is left is a flow of one good; its
/// critical cut, worth these scales inside and nothing outside, is a set of prices. What they prove PriceBound says:
/// around cycles, where no such scales may exist, perhaps less than the cut.
///
/// Time of a parametric flow each.
template <class Real, int Width>
class ProductCuts {
 public:
  /// Both outlive this.
  ProductCuts(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : rows_(rows), supply_(supply), product_(rows.nodes()) {
    std::iota(product_.begin(), product_.end(), std::uint32_t{0});
    for (std::size_t a = 0; a < rows.slots(); ++a)
      for (std::size_t e = rows.in_begin[a] + 1; e < rows.in_begin[a + 1]; ++e)
        product_[root(rows.from[e])] = root(rows.from[e - 1]);
    for (std::uint32_t i = 0; i < rows.nodes(); ++i) product_[i] = root(i);
  }

  /// Those with the most suppliers, of which each is named by one; at most so many.
  [[nodiscard]] std::vector<std::uint32_t> products(std::size_t most) const {
    std::vector<std::size_t> arcs(rows_.nodes());
    for (const std::uint32_t from : rows_.from) ++arcs[product_[from]];
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < rows_.nodes(); ++i)
      if (arcs[i] > 0) found.push_back(i);
    std::stable_sort(found.begin(), found.end(), [&](auto a, auto b) { return arcs[a] > arcs[b]; });
    found.resize(std::min(found.size(), most));
    return found;
  }

  /// Sets the prices of scenario `s` by the cut of a product; false if there is none, as all lasts for ever.
  /// @throws Cancelled  when asked to stop.
  bool operator()(std::size_t s, std::uint32_t product, Prices<Real, Width>& prices, const StopToken& stop = {}) {
    keep_inputs(product);
    build(s);
    ParametricFlow<double> flow({.nodes = 2 * rows_.nodes(), .tail = tail_, .head = head_, .capacity = carried_});
    FlowControl control;
    control.stop = [&stop] { return stop.stop_requested(); };
    const auto cut = flow.least_rate(fixed_, stock_, demand_, control);
    if (cut.met == Met::always) return false;
    for (std::size_t a = 0; a < rows_.slots(); ++a) prices.input.at(a, s) = 0;
    for (std::size_t e = 0; e < prices.share.rows(); ++e) prices.share.at(e, s) = 0;
    for (std::size_t o = 0; o < rows_.offices; ++o) prices.office.at(o, s) = 0;
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      const bool is_inside = cut.largest[2 * i + 1] != 0;
      prices.output.at(i, s) = is_inside ? static_cast<Real>(scale_[i]) : Real{0};
      const std::size_t a = kept_[i];
      if (a == none || cut.largest[2 * i] == 0) continue;
      prices.input.at(a, s) = static_cast<Real>(scale_[i] / rows_.t_per_t[a]);
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
        if (const std::uint32_t o = rows_.office_of(e); o != SupplyRows::none && !cut.largest[2 * rows_.from[e] + 1])
          prices.office.at(o, s) =
              std::max(prices.office.at(o, s), static_cast<Real>(scale_[rows_.from[e]] * rows_.t_per_licence[e]));
    }
    return true;
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::uint32_t root(std::uint32_t i) {
    while (product_[i] != i) i = product_[i] = product_[product_[i]];
    return i;
  }

  void keep_inputs(std::uint32_t product) {
    kept_.assign(rows_.nodes(), none);
    scale_.assign(rows_.nodes(), 1);
    is_on_.assign(rows_.nodes(), 0);
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      const std::size_t begin = rows_.slot_begin[i], end = rows_.slot_begin[i + 1];
      is_on_[i] = product_[i] == product;
      if (begin == end) continue;
      kept_[i] = begin;
      for (std::size_t a = begin; !is_on_[i] && a < end; ++a)
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
          if (rows_.from[e] < i && is_on_[rows_.from[e]]) {
            is_on_[i] = 1;
            kept_[i] = a;
            break;
          }
      const std::size_t a = kept_[i];
      double least = unlimited_flow<double>;
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
        if (rows_.from[e] < i) least = std::min(least, scale_[rows_.from[e]]);
      scale_[i] = rows_.t_per_t[a] * (least < unlimited_flow<double> ? least : 1);
    }
  }

  void build(std::size_t s) {
    const auto at = [s](const PackArray<Real, Width>& array, std::size_t row) {
      return static_cast<double>(array.at(row, s));
    };
    tail_.clear();
    head_.clear();
    carried_.clear();
    for (auto* numbers : {&fixed_, &stock_, &demand_}) numbers->assign(2 * rows_.nodes(), 0);
    const auto add = [&](std::size_t tail, std::size_t head, double capacity) {
      tail_.push_back(static_cast<std::uint32_t>(tail));
      head_.push_back(static_cast<std::uint32_t>(head));
      carried_.push_back(capacity);
    };
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      const double capacity = scale_[i] * at(supply_.capacity, i);
      stock_[2 * i + 1] = scale_[i] * at(supply_.finished, i);
      if (is_on_[i]) demand_[2 * i + 1] = scale_[i] * at(supply_.demand, i);
      const std::size_t a = kept_[i];
      if (a == none) {
        fixed_[2 * i + 1] = capacity;
        continue;
      }
      add(2 * i, 2 * i + 1, capacity);
      stock_[2 * i] = scale_[i] / rows_.t_per_t[a] * at(supply_.stock, a);
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
        double most = supply_.is_capped() ? at(supply_.arc_capacity, e) : unlimited_flow<double>;
        if (const std::uint32_t o = rows_.office_of(e); o != SupplyRows::none)
          most = std::min(most, at(supply_.grants, o) * rows_.t_per_licence[e]);
        if (!(rows_.share_of(e) > 0)) most = 0;
        add(2 * rows_.from[e] + 1, 2 * i, scale_[rows_.from[e]] * most);
      }
    }
  }

  const SupplyRows& rows_;
  const SupplyCase<Real, Width>& supply_;
  std::vector<std::uint32_t> product_;  ///< [position] somebody who makes the same
  std::vector<std::size_t> kept_ = {};  ///< [position] slot
  std::vector<double> scale_ = {};      ///< [position] of what the chain begins with, a tonne
  std::vector<char> is_on_ = {};        ///< [position] in the product's chain
  std::vector<std::uint32_t> tail_ = {}, head_ = {};
  std::vector<double> carried_ = {}, fixed_ = {}, stock_ = {}, demand_ = {};
};

}  // namespace ytterby::kernel
