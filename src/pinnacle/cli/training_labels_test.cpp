#include "pinnacle/cli/training_labels.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/cli/listener.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

class TrainingLabels : public testing::Test {
 protected:
  void TearDown() override { fs::remove(file_); }
  /// Asks for these labels, one a line.
  void ask_for(const std::string& labels) {
    ASSERT_TRUE(platform::write_text(file_, labels));
    request_.labels = file_;
  }

  const fs::path file_ = fs::temp_directory_path() / ("pinnacle-labels-" + std::to_string(getpid()) + ".txt");
  TrainingRequest request_;
  Listener listener_;
};

TEST_F(TrainingLabels, OneIsNotEnough) {
  ask_for("5\n");
  const auto labels = labels_asked_for(request_, {"5", "6"});
  ASSERT_FALSE(labels);
  EXPECT_NE(labels.error().text().find(".txt: there is nothing to tell '5' apart from"), std::string::npos)
      << labels.error().text();
  request_.labels.clear();
  EXPECT_FALSE(labels_asked_for(request_, {"ring"}));
  const auto alike = labels_asked_for(request_, {"5", "5"});
  ASSERT_FALSE(alike) << "24 labels, but one of them only can be learnt";
  EXPECT_NE(alike.error().text().find("all chromosomes to train on are labelled 5"), std::string::npos)
      << alike.error().text();
  EXPECT_EQ(labels_asked_for(request_, {"ring", "5"})->size(), 25u);
}

TEST_F(TrainingLabels, ThatAreAskedForMustOccur) {
  ask_for("5\n6\ndel(5)(p14)\nring\n");
  EXPECT_TRUE(labels_asked_for(request_, {"ring", "5", "6", "del(5)(p14)", "7"}));
  const auto labels = labels_asked_for(request_, {"5", "6", "7"});
  ASSERT_FALSE(labels);
  EXPECT_EQ(labels.error().code, base::ErrorCode::kNotFound);
  EXPECT_NE(labels.error().text().find(".txt: no chromosome to train on is labelled del(5)(p14), ring"),
            std::string::npos)
      << labels.error().text();
}

TEST_F(TrainingLabels, BothOfAnAbnormalityMustOccur) {
  request_.abnormality = "del(5)(p14)";
  EXPECT_TRUE(labels_asked_for(request_, {"5", "6", "del(5)(p14)"}));
  for (const auto& [occurring, missing] : {std::pair{"5", "del(5)(p14)"}, std::pair{"del(5)(p14)", "5"}}) {
    const auto labels = labels_asked_for(request_, {occurring, "6"});
    ASSERT_FALSE(labels);
    const auto what = "--abnormality: no chromosome to train on is labelled " + std::string(missing) + ".";
    EXPECT_EQ(labels.error().text().rfind(what, 0), 0u) << labels.error().text();
  }
}

TEST_F(TrainingLabels, WithoutChromosomesAreTold) {
  std::vector<std::string> most;
  const auto normal = dataset::LabelSet::normal();
  for (const auto& name : normal.names()) {
    if (name != "7" && name != "8" && name != "Y") most.push_back(name);
  }
  auto trained_on = most, judged_by = most;
  trained_on.push_back("7");
  judged_by.push_back("8");
  judged_by.push_back("ring");
  tell_labels_without_chromosomes(normal, request_, trained_on, judged_by, listener_);
  EXPECT_EQ(
      listener_.lines,
      (std::vector<std::string>{
          "warning: no chromosome is labelled Y: these labels cannot be learnt",
          "warning: no chromosome to train on, but one to judge by, is labelled 8, ring: these labels cannot "
          "be "
          "learnt",
          "warning: no chromosome to judge by is labelled 7: the figures say nothing of these labels"}));
}

TEST_F(TrainingLabels, ThatNobodyAskedForAreNotMissed) {
  request_.abnormality = "del(5)(p14)";
  const auto labels = *dataset::LabelSet::against_normal(request_.abnormality);
  tell_labels_without_chromosomes(labels, request_, {"5", "del(5)(p14)"}, {"5", "del(5)(p14)", "9"},
                                  listener_);
  EXPECT_TRUE(listener_.lines.empty()) << listener_.lines.front();
  tell_labels_without_chromosomes(labels, request_, {"5", "del(5)(p14)"}, {"5", "9"}, listener_);
  EXPECT_EQ(
      listener_.lines,
      std::vector<std::string>{"warning: no chromosome to judge by is labelled del(5)(p14): the figures say "
                               "nothing of these labels"});
}

}  // namespace
}  // namespace pinnacle::cli
