// SPDX-License-Identifier: Apache-2.0
/// @file  The linear program of the bill-of-materials time to survive, as rows of a graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// What all scenarios share: who can supply whom. N nodes by *position*, S inputs by *slot*, L edges by *arc* as in
/// network/rows.hpp; an arc whose supplier does not stand before its customer closes a cycle, all others run forward.
///
/// The program, with rate λ = 1 / months, x tonnes a month on an arc, y what a node makes:
///
///     least λ such that
///       Σ out x + demand          ≤ y + λ·finished           at each node          price π ≥ 0
///       t_per_t·y                 ≤ Σ in x + λ·stock         at each slot          price σ ≥ 0
///       x                         ≤ share·(y + λ·finished)   where `share` is      price η ≥ 0
///       Σ of the office x / t_per_licence ≤ grants           at each office        price ω ≥ 0
///       0 ≤ y ≤ capacity,  0 ≤ x ≤ arc capacity
///
/// The time-to-survive model of Simchi-Levi et al., Interfaces 45(5), 2015, divided by the time.
struct SupplyRows {
  static constexpr std::uint32_t none = 0xffff'ffffU;
  static constexpr double free = std::numeric_limits<double>::infinity();

  std::vector<std::uint32_t> slot_begin = {};  ///< [position], N + 1
  std::vector<std::uint32_t> in_begin = {};    ///< [slot], S + 1
  std::vector<std::uint32_t> from = {};        ///< [arc] position of the supplier
  std::vector<double> flow = {};               ///< [arc] t/month, 0 or more: usual; only the speed depends on it
  std::vector<double> t_per_t = {};            ///< [slot] above 0
  std::vector<double> share = {};  ///< [arc] of the supplier's output, 0 or more or `free`; empty if all are free
  std::vector<std::uint32_t> office = {};  ///< [arc] or `none`; empty if there are none
  std::vector<double> t_per_licence = {};  ///< [arc] above 0; as long as `office`
  std::size_t offices = 0;

  [[nodiscard]] std::size_t nodes() const { return slot_begin.empty() ? 0 : slot_begin.size() - 1; }
  [[nodiscard]] std::size_t slots() const { return t_per_t.size(); }
  [[nodiscard]] std::size_t arcs() const { return from.size(); }
  [[nodiscard]] bool is_shared_out() const { return !share.empty(); }
  [[nodiscard]] bool is_licensed() const { return !office.empty(); }
  [[nodiscard]] std::uint32_t office_of(std::size_t arc) const { return office.empty() ? none : office[arc]; }
  [[nodiscard]] double share_of(std::size_t arc) const { return share.empty() ? free : share[arc]; }
};

/// What differs between the `Width` scenarios of a batch; [row][scenario]. Numbers are 0 or more.
template <class Real, int Width>
struct SupplyCase {
  PackArray<Real, Width> demand = {};        ///< [position] t/month
  PackArray<Real, Width> finished = {};      ///< [position] t in stock
  PackArray<Real, Width> stock = {};         ///< [slot] t
  PackArray<Real, Width> capacity = {};      ///< [position] t/month, may be infinite
  PackArray<Real, Width> arc_capacity = {};  ///< [arc] t/month, may be infinite; no rows if all are
  PackArray<Real, Width> grants = {};        ///< [office] licences a month

  [[nodiscard]] bool is_capped() const { return arc_capacity.rows() > 0; }
};

/// Prices of the rows; any numbers make a valid bound, see price_bound.hpp.
template <class Real, int Width>
struct Prices {
  PackArray<Real, Width> output;  ///< [position] π
  PackArray<Real, Width> input;   ///< [slot] σ
  PackArray<Real, Width> share;   ///< [arc] η; no rows if nothing is shared out
  PackArray<Real, Width> office;  ///< [office] ω

  explicit Prices(const SupplyRows& rows)
      : output(rows.nodes()),
        input(rows.slots()),
        share(rows.is_shared_out() ? rows.arcs() : 0),
        office(rows.offices) {}
};

/// What flows and what is made, t/month.
template <class Real, int Width>
struct Plan {
  PackArray<Real, Width> flow;  ///< [arc] x
  PackArray<Real, Width> made;  ///< [position] y

  explicit Plan(const SupplyRows& rows) : flow(rows.arcs()), made(rows.nodes()) {}
};

/// @throws InvalidNetwork  if array lengths or indices do not fit together or a number is out of its range.
inline void check(const SupplyRows& rows) {
  std::vector<Issue> issues;
  const auto expect = [&](bool holds, const std::string& where, auto found, const char* expected) {
    if (!holds) issues.push_back({.where = where, .found = std::to_string(found), .expected = expected});
  };
  const auto at = [](std::string what, std::size_t row) { return what.append(1, ' ').append(std::to_string(row)); };
  const std::size_t arcs = rows.arcs();
  const auto covers = [&](const char* name, const std::vector<std::uint32_t>& begin, std::size_t count) {
    const std::string where = std::string(name) + ", ";
    if (begin.empty()) return expect(false, where + "length", 0, "1 or more");
    expect(begin.front() == 0, where + "first", begin.front(), "0");
    expect(begin.back() == count, where + "last", begin.back(), "the number of rows it divides");
    for (std::size_t i = 1; i < begin.size(); ++i)
      expect(begin[i - 1] <= begin[i], where + at("row", i), begin[i], "no less than the row before");
  };
  covers("slot_begin", rows.slot_begin, rows.slots());
  covers("in_begin", rows.in_begin, arcs);
  expect(rows.in_begin.size() == rows.slots() + 1, "in_begin, length", rows.in_begin.size(), "one more than slots");
  expect(rows.flow.size() == arcs, "flow, length", rows.flow.size(), "the number of arcs");
  expect(rows.share.empty() || rows.share.size() == arcs, "share, length", rows.share.size(), "the number of arcs");
  expect(rows.office.empty() || rows.office.size() == arcs, "office, length", rows.office.size(), "the number of arcs");
  expect(rows.t_per_licence.size() == rows.office.size(), "t_per_licence, length", rows.t_per_licence.size(),
         "as long as office");
  if (issues.empty()) {
    for (std::size_t a = 0; a < rows.slots(); ++a)
      expect(rows.t_per_t[a] > 0 && rows.t_per_t[a] < SupplyRows::free, at("t_per_t, slot", a), rows.t_per_t[a],
             "above 0, finite");
    for (std::size_t e = 0; e < arcs; ++e) {
      expect(rows.from[e] < rows.nodes(), at("from, arc", e), rows.from[e], "a position");
      expect(rows.flow[e] >= 0 && rows.flow[e] < SupplyRows::free, at("flow, arc", e), rows.flow[e],
             "0 or more, finite");
      expect(rows.share_of(e) >= 0, at("share, arc", e), rows.share_of(e), "0 or more");
      if (rows.office_of(e) == SupplyRows::none) continue;
      expect(rows.office[e] < rows.offices, at("office, arc", e), rows.office[e], "an office");
      expect(rows.t_per_licence[e] > 0, at("t_per_licence, arc", e), rows.t_per_licence[e], "above 0");
    }
  }
  if (!issues.empty()) throw InvalidNetwork("supply rows", std::move(issues));
}

}  // namespace ytterby::kernel
