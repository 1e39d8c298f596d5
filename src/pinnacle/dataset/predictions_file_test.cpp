#include "pinnacle/dataset/predictions_file.h"

#include <gtest/gtest.h>

namespace pinnacle::dataset {
namespace {

evaluation::Run example() {
  evaluation::Run run;
  run.origin = {"pinnacle",          "0123abcd", "pinnacle evaluate --cells a,b\n--json x",
                "crops, validation", "7",        "2",
                "a warning",         "89ab"};
  run.predictions.labels = {"21", "Y", "der(9)t(9;22)(q34.1;q11.2)", "46,XY \"x\""};
  evaluation::Prediction a;
  a.file = "21/a, b.png";
  a.patient = "p1";
  a.cell = "c1";
  a.truth = 2;
  a.probabilities = {0.9999995, 0.0000003, 0.0000002, 0};
  a.assigned = 1;
  a.flagged = true;
  a.upside_down = false;
  a.p_on_top = 0.25;
  evaluation::Prediction b = a;
  b.box = base::Box{10.5, 20, 30, 40};
  b.truth = 3;
  b.assigned.reset();
  b.flagged.reset();
  b.upside_down.reset();
  b.p_on_top.reset();
  run.predictions.items = {a, b};
  return run;
}

TEST(Predictions, AreReadBackAsTheyWere) {
  const auto run = example();
  const auto back = read_predictions(predictions_text(run));
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->origin.model, "pinnacle");
  EXPECT_EQ(back->origin.command, "pinnacle evaluate --cells a,b --json x");
  EXPECT_EQ(back->origin.seed, "7");
  EXPECT_EQ(back->origin.fold, "2");
  EXPECT_EQ(back->origin.warning, "a warning");
  EXPECT_EQ(back->origin.crossval, "89ab");
  EXPECT_EQ(back->predictions.labels, run.predictions.labels);
  ASSERT_EQ(back->predictions.items.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &is = back->predictions.items[i], &was = run.predictions.items[i];
    EXPECT_EQ(is.file, was.file);
    EXPECT_EQ(is.truth, was.truth);
    EXPECT_EQ(is.assigned, was.assigned);
    EXPECT_EQ(is.flagged, was.flagged);
    EXPECT_EQ(is.upside_down, was.upside_down);
    EXPECT_EQ(is.p_on_top, was.p_on_top);
    EXPECT_EQ(is.box, was.box);
    EXPECT_EQ(is.probabilities, was.probabilities);
  }
}

TEST(Predictions, TellNoLabelFromNotAsked) {
  auto run = example();
  run.predictions.items[0].assigned = evaluation::kNoLabel;
  const auto text = predictions_text(run);
  EXPECT_NE(text.find(",no label,"), std::string::npos) << text;
  const auto back = read_predictions(text);
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->predictions.items[0].assigned, evaluation::kNoLabel);
  EXPECT_FALSE(back->predictions.items[1].assigned);
}

TEST(Predictions, NeedNoMoreThanTruthAndProbabilities) {
  const auto run = read_predictions("file,patient,cell,truth,p:X,p:Y\na.png,p,,X,0.9,0.1\n");
  ASSERT_TRUE(run) << run.error().text();
  EXPECT_EQ(run->predictions.items[0].truth, 0);
  EXPECT_FALSE(run->predictions.items[0].flagged);
  EXPECT_TRUE(run->origin.model.empty());
}

/// What is said of a table with this body after two comment lines.
std::string fault(const std::string& rows, const std::string& columns = "file,patient,cell,truth,p:X,p:Y") {
  const auto run = read_predictions("# pinnacle predictions 1\n# model: m\n" + columns + "\n" + rows);
  return run ? "none" : run.error().text();
}

TEST(Predictions, NameTheFaultAndItsLine) {
  EXPECT_EQ(fault("a.png,p,c,X,0.9,0.1\n"), "none");
  EXPECT_NE(fault("a.png,p,c,Z,0.9,0.1\n").find("line 4: there is no label 'Z'"), std::string::npos);
  EXPECT_NE(
      fault("a.png,p,c,X,0.9,0.1\nb.png,p,c,X,0.9,0.3\n").find("line 5: the probabilities add up to 1.2"),
      std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,1.9,-0.9\n").find("'1.9' in the column 'p:X' is no probability"),
            std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,nan,0.1\n").find("'nan'"), std::string::npos);
  EXPECT_NE(fault("a.png,,c,X,0.9,0.1\n").find("patient has no name"), std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,0.9,0.1\na.png,p,c,X,0.9,0.1\n").find("stands twice"), std::string::npos);
  EXPECT_NE(fault("").find("no prediction"), std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,1\n", "file,patient,cell,truth,p:X").find("fewer than two"),
            std::string::npos);
  EXPECT_NE(fault("a.png,p,X,1,0\n", "file,patient,truth,p:X,p:Y").find("line 3: there is no column 'cell'"),
            std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,maybe,1,0\n", "file,patient,cell,truth,flagged,p:X,p:Y").find("'maybe'"),
            std::string::npos);
  EXPECT_NE(fault("a.png,p,c,X,1,2,0,4,1,0\n", "file,patient,cell,truth,x,y,width,height,p:X,p:Y")
                .find("box is empty"),
            std::string::npos);
}

TEST(Predictions, RefuseALaterVersion) {
  const auto run =
      read_predictions("# pinnacle predictions 2\nfile,patient,cell,truth,p:X,p:Y\na,p,c,X,1,0\n");
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, base::ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace pinnacle::dataset
