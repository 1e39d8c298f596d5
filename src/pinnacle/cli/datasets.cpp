#include "pinnacle/cli/datasets.h"

#include <map>

#include "pinnacle/image/lone_object.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/segmentation/outline_finder.h"

namespace pinnacle::cli {
namespace {

std::string described(const LabelledCell& cell, std::size_t index, const std::filesystem::path& folder) {
  const auto& file = cell.images.empty() ? cell.metaphase.file : cell.images[index].file;
  auto text = cell.patient + "\t" + cell.label(index) + "\t" + file.lexically_relative(folder).string();
  if (cell.images.empty()) {
    const auto& box = cell.metaphase.boxes[index].box;
    for (const double side : {box.x, box.y, box.width, box.height}) text += "\t" + std::to_string(side);
  } else {
    text += "\t" + cell.images[index].cell;
  }
  const auto on_top = cell.p_on_top(index);
  return text + (!on_top ? "\t\n" : *on_top ? "\tp\n" : "\tq\n");
}

/// A line for each picture of a cell: what is in its file.
std::string contents(const LabelledCell& cell) {
  if (cell.images.empty()) return digest_of_file(cell.metaphase.file) + "\n";
  std::string lines;
  for (const auto& image : cell.images) lines += digest_of_file(image.file) + "\n";
  return lines;
}

}  // namespace

std::string digest_of_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestPicture = std::size_t{1} << 29;
  const auto bytes = platform::read_file(file, kLargestPicture);
  return bytes ? platform::sha256(*bytes) : "unreadable";
}

base::Expected<dataset::PatientSplit> read_split_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestSplit = std::size_t{1} << 26;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestSplit));
  auto split = dataset::read_split({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!split) return base::Unexpected{std::move(split).error().at(file.string())};
  return split;
}

base::Expected<dataset::Part> part_named(const std::string& name) {
  const auto part = dataset::parse_part(name);
  if (part) return *part;
  return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no part '" + name + "'", "--part",
                          "Parts are train, validation and test");
}

std::string LabelledCell::label(std::size_t i) const {
  return images.empty() ? std::string(to_string(metaphase.boxes[i].label)) : images[i].label;
}

std::optional<bool> LabelledCell::p_on_top(std::size_t i) const {
  return images.empty() ? std::nullopt : images[i].p_on_top;
}

base::Expected<std::vector<LabelledCell>> read_cells(const std::filesystem::path& data) {
  std::vector<LabelledCell> cells;
  if (platform::is_there(data / "annotations.json")) {
    PINNACLE_TRY(auto metaphases, dataset::read_coco(data));
    for (auto& metaphase : metaphases) {
      const auto patient = metaphase.patient;
      cells.push_back({patient, std::move(metaphase), {}, true});
    }
    return cells;
  }
  if (!platform::is_there(data)) {
    return base::unexpected(base::ErrorCode::kNotFound, "there is no such data set", data.string(),
                            "Name a folder with annotations.json or chromosomes.csv, or such a table itself");
  }
  PINNACLE_TRY(auto images, dataset::read_images(data));
  std::map<std::pair<std::string, std::string>, LabelledCell> by_name;  // By cell and patient.
  for (auto& image : images) {
    auto& cell = by_name[{image.cell, image.patient}];
    cell.patient = image.patient;
    cell.known = !image.cell.empty();
    cell.images.push_back(std::move(image));
  }
  for (auto& [name, cell] : by_name) cells.push_back(std::move(cell));
  return cells;
}

std::vector<std::string> labels_in(const std::vector<LabelledCell>& cells) {
  std::vector<std::string> labels;
  for (const auto& cell : cells) {
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (auto label = cell.label(i); label != to_string(cytogenetics::ChromosomeClass::kUnclassified))
        labels.push_back(std::move(label));
    }
  }
  return labels;
}

base::Expected<dataset::LabelSet> labels_of(const learning::ModelInfo& classifier) {
  const auto found = classifier.settings.find(kLabelsSetting);
  if (found == classifier.settings.end()) return dataset::LabelSet::normal();
  return dataset::read_label_set(found->second);
}

base::Expected<void> check_answers(const std::vector<classification::Opinion>& opinions,
                                   const dataset::LabelSet& labels) {
  if (opinions.empty() || opinions.front().classes.size() == labels.size()) return {};
  return base::unexpected(base::ErrorCode::kInvalidArgument,
                          "this classifier tells " + std::to_string(opinions.front().classes.size()) +
                              " labels apart, but names " + std::to_string(labels.size()),
                          {}, "Train it anew");
}

base::Expected<void> check_names_normal_chromosomes(const learning::ModelInfo& classifier) {
  PINNACLE_TRY(const auto labels, labels_of(classifier));
  if (labels == dataset::LabelSet::normal()) return {};
  return base::unexpected(base::ErrorCode::kInvalidArgument,
                          "the classifier's labels are not the 24 normal chromosomes, in their order",
                          "--classifier", "Give weights trained without --labels and --abnormality");
}

base::Expected<std::vector<classification::Straightened>> straighten_cell(const LabelledCell& cell,
                                                                          const learning::Predictor& outliner) {
  std::vector<classification::Straightened> chromosomes;
  for (const auto& labelled : cell.images) {
    PINNACLE_TRY(const auto grey, dataset::read_picture(labelled.file));
    const auto object = image::lone_object(grey);
    chromosomes.push_back(classification::straightened(object.grey, object.mask));
  }
  if (!cell.images.empty()) return chromosomes;
  PINNACLE_TRY(const auto grey, dataset::read_dark_on_white(cell.metaphase.file));
  std::vector<base::Box> boxes;
  for (const auto& box : cell.metaphase.boxes) boxes.push_back(box.box);
  PINNACLE_TRY(const auto outlines, segmentation::OutlineFinder(outliner).find(grey, boxes));
  for (const auto& outline : outlines) chromosomes.push_back(classification::straightened(grey, outline.mask));
  return chromosomes;
}

std::string described(const std::vector<LabelledCell>& cells, const std::filesystem::path& data) {
  const auto folder = platform::is_folder(data) ? data : data.parent_path();
  std::string text;
  for (const auto& cell : cells) {
    for (std::size_t i = 0; i < cell.size(); ++i) text += described(cell, i, folder);
    text += contents(cell);
  }
  return text;
}

base::Expected<std::vector<classification::TaughtStrip>> strips_of(const std::vector<LabelledCell>& cells,
                                                                   const dataset::LabelSet& labels,
                                                                   const learning::Predictor& outliner,
                                                                   base::Progress& progress) {
  std::vector<classification::TaughtStrip> taught;
  progress.begin("Preparing chromosomes", cells.size());
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (progress.stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped while preparing");
    PINNACLE_TRY(const auto chromosomes, straighten_cell(cells[k], outliner));
    auto strips = classification::prepare_cell(chromosomes);
    for (std::size_t i = 0; i < strips.size(); ++i) {
      const auto label = labels.index_of(cells[k].label(i));
      if (!label || chromosomes[i].axis.points.empty()) continue;
      taught.push_back({std::move(strips[i]), *label, cells[k].p_on_top(i)});
    }
    progress.update(k + 1, {});
  }
  return taught;
}

}  // namespace pinnacle::cli
