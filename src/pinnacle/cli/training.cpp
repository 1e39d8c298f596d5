#include "pinnacle/cli/training.h"

#include "pinnacle/cli/datasets.h"

namespace pinnacle::cli {

base::Expected<MetaphaseParts> read_metaphases(const TrainingRequest& request, base::Progress& progress) {
  MetaphaseParts parts;
  for (std::size_t i = 0; i < request.datasets.size(); ++i) {
    PINNACLE_TRY(const auto split, read_split_file(request.splits[i]));
    PINNACLE_TRY(const auto all, dataset::read_coco(request.datasets[i]));
    tell_left_out(all, split, request.splits[i], progress);
    append(parts.train, thinned(of_part(all, split, dataset::Part::kTrain), request.fraction));
    const auto validation = of_part(all, split, dataset::Part::kValidation);
    append(parts.validation, spread(validation, static_cast<std::size_t>(request.judged_cells)));
  }
  return parts;
}

}  // namespace pinnacle::cli
