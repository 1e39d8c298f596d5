#include "pinnacle/dataset/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;

struct Record {
  std::vector<std::string> fields;
  int line = 1;
};

base::Expected<std::vector<Record>> records_of(std::string_view text, char separator) {
  std::vector<Record> records;
  Record record;
  std::string field;
  bool quoted = false;
  int line = 1;
  const auto end_record = [&] {
    record.fields.push_back(std::move(field));
    field.clear();
    if (record.fields.size() > 1 || !record.fields.front().empty()) records.push_back(std::move(record));
    record = Record{{}, line + 1};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\n') ++line;
      if (c != '"') {
        field += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == separator) {
      record.fields.push_back(std::move(field));
      field.clear();
    } else if (c == '\n') {
      end_record();
      ++line;
    } else if (c != '\r') {
      field += c;
    }
  }
  if (quoted) {
    return base::unexpected(ErrorCode::kDamaged, "a quote is never closed", "line " + std::to_string(record.line), "Close it");
  }
  if (!field.empty() || !record.fields.empty()) end_record();
  return records;
}

/// A spreadsheet of a country that writes decimals with a comma saves semicolons.
char separator_of(std::string_view text) {
  const auto first_line = text.substr(0, text.find('\n'));
  const auto has = [&](char c) { return first_line.find(c) != std::string_view::npos; };
  return has(';') && !has(',') ? ';' : ',';
}

base::Unexpected wrong_length(const Record& record, std::size_t columns, char separator) {
  const auto commas = std::string(separator == ';' ? "semicolons" : "commas");
  return base::unexpected(ErrorCode::kDamaged,
                          std::to_string(record.fields.size()) + " fields where the first line names " +
                              std::to_string(columns),
                          "line " + std::to_string(record.line),
                          record.fields.size() < columns
                              ? "Fill in what is missing; an empty field needs its place between " + commas + " too"
                              : "Put text with " + commas + " into quotes");
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::optional<std::size_t> Table::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

base::Expected<Table> read_csv(std::string_view text, const std::vector<std::string>& needed) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  if (text.find('\0') != std::string_view::npos) {
    return base::unexpected(ErrorCode::kDamaged, "this is no table but a picture or another binary file", {},
                            "Name a table saved as CSV in UTF-8");
  }
  const char separator = separator_of(text);
  PINNACLE_TRY(auto records, records_of(text, separator));
  if (records.empty()) {
    return base::unexpected(ErrorCode::kDamaged, "the table is empty", "line 1", "Its first line names the columns");
  }
  Table table{std::move(records.front().fields), {}, {}};
  const auto first_line = "line " + std::to_string(records.front().line);
  for (auto column = table.columns.begin(); column != table.columns.end(); ++column) {
    if (std::find(table.columns.begin(), column, *column) != column) {
      return base::unexpected(ErrorCode::kDamaged, "the column '" + *column + "' stands twice", first_line, "Name each column once");
    }
  }
  for (const auto& name : needed) {
    if (!table.column(name)) {
      return base::unexpected(ErrorCode::kDamaged, "there is no column '" + name + "'", first_line,
                              "Its columns are: " + joined(table.columns));
    }
  }
  for (auto record = records.begin() + 1; record != records.end(); ++record) {
    if (record->fields.size() != table.columns.size()) return wrong_length(*record, table.columns.size(), separator);
    table.rows.push_back(std::move(record->fields));
    table.lines.push_back(record->line);
  }
  return table;
}

base::Expected<Table> read_csv_file(const std::filesystem::path& file, const std::vector<std::string>& needed) {
  constexpr std::size_t kLargestTable = std::size_t{1} << 28;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestTable));
  auto table = read_csv({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, needed);
  if (!table) return base::Unexpected{std::move(table).error().at(file.string())};
  return table;
}

std::string csv_field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string quoted = "\"";
  for (const char c : value) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::optional<double> parsed_number(std::string_view field) {
  double value = 0;
  const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (fault != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

std::string csv_number(double value, int digits) {
  if (!std::isfinite(value)) return {};
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits).ptr;
  return {text.data(), end};
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const auto& field : fields) line += (&field == &fields.front() ? "" : ",") + csv_field(field);
  return line + "\n";
}

}  // namespace pinnacle::dataset
