#include <algorithm>
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
/// Shorter chromosomes are a few pixels.
constexpr double kLeastUnits = 300;

bool is_unknown(const Segment& s) { return !s.amplified && !cytogenetics::is_normal_class(s.chromosome); }

Segment turned(const Segment& s) { return {s.chromosome, s.to, s.from, s.amplified}; }

std::optional<double> stalk_end(ChromosomeClass c) { return cytogenetics::stalk_end(c, BandLevel::k850); }

bool has_centromere(const ChromosomeStructure& structure) {
  return std::any_of(structure.segments.begin(), structure.segments.end(),
                     [](const Segment& s) { return iscn::has_centromere({s}, s.chromosome); });
}

bool has_unknown(const ChromosomeStructure& structure) {
  return std::any_of(structure.segments.begin(), structure.segments.end(), is_unknown);
}

bool has_amplified(const ChromosomeStructure& structure) {
  return std::any_of(structure.segments.begin(), structure.segments.end(),
                     [](const Segment& s) { return s.amplified; });
}

bool is_variant(const ChromosomeStructure& structure) {
  return !structure.resized.empty() || structure.satellites_on_p || structure.satellites_on_q;
}

/// Whether anything sets it apart from a normal chromosome.
bool is_changed(const ChromosomeStructure& structure) {
  const auto& first = structure.segments.front();
  const bool whole =
      structure.segments.size() == 1 && is_telomere(first, first.from) && is_telomere(first, first.to);
  return !whole || structure.ring || structure.neocentromere || !structure.fragile_sites.empty() ||
         is_variant(structure);
}

/// Makes up what a karyotype does not tell, of what a cell has.
class MadeUp {
 public:
  MadeUp(const DonorPool& pool, Random& random) : random_(random) {
    for (std::size_t k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto c = static_cast<ChromosomeClass>(k);
      if (cytogenetics::is_normal_class(c) && !pool.homologues(c).empty()) classes_.push_back(c);
    }
    PINNACLE_CHECK(!classes_.empty(), "a cell has chromosomes");
  }

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

  /// A grey band of the cell, amplified.
  Stretch amplified() {
    const auto bands = grey_bands();
    auto band = bands[random_.below(bands.size())];
    band.amplified = true;
    return {band, false, random_.uniform(kLeastAmplified, kMostAmplified)};
  }

  /// Satellites and stalk of an acrocentric chromosome, from its telomere. Of a cell without any: the end of
  /// another short arm.
  Segment satellites() {
    auto classes = classes_;
    std::erase_if(classes, [](ChromosomeClass c) { return !stalk_end(c); });
    const auto c = classes.empty() ? any_class() : classes[random_.below(classes.size())];
    return {c, 0, stalk_end(c).value_or(iscn::centromere_at(c) / 2)};
  }

 private:
  ChromosomeClass any_class() { return classes_[random_.below(classes_.size())]; }

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

  /// The insides of the cell's long bands that are neither black nor variable.
  std::vector<Segment> grey_bands() {
    constexpr int kDarkest = 50;
    constexpr double kRim = 0.2, kLeast = 600;
    std::vector<Segment> found;
    for (const auto c : classes_) {
      for (const auto& band : cytogenetics::bands_of(c, BandLevel::k400)) {
        const bool grey =
            band.stain == Stain::kNegative || (band.stain == Stain::kPositive && band.density <= kDarkest);
        const double from = cytogenetics::at_level(c, band.start, BandLevel::k400, BandLevel::k850),
                     to = cytogenetics::at_level(c, band.stop, BandLevel::k400, BandLevel::k850);
        if (grey && to - from > kLeast)
          found.push_back({c, from + kRim * (to - from), to - kRim * (to - from)});
      }
    }
    if (found.empty()) {
      const auto any = of_an_arm();
      found.push_back(any.from < any.to ? any : turned(any));
    }
    return found;
  }

  std::vector<ChromosomeClass> classes_;  ///< That the cell has.
  Random& random_;
};

/// A region that is longer than usual, going on amplified, or shorter, without its middle.
/// @param goes_on  Of its first part.
void add_resized(const Segment& region, double times, bool goes_on, std::vector<Stretch>& stretches) {
  const auto c = region.chromosome;
  if (times > 1) {
    stretches.push_back({region, goes_on});
    stretches.push_back({region, true, region.length() * (times - 1)});
    return;
  }
  const double half = region.length() * times / 2;
  stretches.push_back({{c, region.from, region.from + half}, goes_on});
  stretches.push_back({{c, region.to - half, region.to}, true});
}

/// A normal chromosome whose variable regions are larger or smaller, or that has satellites where others have
/// none.
std::vector<Stretch> variant(const ChromosomeStructure& structure, MadeUp& made_up) {
  const auto whole = structure.segments.front();
  std::vector<Stretch> stretches;
  if (structure.satellites_on_p) stretches.push_back({made_up.satellites()});
  double done = 0;
  for (const auto& region : structure.resized) {
    if (region.from > done) stretches.push_back({{whole.chromosome, done, region.from}, done > 0});
    add_resized({whole.chromosome, region.from, region.to}, region.times, region.from > 0, stretches);
    done = region.to;
  }
  if (done < whole.to) stretches.push_back({{whole.chromosome, done, whole.to}, done > 0});
  if (structure.satellites_on_q) stretches.push_back({turned(made_up.satellites())});
  return stretches;
}

/// A place along the known segments, of which each is a stretch by itself; on the earlier of two where they
/// meet.
std::optional<Site> site_at(const std::vector<Segment>& segments, double units) {
  const auto place = cytogenetics::place_on(segments, units);
  if (!place) return std::nullopt;
  return Site{place->segment, place->units / segments[place->segment].length()};
}

/// Where nothing else is told, in the middle of what is unknown.
Site neocentromere_of(const ChromosomeStructure& structure) {
  const auto& segments = structure.segments;
  double start = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_unknown(segments[i]) && start == *structure.neocentromere) return {i, 0.5};
    start += segments[i].length();
  }
  return site_at(segments, *structure.neocentromere).value_or(Site{0, 0.5});
}

}  // namespace

base::Expected<void> check_can_be_cut(const ChromosomeStructure& structure) {
  const auto refuse = [&](const std::string& why) {
    return base::unexpected(base::ErrorCode::kUnsupported, why, structure.name,
                            "Leave it out, or draw it: without real chromosomes any karyotype can be drawn");
  };
  const auto& segments = structure.segments;
  if (segments.empty()) {
    if (structure.placed == cytogenetics::ChromosomeClass::kMarker) return {};
    return refuse("what it is made of is not told");
  }
  if (!structure.neocentromere && !has_centromere(structure) && !has_unknown(structure))
    return refuse("what carries its centromere is not told");
  if (!is_changed(structure) && !is_normal(structure))
    return refuse("it differs from a normal chromosome by nothing that is told in bands");
  if (!has_unknown(structure) && !has_amplified(structure) && iscn::length_of(segments) < kLeastUnits)
    return refuse("it is too short to be put together of pixels");
  return {};
}

Recipe recipe_of(const ChromosomeStructure& structure, const DonorPool& pool, Random& random) {
  MadeUp made_up(pool, random);
  const auto& segments = structure.segments;
  if (segments.empty()) return {{{made_up.marker()}}, structure.ring};
  if (is_variant(structure)) return {variant(structure, made_up), structure.ring};
  Recipe recipe{{}, structure.ring};
  bool lacks_centromere = !structure.neocentromere && !has_centromere(structure);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool first = i == 0 && !structure.ring, last = i + 1 == segments.size() && !structure.ring;
    if (segments[i].amplified) {
      recipe.stretches.push_back(made_up.amplified());
    } else if (is_unknown(segments[i])) {
      recipe.stretches.push_back({made_up.unknown(first, last, std::exchange(lacks_centromere, false))});
    } else {
      recipe.stretches.push_back({segments[i]});
    }
  }
  for (const double at : structure.fragile_sites) {
    if (const auto site = site_at(segments, at)) recipe.fragile_sites.push_back(*site);
  }
  if (structure.neocentromere) recipe.neocentromere = neocentromere_of(structure);
  return recipe;
}

}  // namespace pinnacle::synthesis
