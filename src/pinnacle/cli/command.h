#ifndef PINNACLE_CLI_COMMAND_H_
#define PINNACLE_CLI_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// What the program ends with, as scripts read it.
enum ExitCode : int { kDone = 0, kFailed = 1, kWrongUsage = 2, kBadInput = 3 };

/// The exit code that fits an error.
ExitCode exit_code(const base::Error& error);

/// A command's work once its options are read: the exit code, or the error that ended it.
using Work = std::function<base::Expected<ExitCode>()>;

/// Takes the name of one of several values; another is refused with the names.
template <typename T>
CLI::Validator one_of(const std::map<std::string, T>& values) {
  return CLI::Validator(
      [values](std::string& text) -> std::string {
        const auto found = values.find(text);
        if (found != values.end()) {
          text = std::to_string(static_cast<int>(found->second));
          return {};
        }
        std::string names;
        for (const auto& [name, value] : values) names += (names.empty() ? "" : ", ") + name;
        return "'" + text + "' is none of " + names;
      },
      "");
}

/// Each command declares its options and, when it is chosen, sets `work`.
void add_karyotype(CLI::App& app, Work& work);
void add_rank(CLI::App& app, Work& work);
void add_redraw(CLI::App& app, Work& work);
void add_synthesize(CLI::App& app, Work& work);
void add_train(CLI::App& app, Work& work);
void add_classify(CLI::App& app, Work& work);
void add_crossval(CLI::App& app, Work& work);
void add_evaluate(CLI::App& app, Work& work);
void add_export(CLI::App& app, Work& work);
void add_dataset(CLI::App& app, Work& work);
void add_iscn(CLI::App& app, Work& work);
void add_report(CLI::App& app, Work& work);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_COMMAND_H_
