#ifndef PINNACLE_RENDER_JUDGEMENT_HTML_H_
#define PINNACLE_RENDER_JUDGEMENT_HTML_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/evaluation/judgement.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/render/judgement_plots.h"

namespace pinnacle::render {

/// What a report on one or several models tells.
struct JudgementReport {
  std::string command;  ///< The command that makes the report.
  std::vector<evaluation::ModelJudgement> models;
  std::vector<evaluation::PairedDifference> differences;  ///< Of each further model to the first one.
  std::vector<std::vector<TrainingPoint>> trainings;      ///< One for each model, or none; may be empty.
};

/// The picture that predictions name, if it can be had.
using PictureOf = std::function<std::optional<image::Grey>(const std::string& file)>;

/// All that is known of the models as one page that holds its pictures and needs no network: figures with
/// intervals, plots, tables, the most confident mistakes, the commands. Models stand beside each other where
/// that helps.
///
/// @param picture_of  Asked for the mistakes only.
std::string judgement_html(const JudgementReport& report, const PictureOf& picture_of);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_JUDGEMENT_HTML_H_
