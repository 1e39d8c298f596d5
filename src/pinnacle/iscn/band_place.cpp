#include "pinnacle/iscn/band_place.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;

/// What one arm's names stand for, prefixes of names included; the whole arm has the empty name.
using ArmIndex = std::unordered_map<std::string, BandPlace>;

struct ChromosomeIndex {
  std::array<ArmIndex, 2> arms;  // p, q
  BandPlace whole, centromere;
};

void widen(ArmIndex& index, const std::string& name, const BandPlace& place) {
  const auto [at, is_new] = index.emplace(name, place);
  if (is_new) return;
  auto& known = at->second;
  known = {std::min(known.from, place.from), std::max(known.to, place.to),
           std::min(known.from_bp, place.from_bp), std::max(known.to_bp, place.to_bp)};
}

/// "36.33" stands under "36", "36.3" and "36.33", and under its region, "3".
void add_prefixes(ArmIndex& index, const std::string& name, const BandPlace& place) {
  const auto point = name.find('.');
  widen(index, {}, place);
  widen(index, name.substr(0, 1), place);
  widen(index, name.substr(0, point), place);
  if (point == std::string::npos) return;
  for (auto length = point + 2; length <= name.size(); ++length) widen(index, name.substr(0, length), place);
}

/// The finest level first; what coarser ones add is only what it has no name for.
ChromosomeIndex index_of(ChromosomeClass chromosome) {
  ChromosomeIndex index;
  for (const auto level : {BandLevel::k850, BandLevel::k550, BandLevel::k400}) {
    const double scale =
        cytogenetics::length_of(chromosome, BandLevel::k850) / cytogenetics::length_of(chromosome, level);
    std::array<ArmIndex, 2> own;
    for (const auto& band : cytogenetics::bands_of(chromosome, level)) {
      const BandPlace place{band.start * scale, band.stop * scale, band.start_bp, band.stop_bp};
      add_prefixes(own[band.on_p_arm ? 0 : 1], band.name, place);
      if (level != BandLevel::k850) continue;
      index.whole.to = std::max(index.whole.to, place.to);
      index.whole.to_bp = std::max(index.whole.to_bp, place.to_bp);
      if (band.on_p_arm) index.centromere = {place.to, place.to, place.to_bp, place.to_bp};
    }
    for (std::size_t arm = 0; arm < 2; ++arm) index.arms[arm].merge(own[arm]);
  }
  return index;
}

const ChromosomeIndex& chromosome_index(ChromosomeClass chromosome) {
  static const auto all = [] {
    std::vector<ChromosomeIndex> indices;
    for (int k = 0; k < cytogenetics::kClassCount; ++k)
      indices.push_back(index_of(static_cast<ChromosomeClass>(k)));
    return indices;
  }();
  return all[static_cast<std::size_t>(chromosome)];
}

/// As band_place, but an empty name stands for the arm.
std::optional<BandPlace> arm_or_band(ChromosomeClass chromosome, Arm arm, std::string_view name) {
  if (!cytogenetics::is_normal_class(chromosome)) return std::nullopt;
  const auto& index = chromosome_index(chromosome);
  if (name == "cen" || (name == "10" && arm != Arm::kNone)) return index.centromere;
  if (arm == Arm::kNone) return std::nullopt;
  if (name == "ter") {
    const auto& whole = index.whole;
    return arm == Arm::kP ? BandPlace{} : BandPlace{whole.to, whole.to, whole.to_bp, whole.to_bp};
  }
  const auto& bands = index.arms[arm == Arm::kP ? 0 : 1];
  const auto found = bands.find(std::string(name));
  return found == bands.end() ? std::nullopt : std::optional(found->second);
}

/// @param place_of  band_place or arm_or_band.
template <typename PlaceOf>
std::optional<BandPlace> hull_of(ChromosomeClass chromosome, const Breakpoint& breakpoint,
                                 const PlaceOf& place_of) {
  const auto first = place_of(chromosome, breakpoint.band.arm, breakpoint.band.name);
  if (!first || breakpoint.join == Join::kNone) return first;
  const auto arm = breakpoint.other.arm == Arm::kNone ? breakpoint.band.arm : breakpoint.other.arm;
  const auto second = place_of(chromosome, arm, breakpoint.other.name);
  if (!second) return std::nullopt;
  return BandPlace{std::min(first->from, second->from), std::max(first->to, second->to),
                   std::min(first->from_bp, second->from_bp), std::max(first->to_bp, second->to_bp)};
}

}  // namespace

std::optional<BandPlace> band_place(ChromosomeClass chromosome, Arm arm, std::string_view name) {
  return name.empty() ? std::nullopt : arm_or_band(chromosome, arm, name);
}

std::optional<BandPlace> breakpoint_place(ChromosomeClass chromosome, const Breakpoint& breakpoint) {
  return hull_of(chromosome, breakpoint, band_place);
}

std::optional<BandPlace> possible_place(ChromosomeClass chromosome, Breakpoint breakpoint) {
  for (auto* band : {&breakpoint.band, &breakpoint.other}) std::erase(band->name, '?');
  return hull_of(chromosome, breakpoint, arm_or_band);
}

bool is_certain_band(const BandName& band) {
  if (band.name == "cen" || band.name == "ter") return true;
  return band.name.find('?') == std::string::npos && !band.name.empty();
}

}  // namespace pinnacle::iscn
