#include "pinnacle/dataset/label_set.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
using cytogenetics::ChromosomeClass;

std::optional<ChromosomeClass> normal_class(std::string_view name) {
  const auto parsed = cytogenetics::parse_class(name);
  return parsed && cytogenetics::is_normal_class(*parsed) ? parsed : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Abnormal labels stand in the order of their chromosomes; those that tell none come last.
std::tuple<int, std::string> place_of(const std::string& label) {
  return {static_cast<int>(chromosome_of(label).value_or(ChromosomeClass::kUnclassified)), label};
}

}  // namespace

base::Expected<LabelSet> LabelSet::of(std::vector<std::string> names) {
  if (names.empty())
    return base::unexpected(ErrorCode::kDamaged, "there is no label", {}, "Name at least one");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || names[i].find('\n') != std::string::npos) {
      return base::unexpected(ErrorCode::kDamaged, "it is empty or has a line break",
                              "label " + std::to_string(i + 1));
    }
    if (!seen.insert(names[i]).second) {
      return base::unexpected(ErrorCode::kDamaged, "the label '" + names[i] + "' stands twice",
                              "label " + std::to_string(i + 1), "Name each label once");
    }
  }
  return LabelSet(std::move(names));
}

LabelSet LabelSet::normal() {
  std::vector<std::string> names;
  for (int k = 0; k < cytogenetics::kClassCount; ++k)
    names.emplace_back(to_string(static_cast<ChromosomeClass>(k)));
  return LabelSet(std::move(names));
}

base::Expected<LabelSet> LabelSet::against_normal(const std::string& abnormality) {
  const auto chromosome = chromosome_of(abnormality);
  if (!chromosome || normal_class(abnormality)) {
    return base::unexpected(ErrorCode::kInvalidArgument, "it does not name an abnormality of one chromosome",
                            abnormality, "Give a name such as del(5)(p14), or a file with the two labels");
  }
  return LabelSet({std::string(to_string(*chromosome)), abnormality});
}

LabelSet LabelSet::suiting(const std::vector<std::string>& occurring) {
  std::set<std::tuple<int, std::string>> others;
  bool any_normal = false;
  for (const auto& label : occurring) {
    if (normal_class(label)) {
      any_normal = true;
    } else {
      others.insert(place_of(label));
    }
  }
  auto names = any_normal ? normal().names_ : std::vector<std::string>();
  for (const auto& [chromosome, label] : others) names.push_back(label);
  return LabelSet(std::move(names));
}

std::optional<int> LabelSet::index_of(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<int>(found - names_.begin());
}

std::string LabelSet::text() const {
  std::string text;
  for (const auto& name : names_) text += name + "\n";
  return text;
}

base::Expected<LabelSet> read_label_set(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (const auto name = trimmed(text.substr(0, end)); !name.empty()) names.emplace_back(name);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return LabelSet::of(std::move(names));
}

base::Expected<LabelSet> read_label_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestFile = std::size_t{1} << 20;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestFile));
  auto labels = read_label_set({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!labels) return base::Unexpected{std::move(labels).error().at(file.string())};
  return labels;
}

std::optional<ChromosomeClass> chromosome_of(std::string_view label) {
  const auto open = label.find('(');
  if (open == std::string_view::npos) return normal_class(label);
  const auto close = label.find(')', open);
  if (close == std::string_view::npos) return std::nullopt;
  return normal_class(label.substr(open + 1, close - open - 1));
}

}  // namespace pinnacle::dataset
