#include "pinnacle/cli/dataset_commands.h"

namespace pinnacle::cli {

void add_dataset(CLI::App& app, Work& work) {
  auto* dataset = app.add_subcommand("dataset", "Import, inspect and split data for training and evaluation");
  dataset->require_subcommand(1);
  add_dataset_import(*dataset, work);
  add_dataset_inspect(*dataset, work);
  add_dataset_split(*dataset, work);
}

}  // namespace pinnacle::cli
