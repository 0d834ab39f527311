// SPDX-License-Identifier: Apache-2.0
/// @file  The passes that simulate runs.
#include "simulate/any_pass.hpp"

#include <utility>
#include <vector>

#include "ytterby/kernel/edge_pass.hpp"

namespace ytterby {

namespace {

template <int Width, template <class, int> class Sharing>
class PassOf final : public AnyPass {
 public:
  PassOf(const FrozenNetwork& network, Months step) : pass_(network, step) {}

  void restart(std::span<const Request> requests, std::span<const Timeline> timelines, std::size_t steps) override {
    policies_.clear();
    for (const Request& request : requests) policies_.push_back(request.policy);
    pass_.restart(timelines, policies_, steps);
  }
  void advance() override { pass_.advance(); }
  void on_step_begin(std::function<void()> call) override { pass_.on_step_begin(std::move(call)); }
  [[nodiscard]] kernel::StepView view(std::size_t scenario) const override { return pass_.view(scenario); }
  [[nodiscard]] std::size_t lengthened() const override { return pass_.lengthened(); }

 private:
  kernel::EdgePass<double, Width, Sharing> pass_;
  std::vector<Policy> policies_ = {};
};

template <template <class, int> class Sharing>
std::unique_ptr<AnyPass> make(const FrozenNetwork& network, Months step, std::size_t width) {
  switch (width) {
    case 1: return std::make_unique<PassOf<1, Sharing>>(network, step);
    case 4: return std::make_unique<PassOf<4, Sharing>>(network, step);
    default: return std::make_unique<PassOf<widest, Sharing>>(network, step);
  }
}

}  // namespace

std::size_t most_together(const FrozenNetwork& network) {
  constexpr std::size_t small = 65'536;  // edges; beyond the caches, lines of eight cost more than they share
  return network.edges().size() <= small ? widest : 4;
}

bool is_quick(const Policy& policy) { return policy.rationing == Rationing::proportional && !policy.resourcing; }

bool run_together(const Policy& a, const Policy& b) { return is_quick(a) == is_quick(b); }

std::size_t width_for(std::size_t count) { return count <= 1 ? 1 : count <= 4 ? 4 : widest; }

std::unique_ptr<AnyPass> make_pass(const FrozenNetwork& network, Months step, std::size_t count, bool quick) {
  const std::size_t width = width_for(count);
  return quick ? make<kernel::Proportional>(network, step, width) : make<kernel::ByPolicy>(network, step, width);
}

}  // namespace ytterby
