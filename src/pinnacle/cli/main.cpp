#include <algorithm>
#include <cstdio>

#include "pinnacle/base/guarded.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/unknown_command.h"
#include "pinnacle/platform/stop_signal.h"

namespace pinnacle::cli {
namespace {

int report(const base::Error& error) {
  std::fprintf(stderr, "pinnacle: %s\n", error.text().c_str());
  return exit_code(error);
}

int run(int argc, char** argv) {
  CLI::App app{"Karyotyping Pinnacle: from the metaphase to the karyogram"};
  app.set_version_flag("--version", PINNACLE_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  Work work;
  add_karyotype(app, work);
  add_rank(app, work);
  add_redraw(app, work);
  add_synthesize(app, work);
  add_train(app, work);
  add_crossval(app, work);
  add_evaluate(app, work);
  add_classify(app, work);
  add_export(app, work);
  add_dataset(app, work);
  add_iscn(app, work);
  add_report(app, work);
  if (const auto fault = unknown_command(app, {argv + std::min(argc, 1), argv + argc})) return report(*fault);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUsage;
  }
  platform::listen_for_stop();
  const auto result = work();
  if (!result) return report(result.error());
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return report({base::ErrorCode::kUnwritable, "the answer cannot be written", "standard output",
                   "Is the disk full, or the reader gone?"});
  }
  return *result;
}

}  // namespace
}  // namespace pinnacle::cli

int main(int argc, char** argv) {
  const auto code = pinnacle::base::guarded(
      [&]() -> pinnacle::base::Expected<int> { return pinnacle::cli::run(argc, argv); });
  return code ? *code : pinnacle::cli::report(code.error());
}
