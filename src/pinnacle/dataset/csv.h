#ifndef PINNACLE_DATASET_CSV_H_
#define PINNACLE_DATASET_CSV_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::dataset {

/// A table of text with named columns.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< Each as long as `columns`.
  std::vector<int> lines;                      ///< Of each row: the line of the text that it begins on, from 1.

  std::optional<std::size_t> column(std::string_view name) const;
};

/// Reads comma-separated values whose first line names the columns (RFC 4180: quotes, doubled quotes, line breaks
/// in quotes; also a byte order mark and Windows line ends). Empty lines are skipped. Where the first line has
/// semicolons and no comma, semicolons separate.
///
/// @param needed  Columns that must be there.
/// @errors        kDamaged, with the line: a column named twice or missing, a row of another length, an open quote;
///                no text.
base::Expected<Table> read_csv(std::string_view text, const std::vector<std::string>& needed);

/// The same from a file.
/// @errors  Also those of platform::read_file; all name the file.
base::Expected<Table> read_csv_file(const std::filesystem::path& file, const std::vector<std::string>& needed);

/// A value as one field of such a table, in quotes where it needs them.
std::string csv_field(std::string_view value);

/// A field that is a number and nothing else; it need not be finite.
std::optional<double> parsed_number(std::string_view field);

/// A number with that many digits; an empty field if it is not finite.
std::string csv_number(double value, int digits);

/// One line of such a table, quoted where it must be, with its line end.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CSV_H_
