#ifndef PINNACLE_CLI_DRAFT_H_
#define PINNACLE_CLI_DRAFT_H_

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// Where all of a data set is written first, inside its folder: what fails leaves nothing of itself, and what was
/// there before.
class Draft {
 public:
  /// @param output  The data set's folder; need not be there.
  explicit Draft(const std::filesystem::path& output);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft();

  /// @errors kUnwritable.
  base::Expected<void> begin();

  /// Where to write to.
  const std::filesystem::path& folder() const { return folder_; }

  /// Files of an earlier data set that publish() removes: their names from the output folder. What is written
  /// anew stays, and what lies elsewhere ("..", links to other folders).
  void supersede(std::vector<std::string> files) { superseded_ = std::move(files); }

  /// Puts all of it in its place, over what is called the same; then removes what it supersedes, and the
  /// folders that this leaves empty.
  /// @param truth  The files that tell what is in the others: at no time beside pictures of another drawing.
  ///               Of those that were not written this time the former ones go.
  /// @errors kUnwritable.
  base::Expected<void> publish(const std::vector<std::string>& truth) const;

 private:
  base::Expected<void> remove_superseded(const std::set<std::filesystem::path>& written) const;

  std::filesystem::path output_, folder_;
  std::vector<std::string> superseded_;
  bool is_new_ = false;
};

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_DRAFT_H_
