// Cuts out of labelled metaphases what is no single chromosome, and chromosomes beside it, a folder for each
// kind:
//
//   non_chromosomes METAPHASES SPLIT PART OUTPUT [CELLS]
//
// nucleus: large dark objects that no box touches; piece: windows inside them; debris: smaller ones; field:
// windows that no box touches; touching: two boxes that overlap, together; chromosome: boxes that touch no
// other. Half of them are laid on white, as single chromosomes often are, so that the background tells nothing.
// bench/train-rejector trains on them; `pinnacle classify` of each folder then tells how many of each kind are
// marked (docs/experiments.md).

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "pinnacle/base/median.h"
#include "pinnacle/base/random.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/dataset/split.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/crop.h"
#include "pinnacle/image/foreground.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/platform/files.h"

namespace {

namespace fs = std::filesystem;
using namespace pinnacle;
using base::Box;

constexpr int kMarginPx = 4;
constexpr double kSpeckPx = 60, kNucleusShare = 2.5, kLeastOverlap = 0.05, kMostOverlap = 0.4;

constexpr int kFieldsACell = 2, kPairsACell = 3, kChromosomesACell = 9;

/// Its largest object on white.
image::Grey on_white(const image::Grey& crop) {
  const auto object = image::lone_object(crop);
  auto lone = object.grey;
  for (int y = 0; y < lone.height(); ++y) {
    for (int x = 0; x < lone.width(); ++x) {
      if (!object.mask.has(x, y)) lone(x, y) = 255;
    }
  }
  return lone;
}

bool touches_any(const Box& box, const std::vector<Box>& boxes) {
  return std::any_of(boxes.begin(), boxes.end(),
                     [&](const Box& b) { return base::intersection_area(b, box) > 0; });
}

class Cutter {
 public:
  explicit Cutter(fs::path output) : output_(std::move(output)) {}

  base::Expected<void> cut(const dataset::LabelledMetaphase& metaphase, std::uint64_t seed) {
    PINNACLE_TRY(grey_, dataset::read_picture(metaphase.file));
    name_ = metaphase.file.stem().string();
    boxes_.clear();
    std::vector<double> areas;
    for (const auto& b : metaphase.boxes) boxes_.push_back(b.box), areas.push_back(b.box.area());
    if (boxes_.size() < 20) return {};
    median_ = base::median(areas);
    base::Random random(seed);
    PINNACLE_TRY_VOID(cut_objects(random));
    PINNACLE_TRY_VOID(cut_field(random));
    return cut_boxes(random);
  }

  const std::map<std::string, int>& counts() const { return counts_; }

 private:
  base::Expected<void> cut_objects(base::Random& random) {
    for (const auto& piece : image::pieces_of({0, 0, image::at_most(grey_, image::otsu_threshold(grey_))})) {
      const double area = image::area_of(piece.mask);
      if (area < kSpeckPx) break;
      const Box box{double(piece.x), double(piece.y), double(piece.mask.width()),
                    double(piece.mask.height())};
      if (touches_any(box, boxes_)) continue;
      const bool nucleus = area > kNucleusShare * median_ / 2;
      PINNACLE_TRY_VOID(write(nucleus ? "nucleus" : "debris", box, kMarginPx));
      if (!nucleus) continue;
      const auto like = boxes_[random.below(boxes_.size())];
      if (like.width >= box.width || like.height >= box.height) continue;
      PINNACLE_TRY_VOID(write("piece",
                              {random.uniform(box.x, box.right() - like.width),
                               random.uniform(box.y, box.bottom() - like.height), like.width, like.height},
                              0));
    }
    return {};
  }

  base::Expected<void> cut_field(base::Random& random) {
    for (int tries = 0, found = 0; tries < 100 && found < kFieldsACell; ++tries) {
      auto box = boxes_[random.below(boxes_.size())];
      box.x = random.uniform(0, std::max(1.0, grey_.width() - box.width));
      box.y = random.uniform(0, std::max(1.0, grey_.height() - box.height));
      if (touches_any(box, boxes_)) continue;
      ++found;
      PINNACLE_TRY_VOID(write("field", box, kMarginPx));
    }
    return {};
  }

  base::Expected<void> cut_boxes(base::Random& random) {
    int pairs = 0, lone = 0;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const auto& a = boxes_[i];
      auto others = boxes_;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      const Box around{a.x - kMarginPx, a.y - kMarginPx, a.width + 2 * kMarginPx, a.height + 2 * kMarginPx};
      if (lone < kChromosomesACell && !touches_any(around, others)) {
        ++lone;
        PINNACLE_TRY_VOID(write("chromosome", a, kMarginPx));
      }
      for (std::size_t j = i + 1; j < boxes_.size() && pairs < kPairsACell; ++j) {
        const auto& b = boxes_[j];
        const double overlap = base::iou(a, b);
        if (overlap < kLeastOverlap || overlap > kMostOverlap) continue;
        ++pairs;
        const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
        PINNACLE_TRY_VOID(write(
            "touching", {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y},
            kMarginPx));
      }
    }
    return {};
  }

  base::Expected<void> write(const std::string& kind, const Box& box, int margin_px) {
    std::error_code ignored;
    fs::create_directories(output_ / kind, ignored);
    auto crop = image::cropped(grey_, box, margin_px);
    const int number = counts_[kind]++;
    if (number % 2 == 1) crop = on_white(crop);
    return platform::write_file(output_ / kind / (name_ + "-" + std::to_string(number) + ".png"),
                                image::encode_png(crop));
  }

  fs::path output_;
  image::Grey grey_;
  std::string name_;
  std::vector<Box> boxes_;
  double median_ = 0;
  std::map<std::string, int> counts_;
};

base::Expected<void> run(const fs::path& data, const fs::path& split_file, const std::string& part_name,
                         const fs::path& output, std::size_t most) {
  PINNACLE_TRY(const auto bytes, platform::read_file(split_file, std::size_t{1} << 26));
  PINNACLE_TRY(const auto split,
               dataset::read_split({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  PINNACLE_TRY(const auto all, dataset::read_coco(data));
  std::vector<dataset::LabelledMetaphase> chosen;
  for (const auto& m : all) {
    const auto found = split.find(m.patient);
    if (found != split.end() && to_string(found->second) == part_name) chosen.push_back(m);
  }
  Cutter cutter(output);
  const auto count = std::min(most, chosen.size());
  for (std::size_t i = 0; i < count; ++i) PINNACLE_TRY_VOID(cutter.cut(chosen[i * chosen.size() / count], i));
  for (const auto& [kind, cut] : cutter.counts()) std::printf("%-12s %d\n", kind.c_str(), cut);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: non_chromosomes METAPHASES SPLIT PART OUTPUT [CELLS]\n");
    return 2;
  }
  const auto done = run(argv[1], argv[2], argv[3], argv[4], argc > 5 ? std::stoul(argv[5]) : 400);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return 1;
}
