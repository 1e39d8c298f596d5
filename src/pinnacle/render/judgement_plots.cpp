#include "pinnacle/render/judgement_plots.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace pinnacle::render {
namespace {

using evaluation::CurvePoint;
using evaluation::Judgement;

constexpr double kPanelSide = 330, kPanelTop = 76, kLegendSize = 10.5;

std::vector<base::Point> points_of(const std::vector<CurvePoint>& curve) {
  std::vector<base::Point> points;
  for (const auto& p : curve) points.push_back({p.x, p.y});
  return points;
}

/// A hue for each look-alike group, its labels from dark to light; abnormal labels, which have no group and
/// are dashed, a hue each.
std::vector<Ink> label_inks(const evaluation::LabelGroups& groups) {
  std::map<std::string, std::size_t> size_of, seen_of;
  for (const auto& group : groups) ++size_of[group];
  std::vector<Ink> inks;
  for (const auto& group : groups) {
    const auto size = size_of[group], place = seen_of[group]++;
    if (group.empty()) {
      inks.push_back(series_ink(place));
      continue;
    }
    const auto hue = series_ink(static_cast<std::size_t>(group.front() - 'A'));
    const double t = size > 1 ? static_cast<double>(place) / static_cast<double>(size - 1) : 0.3;
    inks.push_back(t < 0.3 ? mixed(hue, kBlack, 0.5 * (0.3 - t)) : mixed(hue, kWhite, 0.75 * (t - 0.3)));
  }
  return inks;
}

/// What the two plots of curves need of a label.
struct LabelCurve {
  std::string label;
  std::vector<base::Point> points;
  double area = 0;
  Ink ink;
  bool abnormal = false, weak = false;

  double thickness() const { return weak ? 2.2 : 1.1; }
};

/// Marks the three smallest areas: they are what is looked for among so many lines.
std::vector<LabelCurve> with_weakest(std::vector<LabelCurve> curves) {
  std::vector<LabelCurve*> known;
  for (auto& c : curves) {
    if (!c.points.empty()) known.push_back(&c);
  }
  std::stable_sort(known.begin(), known.end(), [](auto* a, auto* b) { return a->area < b->area; });
  for (std::size_t i = 0; i < known.size() && i < 3 && known.size() > 3; ++i) known[i]->weak = true;
  return curves;
}

template <typename Points, typename Area>
std::vector<LabelCurve> label_curves(const Judgement& judgement, const Points& points, const Area& area) {
  const auto inks = label_inks(judgement.groups);
  std::vector<LabelCurve> curves;
  for (std::size_t i = 0; i < judgement.labels.size(); ++i) {
    curves.push_back({judgement.labels[i], points_of(judgement.curves[i].*points), judgement.curves[i].*area,
                      inks[i], judgement.groups[i].empty()});
  }
  return with_weakest(std::move(curves));
}

void draw_curves(const Panel& panel, const std::vector<LabelCurve>& curves) {
  for (const bool weak : {false, true}) {
    for (const auto& c : curves) {
      if (c.weak == weak) panel.curve(c.points, c.thickness(), c.ink, c.abnormal);
    }
  }
}

std::string area_text(double area) {
  // Not rounded up to a perfect 1.
  return std::isnan(area) ? "-"
         : area < 1       ? (area > 0.9999 ? ">0.9999" : std::to_string(area).substr(0, 6))
                          : "1";
}

constexpr std::size_t kLegendRows = 24;

/// The widths of the legend's columns.
std::vector<double> legend_columns(const std::vector<LabelCurve>& curves) {
  constexpr double kSwatch = 24, kNumber = 78, kLongest = 190;
  std::vector<double> widths;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    if (i % kLegendRows == 0) widths.push_back(0);
    const double own = kSwatch + std::min(text_width(curves[i].label, kLegendSize), kLongest) + kNumber;
    widths.back() = std::max(widths.back(), own);
  }
  return widths;
}

double legend_width(const std::vector<LabelCurve>& curves) {
  constexpr double kHeading = 130;
  const auto columns = legend_columns(curves);
  return std::max(kHeading, std::accumulate(columns.begin(), columns.end(), 0.0));
}

void draw_legend(Canvas& canvas, base::Point at, const std::vector<LabelCurve>& curves,
                 const std::string& area) {
  const auto columns = legend_columns(curves);
  canvas.text({at.x, at.y - 22}, area, {.size = 12, .bold = true});
  double x = at.x;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const auto& c = curves[i];
    const auto column = i / kLegendRows, row = i % kLegendRows;
    if (column > 0 && row == 0) x += columns[column - 1];
    const double y = at.y + kPanelSide / kLegendRows * static_cast<double>(row);
    canvas.polyline({{x, y + 7}, {x + 18, y + 7}}, c.weak ? 3.0 : 2.0, c.ink, c.abnormal);
    canvas.text({x + 24, y}, c.label,
                {.size = kLegendSize, .bold = c.weak, .max_width = columns[column] - 90});
    canvas.text(
        {x + columns[column] - 14, y}, area_text(c.area),
        {.size = kLegendSize, .ink = c.weak ? kBlack : kMuted, .align = Align::kRight, .bold = c.weak});
  }
}

struct CurvesPlot {
  std::string heading, area_name;
  std::vector<LabelCurve> curves;
  Axis x, y, near_x, near_y;
};

/// The whole field, the corner that matters enlarged, and the legend.
Plot curves_plot(const CurvesPlot& plot) {
  constexpr double kLeft = 76, kGap = 92, kBelow = 56;
  const double second = kLeft + kPanelSide + kGap, legend = second + kPanelSide + 30;
  return {legend + legend_width(plot.curves) + 8, kPanelTop + kPanelSide + kBelow, [=](Canvas& canvas) {
            canvas.text({16, 12}, plot.heading, {.size = 14, .bold = true});
            canvas.text({16, 33},
                        "Each class against all others. Bold: the three weakest. Hues: groups A to G; "
                        "dashed: abnormal classes.",
                        {.size = 10.5, .ink = kMuted});
            const Panel whole(canvas, {kLeft, kPanelTop, kPanelSide, kPanelSide}, plot.x, plot.y);
            draw_curves(whole, plot.curves);
            const Panel near(canvas, {second, kPanelTop, kPanelSide, kPanelSide}, plot.near_x, plot.near_y);
            near.heading("The corner enlarged");
            draw_curves(near, plot.curves);
            draw_legend(canvas, {legend, kPanelTop}, plot.curves, plot.area_name);
          }};
}

/// Down to the next twentieth, at most 0.95: where an axis begins so that `value` is on it.
double axis_start(double value) { return std::clamp(std::floor((value - 0.01) * 20) / 20, 0.0, 0.95); }

/// The recall where one in a thousand of the others is taken for this label.
double recall_near_corner(const std::vector<base::Point>& roc) {
  double recall = 0;
  for (const auto& p : roc) {
    if (p.x <= 1e-3) recall = p.y;
  }
  return recall;
}

/// The best balance of precision and recall on the curve.
double balance(const std::vector<base::Point>& curve) {
  double best = 0;
  for (const auto& p : curve) best = std::max(best, std::min(p.x, p.y));
  return best;
}

template <typename Measure>
double least_over(const std::vector<LabelCurve>& curves, const Measure& measure) {
  double least = 1;
  for (const auto& c : curves) {
    if (!c.points.empty()) least = std::min(least, measure(c.points));
  }
  return least;
}

}  // namespace

Plot roc_plot(const Judgement& judgement) {
  const auto curves =
      label_curves(judgement, &evaluation::LabelCurves::roc, &evaluation::LabelCurves::area_under_roc);
  const double start = axis_start(least_over(curves, recall_near_corner));
  return curves_plot({"Receiver operating characteristic", "Area under ROC", curves,
                      linear_axis("false positive rate: others taken for the class", 0, 1, true),
                      linear_axis("true positive rate: of the class found", 0, 1, true),
                      decades_axis("false positive rate: others taken for the class", 1e-4, 1),
                      linear_axis("true positive rate: of the class found", start, 1, true)});
}

Plot precision_recall_plot(const Judgement& judgement) {
  const auto curves = label_curves(judgement, &evaluation::LabelCurves::precision_recall,
                                   &evaluation::LabelCurves::average_precision);
  const double start = axis_start(least_over(curves, balance) - 0.03);
  return curves_plot({"Precision against recall", "Average precision", curves,
                      linear_axis("recall", 0, 1, true), linear_axis("precision", 0, 1, true),
                      linear_axis("recall", start, 1, true), linear_axis("precision", start, 1, true)});
}

Plot reliability_plot(const Judgement& judgement) {
  constexpr double kLeft = 76, kSide = 360, kBars = 90, kLeastShare = 1e-4;
  const auto bins = judgement.calibration;
  return {kLeft + kSide + 30, kPanelTop + kSide + 70 + kBars + 56, [=](Canvas& canvas) {
            canvas.text({16, 12}, "Reliability", {.size = 14, .bold = true});
            canvas.text({16, 33},
                        "On the diagonal, a stated probability is the share that is right.\nBelow it, the "
                        "model is too sure of itself. Bars: 95 % intervals.",
                        {.size = 10.5, .ink = kMuted, .max_width = kLeft + kSide, .max_lines = 2});
            const auto confidence = linear_axis("stated probability", 0, 1, true);
            const Panel panel(canvas, {kLeft, kPanelTop, kSide, kSide}, linear_axis("", 0, 1, true),
                              linear_axis("right of these", 0, 1, true));
            panel.curve({{0, 0}, {1, 1}}, 1, kMuted, true);
            std::vector<base::Point> line;
            double all = 0;
            for (const auto& bin : bins) line.push_back({bin.confidence, bin.accuracy}), all += bin.count;
            panel.curve(line, 1.4, series_ink(0));
            const Panel counts(canvas, {kLeft, kPanelTop + kSide + 70, kSide, kBars}, confidence,
                               decades_axis("of all answers", kLeastShare, 1));
            for (const auto& bin : bins) {
              panel.curve({{bin.confidence, bin.accuracy_low}, {bin.confidence, bin.accuracy_high}}, 1.4,
                          series_ink(0));
              canvas.disc(panel.at(bin.confidence, bin.accuracy), 3.6, series_ink(0));
              const auto top = counts.at(bin.low, std::max(bin.count / all, kLeastShare)),
                         foot = counts.at(bin.high, kLeastShare);
              canvas.rectangle({top.x + 1, top.y, foot.x - top.x - 2, foot.y - top.y},
                               mixed(series_ink(0), kWhite, 0.45));
            }
          }};
}

Plot risk_coverage_plot(const std::vector<NamedRisk>& models) {
  constexpr double kLeft = 82, kWidth = 640, kHeight = 330;
  const double legend = 22 * static_cast<double>(models.size());
  double most = 0.01;
  for (const auto& m : models) most = std::max(most, m.curve.empty() ? 0 : m.curve.back().risk);
  const double highest = decade_above(1.2 * most);
  return {kLeft + kWidth + 40, kPanelTop + kHeight + 60 + legend, [=](Canvas& canvas) {
            canvas.text({16, 12}, "Error against coverage", {.size = 14, .bold = true});
            canvas.text({16, 33},
                        "If only the most certain answers are taken unseen and a person looks at the rest: "
                        "how many of those taken are wrong.",
                        {.size = 10.5, .ink = kMuted});
            const Panel panel(canvas, {kLeft, kPanelTop, kWidth, kHeight},
                              linear_axis("taken unseen", 0, 1, true),
                              decades_axis("wrong among those taken", 1e-4, highest));
            for (const double goal : {0.01, 0.001}) panel.curve({{0, goal}, {1, goal}}, 1.2, kAmber, true);
            for (std::size_t m = 0; m < models.size(); ++m) {
              std::vector<base::Point> points;
              for (const auto& p : models[m].curve) points.push_back({p.coverage, p.risk});
              panel.curve(points, 1.8, series_ink(m));
              const double y = kPanelTop + kHeight + 50 + 22 * static_cast<double>(m);
              canvas.line({kLeft, y + 7}, {kLeft + 24, y + 7}, 3, series_ink(m));
              canvas.text({kLeft + 32, y}, models[m].name, {.size = 11.5, .max_width = kWidth - 40});
            }
          }};
}

namespace {

/// The figures of a comparison: where people look first. Others are in the table.
constexpr const char* kCompared[] = {"accuracy", "accuracy, whole cell jointly", "macro F1",
                                     "cells entirely right", "orientation"};

struct ComparedRow {
  std::string figure;
  std::vector<evaluation::Figure> of_model;  ///< One for each model; NaN where it has none.
};

std::vector<ComparedRow> compared_rows(const std::vector<evaluation::ModelJudgement>& models) {
  std::vector<ComparedRow> rows;
  const auto& kinds = evaluation::headline_kinds();
  for (const auto* name : kCompared) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.name == name; });
    ComparedRow row{name, {}};
    bool known = false;
    for (const auto& model : models) {
      row.of_model.push_back(model.pooled.figures[static_cast<std::size_t>(kind - kinds.begin())]);
      known |= !std::isnan(row.of_model.back().value);
    }
    if (known) rows.push_back(std::move(row));
  }
  return rows;
}

double largest_error(const std::vector<ComparedRow>& rows) {
  double most = 0;
  for (const auto& row : rows) {
    for (const auto& f : row.of_model) {
      // fmax passes over what is not known.
      most = std::fmax(most, std::fmax(1 - f.value, 1 - f.low));
    }
  }
  return most;
}

}  // namespace

Plot comparison_plot(const std::vector<evaluation::ModelJudgement>& models) {
  constexpr double kLeft = 230, kWidth = 560, kStep = 20, kLeastError = 1e-4;
  const auto rows = compared_rows(models);
  const double row_height = kStep * static_cast<double>(models.size()) + 12,
               height = row_height * static_cast<double>(rows.size());
  const double legend = 22 * static_cast<double>(models.size()), most = decade_above(largest_error(rows));
  std::vector<std::string> names;
  for (const auto& model : models) names.push_back(model.name);
  const auto error_of = [=](double value) { return std::max(1 - value, kLeastError); };
  return {kLeft + kWidth + 40, kPanelTop + height + 60 + legend, [=](Canvas& canvas) {
            canvas.text({16, 12}, "The models beside each other", {.size = 14, .bold = true});
            canvas.text({16, 33},
                        "Bars: 95 % intervals by patient. Each step to the right has a tenth of the errors.",
                        {.size = 10.5, .ink = kMuted});
            const Panel panel(canvas, {kLeft, kPanelTop, kWidth, height}, nines_axis("", most, kLeastError),
                              {"", 0, height, false, {}});
            for (std::size_t r = 0; r < rows.size(); ++r) {
              const double top = height - row_height * static_cast<double>(r);
              canvas.text({kLeft - 12, panel.at(most, top - row_height / 2).y - 7}, rows[r].figure,
                          {.size = 11.5, .align = Align::kRight});
              if (r > 0) panel.curve({{most, top}, {kLeastError, top}}, 1, kHairline);
              for (std::size_t m = 0; m < names.size(); ++m) {
                const auto& f = rows[r].of_model[m];
                if (std::isnan(f.value)) continue;
                const double y = top - 6 - kStep * (static_cast<double>(m) + 0.5);
                if (!std::isnan(f.low))
                  panel.curve({{error_of(f.low), y}, {error_of(f.high), y}}, 2, series_ink(m));
                canvas.disc(panel.at(error_of(f.value), y), 4.5, series_ink(m));
              }
            }
            for (std::size_t m = 0; m < names.size(); ++m) {
              const double y = kPanelTop + height + 40 + 22 * static_cast<double>(m);
              canvas.disc({kLeft + 8, y + 7}, 4.5, series_ink(m));
              canvas.text({kLeft + 22, y}, names[m], {.size = 11.5, .max_width = kWidth - 30});
            }
          }};
}

namespace {

std::vector<base::Point> series_of(const std::vector<TrainingPoint>& points, double TrainingPoint::*value) {
  std::vector<base::Point> series;
  for (const auto& p : points) {
    if (!std::isnan(p.*value)) series.push_back({p.epoch, p.*value});
  }
  return series;
}

double largest(const std::vector<base::Point>& series, double least) {
  for (const auto& p : series) least = std::max(least, p.y);
  return least;
}

void key(Canvas& canvas, base::Point at, const std::string& words, Ink ink) {
  canvas.line({at.x, at.y + 7}, {at.x + 20, at.y + 7}, 2.4, ink);
  canvas.text({at.x + 27, at.y}, words, {.size = 11});
}

}  // namespace

Plot training_plot(const std::vector<TrainingPoint>& points) {
  constexpr double kLeft = 76, kWidth = 380, kHeight = 280, kGap = 96;
  const auto training = series_of(points, &TrainingPoint::training_loss),
             validation = series_of(points, &TrainingPoint::validation_loss),
             accuracy = series_of(points, &TrainingPoint::validation_accuracy);
  const double last = points.empty() ? 1 : std::max(1.0, points.back().epoch),
               first = points.empty() ? 0 : std::min(points.front().epoch, last - 1);
  const double loss = largest(validation, largest(training, 1e-3));
  auto passes = linear_axis("pass", first, last, false);
  std::erase_if(passes.ticks, [](const Tick& tick) { return tick.value != std::round(tick.value); });
  double worst = 1;
  for (const auto& p : accuracy) worst = std::min(worst, p.y);
  return {
      kLeft + 2 * kWidth + kGap + 30, kPanelTop + kHeight + 56, [=](Canvas& canvas) {
        canvas.text({16, 12}, "Training", {.size = 14, .bold = true});
        const Panel left(canvas, {kLeft, kPanelTop, kWidth, kHeight}, passes,
                         linear_axis("loss", 0, loss * 1.05, false));
        left.curve(training, 1.8, series_ink(0));
        left.curve(validation, 1.8, series_ink(1));
        key(canvas, {kLeft, kPanelTop - 24}, "training", series_ink(0));
        key(canvas, {kLeft + 110, kPanelTop - 24}, "validation patients", series_ink(1));
        const Panel right(canvas, {kLeft + kWidth + kGap, kPanelTop, kWidth, kHeight}, passes,
                          linear_axis("accuracy on validation patients", axis_start(worst), 1, true));
        right.curve(accuracy, 1.8, series_ink(1));
        const auto best = std::max_element(accuracy.begin(), accuracy.end(),
                                           [](const auto& a, const auto& b) { return a.y < b.y; });
        if (best == accuracy.end()) return;
        canvas.disc(right.at(best->x, best->y), 4.5, series_ink(1));
        right.heading("best: " + percent(best->y, 2) + " % at pass " + std::to_string(std::llround(best->x)));
      }};
}

}  // namespace pinnacle::render
