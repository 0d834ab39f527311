// SPDX-License-Identifier: Apache-2.0
/// @file  Time cut into pieces within which every value of a case is a line. Months.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::proof {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// A value over a piece of time, linear from its beginning to its end.
struct Line {
  double begin = 0, end = 0;

  [[nodiscard]] double at(double part) const { return begin == end ? begin : begin + part * (end - begin); }
  /// From part `low` to part `high` of the piece.
  [[nodiscard]] Line cut(double low, double high) const { return {at(low), at(high)}; }
  [[nodiscard]] bool is_unlimited() const { return begin == infinity || end == infinity; }
};

/// The larger, or the smaller, at both ends.
[[nodiscard]] Line higher(Line a, Line b);
[[nodiscard]] Line lower(Line a, Line b);

/// Time is cut into pieces, the last without end; within a piece every parameter is linear.
///
/// A curve that is no line (several ramps at once in one place, a ramp of what others are divided by) is followed by
/// chords over a 32nd of the ramp each, with the right mean over each.
class CasePieces {
 public:
  CasePieces(const FrozenNetwork& network, const Scenario& scenario);

  [[nodiscard]] const FrozenNetwork& network() const { return network_; }

  [[nodiscard]] std::size_t pieces() const { return begins_.size(); }
  [[nodiscard]] std::span<const double> begins() const { return begins_; }
  [[nodiscard]] double begin(std::size_t piece) const { return begins_[piece]; }
  [[nodiscard]] double end(std::size_t piece) const {
    return piece + 1 < begins_.size() ? begins_[piece + 1] : infinity;
  }
  [[nodiscard]] std::size_t piece_at(double time) const;
  /// Whether anything changes within it.
  [[nodiscard]] bool ramps(std::size_t piece) const { return ramps_[piece]; }
  /// From `from` to `to`, both within the piece.
  [[nodiscard]] Line part_of(Line line, std::size_t piece, double from, double to) const {
    if (line.begin == line.end) return line;
    const double length = end(piece) - begin(piece);
    return line.cut((from - begin(piece)) / length, (to - begin(piece)) / length);
  }

  /// Moments at which an event changes what counts here, ascending; and those at which anything happens at all.
  [[nodiscard]] std::span<const double> changes() const { return changes_; }
  [[nodiscard]] std::span<const double> moments() const { return moments_; }

 protected:
  /// Cuts all time anew, there too.
  void cut_also_at(const std::vector<double>& moments);
  /// Within it; of the last one near its beginning.
  [[nodiscard]] double middle(std::size_t piece) const {
    return piece + 1 < pieces() ? (begin(piece) + end(piece)) / 2 : begin(piece) + 1e-6;
  }
  /// Of a row whose value in the data is `base`.
  [[nodiscard]] Line value(Table table, Lever lever, std::size_t row, double base, std::size_t piece) const {
    const std::uint32_t group = group_of(table, lever, row);
    if (group == 0) return {base, base};
    const auto of = [&](const Effect& effect) {
      if (base != infinity) return effect.scale * base + effect.add;
      return effect.open > 0.5 ? infinity : effect.closed_add;
    };
    const Piece& ends = effects_[group - 1][piece];
    return {of(ends.begin), of(ends.end)};
  }
  /// 1 + the group of events that move the row; 0: none.
  [[nodiscard]] std::uint32_t group_of(Table table, Lever lever, std::size_t row) const {
    const auto& places = group_of_row_[static_cast<std::size_t>(table) * lever_count + static_cast<std::size_t>(lever)];
    return places.empty() ? 0 : places[row];
  }

  FrozenNetwork network_;
  Timeline timeline_;

 private:
  struct Piece {
    Effect begin = {}, end = {};
  };

  void group_rows();
  void find_moments();
  void cut_time();

  std::vector<double> begins_ = {}, changes_ = {}, moments_ = {}, further_ = {};
  std::vector<bool> ramps_ = {};                  ///< [piece]
  std::vector<std::vector<Piece>> effects_ = {};  ///< [group][piece]
  static constexpr std::size_t lever_count = static_cast<std::size_t>(Lever::licences_per_month) + 1;
  std::array<std::vector<std::uint32_t>, 5 * lever_count> group_of_row_ = {};  ///< 1 + group; 0: none; empty: no group
};

}  // namespace ytterby::proof
