#ifndef PINNACLE_CYTOGENETICS_CHROMOSOME_H_
#define PINNACLE_CYTOGENETICS_CHROMOSOME_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace pinnacle::cytogenetics {

/// The 24 normal human chromosomes, then the two places for what is none of them.
/// The first 24 values, 0 .. 23, are the class indices that networks use.
enum class ChromosomeClass : int {
  k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12, k13, k14, k15, k16, k17, k18, k19, k20, k21, k22,
  kX, kY,
  kMarker,        ///< A structurally abnormal chromosome that cannot be identified.
  kUnclassified,  ///< Not placed, by the program or by a person.
};

inline constexpr int kClassCount = 24;

/// One value per normal class; a probability distribution unless said otherwise.
using ClassProbabilities = std::array<double, kClassCount>;

inline constexpr bool is_normal_class(ChromosomeClass c) { return static_cast<int>(c) < kClassCount; }
inline constexpr bool is_sex_chromosome(ChromosomeClass c) {
  return c == ChromosomeClass::kX || c == ChromosomeClass::kY;
}
inline constexpr bool is_autosome(ChromosomeClass c) { return static_cast<int>(c) < 22; }

/// "1" .. "22", "X", "Y", "marker", "unclassified".
std::string_view to_string(ChromosomeClass c);
/// The inverse of to_string; nothing for any other text.
std::optional<ChromosomeClass> parse_class(std::string_view text);

/// The class with the largest probability; the first of several equal ones.
ChromosomeClass most_probable(const ClassProbabilities& probabilities);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_CHROMOSOME_H_
