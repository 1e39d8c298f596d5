#ifndef PINNACLE_KARYOTYPING_CELL_JSON_H_
#define PINNACLE_KARYOTYPING_CELL_JSON_H_

#include <array>
#include <string>
#include <string_view>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::karyotyping {

/// The version of cell.json that is written; docs/cell-json.md describes it.
inline constexpr std::string_view kCellSchema = "pinnacle.cell/1";

/// A cell as its file holds it: with its place in a case, and where the rest of that lies.
struct CellRecord {
  cytogenetics::CaseCell entry;
  std::string case_name;
  std::string worksheet;  ///< The case's worksheet, a file name without its ending.
  /// Where it stands in its case: by the number of its image in the run, its page, its number among the page's cells.
  std::array<int, 3> order{};
  std::string
      image_path;  ///< Where the image lay, from the root; entry.cell.image is what the user called it.
};

/// A cell as JSON text.
std::string to_json(const CellRecord& record);

/// Reads a cell back, also one that a person corrected: a label or an orientation that differs from what was
/// found, or a label that is confirmed, is a person's, and Chromosome::label_found or turned then tells it. What a file of an earlier
/// version does not say is empty.
/// @errors kDamaged: no JSON, with the line; a field missing, of another kind or out of range, an id that stands
///         twice, with the field and the chromosome's id.
///         kUnsupported: another schema.
base::Expected<CellRecord> cell_from_json(std::string_view text);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_CELL_JSON_H_
