#ifndef PINNACLE_ISCN_BAND_PLACE_H_
#define PINNACLE_ISCN_BAND_PLACE_H_

#include <optional>
#include <string_view>

#include "pinnacle/cytogenetics/chromosome.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// Places nearer to each other are one, in ISCN units; a band has tens to hundreds.
inline constexpr double kSamePlace = 0.01;

/// The stretch of a chromosome that a band's name stands for, from its p telomere.
struct BandPlace {
  double from = 0;  ///< ISCN units at 850 bands, as cytogenetics::Segment has them.
  double to = 0;
  long from_bp = 0;  ///< GRCh38.
  long to_bp = 0;

  double middle() const { return (from + to) / 2; }
};

/// The stretch of a band, of a sub-band, of all sub-bands that begin with the name or of a region ("3"), at
/// the finest level of the ideograms that tells them apart. The centromere for "10" and "cen", an end for
/// "ter".
/// @return Nothing if no ideogram has such a band, or if the name is uncertain ("2?3").
std::optional<BandPlace> band_place(cytogenetics::ChromosomeClass chromosome, Arm arm, std::string_view name);

/// As band_place of "q21": the breakpoint "q21~24" from the first to the last of its bands.
/// @return Nothing if one of its bands is unknown.
std::optional<BandPlace> breakpoint_place(cytogenetics::ChromosomeClass chromosome,
                                          const Breakpoint& breakpoint);

/// Where a break may lie, however doubtful: "q?21" in that band, "q2?3" too, "q2?" in that region, "q?" in
/// the arm.
/// @return Nothing if not even the arm is known, or there is no such band.
std::optional<BandPlace> possible_place(cytogenetics::ChromosomeClass chromosome, Breakpoint breakpoint);

/// True if "name" is certain and can be looked up: two digits, then perhaps a point and digits; "ter", "cen".
bool is_certain_band(const BandName& band);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_BAND_PLACE_H_
