#include "pinnacle/cli/report_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/figures_text.h"
#include "pinnacle/cytogenetics/look_alike.h"
#include "pinnacle/dataset/judgement_text.h"
#include "pinnacle/evaluation/pooling.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/platform/stop_signal.h"
#include "pinnacle/render/judgement_plots.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using evaluation::Judgement;
using evaluation::ModelJudgement;
using render::ConfusionShare;

base::Expected<void> write_plot(const fs::path& folder, const std::string& name, const render::Plot& plot) {
  PINNACLE_TRY_VOID(platform::write_file(folder / (name + ".png"), plot.png()));
  return platform::write_text(folder / (name + ".svg"), plot.svg());
}

base::Expected<void> write_tables(const fs::path& folder, const Judgement& j) {
  const std::pair<const char*, std::string> tables[] = {
      {"confusion.csv", dataset::grid_csv(j.labels, j.confusion.counts())},
      {"confusion-recall.csv", dataset::grid_csv(j.labels, j.confusion.by_recall())},
      {"confusion-precision.csv", dataset::grid_csv(j.labels, j.confusion.by_precision())},
      {"classes.csv", dataset::label_scores_csv(j)},
      {"curves.csv", dataset::curves_csv(j)},
      {"calibration.csv", dataset::calibration_csv(j)},
      {"risk-coverage.csv", dataset::risk_csv(j)},
  };
  for (const auto& [name, text] : tables) PINNACLE_TRY_VOID(platform::write_text(folder / name, text));
  if (!j.joint_confusion) return {};
  return platform::write_text(folder / "confusion-joint.csv",
                              dataset::grid_csv(j.labels, j.joint_confusion->counts()));
}

base::Expected<void> write_plots(const fs::path& folder, const Judgement& j) {
  const auto map = [&](ConfusionShare share) {
    return render::confusion_plot(j.confusion, j.labels, j.groups, share);
  };
  PINNACLE_TRY_VOID(write_plot(folder, "confusion", map(ConfusionShare::kCounts)));
  PINNACLE_TRY_VOID(write_plot(folder, "confusion-recall", map(ConfusionShare::kRecall)));
  PINNACLE_TRY_VOID(write_plot(folder, "confusion-precision", map(ConfusionShare::kPrecision)));
  PINNACLE_TRY_VOID(write_plot(folder, "roc", render::roc_plot(j)));
  PINNACLE_TRY_VOID(write_plot(folder, "precision-recall", render::precision_recall_plot(j)));
  return write_plot(folder, "reliability", render::reliability_plot(j));
}

base::Expected<void> write_shared(const fs::path& folder, const render::JudgementReport& report,
                                  const render::PictureOf& picture_of) {
  PINNACLE_TRY_VOID(
      platform::write_text(folder / "figures.json", dataset::figures_json(report.models, report.command)));
  std::vector<render::NamedRisk> risks;
  for (const auto& model : report.models) risks.push_back({model.name, model.pooled.risk});
  PINNACLE_TRY_VOID(write_plot(folder, "risk-coverage", render::risk_coverage_plot(risks)));
  if (report.models.size() > 1)
    PINNACLE_TRY_VOID(write_plot(folder, "comparison", render::comparison_plot(report.models)));
  return platform::write_text(folder / "report.html", render::judgement_html(report, picture_of));
}

std::string line_of(const char* format, auto... values) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

}  // namespace

base::Expected<render::JudgementReport> judge_runs(const std::vector<NamedRun>& runs,
                                                   const std::string& command,
                                                   const evaluation::JudgeOptions& options) {
  std::vector<std::string> names;
  for (const auto& run : runs) {
    if (std::find(names.begin(), names.end(), run.model) == names.end()) names.push_back(run.model);
  }
  const auto groups = cytogenetics::look_alike_groups(runs.front().run.predictions.labels);
  render::JudgementReport report{command, {}, {}, {}};
  evaluation::Predictions first;
  for (const auto& name : names) {
    if (platform::stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped");
    std::vector<const evaluation::Run*> own;
    for (const auto& run : runs) {
      if (run.model == name) own.push_back(&run.run);
    }
    report.models.push_back(evaluation::judge_model(name, own, groups, options));
    auto all = evaluation::pooled(own);
    if (report.models.size() == 1) {
      first = std::move(all);
    } else {
      report.differences.push_back(evaluation::paired_difference(first, all, options));
    }
  }
  return report;
}

base::Expected<void> write_report(const fs::path& folder, const render::JudgementReport& report,
                                  const render::PictureOf& picture_of) {
  PINNACLE_TRY_VOID(make_folder(folder));
  std::set<std::string> taken;
  for (const auto& model : report.models) {
    auto name = file_name_of(model.name);
    while (!taken.insert(name).second) name += "_";
    PINNACLE_TRY_VOID(make_folder(folder / name));
    PINNACLE_TRY_VOID(write_tables(folder / name, model.pooled));
    PINNACLE_TRY_VOID(write_plots(folder / name, model.pooled));
  }
  return write_shared(folder, report, picture_of);
}

std::string figures_table(const ModelJudgement& model) {
  const auto& j = model.pooled;
  std::string table = model.name + line_of(": %zu chromosomes, %zu cells, %zu patients, %zu runs\n",
                                           j.chromosomes, j.cells, j.patients, model.runs.size());
  if (const auto pooled = evaluation::pooled_text(model); !pooled.empty())
    table += "pooled: " + pooled + "\n";
  auto known = j.figures;
  std::erase_if(known, [](const auto& f) { return std::isnan(f.value); });
  table += figures_text(known);
  if (j.jointly > 0 && j.jointly < j.items)
    table += line_of("figures of the whole cell are of %zu of %zu chromosomes\n", j.jointly, j.items);
  for (const auto& s : model.over_repeats) {
    if (s.name == "accuracy")
      table += line_of("%-46s %17s   deviation %s\n", "accuracy, mean of the repeats",
                       evaluation::value_text(s.mean, s.unit).c_str(),
                       evaluation::value_text(s.deviation, s.unit).c_str());
  }
  return table;
}

}  // namespace pinnacle::cli
