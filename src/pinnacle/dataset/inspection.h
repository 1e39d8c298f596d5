#ifndef PINNACLE_DATASET_INSPECTION_H_
#define PINNACLE_DATASET_INSPECTION_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/progress.h"
#include "pinnacle/dataset/banding.h"
#include "pinnacle/dataset/label_set.h"
#include "pinnacle/dataset/labelled_images.h"
#include "pinnacle/dataset/metaphases.h"

namespace pinnacle::dataset {

/// What a person should look at.
enum class FindingKind {
  kUnreadable,     ///< A picture that cannot be decoded.
  kDuplicate,      ///< Two files with the same pixels.
  kNearDuplicate,  ///< Two files that show the same, stored differently.
  kTwoLabels,      ///< One picture or one box with two labels.
  kTwoPatients,    ///< One picture under two patients: a split by patient would leak.
  kUnusualCell,    ///< A cell whose chromosomes hardly add up to a cell.
  kMissingLabel,   ///< A label of the set without a picture.
  kUnknownLabel,   ///< A label that is not of the set.
  kContradiction,  ///< A trained model is sure of another label (contradictions.h).
};
std::string_view to_string(FindingKind kind);  ///< As data: "two-labels".
std::string_view title_of(FindingKind kind);   ///< For people: "One box or picture with two labels".

struct Finding {
  FindingKind kind = FindingKind::kUnreadable;
  std::string place;  ///< The file, cell or label.
  std::string other;  ///< The other file of a pair; else empty.
  std::string detail;
  std::optional<base::Box> box;  ///< Where in the picture, if not all of it.
};

struct Range {
  int least = 0, median = 0, most = 0;
};

/// What a patient brings.
struct PatientCensus {
  std::size_t cells = 0, chromosomes = 0;
};

/// A data set as it is.
struct Inspection {
  bool metaphases = false;  ///< Whole metaphases with boxes; else pictures of single chromosomes.
  std::size_t pictures = 0, chromosomes = 0;
  std::size_t cells = 0;                                      ///< Known ones.
  std::size_t without_cell = 0, without_patient = 0;          ///< Pictures.
  std::vector<std::pair<std::string, std::size_t>> by_label;  ///< Chromosomes, in the label set's order.
  std::map<std::string, PatientCensus> patients;              ///< Known ones.
  std::map<std::size_t, std::size_t> cells_by_count;          ///< Cells by how many chromosomes they have.
  Range width_px, height_px;                                  ///< Of the pictures.
  std::size_t bright_on_dark = 0;                             ///< Pictures.
  BandingEvidence banding;
  std::vector<Finding> findings;  ///< By kind.

  std::size_t count_of(FindingKind kind) const;
};

/// Looks at every picture of a data set, one at a time.
///
/// @param labels  What should occur; empty: what suits the data.
/// @errors kCancelled. What is wrong with a picture is a finding, not an error.
/// @note   Memory: under 1 KiB for each picture, and one picture.
base::Expected<Inspection> inspect_images(const std::vector<LabelledImage>& images,
                                          const std::optional<LabelSet>& labels, base::Progress& progress);
base::Expected<Inspection> inspect_metaphases(const std::vector<LabelledMetaphase>& metaphases,
                                              const std::optional<LabelSet>& labels,
                                              base::Progress& progress);

/// JSON of schema pinnacle.inspection/1 (docs/datasets.md).
std::string inspection_json(const Inspection& inspection);
/// CSV of all findings: kind, place, other, detail.
std::string findings_text(const Inspection& inspection);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_INSPECTION_H_
