#include "pinnacle/segmentation/outline_finder.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/segmentation/outline_view.h"
#include "pinnacle/segmentation/provisional_outlines.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Mask;
using image::PlacedMask;

constexpr int kSide = OutlineView::kSidePx;
constexpr std::size_t kBatch = 16;    ///< Windows at a time: more would only cost memory.
constexpr double kReachShare = 0.12;  ///< How far beyond its box a chromosome may reach.
constexpr double kPieceShare =
    0.25;  ///< A piece this large beside the main one is the same chromosome beyond a crossing.
constexpr double kLeastShare = 0.05;  ///< Of the box: fewer pixels are no chromosome.

/// Probabilities of a window as a picture, 255 = certain.
Grey certainty_picture(const float* logits) {
  Grey picture(kSide, kSide);
  for (std::size_t i = 0; i < picture.size(); ++i) {
    picture.values()[i] =
        static_cast<std::uint8_t>(std::lround(255 / (1 + std::exp(-std::clamp(logits[i], -30.0F, 30.0F)))));
  }
  return picture;
}

/// The main piece with those large enough to belong to it.
PlacedMask main_pieces(const PlacedMask& object) {
  const auto pieces = image::pieces_of(object);
  if (pieces.size() < 2) return pieces.empty() ? PlacedMask{} : pieces.front();
  const double main_area = image::area_of(pieces.front().mask);
  PlacedMask whole{object.x, object.y, Mask(object.mask.width(), object.mask.height())};
  for (const auto& piece : pieces) {
    if (image::area_of(piece.mask) < kPieceShare * main_area) break;
    image::add_to(whole, piece);
  }
  return whole;
}

FoundOutline outline_in(const Grey& certainty, const OutlineView& view, const base::Box& box, int width,
                        int height) {
  const double reach = kReachShare * std::max(box.width, box.height) + 1;
  const int x0 = std::clamp(static_cast<int>(box.x - reach), 0, width - 1),
            y0 = std::clamp(static_cast<int>(box.y - reach), 0, height - 1);
  const int x1 = std::clamp(static_cast<int>(box.right() + reach) + 1, x0 + 1, width);
  const int y1 = std::clamp(static_cast<int>(box.bottom() + reach) + 1, y0 + 1, height);
  auto view_from_frame = view.view_from_image();
  view_from_frame.c += view_from_frame.a * x0;
  view_from_frame.f += view_from_frame.e * y0;
  const auto here = image::warp(certainty, view_from_frame, x1 - x0, y1 - y0, 0);
  PlacedMask object{x0, y0, Mask(x1 - x0, y1 - y0)};
  for (std::size_t i = 0; i < here.size(); ++i) object.mask.values()[i] = here.values()[i] >= 128;
  FoundOutline found{main_pieces(object), 0};
  double sum = 0, area = 0;
  for (int y = 0; y < found.mask.mask.height(); ++y) {
    for (int x = 0; x < found.mask.mask.width(); ++x) {
      if (found.mask.mask(x, y) == 0) continue;
      ++area;
      sum += here(x + found.mask.x - x0, y + found.mask.y - y0) / 255.0;
    }
  }
  if (area < kLeastShare * box.area()) return {};
  found.certainty = sum / area;
  return found;
}

/// Where the network saw nothing: a watershed among all boxes.
void fall_back(std::vector<FoundOutline>& outlines, const Grey& dark_on_white, const std::vector<base::Box>& boxes) {
  const auto nothing = [](const FoundOutline& o) { return o.mask.mask.empty(); };
  if (std::none_of(outlines.begin(), outlines.end(), nothing)) return;
  auto provisional = provisional_outlines(dark_on_white, boxes);
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    if (nothing(outlines[i])) outlines[i].mask = std::move(provisional[i]);
  }
}

}  // namespace

base::Expected<std::vector<FoundOutline>> OutlineFinder::find(const Grey& dark_on_white,
                                                              const std::vector<base::Box>& boxes) const {
  const double mean = mean_long_side(boxes);
  std::vector<FoundOutline> outlines;
  for (std::size_t from = 0; from < boxes.size(); from += kBatch) {
    const std::size_t count = std::min(kBatch, boxes.size() - from);
    learning::Array batch({static_cast<std::int64_t>(count), OutlineView::kChannels, kSide, kSide});
    std::vector<OutlineView> views;
    for (std::size_t k = 0; k < count; ++k) {
      const auto& view = views.emplace_back(boxes[from + k], mean);
      std::vector<base::Box> others;
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (i != from + k) others.push_back(view.seen(boxes[i]));
      }
      const auto picture = image::warp(dark_on_white, view.image_from_view(), kSide, kSide, 235);
      const auto input = outline_input(picture, view.seen(boxes[from + k]), others);
      std::copy(input.values.begin(), input.values.end(),
                batch.values.begin() + static_cast<std::ptrdiff_t>(k * input.values.size()));
    }
    PINNACLE_TRY(const auto answers, network_.predict({batch}));
    if (answers.size() != 1 ||
        answers[0].shape != std::vector<std::int64_t>{static_cast<std::int64_t>(count), 1, kSide, kSide}) {
      return base::unexpected(base::ErrorCode::kInvalidArgument,
                              "the network '" + network_.info().network + "' gives no outlines");
    }
    for (std::size_t k = 0; k < count; ++k) {
      const auto certainty = certainty_picture(answers[0].values.data() + k * kSide * kSide);
      outlines.push_back(
          outline_in(certainty, views[k], boxes[from + k], dark_on_white.width(), dark_on_white.height()));
    }
  }
  fall_back(outlines, dark_on_white, boxes);
  return outlines;
}

}  // namespace pinnacle::segmentation
