// SPDX-License-Identifier: Apache-2.0
/// @file  The case as functions of time, as a proof is checked against it. Months, t and t/month throughout.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "survive/verify_pieces.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::proof {

/// What the plan and the prices are judged by.
class CaseFacts : public CasePieces {
 public:
  /// @param served  Whose demand counts.
  CaseFacts(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options,
            std::span<const NodeId> served);

  [[nodiscard]] bool is_served(NodeId node) const { return served_[node]; }
  [[nodiscard]] std::span<const EdgeId> out_edges(NodeId node) const;

  [[nodiscard]] Line capacity(NodeId node, std::size_t piece) const;
  [[nodiscard]] Line demand(NodeId node, std::size_t piece) const;
  [[nodiscard]] Line t_per_t(InputId input, std::size_t piece) const;
  [[nodiscard]] Line essential(InputId input, std::size_t piece) const;
  /// What a node could want to make at most; partly essential inputs are measured by it.
  [[nodiscard]] Line wanted(NodeId node, std::size_t piece) const;
  /// What may be shipped on an edge: its capacity, nothing while its lane is closed or a new review runs, the usual
  /// flow while the first review runs.
  [[nodiscard]] Line carries(EdgeId edge, std::size_t piece) const;
  /// Whether its own capacity is the limit, not its lane.
  [[nodiscard]] bool own_limit(EdgeId edge, std::size_t piece) const;
  [[nodiscard]] Line lead(EdgeId edge, std::size_t piece) const;
  [[nodiscard]] bool lead_varies(EdgeId edge) const;
  [[nodiscard]] Line licences(OfficeId office, std::size_t piece) const;
  [[nodiscard]] bool controls(LaneId lane, std::size_t piece) const;
  [[nodiscard]] Line t_per_licence(LaneId lane, std::size_t piece) const;
  /// All that can ever be granted; no limit if a part of it may ever pass without a licence.
  [[nodiscard]] double volume(LaneId lane) const;
  /// While a volume is in force: what is granted since `since` must not exceed it when the span is over, if anything
  /// is granted in it.
  struct VolumeSpan {
    double since = 0, from = 0, to = 0, tonnes = 0;
  };
  /// Without those in which it is unlimited.
  [[nodiscard]] std::vector<VolumeSpan> volume_spans(LaneId lane) const;
  /// The largest part that needs a licence within a piece.
  [[nodiscard]] double controlled(LaneId lane, std::size_t piece) const;
  /// Whether licences of an office without limit may be open when nothing more is granted, or less for each, or it gets
  /// a limit.
  [[nodiscard]] bool forgets_licences() const { return forgets_licences_; }
  /// As `carries`, `t_per_licence`, if nobody orders more than is usual to get more of it without a licence.
  [[nodiscard]] Line surely_carries(EdgeId edge, std::size_t piece) const;
  [[nodiscard]] Line sure_t_per_licence(LaneId lane, std::size_t piece) const;
  [[nodiscard]] std::span<const EdgeId> edges_of(LaneId lane) const { return lane_edges_[lane]; }

  /// Of all its supplier has made and had, what an edge's customer may get, 1 at most: no limit. And the node's own
  /// demand. Whether they are ever below 1.
  [[nodiscard]] Line share(EdgeId edge, std::size_t piece) const;
  [[nodiscard]] Line own_share(NodeId node, std::size_t piece) const;
  [[nodiscard]] bool has_share(EdgeId edge) const;
  [[nodiscard]] bool has_own_share(NodeId node) const;

  /// At hand at the start, after what is set or scaled then; for inputs with the part of goods on short cycles that is
  /// there at once. Goods under way arrive evenly over the lead time of the data.
  [[nodiscard]] double stock(NodeId node) const { return node_stock_[node]; }
  [[nodiscard]] double stock(InputId input) const { return input_stock_[input]; }
  /// What is set or scaled after the start, in the order in which it acts.
  struct Stroke {
    double at = 0, value = 0;
    bool scales = false;
  };
  [[nodiscard]] std::span<const Stroke> strokes(NodeId node) const;
  [[nodiscard]] std::span<const Stroke> strokes(InputId input) const;

  /// Shortest time in which product that leaves a node can be at a served node's output; infinite if never.
  [[nodiscard]] double way(NodeId node) const { return way_[node]; }
  [[nodiscard]] double way(EdgeId edge) const { return edge_way_[edge]; }
  /// The shortest of what the office licenses.
  [[nodiscard]] double way(OfficeId office) const { return office_way_[office]; }

 private:
  struct Window {
    double from = 0, to = 0;
  };
  /// When a piece begins.
  struct OpenLicences {
    bool may_be = false;
    double largest = 0;  ///< t each
  };
  [[nodiscard]] bool ever_carries(EdgeId edge) const;
  [[nodiscard]] double least_lead(EdgeId edge) const;
  [[nodiscard]] bool approves(LaneId lane, std::size_t piece) const;
  [[nodiscard]] bool is_closed(LaneId lane, std::size_t piece) const;
  [[nodiscard]] bool stops(LaneId lane, std::size_t piece) const;
  [[nodiscard]] std::vector<double> volumes_began(LaneId lane) const;
  [[nodiscard]] double granted_before_closing(LaneId lane) const;
  [[nodiscard]] Line volume_in(LaneId lane, std::size_t piece) const;
  [[nodiscard]] Line carries(EdgeId edge, std::size_t piece, double free) const;
  [[nodiscard]] Line review(LaneId lane, std::size_t piece) const;
  [[nodiscard]] bool in_new_review(LaneId lane, std::size_t piece) const;

  void find_reviews();
  void find_open_licences();
  void sort_edges();
  void find_shares();
  void find_stocks(double step);
  void find_ways();

  double tau_, flex_;
  bool share_;
  PerNode<bool> served_;
  PerLane<std::vector<Window>> new_reviews_ = {};
  PerLane<std::vector<OpenLicences>> open_ = {};  ///< [lane][piece]
  std::vector<PerOffice<char>> works_ = {};       ///< [piece] Whether it may have, or had, anything to grant
  bool forgets_licences_ = false;
  std::vector<std::size_t> out_begin_ = {};
  std::vector<EdgeId> out_edges_ = {};
  PerLane<std::vector<EdgeId>> lane_edges_ = {};
  bool flows_vary_ = false;
  std::vector<PerNode<Line>> shipped_ = {};  ///< [piece, or 0 if none varies][node] flow on all its edges
  PerEdge<bool> has_share_ = {};
  PerNode<bool> has_own_share_ = {};
  PerNode<double> node_stock_ = {};
  PerInput<double> input_stock_ = {};
  PerNode<std::vector<Stroke>> node_strokes_ = {};
  PerInput<std::vector<Stroke>> input_strokes_ = {};
  PerNode<double> way_ = {};
  PerEdge<double> edge_way_ = {};
  PerOffice<double> office_way_ = {};
};

}  // namespace ytterby::proof
