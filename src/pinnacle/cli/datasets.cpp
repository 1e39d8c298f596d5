#include "pinnacle/cli/datasets.h"

#include "pinnacle/platform/files.h"

namespace pinnacle::cli {

base::Expected<dataset::PatientSplit> read_split_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestSplit = std::size_t{1} << 26;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestSplit));
  auto split = dataset::read_split({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!split) return base::Unexpected{std::move(split).error().at(file.string())};
  return split;
}

}  // namespace pinnacle::cli
