// SPDX-License-Identifier: Apache-2.0
/// @file  The passes that simulate runs.
#include "simulate/any_pass.hpp"

#include <utility>

#include "ytterby/kernel/edge_pass.hpp"

namespace ytterby {

namespace {

template <int Width>
class PassOf final : public AnyPass {
 public:
  PassOf(const FrozenNetwork& network, Months step) : pass_(network, step) {}

  void restart(std::span<const Request> requests, std::span<const Timeline> timelines, std::size_t steps) override {
    pass_.restart(timelines, requests.front().policy.tau, steps);
  }
  void advance() override { pass_.advance(); }
  void on_step_begin(std::function<void()> call) override { pass_.on_step_begin(std::move(call)); }
  [[nodiscard]] kernel::StepView view(std::size_t scenario) const override { return pass_.view(scenario); }
  [[nodiscard]] std::size_t lengthened() const override { return pass_.lengthened(); }

 private:
  kernel::EdgePass<double, Width> pass_;
};

}  // namespace

bool run_together(const Policy& a, const Policy& b) { return a == b; }

std::size_t width_for(std::size_t count) { return count <= 1 ? 1 : count <= 4 ? 4 : widest; }

std::unique_ptr<AnyPass> make_pass(const FrozenNetwork& network, Months step, std::size_t count) {
  switch (width_for(count)) {
    case 1: return std::make_unique<PassOf<1>>(network, step);
    case 4: return std::make_unique<PassOf<4>>(network, step);
    default: return std::make_unique<PassOf<widest>>(network, step);
  }
}

}  // namespace ytterby
