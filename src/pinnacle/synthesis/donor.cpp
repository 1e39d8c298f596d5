#include "pinnacle/synthesis/donor.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/synthesis/overlaid.h"
#include "pinnacle/synthesis/real_places.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::Segment;

constexpr int kLeastAxisPx = 10;
/// A strip reaches this many greatest half widths to either side: bands may lean out of the middle.
constexpr double kStripHalfWidths = 1.6;
/// A break in the middle of a band is where both sides end, so nothing below this is common.
constexpr double kLeastUnits = 1;

double usual_centromere(ChromosomeClass c) {
  return real_places(c).real_of(cytogenetics::centromere_of(c, BandLevel::k850));
}

/// How much of a chromosome two segments of it share.
double common_units(const Segment& a, const Segment& b) {
  return std::max(0.0, std::min(std::max(a.from, a.to), std::max(b.from, b.to)) -
                           std::max(std::min(a.from, a.to), std::min(b.from, b.to)));
}

/// How much of a segment is in others of its chromosome.
double common_units(const Segment& segment, const std::vector<Segment>& others) {
  double units = 0;
  for (const auto& other : others)
    units += other.chromosome == segment.chromosome ? common_units(segment, other) : 0;
  return units;
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
  return row_at(measured);
}

int Donor::centromere_row() const { return row_at(centromere); }

int Donor::row_at(double share) const {
  const int real = is_copy() ? real_rows.back() + 1 : rows();
  const int row = std::clamp(static_cast<int>(std::lround(share * real)), 0, real);
  if (!is_copy()) return row;
  return static_cast<int>(std::lower_bound(real_rows.begin(), real_rows.end(), row) - real_rows.begin());
}

std::optional<Donor> donor_of(const image::LoneObject& picture, ChromosomeClass chromosome, bool p_on_top) {
  if (is_overlaid(picture)) return std::nullopt;
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

DonorPool::Lender& DonorPool::lender_of(ChromosomeClass chromosome, const std::vector<Segment>& segments) {
  auto& homologues = lenders_[static_cast<std::size_t>(chromosome)];
  PINNACLE_CHECK(!homologues.empty(), "a donor of that class is there");
  const auto already = [&](const Lender& lender) {
    double units = 0;
    for (const auto& s : lender.lent) units += common_units(s, segments);
    return units;
  };
  auto* best = &homologues.front();
  for (auto& lender : homologues) {
    if (already(lender) < already(*best) - kLeastUnits) best = &lender;
  }
  return *best;
}

std::vector<const Donor*> DonorPool::lend(const std::vector<Segment>& segments, base::Random& random) {
  std::vector<const Donor*> donors;
  std::vector<Lender*> lenders;
  for (const auto& segment : segments) {
    auto& lender = lender_of(segment.chromosome, segments);
    const double elsewhere = common_units(segment, lender.lent),
                 here = common_units(segment, segments) - segment.length();
    const bool twice = elsewhere + here > kLeastUnits;
    donors.push_back(twice ? keep(varied(lender.donor, random)) : &lender.donor);
    lenders.push_back(&lender);
  }
  for (std::size_t i = 0; i < segments.size(); ++i) lenders[i]->lent.push_back(segments[i]);
  return donors;
}

}  // namespace pinnacle::synthesis
