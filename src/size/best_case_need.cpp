// SPDX-License-Identifier: Apache-2.0
/// @file  The least rate of an office with which targets can last, at best.
#include "size/best_case_need.hpp"

#include <algorithm>
#include <limits>

#include "core/narrow.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby {

namespace {

class Search {
 public:
  Search(const FrozenNetwork& network, OfficeRate rate, const BestCaseQuestion& question, const LicenceOptions& options)
      : network_(network), rate_(std::move(rate)), question_(question), options_(options) {
    found_.rivals = question.rivals;
    found_.last = question.last;
  }

  BestCaseNeed run() {
    if (!set_aside_those_past_help()) {
      found_.need = Need::out_of_reach;
      found_.not_enough = {rate_.plenty()};
      return found_;
    }
    if (!found_.set_aside.empty()) at_least_ = 0;  // known of all of them together
    found_.not_enough = {at_least_};
    if (at_least_ == 0 && !ends_with(0)) {
      found_.need = Need::none;
      return found_;
    }
    const auto close = [&](const Bracket& bracket) {
      return bracket.high - bracket.low <= options_.tolerance * bracket.high;
    };
    const auto holds = [&](const std::vector<double>& rates) {
      std::vector<bool> lasts;
      for (const double rate : rates) lasts.push_back(!ends_with(rate));
      return lasts;
    };
    found_.not_enough = {narrow(widened(), 1, Turn::last, close, holds).low};
    return found_;
  }

 private:
  /// Those that plenty of licences would not help, by the cut that binds them.
  /// @return  Whether others are left.
  bool set_aside_those_past_help() {
    while (true) {
      const BestCase best = survive_with(rate_.plenty());
      if (!ends(best)) return true;
      found_.reason = best.reason;
      std::vector<NodeId> bound;
      for (const NodeId target : rate_.targets())
        if (std::find(best.cut.nodes.begin(), best.cut.nodes.end(), target) != best.cut.nodes.end())
          bound.push_back(target);
      if (bound.empty() || bound.size() == rate_.targets().size()) return false;
      found_.set_aside.insert(found_.set_aside.end(), bound.begin(), bound.end());
      rate_.leave_out(bound);
    }
  }

  /// From a rate that is not enough to one that may be, near where it is likely.
  Bracket widened() {
    Bracket bracket{.low = at_least_, .high = rate_.plenty()};
    for (double rate = question_.likely; rate < bracket.high; rate *= 2) {
      if (rate <= bracket.low) continue;
      if (!ends_with(rate)) {
        bracket.high = rate;
        break;
      }
      bracket.low = rate;
    }
    return bracket;
  }

  /// Whether it is proven that they cannot last so long; remembers the rates with which a plan does.
  bool ends_with(double rate) {
    const BestCase best = survive_with(rate);
    if (best.lower >= last()) found_.enough = {{std::min(rate, found_.enough ? found_.enough->value : rate)}};
    return ends(best);
  }

  [[nodiscard]] bool ends(const BestCase& best) const { return best.upper < last(); }
  [[nodiscard]] Months last() const { return question_.last.value_or(Months{std::numeric_limits<double>::infinity()}); }

  BestCase survive_with(double rate) {
    return survive(network_, rate_.scenario(rate),
                   {.rivals = question_.rivals,
                    .flex = options_.flex,
                    .step = options_.step,
                    .each = false,
                    .sequence = false,
                    .control = {.stop = options_.control.stop, .threads = options_.control.threads}});
  }

  const FrozenNetwork& network_;
  OfficeRate rate_;
  const BestCaseQuestion& question_;
  double at_least_ = question_.at_least;
  const LicenceOptions& options_;
  BestCaseNeed found_ = {};
};

}  // namespace

BestCaseNeed best_case_need(const FrozenNetwork& network, OfficeRate rate, const BestCaseQuestion& question,
                            const LicenceOptions& options) {
  return Search(network, std::move(rate), question, options).run();
}

}  // namespace ytterby
