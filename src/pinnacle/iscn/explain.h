#ifndef PINNACLE_ISCN_EXPLAIN_H_
#define PINNACLE_ISCN_EXPLAIN_H_

#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {

/// A breakpoint as written and the stretch that its band takes: a band is no point.
struct ExplainedBreak {
  std::string band;  ///< "9q34.1".
  /// GRCh38, of all that a doubtful band may be ("q?": the arm); both 0 if nothing is known.
  long from_bp = 0, to_bp = 0;
};

struct ExplainedEvent {
  std::string event;  ///< "+8", as ISCN writes it.
  std::string text;   ///< In plain English.
  std::vector<ExplainedBreak> breaks;
  std::vector<CopyNumber> lost, gained;  ///< `copies` counts what the event takes or adds.
};

struct ExplainedClone {
  std::string karyotype;
  std::string text;  ///< The number of chromosomes, the sex chromosomes, the cells.
  std::vector<ExplainedEvent> events;
  /// The abnormal chromosomes as bands: "9pter->9q34::22q11.2->22qter".
  struct Derivative {
    std::string name, placed, bands;
    bool ring = false;
  };
  std::vector<Derivative> derivatives;
  /// Of all bands of the cell. What seems lost where a chromosome is of unknown content has a range: it may
  /// be in there.
  std::vector<CopyNumber> copies;
  /// Those of them that differ from the ploidy level (X and Y: from what the cells had before all changes).
  std::vector<CopyNumber> unusual;
  std::vector<std::string> notes;
};

/// Says a karyotype in words, clone by clone.
/// @param karyotype  A valid one: see check().
std::vector<ExplainedClone> explain(const Karyotype& karyotype);

/// The two ends of a segment of a chromosome, "9pter" and "9q34"; both "?" if it is of unknown origin, both
/// "hsr" of a homogeneously staining region.
struct NamedSegment {
  std::string from, to;
};

/// One for each segment of a chromosome, each break named as the karyotype writes it.
std::vector<NamedSegment> named_segments(const cytogenetics::ChromosomeStructure& chromosome,
                                         const Karyotype& karyotype);

/// True for "9q34": not for "9pter", "?" and "hsr".
bool is_break(std::string_view end);

/// The bands of a chromosome in the detailed system, each break named as the karyotype writes it.
std::string band_sequence(const cytogenetics::ChromosomeStructure& chromosome, const Karyotype& karyotype);

/// "130.1-138.3 Mb"; of a centromere "17.7 Mb".
std::string megabases(long from_bp, long to_bp);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_EXPLAIN_H_
