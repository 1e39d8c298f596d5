#include "pinnacle/cli/unknown_command.h"

#include <gtest/gtest.h>

namespace pinnacle::cli {
namespace {

std::string told(const std::vector<std::string>& words) {
  CLI::App app;
  app.add_subcommand("karyotype");
  app.add_subcommand("rank");
  auto* dataset = app.add_subcommand("dataset");
  dataset->add_subcommand("import");
  dataset->add_subcommand("inspect");
  const auto fault = unknown_command(app, words);
  return fault ? fault->text() : "";
}

TEST(UnknownCommand, TellsWhichWasMeant) {
  EXPECT_EQ(told({"karyotyp"}), "there is no command 'karyotyp'; did you mean karyotype?");
  EXPECT_EQ(told({"dataset", "insepct"}), "there is no command 'insepct'; did you mean inspect?");
}

TEST(UnknownCommand, GuessesNothingFarOff) {
  EXPECT_EQ(told({"bake"}), "there is no command 'bake'. pinnacle --help lists them");
  EXPECT_EQ(told({"dataset", "x"}), "there is no command 'x'. pinnacle dataset --help lists them");
}

TEST(UnknownCommand, LeavesTheRestToTheCommand) {
  EXPECT_EQ(told({}), "");
  EXPECT_EQ(told({"--version"}), "");
  EXPECT_EQ(told({"rank", "slid"}), "");
  EXPECT_EQ(told({"dataset", "--help"}), "");
}

}  // namespace
}  // namespace pinnacle::cli
