#include "pinnacle/cli/training.h"

#include <cstdint>
#include <sstream>
#include <utility>

#include "pinnacle/cli/datasets.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

std::string text_of(const std::vector<dataset::LabelledMetaphase>& metaphases) {
  std::ostringstream text;
  text.precision(12);
  for (const auto& metaphase : metaphases) {
    text << metaphase.file.filename().string() << '\t' << metaphase.patient;
    for (const auto& [box, label, outline] : metaphase.boxes) {
      text << '\t' << static_cast<int>(label) << ' ' << box.x << ' ' << box.y << ' ' << box.width << ' ' << box.height
           << ' ' << outline.size();
    }
    text << '\n';
  }
  return text.str();
}

}  // namespace

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
  if (parts.train.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound, "no training patient has a metaphase", "--split",
                            "Check that the split names the patients of the data");
  }
  if (parts.validation.empty()) return nothing_to_judge_by();
  return parts;
}

base::Unexpected nothing_to_judge_by() {
  return base::unexpected(base::ErrorCode::kNotFound, "no validation patient has a labelled chromosome to judge by",
                          "--split", "Give some patients the part validation: dataset split does");
}

std::string digest_line(const std::string& name, const std::string& text) {
  return name + "=" + platform::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}) + "\n";
}

std::string identity_of(const MetaphaseParts& parts) {
  return digest_line("training-data", text_of(parts.train)) + digest_line("validation-data", text_of(parts.validation));
}

base::Expected<std::string> identity_of_files(const TrainingRequest& request) {
  constexpr std::size_t kLargestFile = std::size_t{4} << 30;
  std::string lines;
  for (const auto& [name, file] : {std::pair{"start-from", request.options.start_from},
                                   std::pair{"orient-with", request.orient_with},
                                   std::pair{"outline-with", request.outline_with},
                                   std::pair{"detect-with", request.detect_with},
                                   std::pair{"name-with", request.name_with},
                                   std::pair{"labels", request.labels.string()}}) {
    if (file.empty()) continue;
    PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestFile));
    lines += std::string(name) + "=" + platform::sha256(bytes) + "\n";
  }
  return lines;
}

}  // namespace pinnacle::cli
