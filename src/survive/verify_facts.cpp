// SPDX-License-Identifier: Apache-2.0
/// @file  Events to pieces of time, licences to limits of edges, edges to shortest ways.
#include "survive/verify_facts.hpp"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

#include "ytterby/network/boost_graph.hpp"

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

struct ShorterThan {
  const FrozenNetwork* network = nullptr;
  double step = 0;
  bool operator()(EdgeId edge) const { return network->lead_time(edge).count() < step; }
};

}  // namespace

Line higher(Line a, Line b) { return {std::max(a.begin, b.begin), std::max(a.end, b.end)}; }
Line lower(Line a, Line b) { return {std::min(a.begin, b.begin), std::min(a.end, b.end)}; }

CaseFacts::CaseFacts(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options,
                     std::span<const NodeId> served)
    : network_(network),
      timeline_(resolve(network, scenario)),
      tau_(scenario.policy.tau.count()),
      flex_(options.flex),
      share_(options.rivals == Rivals::share),
      served_(network.nodes().size(), false) {
  for (const NodeId node : served) served_[node] = true;
  group_rows();
  find_moments();
  cut_time();
  find_reviews();
  cut_time();  // again: where reviews end something changes, too
  find_open_licences();
  sort_edges();
  find_shares();
  find_stocks(options.step.count());
  find_ways();
}

std::span<const EdgeId> CaseFacts::out_edges(NodeId node) const {
  return std::span(out_edges_)
      .subspan(out_begin_[index_of(node)], out_begin_[index_of(node) + 1] - out_begin_[index_of(node)]);
}

std::size_t CaseFacts::piece_at(double time) const {
  const auto after = std::upper_bound(begins_.begin() + 1, begins_.end(), time);
  return static_cast<std::size_t>(after - begins_.begin()) - 1;
}

void CaseFacts::group_rows() {
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
    flows_vary_ = flows_vary_ || group.lever == Lever::flow;
  }
}

std::uint32_t CaseFacts::group_of(Table table, Lever lever, std::size_t row) const {
  const auto& places = group_of_row_[static_cast<std::size_t>(table) * lever_count + static_cast<std::size_t>(lever)];
  return places.empty() ? 0 : places[row];
}

void CaseFacts::find_moments() {
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

void CaseFacts::cut_time() {
  begins_ = changes_;
  begins_.insert(begins_.end(), review_ends_.begin(), review_ends_.end());
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

Line CaseFacts::value(Table table, Lever lever, std::size_t row, double base, std::size_t piece) const {
  const std::uint32_t group = group_of(table, lever, row);
  if (group == 0) return {base, base};
  const auto of = [&](const Effect& effect) {
    if (base != infinity) return effect.scale * base + effect.add;
    return effect.open > 0.5 ? infinity : effect.closed_add;
  };
  const Piece& ends = effects_[group - 1][piece];
  return {of(ends.begin), of(ends.end)};
}

Line CaseFacts::capacity(NodeId node, std::size_t piece) const {
  return value(Table::nodes, Lever::capacity, index_of(node), network_.capacity(node).value, piece);
}

Line CaseFacts::demand(NodeId node, std::size_t piece) const {
  return value(Table::nodes, Lever::demand, index_of(node), network_.demand(node).value, piece);
}

Line CaseFacts::t_per_t(InputId input, std::size_t piece) const {
  return value(Table::inputs, Lever::t_per_t, index_of(input), network_.t_per_t(input), piece);
}

Line CaseFacts::essential(InputId input, std::size_t piece) const {
  return value(Table::inputs, Lever::essential, index_of(input), network_.essential(input), piece);
}

Line CaseFacts::wanted(NodeId node, std::size_t piece) const {
  const Line most = capacity(node, piece);
  if (!out_edges(node).empty()) return most;
  const double refill = network_.stock(node).value / tau_;
  const Line own = demand(node, piece);
  return lower(most, {own.begin + refill, own.end + refill});
}

Line CaseFacts::lead(EdgeId edge, std::size_t piece) const {
  return value(Table::edges, Lever::lead_time, index_of(edge), network_.lead_time(edge).count(), piece);
}

bool CaseFacts::lead_varies(EdgeId edge) const { return group_of(Table::edges, Lever::lead_time, index_of(edge)) > 0; }

Line CaseFacts::licences(OfficeId office, std::size_t piece) const {
  const double base = network_.office(office).licences_per_month.value;
  return value(Table::offices, Lever::licences_per_month, index_of(office), base, piece);
}

Line CaseFacts::t_per_licence(LaneId lane, std::size_t piece) const {
  if (!controls(lane, piece)) return {infinity, infinity};
  const double base = network_.lane(lane).t_per_licence.value;
  const Line now = value(Table::lanes, Lever::t_per_licence, index_of(lane), base, piece);
  const OpenLicences& open = open_[lane][piece];
  return open.may_be ? higher(now, {open.largest, open.largest}) : now;
}

/// Where a part alone needs a licence, who orders enough gets what he needs without one.
bool CaseFacts::controls(LaneId lane, std::size_t piece) const {
  const Line part = value(Table::lanes, Lever::controlled, index_of(lane), network_.lane(lane).controlled, piece);
  return part.begin >= 1 && part.end >= 1;
}

double CaseFacts::controlled(LaneId lane, std::size_t piece) const {
  const Line part = value(Table::lanes, Lever::controlled, index_of(lane), network_.lane(lane).controlled, piece);
  return std::clamp(std::max(part.begin, part.end), 0.0, 1.0);
}

Line CaseFacts::sure_t_per_licence(LaneId lane, std::size_t piece) const {
  const double part = controlled(lane, piece);
  if (part == 0 || (part < 1 && is_closed(lane, piece))) return {infinity, infinity};
  const Line size =
      value(Table::lanes, Lever::t_per_licence, index_of(lane), network_.lane(lane).t_per_licence.value, piece);
  return {size.begin / part, size.end / part};
}

Line CaseFacts::volume_in(LaneId lane, std::size_t piece) const {
  return value(Table::lanes, Lever::volume, index_of(lane), network_.lane(lane).volume.value, piece);
}

/// [piece] When the event began whose volume holds in it; 0 if it is that of the data.
std::vector<double> CaseFacts::volumes_began(LaneId lane) const {
  std::vector<double> began(pieces(), 0);
  const std::uint32_t group = group_of(Table::lanes, Lever::volume, index_of(lane));
  if (group == 0) return began;
  for (std::size_t piece = 0; piece < pieces(); ++piece) {
    const double middle = piece + 1 < pieces() ? (begin(piece) + end(piece)) / 2 : begin(piece) + 1e-6;
    for (const Move& set : timeline_.groups[group - 1].sets)  // of several in force the last one rules
      if (set.on.count() < middle && middle < set.off.count()) began[piece] = set.on.count();
  }
  return began;
}

/// Each volume is granted once at most: the most that it ever is, all of them together.
double CaseFacts::volume(LaneId lane) const {
  for (std::size_t piece = 0; piece < pieces(); ++piece)
    if (!controls(lane, piece)) return infinity;
  const auto began = volumes_began(lane);
  double whole = 0;
  std::vector<bool> counted(pieces(), false);
  for (std::size_t first = 0; first < pieces(); ++first) {
    if (counted[first]) continue;
    double most = 0;
    for (std::size_t piece = first; piece < pieces(); ++piece) {
      if (began[piece] != began[first]) continue;
      counted[piece] = true;
      if (!approves(lane, piece)) continue;
      const Line now = volume_in(lane, piece);
      most = std::max({most, now.begin, now.end});
    }
    whole += most;
  }
  return std::min(whole, granted_before_closing(lane));
}

/// Infinite unless it is closed for good at some time, and an office with a limit granted all that there was.
double CaseFacts::granted_before_closing(LaneId lane) const {
  const std::vector<OpenLicences>& open = open_[lane];
  if (!open.back().may_be || !stops(lane, pieces() - 1)) return infinity;
  double licences_granted = 0;
  for (std::size_t piece = 0; piece + 1 < pieces(); ++piece) {
    if (stops(lane, piece)) continue;
    const Line rate = licences(network_.lane(lane).office, piece);
    if (rate.is_unlimited()) return infinity;
    licences_granted += (rate.begin + rate.end) / 2 * (end(piece) - begin(piece));
  }
  return licences_granted * open.back().largest;
}

std::vector<CaseFacts::VolumeSpan> CaseFacts::volume_spans(LaneId lane) const {
  const auto began = volumes_began(lane);
  std::vector<VolumeSpan> spans;
  for (std::size_t piece = 0; piece < pieces(); ++piece) {
    const double since = began[piece];
    const Line now = volume_in(lane, piece);
    const double least = std::min(now.begin, now.end);
    if (least == infinity) continue;
    if (!spans.empty() && spans.back().since == since && spans.back().to == begin(piece) &&
        spans.back().tonnes == least) {
      spans.back().to = end(piece);
    } else {
      spans.push_back({since, begin(piece), end(piece), least});
    }
  }
  return spans;
}

Line CaseFacts::review(LaneId lane, std::size_t piece) const {
  return value(Table::lanes, Lever::review, index_of(lane), network_.lane(lane).review.count(), piece);
}

/// What is filed once a review is longer comes out that much later: until then nothing does.
void CaseFacts::find_reviews() {
  new_reviews_ = PerLane<std::vector<Window>>(network_.lanes().size());
  for (const LaneId lane : network_.lanes()) {
    double before = network_.lane(lane).review.count();
    review_ends_.push_back(before);
    for (std::size_t piece = 0; piece < pieces(); ++piece) {
      const Line now = review(lane, piece);
      if (now.begin > before + 1e-9) {
        new_reviews_[lane].push_back({begin(piece) + before, begin(piece) + now.begin});
        review_ends_.push_back(begin(piece) + before);
        review_ends_.push_back(begin(piece) + now.begin);
      }
      before = now.end;
    }
  }
  moments_.insert(moments_.end(), review_ends_.begin(), review_ends_.end());
  tidy(moments_);
}

bool CaseFacts::in_new_review(LaneId lane, std::size_t piece) const {
  const double middle = piece + 1 < pieces() ? (begin(piece) + end(piece)) / 2 : begin(piece) + 1e-6;
  return std::any_of(new_reviews_[lane].begin(), new_reviews_[lane].end(),
                     [&](const Window& window) { return middle > window.from && middle < window.to; });
}

Line CaseFacts::carries(EdgeId edge, std::size_t piece) const {
  const LaneId lane = network_.lane(edge);
  const bool is_free = lane != no_lane && (!controls(lane, piece) || (open_[lane][piece].may_be && stops(lane, piece)));
  return carries(edge, piece, is_free ? 1 : 0);
}

Line CaseFacts::surely_carries(EdgeId edge, std::size_t piece) const {
  const LaneId lane = network_.lane(edge);
  return carries(edge, piece, lane == no_lane ? 0 : 1 - controlled(lane, piece));
}

bool CaseFacts::approves(LaneId lane, std::size_t piece) const {
  const Line approval = value(Table::lanes, Lever::approval, index_of(lane), network_.lane(lane).approval, piece);
  return approval.begin > 0 || approval.end > 0;
}

/// Nothing is granted. Where a part alone is controlled that is so too if the office has none to grant; of a lane that
/// is controlled as a whole, licences from before may be left then.
bool CaseFacts::is_closed(LaneId lane, std::size_t piece) const {
  if (!approves(lane, piece) || in_new_review(lane, piece)) return true;
  const Line granted = licences(network_.lane(lane).office, piece);
  if (controlled(lane, piece) < 1 && granted.begin == 0 && granted.end == 0) return true;
  // No licences are no tonnes, however large a batch is.
  const double size = network_.lane(lane).t_per_licence.value;
  return !granted.is_unlimited() &&
         value(Table::lanes, Lever::t_per_licence, index_of(lane), size, piece).is_unlimited();
}

bool CaseFacts::stops(LaneId lane, std::size_t piece) const {
  return !approves(lane, piece) || in_new_review(lane, piece);
}

/// What is granted and not used by then stays good for what it was granted for. From an office without limit that would
/// be any number: there it is left out.
void CaseFacts::find_open_licences() {
  open_ = PerLane<std::vector<OpenLicences>>(network_.lanes().size());
  for (const LaneId lane : network_.lanes()) {
    const double base = network_.lane(lane).t_per_licence.value;
    bool may_be_open = false, of_any_number = false, forgets = false;
    double largest = 0, before = 0;
    for (std::size_t piece = 0; piece < pieces(); ++piece) {
      const Line size = value(Table::lanes, Lever::t_per_licence, index_of(lane), base, piece);
      const bool is_limited = !licences(network_.lane(lane).office, piece).is_unlimited();
      const bool decides = !stops(lane, piece);
      const bool shrinks = size.begin < before || size.end < size.begin;
      forgets = forgets || (of_any_number && (!decides || shrinks || is_limited));
      open_[lane].push_back({may_be_open, largest});
      before = size.end;
      if (!decides) continue;
      largest = std::max({largest, size.begin, size.end});
      if (controlled(lane, piece) == 0) continue;
      const Line waits = review(lane, piece);
      const bool holds = waits.begin > 0 || waits.end > 0 || !volume_in(lane, piece).is_unlimited();
      may_be_open = may_be_open || is_limited || holds;
      of_any_number = of_any_number || (holds && !is_limited);
    }
    if (!forgets) continue;
    forgets_licences_ = true;
    for (OpenLicences& open : open_[lane]) open = {};
  }
}

/// @param free  The part that needs no licence: of what is usual, or of all if it is all.
Line CaseFacts::carries(EdgeId edge, std::size_t piece, double free) const {
  const Line own = value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  const LaneId lane = network_.lane(edge);
  if (lane == no_lane || free == 1) return own;
  const double usual = network_.flow(edge).value;
  const Line rest = free == 0 ? Line{0, 0} : Line{free * std::min(own.begin, usual), free * std::min(own.end, usual)};
  if (is_closed(lane, piece)) return rest;
  return end(piece) <= network_.lane(lane).review.count() * (1 + 1e-9) ? lower(own, {usual, usual}) : own;
}

bool CaseFacts::own_limit(EdgeId edge, std::size_t piece) const {
  const Line own = value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  const Line all = carries(edge, piece);
  return own.begin == all.begin && own.end == all.end;
}

void CaseFacts::sort_edges() {
  out_begin_.assign(network_.nodes().size() + 1, 0);
  for (const EdgeId edge : network_.edges()) ++out_begin_[index_of(network_.from(edge)) + 1];
  for (std::size_t i = 1; i < out_begin_.size(); ++i) out_begin_[i] += out_begin_[i - 1];
  out_edges_.resize(network_.edges().size());
  auto next = out_begin_;
  lane_edges_ = PerLane<std::vector<EdgeId>>(network_.lanes().size());
  for (const EdgeId edge : network_.edges()) {
    out_edges_[next[index_of(network_.from(edge))]++] = edge;
    if (network_.lane(edge) != no_lane) lane_edges_[network_.lane(edge)].push_back(edge);
  }
}

void CaseFacts::find_shares() {
  const auto nodes = network_.nodes().size(), edges = network_.edges().size();
  has_share_ = PerEdge<bool>(edges, false);
  has_own_share_ = PerNode<bool>(nodes, false);
  if (!share_) return;
  shipped_.assign(flows_vary_ ? pieces() : 1, PerNode<Line>(nodes));
  for (std::size_t piece = 0; piece < shipped_.size(); ++piece)
    for (const EdgeId edge : network_.edges()) {
      const Line flow = value(Table::edges, Lever::flow, index_of(edge), network_.flow(edge).value, piece);
      Line& sum = shipped_[piece][network_.from(edge)];
      sum = {sum.begin + flow.begin, sum.end + flow.end};
    }
  const auto limits = [](Line share) { return share.begin < 1 || share.end < 1; };
  for (std::size_t piece = 0; piece < shipped_.size(); ++piece) {
    for (const EdgeId edge : network_.edges()) has_share_[edge] = has_share_[edge] || limits(share(edge, piece));
    for (const NodeId node : network_.nodes())
      has_own_share_[node] = has_own_share_[node] || limits(own_share(node, piece));
  }
}

Line CaseFacts::share(EdgeId edge, std::size_t piece) const {
  if (!share_) return {1, 1};
  const NodeId from = network_.from(edge);
  const Line flow = value(Table::edges, Lever::flow, index_of(edge), network_.flow(edge).value, piece);
  const Line sum = shipped_[flows_vary_ ? piece : 0][from];
  const double own = network_.demand(from).value;
  const auto of = [&](double part, double all) { return all > 0 ? std::min(1.0, flex_ * part / all) : 1.0; };
  return {of(flow.begin, sum.begin + own), of(flow.end, sum.end + own)};
}

Line CaseFacts::own_share(NodeId node, std::size_t piece) const {
  if (!share_) return {1, 1};
  const Line sum = shipped_[flows_vary_ ? piece : 0][node];
  const double own = network_.demand(node).value;
  const auto of = [&](double others) { return others > 0 ? std::min(1.0, flex_ * own / (others + own)) : 1.0; };
  return {of(sum.begin), of(sum.end)};
}

bool CaseFacts::has_share(EdgeId edge) const { return has_share_[edge]; }
bool CaseFacts::has_own_share(NodeId node) const { return has_own_share_[node]; }

void CaseFacts::find_stocks(double step) {
  node_stock_ = PerNode<double>(network_.nodes().size(), 0);
  input_stock_ = PerInput<double>(network_.inputs().size(), 0);
  node_strokes_ = PerNode<std::vector<Stroke>>(network_.nodes().size());
  input_strokes_ = PerInput<std::vector<Stroke>>(network_.inputs().size());
  for (const NodeId node : network_.nodes()) node_stock_[node] = network_.stock(node).value;
  for (const InputId input : network_.inputs()) input_stock_[input] = network_.stock(input).value;
  for (const Impulse& impulse : timeline_.impulses)
    for (const std::uint32_t row : impulse.rows) {
      const Stroke stroke{impulse.at.count(), impulse.value, impulse.scales};
      const bool of_node = impulse.table == Table::nodes;
      double& stock = of_node ? node_stock_[NodeId{row}] : input_stock_[InputId{row}];
      if (stroke.at <= 0)
        stock = stroke.scales ? stock * stroke.value : stroke.value;
      else
        (of_node ? node_strokes_[NodeId{row}] : input_strokes_[InputId{row}]).push_back(stroke);
    }
  const boost::filtered_graph<FrozenNetwork, ShorterThan> quick(network_, ShorterThan{&network_, step});
  std::vector<std::size_t> component(network_.nodes().size());
  if (component.empty()) return;
  const auto numbers = boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network_));
  boost::strong_components(quick, numbers, boost::vertex_index_map(get(boost::vertex_index, network_)));
  for (const EdgeId edge : network_.edges()) {
    const double lead_time = network_.lead_time(edge).count();
    if (lead_time >= step || component[index_of(network_.from(edge))] != component[index_of(network_.to(edge))])
      continue;
    input_stock_[network_.input(edge)] += network_.flow(edge).value * (step - lead_time);
  }
}

std::span<const CaseFacts::Stroke> CaseFacts::strokes(NodeId node) const { return node_strokes_[node]; }
std::span<const CaseFacts::Stroke> CaseFacts::strokes(InputId input) const { return input_strokes_[input]; }

double CaseFacts::least_lead(EdgeId edge) const {
  double least = infinity;
  for (std::size_t piece = 0; piece < (lead_varies(edge) ? pieces() : 1); ++piece)
    least = std::min({least, lead(edge, piece).begin, lead(edge, piece).end});
  return least;
}

/// Whether anything at all can ever pass.
bool CaseFacts::ever_carries(EdgeId edge) const {
  const auto ever = [&](auto&& value_in) {
    for (std::size_t piece = 0; piece < pieces(); ++piece)
      if (const Line line = value_in(piece); line.begin > 0 || line.end > 0) return true;
    return false;
  };
  const auto own = [&](std::size_t piece) {
    return value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  };
  if (!ever(own) || !ever([&](std::size_t piece) { return share(edge, piece); })) return false;
  const LaneId lane = network_.lane(edge);
  if (lane == no_lane) return true;
  for (std::size_t piece = 0; piece < pieces(); ++piece)
    if (!controls(lane, piece)) return true;
  return ever([&](std::size_t piece) {
           return value(Table::lanes, Lever::approval, index_of(lane), network_.lane(lane).approval, piece);
         }) &&
         ever([&](std::size_t piece) { return licences(network_.lane(lane).office, piece); });
}

void CaseFacts::find_ways() {
  way_ = PerNode<double>(network_.nodes().size(), infinity);
  edge_way_ = PerEdge<double>(network_.edges().size(), infinity);
  for (const EdgeId edge : network_.edges())
    if (ever_carries(edge)) edge_way_[edge] = least_lead(edge);
  using Stop = std::pair<double, NodeId>;
  std::priority_queue<Stop, std::vector<Stop>, std::greater<>> queue;
  for (const NodeId node : network_.nodes())
    if (served_[node]) queue.emplace(way_[node] = 0, node);
  while (!queue.empty()) {
    const auto [way, node] = queue.top();
    queue.pop();
    if (way > way_[node]) continue;
    for (const InputId input : network_.inputs(node))
      for (const EdgeId edge : network_.in_edges(input)) {
        const NodeId from = network_.from(edge);
        const double longer = way + edge_way_[edge];
        if (longer < way_[from]) queue.emplace(way_[from] = longer, from);
      }
  }
  for (const EdgeId edge : network_.edges()) edge_way_[edge] += way_[network_.to(edge)];
}

}  // namespace ytterby::proof
