// SPDX-License-Identifier: Apache-2.0
/// @file  Workspaces taken and given back.
#include "ytterby/simulate/prepared.hpp"

#include <utility>

#include "simulate/notes.hpp"
#include "simulate/prepared_data.hpp"
#include "simulate/request.hpp"

namespace ytterby {

namespace {

detail::Shared<Prepared::Data> make_ready(const FrozenNetwork& network, const SimulateOptions& options) {
  require_options(network, options);
  return detail::Shared<Prepared::Data>::make(network, notes_on(network, balance_of(network)));
}

}  // namespace

Prepared::Prepared(const FrozenNetwork& network, SimulateOptions options)
    : data_(make_ready(network, options)), options_(std::move(options)) {}

Prepared Prepared::with(Control control) const {
  Prepared other = *this;
  other.options_.control = std::move(control);
  require_options(network(), other.options_);
  return other;
}

const FrozenNetwork& Prepared::network() const { return data_->network; }

Lease::Lease(const Prepared& prepared) : data_(prepared.data()) {
  {
    const std::lock_guard lock(data_.mutex);
    if (!data_.idle.empty()) workspace_.splice(workspace_.begin(), data_.idle, data_.idle.begin());
  }
  if (workspace_.empty()) workspace_.emplace_back(data_.network, prepared.options());
}

Lease::~Lease() {
  const std::lock_guard lock(data_.mutex);
  data_.idle.splice(data_.idle.begin(), workspace_);
}

}  // namespace ytterby
