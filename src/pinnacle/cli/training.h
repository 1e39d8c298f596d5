#ifndef PINNACLE_CLI_TRAINING_H_
#define PINNACLE_CLI_TRAINING_H_

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/dataset/label_set.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// What a training is made of, whatever its task.
struct TrainingRequest {
  std::vector<std::filesystem::path> datasets;
  std::vector<std::filesystem::path> splits;  ///< One for each data set.
  double fraction = 1;                        ///< Of the training patients' cells, to try an idea on.
  int judged_cells = 60;      ///< Of the validation patients, at each judgement.
  std::string detect_with, name_with;  ///< Detector and classifier whose candidates are verified; empty: Pinnacle's own.
  std::string outline_with;   ///< Outliner weights for chromosomes of metaphases; empty: Pinnacle's own.
  std::string orient_with;    ///< Classifier that tells the orientation of data without that truth; may be empty.
  std::filesystem::path labels;  ///< File with the labels to tell apart; empty: those that suit the data.
  std::string abnormality;       ///< Told apart from the normal ones of its chromosome instead; may be empty.
  std::string model = "pinnacle";    ///< For classification: pinnacle, resnet18, notebook or svm.
  std::string features = "profile";  ///< Of the svm: profile or pixels.
  std::string kernel = "rbf";        ///< Of the svm: rbf or linear.
  double balance = 0;                ///< For classification: see classification::SampleOptions.
  double label_smoothing = 0.02;     ///< For classification by a network.
  learning::TrainingOptions options;
};

/// What is trained on and what is judged by.
template <typename Item>
struct Parts {
  std::vector<Item> train, validation;
};

/// Where the request names its data set `index` first: the same index, or that of an earlier mention. One that is
/// named again is shown more often, but read and judged by once.
std::size_t first_mention(const TrainingRequest& request, std::size_t index);

/// The parts of the request's data set `index`, no more of them than it asks for.
/// @param items     All of the data set.
/// @param progress  Is told what the split leaves out.
/// @errors As read_split_file; kNotFound: the split names none of the data set's patients.
template <typename Item>
base::Expected<Parts<Item>> parts_of(const std::vector<Item>& items, const TrainingRequest& request,
                                     std::size_t index, base::Progress& progress) {
  const auto& split_file = request.splits[index];
  PINNACLE_TRY(const auto split, read_split_file(split_file));
  const bool named = std::any_of(items.begin(), items.end(),
                                 [&](const Item& item) { return split.count(item.patient) > 0; });
  if (!named && !items.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound,
                            "it names none of the patients of " + request.datasets[index].string(),
                            split_file.string(), "Give each data set its own split, in the same order");
  }
  Parts<Item> parts{thinned(of_part(items, split, dataset::Part::kTrain), request.fraction), {}};
  if (first_mention(request, index) < index) return parts;
  tell_left_out(items, split, split_file, progress);
  parts.validation = spread(of_part(items, split, dataset::Part::kValidation),
                            static_cast<std::size_t>(request.judged_cells));
  return parts;
}

/// Whether the request's splits agree with each other. Where patients of one name are trained on in one data
/// set and judged by in another, it is told: they may be the same people.
/// @errors As read_split_file; kInvalidArgument: a data set is given twice with another part for one of its
/// patients.
base::Expected<void> check_splits(const TrainingRequest& request, base::Progress& progress);

using MetaphaseParts = Parts<dataset::LabelledMetaphase>;
/// The metaphases of all data sets, with boxes (dataset::read_coco) or with maps of classes (read_mapped_metaphases).
/// @errors As these and parts_of; kNotFound: a part is empty.
base::Expected<MetaphaseParts> read_metaphases(const TrainingRequest& request, base::Progress& progress);

/// A refusal of a training whose validation patients have nothing to judge by.
base::Unexpected nothing_to_judge_by();

/// The files that a training reads beside its data, each with its option's name without the dashes.
std::vector<std::pair<std::string, std::filesystem::path>> files_beside_data(const TrainingRequest& request);

/// @errors kNotFound: one of them is not there.
base::Expected<void> check_files_beside_data(const TrainingRequest& request);

/// What a checkpoint must have in common with a training that goes on from it, as TrainingOptions::identity:
/// the metaphases of both parts, with picture, patient and all boxes of each, and the files beside them, by
/// what is in them: a path alone may hold other weights the next day.
/// @param request  Names also those of Pinnacle's own weights that the training depends on.
/// @errors As platform::read_file.
base::Expected<std::string> identity_of(const MetaphaseParts& parts, const TrainingRequest& request);

/// The files beside the data of a classifier that learns from these cells, by what is in them; also
/// Pinnacle's own outliner, where none is named and one of the cells is a metaphase that has to be cut.
/// @errors As platform::read_file and weights_file.
base::Expected<std::string> identity_of_files(const std::vector<LabelledCell>& cells,
                                              const TrainingRequest& request);

/// A line of an identity: a name and the digest of a text.
std::string digest_line(const std::string& name, const std::string& text);

/// Each task prepares its examples and its judge and lets the engine train.
base::Expected<learning::TrainingReport> train_detection(const learning::Engine& engine, const TrainingRequest& request,
                                                         base::Progress& progress);

base::Expected<learning::TrainingReport> train_segmentation(const learning::Engine& engine, const TrainingRequest& request,
                                                            base::Progress& progress);

/// The chromosomes that a classifier is judged by during its training, by data set: each set's figures stand for
/// themselves.
struct JudgedSet {
  std::string name;
  std::vector<classification::TaughtStrip> strips;
};

/// Refuses what train_classifier() would refuse whatever the chromosomes are: to be asked before they are
/// prepared.
/// @errors As learning::Engine::check; as load_model, of the classifier that tells orientations;
///         kInvalidArgument: that has learnt none.
base::Expected<void> check_classifier_training(const learning::Engine& engine, const TrainingRequest& request,
                                               const dataset::LabelSet& labels);

/// Trains a classifier on prepared chromosomes; of the request its data sets and splits do not count.
/// @errors As learning::Engine::train; kNotFound: there is no example.
base::Expected<learning::TrainingReport> train_classifier(const learning::Engine& engine,
                                                          const TrainingRequest& request,
                                                          const dataset::LabelSet& labels,
                                                          std::vector<classification::TaughtStrip> examples,
                                                          const std::vector<JudgedSet>& judged,
                                                          base::Progress& progress);

base::Expected<learning::TrainingReport> train_classification(const learning::Engine& engine,
                                                              const TrainingRequest& request, base::Progress& progress);

base::Expected<learning::TrainingReport> train_verification(const learning::Engine& engine, const TrainingRequest& request,
                                                            base::Progress& progress);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_TRAINING_H_
