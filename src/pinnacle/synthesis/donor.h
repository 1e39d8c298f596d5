#ifndef PINNACLE_SYNTHESIS_DONOR_H_
#define PINNACLE_SYNTHESIS_DONOR_H_

#include <array>
#include <optional>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/straighten.h"

namespace pinnacle::synthesis {

/// Rows and columns of a donor's strip for each pixel of its picture.
inline constexpr int kStripFiner = 2;

/// A real normal chromosome, laid out straight to be cut: its p end is the strip's first row.
struct Donor {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  image::Strip strip;             ///< kStripFiner rows and columns a pixel.
  std::vector<base::Point> axis;  ///< In pixels of its picture, one pixel apart.
  double centromere =
      0.5;  ///< Share of the length from the p end; as usual for its class until it is measured.

  int rows() const { return strip.mask.height(); }
  /// The row before which a place of the ideogram lies, 0 .. rows().
  /// @param iscn_units  At 850 bands from the p telomere. The arms are stretched to the measured centromere.
  int row_of(double iscn_units) const;
  int centromere_row() const;
};

/// Straightens a chromosome along its medial axis.
/// @param p_on_top  Of the axis's two ends the upper (or left) one is the p end.
/// @return          Nothing if the axis cannot be trusted, the chromosome is too small to be cut, or a part
///                  of it is painted over with one level, as where another one lay across.
std::optional<Donor> donor_of(const image::LoneObject& picture, cytogenetics::ChromosomeClass chromosome,
                              bool p_on_top);

/// The donors of one cell.
class DonorPool {
 public:
  void add(Donor donor);
  /// Which homologue is asked first is left to chance. Only before anything is lent.
  void shuffle(base::Random& random);
  /// All of a class.
  std::vector<const Donor*> homologues(cytogenetics::ChromosomeClass chromosome) const;
  /// The homologue that has lent least of a segment so far, the first of several: so a chromosome and its
  /// abnormal homologue, and what a chromosome has twice, come from different ones. There must be one.
  const Donor& lend(const cytogenetics::Segment& segment);

 private:
  struct Lender {
    Donor donor;
    std::vector<cytogenetics::Segment> lent;
  };

  std::array<std::vector<Lender>, cytogenetics::kClassCount> lenders_;
};

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_DONOR_H_
