#ifndef PINNACLE_SYNTHESIS_GRAFT_H_
#define PINNACLE_SYNTHESIS_GRAFT_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/synthesis/donor.h"

namespace pinnacle::synthesis {

/// A stretch of a donor, cut before row `from` and before row `to`.
struct Piece {
  const Donor* donor = nullptr;
  int from = 0;
  int to = 0;             ///< Less than `from`: turned around by half a turn.
  bool mirrored = false;  ///< Left and right exchanged: seen from the other side of the slide.
  bool is_tip = false;    ///< Not material of the chromosome: the form of a new end.
  bool goes_on = false;   ///< Between it and the one before is no break (Stretch).
  cytogenetics::Segment shown = {};  ///< What it shows, up to its cuts; of a tip nothing.
  /// The real donor of what is amplified: it lends the tip of a new end.
  const Donor* amplified_of = nullptr;

  /// Its rows are no places of the ideogram then.
  bool is_amplified() const { return amplified_of != nullptr; }
  int length() const { return to > from ? to - from : from - to; }
};

/// A chromosome in pieces.
struct Assembly {
  std::vector<Piece> pieces;      ///< From the p end to the q end; the lengths above 0.
  bool ring = false;              ///< The last is joined to the first.
  std::vector<int> gaps = {};     ///< Rows, from the first piece's first, before which fragile sites lie.
  std::optional<int> waist = {};  ///< Of a neocentromere; other centromeres have none then.
};

/// Whether a chromosome can be made of pieces of normal ones.
/// @errors kUnsupported: a chromosome without any centromere, one of a few bands only, one of unknown content
///         that is no marker, or a change that is none of the bands ("9q12var").
base::Expected<void> check_can_be_cut(const cytogenetics::ChromosomeStructure& structure);

/// A stretch of a normal chromosome that is lent to another.
struct Stretch {
  cytogenetics::Segment segment;  ///< Of a normal class.
  bool goes_on = false;  ///< It is of one thing with the stretch before, as the parts of a region that is
                         ///< larger than usual are: no break lies between.
  double amplified_to = 0;  ///< ISCN units, if it stands there again and again; its segment rises then.
};

/// A place on one of a recipe's stretches.
struct Site {
  std::size_t stretch = 0;  ///< Its index.
  double share = 0;         ///< Of its length, from its beginning.
};

/// What a chromosome is to be made of.
struct Recipe {
  std::vector<Stretch> stretches;  ///< From the p end to the q end.
  bool ring = false;               ///< The last is joined to the first.
  std::vector<Site> fragile_sites = {};
  std::optional<Site> neocentromere = {};
};

/// The chromosome's segments, with something in place of what its karyotype does not tell: the end of a
/// random chromosome for an "add", what lies around a random centromere for a "mar", a grey band, amplified,
/// for an "hsr". A larger region ("9qh+") goes on amplified, of a smaller one the middle is left out; new
/// satellites are those of a random acrocentric chromosome.
/// @param structure  One that passes check_can_be_cut.
/// @param pool       What its cell has; not empty.
Recipe recipe_of(const cytogenetics::ChromosomeStructure& structure, const DonorPool& pool,
                 base::Random& random);

/// Cuts what a recipe asks for.
///
/// A new end, as a terminal deletion leaves, is given the form of the donor's own tip; the length stays that
/// of the bands.
///
/// @param pool    Has a donor of each class of the recipe; must outlive the pieces.
/// @param random  Which side of the first piece lies left; of the others it is in turn, as after sham
///                cuts; and how what is lent twice differs (DonorPool::lend).
Assembly assembly_of(const Recipe& recipe, DonorPool& pool, base::Random& random);

/// A normal chromosome cut in one or two bands and joined where it was cut.
/// @param homologues  One or more donors of one class: the pieces are of each in turn.
/// @param random      In which bands, and whether the first piece is mirrored; the others are in turn,
///                    so that both sides of a joint never fit by themselves.
std::vector<Piece> rejoined_pieces(const std::vector<const Donor*>& homologues, base::Random& random);

/// A normal chromosome, joined of both homologues: as unlike as what meets in an abnormal one. Of one alone
/// the pieces would be mirror images, which a network sees (docs/experiments.md, "Seams"). Where there is no
/// other, the other is a varied copy.
/// @param pool  Has a donor of that class; must outlive the pieces.
std::vector<Piece> sham_pieces(cytogenetics::ChromosomeClass chromosome, DonorPool& pool,
                               base::Random& random);

/// Where pieces meet, or a new end lies.
struct GraftBreak {
  double row = 0;     ///< The first one behind it.
  std::string bands;  ///< As the detailed system has them, at 850 bands: "9q34.2::22q11.21", ":5p14.2",
                      ///< "2q31.1::hsr".
};

/// A chromosome put together, laid out straight.
struct Graft {
  image::Strip strip;  ///< kStripFiner rows and columns a pixel.
  std::vector<GraftBreak> breaks;
  std::vector<double> centromeres;  ///< Rows.
};

enum class Joining {
  kSmooth,  ///< Both sides take on the same width over some rows, and one fades into the other as optics would
            ///< let it, without loss of grain.
  kHard,    ///< As they were cut: the control for who asks whether a network sees smooth joints.
};

/// Joins pieces, each row's middle on the axis.
/// @param assembly  With at least one piece.
/// @note  Pure, thread-safe.
Graft joined(const Assembly& assembly, Joining joining = Joining::kSmooth);

/// A graft as it lies in a picture, on white: upright and bent as a donor was, or as a ring.
struct LaidOut {
  image::Grey grey;
  std::vector<base::Point> axis;  ///< From the p end: one point for each row of the strip.
};

/// Narrower if it is shorter than it is wide.
/// @param axis  Of the donor that lends its bends, from its p end; stretched to the graft's length.
LaidOut laid_out(const image::Strip& strip, const std::vector<base::Point>& axis);

/// A graft whose ends are joined, as a ring; thinner if it is short (ring_half_width).
/// @param random  Where in the ring the joint lies.
LaidOut laid_out_as_ring(const image::Strip& strip, base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_GRAFT_H_
