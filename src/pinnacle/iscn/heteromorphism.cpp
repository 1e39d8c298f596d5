#include "pinnacle/iscn/heteromorphism.h"

#include <algorithm>

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::Band;
using cytogenetics::Stain;

constexpr double kLarger = 2.0, kSmaller = 0.35, kDoubled = 2.5;

/// "q", "h", '-' of "qh-".
struct Mark {
  std::string_view arm, region;
  char sign = ' ';
};

/// Takes the first of some words from the beginning of a text; empty if none is there.
template <typename Words>
std::string_view take(std::string_view& text, const Words& words) {
  for (const std::string_view word : words) {
    if (text.substr(0, word.size()) != word) continue;
    text.remove_prefix(word.size());
    return word;
  }
  return {};
}

/// @return  As far as it can be read.
std::vector<Mark> marks_of(std::string_view text) {
  constexpr std::string_view kArms[] = {"p", "q"};
  constexpr std::string_view kRegions[] = {"cenh", "stk", "h", "ss", "s"};
  constexpr std::string_view kSigns[] = {"+", "-"};
  std::vector<Mark> marks;
  while (!text.empty()) {
    Mark mark;
    mark.arm = take(text, kArms);
    text.remove_prefix(std::min(text.find_first_not_of("0123456789."), text.size()));
    mark.region = take(text, kRegions);
    if (mark.region.empty()) return marks;
    if (const auto sign = take(text, kSigns); !sign.empty()) mark.sign = sign.front();
    marks.push_back(mark);
  }
  return marks;
}

/// Whether a band belongs to the region: satellites and stalk are the outer two of three bands of a short
/// arm.
bool is_of(const Mark& mark, const Band& band) {
  if (!mark.arm.empty() && band.on_p_arm != (mark.arm == "p")) return false;
  if (mark.region == "stk") return band.stain == Stain::kStalk;
  const bool satellite = band.stain == Stain::kVariable && band.on_p_arm && band.start == 0;
  if (mark.region == "s" || mark.region == "ss") return satellite;
  return band.stain == Stain::kVariable && !satellite;
}

std::string in_words(const Mark& mark) {
  const std::string size = mark.sign == '+' ? "longer " : mark.sign == '-' ? "shorter " : "";
  const std::string region = mark.region == "stk"  ? "stalk"
                             : mark.region == "s"  ? "satellites"
                             : mark.region == "ss" ? "double satellites"
                                                   : "heterochromatin";
  const std::string place = mark.region == "cenh" ? " at the centromere"
                            : mark.arm == "p"     ? " of the short arm"
                            : mark.arm == "q"     ? " of the long arm"
                                                  : "";
  return size + region + place;
}

double times(const Mark& mark) {
  if (mark.sign != ' ') return mark.sign == '+' ? kLarger : kSmaller;
  return mark.region == "ss" ? kDoubled : 1;
}

}  // namespace

std::vector<cytogenetics::ResizedStretch> resized_by(std::string_view variant,
                                                     cytogenetics::ChromosomeClass chromosome) {
  std::vector<cytogenetics::ResizedStretch> resized;
  for (const auto& mark : marks_of(variant)) {
    if (times(mark) == 1) continue;
    for (const auto& band : bands_of(chromosome, cytogenetics::BandLevel::k850)) {
      if (is_of(mark, band)) resized.push_back({band.start, band.stop, times(mark)});
    }
  }
  return resized;
}

bool has_new_satellites(std::string_view variant, cytogenetics::ChromosomeClass chromosome, Arm arm) {
  const auto marks = marks_of(variant);
  const auto bands = bands_of(chromosome, cytogenetics::BandLevel::k850);
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
    const bool satellites = mark.region == "s" || mark.region == "ss";
    return satellites && mark.arm == (arm == Arm::kP ? "p" : "q") &&
           std::none_of(bands.begin(), bands.end(), [&](const Band& band) { return is_of(mark, band); });
  });
}

std::string plain_heteromorphism(std::string_view variant) {
  std::string text;
  for (const auto& mark : marks_of(variant)) text += (text.empty() ? "" : " and ") + in_words(mark);
  return text;
}

}  // namespace pinnacle::iscn
