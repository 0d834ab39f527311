// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario with one office's licences a month as the unknown.
#pragma once

#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/size/least_licences.hpp"

namespace ytterby {

class OfficeRate {
 public:
  /// @throws InvalidScenario  as `resolve`.
  OfficeRate(const FrozenNetwork& network, const Scenario& scenario, OfficeId office, const LicenceOptions& options);

  /// The scenario with that rate from the start on, in place of all it sets. Licences a month.
  [[nodiscard]] Scenario scenario(double rate) const;
  /// Asks from now on about the targets that are left without these.
  void leave_out(const std::vector<NodeId>& targets);
  [[nodiscard]] const std::vector<NodeId>& targets() const { return targets_; }

  [[nodiscard]] double usual() const { return usual_; }              ///< licences a month; see LeastLicences
  [[nodiscard]] double usual_trade() const { return usual_trade_; }  ///< t/month
  /// Many times the usual number: what it does not help no licence does.
  [[nodiscard]] double plenty() const;
  [[nodiscard]] bool has(LaneId lane) const { return network_.lane(lane).office == office_; }

 private:
  FrozenNetwork network_;
  Scenario scenario_;
  OfficeId office_;
  std::vector<NodeId> targets_;
  double usual_ = 0, usual_trade_ = 0, most_usual_ = 0;
};

}  // namespace ytterby
