#include "pinnacle/cli/training.h"

#include <cstdint>
#include <sstream>
#include <utility>

#include "pinnacle/cli/mapped_metaphases.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/dataset/labelled_images.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::vector<dataset::LabelledMetaphase>& metaphases) {
  std::ostringstream text;
  text.precision(12);
  for (const auto& metaphase : metaphases) {
    text << metaphase.file.filename().string() << '\t' << digest_of_file(metaphase.file) << '\t'
         << metaphase.patient;
    for (const auto& [box, label, outline] : metaphase.boxes) {
      text << '\t' << static_cast<int>(label) << ' ' << box.x << ' ' << box.y << ' ' << box.width << ' ' << box.height
           << ' ' << outline.size();
      for (const auto& ring : outline) {
        for (const auto& point : ring) text << ' ' << point.x << ' ' << point.y;
      }
    }
    text << '\n';
  }
  return text.str();
}

/// The files beside the data by what is in them.
base::Expected<std::string> identity_of_files(const TrainingRequest& request) {
  constexpr std::size_t kLargestFile = std::size_t{4} << 30;
  std::string lines;
  for (const auto& [name, file] : files_beside_data(request)) {
    PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestFile));
    lines += name + "=" + platform::sha256(bytes) + "\n";
  }
  return lines;
}

/// Whether two names are of one data set: a folder is the same as the table of chromosomes in it.
bool is_same_data(const fs::path& a, const fs::path& b) {
  const auto table_of = [](const fs::path& data) {
    return platform::is_file(data / dataset::kImagesTable) ? data / dataset::kImagesTable : data;
  };
  return platform::is_same_file(table_of(a), table_of(b));
}

/// Whether a data set's second split gives each patient the part that the first one gives.
base::Expected<void> check_same_parts(const dataset::PatientSplit& first, const dataset::PatientSplit& second,
                                      const fs::path& second_file) {
  for (const auto& [patient, part] : second) {
    const auto before = first.find(patient);
    if (before == first.end() || before->second == part) continue;
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "its patient " + patient + " is for " + std::string(to_string(part)) +
                                " here, and for " + std::string(to_string(before->second)) +
                                " where the same data set is given before",
                            second_file.string(), "Give a data set the same split each time");
  }
  return {};
}

/// Says how many patients one split trains on and the other judges by.
void tell_met(const dataset::PatientSplit& a, const dataset::PatientSplit& b, const fs::path& data_a,
              const fs::path& data_b, base::Progress& progress) {
  using dataset::Part;
  std::size_t met = 0;
  std::string example;
  for (const auto& [patient, part] : a) {
    const auto other = b.find(patient);
    if (other == b.end() || part == other->second || part == Part::kTest || other->second == Part::kTest)
      continue;
    if (met++ == 0) example = patient;
  }
  if (met == 0) return;
  progress.say("warning: " + std::to_string(met) + " patients, such as " + example +
               ", are trained on in one of " + data_a.string() + " and " + data_b.string() +
               " and judged by in the other: if they are the same people, the figures are too good");
}

}  // namespace

std::size_t first_mention(const TrainingRequest& request, std::size_t index) {
  std::size_t first = 0;
  while (first < index && !is_same_data(request.datasets[first], request.datasets[index])) ++first;
  return first;
}

base::Expected<MetaphaseParts> read_metaphases(const TrainingRequest& request, base::Progress& progress) {
  MetaphaseParts parts;
  std::vector<std::vector<dataset::LabelledMetaphase>> all(request.datasets.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& folder = request.datasets[i];
    const auto first = first_mention(request, i);
    if (first == i) {
      PINNACLE_TRY(all[i], dataset::has_class_maps(folder) ? read_mapped_metaphases(folder, progress)
                                                           : dataset::read_coco(folder));
    }
    PINNACLE_TRY(const auto own, parts_of(all[first], request, i, progress));
    append(parts.train, own.train);
    append(parts.validation, own.validation);
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

std::vector<std::pair<std::string, fs::path>> files_beside_data(const TrainingRequest& request) {
  std::vector<std::pair<std::string, fs::path>> files{
      {"start-from", request.options.start_from}, {"orient-with", request.orient_with},
      {"outline-with", request.outline_with},     {"detect-with", request.detect_with},
      {"name-with", request.name_with},           {"labels", request.labels}};
  std::erase_if(files, [](const auto& file) { return file.second.empty(); });
  return files;
}

base::Expected<void> check_files_beside_data(const TrainingRequest& request) {
  for (const auto& [name, file] : files_beside_data(request)) {
    if (platform::is_file(file)) continue;
    return base::unexpected(base::ErrorCode::kNotFound, "cannot be opened: there is no such file",
                            file.string(), "Check what --" + name + " names");
  }
  return {};
}

base::Expected<std::string> identity_of(const MetaphaseParts& parts, const TrainingRequest& request) {
  PINNACLE_TRY(const auto files, identity_of_files(request));
  return files + digest_line("training-data", text_of(parts.train)) +
         digest_line("validation-data", text_of(parts.validation));
}

base::Expected<std::string> identity_of_files(const std::vector<LabelledCell>& cells,
                                              const TrainingRequest& request) {
  const bool cut =
      std::any_of(cells.begin(), cells.end(), [](const LabelledCell& cell) { return cell.images.empty(); });
  auto used = request;
  if (cut) {
    PINNACLE_TRY(used.outline_with, model_file("outliner", request.outline_with));
  }
  return identity_of_files(used);
}

base::Expected<void> check_splits(const TrainingRequest& request, base::Progress& progress) {
  std::vector<dataset::PatientSplit> splits;
  for (const auto& file : request.splits) {
    PINNACLE_TRY(auto split, read_split_file(file));
    splits.push_back(std::move(split));
  }
  for (std::size_t i = 0; i < splits.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (is_same_data(request.datasets[i], request.datasets[j])) {
        PINNACLE_TRY_VOID(check_same_parts(splits[j], splits[i], request.splits[i]));
      } else {
        tell_met(splits[j], splits[i], request.datasets[j], request.datasets[i], progress);
      }
    }
  }
  return {};
}

}  // namespace pinnacle::cli
