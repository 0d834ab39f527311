// SPDX-License-Identifier: Apache-2.0
/// @file  Reading /proc/self.
#include "memory.hpp"

#include <fstream>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace ytterby::bench {

namespace {

void give_back() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/// A line "VmRSS:   1234 kB" of /proc/self/status.
std::size_t status_bytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kilobytes = 0;
    if (word == key && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

}  // namespace

std::size_t resident_bytes() {
  give_back();
  return status_bytes("VmRSS:");
}

std::size_t peak_bytes() { return status_bytes("VmHWM:"); }

bool forget_peak() {
  give_back();
  std::ofstream clear("/proc/self/clear_refs");  // 5: the peak is what is resident now, see proc(5)
  clear << 5 << std::flush;
  return clear.good();
}

}  // namespace ytterby::bench
