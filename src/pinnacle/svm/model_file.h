#ifndef PINNACLE_SVM_MODEL_FILE_H_
#define PINNACLE_SVM_MODEL_FILE_H_

#include <memory>
#include <string>

#include "pinnacle/learning/engine.h"

struct svm_model;

namespace pinnacle::svm {

struct FreeModel {
  void operator()(svm_model* model) const;
};
using Model = std::unique_ptr<svm_model, FreeModel>;

struct StoredModel {
  Model model;
  learning::ModelInfo info;
};

/// How the file of a support vector machine begins: "pinnacle.svm/1", the SHA-256 of what follows, lines
/// "key=value" of the settings, an empty line, then libsvm's own text.
inline constexpr std::string_view kFormat = "pinnacle.svm/1";

/// @errors kUnwritable: the file cannot be written.
base::Expected<void> save_model(const std::string& path, const svm_model& model,
                                const learning::ModelInfo& info);

/// @errors kNotFound, kUnreadable; kDamaged: not such a file, or not as it was written.
base::Expected<StoredModel> load_model(const std::string& path);

}  // namespace pinnacle::svm

#endif  // PINNACLE_SVM_MODEL_FILE_H_
