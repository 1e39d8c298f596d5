#include "pinnacle/dataset/predictions_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_set>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
using evaluation::Prediction;
using evaluation::RunOrigin;

constexpr std::string_view kTitle = "# pinnacle predictions ";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kProbability = "p:";
/// Stands in `assigned` for evaluation::kNoLabel, unless a label is called so.
constexpr std::string_view kNoLabelWord = "no label";
constexpr std::string_view kBox[] = {"x", "y", "width", "height"};

/// The comment lines' keys, in the order they are written.
constexpr std::pair<std::string_view, std::string RunOrigin::*> kOrigin[] = {
    {"model", &RunOrigin::model},     {"hash", &RunOrigin::hash},         {"command", &RunOrigin::command},
    {"data", &RunOrigin::data},       {"seed", &RunOrigin::seed},         {"fold", &RunOrigin::fold},
    {"warning", &RunOrigin::warning}, {"crossval", &RunOrigin::crossval},
};

/// Enough that a probability of 0.999999 and more is not taken for 1.
std::string number_text(double value) { return csv_number(value, 9); }

std::optional<double> finite_number(const std::string& text) {
  const auto value = parsed_number(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// Takes "# key: value" into the origin; other comments are for people.
base::Expected<void> take_comment(std::string_view line, RunOrigin& origin) {
  if (line.substr(0, kTitle.size()) == kTitle) {
    const auto version = line.substr(kTitle.size());
    if (version == kVersion) return {};
    return base::unexpected(ErrorCode::kUnsupported,
                            "predictions of version '" + std::string(version) + "' are not known", "line 1",
                            "Read them with the program that wrote them, or a later one");
  }
  for (const auto& [key, member] : kOrigin) {
    const auto start = "# " + std::string(key) + ": ";
    if (line.substr(0, start.size()) == start) origin.*member = line.substr(start.size());
  }
  return {};
}

/// Blanks the comment lines out of the text, so that the table's lines keep their numbers.
base::Expected<std::string> without_comments(std::string_view text, RunOrigin& origin) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  std::string table;
  while (!text.empty() && text.front() == '#') {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    PINNACLE_TRY_VOID(take_comment(line, origin));
    text.remove_prefix(std::min(end + 1, text.size()));
    table += '\n';
  }
  return table.append(text);
}

/// Where the values of a prediction stand in a row.
class Columns {
 public:
  explicit Columns(const Table& table) : table_(table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const std::string_view name = table.columns[c];
      if (name.substr(0, kProbability.size()) != kProbability) continue;
      labels_.emplace_back(name.substr(kProbability.size()));
      index_of_label_[labels_.back()] = static_cast<int>(labels_.size()) - 1;
      probabilities_.push_back(c);
    }
  }

  const std::vector<std::string>& labels() const { return labels_; }

  /// The row's prediction; its errors lack the line.
  base::Expected<Prediction> prediction(const std::vector<std::string>& row) const {
    Prediction p;
    p.file = value(row, "file");
    p.patient = value(row, "patient");
    p.cell = value(row, "cell");
    if (p.file.empty() || p.patient.empty())
      return damaged("the file or the patient has no name", "Fill in both");
    PINNACLE_TRY(p.truth, label(value(row, "truth")));
    if (const auto assigned = value(row, "assigned"); !assigned.empty()) {
      PINNACLE_TRY(p.assigned, assigned_label(assigned));
    }
    PINNACLE_TRY(p.flagged, yes_or_no(row, "flagged"));
    PINNACLE_TRY(p.upside_down, yes_or_no(row, "upside_down_truth"));
    if (const auto text = value(row, "p_on_top"); !text.empty()) {
      PINNACLE_TRY(p.p_on_top, probability(text, "p_on_top"));
    }
    PINNACLE_TRY(p.box, box(row));
    PINNACLE_TRY(p.probabilities, probabilities(row));
    return p;
  }

 private:
  static base::Unexpected damaged(std::string what, std::string cure) {
    return base::unexpected(ErrorCode::kDamaged, std::move(what), {}, std::move(cure));
  }

  /// Empty if there is no such column.
  std::string value(const std::vector<std::string>& row, std::string_view name) const {
    const auto column = table_.column(name);
    return column ? row[*column] : std::string();
  }

  base::Expected<int> label(const std::string& name) const {
    const auto found = index_of_label_.find(name);
    if (found != index_of_label_.end()) return found->second;
    return damaged("there is no label '" + name + "'",
                   "Each label needs a column of its own, as 'p:" + name + "'");
  }

  base::Expected<int> assigned_label(const std::string& name) const {
    if (name == kNoLabelWord && index_of_label_.count(name) == 0) return evaluation::kNoLabel;
    return label(name);
  }

  base::Expected<std::optional<bool>> yes_or_no(const std::vector<std::string>& row,
                                                std::string_view name) const {
    const auto text = value(row, name);
    if (text.empty()) return std::optional<bool>();
    if (text == "1" || text == "true") return std::optional<bool>(true);
    if (text == "0" || text == "false") return std::optional<bool>(false);
    return damaged("'" + text + "' in the column '" + std::string(name) + "' is neither 0 nor 1",
                   "Write 0 or 1");
  }

  static base::Expected<double> probability(const std::string& text, const std::string& column) {
    constexpr double kRounding = 1e-6;
    const auto number = finite_number(text);
    if (number && *number >= -kRounding && *number <= 1 + kRounding) return std::clamp(*number, 0.0, 1.0);
    return damaged("'" + text + "' in the column '" + column + "' is no probability",
                   "Write a number from 0 to 1");
  }

  base::Expected<std::vector<double>> probabilities(const std::vector<std::string>& row) const {
    constexpr double kMostOff = 0.01;  // As rounding to two or three digits leaves it.
    std::vector<double> all;
    double sum = 0;
    for (const auto column : probabilities_) {
      PINNACLE_TRY(const auto p, probability(row[column], table_.columns[column]));
      all.push_back(p);
      sum += p;
    }
    if (std::abs(sum - 1) <= kMostOff) return all;
    return damaged("the probabilities add up to " + number_text(sum), "They must add up to 1");
  }

  base::Expected<std::optional<base::Box>> box(const std::vector<std::string>& row) const {
    std::array<double, 4> sides{};
    for (std::size_t k = 0; k < sides.size(); ++k) {
      const auto text = value(row, kBox[k]);
      if (text.empty() && k == 0) return std::optional<base::Box>();
      const auto number = finite_number(text);
      if (!number)
        return damaged("'" + text + "' in the column '" + std::string(kBox[k]) + "' is no number",
                       "Write pixels");
      sides[k] = *number;
    }
    if (sides[2] <= 0 || sides[3] <= 0) return damaged("the box is empty", "Give it a width and a height");
    return std::optional<base::Box>(base::Box{sides[0], sides[1], sides[2], sides[3]});
  }

  const Table& table_;
  std::vector<std::string> labels_;
  std::map<std::string, int> index_of_label_;
  std::vector<std::size_t> probabilities_;
};

std::string assigned_text(const Prediction& item, const std::vector<std::string>& labels) {
  if (!item.assigned) return {};
  return *item.assigned == evaluation::kNoLabel ? std::string(kNoLabelWord)
                                                : csv_field(labels[*item.assigned]);
}

std::string flag_text(const std::optional<bool>& flag) { return !flag ? "" : *flag ? "1" : "0"; }

std::string row_text(const Prediction& item, const std::vector<std::string>& labels, bool boxes) {
  std::string row = csv_field(item.file) + "," + csv_field(item.patient) + "," + csv_field(item.cell) + "," +
                    csv_field(labels[item.truth]) + ",";
  if (boxes) {
    for (const auto side : {&base::Box::x, &base::Box::y, &base::Box::width, &base::Box::height}) {
      row += (item.box ? number_text((*item.box).*side) : "") + ",";
    }
  }
  row += assigned_text(item, labels) + "," + flag_text(item.flagged) + "," + flag_text(item.upside_down) +
         "," + (item.p_on_top ? number_text(*item.p_on_top) : "");
  for (const double p : item.probabilities) row += "," + number_text(p);
  return row + "\n";
}

}  // namespace

std::string predictions_text(const evaluation::Run& run) {
  std::string text = std::string(kTitle) + std::string(kVersion) + "\n";
  for (const auto& [key, member] : kOrigin) {
    if (const auto& value = run.origin.*member; !value.empty())
      text += "# " + std::string(key) + ": " + one_line(value) + "\n";
  }
  const auto& [labels, items] = run.predictions;
  const bool boxes =
      std::any_of(items.begin(), items.end(), [](const auto& item) { return item.box.has_value(); });
  text += "file,patient,cell,truth,";
  if (boxes) text += "x,y,width,height,";
  text += "assigned,flagged,upside_down_truth,p_on_top";
  for (const auto& label : labels) text += "," + csv_field(std::string(kProbability) + label);
  text += "\n";
  for (const auto& item : items) text += row_text(item, labels, boxes);
  return text;
}

base::Expected<evaluation::Run> read_predictions(std::string_view text) {
  evaluation::Run run;
  PINNACLE_TRY(const auto plain, without_comments(text, run.origin));
  PINNACLE_TRY(const auto table, read_csv(plain, {"file", "patient", "cell", "truth"}));
  const Columns columns(table);
  run.predictions.labels = columns.labels();
  if (columns.labels().size() < 2) {
    return base::unexpected(ErrorCode::kDamaged, "there are fewer than two columns of probabilities", {},
                            "Name one for each label, such as 'p:21'");
  }
  std::unordered_set<std::string> seen;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto line = "line " + std::to_string(table.lines[r]);
    auto item = columns.prediction(table.rows[r]);
    if (!item) return base::Unexpected{std::move(item).error().at(line)};
    if (!seen.insert(identity_of(*item)).second) {
      return base::unexpected(
          ErrorCode::kDamaged, "the chromosome in " + item->file + " stands twice", line,
          "Write one file a run; tell chromosomes of one picture apart by x, y, width and height");
    }
    run.predictions.items.push_back(*std::move(item));
  }
  if (run.predictions.items.empty())
    return base::unexpected(ErrorCode::kDamaged, "there is no prediction in it");
  return run;
}

base::Expected<evaluation::Run> read_predictions_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestFile = std::size_t{1} << 30;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestFile));
  auto run = read_predictions({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!run) return base::Unexpected{std::move(run).error().at(file.string())};
  return run;
}

}  // namespace pinnacle::dataset
