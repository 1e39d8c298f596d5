#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/band_scale.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/synthesis/graft.h"

namespace pinnacle::synthesis {
namespace {

using base::Random;
using cytogenetics::Band;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;
using cytogenetics::Stain;

/// How long material of unknown origin is, an amplified region, and each arm of a marker, in ISCN units; the
/// most of a long arm.
constexpr double kLeastUnknown = 500, kMostUnknown = 2000, kMostOfArm = 0.8;
constexpr double kLeastAmplified = 1500, kMostAmplified = 3500;
constexpr double kLeastMarkerArm = 700, kMostMarkerArm = 1800;

bool is_unknown(const Segment& s) { return !s.amplified && !cytogenetics::is_normal_class(s.chromosome); }

Segment turned(const Segment& s) { return {s.chromosome, s.to, s.from, s.amplified}; }

/// Where the stalk of a short arm ends; nothing where there is none.
std::optional<double> stalk_end(ChromosomeClass c) {
  for (const auto& band : cytogenetics::bands_of(c, BandLevel::k850)) {
    if (band.stain == Stain::kStalk) return band.stop;
  }
  return std::nullopt;
}

bool has_centromere(const ChromosomeStructure& structure) {
  return std::any_of(structure.segments.begin(), structure.segments.end(), [](const Segment& s) {
    if (!cytogenetics::is_normal_class(s.chromosome)) return false;
    const double at = iscn::centromere_at(s.chromosome);
    return std::min(s.from, s.to) <= at && at <= std::max(s.from, s.to);
  });
}

/// A whole normal chromosome, but perhaps for its variable regions.
bool is_whole(const ChromosomeStructure& structure) {
  const auto& first = structure.segments.front();
  return structure.segments.size() == 1 && is_telomere(first, first.from) && is_telomere(first, first.to);
}

bool is_variant(const ChromosomeStructure& structure) {
  return !structure.resized.empty() || structure.satellites_on_p || structure.satellites_on_q;
}

bool is_normal(const ChromosomeStructure& structure) { return structure.name == to_string(structure.placed); }

/// Makes up what a karyotype does not tell, of what a cell has.
class MadeUp {
 public:
  MadeUp(const DonorPool& pool, Random& random) : pool_(pool), random_(random) {}

  /// A centromere and some of both arms.
  Segment marker() {
    const auto c = any_class();
    const double at = iscn::centromere_at(c), left = iscn::length_at(c) - at;
    return {c, at - std::min(at, random_.uniform(kLeastMarkerArm, kMostMarkerArm)),
            at + std::min(left, random_.uniform(kLeastMarkerArm, kMostMarkerArm))};
  }

  /// What a "?" may be; at an end of a chromosome with a telomere there.
  Segment unknown(bool at_start, bool at_end, bool with_centromere) {
    if (!at_start && !at_end) return with_centromere ? marker() : of_an_arm();
    const auto from_telomere = with_centromere ? arm_with_centromere() : end_of_an_arm();
    return at_start ? from_telomere : turned(from_telomere);
  }

  Stretch amplified() {
    return {of_one_grey(), Border::kBreak, random_.uniform(kLeastAmplified, kMostAmplified)};
  }

  /// Satellites and stalk of an acrocentric chromosome, from its telomere. Of a cell without any: the end of
  /// another short arm.
  Segment satellites() {
    const auto c = any_class([](ChromosomeClass k) { return stalk_end(k).has_value(); });
    return {c, 0, stalk_end(c).value_or(iscn::centromere_at(c) / 2)};
  }

 private:
  /// A class that the cell has, at random; of those that are wanted, if there are any.
  ChromosomeClass any_class(const std::function<bool(ChromosomeClass)>& wanted = {}) {
    std::vector<ChromosomeClass> all, fitting;
    for (std::size_t k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto c = static_cast<ChromosomeClass>(k);
      if (!cytogenetics::is_normal_class(c) || pool_.homologues(c).empty()) continue;
      all.push_back(c);
      if (wanted && wanted(c)) fitting.push_back(c);
    }
    PINNACLE_CHECK(!all.empty(), "a cell has chromosomes");
    const auto& classes = fitting.empty() ? all : fitting;
    return classes[random_.below(classes.size())];
  }

  Segment arm_with_centromere() {
    const auto c = any_class();
    const double at = iscn::centromere_at(c), left = iscn::length_at(c) - at;
    return {c, 0, at + std::min(left, random_.uniform(kLeastMarkerArm, kMostMarkerArm))};
  }

  Segment end_of_an_arm() {
    const auto c = any_class();
    const double end = iscn::length_at(c);
    return {c, end, end - length_in_arm(c)};
  }

  Segment of_an_arm() {
    const auto c = any_class();
    const double length = length_in_arm(c);
    const double from = random_.uniform(iscn::centromere_at(c), iscn::length_at(c) - length);
    const Segment found{c, from, from + length};
    return random_.chance(0.5) ? found : turned(found);
  }

  double length_in_arm(ChromosomeClass c) {
    return std::min((iscn::length_at(c) - iscn::centromere_at(c)) * kMostOfArm,
                    random_.uniform(kLeastUnknown, kMostUnknown));
  }

  /// The inside of the longest band of a random chromosome that is neither black nor variable.
  Segment of_one_grey() {
    constexpr int kDarkest = 50;
    constexpr double kRim = 0.2;
    const auto c = any_class();
    Segment longest{c, 0, 0};
    for (const auto& band : cytogenetics::bands_of(c, BandLevel::k400)) {
      const bool grey =
          band.stain == Stain::kNegative || (band.stain == Stain::kPositive && band.density <= kDarkest);
      if (!grey || band.start == 0) continue;
      const double from = cytogenetics::at_level(c, band.start, BandLevel::k400, BandLevel::k850),
                   to = cytogenetics::at_level(c, band.stop, BandLevel::k400, BandLevel::k850);
      if (to >= iscn::length_at(c) || to - from <= longest.length()) continue;
      longest = {c, from, to};
    }
    PINNACLE_CHECK(longest.length() > 0, "each chromosome has a grey band");
    const double rim = kRim * longest.length();
    return {c, longest.from + rim, longest.to - rim};
  }

  const DonorPool& pool_;
  Random& random_;
};

/// A stretch as long as it is wanted: folded in its middle, so that its bands go on, or without its middle.
std::vector<Segment> resized(const Segment& stretch, double times) {
  const double length = stretch.length();
  if (times < 1) {
    return {{stretch.chromosome, stretch.from, stretch.from + length * times / 2},
            {stretch.chromosome, stretch.to - length * times / 2, stretch.to}};
  }
  const double fold = std::min(1.0, (times - 1) / 2) * length;
  return {stretch,
          {stretch.chromosome, stretch.to, stretch.to - fold},
          {stretch.chromosome, stretch.to - fold, stretch.to}};
}

/// Parts between which there is no break.
std::vector<Stretch> in_one(const std::vector<Segment>& parts) {
  std::vector<Stretch> stretches;
  for (const auto& part : parts)
    stretches.push_back({part, stretches.empty() ? Border::kBreak : Border::kNone});
  return stretches;
}

/// A normal chromosome whose variable regions are larger or smaller, or that has satellites where others have
/// none.
std::vector<Stretch> variant(const ChromosomeStructure& structure, MadeUp& made_up) {
  const auto whole = structure.segments.front();
  std::vector<Segment> parts;
  double done = 0;
  for (const auto& region : structure.resized) {
    if (region.from > done) parts.push_back({whole.chromosome, done, region.from});
    for (const auto& part : resized({whole.chromosome, region.from, region.to}, region.times))
      parts.push_back(part);
    done = region.to;
  }
  if (done < whole.to) parts.push_back({whole.chromosome, done, whole.to});
  auto stretches = in_one(parts);
  if (structure.satellites_on_p) stretches.insert(stretches.begin(), {made_up.satellites()});
  if (structure.satellites_on_q) stretches.push_back({turned(made_up.satellites())});
  return stretches;
}

/// What lies on a segment, in units from its beginning.
using Sites = std::vector<std::pair<double, Border>>;

/// @param start  Of the segment, in units along the chromosome; unknown material counts as nothing.
Sites sites_on(const ChromosomeStructure& structure, double start, double length) {
  Sites sites;
  const auto add = [&](double at, Border border) {
    if (start < at && at < start + length) sites.emplace_back(at - start, border);
  };
  for (const double at : structure.fragile_sites) add(at, Border::kGap);
  if (structure.neocentromere) add(*structure.neocentromere, Border::kWaist);
  std::sort(sites.begin(), sites.end());
  return sites;
}

void add_known(const Segment& segment, const Sites& sites, Recipe& recipe) {
  double from = segment.from;
  Border border = Border::kBreak;
  for (const auto& [units, site] : sites) {
    recipe.stretches.push_back({{segment.chromosome, from, segment.at(units)}, border});
    from = segment.at(units), border = site;
  }
  recipe.stretches.push_back({{segment.chromosome, from, segment.to}, border});
}

}  // namespace

base::Expected<void> check_can_be_cut(const ChromosomeStructure& structure) {
  const auto refuse = [&](const std::string& why) {
    return base::unexpected(base::ErrorCode::kUnsupported, why, structure.name,
                            "Leave it out, or draw it: without real chromosomes any karyotype can be drawn");
  };
  const auto& segments = structure.segments;
  if (segments.empty()) return {};
  if (!structure.neocentromere && !has_centromere(structure) &&
      std::none_of(segments.begin(), segments.end(), is_unknown))
    return refuse("what carries its centromere is not told");
  const bool changed = structure.ring || structure.neocentromere || !structure.fragile_sites.empty() ||
                       is_variant(structure) || !is_whole(structure);
  if (!changed && !is_normal(structure))
    return refuse("it differs from a normal chromosome by nothing that is told in bands");
  return {};
}

Recipe recipe_of(const ChromosomeStructure& structure, const DonorPool& pool, Random& random) {
  MadeUp made_up(pool, random);
  const auto& segments = structure.segments;
  if (segments.empty()) return {{{made_up.marker()}}, structure.ring};
  if (is_variant(structure)) return {variant(structure, made_up), structure.ring};
  Recipe recipe{{}, structure.ring};
  bool lacks_centromere = !structure.neocentromere && !has_centromere(structure);
  double start = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool first = i == 0 && !structure.ring, last = i + 1 == segments.size() && !structure.ring;
    if (segments[i].amplified) {
      recipe.stretches.push_back(made_up.amplified());
    } else if (is_unknown(segments[i])) {
      recipe.stretches.push_back({made_up.unknown(first, last, std::exchange(lacks_centromere, false))});
    } else {
      add_known(segments[i], sites_on(structure, start, segments[i].length()), recipe);
      start += segments[i].length();
    }
  }
  return recipe;
}

}  // namespace pinnacle::synthesis
