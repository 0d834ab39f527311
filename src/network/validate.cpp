// SPDX-License-Identifier: Apache-2.0
/// @file  Every fault of a network, table by table.
#include "ytterby/network/validate.hpp"

#include "network/findings.hpp"

namespace ytterby {

std::vector<Issue> validate(const Network& network, const Locate& locate) {
  Findings findings{network, locate};
  check_node_values(network, findings);
  check_node_names(network, findings);
  check_input_values(network, findings);
  check_edge_values(network, findings);
  check_links(network, findings);
  check_lane_values(network, findings);
  check_lane_names(network, findings);
  check_office_values(network, findings);
  check_office_names(network, findings);
  check_special_day_values(network, findings);
  check_special_days(network, findings);
  return findings.take();
}

}  // namespace ytterby
