#ifndef PINNACLE_SYNTHESIS_DONOR_H_
#define PINNACLE_SYNTHESIS_DONOR_H_

#include <array>
#include <deque>
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
  /// Of a varied copy: the row of the real chromosome that each row shows, none less than the one before,
  /// from its first to its last. Else empty.
  std::vector<int> real_rows = {};

  int rows() const { return strip.mask.height(); }
  bool is_copy() const { return !real_rows.empty(); }
  /// The row before which a place of the ideogram lies, 0 .. rows().
  /// @param iscn_units  At 850 bands from the p telomere. The arms are stretched to the measured centromere.
  int row_of(double iscn_units) const;
  int centromere_row() const;

 private:
  /// The row before which a row of the real chromosome lies, given as a share of that one's length.
  int row_at(double share) const;
};

/// Straightens a chromosome along its medial axis.
/// @param p_on_top  Of the axis's two ends the upper (or left) one is the p end.
/// @return          Nothing if the axis cannot be trusted, the chromosome is too small to be cut, or
///                  another one lay across it (is_overlaid).
std::optional<Donor> donor_of(const image::LoneObject& picture, cytogenetics::ChromosomeClass chromosome,
                              bool p_on_top);

/// The same chromosome once more, as a sister region of it would look: a little longer or shorter as a whole
/// and in smooth stretches of it, wider or narrower, paler or darker, bent to the other side (decision 0050).
/// Rows and columns are left out or stand twice, so that nothing is blurred.
/// @param donor  No copy.
Donor varied(const Donor& donor, base::Random& random);

/// Rows at either end of what is amplified: what lies beyond a cut fades into the piece that is joined there.
inline constexpr int kRowsBeyondCuts = 10;

/// As it would look amplified: a stretch of it, up and down again, for as many rows as are wanted and
/// kRowsBeyondCuts more at either end; of one grey along its length, with some of its grain.
/// @param from  Its first row; less than `to`.
/// @return      Only its strip and axis mean anything: places of the ideogram have no rows.
Donor amplified(const Donor& donor, int from, int to, int rows, base::Random& random);

/// The donors of one cell.
class DonorPool {
 public:
  void add(Donor donor);
  /// Which homologue is asked first is left to chance. Only before anything is lent.
  void shuffle(base::Random& random);
  /// All of a class.
  std::vector<const Donor*> homologues(cytogenetics::ChromosomeClass chromosome) const;
  /// Lends what a chromosome is made of. All of a class is of one homologue, the one that has lent least of
  /// it so far, the first of several: so two abnormal homologues come from different ones, and what a
  /// chromosome has twice from one.
  /// @param segments  Of classes that have a homologue here.
  /// @return  For each segment the homologue, or a varied copy of it if some of the segment is lent twice: to
  ///          this chromosome, or to an earlier one. What a sham takes of the other homologue is not counted
  ///          (decision 0050). Valid as long as the pool.
  std::vector<const Donor*> lend(const std::vector<cytogenetics::Segment>& segments, base::Random& random);
  /// What was made of a donor, kept as long as the pool.
  const Donor* keep(Donor made) { return &copies_.emplace_back(std::move(made)); }

 private:
  struct Lender {
    Donor donor;
    std::vector<cytogenetics::Segment> lent;
  };

  Lender& lender_of(cytogenetics::ChromosomeClass chromosome,
                    const std::vector<cytogenetics::Segment>& segments);

  std::array<std::vector<Lender>, cytogenetics::kClassCount> lenders_;
  std::deque<Donor> copies_;
};

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_DONOR_H_
