#include "pinnacle/karyotyping/cell_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

namespace pinnacle::karyotyping {
namespace {

using base::ErrorCode;
using cytogenetics::Cell;
using cytogenetics::Chromosome;
using cytogenetics::ChromosomeClass;
using cytogenetics::CountEvidence;
using Json = nlohmann::ordered_json;

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

Json point(base::Point p) { return Json::array({rounded(p.x, 100), rounded(p.y, 100)}); }

Json points(const std::vector<base::Point>& line) {
  auto json = Json::array();
  for (const auto p : line) json.push_back(point(p));
  return json;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json evidence_json(const std::optional<CountEvidence>& evidence) {
  if (!evidence) return nullptr;
  return {{"taken", evidence->taken},
          {"expected", rounded(evidence->expected, 1000)},
          {"deviation", rounded(evidence->deviation, 1000)}};
}

Json chromosome_json(const Chromosome& c) {
  Json json;
  json["id"] = c.id;
  json["box"] = {rounded(c.box.x, 100), rounded(c.box.y, 100), rounded(c.box.width, 100), rounded(c.box.height, 100)};
  json["outline"] = Json::array();
  for (const auto& ring : c.outline) json["outline"].push_back(points(ring));
  json["class"] = to_string(c.label);
  json["class_found"] = to_string(c.label_found.value_or(c.label));
  json["confirmed"] = c.label_found.has_value();
  json["class_alone"] = to_string(c.label_alone);
  auto& probabilities = json["probabilities"] = Json::object();
  for (int k = 0; k < cytogenetics::kClassCount; ++k) {
    probabilities[std::string(to_string(static_cast<ChromosomeClass>(k)))] = rounded(c.probabilities[static_cast<std::size_t>(k)], 1e6);
  }
  json["found_probability"] = rounded(c.found_probability, 1e6);
  json["axis"] = points(c.axis);
  json["axis_trusted"] = c.axis_trusted;
  json["axis_doubt"] = c.axis_doubt;
  json["outline_certainty"] = rounded(c.outline_certainty, 1e6);
  json["upside_down"] = or_null(c.upside_down);
  json["orientation_probability"] = rounded(c.orientation_probability, 1e6);
  json["centromere_from_p_end"] = or_null(c.centromere_from_p_end);
  json["uncertain"] = c.uncertain;
  json["reasons"] = c.reasons;
  return json;
}

/// Where reading stands, for the error's sake.
struct Fault {
  std::string what;
};

[[noreturn]] void fail(const std::string& what) { throw Fault{what}; }

double finite(const Json& json, const char* name) {
  const double value = json.get<double>();
  if (!std::isfinite(value) || std::abs(value) > 1e6) fail(std::string(name) + " is out of range");
  return value;
}

base::Point point_of(const Json& json) {
  if (!json.is_array() || json.size() != 2) fail("a point is not [x, y]");
  return {finite(json[0], "x"), finite(json[1], "y")};
}

std::vector<base::Point> points_of(const Json& json) {
  std::vector<base::Point> line;
  for (const auto& p : json) line.push_back(point_of(p));
  return line;
}

ChromosomeClass class_of(const Json& json) {
  const auto name = json.get<std::string>();
  const auto label = cytogenetics::parse_class(name);
  if (!label) fail("there is no class '" + name + "'; classes are 1 to 22, X, Y, marker and unclassified");
  return *label;
}

template <typename T>
std::optional<T> optional_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

Chromosome chromosome_of(const Json& json) {
  Chromosome c;
  c.id = json.at("id").get<int>();
  const auto& box = json.at("box");
  if (!box.is_array() || box.size() != 4) fail("box is not [x, y, width, height]");
  c.box = {finite(box[0], "x"), finite(box[1], "y"), finite(box[2], "width"), finite(box[3], "height")};
  for (const auto& ring : json.at("outline")) c.outline.push_back(points_of(ring));
  c.label = class_of(json.at("class"));
  const auto found = json.contains("class_found") ? class_of(json["class_found"]) : c.label;
  if (found != c.label || optional_of<bool>(json, "confirmed").value_or(false)) c.label_found = found;
  c.label_alone = json.contains("class_alone") ? class_of(json["class_alone"]) : c.label;
  if (json.contains("probabilities")) {
    for (const auto& [name, value] : json["probabilities"].items()) {
      const auto k = class_of(Json(name));
      const double p = finite(value, "probability");
      if (!cytogenetics::is_normal_class(k) || p < 0 || p > 1) fail("a probability lies outside 0 to 1 or names no normal class");
      c.probabilities[static_cast<std::size_t>(k)] = p;
    }
  }
  c.found_probability = optional_of<double>(json, "found_probability").value_or(1);
  if (json.contains("axis")) c.axis = points_of(json["axis"]);
  c.axis_trusted = optional_of<bool>(json, "axis_trusted").value_or(!c.axis.empty());
  c.axis_doubt = optional_of<std::string>(json, "axis_doubt").value_or("");
  c.outline_certainty = optional_of<double>(json, "outline_certainty").value_or(1);
  c.upside_down = optional_of<bool>(json, "upside_down");
  c.orientation_probability = optional_of<double>(json, "orientation_probability").value_or(0.5);
  c.centromere_from_p_end = optional_of<double>(json, "centromere_from_p_end");
  if (c.centromere_from_p_end && !(*c.centromere_from_p_end >= 0 && *c.centromere_from_p_end <= 1)) {
    fail("centromere_from_p_end lies outside 0 to 1");
  }
  c.uncertain = optional_of<bool>(json, "uncertain").value_or(false);
  c.reasons = optional_of<std::vector<std::string>>(json, "reasons").value_or(std::vector<std::string>{});
  return c;
}

std::optional<CountEvidence> evidence_of(const Json& cell) {
  const auto found = cell.find("count_evidence");
  if (found == cell.end() || found->is_null()) return std::nullopt;
  CountEvidence evidence{found->at("taken").get<int>(),
                         finite(found->at("expected"), "count_evidence.expected"),
                         finite(found->at("deviation"), "count_evidence.deviation")};
  if (evidence.taken < 0 || evidence.expected < 0 || evidence.deviation < 0)
    fail("count_evidence has a number below 0");
  return evidence;
}

Cell cell_of(const Json& json, std::string& place) {
  Cell cell;
  cell.model.name = json.at("model").at("name").get<std::string>();
  cell.model.hash = json.at("model").at("hash").get<std::string>();
  cell.image = json.at("image").get<std::string>();
  cell.page = optional_of<int>(json, "page").value_or(0);
  cell.width = json.at("width").get<int>();
  cell.height = json.at("height").get<int>();
  if (cell.width < 1 || cell.height < 1 || cell.page < 0) fail("width, height or page is out of range");
  cell.bright_on_dark = optional_of<bool>(json, "bright_on_dark").value_or(false);
  cell.cells_in_image = optional_of<int>(json, "cells_in_image").value_or(1);
  if (cell.cells_in_image < 1) fail("cells_in_image is out of range: this cell is one of them");
  std::set<int> ids;
  int index = 0;
  for (const auto& chromosome : json.at("chromosomes")) {
    place = "chromosomes[" + std::to_string(index++) + "]";
    cell.chromosomes.push_back(chromosome_of(chromosome));
    if (!ids.insert(cell.chromosomes.back().id).second) fail("the id stands twice");
  }
  place.clear();
  if (json.contains("left_over")) {
    for (const auto& ring : json["left_over"]) cell.left_over.push_back(points_of(ring));
  }
  cell.contrast_levels = optional_of<int>(json, "contrast_levels");
  cell.composition = optional_of<std::string>(json, "composition");
  cell.count_evidence = evidence_of(json);
  cell.flags = optional_of<std::vector<std::string>>(json, "flags").value_or(std::vector<std::string>{});
  cell.seconds = optional_of<double>(json, "seconds").value_or(0);
  return cell;
}

std::string text_of(const Json& json, const char* key) {
  return optional_of<std::string>(json, key).value_or("");
}

CellRecord record_of(const Json& json, std::string& place) {
  CellRecord record;
  auto& entry = record.entry;
  entry.cell = cell_of(json, place);
  entry.name = text_of(json, "name");
  record.image_path = text_of(json, "image_path");
  const auto its_case = json.find("case");
  if (its_case == json.end() || its_case->is_null()) return record;
  record.case_name = text_of(*its_case, "name");
  record.worksheet = text_of(*its_case, "worksheet");
  entry.specimen = text_of(*its_case, "specimen");
  entry.culture = text_of(*its_case, "culture");
  entry.slide = text_of(*its_case, "slide");
  entry.x = text_of(*its_case, "x");
  entry.y = text_of(*its_case, "y");
  return record;
}

}  // namespace

std::string to_json(const CellRecord& record) {
  const auto& entry = record.entry;
  const auto& cell = entry.cell;
  Json json;
  json["schema"] = kCellSchema;
  json["model"] = {{"name", cell.model.name}, {"hash", cell.model.hash}};
  json["name"] = entry.name;
  json["case"] = {{"name", record.case_name},
                  {"worksheet", record.worksheet},
                  {"specimen", entry.specimen},
                  {"culture", entry.culture},
                  {"slide", entry.slide},
                  {"x", entry.x},
                  {"y", entry.y}};
  json["image"] = cell.image;
  json["image_path"] = record.image_path;
  json["page"] = cell.page;
  json["width"] = cell.width;
  json["height"] = cell.height;
  json["bright_on_dark"] = cell.bright_on_dark;
  json["cells_in_image"] = cell.cells_in_image;
  json["chromosomes"] = Json::array();
  for (const auto& c : cell.chromosomes) json["chromosomes"].push_back(chromosome_json(c));
  json["count"] = cell.count();
  json["count_evidence"] = evidence_json(cell.count_evidence);
  json["left_over"] = Json::array();
  for (const auto& ring : cell.left_over) json["left_over"].push_back(points(ring));
  json["contrast_levels"] = or_null(cell.contrast_levels);
  json["composition"] = or_null(cell.composition);
  json["flags"] = cell.flags;
  json["seconds"] = rounded(cell.seconds, 1000);
  // A file name may hold any bytes: what is no UTF-8 is replaced rather than refused.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Expected<CellRecord> cell_from_json(std::string_view text) {
  constexpr const char* kCure = "docs/cell-json.md describes the file";
  std::string place;
  try {
    const auto json = Json::parse(text);
    const auto schema = json.is_object() ? json.value("schema", std::string()) : std::string();
    if (schema != kCellSchema) {
      return base::unexpected(ErrorCode::kUnsupported, "its schema is '" + schema + "', not " + std::string(kCellSchema), "schema", kCure);
    }
    return record_of(json, place);
  } catch (const Fault& fault) {
    return base::unexpected(ErrorCode::kDamaged, fault.what, place, kCure);
  } catch (const nlohmann::json::exception& fault) {
    return base::unexpected(ErrorCode::kDamaged, std::string("this is no cell file (") + fault.what() + ")", place, kCure);
  }
}

}  // namespace pinnacle::karyotyping
