// SPDX-License-Identifier: Apache-2.0
/// @file  From a scenario's events to a timeline of one network.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "scenario/base_values.hpp"
#include "scenario/batch_sizes.hpp"
#include "scenario/levers.hpp"
#include "scenario/working_reviews.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/licence/calendar.hpp"
#include "ytterby/scenario/schedule.hpp"
#include "ytterby/scenario/select.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

namespace {

/// The last step may end later than the horizon.
constexpr Months past_horizon{1};

/// Each day of filing is looked at: a thousand years of them are enough.
constexpr Months longest_calendar{12'000};

/// "2027, 2028", "2024 to 2026, 2028": ascending years, three or more that follow each other as a span.
std::string spans_of(const std::vector<int>& years) {
  std::string text;
  for (std::size_t first = 0, next = 0; first < years.size(); first = next) {
    while (next < years.size() && years[next] - years[first] == static_cast<int>(next - first)) ++next;
    if (!text.empty()) text += ", ";
    text += next - first > 2 ? fmt::format("{} to {}", years[first], years[next - 1])
                             : fmt::format("{}", fmt::join(&years[first], &years[first] + (next - first), ", "));
  }
  return text;
}

/// One change of one event, resolved.
struct Resolved {
  Move move;
  bool scales;
  std::string subject;
};

/// Collects changes by row, then groups the rows that the same changes move.
class Resolver {
 public:
  Resolver(const FrozenNetwork& network, const Scenario& scenario) : network_(network), scenario_(scenario) {}

  Timeline run() {
    const auto times = schedule_of(scenario_);
    for (std::size_t i = 0; i < scenario_.events.size(); ++i)
      take(scenario_.events[i], times[i], subject_of(scenario_, i));
    group_rows();
    require_bounds();
    require_batch_sizes(network_, timeline_.groups, subject_of(scenario_));
    std::stable_sort(timeline_.impulses.begin(), timeline_.impulses.end(), [](const Impulse& a, const Impulse& b) {
      return std::tuple{a.at, a.scales} < std::tuple{b.at, b.scales};
    });
    return std::move(timeline_);
  }

 private:
  /// One change to one row.
  struct Touch {
    Table table;
    Lever lever;
    std::uint32_t row, change;
  };

  void take(const Event& event, const EventTime& time, const std::string& subject) {
    if (!time.happens) timeline_.notes.push_back(fmt::format("{} does not happen: {}", subject, time.why_not));
    Move move{.on = time.begin, .off = time.end, .ramp_in = event.ramp_in, .ramp_out = event.ramp_out};
    if (move.ramp_in.count() < 0 || move.ramp_out.count() < 0)
      throw InvalidScenario(fmt::format("{}: found a ramp below 0, expected 0 months or more", subject));
    if (event.set.empty() && event.scale.empty()) {
      if (!event.name.empty() && event.on == Selection{}) return;  // an announcement
      throw InvalidScenario(fmt::format("{}: found nothing set or scaled", subject));
    }
    require_one_review(event, subject);
    const auto selected = select(network_, event.on, subject);
    const Table table = table_selected(selected);
    const auto rows = rows_selected(selected);
    for (const bool scales : {false, true})
      for (const Change& change : scales ? event.scale : event.set) {
        require_lever(change, table, subject);
        require_range(change, scales, subject);
        if (change.lever == Lever::review_working_days) {
          require_days(event, subject);
          take_working_days(static_cast<int>(change.value), time, rows, subject);
        } else {
          take(change, scales, move, table, time.happens ? rows : std::vector<std::uint32_t>{}, subject);
        }
      }
  }

  void take(const Change& change, bool scales, Move move, Table table, const std::vector<std::uint32_t>& rows,
            const std::string& subject) {
    move.value = change.value;
    if (change.lever == Lever::stock) {
      if (move.on.count() < 0)
        throw InvalidScenario(
            fmt::format("{}: found a stock changed {:.3g} months before the start, expected the start "
                        "or later",
                        subject, -move.on.count()));
      if (!rows.empty()) timeline_.impulses.push_back({move.on, table, rows, scales, change.value});
      return;
    }
    const auto number = static_cast<std::uint32_t>(changes_.size());
    changes_.push_back({move, scales, subject});
    for (const std::uint32_t row : rows) touched_.push_back({table, change.lever, row, number});
  }

  static void require_one_review(const Event& event, const std::string& subject) {
    const auto sets = [&](Lever lever) {
      return std::any_of(event.set.begin(), event.set.end(), [&](const Change& c) { return c.lever == lever; });
    };
    if (sets(Lever::review) && sets(Lever::review_working_days))
      throw InvalidScenario(
          fmt::format("{}: found both 'review' and 'review_working_days' set, expected one of them", subject));
  }

  void require_days(const Event& event, const std::string& subject) const {
    if (!scenario_.start)
      throw InvalidScenario(
          fmt::format("{}: found working days, expected a start of the scenario to count from", subject));
    if (event.ramp_in.count() > 0 || event.ramp_out.count() > 0)
      throw InvalidScenario(fmt::format("{}: found a ramp of working days, expected none", subject));
  }

  /// Sets the review of each lane, one move for each span of filing days, by the calendar of its office's country.
  void take_working_days(int n, const EventTime& time, const std::vector<std::uint32_t>& lanes,
                         const std::string& subject) {
    std::map<std::string_view, std::vector<std::uint32_t>> by_country;
    for (const std::uint32_t lane : lanes) {
      const Office& office = network_.office(network_.lane(LaneId{lane}).office);
      if (office.country.empty())
        throw InvalidScenario(fmt::format("{}: found working days of office '{}' without a country, expected a country",
                                          subject, office.name));
      by_country[office.country].push_back(lane);
    }
    if (!time.happens) return;
    const ReviewedPeriod period{.start = *scenario_.start,
                                .from = time.begin,
                                .to = time.end,
                                .horizon = scenario_.horizon.value_or(default_horizon) + past_horizon};
    if (const Months last = std::max(period.from, std::min(period.to, period.horizon)); last > longest_calendar)
      throw InvalidScenario(
          fmt::format("{}: found working days to count {:g} months after the start, expected {:g} "
                      "months or less: an earlier horizon or end",
                      subject, last.count(), longest_calendar.count()));
    for (const auto& [country, rows] : by_country) {
      const WorkingCalendar calendar(country, network_.special_days());
      const auto spans = review_spans(calendar, period, n);
      for (const ReviewSpan& span : spans) {
        const Move move{
            .on = span.from, .off = span.to, .opens = &span == &spans.front(), .closes = &span == &spans.back()};
        take({Lever::review, span.review.count()}, false, move, Table::lanes, rows, subject);
      }
      note_working_days(calendar, country, period, spans.back(), subject);
    }
  }

  void note_working_days(const WorkingCalendar& calendar, std::string_view country, const ReviewedPeriod& period,
                         const ReviewSpan& last, const std::string& subject) {
    const Date first = first_day_of(period);
    const Months latest = std::max(Months{first - period.start}, std::min(period.horizon, last.to)) + last.review;
    const Date last_day = period.start + std::chrono::floor<std::chrono::days>(latest);
    if (const auto years = calendar.years_without_special_days(first, last_day); !years.empty())
      timeline_.notes.push_back(fmt::format("{}: no holidays of {} are known in {}: working days are Monday to Friday",
                                            subject, country, spans_of(years)));
  }

  static void require_lever(const Change& change, Table table, const std::string& subject) {
    const auto levers = levers_of(table);
    if (std::find(levers.begin(), levers.end(), change.lever) != levers.end()) return;
    std::string known;
    for (const Lever lever : levers) known += fmt::format("{}{}", known.empty() ? "" : ", ", key_of(lever));
    throw InvalidScenario(
        fmt::format("{}: found '{}' of {}, expected one of {}", subject, key_of(change.lever), words_of(table), known));
  }

  static void require_range(const Change& change, bool scales, const std::string& subject) {
    const auto expected =
        scales ? expected_of_scale(change.lever, change.value) : expected_of_set(change.lever, change.value);
    if (!expected.empty())
      throw InvalidScenario(
          fmt::format("{}: {}: found {}, expected {}", subject, key_of(change.lever), change.value, expected));
  }

  void group_rows() {
    std::stable_sort(touched_.begin(), touched_.end(), [](const Touch& a, const Touch& b) {
      return std::tuple{a.table, a.lever, a.row} < std::tuple{b.table, b.lever, b.row};
    });
    std::map<std::tuple<Table, Lever, std::vector<std::uint32_t>>, std::size_t> known;
    for (std::size_t first = 0; first < touched_.size();) {
      const Touch& touch = touched_[first];
      std::vector<std::uint32_t> numbers;
      std::size_t last = first;
      for (; last < touched_.size() && same_row(touched_[last], touch); ++last)
        numbers.push_back(touched_[last].change);
      first = last;
      check_base(touch, numbers);
      if (drop_idle(touch, numbers); numbers.empty()) continue;
      const auto [at, added] = known.try_emplace({touch.table, touch.lever, numbers}, timeline_.groups.size());
      if (added) timeline_.groups.push_back(group_of(touch.table, touch.lever, numbers));
      timeline_.groups[at->second].rows.push_back(touch.row);
    }
  }

  LeverGroup group_of(Table table, Lever lever, const std::vector<std::uint32_t>& numbers) const {
    LeverGroup group{.table = table, .lever = lever};
    for (const std::uint32_t number : numbers)
      (changes_[number].scales ? group.scales : group.sets).push_back(changes_[number].move);
    return group;
  }

  /// Factors that multiply to more than a number can hold, or a share to more than all, are refused before they turn a
  /// run into nonsense.
  void require_bounds() const {
    for (const LeverGroup& group : timeline_.groups)
      for (const std::uint32_t row : group.rows) {
        const double base = base_value(network_, group.table, group.lever, row);
        const double most = upper_bound(group, base);
        const auto what = [&] {
          return fmt::format("{}: {} of {}", subject_of(scenario_), key_of(group.lever),
                             name_of({group.table, group.lever, row, 0}));
        };
        if (std::isfinite(base) && !std::isfinite(most))
          throw InvalidScenario(fmt::format("{}: found values too large to calculate with", what()));
        if (is_share(group.lever) && most > 1)
          throw InvalidScenario(fmt::format("{}: found scales that bring it up to {}, expected 0 to 1", what(), most));
        if (is_lane_time(group.lever) && std::isfinite(base) && most > longest_lane_time.count())
          throw InvalidScenario(fmt::format("{}: found scales that bring it up to {} months, expected {} or less",
                                            what(), most, longest_lane_time.count()));
        if (is_below_one(group.lever) && most >= 1)
          throw InvalidScenario(
              fmt::format("{}: found scales that bring it up to {}, expected 0 or more, below 1", what(), most));
      }
  }

  /// Leaves out what changes nothing, so that it moves no bit: scaling by one, and setting a row to what it is when no
  /// other set is there to be overruled. A volume that is set counts anew, whatever it was, and a refile time that is
  /// set no longer follows the review.
  void drop_idle(const Touch& touch, std::vector<std::uint32_t>& numbers) const {
    const double base = base_value(network_, touch.table, touch.lever, touch.row);
    const bool always_moves = touch.lever == Lever::volume || follows_review(touch);
    const auto scales = [&](std::uint32_t number) { return changes_[number].scales; };
    const auto value = [&](std::uint32_t number) { return changes_[number].move.value; };
    const bool sets_move = std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) {
      return !scales(number) && (always_moves || value(number) != base);
    });
    std::erase_if(numbers, [&](std::uint32_t number) { return scales(number) ? value(number) == 1 : !sets_move; });
  }

  [[nodiscard]] bool follows_review(const Touch& touch) const {
    return touch.table == Table::lanes && touch.lever == Lever::refile && !network_.lane(LaneId{touch.row}).refile;
  }

  /// What a change can't do to an unlimited value is refused or noted, never dropped in silence.
  void check_base(const Touch& touch, const std::vector<std::uint32_t>& numbers) {
    if (std::isfinite(base_value(network_, touch.table, touch.lever, touch.row))) return;
    bool limited = false;
    for (const std::uint32_t number : numbers) {
      const Resolved& change = changes_[number];
      const std::string what = fmt::format("{}: {} of {}", change.subject, key_of(touch.lever), name_of(touch));
      const bool limits = !change.scales || (change.move.value == 0 && !limited_during(change.move, numbers));
      if (limits && (change.move.ramp_in.count() > 0 || change.move.ramp_out.count() > 0))
        throw InvalidScenario(fmt::format("{}: found a ramp from an unlimited value, expected a limited one", what));
      limited = limited || !change.scales;
      if (change.scales && !limited && change.move.value != 0)
        timeline_.notes.push_back(
            fmt::format("{} is unlimited: scaling it by {} changes nothing", what, change.move.value));
    }
  }

  /// Whether some other change sets a value for all the time that a move, with its ramps, is in force.
  [[nodiscard]] bool limited_during(const Move& move, const std::vector<std::uint32_t>& numbers) const {
    const Months end = move.off == Months::max() ? move.off : move.off + move.ramp_out;
    return std::any_of(numbers.begin(), numbers.end(), [&](std::uint32_t number) {
      const Move& other = changes_[number].move;
      return !changes_[number].scales && other.on <= move.on && end <= other.off;
    });
  }

  std::string name_of(const Touch& touch) const {
    switch (touch.table) {
      case Table::nodes: return fmt::format("node '{}'", network_.name(NodeId{touch.row}));
      case Table::inputs: {
        const InputId input{touch.row};
        return fmt::format("input '{}' of '{}'", network_.product(input), network_.name(network_.node(input)));
      }
      case Table::edges: {
        const EdgeId edge{touch.row};
        return fmt::format("edge '{}' → '{}'", network_.name(network_.from(edge)), network_.name(network_.to(edge)));
      }
      case Table::lanes: return fmt::format("lane '{}'", network_.lane(LaneId{touch.row}).name);
      case Table::offices: return fmt::format("office '{}'", network_.office(OfficeId{touch.row}).name);
      case Table::special_days: break;
    }
    return {};
  }

  static bool same_row(const Touch& a, const Touch& b) {
    return a.table == b.table && a.lever == b.lever && a.row == b.row;
  }

  const FrozenNetwork& network_;
  const Scenario& scenario_;
  std::vector<Resolved> changes_ = {};
  std::vector<Touch> touched_ = {};
  Timeline timeline_ = {};
};

}  // namespace

Timeline resolve(const FrozenNetwork& network, const Scenario& scenario) { return Resolver(network, scenario).run(); }

}  // namespace ytterby
