// SPDX-License-Identifier: Apache-2.0
/// @file  Rates against their limits, then one account after the other.
#include "survive/verify_plan.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "survive/verify_account.hpp"

namespace ytterby::proof {

namespace {

class Follower {
 public:
  Follower(const Plan& plan, const CaseFacts& facts) : plan_(plan), facts_(facts), network_(facts.network()) {}

  Followed run() {
    if (auto why = fault(); !why.empty()) return {.why = std::move(why)};
    end_ = plan_.until.back().count();
    lasts_ = end_;
    for (const NodeId node : network_.nodes()) check_making(node);
    for (const EdgeId edge : network_.edges()) check_shipping(edge);
    for (const NodeId node : network_.nodes()) follow_finished(node);
    for (const InputId input : network_.inputs()) follow_input(input);
    for (const OfficeId office : network_.offices()) follow_office(office);
    for (const LaneId lane : network_.lanes()) follow_volume(lane);
    return {true, lasts_, std::move(why_)};
  }

 private:
  /// What makes it no plan: sizes, times that don't ascend, numbers that are none.
  [[nodiscard]] std::string fault() const {
    const std::size_t cells = plan_.until.size();
    if (cells == 0) return "plan: found no cell, expected one at least";
    if (plan_.made.size() != cells || plan_.shipped.size() != cells)
      return fmt::format("plan: found rates of {} and {} cells, expected {}", plan_.made.size(), plan_.shipped.size(),
                         cells);
    double before = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const double until = plan_.until[cell].count();
      if (!(until > before) || (until == infinity && cell + 1 < cells))
        return fmt::format("plan, cell {}: found an end after {:g} months, expected one after {:g}", cell + 1, until,
                           before);
      before = until;
      if (plan_.made[cell].size() != network_.nodes().size() || plan_.shipped[cell].size() != network_.edges().size())
        return fmt::format("plan, cell {}: found {} nodes and {} edges, expected {} and {}", cell + 1,
                           plan_.made[cell].size(), plan_.shipped[cell].size(), network_.nodes().size(),
                           network_.edges().size());
      for (const NodeId node : network_.nodes())
        if (!is_rate(plan_.made[cell][node]))
          return fmt::format("plan, cell {}: found '{}' making {:g} t/month, expected 0 or more", cell + 1,
                             network_.name(node), plan_.made[cell][node]);
      for (const EdgeId edge : network_.edges())
        if (!is_rate(plan_.shipped[cell][edge]))
          return fmt::format("plan, cell {}: found {} carrying {:g} t/month, expected 0 or more", cell + 1, name(edge),
                             plan_.shipped[cell][edge]);
    }
    return {};
  }

  static bool is_rate(double rate) { return std::isfinite(rate) && rate >= 0; }

  // What is rounding at a place goes by what usually passes there, or by plan: a small product beside a large one
  // must not get lost in it.

  [[nodiscard]] double most_made(NodeId node) const {
    double most = 0;
    for (const auto& made : plan_.made) most = std::max(most, made[node]);
    return most;
  }
  [[nodiscard]] double most_shipped(EdgeId edge) const {
    double most = 0;
    for (const auto& shipped : plan_.shipped) most = std::max(most, shipped[edge]);
    return most;
  }
  [[nodiscard]] double rounding_at(NodeId node) const {
    double most = std::max(network_.output(node).value, most_made(node));
    for (const EdgeId edge : facts_.out_edges(node)) most = std::max(most, most_shipped(edge));
    return flow_tolerance * most;
  }
  [[nodiscard]] double rounding_at(InputId input) const {
    const NodeId node = network_.node(input);
    return flow_tolerance * std::max(network_.need(input).value, network_.t_per_t(input) * most_made(node));
  }

  [[nodiscard]] std::string name(EdgeId edge) const {
    return fmt::format("'{}' → '{}'", network_.name(network_.from(edge)), network_.name(network_.to(edge)));
  }

  /// Keeps what ends the plan first.
  template <class Why>
  void ends_at(double time, Why&& why) {
    if (!why_.empty() && time >= lasts_) return;
    lasts_ = std::min(lasts_, time);
    why_ = why();
  }

  /// Calls what(cell, piece, from, to) for each part of time with one rate and linear parameters in which something
  /// with that way to go can still matter.
  template <class What>
  void for_each_part(double way, What&& what) const {
    if (way == infinity) return;
    const double last = end_ - way;
    double now = 0;
    std::size_t cell = 0, piece = 0;
    while (now < last && cell < plan_.until.size()) {
      const double cell_end = plan_.until[cell].count(), piece_end = facts_.end(piece);
      const double then = std::min({cell_end, piece_end, last});
      if (then > now) what(cell, piece, now, then);
      now = std::max(now, then);
      if (cell_end <= then) ++cell;
      if (piece_end <= then) ++piece;
    }
  }

  /// @param usual  What is rounding is small beside it.
  /// @param where  "'Mine' makes"
  template <class Rate, class Limit, class Where>
  void check_rates(double way, double usual, Rate&& rate, Limit&& limit, Where&& where) {
    const double rounding = flow_tolerance * usual;
    if (way == infinity) {
      for (std::size_t cell = 0; cell < plan_.until.size(); ++cell)
        if (rate(cell) > rounding)
          ends_at(cell == 0 ? 0 : plan_.until[cell - 1].count(), [&] {
            return fmt::format("plan: {} {:g} t/month, expected 0: it reaches no target", where(), rate(cell));
          });
      return;
    }
    for_each_part(way, [&](std::size_t cell, std::size_t piece, double from, double to) {
      const Line most = facts_.part_of(limit(piece), piece, from, to);
      const double least = std::min(most.begin, most.end);
      if (rate(cell) <= least * (1 + plan_tolerance) + rounding) return;
      ends_at(from, [&] {
        return fmt::format("plan: {} {:g} t/month after {:g} months, expected {:g} at most", where(), rate(cell), from,
                           least);
      });
    });
  }

  void check_making(NodeId node) {
    check_rates(
        facts_.way(node), network_.output(node).value, [&](std::size_t cell) { return plan_.made[cell][node]; },
        [&](std::size_t piece) { return facts_.capacity(node, piece); },
        [&] { return fmt::format("'{}' makes", network_.name(node)); });
  }

  void check_shipping(EdgeId edge) {
    check_rates(
        facts_.way(edge), network_.flow(edge).value, [&](std::size_t cell) { return plan_.shipped[cell][edge]; },
        [&](std::size_t piece) { return facts_.surely_carries(edge, piece); },
        [&] { return fmt::format("{} carries", name(edge)); });
  }

  template <class What>
  void check_account(Account& account, double rounding, What&& what, std::vector<Account::Gift>* gifts = nullptr) {
    const auto fall = account.first_fall(end_, plan_tolerance, rounding, gifts);
    if (!fall) return;
    ends_at(fall->at, [&] {
      return fmt::format("plan: {} falls to {:.3g} t after {:.4g} months", what(), fall->level, fall->seen);
    });
  }

  void take_demand(Account& account, NodeId node) const {
    if (!facts_.is_served(node)) return;
    for_each_part(0, [&](std::size_t, std::size_t piece, double from, double to) {
      const Line demand = facts_.part_of(facts_.demand(node, piece), piece, from, to);
      account.flow(from, to, -demand.begin, -demand.end);
    });
  }

  void take_shipments(Account& account, EdgeId edge) const {
    for_each_part(facts_.way(edge), [&](std::size_t cell, std::size_t, double from, double to) {
      account.flow(from, to, -plan_.shipped[cell][edge], -plan_.shipped[cell][edge]);
    });
  }

  void follow_finished(NodeId node) {
    Account account;
    account.add(0, facts_.stock(node));
    for (const auto& stroke : facts_.strokes(node)) account.act(stroke.at, stroke.scales, stroke.value);
    for_each_part(facts_.way(node), [&](std::size_t cell, std::size_t, double from, double to) {
      account.flow(from, to, plan_.made[cell][node], plan_.made[cell][node]);
    });
    for (const EdgeId edge : facts_.out_edges(node)) take_shipments(account, edge);
    take_demand(account, node);
    std::vector<Account::Gift> gifts;
    check_account(
        account, rounding_at(node), [&] { return fmt::format("finished stock of '{}'", network_.name(node)); }, &gifts);
    for (const EdgeId edge : facts_.out_edges(node))
      if (facts_.has_share(edge)) follow_share(edge, gifts);
    if (facts_.is_served(node) && facts_.has_own_share(node)) follow_own_share(node, gifts);
  }

  /// All that the supplier has made and had, times a share.
  template <class Share>
  [[nodiscard]] Account right_to(NodeId supplier, const std::vector<Account::Gift>& gifts, Share&& share) const {
    Account account;
    account.add(0, share(0).begin * facts_.stock(supplier));
    for (const auto& gift : gifts) {
      const std::size_t piece = facts_.piece_at(gift.at);
      account.add(gift.at, facts_.part_of(share(piece), piece, gift.at, gift.at).begin * gift.amount);
    }
    for_each_part(facts_.way(supplier), [&](std::size_t cell, std::size_t piece, double from, double to) {
      const Line part = facts_.part_of(share(piece), piece, from, to);
      account.flow(from, to, part.begin * plan_.made[cell][supplier], part.end * plan_.made[cell][supplier]);
    });
    return account;
  }

  void follow_share(EdgeId edge, const std::vector<Account::Gift>& gifts) {
    Account account =
        right_to(network_.from(edge), gifts, [&](std::size_t piece) { return facts_.share(edge, piece); });
    take_shipments(account, edge);
    check_account(account, rounding_at(network_.from(edge)),
                  [&] { return fmt::format("what is left of the share of {}", name(edge)); });
  }

  void follow_own_share(NodeId node, const std::vector<Account::Gift>& gifts) {
    Account account = right_to(node, gifts, [&](std::size_t piece) { return facts_.own_share(node, piece); });
    take_demand(account, node);
    check_account(account, rounding_at(node),
                  [&] { return fmt::format("what is left of the own share of '{}'", network_.name(node)); });
  }

  void follow_input(InputId input) {
    Account account;
    account.add(0, facts_.stock(input));
    for (const auto& stroke : facts_.strokes(input)) account.act(stroke.at, stroke.scales, stroke.value);
    for (const EdgeId edge : network_.in_edges(input)) {
      const double flow = network_.flow(edge).value;
      account.flow(0, network_.lead_time(edge).count(), flow, flow);
      for_each_part(facts_.way(edge), [&](std::size_t cell, std::size_t piece, double from, double to) {
        const Line lead = facts_.part_of(facts_.lead(edge, piece), piece, from, to);
        arrive(account, from, to, lead, plan_.shipped[cell][edge]);
      });
    }
    const NodeId node = network_.node(input);
    for_each_part(facts_.way(node), [&](std::size_t cell, std::size_t piece, double from, double to) {
      const Line used = facts_.part_of(use(input, piece, plan_.made[cell][node]), piece, from, to);
      account.flow(from, to, -used.begin, -used.end);
    });
    check_account(account, rounding_at(input),
                  [&] { return fmt::format("stock of '{}' at '{}'", network_.product(input), network_.name(node)); });
  }

  /// While the lead time changes goods come closer together, or further apart.
  static void arrive(Account& account, double from, double to, Line lead, double rate) {
    if (lead.begin == lead.end) return account.flow(from + lead.begin, to + lead.begin, rate, rate);
    const double amount = rate * (to - from);
    const double first = std::min(from + lead.begin, to + lead.end), last = std::max(from + lead.begin, to + lead.end);
    if (last == first) return account.add(first, amount);
    account.flow(first, last, amount / (last - first), amount / (last - first));
  }

  /// The least that must be taken from an input's stock a month.
  [[nodiscard]] Line use(InputId input, std::size_t piece, double made) const {
    const Line ratio = facts_.t_per_t(input, piece), essential = facts_.essential(input, piece);
    const Line wanted = facts_.wanted(network_.node(input), piece);
    const auto of = [&](double r, double share, double want) {
      if (share >= 1) return r * made;
      if (share <= 0 || want == infinity) return 0.0;
      return std::max(0.0, made - (1 - share) * want) * r / share;
    };
    return {of(ratio.begin, essential.begin, wanted.begin), of(ratio.end, essential.end, wanted.end)};
  }

  void follow_office(OfficeId office) {
    Account account;
    for (std::size_t piece = 0; piece < facts_.pieces(); ++piece) {
      const Line granted = facts_.licences(office, piece);
      if (!granted.is_unlimited()) account.flow(facts_.begin(piece), facts_.end(piece), granted.begin, granted.end);
    }
    double most_used = 0;  // of licences a month, on one edge
    for (const LaneId lane : network_.lanes()) {
      if (network_.lane(lane).office != office) continue;
      for (const EdgeId edge : facts_.edges_of(lane))
        for_each_part(facts_.way(edge), [&](std::size_t cell, std::size_t piece, double from, double to) {
          if (facts_.licences(office, piece).is_unlimited()) return;
          const Line size = facts_.part_of(facts_.sure_t_per_licence(lane, piece), piece, from, to);
          most_used = std::max(most_used, plan_.shipped[cell][edge] / std::min(size.begin, size.end));
          account.flow(from, to, -plan_.shipped[cell][edge] / size.begin, -plan_.shipped[cell][edge] / size.end);
        });
    }
    const auto fall = account.first_fall(end_, plan_tolerance, flow_tolerance * most_used);
    if (!fall) return;
    ends_at(fall->at, [&] {
      return fmt::format("plan: office '{}' falls short by {:.3g} licences after {:.4g} months",
                         network_.office(office).name, -fall->level, fall->seen);
    });
  }

  /// Calls what(from, to, rate) for each part of what a lane ships between two moments and needs licences for.
  template <class What>
  void for_each_licensed(LaneId lane, double begin, double end, What&& what) const {
    for (const EdgeId edge : facts_.edges_of(lane))
      for_each_part(facts_.way(edge), [&](std::size_t cell, std::size_t piece, double from, double to) {
        if (facts_.controlled(lane, piece) == 0) return;
        from = std::max(from, begin);
        to = std::min(to, end);
        if (to > from) what(from, to, plan_.shipped[cell][edge]);
      });
  }

  void follow_volume(LaneId lane) {
    double most = 0;
    for (const EdgeId edge : facts_.edges_of(lane)) most = std::max(most, most_shipped(edge));
    for (const auto& span : facts_.volume_spans(lane)) {
      bool any = false;
      for_each_licensed(lane, span.from, span.to,
                        [&](double, double, double rate) { any = any || rate > flow_tolerance * most; });
      if (!any) continue;
      Account account;
      account.add(span.since, span.tonnes);
      for_each_licensed(lane, span.since, span.to,
                        [&](double from, double to, double rate) { account.flow(from, to, -rate, -rate); });
      check_account(account, flow_tolerance * most,
                    [&] { return fmt::format("volume of lane '{}'", network_.lane(lane).name); });
    }
  }

  const Plan& plan_;
  const CaseFacts& facts_;
  const FrozenNetwork& network_;
  double end_ = 0, lasts_ = 0;
  std::string why_ = {};
};

}  // namespace

Followed follow(const Plan& plan, const CaseFacts& facts) { return Follower(plan, facts).run(); }

}  // namespace ytterby::proof
