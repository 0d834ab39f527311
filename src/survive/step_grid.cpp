// SPDX-License-Identifier: Apache-2.0
/// @file  Which steps lose least by rounding lead times up to them.
#include "survive/step_grid.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace ytterby::best {

namespace {

constexpr double rounding = 1e-9;  // of a step

double steps_for(double lead, double length) { return std::ceil(lead / length - rounding); }

double longest_lead(const Facts& facts, EdgeId edge, double end) {
  double longest = 0;
  for (const Cell& cell : facts.cautious.empty() ? facts.cells : facts.cautious)
    if (cell.from == 0 || cell.from < end) longest = std::max(longest, cell.lead[edge]);
  return longest;
}

/// Of those that make `fewest` to `most` steps: that by which lead times, each as often as it is there, grow least.
double best_length(const std::map<double, std::size_t>& leads, double end, std::size_t most) {
  constexpr std::size_t most_parts = 64;
  const double least = end / static_cast<double>(most);
  double best = least, least_loss = no_limit;
  const auto look = [&](double length) {
    double loss = 0;
    for (const auto& [lead, count] : leads)
      loss += static_cast<double>(count) * (steps_for(lead, length) * length - lead);
    if (!(loss < least_loss * (1 - rounding))) return;
    least_loss = loss;
    best = length;
  };
  look(least);
  for (const auto& [lead, count] : leads) {
    const auto parts = static_cast<std::size_t>(std::min(lead / least, static_cast<double>(most_parts)));
    for (std::size_t i = parts; i > 0 && 2 * i >= parts; --i) look(lead / static_cast<double>(i));
  }
  return std::min(best, end);
}

/// The worse of two for whoever plans.
void worsen(Cell& worst, const Cell& cell) {
  const auto take = [&](auto values, bool least) {
    auto value = (worst.*values).begin();
    for (const double other : cell.*values) {
      *value = least ? std::min(*value, other) : std::max(*value, other);
      ++value;
    }
  };
  take(&Cell::capacity, true);
  take(&Cell::edge_capacity, true);
  take(&Cell::share, true);
  take(&Cell::own_share, true);
  take(&Cell::licences, true);
  take(&Cell::t_per_licence, true);
  take(&Cell::demand, false);
  take(&Cell::lead, false);
  // An input that cannot bind in one of them is as in the other.
  for (std::size_t i = 0; i < cell.t_per_t.size(); ++i) {
    const auto input = id_at<InputId>(i);
    const auto binds = [input](const Cell& of) {
      return of.t_per_t[input] > 0 && (of.essential[input] >= 1 || std::isfinite(of.free_output[input]));
    };
    if (!binds(cell)) continue;
    const bool both = binds(worst);
    const double need = std::max(cell.t_per_t[input] / std::min(1.0, cell.essential[input]),
                                 both ? worst.t_per_t[input] / std::min(1.0, worst.essential[input]) : 0);
    const auto free_of = [input](const Cell& of) { return of.essential[input] >= 1 ? 0 : of.free_output[input]; };
    const double free = std::min(free_of(cell), both ? free_of(worst) : no_limit);
    constexpr double almost_all = 1 - 1e-12;
    worst.essential[input] = free > 0 ? std::min(almost_all, cell.essential[input]) : 1;
    worst.free_output[input] = free;
    worst.t_per_t[input] = need * worst.essential[input];
  }
}

}  // namespace

StepGrid::StepGrid(const Facts& facts, const Reach& reach, const Aim& aim, double end, std::size_t most) {
  std::map<double, std::size_t> leads;
  for (const EdgeId edge : reach.edges)
    if (const double lead = longest_lead(facts, edge, end); lead > 0) ++leads[lead];
  if (leads.empty()) {
    bounds_.push_back(0);
    const auto add = [&](double moment) {
      if (is_after(moment, 0) && is_after(end, moment)) bounds_.push_back(moment);
    };
    for (const Cell& cell : facts.cells) add(cell.from);
    for (const double until : aim.until) add(until);
    for (const InputId input : reach.inputs)
      for (const EdgeId edge : facts.network->in_edges(input))
        if (facts.under_way[edge] > 0) add(facts.first_lead[edge]);
    std::sort(bounds_.begin(), bounds_.end());
    bounds_.erase(std::unique(bounds_.begin(), bounds_.end(), [](double a, double b) { return !is_after(b, a); }),
                  bounds_.end());
    bounds_.push_back(end);
  } else {
    take_even_steps(end, best_length(leads, end, most));
  }
  const auto& cells = facts.cautious.empty() ? facts.cells : facts.cautious;
  for (std::size_t k = 0; k + 1 < bounds_.size(); ++k) {
    bool is_first = true;
    for (const Cell& cell : cells) {
      if (!is_after(cell.to, bounds_[k]) || !is_after(bounds_[k + 1], cell.from)) continue;
      if (is_first) {
        least_.push_back(cell);
      } else {
        worsen(least_.back(), cell);
      }
      is_first = false;
    }
  }
}

void StepGrid::take_even_steps(double end, double length) {
  // A first step that rounding alone makes is none.
  constexpr double no_step = 1e-6;
  if (const double whole = std::floor(end / length); whole >= 1 && end - whole * length < no_step * length)
    length = end / whole;
  length_ = length;
  const auto steps = static_cast<std::size_t>(std::max(1.0, std::ceil(end / length - rounding)));
  bounds_.push_back(0);
  for (std::size_t k = 1; k <= steps; ++k) bounds_.push_back(end - static_cast<double>(steps - k) * length);
}

StepGrid::Arrival StepGrid::arrival(EdgeId edge, std::size_t step) const {
  const double lead = least_[step].lead[edge];
  if (!(lead > 0)) return {.step = step};
  const auto later = static_cast<std::size_t>(std::min(steps_for(lead, length_), static_cast<double>(steps())));
  const std::size_t there = std::min(step + later, steps());
  const bool is_late = step == 0 && there < steps() && is_after(lead, bounds_[there]);
  return {.step = there, .is_late = is_late};
}

}  // namespace ytterby::best
