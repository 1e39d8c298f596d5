#include <algorithm>
#include <nlohmann/json.hpp>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/inspection.h"

namespace pinnacle::dataset {
namespace {

struct FindingName {
  std::string_view data, title;
};

constexpr FindingName kFindingNames[] = {
    {"unreadable", "Pictures that cannot be read"},
    {"duplicate", "The same picture or box twice"},
    {"near-duplicate", "Nearly the same picture twice"},
    {"two-labels", "One picture or box with two labels"},
    {"two-patients", "One picture under two patients"},
    {"unusual-cell", "Cells whose chromosomes hardly add up"},
    {"missing-label", "Labels without a picture"},
    {"unknown-label", "Labels that are not of the set"},
    {"contradiction", "Labels that a model contradicts"},
};

}  // namespace

std::string_view to_string(FindingKind kind) { return kFindingNames[static_cast<std::size_t>(kind)].data; }
std::string_view title_of(FindingKind kind) { return kFindingNames[static_cast<std::size_t>(kind)].title; }

std::size_t Inspection::count_of(FindingKind kind) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [kind](const auto& f) { return f.kind == kind; }));
}

std::string inspection_json(const Inspection& inspection) {
  using nlohmann::ordered_json;
  const auto range = [](const Range& r) {
    return ordered_json{{"least", r.least}, {"median", r.median}, {"most", r.most}};
  };
  ordered_json json{{"schema", "pinnacle.inspection/1"},
                    {"kind", inspection.metaphases ? "metaphases" : "chromosomes"},
                    {"pictures", inspection.pictures},
                    {"chromosomes", inspection.chromosomes},
                    {"cells", inspection.cells},
                    {"pictures_without_cell", inspection.without_cell},
                    {"pictures_without_patient", inspection.without_patient},
                    {"width_px", range(inspection.width_px)},
                    {"height_px", range(inspection.height_px)},
                    {"bright_on_dark", inspection.bright_on_dark}};
  json["banding"] = {{"guess", describe(inspection.banding.guess())},
                     {"chromosomes", inspection.banding.chromosomes()},
                     {"correlation_as_g", inspection.banding.mean_as_g()},
                     {"correlation_as_r", inspection.banding.mean_as_r()}};
  json["labels"] = ordered_json::object();
  for (const auto& [label, count] : inspection.by_label) json["labels"][label] = count;
  json["cells_by_count"] = ordered_json::object();
  for (const auto& [count, cells] : inspection.cells_by_count)
    json["cells_by_count"][std::to_string(count)] = cells;
  json["patients"] = ordered_json::object();
  for (const auto& [name, patient] : inspection.patients)
    json["patients"][name] = {{"cells", patient.cells}, {"chromosomes", patient.chromosomes}};
  json["findings"] = ordered_json::array();
  for (const auto& f : inspection.findings) {
    json["findings"].push_back(
        {{"kind", to_string(f.kind)}, {"place", f.place}, {"other", f.other}, {"detail", f.detail}});
  }
  // Names of files need not be UTF-8.
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string findings_text(const Inspection& inspection) {
  std::string text = csv_line({"kind", "place", "other", "detail"});
  for (const auto& f : inspection.findings)
    text += csv_line({std::string(to_string(f.kind)), f.place, f.other, f.detail});
  return text;
}

}  // namespace pinnacle::dataset
