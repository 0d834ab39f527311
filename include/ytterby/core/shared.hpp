// SPDX-License-Identifier: Apache-2.0
/// @file  A value that copies of its handle share, and whose contents a header need not show.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "ytterby/core/export.hpp"

namespace ytterby::detail {

/// What is shared lives in one of these. Counting is thread-safe.
class YTTERBY_EXPORT Counted {
 public:
  Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  virtual ~Counted();

  void keep() noexcept;
  void release() noexcept;  ///< the last one deletes it

 private:
  long count_ = 1;
};

/// Of std::shared_ptr what a handle class needs; <memory> alone costs as much to compile as this library's headers.
/// T may be incomplete but in `make`.
template <class T>
class Shared {
 public:
  /// Made where it stays, from its members or the arguments of its constructor.
  template <class... Arguments>
  [[nodiscard]] static Shared make(Arguments&&... arguments) {
    auto* held = new Held(std::forward<Arguments>(arguments)...);
    return Shared{held, &held->value};
  }

  Shared(const Shared& other) noexcept : held_(other.held_), value_(other.value_) {
    if (held_ != nullptr) held_->keep();
  }
  Shared(Shared&& other) noexcept
      : held_(std::exchange(other.held_, nullptr)), value_(std::exchange(other.value_, nullptr)) {}
  template <std::same_as<std::remove_const_t<T>> Mutable>
  requires std::is_const_v<T> Shared(Shared<Mutable> other)
  noexcept : held_(std::exchange(other.held_, nullptr)), value_(std::exchange(other.value_, nullptr)) {}
  Shared& operator=(Shared other) noexcept {
    std::swap(held_, other.held_);
    std::swap(value_, other.value_);
    return *this;
  }
  ~Shared() {
    if (held_ != nullptr) held_->release();
  }

  [[nodiscard]] T& operator*() const { return *value_; }
  [[nodiscard]] T* operator->() const { return value_; }

 private:
  friend class Shared<const T>;
  struct Held final : Counted {
    template <class... Arguments>
    explicit Held(Arguments&&... arguments) : value{std::forward<Arguments>(arguments)...} {}
    T value;
  };
  Shared(Counted* held, T* value) : held_(held), value_(value) {}

  Counted* held_;
  T* value_;
};

}  // namespace ytterby::detail
