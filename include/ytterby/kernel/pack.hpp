// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers of several scenarios side by side, and arrays of them.
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <new>
#include <vector>

namespace ytterby::kernel {

/// The same quantity in `Width` scenarios. For local values; never in a public struct.
template <class Real, int Width>
using Pack = Eigen::Array<Real, Width, 1>;

/// The same in memory: a member of rows that are laid out alike whatever the instruction set.
template <class Real, int Width>
struct Wide {
  Real of[Width];  ///< [scenario]

  static constexpr int alignment = (sizeof(Real) * Width) % 64 == 0 ? Eigen::Aligned64 : Eigen::Unaligned;
  [[nodiscard]] auto pack() { return Eigen::Map<Pack<Real, Width>, alignment>(of); }
  [[nodiscard]] auto pack() const { return Eigen::Map<const Pack<Real, Width>, alignment>(of); }
  [[nodiscard]] Real& operator[](std::size_t scenario) { return of[scenario]; }
  [[nodiscard]] Real operator[](std::size_t scenario) const { return of[scenario]; }
};

/// Gives cache lines, whatever the instruction set.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};
  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), line)); }
  void deallocate(T* at, std::size_t) { ::operator delete(at, line); }
  friend bool operator==(LineAllocator, LineAllocator) { return true; }
};

/// Rows of Wide members that begin on cache lines.
template <class Row>
using LineVector = std::vector<Row, LineAllocator<Row>>;

/// [row][scenario], scenarios innermost; rows of whole cache lines are read as such.
template <class Real, int Width>
class PackArray {
  using P = Pack<Real, Width>;

 public:
  static constexpr int alignment = Wide<Real, Width>::alignment;

  PackArray() = default;
  explicit PackArray(std::size_t rows, Real value = 0) : data_(rows * Width, value) {}
  /// As if made anew; allocates only to grow.
  void assign(std::size_t rows, Real value = 0) { data_.assign(rows * Width, value); }
  void reserve(std::size_t rows) { data_.reserve(rows * Width); }

  [[nodiscard]] auto operator[](std::size_t row) { return Eigen::Map<P, alignment>(data_.data() + row * Width); }
  [[nodiscard]] auto operator[](std::size_t row) const {
    return Eigen::Map<const P, alignment>(data_.data() + row * Width);
  }
  [[nodiscard]] Real* row(std::size_t row) { return data_.data() + row * Width; }
  [[nodiscard]] const Real* row(std::size_t row) const { return data_.data() + row * Width; }
  [[nodiscard]] Real& at(std::size_t row, std::size_t scenario) { return data_[row * Width + scenario]; }
  [[nodiscard]] Real at(std::size_t row, std::size_t scenario) const { return data_[row * Width + scenario]; }
  [[nodiscard]] std::size_t rows() const { return data_.size() / Width; }

 private:
  LineVector<Real> data_;
};

}  // namespace ytterby::kernel
