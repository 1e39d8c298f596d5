#include "pinnacle/synthesis/donor.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/synthesis/real_places.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::Segment;

constexpr int kLeastAxisPx = 10;
/// A strip reaches this many greatest half widths to either side: bands may lean out of the middle.
constexpr double kStripHalfWidths = 1.6;

double usual_centromere(ChromosomeClass c) {
  return real_places(c).real_of(cytogenetics::centromere_of(c, BandLevel::k850));
}

/// How much of a chromosome two segments of it share.
double common_units(const Segment& a, const Segment& b) {
  return std::max(0.0, std::min(std::max(a.from, a.to), std::max(b.from, b.to)) -
                           std::max(std::min(a.from, a.to), std::min(b.from, b.to)));
}

/// The object's own frame, with the grey of its rim continued beyond it: white would pale the rim when rows
/// are taken between pixels.
image::Grey continued_beyond(const image::LoneObject& picture) {
  image::Mask known = picture.mask.mask;
  image::Grey grey(known.width(), known.height(), 255);
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      if (known(x, y) != 0) grey(x, y) = picture.grey(picture.mask.x + x, picture.mask.y + y);
    }
  }
  constexpr int kReachPx = 2;
  for (int round = 0; round < kReachPx; ++round) {
    const auto before = known;
    for (int y = 0; y < grey.height(); ++y) {
      for (int x = 0; x < grey.width(); ++x) {
        if (before(x, y) != 0) continue;
        int sum = 0, count = 0;
        for (int j = y - 1; j <= y + 1; ++j) {
          for (int i = x - 1; i <= x + 1; ++i) {
            if (before.contains(i, j) && before(i, j) != 0) sum += grey(i, j), ++count;
          }
        }
        if (count == 0) continue;
        grey(x, y) = static_cast<std::uint8_t>(sum / count);
        known(x, y) = 1;
      }
    }
  }
  return grey;
}

/// Pixels of one level that hang together with the first; they are taken out of `left`.
int flat_area(const image::LoneObject& picture, image::Mask& left, int x, int y) {
  const auto level = picture.grey(picture.mask.x + x, picture.mask.y + y);
  std::vector<std::pair<int, int>> open{{x, y}};
  left(x, y) = 0;
  int area = 0;
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    ++area;
    for (const auto& [u, v] : {std::pair(i + 1, j), {i - 1, j}, {i, j + 1}, {i, j - 1}}) {
      if (!left.contains(u, v) || left(u, v) == 0) continue;
      if (picture.grey(picture.mask.x + u, picture.mask.y + v) != level) continue;
      left(u, v) = 0;
      open.emplace_back(u, v);
    }
  }
  return area;
}

/// Where another chromosome lay across, some capture programs paint a patch of one level over both. Black may
/// be the end of the camera's range instead.
bool is_painted_over(const image::LoneObject& picture) {
  constexpr double kLeastShare = 0.02;  // By nature a real chromosome has none as large.
  constexpr int kLeastPixels = 25;
  auto left = picture.mask.mask;
  const double least = std::max<double>(kLeastPixels, kLeastShare * image::area_of(left));
  for (int y = 0; y < left.height(); ++y) {
    for (int x = 0; x < left.width(); ++x) {
      const bool candidate = left(x, y) != 0 && picture.grey(picture.mask.x + x, picture.mask.y + y) > 0;
      if (candidate && flat_area(picture, left, x, y) >= least) return true;
    }
  }
  return false;
}

/// Rows of a bent chromosome may catch pixels of its other arm: those do not hang together with the rest.
void keep_one_piece(image::Strip& strip) {
  const auto pieces = image::pieces_of({0, 0, strip.mask});
  for (int y = 0; y < strip.mask.height(); ++y) {
    for (int x = 0; x < strip.mask.width(); ++x) {
      if (strip.mask(x, y) == 0 || pieces.front().has(x, y)) continue;
      strip.mask(x, y) = 0;
      strip.grey(x, y) = 255;
    }
  }
}

}  // namespace

int Donor::row_of(double iscn_units) const {
  const double share = iscn_units / cytogenetics::length_of(chromosome, BandLevel::k850);
  const double usual = usual_centromere(chromosome), place = real_places(chromosome).real_of(share);
  const double measured =
      place < usual ? place * centromere / usual : 1 - (1 - place) * (1 - centromere) / (1 - usual);
  return std::clamp(static_cast<int>(std::lround(measured * rows())), 0, rows());
}

int Donor::centromere_row() const { return static_cast<int>(std::lround(centromere * rows())); }

std::optional<Donor> donor_of(const image::LoneObject& picture, ChromosomeClass chromosome, bool p_on_top) {
  if (is_painted_over(picture)) return std::nullopt;
  const auto& mask = picture.mask.mask;
  auto axis = image::medial_axis(mask);
  if (!axis.trusted || axis.points.size() < kLeastAxisPx) return std::nullopt;
  if (!p_on_top) std::reverse(axis.points.begin(), axis.points.end());
  const auto depth = image::distance_to_background(mask);
  const double half_width = *std::max_element(depth.values().begin(), depth.values().end());
  Donor donor{chromosome, {}, {}, usual_centromere(chromosome)};
  donor.strip = image::straighten(continued_beyond(picture), mask, axis, kStripHalfWidths * half_width,
                                  1.0 / kStripFiner);
  if (image::area_of(donor.strip.mask) == 0) return std::nullopt;
  keep_one_piece(donor.strip);
  for (const auto p : axis.points)
    donor.axis.push_back(p + base::Point{double(picture.mask.x), double(picture.mask.y)});
  return donor;
}

void DonorPool::add(Donor donor) {
  PINNACLE_CHECK(cytogenetics::is_normal_class(donor.chromosome), "a donor is a normal chromosome");
  lenders_[static_cast<std::size_t>(donor.chromosome)].push_back({std::move(donor), {}});
}

void DonorPool::shuffle(base::Random& random) {
  for (auto& homologues : lenders_) random.shuffle(homologues);
}

std::vector<const Donor*> DonorPool::homologues(ChromosomeClass chromosome) const {
  std::vector<const Donor*> all;
  for (const auto& lender : lenders_[static_cast<std::size_t>(chromosome)]) all.push_back(&lender.donor);
  return all;
}

const Donor& DonorPool::lend(const Segment& segment) {
  auto& homologues = lenders_[static_cast<std::size_t>(segment.chromosome)];
  PINNACLE_CHECK(!homologues.empty(), "a donor of that class is there");
  const auto already = [&](const Lender& lender) {
    double units = 0;
    for (const auto& s : lender.lent) units += common_units(s, segment);
    return units;
  };
  // A break in the middle of a band is where both sides end, so nothing below one unit is common.
  auto* best = &homologues.front();
  for (auto& lender : homologues) {
    if (already(lender) < already(*best) - 1) best = &lender;
  }
  best->lent.push_back(segment);
  return best->donor;
}

}  // namespace pinnacle::synthesis
