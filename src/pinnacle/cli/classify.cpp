#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <span>

#include "pinnacle/classification/assign_cell.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/classification/occlusion.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/manifest.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/rejector.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/platform/stop_signal.h"
#include "pinnacle/render/heat_picture.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using classification::Straightened;

/// Pictures that are at hand together.
constexpr std::size_t kAtOnce = 64;
/// Of a cell's chromosomes: what assign_cell takes for certain.
constexpr double kOneChromosome = 0.99;
constexpr std::size_t kTop = 3;

/// File names need not be UTF-8; JSON must.
std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

struct ClassifyArguments {
  std::vector<fs::path> images;
  std::string weights;
  fs::path output, explain;
  double target_error = 0.05;
  int threads = 1;
  bool csv = false, json = false, cell = false, alone = false, force = false;
};

/// One picture on its way.
struct Shown {
  std::string file;
  image::LoneObject object;
  Straightened chromosome;
};

/// @param whole  Probability that it is one whole chromosome; empty: nobody can tell.
bool may_be_chromosome(const std::optional<double>& whole) {
  return whole.value_or(1) >= Rejector::kLeastWhole;
}

struct Ranked {
  std::string label;
  double probability = 0;
};

/// What is said of one picture.
struct Answer {
  std::string file;
  std::string label;
  double probability = 0;
  std::vector<Ranked> top;  ///< By itself, the most probable first.
  bool uncertain = false;
  std::optional<double> upside_down;  ///< Probability that the q arm is up; empty: the model tells none.
  std::optional<double> whole;        ///< As may_be_chromosome takes it.

  bool is_chromosome() const { return may_be_chromosome(whole); }

  /// What else it may be, the most probable first: with the cell's other chromosomes at hand it may have
  /// another label than its most probable one.
  std::vector<Ranked> others() const {
    std::vector<Ranked> others;
    for (const auto& ranked : top) {
      if (ranked.label != label) others.push_back(ranked);
    }
    others.resize(std::min(others.size(), kTop - 1));
    return others;
  }
};

base::Expected<Shown> shown(const Job& job) {
  if (job.fault) return base::Unexpected{*job.fault};
  PINNACLE_TRY(const auto grey, dataset::read_picture(job.image));
  Shown s{job.given, image::lone_object(grey), {}};
  s.chromosome = classification::straightened(s.object.grey, s.object.mask);
  return s;
}

/// Everything that classifies, set up once.
class Classifying {
 public:
  Classifying(const ClassifyArguments& arguments, const learning::Predictor& network,
              dataset::LabelSet labels, const std::optional<Rejector>& rejector)
      : arguments_(arguments), classifier_(network), labels_(std::move(labels)), rejector_(rejector) {}

  /// What each picture may be by itself, and what those that may be chromosomes are measured by; reports the
  /// pictures that cannot be read.
  base::Expected<void> look_through(const std::vector<Job>& jobs, base::Progress& progress) {
    progress.begin("Measuring", jobs.size());
    std::vector<classification::Straightened> some;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (progress.stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped");
      auto s = shown(jobs[i]);
      if (s) {
        good_.push_back({jobs[i], std::nullopt, s->chromosome.measures});
        some.push_back(std::move(s->chromosome));
      } else {
        bad_.push_back({jobs[i].given, s.error()});
        progress.say("pinnacle: " + s.error().text());
      }
      if (some.size() == kAtOnce || i + 1 == jobs.size())
        PINNACLE_TRY_VOID(tell_whole(std::exchange(some, {})));
      progress.update(i + 1, {});
    }
    if (!arguments_.alone) yardstick_ = classification::mean_of(measures_of_chromosomes());
    return {};
  }

  /// The next pictures' answers, at most kAtOnce of them, all of a cell; none at the end.
  base::Expected<std::vector<Answer>> next() {
    const auto count = std::min(good_.size() - at_, arguments_.cell ? good_.size() : kAtOnce);
    std::vector<Shown> some;
    const std::span these(good_.begin() + static_cast<std::ptrdiff_t>(at_), count);
    at_ += count;
    for (const auto& good : these) {
      PINNACLE_TRY(auto s, shown(good.job));
      some.push_back(std::move(s));
    }
    return answers(some, these);
  }

  const std::vector<std::pair<std::string, base::Error>>& bad() const { return bad_; }

 private:
  /// A picture that can be read, and what is kept of it.
  struct Good {
    Job job;
    std::optional<double> whole;  ///< Answer::whole.
    classification::Measures measures;
  };

  static classification::CellMeasures by_itself(const Straightened& chromosome) {
    return classification::mean_of({chromosome.measures});
  }

  classification::CellMeasures yardstick_for(const Shown& s) const {
    return arguments_.alone ? by_itself(s.chromosome) : yardstick_;
  }

  /// Says of the last good pictures whether each is one whole chromosome, if anybody can tell.
  base::Expected<void> tell_whole(const std::vector<Straightened>& last) {
    if (!rejector_ || last.empty()) return {};
    std::vector<classification::PreparedStrip> by_themselves;
    for (const auto& chromosome : last)
      by_themselves.push_back(classification::prepare(chromosome, by_itself(chromosome)));
    PINNACLE_TRY(const auto whole, rejector_->whole(by_themselves));
    const auto first = good_.size() - last.size();
    for (std::size_t i = 0; i < last.size(); ++i)
      good_[first + i].whole = last[i].axis.points.empty() ? 0 : whole[i];
    return {};
  }

  /// Nuclei and debris would spoil the measure of all others. If nothing looks like a chromosome, of all
  /// there is.
  std::vector<classification::Measures> measures_of_chromosomes() const {
    std::vector<classification::Measures> all, of_whole;
    for (const auto& good : good_) {
      if (good.measures.length_px <= 0) continue;
      all.push_back(good.measures);
      if (may_be_chromosome(good.whole)) of_whole.push_back(good.measures);
    }
    return of_whole.empty() ? all : of_whole;
  }

  /// @param which  As many; what is known of them.
  base::Expected<std::vector<Answer>> answers(const std::vector<Shown>& some, std::span<const Good> which) {
    std::vector<classification::PreparedStrip> strips;
    for (const auto& s : some) strips.push_back(classification::prepare(s.chromosome, yardstick_for(s)));
    PINNACLE_TRY(const auto opinions, classifier_.classify(strips));
    PINNACLE_TRY_VOID(check_answers(opinions, labels_));
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < some.size(); ++i) {
      answers.push_back(answer(some[i], opinions[i]));
      answers.back().whole = which[i].whole;
    }
    if (arguments_.cell) PINNACLE_TRY_VOID(assign(answers, opinions));
    for (auto& a : answers) a.uncertain = !a.is_chromosome() || 1 - a.probability > arguments_.target_error;
    for (std::size_t i = 0; i < some.size() && !arguments_.explain.empty(); ++i)
      PINNACLE_TRY_VOID(explain(some[i], answers[i]));
    return answers;
  }

  Answer answer(const Shown& s, const classification::Opinion& opinion) const {
    std::vector<std::size_t> order(opinion.classes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return opinion.classes[a] > opinion.classes[b]; });
    order.resize(std::min(order.size(), kTop));
    Answer a;
    a.file = s.file;
    for (const auto k : order) a.top.push_back({labels_.names()[k], opinion.classes[k]});
    a.label = a.top.front().label;
    a.probability = a.top.front().probability;
    if (classification::tells_orientation(opinion)) a.upside_down = 1 - opinion.p_on_top;
    return a;
  }

  /// What is hardly a chromosome takes no place of those that are: it keeps what it looks like by itself.
  base::Expected<void> assign(std::vector<Answer>& answers,
                              const std::vector<classification::Opinion>& opinions) const {
    std::vector<cytogenetics::ClassProbabilities> classes;
    std::vector<Answer*> taking_part;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i].is_chromosome()) continue;
      PINNACLE_TRY(const auto normal, classification::normal_classes(opinions[i]));
      classes.push_back(normal);
      taking_part.push_back(&answers[i]);
    }
    const auto assigned =
        classification::assign_cell(classes, std::vector<double>(classes.size(), kOneChromosome), {});
    for (std::size_t k = 0; k < assigned.size(); ++k) {
      taking_part[k]->label = to_string(assigned[k].label);
      taking_part[k]->probability = assigned[k].probability;
    }
    return {};
  }

  base::Expected<void> explain(const Shown& s, const Answer& a) {
    const auto name = unused_name(file_name_of(fs::path(s.file).stem().string()), taken_) + ".png";
    const auto& crop = s.chromosome.crop;
    image::Raster<float> heat(crop.width(), crop.height());
    const auto label = labels_.index_of(a.label);
    if (label && !s.chromosome.axis.points.empty()) {
      const base::Point corner{double(s.object.mask.x), double(s.object.mask.y)};
      PINNACLE_TRY(const auto evidence, classification::band_evidence(classifier_, s.chromosome, corner,
                                                                      yardstick_for(s), *label));
      const auto places = classification::place_along_axis(s.chromosome, corner);
      for (std::size_t i = 0; i < heat.size(); ++i) {
        if (s.object.mask.mask.values()[i] != 0)
          heat.values()[i] = static_cast<float>(evidence[static_cast<std::size_t>(places.values()[i])]);
      }
    }
    char words[96];
    std::snprintf(words, sizeof words, "%.1f %%%s", 100 * a.probability,
                  !a.is_chromosome() ? ", but hardly one chromosome"
                  : a.uncertain      ? ", uncertain"
                                     : "");
    const auto& picture = crop.empty() ? s.object.grey : crop;
    if (crop.empty()) heat = image::Raster<float>(picture.width(), picture.height());
    return platform::write_file(
        arguments_.explain / name,
        render::heat_picture(
            picture, heat, a.label + "  " + words,
            fs::path(s.file).filename().string() + ": orange bands speak for it, blue ones against it"));
  }

  const ClassifyArguments& arguments_;
  classification::Classifier classifier_;
  dataset::LabelSet labels_;
  const std::optional<Rejector>& rejector_;
  classification::CellMeasures yardstick_;
  std::vector<Good> good_;
  std::vector<std::pair<std::string, base::Error>> bad_;
  std::size_t at_ = 0;
  std::set<std::string> taken_;
};

std::string number(double value) { return dataset::csv_number(value, 6); }
const char* yes_or_no(bool yes) { return yes ? "yes" : "no"; }

/// One way to write answers down.
class Paper {
 public:
  virtual ~Paper() = default;
  virtual std::string head() const = 0;
  virtual std::string line(const Answer& answer) = 0;
  virtual std::string foot(const std::vector<std::pair<std::string, base::Error>>& bad) const = 0;
};

class CsvPaper final : public Paper {
 public:
  std::string head() const override {
    return "file,class,probability,uncertain,upside_down,upside_down_probability,second,second_probability,"
           "third,"
           "third_probability,chromosome,chromosome_probability\n";
  }
  std::string line(const Answer& a) override {
    const auto others = a.others();
    const auto other = [&](std::size_t k) { return k < others.size() ? others[k].label : std::string(); };
    const auto of = [&](std::size_t k) {
      return k < others.size() ? number(others[k].probability) : std::string();
    };
    return dataset::csv_line({a.file, a.label, number(a.probability), yes_or_no(a.uncertain),
                              a.upside_down ? yes_or_no(*a.upside_down > 0.5) : "",
                              a.upside_down ? number(*a.upside_down) : "", other(0), of(0), other(1), of(1),
                              a.whole ? yes_or_no(a.is_chromosome()) : "", a.whole ? number(*a.whole) : ""});
  }
  std::string foot(const std::vector<std::pair<std::string, base::Error>>&) const override { return {}; }
};

class TablePaper final : public Paper {
 public:
  std::string head() const override {
    return line_of("class", "probability", "upside down", "else", "remarks", "file");
  }
  std::string line(const Answer& a) override {
    std::string others;
    for (const auto& other : a.others()) others += other.label + " " + percent(other.probability) + "  ";
    const auto remarks = !a.is_chromosome() ? "no chromosome?" : a.uncertain ? "uncertain" : "";
    const auto turned = a.upside_down ? yes_or_no(*a.upside_down > 0.5) +
                                            (" " + percent(std::max(*a.upside_down, 1 - *a.upside_down)))
                                      : "-";
    return line_of(a.label, percent(a.probability), turned, others, remarks, a.file);
  }
  std::string foot(const std::vector<std::pair<std::string, base::Error>>&) const override { return {}; }

 private:
  static std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
  }
  static std::string line_of(const std::string& label, const std::string& probability,
                             const std::string& turned, const std::string& others, const std::string& remarks,
                             const std::string& file) {
    const auto padded = [](const std::string& text, std::size_t width) {
      return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
    };
    return padded(label, 8) + padded(probability, 13) + padded(turned, 14) + padded(others, 24) +
           padded(remarks, 16) + file + "\n";
  }
};

class JsonPaper final : public Paper {
 public:
  JsonPaper(const learning::ModelInfo& model, const ClassifyArguments& arguments)
      : model_(model), arguments_(arguments) {}
  std::string head() const override {
    const nlohmann::ordered_json model{{"network", model_.network}, {"hash", model_.hash}};
    return "{\n \"schema\": \"pinnacle.classification/1\",\n \"model\": " + model.dump() +
           ",\n \"target_error\": " + nlohmann::json(arguments_.target_error).dump() + ",\n \"images\": [";
  }
  std::string line(const Answer& a) override {
    nlohmann::ordered_json one{
        {"file", a.file},           {"class", a.label},       {"probability", a.probability},
        {"uncertain", a.uncertain}, {"upside_down", nullptr}, {"upside_down_probability", nullptr}};
    if (a.upside_down) {
      one["upside_down"] = *a.upside_down > 0.5;
      one["upside_down_probability"] = *a.upside_down;
    }
    for (const auto& ranked : a.top)
      one["top"].push_back({{"class", ranked.label}, {"probability", ranked.probability}});
    one["chromosome"] = nullptr;
    one["chromosome_probability"] = nullptr;
    if (a.whole) {
      one["chromosome"] = a.is_chromosome();
      one["chromosome_probability"] = *a.whole;
    }
    return std::exchange(separator_, ",\n  ") + text_of(one);
  }
  std::string foot(const std::vector<std::pair<std::string, base::Error>>& bad) const override {
    auto unreadable = nlohmann::ordered_json::array();
    for (const auto& [file, error] : bad) unreadable.push_back({{"file", file}, {"error", error.text()}});
    return "\n ],\n \"unreadable\": " + text_of(unreadable) + "\n}\n";
  }

 private:
  const learning::ModelInfo& model_;
  const ClassifyArguments& arguments_;
  std::string separator_ = "\n  ";
};

std::unique_ptr<Paper> paper_for(const ClassifyArguments& arguments, const learning::ModelInfo& model) {
  if (arguments.json) return std::make_unique<JsonPaper>(model, arguments);
  if (arguments.csv) return std::make_unique<CsvPaper>();
  return std::make_unique<TablePaper>();
}

base::Expected<void> check(const ClassifyArguments& arguments) {
  if (!arguments.output.empty()) PINNACLE_TRY_VOID(check_output_file(arguments.output, arguments.force));
  if (arguments.explain.empty()) return {};
  PINNACLE_TRY_VOID(check_output_folder(arguments.explain));
  std::error_code ignored;
  if (platform::is_there(arguments.explain) && !fs::is_empty(arguments.explain, ignored) &&
      !arguments.force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds something already",
                            arguments.explain.string(),
                            "Name another folder, or add --force to write into it");
  }
  return {};
}

base::Expected<ExitCode> classify(const ClassifyArguments& arguments) {
  PINNACLE_TRY_VOID(check(arguments));
  const auto jobs = jobs_of(arguments.images);
  PINNACLE_TRY(const auto network, load_model("classifier", arguments.weights, arguments.threads));
  PINNACLE_TRY(auto labels, labels_of(network->info()));
  if (arguments.cell && labels != dataset::LabelSet::normal()) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "these weights do not tell the 24 normal chromosomes apart, as --cell needs",
                            arguments.weights, "Leave --cell out, or give weights trained without --labels");
  }
  if (!arguments.explain.empty()) PINNACLE_TRY_VOID(make_folder(arguments.explain));
  TerminalProgress progress;
  // A model that needs no networks does without this one too.
  auto opened = Rejector::open(arguments.threads);
  if (!opened && opened.error().code != ErrorCode::kNotFound)
    return base::Unexpected{std::move(opened).error()};
  if (!opened) progress.say("pinnacle: what is no chromosome is not marked: " + opened.error().text());
  const auto rejector = opened ? std::optional(std::move(*opened)) : std::nullopt;
  Classifying classifying(arguments, *network, std::move(labels), rejector);
  PINNACLE_TRY_VOID(classifying.look_through(jobs, progress));
  const auto paper = paper_for(arguments, network->info());
  std::string kept;
  // Into a file whole or not at all, onto the terminal as it comes.
  const auto write = [&](const std::string& text) {
    if (arguments.output.empty())
      std::fputs(text.c_str(), stdout);
    else
      kept += text;
  };
  write(paper->head());
  for (;;) {
    if (platform::stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped");
    PINNACLE_TRY(const auto answers, classifying.next());
    if (answers.empty()) break;
    for (const auto& answer : answers) write(paper->line(answer));
  }
  write(paper->foot(classifying.bad()));
  if (!arguments.output.empty()) PINNACLE_TRY_VOID(platform::write_text(arguments.output, kept));
  return classifying.bad().empty() ? kDone : kBadInput;
}

}  // namespace

void add_classify(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("classify", "Name single chromosomes, one a picture");
  const auto arguments = std::make_shared<ClassifyArguments>();
  command->add_option("IMAGES", arguments->images, "Pictures of one chromosome each, or folders of them")
      ->required();
  command->add_option("--weights", arguments->weights,
                      "Classifier of any model and labels (default: Pinnacle's own)");
  auto* csv = command->add_flag("--csv", arguments->csv, "Write CSV");
  command->add_flag("--json", arguments->json, "Write JSON")->excludes(csv);
  command->add_option("-o,--output", arguments->output, "File for the answers (default: the terminal)");
  auto* cell = command->add_flag("--cell", arguments->cell, "All pictures are one cell: assign them jointly");
  command
      ->add_flag("--alone", arguments->alone,
                 "Measure each picture by itself, not beside the others of the call")
      ->excludes(cell);
  command
      ->add_option("--target-error", arguments->target_error,
                   "An answer whose probability of being wrong is above this is uncertain")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--explain", arguments->explain, "Folder for pictures of which bands decided");
  command->add_option("--threads", arguments->threads, "Of the network")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
  command->add_flag("--force", arguments->force, "Write over what is there");
  command->footer(
      "Pictures of one call are measured beside each other: give those of one cell or one slide.\n"
      "Examples:\n  pinnacle classify crops/*.png\n  pinnacle classify cell-12 --cell --csv -o cell-12.csv\n"
      "  pinnacle classify crop.png --explain why");
  command->callback([arguments, &work] { work = [arguments] { return classify(*arguments); }; });
}

}  // namespace pinnacle::cli
