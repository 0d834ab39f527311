// SPDX-License-Identifier: Apache-2.0
/// @file  Events to pieces of time.
#include "survive/verify_pieces.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace ytterby::proof {

namespace {

constexpr int chords = 32;
constexpr double a_moment = 1e-6;  // months

bool counts(Lever lever) {
  switch (lever) {
    case Lever::output_value:
    case Lever::priority:
    case Lever::minimum_share:
    case Lever::refile:
    case Lever::valid:
    case Lever::returned:
    case Lever::correction:
    case Lever::restocking: return false;
    default: return true;
  }
}

/// Whether others are divided by it, or multiplied: its ramp bends what follows from it.
bool bends(Lever lever) {
  return lever == Lever::flow || lever == Lever::t_per_licence || lever == Lever::essential || lever == Lever::t_per_t;
}

template <class Visit>
void for_each_move(const LeverGroup& group, Visit&& visit) {
  for (const Move& move : group.sets) visit(move);
  for (const Move& move : group.scales) visit(move);
}

bool ramps_between(const Move& move, Months from, Months to) {
  const bool in = move.ramp_in.count() > 0 && from < move.on + move.ramp_in && to > move.on;
  if (move.off == Months::max()) return in;
  return in || (move.ramp_out.count() > 0 && from < move.off + move.ramp_out && to > move.off);
}

/// Ascending, above 0, without those that are the same but for rounding.
void tidy(std::vector<double>& times) {
  std::erase_if(times, [](double time) { return !(time > 1e-9) || !std::isfinite(time); });
  std::sort(times.begin(), times.end());
  const auto same = [](double a, double b) { return b - a <= 1e-9 * std::max(1.0, b); };
  times.erase(std::unique(times.begin(), times.end(), same), times.end());
}

/// Of a line whose halves have these means.
std::pair<double, double> ends_of(double first, double second) {
  if (first == second) return {first, first};
  return {std::max(0.0, 1.5 * first - 0.5 * second), std::max(0.0, 1.5 * second - 0.5 * first)};
}

}  // namespace

Line higher(Line a, Line b) { return {std::max(a.begin, b.begin), std::max(a.end, b.end)}; }
Line lower(Line a, Line b) { return {std::min(a.begin, b.begin), std::min(a.end, b.end)}; }

CasePieces::CasePieces(const FrozenNetwork& network, const Scenario& scenario)
    : network_(network), timeline_(resolve(network, scenario)) {
  group_rows();
  find_moments();
  cut_time();
}

void CasePieces::cut_also_at(const std::vector<double>& moments) {
  further_ = moments;
  moments_.insert(moments_.end(), moments.begin(), moments.end());
  tidy(moments_);
  cut_time();
}

std::size_t CasePieces::piece_at(double time) const {
  const auto after = std::upper_bound(begins_.begin() + 1, begins_.end(), time);
  return static_cast<std::size_t>(after - begins_.begin()) - 1;
}

void CasePieces::group_rows() {
  const auto rows_of = [&](Table table) {
    switch (table) {
      case Table::nodes: return network_.nodes().size();
      case Table::inputs: return network_.inputs().size();
      case Table::edges: return network_.edges().size();
      case Table::lanes: return network_.lanes().size();
      case Table::offices: return network_.offices().size();
      case Table::special_days: break;
    }
    return std::size_t{0};
  };
  for (std::size_t i = 0; i < timeline_.groups.size(); ++i) {
    const LeverGroup& group = timeline_.groups[i];
    auto& places =
        group_of_row_[static_cast<std::size_t>(group.table) * lever_count + static_cast<std::size_t>(group.lever)];
    if (places.empty()) places.assign(rows_of(group.table), 0);
    for (const std::uint32_t row : group.rows) places[row] = static_cast<std::uint32_t>(i + 1);
  }
}

void CasePieces::find_moments() {
  for (const LeverGroup& group : timeline_.groups) {
    const auto take = [&](Months time) {
      moments_.push_back(time.count());
      if (counts(group.lever)) changes_.push_back(time.count());
    };
    for_each_move(group, [&](const Move& move) {
      if (move.opens) take(move.on);
      if (move.opens) take(move.on + move.ramp_in);
      if (move.off == Months::max() || !move.closes) return;
      take(move.off);
      take(move.off + move.ramp_out);
    });
  }
  for (const Impulse& impulse : timeline_.impulses) moments_.push_back(impulse.at.count());
  tidy(changes_);
}

void CasePieces::cut_time() {
  begins_ = changes_;
  begins_.insert(begins_.end(), further_.begin(), further_.end());
  tidy(begins_);
  begins_.insert(begins_.begin(), 0.0);
  bool bent = false;  // what a ramp of one thing is compared with makes a kink of it
  for (const InputId input : network_.inputs()) bent = bent || network_.essential(input) < 1;
  for (const LaneId lane : network_.lanes()) bent = bent || network_.lane(lane).review.count() > 0;
  std::vector<double> between;
  for (std::size_t piece = 0; piece + 1 < begins_.size(); ++piece) {
    int ramps = 0;
    for (const LeverGroup& group : timeline_.groups)
      for_each_move(group, [&](const Move& move) {
        if (ramps_between(move, Months{begin(piece)}, Months{end(piece)})) ramps += bent || bends(group.lever) ? 2 : 1;
      });
    for (int i = 1; ramps > 1 && i < chords; ++i)
      between.push_back(begin(piece) + (end(piece) - begin(piece)) * i / chords);
  }
  begins_.insert(begins_.end(), between.begin(), between.end());
  std::sort(begins_.begin(), begins_.end());
  ramps_.assign(pieces(), false);
  effects_.assign(timeline_.groups.size(), {});
  for (std::size_t i = 0; i < effects_.size(); ++i)
    for (std::size_t piece = 0; piece < pieces(); ++piece) {
      const Months from{begin(piece)}, to{piece + 1 < pieces() ? end(piece) : begin(piece) + 1};
      if (follows_calendar(timeline_.groups[i])) {  // no line: what counts is how one piece ends and the next begins
        const Months moment = std::min(to - from, Months{a_moment});
        const Effect begins = mean_effect(timeline_.groups[i], from + moment / 2, from + moment);
        const Effect ends = mean_effect(timeline_.groups[i], to - moment, to - moment / 2);
        effects_[i].push_back({begins, ends});
        continue;
      }
      const Months middle = (from + to) / 2;
      const Effect first = mean_effect(timeline_.groups[i], from, middle);
      const Effect second = mean_effect(timeline_.groups[i], middle, to);
      Piece ends{first, second};
      std::tie(ends.begin.scale, ends.end.scale) = ends_of(first.scale, second.scale);
      std::tie(ends.begin.add, ends.end.add) = ends_of(first.add, second.add);
      std::tie(ends.begin.closed_add, ends.end.closed_add) = ends_of(first.closed_add, second.closed_add);
      ramps_[piece] = ramps_[piece] || !(ends.begin == ends.end);
      effects_[i].push_back(ends);
    }
}

}  // namespace ytterby::proof
