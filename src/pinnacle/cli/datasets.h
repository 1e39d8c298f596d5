#ifndef PINNACLE_CLI_DATASETS_H_
#define PINNACLE_CLI_DATASETS_H_

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/dataset/class_maps.h"
#include "pinnacle/dataset/label_set.h"
#include "pinnacle/dataset/labelled_images.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/dataset/split.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// @errors As dataset::read_split, with the file's name.
base::Expected<dataset::PatientSplit> read_split_file(const std::filesystem::path& file);

/// How many chromosomes are marked in it; 0: they are not counted.
inline std::size_t chromosomes_in(const dataset::LabelledMetaphase& metaphase) {
  return metaphase.boxes.size();
}
inline std::size_t chromosomes_in(const dataset::ClassMappedMetaphase&) { return 0; }

/// The items whose patient belongs to that part; a patient whom the split does not name belongs to none.
template <typename Item>
std::vector<Item> of_part(const std::vector<Item>& items, const dataset::PatientSplit& split, dataset::Part part) {
  std::vector<Item> chosen;
  for (const auto& item : items) {
    const auto found = split.find(item.patient);
    if (found != split.end() && found->second == part) chosen.push_back(item);
  }
  return chosen;
}

/// The part that --part names.
/// @errors kInvalidArgument.
base::Expected<dataset::Part> part_named(const std::string& name);

/// Says how much belongs to no part because the split does not name its patient; nothing if it names all.
template <typename Item>
void tell_left_out(const std::vector<Item>& items, const dataset::PatientSplit& split,
                   const std::filesystem::path& split_file, base::Progress& progress) {
  std::set<std::string> patients;
  std::size_t cells = 0, chromosomes = 0;
  for (const auto& item : items) {
    if (split.count(item.patient) > 0) continue;
    patients.insert(item.patient);
    cells += 1;
    chromosomes += chromosomes_in(item);
  }
  if (cells == 0) return;
  progress.say(split_file.string() + " does not name " + std::to_string(patients.size()) +
               " of the patients: " + std::to_string(cells) + " cells" +
               (chromosomes > 0 ? " with " + std::to_string(chromosomes) + " chromosomes" : "") +
               " are left out");
}

/// The items of that part of a split file; all of them where no file is named. What the file does not name is
/// told.
/// @errors As part_named and read_split_file.
template <typename Item>
base::Expected<std::vector<Item>> of_part(std::vector<Item> items, const std::filesystem::path& split_file,
                                          const std::string& part_name, base::Progress& progress) {
  if (split_file.empty()) return items;
  PINNACLE_TRY(const auto part, part_named(part_name));
  PINNACLE_TRY(const auto split, read_split_file(split_file));
  tell_left_out(items, split, split_file, progress);
  return of_part(items, split, part);
}

/// `count` items spread evenly over the list; all of them if there are no more.
template <typename Item>
std::vector<Item> spread(const std::vector<Item>& items, std::size_t count) {
  if (items.size() <= count) return items;
  std::vector<Item> chosen;
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(items[i * items.size() / count]);
  return chosen;
}

template <typename Item>
std::vector<Item> thinned(const std::vector<Item>& items, double fraction) {
  return spread(items, static_cast<std::size_t>(static_cast<double>(items.size()) * fraction + 0.5));
}

template <typename Item>
void append(std::vector<Item>& to, const std::vector<Item>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// One cell with its chromosomes marked: boxes in a metaphase, or a picture for each.
struct LabelledCell {
  std::string patient;
  dataset::LabelledMetaphase metaphase;        ///< Its boxes, if it is a metaphase.
  std::vector<dataset::LabelledImage> images;  ///< Else its pictures.
  bool known =
      true;  ///< False: the pictures of a patient whose cells are not known, measured beside each other.

  std::size_t size() const { return images.empty() ? metaphase.boxes.size() : images.size(); }
  std::string label(std::size_t i) const;
  std::optional<bool> p_on_top(std::size_t i) const;  ///< Boxes tell no orientation.
};

inline std::size_t chromosomes_in(const LabelledCell& cell) { return cell.size(); }

/// The cells of a data set of any kind: a folder with annotations.json or chromosomes.csv, or a table itself.
base::Expected<std::vector<LabelledCell>> read_cells(const std::filesystem::path& data);

/// All labels that occur in the cells, repeated as they are, without chromosomes that nobody has classified.
std::vector<std::string> labels_in(const std::vector<LabelledCell>& cells);

/// What is in a picture's file, so that a changed one is known. Its bytes, though they are read once more
/// later: pictures of one camera have one size, and a copy on another machine has another date.
/// @return  Its digest, or that it cannot be read: who needs the picture says why.
std::string digest_of_file(const std::filesystem::path& file);

/// A line for each chromosome and each picture: all that they enter a training and its judgement with.
/// @param data  What they were read from: files are named relative to it.
std::string described(const std::vector<LabelledCell>& cells, const std::filesystem::path& data);

/// Under this name a classifier's settings carry its labels, as LabelSet::text.
inline constexpr const char* kLabelsSetting = "labels";
/// The labels that a classifier tells apart; the 24 normal chromosomes where its file does not say.
/// @errors As dataset::read_label_set.
base::Expected<dataset::LabelSet> labels_of(const learning::ModelInfo& classifier);

/// @errors kInvalidArgument: the classifier's labels are not the 24 normal chromosomes in their order, so that no
///         cell can be assigned by it. As labels_of.
base::Expected<void> check_names_normal_chromosomes(const learning::ModelInfo& classifier);

/// @errors kInvalidArgument: the classifier answers with another number of labels.
base::Expected<void> check_answers(const std::vector<classification::Opinion>& opinions,
                                   const dataset::LabelSet& labels);

/// A cell's chromosomes straightened, in the order of its boxes or pictures.
/// @param outliner  Gives the boxes of metaphases their outlines; pictures of single chromosomes need none.
base::Expected<std::vector<classification::Straightened>> straighten_cell(const LabelledCell& cell,
                                                                          const learning::Predictor& outliner);

/// The prepared chromosomes of all cells with their labels; those that are not of the set are left out.
base::Expected<std::vector<classification::TaughtStrip>> strips_of(const std::vector<LabelledCell>& cells,
                                                                   const dataset::LabelSet& labels,
                                                                   const learning::Predictor& outliner,
                                                                   base::Progress& progress);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_DATASETS_H_
