#ifndef PINNACLE_CYTOGENETICS_DERIVATIVE_H_
#define PINNACLE_CYTOGENETICS_DERIVATIVE_H_

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::cytogenetics {

/// A stretch of a normal chromosome, in ISCN units of BandLevel::k850 from its p telomere.
struct Segment {
  ChromosomeClass chromosome = ChromosomeClass::k1;
  double from = 0;
  double to = 0;           ///< Less than `from`: it lies there the other way round.
  bool amplified = false;  ///< A homogeneously staining region; its chromosome is kUnclassified.

  double length() const { return std::abs(to - from); }
  /// Where on its chromosome a place lies that is so many units from the segment's beginning.
  double at(double units) const { return from + (from <= to ? units : -units); }
};

/// Whether a place of a segment's chromosome is an end of that chromosome; never of what is amplified.
bool is_telomere(const Segment& segment, double at);

/// A stretch of a normal chromosome that is larger or smaller than usual, as the heterochromatin of "16qh-".
struct ResizedStretch {
  double from = 0;  ///< ISCN units at 850 bands from the p telomere of the normal chromosome; less than `to`.
  double to = 0;
  double times = 1;  ///< Its usual length.
};

/// A chromosome of a cell, normal or not, as the chain of normal stretches that it is made of.
///
/// Breakpoints lie in bands, not at points: each is put into the middle of its band.
struct ChromosomeStructure {
  std::string name;  ///< As ISCN writes it: "der(9)t(9;22)(q34.1;q11.2)"; a normal one "9".
  ChromosomeClass placed =
      ChromosomeClass::kMarker;   ///< Where it stands in the karyogram: by its centromere.
  std::vector<Segment> segments;  ///< From the p end to the q end; empty: of unknown content, as a marker.
  bool ring = false;              ///< The last segment is joined to the first.
  std::optional<double> neocentromere = {};  ///< Units along the segments from the first one's start; other
                                             ///< centromeres are inactive then.
  std::vector<ResizedStretch> resized = {};  ///< Of a heteromorphism, on the only segment; in order.
  std::vector<double> fragile_sites = {};  ///< Units along the segments from the first one's start.
  /// Satellites on a stalk where a normal one has none: "17ps", "Yqs".
  bool satellites_on_p = false, satellites_on_q = false;
};

/// Whether it is a normal chromosome, by its name.
bool is_normal(const ChromosomeStructure& structure);

/// A place on one of a chain's segments.
struct PlaceOnSegment {
  std::size_t segment = 0;  ///< Its index.
  double units = 0;         ///< From where the segment begins in the chain.
};

/// Where so many units along a chain lie; on the earlier of two segments where they meet. Nothing beyond its end.
std::optional<PlaceOnSegment> place_on(const std::vector<Segment>& chain, double units);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_DERIVATIVE_H_
