// SPDX-License-Identifier: Apache-2.0
/// @file  Every form of operator new and delete, with counters.
#include "support/allocated.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace ytterby::test {

Allocated allocated;

}  // namespace ytterby::test

namespace {

using ytterby::test::allocated;

void* counted(std::size_t size, std::size_t alignment) noexcept {
  ++allocated.times;
  allocated.bytes += size;
  const std::size_t whole = (size + alignment - 1) / alignment * alignment;
  void* const at = std::aligned_alloc(alignment, whole == 0 ? alignment : whole);
  allocated.held += malloc_usable_size(at);
  allocated.most_held = std::max(allocated.most_held, allocated.held);
  return at;
}

void* counted_or_throw(std::size_t size, std::size_t alignment) {
  if (void* at = counted(size, alignment)) return at;
  throw std::bad_alloc();
}

void give_back(void* at) noexcept {
  allocated.held -= malloc_usable_size(at);
  std::free(at);
}

constexpr std::size_t usual = alignof(std::max_align_t);
std::size_t number_of(std::align_val_t alignment) { return static_cast<std::size_t>(alignment); }

}  // namespace

// Every form that is used, since a sanitizer brings its own for those that are not here.
void* operator new(std::size_t size) { return counted_or_throw(size, usual); }
void* operator new[](std::size_t size) { return counted_or_throw(size, usual); }
void* operator new(std::size_t size, std::align_val_t to) { return counted_or_throw(size, number_of(to)); }
void* operator new[](std::size_t size, std::align_val_t to) { return counted_or_throw(size, number_of(to)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size, usual); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size, usual); }
void operator delete(void* at) noexcept { give_back(at); }
void operator delete[](void* at) noexcept { give_back(at); }
void operator delete(void* at, std::size_t) noexcept { give_back(at); }
void operator delete[](void* at, std::size_t) noexcept { give_back(at); }
void operator delete(void* at, std::align_val_t) noexcept { give_back(at); }
void operator delete[](void* at, std::align_val_t) noexcept { give_back(at); }
void operator delete(void* at, std::size_t, std::align_val_t) noexcept { give_back(at); }
void operator delete[](void* at, std::size_t, std::align_val_t) noexcept { give_back(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { give_back(at); }
void operator delete[](void* at, const std::nothrow_t&) noexcept { give_back(at); }
