#include "pinnacle/iscn/check.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "pinnacle/cli/command.h"

namespace pinnacle::cli {
namespace {

using Json = nlohmann::ordered_json;

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
    list.push_back({{"rule", to_string(fault.rule)}, {"position", fault.place.offset}, {"length", fault.place.length}, {"message", fault.what}});
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
    std::printf("  %s\n  %s%s\n  %s at %zu (%s): %s\n", text.c_str(), std::string(fault.place.offset, ' ').c_str(),
                std::string(fault.place.length, '^').c_str(), kind, fault.place.offset, std::string(to_string(fault.rule)).c_str(),
                fault.what.c_str());
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
      all_valid = check_one(line, arguments.json) && all_valid;
    }
  }
  return all_valid ? kDone : kBadInput;
}

void add_check(CLI::App& iscn_command, Work& work) {
  auto* command = iscn_command.add_subcommand("check", "Is it ISCN 2024, and do its numbers add up?");
  const auto arguments = std::make_shared<CheckArguments>();
  command->add_option("STRING", arguments->texts, "Karyotypes; - reads one a line from standard input")->required();
  command->add_flag("--json", arguments->json, "One JSON object a line, in the order of the input");
  command->footer("Ends with 0 if all are valid, else with 3.\n"
                  "Examples:\n  pinnacle iscn check '47,XX,+21'\n  pinnacle iscn check --json - <karyotypes.txt");
  command->callback([arguments, &work] { work = [arguments] { return check(*arguments); }; });
}

}  // namespace

void add_iscn(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("iscn", "Check and explain karyotypes in the nomenclature");
  command->require_subcommand(1);
  add_check(*command, work);
}

}  // namespace pinnacle::cli
