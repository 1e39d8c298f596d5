#ifndef PINNACLE_KARYOTYPING_CELL_JSON_H_
#define PINNACLE_KARYOTYPING_CELL_JSON_H_

#include <string>
#include <string_view>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::karyotyping {

/// The version of cell.json that is written; docs/cell-json.md describes it.
inline constexpr std::string_view kCellSchema = "pinnacle.cell/1";

/// A cell as JSON text.
std::string to_json(const cytogenetics::Cell& cell);

/// Reads a cell back, also one that a person corrected.
/// @errors kDamaged: no JSON, a field missing, of another kind or out of range, an id that stands twice, with the field.
///         kUnsupported: another schema.
base::Expected<cytogenetics::Cell> cell_from_json(std::string_view text);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_CELL_JSON_H_
