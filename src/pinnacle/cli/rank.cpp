#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "pinnacle/base/guarded.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/cli/manifest.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/evaluation/bootstrap.h"
#include "pinnacle/evaluation/ranking.h"
#include "pinnacle/image/normalise.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/segmentation/field_quality.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using segmentation::FieldMeasures;
using segmentation::FieldQuality;

struct RankArguments {
  std::vector<fs::path> images;
  fs::path output, against, split;
  std::string part = "validation";
  int jobs = 0;
  bool json = false, force = false;
};

/// One picture of a file with its verdict.
struct Field {
  std::string image;
  int page = 0;
  FieldQuality quality;
  ExitCode fault = kDone;  ///< What it makes the program end with, where it could not be looked at.
};

struct Column {
  const char* name;
  double FieldMeasures::*value;
};
constexpr Column kColumns[] = {{"width_px", &FieldMeasures::width_px},
                               {"alone", &FieldMeasures::alone},
                               {"compactness", &FieldMeasures::compactness},
                               {"crossing", &FieldMeasures::crossing},
                               {"slenderness", &FieldMeasures::slenderness},
                               {"bend", &FieldMeasures::bend},
                               {"fill", &FieldMeasures::fill},
                               {"contrast", &FieldMeasures::contrast},
                               {"band_contrast", &FieldMeasures::band_contrast},
                               {"bands_per_width", &FieldMeasures::bands_per_width},
                               {"nuclei", &FieldMeasures::nuclei}};

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

Field not_ranked(const Job& job, std::size_t page, base::Error error) {
  Field field{job.given, static_cast<int>(page), {}, exit_code(error)};
  error.place.clear();  // The field's own name says it.
  field.quality.skipped = error.text();
  return field;
}

/// The fields of one file; a page that cannot be looked at says why instead of stopping the others.
std::vector<Field> fields_of(const Job& job) {
  if (job.fault) return {not_ranked(job, 0, *job.fault)};
  const auto pages = base::guarded([&] { return read_each_page(job.image); });
  if (!pages) return {not_ranked(job, 0, pages.error())};
  std::vector<Field> fields;
  for (std::size_t i = 0; i < pages->size(); ++i) {
    const auto quality = base::guarded([&]() -> base::Expected<FieldQuality> {
      const auto& page = (*pages)[i];
      if (!page) return base::Unexpected{page.error()};
      return segmentation::field_quality(image::normalise(page->grey, page->bits).grey);
    });
    fields.push_back(quality ? Field{job.given, static_cast<int>(i), *quality}
                             : not_ranked(job, i, quality.error()));
  }
  return fields;
}

/// Best first, skipped ones last; equal ones as they came.
void sort_fields(std::vector<Field>& fields) {
  std::stable_sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) {
    const bool a_skipped = !a.quality.skipped.empty(), b_skipped = !b.quality.skipped.empty();
    return a_skipped != b_skipped ? b_skipped : a.quality.score > b.quality.score;
  });
}

std::string name_of(const Field& field) {
  return field.page == 0 ? field.image : field.image + " page " + std::to_string(field.page + 1);
}

std::string as_csv(const std::vector<Field>& fields) {
  std::vector<std::string> head{"rank", "image", "page", "score", "bphs"};
  for (const auto& column : kColumns) head.emplace_back(column.name);
  head.insert(head.end(), {"reasons", "skipped"});
  std::string text = dataset::csv_line(head);
  int rank = 0;
  for (const auto& field : fields) {
    const auto& q = field.quality;
    const bool ranked = q.skipped.empty();
    const auto measure = [&](double value) {
      char number[32];
      std::snprintf(number, sizeof number, "%.4f", value);
      return ranked ? std::string(number) : std::string();
    };
    std::vector<std::string> row{ranked ? std::to_string(++rank) : "", field.image, std::to_string(field.page),
                                 measure(q.score), q.bphs ? std::to_string(*q.bphs) : ""};
    for (const auto& column : kColumns) row.push_back(measure(q.measures.*column.value));
    row.insert(row.end(), {joined(q.reasons, "; "), q.skipped});
    text += dataset::csv_line(row);
  }
  return text;
}

std::string as_json(const std::vector<Field>& fields) {
  nlohmann::ordered_json json;
  json["schema"] = "pinnacle.ranking/1";
  json["fields"] = json["skipped"] = nlohmann::ordered_json::array();
  for (const auto& field : fields) {
    const auto& q = field.quality;
    if (!q.skipped.empty()) {
      json["skipped"].push_back({{"image", field.image}, {"page", field.page}, {"reason", q.skipped}});
      continue;
    }
    nlohmann::ordered_json one{{"image", field.image}, {"page", field.page}, {"score", q.score}};
    one["bphs"] = q.bphs ? nlohmann::ordered_json(*q.bphs) : nlohmann::ordered_json(nullptr);
    for (const auto& column : kColumns) one["measures"][column.name] = q.measures.*column.value;
    one["reasons"] = q.reasons;
    json["fields"].push_back(std::move(one));
  }
  return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void print(const std::vector<Field>& fields) {
  int rank = 0;
  for (const auto& field : fields) {
    const auto& q = field.quality;
    if (!q.skipped.empty()) continue;
    const auto bphs = q.bphs ? "about " + std::to_string(*q.bphs) + " bphs" : std::string("no bands seen");
    std::printf("%4d  %.3f  %-15s  %s  (%s)\n", ++rank, q.score, bphs.c_str(), name_of(field).c_str(),
                q.reasons.empty() ? "nothing unusual" : joined(q.reasons, "; ").c_str());
  }
  for (const auto& field : fields) {
    if (!field.quality.skipped.empty())
      std::printf("skipped  %s: %s\n", name_of(field).c_str(), field.quality.skipped.c_str());
  }
}

/// What people said of one image.
struct Verdict {
  std::string patient;
  bool difficult = false;
};

base::Expected<std::map<std::string, Verdict>> read_verdicts(const fs::path& file) {
  PINNACLE_TRY(const auto table, dataset::read_csv_file(file, {"image", "patient", "difficult"}));
  const auto image = *table.column("image"), patient = *table.column("patient"),
             difficult = *table.column("difficult");
  std::map<std::string, Verdict> verdicts;
  for (const auto& row : table.rows) verdicts[row[image]] = {row[patient], row[difficult] == "1"};
  return verdicts;
}

/// The images that there is a verdict on, of the patients of one part.
base::Expected<std::vector<Job>> judged(const std::vector<Job>& jobs,
                                        const std::map<std::string, Verdict>& verdicts,
                                        const RankArguments& arguments) {
  dataset::PatientSplit split;
  PINNACLE_TRY(const auto part, part_named(arguments.part));
  if (!arguments.split.empty()) {
    PINNACLE_TRY(split, read_split_file(arguments.split));
  }
  std::vector<Job> chosen;
  for (const auto& job : jobs) {
    if (job.fault) {
      chosen.push_back(job);  // So that it is told.
      continue;
    }
    const auto verdict = verdicts.find(job.image.stem().string());
    if (verdict == verdicts.end()) continue;
    const auto patient = split.find(verdict->second.patient);
    if (arguments.split.empty() || (patient != split.end() && patient->second == part))
      chosen.push_back(job);
  }
  if (chosen.empty()) {
    return base::unexpected(ErrorCode::kNotFound, "none of the images stands in this table",
                            arguments.against.string(),
                            "Its column image names them without their endings; check --split and --part");
  }
  return chosen;
}

/// How well the order agrees with people's verdict.
void print_agreement(const std::vector<Field>& fields, const std::map<std::string, Verdict>& verdicts) {
  std::vector<double> scores;
  std::vector<bool> easy;
  std::vector<std::string> patients;
  std::size_t difficult = 0, skipped = 0;
  for (const auto& field : fields) {
    const auto& verdict = verdicts.at(fs::path(field.image).stem().string());
    // What was skipped would be looked at last.
    scores.push_back(field.quality.skipped.empty() ? field.quality.score : -1);
    skipped += !field.quality.skipped.empty();
    easy.push_back(!verdict.difficult);
    patients.push_back(verdict.patient);
    difficult += verdict.difficult;
  }
  const evaluation::Ranking ranking(scores);
  const auto area = [&](const std::vector<std::size_t>& items) {
    evaluation::Weights weights(scores.size());
    for (const auto i : items) weights[i] += 1;
    return std::vector<evaluation::Figure>{
        {"area", evaluation::area_under_roc(ranking, easy, weights), 0, 0}};
  };
  const auto figure = evaluation::bootstrap(area, patients).front();
  std::printf("%zu images, %zu of them difficult by people's verdict, %zu skipped\n", fields.size(),
              difficult, skipped);
  std::printf("area under the ROC curve, easy before difficult: %.3f", figure.value);
  if (!std::isnan(figure.low))
    std::printf(" (95 %% interval by patient %.3f to %.3f)", figure.low, figure.high);
  std::printf("\n");
}

/// A fault of ours before one of the input.
ExitCode worst_of(const std::vector<Field>& fields) {
  const auto any = [&](ExitCode code) {
    return std::any_of(fields.begin(), fields.end(), [&](const auto& f) { return f.fault == code; });
  };
  return any(kFailed) ? kFailed : any(kBadInput) ? kBadInput : kDone;
}

base::Expected<ExitCode> rank(RankArguments arguments) {
  if (!arguments.output.empty()) PINNACLE_TRY_VOID(check_output_file(arguments.output, arguments.force));
  auto jobs = jobs_of(arguments.images);
  std::map<std::string, Verdict> verdicts;
  if (!arguments.against.empty()) {
    PINNACLE_TRY(verdicts, read_verdicts(arguments.against));
    PINNACLE_TRY(jobs, judged(jobs, verdicts, arguments));
  }
  if (arguments.jobs == 0)
    arguments.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  std::vector<std::vector<Field>> of_job(jobs.size());
  base::Expected<void> finished;
  {
    TerminalProgress progress;
    finished = for_each("Ranking", jobs.size(), arguments.jobs, progress,
                        [&](std::size_t i) -> base::Expected<void> {
                          of_job[i] = fields_of(jobs[i]);
                          return {};
                        });
  }
  // Of a run that was stopped an order is of use, an agreement with people is not.
  if (!finished && !arguments.against.empty()) return base::Unexpected{std::move(finished).error()};
  const auto looked_at =
      std::count_if(of_job.begin(), of_job.end(), [](const auto& some) { return !some.empty(); });
  std::vector<Field> fields;
  for (auto& some : of_job) std::move(some.begin(), some.end(), std::back_inserter(fields));
  sort_fields(fields);
  if (!arguments.output.empty()) PINNACLE_TRY_VOID(platform::write_text(arguments.output, as_csv(fields)));
  if (!arguments.against.empty()) {
    print_agreement(fields, verdicts);
  } else if (arguments.json) {
    std::fputs(as_json(fields).c_str(), stdout);
  } else {
    print(fields);
  }
  if (!finished) {
    auto error = std::move(finished).error();
    error.what +=
        "; " + std::to_string(looked_at) + " of " + std::to_string(jobs.size()) + " images were ranked";
    return base::Unexpected{std::move(error)};
  }
  return worst_of(fields);
}

}  // namespace

void add_rank(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("rank", "The metaphases of a slide, best first, with reasons");
  const auto arguments = std::make_shared<RankArguments>();
  command->add_option("IMAGE", arguments->images, "Images, or folders of them")->required();
  command->add_option("-o,--output", arguments->output, "CSV file for scores, measures and reasons");
  auto* json = command->add_flag("--json", arguments->json, "Print JSON instead of a table");
  command->add_option("--jobs", arguments->jobs, "Images at a time (default: one a core)")
      ->check(CLI::Range(1, 256));
  auto* against =
      command
          ->add_option(
              "--against", arguments->against,
              "CSV of people's verdicts (image, patient, difficult): print how well the order agrees")
          ->excludes(json);
  auto* split = command->add_option("--split", arguments->split, "With --against: CSV of patient and part")
                    ->needs(against);
  command->add_option("--part", arguments->part, "Of the split: train, validation or test")
      ->capture_default_str()
      ->needs(split);
  command->add_flag("--force", arguments->force, "Write over a file that is there");
  command->footer(
      "Example:\n  pinnacle rank slide -o ranking.csv\n"
      "The score looks at overlap, spread, bends and bands; never at the number of chromosomes or their "
      "classes.\n"
      "The band resolution (bphs) is an estimate. Exit code 3: an image could not be read; the others were "
      "ranked.");
  command->callback([arguments, &work] { work = [arguments] { return rank(*arguments); }; });
}

}  // namespace pinnacle::cli
