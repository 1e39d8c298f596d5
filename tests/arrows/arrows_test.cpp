// The house's arrows: an include is allowed only where CMake declares that its module depends on the other.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Arrows = std::map<std::string, std::set<std::string>>;

/// Lines "module:dependency", or "module:" for one that depends on nothing.
Arrows read_arrows(std::istream& lines) {
  Arrows arrows;
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    auto& allowed = arrows[line.substr(0, colon)];
    if (colon + 1 < line.size()) allowed.insert(line.substr(colon + 1));
  }
  return arrows;
}

Arrows declared_arrows() {
  std::ifstream file(PINNACLE_ARROWS_FILE);
  return read_arrows(file);
}

/// The includes in one source that its module may not have, as "place: what".
std::vector<std::string> faults_of(const std::string& module, const std::string& place, std::istream& source, const Arrows& arrows) {
  static const std::regex own(R"rx(^\s*#\s*include\s*"pinnacle/([a-z_]+)/)rx");
  static const std::regex foreign(R"rx(^\s*#\s*include\s*<([^>]*[/.][^>]*)>)rx");
  static const std::set<std::string> standard_only{"base", "cytogenetics", "evaluation", "iscn"};
  const bool is_test = place.find("_test.cpp") != std::string::npos;
  std::vector<std::string> faults;
  int number = 0;
  for (std::string line; std::getline(source, line);) {
    ++number;
    std::smatch found;
    const auto fault = [&](const std::string& what) { faults.push_back(place + ":" + std::to_string(number) + ": " + what); };
    if (std::regex_search(line, found, own)) {
      const auto other = found[1].str();
      const auto allowed = arrows.find(module);
      if (other != module && (allowed == arrows.end() || allowed->second.count(other) == 0)) fault(module + " -> " + other + " is not declared");
    } else if (!is_test && standard_only.count(module) > 0 && std::regex_search(line, found, foreign)) {
      fault(module + " may include the standard library only, not <" + found[1].str() + ">");
    }
  }
  return faults;
}

TEST(Arrows, EveryIncludeIsDeclared) {
  const auto arrows = declared_arrows();
  ASSERT_GE(arrows.size(), 8u);
  const fs::path root = fs::path(PINNACLE_SOURCE_DIR) / "src" / "pinnacle";
  int scanned = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto ending = entry.path().extension();
    if (ending != ".h" && ending != ".cpp") continue;
    std::ifstream source(entry.path());
    const auto module = fs::relative(entry.path(), root).begin()->string();
    for (const auto& fault : faults_of(module, entry.path().string(), source, arrows)) ADD_FAILURE() << fault;
    ++scanned;
  }
  EXPECT_GT(scanned, 50);
}

TEST(Arrows, PointDownwardsOnly) {
  // A module may be declared only after all it depends on: then there is no circle.
  std::ifstream file(PINNACLE_ARROWS_FILE);
  std::set<std::string> seen;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    const auto module = line.substr(0, colon), other = line.substr(colon + 1);
    if (!other.empty()) EXPECT_TRUE(seen.count(other) > 0 && other != module) << line;
    if (other.empty()) seen.insert(module);
  }
}

TEST(Arrows, NoFolderIsADrawerForEverything) {
  for (const auto* name : {"util", "utils", "common", "helpers", "misc"}) {
    EXPECT_FALSE(fs::exists(fs::path(PINNACLE_SOURCE_DIR) / "src" / "pinnacle" / name)) << name;
  }
}

TEST(Arrows, TheScanFindsAFault) {
  std::istringstream arrows("base:\nimage:\nimage:base\n");
  const auto declared = read_arrows(arrows);
  std::istringstream upward("#include <vector>\n#include \"pinnacle/base/check.h\"\n#include \"pinnacle/image/raster.h\"\n");
  const auto faults = faults_of("base", "x.h", upward, declared);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0], "x.h:3: base -> image is not declared");
  std::istringstream foreign("#include <torch/torch.h>\n");
  EXPECT_EQ(faults_of("base", "x.h", foreign, declared).size(), 1u);
}

}  // namespace
