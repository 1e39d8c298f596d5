#include "pinnacle/karyotyping/karyotyper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/detection_grid.h"
#include "pinnacle/segmentation/edit_outlines.h"

namespace pinnacle::karyotyping {
namespace {

constexpr int kBars = 20;

/// A field of dark bars, 9 px wide and 65 long.
image::Page bars(int count, bool bright_on_dark = false) {
  image::Page page;
  page.grey = image::Grey16(26 * count + 60, 160, bright_on_dark ? 10 : 245);
  for (int k = 0; k < count; ++k) {
    for (int y = 40; y < 105; ++y) {
      for (int x = 0; x < 9; ++x) page.grey(30 + 26 * k + x, y) = bright_on_dark ? 190 : 60;
    }
  }
  return page;
}

/// Finds every dark column run; sure of class 5, or of nothing.
class Finder final : public learning::Predictor {
 public:
  /// @param loose_px  How far its boxes reach beyond the bars.
  explicit Finder(double loose_px = 0) : loose_px_(loose_px) {}
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    using Grid = segmentation::DetectionGrid;
    const auto& ink = inputs[0];
    const auto n = ink.shape[0], h = ink.shape[2], w = ink.shape[3], gh = h / 4, gw = w / 4;
    learning::Array heat({n, 2, gh, gw}, -9), reach({n, 8, gh, gw}), classes({n, 48, gh, gw});
    for (std::int64_t b = 0; b < n; ++b) {
      const auto dark = [&](std::int64_t x, std::int64_t y) {
        return x >= 0 && y >= 0 && x < w && y < h &&
               ink.values[static_cast<std::size_t>((b * h + y) * w + x)] > 0.5f;
      };
      for (std::int64_t y = 0; y < h; ++y) {
        for (std::int64_t x = 0; x < w; ++x) {
          if (!dark(x, y) || dark(x - 1, y) || dark(x, y - 1) || dark(x + 1, y - 1)) continue;
          auto right = x, bottom = y;
          while (dark(right, y)) ++right;
          while (dark(x, bottom)) ++bottom;
          if (bottom - y < 20) continue;
          // A hill around the middle, so that views whose middles fall into neighbouring places agree.
          for (auto gy = (y + bottom) / 8 - 1; gy <= (y + bottom) / 8 + 1; ++gy) {
            for (auto gx = (x + right) / 8 - 1; gx <= (x + right) / 8 + 1; ++gx) {
              if (gx < 0 || gy < 0 || gx >= gw || gy >= gh) continue;
              const auto at = [&](std::int64_t maps, std::int64_t map) {
                return static_cast<std::size_t>(((b * maps + map) * gh + gy) * gw + gx);
              };
              const double cx = (static_cast<double>(gx) + 0.5) * 4, cy = (static_cast<double>(gy) + 0.5) * 4;
              const double aside = std::hypot(cx - static_cast<double>(x + right) / 2,
                                              cy - static_cast<double>(y + bottom) / 2);
              heat.values[at(2, 1)] = static_cast<float>(4 - 0.7 * aside);
              const double reaches[] = {cx - static_cast<double>(x), cy - static_cast<double>(y),
                                        static_cast<double>(right) - cx, static_cast<double>(bottom) - cy};
              for (int k = 0; k < 4; ++k)
                reach.values[at(8, 4 + k)] =
                    static_cast<float>(std::log(std::max(reaches[k] + loose_px_, 0.5) / Grid::kReachUnitPx));
            }
          }
        }
      }
    }
    return std::vector<learning::Array>{heat, reach, classes};
  }

 private:
  double loose_px_;
  learning::ModelInfo info_{"detector", "centre_detector", std::string(64, 'a'), {}};
};

/// Takes for the chromosome what is dark in its box.
class Outliner final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto& views = inputs[0];
    const auto area = static_cast<std::size_t>(views.shape[2] * views.shape[3]);
    learning::Array logits({views.shape[0], 1, views.shape[2], views.shape[3]}, -9);
    for (std::size_t n = 0; n < static_cast<std::size_t>(views.shape[0]); ++n) {
      for (std::size_t i = 0; i < area; ++i) {
        const float ink = views.values[n * 3 * area + i], own = views.values[(n * 3 + 1) * area + i];
        if (ink > 0.5f && own > 0) logits.values[n * area + i] = 9;
      }
    }
    return std::vector<learning::Array>{logits};
  }

 private:
  learning::ModelInfo info_{"outliner", "outline_net", std::string(64, 'c'), {}};
};

/// Names all alike: as surely as asked.
class Namer final : public learning::Predictor {
 public:
  explicit Namer(float sureness) : sureness_(sureness) {}
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto n = inputs[0].shape[0];
    asked_ += n;
    learning::Array classes({n, 24}), orientation({n, 1});
    for (std::int64_t i = 0; i < n; ++i) classes.values[static_cast<std::size_t>(i * 24 + i % 22)] = sureness_;
    return std::vector<learning::Array>{classes, orientation};
  }

  /// How many strips it has been shown.
  std::int64_t asked() const { return asked_; }

 private:
  float sureness_;
  mutable std::int64_t asked_ = 0;
  learning::ModelInfo info_{"classifier", "strip_classifier", std::string(64, 'b'), {}};
};

/// Believes the detector, less what it is told to doubt.
class Believer final : public learning::Predictor {
 public:
  explicit Believer(float doubt = 0) : doubt_(doubt) {}
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    learning::Array logits({inputs[0].shape[0], 1});
    const auto numbers = static_cast<std::size_t>(inputs[0].shape[1]);
    for (std::size_t i = 0; i < logits.values.size(); ++i) logits.values[i] = inputs[0].values[i * numbers] - doubt_;
    return std::vector<learning::Array>{logits};
  }

 private:
  float doubt_;
  learning::ModelInfo info_{"verifier", "evidence_net", std::string(64, 'd'), {}};
};

/// The only cell of a page.
base::Expected<KaryotypedCell> one_cell(const Karyotyper& karyotyper, const image::Page& page) {
  PINNACLE_TRY(auto cells, karyotyper.karyotype_field(page, {}));
  EXPECT_EQ(cells.size(), 1u);
  return std::move(cells.front());
}

TEST(Karyotyper, PutsTheStepsTogether) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, believer}), bars(kBars));
  ASSERT_TRUE(result) << result.error().text();
  const auto& cell = result->cell;
  ASSERT_EQ(cell.count(), kBars);
  EXPECT_EQ(cell.model.hash, std::string(16, 'a') + "+" + std::string(16, 'c') + "+" + std::string(16, 'b') + "+" +
                                 std::string(16, 'd'));
  int id = 0;
  for (const auto& c : cell.chromosomes) {
    EXPECT_EQ(c.id, ++id);
    EXPECT_FALSE(c.outline.empty());
    EXPECT_NEAR(static_cast<double>(c.axis.size()), 65, 5);
    EXPECT_TRUE(c.uncertain);
    EXPECT_FALSE(c.upside_down) << "the classifier tells no orientation";
    EXPECT_EQ(std::count(c.reasons.begin(), c.reasons.end(), "which end is up is not known"), 1);
  }
  EXPECT_FALSE(cell.composition) << "twenty chromosomes are no whole cell";
}

TEST(Karyotyper, TightensLooseBoxesALittle) {
  constexpr double kLoosePx = 6;
  const Finder finder(kLoosePx);
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, believer}), bars(kBars));
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->cell.count(), kBars);
  for (const auto& c : result->cell.chromosomes) {
    // 9 px wide, found 21 wide: two to three pixels nearer from either side.
    EXPECT_NEAR(c.box.width, 9 + 2 * kLoosePx - 4.5, 2.5);
    EXPECT_NEAR(c.box.height, 65 + 2 * kLoosePx - 4.5, 3.5);
  }
}

TEST(Karyotyper, TakesOnlyWhatIsVerified) {
  const Finder finder;
  const Outliner outliner;
  const Namer namer(12);
  const Believer doubter(9);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, doubter}), bars(kBars));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->cell.count(), 0);
  ASSERT_EQ(result->candidates.size(), static_cast<std::size_t>(kBars));
  EXPECT_LT(result->candidates.front().score, 0.01);
}

TEST(Karyotyper, TurnsFluorescenceRound) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, believer}), bars(kBars, true));
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->cell.bright_on_dark);
  EXPECT_EQ(result->cell.count(), kBars);
}

TEST(Karyotyper, SaysHonestlyThatThereIsNoMetaphase) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, believer}), bars(4));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->cell.count(), 0);
  EXPECT_EQ(result->cell.flags, std::vector<std::string>{"no metaphase found"});
}

/// Fails whoever asks it.
class Unasked final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>&) const override {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "asked");
  }

 private:
  learning::ModelInfo info_{"unasked", "centre_detector", std::string(64, 'e'), {}};
};

TEST(Karyotyper, SearchesNoFlatPicture) {
  const Unasked unasked;
  const Karyotyper karyotyper({unasked, unasked, unasked, unasked});
  image::Page page;
  page.grey = image::Grey16(600, 600, 245);
  const auto result = karyotyper.karyotype_field(page, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->front().cell.flags.front(), "no metaphase found");
  EXPECT_FALSE(karyotyper.karyotype_field(bars(kBars), {})) << "that one is searched";
}

bool says(const std::vector<std::string>& flags, const std::string& words) {
  return std::any_of(flags.begin(), flags.end(),
                     [&](const auto& f) { return f.find(words) != std::string::npos; });
}

TEST(Karyotyper, SaysThatAPictureHasTooFewLevels) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const Karyotyper karyotyper({finder, outliner, namer, believer});
  auto page = bars(kBars);
  for (auto& v : page.grey.values()) v = static_cast<std::uint16_t>(1000 + v / 10);
  page.bits = 16;
  const auto few = one_cell(karyotyper, page);
  ASSERT_TRUE(few);
  EXPECT_EQ(few->cell.count(), kBars);
  EXPECT_TRUE(says(few->cell.flags, "only 18 grey levels"));
  EXPECT_FALSE(says(one_cell(karyotyper, bars(kBars))->cell.flags, "grey levels"));
}

TEST(Karyotyper, FlagsWhatBelongsToNoOutline) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const Karyotyper karyotyper({finder, outliner, namer, believer});
  auto page = bars(kBars);
  for (int y = 118; y < 127; ++y)
    std::fill_n(page.grey.row(y) + 200, 40,
                std::uint16_t{60});  // It lies down: the finder knows no such bars.
  const auto result = karyotyper.karyotype_field(page, {});
  ASSERT_TRUE(result) << result.error().text();
  const auto& cell = result->front().cell;
  ASSERT_EQ(cell.count(), kBars);
  EXPECT_EQ(cell.left_over.size(), 1u);
  EXPECT_TRUE(says(cell.flags, "chromosome-like material at (2"));
  const image::PlacedMask lying{200, 118, image::Mask(40, 9, 1)};
  const auto after = karyotyper.revise(cell, result->front().picture.grey, {{{}, {lying}}}, {});
  ASSERT_TRUE(after) << after.error().text();
  EXPECT_TRUE(after->left_over.empty());
  EXPECT_FALSE(says(after->flags, "chromosome-like material"));
}

TEST(Karyotyper, MarksWhatTheNetworkDoesNotKnow) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(0);
  const auto result = one_cell(Karyotyper({finder, outliner, namer, believer}), bars(kBars));
  ASSERT_TRUE(result);
  for (const auto& c : result->cell.chromosomes) EXPECT_TRUE(c.uncertain);
}

/// A field of two cells, the right one with one bar fewer.
image::Page two_cells(int count) {
  const auto left = bars(count), right = bars(count - 1);
  image::Page page;
  page.grey = image::Grey16(left.grey.width() + 400 + right.grey.width(), left.grey.height(), 245);
  for (int y = 0; y < left.grey.height(); ++y) {
    std::copy_n(left.grey.row(y), left.grey.width(), page.grey.row(y));
    std::copy_n(right.grey.row(y), right.grey.width(), page.grey.row(y) + left.grey.width() + 400);
  }
  return page;
}

TEST(Karyotyper, KaryotypesEachMetaphaseOfAField) {
  const Finder finder;
  const Outliner outliner;
  const Believer believer;
  const Namer namer(12);
  const Karyotyper karyotyper({finder, outliner, namer, believer});
  const auto cells = karyotyper.karyotype_field(two_cells(40), {});
  ASSERT_TRUE(cells) << cells.error().text();
  ASSERT_EQ(cells->size(), 2u);
  EXPECT_EQ((*cells)[0].cell.count(), 40);
  EXPECT_EQ((*cells)[1].cell.count(), 39);
  for (const auto& one : *cells) {
    EXPECT_EQ(one.cell.cells_in_image, 2);
    EXPECT_EQ(one.cell.chromosomes.front().id, 1);
    EXPECT_NE(std::find_if(one.cell.flags.begin(), one.cell.flags.end(), [](const auto& f) { return f.starts_with("one of 2 metaphases"); }),
              one.cell.flags.end());
  }
  const auto one = karyotyper.karyotype_field(bars(kBars), {});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->size(), 1u);
  const auto none = karyotyper.karyotype_field(bars(4), {});
  ASSERT_TRUE(none);
  ASSERT_EQ(none->size(), 1u);
  EXPECT_EQ(none->front().cell.flags, std::vector<std::string>{"no metaphase found"});
}

/// A karyotyped field of bars and what it takes to revise it.
class Revise : public testing::Test {
 protected:
  void SetUp() override {
    auto result = one_cell(karyotyper_, bars(kBars));
    ASSERT_TRUE(result) << result.error().text();
    cell_ = std::move(result->cell);
    picture_ = std::move(result->picture.grey);
    asked_before_ = namer_.asked();
  }

  image::PlacedMask mask_of(int id) const {
    for (const auto& c : cell_.chromosomes) {
      if (c.id == id) return image::filled(c.outline, cell_.width, cell_.height);
    }
    return {};
  }

  base::Expected<cytogenetics::Cell> revised(const std::vector<OutlineChange>& changes) const {
    return karyotyper_.revise(cell_, picture_, changes, {});
  }

  const cytogenetics::Chromosome& with_id(const cytogenetics::Cell& cell, int id) const {
    return *std::find_if(cell.chromosomes.begin(), cell.chromosomes.end(), [id](const auto& c) { return c.id == id; });
  }

  Finder finder_;
  Outliner outliner_;
  Namer namer_{12};
  Believer believer_;
  Karyotyper karyotyper_{{finder_, outliner_, namer_, believer_}};
  cytogenetics::Cell cell_;
  image::Grey picture_;
  std::int64_t asked_before_ = 0;
};

TEST_F(Revise, AsksTheNetworkOnlyAboutWhatCame) {
  const auto parts = segmentation::split_along(mask_of(7), {{0, 70}, {double(cell_.width), 70}});
  ASSERT_TRUE(parts) << parts.error().text();
  const auto after = revised({{{7}, *parts}});
  ASSERT_TRUE(after) << after.error().text();
  EXPECT_EQ(after->count(), kBars + 1);
  EXPECT_EQ(namer_.asked() - asked_before_, 2 * 2) << "two parts, each with either end up";
  EXPECT_LT(with_id(*after, 7).axis.size(), with_id(cell_, 7).axis.size());
  EXPECT_EQ(with_id(*after, kBars + 1).found_probability, 1);
  for (int id = 1; id <= kBars; ++id) {
    if (id == 7) continue;
    EXPECT_EQ(with_id(*after, id).axis, with_id(cell_, id).axis);
    EXPECT_EQ(with_id(*after, id).probabilities, with_id(cell_, id).probabilities);
    EXPECT_EQ(with_id(*after, id).outline, with_id(cell_, id).outline);
  }
  EXPECT_TRUE(after->flags != cell_.flags) << "the count is another one";
}

TEST_F(Revise, KeepsWhatAPersonSet) {
  using cytogenetics::ChromosomeClass;
  const std::map<int, ChromosomeClass> set{{3, ChromosomeClass::kY},
                                           {4, ChromosomeClass::kMarker},
                                           {5, ChromosomeClass::kY},
                                           {8, ChromosomeClass::kUnclassified}};
  for (auto& c : cell_.chromosomes) {
    if (!set.contains(c.id)) continue;
    c.label_found = ChromosomeClass::k9;
    c.label = set.at(c.id);
  }
  // Its own outline is touched, yet it is still the chromosome that the person named.
  const auto after = revised({{{3}, {mask_of(3)}}, {{9}, {mask_of(9)}}});
  ASSERT_TRUE(after) << after.error().text();
  for (const auto& [id, label] : set) {
    EXPECT_EQ(with_id(*after, id).label, label);
    EXPECT_EQ(with_id(*after, id).label_found, ChromosomeClass::k9);
    EXPECT_FALSE(with_id(*after, id).uncertain);
  }
  EXPECT_FALSE(with_id(*after, 9).label_found);
}

TEST_F(Revise, JoinsAddsAndRemoves) {
  const auto whole = segmentation::joined({mask_of(1), mask_of(2)}, segmentation::Apart::kAllowed);
  ASSERT_TRUE(whole);
  const auto after = revised({{{1, 2}, {*whole}}, {{6}, {}}, {{}, {mask_of(6)}}});
  ASSERT_TRUE(after) << after.error().text();
  EXPECT_EQ(after->count(), kBars - 1);
  EXPECT_EQ(with_id(*after, 1).outline.size(), 2u);
  EXPECT_EQ(with_id(*after, kBars + 1).box.height, mask_of(6).mask.height());
}

TEST_F(Revise, NamesWhatIsWrong) {
  const auto refused = [&](const std::vector<OutlineChange>& changes, const std::string& why) {
    const auto after = revised(changes);
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_NE(after.error().text().find(why), std::string::npos) << after.error().text();
  };
  refused({{{99}, {}}}, "id 99");
  refused({{{2}, {}}, {{2}, {}}}, "id 2");
  refused({{{2}, {image::PlacedMask{3, 3, image::Mask(4, 4)}}}}, "no pixels");
  refused({{{2}, {image::PlacedMask{cell_.width - 2, 3, image::Mask(4, 4, 1)}}}}, "beyond the picture");
  EXPECT_FALSE(karyotyper_.revise(cell_, image::Grey(10, 10), {}, {}));
}

}  // namespace
}  // namespace pinnacle::karyotyping
