#include "pinnacle/dataset/judgement_text.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/evaluation/pooling.h"

namespace pinnacle::dataset {
namespace {

using evaluation::Judgement;
using nlohmann::ordered_json;

std::string row_of(const std::vector<double>& values) {
  std::string row;
  for (const double& value : values) row += (&value == &values.front() ? "" : ",") + csv_number(value, 6);
  return row + "\n";
}

ordered_json number(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json json_of(const std::vector<evaluation::Figure>& figures) {
  auto list = ordered_json::array();
  for (const auto& f : figures) {
    list.push_back(
        {{"name", f.name}, {"value", number(f.value)}, {"low", number(f.low)}, {"high", number(f.high)}});
  }
  return list;
}

ordered_json json_of(const std::vector<evaluation::Spread>& spreads) {
  auto list = ordered_json::array();
  for (const auto& s : spreads) {
    list.push_back({{"name", s.name},
                    {"mean", number(s.mean)},
                    {"deviation", number(s.deviation)},
                    {"low", number(s.low)},
                    {"high", number(s.high)}});
  }
  return list;
}

ordered_json json_of(const evaluation::RunJudgement& run) {
  ordered_json json{
      {"model", run.origin.model}, {"hash", run.origin.hash},         {"command", run.origin.command},
      {"data", run.origin.data},   {"crossval", run.origin.crossval}, {"seed", run.origin.seed},
      {"fold", run.origin.fold},   {"warning", run.origin.warning},   {"repeat", run.repeat},
      {"items", run.items},        {"patients", run.patients}};
  for (const auto& f : run.figures) json["figures"][f.name] = number(f.value);
  return json;
}

ordered_json json_of(const evaluation::ModelJudgement& model) {
  ordered_json json{{"name", model.name},
                    {"items", model.pooled.items},
                    {"chromosomes", model.pooled.chromosomes},
                    {"cells", model.pooled.cells},
                    {"patients", model.pooled.patients},
                    {"jointly", model.pooled.jointly},
                    {"labels", model.pooled.labels},
                    {"figures", json_of(model.pooled.figures)},
                    {"pooled", evaluation::pooled_text(model)},
                    {"runs", ordered_json::array()}};
  for (const auto& run : model.runs) json["runs"].push_back(json_of(run));
  if (!model.over_repeats.empty()) json["over_repeats"] = json_of(model.over_repeats);
  if (!model.over_folds.empty()) json["over_folds"] = json_of(model.over_folds);
  return json;
}

void add_curve(std::string& csv, const std::string& label, const char* name,
               const std::vector<evaluation::CurvePoint>& curve) {
  for (const auto& point : curve)
    csv += csv_field(label) + "," + name + "," + row_of({point.x, point.y, point.threshold});
}

}  // namespace

std::string figures_json(const std::vector<evaluation::ModelJudgement>& models, const std::string& command) {
  ordered_json json{
      {"schema", "pinnacle.judgement/1"}, {"command", command}, {"models", ordered_json::array()}};
  for (const auto& model : models) json["models"].push_back(json_of(model));
  // Names may hold any bytes.
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string grid_csv(const std::vector<std::string>& labels, const evaluation::Grid& grid) {
  std::string csv = "truth";
  for (const auto& label : labels) csv += "," + csv_field(label);
  csv += "\n";
  for (std::size_t t = 0; t < labels.size(); ++t) csv += csv_field(labels[t]) + "," + row_of(grid[t]);
  return csv;
}

std::string label_scores_csv(const Judgement& judgement) {
  std::string csv = "label,support,answered,precision,recall,f1,roc_auc,average_precision\n";
  for (std::size_t i = 0; i < judgement.labels.size(); ++i) {
    const auto& s = judgement.scores[i];
    const auto& c = judgement.curves[i];
    csv +=
        csv_field(judgement.labels[i]) + "," +
        row_of({s.support, s.answered, s.precision, s.recall, s.f1, c.area_under_roc, c.average_precision});
  }
  return csv;
}

std::string curves_csv(const Judgement& judgement) {
  std::string csv = "label,curve,x,y,threshold\n";
  for (std::size_t i = 0; i < judgement.labels.size(); ++i) {
    add_curve(csv, judgement.labels[i], "roc", judgement.curves[i].roc);
    add_curve(csv, judgement.labels[i], "precision_recall", judgement.curves[i].precision_recall);
  }
  return csv;
}

std::string calibration_csv(const Judgement& judgement) {
  std::string csv = "low,high,count,confidence,accuracy,accuracy_low,accuracy_high\n";
  for (const auto& b : judgement.calibration) {
    csv += row_of({b.low, b.high, b.count, b.confidence, b.accuracy, b.accuracy_low, b.accuracy_high});
  }
  return csv;
}

std::string risk_csv(const Judgement& judgement) {
  std::string csv = "threshold,coverage,risk\n";
  for (const auto& point : judgement.risk) csv += row_of({point.threshold, point.coverage, point.risk});
  return csv;
}

}  // namespace pinnacle::dataset
