#include "pinnacle/render/chromosome_figure.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <tuple>

#include "pinnacle/cytogenetics/band_scale.h"

namespace pinnacle::render {
namespace {

using base::Point;
using cytogenetics::Band;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;
using cytogenetics::Stain;

constexpr Ink kHues[] = {{0.10, 0.36, 0.76}, {0.84, 0.29, 0.07}, {0.09, 0.50, 0.22}, {0.49, 0.20, 0.69},
                         {0.72, 0.51, 0.00}, {0.00, 0.51, 0.58}, {0.78, 0.13, 0.46}, {0.46, 0.31, 0.19}};
constexpr double kWaist = 0.42;  // Of the width elsewhere.
constexpr double kStalk = 0.26;
constexpr double kUnknownUnits = 1500;  // As long as an arm of a small chromosome: its length is not known.
constexpr double kMarkerUnits = 2600;
constexpr double kUnknownCentromere = 0.4;  // Of the length: nor is that place.
constexpr double kStep = 0.5;  // Along an outline, in pixels.
constexpr Ink kEdge{0.22, 0.23, 0.26};
constexpr double kLine = 0.8;  // Of the edge.

Ink mixed(Ink a, Ink b, double share) {
  return {a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share, 1};
}

double darkness_of(const Band& band) {
  switch (band.stain) {
    case Stain::kNegative:
      return 0;
    case Stain::kPositive:
      return 0.15 + 0.85 * band.density / 100.0;
    case Stain::kCentromere:
      return 0.12;
    case Stain::kVariable:
      return 0.12;
    case Stain::kStalk:
      return 0.25;
  }
  return 0;
}

/// Parallel strokes over an area; `lean` +1 from lower left to upper right.
void hatch(Canvas& canvas, const base::Polygon& ring, int lean, double spacing, Ink ink) {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const auto p : ring) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  const double height = bottom - top;
  canvas.within(ring, [&](Canvas& inside) {
    for (double x = left - height; x < right + height; x += spacing) {
      inside.line({x, lean > 0 ? bottom : top}, {x + height, lean > 0 ? top : bottom}, 0.7, ink);
    }
  });
}

bool has_centromere(const Segment& s, double centromere) {
  // A break at "q10" leaves the centromere's other half with the other arm.
  constexpr double kBeside = 0.01;
  return std::min(s.from, s.to) <= centromere + kBeside && centromere - kBeside <= std::max(s.from, s.to);
}

/// True if the part with the centromere lies upside down and no arm's end stands where it should, as in an
/// inversion.
bool stands_on_its_head(const ChromosomeStructure& structure, const Segment& centric) {
  const auto& first = structure.segments.front();
  const auto& last = structure.segments.back();
  const bool p_end_up = first.chromosome == structure.placed && first.from == 0;
  const bool q_end_down = last.chromosome == structure.placed && last.from < last.to;
  return centric.from > centric.to && !p_end_up && !q_end_down;
}

bool is_stalk(const ChromosomeFigure::Slice& slice) {
  return slice.filling == ChromosomeFigure::Filling::kBand && slice.band.stain == Stain::kStalk;
}

/// The end of an acrocentric chromosome's short arm, beyond its stalk.
bool is_satellite(const ChromosomeFigure::Slice& slice) {
  return slice.filling == ChromosomeFigure::Filling::kBand && slice.band.stain == Stain::kVariable &&
         slice.band.on_p_arm && slice.band.start == 0;
}

/// A quarter of an ellipse: 0 at its tip, 1 from `length` on.
double rounded(double from_tip, double length) {
  if (from_tip >= length) return 1;
  const double x = 1 - std::max(0.0, from_tip) / length;
  return std::sqrt(1 - x * x);
}

double centromere_850(ChromosomeClass c) {
  return cytogenetics::centromere_of(c, BandLevel::k850) * cytogenetics::length_of(c, BandLevel::k850);
}

}  // namespace

ParentColours::ParentColours(const std::vector<ChromosomeClass>& parents) : parents_(parents) {
  constexpr std::size_t kCount = std::size(kHues);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    // After the last hue they come again, paler.
    const double pale = std::min(0.7, 0.35 * static_cast<double>(i / kCount));
    solids_.emplace(parents[i], mixed(kHues[i % kCount], kWhite, pale));
  }
}

Ink ParentColours::shade(ChromosomeClass chromosome, double darkness) const {
  const auto found = solids_.find(chromosome);
  if (found == solids_.end()) return mixed(kWhite, {0.13, 0.13, 0.15}, darkness);
  constexpr double kPure = 0.6;  // The darkness of the hue itself.
  if (darkness < kPure) return mixed(mixed(found->second, kWhite, 0.84), found->second, darkness / kPure);
  return mixed(found->second, mixed(found->second, {0, 0, 0}, 0.5), (darkness - kPure) / (1 - kPure));
}

Ink ParentColours::solid(ChromosomeClass chromosome) const {
  const auto found = solids_.find(chromosome);
  return found == solids_.end() ? kBlack : found->second;
}

ChromosomeFigure::ChromosomeFigure(const ChromosomeStructure& structure, const FigureScale& scale)
    : scale_(scale), ring_(structure.ring) {
  add_segments(structure);
  add_neocentromere(structure);
  std::sort(centromeres_.begin(), centromeres_.end());
  const auto same = [](double a, double b) { return std::abs(a - b) < 1.5; };
  centromeres_.erase(std::unique(centromeres_.begin(), centromeres_.end(), same), centromeres_.end());

  std::optional<double> own;
  for (std::size_t i = 0; i < structure.segments.size() && !own; ++i) {
    const auto& s = structure.segments[i];
    if (s.chromosome != structure.placed || !has_centromere(s, centromere_850(s.chromosome))) continue;
    own = joints_[i] + pixels_between(structure, s, s.from, centromere_850(s.chromosome));
    if (stands_on_its_head(structure, s) && !ring_) {
      turn();
      own = length_ - *own;
    }
  }
  for (const double units : structure.fragile_sites) gaps_.push_back(along(structure, units));
  std::sort(gaps_.begin(), gaps_.end());
  if (neocentromere_) own = neocentromere_;
  origin_ = own ? *own : !centromeres_.empty() ? centromeres_.front() : length_ / 2;
}

void ChromosomeFigure::add_segments(const ChromosomeStructure& structure) {
  if (structure.satellites_on_p) add_satellites(structure.placed, true, 0);
  joints_ = {length_};
  if (structure.segments.empty()) {
    add_unknown(Filling::kUnknown, 0, kMarkerUnits, structure.placed);
    if (!ring_) centromeres_ = {length_ * kUnknownCentromere};
  }
  // "der(?)" has the centromere of an unknown chromosome.
  std::optional<double> unknown_centromere;
  for (std::size_t i = 0; i < structure.segments.size(); ++i) {
    const auto& s = structure.segments[i];
    if (cytogenetics::is_normal_class(s.chromosome)) {
      add_normal(structure, i);
    } else {
      const bool centric =
          structure.placed == ChromosomeClass::kMarker && !s.amplified && !unknown_centromere;
      add_unknown(s.amplified ? Filling::kAmplified : Filling::kUnknown, i, kUnknownUnits);
      if (centric) unknown_centromere = joints_.back() + (length_ - joints_.back()) * kUnknownCentromere;
    }
    joints_.push_back(length_);
  }
  if (unknown_centromere) centromeres_.push_back(*unknown_centromere);
  if (joints_.size() == 1) joints_.push_back(length_);
  if (structure.satellites_on_q) add_satellites(structure.placed, false, joints_.size() - 2);
}

/// How long the stretch between two places of a segment's chromosome is drawn, given in units at 850 bands.
double ChromosomeFigure::pixels_between(const ChromosomeStructure& structure, const Segment& segment,
                                        double from, double to) const {
  const auto here = [&](double at) {
    return cytogenetics::at_level(segment.chromosome, at, BandLevel::k850, scale_.level);
  };
  const double low = here(std::min(from, to)), high = here(std::max(from, to));
  double units = high - low;
  for (const auto& stretch : structure.resized) {
    const double common = std::min(high, here(stretch.to)) - std::max(low, here(stretch.from));
    units += std::max(0.0, common) * (stretch.times - 1);
  }
  return units * scale_.px_per_unit;
}

void ChromosomeFigure::add_normal(const ChromosomeStructure& structure, std::size_t index) {
  const auto& segment = structure.segments[index];
  const auto c = segment.chromosome;
  const auto finest = [&](double at) { return cytogenetics::at_level(c, at, scale_.level, BandLevel::k850); };
  const double low = std::min(segment.from, segment.to), high = std::max(segment.from, segment.to);
  const bool forward = segment.from <= segment.to;
  auto bands = cytogenetics::bands_of(c, scale_.level);
  if (!forward) std::reverse(bands.begin(), bands.end());
  const auto along = [&](double at) {
    return length_ + pixels_between(structure, segment, forward ? low : high, at);
  };
  constexpr double kSliver = 0.05;  // Of a break beside the centromere.
  for (const auto& band : bands) {
    const double from = std::max(finest(band.start), low), to = std::min(finest(band.stop), high);
    if (to <= from || pixels_between(structure, segment, from, to) < kSliver) continue;
    slices_.push_back(
        {Filling::kBand, band, index, std::min(along(from), along(to)), std::max(along(from), along(to))});
  }
  if (has_centromere(segment, centromere_850(c))) {
    centromeres_.push_back(along(std::clamp(centromere_850(c), low, high)));
  }
  length_ += pixels_between(structure, segment, low, high);
}

/// As an acrocentric chromosome has them, at its upper or lower end.
void ChromosomeFigure::add_satellites(ChromosomeClass own, bool on_p, std::size_t index) {
  auto bands = cytogenetics::bands_of(ChromosomeClass::k14, scale_.level);
  bands.resize(2);
  if (!on_p) std::swap(bands[0], bands[1]);
  for (auto& band : bands) {
    const double length = (band.stop - band.start) * scale_.px_per_unit;
    band.chromosome = own;
    band.name.clear();  // It is none of the chromosome's bands.
    slices_.push_back({Filling::kBand, band, index, length_, length_ + length});
    length_ += length;
  }
}

double ChromosomeFigure::along(const ChromosomeStructure& structure, double units) const {
  const auto place = cytogenetics::place_on(structure.segments, units);
  if (!place) return turned_ ? 0 : length_;
  const auto& s = structure.segments[place->segment];
  const double into = pixels_between(structure, s, s.from, s.at(place->units));
  return turned_ ? joints_[joints_.size() - 1 - place->segment] - into : joints_[place->segment] + into;
}

void ChromosomeFigure::add_neocentromere(const ChromosomeStructure& structure) {
  if (!structure.neocentromere || !cytogenetics::place_on(structure.segments, *structure.neocentromere))
    return;
  neocentromere_ = along(structure, *structure.neocentromere);
  // The other centromeres are inactive: only the new one is a constriction.
  centromeres_ = {*neocentromere_};
}

void ChromosomeFigure::add_unknown(Filling filling, std::size_t index, double units, ChromosomeClass of) {
  const double length = units * scale_.px_per_unit;
  slices_.push_back({filling, {}, index, length_, length_ + length});
  slices_.back().band.chromosome = of;
  length_ += length;
}

void ChromosomeFigure::turn() {
  turned_ = true;
  std::reverse(slices_.begin(), slices_.end());
  for (auto& slice : slices_)
    std::tie(slice.from, slice.to) = std::pair(length_ - slice.to, length_ - slice.from);
  for (auto* places : {&joints_, &centromeres_}) {
    std::reverse(places->begin(), places->end());
    for (auto& at : *places) at = length_ - at;
  }
  if (neocentromere_) neocentromere_ = length_ - *neocentromere_;
}

double ChromosomeFigure::radius() const {
  return std::max(length_ / (2 * std::numbers::pi), 2.1 * scale_.half_width_px);
}

double ChromosomeFigure::above() const { return ring_ ? radius() + scale_.half_width_px : origin_; }
double ChromosomeFigure::below() const { return ring_ ? radius() + scale_.half_width_px : length_ - origin_; }
double ChromosomeFigure::half_width() const {
  return ring_ ? radius() + scale_.half_width_px : scale_.half_width_px;
}

Point ChromosomeFigure::place(double along, double across) const {
  if (!ring_) return {across, along - origin_};
  // The longest segment lies to the left, so that the joints look to the right, where they are named.
  double middle = length_ / 2, longest = 0;
  for (std::size_t i = 0; i + 1 < joints_.size(); ++i) {
    if (joints_[i + 1] - joints_[i] <= longest) continue;
    longest = joints_[i + 1] - joints_[i];
    middle = (joints_[i + 1] + joints_[i]) / 2;
  }
  const double angle = std::numbers::pi + 2 * std::numbers::pi * (along - middle) / length_;
  return Point{std::cos(angle), std::sin(angle)} * (radius() + across);
}

Point ChromosomeFigure::edge(double along, int side) const {
  return ring_ ? place(along, scale_.half_width_px) : place(along, side * scale_.half_width_px);
}

Point ChromosomeFigure::outwards(double along) const {
  return place(along, scale_.half_width_px + 1) - place(along, scale_.half_width_px);
}

/// The primary constrictions, as shares of the width.
double ChromosomeFigure::waist_at(double along, int side) const {
  double share = 1;
  for (const double centromere : centromeres_) {
    double away = std::abs(along - centromere);
    if (ring_) {
      // As wide outside as inside, measured at half its depth; it may lie across the joint.
      constexpr double kHalfDepth = (1 + kWaist) / 2;
      away =
          std::min(away, length_ - away) * (radius() + side * kHalfDepth * scale_.half_width_px) / radius();
    }
    const double d = away / (0.38 * scale_.half_width_px);
    share = std::min(share, 1 - (1 - kWaist) * std::exp(-0.5 * d * d));
  }
  return share;
}

double ChromosomeFigure::round_end_at(double along) const {
  if (ring_) return 1;
  const auto& end = along < length_ / 2 ? slices_.front() : slices_.back();
  double cap = std::min(scale_.half_width_px * 0.95, length_ / 2);
  // Satellites are shorter than an arm's end is round.
  if (is_satellite(end)) cap = std::min(cap, (end.to - end.from) / 2);
  return rounded(std::min(along, length_ - along), cap);
}

/// What bears a stalk is round towards it, too; satellites are small knobs.
double ChromosomeFigure::shoulder_at(const Slice& slice, double along) const {
  if (is_stalk(slice)) return kStalk;
  // Short ones are narrower, or they would look like a mushroom's cap.
  const double full = scale_.half_width_px, length = slice.to - slice.from, slender = length / full;
  const double widest =
      is_satellite(slice) ? std::clamp(0.85 * slender, 0.46, 0.68) : std::min(1.0, 0.55 + 0.45 * slender);
  const double reach = std::min(0.6 * full, length / 2);
  double share = is_satellite(slice) ? widest : 1;
  for (const auto& other : slices_) {
    if (!is_stalk(other)) continue;
    const bool above = std::abs(other.to - slice.from) < 1e-6, below = std::abs(other.from - slice.to) < 1e-6;
    if (!above && !below) continue;
    const double away = above ? along - slice.from : slice.to - along;
    share = std::min(share, kStalk + (widest - kStalk) * rounded(away, reach));
  }
  return share;
}

double ChromosomeFigure::half_width_at(double along, int side) const {
  double share = waist_at(along, side);
  for (const auto& slice : slices_) {
    if (slice.from <= along && along <= slice.to) share = std::min(share, shoulder_at(slice, along));
  }
  return share * round_end_at(along) * scale_.half_width_px;
}

base::Polygon ChromosomeFigure::outline_of(double from, double to, Point origin) const {
  base::Polygon ring;
  const int steps = std::max(2, static_cast<int>((to - from) / kStep));
  for (const int side : {-1, 1}) {
    for (int i = 0; i <= steps; ++i) {
      const double share = static_cast<double>(side < 0 ? i : steps - i) / steps;
      const double along = from + (to - from) * share;
      ring.push_back(origin + place(along, side * half_width_at(along, side)));
    }
  }
  return ring;
}

void ChromosomeFigure::fill(Canvas& canvas, const Slice& slice, Point origin,
                            const ParentColours& colours) const {
  // A little beyond the border: neighbours must not let the paper through.
  constexpr double kOverlap = 0.2;
  const auto area = outline_of(slice.from, std::min(slice.to + kOverlap, length_), origin);
  const auto c = slice.band.chromosome;
  if (slice.filling == Filling::kUnknown) {
    const auto ink = cytogenetics::is_normal_class(c) ? colours.solid(c) : kMuted;
    canvas.area(area, kWhite);
    hatch(canvas, area, 1, 4, ink);
    hatch(canvas, area, -1, 4, ink);
    return;
  }
  if (slice.filling == Filling::kAmplified) return canvas.area(area, {0.62, 0.60, 0.62});
  canvas.area(area, colours.shade(c, darkness_of(slice.band)));
  if (slice.band.stain == Stain::kVariable) hatch(canvas, area, 1, 3, colours.shade(c, 0.75));
  if (slice.band.stain == Stain::kCentromere) hatch(canvas, area, -1, 2.2, colours.shade(c, 0.5));
}

void ChromosomeFigure::draw(Canvas& canvas, Point origin, const ParentColours& colours) const {
  for (const auto& slice : slices_) fill(canvas, slice, origin, colours);
  ring_ ? draw_rim(canvas, origin) : draw_parts(canvas, origin);
}

void ChromosomeFigure::draw_rim(Canvas& canvas, Point origin) const {
  for (const int side : {-1, 1}) {
    base::Polygon rim;
    for (double along = 0; along < length_; along += kStep)
      rim.push_back(origin + place(along, side * half_width_at(along, side)));
    canvas.outline(rim, kLine, kEdge, false);
  }
}

/// The outline of what gaps part, and the gaps.
void ChromosomeFigure::draw_parts(Canvas& canvas, Point origin) const {
  const double half_gap = 0.17 * scale_.half_width_px;
  double from = 0;
  for (const double gap : gaps_) {
    const double above = gap - half_gap, below = gap + half_gap;
    canvas.area(outline_of(above, below, origin), kWhite);
    canvas.outline(outline_of(from, above, origin), kLine, kEdge, false);
    from = below;
  }
  canvas.outline(outline_of(from, length_, origin), kLine, kEdge, false);
}

void ChromosomeFigure::draw_vacant(Canvas& canvas, Point origin) const {
  canvas.outline(outline_of(0, length_, origin), 1, kMuted, true);
}

}  // namespace pinnacle::render
