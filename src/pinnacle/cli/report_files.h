#ifndef PINNACLE_CLI_REPORT_FILES_H_
#define PINNACLE_CLI_REPORT_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/evaluation/judgement.h"
#include "pinnacle/render/judgement_html.h"

namespace pinnacle::cli {

/// A run and the model it belongs to, as the report names it.
struct NamedRun {
  std::string model;
  evaluation::Run run;
};

/// Judges the models in the order in which they come, runs of one name together.
/// @param runs     At least one, all with the same labels in the same order.
/// @param command  The command that makes the report.
/// @errors kCancelled.
base::Expected<render::JudgementReport> judge_runs(const std::vector<NamedRun>& runs,
                                                   const std::string& command,
                                                   const evaluation::JudgeOptions& options);

/// Writes report.html, figures.json, the plots of all models and, in a folder for each model, its tables and
/// plots.
/// @param folder  Is made if it is not there.
/// @errors        As make_folder and platform::write_file.
base::Expected<void> write_report(const std::filesystem::path& folder, const render::JudgementReport& report,
                                  const render::PictureOf& picture_of);

/// The headline figures with their intervals, as a table for a terminal.
std::string figures_table(const evaluation::ModelJudgement& model);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_REPORT_FILES_H_
