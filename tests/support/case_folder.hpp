// SPDX-License-Identifier: Apache-2.0
/// @file  Folders for tests that read and write files, gone afterwards.
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ytterby::test {

/// An empty folder of its own.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::random_device random;  // a free name: no test depends on it
    do {
      path_ = std::filesystem::temp_directory_path() / ("ytterby_test_" + std::to_string(random()));
    } while (!std::filesystem::create_directory(path_));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  void write(std::string_view name, std::string_view text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
  }
  void remove(std::string_view name) const { std::filesystem::remove(path_ / name); }
  [[nodiscard]] std::string read(std::string_view name) const {
    std::ifstream in{path_ / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  /// The message about issues in files of this folder, each given from the file's name on: "nodes.csv:2: found …".
  [[nodiscard]] std::string message(std::string_view subject, const std::vector<std::string>& issues) const {
    const auto in_folder = [this](const std::string& issue) { return (path_ / issue).string(); };
    if (issues.size() == 1) return in_folder(issues.front());
    std::string text = std::string{subject} + " has " + std::to_string(issues.size()) + " issues";
    for (const auto& issue : issues) text += "\n  " + in_folder(issue);
    return text;
  }

 private:
  std::filesystem::path path_;
};

/// A case without faults: a mine of ore feeds a plant of magnets. Tests replace a file and see what is said.
class CaseFolder : public TemporaryFolder {
 public:
  CaseFolder() {
    write("nodes.csv",
          "node,product,stage,country,stock_t,demand_t_per_month\n"
          "Mine,Ore,mine,CHN,30,0\n"
          "Plant,Magnet,end_use,USA,5,10\n");
    write("inputs.csv",
          "node,product,t_per_t,stock_t\n"
          "Plant,Ore,1,2\n");
    write("edges.csv",
          "from,to,flow_t_per_month,lead_months\n"
          "Mine,Plant,10,1\n");
  }

  [[nodiscard]] std::string message(const std::vector<std::string>& issues) const {
    return TemporaryFolder::message("case " + path().string(), issues);
  }
};

}  // namespace ytterby::test
