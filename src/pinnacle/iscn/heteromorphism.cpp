#include "pinnacle/iscn/heteromorphism.h"

#include <algorithm>
#include <map>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::Band;
using cytogenetics::Stain;

constexpr double kLarger = 2.0, kSmaller = 0.35, kDoubled = 2.5;

/// Whether a band belongs to the region: satellites and stalk are the outer two of three bands of a short
/// arm.
bool is_of(const Heteromorphism& part, const Band& band) {
  if (part.arm != Arm::kNone && band.on_p_arm != (part.arm == Arm::kP)) return false;
  if (band.name.substr(0, part.band.size()) != part.band) return false;
  if (part.region == "var") return false;
  if (is_stalk(part)) return band.stain == Stain::kStalk;
  const bool satellite = band.stain == Stain::kVariable && band.on_p_arm && band.start == 0;
  if (is_satellite(part)) return satellite;
  return band.stain == Stain::kVariable && !satellite;
}

std::string in_words(const Heteromorphism& part) {
  const std::string size = part.size == Sign::kGain ? "longer " : part.size == Sign::kLoss ? "shorter " : "";
  const std::string region = part.region == "stk"      ? "stalk"
                             : part.region == "stkstk" ? "double stalks"
                             : part.region == "s"      ? "satellites"
                             : part.region == "ss"     ? "double satellites"
                             : part.region == "cen"    ? "centromere"
                             : part.region == "var"    ? "unusual look"
                                                       : "heterochromatin";
  const std::string arm = part.arm == Arm::kP ? "short arm" : "long arm";
  const std::string place = part.region == "cenh"    ? " at the centromere"
                            : part.arm == Arm::kNone ? ""
                            : !part.band.empty() ? " of band " + print(BandName{false, part.arm, part.band})
                                                 : " of the " + arm;
  return size + region + place;
}

double times(const Heteromorphism& part) {
  if (part.size != Sign::kNone) return part.size == Sign::kGain ? kLarger : kSmaller;
  return is_doubled(part) ? kDoubled : 1;
}

}  // namespace

bool is_satellite(const Heteromorphism& part) { return part.region == "s" || part.region == "ss"; }

bool is_stalk(const Heteromorphism& part) { return part.region == "stk" || part.region == "stkstk"; }

bool is_doubled(const Heteromorphism& part) { return part.region == "ss" || part.region == "stkstk"; }

std::vector<cytogenetics::ResizedStretch> resized_by(const Event& event) {
  std::map<double, cytogenetics::ResizedStretch> by_place;  // "9qh-cenh-": both are of one region.
  const auto chromosome = cytogenetics::parse_class(event.chromosome.name);
  if (!chromosome) return {};
  for (const auto& part : event.variant) {
    if (times(part) == 1) continue;
    for (const auto& band : bands_of(*chromosome, cytogenetics::BandLevel::k850)) {
      if (is_of(part, band))
        by_place.try_emplace(band.start, band.start, band.stop).first->second.times *= times(part);
    }
  }
  std::vector<cytogenetics::ResizedStretch> resized;
  for (const auto& [place, stretch] : by_place) resized.push_back(stretch);
  return resized;
}

bool has_new_satellites(const Event& event, Arm arm) {
  const auto chromosome = cytogenetics::parse_class(event.chromosome.name);
  if (!chromosome) return false;
  const auto bands = bands_of(*chromosome, cytogenetics::BandLevel::k850);
  return std::any_of(event.variant.begin(), event.variant.end(), [&](const Heteromorphism& part) {
    return is_satellite(part) && part.arm == arm &&
           std::none_of(bands.begin(), bands.end(), [&](const Band& band) { return is_of(part, band); });
  });
}

bool is_seen(const Event& event) {
  return !resized_by(event).empty() || has_new_satellites(event, Arm::kP) || has_new_satellites(event, Arm::kQ);
}

std::string plain_heteromorphism(const std::vector<Heteromorphism>& variant) {
  std::string text;
  for (const auto& part : variant) text += (text.empty() ? "" : " and ") + in_words(part);
  return text;
}

}  // namespace pinnacle::iscn
