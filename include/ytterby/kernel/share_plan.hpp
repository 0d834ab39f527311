// SPDX-License-Identifier: Apache-2.0
/// @file  Plan and prices where customers do not compete: each takes its share of all that its supplier has.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/plan_repair.hpp"
#include "ytterby/kernel/settle.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// Solves SupplyRows at once where shares leave nothing to choose, and else comes close from both sides.
///
/// If no supplier's shares add up to more than 1, to take all one may take harms nobody. At a rate λ the best plan is
/// then the greatest solution of
///
///     y = min(capacity, least over slots of (Σ min(arc capacity, share·(y + λ·finished) of the supplier)
///                                            + λ·stock) / t_per_t),
///
/// one pass along the flow; around cycles Newton's steps fall to it from above. What a target gets is a concave,
/// piecewise linear function of λ, so Newton's steps from λ = 0 reach the least rate from below, and a pass against the
/// flow along the terms that bind turns the last slope into prices. Where a solution is not reached, there is no
/// answer.
///
/// Where customers compete, for shares of more than 1 together, for what has no shares, or for licences, two passes
/// bound the rate: prices let every competitor have all, plans divide by usual flows.
///
/// Time O((N + L)·steps); steps are as many as terms take turns at binding, some tens at most, and around
/// cycles a cubic solution of the nodes through which they close, a few of each cycle. Greatest solutions of monotone
/// systems: Tarski, Pacific J. Math. 5 (1955) 285.
template <class Real, int Width>
class SharePlan {
 public:
  /// Both outlive this.
  SharePlan(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : rows_(rows), supply_(supply), part_(rows.arcs()), most_(rows.arcs()), closes_(rows.arcs()) {
    for (std::size_t i = 0; i < rows.nodes(); ++i)
      for (std::size_t e = first_arc(i); e < first_arc(i + 1); ++e) closes_[e] = rows.from[e] >= i;
    any_closes_ = std::find(closes_.begin(), closes_.end(), 1) != closes_.end();
    for (auto* numbers : {&made_, &slope_, &output_, &shares_, &turned_, &turned_shares_})
      numbers->resize(rows.nodes());
    binding_.resize(rows.nodes());
    dearest_.resize(rows.nodes());
    input_.resize(rows.slots());
    passed_on_.resize(rows.arcs());
    find_knots();
  }

  /// Sets scenario `s` of plan and prices.
  ///
  /// @return  The rate the plan does with, as least_rate has it; infinite if none was found, and the plan is left alone
  ///          then. What the prices prove PriceBound says; they are left alone where all lasts for ever.
  double operator()(std::size_t s, Plan<Real, Width>& plan, Prices<Real, Width>& prices) {
    s_ = s;
    set_ceiling();
    const bool contested = set_parts(true);
    const double relaxed = climb(0, &prices);
    if (std::isinf(relaxed)) return never;
    if (contested) set_parts(false);
    const double rate = contested ? climb(relaxed, nullptr) : relaxed;
    if (std::isinf(rate)) return never;
    Plan<double, 1> found(rows_);
    for (const double more : {0.0, 1e-12, 1e-9, 1e-7}) {  // for what rounding and unfinished passes lack
      if (!draw_up(found, rate * (1 + more))) continue;
      for (std::size_t e = 0; e < rows_.arcs(); ++e) plan_flow(plan, e) = static_cast<Real>(found.flow.at(e, 0));
      for (std::size_t i = 0; i < rows_.nodes(); ++i) plan.made.at(i, s) = static_cast<Real>(found.made.at(i, 0));
      if (const double least = least_rate(rows_, supply_, plan, s); std::isfinite(least)) return least;
    }
    return never;
  }

  /// Rates between which the least one of each position's own demand lies; both 0 where it lasts for ever, infinite
  /// where it cannot be met at all. To rounding: there is no plan or price of each.
  struct Each {
    std::vector<double> low, high;  ///< [position] 1/month
  };

  /// Of all targets of scenario `s` at once, at a few tens of rates, to a relative tolerance or a thousand rates;
  /// nothing where customers compete or cycles are not solved to the end.
  /// @throws Cancelled  when asked to stop.
  [[nodiscard]] std::optional<Each> each(std::size_t s, double tolerance, const StopToken& stop = {}) {
    s_ = s;
    set_ceiling();
    if (set_parts(true)) return std::nullopt;
    Each rates{.low = std::vector<double>(rows_.nodes(), 0), .high = std::vector<double>(rows_.nodes(), never)};
    std::vector<Sides> sides(rows_.nodes());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      if (at(supply_.demand, i) > 0)
        open.push_back(i);
      else
        rates.high[i] = 0;
    }
    constexpr int most_solutions = 1000;
    constexpr double stride = 1.05;
    double rate = 0;
    for (int k = 0; k < most_solutions && !open.empty(); ++k) {
      if (stop.stop_requested()) throw Cancelled();
      if (!solve(rate)) return std::nullopt;
      for (const std::size_t i : open) narrow(i, rate, sides[i], rates);
      std::erase_if(open, [&](std::size_t i) { return !(rates.high[i] > rates.low[i] * (1 + tolerance)); });
      if (open.empty()) break;
      const auto first = *std::min_element(open.begin(), open.end(),
                                           [&](std::size_t a, std::size_t b) { return rates.low[a] < rates.low[b]; });
      const double low = rates.low[first], high = rates.high[first];
      rate = std::isinf(high) ? low * stride : std::sqrt(low) * std::sqrt(high);
    }
    return rates;
  }

 private:
  /// The closest rates at which a target was short and was served, and by how much.
  struct Sides {
    double short_at = 0, missing = 0, served_at = never, spare = 0;
  };

  /// What a target gets is concave in the rate: tangents lie above it, chords below.
  void narrow(std::size_t i, double rate, Sides& sides, Each& rates) const {
    const double demand = at(supply_.demand, i), stock = at(supply_.finished, i);
    const double missing = demand - made_[i] - rate * stock, slope = slope_[i] + stock;
    double& low = rates.low[i];
    double& high = rates.high[i];
    if (missing > rounding * demand) {
      low = std::max(low, slope > 0 ? rate + missing / slope : never);
      if (rate >= sides.short_at) sides = {rate, missing, sides.served_at, sides.spare};
    } else {
      high = std::min(high, rate);
      if (slope > 0) low = std::max(low, std::min(rate + missing / slope, rate));
      if (rate <= sides.served_at) sides = {sides.short_at, sides.missing, rate, std::max(-missing, 0.0)};
    }
    if (sides.missing > 0 && sides.served_at < never)
      high = std::min(
          high, sides.short_at + (sides.served_at - sides.short_at) * sides.missing / (sides.missing + sides.spare));
    if (std::isinf(low)) high = never;
    high = std::max(high, low);  // both to rounding
  }

  static constexpr double never = std::numeric_limits<double>::infinity(), rounding = 1e-12;
  /// What is bought costs a little more than it is sold for, so that rounding earns nothing around a cycle.
  static constexpr double dearer = 1 + 1e-12;
  static constexpr std::size_t by_capacity = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t first_arc(std::size_t node) const { return rows_.in_begin[rows_.slot_begin[node]]; }
  [[nodiscard]] double at(const PackArray<Real, Width>& array, std::size_t row) const {
    return static_cast<double>(array.at(row, s_));
  }
  [[nodiscard]] Real& plan_flow(Plan<Real, Width>& plan, std::size_t arc) const { return plan.flow.at(arc, s_); }

  /// More than anybody needs, so that what has no limit stays finite.
  void set_ceiling() {
    std::vector<double> usual(rows_.nodes());
    for (std::size_t i = 0; i < rows_.nodes(); ++i) usual[i] = at(supply_.demand, i);
    for (std::size_t e = 0; e < rows_.arcs(); ++e) usual[rows_.from[e]] += rows_.flow[e];
    ceiling_ = 0;
    for (const double tonnes : usual) ceiling_ = std::max(ceiling_, 1e6 * tonnes);
  }

  /// What of its supplier's goods an arc may have and how much it may carry; true if customers compete.
  bool set_parts(bool relaxed) {
    bool contested = false;
    reserved_.assign(rows_.nodes(), 0);
    std::vector<double> asked(rows_.nodes()), usual(rows_.nodes());
    for (std::size_t e = 0; e < rows_.arcs(); ++e) {
      part_[e] = std::min(rows_.share_of(e), 1.0);
      most_[e] = supply_.is_capped() ? at(supply_.arc_capacity, e) : never;
      asked[rows_.from[e]] += part_[e];
      if (part_[e] > 0) usual[rows_.from[e]] += rows_.flow[e];
    }
    const auto is_contested = [&](std::size_t node) {
      return asked[node] > 1 + rounding || (asked[node] > 0 && at(supply_.demand, node) > 0);
    };
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      if (!is_contested(i)) continue;
      contested = true;
      if (!relaxed) reserved_[i] = at(supply_.demand, i);
    }
    if (!relaxed)
      for (std::size_t e = 0; e < rows_.arcs(); ++e)
        if (const std::uint32_t from = rows_.from[e]; asked[from] > 1 + rounding)
          part_[e] = usual[from] > 0 ? std::min(part_[e], rows_.flow[e] / usual[from]) : part_[e] / asked[from];
    return share_out_licences(relaxed) || contested;
  }

  bool share_out_licences(bool relaxed) {
    bool contested = false;
    std::vector<double> used(rows_.offices), arcs(rows_.offices);
    for (std::size_t e = 0; e < rows_.arcs(); ++e)
      if (const std::uint32_t o = rows_.office_of(e); o != SupplyRows::none) {
        used[o] += rows_.flow[e] / rows_.t_per_licence[e];
        contested = contested || ++arcs[o] > 1;
      }
    for (std::size_t e = 0; e < rows_.arcs(); ++e)
      if (const std::uint32_t o = rows_.office_of(e); o != SupplyRows::none) {
        const double part = relaxed ? 1 : used[o] > 0 ? rows_.flow[e] / rows_.t_per_licence[e] / used[o] : 1 / arcs[o];
        most_[e] = std::min(most_[e], part * at(supply_.grants, o) * rows_.t_per_licence[e]);
      }
    return contested;
  }

  /// What an arc can carry, and how that grows with the rate; `limited` if by itself and not by its supplier; whether
  /// it follows what the supplier makes.
  struct Line {
    double value = 0, slope = 0;
    bool limited = false, follows = false;
  };
  [[nodiscard]] Line carried(std::size_t arc, double rate) const {
    const std::uint32_t from = rows_.from[arc];
    const double stock = at(supply_.finished, from), part = part_[arc];
    const double had = made_[from] + rate * stock - reserved_[from];
    const double value = part * std::max(had, 0.0);
    if (value > most_[arc]) return {.value = most_[arc], .limited = true};
    return {.value = value, .slope = had >= 0 ? part * (slope_[from] + stock) : 0, .follows = had >= 0};
  }

  /// Positions that cycles keep together, all others standing alone: `[first, last)`.
  struct Knot {
    std::size_t first = 0, last = 0;
    std::vector<std::size_t> suppliers = {}, customers = {};  ///< of arcs that close cycles
  };

  void find_knots() {
    std::size_t first = rows_.nodes(), last = 0;  // from the end, each as far as arcs that close reach
    std::vector<std::size_t> reaches(rows_.nodes());
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      reaches[i] = i;
      for (std::size_t e = first_arc(i); e < first_arc(i + 1); ++e)
        if (closes_[e]) reaches[i] = std::max<std::size_t>(reaches[i], rows_.from[e]);
    }
    for (first = 0; first < rows_.nodes(); first = last) {
      last = first + 1;
      for (std::size_t i = first; i < last; ++i) last = std::max(last, reaches[i] + 1);
      Knot knot{.first = first, .last = last};
      for (std::size_t i = first; i < last; ++i) {
        bool is_customer = false;
        for (std::size_t e = first_arc(i); e < first_arc(i + 1); ++e)
          if (closes_[e]) {
            is_customer = true;
            knot.suppliers.push_back(rows_.from[e]);
          }
        if (is_customer) knot.customers.push_back(i);
      }
      std::sort(knot.suppliers.begin(), knot.suppliers.end());
      knot.suppliers.erase(std::unique(knot.suppliers.begin(), knot.suppliers.end()), knot.suppliers.end());
      if (!knot.suppliers.empty() || knots_.empty() || !knots_.back().suppliers.empty())
        knots_.push_back(std::move(knot));
      else
        knots_.back().last = last;  // what is on no cycle takes one pass together
    }
  }

  /// The greatest solution at a rate, its slope, and what binds each node; false if it was not reached.
  [[nodiscard]] bool solve(double rate) {
    for (std::size_t i = 0; i < rows_.nodes(); ++i) made_[i] = std::min(at(supply_.capacity, i), ceiling_);
    std::fill(slope_.begin(), slope_.end(), 0.0);
    for (const Knot& knot : knots_) {
      if (knot.suppliers.empty()) {
        pass_along(knot, rate);
        continue;
      }
      const auto now = [&] {
        Settling state;
        for (const std::size_t i : knot.suppliers) {
          state.values.push_back(made_[i]);
          state.slopes.push_back(slope_[i]);
        }
        return state;
      };
      Settling state = now();
      const auto pass = [&](const Settling& from) {
        for (std::size_t k = 0; k < knot.suppliers.size(); ++k) {
          made_[knot.suppliers[k]] = from.values[k];
          slope_[knot.suppliers[k]] = from.slopes[k];
        }
        pass_along(knot, rate);
        return now();
      };
      const auto turn = [&](const std::vector<double>& from, std::vector<double>& to) {
        for (std::size_t k = 0; k < from.size(); ++k) turned_[knot.suppliers[k]] = from[k];
        turn_along(knot);
        for (std::size_t k = 0; k < to.size(); ++k) to[k] = turned_[knot.suppliers[k]];
      };
      const bool is_settled = settle(state, pass, turn);
      for (std::size_t i = knot.first; i < knot.last; ++i) turned_[i] = 0;
      if (!is_settled) return false;
    }
    return true;
  }

  /// One pass along the flow.
  void pass_along(const Knot& knot, double rate) {
    for (std::size_t i = knot.first; i < knot.last; ++i) {
      Line least{.value = std::min(at(supply_.capacity, i), ceiling_)};
      std::size_t by = by_capacity;
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        Line in{.value = rate * at(supply_.stock, a), .slope = at(supply_.stock, a)};
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          const Line on = carried(e, rate);
          passed_on_[e] = on.follows ? part_[e] : 0;
          in.value += on.value;
          in.slope += on.slope;
        }
        in.value /= rows_.t_per_t[a];
        in.slope /= rows_.t_per_t[a];
        if (in.value > least.value || (in.value == least.value && in.slope >= least.slope)) continue;
        least = in;
        by = a;
      }
      made_[i] = least.value;
      slope_[i] = least.slope;
      binding_[i] = by;
    }
  }

  /// What the last pass does with a change of what it began with, from `turned_` to `turned_`.
  void turn_along(const Knot& knot) {
    for (std::size_t i = knot.first; i < knot.last; ++i) {
      double sum = 0;
      if (const std::size_t a = binding_[i]; a != by_capacity) {
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
          if (const std::size_t from = rows_.from[e]; from >= knot.first) sum += passed_on_[e] * turned_[from];
        sum /= rows_.t_per_t[a];
      }
      turned_[i] = sum;
    }
  }

  /// Newton's steps from a rate to the least one at which all is served; prices of the last step, if asked for.
  /// Infinite if there is none or cycles are not solved to the end.
  double climb(double rate, Prices<Real, Width>* prices) {
    constexpr int most_steps = 100;
    for (int step = 0; step < most_steps; ++step) {
      if (!solve(rate)) return never;
      double next = rate;
      std::size_t critical = 0;
      for (std::size_t i = 0; i < rows_.nodes(); ++i) {
        const double demand = at(supply_.demand, i), stock = at(supply_.finished, i);
        const double missing = demand - made_[i] - rate * stock, slope = slope_[i] + stock;
        if (!(missing > rounding * demand)) continue;
        const double met = slope > 0 ? rate + missing / slope : never;
        if (!(met > next)) continue;
        next = met;
        critical = i;
      }
      if (!(next > rate)) return rate;
      if (prices) value(critical, rate, *prices);
      if (std::isinf(next)) return never;
      rate = next;
    }
    return rate;
  }

  /// Against the flow along what binds, from a tonne of what one target gets.
  void value(std::size_t critical, double rate, Prices<Real, Width>& prices) {
    std::fill(input_.begin(), input_.end(), 0.0);
    std::fill(output_.begin(), output_.end(), 0.0);
    std::fill(shares_.begin(), shares_.end(), 0.0);
    output_[critical] = 1;
    for (std::size_t at = knots_.size(); at-- > 0;) {
      const Knot& knot = knots_[at];
      if (knot.suppliers.empty()) {
        price_along(knot, rate);
        continue;
      }
      const auto first = static_cast<std::ptrdiff_t>(knot.first), last = static_cast<std::ptrdiff_t>(knot.last);
      const std::vector<double> output(output_.begin() + first, output_.begin() + last);
      const std::vector<double> shares(shares_.begin() + first, shares_.begin() + last);
      const auto pass = [&](const Settling& from) {
        std::copy(output.begin(), output.end(), output_.begin() + first);  // asked for by what comes later
        std::copy(shares.begin(), shares.end(), shares_.begin() + first);
        for (std::size_t i = knot.first; i < knot.last; ++i) dearest_[i] = by_capacity;
        for (std::size_t k = 0; k < knot.customers.size(); ++k)
          price_closing(knot, knot.customers[k], from.values[k], rate);
        price_along(knot, rate);
        Settling to = from;
        for (std::size_t k = 0; k < knot.customers.size(); ++k)
          if (const std::size_t a = binding_[knot.customers[k]]; a != by_capacity) to.values[k] = input_[a];
        return to;
      };
      const auto turn = [&](const std::vector<double>& from, std::vector<double>& to) {
        turn_back(knot, from, to, rate);
      };
      const std::vector<double> nothing(knot.customers.size());
      Settling state{.values = nothing, .slopes = nothing};
      static_cast<void>(settle(state, pass, turn));  // any prices prove something
      // Earlier knots are asked once, at the end.
      for (std::size_t i = knot.first; i < knot.last; ++i)
        if (const std::size_t a = binding_[i]; a != by_capacity)
          for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
            if (rows_.from[e] < knot.first) pass_on(e, input_[a], rate);
    }
    set(prices, rate);
  }

  void price_closing(const Knot& knot, std::size_t customer, double price, double rate) {
    if (const std::size_t a = binding_[customer]; a != by_capacity)
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
        if (closes_[e] && rows_.from[e] >= knot.first) pass_on(e, price, rate);
  }

  /// One pass against the flow, which does not leave a knot of cycles.
  void price_along(const Knot& knot, double rate) {
    const std::size_t least = knot.suppliers.empty() ? 0 : knot.first;
    for (std::size_t i = knot.last; i-- > knot.first;) {
      const std::size_t a = binding_[i];
      if (a == by_capacity) continue;
      const double price = (output_[i] + shares_[i]) / rows_.t_per_t[a] * dearer;
      input_[a] = price;
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
        if (!closes_[e] && rows_.from[e] >= least) pass_on(e, price, rate);
    }
  }

  /// What the last pass does with a change of the prices that it began with.
  void turn_back(const Knot& knot, const std::vector<double>& from, std::vector<double>& to, double rate) {
    for (std::size_t i = knot.first; i < knot.last; ++i) turned_[i] = turned_shares_[i] = 0;
    const auto ask = [&](std::size_t arc, double change) {
      const std::uint32_t supplier = rows_.from[arc];
      if (change == 0 || supplier < knot.first || carried(arc, rate).limited) return;
      if (rows_.share_of(arc) < SupplyRows::free)
        turned_shares_[supplier] += rows_.share[arc] * change * dearer;
      else if (dearest_[supplier] == arc)
        turned_[supplier] = change * dearer;
    };
    for (std::size_t k = 0; k < from.size(); ++k)
      if (const std::size_t a = binding_[knot.customers[k]]; a != by_capacity)
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
          if (closes_[e]) ask(e, from[k]);
    std::fill(to.begin(), to.end(), 0.0);
    auto customer = knot.customers.size();
    for (std::size_t i = knot.last; i-- > knot.first;) {
      const std::size_t a = binding_[i];
      const bool is_customer = customer > 0 && knot.customers[customer - 1] == i;
      if (is_customer) --customer;
      if (a == by_capacity) continue;
      const double price = (turned_[i] + turned_shares_[i]) / rows_.t_per_t[a] * dearer;
      if (is_customer) to[customer] = price;
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
        if (!closes_[e]) ask(e, price);
    }
    for (std::size_t i = knot.first; i < knot.last; ++i) turned_[i] = turned_shares_[i] = 0;
  }

  void pass_on(std::size_t arc, double price, double rate) {
    if (!(price > 0) || carried(arc, rate).limited) return;
    const std::uint32_t from = rows_.from[arc];
    if (rows_.share_of(arc) < SupplyRows::free) {
      shares_[from] += rows_.share[arc] * price * dearer;
    } else if (price * dearer > output_[from]) {
      output_[from] = price * dearer;
      dearest_[from] = arc;
    }
  }

  void set(Prices<Real, Width>& prices, double rate) const {
    for (std::size_t i = 0; i < rows_.nodes(); ++i) prices.output.at(i, s_) = static_cast<Real>(output_[i]);
    for (std::size_t a = 0; a < rows_.slots(); ++a) prices.input.at(a, s_) = static_cast<Real>(input_[a]);
    for (std::size_t e = 0; e < prices.share.rows(); ++e) prices.share.at(e, s_) = 0;
    for (std::size_t o = 0; o < rows_.offices; ++o) prices.office.at(o, s_) = 0;
    for (std::size_t a = 0; a < rows_.slots(); ++a) {
      if (!(input_[a] > 0)) continue;
      for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
        const auto price = static_cast<Real>(input_[a]);
        const std::uint32_t o = rows_.office_of(e);
        if (!carried(e, rate).limited) {
          if (rows_.share_of(e) < SupplyRows::free) prices.share.at(e, s_) = price * static_cast<Real>(dearer);
        } else if (o != SupplyRows::none) {
          Real& licence = prices.office.at(o, s_);
          licence = std::max(licence, price * static_cast<Real>(rows_.t_per_licence[e]));
        }
      }
    }
  }

  /// The plan that makes no more than is needed of the greatest solution.
  [[nodiscard]] bool draw_up(Plan<double, 1>& plan, double rate) {
    if (!solve(rate)) return false;
    for (std::size_t e = 0; e < rows_.arcs(); ++e) plan.flow.at(e, 0) = carried(e, rate).value;
    std::vector<double> out(rows_.nodes()), for_shares(rows_.nodes());
    const auto need = [&](std::size_t arc) {
      const double flow = plan.flow.at(arc, 0), share = rows_.share_of(arc);
      const std::uint32_t from = rows_.from[arc];
      out[from] += flow;
      if (share > 0 && share < SupplyRows::free) for_shares[from] = std::max(for_shares[from], flow / share);
    };
    for (std::size_t i = 0; i < rows_.nodes(); ++i) out[i] = at(supply_.demand, i);
    for (std::size_t e = 0; any_closes_ && e < rows_.arcs(); ++e)
      if (closes_[e]) need(e);
    for (std::size_t i = rows_.nodes(); i-- > 0;) {
      const double wanted = std::max(out[i], for_shares[i]) - rate * at(supply_.finished, i);
      const double made = std::clamp(wanted, 0.0, at(supply_.capacity, i));
      plan.made.at(i, 0) = made;
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        double missing = rows_.t_per_t[a] * made - rate * at(supply_.stock, a), had = 0;
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e)
          (closes_[e] ? missing : had) += (closes_[e] ? -1 : 1) * plan.flow.at(e, 0);
        const double factor = had > 0 ? std::clamp(missing / had, 0.0, 1.0) : 0;
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          if (closes_[e]) continue;
          plan.flow.at(e, 0) *= factor;
          need(e);
        }
      }
    }
    return true;
  }

  const SupplyRows& rows_;
  const SupplyCase<Real, Width>& supply_;
  std::vector<Knot> knots_ = {};  ///< in order
  std::size_t s_ = 0;
  double ceiling_ = 0;               ///< t/month
  std::vector<double> part_, most_;  ///< [arc] of what its supplier has; t/month
  std::vector<char> closes_;         ///< [arc] a cycle
  bool any_closes_ = false;
  std::vector<double> reserved_ = {};      ///< [position] demand that goes before arcs, t/month
  std::vector<double> made_, slope_;       ///< [position] y and its derivative
  std::vector<std::size_t> binding_;       ///< [position] slot
  std::vector<double> output_, shares_;    ///< [position] π and Σ share·η
  std::vector<double> input_;              ///< [slot] σ
  std::vector<double> passed_on_ = {};     ///< [arc] part of a change of the supplier's output, in the last pass
  std::vector<std::size_t> dearest_ = {};  ///< [position] arc that sets the price of its output
  std::vector<double> turned_ = {}, turned_shares_ = {};  ///< [position] changes in a pass, 0 between
};

}  // namespace ytterby::kernel
