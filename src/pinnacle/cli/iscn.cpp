#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "pinnacle/cli/command.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/explain.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/naming.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/structure.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/render/ideogram.h"

namespace pinnacle::cli {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct CheckArguments {
  std::vector<std::string> texts;
  bool json = false;
};

/// One object a line; what is no UTF-8 in the input is replaced.
void print_line(const Json& json) {
  const auto line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
}

Json json_of(const std::vector<iscn::Fault>& faults) {
  auto list = Json::array();
  for (const auto& fault : faults) {
    list.push_back({{"rule", to_string(fault.rule)},
                    {"position", fault.place.offset},
                    {"length", fault.place.length},
                    {"message", fault.what}});
  }
  return list;
}

Json json_of(const std::string& text, const iscn::Verdict& verdict) {
  return {{"input", text},
          {"valid", verdict.valid},
          {"errors", json_of(verdict.faults.errors)},
          {"warnings", json_of(verdict.faults.warnings)},
          {"suggestion", verdict.suggestion ? Json(*verdict.suggestion) : Json(nullptr)},
          {"edition", iscn::kEdition}};
}

void print_faults(const std::string& text, const char* kind, const std::vector<iscn::Fault>& faults) {
  for (const auto& fault : faults) {
    std::printf("  %s\n  %s%s\n  %s at %zu (%s): %s\n", text.c_str(),
                std::string(fault.place.offset, ' ').c_str(), std::string(fault.place.length, '^').c_str(),
                kind, fault.place.offset, std::string(to_string(fault.rule)).c_str(), fault.what.c_str());
  }
}

void print_table(const std::string& text, const iscn::Verdict& verdict) {
  std::printf("%s: %s\n", text.c_str(), verdict.valid ? "valid" : "not valid");
  print_faults(text, "error", verdict.faults.errors);
  print_faults(text, "warning", verdict.faults.warnings);
  if (verdict.suggestion) std::printf("  perhaps: %s\n", verdict.suggestion->c_str());
}

/// True if the text is valid.
bool check_one(const std::string& text, bool as_json) {
  const auto verdict = iscn::check(text);
  if (as_json) {
    print_line(json_of(text, verdict));
  } else {
    print_table(text, verdict);
  }
  return verdict.valid;
}

base::Expected<ExitCode> check(const CheckArguments& arguments) {
  bool all_valid = true;
  for (const auto& text : arguments.texts) {
    if (text != "-") {
      all_valid = check_one(text, arguments.json) && all_valid;
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      // A program that reads the JSON counts lines; a person's blank line says nothing.
      if (!arguments.json && line.find_first_not_of(" \t") == std::string::npos) continue;
      all_valid = check_one(line, arguments.json) && all_valid;
    }
  }
  return all_valid ? kDone : kBadInput;
}

void add_check(CLI::App& iscn_command, Work& work) {
  auto* command = iscn_command.add_subcommand("check", "Is it ISCN 2024, and do its numbers add up?");
  const auto arguments = std::make_shared<CheckArguments>();
  command->add_option("STRING", arguments->texts, "Karyotypes; - reads one a line from standard input; a blank one counts with --json only")
      ->required();
  command->add_flag("--json", arguments->json, "One JSON object a line, in the order of the input");
  command->footer(
      "Ends with 0 if all are valid, else with 3.\n"
      "Examples:\n  pinnacle iscn check '47,XX,+21'\n  pinnacle iscn check --json - <karyotypes.txt");
  command->callback([arguments, &work] { work = [arguments] { return check(*arguments); }; });
}

struct ExplainArguments {
  std::string text;
  bool json = false;
};

Json json_of(const std::vector<iscn::CopyNumber>& stretches) {
  auto list = Json::array();
  for (const auto& s : stretches) {
    list.push_back({{"chromosome", to_string(s.chromosome)},
                    {"from_band", s.from_band},
                    {"to_band", s.to_band},
                    {"from_bp", s.from_bp},
                    {"to_bp", s.to_bp},
                    {"copies", {s.copies.low, s.copies.high}}});
  }
  return list;
}

Json json_of(const iscn::ExplainedEvent& event) {
  auto breaks = Json::array();
  for (const auto& b : event.breaks) {
    const bool known = b.to_bp > 0;
    breaks.push_back({{"band", b.band},
                      {"from_bp", known ? Json(b.from_bp) : Json(nullptr)},
                      {"to_bp", known ? Json(b.to_bp) : Json(nullptr)}});
  }
  return {{"event", event.event},
          {"text", event.text},
          {"breakpoints", breaks},
          {"lost", json_of(event.lost)},
          {"gained", json_of(event.gained)}};
}

Json json_of(const iscn::ExplainedClone& clone) {
  auto events = Json::array(), derivatives = Json::array();
  for (const auto& event : clone.events) events.push_back(json_of(event));
  for (const auto& d : clone.derivatives) {
    derivatives.push_back({{"name", d.name}, {"placed", d.placed}, {"bands", d.bands}, {"ring", d.ring}});
  }
  return {{"karyotype", clone.karyotype},
          {"text", clone.text},
          {"events", events},
          {"derivatives", derivatives},
          {"copies", json_of(clone.copies)},
          {"unusual_copies", json_of(clone.unusual)},
          {"notes", clone.notes}};
}

void print_stretches(const char* verb, const std::vector<iscn::CopyNumber>& stretches) {
  for (const auto& s : stretches) {
    const std::string name(to_string(s.chromosome));
    const auto bands =
        s.from_band == s.to_band ? name + s.from_band : name + s.from_band + " to " + name + s.to_band;
    std::printf("      %s: %s (%s), %s\n", verb, bands.c_str(), iscn::megabases(s.from_bp, s.to_bp).c_str(),
                iscn::print(s.copies).c_str());
  }
}

void print_event(const iscn::ExplainedEvent& event) {
  std::printf("  %s\n      %s\n", event.event.c_str(), event.text.c_str());
  for (const auto& b : event.breaks) {
    auto where = b.to_bp > 0 ? iscn::megabases(b.from_bp, b.to_bp) : "uncertain";
    if (b.to_bp > 0 && b.band.find('?') != b.band.npos) where += ", uncertain";
    std::printf("      break: %s (%s)\n", b.band.c_str(), where.c_str());
  }
  print_stretches("copies lost", event.lost);
  print_stretches("copies gained", event.gained);
}

void print_clone(const iscn::ExplainedClone& clone) {
  std::printf("%s\n  %s\n", clone.karyotype.c_str(), clone.text.c_str());
  for (const auto& event : clone.events) print_event(event);
  if (!clone.derivatives.empty()) std::printf("  Abnormal chromosomes\n");
  for (const auto& d : clone.derivatives) std::printf("      %s: %s\n", d.name.c_str(), d.bands.c_str());
  if (!clone.unusual.empty()) std::printf("  Unusual copy numbers\n");
  print_stretches("copies", clone.unusual);
  for (const auto& note : clone.notes) std::printf("  Note: %s\n", note.c_str());
}

/// @param place  What the text is called in an error.
base::Expected<iscn::Karyotype> valid_karyotype(const std::string& text, const std::string& place) {
  auto verdict = iscn::check(text);
  if (verdict.valid) return *std::move(verdict.karyotype);
  const auto& first = verdict.faults.errors.front();
  return base::unexpected(
      base::ErrorCode::kDamaged, first.what, place + ", character " + std::to_string(first.place.offset),
      verdict.suggestion ? "Perhaps " + *verdict.suggestion + " was meant" : "See `pinnacle iscn check`");
}

base::Expected<ExitCode> explain(const ExplainArguments& arguments) {
  PINNACLE_TRY(const auto karyotype, valid_karyotype(arguments.text, "karyotype"));
  const auto clones = iscn::explain(karyotype);
  const auto& techniques = karyotype.techniques;
  if (arguments.json) {
    auto list = Json::array();
    for (const auto& clone : clones) list.push_back(json_of(clone));
    print_line({{"input", arguments.text},
                {"edition", iscn::kEdition},
                {"assembly", "GRCh38"},
                {"clones", list},
                {"not_explained", techniques}});
    return kDone;
  }
  for (const auto& clone : clones) print_clone(clone);
  if (!techniques.empty()) std::printf("Not explained: %s\n", techniques.c_str());
  return kDone;
}

void add_explain(CLI::App& iscn_command, Work& work) {
  auto* command = iscn_command.add_subcommand(
      "explain", "A karyotype in plain English, its derivatives and copy numbers");
  const auto arguments = std::make_shared<ExplainArguments>();
  command->add_option("STRING", arguments->text, "A valid karyotype")->required();
  command->add_flag("--json", arguments->json, "One JSON object");
  command->footer(
      "Megabases are those of GRCh38 for whole bands: a band is a stretch, not a point.\n"
      "Example:\n  pinnacle iscn explain '46,XX,t(9;22)(q34;q11.2)'");
  command->callback([arguments, &work] { work = [arguments] { return explain(*arguments); }; });
}

struct NameArguments {
  std::vector<std::string> texts;
  cytogenetics::BandLevel level = cytogenetics::BandLevel::k850;
  bool json = false;
};

/// What the chromosomes of each clone are called together, and what of the text is not in that.
struct ClonesNamed {
  std::vector<std::string> names, notes;
};

/// Whether an event is not seen in the chromosomes that it makes, as they are given to be named.
bool is_not_named(const iscn::Event& event) {
  if (event.kind == iscn::EventKind::kWord) return !iscn::is_counted_word(event.word);
  if (event.kind == iscn::EventKind::kVariant) return !iscn::is_seen(event);
  if (event.kind != iscn::EventKind::kStructural) return false;
  const auto& type = event.chain.front().type;
  return type == "fra" || type == "tas" || type == "upd";
}

void note_what_is_not_named(const iscn::Clone& clone, std::vector<std::string>& notes) {
  for (const auto& event : clone.events) {
    const auto text = iscn::print(event);
    if (is_not_named(event)) {
      notes.push_back("left out: " + text);
    } else if (event.kind == iscn::EventKind::kStructural && text.find('?') != std::string::npos) {
      notes.push_back("taken for certain: " + text);
    }
  }
  if (clone.composite) notes.push_back("a composite karyotype is named as a cell that has all changes");
}

base::Expected<ClonesNamed> names_of_clones(const std::string& text, const std::string& place,
                                            cytogenetics::BandLevel level) {
  PINNACLE_TRY(const auto karyotype, valid_karyotype(text, place));
  ClonesNamed all;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto named = iscn::karyotype_of(iscn::structure(karyotype, i).chromosomes, level);
    if (!named) return base::Unexpected{base::Error(named.error()).at(place)};
    all.names.push_back(iscn::print(*named));
    note_what_is_not_named(karyotype.clones[i], all.notes);
  }
  return all;
}

base::Expected<ExitCode> name(const NameArguments& arguments) {
  for (std::size_t i = 0; i < arguments.texts.size(); ++i) {
    const auto& text = arguments.texts[i];
    const auto place = arguments.texts.size() == 1 ? "karyotype" : "karyotype " + std::to_string(i + 1);
    PINNACLE_TRY(const auto named, names_of_clones(text, place, arguments.level));
    if (arguments.json) {
      print_line(
          {{"input", text}, {"edition", iscn::kEdition}, {"clones", named.names}, {"notes", named.notes}});
    } else {
      for (const auto& one : named.names) std::printf("%s\n", one.c_str());
      for (const auto& note : named.notes) std::fprintf(stderr, "Note: %s\n", note.c_str());
    }
  }
  return kDone;
}

const std::map<std::string, cytogenetics::BandLevel>& band_levels() {
  using cytogenetics::BandLevel;
  static const std::map<std::string, BandLevel> levels{
      {"400", BandLevel::k400}, {"550", BandLevel::k550}, {"850", BandLevel::k850}};
  return levels;
}

void add_name(CLI::App& iscn_command, Work& work) {
  auto* command = iscn_command.add_subcommand(
      "name", "The karyotype that a cell's chromosomes make, from those of each clone");
  const auto arguments = std::make_shared<NameArguments>();
  command
      ->add_option("STRING", arguments->texts,
                   "Valid karyotypes; each derivative chromosome may be told by its bands, in the detailed system")
      ->required();
  command->add_option("--level", arguments->level, "Bands that breakpoints are named by: 400, 550 or 850")
      ->transform(one_of(band_levels()))
      ->default_str("850");
  command->add_flag("--json", arguments->json, "One JSON object for each karyotype");
  command->footer(
      "Only what the chromosomes are made of counts, not how the text tells it; sizes of clones are left out.\n"
      "Example:\n  pinnacle iscn name '46,XX,der(9)(pter->q34::22q11.2->22qter),der(22)(pter->q11.2::9q34->9qter)'");
  command->callback([arguments, &work] { work = [arguments] { return name(*arguments); }; });
}

struct DrawArguments {
  std::vector<std::string> texts;
  fs::path output;
  render::IdeogramOptions options;
  bool force = false;
};

/// Draws as the name of the file asks for.
base::Expected<void> write_drawing(const std::vector<iscn::Karyotype>& karyotypes, const DrawArguments& arguments) {
  const auto extension = arguments.output.extension();
  if (extension == ".svg")
    return platform::write_text(arguments.output, render::ideograms_svg(karyotypes, arguments.options));
  if (extension == ".png")
    return platform::write_file(arguments.output, render::ideograms_png(karyotypes, arguments.options));
  return platform::write_file(arguments.output, render::ideograms_pdf(karyotypes, arguments.options));
}

base::Expected<ExitCode> draw(const DrawArguments& arguments) {
  const auto extension = arguments.output.extension();
  if (extension != ".svg" && extension != ".png" && extension != ".pdf") {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the file's name tells no format that can be drawn",
                            arguments.output.string(), "End it in .svg, .png or .pdf");
  }
  PINNACLE_TRY_VOID(check_output_file(arguments.output, arguments.force));
  std::vector<iscn::Karyotype> karyotypes;
  for (const auto& text : arguments.texts) {
    const bool only_one = arguments.texts.size() == 1;
    PINNACLE_TRY(auto karyotype,
                 valid_karyotype(text, only_one ? "karyotype" : "karyotype " + std::to_string(karyotypes.size() + 1)));
    if (karyotype.clones.empty()) {
      return base::unexpected(base::ErrorCode::kUnsupported, "there are no banded chromosomes in it", text,
                              "Give a karyotype such as 46,XX,t(9;22)(q34;q11.2)");
    }
    karyotypes.push_back(std::move(karyotype));
  }
  PINNACLE_TRY_VOID(write_drawing(karyotypes, arguments));
  std::printf("%s\n", arguments.output.c_str());
  return kDone;
}

void add_draw(CLI::App& iscn_command, Work& work) {
  auto* command = iscn_command.add_subcommand("draw", "The ideograms of a karyotype, derivatives in the colours of their parents");
  const auto arguments = std::make_shared<DrawArguments>();
  command->add_option("STRING", arguments->texts, "Valid karyotypes; each clone is drawn on a page")->required();
  command->add_option("-o,--output", arguments->output, "A file that ends in .svg, .png or .pdf")->required();
  command->add_option("--level", arguments->options.level, "Bands a haploid set: 400, 550 or 850")
      ->transform(one_of(band_levels()))
      ->default_str("550");
  command->add_flag("--karyogram", arguments->options.karyogram,
                    "All chromosomes of the cell as a karyogram, not only the abnormal ones and their homologues");
  command->add_flag("--force", arguments->force, "Write over a file that is there");
  command->footer(
      "Examples:\n  pinnacle iscn draw '46,XX,t(9;22)(q34;q11.2)' -o t922.svg\n"
      "  pinnacle iscn draw --karyogram --level 400 'mos 45,X[12]/46,XX[18]' -o turner.pdf");
  command->callback([arguments, &work] { work = [arguments] { return draw(*arguments); }; });
}

}  // namespace

void add_iscn(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("iscn", "Check, explain, name and draw karyotypes in the nomenclature");
  command->require_subcommand(1);
  add_check(*command, work);
  add_explain(*command, work);
  add_name(*command, work);
  add_draw(*command, work);
}

}  // namespace pinnacle::cli
