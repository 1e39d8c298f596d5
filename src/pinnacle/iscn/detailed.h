#ifndef PINNACLE_ISCN_DETAILED_H_
#define PINNACLE_ISCN_DETAILED_H_

#include <optional>
#include <vector>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The chromosome on which a point of the detailed system lies: the one it names, else that of the point
/// before it in its stretch, else the first one of the event.
const std::string& chromosome_at(const Rearrangement& rearrangement,
                                 const std::vector<DetailedPoint>& stretch, std::size_t point);

/// Where a piece of a described chromosome begins or ends.
struct PieceEnd {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  BandName band;  ///< "p10" or "q10" for "cen", by the arm that the piece has.
  BandPlace at;
  Place place;
};

/// A part of one normal chromosome in a described one, as it lies there.
struct Piece {
  PieceEnd from, to;
};
using Pieces = std::vector<Piece>;

bool is_telomere(const PieceEnd& end);
/// False if it lies the other way round, from the long arm's side to the short arm's.
bool is_forward(const Piece& piece);
/// @param tolerance  In ISCN units: above 0 a piece that ends at its centromere holds it, below 0 it does
/// not.
bool holds_centromere(const Piece& piece, double tolerance = kSamePlace);

/// The pieces of each described chromosome. Points inside of a stretch are left out.
/// @return Nothing if something in it is unknown, uncertain or no band: "?", "hsr", "neo", "q2?".
std::optional<std::vector<Pieces>> pieces_of(const Rearrangement& rearrangement);

/// A place of one chromosome where pieces end. Bands that overlap, as q31 and q31.1, are one place.
struct Cut {
  double from = 0, to = 0;
  BandName band;  ///< The narrowest written.
};

/// All of a chromosome in order, both telomeres among them.
std::vector<Cut> cuts_of(const std::vector<Pieces>& all, cytogenetics::ChromosomeClass chromosome);
/// Which of the cuts an end is.
std::size_t cut_index(const std::vector<Cut>& cuts, const PieceEnd& end);

/// The same event by its breakpoints: "inv(2)(p21q31)" of "inv(2)(pter->p21::q31->p21::q31->qter)".
/// @return Nothing if no breakpoints make what is described, or if it is in the short system already.
std::optional<Rearrangement> short_form(const Rearrangement& rearrangement);
/// Each link that has a short form in it.
Event in_short_form(Event event);

/// The same description if it was only read from the wrong end, or its chromosomes in the wrong order: each
/// from the end of its short arm on, in the order in which they are named.
/// @return Nothing if that does not make it what its name says.
std::optional<Rearrangement> reread(Rearrangement rearrangement);

/// What the event of that name would be at the breakpoints described:
/// "inv(2)(pter->p21::q31->p21::q31->qter)" of "inv(2)(pter->p21::q31->qter)".
/// @return Nothing if it could be several.
std::optional<Rearrangement> redescribed(const Rearrangement& rearrangement);

/// True if a duplication, triplication or quadruplication has its copies side by side, each either way round.
bool has_copies_side_by_side(const Rearrangement& rearrangement);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_DETAILED_H_
