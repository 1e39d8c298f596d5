#include "pinnacle/dataset/metaphases.h"

#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "pinnacle/base/check.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/normalise.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
using nlohmann::json;

constexpr std::size_t kLargestAnnotations = std::size_t{1} << 30;
constexpr std::size_t kLargestPicture = std::size_t{1} << 29;
/// The category of a chromosome whose class is not known.
constexpr const char* kAnyChromosome = "chromosome";

base::Unexpected damaged(const std::string& what, const std::string& place) {
  return base::unexpected(ErrorCode::kDamaged, what, place, "See the COCO format: images, annotations, categories");
}

std::string patient_of(const json& picture) {
  if (!picture.contains("patient")) return picture.at("file_name").get<std::string>();
  const auto& patient = picture.at("patient");
  return patient.is_string() ? patient.get<std::string>() : patient.dump();
}

/// What a category's name says of the class.
std::optional<cytogenetics::ChromosomeClass> class_named(const std::string& name) {
  if (name == kAnyChromosome) return cytogenetics::ChromosomeClass::kUnclassified;
  const auto label = cytogenetics::parse_class(name);
  return label && cytogenetics::is_normal_class(*label) ? label : std::nullopt;
}

/// An image's side; without end where the file does not state it.
double side_of(const json& picture, const char* name) {
  return picture.contains(name) ? picture.at(name).get<double>() : std::numeric_limits<double>::infinity();
}

/// Tools round boxes up or count from 1: a pixel too far is no fault.
bool lies_inside(const base::Box& box, double width, double height) {
  constexpr double kRounding = 1;
  return box.x >= -kRounding && box.y >= -kRounding && box.right() <= width + kRounding && box.bottom() <= height + kRounding;
}

/// The polygons of an annotation; none where it has a run-length mask or nothing.
std::vector<base::Polygon> outline_of(const json& annotation) {
  std::vector<base::Polygon> rings;
  const auto found = annotation.find("segmentation");
  if (found == annotation.end() || !found->is_array()) return rings;
  for (const auto& flat : *found) {
    const auto numbers = flat.get<std::vector<double>>();
    base::Polygon ring;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) ring.push_back({numbers[i], numbers[i + 1]});
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  return rings;
}

std::filesystem::path place_of(const std::filesystem::path& folder, const std::string& name) {
  const auto inner = folder / "images" / name;
  return platform::is_there(inner) ? inner : folder / name;
}

/// Throws json::exception where a field is missing or of another kind.
base::Expected<std::vector<LabelledMetaphase>> from_json(const json& coco, const std::filesystem::path& folder) {
  std::map<long, cytogenetics::ChromosomeClass> classes;
  for (const auto& category : coco.at("categories")) {
    const auto name = category.at("name").get<std::string>();
    const auto label = class_named(name);
    if (!label) return damaged("there is no chromosome '" + name + "'", "categories");
    classes[category.at("id").get<long>()] = *label;
  }
  std::vector<LabelledMetaphase> metaphases;
  struct Listed {
    std::size_t index;
    double width, height;
  };
  std::map<long, Listed> listed;
  for (const auto& picture : coco.at("images")) {
    listed[picture.at("id").get<long>()] = {metaphases.size(), side_of(picture, "width"), side_of(picture, "height")};
    metaphases.push_back({place_of(folder, picture.at("file_name").get<std::string>()), patient_of(picture), {}});
  }
  for (const auto& annotation : coco.at("annotations")) {
    const auto place = "annotation " + annotation.at("id").dump();
    const auto picture = listed.find(annotation.at("image_id").get<long>());
    const auto label = classes.find(annotation.at("category_id").get<long>());
    const auto sides = annotation.at("bbox").get<std::array<double, 4>>();
    const base::Box box{sides[0], sides[1], sides[2], sides[3]};
    if (picture == listed.end()) return damaged("its image is not listed", place);
    if (label == classes.end()) return damaged("its category is not listed", place);
    if (box.width <= 0 || box.height <= 0) return damaged("its box is empty", place);
    const auto& [index, width, height] = picture->second;
    if (!lies_inside(box, width, height)) return damaged("its box lies outside its image", place);
    metaphases[index].boxes.push_back({box, label->second, outline_of(annotation)});
  }
  return metaphases;
}

}  // namespace

base::Expected<std::vector<LabelledMetaphase>> read_coco(const std::filesystem::path& folder) {
  const auto file = folder / "annotations.json";
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestAnnotations));
  try {
    auto metaphases = from_json(json::parse(bytes), folder);
    if (!metaphases) return base::Unexpected{std::move(metaphases).error().at(file.string())};
    return metaphases;
  } catch (const json::exception& fault) {
    return damaged(std::string("no COCO annotations (") + fault.what() + ")", file.string());
  }
}

namespace {

/// In pixels: of the outline, or of the box where there is none.
double area_of(const DescribedMetaphase& metaphase, const LabelledBox& box) {
  if (box.outline.empty()) return box.box.area();
  return image::area_of(image::filled(box.outline, metaphase.width, metaphase.height).mask);
}

}  // namespace

std::string coco_text(const std::vector<DescribedMetaphase>& metaphases) {
  nlohmann::ordered_json coco{{"images", json::array()}, {"categories", json::array()}, {"annotations", json::array()}};
  for (int k = 0; k < cytogenetics::kClassCount; ++k) {
    coco["categories"].push_back({{"id", k + 1}, {"name", to_string(static_cast<cytogenetics::ChromosomeClass>(k))}});
  }
  constexpr int kAnyId = cytogenetics::kClassCount + 1;
  coco["categories"].push_back({{"id", kAnyId}, {"name", kAnyChromosome}});
  for (const auto& metaphase : metaphases) {
    const auto image_id = coco["images"].size() + 1;
    coco["images"].push_back({{"id", image_id}, {"file_name", metaphase.file_name}, {"width", metaphase.width},
                              {"height", metaphase.height}, {"patient", metaphase.patient}});
    for (const auto& labelled : metaphase.boxes) {
      const auto& [box, label, outline] = labelled;
      PINNACLE_CHECK(label != cytogenetics::ChromosomeClass::kMarker, "a category for each box");
      auto rings = json::array();
      for (const auto& ring : outline) {
        auto flat = json::array();
        for (const auto p : ring) flat.insert(flat.end(), {p.x, p.y});
        rings.push_back(flat);
      }
      coco["annotations"].push_back(
          {{"id", coco["annotations"].size() + 1},
           {"image_id", image_id},
           {"category_id", is_normal_class(label) ? static_cast<int>(label) + 1 : kAnyId},
           {"bbox", {box.x, box.y, box.width, box.height}},
           {"area", area_of(metaphase, labelled)},
           {"segmentation", rings},
           {"iscrowd", 0}});
    }
  }
  return coco.dump() + "\n";
}

base::Expected<image::Grey> read_picture(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestPicture));
  auto grey = image::decode_grey8(bytes);
  if (!grey) return base::Unexpected{std::move(grey).error().at(file.string())};
  return grey;
}

base::Expected<image::Grey> read_dark_on_white(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestPicture));
  const auto pages = image::decode(bytes);
  if (!pages) return base::Unexpected{base::Error(pages.error()).at(file.string())};
  return image::normalise(pages->front().grey, pages->front().bits).grey;
}

}  // namespace pinnacle::dataset
