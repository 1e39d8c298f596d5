#include <cstdio>
#include <memory>

#include "pinnacle/cli/command.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

struct ExportArguments {
  std::string model, output;
  int batch = 0;
  bool force = false;
};

base::Expected<ExitCode> export_model(const ExportArguments& arguments) {
  if (platform::is_same_file(arguments.model, arguments.output)) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "these are the weights that are to be exported", arguments.output,
                            "Name another file with -o");
  }
  PINNACLE_TRY_VOID(check_output_file(arguments.output, arguments.force));
  PINNACLE_TRY(const auto* engine, engine_of(arguments.model));
  PINNACLE_TRY_VOID(engine->export_onnx(arguments.model, arguments.output, arguments.batch));
  std::printf("%s\n", arguments.output.c_str());
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("export", "Write a trained network as ONNX, for inference servers");
  const auto arguments = std::make_shared<ExportArguments>();
  command->add_option("--model", arguments->model, "Weights file")->required();
  command->add_option("-o,--output", arguments->output, "ONNX file")->required();
  command->add_flag("--force", arguments->force, "Write over a file that is there");
  command
      ->add_option("--batch", arguments->batch,
                   "Items of a batch, for readers that want it fixed (OpenCV); 0: any number")
      ->capture_default_str()
      ->check(CLI::Range(0, 4096));
  command->footer(
      "Example:\n  pinnacle export --model classifier.weights -o classifier.onnx\nHow to serve it: "
      "docs/serving.md");
  command->callback([arguments, &work] { work = [arguments] { return export_model(*arguments); }; });
}

}  // namespace pinnacle::cli
