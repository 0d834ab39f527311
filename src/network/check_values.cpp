// SPDX-License-Identifier: Apache-2.0
/// @file  Each row by itself: texts that are missing, numbers out of range, ids of no row.
#include "core/date_text.hpp"
#include "network/findings.hpp"

namespace ytterby {
namespace {

/// Checks the columns of one row; words are put together only for what fails.
template <RowId Id>
class RowCheck {
 public:
  RowCheck(Findings& findings, Id id) : findings_(findings), id_(id) {}

  void not_empty(const std::string& text, const ColumnWords& column, std::string_view expected) const {
    if (text.empty()) findings_.add(id_, column, R"("")", std::string{expected});
  }
  void finite(double value, const ColumnWords& column) const {
    if (!std::isfinite(value)) refuse(value, column, "a finite number");
  }
  void zero_or_more(double value, const ColumnWords& column) const {
    if (!std::isfinite(value)) return refuse(value, column, "a finite number");
    zero_or_unlimited(value, column);
  }
  void lane_time(Months time, const ColumnWords& column) const {
    zero_or_more(time.count(), column);
    if (std::isfinite(time.count()) && time > longest_lane_time)
      refuse(time.count(), column, with_unit(fmt::format("{}", longest_lane_time.count()), column) + " or less");
  }
  void zero_or_unlimited(double value, const ColumnWords& column) const {
    if (!(value >= 0)) refuse(value, column, with_unit("0", column) + " or more");
  }
  void above_zero(double value, const ColumnWords& column) const {
    if (!(value > 0)) refuse(value, column, "more than " + with_unit("0", column));
  }
  void above_zero_and_finite(double value, const ColumnWords& column) const {
    if (!std::isfinite(value)) return refuse(value, column, "a finite number");
    above_zero(value, column);
  }
  void share(double value, const ColumnWords& column) const {
    if (!(value >= 0 && value <= 1)) refuse(value, column, "0 to 1");
  }
  void below_one(double value, const ColumnWords& column) const {
    if (!(value >= 0 && value < 1)) refuse(value, column, "0 or more, below 1");
  }
  template <RowId Other>
  void refers(Other other, std::size_t rows, const ColumnWords& column, std::string_view plural) const {
    if (index_of(other) < rows) return;
    findings_.add(id_, column, fmt::format("id {}", index_of(other)), fmt::format("one of {} {}", rows, plural));
  }

 private:
  static std::string with_unit(std::string_view number, const ColumnWords& column) {
    return fmt::format("{}{}{}", number, column.unit.empty() ? "" : " ", column.unit);
  }
  void refuse(double value, const ColumnWords& column, std::string expected) const {
    findings_.add(id_, column, with_unit(fmt::format("{}", value), column), std::move(expected));
  }

  Findings& findings_;
  Id id_;
};

}  // namespace

void check_node_values(const Network& network, Findings& findings) {
  for (const NodeId id : network.nodes.ids()) {
    const Node& node = network.nodes[id];
    const RowCheck row{findings, id};
    row.not_empty(node.name, {"node", "name"}, "a name");
    row.not_empty(node.product, {"product", "product"}, "a product");
    row.zero_or_unlimited(node.capacity.value, {"capacity_t_per_month", "capacity", "t/month"});
    row.zero_or_more(node.stock.value, {"stock_t", "stock", "t"});
    row.zero_or_more(node.demand.value, {"demand_t_per_month", "demand", "t/month"});
    row.zero_or_more(node.output_value.value, {"output_usd_per_t", "output value", "USD/t"});
    row.finite(node.priority, {"priority", "priority"});
    row.share(node.minimum_share, {"minimum_share", "minimum share"});
  }
}

void check_input_values(const Network& network, Findings& findings) {
  for (const InputId id : network.inputs.ids()) {
    const Input& input = network.inputs[id];
    const RowCheck row{findings, id};
    row.refers(input.node, network.nodes.size(), {"node", "node"}, "nodes");
    row.not_empty(input.product, {"product", "product"}, "a product");
    row.above_zero_and_finite(input.t_per_t, {"t_per_t", "amount", "t/t"});
    row.zero_or_more(input.stock.value, {"stock_t", "stock", "t"});
    row.share(input.essential, {"essential", "essentialness"});
  }
}

void check_edge_values(const Network& network, Findings& findings) {
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    const RowCheck row{findings, id};
    row.refers(edge.from, network.nodes.size(), {"from", "supplier"}, "nodes");
    row.refers(edge.to, network.nodes.size(), {"to", "customer"}, "nodes");
    row.zero_or_more(edge.flow.value, {"flow_t_per_month", "flow", "t/month"});
    row.zero_or_unlimited(edge.capacity.value, {"capacity_t_per_month", "capacity", "t/month"});
    row.zero_or_more(edge.lead_time.count(), {"lead_months", "lead time", "months"});
    if (edge.lane != no_lane) row.refers(edge.lane, network.lanes.size(), {"lane", "lane"}, "lanes");
  }
}

void check_lane_values(const Network& network, Findings& findings) {
  for (const LaneId id : network.lanes.ids()) {
    const Lane& lane = network.lanes[id];
    const RowCheck row{findings, id};
    row.not_empty(lane.name, {"lane", "name"}, "a name");
    row.refers(lane.office, network.offices.size(), {"office", "office"}, "offices");
    row.above_zero(lane.t_per_licence.value, {"t_per_licence", "tonnes per licence", "t"});
    row.lane_time(lane.review, {"review_months", "review time", "months"});
    row.share(lane.approval, {"approval", "approval"});
    if (lane.refile) row.lane_time(*lane.refile, {"refile_months", "refiling time", "months"});
    row.finite(lane.priority, {"priority", "priority"});
    if (lane.valid) row.lane_time(*lane.valid, {"valid_months", "validity", "months"});
    row.zero_or_unlimited(lane.volume.value, {"volume_t", "volume", "t"});
    row.share(lane.controlled, {"controlled", "controlled share"});
    row.below_one(lane.returned, {"returned", "returned share"});
    row.lane_time(lane.correction, {"correction_months", "correction time", "months"});
    row.share(lane.restocking, {"restocking", "restocking"});

    if (index_of(lane.office) >= network.offices.size()) continue;
    const Office& office = network.offices[lane.office];
    const bool is_counted = office.licences_per_month.value > 0 && !is_unlimited(office.licences_per_month);
    if (is_counted && is_unlimited(lane.t_per_licence)) {
      findings.add(id, {"t_per_licence", "tonnes per licence"}, "no limit",
                   fmt::format("a number, because office '{}' grants {} licences a month", office.name,
                               office.licences_per_month.value));
    }
  }
}

void check_office_values(const Network& network, Findings& findings) {
  for (const OfficeId id : network.offices.ids()) {
    const Office& office = network.offices[id];
    const RowCheck row{findings, id};
    row.not_empty(office.name, {"office", "name"}, "a name");
    row.zero_or_unlimited(office.licences_per_month.value, {"licences_per_month", "licences", "a month"});
  }
}

void check_special_day_values(const Network& network, Findings& findings) {
  for (const SpecialDayId id : network.special_days.ids()) {
    const SpecialDay& day = network.special_days[id];
    RowCheck{findings, id}.not_empty(day.country, {"country", "country"}, "a country");
    if (!has_date_text(day.date))
      findings.add(id, {"date", "date"}, date_text(day.date), "a date from 0000-01-01 to 9999-12-31");
  }
}

}  // namespace ytterby
