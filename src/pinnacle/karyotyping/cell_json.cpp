#include "pinnacle/karyotyping/cell_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
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
  json["upside_down_found"] = or_null(c.turned ? c.upside_down_found : c.upside_down);
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

/// Whether a value is of the type, and what the type is called. Numbers that an int cannot hold are none.
template <typename T>
struct Kind;
template <>
struct Kind<int> {
  static constexpr const char* kName = "a whole number";
  static bool fits(const Json& json) {
    constexpr auto kLeast = std::numeric_limits<int>::min(), kMost = std::numeric_limits<int>::max();
    return json.is_number_unsigned() ? json.get<std::uint64_t>() <= static_cast<std::uint64_t>(kMost)
                                     : json.is_number_integer() && json.get<std::int64_t>() >= kLeast;
  }
};
template <>
struct Kind<double> {
  static constexpr const char* kName = "a number";
  static bool fits(const Json& json) { return json.is_number(); }
};
template <>
struct Kind<bool> {
  static constexpr const char* kName = "true or false";
  static bool fits(const Json& json) { return json.is_boolean(); }
};
template <>
struct Kind<std::string> {
  static constexpr const char* kName = "a text";
  static bool fits(const Json& json) { return json.is_string(); }
};
template <>
struct Kind<std::vector<std::string>> {
  static constexpr const char* kName = "a list of texts";
  static bool fits(const Json& json) {
    return json.is_array() && std::all_of(json.begin(), json.end(), [](const auto& one) { return one.is_string(); });
  }
};

template <typename T>
T as(const Json& json, const std::string& name) {
  if (!Kind<T>::fits(json)) fail(name + " is not " + Kind<T>::kName);
  return json.get<T>();
}

const Json& member(const Json& json, const std::string& name) {
  const auto found = json.find(name);
  if (found == json.end()) fail("there is no field '" + name + "'");
  return *found;
}

const Json& list_of(const Json& json, const std::string& name) {
  const auto& list = member(json, name);
  if (!list.is_array()) fail(name + " is not a list");
  return list;
}

const Json& object(const Json& json, const std::string& name) {
  if (!json.is_object()) fail(name + " is not an object { ... }");
  return json;
}

template <typename T>
T required(const Json& json, const std::string& name) {
  return as<T>(member(json, name), name);
}

template <typename T>
std::optional<T> optional_of(const Json& json, const std::string& name) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return as<T>(*found, name);
}

double finite(const Json& json, const std::string& name) {
  const double value = as<double>(json, name);
  if (!std::isfinite(value) || std::abs(value) > 1e6) fail(name + " is out of range");
  return value;
}

base::Point point_of(const Json& json, const std::string& name) {
  if (!json.is_array() || json.size() != 2) fail("a point of " + name + " is not [x, y]");
  return {finite(json[0], "an x of " + name), finite(json[1], "a y of " + name)};
}

std::vector<base::Point> points_of(const Json& json, const std::string& name) {
  if (!json.is_array()) fail(name + " is not a list of points");
  std::vector<base::Point> line;
  for (const auto& p : json) line.push_back(point_of(p, name));
  return line;
}

ChromosomeClass class_named(const std::string& name) {
  const auto label = cytogenetics::parse_class(name);
  if (!label) fail("there is no class '" + name + "'; classes are 1 to 22, X, Y, marker and unclassified");
  return *label;
}

/// The class in that field; where there is none, the other.
ChromosomeClass class_of(const Json& json, const std::string& name, ChromosomeClass otherwise) {
  const auto text = optional_of<std::string>(json, name);
  return text ? class_named(*text) : otherwise;
}

void read_probabilities(const Json& json, Chromosome& c) {
  const auto found = json.find("probabilities");
  if (found == json.end()) return;
  for (const auto& [name, value] : object(*found, "probabilities").items()) {
    const auto k = class_named(name);
    const double p = finite(value, "the probability of " + name);
    if (!cytogenetics::is_normal_class(k) || p < 0 || p > 1) fail("a probability lies outside 0 to 1 or names no normal class");
    c.probabilities[static_cast<std::size_t>(k)] = p;
  }
}

void read_orientation(const Json& json, Chromosome& c) {
  c.upside_down = optional_of<bool>(json, "upside_down");
  const auto found = json.contains("upside_down_found") ? optional_of<bool>(json, "upside_down_found") : c.upside_down;
  c.turned = found != c.upside_down;
  if (c.turned) c.upside_down_found = found;
  c.orientation_probability = optional_of<double>(json, "orientation_probability").value_or(0.5);
}

Chromosome chromosome_of(const Json& json) {
  Chromosome c;
  c.id = required<int>(json, "id");
  const auto& box = list_of(json, "box");
  if (box.size() != 4) fail("box is not [x, y, width, height]");
  c.box = {finite(box[0], "x of box"), finite(box[1], "y of box"), finite(box[2], "width of box"), finite(box[3], "height of box")};
  for (const auto& ring : list_of(json, "outline")) c.outline.push_back(points_of(ring, "outline"));
  c.label = class_named(required<std::string>(json, "class"));
  const auto found = class_of(json, "class_found", c.label);
  if (found != c.label || optional_of<bool>(json, "confirmed").value_or(false)) c.label_found = found;
  c.label_alone = class_of(json, "class_alone", c.label);
  read_probabilities(json, c);
  c.found_probability = optional_of<double>(json, "found_probability").value_or(1);
  if (json.contains("axis")) c.axis = points_of(json["axis"], "axis");
  c.axis_trusted = optional_of<bool>(json, "axis_trusted").value_or(!c.axis.empty());
  c.axis_doubt = optional_of<std::string>(json, "axis_doubt").value_or("");
  c.outline_certainty = optional_of<double>(json, "outline_certainty").value_or(1);
  read_orientation(json, c);
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
  const auto& numbers = object(*found, "count_evidence");
  CountEvidence evidence{required<int>(numbers, "taken"), finite(member(numbers, "expected"), "count_evidence.expected"),
                         finite(member(numbers, "deviation"), "count_evidence.deviation")};
  if (evidence.taken < 0 || evidence.expected < 0 || evidence.deviation < 0)
    fail("count_evidence has a number below 0");
  return evidence;
}

/// A chromosome as a person finds it in the file: by its id, or by its number in the list where that cannot be read.
std::string place_of(const Json& chromosome, std::size_t index) {
  if (chromosome.is_object() && chromosome.contains("id") && Kind<int>::fits(chromosome["id"])) {
    return "the chromosome with id " + std::to_string(chromosome["id"].get<int>());
  }
  return "chromosome " + std::to_string(index + 1) + " of the list";
}

void read_chromosomes(const Json& json, Cell& cell, std::string& place) {
  std::set<int> ids;
  std::size_t index = 0;
  for (const auto& chromosome : list_of(json, "chromosomes")) {
    place = place_of(chromosome, index++);
    cell.chromosomes.push_back(chromosome_of(object(chromosome, "it")));
    if (!ids.insert(cell.chromosomes.back().id).second) fail("the id stands twice");
  }
  place.clear();
  constexpr int kMostFound = 100000;
  cell.found = optional_of<int>(json, "found").value_or(0);
  if (cell.found < 0 || cell.found > kMostFound) fail("found is out of range");
}

Cell cell_of(const Json& json, std::string& place) {
  Cell cell;
  const auto& model = object(member(json, "model"), "model");
  cell.model.name = required<std::string>(model, "name");
  cell.model.hash = required<std::string>(model, "hash");
  cell.image = required<std::string>(json, "image");
  cell.page = optional_of<int>(json, "page").value_or(0);
  cell.width = required<int>(json, "width");
  cell.height = required<int>(json, "height");
  if (cell.width < 1 || cell.height < 1 || cell.page < 0) fail("width, height or page is out of range");
  cell.bright_on_dark = optional_of<bool>(json, "bright_on_dark").value_or(false);
  cell.cells_in_image = optional_of<int>(json, "cells_in_image").value_or(1);
  if (cell.cells_in_image < 1) fail("cells_in_image is out of range: this cell is one of them");
  read_chromosomes(json, cell, place);
  if (json.contains("left_over")) {
    for (const auto& ring : list_of(json, "left_over")) cell.left_over.push_back(points_of(ring, "left_over"));
    const auto is_empty = [](const auto& ring) { return ring.empty(); };
    if (std::any_of(cell.left_over.begin(), cell.left_over.end(), is_empty)) fail("left_over has a ring without points");
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

void read_case(const Json& json, CellRecord& record) {
  auto& entry = record.entry;
  record.case_name = text_of(json, "name");
  record.worksheet = text_of(json, "worksheet");
  if (json.contains("order")) {
    const auto& order = list_of(json, "order");
    if (order.size() != record.order.size()) fail("order is not [image, page, cell]");
    for (std::size_t i = 0; i < order.size(); ++i) record.order[i] = as<int>(order[i], "a number of order");
  }
  entry.specimen = text_of(json, "specimen");
  entry.culture = text_of(json, "culture");
  entry.slide = text_of(json, "slide");
  entry.x = text_of(json, "x");
  entry.y = text_of(json, "y");
}

CellRecord record_of(const Json& json, std::string& place) {
  CellRecord record;
  record.entry.cell = cell_of(json, place);
  record.entry.name = text_of(json, "name");
  record.image_path = text_of(json, "image_path");
  const auto its_case = json.find("case");
  if (its_case != json.end() && !its_case->is_null()) read_case(object(*its_case, "case"), record);
  return record;
}

/// "line 3, column 5" of a byte of the text.
std::string line_and_column(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, byte > 0 ? byte - 1 : 0);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const auto last = before.rfind('\n');
  const auto column = last == std::string_view::npos ? before.size() : before.size() - last - 1;
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
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
                  {"order", record.order},
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
  json["found"] = cell.found;
  json["removed"] = cell.removed();
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
    const auto schema = json.is_object() ? optional_of<std::string>(json, "schema").value_or("") : std::string();
    if (schema != kCellSchema) {
      return base::unexpected(ErrorCode::kUnsupported, "its schema is '" + schema + "', not " + std::string(kCellSchema), "schema", kCure);
    }
    return record_of(json, place);
  } catch (const Fault& fault) {
    return base::unexpected(ErrorCode::kDamaged, fault.what, place, kCure);
  } catch (const nlohmann::json::parse_error& fault) {
    return base::unexpected(ErrorCode::kDamaged, "this is no JSON, or it was cut off", line_and_column(text, fault.byte), kCure);
  } catch (const nlohmann::json::exception&) {
    return base::unexpected(ErrorCode::kDamaged, "a value in it cannot be read, perhaps a number that is too large", place, kCure);
  }
}

}  // namespace pinnacle::karyotyping
