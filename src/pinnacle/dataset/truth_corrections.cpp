#include "pinnacle/dataset/truth_corrections.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
using cytogenetics::ChromosomeClass;
using What = TruthCorrection::What;

/// The list's boxes are the truth's, rounded at most.
constexpr double kRoundingPx = 0.51;

std::optional<What> what_named(const std::string& text) {
  if (text == "remove") return What::kRemove;
  if (text == "add") return What::kAdd;
  if (text == "class") return What::kClass;
  return std::nullopt;
}

std::optional<ChromosomeClass> class_named(const std::string& text) {
  return text.empty() ? ChromosomeClass::kUnclassified : cytogenetics::parse_class(text);
}

bool same_place(const base::Box& a, const base::Box& b) {
  const auto near = [](double p, double q) { return std::abs(p - q) <= kRoundingPx; };
  return near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height);
}

/// The box that a correction is of; of several at one place the one whose class fits.
std::vector<LabelledBox>::iterator box_of(std::vector<LabelledBox>& boxes,
                                          const TruthCorrection& correction) {
  return std::find_if(boxes.begin(), boxes.end(), [&](const auto& box) {
    const bool fits = correction.label == ChromosomeClass::kUnclassified ||
                      (box.label == correction.label) == (correction.what == What::kRemove);
    return fits && same_place(box.box, correction.box);
  });
}

}  // namespace

base::Expected<TruthCorrections> read_truth_corrections(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto table,
               read_csv_file(file, {"image", "x", "y", "width", "height", "what", "class", "reason"}));
  TruthCorrections corrections{file.string(), {}};
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto field = [&](const char* column) -> const std::string& {
      return table.rows[r][*table.column(column)];
    };
    const auto fault = [&](const std::string& what, const std::string& cure) {
      return base::unexpected(ErrorCode::kDamaged, what,
                              file.string() + ", line " + std::to_string(table.lines[r]), cure);
    };
    const auto x = parsed_number(field("x")), y = parsed_number(field("y")), width = parsed_number(field("width")),
               height = parsed_number(field("height"));
    if (!x || !y || !width || !height || !(*width > 0) || !(*height > 0))
      return fault("it holds no box", "Give x, y, width and height in pixels");
    const auto what = what_named(field("what"));
    if (!what)
      return fault("there is no correction '" + field("what") + "'", "Corrections are remove, add and class");
    const auto label = class_named(field("class"));
    if (!label) return fault("there is no class '" + field("class") + "'", "Classes are 1 to 22, X and Y");
    if (*what == What::kClass && *label == ChromosomeClass::kUnclassified)
      return fault("the right class is missing", "Name it in the column class");
    if (field("reason").empty())
      return fault("the reason is missing", "Say what shows that the truth is wrong");
    corrections.of_image[field("image")].push_back(
        {*what, {*x, *y, *width, *height}, *label, table.lines[r]});
  }
  return corrections;
}

base::Expected<std::vector<LabelledBox>> corrected_boxes(const LabelledMetaphase& metaphase,
                                                         const TruthCorrections& corrections) {
  auto boxes = metaphase.boxes;
  const auto own = corrections.of_image.find(metaphase.file.filename().string());
  if (own == corrections.of_image.end()) return boxes;
  for (const auto& correction : own->second) {
    if (correction.what == What::kAdd) {
      boxes.push_back({correction.box, correction.label, {}});
      continue;
    }
    const auto box = box_of(boxes, correction);
    if (box == boxes.end()) {
      return base::unexpected(ErrorCode::kDamaged, own->first + " has no such box to correct",
                              corrections.file + ", line " + std::to_string(correction.line),
                              "Give the box as the data set has it");
    }
    if (correction.what == What::kRemove) {
      boxes.erase(box);
    } else {
      box->label = correction.label;
    }
  }
  return boxes;
}

}  // namespace pinnacle::dataset
