#ifndef PINNACLE_DATASET_LABEL_SET_H_
#define PINNACLE_DATASET_LABEL_SET_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::dataset {

/// What images are told apart by: names in the order of a network's outputs. The 24 normal chromosomes are
/// one such set; these and abnormal ones by their ISCN names ("del(5)(p14)", "i(X)(q10)") another. A set is
/// data, not code.
class LabelSet {
 public:
  /// @errors kDamaged: no name at all, an empty name, a line break in a name, a name that stands twice.
  static base::Expected<LabelSet> of(std::vector<std::string> names);
  /// 1 to 22, X and Y, as cytogenetics::ChromosomeClass counts them.
  static LabelSet normal();
  /// One abnormality against the normal ones of the same chromosome: { "5", "del(5)(p14)" }.
  /// @errors kInvalidArgument: the name does not tell one chromosome, as in t(9;22).
  static base::Expected<LabelSet> against_normal(const std::string& abnormality);
  /// The set that suits images with these labels: all 24 normal chromosomes if any of them occurs, then the
  /// others in the order of their chromosomes.
  /// @param occurring  In any order, repeated or not; at least one, none empty.
  static LabelSet suiting(const std::vector<std::string>& occurring);

  const std::vector<std::string>& names() const { return names_; }
  std::size_t size() const { return names_.size(); }
  std::optional<int> index_of(std::string_view name) const;
  /// One name a line: what read_label_set reads, and what a network's settings carry.
  std::string text() const;
  bool operator==(const LabelSet&) const = default;

 private:
  explicit LabelSet(std::vector<std::string> names) : names_(std::move(names)) {}
  std::vector<std::string> names_;
};

/// Takes back LabelSet::text(); empty lines and spaces around a name do not count.
/// @errors As LabelSet::of.
base::Expected<LabelSet> read_label_set(std::string_view text);
/// @errors As read_label_set and platform::read_file, with the file's name.
base::Expected<LabelSet> read_label_file(const std::filesystem::path& file);

/// The one normal chromosome that a label is about: "5" and "del(5)(p14)" are of 5,
/// "der(9)t(9;22)(q34;q11.2)" of 9, "t(9;22)(q34;q11.2)" of none.
std::optional<cytogenetics::ChromosomeClass> chromosome_of(std::string_view label);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_LABEL_SET_H_
