#include "pinnacle/cli/rejector.h"

#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/installation.h"
#include "pinnacle/cli/models.h"

namespace pinnacle::cli {

base::Expected<Rejector> Rejector::open(int threads) {
  PINNACLE_TRY(const auto file, weights_file("rejector"));
  PINNACLE_TRY(auto network, load_model("classifier", file.string(), threads));
  PINNACLE_TRY(const auto labels, labels_of(network->info()));
  const auto chromosome = labels.index_of("chromosome");
  if (!chromosome || labels.size() != 2) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "these weights do not tell a chromosome from none",
                            file.string(), "Install Pinnacle anew, or train them as bench/train-rejector does");
  }
  return Rejector(std::move(network), static_cast<std::size_t>(*chromosome));
}

base::Expected<std::vector<double>> Rejector::whole(
    const std::vector<classification::PreparedStrip>& objects) const {
  PINNACLE_TRY(const auto opinions, classification::Classifier(*network_).classify(objects));
  std::vector<double> probabilities;
  for (const auto& opinion : opinions) probabilities.push_back(opinion.classes[chromosome_]);
  return probabilities;
}

}  // namespace pinnacle::cli
