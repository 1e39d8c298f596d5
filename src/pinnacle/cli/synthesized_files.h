#ifndef PINNACLE_CLI_SYNTHESIZED_FILES_H_
#define PINNACLE_CLI_SYNTHESIZED_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

namespace pinnacle::cli {

/// The karyogram of a drawn metaphase: "karyogram-7.png" beside "metaphase-7.png".
std::string karyogram_of(const std::string& metaphase);

/// The pictures of what `synthesize` made in a folder, as its chromosomes.csv names them: metaphases,
/// karyograms, crops, single chromosomes; each once, from the folder. They need not be there.
/// @return  Nothing if there is no such table, or one that `synthesize` did not write: a data set of real
///          chromosomes is no one's to remove.
std::vector<std::string> synthesized_files(const std::filesystem::path& folder);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_SYNTHESIZED_FILES_H_
