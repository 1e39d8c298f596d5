#ifndef PINNACLE_CLI_TRAINING_H_
#define PINNACLE_CLI_TRAINING_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/classification/strip_samples.h"
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

/// The metaphases of all data sets that are trained on and those that are judged by.
struct MetaphaseParts {
  std::vector<dataset::LabelledMetaphase> train, validation;
};
/// @param progress  Is told what the splits leave out.
/// @errors As dataset::read_coco and read_split_file; kNotFound: a part is empty.
base::Expected<MetaphaseParts> read_metaphases(const TrainingRequest& request, base::Progress& progress);

/// A refusal of a training whose validation patients have nothing to judge by.
base::Unexpected nothing_to_judge_by();

/// What a checkpoint must have in common with a training that goes on from it, as TrainingOptions::identity: the
/// metaphases of both parts, with the patient and all boxes of each.
std::string identity_of(const MetaphaseParts& parts);

/// The same of the files that a training depends on, by what is in them: a path alone may hold other weights the
/// next day.
/// @errors As platform::read_file.
base::Expected<std::string> identity_of_files(const TrainingRequest& request);

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

/// Those that the request names; without a name, those that suit the labels that occur.
/// @errors As dataset::read_label_file and LabelSet::against_normal; kNotFound: no label occurs.
base::Expected<dataset::LabelSet> labels_asked_for(const TrainingRequest& request,
                                                   const std::vector<std::string>& occurring);

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
