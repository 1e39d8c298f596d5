#ifndef PINNACLE_SVM_SVM_ENGINE_H_
#define PINNACLE_SVM_SVM_ENGINE_H_

#include "pinnacle/learning/engine.h"

namespace pinnacle::svm {

/// Support vector machines behind the interface of networks: the baseline that networks are set beside.
///
/// Samples are those of a chromosome's class (see classification::StripSamples), taken once each and as they
/// are. Training tries a grid of C (and gamma) and keeps what the judge likes best; then it fits
/// probabilities to it. Of learning::TrainingOptions it uses name, settings, weights_path and seed. Settings:
/// - classes: how many;
/// - features: "profile" or "pixels" (features.h);
/// - kernel: "rbf" or "linear".
///
/// Outputs: log probabilities [N, classes], orientation [N, 1] always 0: it knows none.
/// @note A point of the grid cannot be interrupted; a stop takes effect between points, and nothing is kept
/// of them.
class SvmEngine final : public learning::Engine {
 public:
  base::Expected<std::unique_ptr<learning::Predictor>> load(const std::string& weights_path,
                                                            int threads) const override;
  base::Expected<learning::ModelInfo> info_of(const std::string& weights_path) const override;
  base::Expected<void> check(const learning::TrainingOptions& options) const override;
  base::Expected<learning::TrainingReport> train(const learning::SampleSource& source,
                                                 const learning::Judge& judge,
                                                 const learning::TrainingOptions& options,
                                                 base::Progress& progress) const override;
  base::Expected<void> export_onnx(const std::string& weights_path, const std::string& onnx_path,
                                   int batch) const override;
};

/// Whether a file begins as that of a support vector machine does.
bool is_svm_file(const std::string& path);

}  // namespace pinnacle::svm

#endif  // PINNACLE_SVM_SVM_ENGINE_H_
