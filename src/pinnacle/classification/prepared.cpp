#include "pinnacle/classification/prepared.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::classification {
namespace {

/// A chromosome of the cell's mean width fills this many columns.
constexpr double kMeanWidthColumns = 22;
/// How far a strip reaches to either side, in greatest half widths of its chromosome: bands may lean out of the middle.
constexpr double kStripHalfWidths = 2;
/// The mean ink of a cell's chromosomes after staining alike, of 255.
constexpr double kMeanInk = 110;

float unit(std::uint8_t value) { return static_cast<float>(value) / 255.0f; }

/// The ink of a crop in the middle of the square; a crop that is larger than the square is made smaller.
learning::Array crop_input(const image::Grey& crop) {
  const int longest = std::max(crop.width(), crop.height());
  const auto fitting =
      longest > kCropSide ? image::resized(crop, static_cast<double>(kCropSide) / longest) : crop;
  learning::Array square({1, kCropSide, kCropSide});
  const int left = (kCropSide - fitting.width()) / 2, top = (kCropSide - fitting.height()) / 2;
  for (int y = 0; y < fitting.height(); ++y) {
    auto* to = square.values.data() + (top + y) * kCropSide + left;
    for (int x = 0; x < fitting.width(); ++x) to[x] = 1 - unit(fitting(x, y));
  }
  return square;
}

float log_ratio(double value, double usual) {
  return value > 0 && usual > 0 ? static_cast<float>(std::log(value / usual)) : 0.0f;
}

}  // namespace

Measures measure(const image::Strip& strip) {
  Measures m;
  m.length_px = strip.mask.height();
  double area = 0;
  for (std::size_t i = 0; i < strip.mask.size(); ++i) {
    if (strip.mask.values()[i] == 0) continue;
    area += 1;
    m.ink += (255 - strip.grey.values()[i]) / 255.0;
  }
  m.width_px = m.length_px > 0 ? area / m.length_px : 0;
  return m;
}

Straightened straightened(const image::Grey& dark_on_white, const image::PlacedMask& chromosome) {
  auto axis = image::medial_axis(chromosome.mask);
  for (auto& p : axis.points) p = p + base::Point{double(chromosome.x), double(chromosome.y)};
  return straightened_along(dark_on_white, chromosome, std::move(axis));
}

Straightened straightened_along(const image::Grey& dark_on_white, const image::PlacedMask& chromosome,
                                image::Axis axis) {
  Straightened result;
  result.axis = std::move(axis);
  if (result.axis.points.empty()) return result;
  const auto& mask = chromosome.mask;
  image::Grey crop(mask.width(), mask.height());
  result.crop = image::Grey(mask.width(), mask.height(), 255);
  for (int y = 0; y < crop.height(); ++y) {
    std::copy_n(dark_on_white.row(chromosome.y + y) + chromosome.x, crop.width(), crop.row(y));
    for (int x = 0; x < crop.width(); ++x) {
      if (mask(x, y) != 0) result.crop(x, y) = crop(x, y);
    }
  }
  const auto depth = image::distance_to_background(mask);
  const double half_width = *std::max_element(depth.values().begin(), depth.values().end());
  auto in_crop = result.axis;
  for (auto& p : in_crop.points) p = p - base::Point{double(chromosome.x), double(chromosome.y)};
  result.strip = image::straighten(crop, mask, in_crop, kStripHalfWidths * half_width);
  result.measures = measure(result.strip);
  return result;
}

CellMeasures mean_of(const std::vector<Measures>& chromosomes) {
  CellMeasures mean;
  if (chromosomes.empty()) return mean;
  double area = 0;
  for (const auto& m : chromosomes) {
    mean.length_px += m.length_px;
    mean.width_px += m.width_px;
    mean.ink += m.ink;
    area += m.length_px * m.width_px;
  }
  mean.ink_per_px = area > 0 ? mean.ink / area : 0;
  const auto count = static_cast<double>(chromosomes.size());
  mean.length_px /= count;
  mean.width_px /= count;
  mean.ink /= count;
  return mean;
}

PreparedStrip prepare(const Straightened& chromosome, const CellMeasures& cell) {
  const auto& strip = chromosome.strip;
  const auto& own = chromosome.measures;
  const double across = kMeanWidthColumns / std::max(cell.width_px, 1.0);
  const double along = PreparedStrip::kRows / std::max(own.length_px, 1.0);
  image::Affine source_from_target;
  source_from_target.a = 1 / across;
  source_from_target.c = (strip.grey.width() - 1) / 2.0 - (PreparedStrip::kColumns - 1) / 2.0 / across;
  source_from_target.e = 1 / along;
  source_from_target.f = 0.5 / along - 0.5;

  PreparedStrip prepared{image::Grey(PreparedStrip::kColumns, PreparedStrip::kRows),
                         image::Mask(PreparedStrip::kColumns, PreparedStrip::kRows),
                         {},
                         chromosome.crop};
  if (strip.grey.empty()) return prepared;
  image::Grey ink(strip.grey.width(), strip.grey.height()), solid(strip.mask.width(), strip.mask.height());
  const double stain = cell.ink_per_px > 0 ? kMeanInk / 255.0 / cell.ink_per_px : 1;
  for (std::size_t i = 0; i < ink.size(); ++i) {
    if (strip.mask.values()[i] == 0) continue;
    solid.values()[i] = 255;
    ink.values()[i] = static_cast<std::uint8_t>(std::min(255.0, (255 - strip.grey.values()[i]) * stain));
  }
  prepared.ink = image::warp(ink, source_from_target, PreparedStrip::kColumns, PreparedStrip::kRows, 0);
  prepared.mask = image::warp(solid, source_from_target, PreparedStrip::kColumns, PreparedStrip::kRows, 0);
  prepared.scalars = {log_ratio(own.length_px, cell.length_px), log_ratio(own.width_px, cell.width_px),
                      log_ratio(own.ink, cell.ink), log_ratio(own.length_px, own.width_px)};
  return prepared;
}

std::vector<PreparedStrip> prepare_cell(const std::vector<Straightened>& chromosomes) {
  std::vector<Measures> measures;
  for (const auto& c : chromosomes) measures.push_back(c.measures);
  const auto cell = mean_of(measures);
  std::vector<PreparedStrip> strips;
  for (const auto& c : chromosomes) strips.push_back(prepare(c, cell));
  return strips;
}

PreparedStrip turned(const PreparedStrip& strip) {
  PreparedStrip other = strip;
  std::reverse(other.ink.values().begin(), other.ink.values().end());
  std::reverse(other.mask.values().begin(), other.mask.values().end());
  std::reverse(other.crop.values().begin(), other.crop.values().end());
  return other;
}

PreparedStrip mirrored(const PreparedStrip& strip) {
  PreparedStrip other = strip;
  for (auto* picture : {&other.ink, &other.mask, &other.crop}) {
    for (int y = 0; y < picture->height(); ++y) std::reverse(picture->row(y), picture->row(y) + picture->width());
  }
  return other;
}

std::string_view to_string(InputKind kind) { return kind == InputKind::kStrip ? "strip" : "crop"; }

InputKind input_kind(const learning::ModelInfo& info) {
  const auto found = info.settings.find("input");
  return found != info.settings.end() && found->second == to_string(InputKind::kCrop) ? InputKind::kCrop
                                                                                      : InputKind::kStrip;
}

std::vector<learning::Array> inputs_of(const PreparedStrip& strip, InputKind kind) {
  if (kind == InputKind::kCrop) return {crop_input(strip.crop)};
  learning::Array picture({2, PreparedStrip::kRows, PreparedStrip::kColumns}),
      scalars({PreparedStrip::kScalars});
  const auto middle = std::transform(strip.ink.values().begin(), strip.ink.values().end(), picture.values.begin(), unit);
  std::transform(strip.mask.values().begin(), strip.mask.values().end(), middle, unit);
  std::copy(strip.scalars.begin(), strip.scalars.end(), scalars.values.begin());
  return {std::move(picture), std::move(scalars)};
}

}  // namespace pinnacle::classification
