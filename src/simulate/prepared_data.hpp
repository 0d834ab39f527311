// SPDX-License-Identifier: Apache-2.0
/// @file  What Prepared holds.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "simulate/workspace.hpp"
#include "ytterby/simulate/prepared.hpp"

namespace ytterby {

struct Prepared::Data {
  FrozenNetwork network;
  std::vector<std::string> balance_notes;
  std::mutex mutex = {};  ///< guards what follows
  std::list<Workspace> idle = {};
};

/// A workspace of one's own, given back at the end.
class Lease {
 public:
  explicit Lease(const Prepared& prepared);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease();

  [[nodiscard]] Workspace& workspace() { return workspace_.front(); }

 private:
  Prepared::Data& data_;
  std::list<Workspace> workspace_ = {};  ///< one; lists pass it on without a way to fail
};

}  // namespace ytterby
