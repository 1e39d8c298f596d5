#ifndef PINNACLE_CLI_CELL_FILES_H_
#define PINNACLE_CLI_CELL_FILES_H_

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/karyotyping/cell_json.h"

namespace pinnacle::cli {

/// The pages of an image file.
/// @errors As platform::read_file and image::decode, with the file's name.
base::Expected<std::vector<image::Page>> read_pages(const std::filesystem::path& file);

/// The same page by page, as image::decode_pages: a bad page does not keep the others from being read.
base::Expected<std::vector<base::Expected<image::Page>>> read_each_page(const std::filesystem::path& file);

/// Reads the pictures of cells, dark on white, as they were karyotyped. The file that was read last stays at
/// hand, for the other cells in it.
class CellPictures {
 public:
  /// @errors As read_each_page. kDamaged: no such page, or not as large as the cell says.
  base::Expected<image::Grey> of(const cytogenetics::Cell& cell, const std::filesystem::path& file);

 private:
  std::filesystem::path file_;
  std::vector<base::Expected<image::Page>> pages_;
};

/// @errors As platform::read_file and karyotyping::cell_from_json, with the file's name.
base::Expected<karyotyping::CellRecord> read_cell_file(const std::filesystem::path& file);

/// Writes karyogram.png, karyogram.svg and metaphase.png of a cell into its folder, which is made.
base::Expected<void> write_pictures(const std::filesystem::path& folder, const cytogenetics::Cell& cell,
                                    const image::Grey& dark_on_white);

/// Writes NAME.html and NAME.pdf of a case into a folder that exists.
base::Expected<void> write_worksheet(const std::filesystem::path& folder, const std::string& name,
                                     const cytogenetics::Case& all, const std::vector<image::Grey>& pictures);

/// Makes a folder and those above it. @errors kUnwritable.
base::Expected<void> make_folder(const std::filesystem::path& folder);

/// A name as a file may have it: letters of any alphabet in UTF-8, digits, dot, dash and underscore; any
/// other byte becomes an underscore.
std::string file_name_of(const std::string& name);

/// file_name_of(wanted), with -2, -3, ... where it is taken; it is taken from then on.
std::string unused_name(const std::string& wanted, std::set<std::string>& taken);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_CELL_FILES_H_
