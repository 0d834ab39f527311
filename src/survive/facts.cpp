// SPDX-License-Identifier: Apache-2.0
/// @file  From a timeline to cells of time.
#include "survive/facts.hpp"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "ytterby/core/error.hpp"
#include "ytterby/network/boost_graph.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::best {

namespace {

constexpr int pieces_of_a_ramp = 8;
constexpr double a_moment = 1e-6;  // months: within a day

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

/// Calls visit(begin, end) for each ramp, and for each change at once with both the same. What a review does from one
/// filing day to the next is not among them: what waits a few days longer is let through, as in the best of cases.
template <class Visit>
void each_change(const Timeline& timeline, Visit&& visit) {
  for (const LeverGroup& group : timeline.groups) {
    if (!counts(group.lever)) continue;
    for (const auto* moves : {&group.sets, &group.scales})
      for (const Move& move : *moves) {
        if (move.opens) visit(move.on.count(), (move.on + move.ramp_in).count());
        if (move.closes && move.off != Months::max()) visit(move.off.count(), (move.off + move.ramp_out).count());
      }
  }
}

/// Every moment after the start at which something begins or ends to change.
std::set<double> events_of(const Timeline& timeline) {
  std::set<double> moments;
  const auto add = [&](double moment) {
    if (moment > 0 && std::isfinite(moment)) moments.insert(moment);
  };
  each_change(timeline, [&](double begin, double end) {
    add(begin);
    add(end);
  });
  for (const Impulse& impulse : timeline.impulses) add(impulse.at.count());
  return moments;
}

/// Leaves out what is later than another by rounding alone, or than the start.
void tidy(std::set<double>& moments) {
  double before = 0;
  std::erase_if(moments, [&](double moment) {
    if (!is_after(moment, before)) return true;
    before = moment;
    return false;
  });
}

/// The same, and where something ramps evenly between them.
std::set<double> with_ramps(const Timeline& timeline, const std::set<double>& events) {
  std::set<double> moments = events;
  double from = 0;
  for (const double to : events) {
    bool ramps = false;
    each_change(timeline, [&](double begin, double end) {
      ramps = ramps || (is_after(to, begin) && is_after(end, from) && is_after(end, begin));
    });
    for (int i = 1; ramps && i < pieces_of_a_ramp; ++i) moments.insert(from + (to - from) * i / pieces_of_a_ramp);
    from = to;
  }
  return moments;
}

/// Values of one table under the events of a span.
class Values {
 public:
  Values(const Timeline& timeline, double from, double to)
      : timeline_(timeline), from_(from), to_(std::isfinite(to) ? to : from + 1) {}

  template <class Id>
  [[nodiscard]] Indexed<Id, double> of(Table table, Lever lever, Indexed<Id, double> values) const {
    for (const LeverGroup& group : timeline_.groups) {
      if (group.table != table || group.lever != lever) continue;
      const Effect effect = mean_effect(group, Months{from_}, Months{to_});
      for (const std::uint32_t row : group.rows) {
        double& value = values[Id{row}];
        if (std::isfinite(value)) {
          value = effect.scale * value + effect.add;
        } else if (effect.open < 0.5) {  // a cell is open or closed throughout
          value = effect.closed_add;
        }
      }
    }
    return values;
  }

 private:
  const Timeline& timeline_;
  double from_, to_;
};

template <class Id, class Get>
Indexed<Id, double> base(IdRange<Id> ids, Get&& get) {
  Indexed<Id, double> values(ids.size());
  for (const Id id : ids) values[id] = get(id);
  return values;
}

/// Moments between which a lane grants nothing, or only what was filed before the start.
struct Pause {
  LaneId lane{};
  double from = 0, to = 0;
  bool of_old_filings = false;
};

class Builder {
 public:
  Builder(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options)
      : network_(network), scenario_(scenario), options_(options), timeline_(resolve(network, scenario)) {}

  Facts run() {
    facts_.network = &network_;
    facts_.notes = timeline_.notes;
    note_calendars();
    auto events = events_of(timeline_);
    tidy(events);
    find_pauses(with_ramps(timeline_, events));
    for (const Pause& pause : pauses_) {
      if (pause.from > 0) events.insert(pause.from);
      events.insert(pause.to);
    }
    tidy(events);
    facts_.events.assign(events.begin(), events.end());
    const auto moments = with_ramps(timeline_, events);
    double from = 0;
    bool ramps = false;
    for (const double to : moments) ramps = add_cell(std::exchange(from, to), to) || ramps;
    add_cell(from, no_limit);
    take_stocks();
    take_under_way();
    take_volumes();
    note_leaks();
    take_open_licences();
    if (!ramps && facts_.cautious == facts_.cells) facts_.cautious.clear();
    return std::move(facts_);
  }

 private:
  void note_calendars() {
    std::size_t lanes = 0;
    for (const LeverGroup& group : timeline_.groups)
      if (follows_calendar(group)) lanes += group.rows.size();
    if (lanes > 0)
      facts_.notes.push_back(
          fmt::format("lanes with a review in working days, in which waits that change from one filing day to the next "
                      "are not followed, so that the best case is an upper bound: {}",
                      lanes));
  }

  /// Means of a span; of reviews that follow a calendar, for which a span has no one value, those at its end alone.
  struct Reviews {
    PerLane<double> first = {}, last = {};
  };

  Reviews reviews(double from, double to) const {
    const auto of = [&](double begin, double end) {
      return Values(timeline_, begin, end).of(Table::lanes, Lever::review, base(network_.lanes(), [&](LaneId lane) {
                                                return network_.lane(lane).review.count();
                                              }));
    };
    const bool any = std::any_of(timeline_.groups.begin(), timeline_.groups.end(), follows_calendar);
    Reviews found{.first = of(from, to)};
    found.last = found.first;
    if (!any) return found;
    const double moment = std::min(a_moment, to - from);
    const auto first = of(from + moment / 2, from + moment),
               last = std::isfinite(to) ? of(to - moment, to - moment / 2) : first;
    for (const LeverGroup& group : timeline_.groups) {
      if (group.table != Table::lanes || group.lever != Lever::review || !follows_calendar(group)) continue;
      for (const std::uint32_t row : group.rows) {
        found.first[LaneId{row}] = first[LaneId{row}];
        found.last[LaneId{row}] = last[LaneId{row}];
      }
    }
    return found;
  }

  /// Least and most of a lane's volume within a cell.
  std::vector<std::pair<double, double>> volumes_of(LaneId lane) const {
    std::vector<std::pair<double, double>> volumes;
    const auto mean = [&](double from, double to) {
      return Values(timeline_, from, to).of(Table::lanes, Lever::volume, base(network_.lanes(), [&](LaneId other) {
                                              return network_.lane(other).volume.value;
                                            }))[lane];
    };
    for (const Cell& cell : facts_.cells) {
      const double middle = std::isfinite(cell.to) ? cell.from + (cell.to - cell.from) / 2 : no_limit;
      const double first = mean(cell.from, middle);
      const auto [a, b] = ends_of(first, std::isfinite(middle) ? mean(middle, cell.to) : first);
      volumes.emplace_back(std::min(a, b), std::max(a, b));
    }
    return volumes;
  }

  /// The events that set a lane's volume; null if none does.
  const LeverGroup* volume_group(LaneId lane) const {
    for (const LeverGroup& group : timeline_.groups)
      if (group.lever == Lever::volume &&
          std::count(group.rows.begin(), group.rows.end(), static_cast<std::uint32_t>(lane)) > 0)
        return &group;
    return nullptr;
  }
  /// From when the volume in force counts: since its own event began, or the start.
  static double counts_since(const LeverGroup* group, double moment) {
    double since = 0;
    if (group == nullptr) return since;
    for (const Move& set : group->sets)
      if (!is_after(set.on.count(), moment) && (set.off == Months::max() || is_after(set.off.count(), moment)))
        since = set.on.count();
    return since;
  }

  void take_volumes() {
    facts_.volume = PerLane<double>(network_.lanes().size(), no_limit);
    std::size_t renewed = 0;
    for (const LaneId lane : network_.lanes()) {
      const LeverGroup* const group = volume_group(lane);
      if (std::isinf(network_.lane(lane).volume.value) && group == nullptr) continue;
      const std::size_t before = facts_.volumes.size();
      const double all = take_volume(lane, group);
      if (!is_partly_free(lane)) facts_.volume[lane] = all;
      if (facts_.volumes.size() > before + 1 || (facts_.volumes.size() > before && std::isinf(facts_.volume[lane])))
        ++renewed;
    }
    if (renewed > 0)
      facts_.notes.push_back(
          fmt::format("lanes whose volume changes over time, of which the bound counts all that can "
                      "ever be granted as if it were there at the start, and plans what is in force "
                      "alone: {}",
                      renewed));
  }

  /// Whether anything is approved within a cell.
  bool grants_at(LaneId lane, const Cell& cell) const {
    const auto approval = base(network_.lanes(), [&](LaneId other) { return network_.lane(other).approval; });
    return Values(timeline_, cell.from, cell.to).of(Table::lanes, Lever::approval, approval)[lane] > 0;
  }

  /// Limits of plans. Where a volume falls without being set anew, a plan is not counted on to have left any of it.
  /// @return  All that can ever be granted: what each volume allows while it is in force, together.
  double take_volume(LaneId lane, const LeverGroup* group) {
    const auto volumes = volumes_of(lane);
    std::map<double, double> most;  // by when it counts from
    for (std::size_t k = 0; k < volumes.size(); ++k) {
      const Cell& cell = facts_.cells[k];
      const double since = counts_since(group, cell.from);
      if (grants_at(lane, cell)) most[since] = std::max(most[since], volumes[k].second);
      const double least = volumes[k].first;
      if (!std::isfinite(least) || !(most_controlled(cell.from, cell.to)[lane] > 0)) continue;
      const double since_before = k > 0 ? counts_since(group, facts_.cells[k - 1].from) : since;
      const bool goes_on = k > 0 && since_before == since;
      if (k > 0 && since_before >= since && least < volumes[k - 1].first) {
        facts_.volumes.push_back({lane, 0, {{cell.from, cell.to}}});
        continue;
      }
      VolumeLimit limit{lane, least, {}};
      for (const Cell& earlier : std::span(facts_.cells).first(k + 1))
        if (!is_after(since, earlier.from) && most_controlled(earlier.from, earlier.to)[lane] > 0)
          limit.spans.emplace_back(earlier.from, earlier.to);
      const bool extends = goes_on && !facts_.volumes.empty() && facts_.volumes.back().lane == lane &&
                           facts_.volumes.back().tonnes == least &&
                           facts_.volumes.back().spans.size() + 1 == limit.spans.size();
      if (extends) facts_.volumes.pop_back();
      facts_.volumes.push_back(std::move(limit));
    }
    double all = 0;
    for (const auto& [since, volume] : most) all += volume;
    return all;
  }

  void note_leaks() {
    std::size_t leaking = 0;
    for (const LaneId lane : network_.lanes())  // one that never holds back is nothing to tell
      if (is_partly_free(lane) && (network_.lane(lane).controlled > 0 || changes_control(lane))) ++leaking;
    if (leaking > 0)
      facts_.notes.push_back(
          fmt::format("lanes that hold back nothing in the bound while a part of their shipments alone is controlled, "
                      "since whoever orders more gets more without a licence, on which plans do not count: {}",
                      leaking));
  }

  /// Licences that are open when nothing more is granted, or when new ones are for less, carry what they were granted
  /// for: the bound lets them be used as far as the office could have granted them. Of an office without a limit that
  /// is any number; there they are left out.
  void take_open_licences() {
    std::size_t kept = 0, forgotten = 0;
    for (const LaneId lane : network_.lanes()) {
      if (forgets(lane)) {
        ++forgotten;
      } else if (keep_open(lane)) {
        ++kept;
      }
    }
    facts_.forgets_licences = forgotten > 0;
    if (kept > 0)
      facts_.notes.push_back(
          fmt::format("lanes whose licences may be open when an event closes them, makes their review longer or "
                      "licences smaller; what could be granted before and not used by then counts in the bound, and in "
                      "no plan: {}",
                      kept));
    if (forgotten > 0)
      facts_.notes.push_back(fmt::format(
          "lanes whose licences may be open, from an office without limit, when an event closes them, makes "
          "their review longer, limits their office or makes licences smaller; what was granted before and "
          "not used by then is left out, though a simulation ships it, so that it may last longer: {}",
          forgotten));
  }

  /// Calls visit(cell, may be open, decides, t a licence) for each cell in turn, before what happens in it.
  template <class Visit>
  void follow_licences(LaneId lane, Visit&& visit) const {
    const auto sizes = base(network_.lanes(), [&](LaneId other) { return network_.lane(other).t_per_licence.value; });
    bool may_be_open = false;
    for (std::size_t k = 0; k < facts_.cells.size(); ++k) {
      const Cell& cell = facts_.cells[k];
      const double size = Values(timeline_, cell.from, cell.to).of(Table::lanes, Lever::t_per_licence, sizes)[lane];
      const bool decides = grants_at(lane, cell) && !pauses_in(lane, cell);
      visit(k, may_be_open, decides, size);
      if (!decides || !(most_controlled(cell.from, cell.to)[lane] > 0)) continue;
      may_be_open = may_be_open || std::isfinite(cell.licences[network_.lane(lane).office]) || has_review(lane, cell) ||
                    has_volume(lane, cell);
    }
  }

  bool forgets(LaneId lane) const {
    const OfficeId office = network_.lane(lane).office;
    bool any_number = false, forgets = false;  // open from an office without limit
    double before = 0;
    follow_licences(lane, [&](std::size_t k, bool may_be_open, bool decides, double size) {
      const Cell& cell = facts_.cells[k];
      const bool is_limited = std::isfinite(cell.licences[office]);
      forgets = forgets || (any_number && may_be_open && (!decides || size < before || is_limited));
      before = size;
      any_number = any_number || (!is_limited && decides && (has_review(lane, cell) || has_volume(lane, cell)));
    });
    return forgets;
  }

  /// @return  Whether anything is kept open.
  bool keep_open(LaneId lane) {
    bool keeps = false, is_closed = true;
    double largest = 0, granted = 0;  // t a licence, licences that there could be, so far
    follow_licences(lane, [&](std::size_t k, bool may_be_open, bool decides, double size) {
      Cell& cell = facts_.cells[k];
      keeps = keeps || (may_be_open && (!decides || size < largest));
      if (may_be_open) cell.t_per_licence[lane] = std::max(cell.t_per_licence[lane], largest);
      is_closed = !decides;
      if (decides) {
        const double rate = cell.licences[network_.lane(lane).office];
        granted += rate > 0 ? rate * (cell.to - cell.from) : 0;
        largest = std::max(largest, size);
      } else if (may_be_open) {
        for (const EdgeId edge : network_.edges())
          if (network_.lane(edge) == lane)
            cell.edge_capacity[edge] = cell.slopes.edge_capacity.empty() ? cell.own_capacity[edge] : no_limit;
      }
    });
    if (!keeps || !is_closed || is_partly_free(lane)) return keeps;
    // Closed for good: no more than could be granted until then.
    facts_.volume[lane] = std::min(facts_.volume[lane], granted * largest);
    return true;
  }

  bool pauses_in(LaneId lane, const Cell& cell) const {
    return std::any_of(pauses_.begin(), pauses_.end(), [&](const Pause& pause) {
      return pause.lane == lane && !pause.of_old_filings && pause.from < cell.to && cell.from < pause.to;
    });
  }
  bool has_review(LaneId lane, const Cell& cell) const {
    const Reviews now = reviews(cell.from, cell.to);
    return now.first[lane] > 0 || now.last[lane] > 0;
  }
  bool has_volume(LaneId lane, const Cell& cell) const {
    return std::any_of(facts_.volumes.begin(), facts_.volumes.end(), [&](const VolumeLimit& limit) {
      return limit.lane == lane && std::any_of(limit.spans.begin(), limit.spans.end(),
                                               [&](const auto& span) { return span.first == cell.from; });
    });
  }

  /// Whether some of what it ships may ever need no licence.
  bool is_partly_free(LaneId lane) const { return network_.lane(lane).controlled != 1 || changes_control(lane); }

  /// Whether some event sets or scales the part that is controlled.
  bool changes_control(LaneId lane) const {
    return std::any_of(timeline_.groups.begin(), timeline_.groups.end(), [&](const LeverGroup& group) {
      return group.lever == Lever::controlled &&
             std::count(group.rows.begin(), group.rows.end(), static_cast<std::uint32_t>(lane)) > 0;
    });
  }

  /// Where a review grows nothing overtakes what was filed before, and nothing filed since is reviewed yet.
  void find_pauses(const std::set<double>& moments) {
    if (network_.lanes().size() == 0) return;
    auto before = base(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).review.count(); });
    for (const LaneId lane : network_.lanes())
      if (before[lane] > 0) pauses_.push_back({lane, 0, before[lane], true});
    double from = 0;
    const auto look = [&](double to) {
      const auto now = reviews(from, to);
      for (const LaneId lane : network_.lanes())
        if (now.first[lane] > before[lane]) pauses_.push_back({lane, from + before[lane], from + now.first[lane]});
      before = now.last;
      from = to;
    };
    for (const double to : moments) look(to);
    look(no_limit);
  }

  /// @return  Whether something ramps within it.
  bool add_cell(double from, double to) {
    facts_.cells.push_back(cell(from, to, from, to));
    const bool ramps = std::isfinite(to) && take_slopes(facts_.cells.back());
    facts_.cautious.push_back(ramps ? cautious(from, to) : cell(from, to, from, to, true));
    return ramps;
  }

  /// Values at both ends of a line whose halves have these means.
  static std::pair<double, double> ends_of(double first, double second) {
    if (first == second) return {first, second};
    return {std::max(0.0, 1.5 * first - 0.5 * second), std::max(0.0, 1.5 * second - 0.5 * first)};
  }

  /// From the means of both halves. @return  Whether anything ramps.
  bool take_slopes(Cell& whole) const {
    const double middle = whole.from + (whole.to - whole.from) / 2;
    const Cell first = cell(whole.from, whole.to, whole.from, middle);
    const Cell last = cell(whole.from, whole.to, middle, whole.to);
    const auto take = [&](auto& slopes, const auto& before, const auto& after) {
      if (before == after) return;
      slopes = after;
      auto slope = slopes.begin();
      for (auto from = before.begin(), to = after.begin(); to != after.end(); ++from, ++to, ++slope)
        *slope = *to == *from ? 0 : (*to - *from) / (middle - whole.from);
    };
    take(whole.slopes.capacity, first.capacity, last.capacity);
    take(whole.slopes.demand, first.demand, last.demand);
    take(whole.slopes.edge_capacity, first.edge_capacity, last.edge_capacity);
    take(whole.slopes.free_output, first.free_output, last.free_output);
    take(whole.slopes.licences, first.licences, last.licences);
    return first != last;
  }

  /// The least helpful values of a cell in which something ramps: of its quarters, since products of ramps are no
  /// lines.
  Cell cautious(double from, double to) const {
    Cell worst;
    constexpr int quarters = 4;
    for (int i = 0; i < quarters; ++i) {
      const double begin = from + (to - from) * i / quarters, end = from + (to - from) * (i + 1) / quarters;
      const Cell first = cell(from, to, begin, begin + (end - begin) / 2, true);
      const Cell last = cell(from, to, begin + (end - begin) / 2, end, true);
      if (i == 0) worst = first;
      const auto take = [&](auto values, bool least) {
        for (std::size_t j = 0; j < (worst.*values).size(); ++j) {
          const auto at = static_cast<std::ptrdiff_t>(j);
          const auto [a, b] = ends_of(*((first.*values).begin() + at), *((last.*values).begin() + at));
          auto& value = *((worst.*values).begin() + at);
          value = least ? std::min({value, a, b}) : std::max({value, a, b});
        }
      };
      take(&Cell::capacity, true);
      take(&Cell::edge_capacity, true);
      take(&Cell::share, true);
      take(&Cell::own_share, true);
      take(&Cell::free_output, true);
      take(&Cell::licences, true);
      take(&Cell::t_per_licence, true);
      take(&Cell::demand, false);
      take(&Cell::lead, false);
      take(&Cell::t_per_t, false);
      take(&Cell::essential, false);
    }
    return worst;
  }

  /// The largest part of each lane's shipments that needs a licence within a span.
  PerLane<double> most_controlled(double from, double to) const {
    const auto mean = [&](double begin, double end) {
      return Values(timeline_, begin, end).of(Table::lanes, Lever::controlled, base(network_.lanes(), [&](LaneId lane) {
                                                return network_.lane(lane).controlled;
                                              }));
    };
    if (!std::isfinite(to)) return mean(from, to);
    const double middle = from + (to - from) / 2;
    auto most = mean(from, middle);
    const auto last = mean(middle, to);
    for (const LaneId lane : network_.lanes()) {
      const auto [a, b] = ends_of(most[lane], last[lane]);
      most[lane] = std::min(1.0, std::max(a, b));
    }
    return most;
  }

  /// A cell with the means over a span.
  /// @param is_sure  Of a lane that is controlled in part, as much as comes if nobody orders more to get more of it
  ///                 without a licence; otherwise all.
  Cell cell(double from, double to, double span_from, double span_to, bool is_sure = false) const {
    const Values values(timeline_, span_from, span_to);
    Cell cell{.from = from, .to = to};
    cell.capacity = values.of(Table::nodes, Lever::capacity,
                              base(network_.nodes(), [&](NodeId node) { return network_.capacity(node).value; }));
    cell.demand = values.of(Table::nodes, Lever::demand,
                            base(network_.nodes(), [&](NodeId node) { return network_.demand(node).value; }));
    cell.t_per_t = values.of(Table::inputs, Lever::t_per_t,
                             base(network_.inputs(), [&](InputId input) { return network_.t_per_t(input); }));
    cell.essential = values.of(Table::inputs, Lever::essential,
                               base(network_.inputs(), [&](InputId input) { return network_.essential(input); }));
    cell.edge_capacity = values.of(Table::edges, Lever::capacity,
                                   base(network_.edges(), [&](EdgeId edge) { return network_.capacity(edge).value; }));
    cell.lead = values.of(Table::edges, Lever::lead_time,
                          base(network_.edges(), [&](EdgeId edge) { return network_.lead_time(edge).count(); }));
    cell.licences = values.of(Table::offices, Lever::licences_per_month, base(network_.offices(), [&](OfficeId office) {
                                return network_.office(office).licences_per_month.value;
                              }));
    cell.t_per_licence =
        values.of(Table::lanes, Lever::t_per_licence,
                  base(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).t_per_licence.value; }));
    take_free_output(cell);
    take_shares(cell, values);
    const auto controlled =
        is_sure ? most_controlled(from, to)
                : values.of(Table::lanes, Lever::controlled,
                            base(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).controlled; }));
    for (const LaneId lane : network_.lanes()) {
      if (!(controlled[lane] < 1)) continue;
      double& tonnes = cell.t_per_licence[lane];
      const bool counts = is_sure && controlled[lane] > 0 && std::isfinite(cell.licences[network_.lane(lane).office]);
      tonnes = counts ? tonnes / controlled[lane] : no_limit;
    }
    close_lanes(cell, values, controlled, is_sure);
    return cell;
  }

  void take_free_output(Cell& cell) const {
    cell.free_output = PerInput<double>(network_.inputs().size());
    const double tau = scenario_.policy.tau.count();
    for (const InputId input : network_.inputs()) {
      const double essential = cell.essential[input];
      if (essential >= 1) continue;
      const NodeId node = network_.node(input);
      double wanted = cell.capacity[node];
      if (out_degree(node, network_) == 0)
        wanted = std::min(wanted, cell.demand[node] + network_.stock(node).value / tau);
      cell.free_output[input] = essential > 0 ? (1 - essential) * wanted : no_limit;
    }
  }

  void take_shares(Cell& cell, const Values& values) const {
    cell.share = PerEdge<double>(network_.edges().size(), no_limit);
    cell.own_share = PerNode<double>(network_.nodes().size(), no_limit);
    if (options_.rivals != Rivals::share) return;
    const auto flow = values.of(Table::edges, Lever::flow,
                                base(network_.edges(), [&](EdgeId edge) { return network_.flow(edge).value; }));
    PerNode<double> shipped(network_.nodes().size());
    for (const EdgeId edge : network_.edges()) shipped[network_.from(edge)] += flow[edge];
    const auto limit = [&](double part, double all) { return all > 0 ? options_.flex * part / all : no_limit; };
    for (const EdgeId edge : network_.edges()) {
      const NodeId node = network_.from(edge);
      cell.share[edge] = limit(flow[edge], shipped[node] + network_.demand(node).value);
    }
    for (const NodeId node : network_.nodes())
      if (shipped[node] > 0)
        cell.own_share[node] = limit(network_.demand(node).value, shipped[node] + network_.demand(node).value);
  }

  void close_lanes(Cell& cell, const Values& values, const PerLane<double>& controlled, bool is_sure) const {
    if (network_.lanes().size() == 0) return;
    cell.own_capacity = cell.edge_capacity;
    const auto approval = values.of(Table::lanes, Lever::approval,
                                    base(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).approval; }));
    for (const EdgeId edge : network_.edges()) {
      const LaneId lane = network_.lane(edge);
      if (lane == no_lane || controlled[lane] == 0 || (controlled[lane] < 1 && !is_sure)) continue;
      double& capacity = cell.edge_capacity[edge];
      const double usual = network_.flow(edge).value, free = (1 - controlled[lane]) * std::min(capacity, usual);
      const bool unsized = std::isinf(cell.t_per_licence[lane]);  // no licences are no tonnes, whatever a batch is
      const double licences = cell.licences[network_.lane(lane).office];
      bool is_closed = !(approval[lane] > 0) || (unsized && std::isfinite(licences)) || (free > 0 && licences == 0);
      for (const Pause& pause : pauses_) {
        if (pause.lane != lane || !(pause.from < cell.to) || !(cell.from < pause.to)) continue;
        if (pause.of_old_filings) capacity = std::min(capacity, usual);
        is_closed = is_closed || !pause.of_old_filings;
      }
      if (!is_closed) continue;
      capacity = std::min(capacity, free);
      if (controlled[lane] < 1) cell.t_per_licence[lane] = no_limit;  // what still passes needs none
    }
  }

  void take_stocks() {
    facts_.stock = base(network_.nodes(), [&](NodeId node) { return network_.stock(node).value; });
    facts_.input_stock = base(network_.inputs(), [&](InputId input) { return network_.stock(input).value; });
    for (const Impulse& impulse : timeline_.impulses) {
      for (const std::uint32_t row : impulse.rows) {
        const bool of_input = impulse.table == Table::inputs;
        if (!is_after(impulse.at.count(), 0)) {
          double& stock = of_input ? facts_.input_stock[InputId{row}] : facts_.stock[NodeId{row}];
          stock = impulse.scales ? stock * impulse.value : impulse.value;
          continue;
        }
        if (impulse.scales && impulse.value > 1)
          throw InvalidScenario(
              fmt::format("{}: stock of '{}': found a scale of {:g} after {:g} months, expected one of at most 1 later "
                          "than the start, or a set: the best case cannot tell what there will be",
                          subject_of(scenario_), network_.name(of_input ? network_.node(InputId{row}) : NodeId{row}),
                          impulse.value, impulse.at.count()));
        const auto at = std::find_if(facts_.cells.begin(), facts_.cells.end(),
                                     [&](const Cell& cell) { return !is_after(impulse.at.count(), cell.from); });
        facts_.changes.push_back({.cell = static_cast<std::size_t>(at - facts_.cells.begin()),
                                  .of_input = of_input,
                                  .row = row,
                                  .keep = impulse.scales ? impulse.value : 0,
                                  .add = impulse.scales ? 0 : impulse.value});
      }
    }
  }

  struct Short {
    const FrozenNetwork* network = nullptr;
    double step = 0;
    bool operator()(EdgeId edge) const { return network->lead_time(edge).count() < step; }
  };

  /// On a cycle shorter than a step there are goods for a step under way, as in the simulation.
  void take_under_way() {
    facts_.under_way = base(network_.edges(), [&](EdgeId edge) { return network_.flow(edge).value; });
    facts_.first_lead = base(network_.edges(), [&](EdgeId edge) { return network_.lead_time(edge).count(); });
    facts_.arrived = PerEdge<double>(network_.edges().size());
    const double step = options_.step.count();
    const bool cyclic = std::any_of(network_.edges().begin(), network_.edges().end(), [&](EdgeId edge) {
      return network_.closes_cycle(edge) && network_.lead_time(edge).count() < step;
    });
    if (!cyclic) return;
    const boost::filtered_graph<FrozenNetwork, Short> short_edges(network_, {&network_, step});
    std::vector<std::uint32_t> component(network_.nodes().size());
    boost::strong_components(short_edges,
                             boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network_)));
    std::size_t count = 0;
    for (const EdgeId edge : network_.edges()) {
      const double lead = network_.lead_time(edge).count();
      if (lead >= step || component[index_of(network_.from(edge))] != component[index_of(network_.to(edge))]) continue;
      facts_.arrived[edge] = network_.flow(edge).value * (step - lead);
      ++count;
    }
    facts_.notes.push_back(
        fmt::format("edges with goods for one step under way, being on cycles shorter than that: {}", count));
  }

  const FrozenNetwork& network_;
  const Scenario& scenario_;
  const SurviveOptions& options_;
  Timeline timeline_;
  std::vector<Pause> pauses_ = {};
  Facts facts_ = {};
};

}  // namespace

bool can_carry(const Facts& facts, EdgeId edge) {
  const LaneId lane = facts.network->lane(edge);
  return std::any_of(facts.cells.begin(), facts.cells.end(), [&](const Cell& cell) {
    if (!(cell.edge_capacity[edge] > 0) || !(cell.share[edge] > 0)) return false;
    return lane == no_lane || std::isinf(cell.t_per_licence[lane]) ||
           cell.licences[facts.network->lane(lane).office] > 0;
  });
}

double sure_volume(const Facts& facts, LaneId lane, double end) {
  double least = no_limit;
  for (const VolumeLimit& limit : facts.volumes)
    if (limit.lane == lane && (limit.spans.front().first == 0 || limit.spans.front().first < end))
      least = std::min(least, limit.tonnes);
  return least;
}

bool has_share(const Facts& facts, EdgeId edge) {
  return std::any_of(facts.cells.begin(), facts.cells.end(), [&](const Cell& cell) { return cell.share[edge] < 1; });
}

bool has_own_share(const Facts& facts, NodeId node) {
  return std::any_of(facts.cells.begin(), facts.cells.end(),
                     [&](const Cell& cell) { return cell.own_share[node] < 1; });
}

Facts divided(const Facts& facts, const std::vector<double>& moments) {
  Facts fine = facts;
  fine.cells.clear();
  fine.cautious.clear();
  std::vector<std::size_t> first(facts.cells.size());  // of the cells that one became
  for (std::size_t k = 0; k < facts.cells.size(); ++k) {
    first[k] = fine.cells.size();
    const auto add = [&](double from, double to) {
      const auto part = [&](Cell cell) {
        const double later = std::isinf(to) ? 0 : (from + to) / 2 - (cell.from + cell.to) / 2;
        const auto shift = [&](auto& values, const auto& slopes) {
          for (std::size_t i = 0; i < slopes.size(); ++i) {
            const auto at = static_cast<std::ptrdiff_t>(i);
            *(values.begin() + at) += later * *(slopes.begin() + at);
          }
        };
        shift(cell.capacity, cell.slopes.capacity);
        shift(cell.demand, cell.slopes.demand);
        shift(cell.edge_capacity, cell.slopes.edge_capacity);
        shift(cell.free_output, cell.slopes.free_output);
        shift(cell.licences, cell.slopes.licences);
        cell.from = from;
        cell.to = to;
        return cell;
      };
      fine.cells.push_back(part(facts.cells[k]));
      if (!facts.cautious.empty()) fine.cautious.push_back(part(facts.cautious[k]));
    };
    double from = facts.cells[k].from;
    for (const double moment : moments)
      if (is_after(moment, from) && is_after(facts.cells[k].to, moment)) add(std::exchange(from, moment), moment);
    add(from, facts.cells[k].to);
  }
  for (StockChange& change : fine.changes) change.cell = first[change.cell];
  return fine;
}

Facts facts_of(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options) {
  return Builder(network, scenario, options).run();
}

}  // namespace ytterby::best
