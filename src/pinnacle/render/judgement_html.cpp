#include "pinnacle/render/judgement_html.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "pinnacle/evaluation/pooling.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/render/html.h"

namespace pinnacle::render {
namespace {

using evaluation::Figure;
using evaluation::FigureKind;
using evaluation::interval_text;
using evaluation::Judgement;
using evaluation::ModelJudgement;
using evaluation::Unit;
using evaluation::value_text;

constexpr const char* kStyle = R"(
:root { --ink: #1a1c21; --muted: #6b7280; --line: #e3e6ea; --soft: #f6f7f9; --blue: #0b4f8a; --amber: #a85d00; }
* { box-sizing: border-box; }
body { font: 15px/1.5 "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink); max-width: 1180px; margin: 2em auto 5em; padding: 0 1.6em; }
h1 { font-size: 1.75em; margin: 0 0 .1em; } h2 { font-size: 1.35em; margin: 2.6em 0 .6em; border-bottom: 2px solid var(--line); padding-bottom: .25em; }
h3 { font-size: 1.05em; margin: 2em 0 .5em; } p { max-width: 62em; }
.muted { color: var(--muted); } .small { font-size: .85em; } .warning { background: #fff5e5; border-left: 4px solid #d98200; padding: .6em 1em; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; min-width: 40em; } th { text-align: left; color: var(--muted); font-weight: normal; }
td, th { padding: .34em 1.3em .34em 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } tr.sum td { border-top: 2px solid var(--line); font-weight: bold; }
td .meaning { display: block; color: var(--muted); font-size: .82em; max-width: 40em; } td .interval { display: block; color: var(--muted); font-size: .85em; font-weight: normal; }
td.name { white-space: nowrap; } td.best { font-weight: bold; color: var(--blue); } tbody tr:hover { background: var(--soft); }
figure { margin: 1em 0; overflow-x: auto; } figure img { max-width: 100%; height: auto; display: block; }
.pair { display: flex; flex-wrap: wrap; gap: 1em 2em; align-items: flex-start; } details { margin: .6em 0; } summary { cursor: pointer; color: var(--blue); }
.mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); gap: 14px; }
.mistake { border: 1px solid var(--line); border-radius: 6px; padding: 10px; background: #fff; break-inside: avoid; }
.mistake .picture { height: 150px; display: flex; align-items: center; justify-content: center; margin-bottom: 8px; }
.mistake img { max-width: 100%; max-height: 150px; } .mistake .missing { color: var(--muted); font-size: .8em; }
.mistake b { font-size: 1.05em; } .mistake .where { color: var(--muted); font-size: .75em; overflow-wrap: anywhere; }
.flag { color: var(--amber); font-size: .8em; } pre { background: var(--soft); padding: .8em 1em; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85em; }
code { overflow-wrap: anywhere; } nav a { margin-right: 1.2em; } a { color: var(--blue); }
@media print { body { margin: 0; max-width: none; } h2 { break-before: page; } figure, table { break-inside: avoid; } details > * { display: block; } }
)";

std::string thousands(double count) {
  auto text = std::to_string(std::llround(count));
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string cell(const std::string& words) { return "<td>" + words + "</td>"; }
std::string number_cell(const std::string& words) { return "<td class=\"number\">" + words + "</td>"; }
std::string number_head(const std::string& words) { return "<th class=\"number\">" + words + "</th>"; }

std::string figure_element(const Plot& plot, const std::string& words) {
  return "<figure>" + html_picture(plot.svg(), words) + "</figure>\n";
}

std::string folded(const std::string& summary, const std::string& inner) {
  return "<details><summary>" + summary + "</summary>" + inner + "</details>\n";
}

/// Writes the page from the top down.
class Page {
 public:
  Page(const JudgementReport& report, const PictureOf& picture_of)
      : report_(report), picture_of_(picture_of) {}

  std::string text() {
    html_ << "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
             "content=\"width=device-width\">"
          << "<title>" << html_escaped(title()) << "</title><style>" << kStyle << "</style></head><body>\n";
    head();
    headline();
    together();
    for (std::size_t m = 0; m < report_.models.size(); ++m) model(m);
    commands();
    html_ << "</body></html>\n";
    return html_.str();
  }

 private:
  bool several() const { return report_.models.size() > 1; }
  std::string title() const {
    return several() ? std::to_string(report_.models.size()) + " models judged"
                     : "Judgement of " + report_.models.front().name;
  }
  static std::string anchor(std::size_t m) { return "model-" + std::to_string(m + 1); }

  void head() {
    html_ << "<h1>" << html_escaped(title())
          << "</h1>\n<p class=\"muted\">The model assists a cytogeneticist and decides nothing alone. "
          << "Figures hold for specimens like those judged.</p>\n";
    html_ << "<div class=\"scroll\"><table><thead><tr><th>Model</th><th>Weights</th><th>Judged on</th>"
          << number_head("Patients") << number_head("Cells") << number_head("Chromosomes")
          << number_head("Runs") << "</tr></thead><tbody>\n";
    for (std::size_t m = 0; m < report_.models.size(); ++m) head_row(report_.models[m], anchor(m));
    html_ << "</tbody></table></div>\n";
    for (const auto& m : report_.models) {
      if (const auto pooled = evaluation::pooled_text(m); !pooled.empty())
        html_ << "<p class=\"small\">" << html_escaped(m.name + " is pooled of " + pooled) << ".</p>\n";
    }
    warnings();
    if (several()) {
      html_ << "<nav class=\"small\"><p>In detail: ";
      for (std::size_t m = 0; m < report_.models.size(); ++m) {
        html_ << "<a href=\"#" << anchor(m) << "\">" << html_escaped(report_.models[m].name) << "</a>";
      }
      html_ << "</p></nav>\n";
    }
  }

  void head_row(const ModelJudgement& model, const std::string& at) {
    std::set<std::string> hashes, data;
    for (const auto& run : model.runs) {
      if (!run.origin.hash.empty()) hashes.insert(run.origin.hash);
      if (!run.origin.data.empty()) data.insert(run.origin.data);
    }
    const auto list = [](const std::set<std::string>& words) {
      std::string text;
      for (const auto& w : words) text += (text.empty() ? "" : ", ") + html_escaped(w);
      return text.empty() ? std::string("not stated") : text;
    };
    html_ << "<tr><td><a href=\"#" << at << "\">" << html_escaped(model.name) << "</a></td>"
          << cell("<code>" + list(hashes) + "</code>") << cell(list(data))
          << number_cell(thousands(static_cast<double>(model.pooled.patients)))
          << number_cell(thousands(static_cast<double>(model.pooled.cells)))
          << number_cell(thousands(static_cast<double>(model.pooled.chromosomes)))
          << number_cell(std::to_string(model.runs.size())) << "</tr>\n";
  }

  void warnings() {
    std::set<std::string> words;
    for (const auto& model : report_.models) {
      for (const auto& run : model.runs) {
        if (!run.origin.warning.empty()) words.insert(model.name + ": " + run.origin.warning);
      }
      if (const auto& j = model.pooled; j.jointly > 0 && j.jointly < j.items) {
        words.insert(model.name + ": figures of the whole cell are of " +
                     thousands(static_cast<double>(j.jointly)) + " of " +
                     thousands(static_cast<double>(j.items)) +
                     " chromosomes; the others were not looked at with their cell");
      }
      if (const auto few = evaluation::warning_of_few(model.pooled.patients); !few.empty())
        words.insert(model.name + ": " + few);
    }
    const auto& first = report_.models.front().pooled;
    for (std::size_t m = 1; m < report_.models.size(); ++m) {
      const auto& other = report_.models[m].pooled;
      const auto common = report_.differences[m - 1].chromosomes;
      if (common != first.chromosomes || common != other.chromosomes) {
        words.insert(report_.models[m].name + " was not judged on the same chromosomes as " +
                     report_.models.front().name + ": " + thousands(static_cast<double>(common)) +
                     " are common to both");
      }
    }
    for (const auto& w : words) html_ << "<p class=\"warning\">" << html_escaped(w) << ".</p>\n";
  }

  bool known(std::size_t k) const {
    return std::any_of(report_.models.begin(), report_.models.end(),
                       [k](const auto& m) { return !std::isnan(m.pooled.figures[k].value); });
  }

  double best_of(std::size_t k, bool more_is_better) const {
    double best = std::nan("");
    for (const auto& m : report_.models) {
      const double value = m.pooled.figures[k].value;
      if (std::isnan(value)) continue;
      if (std::isnan(best) || (more_is_better ? value > best : value < best)) best = value;
    }
    return best;
  }

  void headline() {
    const auto& kinds = evaluation::headline_kinds();
    html_ << "<h2>Figures</h2>\n<p class=\"muted small\">With 95 % intervals from a bootstrap over patients. "
             "Per 1,000: of a thousand chromosomes.</p>\n"
          << "<div class=\"scroll\"><table><thead><tr><th></th>";
    for (const auto& m : report_.models) html_ << number_head(html_escaped(m.name));
    html_ << "</tr></thead><tbody>\n";
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      if (known(k)) headline_row(kinds[k], k);
    }
    html_ << "</tbody></table></div>\n";
    differences();
  }

  void headline_row(const FigureKind& kind, std::size_t k) {
    html_ << "<tr>"
          << cell(html_escaped(kind.name) + "<span class=\"meaning\">" + html_escaped(kind.meaning) +
                  "</span>");
    const double best = best_of(k, kind.more_is_better);
    for (const auto& m : report_.models) {
      const auto& f = m.pooled.figures[k];
      const bool is_best = several() && f.value == best;
      html_ << "<td class=\"number" << (is_best ? " best" : "") << "\">" << value_text(f.value, kind.unit);
      if (!std::isnan(f.value)) html_ << "<span class=\"interval\">" << interval_text(f) << "</span>";
      html_ << "</td>";
    }
    html_ << "</tr>\n";
  }

  void differences() {
    if (report_.differences.empty()) return;
    html_ << "<h3>Against " << html_escaped(report_.models.front().name)
          << ", on the chromosomes that both have</h3>\n<table><thead><tr><th>Model</th>"
          << number_head("Chromosomes") << number_head("Accuracy more") << number_head("95 % interval")
          << "<th></th></tr></thead><tbody>\n";
    for (std::size_t m = 1; m < report_.models.size(); ++m) {
      const auto& d = report_.differences[m - 1];
      const bool clear = d.accuracy.low > 0 || d.accuracy.high < 0;
      html_ << "<tr>" << cell(html_escaped(report_.models[m].name))
            << number_cell(thousands(static_cast<double>(d.chromosomes)))
            << number_cell(value_text(d.accuracy.value, Unit::kShare))
            << number_cell(interval_text(d.accuracy))
            << cell(std::isnan(d.accuracy.low) ? ""
                    : clear                    ? "more than chance"
                                               : "may be chance")
            << "</tr>\n";
    }
    html_ << "</tbody></table>\n";
  }

  void together() {
    std::vector<NamedRisk> risks;
    for (const auto& m : report_.models) risks.push_back({m.name, m.pooled.risk});
    if (several())
      html_ << figure_element(comparison_plot(report_.models), "The figures of the models beside each other");
    html_ << figure_element(risk_coverage_plot(risks), "Error against coverage");
  }

  void model(std::size_t m) {
    const auto& model = report_.models[m];
    const auto& j = model.pooled;
    html_ << "<h2 id=\"" << anchor(m) << "\">" << html_escaped(several() ? model.name : "In detail")
          << "</h2>\n";
    runs(model);
    html_ << "<h3>What is taken for what</h3>\n";
    const auto map = [&](const evaluation::Confusion& confusion, ConfusionShare share,
                         const std::string& words) {
      return figure_element(confusion_plot(confusion, j.labels, j.groups, share), words);
    };
    html_ << map(j.confusion, ConfusionShare::kRecall, "Confusion by recall")
          << folded("As counts", map(j.confusion, ConfusionShare::kCounts, "Confusion as counts"))
          << folded("By precision", map(j.confusion, ConfusionShare::kPrecision, "Confusion by precision"));
    if (j.joint_confusion) {
      html_ << folded("After the whole cell was assigned, as counts" + without_label(*j.joint_confusion),
                      map(*j.joint_confusion, ConfusionShare::kCounts, "Joint confusion as counts"));
    }
    groups(j);
    labels(j);
    html_ << "<h3>Curves</h3>\n"
          << figure_element(roc_plot(j), "Receiver operating characteristics")
          << figure_element(precision_recall_plot(j), "Precision against recall")
          << figure_element(reliability_plot(j), "Reliability");
    if (m < report_.trainings.size() && !report_.trainings[m].empty()) {
      html_ << "<h3>Training</h3>\n"
            << figure_element(training_plot(report_.trainings[m]), "Training curves");
    }
    mistakes(j);
  }

  static std::string without_label(const evaluation::Confusion& confusion) {
    const auto& counts = confusion.unanswered();
    const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
    return sum > 0 ? "; " + thousands(sum) + " got no label" : "";
  }

  void runs(const ModelJudgement& model) {
    if (model.runs.size() < 2) return;
    const auto& kinds = evaluation::headline_kinds();
    html_ << "<h3>Runs</h3>\n<p class=\"muted small\">";
    if (model.repeats > 1) html_ << model.repeats << " repeats. ";
    if (!model.over_folds.empty())
      html_ << "Runs of one repeat are its folds: they judge different patients. ";
    html_ << "The figures above and the counts below are of all runs pooled"
          << (model.repeats > 1 ? ": each chromosome counts once for each repeat." : ".")
          << "</p>\n<div "
             "class=\"scroll\"><table><thead><tr><th>Run</th><th>Weights</th>"
          << number_head("Patients") << number_head("Chromosomes");
    const auto columns = run_columns(model);
    for (const auto k : columns) html_ << number_head(html_escaped(kinds[k].name));
    html_ << "</tr></thead><tbody>\n";
    for (std::size_t r = 0; r < model.runs.size(); ++r) {
      const auto& run = model.runs[r];
      html_ << "<tr><td class=\"name\">" + html_escaped(run_name(run, r)) + "</td>"
            << cell("<code>" + html_escaped(run.origin.hash.empty() ? "not stated" : run.origin.hash) +
                    "</code>")
            << number_cell(thousands(static_cast<double>(run.patients)))
            << number_cell(thousands(static_cast<double>(run.items)));
      for (const auto k : columns) html_ << number_cell(value_text(run.figures[k].value, kinds[k].unit));
      html_ << "</tr>\n";
    }
    spread_row("Mean of the runs ± deviation", model.over_folds, columns);
    spread_row("Mean of the repeats ± deviation", model.over_repeats, columns);
    html_ << "</tbody></table></div>\n";
  }

  static std::vector<std::size_t> run_columns(const ModelJudgement& model) {
    static const std::set<std::string> shown{"accuracy",          "accuracy, whole cell jointly",
                                             "macro F1",          "top-3 accuracy",
                                             "calibration error", "orientation"};
    std::vector<std::size_t> columns;
    for (std::size_t k = 0; k < model.pooled.figures.size(); ++k) {
      if (shown.count(model.pooled.figures[k].name) > 0 && !std::isnan(model.pooled.figures[k].value))
        columns.push_back(k);
    }
    return columns;
  }

  static std::string run_name(const evaluation::RunJudgement& run, std::size_t index) {
    std::string name = run.origin.seed.empty() ? "" : "seed " + run.origin.seed;
    if (!run.origin.fold.empty()) name += (name.empty() ? "" : ", ") + std::string("fold ") + run.origin.fold;
    return name.empty() ? "run " + std::to_string(index + 1) : name;
  }

  void spread_row(const std::string& name, const std::vector<evaluation::Spread>& spreads,
                  const std::vector<std::size_t>& columns) {
    if (spreads.empty()) return;
    html_ << "<tr class=\"sum\"><td colspan=\"4\">" << name << "</td>";
    for (const auto k : columns) {
      html_ << number_cell(value_text(spreads[k].mean, spreads[k].unit) + " ± " +
                           value_text(spreads[k].deviation, spreads[k].unit));
    }
    html_ << "</tr>\n";
  }

  void groups(const Judgement& j) {
    const auto& errors = j.errors;
    const auto members = members_of(j);
    html_ << "<h3>Errors within and between groups</h3>\n<table><thead><tr><th>Group</th><th>Classes</th>"
          << number_head("Chromosomes") << number_head("taken for another of the group")
          << number_head("for one of another group") << number_head("for an abnormal one")
          << "</tr></thead><tbody>\n";
    double count = 0;
    for (const auto& g : errors.groups) {
      html_ << "<tr>" << cell(html_escaped(g.group)) << cell(html_escaped(members.at(g.group)))
            << error_cells(g.count, g.within, g.between, g.as_abnormal) << "</tr>\n";
      count += g.count;
    }
    html_ << "<tr class=\"sum\"><td>all</td><td></td>"
          << error_cells(count, errors.within, errors.between, errors.false_abnormal)
          << "</tr>\n</tbody></table>\n";
    if (members.count("") == 0) return;
    html_ << "<p>Abnormal classes: " << thousands(errors.missed_abnormal)
          << " chromosomes taken for normal ones, " << thousands(errors.confused_abnormal)
          << " for another abnormality; " << thousands(errors.false_abnormal)
          << " normal ones taken for abnormal.</p>\n";
  }

  static std::map<std::string, std::string> members_of(const Judgement& j) {
    std::map<std::string, std::string> members;
    for (std::size_t i = 0; i < j.labels.size(); ++i) {
      auto& own = members[j.groups[i]];
      own += (own.empty() ? "" : ", ") + j.labels[i];
    }
    return members;
  }

  static std::string error_cells(double count, double within, double between, double abnormal) {
    const auto part = [&](double errors) {
      return number_cell(thousands(errors) + (count > 0 ? " (" + percent(errors / count, 2) + " %)" : ""));
    };
    return number_cell(thousands(count)) + part(within) + part(between) + part(abnormal);
  }

  void labels(const Judgement& j) {
    html_ << "<h3>Each class</h3>\n<div class=\"scroll\"><table><thead><tr><th>Class</th>" << number_head("n")
          << number_head("precision") << number_head("recall") << number_head("F1")
          << number_head("area under ROC") << number_head("average precision")
          << "<th>most often taken for</th></tr></thead><tbody>\n";
    for (std::size_t i = 0; i < j.labels.size(); ++i) {
      const auto& s = j.scores[i];
      const auto& c = j.curves[i];
      html_ << "<tr>" << cell(html_escaped(j.labels[i])) << number_cell(thousands(s.support))
            << number_cell(value_text(s.precision, Unit::kShare))
            << number_cell(value_text(s.recall, Unit::kShare)) << number_cell(value_text(s.f1, Unit::kShare))
            << number_cell(value_text(c.area_under_roc, Unit::kScore))
            << number_cell(value_text(c.average_precision, Unit::kScore))
            << cell(html_escaped(commonest_errors(j, i))) << "</tr>\n";
    }
    html_ << "</tbody></table></div>\n";
  }

  static std::string commonest_errors(const Judgement& j, std::size_t truth) {
    const auto& row = j.confusion.counts()[truth];
    std::vector<std::size_t> answers(row.size());
    std::iota(answers.begin(), answers.end(), std::size_t{0});
    std::stable_sort(answers.begin(), answers.end(), [&](auto a, auto b) { return row[a] > row[b]; });
    std::string words;
    int named = 0;
    for (const auto a : answers) {
      if (a == truth || row[a] <= 0 || named == 3) continue;
      words += (named++ == 0 ? "" : ", ") + j.labels[a] + " (" + thousands(row[a]) + ")";
    }
    return words;
  }

  void mistakes(const Judgement& j) {
    html_ << "<h3>The most confident mistakes</h3>\n";
    if (j.mistakes.empty()) {
      html_ << "<p>There is none.</p>\n";
      return;
    }
    html_ << "<p class=\"muted small\">Look at these first: some are errors of the model, others wrong "
             "labels or two chromosomes in one picture.</p>\n<div class=\"mistakes\">\n";
    for (const auto& item : j.mistakes) mistake(j, item);
    html_ << "</div>\n";
  }

  void mistake(const Judgement& j, const evaluation::Prediction& item) {
    html_ << "<div class=\"mistake\"><div class=\"picture\">";
    const auto picture = picture_of_(item.file);
    const auto chromosome = picture ? chromosome_of(*picture, item.box) : image::Grey();
    if (chromosome.empty()) {
      html_ << "<span class=\"missing\">no picture found</span>";
    } else {
      html_ << html_picture(image::encode_png(chromosome),
                            "A chromosome " + j.labels[item.truth] + " taken for " + j.labels[item.best()]);
    }
    html_ << "</div><b>" << html_escaped(j.labels[item.truth]) << "</b> taken for <b>"
          << html_escaped(j.labels[item.best()]) << "</b><br>"
          << "<span class=\"small\">" << percent(item.confidence(), 2) << " %, the true one "
          << percent(item.probabilities[item.truth], 2) << " %</span>";
    if (item.flagged)
      html_ << "<br><span class=\"flag\">" << (*item.flagged ? "flagged as uncertain" : "not flagged")
            << "</span>";
    if (item.assigned) {
      html_ << "<br><span class=\"small\">whole cell: "
            << (*item.assigned == evaluation::kNoLabel ? "no label" : html_escaped(j.labels[*item.assigned]))
            << (*item.assigned == item.truth ? ", right" : "") << "</span>";
    }
    html_ << "<div class=\"where\">patient " << html_escaped(item.patient)
          << (item.cell.empty() ? "" : ", cell " + html_escaped(item.cell)) << "<br>"
          << html_escaped(item.file) << "</div></div>\n";
  }

  /// The chromosome's box with a little around it, or the whole picture without its white margins.
  static image::Grey chromosome_of(const image::Grey& picture, const std::optional<base::Box>& box) {
    int x0 = picture.width(), y0 = picture.height(), x1 = 0, y1 = 0;
    if (box) {
      const double margin = 0.12 * std::max(box->width, box->height);
      x0 = static_cast<int>(std::floor(box->x - margin)), y0 = static_cast<int>(std::floor(box->y - margin));
      x1 = static_cast<int>(std::ceil(box->right() + margin)),
      y1 = static_cast<int>(std::ceil(box->bottom() + margin));
    } else {
      constexpr int kWhite = 240, kMargin = 4;
      for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
          if (picture(x, y) >= kWhite) continue;
          x0 = std::min(x0, x - kMargin), x1 = std::max(x1, x + kMargin + 1);
          y0 = std::min(y0, y - kMargin), y1 = std::max(y1, y + kMargin + 1);
        }
      }
    }
    x0 = std::max(x0, 0), y0 = std::max(y0, 0), x1 = std::min(x1, picture.width()),
    y1 = std::min(y1, picture.height());
    if (x1 <= x0 || y1 <= y0) return {};
    image::Grey cut(x1 - x0, y1 - y0);
    for (int y = y0; y < y1; ++y) std::copy(picture.row(y) + x0, picture.row(y) + x1, cut.row(y - y0));
    return cut;
  }

  void commands() {
    html_ << "<h2>How this was made</h2>\n<p>The predictions:</p>\n";
    for (const auto& model : report_.models) {
      std::set<std::string> commands;
      for (const auto& run : model.runs)
        commands.insert(run.origin.command.empty() ? "not stated" : run.origin.command);
      html_ << "<p class=\"small\">" << html_escaped(model.name) << "</p>\n<pre>";
      for (const auto& command : commands) html_ << html_escaped(command) << "\n";
      html_ << "</pre>\n";
    }
    html_ << "<p>This report:</p>\n<pre>" << html_escaped(report_.command) << "</pre>\n";
  }

  const JudgementReport& report_;
  const PictureOf& picture_of_;
  std::ostringstream html_;
};

}  // namespace

std::string judgement_html(const JudgementReport& report, const PictureOf& picture_of) {
  PINNACLE_CHECK(!report.models.empty(), "a model to report on");
  PINNACLE_CHECK(report.differences.size() + 1 == report.models.size(),
                 "a difference for each further model");
  return Page(report, picture_of).text();
}

}  // namespace pinnacle::render
